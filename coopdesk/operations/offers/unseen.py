"""What an officer may not see yet: while a meeting scores, the points that other assessors gave in its cases.

It is left out wherever records are read at a desk: shown, listed, searched, printed, exported, in the history. It is
not left out of bundles and backups, which carry sealed what no person reads there. Who wrote a line last knows what it
says, so that one who notes the points of a paper sheet sees what he typed; where nobody is named at the desk, its one
person sees all.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Select, select
from sqlalchemy.orm import Session

from coopdesk.errors import Refused
from coopdesk.i18n import N_
from coopdesk.operations import rights
from coopdesk.records import Assessment, CommitteeMeeting, MeetingCase, Nomination, Record
from coopdesk.records.base import table_of
from coopdesk.store.home import Store

_HIDDEN = N_("The points of others are not seen before the scoring is closed.")
OFFICER = "officer"
"""Under which a session holds who is at work."""


def hidden(session: Session | Connection, cls: type[Record], officer: str | None) -> frozenset[str]:
    """Return the ids of the records of a type that an officer may not see now."""
    if cls is not Assessment or officer is None:
        return frozenset()
    line, of = table_of(Assessment), table_of(Nomination)
    others = (line.c.assessor.is_(None) | (line.c.assessor != officer)) & (
        line.c.changed_by.is_(None) | (line.c.changed_by != officer)
    )
    wanted = select(line.c.id).join(of, of.c.id == line.c.nomination).where(others, of.c.opportunity.in_(sitting()))
    return frozenset(session.execute(wanted).scalars())


@rights.needs(rights.READER)
def where(store: Store, cls: type[Record], asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a list is asked, without what may not be seen now."""
    with store.reading() as connection:
        unseen = hidden(connection, cls, store.officer)
    return {**asked, "id": {"none": sorted(unseen)}} if unseen else dict(asked)


def sitting() -> Select[str | None]:
    """Return the selection of the opportunities on which a meeting scores now."""
    case, meeting = table_of(MeetingCase), table_of(CommitteeMeeting)
    return (
        select(case.c.opportunity)
        .join(meeting, meeting.c.id == case.c.committee_meeting)
        .where(meeting.c.stage == "sitting", meeting.c.deleted.is_(False), case.c.deleted.is_(False))
        .where(case.c.opportunity.is_not(None))
    )


def refuse(session: Session, record: Record) -> None:
    """Raise ``Refused`` where who is at work may not see a record now."""
    if isinstance(record, Assessment) and record.id in hidden(session, Assessment, session.info.get(OFFICER)):
        raise Refused(_HIDDEN)
