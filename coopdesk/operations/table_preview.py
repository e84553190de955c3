"""What each line of a table would do: enter a record, change one, nothing, or be refused; and what is said of it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from coopdesk.errors import InvalidValue, Refused
from coopdesk.fields import Line as LineOfText, Link, Links, Members
from coopdesk.history.many import uncollected
from coopdesk.i18n import N_, tr
from coopdesk.interchange.tables.layout import letters
from coopdesk.interchange.tables.sheets import Line
from coopdesk.operations import orders, record, rights, seen as tokens
from coopdesk.operations.completeness import lacking
from coopdesk.operations.record_types import halves
from coopdesk.operations.table_attachments import Folder, named
from coopdesk.operations.table_cells import Cells
from coopdesk.operations.table_columns import ID
from coopdesk.operations.table_names import NUMBERS, Names, folded
from coopdesk.operations.tables import AT_ONCE, Entry, Plan, Preview
from coopdesk.progress import SILENT, Progress
from coopdesk.records import TYPES, Record, fields_of
from coopdesk.records.base import owner_field
from coopdesk.store.home import Store
from coopdesk.store.tables import RECORD

_NOTHING_MAPPED = N_("No column is taken for a field. Say which column is which, then go on.")
_NO_TITLE = N_("This line names nothing: {fields}. Fill one of them.")
_NO_OWNER = N_("This line does not say to which record it belongs: {field}. Fill it.")
_TWICE = N_("Line {line} is about the same record. Keep one of them.")
_TWO_LINES = N_("Line {line} has the same name. Keep one, or say that lines of the same name are records of their own.")
_NUMBER_OF_SEVERAL = N_("Several records have this number. Write the id of the one that is meant.")
_NEW_ID = N_("No record here has this id, so a new one is entered.")
_SAME_NAME = N_(
    "“{title}” is here already and differs in: {fields}. Write its id into the line, or choose what becomes of lines "
    "of the same name."
)
_BESIDE = N_("“{title}” is here already; this line is entered beside it.")
_STILL_NEEDED = N_("The next step will ask for: {fields}.")
_BETWEEN = N_(", ", "between items of a list")


@rights.needs(rights.READER)
def preview(store: Store, plan: Plan, progress: Progress = SILENT, names: Names | None = None) -> Preview:
    """Return what a plan would do. Nothing is changed. Raises ``Refused`` where no column is taken for a field."""
    cls = TYPES[plan.type]
    if not any(one.target for one in plan.columns):
        raise Refused(_NOTHING_MAPPED)
    found = Preview(plan, [], names or Names(store))
    found.names.forget(plan.type)
    work = _Preparing(store, cls, plan, found.names)
    lines = plan.table.lines
    with uncollected():
        for start in range(0, len(lines), AT_ONCE):
            progress.step(start, len(lines))
            found.entries += work.prepare(lines[start : start + AT_ONCE])
    return found


class _Preparing:
    """Tells what the lines of a table do, some hundreds at a time."""

    def __init__(self, store: Store, cls: type[Record], plan: Plan, names: Names) -> None:
        self._store, self._cls, self._plan, self._names = store, cls, plan, names
        self._kinds = {one.name: one.kind for one in fields_of(cls)}
        self._owner = owner_field(cls)
        self._letters = [letters(place) for place in plan.table.places]
        self._cells = Cells(store, cls, names, creates=plan.creates)
        self._titled = _naming(cls)
        self._folder = Folder(plan.folder) if plan.folder is not None else None
        self._by_id: dict[str, int] = {}
        self._by_title: dict[str, int] = {}
        self._lines: dict[str, list[dict[str, Any]]] = {}
        if any(isinstance(kind, Link | Links) and kind.to == cls.__tablename__ for kind in self._kinds.values()):
            words = {place for place, one in enumerate(plan.columns) if one.target in (ID, *NUMBERS, *cls.__title__)}
            self._cells.promised = {
                folded(line.cells[place]) for line in plan.table.lines for place in words if line.cells[place]
            }

    def prepare(self, lines: Sequence[Line]) -> list[Entry]:
        made, candidates = [], []
        for line in lines:
            reading = self._cells.read(line.number, line.cells, self._plan.columns, self._letters)
            entry = Entry(line.number, line.cells, "new", reading)
            entry.title = next((str(reading.values[one]) for one in self._titled if reading.values.get(one)), "")
            cell, column = reading.files
            if self._folder is not None and cell.strip():
                entry.files, told = self._folder.look(line.number, named(cell), column)
                reading.findings += told
            if any(one.grade == "error" for one in reading.findings):
                entry.action = "refused"
            made.append(entry)
            candidates.append(self._candidates(entry))
        views, seen = self._views({id for ids, _ in candidates for id in ids})
        for entry, (ids, certain) in zip(made, candidates, strict=True):
            if entry.action != "refused":
                here = [views[id] for id in ids if id in views]
                self._decide(entry, here, certain=certain)
                self._check_order(entry, next((one for one in here if one["id"] == entry.id), {}))
            entry.seen = seen
        return made

    def _candidates(self, entry: Entry) -> tuple[list[str], bool]:
        """Return the records that a line may be about, and whether it says so itself."""
        type, reading = self._plan.type, entry.reading
        if reading.id:
            ids = self._names.find(type, reading.id)
            if ids:
                return ids, True
            if self._is_known(reading.id):
                entry.refuse(record.IS_DELETED, ID)
                return [], True
            entry.tell("note", _NEW_ID, ID)
        for name in NUMBERS:
            ids = self._names.by_number(type, str(reading.values[name])) if reading.values.get(name) else []
            if len(ids) > 1:
                entry.refuse(_NUMBER_OF_SEVERAL, name)
            if ids:
                return ids, True
        if self._owner is not None:
            return [], False
        titles = [str(reading.values[one]) for one in self._titled if reading.values.get(one)]
        return [id for one in titles for id in self._names.find(type, one)], False

    def _is_known(self, id: str) -> bool:
        with self._store.reading() as connection:
            return connection.execute(select(RECORD.c.rid).where(RECORD.c.id == id.lower())).first() is not None

    def _views(self, ids: set[str]) -> tuple[dict[str, dict[str, Any]], str]:
        with self._store.session() as session:
            seen = tokens.now(session)
            found = session.scalars(select(self._cls).where(self._cls.id.in_(ids))) if ids else ()
            return {one.id: record.view_of(one, seen) for one in found}, seen

    def _decide(self, entry: Entry, here: list[dict[str, Any]], *, certain: bool) -> None:
        values = entry.reading.values
        if not certain:
            here = self._like(here, values) if self._owner is None else self._owned_like(values)
        same = next((one for one in here if not self._differences(one, values)), None)
        if same is not None:
            entry.action, entry.id = "same", same["id"]
            self._once(entry)
        elif here and (certain or (self._plan.same_title == "change" and len(here) == 1)):
            self._change(entry, here[0])
        elif here and self._plan.same_title != "new":
            differing = {name for one in here for name in self._differences(one, values)}
            entry.refuse(_SAME_NAME, title=entry.title, fields=self._labels(differing))
        else:
            if here:
                entry.tell("warning", _BESIDE, title=entry.title)
            self._enter(entry)

    def _like(self, here: list[dict[str, Any]], values: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Return those of some records that have the very title of a line, in one of its languages."""
        told = {name: folded(str(values[name])) for name in self._titled if values.get(name)}
        unique = {one["id"]: one for one in here}
        return [
            one for one in unique.values()
            if any(one[name] and folded(str(one[name])) == title for name, title in told.items())
        ]  # fmt: skip

    def _owned_like(self, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Return the line of the owner that says all that a line of the table does, if there is one."""
        assert self._owner is not None
        owner = values.get(self._owner.name)
        if not owner:
            return []
        if owner not in self._lines:
            with self._store.session() as session:
                column = getattr(self._cls, self._owner.name)
                found = session.scalars(select(self._cls).where(column == owner, self._cls.deleted.is_(False)))
                self._lines[owner] = [record.view_of(one, "") for one in found]
        return [one for one in self._lines[owner] if not self._differences(one, values)]

    def _differences(self, view: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
        found = {}
        for name, value in values.items():
            empty = value in (None, "", [])
            if empty and not self._plan.clears:
                continue
            kind = self._kinds[name]
            plain = sorted(set(value or ())) if isinstance(kind, Members) else value
            if plain != view[name] and not (empty and view[name] in (None, "", [])):
                found[name] = value
        return found

    def _change(self, entry: Entry, view: Mapping[str, Any]) -> None:
        entry.action, entry.id = "change", view["id"]
        entry.values = self._differences(view, entry.reading.values)
        entry.before = {name: view[name] for name in entry.values}
        entry.title = entry.title or next((str(view[one]) for one in self._titled if view[one]), "")
        stage = view.get("stage")
        if stage in self._cls.__frozen__:
            entry.refuse(record.FROZEN, stage=self._kinds["stage"].show(stage))
        self._once(entry)

    def _check_order(self, entry: Entry, view: Mapping[str, Any]) -> None:
        """Refuse a line that would end before it begins; ``view``: of the record that it changes."""
        if entry.action in ("new", "change"):
            said = {**view, **entry.values}
            try:
                orders.check(self._cls, entry.values, lambda name: self._kinds[name].parse(said.get(name)))
            except InvalidValue as fault:
                entry.refuse(fault.text, fault.field, **fault.params)

    def _once(self, entry: Entry) -> None:
        """Refuse a second line about one record."""
        first = self._by_id.setdefault(entry.id, entry.line)
        if first != entry.line:
            entry.refuse(_TWICE, line=first)

    def _enter(self, entry: Entry) -> None:
        given = entry.reading.values
        entry.values = {name: value for name, value in given.items() if value not in (None, "", [])}
        owner = self._owner
        if owner is not None:
            if not entry.values.get(owner.name):
                entry.refuse(_NO_OWNER, owner.name, field=owner.label)
            return
        linked = any(one.required and isinstance(one.kind, Link) and entry.values.get(one.name)
                     for one in fields_of(self._cls))  # fmt: skip
        if not linked and not any(entry.values.get(one) for one in self._cls.__title__):
            entry.refuse(_NO_TITLE, fields=self._labels(self._cls.__title__))
            return
        if self._plan.same_title == "ask" and self._titled:
            told = [folded(str(given[one])) for one in self._titled if given.get(one)]
            for one in told:
                first = self._by_title.setdefault(one, entry.line)
                if first != entry.line:
                    entry.refuse(_TWO_LINES, line=first)
                    return
        missing = lacking(self._cls, entry.values | dict.fromkeys((*entry.reading.later, *entry.reading.creates), 1))
        if missing:
            entry.tell("warning", _STILL_NEEDED, fields=tr(_BETWEEN).join(tr(one.label) for one in missing))

    def _labels(self, names: Iterable[str]) -> str:
        labels = [tr(one.label) for one in fields_of(self._cls) if one.name in names]
        return tr(_BETWEEN).join(dict.fromkeys(labels))


def _naming(cls: type[Record]) -> list[str]:
    """Return the fields of the title by which a line may be known: both halves of the first, if it is a text."""
    first = next((one for one in fields_of(cls) if cls.__title__ and one.name == cls.__title__[0]), None)
    return halves(cls, first) if first is not None and isinstance(first.kind, LineOfText) else []
