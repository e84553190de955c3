"""One step of the workflow taken with many records in one transaction: what can be done is done, the rest is told."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from coopdesk.errors import Refused
from coopdesk.history.many import uncollected
from coopdesk.operations import ceilings, freezing, record as records, rights, step_checks, steps
from coopdesk.operations.offers import unseen
from coopdesk.operations.record_types import record_type
from coopdesk.operations.several import Outcome
from coopdesk.operations.steps import Said
from coopdesk.progress import SILENT, Progress
from coopdesk.records import Record
from coopdesk.records.steps import Step
from coopdesk.store.home import Store
from coopdesk.store.writing import Writing

_AT_ONCE = 250


@rights.needs(rights.SECRETARY)
def take(
    store: Store, type: str, ids: Iterable[str], step: str, comment: str = "", progress: Progress = SILENT
) -> Outcome:
    """Take a step with each of these records that may take it now. Raises ``NotFound`` for the step, ``Refused`` where
    nothing of it is for the person at work."""
    cls, wanted, said = record_type(type), list(dict.fromkeys(ids)), Said(comment=comment)
    chosen = steps.named(cls, step)
    steps.check_person(store, chosen, said)
    unproven = steps.unproven(store, cls, wanted, chosen)
    refused = list(unproven.values())
    sound = [id for id in wanted if id not in unproven]
    done, acting = list[str](), steps.is_acting(store)
    with uncollected(), store.writing() as writing:
        for start in range(0, len(sound), _AT_ONCE):
            progress.step(start, len(sound))
            ready = _ready(writing, cls, sound[start : start + _AT_ONCE], chosen, said, refused)
            _take(store, writing, cls, ready, chosen, said, acting=acting)
            done += ready
        ceilings.check(store, writing)
    freezing.settle(store)
    return Outcome(done, refused[0] if refused else None)


def _ready(
    writing: Writing, cls: type[Record], ids: Sequence[str], step: Step, said: Said, refused: list[Refused]
) -> dict[str, Any]:
    """Return those of these records that may take the step now; why the others may not is added to ``refused``."""
    session = writing.session
    there: dict[str, Any] = {one.id: one for one in session.scalars(_among(cls, ids))}
    undecided = steps.undecided_in(writing.connection, cls, ids, step)
    found, ministry = dict[str, Any](), writing.is_ministry
    for id in ids:
        try:
            record = there.get(id) or records.existing(session, cls, id)
            unseen.refuse(session, record)
            steps.check_ready(session, record, step, said, undecided[id], ministry=ministry)
        except Refused as fault:
            refused.append(fault)
        else:
            found[id] = record
    return found


def _take(
    store: Store, writing: Writing, cls: type[Record], ready: Mapping[str, Any], step: Step, said: Said, *, acting: bool
) -> None:
    for one in ready.values():
        steps.prepare(writing, store, one, step, said)
    writing.session.flush()
    writing.session.scalars(_among(cls, ready)).all()  # what the flush let go of is read at once
    decided = steps.decided_on(writing, cls, list(ready), step)
    for id, one in ready.items():
        steps.mark(one, store, step, said, decided[id], acting=acting)
    writing.session.flush()
    for one in ready.values():
        step_checks.after(writing, one, step.name)


def _among(cls: type[Record], ids: Iterable[str]) -> Any:
    return select(cls).where(cls.id.in_(list(ids)))
