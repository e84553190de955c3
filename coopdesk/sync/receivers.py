"""Who receives a record: the audience of the feed that it is for. It follows from the record, from what that belongs to
or follows, and from where it was made."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from coopdesk.records import BY_ENTITY
from coopdesk.records.base import AUDIENCE, Owned, Record, owner_field, table_of
from coopdesk.store.state import AT_ONCE, load
from coopdesk.store.tables import RECORD, REG
from coopdesk.sync.audiences import feed_audience, members
from coopdesk.sync.roster import Trusted


class _Asked(NamedTuple):
    """What decides who receives a record. ``disputed``: several audiences stand; ``above``: id of what it follows;
    ``within``: the feed that it joins when what it follows leaves the desk, None for the same one."""

    id: str
    audience: str | None
    origin: str | None
    disputed: bool
    above: str | None
    within: str | None


class Receivers:
    """The audiences of the feeds for operations on some records, by local number; all are read at once."""

    def __init__(self, connection: Connection, rids: Iterable[int]) -> None:
        self._connection = connection
        self._asked: dict[int, _Asked] = {}
        self._by_id: dict[str, int] = {}
        disputed = select(REG.c.rid).where(REG.c.conflict > 0, REG.c.field == AUDIENCE)
        self._disputed = set(connection.execute(disputed).scalars())
        sought: set[str] = set()
        fresh: tuple[Any, list[Any]] = RECORD.c.rid, list(dict.fromkeys(rids))
        while fresh[1]:
            self._read(*fresh)
            above = {one.above for one in self._asked.values() if one.above is not None}
            fresh = RECORD.c.id, sorted(above - self._by_id.keys() - sought)
            sought.update(fresh[1])

    def __call__(self, rid: int) -> str | None:
        one, passed = self._asked.get(rid), set()
        within: str | None = None
        while one is not None and one.above is not None and one.id not in passed:
            passed.add(one.id)
            within = within or one.within
            one = self._asked.get(self._by_id.get(one.above, 0))
        if one is None or one.above is not None:
            return None
        audiences = {one.audience}
        if one.disputed:
            audiences = self._shown_together(one.id) or audiences
        found = narrowest([feed_audience(audience, one.origin) for audience in audiences])
        return found and (within or found)

    def _read(self, column: Any, wanted: list[Any]) -> None:
        for start in range(0, len(wanted), AT_ONCE):
            some = select(RECORD).where(column.in_(wanted[start : start + AT_ONCE]))
            by_entity: dict[int, dict[int, Any]] = {}
            for row in self._connection.execute(some):
                self._by_id[row.id] = row.rid
                by_entity.setdefault(row.entity, {})[row.rid] = row
            for entity, rows in by_entity.items():
                if entity in BY_ENTITY:
                    self._read_type(BY_ENTITY[entity], rows)

    def _read_type(self, cls: type[Record], rows: dict[int, Any]) -> None:
        table, owned = table_of(cls), owner_field(cls) is not None
        columns: list[Any] = [table.c.rid, table.c.audience, table.c.created_desk]
        if cls.__follows__ is not None:
            columns.append(table.c[cls.__follows__].label("followed"))
        for row in self._connection.execute(select(*columns).where(table.c.rid.in_(list(rows)))):
            above = rows[row.rid].owner if owned and not row.audience else None
            if cls.__follows__ is not None:
                above = row.followed
            audience, disputed, within = row.audience, row.rid in self._disputed, None
            if cls.__granted__:  # who may do what is known at every desk, whatever is written beside it
                audience, disputed = cls.__audience__, False
            if issubclass(cls, Owned) and above is not None:
                within = feed_audience(cls.__within__, row.created_desk)
            self._asked[row.rid] = _Asked(rows[row.rid].id, audience, row.created_desk, disputed, above, within)

    def _shown_together(self, record_id: str) -> set[Any]:
        state = load(self._connection, record_id)
        assert state is not None
        return {state.value(head, (AUDIENCE, "")) for head in state.distinct((AUDIENCE, ""))}


def narrowest(audiences: Iterable[str | None]) -> str | None:
    """Return the audience of fewest desks, where a record has several until somebody decides."""
    return min(audiences, key=lambda one: (one is not None, one == "all", len(one or ""), one or ""))


def audiences(connection: Connection, rids: Iterable[int]) -> dict[int, str | None]:
    """Return the audience of the feed that each of these records is for; None for what stays at this desk."""
    some = list(rids)
    audience_of = Receivers(connection, some)
    return {rid: audience_of(rid) for rid in some}


def visible_to(connection: Connection, desk: str, trusted: Trusted, rids: Iterable[int]) -> set[int]:
    """Return those of these records that a desk may have."""
    some = list(rids)
    audience_of = Receivers(connection, some)
    found = set()
    for rid in some:
        audience = audience_of(rid)
        if audience is not None and desk in members(audience, trusted):
            found.add(rid)
    return found
