"""What the report on a session takes over from the report on the session before it, so that officers may rotate."""

from typing import Any, NamedTuple

from sqlalchemy import select

from coopdesk.fields import parse_id
from coopdesk.operations import record, rights, titles
from coopdesk.operations.record_types import View
from coopdesk.records import Conference, ConferenceReport
from coopdesk.store.home import Store


class Before(NamedTuple):
    """The report on the session before: its id, its title, and what a new report may begin with."""

    report: str
    title: str
    start: View


@rights.needs(rights.READER)
def before(store: Store, conference: str) -> Before | None:
    """Return the newest report on an earlier conference of the same series, None where there is none.

    ``start`` holds the numbers and topics of its agenda and its distribution, as ``record.save`` takes them; nothing of
    what was said or decided then.
    """
    with store.session() as session:
        now = session.scalars(select(Conference).where(Conference.id == parse_id(conference))).one_or_none()
        if now is None or not now.series:
            return None
        earlier: Any = (
            select(ConferenceReport.id).join(Conference, Conference.id == ConferenceReport.conference)
            .where(
                Conference.series == now.series, Conference.id != now.id, Conference.deleted.is_(False),
                ConferenceReport.deleted.is_(False), Conference.starts < (now.starts or "9999"),
            )
            .order_by(Conference.starts.desc(), ConferenceReport.rid.desc())
        )  # fmt: skip
        found = session.execute(earlier).scalars().first()
    if found is None:
        return None
    view = record.show(store, "conference_report", found)
    agenda = [{name: line[name] for name in ("number", "topic") if line[name]} for line in view["agenda_items"]]
    return Before(found, titles.title(store, found), {"agenda_items": agenda, "distribution": view["distribution"]})
