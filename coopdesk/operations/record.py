"""Records: what types there are, save, show, delete, restore, history, undo, erase. Plain values in and out."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache, partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coopdesk.calendars import today
from coopdesk.errors import InvalidValue, NotFound, Refused
from coopdesk.fields import Field, Flag, Members, parse_id
from coopdesk.history.identity import new_id
from coopdesk.i18n import N_, tr
from coopdesk.operations import (
    alike,
    ceilings,
    degrees,
    due_dates,
    link_checks,
    orders,
    owned_lines,
    rights,
    seen as tokens,
    shorthands,
)
from coopdesk.operations.audience_words import audience_of
from coopdesk.operations.completeness import lacking, lacking_through
from coopdesk.operations.indicators import period_locks
from coopdesk.operations.offers import unseen
from coopdesk.operations.record_types import View, labels, record_type
from coopdesk.records import BY_ENTITY, TYPES, Attachment, Owned, Record, fields_of, owned_by, plural_of
from coopdesk.records.base import owner_field
from coopdesk.records.steps import moved_by
from coopdesk.store import placing
from coopdesk.store.database import empty_log
from coopdesk.store.erasing import erase as erase_record
from coopdesk.store.files import remove
from coopdesk.store.home import Store
from coopdesk.store.listing import TRACES
from coopdesk.store.tables import META, OP, RECORD
from coopdesk.store.writing import Writing

NO_RECORD = N_("There is no {type} “{id}” at this desk. It may have been deleted, or not yet received.")
_NO_KEY = N_("{type} has no field “{name}”. Check the spelling.")
_NOT_A_LIST = N_("A list of objects is expected.")
_NOT_AN_OBJECT = N_("An object with fields and values is expected.")
_SENT_ALREADY = N_("This record went to other desks already, so it cannot be for this computer alone any more.")
IS_DELETED = N_("This record was deleted. Restore it before you change it.")
_STANDS = N_("{field} says where this stands, and does not change. Delete it, and enter it anew in its right place.")
_NO_PLACE = N_("Say first to what this belongs.")
_ONLY_ONE = N_("There is one record “{type}” for all desks. Change that one.")
_NOT_PERSONAL = N_("Only records of persons are erased. Delete this one instead.")
_ATTACH_IT = N_(
    "An attachment is made of a file. Attach files with “record attach”, take them off with “record detach”."
)
_DELETE_IT = N_("A record is not deleted by saving it. Use “record delete” or “record restore”.")
_OTHERS_LINE = N_("The line “{id}” belongs to another record. Change it there.")
_NEVER_EMPTY = N_("This cannot be empty. Choose a value.")
FROZEN = N_("This record is “{stage}” and is not changed any more. It can be changed when it is returned.")
BY_STEPS = N_("“{field}” is moved by the steps of the workflow, not by saving.")
_READ_ONLY = frozenset((*TRACES, "type", "_seen", "deleted")) - {"id"}


@rights.needs(rights.SECRETARY)
def save(store: Store, type: str, values: Mapping[str, Any], *, concurrent: bool = False) -> View:
    """Create a record (no ``id``) or change the fields given; return it as ``show`` does.

    Owned lists are taken under their plurals. ``_seen``, as a view gave it, says what was on the screen: a field
    that changed since raises ``ChangedSince``, unless ``concurrent``. Raises ``InvalidValue``, ``NotFound``.
    """
    return save_all(store, type, [values], concurrent=concurrent)[0]


@rights.needs(rights.SECRETARY)
def save_all(store: Store, type: str, many: Iterable[Mapping[str, Any]], *, concurrent: bool = False) -> list[View]:
    """Save several records in one transaction: all of them, or none."""
    cls = record_type(type)
    if cls is Attachment:
        raise Refused(_ATTACH_IT)
    with store.writing() as writing:
        writing.concurrent = concurrent
        ids = [save_in(writing, cls, values) for values in many]
        ceilings.check(store, writing)
    with store.session() as session:
        return [_view(session, cls, one, nested=True) for one in ids]


@rights.needs(rights.READER)
def show(store: Store, type: str, id: str) -> View:
    """Return a record with its owned lists; raises ``NotFound``."""
    with store.session() as session:
        return _view(session, record_type(type), id, nested=True)


def view_of(record: Record, seen: str) -> View:
    """Return the plain form of a loaded record, without its lists."""
    found: View = {"type": record.__tablename__}
    for name in TRACES:
        value = getattr(record, name)
        found[name] = instant(value) if name.endswith("_at") else value
    found["_seen"] = seen
    if record.deleted:
        found["deleted"] = True
    shared = {"classification", "audience", "tags"}
    fields = sorted(fields_of(type(record)), key=lambda one: one.name not in shared)
    for one in fields:
        found[one.name] = one.kind.plain(getattr(record, one.name))
    return found


def instant(milliseconds: int) -> str:
    """Return a moment in ISO 8601, UTC."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@rights.needs(rights.SECRETARY)
