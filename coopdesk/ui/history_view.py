"""The history of a record: one row for each save, which opens field by field; what it said before and after; what the
record looked like then; a save undone; the earlier value of one field restored."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHeaderView,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from coopdesk.i18n import N_, tr
from coopdesk.operations.saves import Changed, Saved
from coopdesk.ui import theme
from coopdesk.ui.change_text import ChangeText, Compared, compared
from coopdesk.ui.list_flow import FlowLayout
from coopdesk.ui.tasks import Tasks

_WHEN, _WHO, _WHAT = N_("When"), N_("Who"), N_("What was changed")
_THEN, _UNDO, _RESTORE = N_("What did it look like then?"), N_("Undo this change"), N_("Restore the earlier value")
_MADE = N_("Record begun")
_DETAILS = N_("Before and after")
_EMPTY = "–"
_CUT = 120
_MORE = N_("and {n} more")
_MOST = 150
"""The most fields of one save that get a row of their own."""
_WIDTHS, _LOWEST = (165, 200), 60
"""Pixels: the columns of the saves, and the least height of the saves with what they changed."""


class HistoryView(QWidget):
    """``then``: show the record as it was after a save (operation, when); ``undo``: undo a save (operation);
    ``restore``: write the value again that a field had before a change (operation)."""

    then = Signal(str, str)
    undo = Signal(str)
    restore = Signal(str)

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._saves: Sequence[Saved] = ()
        self.table = QTreeWidget()
        self.table.setObjectName("rows")
        self.table.setColumnCount(3)
        self.table.setAllColumnsShowFocus(True)
        self.table.setUniformRowHeights(True)
        for column, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(column, theme.px(width))
        head = self.table.header()
        head.setStretchLastSection(True)
        head.setSectionsMovable(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.table.itemSelectionChanged.connect(self._chosen)
        self.text = ChangeText()
        self.then_button, self.undo_button, self.restore_button = QPushButton(), QPushButton(), QPushButton()
        self.then_button.clicked.connect(self._ask_then)
        self.undo_button.clicked.connect(lambda: self._ask(self.undo))
        self.restore_button.clicked.connect(lambda: self._ask(self.restore))
        acts = QWidget()
        row = FlowLayout(acts, theme.GAP)
        for button in (self.then_button, self.undo_button, self.restore_button):
            row.addWidget(button)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.table)
        split.addWidget(self.text)
        split.setChildrenCollapsible(False)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setMinimumHeight(theme.px(_LOWEST))
        layout = QVBoxLayout(self)
        layout.addWidget(acts)
        layout.addWidget(split, 1)
        self._chosen()

    def show_saves(self, saves: Sequence[Saved]) -> None:
        """Show the saves of a record, the newest first. What was open or chosen stays so."""
        chosen = self._selected()
        opened = {self._saves[row].transaction for row in range(len(self._saves)) if self._row(row).isExpanded()}
        self.table.blockSignals(True)
        self.table.clear()
        self._saves = saves
        for place, save in enumerate(saves):
            row = _row_of(save, place)
            self.table.addTopLevelItem(row)
            row.setExpanded(save.transaction in opened)
            if chosen is not None and chosen[0].transaction == save.transaction:
                number = save.changes.index(chosen[1]) if chosen[1] in save.changes else -1
                self.table.setCurrentItem(row.child(number) or row)
        self.table.blockSignals(False)
        self._chosen()

    def retranslate(self) -> None:
        """Show everything in the present language."""
        for button, text in ((self.then_button, _THEN), (self.undo_button, _UNDO), (self.restore_button, _RESTORE)):
            button.setText(tr(text))
        self.table.setHeaderLabels([tr(text) for text in (_WHEN, _WHO, _WHAT)])
        self.table.setAccessibleName(tr(N_("History")))
        self.text.setAccessibleName(tr(_DETAILS))
        self._chosen()

    def _row(self, place: int) -> QTreeWidgetItem:
        row = self.table.topLevelItem(place)
        assert row is not None
        return row

    def _selected(self) -> tuple[Saved, Changed | None] | None:
        """Return the chosen save, and the one change of it where one is chosen."""
        chosen = self.table.selectedItems()
        if not chosen:
            return None
        place, number = chosen[0].data(0, Qt.ItemDataRole.UserRole)
        save = self._saves[place]
        return save, save.changes[number] if number >= 0 else None

    def _chosen(self) -> None:
        found = self._selected()
        for button in (self.then_button, self.undo_button):
            button.setEnabled(found is not None)
        self.restore_button.setEnabled(found is not None and found[1] is not None and found[1].restorable)
        if found is None:
            self.text.show_changes([])
            return
        changes = found[0].changes if found[1] is None else (found[1],)
        self._tasks.read(lambda _: compared(changes), partial(self._show, found, len(changes)))

    def _show(self, asked: Any, count: int, parts: list[Compared]) -> None:
        if self._selected() == asked:
            self.text.show_changes(parts, count - len(parts))

    def _ask_then(self) -> None:
        found = self._selected()
        if found is not None:
            self.then.emit(found[0].operation, found[0].when)

    def _ask(self, signal: Any) -> None:
        found = self._selected()
        if found is not None:
            signal.emit(found[1].operation if found[1] is not None else found[0].operation)


def _row_of(save: Saved, place: int) -> QTreeWidgetItem:
    """Return the row of a save, with a row below it for each field."""
    what = [tr(_MADE)] if save.made else save.parts
    row = QTreeWidgetItem([save.when, save.who, tr(N_(", ", "between items of a list")).join(what)])
    row.setData(0, Qt.ItemDataRole.UserRole, (place, -1))
    row.setToolTip(2, row.text(2))
    for number, change in enumerate(save.changes[:_MOST]):
        text = " ".join(change.new[: _CUT * 2].split())[:_CUT]
        field = QTreeWidgetItem([change.field, "", text or _EMPTY])
        field.setData(0, Qt.ItemDataRole.UserRole, (place, number))
        field.setToolTip(0, change.field)
        row.addChild(field)
    if len(save.changes) > _MOST:
        rest = QTreeWidgetItem([tr(_MORE, n=len(save.changes) - _MOST)])
        rest.setFlags(Qt.ItemFlag.ItemIsEnabled)
        row.addChild(rest)
    return row
