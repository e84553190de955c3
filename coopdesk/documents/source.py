"""What a document is made of: records that somebody else loaded. Documents query nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from coopdesk import sectors
from coopdesk.calendars import both as both_calendars, gregorian
from coopdesk.fields import Choice, Code, Day, Field, Link, Links, Tags
from coopdesk.i18n import N_, Language, digits, isolate, language, tr
from coopdesk.languages import name_of as language_name
from coopdesk.records import Record, fields_of
from coopdesk.records.base import UNKNOWN, highest
from coopdesk.records.country import Country
from coopdesk.records.ministry_settings import Desk, MinistrySettings
from coopdesk.records.officer import Officer
from coopdesk.records.tag import Tag, tag_label

_UNTRANSLATED = N_("[untranslated]")
_FROM_TO = N_("{start} to {end}")


@dataclass(frozen=True)
class Steps:
    """``taken``: what each step says, in order, as its register holds it, with ``at``; ``clearance``: the one by which
    the text was cleared, none for a draft; ``proof``, ``changed``: what it is worth; ``remarks``: by the name of a
    field, empty for the whole, and the text."""

    taken: Sequence[Mapping[str, Any]] = ()
    clearance: Mapping[str, Any] | None = None
    proof: str = ""
    changed: bool = False
    draft: bool = False
    version: int = 1
    remarks: Sequence[tuple[str, str]] = field(default_factory=list)


class Placed(NamedTuple):
    """A nominee in a ranking: the nomination, its score and rank (None where nobody gave points), and the mean of each
    assessor by his id."""

    nomination: str
    score: float | None
    rank: int | None
    assessors: Mapping[str, float]


@dataclass(frozen=True)
class Source:
    """``lists``: owned lines by their plural; ``related``: other records by a name; ``linked``: by id; ``author``: who
    makes the paper, none at a desk where nobody is named; ``copy``: which
    of how many copies it is, where they are numbered; ``left_out``: the places, from 1, of what is not on the paper of
    a list or of what is related, because its reader may not see it; ``ranking``, ``aside``: of the nominees of an
    opportunity, and the assessors who stood aside."""

    record: Record
    lists: Mapping[str, list[Any]] = field(default_factory=dict)
    related: Mapping[str, list[Any]] = field(default_factory=dict)
    linked: Mapping[str, Record] = field(default_factory=dict)
    countries: Mapping[str, Country] = field(default_factory=dict)
    tags: Mapping[str, Tag] = field(default_factory=dict)
    settings: MinistrySettings | None = None
    desk: Desk | None = None
    emblem: bytes | None = None
    author: Officer | None = None
    steps: Steps | None = None
    copy: tuple[int, int] | None = None
    left_out: Mapping[str, Sequence[int]] = field(default_factory=dict)
    ranking: Sequence[Placed] = ()
    aside: Sequence[str] = ()

    @property
    def classification(self) -> str:
        """The highest degree of anything printed; one that is not known counts as Secret."""
        return highest((degree for _, degree in self.holds()), UNKNOWN)

    def holds(self) -> list[tuple[str, str | None]]:
        """Return the records on the paper that have a degree of their own: id and degree."""
        return [(one.id, one.classification) for one in self._classified()]

    def _classified(self) -> Iterable[Record]:
        yield self.record
        for records in (*self.related.values(), *self.lists.values()):
            yield from (one for one in records if one.classification is not None or one.__owner__ is None)

    def name(self, id: str | None) -> str:
        """Return what names a linked record in the present language, which may be one that it links to itself; empty
        for none."""
        found = self.linked.get(id or "")
        if found is None:
            return ""
        others = (self.name(getattr(found, link)) for link in found.__named_by__)
        return name_of(found) or next(filter(None, others), "")

    def names(self, ids: Iterable[str]) -> str:
        """Return the names of linked records as a list in words."""
        return tr(N_(", ", "between items of a list")).join(isolate(name) for one in ids if (name := self.name(one)))

    def value(self, record: Record, name: str) -> str:
        """Return a field of a record as a person reads it on paper, in the present language."""
        declared = next(one for one in fields_of(type(record)) if one.name == name)
        return self.shown(declared, getattr(record, name))

    def shown(self, declared: Field, stored: Any) -> str:
        """Return a stored value as a person reads it on paper."""
        kind = declared.kind
        if stored in (None, "", ()):
            return ""
        if isinstance(kind, Links):
            return self.names(stored)
        if isinstance(kind, Link):
            return self.name(stored)
        if isinstance(kind, Code) and kind.of == "language":
            return language_name(stored)
        if isinstance(kind, Code) and kind.of == "sector":
            return sectors.name_of(stored)
        if isinstance(kind, Code):
            country = self.countries.get(stored)
            return name_of(country) if country is not None else str(stored)
        if isinstance(kind, Tags):
            names = {code: tag_label(code, one.scheme, name_of(one), one.edition) for code, one in self.tags.items()}
            return tr(N_(", ", "between items of a list")).join(isolate(names.get(code, code)) for code in stored)
        if isinstance(kind, Day):
            return gregorian(stored)
        return kind.show(stored)


@dataclass(frozen=True, kw_only=True)
class ManySource(Source):
    """What a document of many records is made of. ``degrees``: of each record in it, by its id; ``asked``: what their
    list was asked, in each language."""

    degrees: Mapping[str, str | None]
    asked: Mapping[Language, str] = field(default_factory=dict)

    @property
    def classification(self) -> str:
        """The highest degree of any of them."""
        return highest(self.degrees.values())

    def holds(self) -> list[tuple[str, str | None]]:
        return list(self.degrees.items())


def name_of(record: Record) -> str:
    """Return what names a record in the present language, else in the other."""
    order = sorted(record.__title__, key=lambda name: not name.endswith(f"_{language()}"))
    kinds = {one.name: one.kind for one in fields_of(type(record))}
    for name in order:
        value = getattr(record, name)
        if value:
            kind = kinds[name]
            return kind.show(value) if isinstance(kind, Choice) else str(value)
    return ""


def addressed(person: Record) -> str:
    """Return a person's name under the form of address."""
    return " ".join(part for part in (in_language(person, "honorific"), in_language(person, "name")) if part)


def in_language(record: Record, stem: str) -> str:
    """Return one half of a bilingual pair in the present language; the other, marked, where it is missing."""
    own = getattr(record, f"{stem}_{language()}")
    if own:
        return str(own)
    other = getattr(record, f"{stem}_{'en' if language() == 'ar' else 'ar'}")
    return f"{other} {tr(_UNTRANSLATED)}" if other else ""


def period(start: str | None, end: str | None) -> str:
    """Return the days of an event in words, a single day in both calendars."""
    if start and end and start != end:
        same_month = len(start) == len(end) == 10 and start[:7] == end[:7]
        return tr(_FROM_TO, start=digits(str(int(start[8:]))) if same_month else gregorian(start), end=gregorian(end))
    return both_calendars(start or end or "") if start or end else ""
