"""The steps of a record as a person reads them: each that was taken, what the last one is worth, what changed since."""

from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple

from coopdesk.calendars import gregorian, moment
from coopdesk.fields import Choice
from coopdesk.i18n import N_, isolate, tr
from coopdesk.operations import (
    completeness,
    conflicts,
    differences,
    freezing,
    history,
    repeats,
    rights,
    standing,
    step_parts,
)
from coopdesk.operations.record_types import View, record_type
from coopdesk.operations.saves import Changed
from coopdesk.operations.titles import titles
from coopdesk.records import Record, fields_of
from coopdesk.records.steps import GIVEN
from coopdesk.store.home import Store

_JOINT = N_(" · ", "between the parts of a sentence on a step")
_BY, _NOBODY = N_("{stage} by {who} on {day}"), N_("{stage} on {day}")
_HOW = {
    "paper": N_("on paper, noted by {by}"),
    "telephone": N_("by telephone, noted by {by}"),
    "email": N_("by e-mail, noted by {by}"),
}
_BEHALF, _ACTING = N_("on behalf of {who}"), N_("as acting head")
_VERSION = N_("version {n}")
_NOT_NAMED = N_("an officer who is not named")
_PROOFS: dict[str, Any] = {
    "proven": N_("Signed with the officer’s key."),
    "unsigned": N_("Signed with no key: who took this step is told, not proven."),
    "forged": N_("The signature does not fit. Do not rely on this step; ask who is named in it."),
    "repeated": N_("This is an older step that was written again. It counts for nothing until it is taken anew."),
    "not_entitled": N_("Who took this step was not entitled to it. It counts for nothing until it is taken again."),
}
_NOTED = N_("Noted under the key of {by}; it was decided elsewhere.")
_CHANGED = N_("Changed since: {parts}.")
_SET_ASIDE = N_(
    "What stands here was cleared. Changes that nobody cleared are set aside until the record is returned or reopened: "
    "{parts}."
)
_AT_ONCE = N_("At the same time, without having seen it: {step}.")
_COMMENT = N_("“{comment}”")
_MOST = 300
"""The most characters of a comment that a banner tells."""


class Taken(NamedTuple):
    """A step that was taken. ``operation``: names it in the history; ``how``: by what way, for whom, as whom."""

    operation: str
    stage: str
    label: str
    who: str
    when: str
    how: str
    comment: str
    day: str


class Banner(NamedTuple):
    """What the last step is worth. ``tone``: the object name of its look; ``changes``: what differs since, in words,
    or, where it is set aside, would differ; ``versions``: what differs from the version before; ``conflict``: the id of
    that of the steps, where somebody took another one at the same time."""

    sentence: str
    worth: str
    tone: Literal["good", "quiet", "attention", "error"]
    proof: standing.Proof
    changes: list[Changed]
    versions: list[Changed]
    conflict: str = ""


class Clearance(NamedTuple):
    """The step by which the text of a record was cleared. ``said``: what it says, by field; ``operation``: its name in
    the history."""

    said: Mapping[str, Any]
    operation: str
    standing: standing.Standing


@rights.needs(rights.READER)
def said(store: Store, type: str, id: str) -> list[View]:
    """Return what every step of a record says, in order, by field, with the moment ``at`` and the ``operation``."""
    if not record_type(type).__steps__:
        return []
    entries = [one for one in reversed(history.entries(store, type, id, owned=False)) if _is_step(one)]
    return [{**one["new"], "at": one["at"], "operation": one["operation"]} for one in entries]


@rights.needs(rights.READER)
def taken(store: Store, type: str, id: str) -> list[Taken]:
    """Return every step of a record that was taken, in order, those of earlier versions too."""
    cls, found = record_type(type), said(store, type, id)
    names = titles(store, {person for one in found for person in _people(one)})
    return [
        Taken(
            one["operation"], one["stage"], stage_label(cls, one["stage"]), names.get(_decider(one) or "", ""),
            moment(one["at"]), _how(one, names), one["stage_comment"] or "", one["stage_on"] or "",
        )
        for one in found
    ]  # fmt: skip


