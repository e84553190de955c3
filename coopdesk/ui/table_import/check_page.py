"""The third step of an import: what each line would do, and what is to be said of it, before anything is done."""

from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLabel, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from coopdesk.fields import Field
from coopdesk.i18n import N_, P_, Text, isolate, number, tr
from coopdesk.operations import table_columns
from coopdesk.operations.table_cells import Finding
from coopdesk.operations.tables import Action, Entry, Preview
from coopdesk.records import TYPES, fields_of
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.inputs import StillBox

_LINE, _DOES, _RECORD = N_("Line", "of a table"), N_("What happens"), N_("Record")
_SHOW, _LINES = N_("Show", "lines"), N_("The lines of the table")
_ALL, _WARNED = N_("all lines"), N_("lines with something to say")
_ACTIONS: dict[Action, tuple[Text, Text]] = {
    "new": (N_("Entered", "record"), P_("{n} is entered", "{n} are entered")),
    "change": (N_("Changed", "record"), P_("{n} is changed", "{n} are changed")),
    "same": (N_("Here already", "record"), P_("{n} is here already", "{n} are here already")),
    "refused": (N_("Refused", "line"), P_("{n} is refused", "{n} are refused")),
}
_SIGNS = {"error": "✕", "warning": "▲", "note": "·"}
_TAKEN_WARNED = P_("{n} is taken with a warning", "{n} are taken with warnings")
_DIFFERENT = N_("{field}: was {before}, becomes {after}")
_EMPTY = N_("empty", "value")
_MORE = P_("{n} more line is not shown; choose what to show.", "{n} more lines are not shown; choose what to show.")
_OF_LINE, _OF_COLUMN = N_("Line {line}: {told}"), N_("Column {column}: {told}")
_MOST, _MOST_LEFT, _LETTERS = 200, 4, 80


class CheckPage(QWidget):
    """Shows a preview, all of it or the lines of one sort."""

    def __init__(self) -> None:
        super().__init__()
        self._found: Preview | None = None
        self.summary, self.more, self.left_out = sentence(), sentence(quiet=True), sentence(quiet=True)
        self.show_only = StillBox()
        self.show_only.setAccessibleName(tr(_SHOW))
        self.show_only.activated.connect(self._fill)
        label = QLabel(tr(_SHOW))
        label.setObjectName("label")
        label.setBuddy(self.show_only)
        self.lines = QTreeWidget()
        self.lines.setObjectName("rows")
        self.lines.setRootIsDecorated(False)
        self.lines.setItemsExpandable(False)
        self.lines.setIndentation(0)
        self.lines.setHeaderLabels([tr(text) for text in (_LINE, _DOES, _RECORD)])
        self.lines.setAccessibleName(tr(_LINES))
        self.lines.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in enumerate((80, 140, 300)):
            self.lines.setColumnWidth(column, theme.px(width))
        row = QHBoxLayout()
        row.setSpacing(theme.GAP)
        row.addWidget(label)
        row.addWidget(self.show_only)
        row.addStretch(1)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.setSpacing(theme.GAP)
        column_.addWidget(self.summary)
        column_.addWidget(self.left_out)
        column_.addLayout(row)
        column_.addWidget(self.lines, 1)
        column_.addWidget(self.more)

    def show_preview(self, found: Preview) -> None:
        """Show what a plan would do."""
        self._found = found
        self.summary.setText(counted(found))
        left = [_of_line(one) for one in found.left_out]
        self.left_out.setText("\n".join(left[:_MOST_LEFT]) + ("\n…" if len(left) > _MOST_LEFT else ""))
        self.left_out.setVisible(bool(left))
        self.show_only.clear()
        self.show_only.addItem(tr(_ALL), "")
        if any(one.findings for one in found.entries):
            self.show_only.addItem(tr(_WARNED), "said")
        for action, (one, _) in _ACTIONS.items():
            if found.count(action):
                self.show_only.addItem(tr(one), action)
        place = self.show_only.findData("refused")
        self.show_only.setCurrentIndex(max(place, 0))
        self._fill()

    def _fill(self) -> None:
        assert self._found is not None
        wanted = self.show_only.currentData()
        entries = [
            one for one in self._found.entries
            if not wanted or one.action == wanted or (wanted == "said" and one.findings)
        ]  # fmt: skip
        kinds = {one.name: one for one in fields_of(TYPES[self._found.plan.type])}
        self.lines.clear()
        rows: list[QTreeWidgetItem] = []
        sentences: list[QTreeWidgetItem] = []
        for one in entries[:_MOST]:
            told = [*_differences(one, kinds), *(said(self._found, finding) for finding in one.findings)]
            title = " ".join(one.title.split())[:_LETTERS]
            action = tr(_ACTIONS[one.action][0])
            row = QTreeWidgetItem([number(one.line), action, isolate(title)])
            rows.append(row)
            for text in told:
                below = QTreeWidgetItem(["      " + text])
                below.setToolTip(0, text)
                row.addChild(below)
                sentences.append(below)
        self.lines.addTopLevelItems(rows)
        for below in sentences:
            below.setFirstColumnSpanned(True)
        self.lines.expandAll()
        left = len(entries) - _MOST
        self.more.setText(tr(_MORE, n=left) if left > 0 else "")
        self.more.setVisible(left > 0)


def counted(found: Preview) -> str:
    """Return in a line how many lines do what, and how many are taken of which somebody is warned."""
    parts = [tr(text, n=n) for action, (_, text) in _ACTIONS.items() if (n := found.count(action))]
    taken = [one for one in found.entries if one.action != "refused"]
    warned = sum(any(finding.grade == "warning" for finding in one.findings) for one in taken)
    if warned:
        parts.append(tr(_TAKEN_WARNED, n=warned))
    return "  ·  ".join(parts)


def said(found: Preview, finding: Finding) -> str:
    """Return a finding with its sign and its place."""
    cls = TYPES[found.plan.type]
    label = table_columns.target_label(cls, finding.field) if finding.field else ""
    place = " · ".join(filter(None, (finding.column, label)))
    told = f"{isolate(place)}: {finding.message()}" if place else finding.message()
    return f"{_SIGNS[finding.grade]} {told}"


def _of_line(finding: Finding) -> str:
    if finding.column:
        return tr(_OF_COLUMN, column=isolate(finding.column), told=finding.message())
    return tr(_OF_LINE, line=number(finding.line), told=finding.message())


def _differences(entry: Entry, fields: dict[str, Field]) -> list[str]:
    if entry.action != "change":
        return []
    return [
        tr(_DIFFERENT, field=fields[name].label, before=_shown(before), after=_shown(entry.values.get(name)))
        for name, before in entry.before.items()
    ]


def _shown(value: object) -> str:
    if value in (None, "", []):
        return tr(_EMPTY)
    if isinstance(value, dict):
        value = " ".join(map(str, value.values()))
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return " ".join(text.split())[:_LETTERS]
