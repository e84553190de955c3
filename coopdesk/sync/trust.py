"""What a desk knows of its Ministry: the roster in force, its own certificate, and, at the Ministry, the keys.

All of it lies in the encrypted database. The roster in force is replaced only by one that ``roster.verify`` lets
follow it, so its version never falls.
"""

from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, delete, select

from coopdesk.errors import Refused
from coopdesk.history import seal
from coopdesk.i18n import N_
from coopdesk.store.home import Store
from coopdesk.store.tables import META
from coopdesk.store.writing import Writing, set_meta
from coopdesk.sync import roster
from coopdesk.sync.roster import Certificate, DeskEntry, Roster, Signed, Trusted
from coopdesk.world import World

NOT_ENROLLED = N_("This desk is not enrolled at a Ministry yet. Make a request, and accept the Ministry's answer.")
_NOT_MINISTRY = N_("Only the Ministry that keeps the registrar's key can do this.")
_TRUST, _REGISTRAR, _ROOTS, _RECOVERY = "trust", "registrar", "roots", "recovery"
FOUNDER = "administrator"
"""Under which the home keeps the public key of its first administrator."""
ROOTS = 3


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
    return roster.verify(roster.from_bytes(kept)) if kept else None


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


def found_ministry(writing: Writing, names: tuple[str, str], keys: seal.DeviceKeys, world: World) -> None:
    """Make this desk the root of trust: three root keys, the registrar's, the recovery key, and the first roster."""
    root_keys = [world.random(32) for _ in range(ROOTS)]
    registrar, recovery = world.random(32), seal.new_identity()
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
    """Issue the next version of the roster with these members changed, and put it in force."""
    known = trusted(store)
    registrar = registrar_of(store)
    assert known is not None
    changed = msgspec.structs.replace(
        known.roster, version=known.roster.version + 1, issued=store.world.wall(), **changes
    )
    made = roster.verify(roster.issue(registrar, known.trust.roots, changed).trust, known)
    keep(writing.connection, made)
    return made


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
