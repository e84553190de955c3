"""What recipients may count on, on paper: all together, each by year, which moved most, and every change with its day
and its reason."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

from coopdesk.calendars import gregorian
from coopdesk.documents.aid_charts import money, per_cent
from coopdesk.documents.page import render
from coopdesk.documents.source import ManySource
from coopdesk.documents.steps import prepared
from coopdesk.documents.story import Story
from coopdesk.i18n import N_, P_, Language, Text, digits, isolate, language, ltr, tr
from coopdesk.records.outlook import MOVED, Cell, Change, Line, Outlook, together

TITLE, REPORT = N_("What recipients may count on"), N_("Allocations by recipient and year")
HEADS: tuple[Text, ...] = (
    N_("Year"), N_("Planned", "allocation"), N_("First approved"), N_("Now", "allocation"),
    N_("Since first approved"), N_("Since the year before"), N_("Paid", "money"), N_("Not paid yet"),
    N_("Funding gap"),
)  # fmt: skip
"""Of the cells of a year."""
_SHARES = (0.7, 1.4, 1.4, 1.6, 1.1, 1.1, 1.4, 1.4, 1.4)
_ASKED = N_("Filtered by: {asked}")
_COUNT = P_("{n} recipient", "{n} recipients")
_SUM, _EACH, _CHANGES = N_("All together", "figures"), N_("By recipient"), N_("How they changed", "allocations")
_MOST = N_("Moved by more than {n} %")
_STILL = N_("Nothing moved by more than {n} %.")
_NONE, _UNCHANGED = N_("No allocations."), N_("Nothing was changed after it was approved.")
_HOW = N_(
    "What holds is the last change, else what was first approved; * marks what is only planned. The funding gap is "
    "what was planned and is not approved. Paid is what the recipient received in that year, in that currency."
)
_MIXED = N_("Some changes are in another currency than what was first approved: these are not compared.")
_RECIPIENT, _CURRENCY = N_("Recipient", "allocation"), N_("Currency")
_ON, _WAS, _NOW, _MOVE = N_("Date"), N_("Before", "an amount"), N_("New amount"), N_("Change", "in per cent")
_BY, _WHY, _FOR = N_("Decided by"), N_("Reason of the change"), N_("What for")
_OF = N_("{name} ({currency})", "a recipient")


@dataclass(frozen=True, kw_only=True)
class AllocationsSource(ManySource):
    """``outlook``: in each language, with the same lines in the same order."""

    outlook: Mapping[Language, Outlook]


def allocations(source: AllocationsSource, lang: str, out: BinaryIO) -> None:
    """Write the allocations, on pages that lie."""
    story = Story(source, lang, wide=True)
    found = source.outlook[story.languages[0]]
    story.title(partial(tr, TITLE), REPORT)
    if any(source.asked.values()):
        story.note(lambda: tr(_ASKED, asked=source.asked[language()]))
    story.note(lambda: tr(_COUNT, n=len({line.recipient for line in found.lines})))
    story.note(partial(tr, _HOW))
    if any(cell.mixed for line in found.lines for cell in line.cells.values()):
        story.note(partial(tr, _MIXED))
    if found.lines:
        story.heading(_SUM)
        _years(story, [(partial(str, line.currency), line) for line in together(found.lines)])
        story.heading(_EACH)
        _years(story, [(partial(_titled, source, place), line) for place, line in enumerate(found.lines)])
        _moved(story, source)
        _history(story, source)
    else:
        story.alert(partial(tr, _NONE))
    prepared(story)
    render(story.paper(story.label(REPORT), source.record), out)


def cells(year: int, cell: Cell) -> list[str]:
    """Return what is said of a year, under ``HEADS``."""
    return [
        digits(str(year)), *map(_money, (cell.plan, cell.first)),
        f"{money(cell.now)}{'*' if cell.planned else ''}", per_cent(cell.since_first), per_cent(cell.since_before),
        *map(_money, (cell.paid, None if cell.planned else cell.unpaid, cell.gap)),
    ]  # fmt: skip


def _money(minor: int | None) -> str:
    return "" if minor is None else money(minor)


def _titled(source: AllocationsSource, place: int) -> str:
    line = source.outlook[language()].lines[place]
    return tr(_OF, name=isolate(line.name), currency=ltr(line.currency))


def _years(story: Story, lines: Iterable[tuple[Callable[[], str], Line]]) -> None:
    rows: list[list[str]] = []
    for title, line in lines:
        rows.append([story.say(title, "\n")])
        rows += [story.row(partial(cells, year, cell)) for year, cell in sorted(line.cells.items())]
    story.table(HEADS, rows, _SHARES, numbers=range(1, len(HEADS)))


def _moved(story: Story, source: AllocationsSource) -> None:
    lines = source.outlook[story.languages[0]].lines
    some = [
        (place, year, cell)
        for place, line in enumerate(lines) for year, cell in sorted(line.cells.items()) if cell.moved(MOVED)
    ]  # fmt: skip
    story.heading(lambda: tr(_MOST, n=digits(str(MOVED))))
    if not some:
        story.note(lambda: tr(_STILL, n=digits(str(MOVED))))
        return
    kept = (0, 2, 3, 4, 5)
    rows = []
    for place, year, cell in some:
        said = story.row(partial(cells, year, cell))
        rows.append([story.say(partial(_titled, source, place), "\n"), *(said[at] for at in kept)])
    story.table([_RECIPIENT, *(HEADS[at] for at in kept)], rows, [4, 0.8, 1.4, 1.4, 1.2, 1.2], numbers=range(1, 6))


def _history(story: Story, source: AllocationsSource) -> None:
    found = [source.outlook[one].changes for one in story.languages]
    story.heading(_CHANGES)
    if not found[0]:
        story.note(partial(tr, _UNCHANGED))
        return
    rows: list[list[str]] = []
    names = {
        line.recipient: partial(_named, source, place)
        for place, line in enumerate(source.outlook[story.languages[0]].lines)
    }
    before = ""
    for one in found[0]:
        if one.recipient != before:
            rows.append([story.say(names[one.recipient], "\n")])
            before = one.recipient
        rows.append(story.row(partial(_change, one)))
    heads = (HEADS[0], _ON, _FOR, _CURRENCY, _WAS, _NOW, _MOVE, _BY, _WHY)
    story.table(heads, rows, [0.7, 1.9, 1.9, 0.9, 1.3, 1.3, 1.0, 1.8, 2.8], numbers=range(4, 7))


def _named(source: AllocationsSource, place: int) -> str:
    return source.outlook[language()].lines[place].name


def _change(one: Change) -> list[str]:
    return [
        digits(str(one.year)), gregorian(one.on) if one.on else "", one.purpose, ltr(one.currency), _money(one.was),
        money(one.now), per_cent(one.change), one.decided_by, one.reason,
    ]  # fmt: skip
