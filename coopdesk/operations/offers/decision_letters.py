"""The letters that tell a decision, to all nominees or applicants of an offer or of a meeting in one act.

Each is to the person himself, in the language that is chosen or that his State speaks; the name of a person of the
roster stands in the letter, which is correspondence, and nowhere else. Who has a letter of the kind gets no second one.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from coopdesk.errors import InvalidValue, Refused
from coopdesk.i18n import N_
from coopdesk.operations import record, rights, steps
from coopdesk.operations.offers import letters
from coopdesk.operations.offers.letters import Extra
from coopdesk.operations.record_types import View
from coopdesk.progress import SILENT, Progress
from coopdesk.records import (
    TYPES,
    Applicant,
    CommitteeMeeting,
    Expert,
    Letter,
    MeetingCase,
    Nomination,
    Opportunity,
)  # fmt: skip
from coopdesk.records.circulation import LETTER_LANGUAGE
from coopdesk.store.home import Store

DECISION = "decision"
KINDS = ("selection", "reserve", "nomination", "acknowledgement", "regret")
"""The kinds of these letters, the best news first."""
_BY_STAGE = {
    "approved": "nomination", "submitted": "nomination", "acknowledged": "nomination", "shortlisted": "nomination",
    "selected": "selection", "in_post": "selection", "ended": "selection", "reserve": "reserve",
    "not_selected": "regret", "declined": "regret",
}  # fmt: skip
_BY_STATUS = {None: "acknowledgement", "received": "acknowledgement", "complete": "acknowledgement",
              "accepted": "selection", "reserve": "reserve", "refused": "regret"}  # fmt: skip
_NO_TYPE = N_("The letters of a decision are those of an opportunity or of a committee meeting.")
_NO_LANGUAGE = N_("A letter is in ar, en, fr or es.")
_OPEN = N_("The letters are written once the scoring is closed.")


class Due(NamedTuple):
    """A letter that is due: about which nomination or applicant, of which kind, to whom, and where there is no person,
    to which institution; ``proposed_by`` gets a copy."""

    subject: Any
    kind: str
    person: Any
    institution: str | None
    offer: str


@rights.needs(rights.READER)
def due(store: Store, type: str, id: str) -> dict[str, int]:
    """Return how many letters of each kind are due and not written yet. Raises ``Refused``, ``NotFound``."""
    with store.session() as session:
        found = _due(session, type, id)
        return {kind: n for kind in KINDS if (n := sum(one.kind == kind for one in found))}


@rights.needs(rights.SECRETARY)
def write_letters(store: Store, type: str, id: str, language: str = "") -> list[View]:
    """Write the letters that are due; all of them, or none. ``language``: by default Arabic to our own and to Arab
    States, English to others. Raises ``Refused``, ``NotFound``, ``InvalidValue``."""
    if language and language not in {one.token for one in LETTER_LANGUAGE}:
        raise InvalidValue(_NO_LANGUAGE, field="language")
    with store.session() as session:
        found = _due(session, type, id)
        session.expunge_all()
    return letters.write_all(store, [_letter(store, one, language) for one in found])


@rights.needs(rights.READER)
def written(store: Store, type: str, id: str) -> list[str]:
    """Return the ids of the letters of the decision that are written, in order."""
    with store.session() as session:
        subjects = [one.id for one, *_ in _cases(session, type, id)]
        wanted = select(Letter.id).where(Letter.about.in_(subjects), Letter.kind.in_(KINDS), Letter.deleted.is_(False))
        return list(session.scalars(wanted.order_by(Letter.rid)))


@rights.needs(rights.APPROVER)
def sign_all(store: Store, type: str, id: str, progress: Progress = SILENT) -> list[View]:
    """Sign every letter of the decision that is not signed yet, each under its own number; returns them."""
    views = [record.show(store, "letter", one) for one in written(store, type, id)]
    wanted = [one for one in views if one["stage"] not in TYPES["letter"].__frozen__]
    signed = []
    for place, one in enumerate(wanted, 1):
        progress.step(place, len(wanted))
        signed.append(steps.take(store, "letter", one["id"], "sign", seen=one["_seen"]))
    return signed


def _letter(store: Store, one: Due, language: str) -> tuple[View, Extra]:
    subject = one.subject
    country = one.person.nationality if one.person is not None and isinstance(subject, Applicant) else None
    lang = language or ("ar" if isinstance(subject, Nomination) else letters.language_for(store, None, country))
    copies = [subject.proposed_by] if subject.proposed_by and subject.proposed_by != one.institution else []
    values = {
        "kind": one.kind, "language": lang, "about": subject.id, "subject": letters.subject_in(store, lang, one.offer),
        "to_kind": "person" if one.person is not None else None, "organization": one.institution,
        "copies_to": copies, "classification": subject.classification, "audience": subject.audience,
    }  # fmt: skip
    return values, Extra(purpose=DECISION, to=one.person)


def _due(session: Session, type: str, id: str) -> list[Due]:
    found = []
    cases = list(_cases(session, type, id))
    ids = [one.id for one, *_ in cases]
    there = select(Letter.about, Letter.kind).where(Letter.about.in_(ids), Letter.deleted.is_(False))
    present = {(about, kind) for about, kind in session.execute(there)}
    mine = select(Nomination.expert).where(Nomination.id.in_(ids))
    named = select(Expert).where(Expert.id.in_(mine), Expert.deleted.is_(False))
    people = {one.id: one for one in session.scalars(named)}
    for subject, kind, offer in cases:
        named = subject.name_en or subject.name_ar
        person = subject if isinstance(subject, Applicant) else people.get(subject.expert or "")
        person = person or (subject if named else None)
        institution = getattr(subject, "institution", None) if person is None else None
        if kind and (person is not None or institution) and (subject.id, kind) not in present:
            found.append(Due(subject, kind, person, institution, offer))
    return found


def _cases(session: Session, type: str, id: str) -> Iterable[tuple[Any, str, str]]:
    """Yield who is told something: the nomination or the applicant, the kind of letter, the offer."""
    if type == "opportunity":
        offer = record.existing(session, Opportunity, id).id
        for one in session.scalars(_of(Nomination, offer)):
            yield one, _BY_STAGE.get(one.stage or "", ""), offer
        for applicant in session.scalars(_of(Applicant, offer)):
            yield applicant, _BY_STATUS.get(applicant.status, ""), offer
    elif type == "committee_meeting":
        meeting: Any = record.existing(session, CommitteeMeeting, id)
        if meeting.stage in (None, "called", "sitting"):
            raise Refused(_OPEN)
        wanted = select(MeetingCase).where(MeetingCase.committee_meeting == meeting.id, MeetingCase.deleted.is_(False))
        for case in session.scalars(wanted.order_by(MeetingCase.position, MeetingCase.rid)):
            for one in session.scalars(_of(Nomination, case.opportunity or "")) if case.chosen else ():
                if one.stage not in ("withdrawn", "returned"):
                    kind = "nomination" if one.id == case.chosen else _BY_STAGE.get(one.stage or "", "regret")
                    yield one, kind, case.opportunity or ""
    else:
        raise Refused(_NO_TYPE)


def _of(cls: Any, offer: str) -> Any:
    return select(cls).where(cls.opportunity == offer, cls.deleted.is_(False)).order_by(cls.rid)
