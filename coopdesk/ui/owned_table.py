"""A list that a record owns as a small table in a tab: its lines are read there, and each is written in a dialog."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton, QTableWidgetItem, QVBoxLayout, QWidget

from coopdesk.calendars import numeric
from coopdesk.fields import Day, Field, Prose, language_of
from coopdesk.i18n import N_, Text, language, tr
from coopdesk.operations import drafts, record
from coopdesk.operations.drafts import Draft
from coopdesk.operations.record_types import View
from coopdesk.progress import Progress
from coopdesk.records import Record, fields_of, plural_of
from coopdesk.records.base import owner_field
from coopdesk.ui import theme
from coopdesk.ui.context import Context
from coopdesk.ui.direction import sized
from coopdesk.ui.list_flow import FlowLayout
from coopdesk.ui.owned_line import left_out
from coopdesk.ui.read_table import read_table
from coopdesk.ui.said_dialog import SaidDialog
from coopdesk.ui.sheet_values import Around, shown

if TYPE_CHECKING:
    from coopdesk.ui.places import Page

_ADD, _CHANGE, _REMOVE = N_("Add…"), N_("Change…"), N_("Remove")
_KEEP, _OF = N_("Save the line"), N_("{act}: {list}")
_REMOVED, _UNDO = N_("The line was removed."), N_("Undo")
_JOINT = N_(", ", "between items of a list")
_NEW = "new"
_PRESSED = QEvent.Type.KeyPress
_MOST_ROWS = 6


More = tuple[Text, Callable[[int, View], str]]
"""A column that no field holds: what stands above, and what it tells of a line, which is the first, the second …"""


class OwnedTable(QWidget):
    """One list of the record on a page. ``more``: columns before those of the fields, each so wide. A text in both
    languages has one column: it is read in the present one, else in the other."""

    def __init__(self, cls: type[Record], page: "Page", more: Sequence[More] = (), wide: int = 110) -> None:
        super().__init__()
        self._cls, self._page, self._more = cls, page, tuple(more)
        self._fields = _in_language(_asked_of(cls))
        self._lines: list[View] = []
        self._fixed = False
        self._title, self.add, self.change, self.remove = QLabel(), QPushButton(), QPushButton(), QPushButton()
        self.table = read_table(*[wide] * len(more), *(one.column or 240 for one, _ in self._fields))
        self.add.clicked.connect(lambda: self.ask(_NEW))
        self.change.clicked.connect(self._ask_chosen)
        self.remove.clicked.connect(self._take_away)
        self.table.doubleClicked.connect(lambda _: self._ask_chosen())
        self.table.itemSelectionChanged.connect(self._enable)
        self.table.installEventFilter(self)
        self._title.setMinimumHeight(theme.ROW)
        head = QWidget()
        flow = FlowLayout(head, theme.GAP)
        for widget in (self._title, self.add, self.change, self.remove):
            flow.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SMALL)
        column.addWidget(head)
        column.addWidget(self.table)
        self.retranslate()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter open the line that is chosen, and Delete remove it."""
        ask, key = self._ask_chosen, Qt.Key
        acts = {key.Key_Return: ask, key.Key_Enter: ask, key.Key_Delete: self._take_away}
        act = acts.get(Qt.Key(event.key())) if isinstance(event, QKeyEvent) and event.type() == _PRESSED else None
        if act is None:
            return super().eventFilter(watched, event)
        act()
        return True

    def goes_on(self, draft: Draft) -> bool:
        """Go on with what was begun of a line; tells whether it is one of these."""
        type, _, which = draft.act.partition("/")
        found: bool = type == self._cls.__tablename__
        if found:
            self.ask(which)
        return found

    def show_lines(self, view: View, around: Around) -> None:
        """Show the lines of a record."""
        self._lines = list(view.get(plural_of(self._cls)) or ())
        self.table.setRowCount(len(self._lines))
        for row, line in enumerate(self._lines):
            for column, (_, tell) in enumerate(self._more):
                self.table.setItem(row, column, QTableWidgetItem(tell(row + 1, line)))
            for column, (one, other) in enumerate(self._fields, len(self._more)):
                text, links = shown(one if other is None or line[one.name] else other, line, around)
                told = text or tr(_JOINT).join(linked.title for linked in links)
                brief = numeric(line[one.name]) if isinstance(one.kind, Day) and line[one.name] else told
                item = QTableWidgetItem(" ".join(brief.split()))
                item.setToolTip(told)
                self.table.setItem(row, column, item)
        rows = min(max(len(self._lines), 1), _MOST_ROWS)
        around_them = self.table.horizontalHeader().sizeHint().height() + 2 * self.table.frameWidth()
        bar = self.table.horizontalScrollBar().sizeHint().height()
        self.table.setFixedHeight(around_them + rows * theme.ROW + bar)
        self.table.setVisible(bool(self._lines))
        self._enable()

    def fix(self, fixed: bool) -> None:
        """Let the lines only be read, or be written too."""
        self._fixed = fixed
        for button in (self.add, self.change, self.remove):
            button.setVisible(not fixed)

    def retranslate(self) -> None:
        """Show names in the present language."""
        self._fields = _in_language(_asked_of(self._cls))
        self._title.setFont(sized(self.font(), theme.SECTION_PT, strong=True))
        self._title.setText(tr(self._cls.__plural__))
        self.table.setAccessibleName(tr(self._cls.__plural__))
        self.table.setHorizontalHeaderLabels([tr(one) for one in self._heads()])
        for button, text in ((self.add, _ADD), (self.change, _CHANGE), (self.remove, _REMOVE)):
            button.setText(tr(text))
            button.setAccessibleName(tr(_OF, act=tr(text), list=tr(self._cls.__label__)))

    def ask(self, which: str) -> None:
        """Ask what a line says: the one with an id, or a new one. What was begun of it goes on."""
        store, type, id = self._page.context.store, self._page.type, self._page.view["id"]
        line = next((one for one in self._lines if one["id"] == which), None)

        def ask(draft: Draft | None) -> None:
            LineDialog(self._cls, id, line, self._page.context, lambda _: self._page.renew(), self._page, draft).open()

        act = act_of(self._cls, line)
        self._page.context.tasks.read(
            lambda _: drafts.find(store, type, id, act), ask, self._page.notice.tell
        )  # fmt: skip

    def _heads(self) -> list[Text]:
        return [*(text for text, _ in self._more), *(one.label for one, _ in self._fields)]

    def _chosen(self) -> View | None:
        row = self.table.currentRow()
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def _enable(self) -> None:
        for button in (self.change, self.remove):
            button.setEnabled(self._chosen() is not None)

    def _ask_chosen(self) -> None:
        line = self._chosen()
        if line is not None and not self._fixed:
            self.ask(line["id"])

    def _take_away(self) -> None:
        line, page = self._chosen(), self._page
        if line is None or self._fixed:
            return
        store, gone = page.context.store, [{"id": line["id"], "deleted": True}]
        values = {"id": page.view["id"], plural_of(self._cls): gone}

        def done(view: View) -> None:
            page.take_stored(view)
            page.notice.offer(tr(_REMOVED), tr(_UNDO), page.undo_last)

        page.context.tasks.write(lambda _: record.save(store, page.type, values), done, page.notice.tell)


