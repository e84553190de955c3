"""Whose key is whose, with which role: signed by an administrator of the desk, believed only along that chain.

The first link is the key of the first administrator of a home: that of this home is kept beside the device's keys,
those of other desks stand in the roster, where the Ministry put them when it admitted the desk. So nobody becomes an
approver by writing it into a record, here or in a bundle.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, select

from coopdesk.calendars import today
from coopdesk.history import seal
from coopdesk.records import OfficerKey
from coopdesk.records.base import table_of
from coopdesk.records.officer import ROLE
from coopdesk.store.database import remembered
from coopdesk.store.home import Store
from coopdesk.store.keys import OfficerKey as Own
from coopdesk.store.writing import Writing, set_meta
from coopdesk.sync import trust

_PURPOSE = b"coopdesk/grant/1\0"
_SIGNING = "signing"
_ADMINISTRATOR = "administrator"
_ROLES = tuple(option.token for option in ROLE)


class Grant(NamedTuple):
    """What a key may do. ``until``: the last day, none where it goes on; ``acting``: for somebody who is away."""

    officer: str
    desk: str
    role: str
    since: str
    until: str | None = None
    acting: bool = False

    def holds(self, day: str) -> bool:
        """Tell whether it holds on a day (ISO 8601)."""
        return self.since <= day and (self.until is None or day <= self.until)


def public_of(own: Own) -> str:
    """Return the public key of an officer, hexadecimal."""
    return seal.public_of(own.derived(_SIGNING)).hex()


def sign(own: Own, purpose: bytes, content: bytes) -> str:
    """Return an officer's signature over content, which is for one purpose only, hexadecimal."""
    return seal.sign(own.derived(_SIGNING), purpose + content).hex()


@lru_cache(maxsize=20_000)
def verifies(public: str, signature: str, purpose: bytes, content: bytes) -> bool:
    """Tell whether a signature is that of the officer with this public key."""
    try:
        return seal.verifies(bytes.fromhex(public), bytes.fromhex(signature), purpose + content)
    except ValueError:
        return False


def give(store: Store, writing: Writing, by: Own, public: str, grant: Grant) -> None:
    """Write that a key has a role, signed by an administrator. What went on before ends; what is for some days stands
    beside it."""
    before = _going_on(store, writing, public) if grant.until is None else None
    if before is not None and before.since != grant.since:
        _write(writing, before, by, public, _grant(before)._replace(until=grant.since))
        before = None
    record = before or OfficerKey(classification="internal", audience="all")
    if before is None:
        writing.session.add(record)
    _write(writing, record, by, public, grant)


def withdraw(store: Store, writing: Writing, by: Own, officer: str, day: str) -> None:
    """End everything that an officer may do with this day. What nobody entitled had signed is not signed now."""
    wanted = select(OfficerKey).where(OfficerKey.officer == officer, OfficerKey.deleted.is_(False))
    for record in writing.session.scalars(wanted).all():
        if (record.until is None or record.until > day) and _is_believed(store, record):
            _write(writing, record, by, record.public_key or "", _grant(record)._replace(until=day))


def found(store: Store, writing: Writing, own: Own, officer: str) -> None:
    """Make the first officer of a home its first administrator: the key from which every other grant here follows."""
    public = public_of(own)
    set_meta(writing.connection, trust.FOUNDER, bytes.fromhex(public))
    give(store, writing, own, public, Grant(officer, writing.author.desk, _ADMINISTRATOR, today()))


def at(store: Store, desk: str) -> dict[str, list[Grant]]:
    """Return what the keys of a desk may do, by public key; what nobody entitled has signed is left out."""
    with store.reading() as connection:
        return remembered(connection, ("grants", desk), lambda: _believed(connection, desk, _founders(store, desk)))


