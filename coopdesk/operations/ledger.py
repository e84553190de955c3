"""What administrators ever signed of the officers of a desk, and what of it is believed.

It is read from the operations, not from the rows: what somebody wrote over a grant later, or deleted, hides nothing.
Of one grant (a key, an officer, a first day) the value with the highest number stands, so an older value that is
written again undoes no end. Whose time as an administrator is ended signs nothing more, whatever day he writes into it:
the end names what stands of all that he signed. Where two end each other, both are ended.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, select

from coopdesk.history import seal
from coopdesk.history.operation import Operation, decode
from coopdesk.history.register import Head, Register
from coopdesk.records import OfficerKey
from coopdesk.records.officer import ROLE
from coopdesk.store.database import remembered
from coopdesk.store.state import RecordState
from coopdesk.store.tables import OP, RECORD, REG

PURPOSE = b"coopdesk/grant/1\0"
ADMINISTRATOR = "administrator"
ROLES = tuple(option.token for option in ROLE)
_LARGEST = 1 << 31
_NEEDED = ("public_key", "officer", "desk", "role", "since", "granted_by", "signature")
_REGISTER = (1, "")
_STATE = RecordState(0, "", OfficerKey, None, False, None)
"""What opens the value of an operation of any grant."""


class Grant(NamedTuple):
    """What a key may do. ``until``: the last day, none where it goes on; ``acting``: for somebody who is away;
    ``number``: rises with each value of one grant; ``stands``: of an administrator who is none any more, what he signed
    that is believed further, each by its name, a line each."""

    officer: str
    desk: str
    role: str
    since: str
    until: str | None = None
    acting: bool = False
    number: int = 1
    stands: str | None = None

    def holds(self, day: str) -> bool:
        """Tell whether it holds on a day (ISO 8601)."""
        return self.since <= day and (self.until is None or day <= self.until)

    @property
    def ends(self) -> bool:
        """Whether nobody is an administrator by it any more: it is ended, or of another role."""
        foreseen = self.acting and self.stands is None
        return self.role != ADMINISTRATOR or (self.until is not None and not foreseen)


Which = tuple[str, str, str, bool]
"""Which grant a value is of: key, officer, first day, whether for somebody who is away."""


class Signed(NamedTuple):
    """A value that somebody signed. ``public``: whose key it is of; ``by``: the key that signed."""

    public: str
    by: str
    grant: Grant

    @property
    def which(self) -> Which:
        """The grant of which it is a value."""
        return self.public, self.grant.officer, self.grant.since, self.grant.acting

    @property
    def name(self) -> str:
        """What names it in the end of who signed it."""
        return hashlib.sha256(content_of(self.public, self.grant)).hexdigest()

    def lets_stand(self, other: "Signed") -> bool:
        """Tell whether it, the end of an administrator, names a value that he signed."""
        return other.name in (self.grant.stands or "").split()


class Ledger:
    """What is believed of a desk. ``founders``: the keys from which all follows."""

    def __init__(self, signed: Iterable[Signed], founders: set[str]) -> None:
        self._founders, self._all = founders, list(dict.fromkeys(signed))
        claimed = self._chained(lambda one, held: one.by in founders or any(map(_administers, held)))
        of_administrators = {one.which for one in claimed if _administers(one)}
        self._ends: dict[Which, list[Signed]] = defaultdict(list)
        for one in claimed:
            if one.which in of_administrators and one.grant.ends:
                self._ends[one.which].append(one)
        self.believed = self._chained(self._is_entitled)

    @cached_property
    def standing(self) -> dict[str, list[Grant]]:
        """What the keys of the desk may do."""
        several: dict[Which, list[Signed]] = defaultdict(list)
        for one in self.believed:
            several[one.which].append(one)
        found: dict[str, list[Grant]] = defaultdict(list)
        for which, values in several.items():
            last = min((one.grant for one in values), key=_rank)
            found[which[0]].append(self._cut(which, last) if last.role == ADMINISTRATOR else last)
        return dict(found)

    def _cut(self, which: Which, last: Grant) -> Grant:
        """Return the grant of an administrator as it stands, ended too by who was ended himself."""
        days = [one.grant.until or last.since for one in self._after(which, last)]
        return last._replace(until=min([*days, last.until or days[0]])) if days else last

    def signed_by(self, public: str) -> str:
        """Return the names of what a key signed that is believed, a line each."""
        return "\n".join(sorted(one.name for one in self.believed if one.by == public))

    def number_after(self, public: str, grant: Grant) -> int:
        """Return the number of the next value of a grant."""
        which = Signed(public, "", grant).which
        known = [one.grant.number for one in (*self.believed, *self._ends[which]) if one.which == which]
        return 1 + max(known, default=0)

    def _chained(self, may: Callable[[Signed, list[Signed]], bool]) -> list[Signed]:
        """Return what follows from the founders. ``may``: whether a value was its signer's to sign, as what he holds
        tells."""
        held, waiting = defaultdict[str, list[Signed]](list), self._all
        found: list[Signed] = []
        while fresh := {one for one in waiting if may(one, held[one.by])}:
            for one in fresh:
                held[one.public].append(one)
            found += [one for one in waiting if one in fresh]
            waiting = [one for one in waiting if one not in fresh]
        return found

    def _is_entitled(self, one: Signed, held: list[Signed]) -> bool:
        """Tell whether an administrator signed it, and, where he is none any more, whether his end lets it stand."""
        if one.by in self._founders:
            ends = [end for which, several in self._ends.items() if which[0] == one.by for end in several]
            if all(end.lets_stand(one) for end in ends):
                return True
        return any(self._let(administrator, one) for administrator in held if _administers(administrator))

    def _let(self, administrator: Signed, one: Signed) -> bool:
        ends = self._after(administrator.which, administrator.grant)
        if ends:
            return all(end.lets_stand(one) for end in ends)
        return administrator.grant.until is None or one.grant.since <= administrator.grant.until

    def _after(self, which: Which, grant: Grant) -> list[Signed]:
        """Return the ends of somebody's time as an administrator that a value of the grant does not come after."""
        return [one for one in self._ends.get(which, ()) if one.grant.number >= grant.number]


