"""What no road may lead to: a desk that holds more than the Ministry lets it, something confidential for every desk, a
line for more desks than what it belongs to, what is for all linked to what is not, a mission that writes what is the
Ministry's.

Every verb that changes records asks ``check`` before its transaction ends; what comes from other desks
is taken as it is, for data is never refused.
"""

from collections.abc import Mapping

from sqlalchemy import Connection, select

from coopdesk.errors import InvalidValue, Refused
from coopdesk.i18n import N_, ltr
from coopdesk.operations import degrees, rights
from coopdesk.operations.titles import titles_in
from coopdesk.records import BY_ENTITY, Attachment, Desk, Record
from coopdesk.records.base import AUDIENCE, CLASSIFIED, DEGREES, GUARDED, REASON, UNKNOWN, fields_of, rank, table_of
from coopdesk.store.home import Store
from coopdesk.store.tables import RECORD
from coopdesk.store.writing import Writing
from coopdesk.sync import receivers, trust
from coopdesk.sync.audiences import ALL, members
from coopdesk.sync.roster import Trusted

MINISTRYS = N_("Only the Ministry writes “{type}”. Ask it for the change; it comes to every desk.")
_MINISTRYS_FIELD = N_("Only the Ministry writes “{name}”. Ask it for the change.")
_HERE = N_(
    "This desk ({desk}) may hold {ceiling} at most, and this is {degree}. Write it at a desk that may hold it, or ask "
    "the Ministry to raise what this desk may hold."
)
_THERE = N_(
    "{desk} may hold {ceiling} at most, and this is {degree}. Choose a narrower audience or a lower degree, or ask the "
    "Ministry to raise what that desk may hold."
)
_SECRET_FOR_ALL = N_("A confidential record cannot go to every desk. Choose a narrower audience first.")
_LINE_FOR_ALL = N_("A line that is {degree} cannot go to every desk. Give it an audience of its own first.")
_WHY = N_("A degree is lowered with a reason: from {before} to {now}. Write it in the record, under “{name}”.")
_WIDER = N_("A line cannot be for more desks than the record that it belongs to. Choose a narrower audience for it.")
_TOLD_WIDER = N_(
    "“{title}” is for fewer desks than this record, or more secret. Narrow the audience of this record or raise its "
    "classification together with the link, or begin a new one there: it starts as “{title}” is."
)


_REASON = next(one for one in fields_of(Desk) if one.number == REASON)


@rights.needs(rights.READER)
def check(store: Store, writing: Writing) -> None:
    """Raise ``Refused`` or ``InvalidValue`` where what is written goes too far.

    Lines that have an audience of their own, which reaches further than the record does now, follow the record again.
    """
    writing.session.flush()
    _refuse_ministrys(writing)
    _refuse_told(store, writing)
    regraded = {id for _, id, number in writing.written if number in (CLASSIFIED, AUDIENCE)}
    if not regraded:
        return
    known = trust.trusted(store)
    connection = writing.connection
    _narrow_lines(writing, regraded, known)
    together = _together(connection, regraded)
    held = dict(degrees.degrees_of(connection, together))
    _refuse_lowered(store, writing, held)
    rids = degrees.rids_of(connection, together)
    audiences = receivers.audiences(connection, rids.values())
    above = degrees.above_of(connection, together)
    for id, degree in held.items():
        if degree in GUARDED and audiences[rids[id]] == ALL:
            if id in above:
                raise Refused(_LINE_FOR_ALL, degree=degrees.label(degree))
            raise InvalidValue(_SECRET_FOR_ALL, field="audience")
    for code, ceiling in _ceilings(connection).items():
        over = {rids[id]: degree for id, degree in held.items() if rank(degree) > rank(ceiling)}
        here = code == store.desk
        if not here:
            seen = receivers.visible_to(connection, code, known, over) if known is not None else set()
            over = {rid: degree for rid, degree in over.items() if rid in seen}
        if over:
            worst = degrees.label(DEGREES[max(map(rank, over.values()))])
            raise Refused(_HERE if here else _THERE, desk=_name(connection, code), ceiling=degrees.label(ceiling),
                          degree=worst)  # fmt: skip


@rights.needs(rights.READER)
def is_for_all_of(store: Store, connection: Connection, told: str, id: str) -> bool:
    """Tell whether what one record tells may stand in another: whoever may see that one may see it too."""
    ids = [told, id]
    rids, degree = degrees.rids_of(connection, ids), dict(degrees.degrees_of(connection, ids))
    if not rids.keys() >= {*ids} or rank(degree[told]) > rank(degree[id]):
        return False
    audiences = receivers.audiences(connection, rids.values())
    return _within(audiences[rids[id]], audiences[rids[told]], trust.trusted(store))


