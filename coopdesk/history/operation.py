"""Operations: the immutable changes of fields, their canonical bytes and their names.

One operation has one encoding (``FORMAT.md``, chapter "Operation"): a msgpack array of fixed order, every
integer and length in its shortest form, no floats, no maps. Its SHA-256 over those bytes is its identity, of
which contexts carry the first four bytes.
"""

import hashlib
from collections.abc import Callable
from enum import IntEnum
from typing import Annotated, Any, Generic, TypeVar

import msgspec
from msgspec import Meta

ENTRY = tuple[bytes, int, bytes]
Context = tuple[ENTRY, ...]
"""What was seen of one register: the operations by (writer, number, first four bytes of the hash), sorted."""

Saw = tuple[tuple[int, str, Context], ...]
"""What a deletion saw: (number of the field, key, context), sorted."""

MAX_VALUE = 4 << 20
MAX_DEPTH = 4
_NUMBER = 2**63 - 1

WriterName = Annotated[bytes, Meta(min_length=24, max_length=24)]
Identity = Annotated[bytes, Meta(min_length=16, max_length=16)]
Place = Annotated[int, Meta(ge=0, le=65_535)]
Kind = Annotated[int, Meta(ge=1, le=8)]
Value = Annotated[bytes, Meta(max_length=MAX_VALUE)]
"""The bounds of what an operation is made of, which its decoder and that of a segment's columns hold to."""


class BadOperation(ValueError):
    """Bytes that are no operation in its one encoding."""


class OpKind(IntEnum):
    """What an operation does. The numbers are on the wire."""

    SET = 1
    ELEM = 2
    DEL = 3
    UNDEL = 4
    RESOLVE = 5
    DECIDE = 6
    CARRY = 7
    PURGE = 8


_T = TypeVar("_T")


class _Once(Generic[_T]):
    """An attribute that is worked out when it is first asked for (``cached_property`` takes a lock before 3.12)."""

    def __init__(self, make: Callable[[Any], _T]) -> None:
        self._make = make
        self._name = make.__name__

    def __get__(self, of: Any, cls: type) -> _T:
        value = of.__dict__[self._name] = self._make(of)
        return value


class Operation(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True, dict=True):
    """One change of one register.

    ``writer``: 24 bytes, device and epoch; ``n``: rises with each operation of the writer; ``hlc``: hybrid clock,
    milliseconds << 16 | counter; ``user``: id of the officer, 16 bytes or none; ``txn``: n of the first operation
    of the transaction; ``schema``: version of the declarations; ``entity``, ``record``, ``field``, ``key``: the
    register; ``value``: packed, sealed in a personal record, empty for absent; ``ctx``: what was on the screen.
    """

    writer: WriterName
    n: int
    hlc: int
    user: bytes
    txn: int
    schema: Place
    entity: Place
    record: Identity
    field: Place
    key: str
    kind: Kind
    value: Value
    ctx: Context
    saw: Saw

    @_Once
    def body(self) -> bytes:
        """The canonical bytes."""
        return _ENCODER.encode(self)

    @_Once
    def entry(self) -> ENTRY:
        """The context entry that names this operation."""
        return (self.writer, self.n, hashlib.sha256(self.body).digest()[:4])


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Operation)
_VALUE = msgspec.msgpack.Decoder()
_PLAIN = (str, bool, bytes, type(None))


def encode(operation: Operation) -> bytes:
    """Return the canonical bytes of an operation."""
    return operation.body


def decode(data: bytes) -> Operation:
    """Return the operation of these bytes; raises ``BadOperation`` for any that are not its one encoding."""
    try:
        operation = _DECODER.decode(data)
    except (msgspec.DecodeError, msgspec.ValidationError, RecursionError, UnicodeDecodeError) as fault:
        raise BadOperation(str(fault)) from None
    if not is_sound(operation) or encode(operation) != data:
        raise BadOperation("not canonical")
    return operation


def is_sound(operation: Operation) -> bool:
    """Tell whether the numbers and orders of a decoded operation are as the format has them."""
    return (
        len(operation.user) in (0, 16)
        and 1 <= operation.txn <= operation.n <= _NUMBER
        and 0 <= operation.hlc <= _NUMBER
        and (not operation.ctx or _sound_context(operation.ctx))
        and (not operation.saw or _sound_saw(operation.saw))
    )


def digest(operation: Operation) -> bytes:
    """Return the SHA-256 of the canonical bytes."""
    return hashlib.sha256(encode(operation)).digest()


def pack(value: object) -> bytes:
    """Return the canonical bytes of a value: None, bool, int of 64 bits, str, bytes, lists of these."""
    _check(value, 0)
    return _ENCODER.encode(value)


def unpack(data: bytes) -> Any:
    """Return the value of canonical bytes; raises ``BadOperation``."""
    try:
        value = _VALUE.decode(data)
        if type(value) not in _PLAIN:
            _check(value, 0)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError, TypeError, OverflowError) as fault:
        raise BadOperation(str(fault)) from None
    if _ENCODER.encode(value) != data:
        raise BadOperation("not canonical")
    return value


def newest(*contexts: Context) -> Context:
    """Return the newest entry of each writer in these contexts."""
    found: dict[bytes, ENTRY] = {}
    for context in contexts:
        for entry in context:
            have = found.get(entry[0])
            if have is None or entry[1] > have[1]:
                found[entry[0]] = entry
    return tuple(sorted(found.values()))


def _sound_saw(saw: Saw) -> bool:
    return list(saw) == sorted(saw) and all(_sound_context(context) for _, _, context in saw)


def _sound_context(context: Context) -> bool:
    return list(context) == sorted(set(context)) and all(
        len(writer) == 24 and 1 <= n <= _NUMBER and len(name) == 4 for writer, n, name in context
    )


def _check(value: object, depth: int) -> None:
    if isinstance(value, list | tuple):
        if depth >= MAX_DEPTH:
            raise TypeError("nested too deeply")
        for part in value:
            _check(part, depth + 1)
    elif not (value is None or isinstance(value, bool | int | str | bytes)):
        raise TypeError(f"{type(value).__name__} has no wire form")
    elif isinstance(value, int) and not -(2**63) <= value < 2**63:
        raise OverflowError("more than 64 bits")
