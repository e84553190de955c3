"""What a desk knows of its Ministry: the roster in force, its own certificate, and, at the Ministry, the keys.

All of it lies in the encrypted database. The roster in force is replaced only by one that ``roster.verify`` lets
follow it, so its version never falls.
"""

from functools import lru_cache
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, delete, select

from coopdesk.errors import Refused
from coopdesk.history import seal
from coopdesk.i18n import N_
from coopdesk.store.home import Store
from coopdesk.store.meta import set_meta
from coopdesk.store.tables import META
from coopdesk.store.writing import Writing
from coopdesk.sync import peers, roster
from coopdesk.sync.roster import Certificate, DeskEntry, Roster, Signed, Trusted
from coopdesk.world import World

NOT_ENROLLED = N_("This desk is not enrolled at a Ministry yet. Make a request, and accept the Ministry's answer.")
_NOT_MINISTRY = N_("Only the Ministry that keeps the registrar's key can do this.")
_BEHIND = N_(
    "A computer of {desk} has a newer list of desks than this one, which was perhaps restored from a backup. Export "
    "for {desk}, import what it sends back, then try again. If it sends no newer list, revoke that computer."
)
_TRUST, _REGISTRAR, _ROOTS, _RECOVERY, _ISSUER = "trust", "registrar", "roots", "recovery", "issuer"
FOUNDER = "administrator"
"""Under which the home keeps the public key of its first administrator."""
ROOTS = 3
_AFTER_RESTORING = 100
"""So many numbers of rosters are passed over in a new epoch: the home may have issued them and forgotten."""


class Me(NamedTuple):
    """This device in the exchange: its keys, its desk, its certificate and the roster in force."""

    keys: seal.DeviceKeys
    device: bytes
    desk: str
    certificate: Signed
    trusted: Trusted


def keys_of(store: Store) -> seal.DeviceKeys:
    """Return the keys of this device."""
    return seal.DeviceKeys.from_bytes(store.meta("device"))


def trusted(store: Store) -> Trusted | None:
    """Return the roster in force, None before this desk is enrolled."""
    kept = store.meta(_TRUST)
    return _verified(kept) if kept else None


@lru_cache(maxsize=4)
def _verified(kept: bytes) -> Trusted:
    """Verify a roster once for as long as its bytes stay the same: a large one has hundreds of signatures."""
    return roster.verify(roster.from_bytes(kept))


def me(store: Store) -> Me | None:
    """Return this device as it is enrolled, None where it is not."""
    known = trusted(store)
    keys = keys_of(store)
    for signed in known.roster.certificates if known is not None else ():
        certificate = msgspec.msgpack.decode(signed.content, type=Certificate)
        if certificate.device == keys.device_id and known is not None:
            return Me(keys, keys.device_id, certificate.desk, signed, known)
    return None


def enrolled(store: Store) -> Me:
    """Return this device as it is enrolled; raises ``Refused``."""
    found = me(store)
    if found is None:
        raise Refused(NOT_ENROLLED)
    return found


def keep(connection: Connection, known: Trusted) -> None:
    """Put a verified roster in force."""
    set_meta(connection, _TRUST, roster.to_bytes(known.trust))


def following(store: Store, known: Trusted, came: Trusted) -> Trusted | None:
    """Return the roster to put in force now that one came, None where the known one stays; raises ``BadRoster``.

    A registrar's home that was restored from a backup forgets whom it admitted and revoked, and issues a roster
    without them. Nobody takes that in the place of what he knows; the registrar, once it hears of it, issues one with
    all that is in both.
    """
    same = came.trust.roots == known.trust.roots
    if came.order > known.order and not (same and roster.leaves_out(came, known)):
        return roster.verify(came.trust, known)
    registrar = store.meta(_REGISTRAR)
    if same and registrar and roster.leaves_out(known, came):
        both = roster.joined(known, came, store.world.wall())
        return roster.verify(roster.issue(registrar, known.trust.roots, both).trust, known)
    return None


