"""What is counted for indicators in other records: transactions, engagements, answers to forms.

Each is asked of the database once for all indicators, added up by month; a month is part of a quarter, a half-year and
a year, so any period is a sum of months. A day that is known by its year alone counts in its year only.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, func, null, select

from coopdesk.calendars import today
from coopdesk.forms.results import number
from coopdesk.operations.currency import currency_in
from coopdesk.operations.projects.share_lines import OF_SHARES, Shares, shares_of
from coopdesk.operations.projects.shares import divided
from coopdesk.records import FormTemplate, Response, Survey
from coopdesk.records.base import table_of
from coopdesk.records.engagement import Attendee, Engagement
from coopdesk.records.project import Project, Transaction
from coopdesk.records.project_choices import PAID
from coopdesk.records.response import COUNTED, Answer
from coopdesk.records.survey import FEWEST
from coopdesk.store.conditions import these
from coopdesk.store.listing import columns_of

Seen = Callable[[Sequence[str]], set[str]]
"""Returns those of some records that a reader may see."""
Row = Mapping[str, Any]


@dataclass
class Sum:
    """What was added up of a month. ``bottom``: by what ``top`` is divided, None where it stands for itself;
    ``n``: how many there were; ``left_out``: how many could not be counted."""

    top: Decimal = Decimal(0)
    bottom: Decimal | None = None
    n: int = 0
    left_out: int = 0

    def take(self, top: Decimal, n: int, bottom: Decimal | None = None, left_out: int = 0) -> None:
        """Add to it."""
        self.top += top
        self.n += n
        self.left_out += left_out
        if bottom is not None:
            self.bottom = (self.bottom or Decimal(0)) + bottom


Sums = dict[tuple[str, str], Sum]
"""By month (or year, where no more is known) and part."""


def counted(connection: Connection, rows: Iterable[Row], seen: Seen | None) -> dict[str, Sums]:
    """Return what is counted for each indicator whose method is to count; ``seen`` None: nothing is kept back."""
    by_method: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_method[row["method"]].append(row)
    found: dict[str, Sums] = {}
    for method, take in (("transactions", _money), ("engagements", _engagements), ("survey", _answers)):
        some = by_method[method]
        if some:
            made: dict[str, Sums] = {row["id"]: defaultdict(Sum) for row in some}
            take(connection, some, made, seen)
            found |= made
    return found


def fewest_of(connection: Connection, forms: Iterable[str]) -> dict[str, int]:
    """Return of how many responses to a form something may be told: of those that some anonymous survey asks with."""
    survey, form = table_of(Survey), table_of(FormTemplate)
    wanted = (
        select(form.c.form_id, func.max(func.coalesce(survey.c.fewest, FEWEST)))
        .join(form, form.c.id == survey.c.form_template)
        .where(survey.c.anonymous.is_(True), survey.c.deleted.is_(False), form.c.form_id.in_(these(forms)))
        .group_by(form.c.form_id)
    )
    return {row[0]: row[1] for row in connection.execute(wanted)}


def form_ids(connection: Connection, forms: Iterable[str]) -> dict[str, str]:
    """Return the name that the versions of a form share, by the id of one of them."""
    form = table_of(FormTemplate)
    wanted = select(form.c.id, form.c.form_id).where(form.c.id.in_(these(forms)), form.c.form_id.is_not(None))
    return {row[0]: row[1] for row in connection.execute(wanted)}


def _bucket(column: ColumnElement[Any]) -> ColumnElement[Any]:
    return func.substr(column, 1, 7)


def _money(connection: Connection, rows: list[Row], made: dict[str, Sums], seen: Seen | None) -> None:
    one = table_of(Transaction)
    parts = {name for row in rows for name in row["parts"] or ()} & set(OF_SHARES)
    country, sector = (_key(one, name) if name in parts else null() for name in OF_SHARES)
    amount, in_one = (one.c[name] for name in columns_of(Transaction, "value"))
    other, in_other = (one.c[name] for name in columns_of(Transaction, "equivalent"))
    of = table_of(Project)
    alive = select(of.c.id).where(of.c.deleted.is_(False))
    where = [one.c.deleted.is_(False), one.c.on.is_not(None), amount.is_not(None), one.c.project.in_(alive)]
    if all(row["project"] for row in rows):
        where.append(one.c.project.in_(these(row["project"] for row in rows)))
    if seen is not None:
        where.append(one.c.id.in_(these(seen(connection.execute(select(one.c.id).where(*where)).scalars().all()))))
    keys: list[Any] = [one.c.project, one.c.type, one.c.source, in_one, in_other, _bucket(one.c.on)]
    keys += [country.label("country"), sector.label("sector")]
    wanted = select(*keys, func.sum(amount), func.sum(other), func.count()).where(*where)
    groups = connection.execute(wanted.group_by(*keys)).all()
    paid = these({group[0] for group in groups})
    shares = {name: shares_of(connection, name, lambda one: one.in_(paid), seen or set, _key) for name in sorted(parts)}
    usual = currency_in(connection)
    for row in rows:
        types, sources = row["transaction_types"] or PAID, row["money_sources"]
        currency, sums = row["currency"] or usual, made[row["id"]]
        for project, type, source, own, foreign, month, of_country, of_sector, value, equivalent, n in groups:
            if type not in types or (sources and source not in sources) or row["project"] not in (None, project):
                continue
            minor = value if own == currency else equivalent if foreign == currency else None
            for part, share in _divided(row, minor, project, {"country": of_country, "sector": of_sector}, shares):
                if share is None:
                    sums[month, part].take(Decimal(0), 0, left_out=n)
                else:
                    sums[month, part].take(Decimal(share).scaleb(-2), n)


def _key(table: Any, name: str) -> ColumnElement[Any]:
    """Return by what a country or a sector is a part: sectors by their category."""
    return func.substr(table.c[name], 1, 3) if name == "sector" else table.c[name]


def _divided(
    row: Row, minor: int | None, project: str, own: Mapping[str, str | None], shares: Mapping[str, Shares]
) -> Iterable[tuple[str, int | None]]:
    """Yield the whole and each part with its amount: by the country or sector that a payment says itself, else by the
    shares of its project."""
    yield "", minor
    for name in OF_SHARES:
        if name not in (row["parts"] or ()):
            continue
        keys = {own[name]: 1} if own[name] else shares[name].get(project, {})
        amounts: Sequence[int | None] = [None] * len(keys)
        if minor is not None and keys:
            amounts = divided(minor, list(keys.values()))
        for key, amount in zip(keys, amounts, strict=True):
            if key:
                yield f"{name}={key}", amount


def _parts(row: Row, **values: str | None) -> list[str]:
    wanted = row["parts"] or ()
    return ["", *(f"{name}={value}" for name, value in values.items() if value and name in wanted)]


def _engagements(connection: Connection, rows: list[Row], made: dict[str, Sums], seen: Seen | None) -> None:
    one, line = table_of(Engagement), table_of(Attendee)
    held = [one.c.deleted.is_(False), one.c.starts.is_not(None), one.c.starts <= today()]
    if seen is not None:
        held.append(one.c.id.in_(these(seen(connection.execute(select(one.c.id).where(*held)).scalars().all()))))
    keys = (one.c.kind, one.c.project, one.c.country, _bucket(one.c.starts))
    whole = select(*keys, func.count(), func.coalesce(func.sum(one.c.reach), 0)).where(*held).group_by(*keys)
    events = [(*group[:4], None, {"engagements": group[4], "reach": group[5]}) for group in connection.execute(whole)]
    came = case((line.c.came.is_(True), 1), else_=0)
    with_paper = case((line.c.certificate.is_(True), 1), else_=0)
    women = case((and_(line.c.came.is_(True), line.c.sex == "female"), 1), else_=0)
    names = ("attendees", "certificates", "women")
    lines = [line.c.deleted.is_(False)]
    if seen is not None:
        of = select(line.c.id).where(line.c.engagement.in_(select(one.c.id).where(*held)))
        lines.append(line.c.id.in_(these(seen(connection.execute(of).scalars().all()))))
    people = (
        select(*keys, line.c.sex, *map(func.sum, (came, with_paper, women)))
        .join(line, line.c.engagement == one.c.id)
        .where(*held, *lines)
        .group_by(*keys, line.c.sex)
    )
    counts = {row["counted"] for row in rows}
    if counts & set(names):
        events += [(*group[:5], dict(zip(names, group[5:], strict=True))) for group in connection.execute(people)]
    for row in rows:
        what, kinds = row["counted"] or "engagements", row["engagement_kinds"]
        for kind, project, country, month, sex, numbers in events:
            if what in numbers and (not kinds or kind in kinds) and row["project"] in (None, project):
                for part in _parts(row, country=country, sex=sex):
                    made[row["id"]][month, part].take(Decimal(numbers[what]), int(numbers[what]))


def _answers(connection: Connection, rows: list[Row], made: dict[str, Sums], seen: Seen | None) -> None:
    form, response, answer = table_of(FormTemplate), table_of(Response), table_of(Answer)
    names = form_ids(connection, {row["form"] for row in rows if row["form"]})
    on = func.coalesce(response.c.answered_on, func.date(response.c.created_at / 1000, "unixepoch"))
    where = [
        response.c.deleted.is_(False), response.c.stage.in_(COUNTED), form.c.form_id.in_(these(names.values())),
    ]  # fmt: skip
    source: Any = response.join(form, form.c.id == response.c.form_template)
    if seen is not None:
        ids = connection.execute(select(response.c.id).select_from(source).where(*where)).scalars().all()
        where.append(response.c.id.in_(these(seen(ids))))
    keys = (form.c.form_id, _bucket(on).label("month"))
    whole = select(*keys, null(), null(), func.count()).select_from(source).where(*where).group_by(*keys)
    asked = {row["question"] for row in rows if row["question"]}
    said = (
        select(*keys, answer.c.question, answer.c.value, func.count())
        .select_from(source.join(answer, answer.c.response == response.c.id))
        .where(*where, answer.c.deleted.is_(False), answer.c.value != "", answer.c.question.in_(these(asked)))
        .group_by(*keys, answer.c.question, answer.c.value)
    )
    groups = [*connection.execute(whole), *(connection.execute(said) if asked else ())]
    for row in rows:
        name, question, sums = names.get(row["form"]), row["question"] or None, made[row["id"]]
        for of_form, month, of_question, value, n in groups:
            if of_form == name and of_question == question:
                _told(row, sums[month, ""], value, n)


def _told(row: Row, to: Sum, value: str | None, n: int) -> None:
    """Add so many answers of one value to what is counted of them."""
    what = row["statistic"] or "count"
    if what == "count":
        to.take(Decimal(n), n)
    elif what in ("chosen", "share"):
        chosen = row["answer"] is not None and (value == row["answer"] or row["answer"] in (value or "").split())
        to.take(Decimal(n if chosen else 0), n, Decimal(n) if what == "share" else None)
    else:
        read = number(value or "")
        if read is not None:
            to.take(Decimal(str(read)) * n, n, Decimal(n) if what == "mean" else None)
