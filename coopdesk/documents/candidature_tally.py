"""The tally of a candidature: what it is about, how many votes there are, the chart, the map, the ledger by group."""

from collections.abc import Mapping
from functools import partial
from typing import Any, BinaryIO

from reportlab.platypus import CondPageBreak

from coopdesk.calendars import numeric
from coopdesk.documents import support_charts
from coopdesk.documents.page import WIDTH, render
from coopdesk.documents.source import Source, in_language, name_of
from coopdesk.documents.steps import prepared
from coopdesk.documents.story import Story
from coopdesk.i18n import N_, digits, number, tr
from coopdesk.records import Candidature, Record, Support, fields_of
from coopdesk.records.tally import Tally, answer_of, counted, region_of
from coopdesk.shapes import Drawing

TALLY = N_("Candidature tally")
_COUNT = N_("Count of the votes")
_FIGURES = (
    (N_("Pledged"), "pledged"), (N_("In writing"), "written"), (N_("Discounted"), "discounted"),
    (N_("Votes needed"), "needed"), (N_("Lacking", "votes"), "lacking"), (N_("Against"), "against"),
    (N_("Undecided", "count"), "open"), (N_("No reply yet", "State"), "silent"),
)  # fmt: skip
_HOW = N_(
    "Discounted: a promise counts as its confidence says, an oral one a fifth less, one that nobody verified a tenth "
    "less."
)
_MAP, _CHART, _LEDGER = N_("Map of the answers"), N_("Answers by regional group"), N_("Ledger of support")
_STATE, _ANSWER, _FORM, _SURE = N_("State"), N_("Answer"), N_("Form of the reply"), N_("Confidence")
_ASKED, _NOTE = N_("Asked on"), N_("Number of the note")
_ROUNDS, _ENDORSED = N_("Rounds of votes"), N_("Endorsements by groups")
_WHERE = N_("{where}: {said}")
_MAP_HEIGHT, _CHART_HEIGHT, _HEADED = 290.0, 190.0, 60.0


def candidature_tally(source: Source, lang: str, out: BinaryIO) -> None:
    """Write how a candidature stands."""
    story = Story(source, lang)
    candidature = source.record
    assert isinstance(candidature, Candidature)
    story.title(lambda: in_language(candidature, "title"), TALLY)
    labels = {one.name: one.label for one in fields_of(Candidature)}
    facts = ("body", "expert", "term", "election_on", "place", "seats", "seats_by_group", "competitors", "status")
    story.facts([(labels[name], partial(source.value, candidature, name)) for name in facts])
    lines = list(source.lists.get("support") or ())
    said = [_view(one) for one in lines]
    found = counted(said, candidature.needed)
    story.heading(_COUNT)
    story.facts([(label, partial(_figure, found, name)) for label, name in _FIGURES])
    story.note(lambda: tr(_HOW))
    answers = {one["country"]: answer_of(one) for one in said if one["country"]}
    if answers:
        _drawings(story, answers)
    _ledger(story, lines)
    _rounds(story)
    _endorsements(story)
    prepared(story)
    render(story.paper(story.say(lambda: in_language(candidature, "title")), candidature), out)


def _drawings(story: Story, answers: Mapping[str, str | None]) -> None:
    countries = story.source.countries
    regions = {code: region_of(one.groups) for code, one in countries.items()}

    def bars(rtl: bool) -> Drawing:
        return support_charts.support_bars(answers, regions, WIDTH, _CHART_HEIGHT, rtl=rtl)

    def world(rtl: bool) -> Drawing:
        names = {code: name_of(one) for code, one in countries.items()}
        return support_charts.support_map(answers, names, WIDTH, _MAP_HEIGHT, rtl=rtl)

    story.heading(_CHART)
    story.chart(bars)
    story.flowables.append(CondPageBreak(_MAP_HEIGHT + _HEADED))
    story.heading(_MAP)
    story.chart(world)
    story.note(lambda: tr(support_charts.BOUNDARIES))


def _ledger(story: Story, lines: list[Support]) -> None:
    source = story.source
    story.lines(_LEDGER, "support")
    by_region: dict[str, list[Support]] = {}
    for one in lines:
        country = source.countries.get(one.country or "")
        by_region.setdefault(region_of(country.groups) if country is not None else "", []).append(one)
    rows: list[list[str]] = []
    for region in sorted(by_region, key=lambda one: (not one, one)):
        rows.append([story.say(partial(support_charts.region_label, region))])
        shown = sorted(by_region[region], key=lambda one: source.value(one, "country"))
        rows += [
            [
                story.of(one, lambda one: source.value(one, "country")), story.of(one, partial(_answers, source)),
                story.of(one, partial(_form, source)), story.of(one, lambda one: source.value(one, "confidence")),
                numeric(one.asked_on) if one.asked_on else "", one.note_number or "",
            ]
            for one in shown
        ]  # fmt: skip
    if rows:
        story.table([_STATE, _ANSWER, _FORM, _SURE, _ASKED, _NOTE], rows, [3, 2.4, 2, 2, 2, 2])


def _answers(source: Source, line: Support) -> str:
    """Return what a State answered: to whom it was asked, in its capital and at the seat of the body."""
    labels = {one.name: one.label for one in fields_of(Support)}
    told = [source.value(line, "answer")]
    told += [
        tr(_WHERE, where=tr(labels[name]), said=source.value(line, name))
        for name in ("answer_capital", "answer_seat")
        if getattr(line, name)
    ]
    return "\n".join(filter(None, told))


def _form(source: Source, line: Support) -> str:
    """Return in which form a State answered, by whom and when."""
    day = numeric(line.answered_on) if line.answered_on else ""
    return "\n".join(filter(None, (source.value(line, "form"), line.answered_by, day)))


def _rounds(story: Story) -> None:
    lines = story.lines(_ROUNDS, "vote_rounds")
    if lines:
        names = ("number", "on", "present", "needed", "ours", "others")
        _plain_table(story, lines, names, [1, 2, 2, 2, 2, 4], (0, 2, 3, 4))


def _endorsements(story: Story) -> None:
    lines = story.lines(_ENDORSED, "endorsements")
    if lines:
        _plain_table(story, lines, ("group", "decision_number", "on"), [5, 3, 2], ())


def _plain_table(
    story: Story, lines: list[Any], names: tuple[str, ...], shares: list[float], numbers: tuple[int, ...]
) -> None:
    cls: type[Record] = type(lines[0])
    labels = {one.name: one.label for one in fields_of(cls)}
    rows = [[story.of(one, lambda one, name=name: story.source.value(one, name)) for name in names] for one in lines]  # type: ignore[misc]
    story.table([labels[name] for name in names], rows, shares, numbers=numbers)


def _view(line: Support) -> dict[str, Any]:
    return {one.name: getattr(line, one.name) for one in fields_of(Support)}


def _figure(tally: Tally, name: str) -> str:
    value = getattr(tally, name)
    if value is None:
        return ""
    return number(int(value)) if value == int(value) else digits(f"{value:.1f}")
