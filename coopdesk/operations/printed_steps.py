"""What a document tells of the steps of its record: what each says, which one cleared the text, and what that is
worth."""

from typing import TYPE_CHECKING, Any

from coopdesk.operations import remarks, rights, step_words
from coopdesk.records import Record
from coopdesk.store.home import Store

if TYPE_CHECKING:
    from coopdesk.documents.source import Steps


@rights.needs(rights.READER)
def steps_of(store: Store, found: Record) -> "Steps | None":
    """Return the steps of a record; None for one of a type that takes none."""
    if not type(found).__steps__:
        return None
    from coopdesk.documents.source import Steps

    record: Any = found
    frozen = record.stage in type(found).__frozen__
    known = record.created_at is not None
    taken = step_words.said(store, found.__tablename__, found.id) if known else []
    worth = step_words.clearance(store, found.__tablename__, found.id) if frozen else None
    return Steps(
        taken,
        worth.said if worth is not None else None,
        worth.standing.proof if worth is not None and (store.officer or worth.standing.proof != "unsigned") else "",
        bool(worth is not None and worth.standing.changed),
        bool(type(found).__frozen__) and not frozen,
        getattr(record, "version", None) or 1 if any(one.version for one in type(record).__steps__) else 1,
        [(one["of_field"] or "", one["text"] or "") for one in remarks.remarks(store, found.id) if not one["settled"]]
        if known
        else [],
    )


def people_in(steps: "Steps | None") -> set[str]:
    """Return the ids of the officers that steps name."""
    return {id for one in (steps.taken if steps is not None else ()) for id in step_words.people_of(one)}
