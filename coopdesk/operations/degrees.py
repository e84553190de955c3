"""The degrees of classification as the Ministry has settled them: how they are called, which are in use, from which on
what leaves is noted and copies are numbered. On the wire and in the database they keep their names for ever."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, select

from coopdesk.errors import InvalidValue
from coopdesk.fields import Choice
from coopdesk.i18n import LANGUAGES, N_, set_words, tr
from coopdesk.operations import rights
from coopdesk.records import BY_ENTITY, MinistrySettings
from coopdesk.records.base import CLASSIFICATION, DEGREES, highest, rank, table_of
from coopdesk.store.database import remembered
from coopdesk.store.home import Store
from coopdesk.store.state import AT_ONCE
from coopdesk.store.tables import RECORD

_UNUSED = N_("“{degree}” is not in use at this Ministry. Choose one of: {degrees}.")
_NOTED, _NUMBERED = "confidential", "secret"


class Rules(NamedTuple):
    """``used``: the degrees in use, from the lowest; ``noted``, ``numbered``: the first of which what leaves is noted,
    and of which copies are numbered."""

    used: tuple[str, ...] = DEGREES
    noted: str = _NOTED
    numbered: str = _NUMBERED

    def notes(self, degree: str | None) -> bool:
        """Tell whether it is noted that something of this degree leaves."""
        return rank(degree) >= rank(self.noted)

    def numbers(self, degree: str) -> bool:
        """Tell whether copies of something of this degree are numbered."""
        return rank(degree) >= rank(self.numbered)


@rights.needs(rights.READER)
def rules(store: Store) -> Rules:
    """Return what the Ministry has settled."""
    with store.reading() as connection:
        return rules_in(connection)


def rules_in(connection: Connection) -> Rules:
    """Return what the Ministry has settled, within a transaction of the caller's."""
    return remembered(connection, rules_in, lambda: _read(connection))


def _read(connection: Connection) -> Rules:
    row = _settings(connection)
    if row is None:
        return Rules()
    used = tuple(one for one in DEGREES if one in row.degrees) or DEGREES
    noted, numbered = (one if one in DEGREES else usual for one, usual in (
        (row.noted_from, _NOTED), (row.numbered_from, _NUMBERED),
    ))  # fmt: skip
    return Rules(used, noted, numbered)


def speak(connection: Connection) -> None:
    """Let every degree be called as the Ministry calls it, in this whole program."""
    row = _settings(connection)
    words = {
        (lang, option.label): getattr(row, f"{option.token}_{lang}", None)
        for lang in LANGUAGES for option in CLASSIFICATION
    }  # fmt: skip
    set_words({name: word for name, word in words.items() if word})


def check_used(connection: Connection, degree: str) -> None:
    """Raise ``InvalidValue`` for a degree that the Ministry does not use."""
    used = rules_in(connection).used
    if degree not in used:
        joint = tr(N_(", ", "between items of a list"))
        raise InvalidValue(_UNUSED, degree=label(degree), degrees=joint.join(map(label, used)))


def label(degree: str) -> str:
    """Return a degree as a person reads it."""
    return Choice(CLASSIFICATION).label(degree)


def _settings(connection: Connection) -> Row[Any] | None:
    table = table_of(MinistrySettings)
    return connection.execute(select(table).where(table.c.deleted.is_(False)).order_by(table.c.rid)).first()


def degrees_of(connection: Connection, ids: Sequence[str]) -> list[tuple[str, str | None]]:
    """Return the degrees of records that are here. A line is at least as secret as its owner, a file or a
    remark as what it is of; None where nothing is known."""
    above, fresh = dict[str, str](), set(ids)
    while fresh:
        found_above = above_of(connection, fresh)
        above |= found_above
        fresh = set(found_above.values()) - above.keys()
    own = _own_degrees(connection, {*ids, *above.values()})
    found: list[tuple[str, str | None]] = []
    for one in ids:
        if one in own:
            said = [own.get(each) for each in _up(above, one)]
            known = [degree for degree in said if degree is not None]
            found.append((one, highest(known) if known else None))
    return found


def _up(above: Mapping[str, str], id: str) -> Iterator[str]:
    """Yield a record and what it belongs to, up to what belongs to nothing."""
    passed: set[str] = set()
    while id and id not in passed:
        passed.add(id)
        yield id
        id = above.get(id, "")


def above_of(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Return what each of these records belongs to: a line to its owner, a file or a remark to what it is of."""
    found: dict[str, str] = {}
    for part in parts(ids):
        by_entity: dict[int, list[str]] = {}
        wanted = select(RECORD.c.id, RECORD.c.owner, RECORD.c.entity).where(RECORD.c.id.in_(part))
        for row in connection.execute(wanted):
            if row.owner is not None:
                found[row.id] = row.owner
            by_entity.setdefault(row.entity, []).append(row.id)
        for entity in by_entity.keys() & BY_ENTITY.keys():
            cls = BY_ENTITY[entity]
            if cls.__follows__ is not None:
                table = table_of(cls)
                link = table.c[cls.__follows__]
                of = select(table.c.id, link).where(table.c.id.in_(by_entity[entity]), link.is_not(None))
                found |= {row[0]: row[1] for row in connection.execute(of)}
    return found


def rids_of(connection: Connection, ids: Iterable[str]) -> dict[str, int]:
    """Return the local numbers of records that are here."""
    found: dict[str, int] = {}
    for part in parts(ids):
        wanted = select(RECORD.c.id, RECORD.c.rid).where(RECORD.c.id.in_(part))
        found |= {row[0]: row[1] for row in connection.execute(wanted)}
    return found


def _own_degrees(connection: Connection, ids: Iterable[str]) -> dict[str, str | None]:
    by_entity: dict[int, list[str]] = {}
    for part in parts(ids):
        for row in connection.execute(select(RECORD.c.id, RECORD.c.entity).where(RECORD.c.id.in_(part))):
            by_entity.setdefault(row.entity, []).append(row.id)
    found: dict[str, str | None] = {}
    for entity in by_entity.keys() & BY_ENTITY.keys():
        table = table_of(BY_ENTITY[entity])
        for part in parts(by_entity[entity]):
            wanted = select(table.c.id, table.c.classification).where(table.c.id.in_(part))
            found |= {row[0]: row[1] for row in connection.execute(wanted)}
    return found


def parts(ids: Iterable[str]) -> Iterator[list[str]]:
    """Return ids in parts of which each fits one question to the database."""
    several = list(ids)
    return (several[start : start + AT_ONCE] for start in range(0, len(several), AT_ONCE))
