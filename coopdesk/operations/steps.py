"""The workflow of a record: which steps it may take now, and taking one."""

from sqlalchemy import select

from coopdesk.calendars import today
from coopdesk.errors import InvalidValue, NotFound, Refused
from coopdesk.fields import Choice
from coopdesk.i18n import N_, tr
from coopdesk.operations import ceilings, record as records
from coopdesk.operations.record_types import View, record_type
from coopdesk.records import Attachment, Record, fields_of
from coopdesk.records.base import Step
from coopdesk.store.home import Store

_NO_STEP = N_("There is no step “{name}” of {type}. The steps are: {steps}.")
_NOT_NOW = N_("“{step}” cannot be done now: the stage of this record is “{stage}”.")
_MINISTRYS = N_("Only the Ministry takes the step “{step}”.")
_INCOMPLETE = N_("“{step}” needs what is still missing: {fields}.")
_COMMENT = N_("“{step}” needs a comment that says what is asked.")
_NO_STAGE = N_("not begun", "stage")


def steps(store: Store, type: str, view: View) -> list[Step]:
    """Return the steps that a record, as ``show`` gave it, may take now at this desk, in order."""
    if view.get("deleted"):
        return []
    ministry = store.is_ministry
    return [
        one
        for one in record_type(type).__steps__
        if view.get("stage") in one.sources and (ministry or not one.ministry)
    ]


def take(store: Store, type: str, id: str, step: str, comment: str = "", seen: str | None = None) -> View:
    """Take a step of the workflow; returns the record as ``show`` does.

    A draft that stayed at this desk goes to the Ministry from now on, with its files. Raises ``NotFound``,
    ``Refused`` (not now, not here, something is missing), ``InvalidValue``, and ``ChangedSince`` where ``seen``
    is older than another's step.
    """
    cls = record_type(type)
    chosen = next((one for one in cls.__steps__ if one.name == step), None)
    if chosen is None:
        raise NotFound(
            _NO_STEP, name=step[:60], type=tr(cls.__label__), steps=", ".join(one.name for one in cls.__steps__) or "–"
        )
    with store.writing() as writing:
        record = records.existing(writing.session, cls, id)
        _check(cls, record, chosen, comment, ministry=writing.is_ministry)
        if not chosen.comment:
            lacking = [tr(one.label) for one in records.lacking(cls, records.view_of(record, ""))]
            if lacking:
                raise Refused(_INCOMPLETE, step=chosen.label, fields=", ".join(lacking))
        records.take_seen(writing, record, {"_seen": seen})
        for name, value in (
            ("stage", chosen.target), ("stage_on", today()), ("stage_by", store.officer), ("stage_comment", comment),
        ):  # fmt: skip
            records.assign(record, name, value)
        if record.audience == "local":
            record.audience = "ministry"
            for one in writing.session.scalars(select(Attachment).where(Attachment.subject == record.id)):
                if one.audience == "local" and not one.deleted:
                    one.audience = "ministry"
        ceilings.check(store, writing)
    return records.show(store, type, id)


def _check(cls: type[Record], record: Record, step: Step, comment: str, *, ministry: bool) -> None:
    if record.deleted:
        raise Refused(records.IS_DELETED)
    stage: str | None = getattr(record, "stage")  # noqa: B009 - every type with steps has it
    if stage not in step.sources:
        kind = next(one.kind for one in fields_of(cls) if one.name == "stage")
        shown = kind.label(stage) if stage and isinstance(kind, Choice) else tr(_NO_STAGE)
        raise Refused(_NOT_NOW, step=step.label, stage=shown)
    if step.ministry and not ministry:
        raise Refused(_MINISTRYS, step=step.label)
    if step.comment and not comment.strip():
        raise InvalidValue(_COMMENT, field="comment", step=step.label)
