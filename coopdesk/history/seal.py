"""The keys of a device, and the values of persons sealed under a key of their record.

A sealed value is bound to its register and its dot: it cannot be moved to another field or record, and its
nonce, made from the dot, is used once. Erasing the key of a record makes every copy of its values unreadable.
The only module of this floor that imports a cipher.
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from typing import NamedTuple

import pyrage
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


class Unreadable(ValueError):
    """A sealed value that its key does not open."""


class DeviceKeys(NamedTuple):
    """The signing key (Ed25519, 32 bytes) and the age identity of a device."""

    signing: bytes
    age: str

    @staticmethod
    def generate(random: Callable[[int], bytes]) -> "DeviceKeys":
        """Draw the keys of a new device."""
        return DeviceKeys(random(32), str(pyrage.x25519.Identity.generate()))

    @staticmethod
    def from_bytes(data: bytes) -> "DeviceKeys":
        """Return the keys that ``to_bytes`` wrote."""
        return DeviceKeys(data[:32], data[32:].decode("ascii"))

    def to_bytes(self) -> bytes:
        """Return the keys as they are kept inside the encrypted database."""
        return self.signing + self.age.encode("ascii")

    @property
    def device_id(self) -> bytes:
        """The first 16 bytes of the SHA-256 of the public signing key."""
        public = Ed25519PrivateKey.from_private_bytes(self.signing).public_key()
        return hashlib.sha256(public.public_bytes(Encoding.Raw, PublicFormat.Raw)).digest()[:16]


def new_record_key() -> bytes:
    """Draw the key of a record of a person."""
    return secrets.token_bytes(32)


def member_name(key: bytes, member: str) -> str:
    """Return the name under which a member of a person's set stands where names are not sealed."""
    return hmac.digest(key, b"coopdesk/member\0" + member.encode(), hashlib.sha256)[:16].hex()


def seal_value(key: bytes, writer: bytes, n: int, place: bytes, value: bytes) -> bytes:
    """Return a packed value sealed for its register (``place``) and its dot."""
    return ChaCha20Poly1305(key).encrypt(_nonce(writer, n), value, place)


def open_value(key: bytes, writer: bytes, n: int, place: bytes, sealed: bytes) -> bytes:
    """Return the packed value; raises ``Unreadable`` for another key, place, dot, or a changed byte."""
    try:
        return ChaCha20Poly1305(key).decrypt(_nonce(writer, n), sealed, place)
    except InvalidTag:
        raise Unreadable from None


def _nonce(writer: bytes, n: int) -> bytes:
    return hashlib.sha256(writer + n.to_bytes(8, "big")).digest()[:12]
