"""The good lines of a table, saved: by the road of every save, so that rights, frozen records and ceilings hold and
each change is in the history.

Lines go in by the hundred; a transaction that is refused is halved until the line that it is refused for stands alone.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from coopdesk.errors import InvalidValue, Refused
from coopdesk.fields import Links
from coopdesk.history.many import uncollected
from coopdesk.i18n import N_
from coopdesk.operations import cautions, ceilings, record, rights, table_attachments, table_columns
from coopdesk.operations.table_names import Names, folded
from coopdesk.operations.tables import AT_ONCE, Entry, Outcome, Preview
from coopdesk.progress import SILENT, Cancelled, Progress
from coopdesk.records import TYPES, Record, fields_of
from coopdesk.records.base import owner_field, table_of
from coopdesk.store.home import Store
from coopdesk.store.writing import Writing

_ASKED = N_("To be looked at: {said}", "import")


@rights.needs(rights.SECRETARY)
def take(store: Store, found: Preview, progress: Progress = SILENT) -> Outcome:
    """Save the good lines, some hundreds in one transaction; what a save refuses is refused line by line. Stopped, it
    keeps what is saved. Raises ``Refused`` where nobody here may write the type, ``Busy``, ``CannotWrite``."""
    cls = TYPES[found.plan.type]
    if cls.__administered__:
        rights.require(store, rights.ADMINISTRATOR)
    table_columns.remember(store, found.plan.type, found.plan.heads, found.plan.columns)
    outcome = Outcome(skipped=[one.line for one in found.entries if one.action == "same"])
    outcome.refused = [one for one in found.entries if one.action == "refused"]
    wanted = [one for one in found.entries if one.action in ("new", "change")]
    saving = _Saving(store, cls, found.names, outcome)
    done = 0
    try:
        for start in range(0, len(wanted), AT_ONCE):
            progress.step(start, len(wanted))
            saving.save(wanted[start : start + AT_ONCE])
            done = start + AT_ONCE
    except Cancelled:
        outcome.left = max(len(wanted) - done, 0)
    if found.plan.folder is not None:
        saving.attach([one for one in found.entries if one.files and one.id], found.plan.folder)
    saving.link([one for one in wanted if one.id and one.reading.later])
    _look(store, found.plan.type, [one for one in wanted if one.id])
    outcome.refused.sort(key=lambda one: one.line)
    outcome.findings = found.findings
    return outcome


def _look(store: Store, type: str, entries: Sequence[Entry]) -> None:
    """Tell what is asked of records that were saved, line by line."""
    for one in entries:
        if cautions.asks(type, one.reading.values):
            for said in cautions.before_save(store, type, record.show(store, type, one.id)):
                one.tell("warning", _ASKED, "", said=said)


class _Saving:
    """Saves lines, and what they name that is to be entered too."""

    def __init__(self, store: Store, cls: type[Record], names: Names, outcome: Outcome) -> None:
        self._store, self._cls, self._names, self._outcome = store, cls, names, outcome
        self._kinds = {one.name: one.kind for one in fields_of(cls)}
        self._owner = owner_field(cls)
        self._made: dict[tuple[str, str], str] = {}

    def save(self, entries: Sequence[Entry]) -> None:
        """Save lines in one transaction; where it is refused, each half of them in one of its own."""
        made: dict[tuple[str, str], str] = {}
        ids: list[str] = []
        positions: dict[str, int] = {}
        try:
            with uncollected(), self._store.writing() as writing:
                writing.keeps = False
                for one in entries:
                    ids.append(
                        record.save_in(writing, self._cls, self._values(writing, one, made, positions), flush=False)
                    )
                ceilings.check(self._store, writing)
        except Refused as fault:
            if len(entries) > 1:
                half = len(entries) // 2
                self.save(entries[:half])
                self.save(entries[half:])
            else:
                _refuse(entries[0], fault)
                self._outcome.refused.append(entries[0])
            return
        self._made |= made
        for entry, id in zip(entries, ids, strict=True):
            (self._outcome.changed if entry.action == "change" else self._outcome.created).append(id)
            entry.id = id
            if entry.reading.id:
                self._names.alias[entry.reading.id.lower()] = id

    def attach(self, entries: Sequence[Entry], folder: Path) -> None:
        """Attach the files of lines to their records; what cannot be is told."""
        for one in entries:
            if one.action != "refused":
                done, failed = table_attachments.attach(self._store, self._cls.__tablename__, one.id, folder, one.files)
                self._outcome.files += done
                for name, reason in failed:
                    one.tell("warning", table_attachments.NOT_READ, table_columns.FILES, file=name, reason=reason)

    def link(self, entries: Sequence[Entry]) -> None:
        """Write the links to records that other lines entered; what is refused is told, for the line itself is in."""
        self._names.forget(self._cls.__tablename__)
        for start in range(0, len(entries), AT_ONCE):
            self._link(entries[start : start + AT_ONCE])

    def _link(self, entries: Sequence[Entry]) -> None:
        try:
            with self._store.writing() as writing:
                for one in entries:
                    links = {name: self._found(name, told) for name, told in one.reading.later.items()}
                    record.save_in(writing, self._cls, {"id": one.id} | links, flush=False)
                ceilings.check(self._store, writing)
        except Refused as fault:
            if len(entries) > 1:
                half = len(entries) // 2
                self._link(entries[:half])
                self._link(entries[half:])
            else:
                entries[0].tell("warning", fault.text, "", **fault.params)

    def _found(self, name: str, told: Sequence[str]) -> Any:
        kind = self._kinds[name]
        ids = [id for text in told if len(found := self._names.find(kind.to, text)) == 1 for id in found]  # type: ignore[attr-defined]
        return {"add": ids} if isinstance(kind, Links) else next(iter(ids), None)

    def _values(
        self, writing: Writing, entry: Entry, made: dict[tuple[str, str], str], positions: dict[str, int]
    ) -> dict[str, Any]:
        values = dict(entry.values)
        if entry.action == "change":
            values |= {"id": entry.id, "_seen": entry.seen}
        for name, told in entry.reading.creates.items():
            kind = self._kinds[name]
            ids = [self._create(writing, kind.to, text, made) for text in told]  # type: ignore[attr-defined]
            values[name] = [*values.get(name, ()), *ids] if isinstance(kind, Links) else ids[0]
        if self._owner is not None and entry.action == "new" and values.get("position") is None:
            owner = values[self._owner.name]
            if owner not in positions:
                table = table_of(self._cls)
                last = select(func.max(table.c.position)).where(table.c[self._owner.name] == owner)
                positions[owner] = writing.connection.execute(last).scalar() or 0
            positions[owner] += 1
            values["position"] = positions[owner]
        return values

    def _create(self, writing: Writing, type: str, title: str, made: dict[tuple[str, str], str]) -> str:
        """Return the record of a title, entered once for the whole table."""
        key = type, folded(title)
        known = self._made.get(key) or made.get(key)
        if known is None:
            name = "name_ar" if any("\u0621" <= letter <= "\u064a" for letter in title) else "name_en"
            known = made[key] = record.save_in(writing, TYPES[type], {name: title})
        return known


def _refuse(entry: Entry, fault: Refused) -> None:
    entry.refuse(fault.text, fault.field if isinstance(fault, InvalidValue) else "", **fault.params)
