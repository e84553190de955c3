"""The conference report in full, and its one-page summary for the Minister."""

from collections.abc import Callable, Sequence
from functools import partial
from io import BytesIO
from typing import Any, BinaryIO

from coopdesk.calendars import gregorian
from coopdesk.documents import steps
from coopdesk.documents.page import render
from coopdesk.documents.source import Source, addressed, in_language, name_of, period
from coopdesk.documents.story import Story
from coopdesk.fields import Choice, Money
from coopdesk.i18n import N_, Text as Marked, digits, isolate, ltr, tr
from coopdesk.records import ConferenceReport, ReportOpinion
from coopdesk.records.conference import Conference
from coopdesk.records.conference_report import COMMITMENT_SIDE

REPORT = N_("Conference report")
SUMMARY = N_("Conference summary for the Minister")
_CONFERENCE, _PLACE, _DATES = N_("Conference"), N_("Place"), N_("Dates")
_VOTES = N_("In favour {yes}, against {no}, abstained {abstained}")
_ITEM = N_("item", "of an agenda")
_WHOLE = 100_000
"""A limit that shortens nothing."""
_STEPS = (
    (_WHOLE, 8), (_WHOLE, 5), (800, 5), (500, 5), (500, 3), (320, 3), (240, 3), (240, 2), (160, 2), (120, 1), (60, 1),
)  # fmt: skip
"""What is tried until the summary fits its page: the most characters of a text, the most items of a list."""
_MORE = N_("The full report holds more: {reference}.")


def conference_report(source: Source, lang: str, out: BinaryIO) -> None:
    """Write the full report."""
    story = Story(source, lang)
    report, conference = _subjects(source)
    story.title(lambda: _title(report, conference), REPORT)
    steps.warn(story)
    _about(story, report, conference)
    story.heading(N_("Bottom line"))
    story.pair(report.bottom_line_en, report.bottom_line_ar)
    _delegation(story)
    _agenda(story)
    _decisions(story)
    _elections(story)
    _commitments(story)
    _meetings(story)
    for label, name in (
        (N_("Opportunities spotted"), "opportunities_spotted"),
        (N_("Lessons learned"), "lessons"),
    ):
        _section(story, label, getattr(report, name), name)
    recommended = story.lines(N_("Recommendations"), "recommendations", numbered=True)
    if recommended:
        story.points([partial(_addressed, source, line) for line in recommended], story.places("recommendations"))
    _actions(story)
    if report.next_session or report.next_session_on:
        story.heading(N_("Next session and what to prepare"))
        if report.next_session_on:
            story.facts([(N_("Next session on"), lambda: gregorian(report.next_session_on or ""))])
        story.prose(report.next_session)
    _section(story, N_("Annexes"), "\n".join(filter(None, [report.annexes, *_file_names(source)])), "files")
    _opinions(story)
    steps.signatures(story, report)
    render(story.paper(story.say(lambda: _title(report, conference)), report), out)


def conference_summary(source: Source, lang: str, out: BinaryIO) -> None:
    """Write the summary on one page, always: what does not fit is shortened, and the summary says so.

    The bottom line gives way last: it is what the Minister reads.
    """
    for limit, most in _STEPS:
        made = BytesIO()
        if _summary(source, lang, made, limit, most) == 1:
            break
    out.write(made.getvalue())


def _summary(source: Source, lang: str, out: BinaryIO, limit: int, most: int) -> int:
    story = Story(source, lang)
    report, conference = _subjects(source)
    story.title(lambda: short(_title(report, conference), max(limit, 120)), SUMMARY)
    steps.warn(story)
    _about(story, report, conference, brief=True)
    story.heading(N_("Bottom line"))
    bottom = max(3 * limit, 240)
    story.pair(short(report.bottom_line_en or "", bottom), short(report.bottom_line_ar or "", bottom))
    decisions = [partial(_decision_line, source, line) for line in source.lists.get("decisions", ())]
    _points(story, N_("Decisions and resolutions"), decisions, limit, most, "decisions")
    recommended = [partial(_addressed, source, line) for line in source.lists.get("recommendations", ())]
    _points(story, N_("Recommendations"), recommended, limit, most, "recommendations")
    actions = [partial(_action_line, source, one) for one in source.related.get("actions", ())]
    _points(story, N_("Procedures to be taken"), actions, limit, most, "actions")
    opinions = [partial(_opinion_line, source, line) for line in source.lists.get("report_opinions", ())]
    _points(story, ReportOpinion.__plural__, opinions, limit, most, "report_opinions")
    if limit < _WHOLE or max(map(len, (decisions, recommended, actions, opinions))) > most:
        story.note(lambda: tr(_MORE, reference=ltr(report.reference or "")))
    steps.signed(story, report)
    return render(story.paper(story.say(lambda: _title(report, conference)), report), out)


