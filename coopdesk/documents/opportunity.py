"""The sheet of an opportunity: what is offered and by whom, until when by both clocks, what is asked, how to apply."""

from functools import partial
from typing import BinaryIO

from coopdesk.calendars import both, gregorian
from coopdesk.documents.page import render
from coopdesk.documents.source import Source, in_language, name_of, period
from coopdesk.documents.steps import prepared
from coopdesk.documents.story import Story
from coopdesk.i18n import N_, digits, ltr, tr
from coopdesk.languages import name_of as language_named
from coopdesk.records import Opportunity, fields_of
from coopdesk.zones import moment

SHEET = N_("Opportunity sheet")
_FACTS = (
    "kind", "direction", "offered_by", "their_reference", "fields_of_work", "level", "grade", "duty_station", "country",
    "mode",
)  # fmt: skip
_AFTER = (
    "duration", "language_of_work", "education", "years_required", "age_most", "seats", "quota", "women_encouraged",
    "value", "cost_to_us", "link", "contact", "contact_text",
)  # fmt: skip
_DATES, _THERE = N_("Dates"), N_("{day}, {time} ({zone})")
_HERE = N_("here {day}, {time}")


def opportunity_sheet(source: Source, lang: str, out: BinaryIO) -> None:
    """Write an opportunity for whoever decides whether to take it up."""
    story = Story(source, lang)
    offer = source.record
    assert isinstance(offer, Opportunity)
    story.title(lambda: in_language(offer, "title") or name_of(offer), SHEET)
    labels = {one.name: one.label for one in fields_of(Opportunity)}

    def facts(names: tuple[str, ...]) -> list[tuple[object, object]]:
        return [(labels[name], partial(source.value, offer, name)) for name in names]

    dated = [
        (labels["deadline"], partial(_deadline, source, offer)),
        (_DATES, lambda: period(offer.starts, offer.ends)),
    ]
    story.facts([*facts(_FACTS), *dated, *facts(_AFTER)])  # type: ignore[list-item]
    if offer.summary_en or offer.summary_ar:
        story.heading(N_("Description"))
        story.pair(offer.summary_en, offer.summary_ar)
    _languages(story)
    for name in ("requirements", "papers", "funded", "how_to_apply"):
        if getattr(offer, name):
            story.heading(labels[name])
            story.prose(getattr(offer, name))
    prepared(story)
    render(story.paper(story.say(lambda: in_language(offer, "title")), offer), out)


def _deadline(source: Source, offer: Opportunity) -> str:
    """Return the deadline in both calendars, by its own clock and, where that differs, by ours."""
    if not offer.deadline:
        return source.value(offer, "open_all_year") and tr(N_("open all year"))
    zone, clock = offer.deadline_zone, offer.deadline_time
    if not zone or not clock:
        return " ".join(filter(None, (both(offer.deadline), ltr(digits(clock or "")))))
    said = [tr(_THERE, day=both(offer.deadline), time=ltr(digits(clock)), zone=ltr(zone))]
    at = moment(offer.deadline, clock, zone)
    here = at.astimezone() if at is not None else None
    if at is not None and here is not None and here.replace(tzinfo=None) != at.replace(tzinfo=None):
        hour = ltr(digits(f"{here:%H:%M}"))
        said.append(tr(_HERE, day=gregorian(here.date().isoformat()), time=hour))
    return "\n".join(said)


def _languages(story: Story) -> None:
    lines = story.lines(N_("Languages asked for"), "languages_required")
    if lines:
        source = story.source
        rows = [
            [
                story.of(one, lambda one: language_named(one.language or "")),
                *(story.of(one, partial(_value, source, name)) for name in ("level", "desirable")),
            ]
            for one in lines
        ]
        story.table([N_("Language"), N_("Level", "language"), N_("Desirable only")], rows, [4, 4, 2])


def _value(source: Source, name: str, line: object) -> str:
    return source.value(line, name)  # type: ignore[arg-type]
