"""What is wrong with a form that was written as a workbook: each fault with its sheet, its row, and what to do.

pyxform decides what is a form: what it takes is taken. What it refuses is explained in our own words where we know
why, each row for itself and not only the first one; else pyxform's own sentence is told. Then every expression is read,
and what a desktop cannot do is named: the form is taken, and that part of it does nothing.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from coopdesk.errors import CoopDeskError, Damaged, InvalidValue
from coopdesk.forms import answers, patterns, sought, xform, xpath
from coopdesk.forms.evaluation import Evaluator
from coopdesk.forms.functions import World
from coopdesk.forms.model import Form, Path
from coopdesk.forms.rules import Rules
from coopdesk.i18n import N_, isolate, tr
from coopdesk.interchange.xlsform import dropped, external, naming, sentences
from coopdesk.interchange.xlsform.book import Book, Row
from coopdesk.interchange.xlsform.sentences import Words

Severity = Literal["error", "warning"]
_ROW = re.compile(r"\[row\s*:\s*(\d+)\]|row (?:number )?'?(\d+)'?", re.IGNORECASE)
_SHEET = re.compile(r"'(survey|choices|settings|entities|external_choices|osm)' sheet|sheet:? '(\w+)'")


_NO_SURVEY = N_("There is no sheet “survey”."), N_("Name the sheet with the questions “survey”.")
_HEADER = (
    N_("The header “{header}” says more than one column can hold."),
    N_("Write one name and one language, such as “label::Arabic (ar)”."),
)
_HEADER_NAME = (
    N_("The header “{header}” cannot be written into a form."),
    N_("Take the column out, or write another name without spaces behind “::”; what precedes “:” needs “namespaces”."),
)
_NO_HEADERS = (
    N_("The first row of this sheet does not name its columns."),
    N_("Write “type”, “name” and “label” above the columns, in the first row."),
)
_NO_TYPE = N_("This row has no type."), N_("Write the type of the question, such as “text”.")
_TYPE_NEAR = N_("“{type}” is not a type of question."), sentences.NEAR
_BAD_NAME = (
    N_("“{name}” cannot be a name."),
    N_("A name begins with a letter and holds letters, digits, “-”, “_” and “.” only."),
)
_TWICE = N_("The name “{name}” is used in row {row} already."), N_("Give one of the two another name.")
_NO_LIST_NEAR = N_("The list “{list}” is not on the sheet “choices”."), sentences.NEAR
_NOT_OUTSIDE = (
    N_("The list “{list}” is not on the sheet “external_choices”."),
    N_("Add its choices there, or correct the name."),
)
_WHICH_LIST = (
    N_("This question does not say from which list is chosen."),
    N_("Write it behind the type: “select_one yes_no”."),
)
_NOT_BEGUN = N_("This row ends a {kind} that was not begun."), N_("Take the row out, or add the row that begins it.")
_NOT_ENDED = N_("The {kind} that begins here does not end."), N_("Add a row “end {kind}” where it ends.")
_CROSSED = N_("A {begun} is begun, and here a {ended} ends."), N_("End first what was begun last.")
_REFERENCE_NEAR = N_("There is no question “{name}”."), sentences.NEAR
_OPEN_REFERENCE = N_("A name that begins with “{begin}” does not end."), N_("Close it with “{end}”.")
_EXPRESSION = N_("{column}: {why}"), N_("Correct the expression.")
_UNHONOURED = N_("{column}: {why} The expression does nothing here."), N_("Use another function, or answer by hand.")
_UNQUOTED = (
    N_("{column}: “{name}” is no question, and is not marked as a text."),
    N_("Write '{name}' if the text is meant, “${{…}}” around the name of a question."),
)
_SLOW_PATTERN = (
    N_("{column}: Looking for the pattern “{pattern}” may take too long; an answer is then not checked."),
    N_("Write the pattern without a repetition inside a repetition, such as “[a-z]+” instead of “([a-z]+)*”."),
)
_PHONE = N_("“{type}” wants a telephone; it is not asked here."), N_("Ask for it in another way, or take the row out.")
_EXTERNAL = (
    N_("The list “{list}” is a file of its own."),
    N_("Put the file {file} beside the workbook before it is taken, else the list is empty."),
)
_ANOTHER = N_("pyxform says: {said}"), N_("Correct the row, then try again.")
_STOPPED = (
    N_("Something in this form stops its reading: {said}"),
    N_("Take rows out, half of them at a time, until it is read; what was taken out last is at fault."),
)
_NOTED = N_("pyxform notes: {said}"), N_("The form works; correct it when you can.")
_UNFIT = N_("{why}"), N_("Look for a header or a file that holds what it should not, and correct it.")
_BEGINS_UNFIT = (
    N_("The form begins with the answer “{value}”, which this question does not take."),
    N_("Correct it in the column “default”. {fit}"),
)
_CIRCLE = N_("{why}"), N_("Change one of these expressions.")


class Fault(NamedTuple):
    """Something wrong with a form. ``row``: its number in the sheet, 0 for the whole sheet."""

    sheet: str
    row: int
    severity: Severity
    words: Words
    params: Mapping[str, object] = {}

    def message(self) -> str:
        """Return what is wrong, in the present language."""
        return tr(self.words[0], **self.params)

    def remedy(self) -> str:
        """Return what to do about it."""
        return tr(self.words[1], **self.params)


@dataclass
class Checked:
    """A form, if it can be used, and what is to be said of it, in the order of the sheets. ``xform``: what pyxform made
    of it."""

    form: Form | None
    faults: list[Fault] = field(default_factory=list)
    xform: str = ""


def check(book: Book) -> Checked:
    """Return the form that a workbook holds and its faults; without a form where it cannot be used."""
    own = list(_own(book))
    made, said = _converted(book)
    if made is None:
        explained = any(one.severity == "error" for one in own)
        return Checked(None, _sorted(own if explained else own + said))
    found = [one._replace(severity="warning") for one in own] + said
    try:
        form = xform.read(made)
        form, missing = external.filled(form, book)
    except (InvalidValue, Damaged) as fault:
        unfit = [one for one in own if one.words in (_HEADER_NAME, _BAD_NAME)]
        return Checked(None, _sorted(unfit or [*found, Fault("survey", 0, "error", _UNFIT, {"why": fault.message()})]))
    told = {one.params["file"] for one in found if one.words == _EXTERNAL}
    for name in missing:
        if isolate(name) not in told:
            params = {"list": isolate(name), "file": isolate(name)}
            found.append(Fault("survey", external.row_of(name, book), "warning", _EXTERNAL, params))
    found += _of_expressions(book, form)
    usable = not any(one.severity == "error" for one in found)
    return Checked(form if usable else None, _sorted(found), made)


def _sorted(found: list[Fault]) -> list[Fault]:
    order = {"survey": 0, "choices": 1, "settings": 2}
    return sorted(found, key=lambda one: (order.get(one.sheet, 9), one.row, one.severity))


def _converted(book: Book) -> tuple[str | None, list[Fault]]:
    """Return the XForm that pyxform makes of a workbook, None where it refuses it, and what it says."""
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    if not book.rows("survey"):
        return None, [Fault("survey", 0, "error", _NO_SURVEY)]
    notes: list[str] = []
    try:
        made = convert(xlsform=dict(book.data), warnings=notes, validate=False).xform
    except PyXFormError as fault:
        return None, _told(book, str(fault), "error", _ANOTHER)
    except (KeyError, ValueError, TypeError, AttributeError, IndexError) as fault:
        return None, _told(book, f"{type(fault).__name__}: {fault}", "error", _STOPPED)
    return made, [fault for one in notes for fault in _told(book, one, "warning", _NOTED)]


def _told(book: Book, told: str, severity: Severity, words: Words) -> list[Fault]:
    """Return what pyxform says as a fault, none where it is of no matter on a desktop."""
    row, sheet = _ROW.search(told), _SHEET.search(told)
    place = next((int(one) for one in (row.groups() if row else ()) if one), 0)
    name = next((one for one in (sheet.groups() if sheet else ()) if one), "survey")
    plain = " ".join(_ROW.sub("", told, count=1).split())
    ours = sentences.known(plain)
    if ours is None or (ours[0] is None and severity == "error"):
        return [Fault(name, place, severity, words, {"said": isolate(plain[:400])})]
    return (
        [Fault(name, place or sentences.place(told, book.rows(name)), severity, ours[0], ours[1])]
        if ours[0] is not None
        else []
    )


def _own(book: Book) -> Iterator[Fault]:
    known = " ".join(row.cells.get("namespaces", "") for row in book.rows("settings"))
    for sheet in ("survey", "choices"):
        for head in book.headers.get(sheet, ()):
            if not naming.is_writable(head, known):
                yield Fault(sheet, 1, "error", _HEADER_NAME, {"header": isolate(head[:60])})
            if head.count("::") > (2 if head.lower().startswith(("media", "bind", "control", "instance")) else 1):
                yield Fault(sheet, 1, "error", _HEADER, {"header": isolate(head[:60])})
    lists: dict[str, dict[str, int]] = {}
    for row in book.rows("choices"):
        yield from _choice(row, lists)
    if book.rows("survey") and not {"type", "name"} & {naming.header(one) for one in book.headers["survey"]}:
        yield Fault("survey", 1, "error", _NO_HEADERS)
        return
    names: dict[str, int] = {}
    for row in book.rows("survey"):
        name = naming.cells(row).get("name")
        if name:
            names.setdefault(name, row.number)
    yield from _survey(book, lists, names)
    yield from (Fault(one.sheet, one.row, "warning", one.words, one.params) for one in dropped.dropped(book))


def _choice(row: Row, lists: dict[str, dict[str, int]]) -> Iterator[Fault]:
    said = naming.cells(row)
    name, listed = said.get("name", ""), said.get("list_name", "")
    if not listed:
        yield Fault("choices", row.number, "error", sentences.CHOICE_LIST)
        return
    known = lists.setdefault(listed, {})
    if not name:
        yield Fault("choices", row.number, "error", sentences.CHOICE_NAME)
    elif name in known:
        yield Fault("choices", row.number, "error", sentences.CHOICE_TWICE, {"name": isolate(name), "row": known[name]})
    else:
        known[name] = row.number


def _survey(book: Book, lists: Mapping[str, Mapping[str, int]], names: Mapping[str, int]) -> Iterator[Fault]:
    begun: list[tuple[str, int, dict[str, int]]] = [("", 0, {})]
    outer = {naming.cells(row).get("list_name", ""): dict[str, int]() for row in book.rows(sought.SHEET)}
    for row in book.rows("survey"):
        said = naming.cells(row)
        told = said.get("type", "")
        if told.startswith("#") or not said:
            continue
        if not told:
            yield Fault("survey", row.number, "error", _NO_TYPE)
            continue
        asked = naming.asked(told)
        instead = sentences.instead(asked.base)
        if instead is not None:
            yield Fault("survey", row.number, "error", (sentences.NO_TYPE[0], instead), {"type": isolate(told[:60])})
            continue
        if asked.ends:
            yield from _ended(row, asked.ends, begun)
            continue
        yield from _typed(row, told, asked, outer if asked.base == "select_one_external" else lists, book.files)
        yield from _named(row, said, asked, begun[-1][2])
        yield from _references(row, said, names)
        if asked.base == "select_one_external" and not said.get("choice_filter"):
            yield Fault("survey", row.number, "error", sentences.NO_FILTER)
        if asked.base == "calculate" and not said.get("calculation") and not said.get("default"):
            yield Fault("survey", row.number, "error", sentences.NO_CALCULATION)
        if asked.begins:
            begun.append((asked.begins, row.number, {}))
    for kind, number, _ in begun[1:]:
        yield Fault("survey", number, "error", _NOT_ENDED, {"kind": kind})


def _ended(row: Row, kind: str, begun: list[tuple[str, int, dict[str, int]]]) -> Iterator[Fault]:
    if len(begun) == 1:
        yield Fault("survey", row.number, "error", _NOT_BEGUN, {"kind": kind})
        return
    if begun[-1][0] != kind:
        yield Fault("survey", row.number, "error", _CROSSED, {"begun": begun[-1][0], "ended": kind})
    begun.pop()


def _typed(
    row: Row, told: str, asked: naming.Asked, lists: Mapping[str, Mapping[str, int]], files: Mapping[str, str]
) -> Iterator[Fault]:
    if naming.wants_phone(asked.base):
        yield Fault("survey", row.number, "warning", _PHONE, {"type": isolate(told)})
    elif asked.base.endswith("_from_file"):
        if not asked.list or asked.list.split()[0] in files:
            return
        params = {"list": isolate(asked.list), "file": isolate(asked.list.split()[0])}
        yield Fault("survey", row.number, "warning", _EXTERNAL, params)
    elif asked.base in ("select_one", "select_multiple", "rank", "select_all_that_apply", "select_one_external"):
        if not asked.list:
            yield Fault("survey", row.number, "error", _WHICH_LIST)
        elif asked.list not in lists and "${" not in asked.list:
            near = naming.near(asked.list, lists)
            params = {"list": isolate(asked.list), "near": isolate(near)}
            words = (
                _NOT_OUTSIDE if asked.base == "select_one_external" else _NO_LIST_NEAR if near else sentences.NO_LIST
            )
            yield Fault("survey", row.number, "error", words, params)
        elif not asked.base.startswith("select_one"):
            for name, number in lists.get(asked.list, {}).items():
                if " " in name:
                    yield Fault("choices", number, "error", sentences.CHOICE_SPACE, {"name": isolate(name)})
    elif not _is_known(asked.base):
        near = naming.near(told, naming.TYPES)
        params = {"type": isolate(told[:60]), "near": isolate(near)}
        yield Fault("survey", row.number, "error", _TYPE_NEAR if near else sentences.NO_TYPE, params)


def _is_known(base: str) -> bool:
    from pyxform.question_type_dictionary import QUESTION_TYPE_DICT

    known = {one.lower() for one in QUESTION_TYPE_DICT}
    return base in known or base.startswith(("begin_", "include", "xml-external", "csv-external"))


def _named(row: Row, said: Mapping[str, str], asked: naming.Asked, siblings: dict[str, int]) -> Iterator[Fault]:
    name = said.get("name", "")
    if not name:
        if asked.base not in ("note", "audit", "include"):
            yield Fault("survey", row.number, "error", sentences.NO_NAME)
        return
    if not naming.NAME.fullmatch(name):
        yield Fault("survey", row.number, "error", _BAD_NAME, {"name": isolate(name[:60])})
    elif name in siblings:
        yield Fault("survey", row.number, "error", _TWICE, {"name": isolate(name), "row": siblings[name]})
    else:
        siblings[name] = row.number


def _references(row: Row, said: Mapping[str, str], names: Mapping[str, int]) -> Iterator[Fault]:
    told: dict[str, None] = {}
    for text in said.values():
        for found in naming.REFERENCE.finditer(text):
            if found[2] not in names and not found[1]:
                told[found[2]] = None
        if text.count("${") > len(naming.REFERENCE.findall(text)):
            yield Fault("survey", row.number, "error", _OPEN_REFERENCE, {"begin": "${", "end": "}"})
    for name in told:
        near = naming.near(name, names)
        params = {"name": isolate(name[:60]), "near": isolate(near)}
        yield Fault("survey", row.number, "error", _REFERENCE_NEAR if near else sentences.REFERENCE, params)


def _of_expressions(book: Book, form: Form) -> Iterator[Fault]:
    """Yield what is wrong with the expressions of a form that pyxform takes, under the row in which each stands."""
    evaluator, rows = Evaluator(World(), form.instances), _rows(book, form.root.tag)
    groups, sound = {one.path for one in form.groups()}, True
    for path, column, told in _expressions(form):
        number = rows.get(path, 0)
        try:
            made = evaluator.expression(told)
        except CoopDeskError as fault:
            sound = False
            words = _EXPRESSION[0], sentences.instead_of_sign(told, fault.params) or _EXPRESSION[1]
            yield Fault("survey", number, "error", words, {"column": isolate(column), "why": fault.message()})
            continue
        for name in xpath.unquoted(made.written) if path not in groups and "meta" not in path else ():
            yield Fault("survey", number, "warning", _UNQUOTED, {"column": isolate(column), "name": isolate(name)})
        for wrong in evaluator.unknown(made.written):
            remedy, near = sentences.instead_of_function(str(wrong.params.get("function", "")))
            params = {"column": isolate(column), "why": wrong.message(), "near": isolate(near)}
            yield Fault("survey", number, "warning", (_UNHONOURED[0], remedy or _UNHONOURED[1]), params)
        for pattern in sorted(made.written.patterns) if made.sound else ():
            if patterns.is_slow(pattern):
                params = {"column": isolate(column), "pattern": isolate(pattern[:60])}
                yield Fault("survey", number, "warning", _SLOW_PATTERN, params)
    for path, told, fit in answers.unfit(form):
        params = {"value": isolate(told[:60]), "fit": tr(fit)}
        yield Fault("survey", rows.get(path, 0), "warning", _BEGINS_UNFIT, params)
    if sound:
        try:
            Rules(form, evaluator)
        except InvalidValue as fault:
            first = str(fault.params.get("names", "")).partition(",")[0]
            number = next((one for path, one in rows.items() if path[-1] == first), 0)
            yield Fault("survey", number, "error", _CIRCLE, {"why": fault.message()})


def _expressions(form: Form) -> Iterator[tuple[Path, str, str]]:
    for bind in form.binds.values():
        for column, name in naming.EXPRESSIONS.items():
            told = getattr(bind, name, "")
            if told:
                yield bind.path, column, told
    for group in form.groups():
        if group.count:
            yield group.path, "repeat_count", group.count
    for question in form.questions():
        if question.itemset is not None:
            yield question.path, "choice_filter", question.itemset.nodes
        for words, column in ((question.label, "label"), (question.hint, "hint")):
            for parts in words.by_language.values():
                yield from ((question.path, column, part) for part in parts[1::2])
    for action in form.actions:
        yield action.path, "default", action.value


def _rows(book: Book, root: Any) -> dict[Path, int]:
    """Return the row in which the question at each path stands."""
    found: dict[Path, int] = {}
    path: Path = (str(root),)
    for row in book.rows("survey"):
        said = naming.cells(row)
        asked, name = naming.asked(said.get("type", "")), said.get("name", "")
        if asked.ends:
            path = path[:-1] or path
            continue
        if name:
            found[(*path, name)] = row.number
        if asked.begins:
            path = (*path, name)
    return found
