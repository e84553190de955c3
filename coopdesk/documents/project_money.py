"""The money of a project on paper: what is needed, promised, paid and lacking, charts, pledges against payments,
budgets, returns of an endowment, and each transaction."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial

from coopdesk.calendars import numeric
from coopdesk.documents import money_charts, project_parts
from coopdesk.documents.project_source import ProjectSource
from coopdesk.documents.story import Spoken, Story
from coopdesk.fields import Amount, Money
from coopdesk.i18n import N_, P_, Text, digits, language, ltr, tr
from coopdesk.records.project_money import WHAT, MoneyFigures, Provider
from coopdesk.shapes import Drawing

_MONEY, _YEARS, _GIVERS, _BUDGETS, _ALL_OF_IT = (
    N_("Money", "of a project"), N_("Money year by year"), N_("Pledges against payments"), N_("Budgets"),
    N_("Transactions", "money"),
)  # fmt: skip
_NEEDED, _PROMISED, _GAP, _CAPITAL = (
    N_("Money needed"), N_("Promised in all", "money"), N_("Funding gap"), N_("Capital")
)  # fmt: skip
_NOT_COUNTED = P_(
    "{n} amount in {currency} ({amount}) counts in no figure: nobody wrote what it is in {counted}.",
    "{n} amounts in {currency} ({amount}) count in no figure: nobody wrote what they are in {counted}.",
)
_YEAR, _TOGETHER = N_("Year", "of money"), N_("All together", "figures")
_GIVER, _PLEDGED, _COMMITTED, _PAID, _LEFT, _OVERDUE = (
    N_("Who gives"), N_("Pledged", "money"), N_("Committed", "money"), N_("Paid", "money"), N_("Still to pay"),
    N_("Overdue", "money"),
)  # fmt: skip
_SINCE, _HIDDEN = N_("{amount} since {day}"), N_("For fewer readers", "who gives money")
_NOBODY = N_("Not said", "of a group of figures")
_IN = N_("{what} ({unit})", "title of a chart")
_BUDGET = ("starts", "ends", "type", "status", "value", "note")
_TRANSACTION = ("on", "type", "value", "source", "provider", "receiver", "description")


def money(story: Story) -> None:
    """Add what is needed, promised and paid, with charts; nothing where there is no money."""
    found = _figures(story)
    if found is None or not (any(found.sums.values()) or found.target or found.not_converted or found.capital):
        return
    story.heading(_MONEY)
    sums = [(label, found.sums[what]) for what, label in WHAT.items()]
    said = [(_NEEDED, found.target), *sums, (_PROMISED, found.promised), (_CAPITAL, found.capital)]
    facts: list[tuple[Spoken, Callable[[], str]]] = [
        (label, partial(_whole, found.currency, minor)) for label, minor in said if minor
    ]
    if found.target:
        facts.append((_GAP, partial(_whole, found.currency, found.gap)))
    charts = money_charts.charts(found)
    alone = [
        place for place, one in enumerate(charts) if money_charts.lone(one.drawn(story.width, one.height, story.rtl))
    ]
    facts += [(charts[place].title, partial(_in_words, story, place)) for place in alone]
    story.facts(facts, dense=True)
    for one in found.not_converted:
        amount = partial(_whole, one.currency, one.minor)
        story.note(lambda one=one, amount=amount: tr(  # type: ignore[misc]
            _NOT_COUNTED, n=one.many, currency=one.currency, amount=amount(), counted=found.currency
        ))  # fmt: skip
    _years(story, found)
    for place in range(len(charts)):
        if place not in alone:
            story.heading(partial(_titled, story, place), 1)
            story.chart(partial(_drawn, story, place))
    _givers(story, found)


def budgets(story: Story) -> None:
    """Add what is planned to be spent."""
    project_parts.lines_of(story, _BUDGETS, "budgets", _BUDGET, [1.6, 1.6, 1.5, 1.7, 2.2, 2.4], numbers=(4,))


def transactions(story: Story) -> None:
    """Add every transaction."""
    shares = [1.6, 1.7, 2, 1.7, 2, 2, 2.2]
    project_parts.lines_of(story, _ALL_OF_IT, "transactions", _TRANSACTION, shares, numbers=(2,))


def _figures(story: Story) -> MoneyFigures | None:
    source: ProjectSource = story.source  # type: ignore[assignment]
    return source.money.get(story.languages[0])


def _whole(currency: str, minor: int) -> str:
    return Money().show(Amount(minor, currency))


def _number(minor: int) -> str:
    """Return an amount for a table whose heading says the currency; empty for none."""
    return ltr(digits(f"{round(Decimal(minor) / 100):,}")) if minor else ""


def _years(story: Story, found: MoneyFigures) -> None:
    rows = found.by["year"]
    if len(rows) < 2:
        return
    cells = [[_year(story, n), *(_number(row.sums[what]) for what in WHAT)] for n, row in enumerate(rows)]
    cells.append([story.say(partial(tr, _TOGETHER), "\n"), *(_number(found.sums[what]) for what in WHAT)])
    story.heading(partial(_named_unit, _YEARS, found.currency), 1)
    head: Sequence[Spoken] = [_YEAR, *WHAT.values()]
    story.table(head, cells, [1.4, *([1.6] * len(WHAT))], numbers=range(1, len(head)))


def _year(story: Story, place: int) -> str:
    return story.say(lambda: _in_language(story).by["year"][place].title, "\n")


def _givers(story: Story, found: MoneyFigures) -> None:
    if not found.providers:
        return
    story.heading(partial(_named_unit, _GIVERS, found.currency), 1)
    rows = [
        [
            story.of(one, partial(_giver, story)), _number(one.pledged), _number(one.committed), _number(one.paid),
            _number(one.left), story.of(one, _overdue),
        ]
        for one in found.providers
    ]  # fmt: skip
    head: list[Spoken] = [_GIVER, _PLEDGED, _COMMITTED, _PAID, _LEFT, _OVERDUE]
    story.table(head, rows, [3, 1.6, 1.6, 1.6, 1.6, 1.8], numbers=range(1, 5))


def _giver(story: Story, one: Provider) -> str:
    if one.id is None:
        return tr(_NOBODY)
    return story.source.name(one.id) or tr(_HIDDEN)


def _overdue(one: Provider) -> str:
    if not one.overdue:
        return ""
    return tr(_SINCE, amount=_number(one.overdue), day=numeric(one.since)) if one.since else _number(one.overdue)


def _named_unit(what: Text, unit: str) -> str:
    return tr(_IN, what=tr(what), unit=unit)


def _in_language(story: Story) -> MoneyFigures:
    source: ProjectSource = story.source  # type: ignore[assignment]
    return source.money[language()]


def _titled(story: Story, place: int) -> str:
    found = _in_language(story)
    return _named_unit(money_charts.charts(found)[place].title, money_charts.unit(found)[1])


def _drawn(story: Story, place: int, rtl: bool) -> Drawing:
    chart = money_charts.charts(_in_language(story))[place]
    return chart.drawn(story.width, chart.height, rtl)


def _in_words(story: Story, place: int) -> str:
    return tr(_IN, what=_drawn(story, place, False).described, unit=money_charts.unit(_in_language(story))[1])
