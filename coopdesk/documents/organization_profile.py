"""The profile of an organization, and the plain sheet of any record."""

from functools import partial
from typing import BinaryIO

from coopdesk.documents import steps
from coopdesk.documents.page import render
from coopdesk.documents.source import Source, addressed, in_language, name_of, period
from coopdesk.documents.story import Story
from coopdesk.fields import Identifier, Link, Prose
from coopdesk.i18n import N_, tr
from coopdesk.records import Organization, fields_of, owned_by, plural_of
from coopdesk.records.steps import PROVING

PROFILE = N_("Organization profile")
_UNTITLED = N_("Untitled")
_TITLES = {"name_en": ("en", "both"), "name_ar": ("ar", "both")}
"""Names that are the title of the page in these languages."""


def organization_profile(source: Source, lang: str, out: BinaryIO) -> None:
    """Write what an organization is, what it does, and what we are in it."""
    story = Story(source, lang)
    body = source.record
    assert isinstance(body, Organization)
    story.title(lambda: in_language(body, "name") or name_of(body) or tr(_UNTITLED), PROFILE)
    names = ("name_en", "name_ar", "name_fr", "acronym_en", "acronym_ar", "aliases")
    rest = ("type", "parent", "founded", "seat_city", "country", "languages", "website", "email", "phone", "address",
            "accredited_mission", "verified_on")  # fmt: skip
    labels = {one.name: one.label for one in fields_of(Organization)}
    shown = [name for name in (*names, *rest) if lang not in _TITLES.get(name, ())]
    story.facts([(labels[name], partial(source.value, body, name)) for name in shown])
    for label, stem in ((N_("Mandate"), "mandate"), (N_("Functions"), "functions")):
        english, arabic = getattr(body, f"{stem}_en"), getattr(body, f"{stem}_ar")
        if english or arabic:
            story.heading(label)
            story.pair(english, arabic)
    for label, text in (
        (N_("Governing bodies"), body.governing_bodies),
        (N_("How to apply for what it offers"), body.how_to_apply),
    ):
        if text:
            story.heading(label)
            story.prose(text)
    _memberships(story)
    contacts(story)
    children = story.lines(N_("Bodies that are part of it"), "children")
    if children:
        story.points([partial(name_of, one) for one in children])
    steps.prepared(story)
    render(story.paper(story.say(lambda: in_language(body, "name") or name_of(body)), body), out)


def record_sheet(source: Source, lang: str, out: BinaryIO) -> None:
    """Write every filled field of a record, and of the lists that it owns."""
    story = Story(source, lang)
    record = source.record
    story.title(lambda: _called(source), type(record).__label__)
    steps.warn(story)
    fields = [one for one in fields_of(type(record)) if one.name not in (*PROVING, *type(record).__technical__)]
    short = [one for one in fields if not isinstance(one.kind, Prose)]
    story.facts([(one.label, partial(source.value, record, one.name)) for one in short])
    for one in fields:
        text = getattr(record, one.name)
        if isinstance(one.kind, Prose) and text:
            story.heading(one.label)
            story.prose(text)
    for cls in owned_by(type(record).__tablename__):
        lines = story.lines(cls.__plural__, plural_of(cls))
        if not lines:
            continue
        fields = [one for one in fields_of(cls) if one.column is not None]
        rows = [[story.say(partial(source.value, line, one.name), "\n") for one in fields] for line in lines]
        story.table([one.label for one in fields], rows, [float(one.column or 1) for one in fields])
    if source.steps is None:
        steps.prepared(story)
    else:
        steps.signed(story, record)
    render(story.paper(story.say(lambda: _called(source)), record), out)


def _called(source: Source) -> str:
    """Return the title of a record; of one that has none, what it is about, such as the conference of a report."""
    record = source.record
    links = (one.name for one in fields_of(type(record)) if isinstance(one.kind, Link))
    about = (source.name(getattr(record, name)) for name in (*record.__named_by__, *links))
    return name_of(record) or next(filter(None, about), "") or tr(_UNTITLED)


def _memberships(story: Story) -> None:
    lines = story.lines(N_("Our membership"), "memberships")
    if lines:
        source = story.source
        rows = [
            [
                story.of(one, lambda one: source.value(one, "kind")),
                story.of(one, lambda one: period(one.since, one.until)),
                one.seat or "",
                story.of(one, lambda one: source.name(one.lead_ministry)),
            ]
            for one in lines
        ]
        story.table(
            [N_("Kind", "membership"), N_("Dates"), N_("Seat", "on a body"), N_("Lead ministry")],
            rows,
            [2, 3, 2.5, 2.5],
        )


def contacts(story: Story) -> None:
    """Add the people we know there, in the order of protocol."""
    people = sorted(
        story.lines(N_("Contacts"), "contacts"), key=lambda one: (one.precedence is None, one.precedence or 0)
    )
    if people:
        phone = Identifier()
        rows = [
            [
                story.of(
                    one,
                    lambda one: addressed(one),
                    "\n",
                ),
                one.position or "",
                phone.show(one.phone),
                phone.show(one.email),
            ]
            for one in people
        ]
        story.table([N_("Name"), N_("Position", "of a person"), N_("Telephone"), N_("E-mail")], rows, [3, 3, 2, 2.5])
