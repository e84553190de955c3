"""The keys of a home: one random key opens everything that the desk shares, each officer has one of their own beside.

Subkeys are derived by HMAC-SHA-256 with a label, so that no key serves two purposes. Passphrases open keys by the
slots (``slots.py``).
"""

import hashlib
import hmac
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from coopdesk.errors import Damaged, writing_to
from coopdesk.i18n import N_

KEY_BYTES = 32

_ALTERED = N_("A stored file was altered or damaged. Restore it from a backup.")


@dataclass(frozen=True)
class HomeKey:
    """The random key of a home and what is derived from it."""

    raw: bytes = field(repr=False)

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


@dataclass(frozen=True)
class OfficerKey:
    """The random key that one officer alone has at this computer, and what is derived from it."""

    raw: bytes = field(repr=False)

    def derived(self, purpose: str) -> bytes:
        """Return the 32-byte key of one purpose."""
        return hmac.digest(self.raw, f"coopdesk/officer/{purpose}".encode(), hashlib.sha256)

    def seal(self, name: bytes, content: bytes) -> bytes:
        """Return ``content`` encrypted so that nobody else at the desk opens it, and bound to ``name``."""
        nonce = secrets.token_bytes(12)
        return nonce + ChaCha20Poly1305(self.derived("private")).encrypt(nonce, content, name)

    def open(self, name: bytes, sealed: bytes) -> bytes:
        """Return what ``seal`` was given; raises ``Damaged`` when it was another officer's, or a byte changed."""
        try:
            return ChaCha20Poly1305(self.derived("private")).decrypt(sealed[:12], sealed[12:], name)
        except (InvalidTag, ValueError):
            raise Damaged(_ALTERED) from None


def new_key(random: Callable[[int], bytes] = secrets.token_bytes) -> HomeKey:
    """Draw the key of a new home."""
    return HomeKey(random(KEY_BYTES))


def new_officer_key(random: Callable[[int], bytes] = secrets.token_bytes) -> OfficerKey:
    """Draw the key of an officer."""
    return OfficerKey(random(KEY_BYTES))


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
