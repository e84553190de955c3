"""Records: what types there are, save, show, delete, restore, history, undo, erase. Plain values in and out."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from coopdesk.calendars import today
from coopdesk.errors import InvalidValue, NotFound, Refused
from coopdesk.fields import Field, Link, Links, Members, language_of, parse_id
from coopdesk.i18n import N_, Text, tr, using
from coopdesk.records import TYPES, Attachment, Record, fields_of, owned_by, plural_of
from coopdesk.records.base import owner_field
from coopdesk.store.database import empty_log
from coopdesk.store.files import remove
from coopdesk.store.home import Store
from coopdesk.store.listing import TRACES
from coopdesk.store.tables import OP, RECORD
from coopdesk.store.writing import Writing, erase as erase_record

View = dict[str, Any]

_NO_TYPE = N_("There is no record type “{name}”.")
NO_RECORD = N_("There is no {type} “{id}” at this desk. It may have been deleted, or not yet received.")
_NO_KEY = N_("{type} has no field “{name}”. Check the spelling.")
_NOT_A_LIST = N_("A list of objects is expected.")
_NOT_AN_OBJECT = N_("An object with fields and values is expected.")
_FOREIGN_SEEN = N_("_seen is not from this home. Read the record again, then save.")
_SECRET_FOR_ALL = N_("A confidential record cannot go to every desk. Choose a narrower audience first.")
_NOTHING_TO_UNDO = N_("Nothing of this change can be undone: others have changed it since.")
_IS_DELETED = N_("This record was deleted. Restore it before you change it.")
_ONLY_ONE = N_("There is one record “{type}” for all desks. Change that one.")
_NOT_PERSONAL = N_("Only records of persons are erased. Delete this one instead.")
_UNTITLED = N_("Untitled")
_READ_ONLY = frozenset((*TRACES, "type", "_seen", "deleted")) - {"id"}
_GUARDED = frozenset(("confidential", "secret", "top_secret"))


def record_type(name: str) -> type[Record]:
    """Return the class of a record type; raises ``NotFound``."""
    if name not in TYPES:
        raise NotFound(_NO_TYPE, name=name[:60])
    return TYPES[name]


def types() -> list[View]:
    """Return every record type with its fields, labels in both languages and choices."""
    return [
        {
            "name": name,
            **labels(cls.__label__),
            "owner": cls.__owner__,
            "fields": [_field_view(cls, one) for one in fields_of(cls)],
        }
        for name, cls in TYPES.items()
    ]


def save(store: Store, type: str, values: Mapping[str, Any], *, concurrent: bool = False) -> View:
    """Create a record (no ``id``) or change the fields given; return it as ``show`` does.

    Owned lists are taken under their plurals. ``_seen``, as a view gave it, says what was on the screen: a field
    that changed since raises ``ChangedSince``, unless ``concurrent``. Raises ``InvalidValue``, ``NotFound``.
    """
    return save_all(store, type, [values], concurrent=concurrent)[0]


def save_all(store: Store, type: str, many: Iterable[Mapping[str, Any]], *, concurrent: bool = False) -> list[View]:
    """Save several records in one transaction: all of them, or none."""
    cls = record_type(type)
    with store.writing() as writing:
        writing.concurrent = concurrent
        ids = [_save(writing, cls, values) for values in many]
    with store.session() as session:
        return [_view(session, cls, one, nested=True) for one in ids]


def show(store: Store, type: str, id: str) -> View:
    """Return a record with its owned lists; raises ``NotFound``."""
    with store.session() as session:
        return _view(session, record_type(type), parse_id(id), nested=True)


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


def seen_now(session: Session) -> str:
    """Return the token of what this desk shows now."""
    last = session.execute(select(OP.c.seq).order_by(OP.c.seq.desc()).limit(1)).scalar() or 0
    return str(last)


def delete(store: Store, type: str, id: str) -> None:
    """Hide a record; its history stays and it can be restored. Raises ``NotFound``."""
    with store.writing() as writing:
        _existing(writing, record_type(type), id)
        writing.delete(parse_id(id))


def restore(store: Store, type: str, id: str) -> View:
    """Show a deleted record again. Raises ``NotFound``."""
    with store.writing() as writing:
        _existing(writing, record_type(type), id)
        writing.delete(parse_id(id), undo=True)
    return show(store, type, id)


def erase(store: Store, type: str, id: str) -> None:
    """Destroy the personal data of a record, of what it owns and of its files, for good. Older backups keep it."""
    cls = record_type(type)
    if not cls.__personal__:
        raise Refused(_NOT_PERSONAL)
    with store.writing() as writing:
        _existing(writing, cls, id)
        erased = [*owned_ids(writing.session, parse_id(id)), parse_id(id)]
        attached = writing.session.scalars(select(Attachment).where(Attachment.subject.in_(erased))).all()
        chunks = {chunk for one in attached for chunk in (one.chunks or "").split()}
        for record_id in [*(one.id for one in attached), *erased]:
            erase_record(writing, record_id)
        for kept in writing.connection.execute(select(Attachment.__table__.c.chunks)).scalars():
            chunks.difference_update((kept or "").split())
    empty_log(store.engine)
    remove(store.files, store.key, chunks)


def missing(store: Store, type: str, id: str) -> list[View]:
    """Return the fields that the next step still needs: required, and empty (of a pair: in both languages)."""
    cls = record_type(type)
    view = show(store, type, id)
    return [
        {"field": one.name, **labels(one.label)}
        for one in fields_of(cls)
        if one.required and not any(view[name] for name in _pair(cls, one))
    ]


def _save(writing: Writing, cls: type[Record], values: Mapping[str, Any]) -> str:
    if not isinstance(values, Mapping):
        raise InvalidValue(_NOT_AN_OBJECT)
    lists = {plural_of(one): one for one in owned_by(cls.__tablename__)}
    record = _record_for(writing, cls, values)
    _take_seen(writing, record, values)
    by_name = {one.name: one for one in fields_of(cls)}
    for name, value in values.items():
        if _is_given(cls, by_name, name, value) or name in lists:
            continue
        if name not in by_name:
            raise InvalidValue(_NO_KEY, type=cls.__tablename__, name=name[:60])
        setattr(record, name, _parsed(by_name[name], value, getattr(record, name)))
    if record.classification in _GUARDED and record.audience == "all":
        raise InvalidValue(_SECRET_FOR_ALL, field="audience")
    if "reference" in by_name and record.reference is None:  # type: ignore[attr-defined]
        record.reference = writing.next_reference(cls.__tablename__, today()[:4])  # type: ignore[attr-defined]
    writing.session.flush()
    for plural, child in lists.items():
        if plural in values:
            _save_list(writing, record, child, plural, values[plural])
    writing.session.flush()
    return record.id


def _is_given(cls: type[Record], by_name: Mapping[str, Field], name: str, value: Any) -> bool:
    """Tell whether a key of a view is no field to be saved. An organization's own field ``type`` is one."""
    if name == "type" and name in by_name:
        return bool(value == cls.__tablename__)
    return name in _READ_ONLY or name == "id"


