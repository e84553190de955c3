"""A conflict as a person reads it: every value in words, by whom, when, what it replaced, and how texts differ."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from coopdesk.calendars import moment
from coopdesk.fields import Field, Identifier, Line, Link, Links, Members
from coopdesk.i18n import N_, ltr, tr
from coopdesk.operations import conflicts, rights, standing, step_words
from coopdesk.operations.code_names import code_names
from coopdesk.operations.desks import desk_names
from coopdesk.operations.record_types import View
from coopdesk.operations.saves import Words, register_fields
from coopdesk.operations.titles import titles
from coopdesk.operations.word_changes import Part, word_changes
from coopdesk.records import TYPES
from coopdesk.store.home import Store

_IS_DELETED, _IS_THERE = N_("The record is deleted"), N_("The record stays, with what was written in it")
_IN_LIST, _NOT_IN_LIST = N_("{member} is in the list"), N_("{member} is not in the list")
_DELETION = N_("Deletion")
_NOBODY = N_("The published directory")


class Side(NamedTuple):
    """One of the values. ``plain``: as ``record.save`` takes it; ``parts``: of a text, how it differs from what all of
    them replaced; ``replaced``: in words, empty for nothing; ``here``: it was written at this desk; ``worth``: what a
    step is worth, with ``proof`` for how sure that is."""

    plain: Any
    text: str
    who: str
    desk: str
    when: str
    replaced: str
    parts: list[Part]
    here: bool
    worth: str = ""
    proof: standing.Proof = "unsigned"


class Told(NamedTuple):
    """``fields``: those of the register, none for the deletion; ``answers``: one of the values is kept as it is, for
    nothing else can be written; ``base``: what all of them replaced."""

    id: str
    type: str
    record: str
    title: str
    label: str
    fields: tuple[Field, ...]
    answers: bool
    base: str
    sides: list[Side]


@rights.needs(rights.READER)
def told(store: Store, id: str) -> Told:
    """Return a conflict in the present language. Raises ``NotFound`` where it was decided, or another value came."""
    found = conflicts.show(store, id)
    fields = register_fields(found["type"], found["field"])
    values = found["values"]
    names = titles(store, {found["record"], *_linked(fields, found)})
    words = Words(found["type"], names, code_names(store))
    desks = desk_names(store)
    stepped = bool(fields) and fields[0].name == "stage" and bool(TYPES[found["type"]].__steps__)
    answers = not fields or stepped or isinstance(fields[0].kind, Members)
    prose = len(fields) == 1 and isinstance(fields[0].kind, Line) and not isinstance(fields[0].kind, Identifier)
    base = "" if answers else words.shown(found["base"], fields)
    sides = []
    for one in values:
        worth, proof = _worth(store, found, one["value"]) if stepped else ("", "unsigned")
        if stepped:
            text = step_words.sentence(TYPES[found["type"]], one["value"], names) if one["value"]["stage"] else ""
        else:
            text = _answer(one["value"], fields, words, found) if answers else words.shown(one["value"], fields)
        old = (
            ""
            if answers
            else " / ".join(dict.fromkeys(filter(None, (words.shown(v, fields) for v in one["replaced"]))))
        )
        desk = one["desk"] or ""
        sides.append(
            Side(
                one["value"], text, names.get(one["user"] or "", "") or ("" if desk else tr(_NOBODY)),
                f"{desks[desk]} ({ltr(desk)})" if desk in desks else ltr(desk), moment(one["at"]), old,
                word_changes(base, text) if prose and base and text else [], desk == store.desk, worth, proof,
            )
        )  # fmt: skip
    other = _DELETION if found["field"] == "deleted" else conflicts.UNKNOWN_FIELD
    label = tr(fields[0].label) if stepped else " – ".join(tr(one.label) for one in fields) or tr(other)
    return Told(
        id, found["type"], found["record"], names[found["record"]], label, fields, answers, base, sides
    )  # fmt: skip


def kind_of(one: View) -> str:
    """Return what a conflict is about in the present language: the type of its record."""
    return tr(TYPES[one["type"]].__label__)


def _worth(store: Store, found: View, step: View) -> tuple[str, standing.Proof]:
    """Return what one of several steps is worth, in words and as its proof."""
    known = standing.of_step(store, TYPES[found["type"]], found["record"], step)
    return (step_words.worth_of(store, step, known.proof), known.proof) if known is not None else ("", "unsigned")


def _linked(fields: Sequence[Field], found: View) -> set[str]:
    """Return the ids of all that is to be named: officers and linked records."""
    ids = {one["user"] for one in found["values"] if one["user"]}
    if fields and isinstance(fields[0].kind, Link | Links):
        given = [found["base"], *(v for one in found["values"] for v in (one["value"], *one["replaced"]))]
        ids |= {one for one in given if isinstance(one, str)}
    if fields and fields[0].name == "stage":
        stages = [one["value"] for one in found["values"] if isinstance(one["value"], dict)]
        ids |= {id for one in stages for id in step_words.people_of(one)}
    return ids


def _answer(value: Any, fields: Sequence[Field], words: Words, found: View) -> str:
    if not fields:
        return tr(_IS_DELETED if value else _IS_THERE) if found["field"] == "deleted" else str(value)
    member = next(one["value"] for one in found["values"] if one["value"] is not None)
    return tr(_IN_LIST if value is not None else _NOT_IN_LIST, member=words.shown(member, tuple(fields)))
