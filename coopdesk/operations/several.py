"""What is done to several records at once. Each stands alone: what can be done is done, and undone in the same way."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from coopdesk.errors import Refused
from coopdesk.operations import record
from coopdesk.progress import SILENT, Progress
from coopdesk.store.home import Store


class Outcome(NamedTuple):
    """Which records it was done to, and why not to the first of the others."""

    done: list[str]
    refused: Refused | None


def delete(store: Store, type: str, ids: Sequence[str], progress: Progress = SILENT) -> Outcome:
    """Delete records; they can be restored."""
    return _each(ids, lambda id: record.delete(store, type, id), progress)


def restore(store: Store, type: str, ids: Sequence[str], progress: Progress = SILENT) -> Outcome:
    """Bring deleted records back."""
    return _each(ids, lambda id: record.restore(store, type, id), progress)


def tag(store: Store, type: str, ids: Sequence[str], name: str, progress: Progress = SILENT) -> Outcome:
    """Add a tag to records."""
    return _each(ids, lambda id: record.save(store, type, {"id": id, "tags": {"add": [name]}}), progress)


def _each(ids: Sequence[str], work: Callable[[str], object], progress: Progress) -> Outcome:
    done: list[str] = []
    refused: Refused | None = None
    for place, id in enumerate(ids):
        progress.step(place, len(ids))
        try:
            work(id)
        except Refused as fault:
            refused = refused or fault
        else:
            done.append(id)
    return Outcome(done, refused)
