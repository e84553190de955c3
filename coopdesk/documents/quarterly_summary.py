"""A quarter on few pages, for the head of a department: projects, money, indicators, evaluations, what is owed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any, BinaryIO

from coopdesk.documents import indicator_charts as charts, indicator_words as words
from coopdesk.documents.page import render
from coopdesk.documents.source import ManySource
from coopdesk.documents.steps import prepared
from coopdesk.documents.story import Story
from coopdesk.fields import Amount, Choice, Money
from coopdesk.fields.measures import decimal
from coopdesk.i18n import N_, P_, Language, Text, language, ltr, number, tr, using
from coopdesk.periods import shown
from coopdesk.records.progress_report import LIGHT
from coopdesk.records.quarter import Named, Quarter, Turned
from coopdesk.records.scoreboard import STATUSES
from coopdesk.shapes import Drawing

SUMMARY = N_("Quarterly summary")
_RUNNING, _BEGUN, _ENDED = N_("Projects running"), N_("Begun", "projects"), N_("Ended", "projects")
_PAID, _INDICATORS = N_("Paid, and planned for the period"), N_("Indicators")
_OF_PLAN, _NO_PLAN = N_("{paid} of {planned} ({share})"), N_("{paid}; nothing was planned")
_UNCONVERTED = P_(
    "{n} amount in another currency is not counted: nobody wrote its equivalent.",
    "{n} amounts in other currencies are not counted: nobody wrote their equivalents.",
)
_GOES, _CHANGED = N_("How projects go"), N_("Indicators that changed status")
_EVALUATED, _AWAITED = N_("Evaluations finished"), N_("Management responses awaited")
_OWED, _ACTIONS = N_("Progress reports not sent"), N_("Actions that are over time")
_GOES_HEADS = (N_("Project", "field"), N_("How it goes"), N_("Done in per cent"), N_("Decision that is asked"))
_CHANGED_HEADS = (
    N_("Indicator"), N_("Before", "a status"), N_("Now", "a status"), N_("Actual"), N_("Target", "of an indicator"),
    N_("Trend"),
)  # fmt: skip
_MORE = P_("And {n} more.", "And {n} more.")
_LINE = N_("{title} – {told}")
_NOTHING = N_("Nothing changed, and nothing is owed.")
_SIGNS: Mapping[str, str] = {"green": "✓", "amber": "!", "red": "×"}
_MOST, _WIDE, _HIGH = 10, 52.0, 14.0
"""How many of a list are printed, so that the summary stays one."""


@dataclass(frozen=True, kw_only=True)
class QuarterSource(ManySource):
    """``quarters``: in each language."""

    quarters: Mapping[Language, Quarter]


def quarterly_summary(source: QuarterSource, lang: str, out: BinaryIO) -> None:
    """Write the summary."""
    story = Story(source, lang)
    first = source.quarters[story.languages[0]]
    story.title(lambda: shown(first.period), SUMMARY)
    story.facts([
        (_RUNNING, lambda: number(first.running)), (_BEGUN, partial(_names, story, "begun")),
        (_ENDED, partial(_names, story, "ended")), (_PAID, partial(_money, first)),
        (_INDICATORS, partial(_counts, first)),
    ])  # fmt: skip
    if first.not_converted:
        story.note(lambda: tr(_UNCONVERTED, n=first.not_converted))
    _reports(story)
    _turned(story)
    lists: tuple[tuple[Text, str], ...] = (
        (_EVALUATED, "evaluated"), (_AWAITED, "awaited"), (_OWED, "owed"), (_ACTIONS, "actions"),
    )  # fmt: skip
    for label, name in lists:
        _list(story, label, name)
    if not any((first.reports, first.turned, *(getattr(first, name) for _, name in lists))):
        story.note(lambda: tr(_NOTHING))
    prepared(story)
    render(story.paper(story.label(SUMMARY), source.record), out)


def _each(story: Story) -> list[Quarter]:
    source: Any = story.source
    return [source.quarters[one] for one in story.languages]


def _here(story: Story) -> Quarter:
    source: Any = story.source
    found: Quarter = source.quarters[language()]
    return found


def _names(story: Story, name: str) -> str:
    some: Sequence[Named] = getattr(_here(story), name)
    said = [tr(_LINE, title=one.title, told=one.told) for one in some[:_MOST]]
    return "\n".join([*said, tr(_MORE, n=len(some) - _MOST)] if len(some) > _MOST else said) or number(0)


def _money(found: Quarter) -> str:
    paid, planned = (Money().show(Amount(one, found.currency)) for one in (found.paid, found.planned))
    if not found.planned:
        return tr(_NO_PLAN, paid=paid) if found.paid else ""
    share = words.value(Decimal(round(100 * found.paid / found.planned)), "per_cent")
    return tr(_OF_PLAN, paid=paid, planned=planned, share=share)


def _counts(found: Quarter) -> str:
    return tr(words.JOINT).join(f"{words.sign(one)} {number(found.counts[one])}" for one in STATUSES)


def _reports(story: Story) -> None:
    each = _each(story)
    if not each[0].reports:
        return

    def cells(one: Quarter, place: int) -> list[str]:
        row = one.reports[place]
        light = f"{_SIGNS[row.light]} {Choice(LIGHT).label(row.light)}"
        done = "" if row.per_cent is None else ltr(f"{words.plain(decimal(row.per_cent))} %")
        return [row.title, light, done, row.decision]

    story.heading(_GOES)
    story.table(_GOES_HEADS, [_in_each(story, partial(cells, place=place)) for place in range(len(each[0].reports))],
                (3, 1.6, 1, 3), numbers=(2,))  # fmt: skip


def _turned(story: Story) -> None:
    each = _each(story)
    if not each[0].turned:
        return

    def cells(one: Quarter, place: int) -> list[str]:
        row: Turned = one.turned[place]
        now = row.now
        target = words.of(now, now.target.value) if now.target is not None else ""
        return [now.title, words.sign(row.before), words.sign(now.status), words.point(now, now.actual), target, ""]

    rows: list[Sequence[str | Drawing]] = []
    for place, one in enumerate(each[0].turned):
        line: list[str | Drawing] = [*_in_each(story, partial(cells, place=place))]
        if len(one.now.trend) > 1:
            line[-1] = charts.trend(one.now.trend, charts.PAPER[one.now.status], _WIDE, _HIGH, rtl=story.rtl)
        rows.append(line)
    story.heading(_CHANGED)
    story.table(_CHANGED_HEADS, rows, (3, 1.5, 1.5, 1.5, 1.1, 1.3), numbers=(3, 4))


def _in_each(story: Story, cells: Callable[[Quarter], list[str]]) -> list[str]:
    """Return the cells of a row, where the languages of the document differ one under the other."""
    said = []
    for lang, one in zip(story.languages, _each(story), strict=True):
        with using(lang):
            said.append(cells(one))
    return ["\n".join(dict.fromkeys(filter(None, cell))) for cell in zip(*said, strict=True)]


def _list(story: Story, label: Text, name: str) -> None:
    some: Sequence[Named] = getattr(_each(story)[0], name)
    if not some:
        return

    def line(place: int) -> str:
        one: Named = getattr(_here(story), name)[place]
        return tr(_LINE, title=one.title, told=one.told)

    story.heading(label)
    story.points([partial(line, place) for place in range(min(len(some), _MOST))])
    if len(some) > _MOST:
        story.note(lambda: tr(_MORE, n=len(some) - _MOST))
