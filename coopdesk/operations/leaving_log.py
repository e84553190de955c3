"""The log of what left the sealed store, as a person reads it."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from coopdesk.calendars import moment
from coopdesk.errors import InvalidValue
from coopdesk.fields import Day, parse_id
from coopdesk.i18n import N_, P_, Text, number, tr
from coopdesk.operations import degrees, rights
from coopdesk.operations.leaving import HOW
from coopdesk.operations.printed_documents import DOCUMENTS
from coopdesk.operations.record import instant
from coopdesk.operations.record_types import View
from coopdesk.operations.titles import titles_in
from coopdesk.records import TYPES
from coopdesk.store.home import Store
from coopdesk.store.tables import DEPARTED, DEPARTURE, RECORD

_NO_DAY = N_("“{value}” is not a day. Write one such as 2027-03-05.")
COPY = N_("Copy {copy} of {copies}")
_RECORDS = P_("{n} record", "{n} records")
_OTHERS: dict[str, Text] = {
    "file": N_("Attachment"),
    "reference": N_("Reference", "of a record"),
    "calendar": N_("Calendar file"),
    "bundle": N_("Bundle"),
}


@rights.needs(rights.READER)
def log(
    store: Store, *, record: str = "", officer: str = "", since: str = "", until: str = "", limit: int = 1_000
) -> list[View]:
    """Return what left, newest first: of one record, by one officer, from one day to another. Raises
    ``InvalidValue``."""
    wanted = select(DEPARTURE).order_by(DEPARTURE.c.id.desc()).limit(limit)
    if record:
        rid = select(RECORD.c.rid).where(RECORD.c.id == parse_id(record)).scalar_subquery()
        within = select(DEPARTED.c.departure).where(DEPARTED.c.rid == rid)
        wanted = wanted.where(DEPARTURE.c.id.in_(within))
    if officer:
        wanted = wanted.where(DEPARTURE.c.officer == parse_id(officer))
    if since:
        wanted = wanted.where(DEPARTURE.c.at >= _day(since)[0])
    if until:
        wanted = wanted.where(DEPARTURE.c.at < _day(until)[1])
    with store.reading() as connection:
        rows = connection.execute(wanted).all()
        named = {row.subject for row in rows if row.subject} | {row.officer for row in rows if row.officer}
        names = titles_in(connection, list(named))
    return [_told(row, names) for row in rows]


def line(entry: View) -> str:
    """Return an entry in one line."""
    copy = tr(COPY, copy=number(entry["copy"]), copies=number(entry["copies"])) if entry["copy"] else ""
    told = entry["title"] or tr(_RECORDS, n=entry["records"])
    parts = (
        moment(entry["at"]),
        entry["officer_name"],
        entry["how_label"],
        entry["what_label"],
        told,
        entry["degree_label"],
        copy,
        entry["receiver"],
    )
    return " · ".join(filter(None, parts))


@rights.needs(rights.READER)
def officers(store: Store) -> dict[str, str]:
    """Return who let something out here, by id: the names."""
    with store.reading() as connection:
        ids = connection.execute(
            select(DEPARTURE.c.officer).where(DEPARTURE.c.officer.is_not(None)).distinct()
        ).scalars()
        return titles_in(connection, list(ids))


def _told(row: Any, names: dict[str, str]) -> View:
    return {
        "at": instant(row.at), "officer": row.officer, "officer_name": names.get(row.officer or "", ""),
        "how": row.how, "how_label": tr(HOW[row.how]) if row.how in HOW else row.how, "what": row.what,
        "what_label": tr(_label(row.what)),
        "record": row.subject, "title": names.get(row.subject or "", ""), "records": row.records,
        "degree": row.degree, "degree_label": degrees.label(row.degree), "receiver": row.receiver,
        "copy": row.copy or None, "copies": row.copies or None,
    }  # fmt: skip


def _label(what: str) -> Text:
    """Return what leaves, in words: a document, a list of records, or something else."""
    if what in DOCUMENTS:
        return DOCUMENTS[what].label
    return TYPES[what].__plural__ if what in TYPES else _OTHERS.get(what, Text(what))


def _day(text: str) -> tuple[int, int]:
    """Return the first millisecond of a day and of the next, by the clock of this computer."""
    day = Day().parse(text)
    if day is None or len(day) < len("2027-03-05"):
        raise InvalidValue(_NO_DAY, value=text[:40])
    first = datetime.fromisoformat(day)
    begins, ends = (int(one.astimezone().timestamp() * 1000) for one in (first, first + timedelta(days=1)))
    return begins, ends
