"""Projects that overlap, on paper: what two share and how long, and under it who does each of them with which money."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

from coopdesk import sectors
from coopdesk.calendars import gregorian
from coopdesk.documents.aid_charts import money
from coopdesk.documents.page import render
from coopdesk.documents.source import ManySource
from coopdesk.documents.steps import prepared
from coopdesk.documents.story import Story
from coopdesk.fields import Amount, Money
from coopdesk.i18n import N_, P_, Language, isolate, language, tr
from coopdesk.records.overlap import Overlap, Side, each_once, not_converted

REPORT = N_("Overlapping projects")
_KIND = N_("One country, one sector, at the same time, different institutions")
_ASKED = N_("Filtered by: {asked}")
_MANY = P_("{n} overlap", "{n} overlaps")
_WHOLE = P_(
    "{n} project overlaps with others. Committed to it: {committed}; paid: {paid}.",
    "{n} projects overlap with others. Committed to them all: {committed}; paid: {paid}.",
)
_HOW = N_(
    "The money is that of the whole project, in {currency}; one that overlaps with several is counted once in the sum "
    "above."
)
_NONE = N_("No projects overlap.")
_PROJECT, _WHO = N_("Project", "field"), N_("Institutions")
_BEGINS, _ENDS = N_("From", "date"), N_("Until")
_COMMITTED, _PAID, _OTHER = N_("Committed", "money"), N_("Paid", "money"), N_("Not converted")
_AND, _SHARED = N_(", ", "between items of a list"), N_("{country} · {sector} · {span}")
_SPAN, _OPEN = N_("{since} – {until} ({months})"), N_("from {since} on")
_MONTHS = P_("{n} month", "{n} months")
_EVER = N_("without an end")


@dataclass(frozen=True, kw_only=True)
class OverlapsSource(ManySource):
    """``overlaps``: in each language, in the same order; ``called``: countries by code, in each language."""

    overlaps: Mapping[Language, list[Overlap]]
    called: Mapping[Language, Mapping[str, str]]


def overlaps(source: OverlapsSource, lang: str, out: BinaryIO) -> None:
    """Write the overlaps, on pages that lie."""
    story = Story(source, lang, wide=True)
    found = source.overlaps[story.languages[0]]
    story.title(partial(tr, REPORT), _KIND)
    if any(source.asked.values()):
        story.note(lambda: tr(_ASKED, asked=source.asked[language()]))
    if found:
        story.note(lambda: f"{tr(_MANY, n=len(found))}. {_whole(found)}")
        story.note(lambda: tr(_HOW, currency=found[0].currency))
        rows: list[list[str]] = []
        for place in range(len(found)):
            rows.append([story.say(partial(_shared, source, place), "\n")])
            rows += [story.row(partial(_cells, source, place, second=second)) for second in (False, True)]
        heads = (_PROJECT, _WHO, _BEGINS, _ENDS, _COMMITTED, _PAID, _OTHER)
        story.table(heads, rows, [3.7, 3.3, 2.1, 2.1, 1.5, 1.5, 1.7], numbers=(4, 5, 6))
    else:
        story.alert(partial(tr, _NONE))
    prepared(story)
    render(story.paper(story.label(REPORT), source.record), out)


def _whole(found: list[Overlap]) -> str:
    sides = each_once(found).values()
    committed, paid = (
        Money().show(Amount(sum(some), found[0].currency))
        for some in ((one.spent.committed for one in sides), (one.spent.paid for one in sides))
    )
    return tr(_WHOLE, n=len(sides), committed=committed, paid=paid)


def _shared(source: OverlapsSource, place: int) -> str:
    """Return what two projects have in common."""
    one, names, joint = source.overlaps[language()][place], source.called[language()], tr(_AND)
    countries = joint.join(isolate(names.get(code, code)) for code in one.countries)
    return tr(_SHARED, country=countries, sector=joint.join(isolate(sectors.name_of(code)) for code in one.sectors),
              span=_span(one))  # fmt: skip


def _span(one: Overlap) -> str:
    since, until = (gregorian(day) if day else "" for day in (one.since, one.until))
    if one.months is not None:
        return tr(_SPAN, since=since, until=until, months=tr(_MONTHS, n=one.months))
    return tr(_OPEN, since=since) if since else tr(_EVER)


def _cells(source: OverlapsSource, place: int, *, second: bool) -> list[str]:
    one = source.overlaps[language()][place]
    side: Side = one.second if second else one.first
    return [
        side.title, "\n".join(side.institutions), *(gregorian(day) if day else "" for day in (side.starts, side.ends)),
        money(side.spent.committed), money(side.spent.paid), "\n".join(not_converted(side)),
    ]  # fmt: skip
