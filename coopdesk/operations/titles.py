"""What names a record for a person: its own title in the present language, else that of whom or what it is about."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from coopdesk.fields import Choice, Code, Kind, Link
from coopdesk.i18n import LANGUAGES, N_, Language, language, tr, using
from coopdesk.operations import rights
from coopdesk.operations.code_names import CodeNames
from coopdesk.operations.countries import country_names_in
from coopdesk.records import BY_ENTITY, TYPES, Record, fields_of
from coopdesk.store.home import Store
from coopdesk.store.tables import RECORD

_UNTITLED, _ERASED = N_("Untitled"), N_("Erased for good", "person")
_DEPTH = 3
"""How many links are followed for a title; links may go in a circle."""


@rights.needs(rights.READER)
def title(store: Store, id: str) -> str:
    """Return what names a record in the present language."""
    return titles(store, [id])[id]


@rights.needs(rights.READER)
def titles(store: Store, ids: Iterable[str]) -> dict[str, str]:
    """Return what names each of these records in the present language; an unknown one is named by its id."""
    wanted = list(dict.fromkeys(ids))
    with store.session() as session:
        return titles_in(session, wanted)


@rights.needs(rights.READER)
def reference(store: Store, type: str, view: Mapping[str, Any]) -> str:
    """Return what refers to a record in a letter: its titles, a line each, then its number, else its id."""
    told = []
    for lang in LANGUAGES:
        with using(lang):
            told.append(title(store, view["id"]))
    number = view.get("registry_number") or view.get("reference") or f"{type}/{view['id']}"
    return "\n".join(dict.fromkeys((*told, number)))


def titles_in(session: Session | Connection, ids: list[str], depth: int = _DEPTH) -> dict[str, str]:
    """Return titles from within a session or a reading; see ``titles``."""
    found = {one: one for one in ids}
    by_type: dict[int, list[str]] = {}
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        for row in session.execute(select(RECORD.c.id, RECORD.c.entity, RECORD.c.erased).where(RECORD.c.id.in_(part))):
            by_type.setdefault(row.entity, []).append(row.id)
            if row.erased:
                found[row.id] = tr(_ERASED)
    for entity, members in by_type.items():
        cls = BY_ENTITY.get(entity)
        if cls is None:
            continue
        names = list(cls.__title__)
        must = [one.name for one in fields_of(cls) if isinstance(one.kind, Link) and one.required]
        links = [*cls.__named_by__, *must]
        for start in range(0, len(members), 500):
            table = cls.__table__
            columns = [table.c[name] for name in dict.fromkeys(("id", *names, *links))]
            chosen = select(*columns).where(table.c.id.in_(members[start : start + 500]))
            for one in session.execute(chosen).mappings():
                named = own_title(cls, one) or _named_title(session, cls, one, depth)
                found[one["id"]] = named or _linked_title(session, links, one, depth) or tr(_UNTITLED)
    return found


@rights.needs(rights.READER)
def names_in_titles(store: Store, type: str, views: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return how what titles of records hold as ids and codes is read, by id and code."""
    by_name = {one.name: one.kind for one in fields_of(TYPES[type])}
    held = {(view[name], by_name[name]) for view in views for name in TYPES[type].__title__ if view.get(name)}
    with store.session() as session:
        found = titles_in(session, [value for value, kind in held if isinstance(kind, Link)])
        codes = CodeNames(country_names_in(session.connection()))
        return found | {value: codes.read(kind, value) for value, kind in held if isinstance(kind, Code)}


def own_title(cls: type[Record], row: Any) -> str:
    """Return what a row says of its own name, empty where it has none or only by an id or a code; ``row`` holds the
    fields of the title."""
    for name, kind in _naming(cls, language()):
        if row[name] not in (None, "", ()) and not isinstance(kind, Link | Code):
            return kind.show(row[name]) if isinstance(kind, Choice) else str(row[name]).split("\n", 1)[0][:200]
    return ""


@cache
def _naming(cls: type[Record], lang: Language) -> tuple[tuple[str, Kind], ...]:
    """Return the fields of a title, those of a language first."""
    by_name = {one.name: one for one in fields_of(cls)}
    order = sorted(cls.__title__, key=lambda name: not name.endswith(f"_{lang}"))
    return tuple((name, by_name[name].kind) for name in order)


def _named_title(session: Session | Connection, cls: type[Record], row: Any, depth: int) -> str:
    """Return the name of whom or what a title holds as an id or a code."""
    connection = session.connection() if isinstance(session, Session) else session
    for name, kind in _naming(cls, language()):
        if row[name] and isinstance(kind, Link) and depth:
            return titles_in(session, [row[name]], depth - 1)[row[name]]
        if row[name] and isinstance(kind, Code):
            return CodeNames(country_names_in(connection)).read(kind, row[name])
    return ""


def _linked_title(session: Session | Connection, links: list[str], row: Any, depth: int) -> str:
    linked = next((row[name] for name in links if row[name]), None)
    return titles_in(session, [linked], depth - 1)[linked] if linked and depth else ""
