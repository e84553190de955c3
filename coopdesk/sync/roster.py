"""Who is enrolled: certificates of devices, the roster that lists them, and the roots that vouch for both.

Two of three root keys sign which registrar key counts; the registrar signs certificates and rosters. The version
of a roster never falls. The same roster and the same operations give the same state at every desk, so whatever
decides what is accepted stands in the roster and nowhere else.
"""

import hashlib
from collections.abc import Callable, Iterable
from typing import TypeVar

import msgspec

from coopdesk.history import seal

THRESHOLD = 2
MOST_DESKS, MOST_DEVICES, MOST_BYTES = 2_000, 20_000, 8 << 20
_LEAP = 1_000
"""A roster that is newer by more versions than this is refused: nobody makes so many between two bundles."""
_T = TypeVar("_T")
_ROOTS, _CERTIFICATE, _ROSTER = b"coopdesk/roots/1\0", b"coopdesk/certificate/1\0", b"coopdesk/roster/1\0"


class BadRoster(ValueError):
    """Bytes that are no roster, or one that those who must sign it have not signed."""


class Signed(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """Bytes and the signatures over them: (public key, signature)."""

    content: bytes
    signatures: list[tuple[bytes, bytes]]


class Roots(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """The roots of a ministry. ``before``: hash of the document that this one replaces, empty for the first."""

    generation: int
    before: bytes
    keys: list[bytes]
    registrar: bytes


class Certificate(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """That a device works at a desk, for any epoch of it. ``public``: Ed25519; ``recipient``: age; ``issued``: ms."""

    ministry: bytes
    public: bytes
    recipient: str
    desk: str
    issued: int

    @property
    def device(self) -> bytes:
        """The id of the device."""
        return seal.device_id(self.public)


class DeskEntry(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A desk. ``central``: one of the departments of the Ministry, which receive what is for the Ministry."""

    code: str
    name_en: str
    name_ar: str
    central: bool


class Group(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A named group of desks that the Ministry defines, such as the missions that work on an election."""

    code: str
    name_en: str
    name_ar: str
    desks: list[str]


class Revocation(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """That a device is trusted no more. ``cutoff``: of each feed (writer, audience) number and name of the last
    segments that are still trusted, and with them all that they lead back to (``chain``)."""

    device: bytes
    at: int
    reason: str
    cutoff: list[tuple[bytes, str, int, bytes]]


class Roster(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """Everything that all desks must agree on. ``recovery``: age keys that open every bundle; ``issued``: ms.

    ``administrators``: (desk, public key) of the officers from whom the roles of the others at a desk follow.
    """

    ministry: bytes
    generation: int
    version: int
    issued: int
    desks: list[DeskEntry]
    groups: list[Group]
    certificates: list[Signed]
    revocations: list[Revocation]
    recovery: list[str]
    administrators: list[tuple[str, bytes]] = []


class Trust(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """What travels: the chain of the documents of the roots, oldest first, and the roster."""

    roots: list[Signed]
    roster: Signed


class Trusted:
    """A verified roster, ready to be asked. ``trust`` is what it was read from."""

    def __init__(self, trust: Trust, roots: Roots, roster: Roster) -> None:
        self.trust, self.roots, self.roster = trust, roots, roster
        self.desks = {one.code: one for one in roster.desks}
        self.groups = {one.code: frozenset(one.desks) for one in roster.groups}
        self.central = frozenset(one.code for one in roster.desks if one.central)
        self.certificates = {one.device: one for one in map(_certificate, roster.certificates)}
        self.revoked = {one.device: one for one in roster.revocations}

    @property
    def order(self) -> tuple[int, int]:
        """Generation and version: what never falls."""
        return self.roster.generation, self.roster.version

    def devices_of(self, desk: str) -> list[Certificate]:
        """Return the devices of a desk that are trusted."""
        return [c for c in self.certificates.values() if c.desk == desk and c.device not in self.revoked]

    def desk_of(self, device: bytes) -> str | None:
        """Return the desk of a device, revoked or not."""
        found = self.certificates.get(device)
        return found.desk if found is not None else None

    def is_central(self, writer: bytes) -> bool:
        """Tell whether a writer works at one of the departments of the Ministry."""
        return self.desk_of(writer[:16]) in self.central

    def admits(self, certificate: Signed) -> Certificate:
        """Return what a certificate says where my registrar signed it; raises ``BadRoster``."""
        found = _certificate(certificate)
        if not _signed_by(certificate, _CERTIFICATE, [self.roots.registrar], 1) or found.ministry != self.ministry:
            raise BadRoster("certificate")
        return found

    @property
    def ministry(self) -> bytes:
        """The id of the ministry: hash of the first document of its roots."""
        return self.roster.ministry


def found(root_keys: list[bytes], registrar: bytes) -> Signed:
    """Return the first document of the roots of a ministry, signed by each of these signing keys."""
    document = Roots(1, b"", [seal.public_of(one) for one in root_keys], seal.public_of(registrar))
    return _sign(_ROOTS, msgspec.msgpack.encode(document), root_keys)


def ministry_of(roots: list[Signed]) -> bytes:
    """Return the id of the ministry that a chain of roots belongs to."""
    return hashlib.sha256(roots[0].content).digest()


def certify(registrar: bytes, certificate: Certificate) -> Signed:
    """Return a certificate signed by the registrar."""
    return _sign(_CERTIFICATE, msgspec.msgpack.encode(certificate), [registrar])


def issue(registrar: bytes, roots: list[Signed], roster: Roster) -> Trusted:
    """Return a roster signed by the registrar, verified as a reader would."""
    return verify(Trust(roots, _sign(_ROSTER, _content(roster), [registrar])))


def leaves_out(made: Trusted, known: Trusted) -> bool:
    """Tell whether a roster lacks a desk, a device or a revocation that another one has; none is ever taken away."""
    return not (
        known.desks.keys() <= made.desks.keys()
        and known.certificates.keys() <= made.certificates.keys()
        and known.revoked.keys() <= made.revoked.keys()
    )


def joined(mine: Trusted, other: Trusted, issued: int) -> Roster:
    """Return a roster with all that two of the same roots have, newer than both."""
    a, b = mine.roster, other.roster
    return msgspec.structs.replace(
        a, version=max(a.version, b.version) + 1, issued=issued,
        desks=_both(a.desks, b.desks, lambda one: one.code),
        groups=_both(a.groups, b.groups, lambda one: one.code),
        certificates=_both(a.certificates, b.certificates, lambda one: _certificate(one).device),
        revocations=_both(a.revocations, b.revocations, lambda one: one.device),
        recovery=_both(a.recovery, b.recovery, lambda one: one),
        administrators=_both(a.administrators, b.administrators, lambda one: one),
    )  # fmt: skip


def to_bytes(trust: Trust) -> bytes:
    """Return a roster as it travels and is kept."""
    return msgspec.msgpack.encode(trust)


def from_bytes(data: bytes) -> Trust:
    """Return what travelled; raises ``BadRoster``. Nothing of it is verified yet."""
    if len(data) > MOST_BYTES:
        raise BadRoster("too large")
    return _decoded(data, Trust)


def verify(trust: Trust, known: Trusted | None = None) -> Trusted:
    """Return the roster where its signatures hold and it does not fall behind the known one; raises ``BadRoster``.

    Without ``known`` its roots are believed as they stand: the caller compares their fingerprint.
    """
    roots = _verified_roots(trust.roots, known)
    if not _signed_by(trust.roster, _ROSTER, [roots.registrar], 1):
        raise BadRoster("not signed by the registrar")
    roster = _decoded(trust.roster.content, Roster)
    made = Trusted(trust, roots, roster)
    if roster.ministry != ministry_of(trust.roots) or roster.generation != roots.generation:
        raise BadRoster("of another ministry")
    _check(made)
    if known is not None:
        _check_follows(made, known)
    return made


def _verified_roots(chain: list[Signed], known: Trusted | None) -> Roots:
    if not 1 <= len(chain) <= 100:
        raise BadRoster("roots")
    before: Roots | None = None
    for place, signed in enumerate(chain):
        document = _decoded(signed.content, Roots)
        name = b"" if before is None else hashlib.sha256(chain[place - 1].content).digest()
        sound = (
            document.generation == place + 1
            and document.before == name
            and THRESHOLD <= len(document.keys) == len(set(document.keys)) <= 9
            and all(map(seal.sound_public, (*document.keys, document.registrar)))
            and _signed_by(signed, _ROOTS, document.keys, THRESHOLD)
            and (before is None or _signed_by(signed, _ROOTS, before.keys, THRESHOLD))
        )
        if not sound:
            raise BadRoster("roots")
        before = document
    if known is not None and chain[: len(known.trust.roots)] != known.trust.roots:
        theirs, mine = [one.content for one in chain], [one.content for one in known.trust.roots]
        if theirs[: len(mine)] != mine and mine[: len(theirs)] != theirs:
            raise BadRoster("of another ministry")
    assert before is not None
    return before


def _check(made: Trusted) -> None:
    roster = made.roster
    sound = (
        roster.version >= 1
        and len(roster.desks) == len(made.desks) <= MOST_DESKS
        and len(roster.certificates) == len(made.certificates) <= MOST_DEVICES
        and all(made.admits(one).desk in made.desks for one in roster.certificates)
        and all(seal.sound_public(one.public) for one in made.certificates.values())
        and all(code in made.desks and seal.sound_public(key) for code, key in roster.administrators)
        and not set(made.groups) & (set(made.desks) | {"all", "ministry", "local"})
    )
    if not sound:
        raise BadRoster("roster")


def _check_follows(made: Trusted, known: Trusted) -> None:
    if made.order < known.order:
        raise BadRoster("older than the known one")
    if made.order == known.order and made.trust.roster.content != known.trust.roster.content:
        raise BadRoster("two rosters of one version")
    if made.roster.generation == known.roster.generation and made.roster.version > known.roster.version + _LEAP:
        raise BadRoster("too far ahead")


def _sign(purpose: bytes, content: bytes, keys: Iterable[bytes]) -> Signed:
    return Signed(content, [(seal.public_of(key), seal.sign(key, purpose + content)) for key in keys])


def _signed_by(signed: Signed, purpose: bytes, keys: list[bytes], threshold: int) -> bool:
    if len(signed.signatures) > 18:
        return False
    good = {
        key
        for key, signature in signed.signatures
        if key in keys and seal.verifies(key, signature, purpose + signed.content)
    }
    return len(good) >= threshold


def _both(ours: list[_T], theirs: list[_T], name: Callable[[_T], object]) -> list[_T]:
    here = {name(one) for one in ours}
    return [*ours, *(one for one in theirs if name(one) not in here)]


def _certificate(signed: Signed) -> Certificate:
    return _decoded(signed.content, Certificate)


def _decoded(data: bytes, cls: type[_T]) -> _T:
    try:
        found = msgspec.msgpack.decode(data, type=cls)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as fault:
        raise BadRoster(str(fault)) from None
    if _content(found) != data:
        raise BadRoster("not canonical")
    return found


def _content(document: object) -> bytes:
    """Return the one encoding of a document; the last member of a roster is left out where it is empty."""
    if isinstance(document, Roster) and not document.administrators:
        return msgspec.msgpack.encode([getattr(document, name) for name in document.__struct_fields__[:-1]])
    return msgspec.msgpack.encode(document)
