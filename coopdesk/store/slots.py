"""The slots of a home: each wraps its keys under somebody's passphrase, so that one is added, changed or removed alone.

``keys.json`` lies beside the database and is replaced atomically. A slot holds the parameters of Argon2id (RFC 9106),
so that they can be raised without touching old slots. Kinds of slot:

    passphrase  wraps the home's key and, with ``officer``, the key of that officer; ``recovery``: both, sealed to the
                Ministry's recovery keys (age). Without ``officer``: of a desk at which nobody is named
    recovery    the home's key alone, sealed to the Ministry's recovery keys
    removed     an officer whose slot was taken away: an older backup that is put in the place of this home gives it
                back to nobody
"""

import json
import secrets
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from coopdesk.errors import Damaged, Locked, NewerHome, Refused
from coopdesk.history import seal
from coopdesk.i18n import N_
from coopdesk.store.keys import KEY_BYTES, HomeKey, OfficerKey, write_atomically

VERSION = 2
_TIME, _MEMORY_KIB, _LANES = 3, 65_536, 4
_MOST_MEMORY_KIB = 1 << 20
"""1 GiB: a keys file that asks for more was altered to exhaust the computer."""
_SHORTEST = 10
LARGEST = 1 << 20
"""The largest keys file that is read, in bytes."""

_WRONG = N_("The passphrase is not right. Check the keyboard language and Caps Lock, then try again.")
_TORN = N_("The keys file {name} is damaged. Restore this home from a backup.")
_UNREADABLE = N_("{name} cannot be read. Ask for access to the folder of this desk.")
_NEWER = N_("This home was made by a newer CoopDesk. Install the newer program; nothing was changed.")
_SHORT = N_("The passphrase is too short: use at least {n} characters, for example four words.")
_IN_USE = N_("This passphrase cannot be used here. Choose another one.")

Slot = dict[str, object]


class Opened(NamedTuple):
    """What a passphrase opened. ``officer``: whose slot it was, none at a desk where nobody is named."""

    key: HomeKey
    officer: str | None
    own: OfficerKey | None


def check_strength(passphrase: str) -> None:
    """Raise ``Refused`` for a passphrase that is too short to protect anything."""
    if len(passphrase) < _SHORTEST:
        raise Refused(_SHORT, n=_SHORTEST)


def check_new(slots: Sequence[Slot], passphrase: str, officer: str | None) -> None:
    """Raise ``Refused`` for a passphrase that will not do: too short, or one that opens the slot of another officer,
    for then it could not tell the two apart."""
    check_strength(passphrase)
    others = [one for one in slots if officer is None or one.get("officer") != officer]
    try:
        unlock(others, passphrase)
    except Locked:
        return
    raise Refused(_IN_USE)


def slot_for(opened: Opened, passphrase: str, recipients: Iterable[str] = ()) -> Slot:
    """Return a slot that opens these keys with a passphrase, and for the holders of these age keys without it."""
    slot: Slot = {"kind": "passphrase", **wrapped(content_of(opened), passphrase, _bound(opened.officer))}
    if opened.officer is not None:
        slot["officer"] = opened.officer
    return recoverable(slot, opened, recipients)


def wrapped(content: bytes, passphrase: str, bound: bytes) -> Slot:
    """Return content as it opens with a passphrase. ``bound``: what it is, so that it is taken for nothing else."""
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    wrapping = _stretch(passphrase, salt, _TIME, _MEMORY_KIB, _LANES)
    return {
        "kdf": "argon2id", "time": _TIME, "memory_kib": _MEMORY_KIB, "lanes": _LANES, "salt": salt.hex(),
        "nonce": nonce.hex(), "wrapped": ChaCha20Poly1305(wrapping).encrypt(nonce, content, bound).hex(),
    }  # fmt: skip


