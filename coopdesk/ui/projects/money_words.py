"""Figures of money in words and as rows of tables, for the tab of a project. Amounts stand in whole units; what they
count stands there to the hundredth."""

from decimal import Decimal

from coopdesk.calendars import numeric
from coopdesk.fields import Amount, Choice, Money
from coopdesk.i18n import N_, P_, RIGHT_TO_LEFT_MARK, Text, digits, is_rtl, isolate, ltr, number, tr
from coopdesk.records.project_choices import IN_KIND
from coopdesk.records.project_money import BY, WHAT, MoneyFigures, Provider
from coopdesk.ui.projects.money_tables import Cell

PAID = N_("Paid", "money")
PARTS = {"paid": ("disbursed", "spent", "received")}
"""What is counted together."""
_ALL = N_("All together", "figures")
_NEEDED, _PROMISED, _GAP, _CAPITAL = (
    N_("Money needed"), N_("Promised in all", "money"), N_("Funding gap"), N_("Capital"),
)  # fmt: skip
_NOT_COUNTED = P_(
    "{n} amount in {currency} ({amount}) counts in no figure: nobody wrote what it is in {counted}.",
    "{n} amounts in {currency} ({amount}) count in no figure: nobody wrote what they are in {counted}.",
)
_GIVERS, _GIVER, _LEFT, _OVERDUE, _SINCE = (
    N_("Pledges against payments"), N_("Who gives"), N_("Still to pay"), N_("Overdue", "money"),
    N_("{amount} since {day}"),
)  # fmt: skip
_IN_KIND, _KIND, _MANY, _VALUE = (
    N_("Support in kind"), N_("Kind", "support in kind"), N_("How many"), N_("Estimated value"),
)  # fmt: skip
_RETURNS, _YEAR, _EARNED, _PER_CENT, _PAID_OUT, _TO = (
    N_("Returns by year"), N_("Year"), N_("Earned"), N_("Of the capital"), N_("Paid out"),
    N_("Paid to the projects"),
)  # fmt: skip
_PART, _AND = N_("{project}: {amount}"), N_(", ", "between items of a list")
_UNIT, _FIGURE, _OF = N_("{what} ({unit})", "title of a chart"), N_("{what}, {key}", "a figure"), N_("By {what}")


def whole(minor: int) -> str:
    """Return an amount in whole units."""
    return ltr(digits(f"{round(Decimal(minor) / 100):,}"))


def exact(minor: int, currency: str) -> str:
    """Return an amount to the hundredth, with its currency."""
    return Money().show(Amount(minor, currency))


def strip(found: MoneyFigures) -> list[tuple[Text, str]]:
    """Return the figures that stand above all others: those that are not nought, and the gap where money is needed."""
    told = [(_NEEDED, found.target), *((label, found.sums[what]) for what, label in WHAT.items())]
    told += [(_PROMISED, found.promised), (_CAPITAL, found.capital)]
    made = [(label, whole(minor)) for label, minor in told if minor]
    return [*made, (_GAP, whole(found.gap))] if found.target else made


def unconverted(found: MoneyFigures) -> list[str]:
    """Return in sentences what counts in no figure."""
    return [
        tr(_NOT_COUNTED, n=one.many, currency=one.currency, amount=exact(one.minor, one.currency),
           counted=found.currency)
        for one in found.not_converted
    ]  # fmt: skip


def rows(found: MoneyFigures, by: str) -> tuple[str, list[str], list[list[Cell]]]:
    """Return the table of the figures by one of ``BY``, and of all together."""
    shown = [what for what in WHAT if found.sums[what] and not (what == "budget" and by in ("source", "channel"))]
    lines = [(one.title, one.key, one.sums, by) for one in found.by[by] if any(one.sums[what] for what in shown)]
    lines.append((tr(_ALL), None, found.sums, ""))
    made: list[list[Cell]] = []
    for title, key, sums, asked in lines:
        cells: list[Cell] = [(title, None)]
        for what in shown:
            cells.append((whole(sums[what]), (what, asked, key, title)) if sums[what] else ("", None))
        made.append(cells)
    heads = [tr(BY[by]), *(tr(WHAT[what]) for what in shown)]
    return tr(_OF, what=tr(BY[by])), heads, made if len(made) > 1 else []


def providers(found: MoneyFigures) -> tuple[str, list[str], list[list[Cell]]]:
    """Return who gives: pledged, committed, paid, still to pay, overdue."""
    heads = [_GIVER, WHAT["pledged"], WHAT["committed"], PAID, _LEFT, _OVERDUE]
    return tr(_GIVERS), [tr(one) for one in heads], [_provider(one) for one in found.providers]


def _provider(one: Provider) -> list[Cell]:
    cells: list[Cell] = [(one.title, None)]
    for what, minor in (("pledged", one.pledged), ("committed", one.committed), ("paid", one.paid)):
        cells.append((whole(minor), (what, "provider", one.id, one.title)) if minor else ("", None))
    late = tr(_SINCE, amount=whole(one.overdue), day=numeric(one.since)) if one.overdue and one.since else ""
    return [*cells, (whole(one.left) if one.left else "", None), (late, None)]


def in_kind(found: MoneyFigures) -> tuple[str, list[str], list[list[Cell]]]:
    """Return what is given in kind."""
    kind = Choice(IN_KIND)
    cells: list[list[Cell]] = [
        [(kind.show(one.kind), None), (number(one.many), None), (whole(one.minor) if one.valued else "", None)]
        for one in found.in_kind
    ]  # fmt: skip
    return tr(_IN_KIND), [tr(one) for one in (_KIND, _MANY, _VALUE)], cells


def returns(found: MoneyFigures) -> tuple[str, list[str], list[list[Cell]]]:
    """Return what a capital returned by year; the last column leads to the project that received most."""
    heads = [tr(one) for one in (_YEAR, _EARNED, _PER_CENT, _PAID_OUT, _TO)]
    made: list[list[Cell]] = []
    for one in reversed(found.returns):
        to = tr(_AND).join(tr(_PART, project=isolate(title), amount=whole(part)) for _, title, part in one.paid_to)
        made.append([
            (digits(str(one.year)), None), (whole(one.earned), None), (_share(one.earned, found.capital), None),
            (whole(one.paid_out), None), (to, one.paid_to[0][0] if one.paid_to else None),
        ])  # fmt: skip
    return tr(_RETURNS), heads, made


def titled(title: Text, unit: str) -> str:
    """Return the title of a chart with its unit."""
    told = tr(_UNIT, what=tr(title), unit=unit)
    return f"{RIGHT_TO_LEFT_MARK}{told}" if is_rtl() else told


def counted(what: str, title: str) -> str:
    """Return what a figure is called."""
    return tr(_FIGURE, what=tr(PAID if what == "paid" else WHAT[what]), key=title)


def _share(part: int, whole_of: int) -> str:
    if whole_of <= 0:
        return ""
    return ltr(digits(f"{Decimal(100) * part / whole_of:.1f} %"))