def role_on(found: Iterable[Grant], officer: str, day: str) -> Grant | None:
    """Return what an officer may do on a day: what was granted last, or the higher role of somebody who is away."""
    held = [one for one in found if one.officer == officer and one.holds(day)]
    own = max((one for one in held if not one.acting), key=lambda one: one.since, default=None)
    acting = [one for one in held if one.acting]
    return max([*([own] if own is not None else []), *acting], key=lambda one: _ROLES.index(one.role), default=None)


def grant_here(store: Store) -> Grant | None:
    """Return what the person at work may do today, None where nobody granted anything."""
    if store.own is None or store.officer is None:
        return None
    return role_on(at(store, store.desk).get(public_of(store.own), ()), store.officer, today())


def _write(writing: Writing, record: OfficerKey, by: Own, public: str, grant: Grant) -> None:
    signature = sign(by, _PURPOSE, _content(public, grant))
    values = {**grant._asdict(), "public_key": public, "granted_by": public_of(by), "signature": signature}
    for name, value in values.items():
        setattr(record, name, value)
    writing.granting = True
    try:
        writing.session.flush()
    finally:
        writing.granting = False


def _going_on(store: Store, writing: Writing, public: str) -> OfficerKey | None:
    wanted = select(OfficerKey).where(
        OfficerKey.public_key == public, OfficerKey.until.is_(None), OfficerKey.deleted.is_(False)
    )
    return next((one for one in writing.session.scalars(wanted).all() if _is_believed(store, one)), None)


def _is_believed(store: Store, record: OfficerKey) -> bool:
    return _grant(record) in at(store, record.desk or "").get(record.public_key or "", ())


def _founders(store: Store, desk: str) -> set[str]:
    found = {store.meta(trust.FOUNDER).hex()} if desk == store.desk else set()
    me = trust.me(store)
    if me is not None:
        found |= {public.hex() for code, public in me.trusted.roster.administrators if code == desk}
    return found - {""}


def _believed(connection: Connection, desk: str, founders: set[str]) -> dict[str, list[Grant]]:
    """Follow the chain: what the founders signed, then what those signed who were administrators then or later.

    A founder whose own grant was ended signs nothing that begins after that day.
    """
    table = table_of(OfficerKey)
    wanted = select(table).where(table.c.desk == desk, table.c.deleted.is_(False))
    rows = [row for row in connection.execute(wanted) if is_signed(row)]
    ends = dict.fromkeys(founders, "")
    found = _followed(rows, ends)
    return _followed(rows, {public: _last_day(found.get(public, [])) for public in founders})


def _followed(rows: list[Any], founders: dict[str, str]) -> dict[str, list[Grant]]:
    """``founders``: until which day each signs, empty where there is no end."""
    waiting, found = rows, defaultdict[str, list[Grant]](list)
    believed = waiting
    while believed:
        believed = [
            row
            for row in waiting
            if (row.granted_by in founders and row.since <= (founders[row.granted_by] or row.since))
            or _administered(found.get(row.granted_by, []), row.since)
        ]
        for row in believed:
            found[row.public_key].append(_grant(row))
        taken = {row.id for row in believed}
        waiting = [row for row in waiting if row.id not in taken]
    return dict(found)


def _administered(found: list[Grant], day: str) -> bool:
    return any(one.role == _ADMINISTRATOR and (one.until is None or day <= one.until) for one in found)


def _last_day(found: list[Grant]) -> str:
    """Return the last day on which somebody was an administrator, empty where it goes on or nothing is known."""
    untils = [one.until for one in found if one.role == _ADMINISTRATOR]
    return "" if None in untils else max(filter(None, untils), default="")


def is_signed(row: Any) -> bool:
    """Tell whether the signature of a grant is that of the key which it names."""
    if not (row.public_key and row.officer and row.role in _ROLES and row.since and row.granted_by and row.signature):
        return False
    return verifies(row.granted_by, row.signature, _PURPOSE, _content(row.public_key, _grant(row)))


def _grant(row: Any) -> Grant:
    return Grant(row.officer, row.desk, row.role, row.since, row.until, bool(row.acting))


def _content(public: str, grant: Grant) -> bytes:
    return msgspec.msgpack.encode([public, *grant])
