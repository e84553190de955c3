"""The base of every record: what all share, and how their fields are read from the declaration.

Records hold no queries and no session. ``rid`` is local to one database; ``id`` names the record everywhere.
The columns of ``_Traces`` are derived from operations, so they are no fields and travel in no bundle.
No ``from __future__ import annotations`` here: SQLAlchemy reads the annotations when the program runs.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, ClassVar, NamedTuple, cast

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, Table, Text as TextColumn, text
from sqlalchemy.orm import Composite, DeclarativeBase, Mapped, mapped_column, registry

from coopdesk.fields import Audience, Choice, Field, Line, Link, Number, Prose, Tags, field, named, options
from coopdesk.i18n import N_, Text
from coopdesk.records.steps import Step

CLASSIFICATION = options(
    ("public", N_("Public", "classification")),
    ("internal", N_("Internal", "classification")),
    ("confidential", N_("Confidential", "classification")),
    ("secret", N_("Secret", "classification")),
    ("top_secret", N_("Top secret", "classification")),
)
DEGREES = tuple(option.token for option in CLASSIFICATION)
"""The degrees from the lowest to the highest. How many are in use and how they are called, the Ministry says."""
GUARDED = ("confidential", "secret", "top_secret")
"""The degrees that are never sent to every desk."""
UNKNOWN = "secret"
"""What a degree counts as that is missing or not known: a mark that is missing must not set a paper free."""
CLASSIFIED = 60_001
"""The number of the register that holds the degree of a record."""
DELETED = 65_535
"""The number of the register that says whether a record is deleted."""
AUDIENCE = 60_002
"""The number of the register that says which desks receive a record."""
REASON = 60_004
"""The number of the register that says why the degree of a record is lower than it was."""


class Owes(NamedTuple):
    """The field ``name`` holds the day by which something is owed: so many working days, or months, ``since``."""

    name: str
    since: str
    days: int = 0
    months: int = 0


class Base(DeclarativeBase):
    """The metadata of the whole database."""


class Record(Base):
    """What every record has. A subclass with ``__owner__`` is a line of a list that another record owns."""

    __abstract__ = True
    __fields__: ClassVar[tuple[Field, ...]]
    __entity__: ClassVar[int]
    __label__: ClassVar[Text]
    __plural__: ClassVar[Text]
    __title__: ClassVar[tuple[str, ...]]
    """The fields that name the record, the first that is filled (in the reader's language first)."""
    __named_by__: ClassVar[tuple[str, ...]] = ()
    """The links by which a record is named that has no name of its own, before those that it must have."""
    __owner__: ClassVar[str | None] = None
    __personal__: ClassVar[bool] = False
    """Whether it tells of a person, so that each value is sealed with a key that erasing destroys."""
    __single__: ClassVar[bool] = False
    """Whether there is one of it, which the Ministry writes."""
    __administered__: ClassVar[bool] = False
    """Whether only an administrator of the desk writes it."""
    __granted__: ClassVar[bool] = False
    """Whether it is written with a signature over all of it, and by no save."""
    __ministrys__: ClassVar[tuple[str, ...]] = ()
    """The fields that only the Ministry writes."""
    __audience__: ClassVar[str] = "ministry"
    """The desks that receive a new one (exchange of bundles): all, ministry, local, a code, a group."""
    __complete__: ClassVar[tuple[str, ...]] = ()
    """The fields that a complete record of the type has filled; none: nobody counts."""
    __owes__: ClassVar[tuple[Owes, ...]] = ()
    """The days by which something is owed that follow from another day of the record."""
    __ordered__: ClassVar[tuple[tuple[str, str], ...]] = ()
    """Pairs of fields of which the second is never before the first, nor less than it."""
    __promised__: ClassVar[Mapping[str, int]] = {}
    """The fields that are never lowered once a first step was taken, with what holds where they say nothing."""
    __alike__: ClassVar[str | None] = None
    """The link to a record of which it tells: a new one is no less secret, and for no more desks."""
    __follows__: ClassVar[str | None] = None
    """The link to a record of any type for whose readers it is: a file, a remark."""
    __steps__: ClassVar[tuple[Step, ...]] = ()
    """The workflow of a type that is ``Stepped``."""
    __frozen__: ClassVar[tuple[str, ...]] = ()
    """The stages in which nothing of the record, of its lines and of its files is changed but by a step."""

    __locked__: ClassVar[str] = ""
    """The field with the period to which it belongs: nothing of it is changed while the Ministry has that locked."""
    __card__: ClassVar[tuple[str, ...]] = ()
    """The fields that a card shows on a board, whose columns are the stages; none: there is no board."""
    __dates__: ClassVar[tuple[str, ...]] = ()
    """The days that stand in a calendar: fields, or those of lines after a dot; none: there is no calendar."""

    __technical__: ClassVar[tuple[str, ...]] = ()
    """The fields that only programs read: pages and papers leave them out."""
    __looked_up__: ClassVar[tuple[str, ...]] = ()
    """The links by which its rows are found among very many: those of a form, of a survey, of what owns a line."""

    __placed__: ClassVar[tuple[str, ...]] = ()
    """The fields from which the id follows (and of a line the key): two desks that begin the same begin one, and what
    they write in it is merged. A line stands in its owner; what is no line in the record that the first of them names.
    None: each desk adds records of its own."""

    rid: Mapped[int] = mapped_column(Integer, primary_key=True)
    id: Mapped[str] = mapped_column(TextColumn, unique=True)
    created_at: Mapped[int] = mapped_column(BigInteger)
    created_by: Mapped[str | None] = mapped_column(TextColumn)
    created_desk: Mapped[str | None] = mapped_column(TextColumn)
    changed_at: Mapped[int] = mapped_column(BigInteger)
    changed_by: Mapped[str | None] = mapped_column(TextColumn)
    changed_desk: Mapped[str | None] = mapped_column(TextColumn)
    deleted: Mapped[bool] = mapped_column(Boolean, default=False)
    conflicts: Mapped[int] = mapped_column(Integer, default=0)

    classification: Mapped[str | None] = field(CLASSIFIED, Choice(CLASSIFICATION), N_("Classification"))
    audience: Mapped[str | None] = field(AUDIENCE, Audience(), N_("Audience"))
    degree_reason: Mapped[str | None] = field(REASON, Prose(), N_("Reason for the lower degree"))
    tags: Mapped[tuple[str, ...]] = field(60_003, Tags(), N_("Tags"), search=True)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        amounts = {name: one.info for name, one in vars(cls).items() if isinstance(one, Composite)}
        # no type knows of another, so each has a registry of its own: only those are made ready that are worked with
        cls._sa_registry = registry(metadata=cls.metadata)
        super().__init_subclass__(**kwargs)
        if cls.__dict__.get("__abstract__"):
            return
        table = table_of(cls)
        # what is declared stands in the columns, too: to ask the mapper would make all mappers there are ready
        declared_of = {column.name: column.info for column in table.columns} | amounts
        found = [named(info["field"], name) for name, info in declared_of.items() if "field" in info]
        cls.__fields__ = tuple(sorted(found, key=lambda declared: declared.number))
        for declared in fields_of(cls):
            if sorts_by_key(declared):
                table.append_column(Column(key_column(declared.name), TextColumn))
            if isinstance(declared.kind, Link) and declared.kind.to == table.name:
                part_of = table.c[declared.name]
                Index(f"{table.name}_{declared.name}", part_of, table.c.deleted, sqlite_where=part_of.is_not(None))
        for name in cls.__looked_up__:
            Index(f"{table.name}_{name}", table.c[name])
        Index(f"{table.name}_present", table.c.rid, sqlite_where=text("deleted IS 0"))


class Owned(Record):
    """A line of a list that another record owns; two desks may add to one list without a conflict."""

    __abstract__ = True
    __narrows__: ClassVar[bool] = False
    """Whether a line may be for fewer desks and of a higher degree than what it belongs to; others follow it."""
    __within__: ClassVar[str | None] = None
    """For whom a line without an audience of its own is where its record leaves the desk; None: for whom that is."""
    __apart__: ClassVar[bool] = False
    """Whether lines are read and written in a place of their own, not in the form and on the page of their record."""
    __open_in__: ClassVar[tuple[str, ...]] = ()
    """The stages in which lines are written though what they belong to is frozen: answers to what stands there."""

    position: Mapped[int | None] = field(60_010, Number(), N_("Position"))


def rank(degree: str | None) -> int:
    """Return the place of a degree among ``DEGREES``."""
    return DEGREES.index(degree if degree in DEGREES else UNKNOWN)


def highest(degrees: Iterable[str | None], least: str = DEGREES[0]) -> str:
    """Return the highest of some degrees, ``least`` where there are none."""
    return DEGREES[max(map(rank, degrees), default=rank(least))]


def table_of(cls: type[Record]) -> Table:
    """Return the table of a record type."""
    return cast(Table, cls.__table__)


def sorts_by_key(declared: Field) -> bool:
    """Tell whether lists order the field by a stored key, in which ال and the forms of hamza do not count."""
    return isinstance(declared.kind, Line) and declared.column is not None


def key_column(name: str) -> str:
    """Return the name of the column with the sort key of a field."""
    return f"{name}__key"


def fields_of(cls: type[Record]) -> tuple[Field, ...]:
    """Return the fields of a record type in the order of their numbers: its own, then those that all share."""
    return cls.__fields__


@cache
def owner_field(cls: type[Record]) -> Field | None:
    """Return the link of an owned record to its owner."""
    if cls.__owner__ is None:
        return None
    return next(f for f in fields_of(cls) if isinstance(f.kind, Link) and f.name == cls.__owner__)