def _points(story: Story, label: Marked, items: Sequence[Callable[[], str]], limit: int, most: int, name: str) -> None:
    """Add a list of at most so many items, none longer than the limit."""
    story.lines(label, name, numbered=True)
    if items:
        places = story.places(name)[:most] if name in story.source.lists else ()
        story.points([lambda item=item: short(item(), limit) for item in items[:most]], places)  # type: ignore[misc]


def short(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0].rstrip(" ,،.") + "…"


def _subjects(source: Source) -> tuple[ConferenceReport, Conference | None]:
    report = source.record
    assert isinstance(report, ConferenceReport)
    conference = source.linked.get(report.conference or "")
    return report, conference if isinstance(conference, Conference) else None


def _title(report: ConferenceReport, conference: Conference | None) -> str:
    own = in_language(report, "title")
    return own or (in_language(conference, "title") if conference else "") or tr(REPORT)


def _about(story: Story, report: ConferenceReport, conference: Conference | None, *, brief: bool = False) -> None:
    source = story.source
    pairs: list[Any] = []
    if conference is not None:
        if report.title_en or report.title_ar:
            pairs.append((_CONFERENCE, lambda: in_language(conference, "title")))
        pairs += [
            (_DATES, lambda: period(conference.starts, conference.ends)),
            (_PLACE, lambda: _place(source, conference)),
            (N_("Organizers"), lambda: source.names(conference.organizers)),
        ]
        if not brief:
            pairs += [
                (N_("Kind", "conference"), lambda: source.value(conference, "kind")),
                (N_("How it was held"), lambda: source.value(conference, "mode")),
                (N_("Decision that named the delegation"), lambda: source.value(conference, "delegation_decision")),
                (N_("Instructions received"), lambda: conference.instructions or ""),
            ]
    if not brief:
        pairs += [
            (N_("Cost of participation"), lambda: Money().show(report.cost)),
            (N_("Distribution"), lambda: source.value(report, "distribution")),
        ]
    story.facts(pairs)


def _place(source: Source, conference: Conference) -> str:
    joint = tr(N_(", ", "between items of a list"))
    return joint.join(isolate(part) for part in (conference.place, source.value(conference, "country")) if part)


def _section(story: Story, label: Any, text: str | None, name: str) -> None:
    if text or story.source.left_out.get(name):
        story.heading(label)
    story.prose(text)
    story.tell_left_out(name)


def _delegation(story: Story) -> None:
    delegates = sorted(
        story.lines(N_("Delegation"), "delegates"),
        key=lambda one: (one.precedence is None, one.precedence or 0, one.position or 0, one.id),
    )
    if not delegates:
        return
    source = story.source
    rows = [
        [
            story.of(one, lambda one: addressed(one)),
            story.of(one, lambda one: in_language(one, "post")),
            story.of(one, lambda one: source.name(one.entity)),
            story.of(one, lambda one: source.value(one, "role")),
        ]
        for one in delegates
    ]
    story.table(
        [N_("Name"), N_("Position", "of a person"), N_("Entity"), N_("Role", "in a delegation")], rows, [3, 3, 2.5, 2]
    )


def _agenda(story: Story) -> None:
    items = story.lines(N_("Agenda items"), "agenda_items", numbered=True)
    for place, item in zip(story.places("agenda_items"), items, strict=True):
        topic = item.topic or story.label(N_("Agenda item"))
        word = "" if story.lang == "both" else f"{story.label(_ITEM)} "
        story.heading(f"{topic} ({word}{ltr(item.number)})" if item.number else topic, 1, place)
        for label, text in (
            (N_("What happened"), item.discussion),
            (N_("Instruction received"), item.instruction),
            (N_("Our statement"), item.statement),
            (N_("Positions of others in favour"), item.positions_for),
            (N_("Positions of others against"), item.positions_against),
            (N_("Outcome"), item.outcome),
        ):
            story.prose(text, label)


def _decisions(story: Story) -> None:
    source = story.source
    lines = story.lines(N_("Decisions and resolutions"), "decisions")
    if not lines:
        return
    rows = [
        [
            ltr(line.symbol or ""),
            line.title or "",
            story.of(line, lambda line: _adopted(source, line)),
            story.of(line, lambda line: source.value(line, "our_vote")),
        ]
        for line in lines
    ]
    story.table([N_("Symbol"), N_("Title"), N_("Adopted"), N_("Our vote")], rows, [1.8, 4, 2.6, 1.6])
    for line in lines:
        if line.text or line.explanation_of_vote or line.reservation_deadline:
            story.heading(" – ".join(filter(None, (ltr(line.symbol or ""), line.title))), 1)
            story.prose(line.text)
            story.prose(line.explanation_of_vote, N_("Explanation of vote"))
            if line.reservation_deadline:
                story.facts([(N_("Reservation deadline"), partial(gregorian, line.reservation_deadline))])


