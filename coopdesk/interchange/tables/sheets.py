"""What is read of a file: sheets of lines of texts, and the limits of what is taken.

A file from outside may be anything. Whatever is in it, reading ends soon and takes little memory: each limit is counted
while it is read, before what lies beyond is kept.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from coopdesk.errors import Damaged, Refused
from coopdesk.i18n import N_, number

MOST_BYTES = 32 * 2**20
MOST_ROWS = 200_000
MOST_COLUMNS = 256
MOST_CELLS = 3_000_000
MOST_TEXT = 32_000_000
"""The most characters of all cells together."""
MOST_LETTERS = 500_000
"""The most characters of a cell: as many as a long text of a record holds."""
MOST_SHEETS = 100
MOST_MERGED = 20_000
_TORN = N_(
    "This file cannot be read as a table. Open it in the program that it comes from, save it again as .xlsx or .csv, "
    "then try again."
)
_ROWS = N_("This table has more than {most} rows. Divide it into several files.")
_COLUMNS = N_("This table has more than {most} columns. Take out those that are not needed.")
_CELLS = N_("This table has more than {most} cells. Divide it into several files.")
_LETTERS = N_("A cell in line {line} holds more than {most} characters. Shorten it, or attach the text as a file.")
_BYTES = N_("This file is too large to be read as a table. Divide it into several files.")


class Line(NamedTuple):
    """A line that is not empty: its number in the file, from 1, and the texts of its cells."""

    number: int
    cells: list[str]


class Merge(NamedTuple):
    """Cells that were merged: the numbers of lines and the places of columns of the first and of the last."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Sheet:
    """A sheet of a file. ``hidden``: whoever keeps the file does not see it."""

    name: str
    lines: list[Line] = field(default_factory=list)
    merged: list[Merge] = field(default_factory=list)
    hidden: bool = False


class Counted:
    """Counts what is kept, over all sheets of a file; raises ``Refused`` beyond a limit."""

    def __init__(self) -> None:
        self._rows = self._cells = self._letters = 0

    def spend(self, letters: int) -> None:
        """Count the characters of a text that is about to be kept."""
        self._letters += letters
        if self._letters > MOST_TEXT:
            raise too_large()

    def keep(self, sheet: Sheet, line: int, cells: list[str]) -> None:
        """Keep a line, unless it is empty."""
        while cells and not cells[-1].strip():
            cells.pop()
        if not cells:
            return
        self._rows += 1
        self._cells += len(cells)
        if len(cells) > MOST_COLUMNS:
            raise Refused(_COLUMNS, most=number(MOST_COLUMNS))
        if self._rows > MOST_ROWS:
            raise Refused(_ROWS, most=number(MOST_ROWS))
        if self._cells > MOST_CELLS:
            raise Refused(_CELLS, most=number(MOST_CELLS))
        sheet.lines.append(Line(line, cells))


def torn() -> Damaged:
    """Return the refusal of a file that is no table, or is torn."""
    return Damaged(_TORN)


def too_large() -> Refused:
    """Return the refusal of a file that is, or becomes, too large."""
    return Refused(_BYTES)


def too_long(line: int) -> Refused:
    """Return the refusal of a cell that holds too much."""
    return Refused(_LETTERS, line=number(line), most=number(MOST_LETTERS))
