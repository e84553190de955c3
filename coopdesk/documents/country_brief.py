"""The country brief: the state file as far as its records exist, for an ambassador before a visit."""

from functools import partial
from typing import BinaryIO

from coopdesk.calendars import gregorian
from coopdesk.documents.organization_profile import contacts
from coopdesk.documents.page import render
from coopdesk.documents.source import Source, in_language, name_of, period
from coopdesk.documents.steps import prepared
from coopdesk.documents.story import Story
from coopdesk.i18n import N_, tr
from coopdesk.records import Country, fields_of

BRIEF = N_("Country brief")
_ARABIC, _ENGLISH, _FRENCH = N_("Arabic"), N_("English"), N_("French")
_SHORT, _FORMAL, _NATIONALITY = N_("Short name"), N_("Full name"), N_("Nationality")


def country_brief(source: Source, lang: str, out: BinaryIO) -> None:
    """Write how a country is named, where it belongs, how we are represented, and what of ours happens there."""
    story = Story(source, lang)
    country = source.record
    assert isinstance(country, Country)
    story.title(lambda: in_language(country, "formal") or name_of(country), BRIEF)
    labels = {one.name: one.label for one in fields_of(Country)}
    facts = ("code", "groups", "our_mission", "our_mission_resident", "their_mission", "reviewed_on")
    story.facts([(labels[name], partial(source.value, country, name)) for name in facts])
    story.heading(N_("Names in protocol"))
    story.table(
        [N_("Name"), _ARABIC, _ENGLISH, _FRENCH],
        [
            [
                story.say(partial(tr, label), "\n"),
                *(getattr(country, f"{stem}_{lang}") or "" for lang in ("ar", "en", "fr")),
            ]
            for label, stem in ((_SHORT, "name"), (_FORMAL, "formal"), (_NATIONALITY, "nationality"))
        ],
        [2, 3, 3, 3],
    )
    _groups(story)
    for label, text in ((labels["fragility"], country.fragility), (labels["notes"], country.notes)):
        if text:
            story.heading(label)
            story.prose(text)
    _conferences(story)
    contacts(story)
    _organizations(story)
    prepared(story)
    render(story.paper(story.say(lambda: in_language(country, "name")), country), out)


def _groups(story: Story) -> None:
    lines = story.lines(N_("Groups with dates"), "group_memberships")
    if lines:
        source = story.source
        rows = [
            [story.of(one, lambda one: source.value(one, "group")), story.of(one, lambda one: _since(source, one))]
            for one in lines
        ]
        story.table([N_("Group", "of countries"), N_("Dates")], rows, [3, 3])


def _since(source: Source, one: object) -> str:
    start, end = getattr(one, "since", None), getattr(one, "until", None)
    if start and not end:
        return tr(N_("since {start}"), start=gregorian(start))
    return period(start, end)


def _conferences(story: Story) -> None:
    lines = story.lines(N_("Conferences held there"), "conferences")
    if lines:
        rows = [
            [story.of(one, lambda one: period(one.starts, one.ends)), story.of(one, name_of), one.place or ""]
            for one in lines
        ]
        story.table([N_("Dates"), N_("Conference"), N_("Place")], rows, [3, 5, 2])


def _organizations(story: Story) -> None:
    lines = story.lines(N_("Organizations seated there"), "organizations")
    if lines:
        source = story.source
        rows = [
            [story.of(one, name_of), story.of(one, lambda one: source.value(one, "type")), one.seat_city or ""]
            for one in lines
        ]
        story.table([N_("Organization"), N_("Type"), N_("Seat (city)")], rows, [5, 3, 2])