def unwrapped(slot: Slot, passphrase: str, bound: bytes, size: int) -> bytes | None:
    """Return what was wrapped, of so many bytes; None where the passphrase is another. Raises ``Damaged``."""
    try:
        salt, nonce, sealed = (bytes.fromhex(str(slot[part])) for part in ("salt", "nonce", "wrapped"))
        time, memory, lanes = (int(str(slot[part])) for part in ("time", "memory_kib", "lanes"))
    except (KeyError, ValueError):
        raise Damaged(_TORN, name="keys.json") from None
    lengths = (len(nonce), len(sealed)) == (12, size + 16) and 8 <= len(salt) <= 64
    if not (lengths and 1 <= time <= 64 and 1 <= lanes <= 64 and 8 * lanes <= memory <= _MOST_MEMORY_KIB):
        raise Damaged(_TORN, name="keys.json")
    try:
        return ChaCha20Poly1305(_stretch(passphrase, salt, time, memory, lanes)).decrypt(nonce, sealed, bound)
    except InvalidTag:
        return None


def recoverable(slot: Slot, opened: Opened, recipients: Iterable[str]) -> Slot:
    """Return a slot whose keys the holders of these age keys open too."""
    named = sorted(recipients)
    if not named or slot.get("recipients") == named:
        return slot
    return {**slot, "recipients": named, "recovery": seal.seal_to(named, content_of(opened)).hex()}


def recovered(content: bytes, officer: str | None) -> Opened:
    """Return the keys that were sealed for recovery; raises ``Locked``."""
    wanted = KEY_BYTES if officer is None else 2 * KEY_BYTES
    if len(content) != wanted:
        raise Locked(_WRONG)
    return Opened(HomeKey(content[:KEY_BYTES]), officer, OfficerKey(content[KEY_BYTES:]) if officer else None)


def content_of(opened: Opened) -> bytes:
    """Return the keys as a slot wraps them."""
    return opened.key.raw + (opened.own.raw if opened.own is not None else b"")


def write_slots(path: Path, slots: Sequence[Slot]) -> None:
    """Replace the keys file by one with these slots, atomically and durably."""
    write_atomically(path, json.dumps({"version": VERSION, "slots": list(slots)}, indent=1).encode())


def read_slots(path: Path) -> list[Slot]:
    """Return the slots of a keys file; raises ``Damaged``, ``NewerHome``."""
    try:
        with path.open("rb") as file:
            content = json.loads(file.read(LARGEST + 1)[:LARGEST])
        version, slots = content["version"], content["slots"]
        if isinstance(version, int) and version > VERSION:
            raise NewerHome(_NEWER)
        if not all(isinstance(slot, dict) for slot in slots):
            raise Damaged(_TORN, name=path.name)
    except PermissionError:
        raise Refused(_UNREADABLE, name=path.name) from None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        raise Damaged(_TORN, name=path.name) from None
    return list(slots)


def unlock(slots: Sequence[Slot], passphrase: str, officer: str = "") -> Opened:
    """Return what a passphrase opens; raises ``Locked`` when none of the slots (of this officer) does."""
    for slot in slots:
        if slot.get("kind") != "passphrase" or (officer and slot.get("officer", officer) != officer):
            continue
        opened = _opened(slot, passphrase)
        if opened is not None:
            return opened
    raise Locked(_WRONG)


def officers_of(slots: Sequence[Slot]) -> list[str]:
    """Return the ids of the officers that have a passphrase of their own here."""
    return [str(one["officer"]) for one in slots if one.get("kind") == "passphrase" and one.get("officer")]


def removed_from(slots: Sequence[Slot]) -> set[str]:
    """Return the ids of the officers whose slots were taken away."""
    return {str(one.get("officer")) for one in slots if one.get("kind") == "removed"}


def _opened(slot: Slot, passphrase: str) -> Opened | None:
    named = slot.get("officer")
    officer = str(named) if named is not None else None
    size = KEY_BYTES * (1 if officer is None else 2)
    content = unwrapped(slot, passphrase, _bound(officer), size)
    return recovered(content, officer) if content is not None else None


def _bound(officer: str | None) -> bytes:
    return b"coopdesk/slot/1" if officer is None else b"coopdesk/slot/2/" + officer.encode()


def _stretch(passphrase: str, salt: bytes, time: int, memory_kib: int, lanes: int) -> bytes:
    return hash_secret_raw(
        passphrase.encode("utf-8", "surrogatepass"), salt, time, memory_kib, lanes, KEY_BYTES, Type.ID
    )
