"""The degrees of classification as the Ministry has settled them: how they are called, which are in use, from which on
what leaves is noted and copies are numbered. On the wire and in the database they keep their names for ever."""

from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, select

from coopdesk.errors import InvalidValue
from coopdesk.fields import Choice
from coopdesk.i18n import LANGUAGES, N_, set_words, tr
from coopdesk.records import MinistrySettings
from coopdesk.records.base import CLASSIFICATION, DEGREES, rank, table_of
from coopdesk.store.home import Store

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


def rules(store: Store) -> Rules:
    """Return what the Ministry has settled."""
    with store.reading() as connection:
        return rules_in(connection)


def rules_in(connection: Connection) -> Rules:
    """Return what the Ministry has settled, within a transaction of the caller's."""
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