def delete(store: Store, type: str, id: str) -> None:
    """Hide a record; its history stays and it can be restored. Raises ``NotFound``, ``Refused``."""
    with store.writing() as writing:
        refuse_frozen(writing, existing(writing.session, record_type(type), id))
        writing.delete(parse_id(id))


@rights.needs(rights.SECRETARY)
def restore(store: Store, type: str, id: str) -> View:
    """Show a deleted record again. Raises ``NotFound``."""
    with store.writing() as writing:
        refuse_frozen(writing, existing(writing.session, record_type(type), id))
        writing.delete(parse_id(id), undo=True)
    return show(store, type, id)


@rights.needs(rights.ADMINISTRATOR)
def erase(store: Store, type: str, id: str) -> None:
    """Destroy the personal data of a record, of what it owns and of its files, for good. Older backups keep it."""
    cls = record_type(type)
    if not cls.__personal__:
        raise Refused(_NOT_PERSONAL)
    with store.writing() as writing:
        existing(writing.session, cls, id)
        erased = [*owned_lines.owned_ids(writing.session, parse_id(id)), parse_id(id)]
        attached = writing.session.scalars(select(Attachment).where(Attachment.subject.in_(erased))).all()
        chunks = {chunk for one in attached for chunk in (one.chunks or "").split()}
        for record_id in [*(one.id for one in attached), *erased]:
            erase_record(writing, record_id)
        writing.connection.execute(META.delete().where(META.c.key == f"draft/{type}/{parse_id(id)}"))
        for kept in writing.connection.execute(select(Attachment.__table__.c.chunks)).scalars():
            chunks.difference_update((kept or "").split())
    empty_log(store.engine)
    remove(store.files, store.key, chunks)


@rights.needs(rights.READER)
def missing(store: Store, type: str, id: str) -> list[View]:
    """Return the fields that the next steps still need: required, and empty (of a pair: in both languages); then those
    of records that must be complete for one of them, with type and id."""
    cls = record_type(type)
    with store.session() as session:
        view = _view(session, cls, id, nested=True)
        steps = [one for one in cls.__steps__ if view.get("stage") in one.sources]
        through = [lack for one in steps for lack in lacking_through(session, cls, one, view)]
    own = [{"field": one.name, **labels(one.label)} for one in lacking(cls, view)]
    return own + [{"field": one.field, **labels(one.label), "type": one.type, "id": one.id} for one in through]


def assign(record: Record, name: str, value: Any) -> None:
    """Give a field a plain value; raises ``InvalidValue``."""
    setattr(record, name, next(one for one in fields_of(type(record)) if one.name == name).kind.parse(value))


def existing(session: Session, cls: type[Record], id: str) -> Record:
    """Return a record of a type, deleted or not; raises ``NotFound``."""
    record = session.scalars(select(cls).where(cls.id == parse_id(id))).one_or_none()
    if record is None:
        raise NotFound(NO_RECORD, type=tr(cls.__label__), id=id[:60])
    unseen.refuse(session, record)
    return record


def refuse_frozen(writing: Writing, record: Record, *, of_owner: bool = False) -> None:
    """Raise ``Refused`` where the stage of a record (with ``of_owner``: only of what owns it) or the period to which it
    belongs lets nothing change, and where what owns it is for an administrator to write."""
    session = writing.session
    period_locks.refuse(session, record)
    found: Record | None = None if of_owner else record
    link = owner_field(type(record))
    if link is not None:
        owner = TYPES[link.name]
        found = session.scalars(select(owner).where(owner.id == getattr(record, link.name))).one_or_none()
    elif isinstance(record, Attachment) and record.subject is not None:
        entity = session.execute(select(RECORD.c.entity).where(RECORD.c.id == record.subject)).scalar()
        cls = BY_ENTITY.get(entity or 0)
        found = session.scalars(select(cls).where(cls.id == record.subject)).one_or_none() if cls is not None else None
    if found is not None and type(found).__administered__:
        writing.guard()
    stage = getattr(found, "stage", None)
    goes_on = isinstance(record, Owned) and stage in type(record).__open_in__
    if found is not None and stage in type(found).__frozen__ and not goes_on:
        kind = next(one.kind for one in fields_of(type(found)) if one.name == "stage")
        raise Refused(FROZEN, stage=kind.show(stage))


