"""Records from a table: how its lines are taken, what each would do, and what became of it.

A line is about a record that is here where it tells its id, or its number; where it only has the same title, a person
says whether it is meant. What is the same already is left as it is, so a table that comes twice changes nothing. What
each line would do is told before anything is done (``table_preview``); then the good lines are saved
(``table_saving``), and the refused ones come back with the reason beside each.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple

from coopdesk.errors import Refused
from coopdesk.i18n import N_, Text, isolate, tr
from coopdesk.interchange.tables import layout
from coopdesk.interchange.tables.layout import Table, letters
from coopdesk.interchange.tables.sheets import Sheet
from coopdesk.operations import rights, table_columns, table_files, table_wide
from coopdesk.operations.table_cells import Finding, Grade, Reading
from coopdesk.operations.table_columns import Column
from coopdesk.operations.table_names import Names
from coopdesk.records import TYPES
from coopdesk.store.home import Store

AT_ONCE = 500
"""So many lines are saved in one transaction."""
SameTitle = Literal["ask", "change", "new"]
Action = Literal["new", "change", "same", "refused"]
_SAMPLES = 50
_TOTAL = N_("This line is a total. It is no record, and is left out.")
_NO_RECORD = N_("This line is a note or a header that comes again. It is no record, and is left out.")
_UNUSED = N_("The column “{head}” is taken for no field, and is left out.")
_NO_TABLE = N_("There is no table in this sheet.")


class Plan(NamedTuple):
    """How a sheet is to be taken. ``heads``: what each column is called; ``columns``: for what it is taken;
    ``remembered``: as the last time; ``same_title``: what becomes of a line of which only the title is here;
    ``clears``: an empty cell empties the field of a record that is here; ``creates``: organizations and contacts that
    links name and that are not here are entered too; ``folder``: in which the files are looked for that it names."""

    type: str
    sheet: Sheet
    table: Table
    heads: list[str]
    columns: list[Column]
    remembered: bool = False
    same_title: SameTitle = "ask"
    clears: bool = False
    creates: bool = False
    folder: Path | None = None

    @property
    def names_files(self) -> bool:
        """Whether a column is taken for names of files."""
        return any(one.target == table_columns.FILES for one in self.columns)


@dataclass
class Entry:
    """What a line does. ``values``: what is saved; ``before``: what stands there now, of a change; ``id``: of the
    record that it is about or became; ``files``: to be attached."""

    line: int
    cells: list[str]
    action: Action
    reading: Reading
    values: dict[str, Any] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)
    id: str = ""
    title: str = ""
    seen: str | None = None
    files: list[Path] = field(default_factory=list)

    @property
    def findings(self) -> list[Finding]:
        """What is to be said of the line."""
        return self.reading.findings

    def refuse(self, text: Text, name: str = "", **params: object) -> None:
        """Take the line for refused, and say why."""
        self.tell("error", text, name, **params)
        self.action = "refused"

    def tell(self, grade: Grade, text: Text, name: str = "", **params: object) -> None:
        """Say something of the line."""
        self.findings.append(Finding(self.line, grade, text, params, field=name))


@dataclass
class Preview:
    """What a plan would do, line by line."""

    plan: Plan
    entries: list[Entry]
    names: Names

    def count(self, action: Action) -> int:
        """Return how many lines do one thing."""
        return sum(one.action == action for one in self.entries)

    @property
    def findings(self) -> list[Finding]:
        """All that is to be said: of what is left out of the sheet, then of the lines in their order."""
        return [*self.left_out, *(finding for one in self.entries for finding in one.findings)]

    @property
    def left_out(self) -> list[Finding]:
        """What is to be said of columns that are taken for nothing and of lines that are no records."""
        table, line = self.plan.table, self.plan.table.head[-1]
        wide = table_wide.list_of(TYPES[self.plan.type]) is not None
        unused = [
            Finding(line, "note", _UNUSED, {"head": isolate(head)}, letters(place))
            for head, place, column in zip(table.heads, table.places, self.plan.columns, strict=True)
            if head and not column.target and not (wide and table_wide.period_of(head))
        ]
        lines = dict.fromkeys(table.totals, _TOTAL) | dict.fromkeys(table.left, _NO_RECORD)
        return [*unused, *(Finding(number, "note", lines[number]) for number in sorted(lines))]


@dataclass
class Outcome:
    """What was done: ids of the records entered and changed, the numbers of the lines of which all is here already, the
    lines that were refused, how many files were attached, and how many lines are left, for the work was stopped."""

    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    skipped: list[int] = field(default_factory=list)
    refused: list[Entry] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    files: int = 0
    left: int = 0


@rights.needs(rights.READER)
def plan(
    store: Store, sheet: Sheet, type: str, header: int | None = None, words: Mapping[str, Any] | None = None
) -> Plan:
    """Return how a sheet would be taken: its table, and what its columns are taken for: as ``words`` say, else as the
    last time, else as guessed. ``header``: the line in which the header begins. Raises ``Refused``."""
    cls = table_columns.check_type(type)
    table = layout.find(sheet, table_columns.knows(cls.__tablename__), header)
    if not table.heads:
        raise Refused(_NO_TABLE)
    heads = table_columns.head_names(table.heads, table.places)
    if words is not None:
        return Plan(type, sheet, table, heads, table_columns.from_words(type, heads, words))
    kept = table_columns.remembered(store, type, heads)
    if kept is not None:
        return Plan(type, sheet, table, heads, kept, remembered=True)
    samples = [[one.cells[place] for one in table.lines[:_SAMPLES]] for place in range(len(heads))]
    return Plan(type, sheet, table, heads, table_columns.guess(type, table.heads, samples))


def refused_path(path: Path) -> Path:
    """Return where the refused lines of a file are written: beside it, in its format."""
    return path.with_name(f"{path.stem}-refused{'.xlsx' if table_files.is_book(path) else '.csv'}")


def write_refused(plan: Plan, refused: Sequence[Entry], out: Path) -> None:
    """Write the lines that were refused, as they were, with the reason behind each. Raises ``CannotWrite``."""
    heads = [*plan.heads, tr(table_columns.REASON)]
    rows = ([*one.cells, _reason(plan, one)] for one in refused)
    table_files.write_rows(out, plan.sheet.name or tr(TYPES[plan.type].__plural__), heads, rows)


def _reason(plan: Plan, entry: Entry) -> str:
    cls = TYPES[plan.type]
    told = []
    for one in entry.findings:
        if one.grade == "error":
            label = table_columns.target_label(cls, one.field) if one.field else ""
            told.append(f"{label}: {one.message()}" if label else one.message())
    return "\n".join("".join(c for c in text if not "\u2066" <= c <= "\u2069") for text in told)
