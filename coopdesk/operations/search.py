"""Finding anything in either script."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coopdesk.operations.record import record_type
from coopdesk.operations.titles import titles_in
from coopdesk.records import BY_ENTITY, owned_by
from coopdesk.store import search
from coopdesk.store.folding import fold, without_prefix, words
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
        found: dict[str, dict[str, Any]] = {}
        for rid in numbers:
            row = by_rid[rid]
            cls = BY_ENTITY[row.entity]
            told, name = (row.owner, cls.__owner__) if row.owner else (row.id, cls.__tablename__)
            if told not in found and len(found) < limit and not _hidden(session, name, told):
                snippet = _snippet(session, cls, rid, query)
                found[told] = {"type": name, "id": told, "title": "", "snippet": snippet}
        titles = titles_in(session, list(found))
    for told, hit in found.items():
        hit["title"] = titles[told]
    return list(found.values())


def _hidden(session: Session, name: str | None, id: str) -> bool:
    table = record_type(str(name)).__table__
    return session.execute(select(table.c.deleted).where(table.c.id == id)).scalar() is not False


def _snippet(session: Session, cls: Any, rid: int, query: str) -> str:
    """Return the words around the first hit, from the text as it was written."""
    fields = search.searched_fields(cls)
    table = cls.__table__
    row = session.execute(select(*(table.c[one.name] for one in fields)).where(table.c.rid == rid)).one()
    sought = [variant for word in words(query) for variant in {word, without_prefix(word)}]
    for one, value in zip(fields, row, strict=True):
        text = " ".join(one.kind.search_text(value).split()) if value else ""
        place = _place(text, sought)
        if place is not None:
            start, end = max(0, place - _AROUND), place + _AROUND
            return f"{'…' if start else ''}{text[start:end].strip()}{'…' if end < len(text) else ''}"
    return ""


def _place(text: str, sought: Iterable[str]) -> int | None:
    position = 0
    for word in text.split(" "):
        folded = fold(word)
        if any(part in folded for part in sought):
            return position
        position += len(word) + 1
    return None
