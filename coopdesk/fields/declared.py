"""``field()``: what is declared of one field, in one line."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import BigInteger, Text as TextColumn
from sqlalchemy.orm import composite, mapped_column

from coopdesk.fields.kind import Kind
from coopdesk.fields.values import Amount, Money
from coopdesk.i18n import Language, Text


@dataclass(frozen=True)
class Field:
    """What is declared of one field. ``group`` is the number of the register that several fields share."""

    number: int
    kind: Kind
    label: Text
    required: bool = False
    column: int | None = None
    search: bool = False
    group: int | None = None
    name: str = ""

    @property
    def register(self) -> int:
        """Return the number of the register that holds the field."""
        return self.number if self.group is None else self.group


def field(
    number: int,
    kind: Kind,
    label: Text,
    *,
    required: bool = False,
    column: int | None = None,
    search: bool = False,
    group: int | None = None,
) -> Any:
    """Declare a replicated field.

    ``number``: its name on the wire, 1-59,999. ``required``: a workflow step asks for it (of a bilingual pair,
    for either language); the database never does, because records arrive in pieces. ``column``: its width in
    lists, in pixels; absent: not a column by default. ``search``: its words find the record.
    """
    info = {"field": Field(number, kind, label, required, column, search, group)}
    if isinstance(kind, Money):
        return composite(
            Amount,
            mapped_column(f"amount_{number}", BigInteger, nullable=True),
            mapped_column(f"currency_{number}", TextColumn, nullable=True),
            info=info,
        )
    return mapped_column(kind.column_type(), nullable=True, info=info)


def named(declared: Field, name: str) -> Field:
    """Return the field under the name of its attribute."""
    return replace(declared, name=name)


def language_of(declared: Field) -> Language | None:
    """Return the language of one half of a bilingual pair, else None."""
    lang = getattr(declared.kind, "lang", None)
    return lang if lang in ("en", "ar") else None