class LineDialog(SaidDialog):
    """Writes a line of a list: what it says is asked field by field. ``preset``: what a new one says from the start,
    whether it is asked or not."""

    def __init__(
        self, cls: type[Record], owner: str, line: View | None, context: Context, saved: Callable[[View], Any],
        parent: QWidget, draft: Draft | None, preset: View | None = None,
    ) -> None:  # fmt: skip
        link = owner_field(cls)
        assert link is not None
        assert cls.__owner__ is not None
        super().__init__(cls.__label__, cls.__owner__, owner, act_of(cls, line), context, saved, parent)
        self._cls, self._line, self._link, self._owner, self._preset = cls, line, link.name, owner, preset or {}
        self.accept_button.setText(tr(_KEEP))
        for one in _asked_of(cls):
            editor = self.ask(one.name, one)
            value = self._preset.get(one.name) if line is None else line.get(one.name)
            if value is not None:
                editor.set_value(value)
        self.begin(draft)

    def work(self) -> Callable[[Progress], View]:
        store, type, line, typed = self._context.store, self._cls.__tablename__, self._line, self.typed()
        if line is not None:
            values = {name: value for name, value in typed.items() if value != line.get(name)}
            return lambda _: record.save(store, type, {"id": line["id"], "_seen": line["_seen"], **values})
        values = self._preset | {name: value for name, value in typed.items() if value not in (None, "", [])}
        return lambda _: record.save(store, type, {self._link: self._owner, **values})


def _asked_of(cls: type[Record]) -> list[Field]:
    """Return the fields of a line that have a column or hold a text, without those of its filing."""
    aside = left_out(cls)
    every = (one for one in fields_of(cls) if one.name not in aside)
    return [one for one in every if one.column is not None or isinstance(one.kind, Prose)]


def _in_language(fields: Sequence[Field]) -> list[tuple[Field, Field | None]]:
    """Return fields, of a pair the half in the present language with the other half."""
    by_name, found = {one.name: one for one in fields}, []
    for one in fields:
        lang = language_of(one)
        other = by_name.get(f"{one.name.removesuffix(lang)}{'ar' if lang == 'en' else 'en'}") if lang else None
        if other is None or lang == language():
            found.append((one, other))
    return found


def act_of(cls: type[Record], line: View | None) -> str:
    """Return with what a draft of a line is kept."""
    return f"{cls.__tablename__}/{line['id'] if line is not None else _NEW}"
