"""Answers from a table: a row a response, a column a question, lists of entries on sheets of their own.

Columns are known by the name of a question, its path with ``/`` or ``-`` between, or its text in any language; of
several choices also by a column a choice (``languages/fr``: 1 or 0). So the files of Kobo, ODK and Excel itself are
read, and what this program writes. A sheet of entries names the row to which each belongs in ``_parent_index`` or
``PARENT_KEY``. What cannot be read in a row refuses that row, with column and remedy; answers that are not valid are
kept as a draft.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from coopdesk.calendars import today
from coopdesk.errors import InvalidValue, Refused
from coopdesk.fields import parse_id
from coopdesk.forms.filling import Filling
from coopdesk.forms.model import Path
from coopdesk.i18n import LANGUAGES, N_, isolate, tr, using
from coopdesk.interchange.tables import layout, values as cells
from coopdesk.interchange.tables.layout import Table
from coopdesk.interchange.tables.sheets import Sheet
from coopdesk.operations import rights, steps, table_files
from coopdesk.operations.forms import answer_cells, responses, templates
from coopdesk.operations.forms.answer_cells import Asked
from coopdesk.operations.forms.templates import Template
from coopdesk.operations.table_names import Names, folded
from coopdesk.progress import SILENT, Progress
from coopdesk.records import Response, fields_of
from coopdesk.store.home import Store

_NOTHING = N_(
    "No column of this table is a question of the form “{title}”. Name the columns as the questions are named."
)
_CELL = N_("Line {line}, “{column}”: {message}")
_WHICH = N_("“{value}” is not the name of one record here. Write its number or its id, or leave the cell empty.")
_ASTRAY = N_("This entry belongs to no row of the table. Write in “{column}” to which row it belongs.")
_FIELDS = ("subject", "organization", "respondent", "answered_on", "notes", "language")
_IDENTITY = ("_uuid", "meta/instanceid", "instanceid", "meta-instanceid", "key")
_INDEX = ("_index", "key")
_PARENT = ("_parent_index", "parent_key", "_submission__id")
_PLACES = re.compile(r"[0-9]+(\.[0-9]+)+")
_AT_ONCE = 100
Column = tuple[str, Any]
"""What a column holds: ``answer`` of a path, ``choice`` of a path and a name, ``field`` of the response, ``identity``,
``index``, ``parent``."""


class Fault(NamedTuple):
    """What is wrong in a line, in which column. ``fatal``: it cannot be read, and is not taken."""

    line: int
    column: str
    message: str
    fatal: bool

    def told(self) -> str:
        """Return all of it as a sentence."""
        return tr(_CELL, line=self.line, column=isolate(self.column), message=self.message)


@dataclass
class Read:
    """A line of the table. ``given``: answers as ``Filling.fill`` takes them; ``values``: of fields of the response."""

    line: int
    index: str
    identity: str
    given: dict[str, Any] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    is_valid: bool = True
    is_here: bool = False


@dataclass
class Preview:
    """What a table would bring. ``unknown``: columns that are no question, by their heads; ``astray``: entries of
    lists that belong to no row, with the name of their sheet for the column."""

    template: Template
    rows: list[Read]
    unknown: list[str]
    astray: list[Fault]

    @property
    def faults(self) -> list[Fault]:
        """What is wrong, in the rows and then in the lists."""
        return [*(fault for one in self.rows for fault in one.faults), *self.astray]

    @property
    def good(self) -> list[Read]:
        """The rows that can be taken and are not here yet."""
        return [one for one in self.rows if not one.is_here and not any(fault.fatal for fault in one.faults)]


class Taken(NamedTuple):
    """The responses that were made, those of them that were submitted, and the lines that were here already."""

    created: list[str]
    submitted: int
    known: list[int]


@rights.needs(rights.READER)
def preview(store: Store, template: str, path: FilePath, progress: Progress = SILENT) -> Preview:
    """Return what a table of answers to a form would bring. Raises ``Refused``, ``Damaged``, ``NotFound``."""
    loaded = templates.load(store, templates.find(store, template))
    sheets = table_files.open_file(path)
    reading = _Reading(store, loaded)
    main = reading.main(sheets)
    rows = reading.rows(main)
    reading.lists(sheets, rows)
    known = _known(store, loaded)
    for place, one in enumerate(rows):
        progress.step(place, len(rows))
        one.is_here = one.identity in known
        known |= {one.identity} - {""}
        _check(loaded, one)
    return Preview(loaded, rows, reading.unknown, reading.astray)


@rights.needs(rights.SECRETARY)
def take(
    store: Store, found: Preview, values: Mapping[str, Any] | None = None, *, submit: bool = False,
    progress: Progress = SILENT,
) -> Taken:  # fmt: skip
    """Save the good rows as responses, those that are not valid as drafts; with ``submit`` the valid are submitted.
    ``values``: of fields of every response. Stopped, it keeps what is saved."""
    good, created, submitted = found.good, list[str](), 0
    for start in range(0, len(good), _AT_ONCE):
        progress.step(start, len(good))
        part = good[start : start + _AT_ONCE]
        with store.session() as session:
            given = [_fields(session, found.template, one, values or {}) for one in part]
        filled = (_filled(found.template, one) for one in part)
        created += responses.make(store, zip(given, filled, strict=True))
    if submit:
        for id, one in zip(created, good, strict=True):
            if one.is_valid:
                steps.take(store, "response", id, "submit")
                submitted += 1
    return Taken(created, submitted, [one.line for one in found.rows if one.is_here])


class _Reading:
    """Reads the sheets of one file for one form."""

    def __init__(self, store: Store, template: Template) -> None:
        self.sheet: Sheet | None = None
        self.unknown: list[str] = []
        self.astray: list[Fault] = []
        self._by_index: dict[str, Read] = {}
        self._known: dict[Path, dict[str, tuple[Read, dict[str, Any]]]] = {}
        """The entries of each list by what their lines say of themselves, alone and behind the index of the row."""
        self._store, self._template, self._today = store, template, today()
        self._names = Names(store)
        self._asked = answer_cells.asked(template.form)
        self._columns = dict(_columns(template, self._asked))
        self._lists = {one.path: one for one in template.form.groups() if one.repeat}

    def main(self, sheets: Iterable[Sheet]) -> Table:
        """Return the table of responses: that of the sheet of which most is known. Raises ``Refused``."""
        best, found = 0, None
        for sheet in sheets:
            table = layout.find(sheet, self._is_known)
            score = sum(self._is_answer(head) for head in table.heads)
            if score > best:
                best, found, self.sheet = score, table, sheet
        if found is None:
            raise Refused(_NOTHING, title=self._template.form.title)
        return found

    def rows(self, table: Table) -> list[Read]:
        """Return the responses of a table."""
        columns = [self._column(head) for head in table.heads]
        self.unknown += [head for head, one in zip(table.heads, columns, strict=True) if one is None and head]
        found = []
        for count, line in enumerate(table.lines, 1):
            one = Read(line.number, str(count), "")
            self._read(one, one.given, (), table, columns, line.cells)
            found.append(one)
        return found

    def lists(self, sheets: Iterable[Sheet], rows: list[Read]) -> None:
        """Add the entries of lists, which have sheets of their own, to the responses to which they belong."""
        self._by_index = {one.index: one for one in rows}
        named = [(self._list_of(sheet), sheet) for sheet in sheets if sheet is not self.sheet]
        for path, sheet in sorted(((path, sheet) for path, sheet in named if path), key=lambda one: len(one[0])):
            self._entries(path, sheet)

    def _entries(self, path: Path, sheet: Sheet) -> None:
        table = layout.find(sheet, self._is_known)
        columns = [self._column(head) for head in table.heads]
        parent = next((place for place, one in enumerate(columns) if one and one[0] == "parent"), None)
        index = next((place for place, head in enumerate(table.heads) if folded(head) in _INDEX), None)
        around = max((one for one in self._lists if one != path and path[: len(one)] == one), key=len, default=())
        for line in table.lines:
            own = line.cells[index].strip() if index is not None else ""
            row, within = self._belongs(around, line.cells[parent].strip() if parent is not None else "", own)
            if row is None:
                head = table.heads[parent] if parent is not None else _PARENT[0]
                message = tr(_ASTRAY, column=isolate(head))
                self.astray.append(Fault(line.number, sheet.name, message, fatal=True))
                if parent is None:
                    return
                continue
            entry: dict[str, Any] = {}
            self._read(row, entry, path, table, columns, line.cells, line.number)
            _list_in(within, path[len(around) or 1 :]).append(entry)
            self._known.setdefault(path, {}).update({own: (row, entry), f"{row.index} {own}": (row, entry)})

    def _belongs(self, around: Path, parent: str, own: str) -> tuple[Read | None, dict[str, Any]]:
        """Return the response of an entry, and the answers among which its list stands. ``around``: the list of which
        an entry holds that list, empty for none; ``parent`` and ``own``: what the line says of that entry, as Kobo and
        ODK write it, and of itself, which in a table of this program tells the places in both lists (``2.1``)."""
        if around and not _PLACES.fullmatch(own):
            return self._known.get(around, {}).get(parent, (None, {}))
        row = self._by_index.get(parent)
        if row is None or not around:
            return row, row.given if row else {}
        place = f"{parent} {own.rpartition('.')[0]}"
        return self._known.get(around, {}).get(place, (None, {}))

    def _read(
        self, row: Read, given: dict[str, Any], within: Path, table: Table, columns: list[Column | None],
        told_cells: list[str], line: int = 0,
    ) -> None:  # fmt: skip
        chosen: dict[Path, list[str]] = {}
        for head, column, cell in zip(table.heads, columns, told_cells, strict=True):
            if column is None or not cell.strip():
                continue
            kind, told = column
            try:
                if kind == "answer":
                    self._give(given, within, told, self._asked[told].read(cell, self._today))
                elif kind == "choice" and self._asked[told[0]].member(cell, told[1]):
                    chosen.setdefault(told[0], []).append(told[1])
                elif kind == "field" and not within:
                    row.values[told] = self._value(told, cell)
                elif kind == "identity" and not within:
                    row.identity = cell.strip()
                if kind == "index" or (kind == "identity" and folded(head) in _INDEX):
                    row.index = cell.strip() if not within else row.index
            except InvalidValue as fault:
                row.faults.append(Fault(line or row.line, head, fault.message(), fatal=True))
        for path, some in chosen.items():
            self._give(given, within, path, " ".join(some))

    def _give(self, given: dict[str, Any], within: Path, path: Path, told: str) -> None:
        inner = next((one for one in self._lists if path[: len(one)] == one and len(one) > len(within)), None)
        at = given
        steps = path[len(within) or 1 : -1]
        for depth, name in enumerate(steps, len(within) or 1):
            if path[: depth + 1] == inner:
                listed = at.setdefault(name, [{}])
                at = listed[0]
            else:
                at = at.setdefault(name, {})
        at[path[-1]] = told

    def _value(self, name: str, cell: str) -> Any:
        kind = next(one.kind for one in fields_of(Response) if one.name == name)
        if name in ("subject", "organization"):
            try:
                return parse_id(cell.strip())
            except InvalidValue:
                found = self._names.find("organization", cell)
                if len(found) != 1:
                    raise InvalidValue(_WHICH, value=cell[:60]) from None
                return found[0]
        return cells.read(kind, cell, self._today).value

    def _column(self, head: str) -> Column | None:
        return self._columns.get(folded(head)) if head else None

    def _is_known(self, head: str) -> bool:
        return self._column(head) is not None

    def _is_answer(self, head: str) -> bool:
        found = self._column(head)
        return found is not None and found[0] in ("answer", "choice")

    def _list_of(self, sheet: Sheet) -> Path:
        """Return the list of which a sheet has the name, empty for none."""
        wanted = folded(sheet.name)
        return next((one for one in self._lists if wanted in self._names_of_list(one)), ())

    def _names_of_list(self, path: Path) -> set[str]:
        return {
            folded(path[-1]),
            folded("/".join(path[1:])),
            *map(folded, answer_cells.labels(self._lists[path].label)),
        }


def _columns(template: Template, asked: Mapping[Path, Asked]) -> Iterable[tuple[str, Column]]:
    """Yield what each head means; what comes later goes before."""
    for cls_field in fields_of(Response):
        if cls_field.name in _FIELDS:
            yield cls_field.name, ("field", cls_field.name)
            for lang in LANGUAGES:
                with using(lang):
                    yield folded(tr(cls_field.label)), ("field", cls_field.name)
    for names, kind in ((_IDENTITY, "identity"), (_PARENT, "parent"), (_INDEX[:1], "index")):
        yield from ((folded(one), (kind, "")) for one in names)
    by_path = {one.path: one for one in template.form.questions()}
    told: dict[str, set[Path]] = {}
    for path in asked:
        for label in answer_cells.labels(by_path[path].label):
            told.setdefault(folded(label), set()).add(path)
    yield from ((label, ("answer", next(iter(paths)))) for label, paths in told.items() if len(paths) == 1 and label)
    last = [path[-1] for path in asked]
    for path, one in asked.items():
        spelt = {"/".join(path[1:]), "-".join(path[1:]), *([path[-1]] if last.count(path[-1]) == 1 else ())}
        for name in spelt:
            yield folded(name), ("answer", path)
            for choice in set(one.choices.values()) if one.many else ():
                yield folded(f"{name}/{choice}"), ("choice", (path, choice))


def _list_in(given: dict[str, Any], path: Path) -> list[Any]:
    """Return the list at a path among answers."""
    at = given
    for name in path[:-1]:
        at = at.setdefault(name, {})
    found: list[Any] = at.setdefault(path[-1], [])
    return found


def _known(store: Store, template: Template) -> set[str]:
    """Return what responses to a form were called where they came from."""
    wanted = (Response.form_template == template.id, Response.source_id.is_not(None), Response.deleted.is_(False))
    with store.session() as session:
        return set(session.scalars(select(Response.source_id).where(*wanted)))


def _fields(session: Session, template: Template, one: Read, values: Mapping[str, Any]) -> dict[str, Any]:
    told = {**values, **one.values} | ({"source_id": one.identity} if one.identity else {})
    return {**responses.starting(session, template.id, told), "channel": "table", **told}


def _check(template: Template, one: Read) -> None:
    if any(fault.fatal for fault in one.faults):
        return
    filling = _filled(template, one)
    for fault in filling.faults():
        label = filling.label(fault.key) or fault.key.rpartition("/")[2]
        one.faults.append(Fault(one.line, label, fault.words or tr(fault.text), fatal=False))
    one.is_valid = not one.faults


def _filled(template: Template, one: Read) -> Filling:
    filling = responses.new_filling(template)
    filling.fill(one.given)
    return filling