def _record_for(writing: Writing, cls: type[Record], values: Mapping[str, Any]) -> Record:
    given = values.get("id")
    if given is not None:
        record = _existing(writing, cls, str(given))
        if record.deleted:
            raise Refused(_IS_DELETED)
        return record
    if cls.__single__ and writing.session.scalars(select(cls).where(cls.deleted.is_(False))).first() is not None:
        raise Refused(_ONLY_ONE, type=tr(cls.__label__))
    record = cls(id=str(uuid4()))
    if cls.__owner__ is None:
        record.classification, record.audience = "internal", cls.__audience__
    writing.session.add(record)
    return record


def _take_seen(writing: Writing, record: Record, values: Mapping[str, Any]) -> None:
    seen = values.get("_seen")
    if seen is None:
        return
    if not (isinstance(seen, str) and seen.isdecimal() and len(seen) < 16):
        raise Refused(_FOREIGN_SEEN)
    writing.seen[record.id] = int(seen)


def _parsed(declared: Field, value: Any, present: Any) -> Any:
    try:
        if isinstance(declared.kind, Members) and isinstance(value, Mapping):
            if not set(value) <= {"add", "remove"}:
                raise InvalidValue(_NOT_A_LIST)
            removed = set(declared.kind.parse(value.get("remove")))
            kept = [one for one in present or () if one not in removed]
            return declared.kind.parse([*kept, *declared.kind.parse(value.get("add"))])
        return declared.kind.parse(value)
    except InvalidValue as fault:
        raise InvalidValue(fault.text, field=declared.name, **fault.params) from None


