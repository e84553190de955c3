"""What a document says of the steps of its record: that it is a draft, who prepared, reviewed and signed it, how it was
cleared, whether that is proven and still stands; the routing slip, and the letter that returns a record."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any, BinaryIO

from coopdesk.calendars import both as both_calendars, gregorian, numeric, today
from coopdesk.documents.page import render
from coopdesk.documents.source import Source, Steps, addressed, in_language, name_of
from coopdesk.documents.story import Story
from coopdesk.fields import Choice
from coopdesk.i18n import N_, Text, digits, isolate, tr
from coopdesk.records import Record, fields_of, owned_by, plural_of
from coopdesk.records.steps import GIVEN

RETURN_LETTER, ROUTING_SLIP = N_("Return for completion", "document"), N_("Routing slip")
_JOINT = N_(" · ", "between the parts of a sentence on a step")
_PREPARED, _REVIEWED, _SIGNED = N_("Prepared by"), N_("Reviewed by"), N_("Signed by")
_SAID, _DATED = N_("{role}: {who}", "on a paper"), N_("{role}: {who}, on {day}", "on a paper")
_STEP, _WHO, _DATE, _HOW, _COMMENT = N_("Step"), N_("Who"), N_("Date"), N_("How"), N_("Comment")
_BEHALF, _ACTING, _NOTED = N_("On behalf of: {who}"), N_("Acting"), N_("noted by {by}")
_CLEARED, _VERSION, _WAY = N_("Cleared on"), N_("Version"), N_("How it was cleared")
_PROOFS = {
    "unsigned": N_("The clearance is not proven: it was signed with no key."),
    "forged": N_("The clearance is not proven: its signature does not fit."),
    "repeated": N_("The clearance does not count: it is an older one that was written again."),
    "not_entitled": N_("The clearance does not count: who gave it was not entitled to it."),
}
_CHANGED = N_("Changed after clearance on {day}: what stands here is not what was cleared.")
_ASKED, _REMARKS, _BY_WHEN = N_("What is asked"), N_("Remarks"), N_("Returned on")
_FIELD, _REMARK, _WHOLE = N_("Part"), N_("Remark"), N_("The whole record")
_REPORT, _REFERENCE, _NONE = N_("Record"), N_("Technical reference"), N_("It was not returned.")
_FORM = N_("Please complete what is asked and send it again for clearance.")


def warn(story: Story) -> None:
    """Say under the title what the reader of a cleared text must know: that it is not proven, or changed since."""
    steps = story.source.steps
    if steps is None or steps.clearance is None:
        return
    if steps.proof in _PROOFS:
        story.alert(partial(tr, _PROOFS[steps.proof]))
    if steps.changed:
        story.alert(lambda: tr(_CHANGED, day=gregorian(_day(steps.clearance))))


def signatures(story: Story, record: Any) -> None:
    """Add who prepared, reviewed and signed, with post and form of address, and how the text was cleared."""
    steps = story.source.steps
    clearance = steps.clearance if steps is not None else None
    if steps is not None and clearance is not None:
        facts = [
            (_CLEARED, lambda: both_calendars(_day(clearance))),
            (_WAY, lambda: how(story, clearance)),
            (_VERSION, lambda: digits(str(steps.version)) if steps.version > 1 else ""),
        ]
        story.facts(facts)
    signed = [partial(_signer, story, record.signed_by)]
    if clearance is not None:
        signed.append(partial(_capacity, story, clearance))
    story.signatures([
        (_PREPARED, [partial(_signer, story, record.prepared_by)]),
        (_REVIEWED, [partial(_signer, story, record.reviewed_by)]), (_SIGNED, signed),
    ])  # fmt: skip
    warn(story)


def prepared(story: Story) -> None:
    """Say who made a paper that nobody clears, with his post, and when."""
    story.note(lambda: tr(_DATED, role=tr(_PREPARED), who=_maker(story, _joint()), day=both_calendars(today())))


def signed(story: Story, record: Any) -> None:
    """Say in one line who prepared, reviewed and signed, where there is no room to sign; of what nobody signs, who made
    the paper."""
    names = ((_PREPARED, "prepared_by"), (_REVIEWED, "reviewed_by"), (_SIGNED, "signed_by"))
    people = [(role, str(getattr(record, name, None))) for role, name in names]
    if not any(id in story.source.linked for _, id in people):
        prepared(story)
        return
    story.note(
        lambda: tr(_JOINT).join(
            tr(_SAID, role=tr(role), who=_called(story.source.linked[id], _joint()))
            for role, id in people
            if id in story.source.linked
        )
    )


def _maker(story: Story, joint: str) -> str:
    """Return who makes the paper; at a desk where nobody is named, the desk."""
    author, desk = story.source.author, story.source.desk
    return _called(author, joint) if author is not None else in_language(desk, "name") if desk is not None else "–"


def _called(person: Record, joint: str) -> str:
    """Return a person's name under the form of address, and the post."""
    return joint.join(filter(None, (addressed(person), in_language(person, "post"))))


