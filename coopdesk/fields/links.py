"""Kinds of link to other records."""

from dataclasses import dataclass
from typing import Any

from coopdesk.errors import InvalidValue
from coopdesk.fields.choices import Members
from coopdesk.fields.kind import Kind
from coopdesk.i18n import N_

_NO_LINK = N_("“{value}” is not the id of a record.")


@dataclass(frozen=True)
class Link(Kind):
    """The id of another record; ``to`` is the name of its type, or empty where any type will do."""

    name = "link"
    to: str = ""

    def parse(self, value: object) -> str | None:
        if value is None or value == "":
            return None
        return parse_id(value)

    def search_text(self, stored: Any) -> str:
        return ""


@dataclass(frozen=True)
class Links(Members):
    """A set of links to records of one type."""

    name = "links"
    to: str = ""

    def parse_member(self, member: str) -> str:
        return parse_id(member)

    def search_text(self, stored: Any) -> str:
        return ""


def parse_id(value: object) -> str:
    """Return the id of a record in its one spelling; raises ``InvalidValue``."""
    from uuid import UUID

    try:
        if isinstance(value, str):
            return str(UUID(value))
    except ValueError:
        pass
    raise InvalidValue(_NO_LINK, value=str(value)[:40])
