"""The merge rule: which operations of a register are still heads. The whole of it is here.

``C`` = the join of the context entries, of all operations of the register, whose named operation is known here
with that hash; ``heads`` = the operations that ``C`` does not cover. An entry that names an unknown operation
covers nothing yet, so nobody can bury an edit that was not made. No clock takes part.
"""

from collections.abc import Callable, Iterable, Mapping

from coopdesk.history.operation import ENTRY, Context, Operation, OpKind, digest, join
from coopdesk.history.register import Head, Register

Known = Callable[[bytes, int], bytes | None]
"""Tells the first four bytes of the hash of an operation of the register by writer and number, if it is here."""


def merge(register: Register, arrived: Iterable[Operation], known: Known) -> Register:
    """Return the register with these operations too. ``known`` must already count them.

    Order and repetition do not matter; ``merge(Register(), everything, …)`` gives the same bytes.
    """
    heads = {(head.writer, head.n): head for head in register.heads}
    claims: set[ENTRY] = set(register.waiting)
    for one in arrived:
        claims.update(one.ctx)
        heads[one.writer, one.n] = _head(one)
    effective, waiting = [register.ctx], []
    for entry in claims:
        if known(entry[0], entry[1]) == entry[2]:
            effective.append((entry,))
        else:
            waiting.append(entry)
    covered = join(*effective)
    seen = {writer: n for writer, n, _ in covered}
    left = [head for head in heads.values() if head.n > seen.get(head.writer, 0)]
    return Register(tuple(sorted(left)), covered, tuple(sorted(waiting)))


def hidden(deletion: Register, fields: Mapping[tuple[int, str], Register]) -> bool:
    """Tell whether a record is deleted: every head says so, and each head of each field was seen by one of them."""
    if not deletion.heads or any(head.kind != OpKind.DEL for head in deletion.heads):
        return False
    seen: dict[tuple[int, str], Context] = {}
    for head in deletion.heads:
        for number, key, context in head.saw:
            seen[number, key] = join(seen.get((number, key), ()), context)
    return all(_covers(seen.get(name, ()), head) for name, one in fields.items() for head in one.heads)


def _covers(context: Context, head: Head) -> bool:
    return any(writer == head.writer and n >= head.n for writer, n, _ in context)


def _head(one: Operation) -> Head:
    return Head(one.writer, one.n, digest(one)[:4], one.hlc, one.user, one.kind, one.value, one.ctx, one.saw)