def found_ministry(writing: Writing, names: tuple[str, str], keys: seal.DeviceKeys, world: World) -> None:
    """Make this desk the root of trust: three root keys, the registrar's, the recovery key, and the first roster."""
    root_keys = [world.random(32) for _ in range(ROOTS)]
    registrar, recovery = world.random(32), seal.new_identity(world.random)
    chain = [roster.found(root_keys, registrar)]
    ministry, desk = roster.ministry_of(chain), writing.author.desk
    mine = certificate_for(ministry, keys, desk, world)
    founder = writing.connection.execute(select(META.c.value).where(META.c.key == FOUNDER)).scalar()
    first = Roster(
        ministry=ministry, generation=1, version=1, issued=world.wall(), desks=[DeskEntry(desk, *names, True)],
        groups=[], certificates=[roster.certify(registrar, mine)], revocations=[],
        recovery=[seal.recipient_of(recovery)], administrators=[(desk, founder)] if founder else [],
    )  # fmt: skip
    keep(writing.connection, roster.issue(registrar, chain, first))
    set_meta(writing.connection, _ISSUER, writing.author.writer)
    set_meta(writing.connection, _REGISTRAR, registrar)
    set_meta(writing.connection, _ROOTS, msgspec.msgpack.encode(root_keys))
    set_meta(writing.connection, _RECOVERY, recovery.encode())


def certificate_for(ministry: bytes, keys: seal.DeviceKeys, desk: str, world: World) -> Certificate:
    """Return a certificate of these keys that nobody has signed yet."""
    return Certificate(ministry, seal.public_of(keys.signing), seal.recipient_of(keys.age), desk, world.wall())


def registrar_of(store: Store) -> bytes:
    """Return the registrar's signing key; raises ``Refused`` where it is not kept here."""
    found = store.meta(_REGISTRAR)
    if not found:
        raise Refused(_NOT_MINISTRY)
    return found


def reissue(store: Store, writing: Writing, **changes: object) -> Trusted:
    """Issue the next version of the roster with these members changed, and put it in force.

    Raises ``Refused`` at a desk that is not the registrar, and where somebody has a newer one.
    """
    known = trusted(store)
    registrar = registrar_of(store)
    assert known is not None
    same_epoch = store.meta(_ISSUER) in (b"", writing.author.writer)
    version = known.roster.version + (1 if same_epoch else _AFTER_RESTORING)
    changed = msgspec.structs.replace(known.roster, version=version, issued=store.world.wall(), **changes)
    made = roster.verify(roster.issue(registrar, known.trust.roots, changed).trust, known)
    _refuse_behind(writing.connection, made, known)
    keep(writing.connection, made)
    set_meta(writing.connection, _ISSUER, writing.author.writer)
    return made


def name_administrator(store: Store, writing: Writing, public: bytes) -> None:
    """Put the first administrator of the registrar's own desk into the roster, where this home keeps its key."""
    known = trusted(store)
    if known is not None and store.meta(_REGISTRAR):
        named = (writing.author.desk, public)
        reissue(store, writing, administrators=[*known.roster.administrators, named])


def _refuse_behind(connection: Connection, made: Trusted, known: Trusted) -> None:
    """Refuse where a trusted device says that it has a newer roster than the known one."""
    for device, peer in peers.peers(connection).items():
        newest = max(word.roster for word in (peer, *peer.others))
        if newest > known.order and device in made.certificates and device not in made.revoked:
            raise Refused(_BEHIND, desk=made.desk_of(device) or "")


def root_keys(store: Store) -> tuple[list[bytes], str]:
    """Return the root keys and the recovery identity that still lie in this home; raises ``Refused``."""
    kept = store.meta(_ROOTS)
    if not kept:
        raise Refused(_NOT_MINISTRY)
    return msgspec.msgpack.decode(kept, type=list[bytes]), recovery_key(store)


def recovery_key(store: Store) -> str:
    """Return the recovery identity that still lies in this home, empty where it does not."""
    return store.meta(_RECOVERY).decode()


def forget_roots(writing: Writing) -> None:
    """Take the root keys and the recovery identity out of this home."""
    writing.connection.execute(delete(META).where(META.c.key.in_((_ROOTS, _RECOVERY))))