@rights.needs(rights.READER)
def clearance(store: Store, type: str, id: str) -> Clearance | None:
    """Return the last step that cleared the text which other desks have; None where none did.

    What came after it, such as noting, leaves the text as it was cleared; so that is what must still stand. A clearance
    that was written again counts only where it is what the record shows.
    """
    cls = record_type(type)
    clearing = {one.target for one in cls.__steps__ if one.decides and one.complete}
    with store.reading() as connection:
        shown = repeats.shown(step_parts.one_of(connection, cls, id))
    taken = [one for one in reversed(said(store, type, id)) if one["stage"] in clearing]
    taken.sort(key=lambda one: one["operation"] != shown)
    for one in taken:
        worth = standing.of_step(store, cls, id, one)
        if worth is not None and (worth.proof != "repeated" or one["operation"] == shown):
            return Clearance(one, one["operation"], worth)
    return None


def sentence(cls: type[Record], step: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Return who took a step, what it was, when and how. ``step``: the values of its register, plain."""
    who, day = names.get(_decider(step) or "", ""), gregorian(step["stage_on"]) if step["stage_on"] else ""
    stage = stage_label(cls, step["stage"])
    parts = [tr(_BY, stage=stage, who=who, day=day) if who else tr(_NOBODY, stage=stage, day=day), _how(step, names)]
    if step["stage_comment"]:
        parts.append(tr(_COMMENT, comment=isolate(" ".join(step["stage_comment"].split())[:_MOST])))
    return tr(_JOINT).join(filter(None, parts))


@rights.needs(rights.READER)
def banner(store: Store, type: str, view: View) -> Banner | None:
    """Return what the last step of a record is worth, in the present language; None where none was taken."""
    cls = record_type(type)
    worth = standing.of(store, cls, view["id"]) if cls.__steps__ else None
    if worth is None or not view.get("stage") or not view["stage_on"]:
        return None  # nobody took a step; what is published is as it is
    text = sentence(cls, view, titles(store, set(_people(view))))
    if any(one.version for one in cls.__steps__) and (view["version"] or 1) > 1:
        text = tr(_JOINT).join((text, tr(_VERSION, n=view["version"])))
    told = list(filter(None, [worth_of(store, view, worth.proof)]))
    proofs, changes = {worth.proof}, []
    cleared = clearance(store, type, view["id"]) if view["stage"] in cls.__frozen__ else None
    if cleared is not None:
        changes = _since(store, type, view, cleared)
        if view["stage"] != cleared.said["stage"]:
            proofs.add(cleared.standing.proof)
            told.append(sentence(cls, cleared.said, titles(store, set(_people(cleared.said)))))
            told += filter(None, [worth_of(store, cleared.said, cleared.standing.proof)])
    conflict, others = _others(store, type, view)
    for step, proof in others:
        said_so = sentence(cls, step, titles(store, set(_people(step))))
        told.append(" ".join(filter(None, (tr(_AT_ONCE, step=said_so), worth_of(store, step, proof)))))
    wrong = bool(changes) or not proofs <= {"proven", "unsigned"}
    if changes:
        told.append(tr(_CHANGED, parts=_listed(changes)))
    elif cleared is not None and freezing.is_held(store, cls, view["id"]):
        changes = differences.between(store, type, view, history.as_of(store, type, view["id"]))
        told.append(tr(_SET_ASIDE, parts=_listed(changes)))
    tone: Any = "error" if wrong else "good" if proofs == {"proven"} and not _is_elsewhere(view) else "quiet"
    if (view["stage"] == "returned" or changes or conflict) and not wrong:
        tone = "attention"
    return Banner(text, "\n".join(told), tone, worth.proof, changes, _versions(store, type, view), conflict)


def _listed(changes: Iterable[Changed]) -> str:
    parts = dict.fromkeys(one.part for one in changes)
    return tr(N_(", ", "between items of a list")).join(parts)


def people_of(step: Mapping[str, Any]) -> list[str]:
    """Return the ids of the officers that a step names."""
    return list(_people(step))


def stage_label(cls: type[Record], stage: str) -> str:
    """Return the name of a stage in the present language."""
    kind = next(one.kind for one in fields_of(cls) if one.name == "stage")
    assert isinstance(kind, Choice)
    return kind.label(stage)


@rights.needs(rights.READER)
def worth_of(store: Store, step: Mapping[str, Any], proof: standing.Proof) -> str:
    """Return what a step is worth in words; of one that was decided elsewhere, the key is that of who noted it. Empty
    where nobody has a key: that there is none says nothing then."""
    if proof == "unsigned" and store.officer is None:
        return ""
    if proof == "proven" and _is_elsewhere(step):
        by = step["stage_by"]
        return tr(_NOTED, by=isolate(titles(store, {by}).get(by, "") if by else tr(_NOT_NAMED)))
    return tr(_PROOFS[proof])


def _is_elsewhere(step: Mapping[str, Any]) -> bool:
    return step.get("stage_given") not in (None, "here")


def _others(store: Store, type: str, view: View) -> tuple[str, list[tuple[Mapping[str, Any], standing.Proof]]]:
    """Return the conflict between the step that is shown and those that others took at the same time, with these and
    what each is worth."""
    found = conflicts.conflicts(store, view["id"]) if completeness.conflicts(view) else []
    id = next((one["id"] for one in found if one["record"] == view["id"] and one["field"] == "stage"), "")
    steps = [one["value"] for one in conflicts.show(store, id)["values"][1:]] if id else []
    worth = [(one, standing.of_step(store, record_type(type), view["id"], one)) for one in steps]
    return id, [(step, known.proof) for step, known in worth if known is not None]


def _since(store: Store, type: str, view: View, cleared: Clearance) -> list[Changed]:
    """Return what differs from what was cleared; a part of which only the digest tells is named."""
    if not cleared.standing.changed:
        return []
    then = history.as_of(store, type, view["id"], cleared.operation)
    parts, known = {id for _, id in cleared.standing.changed}, standing.parts_in(cleared.said["stage_of"])
    found = differences.between(store, type, then, view, parts, known)
    return found or differences.named(store, type, view["id"], cleared.standing.changed)


def _versions(store: Store, type: str, view: View) -> list[Changed]:
    """Return what differs from the text that was returned, or of which this is a new version."""
    again = {one.target for one in record_type(type).__steps__ if one.version or one.target == "returned"}
    last = next((one for one in reversed(said(store, type, view["id"])) if one["stage"] in again), None)
    if last is None:
        return []
    return differences.between(store, type, history.as_of(store, type, view["id"], last["operation"]), view)


def _is_step(entry: View) -> bool:
    new = entry["new"]
    return entry["field"] == "stage" and "line" not in entry and isinstance(new, dict) and bool(new.get("stage"))


def _decider(step: Mapping[str, Any]) -> str | None:
    found: str | None = step["stage_for"] if _is_elsewhere(step) else step["stage_by"]
    return found


def _people(step: Mapping[str, Any] | None) -> Iterable[str]:
    return filter(None, ((step or {}).get(name) for name in ("stage_by", "stage_for")))


def _how(step: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Return by what way a step was taken, on whose behalf, and whether by the acting head."""
    given = step["stage_given"] or "here"
    parts = []
    if given in _HOW:
        parts.append(tr(_HOW[given], by=names.get(step["stage_by"] or "") or tr(_NOT_NAMED)))
    elif given != "here":
        parts.append(Choice(GIVEN).label(given))
    elif step["stage_for"]:
        parts.append(tr(_BEHALF, who=names.get(step["stage_for"], "")))
    if step["stage_acting"]:
        parts.append(tr(_ACTING))
    return tr(_JOINT).join(parts)
