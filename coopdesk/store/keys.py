"""The keys of a home: one random key opens everything; each slot wraps it under somebody's passphrase.

``keys.json`` lies beside the database and is replaced atomically. A slot holds the parameters of Argon2id
(RFC 9106), so that they can be raised without touching old slots. Subkeys are derived by HMAC-SHA-256 with a
label, so that no key serves two purposes. With ``history/seal.py`` the only place that imports a cipher.
"""

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from coopdesk.errors import Damaged, Locked, NewerHome, Refused, writing_to
from coopdesk.i18n import N_

VERSION = 1
KEY_BYTES = 32
_TIME, _MEMORY_KIB, _LANES = 3, 65_536, 4
_MOST_MEMORY_KIB = 1 << 20
"""1 GiB: a keys file that asks for more was altered to exhaust the computer."""
_SHORTEST = 10
LARGEST = 1 << 16
"""The largest keys file that is read, in bytes."""

_WRONG = N_("The passphrase is not right. Check the keyboard language and Caps Lock, then try again.")
_TORN = N_("The keys file {name} is damaged. Restore this home from a backup.")
_UNREADABLE = N_("{name} cannot be read. Ask for access to the folder of this desk.")
_NEWER = N_("This home was made by a newer CoopDesk. Install the newer program; nothing was changed.")
_SHORT = N_("The passphrase is too short: use at least {n} characters, for example four words.")
_ALTERED = N_("A stored file was altered or damaged. Restore it from a backup.")


@dataclass(frozen=True)
class HomeKey:
    """The random key of a home and what is derived from it."""

    raw: bytes

    def derived(self, purpose: str) -> bytes:
        """Return the 32-byte key of one purpose."""
        return hmac.digest(self.raw, f"coopdesk/{purpose}".encode(), hashlib.sha256)

    def name(self, content: bytes) -> str:
        """Return the name under which content of this digest is stored; it tells nothing without the key."""
        return hmac.digest(self.derived("names"), content, hashlib.sha256).hex()

    def seal(self, name: bytes, content: bytes) -> bytes:
        """Return ``content`` encrypted and bound to ``name``."""
        nonce = secrets.token_bytes(12)
        return nonce + ChaCha20Poly1305(self.derived("files")).encrypt(nonce, content, name)

    def open(self, name: bytes, sealed: bytes) -> bytes:
        """Return what ``seal`` was given; raises ``Damaged`` when a byte of it or its name changed."""
        try:
            return ChaCha20Poly1305(self.derived("files")).decrypt(sealed[:12], sealed[12:], name)
        except (InvalidTag, ValueError):
            raise Damaged(_ALTERED) from None


def new_key(random: Callable[[int], bytes] = secrets.token_bytes) -> HomeKey:
    """Draw the key of a new home."""
    return HomeKey(random(KEY_BYTES))


def check_strength(passphrase: str) -> None:
    """Raise ``Refused`` for a passphrase that is too short to protect anything."""
    if len(passphrase) < _SHORTEST:
        raise Refused(_SHORT, n=_SHORTEST)


def slot_for(key: HomeKey, passphrase: str) -> dict[str, object]:
    """Return a slot that opens ``key`` with ``passphrase``."""
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    wrapping = _stretch(passphrase, salt, _TIME, _MEMORY_KIB, _LANES)
    wrapped = ChaCha20Poly1305(wrapping).encrypt(nonce, key.raw, b"coopdesk/slot/1")
    return {
        "kind": "passphrase", "kdf": "argon2id", "time": _TIME, "memory_kib": _MEMORY_KIB, "lanes": _LANES,
        "salt": salt.hex(), "nonce": nonce.hex(), "wrapped": wrapped.hex(),
    }  # fmt: skip


def write_slots(path: Path, slots: list[dict[str, object]]) -> None:
    """Replace the keys file by one with these slots, atomically and durably."""
    write_atomically(path, json.dumps({"version": VERSION, "slots": slots}, indent=1).encode())


def read_slots(path: Path) -> list[dict[str, object]]:
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


def unlock(slots: list[dict[str, object]], passphrase: str) -> HomeKey:
    """Return the key that a passphrase opens; raises ``Locked`` when none of the slots does."""
    for slot in slots:
        if slot.get("kind") != "passphrase":
            continue
        try:
            salt, nonce, wrapped = (bytes.fromhex(str(slot[part])) for part in ("salt", "nonce", "wrapped"))
            time, memory, lanes = (int(str(slot[part])) for part in ("time", "memory_kib", "lanes"))
        except (KeyError, ValueError):
            raise Damaged(_TORN, name="keys.json") from None
        lengths = (len(nonce), len(wrapped)) == (12, KEY_BYTES + 16) and 8 <= len(salt) <= 64
        if not (lengths and 1 <= time <= 64 and 1 <= lanes <= 64 and 8 * lanes <= memory <= _MOST_MEMORY_KIB):
            raise Damaged(_TORN, name="keys.json")
        try:
            wrapping = _stretch(passphrase, salt, time, memory, lanes)
            return HomeKey(ChaCha20Poly1305(wrapping).decrypt(nonce, wrapped, b"coopdesk/slot/1"))
        except InvalidTag:
            continue
    raise Locked(_WRONG)


def _stretch(passphrase: str, salt: bytes, time: int, memory_kib: int, lanes: int) -> bytes:
    return hash_secret_raw(
        passphrase.encode("utf-8", "surrogatepass"), salt, time, memory_kib, lanes, KEY_BYTES, Type.ID
    )


def write_atomically(path: Path, content: bytes) -> None:
    """Write a small file so that after a crash either the old or the new one is there, whole."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    with writing_to(path.parent):
        try:
            with beside.open("xb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
