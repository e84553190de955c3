"""What a desk holds above a degree: asked before the Ministry lets it hold no more than that.

Of another desk it is what is here and goes there; what that desk wrote for itself alone is not known here.
"""

from typing import NamedTuple

from sqlalchemy import Connection, select

from coopdesk.errors import InvalidValue
from coopdesk.i18n import N_, P_, isolate, tr
from coopdesk.operations import degrees, rights
from coopdesk.operations.titles import titles_in
from coopdesk.records import BY_ENTITY
from coopdesk.records.base import DEGREES, rank, table_of
from coopdesk.store.home import Store
from coopdesk.sync import receivers, trust

_NO_DEGREE = N_("“{value}” is no degree. The degrees are: {degrees}.")
_HOLDS = P_(
    "This desk holds {n} record above {degree}: {names}. It stays there, and can be read and printed there.",
    "This desk holds {n} records above {degree}: {names}. They stay there, and can be read and printed there.",
)
_SUCH_AS = N_("{names}, and others")
_NAMED = 3


class Held(NamedTuple):
    """How many records a desk holds above a degree, and the titles of the first ones."""

    degree: str
    records: int
    names: list[str]


@rights.needs(rights.READER)
def above(store: Store, desk: str, degree: str) -> Held:
    """Return what a desk, by its code, holds above a degree. A line or a file counts as what it belongs to. Raises
    ``InvalidValue``."""
    if degree not in DEGREES:
        raise InvalidValue(_NO_DEGREE, value=degree[:40], degrees=", ".join(DEGREES))
    known = trust.trusted(store)
    with store.reading() as connection:
        rids = _above(connection, degree)
        if desk != store.desk:
            seen = receivers.visible_to(connection, desk, known, rids) if known is not None else set()
            rids = {rid: id for rid, id in rids.items() if rid in seen}
        ids = _wholes(connection, list(rids.values()))
        titles = titles_in(connection, ids[:_NAMED])
    return Held(degree, len(ids), [titles[id] for id in ids[:_NAMED]])


def told(one: Held) -> list[str]:
    """Return what a desk holds above a degree, in sentences; none where it holds nothing."""
    if not one.records:
        return []
    names = tr(N_(", ", "between items of a list")).join(map(isolate, one.names))
    if one.records > len(one.names):
        names = tr(_SUCH_AS, names=names)
    return [tr(_HOLDS, n=one.records, degree=degrees.label(one.degree), names=names)]


def _above(connection: Connection, degree: str) -> dict[int, str]:
    """Return the records with a degree of their own that is higher: local number to id."""
    higher = [one for one in DEGREES if rank(one) > rank(degree)]
    found: dict[int, str] = {}
    for cls in BY_ENTITY.values():
        table = table_of(cls)
        wanted = select(table.c.rid, table.c.id).where(table.c.classification.in_(higher), table.c.deleted.is_(False))
        found |= {row.rid: row.id for row in connection.execute(wanted.order_by(table.c.rid))}
    return found


def _wholes(connection: Connection, ids: list[str]) -> list[str]:
    """Return each of these records, a line or a file as what it belongs to, once."""
    above, passed = degrees.above_of(connection, ids), set[str]()
    while above:
        ids = [above.get(id, id) for id in ids]
        passed.update(above)
        above = {id: to for id, to in degrees.above_of(connection, ids).items() if id not in passed}
    return list(dict.fromkeys(ids))