def _joint() -> str:
    return tr(N_(", ", "between items of a list"))


def routing_slip(source: Source, lang: str, out: BinaryIO) -> None:
    """Write every step of a record, in order: who, when, how."""
    story = Story(source, lang)
    story.title(partial(_named, story), ROUTING_SLIP)
    taken(story)
    warn(story)
    prepared(story)
    _write(story, ROUTING_SLIP, out)


def taken(story: Story) -> None:
    """Add every step of the record in order, with what was said."""
    steps = story.source.steps or Steps()
    rows = [
        [
            story.say(partial(_stage, story.source.record, one), "\n"),
            story.say(partial(_signer, story, decider(one)), "\n"),
            numeric(_day(one)),
            story.say(lambda one=one: how(story, one) or Choice(GIVEN).label("here"), "\n"),  # type: ignore[misc]
            one["stage_comment"] or "",
        ]
        for one in steps.taken
    ]
    story.table([_STEP, _WHO, _DATE, _HOW, _COMMENT], rows, [2, 3, 1.7, 2.6, 3])


def return_letter(source: Source, lang: str, out: BinaryIO) -> None:
    """Write what is asked with the return of a record: the sentence that went with it, and the remarks by field."""
    story = Story(source, lang)
    record, steps = source.record, source.steps or Steps()
    last = next((one for one in reversed(steps.taken) if one["stage"] == "returned"), None)
    story.title(partial(_named, story), RETURN_LETTER)
    if last is None:
        story.note(partial(tr, _NONE))
        prepared(story)
    else:
        story.facts([
            (_REFERENCE, lambda: isolate(getattr(record, "reference", None) or "")),
            (_BY_WHEN, lambda: both_calendars(_day(last))),
        ])  # fmt: skip
        story.heading(_ASKED)
        story.prose(last["stage_comment"])
        if steps.remarks:
            story.heading(_REMARKS)
            labels = {one.name: one.label for one in fields_of(type(record))}
            labels |= {plural_of(one): one.__plural__ for one in owned_by(record.__tablename__)}
            rows = [[story.say(partial(tr, labels.get(name, _WHOLE)), "\n"), text] for name, text in steps.remarks]
            story.table([_FIELD, _REMARK], rows, [1, 2.4])
        story.note(partial(tr, _FORM))
        story.signatures([
            (_PREPARED, [partial(_maker, story, "\n")]),
            (_SIGNED, [partial(_signer, story, decider(last)), partial(_capacity, story, last)]),
        ])  # fmt: skip
    _write(story, RETURN_LETTER, out)


def _write(story: Story, kind: Text, out: BinaryIO) -> None:
    """Write a paper on the steps, which is no draft though the text be one."""
    paper = story.paper(story.say(partial(tr, kind)), story.source.record)
    render(replace(paper, draft=""), out)


def decider(said: Mapping[str, Any]) -> str | None:
    """Return who decided a step: the person at work, or the one who said so elsewhere."""
    found: str | None = said["stage_for"] if said["stage_given"] not in (None, "here") else said["stage_by"]
    return found


def how(story: Story, said: Mapping[str, Any]) -> str:
    """Return by what way a step was taken, who noted it, on whose behalf, and whether by the acting head."""
    given, name = said["stage_given"] or "here", story.source.name
    parts = []
    if given != "here":
        parts.append(Choice(GIVEN).label(given))
        noted = name(said["stage_by"])
        parts.append(tr(_NOTED, by=isolate(noted)) if noted else "")
    parts.append(_capacity(story, said).replace("\n", tr(_JOINT)))
    return tr(_JOINT).join(filter(None, parts))


def _capacity(story: Story, said: Mapping[str, Any]) -> str:
    parts = []
    if said["stage_given"] in (None, "here") and said["stage_for"]:
        parts.append(tr(_BEHALF, who=isolate(story.source.name(said["stage_for"]))))
    if said["stage_acting"]:
        parts.append(tr(_ACTING))
    return "\n".join(parts)


def _signer(story: Story, id: str | None) -> str:
    person = story.source.linked.get(id or "")
    return _called(person, "\n") if person is not None else ""


def _day(said: Mapping[str, Any] | None) -> str:
    return str(said["stage_on"] or "") if said is not None else ""


def _stage(record: Record, said: Mapping[str, Any]) -> str:
    kind = next(one.kind for one in fields_of(type(record)) if one.name == "stage")
    assert isinstance(kind, Choice)
    return kind.label(said["stage"])


def _named(story: Story) -> str:
    record = story.source.record
    return name_of(record) or story.source.name(getattr(record, "conference", None)) or tr(_REPORT)
