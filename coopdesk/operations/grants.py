"""Whose key is whose, with which role: signed by an administrator of the desk, believed only along that chain.

The first link is the key of the first administrator of a home: that of this home is kept beside the device's keys,
those of other desks stand in the roster, where the Ministry put them when it admitted the desk. So nobody becomes an
approver by writing it into a record, here or in a bundle.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from coopdesk.calendars import today
from coopdesk.history import seal
from coopdesk.operations.ledger import (
    ADMINISTRATOR,
    PURPOSE,
    ROLES,
    Grant,
    Ledger,
    content_of,
    ledger_of,
    signed_in,
    verifies,
)

__all__ = ["Grant", "verifies"]
from coopdesk.records import OfficerKey
from coopdesk.store.home import Store
from coopdesk.store.keys import OfficerKey as Own
from coopdesk.store.meta import set_meta
from coopdesk.store.writing import Writing
from coopdesk.sync import trust

_SIGNING = "signing"


def public_of(own: Own) -> str:
    """Return the public key of an officer, hexadecimal."""
    return seal.public_of(own.derived(_SIGNING)).hex()


def sign(own: Own, purpose: bytes, content: bytes) -> str:
    """Return an officer's signature over content, which is for one purpose only, hexadecimal."""
    return seal.sign(own.derived(_SIGNING), purpose + content).hex()


def give(store: Store, writing: Writing, by: Own, public: str, grant: Grant) -> None:
    """Write that a key has a role, signed by an administrator. What went on before ends, unless it began on this day:
    then it changes; what is for some days stands beside it."""
    before = _ledger(store, writing.connection, grant.desk).standing.get(public, [])
    _write(store, writing, by, public, grant)
    for one in before:
        if grant.until is None and one.until is None and one.since != grant.since:
            _end(store, writing, by, public, one._replace(until=grant.since))


def withdraw(store: Store, writing: Writing, by: Own, officer: str, day: str) -> None:
    """End everything that an officer may do with this day; that he is an administrator last, for who goes by himself
    signs nothing afterwards."""
    standing = _ledger(store, writing.connection, store.desk).standing
    held = [(public, one) for public, several in standing.items() for one in several if one.officer == officer]
    for public, one in sorted(held, key=lambda pair: pair[1].role == ADMINISTRATOR):
        if one.until is None or one.until > day:
            _end(store, writing, by, public, one._replace(until=day))


def found(store: Store, writing: Writing, own: Own, officer: str) -> None:
    """Make the first officer of a home its first administrator: the key from which every other grant here follows."""
    public = public_of(own)
    set_meta(writing.connection, trust.FOUNDER, bytes.fromhex(public))
    give(store, writing, own, public, Grant(officer, writing.author.desk, ADMINISTRATOR, today()))


def at(store: Store, desk: str) -> dict[str, list[Grant]]:
    """Return what the keys of a desk may do, by public key; what nobody entitled has signed is left out."""
    with store.reading() as connection:
        return _ledger(store, connection, desk).standing


def desks_of(store: Store, public: str) -> set[str]:
    """Return the desks of which anybody signed that a key is an officer's there."""
    with store.reading() as connection:
        return {desk for desk, several in signed_in(connection).items() for one in several if one.public == public}


def unknown_first(store: Store) -> set[str]:
    """Return the desks of whose first administrator the Ministry was not told: he signed for himself, and no list of
    desks names his key. What is done there counts nowhere else until the desk sends its request again."""
    with store.reading() as connection:
        found = set()
        for desk, several in signed_in(connection).items():
            known = {one.public for one in _ledger(store, connection, desk).believed}
            if any(one.by == one.public and one.public not in known for one in several):
                found.add(desk)
        return found


def officers_of(store: Store, public: str) -> set[str]:
    """Return whose key anybody signed that it is, at whichever desk."""
    with store.reading() as connection:
        signed = [one for several in signed_in(connection).values() for one in several]
    return {one.grant.officer for one in signed if one.public == public}


def role_on(found: Iterable[Grant], officer: str, day: str) -> Grant | None:
    """Return what an officer may do on a day: what was granted last, or the higher role of somebody who is away."""
    held = [one for one in found if one.officer == officer and one.holds(day)]
    own = max((one for one in held if not one.acting), key=lambda one: one.since, default=None)
    acting = [one for one in held if one.acting]
    return max([*([own] if own is not None else []), *acting], key=lambda one: ROLES.index(one.role), default=None)


def grant_here(store: Store) -> Grant | None:
    """Return what the person at work may do today, None where nobody granted anything."""
    if store.own is None or store.officer is None:
        return None
    return role_on(at(store, store.desk).get(public_of(store.own), ()), store.officer, today())


def _end(store: Store, writing: Writing, by: Own, public: str, grant: Grant) -> None:
    stands = _ledger(store, writing.connection, grant.desk).signed_by(public)
    _write(store, writing, by, public, grant._replace(stands=stands))


def _write(store: Store, writing: Writing, by: Own, public: str, grant: Grant) -> None:
    """Write a value of a grant, over the one that its record shows; where that was hidden, in a record of its own."""
    ledger = _ledger(store, writing.connection, grant.desk)
    grant = grant._replace(number=ledger.number_after(public, grant))
    if grant.ends and grant.stands is None:
        grant = grant._replace(stands=ledger.signed_by(public) or None)
    record = _shown(writing, public, grant)
    signature = sign(by, PURPOSE, content_of(public, grant))
    values = {**grant._asdict(), "public_key": public, "granted_by": public_of(by), "signature": signature}
    for name, value in values.items():
        setattr(record, name, value)
    writing.granting = True
    try:
        writing.session.flush()
    finally:
        writing.granting = False


def _shown(writing: Writing, public: str, grant: Grant) -> OfficerKey:
    """Return the record that shows a grant, a new one where there is none."""
    wanted = select(OfficerKey).where(
        OfficerKey.public_key == public, OfficerKey.officer == grant.officer, OfficerKey.desk == grant.desk,
        OfficerKey.since == grant.since, OfficerKey.deleted.is_(False),
    ).order_by(OfficerKey.rid)  # fmt: skip
    for record in writing.session.scalars(wanted):
        if bool(record.acting) == grant.acting:
            return record
    made = OfficerKey(classification="internal", audience="all")
    writing.session.add(made)
    return made


def _ledger(store: Store, connection: Connection, desk: str) -> Ledger:
    return ledger_of(connection, desk, _founders(store, desk))


def _founders(store: Store, desk: str) -> set[str]:
    found = {store.meta(trust.FOUNDER).hex()} if desk == store.desk else set()
    me = trust.me(store)
    if me is not None:
        found |= {public.hex() for code, public in me.trusted.roster.administrators if code == desk}
    return found - {""}
