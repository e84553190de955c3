"""One operation has one encoding; anything else is refused; values keep their exact text."""

import re
import time
from pathlib import Path
from secrets import token_bytes

import msgspec
import pyrage
import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given, strategies as st

from coopdesk.history import seal
from coopdesk.history.clock import Clock
from coopdesk.history.operation import BadOperation, Operation, OpKind, decode, digest, encode, pack, unpack

FORMAT = Path(__file__).parents[2] / "coopdesk" / "sync" / "FORMAT.md"
LEAF = st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text() | st.binary()
VALUE = st.recursive(LEAF, lambda inner: st.lists(inner, max_size=4), max_leaves=8).filter(lambda v: True)


def sample(value: bytes = b"\xa5hello") -> Operation:
    return Operation(
        writer=bytes(range(24)), n=7, hlc=1_790_000_000_000 << 16, user=bytes(16), txn=7, schema=1, entity=2,
        record=bytes(range(16)), field=1, key="", kind=OpKind.SET, value=value,
        ctx=((bytes(24), 3, b"\x01\x02\x03\x04"),), saw=(),
    )  # fmt: skip


@given(VALUE)
def test_values_come_back_as_they_were(value: object) -> None:
    try:
        packed = pack(value)
    except TypeError:
        return
    assert unpack(packed) == value
    assert pack(unpack(packed)) == packed


@pytest.mark.parametrize("value", [1.5, float("nan"), {"a": 1}, 2**63, {1}, [[[[[1]]]]]])
def test_values_without_a_wire_form_are_refused(value: object) -> None:
    with pytest.raises((TypeError, OverflowError)):
        pack(value)


def test_every_bit_of_an_operation_counts() -> None:
    data = encode(sample())
    assert decode(data) == sample()
    for place in range(len(data) * 8):
        flipped = bytearray(data)
        flipped[place // 8] ^= 1 << place % 8
        try:
            other = decode(bytes(flipped))
        except BadOperation:
            continue
        assert digest(other) != digest(sample())
        assert encode(other) == bytes(flipped)


def test_no_part_of_an_operation_is_an_operation() -> None:
    data = encode(sample())
    for end in range(len(data)):
        with pytest.raises(BadOperation):
            decode(data[:end])
    with pytest.raises(BadOperation):
        decode(data + b"\x00")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xc0",
        b"\x91" * 100_000,
        b"\xdd\xff\xff\xff\xff",
        b"\xc6\xff\xff\xff\xff",
        b"\xa2\xff\xfe",
        b"\xcb" + b"\x7f" * 8,
    ],
)
def test_hostile_bytes_are_refused_at_once(data: bytes) -> None:
    start = time.monotonic()
    for read in (decode, unpack):
        try:
            read(data)
        except BadOperation:
            continue
        assert data == b"\xc0"
    assert time.monotonic() - start < 5


def test_a_longer_form_of_the_same_number_is_no_encoding() -> None:
    data = encode(sample())
    longer = data.replace(b"\x07", b"\xcc\x07", 1)
    with pytest.raises(BadOperation):
        decode(longer)


def test_the_worked_example_of_the_format_is_true() -> None:
    text = FORMAT.read_text("utf-8")
    found = re.search(r"```hex\n([0-9a-f\s]+)```", text)
    assert found is not None
    assert bytes.fromhex("".join(found.group(1).split())) == encode(sample())
    assert digest(sample()).hex() in text


@given(st.lists(st.one_of(st.integers(0, 2**47), st.none()), max_size=40))
def test_the_clock_never_falls_or_repeats(events: list[int | None]) -> None:
    walls = iter([5_000_000, 0, 4_102_444_800_000] * 40)
    clock = Clock(0, lambda: next(walls))
    given_out = []
    for event in events:
        if event is None:
            given_out.append(clock.tick())
        else:
            clock.observe(event << 16)
    assert given_out == sorted(set(given_out))


def test_a_liar_moves_the_clock_by_a_day_at_most() -> None:
    clock = Clock(0, lambda: 1_000)
    clock.observe(2**62)
    assert clock.tick() >> 16 <= 1_000 + 86_400_000 + 1


def test_a_sealed_value_opens_only_in_its_place() -> None:
    key, writer = seal.new_record_key(token_bytes), bytes(24)
    sealed = seal.seal_value(key, writer, 5, b"contact/1", b"value")
    assert seal.open_value(key, writer, 5, b"contact/1", sealed) == b"value"
    for other in (
        (seal.new_record_key(token_bytes), writer, 5, b"contact/1", sealed), (key, writer, 6, b"contact/1", sealed),
        (key, writer, 5, b"contact/2", sealed), (key, writer, 5, b"contact/1", sealed[:-1] + bytes([sealed[-1] ^ 1])),
    ):  # fmt: skip
        with pytest.raises(seal.Unreadable):
            seal.open_value(*other)


def test_device_keys_are_kept_whole() -> None:
    keys = seal.DeviceKeys.generate(lambda n: b"s" * n)
    assert seal.DeviceKeys.from_bytes(keys.to_bytes()) == keys
    assert len(keys.device_id) == 16


@pytest.mark.parametrize("secret", [bytes(31) + b"\1", b"\xff" * 32, bytes(range(32))])
def test_an_age_identity_follows_from_chance(secret: bytes) -> None:
    identity = seal.new_identity(lambda count: secret[:count])
    assert str(pyrage.x25519.Identity.from_str(identity)) == identity
    public = X25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()
    sealed = seal.seal_to([seal.recipient_of(identity)], b"for it alone")
    assert seal.open_with(identity, sealed) == b"for it alone"
    assert _age_public(seal.recipient_of(identity)) == public


def _age_public(recipient: str) -> bytes:
    """Return the 32 bytes that an age recipient stands for, read by hand."""
    number = 0
    for one in recipient.removeprefix("age1")[:52]:
        number = number << 5 | "qpzry9x8gf2tvdw0s3jn54khce6mua7l".index(one)
    return (number >> 4).to_bytes(32, "big")


def test_msgpack_stays_strict() -> None:
    with pytest.raises(BadOperation):
        decode(msgspec.msgpack.encode([*msgspec.to_builtins(sample()), 1]))
