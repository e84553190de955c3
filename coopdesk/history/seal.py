"""The keys of a device, and the values of persons sealed under a key of their record.

A sealed value is bound to its register and its dot: it cannot be moved to another field or record, and its
nonce, made from the dot, is used once. Erasing the key of a record makes every copy of its values unreadable.
The only module of this floor that imports a cipher.
"""

import hashlib
import hmac
from collections.abc import Callable, Iterable
from typing import NamedTuple

import pyrage
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_FIELD = 2**255 - 19
_SMALL_ORDER = frozenset((
    0, 1, _FIELD - 1,
    0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826,
    0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7,
))  # fmt: skip
"""The y coordinates of the points of order 1, 2, 4 and 8."""
_CHARACTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_IDENTITY = "age-secret-key-"

Random = Callable[[int], bytes]
"""Gives so many random bytes. Whatever this program draws itself comes from one that its caller passed in; only the
one-time keys that age draws for each file cannot be."""


class Unreadable(ValueError):
    """A sealed value that its key does not open."""


class DeviceKeys(NamedTuple):
    """The signing key (Ed25519, 32 bytes) and the age identity of a device."""

    signing: bytes
    age: str

    def __repr__(self) -> str:
        return "DeviceKeys(…)"

    @staticmethod
    def generate(random: Random) -> "DeviceKeys":
        """Draw the keys of a new device."""
        return DeviceKeys(random(32), new_identity(random))

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
        return device_id(public_of(self.signing))


def device_id(public: bytes) -> bytes:
    """Return the id of the device with this public signing key."""
    return hashlib.sha256(public).digest()[:16]


def new_record_key(random: Random) -> bytes:
    """Draw the key of a record of a person."""
    return random(32)


def placed_key(owner: bytes, line: bytes) -> bytes:
    """Return the key of a line that has its place in a record of a person, from the key of that record."""
    return hmac.digest(owner, b"coopdesk/line\0" + line, hashlib.sha256)


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


def sound_public(public: bytes) -> bool:
    """Tell whether 32 bytes are the one encoding of a public signing key that is not of small order.

    A key of small order verifies forged signatures, and the library takes all fourteen encodings of one.
    """
    if len(public) != 32:
        return False
    y = int.from_bytes(public, "little") & ((1 << 255) - 1)
    return y < _FIELD and y not in _SMALL_ORDER


def public_of(signing: bytes) -> bytes:
    """Return the public key of a signing key."""
    public = Ed25519PrivateKey.from_private_bytes(signing).public_key()
    return public.public_bytes(Encoding.Raw, PublicFormat.Raw)


def recipient_of(identity: str) -> str:
    """Return the public key to which an age identity opens what is sealed."""
    return str(pyrage.x25519.Identity.from_str(identity).to_public())


def sound_recipient(recipient: str) -> bool:
    """Tell whether something can be sealed to this age key."""
    try:
        pyrage.encrypt(b"", [pyrage.x25519.Recipient.from_str(recipient)])
    except (ValueError, pyrage.RecipientError, pyrage.EncryptError):
        return False
    return recipient.isascii() and recipient == recipient.lower()


def new_identity(random: Random) -> str:
    """Draw an age identity: 32 random bytes, written in Bech32 (BIP 173) as age reads them."""
    bits = int.from_bytes(random(32), "big") << 4
    groups = [bits >> place & 31 for place in range(255, -1, -5)]
    return f"{_IDENTITY}1{''.join(_CHARACTERS[one] for one in (*groups, *_checksum(_IDENTITY, groups)))}".upper()


def sign(signing: bytes, message: bytes) -> bytes:
    """Return the Ed25519 signature (64 bytes) of a message, which begins with what it is for."""
    return Ed25519PrivateKey.from_private_bytes(signing).sign(message)


def verifies(public: bytes, signature: bytes, message: bytes) -> bool:
    """Tell whether a signature is that of the key over the message; a key that is not sound signs nothing."""
    if not sound_public(public) or len(signature) != 64:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def seal_to(recipients: Iterable[str], plain: bytes) -> bytes:
    """Return bytes that only the holders of these age keys open."""
    return bytes(pyrage.encrypt(plain, [pyrage.x25519.Recipient.from_str(one) for one in recipients]))


def open_with(identity: str, sealed: bytes) -> bytes:
    """Return what was sealed to an age identity; raises ``Unreadable``.

    Of a header without bound, reading takes time that grows with its square: the caller counts its stanzas first.
    """
    try:
        return bytes(pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(identity)]))
    except (ValueError, pyrage.DecryptError, pyrage.IdentityError):
        raise Unreadable from None


def seal_by_words(passphrase: str, plain: bytes) -> bytes:
    """Return bytes that a passphrase opens, wherever age is at hand."""
    return bytes(pyrage.passphrase.encrypt(plain, passphrase))


def open_by_words(passphrase: str, sealed: bytes) -> bytes:
    """Return what was sealed by a passphrase; raises ``Unreadable``."""
    try:
        return bytes(pyrage.passphrase.decrypt(sealed, passphrase))
    except (ValueError, pyrage.DecryptError):
        raise Unreadable from None


def _checksum(prefix: str, groups: list[int]) -> list[int]:
    """Return the six groups of five bits with which Bech32 ends."""
    expanded = [*(ord(one) >> 5 for one in prefix), 0, *(ord(one) & 31 for one in prefix)]
    found = 1
    for value in (*expanded, *groups, 0, 0, 0, 0, 0, 0):
        top = found >> 25
        found = (found & 0x1FFFFFF) << 5 ^ value
        for place, generator in enumerate(_GENERATORS):
            if top >> place & 1:
                found ^= generator
    return [(found ^ 1) >> place & 31 for place in range(25, -1, -5)]


def _nonce(writer: bytes, n: int) -> bytes:
    return hashlib.sha256(writer + n.to_bytes(8, "big")).digest()[:12]
