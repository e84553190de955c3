"""What is done to several records at once. Each stands alone: what can be done is done, and undone in the same way.

Stopped half-way, what was done stays and is told, so that it can be undone as well.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from coopdesk.errors import Refused
from coopdesk.operations import record, rights
from coopdesk.progress import SILENT, Cancelled, Progress
from coopdesk.store.home import Store


class Outcome(NamedTuple):
    """Which records it was done to, why not to the first of the others, and how many were left when it was stopped."""

    done: list[str]
    refused: Refused | None
    left: int = 0


class Tagged(NamedTuple):
    """Which tags each record got that it had not, and the outcome."""

    added: dict[str, list[str]]
    outcome: Outcome


@rights.needs(rights.SECRETARY)
def delete(store: Store, type: str, ids: Sequence[str], progress: Progress = SILENT) -> Outcome:
    """Delete records; they can be restored."""
    return _each(ids, lambda id: record.delete(store, type, id), progress)


@rights.needs(rights.SECRETARY)
def restore(store: Store, type: str, ids: Sequence[str], progress: Progress = SILENT) -> Outcome:
    """Bring deleted records back."""
    return _each(ids, lambda id: record.restore(store, type, id), progress)


@rights.needs(rights.SECRETARY)
def tag(store: Store, type: str, ids: Sequence[str], codes: Sequence[str], progress: Progress = SILENT) -> Tagged:
    """Add tags to records; those that a record has already stay out of what can be undone."""
    added: dict[str, list[str]] = {}

    def work(id: str) -> None:
        there = record.show(store, type, id)["tags"]
        fresh = [code for code in codes if code not in there]
        if fresh:
            record.save(store, type, {"id": id, "tags": {"add": fresh}})
            added[id] = fresh

    outcome = _each(ids, work, progress)
    return Tagged(added, outcome._replace(done=list(added)))


@rights.needs(rights.SECRETARY)
def untag(store: Store, type: str, added: Mapping[str, Sequence[str]], progress: Progress = SILENT) -> Outcome:
    """Take off what ``tag`` added."""
    return _each(
        list(added), lambda id: record.save(store, type, {"id": id, "tags": {"remove": list(added[id])}}), progress
    )


def _each(ids: Sequence[str], work: Callable[[str], object], progress: Progress) -> Outcome:
    done: list[str] = []
    refused: Refused | None = None
    for place, id in enumerate(ids):
        try:
            progress.step(place, len(ids))
        except Cancelled:
            return Outcome(done, refused, len(ids) - place)
        try:
            work(id)
        except Refused as fault:
            refused = refused or fault
        else:
            done.append(id)
    return Outcome(done, refused)
