"""The workflow of a record: which steps it may take now, and taking one."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from coopdesk.calendars import today
from coopdesk.errors import InvalidValue, NotFound, Refused
from coopdesk.fields import Choice, Field
from coopdesk.i18n import N_, tr
from coopdesk.operations import (
    alike,
    ceilings,
    completeness,
    due_dates,
    files,
    freezing,
    grants,
    record as records,
    registry,
    rights,
    seen as tokens,
    sending,
    standing,
    step_checks,
    step_parts,
)  # fmt: skip
from coopdesk.operations.record_types import View, record_type
from coopdesk.records import Attachment, Record, Referral, Remark, fields_of, owned_by, plural_of
from coopdesk.records.steps import Step
from coopdesk.store.home import Store
from coopdesk.store.tables import RECORD, REG
from coopdesk.store.writing import Writing

_NO_STEP = N_("There is no step “{name}” of {type}. The steps are: {steps}.")
_NOT_NOW = N_("“{step}” cannot be done now: the stage of this record is “{stage}”.")
_MINISTRYS = N_("Only the Ministry takes the step “{step}”.")
_INCOMPLETE = N_("“{step}” needs what is still missing: {fields}.")
_THROUGH = N_("“{step}” needs what is still missing in the record “{of}”: {fields}.")
_COMMENT = N_("“{step}” needs a comment that says what is asked.")
_NO_STAGE = N_("not begun", "stage")
_NOT_PROVEN = N_(
    "“{step}” cannot be done: whoever took the step before was not entitled to it, or did not sign it. "
    "Return the record, and ask the desk that sent it."
)
_UNKNOWN_FIRST = N_(
    "“{step}” cannot be done: the Ministry does not know the first administrator of {desk} yet, from whom the roles "
    "there follow. Let the desk send its request again, and admit it."
)
_REPEATED = N_(
    "“{step}” cannot be done: the step before is an older one that was written again. Return the record, and ask the "
    "desk that sent it."
)
_WHO = N_("Say who decided: “{step}” was given elsewhere, not by yourself here.")
_NOT_HIS = N_("“{step}” is not for that officer to decide at this desk.")
_SCAN = N_("Attach the paper or the message on which “{step}” was given.")
_HOW = N_("Say in a comment what was said on the telephone.")
_UNDECIDED = N_("“{step}” has to wait: {n} fields hold several values. Decide which one stands first.")
_NO_READERS = N_("“{step}” sends the record to nobody else. Leave out for whom it is.")
_READERS = N_("Say for whom it is from now on: “{step}” needs it.")
_NO_OPINION = N_("“{step}” asks for no opinion. Leave out whose it would be.")
_NO_FIELD = N_("There is no field “{name}” to which a remark can be pinned.")
_NOT_NEEDED = N_("“{step}” does not ask for the field “{name}”.")
_GONE = N_("This officer has left the desk, and decides nothing any more.")
_WHOM = N_("“{step}” needs the entity whose opinion is asked.")
_NO_NUMBER = N_("“{step}” gives no registry number. Leave it out.")


class Said(NamedTuple):
    """What is said with a step.

    ``given``: here, or on paper, by telephone, by e-mail, and then by whom (``by``, id of an officer); ``behalf``: in
    whose name it is done; ``scan``: the paper; ``remarks``: names of fields, each with the text pinned to it;
    ``asked_of``, ``due``: whose opinion, until when; ``readers``: the audience from then on; ``number``,
    ``registered_on``: of the registry, by default the next one and today; ``filled``: fields that the step needs, with
    the values that they get with it.
    """

    comment: str = ""
    given: str = "here"
    by: str | None = None
    behalf: str | None = None
    scan: Path | None = None
    remarks: tuple[tuple[str, str], ...] = ()
    asked_of: str | None = None
    due: str | None = None
    readers: str | None = None
    number: str | None = None
    registered_on: str | None = None
    filled: tuple[tuple[str, Any], ...] = ()


@rights.needs(rights.READER)
def steps(store: Store, type: str, view: View) -> list[Step]:
    """Return the steps that the person at work may take now with a record, as ``show`` gave it, in order."""
    if view.get("deleted") or (_is_published(view) and not store.is_ministry):
        return []
    ministry, role = store.is_ministry, rights.ROLES.index(rights.role_of(store))
    return [
        one
        for one in record_type(type).__steps__
        if view.get("stage") in one.sources and (ministry or not one.ministry) and role >= _least(one)
    ]


@rights.needs(rights.SECRETARY)
def take(
    store: Store, type: str, id: str, step: str, comment: str = "", seen: str | None = None, said: Said | None = None
) -> View:
    """Take a step of the workflow; returns the record as ``show`` does.

    Raises ``NotFound``, ``Refused`` (not now, not here, not yours, something is missing), ``InvalidValue``, and
    ``ChangedSince`` where ``seen`` is older than another's step. A record that stayed at this desk goes, with its lines
    and files, to whom the step sends it.
    """
    cls = record_type(type)
    chosen = named(cls, step)
    said = said or Said()
    said = said._replace(comment=comment or said.comment)
    check_person(store, chosen, said)
    with store.session() as session:
        ready(session, cls, id, chosen, said, ministry=store.is_ministry)
    for fault in unproven(store, cls, [id], chosen).values():
        raise fault
    if said.scan is not None:
        files.attach(store, type, id, said.scan, paper=True)
    with store.writing() as writing:
        take_in(writing, store, cls, id, chosen, said, seen)
        ceilings.check(store, writing)
    freezing.settle(store)
    return records.show(store, type, id)


def take_in(
    writing: Writing, store: Store, cls: type[Record], id: str, step: Step, said: Said, seen: str | None = None
) -> None:
    """Take a step as ``take`` does, within a transaction of the caller's, who looks first whether it is for the person
    at work."""
    record = ready(writing.session, cls, id, step, said, ministry=writing.is_ministry)
    tokens.take(writing, record, {"_seen": seen})
    since = due_dates.sources(record)
    records.assign_all(writing, record, dict(said.filled))
    due_dates.fill(writing, record, since, dict(said.filled))
    _say_along(store, writing, record, said)
    prepare(writing, store, record, step, said)
    writing.session.flush()
    decided = decided_on(writing, cls, [id], step)
    mark(record, store, step, said, decided[id], acting=is_acting(store))
    writing.session.flush()
    step_checks.after(writing, record, step.name)


def named(cls: type[Record], step: str) -> Step:
    """Return a step of a type by its name; raises ``NotFound``."""
    found = next((one for one in cls.__steps__ if one.name == step), None)
    if found is None:
        raise NotFound(
            _NO_STEP, name=step[:60], type=tr(cls.__label__), steps=", ".join(one.name for one in cls.__steps__) or "–"
        )
    return found


def ready(session: Session, cls: type[Record], id: str, step: Step, said: Said, *, ministry: bool) -> Any:
    """Return the record, with which the step can be taken now; raises ``Refused``, ``InvalidValue``, ``NotFound``."""
    record = records.existing(session, cls, id)
    undecided = undecided_in(session.connection(), cls, [id], step)
    check_ready(session, record, step, said, undecided[id], ministry=ministry)
    return record


def check_ready(session: Session, record: Any, step: Step, said: Said, undecided: int, *, ministry: bool) -> None:
    """Raise ``Refused`` or ``InvalidValue`` where the step cannot be taken with a record now. ``undecided``: how many
    of its fields hold several values."""
    cls = type(record)
    _check_now(cls, record, step, said, ministry=ministry)
    lacks = completeness.lacking_through(session, cls, step, records.view_of(record, "")) if step.through else []
    if lacks:
        of = tr(record_type(lacks[0].type).__label__)
        raise Refused(_THROUGH, step=step.label, of=of, fields=", ".join(tr(one.label) for one in lacks))
    if undecided:
        raise Refused(_UNDECIDED, step=step.label, n=undecided)
    step_checks.check(session, record, step.name)


@rights.needs(rights.READER)
def unproven(store: Store, cls: type[Record], ids: Sequence[str], step: Step) -> dict[str, Refused]:
    """Return those of these records of which the step before may not be gone on from by one that clears, with why."""
    if not (step.ministry and step.target in cls.__frozen__):
        return {}
    counting = standing.counting(store, cls, ids)
    return {id: _why_unproven(store, cls, id, step) for id in ids if not counting[id]}


def _why_unproven(store: Store, cls: type[Record], id: str, step: Step) -> Refused:
    worth, desk = standing.of(store, cls, id), records.show(store, cls.__tablename__, id)["created_desk"]
    if worth is not None and worth.proof == "not_entitled" and desk in grants.unknown_first(store):
        return Refused(_UNKNOWN_FIRST, step=step.label, desk=desk)
    return Refused(_REPEATED if worth is not None and worth.proof == "repeated" else _NOT_PROVEN, step=step.label)


def _least(step: Step) -> int:
    """Return the least role, by its place, that may take a step or note that it was given elsewhere."""
    least = rights.ROLES.index(step.role)
    return min(least, rights.ROLES.index(rights.OFFICER)) if step.decides else least


@rights.needs(rights.READER)
def check_person(store: Store, step: Step, said: Said) -> None:
    """Raise ``Refused`` where it is not for the person at work, or not for the one who decided elsewhere."""
    if said.given == "here":
        rights.require(store, step.role)
        return
    rights.require(store, rights.OFFICER)
    if said.by is None or said.by == store.officer:
        raise InvalidValue(_WHO, field="by", step=step.label)
    _refuse_gone(store, said.by)
    everyone = [grant for several in grants.at(store, store.desk).values() for grant in several]
    decided = grants.role_on(everyone, said.by, today())
    if decided is None or rights.ROLES.index(decided.role) < rights.ROLES.index(step.role):
        raise Refused(_NOT_HIS, step=step.label)
    if said.given in ("paper", "email") and said.scan is None:
        raise InvalidValue(_SCAN, field="scan", step=step.label)
    if said.given == "telephone" and not said.comment.strip():
        raise InvalidValue(_HOW, field="comment")


def _refuse_gone(store: Store, officer: str) -> None:
    if records.show(store, "officer", officer)["left"]:
        raise Refused(_GONE)


def _check_now(cls: type[Record], record: Any, step: Step, said: Said, *, ministry: bool) -> None:
    if record.deleted:
        raise Refused(records.IS_DELETED)
    if record.stage not in step.sources:
        kind = next(one.kind for one in fields_of(cls) if one.name == "stage")
        shown = kind.label(record.stage) if record.stage and isinstance(kind, Choice) else tr(_NO_STAGE)
        raise Refused(_NOT_NOW, step=step.label, stage=shown)
    if not ministry and (step.ministry or _is_published(records.view_of(record, ""))):
        raise Refused(_MINISTRYS, step=step.label)
    if step.comment and not said.comment.strip():
        raise InvalidValue(_COMMENT, field="comment", step=step.label)
    if step.asks == "opinion" and said.asked_of is None:
        raise InvalidValue(_WHOM, field="asked_of", step=step.label)
    if step.asks != "opinion" and said.asked_of is not None:
        raise InvalidValue(_NO_OPINION, field="asked_of", step=step.label)
    if step.asks == "readers" and not said.readers:
        raise InvalidValue(_READERS, field="readers", step=step.label)
    if step.asks != "readers" and said.readers:
        raise InvalidValue(_NO_READERS, field="readers", step=step.label)
    if not step.registers and (said.number or said.registered_on):
        raise InvalidValue(_NO_NUMBER, field="number", step=step.label)
    names = {one.name for one in fields_of(cls)} | {plural_of(one) for one in owned_by(cls.__tablename__)} | {""}
    for name, _ in said.remarks:
        if name not in names:
            raise InvalidValue(_NO_FIELD, field="remarks", name=name[:60])
    for name, _ in said.filled:
        if name not in step.needs:
            raise InvalidValue(_NOT_NEEDED, field=name, name=name[:60], step=step.label)
    lacking = [tr(one.label) for one in lacking_for(cls, step, records.view_of(record, "") | dict(said.filled))]
    if lacking:
        raise Refused(_INCOMPLETE, step=step.label, fields=", ".join(lacking))


def _is_published(view: View) -> bool:
    """Tell whether a record came with the program: every desk has it, and no mission decides on it for all."""
    return bool(view.get("created_at")) and view["created_desk"] is None


def lacking_for(cls: type[Record], step: Step, view: View) -> list[Field]:
    """Return the fields that a step needs and that a view does not fill."""
    named = [one for one in fields_of(cls) if one.name in step.needs and view.get(one.name) in (None, "", [])]
    return [*(completeness.lacking(cls, view) if step.complete else []), *named]


@rights.needs(rights.READER)
def lacking_elsewhere(store: Store, type: str, view: View, step: Step) -> list[completeness.Lack]:
    """Return what is missing in other records before a step of this one."""
    with store.session() as session:
        return completeness.lacking_through(session, record_type(type), step, view)


def undecided_in(connection: Connection, cls: type[Record], ids: Sequence[str], step: Step) -> dict[str, int]:
    """Return how many fields of each record, its lines among them, hold several values of what a step decides on."""
    stage = next(one.register for one in fields_of(cls) if one.name == "stage")
    found = dict.fromkeys(ids, 0)
    if not step.decides:
        return found
    several = select(RECORD.c.id, RECORD.c.owner).join(REG, RECORD.c.rid == REG.c.rid).where(REG.c.conflict > 0)
    own = several.where(RECORD.c.id.in_(ids), REG.c.field != stage)
    for row in (*connection.execute(own), *connection.execute(several.where(RECORD.c.owner.in_(ids)))):
        found[row.id if row.id in found else row.owner] += 1
    return found


def _say_along(store: Store, writing: Writing, record: Record, said: Said) -> None:
    """Write the remarks that are pinned to fields, and the opinion that is asked."""
    shared = {"classification": record.classification, "audience": record.audience, "subject": record.id}
    for name, text in said.remarks:
        if text.strip():
            records.save_in(writing, Remark, {"of_field": name or None, "text": text, **shared})
    if said.asked_of is not None:
        asked = {"asked_of": said.asked_of, "question": said.comment or None, "asked_on": today(), "due": said.due}
        records.save_in(writing, Referral, {**asked, **shared})


def prepare(writing: Writing, store: Store, record: Any, step: Step, said: Said) -> None:
    """Write what a step changes of a record and of what goes with it, but for the stage. The caller flushes."""
    cls: type[Record] = type(record)
    names = {one.name for one in fields_of(cls)}
    _name_people(record, names, step, store.officer, said.by if said.given != "here" else store.officer)
    accredited = sending.accredited(writing.session, record, step.sends) if step.sends else None
    sending.send_along(writing, record, step, accredited)
    audience = said.readers or accredited or step.audience
    if step.version and "version" in names:
        record.version = (record.version or 1) + 1
    if audience is not None and (said.readers or record.audience in sending.NARROW[bool(accredited)]):
        along = list(alike.those_of(writing.session, record))
        records.assign_all(writing, record, {"audience": audience})
        for other in along:
            records.assign_all(writing, other, {"audience": alike.sent(other, audience)})
        for one in writing.session.scalars(select(Attachment).where(Attachment.subject == record.id)):
            if not one.deleted:
                one.audience = audience
    if step.registers:
        _register(writing, cls, record, said)
    if step.dates and getattr(record, step.dates) is None:
        records.assign_all(writing, record, {step.dates: today()})


@rights.needs(rights.READER)
def is_acting(store: Store) -> bool:
    """Tell whether the person at work acts for the head of the desk."""
    grant = grants.grant_here(store)
    return bool(grant is not None and grant.acting)


def decided_on(writing: Writing, cls: type[Record], ids: Sequence[str], step: Step) -> dict[str, str | None]:
    """Return what a step decides on in each of these records now; None for a step that decides nothing."""
    if not step.decides:
        return dict.fromkeys(ids)
    read = step_parts.read(writing.connection, cls, ids)
    return {id: standing.decided_on(parts) for id, parts in read.items()}


def mark(record: Any, store: Store, step: Step, said: Said, decided: str | None, *, acting: bool) -> None:
    """Write the stage to which a step leads, signed; what it changes beside that is written. ``decided``: on what it
    decides. The caller flushes."""
    decider = said.by if said.given != "here" else store.officer
    for name, value in (
        ("stage", step.target), ("stage_on", today()), ("stage_by", store.officer), ("stage_comment", said.comment),
        ("stage_given", said.given), ("stage_for", decider if said.given != "here" else said.behalf),
        ("stage_acting", acting or None), ("stage_of", decided),
    ):  # fmt: skip
        records.assign(record, name, value)
    record.stage_key = record.stage_proof = None
    if store.own is not None:
        standing.sign(record, store.own)


def _register(writing: Writing, cls: type[Record], record: Any, said: Said) -> None:
    """Give a record its number and day of the registry."""
    number = (said.number or "").strip() or registry.number_for(writing.connection, cls, record.id)
    for key, name, value in (
        ("number", "registry_number", number), ("registered_on", "registry_date", said.registered_on or today()),
    ):  # fmt: skip
        try:
            records.assign(record, name, value)
        except InvalidValue as fault:
            raise InvalidValue(fault.text, field=key, **fault.params) from None
    registry.check_free(writing.connection, cls, record.id, record.registry_number)


def _name_people(record: Any, names: set[str], step: Step, present: str | None, decider: str | None) -> None:
    """Fill who prepared, reviewed and signed a document, as its steps tell; what was written by hand stays."""
    if not {"prepared_by", "reviewed_by", "signed_by"} <= names:
        return
    record.prepared_by = record.prepared_by or record.created_by or present
    if step.decides and not step.ministry:
        record.signed_by = decider
    elif step.complete and present != record.prepared_by:
        record.reviewed_by = record.reviewed_by or present
    elif step.version or step.target == "returned":
        record.signed_by = None
