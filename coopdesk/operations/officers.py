"""The officers of a desk: who works here, with which role, and whose passphrase opens this computer.

An officer is a record that every desk receives; a role counts only as an administrator signed it (``grants``), and a
passphrase opens only the computer at which it was given (``store.access``).
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from coopdesk.calendars import today
from coopdesk.errors import InvalidValue, NotFound, Refused
from coopdesk.fields import Day
from coopdesk.i18n import N_
from coopdesk.operations import drafts, grants, record, rights
from coopdesk.operations.grants import Grant
from coopdesk.operations.record_types import View
from coopdesk.records import Officer
from coopdesk.store import access
from coopdesk.store.home import Store
from coopdesk.store.keys import OfficerKey as Own
from coopdesk.store.writing import Writing

_NO_ROLE = N_("“{role}” is no role. The roles are: {roles}.")
_NOBODY = N_("Open the desk with the passphrase of an administrator first.")
_LAST = N_("This is the last administrator of the desk. Make another one first.")
_ELSEWHERE = N_("This officer works at the desk {desk}. The administrator there decides on the role.")
_NO_END = N_("Say on which day it ends.")
_BACKWARDS = N_("The last day stands before the first.")
_FIRST = N_(
    "The first officer of a desk is its administrator, with the passphrase that opens the desk now. "
    "Open the desk again afterwards, then add the others."
)


@rights.needs(rights.READER)
def listed(store: Store) -> list[View]:
    """Return the officers of this desk: the record, the role that counts today, and whether they open this computer."""
    opens = set(access.officers(store))
    granted = [one for several in grants.at(store, store.desk).values() for one in several]
    with store.session() as session:
        here = select(Officer).where(Officer.desk == store.desk, Officer.deleted.is_(False)).order_by(Officer.rid)
        found = [record.view_of(one, "") for one in session.scalars(here)]
    for one in found:
        del one["_seen"]
        held = grants.role_on(granted, str(one["id"]), today())
        one["role"] = held.role if held is not None and not one["left"] else None
        one["acting_until"] = held.until if held is not None and held.acting else None
        one["opens"] = one["id"] in opens
        one["here"] = one["id"] == store.officer
    return found


@rights.needs(rights.ADMINISTRATOR)
def add(store: Store, values: Mapping[str, Any], role: str, passphrase: str | None = None) -> View:
    """Add an officer with a role, and with a passphrase for this computer, if one is given; returns the record.

    Raises ``Refused`` for a weak passphrase or one that is in use, ``InvalidValue``.
    """
    _check_role(role)
    if store.officer is None and (role, passphrase) != (rights.ADMINISTRATOR, None):
        raise Refused(_FIRST)
    if passphrase is not None:
        access.check(store, passphrase)
    with store.writing() as writing:
        saved = record.save_in(writing, Officer, {**values, "role": role, "desk": store.desk, "audience": "all"})
        if store.officer is not None:
            _give(store, writing, saved, role, passphrase)
    return record.show(store, "officer", saved)


@rights.needs(rights.ADMINISTRATOR)
def give_passphrase(store: Store, officer: str, passphrase: str) -> None:
    """Give an officer of this desk a passphrase for this computer; who had left is back. Raises ``Refused``."""
    _of_this_desk(store, officer)
    role = _lasting_role(store, officer) or rights.READER
    with store.writing() as writing:
        record.assign(_back(writing, officer), "role", role)
        writing.session.flush()
        _give(store, writing, officer, role, passphrase)


@rights.needs(rights.ADMINISTRATOR)
def renew_passphrase(store: Store, officer: str, passphrase: str) -> None:
    """Give an officer who forgot it another passphrase, with another key: what the old key was for ends today, and the
    drafts that it alone opens are thrown away. Raises ``Refused``."""
    by = _administrator(store)
    _of_this_desk(store, officer)
    access.check(store, passphrase)
    role = _lasting_role(store, officer) or rights.READER
    access.remove(store, officer)
    drafts.throw_away(store, officer)
    with store.writing() as writing:
        grants.withdraw(store, writing, by, officer, today())
        _give(store, writing, officer, role, passphrase)


@rights.needs(rights.ADMINISTRATOR)
def set_role(store: Store, officer: str, role: str) -> None:
    """Give an officer another role from today on, at every computer of the desk. Raises ``Refused``."""
    _check_role(role)
    by = _administrator(store)
    _of_this_desk(store, officer)
    if _lasting_role(store, officer) == rights.ADMINISTRATOR != role:
        _keep_one(store, officer)
    with store.writing() as writing:
        record.assign(_back(writing, officer), "role", role)
        writing.session.flush()
        for public in _keys_of(store, officer) or [officer]:
            grants.give(store, writing, by, public, Grant(officer, store.desk, role, today()))


@rights.needs(rights.ADMINISTRATOR)
def let_act(store: Store, officer: str, role: str, since: str, until: str) -> None:
    """Let an officer act with a higher role from one day to another (بالإنابة). Raises ``Refused``."""
    _check_role(role)
    by = _administrator(store)
    _of_this_desk(store, officer)
    first, last = Day().parse(since) or today(), Day().parse(until)
    if last is None:
        raise InvalidValue(_NO_END, field="until")
    if last < first:
        raise InvalidValue(_BACKWARDS, field="until")
    with store.writing() as writing:
        for public in _keys_of(store, officer) or [officer]:
            grants.give(store, writing, by, public, Grant(officer, store.desk, role, first, last, acting=True))


@rights.needs(rights.ADMINISTRATOR)
def remove(store: Store, officer: str) -> None:
    """Let an officer go: the passphrase opens nothing any more, the role ends today, the name stays in the history.

    Copies of this desk that were made before, backups too, still open with the old passphrase where they lie.
    """
    by = _administrator(store)
    _of_this_desk(store, officer)
    _keep_one(store, officer)
    if officer in access.officers(store):
        access.remove(store, officer)
    with store.writing() as writing:
        person = record.existing(writing.session, Officer, officer)
        record.assign(person, "left", True)
        writing.session.flush()
        grants.withdraw(store, writing, by, officer, today())


def _give(store: Store, writing: Writing, officer: str, role: str, passphrase: str | None) -> None:
    """Give a role to the key of a new passphrase, or to the officer himself where there is none."""
    by, public = _administrator(store), officer
    if passphrase is not None:
        public = grants.public_of(access.add(store, officer, passphrase))
    grants.give(store, writing, by, public, Grant(officer, store.desk, role, today()))


def _lasting_role(store: Store, officer: str) -> str | None:
    """Return the role that an officer has but for what he does for others who are away."""
    given = [one for several in grants.at(store, store.desk).values() for one in several if not one.acting]
    held = grants.role_on(given, officer, today())
    return held.role if held is not None else None


def _back(writing: Writing, officer: str) -> Any:
    person: Any = record.existing(writing.session, Officer, officer)
    if person.left:
        person.left = None
    return person


def _administrator(store: Store) -> Own:
    if store.own is None:
        raise Refused(_NOBODY)
    return store.own


def _check_role(role: str) -> None:
    if role not in rights.ROLES:
        raise InvalidValue(_NO_ROLE, field="role", role=role[:40], roles=", ".join(rights.ROLES))


def _of_this_desk(store: Store, officer: str) -> View:
    for one in listed(store):
        if one["id"] == officer:
            return one
    raise NotFound(_ELSEWHERE, desk=record.show(store, "officer", officer)["desk"] or "–")


def _keep_one(store: Store, but: str) -> None:
    """Raise ``Refused`` where nobody would be left who can open this computer as its administrator."""
    if not any(one["role"] == rights.ADMINISTRATOR and one["opens"] and one["id"] != but for one in listed(store)):
        raise Refused(_LAST)


def _keys_of(store: Store, officer: str) -> list[str]:
    """Return the keys with which an officer works at this desk; those that were withdrawn stay so."""
    found = grants.at(store, store.desk).items()
    return [public for public, several in found if any(one.officer == officer and one.until is None for one in several)]
