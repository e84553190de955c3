"""The country brief: the state file as far as its records exist, for an ambassador before a visit."""

from functools import partial
from typing import BinaryIO

from coopdesk.calendars import gregorian
from coopdesk.documents.organization_profile import contacts
from coopdesk.documents.page import render
from coopdesk.documents.source import Source, in_language, name_of, period
from coopdesk.documents.steps import prepared
from coopdesk.documents.story import Story
from coopdesk.i18n import N_, Text, number, tr
from coopdesk.records import Country, Record, fields_of
from coopdesk.records.tally import ANSWERS, answer_of

BRIEF = N_("Country brief")
_ARABIC, _ENGLISH, _FRENCH = N_("Arabic"), N_("English"), N_("French")
_ACCOUNT = N_("Account with the State")
_PROMISED_US, _WE_PROMISED = N_("Seats for which it supports us"), N_("Seats for which we support it")
_TO_ANSWER, _KEPT = N_("Requests that we have not answered"), N_("Promises that we kept")
_BROKEN = N_("Promises that we did not keep")
_OURS, _THEIRS = N_("Our candidatures in its ledger"), N_("What it asks us to support")
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
    _account(story)
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


def _account(story: Story) -> None:
    """Tell what stands between us and the State: what each promised the other, and what it waits for."""
    ours = list(story.source.related.get("support") or ())
    theirs = list(story.source.related.get("support_requests") or ())
    if not (ours or theirs):
        return
    story.heading(_ACCOUNT)
    answers = [answer_of({name: getattr(one, name) for name in ANSWERS}) for one in ours]
    counts = (
        (_PROMISED_US, answers.count("yes")),
        (_WE_PROMISED, sum(one.answer == "yes" for one in theirs)),
        (_TO_ANSWER, sum(one.answer in (None, "pending") for one in theirs)),
        (_KEPT, sum(one.voted == "kept" for one in theirs)),
        (_BROKEN, sum(one.voted == "broken" for one in theirs)),
    )
    story.facts([(label, partial(number, count)) for label, count in counts])
    _table_of(story, _OURS, "support", ("candidature", *ANSWERS, "form", "note_number"), [4, 2, 2, 2, 2, 2])
    _table_of(
        story, _THEIRS, "support_requests", ("seat", "body", "election_on", "answer", "voted", "answer_number"),
        [4, 3, 2, 2, 2, 2],
    )  # fmt: skip


def _table_of(story: Story, label: Text, name: str, shown: tuple[str, ...], shares: list[float]) -> None:
    lines, source = story.lines(label, name), story.source
    if lines:
        cls: type[Record] = type(lines[0])
        labels = {one.name: one.label for one in fields_of(cls)}
        rows = [[story.of(one, lambda one, name=name: source.value(one, name)) for name in shown] for one in lines]  # type: ignore[misc]
        story.table([labels[name] for name in shown], rows, shares)


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