def _decision_line(source: Source, line: Any) -> str:
    parts = (ltr(line.symbol or ""), line.title and isolate(line.title), source.value(line, "our_vote"))
    return " – ".join(part for part in parts if part)


def _adopted(source: Source, line: Any) -> str:
    parts = [source.value(line, "method")]
    if line.votes_for is not None or line.votes_against is not None or line.abstentions is not None:
        counts = (line.votes_for, line.votes_against, line.abstentions)
        yes, no, abstained = (digits("–" if one is None else str(one)) for one in counts)
        parts.append(tr(_VOTES, yes=yes, no=no, abstained=abstained))
    if line.adopted_on:
        parts.append(gregorian(line.adopted_on))
    return "\n".join(filter(None, parts))


def _elections(story: Story) -> None:
    lines = story.lines(N_("Elections"), "election_results")
    if lines:
        rows = [
            [
                line.body or "",
                line.elected or "",
                line.our_candidate or "",
                "" if line.votes is None else str(line.votes),
            ]
            for line in lines
        ]
        head = [N_("Body and seat"), N_("Elected"), N_("Our candidate"), N_("Votes received")]
        story.table(head, rows, [3, 3, 2, 1.2], numbers=(3,))


def _commitments(story: Story) -> None:
    source = story.source
    lines = story.lines(N_("Commitments", "promises"), "commitments")
    if lines:
        side = Choice(COMMITMENT_SIDE)
        rows = [
            [
                story.of(line, lambda line: side.show(line.side)),
                line.text or "",
                story.of(line, lambda line: source.name(line.partner)),
                Money().show(line.amount),
                story.of(line, lambda line: source.value(line, "due")),
            ]
            for line in lines
        ]
        head = [N_("Side"), N_("What was promised"), N_("Partner"), N_("Amount"), N_("Due")]
        story.table(head, rows, [1.5, 3.6, 2.2, 1.7, 1.9])


def _meetings(story: Story) -> None:
    meetings = story.lines(N_("Bilateral meetings"), "bilateral_meetings", numbered=True)
    for place, line in zip(story.places("bilateral_meetings"), meetings, strict=True):
        story.heading(line.with_whom or story.of(line, lambda line: story.source.names(line.organizations)), 1, place)
        story.facts([(N_("Met on"), partial(story.source.value, line, "met_on"))])
        story.prose(line.points, N_("Points discussed"))
        story.prose(line.follow_up, N_("Follow-up"))


def _opinions(story: Story) -> None:
    """Add what the delegation thinks, after all that happened: each under its kind, with who thinks so."""
    source = story.source
    lines = story.lines(ReportOpinion.__plural__, "report_opinions", numbered=True)
    for place, line in zip(story.places("report_opinions"), lines, strict=True):
        story.heading(story.of(line, _kind_of, "  ·  "), 1, place)
        story.prose(line.text)
        story.facts([(N_("Author", "of an opinion"), partial(source.name, line.author))])


def _kind_of(line: Any) -> str:
    return name_of(line) or tr(ReportOpinion.__label__)


def _opinion_line(source: Source, line: Any) -> str:
    author = source.name(line.author)
    said = f"{_kind_of(line)}: {isolate(line.text or '')}"
    return f"{said} ({isolate(author)})" if author else said


def _actions(story: Story) -> None:
    source = story.source
    actions = story.lines(N_("Procedures to be taken"), "actions")
    if actions:
        rows = [
            [
                story.of(one, lambda one: in_language(one, "text")),
                story.of(one, lambda one: source.name(one.owner)),
                story.of(one, lambda one: source.value(one, "due")),
                story.of(one, lambda one: source.value(one, "status")),
            ]
            for one in actions
        ]
        story.table(
            [N_("Action"), N_("Responsible entity"), N_("Due"), N_("Status", "action")], rows, [4.2, 2.5, 1.8, 1.6]
        )


def _action_line(source: Source, action: Any) -> str:
    parts = [in_language(action, "text"), source.name(action.owner), source.value(action, "due")]
    return " – ".join(isolate(part) for part in parts if part)


def _addressed(source: Source, line: Any) -> str:
    who = source.name(line.addressed_to)
    return f"{line.text or ''} ({who})" if who else line.text or ""


def _file_names(source: Source) -> list[str]:
    return [ltr(name_of(one)) for one in source.related.get("files", ())]
