"""An oracle of the merge that shares no code with it: it knows for every write what its author had truly seen."""

import random
from dataclasses import dataclass, field

from coopdesk.history.merge import merge
from coopdesk.history.operation import Operation, OpKind, digest, pack
from coopdesk.history.register import Register


@dataclass
class Write:
    """One write, and every write that its author had seen of the register, directly or through others."""

    operation: Operation
    seen: frozenset[int]


@dataclass
class Desk:
    """A desk with what it received, its registers, and the forms that people have open on them."""

    writer: bytes
    n: int = 0
    here: set[int] = field(default_factory=set)
    register: Register = field(default_factory=Register)
    form: tuple[Register, frozenset[int]] | None = None


class World:
    """Some desks that write to one register and exchange writes with loss, repetition and in any order."""

    def __init__(self, seed: int, desks: int = 3) -> None:
        self.random = random.Random(seed)
        self.desks = [Desk(bytes([place]) * 24) for place in range(1, desks + 1)]
        self.writes: list[Write] = []
        self.wall = 1_000_000

    def known(self, desk: Desk):
        here = {
            (w.operation.writer, w.operation.n, digest(w.operation)[:4])
            for i, w in enumerate(self.writes)
            if i in desk.here
        }
        return here.__contains__

    def receive(self, desk: Desk, numbers: list[int]) -> None:
        numbers = [one for one in dict.fromkeys(numbers) if one not in desk.here]
        desk.here.update(numbers)
        desk.register = merge(desk.register, [self.writes[i].operation for i in numbers], self.known(desk))

    def open_form(self, desk: Desk) -> None:
        """Remember what is on the screen: the shown value, and all that its author had seen."""
        shown = desk.register.shown
        seen: frozenset[int] = frozenset()
        if shown is not None:
            for i in desk.here:
                operation = self.writes[i].operation
                if any(
                    (h.writer, h.n) == (operation.writer, operation.n) and h.value == shown.value
                    for h in desk.register.heads
                ):
                    seen |= {i} | self.writes[i].seen
        desk.form = (desk.register, seen)

    def save(self, desk: Desk) -> None:
        """Save the open form, however much has arrived since."""
        if desk.form is None:
            self.open_form(desk)
        assert desk.form is not None
        register, seen = desk.form
        desk.n += 1
        self.wall += self.random.randint(-5_000, 5_000)
        number = len(self.writes)
        operation = Operation(
            writer=desk.writer, n=desk.n, hlc=max(self.wall, 0) << 16, user=b"", txn=desk.n, schema=1, entity=1,
            record=b"r" * 16, field=1, key="", kind=OpKind.SET, value=pack(f"token {number}"),
            ctx=register.context_of_shown(), saw=(),
        )  # fmt: skip
        self.writes.append(Write(operation, seen))
        self.receive(desk, [number])
        desk.form = None

    def restore(self, desk: Desk) -> None:
        """The desk comes back from a backup under a new epoch; what it wrote may still come back from others."""
        desk.writer = bytes([desk.writer[0]]) + self.random.randbytes(23)
        kept = [i for i in sorted(desk.here) if self.random.random() < 0.6]
        desk.here, desk.n, desk.form, desk.register = set(), 0, None, Register()
        self.receive(desk, kept)

    def step(self) -> None:
        desk = self.random.choice(self.desks)
        act = self.random.random()
        if act < 0.3:
            self.open_form(desk)
        elif act < 0.6:
            self.save(desk)
        elif act < 0.63:
            self.restore(desk)
        elif self.writes:
            numbers = [i for i in range(len(self.writes)) if self.random.random() < 0.4]
            self.random.shuffle(numbers)
            self.receive(desk, numbers + numbers[:1])

    def expected_heads(self) -> set[bytes]:
        """Return the values that nobody replaced having seen them."""
        replaced = {i for write in self.writes for i in write.seen}
        return {write.operation.value for i, write in enumerate(self.writes) if i not in replaced}
