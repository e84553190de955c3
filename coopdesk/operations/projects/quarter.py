"""A quarter of the projects that somebody may see: which began and ended, how they go, what was paid against the plan,
which indicators turned, what was evaluated, what is owed. Any other period is told in the same way."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

from coopdesk.calendars import gregorian, today
from coopdesk.errors import InvalidValue
from coopdesk.i18n import N_, P_, language, tr
from coopdesk.operations import listing, reach, rights
from coopdesk.operations.currency import currency_here
from coopdesk.operations.indicators.scoreboard import scoreboard
from coopdesk.operations.projects import progress
from coopdesk.operations.projects.money_facts import budgets, hidden_lines, projects, without
from coopdesk.operations.reach import ANYBODY, Reader
from coopdesk.operations.titles import titles_in
from coopdesk.periods import canonical, days_of, following, headed, holding, lies_in, span
from coopdesk.records import Action
from coopdesk.records.base import Record, table_of
from coopdesk.records.evaluation import Evaluation, EvaluationRecommendation, ManagementResponse
from coopdesk.records.progress_report import LIGHT, SENT, ProgressReport
from coopdesk.records.project import Project, Transaction
from coopdesk.records.project_choices import PAID
from coopdesk.records.quarter import Light, Named, Quarter, Turned
from coopdesk.records.scoreboard import WORST_FIRST, counts
from coopdesk.store.conditions import these
from coopdesk.store.home import Store
from coopdesk.store.listing import columns_of

_NO_PERIOD = N_("“{value}” is not a period. Write 2027, 2027-H1, 2027-Q1 or 2027-03.")
_WAITS = P_("{n} recommendation is not answered", "{n} recommendations are not answered")
_DUE = N_("due {day}")
_LIGHTS = [one.token for one in reversed(LIGHT)]
_RUN = ("implementation", "finalisation")
_ENDED = ("done", "verified", "cancelled", "superseded")
_OPEN = ("reported", "answered")


def present() -> str:
    """Return the last quarter that is over."""
    return following(holding(date.fromisoformat(today()), "quarter"), -1)


@rights.needs(rights.READER)
def quarter(store: Store, found: listing.Listing, period: str = "", who: Reader = ANYBODY) -> Quarter:
    """Return what a period was for the projects of a list, by default the last quarter that is over; of indicators,
    evaluations and actions all that a reader may see. Raises ``InvalidValue`` for what is no period."""
    chosen = canonical(period) if period else present()
    if chosen is None:
        raise InvalidValue(_NO_PERIOD, field="period", value=period[:40])
    found = reach.narrowed(store, found, who)
    first, last = (one.isoformat() for one in span(chosen))
    before = following(chosen, -1)
    every = listing.open_list(store, "indicator")
    then, now = (scoreboard(store, every, until=one, who=who) for one in (before, chosen))
    was = {row.id: row.status for row in then.rows}
    turned = [Turned(was[row.id], row) for row in now.rows if row.status != was.get(row.id, row.status)]
    turned.sort(key=lambda one: WORST_FIRST.index(one.now.status))
    currency = currency_here(store)
    with store.reading() as connection:
        rows = _projects(connection, found)
        named = titles_in(connection, list(rows))
        begun = _within(rows, named, ("actual_start", "planned_start"), chosen)
        ended = _within(rows, named, ("actual_end",), chosen)
        hidden = hidden_lines(store, connection, who, projects(found.numbers, currency))
        paid, strange = _paid(connection, rows, currency, chosen, hidden)
        planned, other = _planned(connection, found.numbers, currency, chosen, hidden)
        reports = _reports(store, connection, who, rows, named, chosen)
        evaluated, awaited = _evaluations(store, connection, who, chosen)
        actions = _actions(store, connection, who, min(last, today()))
    owed = [
        Named(one.project, one.title, f"{headed(one.period)} · {tr(_DUE, day=gregorian(one.due))}")
        for one in progress.owed(store, who)
        if one.project in rows and span(one.period)[1].isoformat() <= last
    ]
    return Quarter(
        chosen, list(rows), sum(_ran(row, first, last) for row in rows.values()), begun, ended, reports, currency, paid,
        planned, strange + other, counts(row for row in now.rows if row.actual or row.target), turned, evaluated,
        awaited, owed, actions,
    )  # fmt: skip


def _projects(connection: Connection, found: listing.Listing) -> dict[str, Mapping[str, Any]]:
    table = table_of(Project)
    names = ("id", "status", "planned_start", "planned_end", "actual_start", "actual_end")
    wanted = select(*(table.c[name] for name in names)).where(table.c.rid.in_(these(found.numbers)))
    return {row["id"]: dict(row) for row in connection.execute(wanted).mappings()}


def _ran(row: Mapping[str, Any], first: str, last: str) -> bool:
    """Tell whether a project ran in a span of days; where nobody wrote when it began, whether it runs."""
    begins, ends = row["actual_start"] or row["planned_start"], row["actual_end"]
    if row["status"] not in (*_RUN, "closed", "suspended"):
        return False
    if ends is None and row["status"] == "closed":
        ends = row["planned_end"] or first
    starts = days_of(begins)[0].isoformat() if begins else first
    return starts <= last and (ends is None or days_of(ends)[1].isoformat() >= first)


def _within(
    rows: Mapping[str, Mapping[str, Any]], named: Mapping[str, str], fields: Iterable[str], period: str
) -> list[Named]:  # fmt: skip
    """Return the projects of which the first of these days that is known lies in a period."""
    found = []
    for id, row in rows.items():
        day = next((row[name] for name in fields if row[name]), None)
        if day and row["status"] != "cancelled" and lies_in(day, period):
            found.append((day, Named(id, named[id], gregorian(day))))
    return [one for _, one in sorted(found)]


def _paid(
    connection: Connection, rows: Iterable[str], currency: str, period: str, hidden: Collection[str]
) -> tuple[int, int]:  # fmt: skip
    """Return what was paid in a currency in a period, and how many payments are in another one without an
    equivalent."""
    table = table_of(Transaction)
    (minor, code), (other, other_code) = ([table.c[one] for one in columns_of(Transaction, name)]
                                          for name in ("value", "equivalent"))  # fmt: skip
    wanted = (
        select(table.c.on, code, other_code, func.sum(minor), func.sum(other), func.count())
        .where(table.c.project.in_(these(rows)), table.c.deleted.is_(False), table.c.type.in_(PAID))
        .where(func.substr(table.c.on, 1, 4) == period[:4], minor.is_not(None), without(table, hidden))
        .group_by(table.c.on, code, other_code)
    )
    paid = strange = 0
    for day, own, foreign, value, equivalent, many in connection.execute(wanted):
        if not lies_in(day, period):
            continue
        if currency in (own, foreign):
            paid += value if own == currency else equivalent
        else:
            strange += many
    return paid, strange


def _planned(
    connection: Connection, numbers: Sequence[int], currency: str, period: str, hidden: Collection[str]
) -> tuple[int, int]:  # fmt: skip
    """Return what is planned to be spent in a period, by how many days of each budget lie in it."""
    first, last = span(period)
    planned = strange = 0
    for _, starts, ends, other, minor, many in connection.execute(
        budgets(projects(numbers, currency), currency, by_days=True, hidden=hidden)
    ):
        if other is not None:
            strange += many
        elif starts:
            begin, end = days_of(starts)[0], days_of(ends)[1]
            days = (min(end, last) - max(begin, first)).days + 1
            planned += round(minor * days / ((end - begin).days + 1)) if days > 0 <= (end - begin).days else 0
    return planned, strange


def _seen(
    store: Store, connection: Connection, who: Reader, cls: type[Record], *conditions: Any
) -> list[Mapping[str, Any]]:  # fmt: skip
    """Return the records of a type under conditions that a reader may see."""
    table = table_of(cls)
    wanted = select(table).where(table.c.deleted.is_(False), *conditions)
    rows = [dict(row) for row in connection.execute(wanted).mappings()]
    known = reach.seen_by(store, connection, who, [row["id"] for row in rows])
    return [row for row in rows if row["id"] in known]


def _reports(
    store: Store, connection: Connection, who: Reader, rows: Iterable[str], named: Mapping[str, str], period: str
) -> list[Light]:  # fmt: skip
    table, half = table_of(ProgressReport), "ar" if language() == "ar" else "en"
    sent = _seen(store, connection, who, ProgressReport, table.c.period == period, table.c.stage.in_(SENT),
                 table.c.project.in_(these(rows)), table.c.light.is_not(None))  # fmt: skip
    made = [
        Light(row["id"], named[row["project"]], row["light"], row["per_cent"],
              row[f"decision_{half}"] or row["decision_en"] or row["decision_ar"] or "")
        for row in sent
    ]  # fmt: skip
    return sorted(made, key=lambda one: (_LIGHTS.index(one.light), not one.decision, one.title))


def _evaluations(
    store: Store, connection: Connection, who: Reader, period: str
) -> tuple[list[Named], list[Named]]:  # fmt: skip
    """Return the evaluations that were finished in a period, and those that wait for answers of the management."""
    table, last = table_of(Evaluation), span(period)[1].isoformat()
    rows = _seen(store, connection, who, Evaluation, table.c.stage.in_((*_OPEN, "closed")))
    named = titles_in(connection, [row["id"] for row in rows])
    done = [row for row in rows if row["evaluated_on"] and lies_in(row["evaluated_on"], period)]
    line, answer = table_of(EvaluationRecommendation), table_of(ManagementResponse)
    answered = select(answer.c.recommendation).where(
        answer.c.deleted.is_(False), answer.c.answer.is_not(None), answer.c.recommendation.is_not(None)
    )
    waiting = _seen(store, connection, who, EvaluationRecommendation, line.c.id.not_in(answered))
    many = Counter(row["evaluation"] for row in waiting)
    awaited = [row for row in rows if row["stage"] in _OPEN and many.get(row["id"]) and
               (row["evaluated_on"] or "") <= last]  # fmt: skip
    awaited.sort(key=lambda row: (row["response_due"] or "9", row["id"]))
    done.sort(key=lambda row: (row["evaluated_on"], row["id"]))
    return (
        [Named(row["id"], named[row["id"]], gregorian(row["evaluated_on"])) for row in done],
        [Named(row["id"], named[row["id"]], _waits(many[row["id"]], row["response_due"])) for row in awaited],
    )


def _waits(many: int, due: str | None) -> str:
    said = tr(_WAITS, n=many)
    return f"{said} · {tr(_DUE, day=gregorian(due))}" if due else said


def _actions(store: Store, connection: Connection, who: Reader, until: str) -> list[Named]:
    table = table_of(Action)
    runs = table.c.status.is_(None) | table.c.status.not_in(_ENDED)
    rows = _seen(store, connection, who, Action, table.c.due < until, func.length(table.c.due) == len(until), runs)
    rows.sort(key=lambda row: (row["due"], row["id"]))
    named = titles_in(connection, [row["id"] for row in rows])
    return [Named(row["id"], named[row["id"]], tr(_DUE, day=gregorian(row["due"]))) for row in rows]
