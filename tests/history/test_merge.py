"""The merge loses nothing, invents no conflict, and gives the same bytes in any order."""

import os
import random

import pytest
from hypothesis import example, given, strategies as st

from coopdesk.history.merge import hidden, merge
from coopdesk.history.operation import Operation, OpKind, digest, pack
from coopdesk.history.register import Register
from tests.history.oracle import World

HISTORIES = int(os.environ.get("COOPDESK_HISTORIES", "400"))


def test_random_histories_lose_nothing_and_converge() -> None:
    writes = 0
    for seed in range(HISTORIES):
        world = World(seed, desks=3 + seed % 3)
        for _ in range(25):
            world.step()
        everything = list(range(len(world.writes)))
        states = set()
        for desk in world.desks:
            order = everything[:]
            random.Random(seed).shuffle(order)
            desk.here, desk.register = set(), Register()
            for number in order:
                world.receive(desk, [number])
            states.add(desk.register.encode())
            assert not desk.register.waiting
            assert {head.value for head in desk.register.heads} == world.expected_heads(), f"seed {seed}"
            assert Register.decode(desk.register.encode()) == desk.register
        rebuilt = merge(Register(), [one.operation for one in world.writes], world.known(world.desks[0]))
        assert states in ({rebuilt.encode()}, set()), f"seed {seed}"
        writes += len(world.writes)
    assert writes > HISTORIES * 3


def op(
    writer: int, n: int, value: object, ctx: tuple = (), kind: OpKind = OpKind.SET, saw: tuple = (), field: int = 1
) -> Operation:
    return Operation(
        writer=bytes([writer]) * 24, n=n, hlc=n << 16, user=b"", txn=n, schema=1, entity=1, record=b"r" * 16,
        field=field, key="", kind=kind, value=pack(value), ctx=ctx, saw=saw,
    )  # fmt: skip


def entry(one: Operation) -> tuple[bytes, int, bytes]:
    return (one.writer, one.n, digest(one)[:4])


def known(*ops: Operation):
    return {entry(one) for one in ops}.__contains__


@given(st.integers(1, 2**40), st.binary(min_size=4, max_size=4))
@example(5, bytes(4))
def test_a_claim_to_have_seen_the_future_buries_nothing(n: int, h4: bytes) -> None:
    honest = op(1, 5, "honest")
    thief = op(2, 1, "thief", ctx=((honest.writer, n, h4),))
    if (n, h4) == (5, digest(honest)[:4]):
        return
    register = merge(Register(), [thief, honest], known(honest, thief))
    assert {head.value for head in register.heads} == {pack("honest"), pack("thief")}
    assert register.waiting


def test_a_named_operation_that_arrives_late_is_covered_then() -> None:
    first = op(1, 1, "first")
    second = op(2, 1, "second", ctx=(entry(first),))
    alone = merge(Register(), [second], known(second))
    assert alone.waiting
    both = merge(alone, [first], known(first, second))
    assert [head.value for head in both.heads] == [pack("second")]
    assert not both.waiting


def test_the_clock_only_chooses_what_is_shown() -> None:
    old, new = op(1, 1, "a"), op(2, 9, "b")
    register = merge(Register(), [new, old], known(old, new))
    assert register.shown is not None
    assert register.shown.value == pack("b")
    assert len(register.values) == 2


def test_a_save_over_the_shown_value_keeps_the_unseen_one_of_the_same_writer() -> None:
    """One desk wrote two values beside each other; whoever saw only the later one must not bury the earlier."""
    earlier, later = op(1, 1, "earlier"), op(1, 2, "later")
    register = merge(Register(), [earlier, later], known(earlier, later))
    save = op(2, 3, "mine", ctx=register.context_of_shown())
    after = merge(register, [save], known(earlier, later, save))
    assert pack("earlier") in {head.value for head in after.heads}


@pytest.mark.parametrize("unseen_edit", [True, False])
def test_a_delete_hides_only_what_it_saw(unseen_edit: bool) -> None:
    text = op(1, 1, "text")
    fields = {(1, ""): merge(Register(), [text], known(text))}
    gone = op(2, 1, True, kind=OpKind.DEL, saw=((1, "", fields[1, ""].context()),), field=65_535)
    deletion = merge(Register(), [gone], known(gone))
    if unseen_edit:
        edit = op(3, 1, "edited elsewhere", ctx=(entry(text),))
        fields[1, ""] = merge(fields[1, ""], [edit], known(text, edit))
    assert hidden(deletion, fields) is not unseen_edit
    back = op(1, 2, False, kind=OpKind.UNDEL, ctx=(entry(gone),), field=65_535)
    assert not hidden(merge(deletion, [back], known(gone, back)), fields)
