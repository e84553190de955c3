"""Finding anything in either script."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, select

from coopdesk.operations import rights
from coopdesk.operations.record_types import record_type
from coopdesk.operations.titles import own_title, titles_in
from coopdesk.operations.words import marks
from coopdesk.records import BY_ENTITY, Attachment, Record, owned_by
from coopdesk.records.base import table_of
from coopdesk.store import search
from coopdesk.store.conditions import among
from coopdesk.store.folding import fold, typed, without_prefix, words
from coopdesk.store.home import Store
from coopdesk.store.tables import RECORD

_AROUND = 60
_LOOKED_AT = 300
_HIT = select(RECORD.c.rid, RECORD.c.id, RECORD.c.entity, RECORD.c.owner).where(among(RECORD.c.rid))


@rights.needs(rights.READER)
def find(store: Store, query: str, type: str | None = None, limit: int = 20) -> list[dict[str, Any]]:
    """Return what holds every word of the query, best first: type, id, title, and the words around the hit.

    A hit in a line of an owned list is told as its owner. Raises ``NotFound`` for an unknown type.
    """
    entities: tuple[int, ...] = ()
    if type is not None:
        entities = tuple(cls.__entity__ for cls in (record_type(type), *owned_by(type)))
    with store.reading() as connection:
        numbers = search.hits(connection, query, entities, max(limit * 3, _LOOKED_AT))
        by_rid = {row.rid: row for row in connection.execute(_HIT, {"some": json.dumps(numbers)})} if numbers else {}
        exact = _called(connection, by_rid.values(), query)
        numbers.sort(key=lambda rid: rid not in exact)
        hits: dict[str, tuple[str, int]] = {}
        for rid in numbers:
            row = by_rid.get(rid)
            if row is not None and row.entity in BY_ENTITY:
                cls = BY_ENTITY[row.entity]
                told, name = (row.owner, cls.__owner__) if row.owner else (row.id, cls.__tablename__)
                hits.setdefault(told, (str(name), rid))
        lines = {told: hit for told, hit in hits.items() if by_rid[hit[1]].owner}
        alive = _alive(connection, lines)
        kept = [(told, *hit) for told, hit in hits.items() if told in alive or told not in lines][:limit]
        read = _read(connection, kept)
        sought = [form for forms in typed(query) for form in forms]
        snippets = _snippets(connection, [by_rid[rid] for told, _, rid in kept if told in lines], sought)
        titles = {told: own_title(record_type(name), read[told]) for told, name, _ in kept if told in read}
        titles |= titles_in(connection, [told for told, title in titles.items() if not title])
    return [
        {
            "type": name,
            "id": told,
            "title": titles[told],
            "snippet": snippets.get(rid, "") if told in lines else _around(record_type(name), read[told], sought),
        }
        for told, name, rid in kept
        if told in read
    ]


@rights.needs(rights.READER)
def find_anything(store: Store, query: str, type: str | None = None, limit: int = 20) -> list[dict[str, Any]]:
    """Return what ``find`` does, each with what a search box shows and does besides.

    ``marks``: the words of title and of snippet that were asked for, as pairs of places; ``opens``: the type and id of
    the record to open, which for a file is the one that it is attached to. Files of no record are left out.
    """
    found = find(store, query, type, limit)
    files = [hit["id"] for hit in found if hit["type"] == Attachment.__tablename__]
    with store.reading() as connection:
        of_files = _subjects(connection, files) if files else {}
    for hit in found:
        hit["marks"] = {name: marks(hit[name], query) for name in ("title", "snippet")}
        hit["opens"] = of_files.get(hit["id"]) if hit["id"] in files else (hit["type"], hit["id"])
    return [hit for hit in found if hit["opens"]]


def _called(connection: Connection, rows: Iterable[Any], query: str) -> set[int]:
    """Return the records of which a name, an acronym or a number is what was asked for and nothing more."""
    wanted = _bare(query)
    by_entity: dict[int, list[int]] = {}
    for row in rows:
        if row.entity in BY_ENTITY and row.owner is None:
            by_entity.setdefault(row.entity, []).append(row.rid)
    found: set[int] = set()
    for entity, rids in by_entity.items():
        for rid, *texts in connection.execute(_short_texts_of(BY_ENTITY[entity]), {"some": json.dumps(rids)}):
            if any(text is not None and _bare(text) == wanted for text in texts):
                found.add(rid)
    return found


def _bare(text: str) -> list[str]:
    return [without_prefix(word) for word in words(text)]


@cache
def _short_texts_of(cls: type[Record]) -> Select[Any]:
    table = table_of(cls)
    short = (one.name for one in search.searched_fields(cls) if one.kind.name in ("line", "identifier"))
    return select(table.c.rid, *(table.c[name] for name in short)).where(among(table.c.rid))


def _subjects(connection: Connection, files: list[str]) -> dict[str, tuple[str, str]]:
    """Return for each file the type and id of the record that it is attached to, where that is not deleted."""
    table = table_of(Attachment)
    chosen = select(table.c.id, RECORD.c.entity, RECORD.c.id.label("subject")).join(
        RECORD, RECORD.c.id == table.c.subject
    )  # fmt: skip
    rows = connection.execute(chosen.where(table.c.id.in_(files))).all()
    told = {row.id: (str(BY_ENTITY[row.entity].__tablename__), row.subject) for row in rows if row.entity in BY_ENTITY}
    alive = _alive(connection, {subject: (name, 0) for name, subject in told.values()})
    return {id: one for id, one in told.items() if one[1] in alive}


def _alive(connection: Connection, hits: Mapping[str, tuple[str, int]]) -> set[str]:
    """Return which of the records that would be told are not deleted."""
    by_type: dict[str, list[str]] = {}
    for told, (name, _) in hits.items():
        by_type.setdefault(name, []).append(told)
    found: set[str] = set()
    for name, ids in by_type.items():
        table = table_of(record_type(name))
        there = select(table.c.id).where(table.c.id.in_(ids), table.c.deleted.is_(False))
        found.update(connection.execute(there).scalars())
    return found


def _read(connection: Connection, kept: Iterable[tuple[str, str, int]]) -> dict[str, Any]:
    """Return what names each record and what it is found by, of those that are not deleted."""
    by_type: dict[str, list[str]] = {}
    for told, name, _ in kept:
        by_type.setdefault(name, []).append(told)
    found: dict[str, Any] = {}
    for name, ids in by_type.items():
        chosen = connection.execute(_texts_of(record_type(name), "id"), {"some": json.dumps(ids)})
        found |= {row["id"]: row for row in chosen.mappings() if not row["deleted"]}
    return found


def _snippets(connection: Connection, rows: Iterable[Any], sought: list[str]) -> dict[int, str]:
    """Return for each line of a list that was hit the words around it."""
    by_entity: dict[int, list[int]] = {}
    for row in rows:
        by_entity.setdefault(row.entity, []).append(row.rid)
    found: dict[int, str] = {}
    for entity, rids in by_entity.items():
        cls = BY_ENTITY[entity]
        chosen = connection.execute(_texts_of(cls, "rid"), {"some": json.dumps(rids)})
        found |= {row["rid"]: _around(cls, row, sought) for row in chosen.mappings()}
    return found


@cache
def _texts_of(cls: type[Record], key: str) -> Select[Any]:
    """Return the question for what names records and what they are found by; always the same one."""
    table = table_of(cls)
    names = dict.fromkeys(("rid", "id", "deleted", *cls.__title__, *(one.name for one in search.searched_fields(cls))))
    return select(*(table.c[name] for name in names)).where(among(table.c[key]))


def _around(cls: type[Record], row: Mapping[Any, Any], sought: list[str]) -> str:
    """Return the words around a hit, from the text as it was written."""
    values = ((one, row[one.name]) for one in search.searched_fields(cls))
    texts = (one.kind.search_text(value) for one, value in values if value)
    return next((snippet for text in texts if (snippet := _snippet(text, sought))), "")


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