def _save_list(writing: Writing, owner: Record, cls: type[Record], plural: str, lines: Any) -> None:
    if not isinstance(lines, list):
        raise InvalidValue(_NOT_A_LIST, field=plural)
    link = owner_field(cls)
    assert link is not None
    present = _lines(writing.session, cls, owner.id)
    position = max((one.position or 0 for one in present), default=0)
    by_name = {one.name: one for one in fields_of(cls)}
    for place, line in enumerate(lines):
        if not isinstance(line, Mapping):
            raise InvalidValue(_NOT_AN_OBJECT, field=f"{plural}[{place}]")
        line_id = line.get("id")
        if line_id is not None and line.get("deleted"):
            _existing(writing, cls, str(line_id))
            writing.delete(parse_id(line_id))
            continue
        record = _record_for(writing, cls, line)
        _take_seen(writing, record, line)
        setattr(record, link.name, owner.id)
        for name, value in line.items():
            if _is_given(cls, by_name, name, value) or name == link.name:
                continue
            if name not in by_name:
                raise InvalidValue(_NO_KEY, field=f"{plural}[{place}]", type=cls.__tablename__, name=name[:60])
            try:
                setattr(record, name, _parsed(by_name[name], value, getattr(record, name)))
            except InvalidValue as fault:
                raise InvalidValue(fault.text, field=f"{plural}[{place}].{name}", **fault.params) from None
        if record.position is None:  # type: ignore[attr-defined]
            position += 1
            record.position = position  # type: ignore[attr-defined]


def _existing(writing: Writing, cls: type[Record], id: str) -> Record:
    record = writing.session.scalars(select(cls).where(cls.id == parse_id(id))).one_or_none()
    if record is None:
        raise NotFound(NO_RECORD, type=tr(cls.__label__), id=id[:60])
    return record


def _lines(session: Session, cls: type[Record], owner: str) -> list[Any]:
    link = owner_field(cls)
    assert link is not None
    found = select(cls).where(getattr(cls, link.name) == owner, cls.deleted.is_(False))
    lines = list(session.scalars(found))
    return sorted(lines, key=lambda one: (one.position is None, one.position or 0, one.id))


def lines_of(session: Session, record: Record) -> dict[str, list[Any]]:
    """Return the owned lists of a record by their plurals, each in order."""
    return {plural_of(cls): _lines(session, cls, record.id) for cls in owned_by(record.__tablename__)}


def _view(session: Session, cls: type[Record], id: str, *, nested: bool) -> View:
    record = session.scalars(select(cls).where(cls.id == id)).one_or_none()
    if record is None:
        raise NotFound(NO_RECORD, type=tr(cls.__label__), id=id[:60])
    seen = seen_now(session)
    view = view_of(record, seen)
    if nested:
        for plural, lines in lines_of(session, record).items():
            view[plural] = [view_of(line, seen) for line in lines]
    return view


def owned_ids(session: Session, owner: str) -> list[str]:
    return list(session.execute(select(RECORD.c.id).where(RECORD.c.owner == owner)).scalars())


def _pair(cls: type[Record], declared: Field) -> list[str]:
    lang = language_of(declared)
    if lang is None:
        return [declared.name]
    stem = declared.name.removesuffix(f"_{lang}")
    return [one.name for one in fields_of(cls) if one.name in (f"{stem}_en", f"{stem}_ar")]


def labels(text: Text) -> dict[str, str]:
    with using("en"):
        english = tr(text)
    with using("ar"):
        return {"label_en": english, "label_ar": tr(text)}


def _field_view(cls: type[Record], one: Field) -> View:
    choices = getattr(one.kind, "options", ())
    return {
        "name": one.name,
        "kind": one.kind.name,
        **labels(one.label),
        "required": one.required,
        "bilingual": len(_pair(cls, one)) == 2,
        "choices": [{"value": choice.token, **labels(choice.label)} for choice in choices] or None,
        "link_to": (one.kind.to or None) if isinstance(one.kind, Link | Links) else None,
    }
