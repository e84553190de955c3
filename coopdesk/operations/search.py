"""Finding anything in either script."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coopdesk.operations.record_types import record_type
from coopdesk.operations.titles import titles_in
from coopdesk.operations.words import marks
from coopdesk.records import BY_ENTITY, Attachment, owned_by
from coopdesk.records.base import table_of
from coopdesk.store import search
from coopdesk.store.folding import fold, typed, without_prefix
from coopdesk.store.home import Store
from coopdesk.store.tables import RECORD

_AROUND = 60


def find(store: Store, query: str, type: str | None = None, limit: int = 20) -> list[dict[str, Any]]:
    """Return what holds every word of the query, best first: type, id, title, and the words around the hit.

    A hit in a line of an owned list is told as its owner. Raises ``NotFound`` for an unknown type.
    """
    entities: tuple[int, ...] = ()
    if type is not None:
        entities = tuple(cls.__entity__ for cls in (record_type(type), *owned_by(type)))
    with store.session() as session:
        numbers = search.hits(session.connection(), query, entities, limit * 3)
        rows = session.execute(select(RECORD.c.rid, RECORD.c.id, RECORD.c.entity, RECORD.c.owner).where(
            RECORD.c.rid.in_(numbers)
        ))  # fmt: skip
        by_rid = {row.rid: row for row in rows}
        hits: dict[str, tuple[str, int]] = {}
        for rid in numbers:
            row = by_rid.get(rid)
            if row is not None and row.entity in BY_ENTITY:
                cls = BY_ENTITY[row.entity]
                told, name = (row.owner, cls.__owner__) if row.owner else (row.id, cls.__tablename__)
                hits.setdefault(told, (str(name), rid))
        alive = _alive(session, hits)
        kept = [(told, *hit) for told, hit in hits.items() if told in alive][:limit]
        snippets = _snippets(session, [by_rid[rid] for _, _, rid in kept], query)
        titles = titles_in(session, [told for told, _, _ in kept])
    return [
        {"type": name, "id": told, "title": titles[told], "snippet": snippets.get(rid, "")} for told, name, rid in kept
    ]


def find_anything(store: Store, query: str, type: str | None = None, limit: int = 20) -> list[dict[str, Any]]:
    """Return what ``find`` does, each with what a search box shows and does besides.

    ``marks``: the words of title and of snippet that were asked for, as pairs of places; ``opens``: the type and id of
    the record to open, which for a file is the one that it is attached to. Files of no record are left out.
    """
    found = find(store, query, type, limit)
    with store.session() as session:
        files = [hit["id"] for hit in found if hit["type"] == Attachment.__tablename__]
        of_files = _subjects(session, files)
    for hit in found:
        hit["marks"] = {name: marks(hit[name], query) for name in ("title", "snippet")}
        hit["opens"] = of_files.get(hit["id"]) if hit["id"] in files else (hit["type"], hit["id"])
    return [hit for hit in found if hit["opens"]]


def _subjects(session: Session, files: list[str]) -> dict[str, tuple[str, str]]:
    """Return for each file the type and id of the record that it is attached to, where that is not deleted."""
    table = table_of(Attachment)
    chosen = select(table.c.id, RECORD.c.entity, RECORD.c.id.label("subject")).join(
        RECORD, RECORD.c.id == table.c.subject
    )  # fmt: skip
    rows = session.execute(chosen.where(table.c.id.in_(files))).all()
    told = {row.id: (str(BY_ENTITY[row.entity].__tablename__), row.subject) for row in rows if row.entity in BY_ENTITY}
    alive = _alive(session, {subject: (name, 0) for name, subject in told.values()})
    return {id: one for id, one in told.items() if one[1] in alive}


def _alive(session: Session, hits: Mapping[str, tuple[str, int]]) -> set[str]:
    """Return which of the records that would be told are not deleted."""
    by_type: dict[str, list[str]] = {}
    for told, (name, _) in hits.items():
        by_type.setdefault(name, []).append(told)
    found: set[str] = set()
    for name, ids in by_type.items():
        table = table_of(record_type(name))
        there = select(table.c.id).where(table.c.id.in_(ids), table.c.deleted.is_(False))
        found.update(session.execute(there).scalars())
    return found


def _snippets(session: Session, rows: Iterable[Any], query: str) -> dict[int, str]:
    """Return for each hit the words around it, from the text as it was written."""
    by_entity: dict[int, list[int]] = {}
    for row in rows:
        by_entity.setdefault(row.entity, []).append(row.rid)
    sought = [form for forms in typed(query) for form in forms]
    found: dict[int, str] = {}
    for entity, rids in by_entity.items():
        fields = search.searched_fields(BY_ENTITY[entity])
        table = table_of(BY_ENTITY[entity])
        chosen = select(table.c.rid, *(table.c[one.name] for one in fields)).where(table.c.rid.in_(rids))
        for rid, *values in session.execute(chosen):
            texts = (one.kind.search_text(value) for one, value in zip(fields, values, strict=True) if value)
            found[rid] = next((snippet for text in texts if (snippet := _snippet(text, sought))), "")
    return found


def _snippet(text: str, sought: list[str]) -> str:
    text = " ".join(text.split())
    place = _place(text, sought)
    if place is None:
        return ""
    start, end = max(0, place - _AROUND), place + _AROUND
    return f"{'…' if start else ''}{text[start:end].strip()}{'…' if end < len(text) else ''}"


def _place(text: str, sought: Iterable[str]) -> int | None:
    """Return where the first word stands that begins with what was sought, else the first one that holds it."""
    forms, position, holding = tuple(sought), 0, None
    for word in text.split(" "):
        folded = fold(word)
        if folded.startswith(forms) or without_prefix(folded).startswith(forms):
            return position
        if holding is None and any(part in folded for part in forms):
            holding = position
        position += len(word) + 1
    return holding
