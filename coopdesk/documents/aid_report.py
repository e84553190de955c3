"""The report on the State's foreign assistance of a year: what was given, where it went, for what, through whom and out
of which source, each against the year before, as tables and as charts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

from coopdesk.documents import aid_charts as words
from coopdesk.documents.page import render
from coopdesk.documents.source import ManySource
from coopdesk.documents.steps import prepared
from coopdesk.documents.story import Spoken, Story
from coopdesk.documents.support_charts import BOUNDARIES
from coopdesk.fields import Money
from coopdesk.fields.values import Amount
from coopdesk.i18n import N_, P_, Language, Text, digits, language, number, tr
from coopdesk.records.aid import BY, EDITIONS, PUBLIC, AidFigures, AidRow, Unconverted
from coopdesk.shapes import Drawing

TITLE = N_("Foreign assistance of the State in {year}")
REPORT = N_("Report on foreign assistance")
_ASKED = N_("Filtered by: {asked}")
_SUM, _KIND, _DRAWN = N_("In sum"), N_("Support in kind, at its estimated value"), N_("In pictures")
_GIVEN, _CHANGE, _HUMANITARIAN, _PROJECTS = (
    N_("Paid in the year"), N_("Against the year before"), N_("Of it humanitarian"), N_("Projects"),
)  # fmt: skip
_BEFORE = N_("Paid in the year before")
_OF_ALL, _ALL = N_("Share"), N_("All together", "figures")
_AMOUNT = N_("{year} ({currency})", "of an amount")
_IN_KIND = N_("Support in kind")
PUBLIC_ONLY = N_("This edition counts public records only.")
COUNTED = N_(
    "Counted: what was disbursed in the year, and what was spent on the State’s own projects, in {currency}; several "
    "countries or sectors of a project by their shares. Commitments, pledges and support in kind are not in it."
)
UNCONVERTED = P_(
    "{n} payment of {sum} is not counted: nobody wrote what it is in {currency}.",
    "{n} payments of {sum} together are not counted: nobody wrote what they are in {currency}.",
)
NOT_VALUED = P_("{n} of them has no value that counts.", "{n} of them have no value that counts.")
_NOTHING = N_("Nothing was paid in this year.")


@dataclass(frozen=True, kw_only=True)
class AidSource(ManySource):
    """``figures``: in each language."""

    figures: Mapping[Language, AidFigures]


def aid_report(source: AidSource, lang: str, out: BinaryIO) -> None:
    """Write the report."""
    story = Story(source, lang)
    found = source.figures[story.languages[0]]
    story.title(lambda: tr(TITLE, year=digits(str(found.year))), EDITIONS[found.edition])
    if found.edition == PUBLIC:
        story.note(partial(tr, PUBLIC_ONLY))
    if any(source.asked.values()):
        story.note(lambda: tr(_ASKED, asked=source.asked[language()]))
    story.heading(_SUM)
    story.facts(_sum(found))
    story.note(lambda: tr(COUNTED, currency=found.currency))
    for one in found.not_converted:
        story.note(partial(told_unconverted, found, one))
    if not found.whole.amount and not found.whole.before:
        story.alert(partial(tr, _NOTHING))
    for by, label in BY.items():
        if found.by[by]:
            story.heading(label)
            _table(story, found, label, lambda each, by=by: each.by[by], found.whole)  # type: ignore[misc]
    if found.in_kind:
        story.heading(_KIND)
        _table(story, found, _IN_KIND, lambda each: each.in_kind, found.in_kind_whole)
        if found.not_valued:
            story.note(lambda: tr(NOT_VALUED, n=found.not_valued))
    made = [(place, one) for place, one in enumerate(words.charts(found)) if not words.lone(found, one)]
    if made:
        story.heading(_DRAWN)
    for place, chart in made:
        story.heading(partial(_titled, story, place), 1)
        story.chart(partial(_drawn, story, place))
        if chart.title is words.MAP:
            story.note(partial(tr, BOUNDARIES))
    prepared(story)
    render(story.paper(story.label(REPORT), source.record), out)


def told_unconverted(found: AidFigures, one: Unconverted) -> str:
    """Return what is said of payments that are not counted."""
    return tr(UNCONVERTED, n=one.many, sum=Money().show(Amount(one.minor, one.currency)), currency=found.currency)


def _sum(found: AidFigures) -> list[tuple[Text, Callable[[], str]]]:
    whole = found.whole

    def said(minor: int) -> str:
        return Money().show(Amount(minor, found.currency))

    def humanitarian() -> str:
        share = words.share(whole.humanitarian, whole.amount)
        return f"{said(whole.humanitarian)} ({share})" if share else said(whole.humanitarian)

    return [
        (_GIVEN, lambda: said(whole.amount)), (_BEFORE, lambda: said(whole.before)),
        (_CHANGE, lambda: words.change(whole)), (_HUMANITARIAN, humanitarian),
        (_PROJECTS, lambda: number(whole.projects)),
        (_KIND, lambda: said(found.in_kind_whole.amount) if found.in_kind else ""),
    ]  # fmt: skip


def _table(
    story: Story, found: AidFigures, label: Spoken, of: Callable[[AidFigures], Sequence[AidRow]], whole: AidRow
) -> None:
    """Add a table with a row for each row of figures, and the whole under them."""
    each = [of(story.source.figures[one]) for one in story.languages]  # type: ignore[attr-defined]

    def cells(row: AidRow) -> list[str]:
        return story.row(lambda: _cells(row, whole))

    rows = [
        ["\n".join(dict.fromkeys(several[place].title for several in each)), *cells(row)]
        for place, row in enumerate(each[0])
    ]
    rows.append([story.say(partial(tr, _ALL), "\n"), *cells(whole)])
    heads = [
        label, partial(_head, found, found.year), partial(_head, found, found.year - 1), _CHANGE, _OF_ALL, _PROJECTS,
    ]  # fmt: skip
    story.table(heads, rows, [3.2, 1.7, 1.7, 1.2, 1.0, 1.0], numbers=range(1, len(heads)))


def _head(found: AidFigures, year: int) -> str:
    return tr(_AMOUNT, year=digits(str(year)), currency=found.currency)


def _cells(row: AidRow, whole: AidRow) -> list[str]:
    return [
        words.money(row.amount), words.money(row.before), words.change(row), words.share(row.amount, whole.amount),
        number(row.projects),
    ]  # fmt: skip


def _titled(story: Story, place: int) -> str:
    found = story.source.figures[language()]  # type: ignore[attr-defined]
    return words.titled(found, words.charts(found)[place])


def _drawn(story: Story, place: int, rtl: bool) -> Drawing:
    chart = words.charts(story.source.figures[language()])[place]  # type: ignore[attr-defined]
    return chart.drawn(story.width, chart.height, rtl)
