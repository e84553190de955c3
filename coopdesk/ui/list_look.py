"""How a list of one record type looks at this desk: its columns and their widths, its order, its groups."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from coopdesk.fields import Field
from coopdesk.operations import listing
from coopdesk.operations.measures import MEASURED
from coopdesk.records import TYPES

OF_TYPE: Mapping[str, tuple[str, ...]] = {"indicator": ("scoreboard", "matrix")}
"""The shapes that only the list of one type has."""


@dataclass
class Look:
    """``columns``: names of fields, empty for those by default; ``widths``: those that a person gave, in pixels;
    ``sort``: fields with commas between them, ``-`` before one downwards; ``group``: a field;
    ``shape``: one of ``shapes_of`` its type."""

    columns: list[str] = field(default_factory=list)
    widths: dict[str, int] = field(default_factory=dict)
    sort: str = ""
    group: str = ""
    shape: str = "table"

    @classmethod
    def of(cls, type: str, kept: Mapping[str, Any]) -> "Look":
        """Return the look that was kept, without what this program does not know."""
        known = {one.name for one in listing.every_field(type)}
        columns, widths = kept.get("columns"), kept.get("widths")
        sorts = [one for one in str(kept.get("sort") or "").split(",") if one.removeprefix("-") in known]
        group = kept.get("group")
        return cls(
            [one for one in columns if one in known] if isinstance(columns, list) else [],
            {one: width for one, width in widths.items() if _is_width(width)} if isinstance(widths, dict) else {},
            ",".join(sorts),
            group if group in {one.name for one in listing.group_fields(type)} else "",
            shape if (shape := kept.get("shape")) in shapes_of(type) else "table",
        )

    def fields(self, type: str) -> list[Field]:
        """Return the columns, of a bilingual pair the half of the present language."""
        return listing.in_language(type, self.columns) or listing.columns(type)

    def sorts(self, type: str) -> list[str]:
        """Return the fields of the order in the present language, ``-`` before one downwards."""
        found = []
        for one in filter(None, self.sort.split(",")):
            name = one.removeprefix("-")
            found += [f"{'-' * (name != one)}{here.name}" for here in listing.in_language(type, [name])]
        return found

    def sort_by(self, type: str, name: str, *, also: bool) -> None:
        """Order by a field; the same one again turns downwards. ``also``: after the fields that order already."""
        sorts = self.sorts(type)
        turned = f"-{name}" if name in sorts else name
        others = [one for one in sorts if one.removeprefix("-") != name] if also else []
        self.sort = ",".join([*others, turned])


def shapes_of(type: str) -> tuple[str, ...]:
    """Return the shapes in which a list of a type can be looked at."""
    cls = TYPES[type]
    there = (("board", cls.__card__), ("calendar", cls.__dates__), ("figures", type in MEASURED))
    return ("table", *(shape for shape, has in there if has), *OF_TYPE.get(type, ()))


def _is_width(value: object) -> bool:
    """Tell whether a kept value is the width of a column."""
    return isinstance(value, int) and 20 <= value <= 4_000