def _refuse_ministrys(writing: Writing) -> None:
    """Raise ``Refused`` where a mission writes what only the Ministry does."""
    if writing.is_ministry:
        return
    for cls, number in {(cls, number) for cls, _, number in writing.written}:
        if cls.__single__:
            raise Refused(MINISTRYS, type=cls.__label__)
        for one in fields_of(cls):
            if one.register == number and one.name in cls.__ministrys__:
                raise InvalidValue(_MINISTRYS_FIELD, field=one.name, name=one.label)


def _refuse_told(store: Store, writing: Writing) -> None:
    """Raise ``InvalidValue`` where what begins for every desk is linked later to a record of which it tells from then
    on, and is for more desks or less secret than that, unless that is said with the link."""
    connection = writing.connection
    for cls, id, number in list(writing.written):
        name = cls.__alike__
        if name is None or cls.__audience__ != ALL or number != _register_of(cls, name):
            continue
        told = connection.execute(select(table_of(cls).c[name]).where(table_of(cls).c.id == id)).scalar()
        rids = degrees.rids_of(connection, [id, told]) if told else {}
        if told not in rids:
            continue
        audiences, degree = (
            receivers.audiences(connection, rids.values()),
            dict(degrees.degrees_of(connection, [*rids])),
        )
        wider = not _within(audiences[rids[id]], audiences[rids[told]], trust.trusted(store))
        lower = rank(degree[told]) > rank(degree[id])
        if (wider and (cls, id, AUDIENCE) not in writing.written) or (
            lower and (cls, id, CLASSIFIED) not in writing.written
        ):
            raise InvalidValue(_TOLD_WIDER, field=name, title=titles_in(connection, [told])[told])


def _refuse_lowered(store: Store, writing: Writing, held: Mapping[str, str | None]) -> None:
    """Raise ``Refused`` or ``InvalidValue`` where a degree is lowered by whom it is not for, or with no reason. The
    reason goes where the degree rises again."""
    for cls, id, number in list(writing.written):
        before = writing.degrees.get(id)
        if number != CLASSIFIED or before is None:
            continue
        record = writing.session.scalars(select(cls).where(cls.id == id)).one()
        reasoned = (cls, id, REASON) in writing.written and record.degree_reason
        if rank(before) <= rank(held[id]):
            record.degree_reason = record.degree_reason if reasoned else None
            continue
        rights.require(store, rights.OFFICER)
        if not reasoned:
            now = degrees.label(held[id] or UNKNOWN)
            said = {"before": degrees.label(before), "now": now, "name": _REASON.label}
            if cls.__owner__ is None:
                raise InvalidValue(_WHY, field=_REASON.name, **said)
            raise Refused(_WHY, **said)
    writing.session.flush()


def _register_of(cls: type[Record], name: str) -> int:
    return next(one.register for one in fields_of(cls) if one.name == name)


def _narrow_lines(writing: Writing, regraded: set[str], known: Trusted | None) -> None:
    connection = writing.connection
    owned = _together(connection, regraded)
    above = degrees.above_of(connection, owned)
    rids = degrees.rids_of(connection, {*above, *above.values()})
    audiences = receivers.audiences(connection, rids.values())
    for id, owner in above.items():
        if owner in rids and not _within(audiences[rids[id]], audiences[rids[owner]], known):
            if id in regraded:
                raise Refused(_WIDER)
            _follow(writing, id)
    writing.session.flush()


def _follow(writing: Writing, id: str) -> None:
    """Let a line follow its record again."""
    entity = writing.connection.execute(select(RECORD.c.entity).where(RECORD.c.id == id)).scalar_one()
    cls = BY_ENTITY[entity]
    writing.session.scalars(select(cls).where(cls.id == id)).one().audience = None


def _within(inner: str | None, outer: str | None, known: Trusted | None) -> bool:
    """Tell whether everybody who receives one feed receives another."""
    if inner is None or outer == ALL or inner == outer:
        return True
    if outer is None or inner == ALL:
        return False
    if known is None:
        return set(inner.split("+")) <= set(outer.split("+"))
    return members(inner, known) <= members(outer, known)


def _together(connection: Connection, ids: set[str]) -> list[str]:
    """Return records with their lines and files, which go where they go."""
    found, fresh = list(ids), list(ids)
    files = table_of(Attachment)
    while fresh:
        below: set[str] = set()
        for part in degrees.parts(fresh):
            below.update(connection.execute(select(RECORD.c.id).where(RECORD.c.owner.in_(part))).scalars())
            below.update(connection.execute(select(files.c.id).where(files.c.subject.in_(part))).scalars())
        fresh = list(below.difference(found))
        found += fresh
    return found


def _ceilings(connection: Connection) -> dict[str, str]:
    table = table_of(Desk)
    wanted = select(table.c.code, table.c.ceiling).where(table.c.deleted.is_(False), table.c.ceiling.is_not(None))
    return {code: ceiling for code, ceiling in connection.execute(wanted) if code and ceiling in DEGREES}


def _name(connection: Connection, code: str) -> str:
    id = connection.execute(select(table_of(Desk).c.id).where(table_of(Desk).c.code == code)).scalar()
    return titles_in(connection, [id])[id] if id else ltr(code)
