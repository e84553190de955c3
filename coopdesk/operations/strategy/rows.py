"""The rows of a table that holds a strategy: its columns by their heads in either language, its cells read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, NamedTuple

from coopdesk.calendars import today
from coopdesk.errors import InvalidValue
from coopdesk.fields import Choice
from coopdesk.i18n import LANGUAGES, N_, tr, using, western_digits
from coopdesk.interchange.tables import layout, values as cells
from coopdesk.interchange.tables.sheets import Sheet
from coopdesk.operations.table_names import folded
from coopdesk.records.base import fields_of
from coopdesk.records.tag import SCHEME, Tag

LEVELS: Mapping[str, str] = {
    "strategy": "national_strategy", "sector": "national_sector",
    "outcome": "national_outcome", "target": "national_target",
}  # fmt: skip
"""The levels from above to below, as a table calls them, with the lists of tags that they are."""
SCHEMES = tuple(LEVELS.values())
NEEDED = ("level", "code", "name_en", "name_ar")
COLUMNS = (*NEEDED, "parent", "valid_from", "valid_to", "continued_as", "edition")
_WORDS: Mapping[str, tuple[str, ...]] = {
    "level": ("level", "list", "المستوى", "مستوى"),
    "code": ("الرمز", "رمز"),
    "name_en": ("english", "name", "الاسم بالإنجليزية", "الاسم (بالإنجليزية)", "بالإنجليزية"),
    "name_ar": ("arabic", "الاسم", "الاسم بالعربية", "الاسم (بالعربية)", "بالعربية"),
    "parent": ("part of", "above", "جزء من", "الأصل", "يتبع"),
    "valid_from": ("from", "من", "سارٍ من"),
    "valid_to": ("to", "until", "إلى", "حتى", "سارٍ حتى"),
    "continued_as": ("continued as", "maps to", "يستمر في", "يقابله"),
    "edition": ("الطبعة", "الدورة", "الإصدار"),
}
_LEVEL_WORDS: Mapping[str, tuple[str, ...]] = {
    "strategy": ("الاستراتيجية", "استراتيجية"),
    "sector": ("القطاع", "قطاع"),
    "outcome": ("result", "intermediate outcome", "النتيجة", "نتيجة", "نتيجة وسيطة"),
    "target": ("goal", "programme", "الهدف", "هدف", "الغاية", "غاية", "برنامج"),
}
_NO_LEVEL = N_("“{value}” is no level. Write strategy, sector, outcome or target.")
_NO_CODE = N_(
    "“{value}” is no code. Write small Latin letters, digits, points and hyphens, such as nds4-health.1, and keep it."
)
EMPTY = N_("This cell is empty. Each row needs a level, a code and the name in both languages.")
_CODE = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")
_LONGEST = 60


class Fault(NamedTuple):
    """What is wrong in a line, in which column (none: the whole line)."""

    line: int
    column: str
    message: str


@dataclass
class Row:
    """A part of a strategy as its row says it, by the names of the columns; ``given``: those that hold something."""

    line: int
    values: dict[str, Any] = field(default_factory=dict)
    given: frozenset[str] = frozenset()

    @property
    def code(self) -> str:
        """The code, empty where none could be read."""
        return str(self.values.get("code") or "")

    @property
    def scheme(self) -> str:
        """The list of tags that its level is."""
        return str(self.values.get("level") or "")

    @property
    def parent(self) -> str:
        """The code of the part above, if it says one."""
        return str(self.values.get("parent") or "")


@dataclass
class Read:
    """What a sheet says. ``heads``: what it calls its columns; ``unknown``: heads that are no column of a strategy."""

    rows: list[Row] = field(default_factory=list)
    heads: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def read(sheet: Sheet) -> Read | None:
    """Return the rows of a sheet, None where the columns that there must be are not in it."""
    heads = _heads()
    table = layout.find(sheet, lambda head: folded(head) in heads)
    columns = [heads.get(folded(head), "") for head in table.heads]
    if not set(NEEDED) <= set(columns):
        return None
    told = dict(zip(columns, table.heads, strict=True))
    found = Read(heads=told, unknown=[one for one, name in zip(table.heads, columns, strict=True) if one and not name])
    for line in table.lines:
        row = Row(line.number)
        for name, cell in zip(columns, line.cells, strict=True):
            if not name or name in row.values or not cell.strip():
                continue
            try:
                row.values[name] = _value(name, cell)
            except InvalidValue as fault:
                row.values[name] = None
                found.faults.append(Fault(line.number, told[name], fault.message()))
        row.given = frozenset(row.values)
        if "code" not in row.given:
            found.faults.append(Fault(line.number, told["code"], tr(EMPTY)))
        found.rows.append(row)
    return found


def completed(row: Row, strategy: Row | None) -> Row:
    """Return a row with what it does not say of the time and of the edition, as its strategy says it."""
    if strategy is None:
        return row
    values = {name: strategy.values.get(name) for name in ("valid_from", "valid_to", "edition")} | row.values
    return replace(row, values=values)


def head(name: str) -> str:
    """Return what a column is called in the present language."""
    return tr(_label(name))


def _label(name: str) -> Any:
    return N_("Level", "of a strategy") if name == "level" else _FIELDS[name].label


def _value(name: str, cell: str) -> Any:
    if name == "level":
        found = _levels().get(folded(cell))
        if found is None:
            raise InvalidValue(_NO_LEVEL, value=cell.strip()[:40])
        return found
    if name in ("code", "parent"):
        return _code(cell)
    if name == "continued_as":
        return tuple(_code(one) for one in cells.members(cell))
    return cells.read(_FIELDS[name].kind, cell, today()).value


def _code(text: str) -> str:
    told = western_digits(text).strip().lower()
    if not _CODE.fullmatch(told) or len(told) > _LONGEST:
        raise InvalidValue(_NO_CODE, value=text.strip()[:40])
    return told


@cache
def _heads() -> dict[str, str]:
    found = {folded(word): name for name, words in _WORDS.items() for word in words}
    for name in COLUMNS:
        found[folded(name)] = name
        for lang in LANGUAGES:
            with using(lang):
                found.setdefault(folded(head(name)), name)
    return found


@cache
def _levels() -> dict[str, str]:
    found = {folded(word): scheme for level, scheme in LEVELS.items() for word in (level, scheme)}
    for level, words in _LEVEL_WORDS.items():
        found |= {folded(word): LEVELS[level] for word in words}
    for lang in LANGUAGES:
        with using(lang):
            found |= {folded(Choice(SCHEME).label(scheme)): scheme for scheme in SCHEMES}
    return found


_FIELDS = {one.name: one for one in fields_of(Tag)}
