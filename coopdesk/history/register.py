"""Registers: what a field holds, as follows from its operations. Several heads are several values to review.

Invariant: a register is a function of the set of its operations, so its bytes are the same at every desk that
has the same ones. Every operation is a head, or was covered by one whose author had seen it.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

import msgspec

from coopdesk.history.operation import ENTRY, Context, OpKind, Saw, newest, pack

PUBLISHED = b"coopdesk published list."
"""The writer of what ships with the program. A person's value always stands before it and is no conflict with it."""


class Head(NamedTuple):
    """An operation that nobody has replaced having seen it. ``value`` is packed (and sealed, if personal)."""

    writer: bytes
    n: int
    h4: bytes
    hlc: int
    user: bytes
    kind: int
    value: bytes
    ctx: Context
    saw: Saw

    @property
    def entry(self) -> ENTRY:
        """The context entry that names this operation."""
        return (self.writer, self.n, self.h4)


class Register(NamedTuple):
    """``heads``: by writer and number. ``waiting``: entries that name an operation which is not here, or not with
    that hash; they cover nothing."""

    heads: tuple[Head, ...] = ()
    waiting: Context = ()

    @property
    def shown(self) -> Head | None:
        """The head that is shown first: a person's; of a set, one that adds; else the latest by the hybrid clock, which
        decides nothing else."""
        return max(self.heads, key=_display, default=None)

    @property
    def values(self) -> tuple[Head, ...]:
        """The heads to show, the shown one first, in the same order at every desk."""
        return tuple(sorted(self.heads, key=_display, reverse=True))

    def context(self) -> Context:
        """Return the context of someone who has seen every head."""
        return self.context_of(self.heads)

    def context_of_shown(self) -> Context:
        """Return the context of a save that replaces what was shown, the heads that say the same, and the published."""
        shown = self.shown
        if shown is None:
            return ()
        return self.context_of([one for one in self.heads if one.value == shown.value or one.writer == PUBLISHED])

    def context_of(self, seen: Iterable[Head]) -> Context:
        """Return the context of someone who saw these heads and no other.

        It names each of them, and of what they had seen themselves the newest operation of each writer: so that
        an operation which is missing between two that arrived makes no conflict.
        """
        heads = list(seen)
        return tuple(sorted({head.entry for head in heads} | set(newest(*(head.ctx for head in heads)))))

    def encode(self) -> bytes:
        """Return the bytes under which the register is stored."""
        return msgspec.msgpack.encode(self)

    @staticmethod
    def decode(data: bytes) -> "Register":
        """Return the register of stored bytes."""
        found: Register = _DECODER.decode(data)
        return found


_TRUE = pack(True)
_DECODER: Any = msgspec.msgpack.Decoder(Register)


def _display(head: Head) -> tuple[bool, bool, int, bytes, int]:
    added = head.kind == OpKind.ELEM and head.value == _TRUE
    return (head.writer != PUBLISHED, added, head.hlc, head.writer, head.n)
