"""What every kind of value answers, in the three forms that the package names."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Text as TextColumn
from sqlalchemy.types import TypeEngine

Plain = str | int | bool | list[str] | dict[str, str] | None
Wire = Any


@dataclass(frozen=True)
class Kind:
    """One sort of value. The base serves every kind whose stored, plain and wire forms are the same."""

    name: ClassVar[str]

    def column_type(self) -> TypeEngine[Any]:
        return TextColumn()

    def parse(self, value: object) -> Any:
        """Return the stored form of a plain value; raises ``InvalidValue``. None and "" are absent."""
        raise NotImplementedError

    def check(self, stored: Any) -> None:
        """Raise ``InvalidValue`` for what can be read and yet nobody means. It is asked of what is written anew: what
        is there already, or comes from another desk, stays and is shown."""

    def precedes(self, one: Any, other: Any) -> bool:
        """Tell whether a stored value is before another of its kind, or less, whatever is left open in either."""
        return bool(one < other)

    def plain(self, stored: Any) -> Plain:
        """Return the plain form of a stored value."""
        return stored  # type: ignore[no-any-return]

    def pack(self, stored: Any) -> Wire:
        """Return the wire form of a stored value."""
        return stored

    def unpack(self, wire: Wire) -> Any:
        """Return the stored form of a wire value; raises ``ValueError`` for one this kind does not know."""
        if wire is not None and not isinstance(wire, str):
            raise ValueError(type(wire).__name__)
        return wire

    def show(self, stored: Any) -> str:
        """Return what a person reads, in the present language."""
        return "" if stored is None else str(stored)

    def search_text(self, stored: Any) -> str:
        """Return the words by which the value is found, in every language."""
        return str(stored)
