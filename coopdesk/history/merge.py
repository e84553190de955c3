"""The merge rule: which operations of a register are still heads. The whole of it is here.

A context names operations one by one. An operation is covered when an operation of the register that is here
names it with its right hash; the heads are the others. A name that fits no operation here is waiting: it covers
nothing, so nobody can bury an edit that was not made. No clock takes part, nor does the order of arrival.
"""

from collections.abc import Callable, Iterable, Mapping

from coopdesk.history.operation import ENTRY, Operation, OpKind
from coopdesk.history.register import PUBLISHED, Head, Register

Known = Callable[[ENTRY], bool]
"""Tells whether an operation of the register is here by the entry that names it. Where a writer was copied, two
operations may bear one number; their hashes tell them apart."""


def merge(register: Register, arrived: Iterable[Operation], known: Known) -> Register:
    """Return the register with these operations too. They are new to it.

    Order does not matter; ``merge(Register(), everything, …)`` gives the same bytes. ``known`` is asked of those only
    that are neither among the heads nor among the new ones.
    """
    heads = {head.entry: head for head in register.heads}
    claims: set[ENTRY] = set(register.waiting)
    for one in arrived:
        claims.update(one.ctx)
        heads[one.entry] = _head(one)
    if not claims and len(heads) == 1:
        return Register(tuple(heads.values()))
    waiting = [entry for entry in claims if heads.pop(entry, None) is None and not known(entry)]
    return Register(tuple(sorted(heads.values())), tuple(sorted(waiting)))


def known_among(made: Iterable[Operation]) -> Known:
    """Return what tells whether an operation is among these."""
    here = {one.entry for one in made}
    return here.__contains__


def hidden(deletion: Register, fields: Mapping[tuple[int, str], Register]) -> bool:
    """Tell whether a record is deleted: every head says so, and each head of each field was seen by one of them.

    What a later release of the published directory says of it does not bring it back.
    """
    if not deletion.heads or any(head.kind != OpKind.DEL for head in deletion.heads):
        return False
    seen = {(number, key, entry) for head in deletion.heads for number, key, context in head.saw for entry in context}
    unseen = (head for name, one in fields.items() for head in one.heads if (*name, head.entry) not in seen)
    return all(head.writer == PUBLISHED for head in unseen)


def _head(one: Operation) -> Head:
    return Head(*one.entry, one.hlc, one.user, one.kind, one.value, one.ctx, one.saw)
