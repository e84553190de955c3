"""Every answer as a table that other programs open: a row a response, the entries of each list on a sheet of their own.

Questions and choices are called by their labels in a language, or by their names. Who chose several stands with all of
them in one cell, and with a 1 or a 0 in a column for each choice. A workbook has a sheet for each list; beside a CSV
file, each is a file of its own. Of a response to an anonymous survey nothing is written of who answered, when and
where, though its form is asked for, and the rows stand in an order that says nothing of it. It leaves the sealed store,
and so passes the gate.
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, Literal, NamedTuple

from sqlalchemy import Connection, select

from coopdesk.errors import InvalidValue
from coopdesk.fields import Choice
from coopdesk.forms.results import Item, Option, number
from coopdesk.i18n import LANGUAGES, N_, Language, tr, using
from coopdesk.interchange.tables import delimited, values, writing
from coopdesk.interchange.tables.writing import Column, Figure, Written, dated
from coopdesk.operations import degrees, leaving, reach, rights
from coopdesk.operations.forms import results, versions
from coopdesk.operations.forms.results import Scope
from coopdesk.operations.printing import keep
from coopdesk.operations.reach import ANYBODY, Reader
from coopdesk.operations.table_export import bare
from coopdesk.operations.table_files import is_book
from coopdesk.operations.titles import titles
from coopdesk.progress import SILENT, Progress
from coopdesk.records import Answer, Response, fields_of
from coopdesk.records.base import table_of
from coopdesk.store.home import Store

Labels = Literal["en", "ar", "codes"]
_ABOUT = ("id", "subject", "survey", "organization", "respondent", "answered_on", "language", "channel", "stage",
          "created_desk")  # fmt: skip
_LINKS = ("subject", "survey", "organization")
_NO_LABELS = N_("Answers are written with the labels of: {known}.")
_CHOSEN = N_("{question}: {choice}", "column")
_ROW, _LIST, _DESK = N_("Response"), N_("Entry", "of a list"), N_("Mission or desk")
_RESPONSES = N_("Responses")
_INDEX, _PARENT, _CODED = "_index", "_parent_index", {"id": "_uuid"}
"""The heads by which a table of names finds its way back (``answer_tables``), as those of Kobo do."""
_FIGURE = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_PART = 500
_USUAL, _NARROW = 24.0, 11.0


class Made(NamedTuple):
    """What was written: how many responses, how many of a degree that is noted, the files, how many texts a cell
    cut."""

    responses: int
    noted: int
    files: list[Path]
    cut: int


@rights.needs(rights.READER)
def export(
    store: Store, of: Scope, out: Path, labels: Labels = "codes", who: Reader = ANYBODY, progress: Progress = SILENT
) -> Made:
    """Write the answers that count to a workbook, or to CSV, as the name of the file says. Raises ``InvalidValue``,
    ``CannotWrite``."""
    if labels not in (*LANGUAGES, "codes"):
        raise InvalidValue(_NO_LABELS, field="labels", value=labels[:20], known=", ".join((*LANGUAGES, "codes")))
    with store.reading() as connection:
        items = versions.all_items(connection, of.versions or (of.template,))
    if of.anonymous:
        items = [one for one in items if not one.noted]
    counted = results.counted_ids(store, of, who)
    leaving.let_out(store, leaving.Parcel(leaving.EXPORTED, "answer", counted, of.id, len(counted), receiver=who.word))
    rules = degrees.rules(store)
    noted = sum(rules.notes(degree) for _, degree in counted)
    ids = [id for id, _ in counted]
    if of.nameless:
        random.SystemRandom().shuffle(ids)  # an order that nobody can work out
    lists = list(dict.fromkeys(one.repeat for one in items if one.repeat))
    tables = [
        _Table(store, of, ids, [one for one in items if one.repeat == path], labels, progress, path, lists, who)
        for path in ("", *lists)
    ]
    if is_book(out):
        made = BytesIO()
        writing.write(made, (one.written() for one in tables))
        keep(made.getvalue(), out)
        return Made(len(ids), noted, [out], sum(one.cut for one in tables))
    files = []
    for table in tables:
        place = out.with_stem(f"{out.stem}-{table.path.replace('/', '-')}") if table.path else out
        head = [one.head for one in table.columns()]
        keep(b"".join(delimited.written(_with(head, table.rows()))), place)
        files.append(place)
    return Made(len(ids), noted, files, 0)


class _Table:
    """The responses, or the entries of one list (``path``) in them, as the cells of a table. Nothing is known about a
    response to an anonymous survey."""

    def __init__(
        self, store: Store, of: Scope, ids: Sequence[str], items: Sequence[Item], labels: Labels, progress: Progress,
        path: str, lists: Sequence[str], who: Reader,
    ) -> None:  # fmt: skip
        self._around = [one for one in lists if path == one or path.startswith(f"{one}/")]
        self._store, self._of, self._ids, self._items = store, of, ids, items
        self._labels, self._progress, self.path = labels, progress, path
        self.cut = 0
        self._nameless: set[str] = set()
        self._who = who
        with store.reading() as connection:
            self._unseen = results.unseen_answers(store, connection, of, who)

    @property
    def _language(self) -> Language:
        return "ar" if self._labels == "ar" else "en"

    def written(self) -> Written:
        with using(self._language):
            name = self.path.rpartition("/")[2] or ("responses" if self._labels == "codes" else tr(_RESPONSES))
        return Written(name, self.columns(), self.rows(), self._labels == "ar")

    def columns(self) -> list[Column]:
        """Return what stands above: names, or labels in the language that was asked for."""
        coded = self._labels == "codes"
        with using(self._language):
            heads = {one.name: tr(one.label) for one in fields_of(Response)} | {"created_desk": tr(_DESK)}
            made = [Column("", (_PARENT if self.path else _INDEX) if coded else tr(_ROW), _NARROW)]
            if self.path:
                made.append(Column("", _INDEX if coded else tr(_LIST), _NARROW))
            elif not self._of.anonymous:
                made += [Column("", _CODED.get(one, one) if coded else heads.get(one, one), _USUAL) for one in _ABOUT]
            for item in self._items:
                label = item.path if coded else item.label.text()
                made.append(Column("", label, _USUAL))
                if item.kind == "several":
                    made += [
                        Column("", f"{label}/{one.value}" if coded
                               else tr(_CHOSEN, question=label, choice=one.label.text()), _NARROW)
                        for one in item.options
                    ]  # fmt: skip
        return [one._replace(head=bare(one.head)) for one in made]

    def rows(self) -> Iterator[list[str]]:
        """Yield the cells of each row."""
        for start in range(0, len(self._ids), _PART):
            self._progress.step(start, len(self._ids))
            part = self._ids[start : start + _PART]
            about, answers = self._read(part)
            for place, id in enumerate(part, start + 1):
                known = {} if id in self._nameless else about[id]
                for cells in self._of_response(place, known, answers[id]):
                    self.cut += sum(not writing.fits(cell) for cell in cells)
                    yield cells

    def _read(self, part: Sequence[str]) -> tuple[dict[str, Any], dict[str, dict[str, dict[str, str]]]]:
        """Return what is known of some responses, and the answers of each, by entry and question."""
        response, answer = table_of(Response), table_of(Answer)
        wanted = select(answer.c.response, answer.c.question, answer.c.entry, answer.c.value, answer.c.id)
        found: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
        with self._store.reading() as connection:
            rows = connection.execute(select(response).where(response.c.id.in_(part))).mappings()
            about = {row["id"]: dict(row) for row in rows}
            self._nameless = {id for id, one in about.items() if one["survey"] in self._of.nameless}
            kept = wanted.where(answer.c.response.in_(part), answer.c.deleted.is_(False), answer.c.value.is_not(None))
            for row in connection.execute(kept.order_by(answer.c.position, answer.c.rid)):
                if row.id not in self._unseen:
                    found[row.response][row.entry or ""][row.question] = row.value
            self._leave_out(connection, about.values())
        if self._labels != "codes" and not self.path and not self._of.anonymous:
            linked = {one[name] for one in about.values() for name in _LINKS if one[name]}
            with using(self._language):
                names = titles(self._store, linked)
            for one in about.values():
                one.update({name: names.get(one[name], "") for name in _LINKS})
        return about, found

    def _leave_out(self, connection: Connection, about: Iterable[dict[str, Any]]) -> None:
        """Take away what responses are about and from whom they are, where the reader may not see it."""
        if not self._who.sees_all:
            linked = {one[name] for one in about for name in _LINKS if one[name]}
            seen = reach.seen_by(self._store, connection, self._who, linked)
            for one in about:
                one.update({name: None for name in _LINKS if one[name] not in seen})

    def _of_response(
        self, place: int, about: Mapping[str, Any], answers: Mapping[str, Mapping[str, str]]
    ) -> Iterator[list[str]]:
        if not self.path:
            yield [Figure(place), *self._about(about), *self._cells(about, answers.get("", {}))]
            return
        mine = (one for one, given in answers.items() if self.path in given)
        for places, entry in sorted((self._places(one, answers), one) for one in mine):
            yield [Figure(place), ".".join(map(str, places)), *self._cells(about, answers[entry])]

    def _places(self, entry: str, answers: Mapping[str, Mapping[str, str]]) -> list[int]:
        """Return the place of an entry in its list, after those of the entries in which that stands."""
        ids = entry.split("/")
        told = [answers.get("/".join(ids[: n + 1]), {}).get(path, "") for n, path in enumerate(self._around)]
        return [int(number(one) or 0) for one in told]

    def _about(self, about: Mapping[str, Any]) -> list[str]:
        if self._of.anonymous:
            return []
        kinds = {one.name: one.kind for one in fields_of(Response)}
        found = []
        with using(self._language):
            for name in _ABOUT:
                stored = about.get(name) or ""
                kind = kinds.get(name)
                words = self._labels != "codes" and isinstance(kind, Choice) and stored
                found.append(kind.label(stored) if words else dated(stored) if name == "answered_on" else str(stored))  # type: ignore[union-attr]
        return found

    def _cells(self, about: Mapping[str, Any], given: Mapping[str, str]) -> list[str]:
        found: list[str] = []
        for item in self._items:
            told = given.get(item.path, "") if about or not item.noted else ""
            chosen = told.split()
            found.append(self._cell(item, told, chosen))
            if item.kind == "several":
                found += [Figure(int(one.value in chosen)) if told else "" for one in item.options]
        return found

    def _cell(self, item: Item, told: str, chosen: Sequence[str]) -> str:
        if item.kind == "number":
            return Figure(told) if _FIGURE.fullmatch(told) else told
        if item.kind == "day":
            return dated(told)
        if self._labels == "codes" or item.kind not in ("one", "several", "rank"):
            return told
        labels = {one.value: _label(one, self._language) for one in item.options}
        if item.kind == "one":
            return labels.get(told, told)
        return values.joined([labels.get(one, one) for one in chosen]) if chosen else ""


def _label(one: Option, lang: Language) -> str:
    with using(lang):
        return one.label.text()


def _with(head: list[str], rows: Iterator[list[str]]) -> Iterator[list[str]]:
    yield head
    yield from rows