def save_in(writing: Writing, cls: type[Record], values: Mapping[str, Any], *, flush: bool = True) -> str:
    """Create or change a record as ``save`` does, within a transaction of the caller's; returns its id. Without
    ``flush`` it is written with others when the caller flushes: many records are written at once much faster."""
    if not isinstance(values, Mapping):
        raise InvalidValue(_NOT_AN_OBJECT)
    lists = {plural_of(one): one for one in owned_by(cls.__tablename__)}
    if cls.__single__ and not writing.is_ministry:
        raise Refused(ceilings.MINISTRYS, type=tr(cls.__label__))
    record = _record_for(writing, cls, values)
    if _says_deleted(values):
        raise InvalidValue(_DELETE_IT, field="deleted")
    if not set(values) <= _READ_ONLY | {"id"}:
        refuse_frozen(writing, record)
    tokens.take(writing, record, values)
    values = shorthands.spelled_out(cls, values, partial(_views_of, writing.session, record.id))
    since = due_dates.sources(record)
    before = orders.present(record)
    assign_all(writing, record, {name: value for name, value in values.items() if name not in lists})
    orders.check_written(record, before)
    due_dates.fill(writing, record, since, values)
    refuse_frozen(writing, record, of_owner=True)
    if hasattr(record, "reference") and record.reference is None:
        record.reference = writing.references.next(cls.__tablename__, today()[:4])
    if not flush and not set(lists) & set(values):
        return record.id
    writing.session.flush()
    for plural, child in lists.items():
        if plural in values:
            _save_list(writing, record, child, plural, values[plural])
    writing.session.flush()
    return record.id


def assign_all(writing: Writing, record: Record, values: Mapping[str, Any]) -> None:
    """Set the fields given; raises ``InvalidValue`` that names the one which is wrong."""
    cls = type(record)
    by_name, by_steps = _by_name(cls), moved_by(cls.__steps__)
    for name, value in values.items():
        if _is_given(cls, by_name, name, value):
            continue
        if name not in by_name:
            raise InvalidValue(_NO_KEY, type=cls.__tablename__, name=name[:60])
        present = getattr(record, name)
        try:
            found = _parsed(by_name[name], value, present)
            if found == present:
                continue
            if name in by_steps:
                raise Refused(BY_STEPS, field=by_name[name].label)
            if name in cls.__placed__ and record.rid is not None:
                raise Refused(_STANDS, field=by_name[name].label)
            _check(writing.session, record, by_name[name], found, present)
            if name == "audience" and found == "local" and _was_sent(writing, record):
                raise InvalidValue(_SENT_ALREADY)
        except InvalidValue as fault:
            raise _named(fault, name) from None
        setattr(record, name, found)


@cache
def _by_name(cls: type[Record]) -> Mapping[str, Field]:
    return {one.name: one for one in fields_of(cls)}


def _was_sent(writing: Writing, record: Record) -> bool:
    """Tell whether an operation of a record is in a segment, which other desks may have."""
    sent = select(OP.c.seq).where(OP.c.rid == record.rid, OP.c.segment.is_not(None)).limit(1)
    return record.rid is not None and writing.connection.execute(sent).first() is not None


def _is_given(cls: type[Record], by_name: Mapping[str, Field], name: str, value: Any) -> bool:
    """Tell whether a key of a view is no field to be saved. An organization's own field ``type`` is one."""
    if name == "type" and name in by_name:
        return bool(value == cls.__tablename__)
    return name in _READ_ONLY or name == "id"


def _record_for(writing: Writing, cls: type[Record], values: Mapping[str, Any]) -> Record:
    given = values.get("id")
    if given is not None:
        record = existing(writing.session, cls, str(given))
        if record.deleted:
            raise Refused(IS_DELETED)
        return record
    if cls.__single__ and writing.session.scalars(select(cls).where(cls.deleted.is_(False))).first() is not None:
        raise Refused(_ONLY_ONE, type=tr(cls.__label__))
    record = _placed(writing, cls, values) if cls.__placed__ else cls(id=new_id(writing.world, cls.__entity__))
    if record.rid is None and cls.__owner__ is None:
        record.classification, record.audience = alike.beginning(writing, cls, values)
    writing.session.add(record)
    return record