def ledger_of(connection: Connection, desk: str, founders: set[str]) -> Ledger:
    """Return what is believed of a desk."""
    return remembered(connection, ("ledger", desk), lambda: Ledger(signed_in(connection).get(desk, ()), founders))


def signed_in(connection: Connection) -> dict[str, list[Signed]]:
    """Return everything that was ever signed and came to this desk, by the desk of which it speaks."""
    return remembered(connection, "signed grants", lambda: _read(connection))


def content_of(public: str, grant: Grant) -> bytes:
    """Return what is signed of a grant."""
    return msgspec.msgpack.encode([public, *grant])


@lru_cache(maxsize=20_000)
def verifies(public: str, signature: str, purpose: bytes, content: bytes) -> bool:
    """Tell whether a signature is that of the officer with this public key."""
    try:
        return seal.verifies(bytes.fromhex(public), bytes.fromhex(signature), purpose + content)
    except ValueError:
        return False


def _read(connection: Connection) -> dict[str, list[Signed]]:
    """Read the operations, and the registers beside them: a damaged home may have lost the one or the other."""
    of_keys = RECORD.c.entity == OfficerKey.__entity__
    bodies = select(OP.c.body).join(RECORD, RECORD.c.rid == OP.c.rid).where(of_keys).order_by(OP.c.seq)
    states = select(REG.c.state).join(RECORD, RECORD.c.rid == REG.c.rid).where(of_keys, REG.c.field == _REGISTER[0])
    made = map(decode, connection.execute(bodies).scalars())
    said: list[Head | Operation] = [one for one in made if one.field == _REGISTER[0]]
    said += [head for state in connection.execute(states).scalars() for head in Register.decode(state).heads]
    found: dict[str, list[Signed]] = defaultdict(list)
    for one in filter(None, map(_signed, said)):
        found[one.grant.desk].append(one)
    return dict(found)


def _signed(written: Head | Operation) -> Signed | None:
    """Return what somebody signed; None where it says nothing, or something that the key it names did not sign."""
    said = _STATE.said(written, _REGISTER)
    if not all(
        said.get(name) for name in ("public_key", "officer", "desk", "role", "since", "granted_by", "signature")
    ):
        return None
    number = said["number"] or 0
    grant = Grant(*(said[name] for name in Grant._fields))._replace(acting=bool(said["acting"]))
    if grant.role not in ROLES or not 1 <= number <= _LARGEST:
        return None
    content = content_of(said["public_key"], grant)
    if not verifies(said["granted_by"], said["signature"], PURPOSE, content):
        return None
    return Signed(said["public_key"], said["granted_by"], grant)


def _administers(one: Signed) -> bool:
    return one.grant.role == ADMINISTRATOR


def _rank(grant: Grant) -> tuple[int, str, int]:
    """Order the values of one grant, the one that stands first; of two with one number the narrower."""
    return -grant.number, grant.until or "9999-12-31", ROLES.index(grant.role)
