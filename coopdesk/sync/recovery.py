"""A forgotten passphrase: a desk that nobody can open asks with a file, and the Ministry answers with its recovery key.

The recovery key never leaves the Ministry: the request carries what the desk had sealed to it, the answer carries what
was inside, sealed to a key that was drawn for this one request. That key lies in the home until the answer is taken,
wrapped in the new passphrase, which is chosen with the request: whoever takes the computer meanwhile opens nothing.
Both sides see eight words of the request, so that the Ministry answers the desk and nobody else.
"""

import json
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from coopdesk.errors import Damaged, Locked, NoHome, Refused
from coopdesk.history import seal
from coopdesk.i18n import N_
from coopdesk.store import access, home as homes, keys, slots
from coopdesk.store.slots import Opened
from coopdesk.store.tries import counted
from coopdesk.sync import fingerprint
from coopdesk.world import SYSTEM, World

MOST_BYTES = 1 << 20
_REQUEST, _ANSWER = b"CDXF1\n", b"CDXG1\n"
_KEPT, _MOST_KEPT = "recovery", 4096
_BOUND, _IDENTITY_BYTES = b"coopdesk/recovery/1", 74
_MOST_STANZAS, _MOST_SEALED = 64, 64 << 10
_T = TypeVar("_T")

_NOT_A_REQUEST = N_("“{name}” is no request for recovery, or it was damaged. Ask the desk to send it again.")
_NOT_AN_ANSWER = N_("“{name}” is no answer to a request for recovery, or it was damaged. Ask for it again.")
_NOT_OURS = N_("“{name}” answers another request. Take the answer to the newest request of this computer.")
_NOTHING = N_(
    "Nothing of this desk is sealed to a recovery key: it was not enrolled at a Ministry, or nobody opened it since. "
    "Restore a backup whose passphrase is known."
)
_NO_BLOB = N_(
    "Nothing of this officer can be recovered: the desk was not opened with that passphrase since it was enrolled. "
    "An administrator of the desk can give a new passphrase."
)
_OTHER_PASSPHRASE = N_(
    "This is not the passphrase that was chosen with the request. If it is lost, make a new request with another one."
)
_OTHER_KEY = N_("This request is not for the recovery key of this Ministry.")
_OTHER_WORDS = N_("The eight words are not those of this request. Do not go on; ask again by telephone.")


class Request(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """What a desk asks with. ``recipient``: drawn for it; ``made``: ms; ``sealed``: (officer, empty where nobody
    is named; the keys, sealed to the Ministry's recovery keys)."""

    recipient: str
    made: int
    sealed: list[tuple[str, bytes]]


class Asked(NamedTuple):
    """A request, with what its words are of."""

    request: Request
    content: bytes


class _Answer(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    officer: str
    keys: bytes

    def __repr__(self) -> str:
        return "_Answer(…)"


def request(home: Path, passphrase: str, world: World) -> tuple[bytes, bytes]:
    """Return the request of a home as a file, and what its words are of; the key for the answer stays in the home.
    ``passphrase``: the new one, which opens that key.

    Raises ``NoHome``, ``Refused`` where nothing was sealed for recovery, or the passphrase will not do.
    """
    if not homes.exists(home):
        raise NoHome(homes.NO_DESK, place=home)
    sealed = access.sealed_for_recovery(home)
    if not sealed:
        raise Refused(_NOTHING)
    slots.check_new(slots.read_slots(home / homes.KEYS), passphrase, None)
    identity = seal.new_identity(world.random)
    keys.write_atomically(home / _KEPT, json.dumps(slots.wrapped(identity.encode(), passphrase, _BOUND)).encode())
    content = msgspec.msgpack.encode(Request(seal.recipient_of(identity), world.wall(), sealed))
    return _REQUEST + content, content


def read_request(data: bytes, name: str) -> Asked:
    """Return the request in a file; raises ``Refused``."""
    content = data[len(_REQUEST) :]
    asked = _decoded(content, Request) if data.startswith(_REQUEST) and len(data) <= MOST_BYTES else None
    if asked is None or not seal.sound_recipient(asked.recipient):
        raise Refused(_NOT_A_REQUEST, name=name)
    return Asked(asked, content)


def check_words(asked: Asked, words: str) -> None:
    """Raise ``Refused`` where these are not the words of a request."""
    if not fingerprint.matches(asked.content, words):
        raise Refused(_OTHER_WORDS)


def opened(asked: Asked, officer: str, identity: str) -> Opened:
    """Return the keys of an officer in a request; raises ``Refused``: none, or not for this recovery key."""
    sealed = dict(asked.request.sealed).get(officer)
    if sealed is None:
        raise Refused(_NO_BLOB)
    if len(sealed) > _MOST_SEALED or sealed.count(b"\n-> ", 0, _MOST_SEALED) > _MOST_STANZAS:
        raise Refused(_OTHER_KEY)
    try:
        return slots.recovered(seal.open_with(identity, sealed), officer or None)
    except (seal.Unreadable, Locked):
        raise Refused(_OTHER_KEY) from None


def answer(asked: Asked, found: Opened) -> bytes:
    """Return the answer to a request as a file: the keys, sealed to who asked."""
    content = msgspec.msgpack.encode(_Answer(found.officer or "", slots.content_of(found)))
    return _ANSWER + seal.seal_to([asked.request.recipient], content)


def accept(home: Path, data: bytes, name: str, passphrase: str, world: World = SYSTEM) -> str | None:
    """Give the officer of an answer the passphrase that was chosen with the request; returns the id.

    Raises ``Locked`` for another one, ``Refused``, ``NoHome``; then nothing changed.
    """
    if not homes.exists(home):
        raise NoHome(homes.NO_DESK, place=home)
    sealed = data[len(_ANSWER) :]
    if not data.startswith(_ANSWER) or len(data) > MOST_BYTES or sealed.count(b"\n-> ", 0, 4096) > 4:
        raise Refused(_NOT_AN_ANSWER, name=name)
    try:
        kept = json.loads((home / _KEPT).read_bytes()[:_MOST_KEPT])
        with counted(home, world):
            identity = _unwrapped(kept, passphrase)
        told = _decoded(seal.open_with(identity, sealed), _Answer)
    except (OSError, ValueError, TypeError, Damaged):
        raise Refused(_NOT_OURS, name=name) from None
    if told is None:
        raise Refused(_NOT_AN_ANSWER, name=name)
    try:
        found = slots.recovered(told.keys, told.officer or None)
    except Locked:
        raise Refused(_NOT_AN_ANSWER, name=name) from None
    access.put_back(home, found, passphrase)
    with suppress(OSError):
        (home / _KEPT).unlink()
    return found.officer


def _unwrapped(kept: slots.Slot, passphrase: str) -> str:
    found = slots.unwrapped(kept, passphrase, _BOUND, _IDENTITY_BYTES)
    if found is None:
        raise Locked(_OTHER_PASSPHRASE)
    return found.decode("ascii")


def _decoded(data: bytes, cls: type[_T]) -> _T | None:
    try:
        return msgspec.msgpack.decode(data, type=cls)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