def _placed(writing: Writing, cls: type[Record], values: Mapping[str, Any]) -> Record:
    """Return the record that stands at the place which values name, a new one where there is none."""
    within, place = placing.stands_in(cls)
    if not values.get(within):
        raise InvalidValue(_NO_PLACE, field=within)
    kinds, found = {one.name: one.kind for one in fields_of(cls)}, {}
    for name in (within, *place):
        with _within(name):
            found[name] = kinds[name].parse(values.get(name))
    id = placing.id_of(cls, found[within], [found[name] for name in place])
    if writing.session.scalars(select(cls).where(cls.id == id)).first() is not None:
        return _record_for(writing, cls, {"id": id})
    return cls(id=id)


def _says_deleted(values: Mapping[str, Any]) -> bool:
    with _within("deleted"):
        return bool(Flag().parse(values.get("deleted")))


@contextmanager
def _within(name: str) -> Iterator[None]:
    """Name the field, or the line of a list, in which a value is refused."""
    try:
        yield
    except InvalidValue as fault:
        raise _named(fault, name) from None


def _named(fault: InvalidValue, name: str) -> InvalidValue:
    inner = f".{fault.field}" if fault.field else ""
    return InvalidValue(fault.text, field=f"{name}{inner}", **fault.params)


def _parsed(declared: Field, value: Any, present: Any) -> Any:
    if isinstance(declared.kind, Members) and isinstance(value, Mapping):
        if not set(value) <= {"add", "remove"}:
            raise InvalidValue(_NOT_A_LIST)
        removed = set(declared.kind.parse(value.get("remove")))
        kept = [one for one in present or () if one not in removed]
        return declared.kind.parse([*kept, *declared.kind.parse(value.get("add"))])
    found = declared.kind.parse(value)
    return audience_of(found) if declared.name == "audience" and found is not None else found


def _check(session: Session, record: Record, declared: Field, found: Any, present: Any) -> None:
    """Refuse what a field may not become: who may read a record unsaid, what nobody means."""
    declared.kind.check(found)
    if declared.name in ("classification", "audience") and found is None and type(record).__owner__ is None:
        raise InvalidValue(_NEVER_EMPTY)
    if declared.name == "classification" and found is not None:
        degrees.check_used(session.connection(), found)
    link_checks.check(session, record, declared, found, present)


def _save_list(writing: Writing, owner: Record, cls: type[Record], plural: str, given: Any) -> None:
    if not isinstance(given, list):
        raise InvalidValue(_NOT_A_LIST, field=plural)
    link = owner_field(cls)
    assert link is not None
    present = owned_lines.lines_in(writing.session, cls, owner.id)
    position = max((one.position or 0 for one in present), default=0)
    for place, line in enumerate(given):
        with _within(f"{plural}[{place}]"):
            if not isinstance(line, Mapping):
                raise InvalidValue(_NOT_AN_OBJECT)
            gone = _says_deleted(line)
            known = {**line, link.name: owner.id}
            record: Any = (
                existing(writing.session, cls, str(line.get("id"))) if gone else _record_for(writing, cls, known)
            )
            if getattr(record, link.name) not in (None, owner.id):
                raise InvalidValue(_OTHERS_LINE, id=record.id)
            if gone:
                period_locks.refuse(writing.session, record)
                writing.delete(record.id)
                continue
            tokens.take(writing, record, line)
            setattr(record, link.name, owner.id)
            before = orders.present(record)
            assign_all(writing, record, {name: value for name, value in line.items() if name != link.name})
            orders.check_written(record, before)
            if writing.session.is_modified(record):
                period_locks.refuse(writing.session, record)
            if record.position is None:
                position += 1
                record.position = position


def _view(session: Session, cls: type[Record], id: str, *, nested: bool) -> View:
    record = existing(session, cls, id)
    seen = tokens.now(session)
    view = view_of(record, seen)
    if nested:
        for plural, owned in owned_lines.lines_of(session, record).items():
            view[plural] = [view_of(line, seen) for line in owned]
        view |= shorthands.told(cls, view)
    return view


def _views_of(session: Session, owner: str, cls: type[Record]) -> list[View]:
    return [view_of(line, "") for line in owned_lines.lines_in(session, cls, owner)]
