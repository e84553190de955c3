"""Registers: what a field holds, as follows from its operations. Several heads are several values to review.

Invariant: a register is a function of the set of its operations, so its bytes are the same at every desk that
has the same ones. Every operation is a head, or was covered by one whose author had seen it.
"""

from typing import Any, NamedTuple

import msgspec

from coopdesk.history.operation import ENTRY, Context, Saw, join


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
    """``heads``: by writer and number. ``ctx``: all that effective entries have seen. ``waiting``: entries that
    name an operation which is not here, or not with that hash; they cover nothing."""

    heads: tuple[Head, ...] = ()
    ctx: Context = ()
    waiting: Context = ()

    @property
    def present(self) -> tuple[Head, ...]:
        """The heads that are not said to be replaced by an operation still to come; all, if each one is."""
        claimed: dict[bytes, int] = {}
        for writer, n, _ in self.waiting:
            claimed[writer] = max(n, claimed.get(writer, 0))
        found = tuple(head for head in self.heads if head.n > claimed.get(head.writer, 0))
        return found or self.heads

    @property
    def shown(self) -> Head | None:
        """The head that is shown first: the latest by the hybrid clock. The clock decides nothing else."""
        return max(self.present, key=_display, default=None)

    @property
    def values(self) -> tuple[Head, ...]:
        """The heads to show, the shown one first, in the same order at every desk."""
        return tuple(sorted(self.present, key=_display, reverse=True))

    def context(self) -> Context:
        """Return the context of someone who has seen every head."""
        return join(*(head.ctx for head in self.heads), tuple(head.entry for head in self.heads))

    def context_of_shown(self) -> Context:
        """Return the context of a save that replaces what was shown, and the heads that say the same."""
        shown = self.shown
        if shown is None:
            return ()
        return self.context_of([head for head in self.heads if head.value == shown.value])

    def context_of(self, seen: list[Head]) -> Context:
        """Return the context of someone who saw these heads and no other.

        An entry covers all earlier operations of its writer, so one that would bury an unseen head is left out:
        better a value too many in review than one lost.
        """
        unseen = [head for head in self.heads if head not in seen]
        entries: list[ENTRY] = [entry for head in seen for entry in (*head.ctx, head.entry)]
        return join(tuple(e for e in entries if not any(u.writer == e[0] and u.n <= e[1] for u in unseen)))

    def encode(self) -> bytes:
        """Return the bytes under which the register is stored."""
        return msgspec.msgpack.encode(self)

    @staticmethod
    def decode(data: bytes) -> "Register":
        """Return the register of stored bytes."""
        found: Register = _DECODER.decode(data)
        return found


_DECODER: Any = msgspec.msgpack.Decoder(Register)


def _display(head: Head) -> tuple[int, bytes, int]:
    return (head.hlc, head.writer, head.n)
