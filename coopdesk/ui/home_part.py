"""A part of the page Home: its title, and rows that open what they name; a kind sentence where there are none."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QListWidget, QListWidgetItem, QSizePolicy, QVBoxLayout, QWidget

from coopdesk.calendars import numeric
from coopdesk.i18n import N_, P_, RIGHT_TO_LEFT_MARK, Text, is_rtl, number, tr
from coopdesk.ui import theme
from coopdesk.ui.direction import sized
from coopdesk.ui.found_rows import Row, RowPainter

if TYPE_CHECKING:
    from coopdesk.operations.home import Group, Item

_GROUP, _SPOKEN = N_("{what} · {count}"), N_(", ", "between items of a list")
_ALL, _MORE = P_("Show it in the list", "Show all {n} in the list"), P_("{n} more", "{n} more")
_TO_DO = P_("Show {n}", "Show all {n}")
_FEW = 5
"""How many records of a group are shown at first."""


class Rows(QListWidget):
    """A list as high as its rows: the page scrolls, not the list. Enter or one click does what a row is for.
    ``reached``: where in the list the row stands to which the keys moved."""

    reached = Signal(QRect)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rows")
        self.setItemDelegate(RowPainter(self))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.itemClicked.connect(_run)
        self.currentItemChanged.connect(self._tell_reached)

    def show_rows(self, rows: Iterable[Row]) -> None:
        """Show other rows; the place of the one that was chosen stays, as far as there is one."""
        chosen = self.currentRow()
        self.blockSignals(True)
        self.clear()
        for row in rows:
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.UserRole, row)
            spoken = tr(_SPOKEN).join(filter(None, (row.heading, row.title, row.note, row.end)))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            item.setToolTip(row.title)
            self.addItem(item)
        self.blockSignals(False)
        self.setCurrentRow(min(chosen, self.count() - 1))
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(0, sum(self.sizeHintForRow(line) for line in range(self.count())) + 2 * self.frameWidth())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            _run(self.currentItem())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.currentRow() < 0 and event.reason() != Qt.FocusReason.MouseFocusReason:
            self.setCurrentRow(0)
        self._tell_reached(self.currentItem())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setCurrentRow(-1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.doItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(self.sizeHint().height())

    def _tell_reached(self, item: QListWidgetItem | None) -> None:
        if item is not None and self.hasFocus():
            self.reached.emit(self.visualItemRect(item))


def _run(item: QListWidgetItem) -> None:
    item.data(Qt.ItemDataRole.UserRole).run()


class Part(QFrame):
    """``opened``: a record was chosen (type, id); ``listed``: so was what a group counts (type, what its list is
    asked)."""

    opened, listed = Signal(str, str), Signal(str, dict)

    def __init__(self, title: Text, nothing: Text) -> None:
        super().__init__()
        self.setObjectName("line")
        self._title_text, self._nothing_text = title, nothing
        self._groups: list[Group] = []
        self._whole: set[str] = set()
        self.title, self.nothing, self.rows = QLabel(), QLabel(), Rows()
        self.title.setFont(sized(self.font(), theme.SECTION_PT, strong=True))
        self.nothing.setObjectName("quiet")
        self.nothing.setWordWrap(True)
        self.nothing.hide()
        self.rows.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GAP, theme.SPACE, theme.GAP, theme.SPACE)
        column.setSpacing(theme.GAP)
        for label in (self.title, self.nothing):
            label.setContentsMargins(theme.SPACE, 0, theme.SPACE, 0)
            column.addWidget(label)
        column.addWidget(self.rows)
        column.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        """Show what does not come from the desk in the present language."""
        self.title.setFont(sized(self.font(), theme.SECTION_PT, strong=True))
        self.title.setText(tr(self._title_text))
        self.nothing.setText(tr(self._nothing_text))
        self.rows.setAccessibleName(tr(self._title_text))

    def show_groups(self, groups: "Iterable[Group]") -> None:
        """Show groups, each with its name, its most urgent records, and the way to the rest."""
        self._groups = list(groups)
        self._show([row for group in self._groups for row in self._group(group)])

    def show_items(self, items: "Iterable[Item]") -> None:
        """Show records one after another."""
        self._show([self._row(one) for one in items])

    def _show(self, rows: list[Row]) -> None:
        self.rows.show_rows(rows)
        self.rows.setVisible(bool(rows))
        self.nothing.setVisible(not rows)

    def _group(self, group: "Group") -> list[Row]:
        heading = _pair(group.what, number(group.total))
        if not group.items:
            return [Row(tr(_TO_DO, n=group.total), lambda: self.listed.emit(group.type, {}), heading=heading)]
        shown = group.items if group.what in self._whole else group.items[:_FEW]
        rows = [self._row(one, heading if not place else "") for place, one in enumerate(shown)]
        rest = group.total - len(shown)
        if rest and group.where is not None:
            where = dict(group.where)
            rows.append(Row(tr(_ALL, n=group.total), lambda: self.listed.emit(group.type, where)))
        elif rest and len(shown) < len(group.items):
            rows.append(Row(tr(_MORE, n=rest), lambda: self._show_whole(group)))
        return rows

    def _show_whole(self, group: "Group") -> None:
        self._whole.add(group.what)
        self.show_groups(self._groups)

    def _row(self, item: "Item", heading: str = "") -> Row:
        return Row(
            title=item.title, run=lambda: self.opened.emit(item.type, item.id), note=_note(item), end=item.told,
            heading=heading, late=item.left is not None and item.left < 0,
        )  # fmt: skip


def _note(item: "Item") -> str:
    return _pair(item.what, numeric(item.due)) if item.what and item.due else item.what


def _pair(what: str, beside: str) -> str:
    """Return two words beside each other, in the direction of the window whatever they are."""
    text = tr(_GROUP, what=what, count=beside)
    return f"{RIGHT_TO_LEFT_MARK}{text}" if is_rtl() else text


def stacked(parts: Iterable[QWidget]) -> QVBoxLayout:
    """Return a column of parts, of which none is taller than it must be."""
    column = QVBoxLayout()
    column.setSpacing(theme.SPACE)
    for one in parts:
        column.addWidget(one)
    column.addStretch(1)
    return column
