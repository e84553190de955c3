"""Kinds of choice: one of a few, and a set of texts."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.types import JSON, TypeDecorator, TypeEngine

from coopdesk.errors import InvalidValue
from coopdesk.fields.kind import Kind, Plain
from coopdesk.fields.text import check_text
from coopdesk.i18n import N_, Text, isolate, tr

_NO_CHOICE = N_("“{value}” is not one of the choices: {choices}.")
_NO_SET = N_("A list of texts is expected.")


@dataclass(frozen=True)
class Option:
    """One choice: the token on the wire and its label."""

    token: str
    label: Text


def options(*pairs: tuple[str, Text]) -> tuple[Option, ...]:
    """Return choices from (token, label) pairs."""
    return tuple(Option(token, label) for token, label in pairs)


class _Members(TypeDecorator[tuple[str, ...]]):
    """A set of tokens as a sorted JSON array."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: Iterable[str] | None, dialect: object) -> list[str] | None:
        return sorted(value) if value else None

    def process_result_value(self, value: list[str] | None, dialect: object) -> tuple[str, ...]:
        return tuple(value or ())


@dataclass(frozen=True)
class Choice(Kind):
    """One of a few tokens. A token that this program does not know is kept and shown as it is."""

    name = "choice"
    options: tuple[Option, ...] = ()

    def parse(self, value: object) -> str | None:
        if value is None or value == "":
            return None
        tokens = [option.token for option in self.options]
        if value not in tokens:
            raise InvalidValue(_NO_CHOICE, value=str(value)[:40], choices=", ".join(tokens))
        return str(value)

    def label(self, token: str) -> str:
        """Return the label of a token in the present language."""
        return next((tr(option.label) for option in self.options if option.token == token), token)

    def show(self, stored: Any) -> str:
        return self.label(stored) if stored else ""

    def search_text(self, stored: Any) -> str:
        return ""


@dataclass(frozen=True)
class Members(Kind):
    """A set of texts; one register a member, so that two desks may add without a conflict."""

    name = "members"
    options: tuple[Option, ...] = ()

    def column_type(self) -> TypeEngine[Any]:
        return _Members()

    def parse(self, value: object) -> tuple[str, ...]:
        if value is None:
            return ()
        if not isinstance(value, list | tuple) or not all(isinstance(member, str) for member in value):
            raise InvalidValue(_NO_SET)
        return tuple(sorted({self.parse_member(member) for member in value}))

    def parse_member(self, member: str) -> str:
        """Return one member checked; raises ``InvalidValue``."""
        if not member.strip():
            raise InvalidValue(_NO_SET)
        check_text(member, 200, one_line=True)
        if self.options:
            Choice(self.options).parse(member)
        return member

    def plain(self, stored: Any) -> Plain:
        return list(stored or ())

    def show(self, stored: Any) -> str:
        label = Choice(self.options).label
        return tr(N_(", ", "between items of a list")).join(isolate(label(member)) for member in stored or ())

    def search_text(self, stored: Any) -> str:
        return "" if self.options else " ".join(stored or ())


@dataclass(frozen=True)
class Tags(Members):
    """A set of codes of themes and goals, of which a person reads the names; to the wire, texts as any."""
