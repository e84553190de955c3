"""Full-text search in both scripts (FTS5): folded words, and beside them their other forms (``folding``).

The index holds no text of its own (contentless); its rows carry the local number of the record. Deleted
records are not in it. ``record.indexed`` keeps a digest of what was indexed, so that ``check`` can tell an
index that fell out of step.
"""

import hashlib
from collections.abc import Sequence

from sqlalchemy import Connection, select

from coopdesk.fields import Field
from coopdesk.records.base import Record, fields_of
from coopdesk.store.folding import fold, other_forms, typed
from coopdesk.store.state import AT_ONCE

_NEWEST = 20_000
_MOST_WORDS, _MOST_CHARACTERS = 32, 1_000


def searched_fields(cls: type[Record]) -> tuple[Field, ...]:
    """Return the fields whose words find a record."""
    return tuple(one for one in fields_of(cls) if one.search)


def index(connection: Connection, cls: type[Record], rids: Sequence[int]) -> None:
    """Put the present words of records into the index, or take deleted ones out of it."""
    for start in range(0, len(rids), AT_ONCE):
        part = rids[start : start + AT_ONCE]
        texts = indexed_texts(connection, cls, part)
        connection.exec_driver_sql("DELETE FROM search WHERE rowid = ?", [(rid,) for rid in part])
        words = [(rid, *text) for rid, text in texts.items() if text is not None]
        if words:
            connection.exec_driver_sql("INSERT INTO search (rowid, words, stems) VALUES (?, ?, ?)", words)
        prints = [(fingerprint(texts.get(rid)), rid) for rid in part]
        connection.exec_driver_sql("UPDATE record SET indexed = ? WHERE rid = ?", prints)


def forget_deleted(connection: Connection) -> None:
    """Write the index anew without the words of what was taken out of it; until then they linger in its pages."""
    connection.exec_driver_sql("INSERT INTO search(search) VALUES('optimize')")


def indexed_texts(connection: Connection, cls: type[Record], rids: Sequence[int]) -> dict[int, tuple[str, str] | None]:
    """Return the two columns of each record as they should be in the index; None for a deleted or empty one."""
    table = cls.__table__
    fields = searched_fields(cls)
    columns = (table.c.rid, table.c.deleted, *(table.c[one.name] for one in fields))
    found: dict[int, tuple[str, str] | None] = {}
    for rid, deleted, *values in connection.execute(select(*columns).where(table.c.rid.in_(list(rids)))):
        parts = (one.kind.search_text(value) for one, value in zip(fields, values, strict=True) if value)
        text = "" if deleted else "\n".join(filter(None, parts))
        folded = fold(text)
        found[rid] = (folded, " ".join(other_forms(text, folded))) if folded else None
    return found


def fingerprint(text: tuple[str, str] | None) -> bytes | None:
    """Return a short digest of indexed words."""
    return None if text is None else hashlib.sha256("\0".join(text).encode()).digest()[:8]


def match_expression(query: str) -> str | None:
    """Return the FTS5 expression of what a person typed: every word, the last one also as a beginning.

    Words are always quoted, so no character of the query is an operator. None when there is no word in it. Of a
    text that was pasted by mistake the first words serve.
    """
    found = typed(query[:_MOST_CHARACTERS])[:_MOST_WORDS]
    if not found:
        return None
    last_is_open = not query.endswith((" ", "\u00a0"))
    parts = []
    for place, forms in enumerate(found):
        star = "*" if last_is_open and place == len(found) - 1 else ""
        parts.append("(" + " OR ".join(f'"{form}"{star}' for form in forms) + ")")
    return " AND ".join(parts)


def hits(connection: Connection, query: str, entities: tuple[int, ...] = (), limit: int = 20) -> list[int]:
    """Return the local numbers of the records that hold every word of the query, the best first.

    A word that very many records hold is ranked among the newest of them only.
    """
    expression = match_expression(query)
    if expression is None:
        return []
    where, parameters = "search MATCH ?", [expression]
    if entities:
        marks = ",".join("?" * len(entities))
        where += f" AND (SELECT entity FROM record WHERE rid = search.rowid) IN ({marks})"  # noqa: S608 - only "?" marks
    ranked = connection.exec_driver_sql(
        "SELECT rowid FROM (SELECT rowid, bm25(search, 1.0, 0.6) AS score FROM search "  # noqa: S608 - only "?" marks
        f"WHERE {where} ORDER BY rowid DESC LIMIT {_NEWEST}) ORDER BY score LIMIT ?",
        (*parameters, *entities, limit),
    )
    return [row[0] for row in ranked]
