"""How a cell names another record, and which record a name means: by its id, its number or code, or its whole title.

What a type holds is read once and kept for as long as a table is read or written. A name that means two records means
none: that is told, and a person decides.
"""

from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import NamedTuple

from sqlalchemy import select

from coopdesk.errors import InvalidValue
from coopdesk.fields import Line, parse_id
from coopdesk.i18n import LANGUAGES, using
from coopdesk.operations import rights
from coopdesk.operations.titles import titles_in
from coopdesk.records import BY_ENTITY, TYPES, Country, Record, fields_of
from coopdesk.records.base import table_of
from coopdesk.store.folding import fold
from coopdesk.store.home import Store
from coopdesk.store.tables import RECORD

NUMBERS = ("reference", "registry_number", "code")
"""The fields that number a record, so that no other has the same."""


@lru_cache(maxsize=10_000)
def folded(text: str) -> str:
    """Return a name in the spelling under which it is compared. A table says the same words again and again."""
    return " ".join(fold(text).split())


class _Held(NamedTuple):
    """The records of a type: which there are, and which each number and each title means."""

    ids: set[str]
    by_number: dict[str, list[str]]
    by_title: dict[str, list[str]]


class Names:
    """The names of the records of a home. ``alias``: what an id of another home is called here."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._held: dict[str, _Held] = {}
        self.alias: dict[str, str] = {}

    def forget(self, type: str) -> None:
        """Read the records of a type anew, for there are more."""
        self._held.pop(type, None)

    def find(self, to: str, text: str) -> list[str]:
        """Return the records of a type (any type, where it is empty) that a text names."""
        id = self._id(text)
        if id is not None:
            held = self._exists(to, id)
            return [id] if held else []
        if to:
            held_here = self._of(to)
            word = folded(text)
            return held_here.by_number.get(word) or held_here.by_title.get(word, [])
        return [one for type in self._numbered for one in self._of(type).by_number.get(folded(text), ())]

    def by_number(self, type: str, text: str) -> list[str]:
        """Return the records of a type that have a number."""
        return self._of(type).by_number.get(folded(text), [])

    def word(self, to: str, id: str, title: str, number: str = "") -> str:
        """Return what names a record so that ``find`` finds it, and it alone: its title, its number, else its id."""
        return next((one for one in (title, number) if one and self.find(to, one) == [id]), id)

    def words(self, to: str, ids: Iterable[str]) -> dict[str, str]:
        """Return for each of these records what names it."""
        wanted = list(dict.fromkeys(ids))
        with self._store.reading() as connection:
            titles = titles_in(connection, wanted)
        if not to:
            return {one: self.word("", one, "", self._number_of(one)) for one in wanted}
        return {one: self.word(to, one, titles[one]) for one in wanted}

    def _id(self, text: str) -> str | None:
        try:
            id = parse_id(text.strip()) if len(text.strip()) == 36 else None
        except InvalidValue:
            return None
        return self.alias.get(id, id) if id else None

    def _exists(self, to: str, id: str) -> bool:
        if to:
            return id in self._of(to).ids
        with self._store.reading() as connection:
            return connection.execute(select(RECORD.c.rid).where(RECORD.c.id == id)).first() is not None

    def _number_of(self, id: str) -> str:
        with self._store.reading() as connection:
            entity = connection.execute(select(RECORD.c.entity).where(RECORD.c.id == id)).scalar()
            cls = BY_ENTITY.get(entity or 0)
            if cls is None or cls.__tablename__ not in self._numbered:
                return ""
            table = table_of(cls)
            columns = [table.c[name] for name in NUMBERS if name in table.c]
            row = connection.execute(select(*columns).where(table.c.id == id)).first()
        return next((str(one) for one in row or () if one), "")

    @cached_property
    def _numbered(self) -> list[str]:
        return [name for name, cls in TYPES.items() if any(one in table_of(cls).c for one in NUMBERS)]

    def _of(self, type: str) -> _Held:
        if type not in self._held:
            self._held[type] = self._read(TYPES[type])
        return self._held[type]

    def _read(self, cls: type[Record]) -> _Held:
        table = table_of(cls)
        numbers = [name for name in NUMBERS if name in table.c]
        lines = {one.name for one in fields_of(cls) if isinstance(one.kind, Line)}
        titles = [name for name in cls.__title__ if name in lines and name not in numbers]
        held = _Held(set(), {}, {})
        nameless: list[str] = []
        with self._store.reading() as connection:
            chosen = select(table.c.id, *(table.c[name] for name in (*numbers, *titles)))
            for id, *cells in connection.execute(chosen.where(table.c.deleted.is_(False))):
                held.ids.add(id)
                for text in filter(None, cells[: len(numbers)]):
                    _add(held.by_number, folded(text), id)
                for text in filter(None, cells[len(numbers) :]):
                    _add(held.by_title, folded(text.split("\n", 1)[0][:200]), id)
                    _add(held.by_title, folded(text), id)
                if not any(cells):
                    nameless.append(id)
            for lang in LANGUAGES:
                with using(lang):
                    for id, title in titles_in(connection, nameless).items():
                        _add(held.by_title, folded(title), id)
        return held


@rights.needs(rights.READER)
def country_codes(store: Store) -> dict[str, str]:
    """Return the code of each country by its codes and names, folded."""
    table = table_of(Country)
    columns = [table.c[one.name] for one in fields_of(Country) if isinstance(one.kind, Line) and one.kind.lang]
    found: dict[str, str] = {}
    with store.reading() as connection:
        for code, *names in connection.execute(select(table.c.code, *columns).where(table.c.deleted.is_(False))):
            for name in filter(None, (code, *names)):
                found.setdefault(folded(name), code)
    return found


def _add(held: dict[str, list[str]], word: str, id: str) -> None:
    several = held.setdefault(word, [])
    if id not in several:
        several.append(id)
