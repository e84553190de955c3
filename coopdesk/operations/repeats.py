"""Steps that were written again. A signature says who decided what, not when: whoever keeps a clearance could write it
once more onto the unchanged text after the Ministry had returned it.

Each step has a signature of its own, so two operations with one signature are one step, written twice. The second
repeats where somebody had gone on from the first without having seen it. Who decides between steps that stood side by
side writes one of them again too, and repeats nothing.
"""

from typing import NamedTuple

from coopdesk.history.operation import ENTRY, Operation, OpKind, decode
from coopdesk.operations.step_parts import Parts
from coopdesk.records import Record, fields_of


class _Written(NamedTuple):
    """An operation of the register of the stage. ``name``: in the history; ``proof``: the signature that it carries."""

    name: str
    operation: Operation
    proof: str | None


def shown(parts: Parts) -> str:
    """Return the name in the history of the operation whose step a record shows."""
    slot = parts.state.slots.get((_register(parts.cls), "")) if parts.state is not None else None
    head = slot.register.shown if slot is not None else None
    if head is None:
        return ""
    number = next((number for number, name in parts.writers.items() if name == head.writer), None)
    return f"{number}.{head.n}"


def is_repeated(parts: Parts, proof: str, name: str | None) -> bool:
    """Tell whether a step is one that was taken before and written again. ``name``: of its operation in the history,
    none for the last that carries this signature."""
    made = _made(parts)
    carriers = [one for one in made if one.proof == proof]
    if len(carriers) < 2:
        return False
    chosen = next((one for one in carriers if one.name == name), carriers[-1])
    return _Course(made).repeats(chosen)


class _Course:
    """The operations of the stage of one record, and what each had seen of the others."""

    def __init__(self, made: list[_Written]) -> None:
        self._made = made
        self._here = {one.operation.entry: one for one in made}
        self._past: dict[ENTRY, set[ENTRY]] = {}

    def repeats(self, one: _Written) -> bool:
        """Tell whether an operation writes a step again from which somebody had gone on."""
        twins = {other.operation.entry for other in self._made if other.proof == one.proof and other is not one}
        went_on = any(
            self._seen(other) & twins and one.operation.entry not in self._seen(other)
            for other in self._made
            if other.proof != one.proof
        )
        return went_on and not self._keeps(one)

    def _keeps(self, one: _Written) -> bool:
        """Tell whether it decides for one of several steps that its author saw side by side."""
        seen = [self._here[entry] for entry in self._seen(one)]
        covered = set().union(*map(self._seen, seen))
        beside = [other for other in seen if other.operation.entry not in covered]
        return (
            one.operation.kind == OpKind.RESOLVE
            and len({other.proof for other in beside}) > 1
            and any(other.proof == one.proof and not self.repeats(other) for other in beside)
        )

    def _seen(self, one: _Written) -> set[ENTRY]:
        """Return the operations that the author of one had seen, and those that their authors had."""
        entry = one.operation.entry
        if entry not in self._past:
            found: set[ENTRY] = set()
            waiting = [one]
            while waiting:
                for before in waiting.pop().operation.ctx:
                    if before in self._here and before not in found:
                        found.add(before)
                        waiting.append(self._here[before])
            self._past[entry] = found
        return self._past[entry]


def _made(parts: Parts) -> list[_Written]:
    state, name = parts.state, (_register(parts.cls), "")
    if state is None:
        return []
    found = [(f"{one.writer}.{one.n}", decode(one.body)) for one in parts.stages]
    return [_Written(told, one, state.said(one, name).get("stage_proof")) for told, one in found]


def _register(cls: type[Record]) -> int:
    return next(one.register for one in fields_of(cls) if one.name == "stage")
