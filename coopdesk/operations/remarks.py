"""What others say of a record: remarks pinned to its fields, until they are settled; opinions asked, until answered."""

from pathlib import Path
from typing import Any

from sqlalchemy import select

from coopdesk.calendars import today
from coopdesk.errors import InvalidValue
from coopdesk.i18n import N_
from coopdesk.operations import files, record, rights
from coopdesk.operations.record_types import View
from coopdesk.operations.titles import titles_in
from coopdesk.records import Record, Referral, Remark
from coopdesk.store.home import Store

_NO_ANSWER = N_("Write what was answered.")


@rights.needs(rights.READER)
def remarks(store: Store, id: str) -> list[View]:
    """Return the remarks on a record, those not settled first, each in the order in which they were written."""
    found = _about(store, Remark, id)
    return sorted(found, key=lambda one: bool(one["settled"]))


@rights.needs(rights.READER)
def referrals(store: Store, id: str) -> list[View]:
    """Return the opinions that were asked on a record; ``overdue``: not answered and the day is past."""
    found = _about(store, Referral, id)
    with store.session() as session:
        named = titles_in(session, [one["asked_of"] for one in found if one["asked_of"]])
    for one in found:
        one["asked_of_title"] = named.get(one["asked_of"] or "", "")
        one["answered"] = bool(one["answer"] or one["answered_on"])
        one["overdue"] = bool(one["due"]) and not one["answered"] and one["due"] < today()
    return found


@rights.needs(rights.SECRETARY)
def settle(store: Store, id: str, *, settled: bool = True) -> View:
    """Say that what a remark asks was done, or that it was not after all. Raises ``NotFound``."""
    return record.save(store, "remark", {"id": id, "settled": settled})


@rights.needs(rights.SECRETARY)
def answer(
    store: Store, id: str, text: str, number: str = "", day: str | None = None, scan: Path | None = None
) -> View:
    """Note what was answered to a referral, with the scan of it as its file. Raises ``NotFound``, ``InvalidValue``, and
    what attaching a file does: then nothing is noted."""
    if not text.strip():
        raise InvalidValue(_NO_ANSWER, field="answer")
    if scan is not None:
        files.attach(store, "referral", id, scan)
    values = {"id": id, "answer": text, "answer_number": number or None, "answered_on": day or today()}
    return record.save(store, "referral", values)


def _about(store: Store, cls: Any, id: str) -> list[View]:
    with store.session() as session:
        wanted = select(cls).where(cls.subject == id, cls.deleted.is_(False)).order_by(cls.created_at, cls.rid)
        return [_view(one) for one in session.scalars(wanted)]


def _view(one: Record) -> View:
    return record.view_of(one, "")
