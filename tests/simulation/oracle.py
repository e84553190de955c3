"""What must be true at a desk, from what every author truly had before his eyes. It shares no code with the merge.

Each operation that a person made is an event. The oracle knows which events he had seen of the same register, and
asks of any desk, by the events that came there: is each of them shown or replaced by somebody who saw it (I2)? Does
the screen show a value that stands (I3)? Is a record hidden only where whoever deleted it had seen all of it?
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID

from coopdesk.history.operation import Operation, OpKind
from coopdesk.records.base import AUDIENCE, DELETED
from coopdesk.store.state import load
from tests.simulation.desks import ELSEWHERE, Entry, Held, Name, Site

Events = frozenset[Entry]
NOTHING: Events = frozenset()
TYPES = ("organization", "contact", "conference_report", "agenda_item", "attachment")
CENTRAL, GROUP = "D0", "ELECTION"


class Event(NamedTuple):
    """One operation. ``saw``: of its register, directly or through others; ``hides``: of the whole record, of a
    deletion; ``plain``: the value as a person typed it; ``desk``: where it was written."""

    name: Name
    kind: int
    plain: Any
    saw: Events
    hides: Events
    desk: str
    device: bytes


Seen = Callable[[Name], Events]
"""Which events of a register a person had before his eyes."""


class Oracle:
    """Everything that was ever written anywhere, and what it was written in sight of."""

    def __init__(self) -> None:
        self.events: dict[Entry, Event] = {}
        self.made_at: dict[str, str] = {}
        self.audiences: dict[str, set[str]] = defaultdict(set)
        self.above: dict[str, str] = {}
        self.alone: set[str] = set()
        self.types: dict[str, str] = {}
        self.group: frozenset[str] = frozenset()
        self.erased: set[str] = set()
        self._here: dict[Site, tuple[dict[Entry, Operation], int, dict[Name, Events]]] = {}

    @contextmanager
    def watching(self, site: Site, seen: Seen | None = None) -> Iterator[None]:
        """Learn what a person at a desk makes meanwhile. ``seen``: what stood on his form; else all that stands."""
        before = self.here(site)
        yield
        for entry, one in site.operations().items():
            if entry in self.events:
                continue
            name = name_of(one)
            stood = self._standing(before.get(name, NOTHING))
            saw = self._with_all_behind(seen(name) if seen is not None and name[1] != DELETED else stood)
            hides = NOTHING
            if one.kind == OpKind.DEL:
                others = [events for other, events in before.items() if other[0] == name[0] and other[1] != DELETED]
                hides = self._with_all_behind(NOTHING.union(*others))
            self._learn(entry, Event(name, one.kind, _plain(site, name, one), saw, hides, site.code, site.device))

    def begin(self, site: Site) -> None:
        """Learn what every desk has from the start."""
        for entry, one in site.operations().items():
            name = name_of(one)
            value = _plain(site, name, one)
            self._learn(entry, Event(name, one.kind, value, NOTHING, NOTHING, ELSEWHERE, b""))
        self.types |= {id: type_ for type_ in TYPES for id in site.rows((type_,))}

    def here(self, site: Site) -> dict[Name, Events]:
        """Return the events that a desk has, by register. One that nobody wrote would be an invention."""
        operations = site.operations()
        before, count, found = self._here.get(site, ({}, 0, {}))
        if before is not operations:
            count, found = 0, {}
        if count != len(operations):
            gathered: dict[Name, set[Entry]] = defaultdict(set)
            for entry, one in islice(operations.items(), count, None):
                assert entry in self.events, "an operation that nobody wrote"
                gathered[name_of(one)].add(entry)
            found = found | {name: found.get(name, NOTHING) | events for name, events in gathered.items()}
            self._here[site] = (operations, len(operations), found)
        return found

    def standing(self, site: Site, name: Name) -> Events:
        """Return those events of a register that nobody here replaced having seen them."""
        return self._standing(self.here(site).get(name, NOTHING))

    def shown_with(self, site: Site, name: Name, value: Any) -> Events:
        """Return the standing events that say what the screen shows."""
        return frozenset(one for one in self.standing(site, name) if self.events[one].plain == value)

    def check(self, site: Site) -> None:
        """Compare a desk with what must be true."""
        here = self.here(site)
        registers, rows = site.registers(), site.rows(TYPES)
        uncertain: set[str] = set()
        for name, events in here.items():
            held = registers[name]
            self._check_register(name, held, self._standing(events), rows.get(name[0]))
            if held.waiting:
                uncertain.add(name[0])
        assert registers.keys() <= here.keys(), "a register of nothing"
        for record_id in {name[0] for name in here}:
            self._check_record(site, record_id, here, rows.get(record_id), certain=record_id not in uncertain)

    def ever_for(self, record_id: str, desk: str) -> bool:
        """Tell whether a desk was ever among those that receive a record."""
        chain = [record_id]
        while chain[-1] in self.above and chain[-1] not in self.alone:
            chain.append(self.above[chain[-1]])
        return any(self.is_for(one, audience, desk) for one in chain for audience in self.audiences.get(one, ())) or (
            desk in {self.made_at[one] for one in chain}
        )

    def is_for(self, record_id: str, audience: str | None, desk: str) -> bool:
        """Tell whether a desk receives a record that has this audience itself."""
        if audience in (None, "local"):
            return False
        words = self.group if audience == GROUP else {audience}
        return audience == "all" or desk in {CENTRAL, self.made_at[record_id], *words}

    def _learn(self, entry: Entry, event: Event) -> None:
        self.events[entry] = event
        self.made_at.setdefault(event.name[0], event.desk)
        if event.name[1] == AUDIENCE and event.plain is not None:
            self.audiences[event.name[0]].add(event.plain)

    def _standing(self, events: Events) -> Events:
        replaced = frozenset().union(*(self.events[one].saw for one in events)) if events else NOTHING
        return events - replaced

    def _with_all_behind(self, seen: Iterable[Entry]) -> Events:
        found = frozenset(seen)
        return found.union(*(self.events[one].saw for one in found))

    def _check_register(self, name: Name, held: Held, standing: Events, row: Any) -> None:
        assert held.heads >= standing, (name, "a value was lost")
        if held.waiting:
            return
        assert held.heads == standing, (name, "a value stands that somebody replaced having seen it")
        if row is None or name[1] in (DELETED,) or self.types.get(name[0]) == "attachment":
            return
        values = {repr(self.events[one].plain) for one in standing}
        assert held.conflict == (len(values) if len(values) > 1 else 0), (name, "not every conflict is told")

    def _check_record(self, site: Site, record_id: str, here: dict[Name, Events], row: Any, *, certain: bool) -> None:
        if record_id in site.erased:
            assert row is None, (record_id, "what was erased is back")
            return
        if row is None:
            assert record_id in self.erased, (record_id, "a record is not in its list")
            return
        deletions = self._standing(here.get((record_id, DELETED, ""), NOTHING))
        seen = frozenset().union(*(self.events[one].hides for one in deletions))
        parts = [self._standing(events) for name, events in here.items() if name[0] == record_id and name[1] != DELETED]
        kinds = {self.events[one].kind for one in deletions}
        hidden = kinds == {OpKind.DEL} and all(part <= seen for part in parts)
        if row["deleted"]:
            assert hidden, (record_id, "hidden, and nobody deleted it as it is")
        elif certain:
            assert not hidden, (record_id, "shown, though deleted by somebody who saw all of it")
        for field, column in SHOWN.get(self.types.get(record_id, ""), {}).items():
            standing = self._standing(here.get((record_id, field, ""), NOTHING))
            if standing:
                plain = {self.events[one].plain for one in standing}
                assert row[column] in plain, (record_id, column, "not a standing value")


SHOWN: dict[str, dict[int, str]] = {
    "organization": {1: "name_en", 2: "name_ar"},
    "contact": {1: "name_en", 2: "name_ar"},
    "conference_report": {2: "title_en"},
    "agenda_item": {3: "topic", 4: "discussion"},
}
"""The fields in which people write, by type: number and column."""


def name_of(one: Operation) -> Name:
    """Return the register that an operation changes."""
    return str(UUID(bytes=one.record)), one.field, one.key


def _plain(site: Site, name: Name, one: Operation) -> Any:
    with site.store.reading() as connection:
        state = load(connection, name[0])
        assert state is not None
        return state.value(one, (name[1], name[2]))
