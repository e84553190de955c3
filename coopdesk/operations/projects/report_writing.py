"""Beginning a progress report with what is known, and asking about what does not fit the report before."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from coopdesk import periods
from coopdesk.errors import InvalidValue
from coopdesk.fields import Amount, Money, Quantity
from coopdesk.i18n import N_, Text, tr
from coopdesk.operations import record, rights
from coopdesk.operations.currency import currency_here
from coopdesk.operations.projects.money_facts import counted
from coopdesk.operations.record_types import View, record_type
from coopdesk.records.base import rank
from coopdesk.records.progress_report import ProgressReport
from coopdesk.records.project import Transaction
from coopdesk.store.home import Store
from coopdesk.sync.receivers import narrowest

_SPENT = ("expenditure", "disbursement")
_NO_PERIOD = N_("“{value}” is not a period. Write 2027, 2027-H1, 2027-Q1 or 2027-03.")
_LESS_DONE = N_("Less is done than in the report before ({period}): {now} % after {before} %. Is that so?")
_LESS_SPENT = N_("Less is spent than in the report before ({period}): {now} after {before}. Is that so?")
_NEXT_DONE = N_("In the report after it ({period}) less is done: {now} % after {before} %. Is that so?")
_NEXT_SPENT = N_("In the report after it ({period}) less is spent: {now} after {before}. Is that so?")
_TWICE = N_("There is a report of this project for this period already. Do you want a second one?")


class _Told(NamedTuple):
    """What a report tells: how much is done, in per cent as stored, and what is spent."""

    done: int | None
    spent: Amount | None


@rights.needs(rights.SECRETARY)
def begin(store: Store, project: str, period: str) -> View:
    """Return the report of a project for a period: what was begun of it, else a new one with the per cent of the last
    report and what was spent until the end of the period. Raises ``NotFound``, ``InvalidValue``."""
    found = periods.canonical(period)
    if found is None:
        raise InvalidValue(_NO_PERIOD, field="period", value=period[:40])
    currency = currency_here(store)
    with store.session() as session:
        one = record.existing(session, record_type("project"), project)
        begun = _of(session, one.id, ProgressReport.period == found)
        if begun is not None:
            return record.show(store, "progress_report", begun.id)
        before = _before(session, one.id, found)
        spent = _spent(session, one, periods.span(found)[1], currency)
        values = {
            "project": one.id, "period": found, "classification": one.classification,
            "per_cent": Quantity().plain(before.per_cent) if before is not None else None,
            "spent": Money().plain(Amount(spent, currency)) if spent is not None else None,
        }  # fmt: skip
    return record.save(store, "progress_report", values)


@rights.needs(rights.READER)
def cautions(store: Store, values: Mapping[str, Any]) -> list[str]:
    """Return what is to be asked before a report with these values is saved, in sentences."""
    project, period = values.get("project"), periods.canonical(str(values.get("period") or ""))
    if not project or period is None:
        return []
    with store.session() as session:
        told = []
        own = values.get("id") or ""
        twice = _of(session, project, ProgressReport.period == period, ProgressReport.id != own)
        if twice is not None:
            told.append(tr(_TWICE))
        given = _Told(Quantity(0, 100).parse(values.get("per_cent")), Money().parse(values.get("spent")))
        before, after = (which(session, project, period, own) for which in (_before, _after))
        if before is not None:
            told += _less(before.period, _Told(before.per_cent, before.spent), given, _LESS_DONE, _LESS_SPENT)
        if after is not None:
            told += _less(after.period, given, _Told(after.per_cent, after.spent), _NEXT_DONE, _NEXT_SPENT)
        return told


def _less(period: str, before: _Told, now: _Told, done: Text, spent: Text) -> list[str]:
    """Return that less is told by one report than by the one before it. ``period``: of the one that is named."""
    told, name = [], periods.shown(period)
    if now.done is not None and before.done is not None and now.done < before.done:
        kind = Quantity()
        told.append(tr(done, period=name, now=kind.show(now.done), before=kind.show(before.done)))
    was, is_now = before.spent, now.spent
    if (
        was is not None
        and is_now is not None
        and was.currency == is_now.currency
        and (is_now.minor or 0) < (was.minor or 0)
    ):
        told.append(tr(spent, period=name, now=Money().show(is_now), before=Money().show(was)))
    return told


def _of(session: Session, project: str, *conditions: Any) -> Any:
    """Return the last of the reports of a project that meet conditions."""
    wanted = select(ProgressReport).where(
        ProgressReport.project == project, ProgressReport.deleted.is_(False), *conditions
    )
    return session.scalars(wanted.order_by(ProgressReport.rid.desc())).first()


def _before(session: Session, project: str, period: str, own: str = "") -> Any:
    """Return the report of the last period that ended before another began, other than one's own."""
    starts = periods.span(period)[0]
    earlier = [one for one in _others(session, project, own) if periods.span(one.period)[1] < starts]
    return max(earlier, key=lambda one: (periods.span(one.period)[1], one.rid), default=None)


def _after(session: Session, project: str, period: str, own: str) -> Any:
    """Return the report of the first period that begins after another ended, other than one's own."""
    ends = periods.span(period)[1]
    later = [one for one in _others(session, project, own) if periods.span(one.period)[0] > ends]
    return min(later, key=lambda one: (periods.span(one.period)[0], -one.rid), default=None)


def _others(session: Session, project: str, own: str) -> list[Any]:
    wanted = select(ProgressReport).where(
        ProgressReport.project == project, ProgressReport.deleted.is_(False), ProgressReport.period.is_not(None),
        ProgressReport.id != own,
    )  # fmt: skip
    return list(session.scalars(wanted))


def _spent(session: Session, project: Any, until: date, currency: str) -> int | None:
    """Return what was spent of a project until a day, in minor units, of lines that are no more secret than it is and
    for no fewer desks; where nothing is entered as spent, what was disbursed."""
    amount = counted(Transaction, currency, "value", "equivalent")
    own = (Transaction.classification, Transaction.audience)
    wanted = select(Transaction.type, Transaction.on, *own, amount.label("amount")).where(
        Transaction.project == project.id, Transaction.deleted.is_(False), Transaction.on.is_not(None),
        Transaction.type.in_(_SPENT), amount.is_not(None),
    )  # fmt: skip
    found: dict[str, int] = {}
    for type, on, degree, audience, minor in session.execute(wanted):
        is_told = degree is None or rank(degree) <= rank(project.classification)
        is_told &= narrowest([audience or project.audience, project.audience]) == project.audience
        if is_told and periods.days_of(on or "")[1] <= until:
            found[type or ""] = found.get(type or "", 0) + minor
    return found.get("expenditure", found.get("disbursement"))
