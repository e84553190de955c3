"""A month to pick a day from, in both calendars; Umm al-Qura, which Qt's own calendar does not know.

The leading calendar gives the month its first and last day and stands large; the other stands small beside it.
"""

from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from coopdesk import month_days
from coopdesk.calendars import (
    to_hijri,
    today,
    week,
    weekday,
)
from coopdesk.i18n import tr
from coopdesk.ui import months, theme
from coopdesk.ui.day_cell import CELL_HEIGHT, CELL_WIDTH, DayCell
from coopdesk.ui.direction import sized

_CELLS = 42
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class DatePicker(QFrame):
    """A month of days, closed by picking one (``picked``, as ISO text), by Esc, or by a click elsewhere."""

    picked = Signal(str)

    def __init__(self, parent: QWidget, day: date) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMouseReplay)
        self.setObjectName("picker")
        self.day = self._chosen = day
        self._hijri = months.leads()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        column.setSpacing(theme.SMALL)
        column.addLayout(self._make_head())
        column.addWidget(self._other)
        column.addLayout(self._make_grid())
        column.addLayout(self._make_foot())
        self._show()

    def show_below(self, widget: QWidget) -> None:
        """Open beneath a widget, at the side where reading begins, and on the screen as a whole."""
        self.adjustSize()
        room = widget.screen().availableGeometry()
        begin = widget.width() - self.width() if self.isRightToLeft() else 0
        place = widget.mapToGlobal(QPoint(begin, widget.height() + 2))
        if place.y() + self.height() > room.bottom():
            place.setY(widget.mapToGlobal(QPoint(0, -self.height() - 2)).y())
        place.setX(max(room.left(), min(place.x(), room.right() - self.width())))
        self.move(place.x(), max(room.top(), place.y()))
        self.show()
        self._focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus, key = self.focusWidget(), event.key()
        if key in _ENTER and isinstance(focus, QAbstractButton):
            focus.click()
        elif not isinstance(focus, DayCell) or (to := self._aim(key, event.modifiers())) is None:
            super().keyPressEvent(event)
        else:
            self.go(to)

    def go(self, day: date) -> None:
        """Show the month of a day, and stand on it."""
        self.day = day
        self._show()
        self._focus()

    def _aim(self, key: int, modifiers: Qt.KeyboardModifier) -> date | None:
        """Return the day that a key leads to from the present one."""
        on = -1 if self.isRightToLeft() else 1
        days = {Qt.Key.Key_Left: -on, Qt.Key.Key_Right: on, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
        turns = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        if key in days:
            return month_days.shifted(self.day, days[Qt.Key(key)])
        if key in turns:
            year = modifiers & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier)
            return month_days.moved(self.day, turns[Qt.Key(key)] * (12 if year else 1), self._leads())
        first, length = month_days.month_of(self.day, self._leads())
        return {Qt.Key.Key_Home: first, Qt.Key.Key_End: month_days.shifted(first, length - 1)}.get(Qt.Key(key))

    def _leads(self) -> bool:
        """Tell whether the Hijri calendar leads; beyond its years it cannot."""
        return self._hijri and to_hijri(self.day.isoformat()) is not None

    def _make_head(self) -> QHBoxLayout:
        self._title, self._other = QLabel(), QLabel()
        self._title.setFont(sized(self.font(), theme.SECTION_PT, strong=True))
        self._other.setFont(sized(self.font(), theme.SMALL_PT))
        self._other.setObjectName("quiet")
        for label in (self._title, self._other):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        head = QHBoxLayout()
        head.setSpacing(0)
        for text, by in ((months.YEAR_BACK, -12), (months.MONTH_BACK, -1)):
            head.addWidget(self._turner(tr(text), by))
        head.addWidget(self._title, 1)
        for text, by in ((months.MONTH_ON, 1), (months.YEAR_ON, 12)):
            head.addWidget(self._turner(tr(text), by))
        return head

    def _turner(self, name: str, by: int) -> QToolButton:
        def turn() -> None:
            self.day = month_days.moved(self.day, by, self._leads())
            self._show()

        return months.Turner(name, by, turn)

    def _make_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(0)
        self._cells = [DayCell(self) for _ in range(_CELLS)]
        for column in range(7):
            grid.setColumnMinimumWidth(column, CELL_WIDTH)
            name = QLabel(weekday(date(2023, 1, 1 + week()[0] + column).isoformat(), short=True))
            name.setObjectName("quiet")
            name.setFont(sized(self.font(), theme.SMALL_PT))
            name.setAlignment(Qt.AlignmentFlag.AlignCenter)
            grid.addWidget(name, 0, column)
        for place, cell in enumerate(self._cells):
            grid.setRowMinimumHeight(1 + place // 7, CELL_HEIGHT)
            grid.addWidget(cell, 1 + place // 7, place % 7)
            cell.clicked.connect(lambda _=False, cell=cell: self._pick(cell.day))
        return grid

    def _make_foot(self) -> QHBoxLayout:
        now, self._switch = QPushButton(tr(months.TODAY)), QPushButton(tr(months.HIJRI_LEADS))
        now.clicked.connect(lambda: self.go(date.fromisoformat(today())))
        self._switch.setCheckable(True)
        self._switch.setChecked(self._hijri)
        self._switch.toggled.connect(self._lead)
        foot = QHBoxLayout()
        foot.addWidget(now)
        foot.addStretch(1)
        foot.addWidget(self._switch)
        return foot

    def _lead(self, hijri: bool) -> None:
        months.let_lead(hijri)
        self._hijri = hijri
        self._show()

    def _pick(self, day: date) -> None:
        self.close()
        self.picked.emit(day.isoformat())

    def _focus(self) -> None:
        next(cell for cell in self._cells if cell.day == self.day and not cell.isHidden()).setFocus()

    def _show(self) -> None:
        leads = self._leads()
        first, length = month_days.month_of(self.day, leads)
        own, other = month_days.titles(first, month_days.shifted(first, length - 1), leads)
        self._title.setText(own)
        self._other.setText(other)
        self._switch.setEnabled(to_hijri(self.day.isoformat()) is not None)
        before = (first.isoweekday() - week()[0]) % 7
        shown, others = self._cells[before : before + length], self._cells[:before] + self._cells[before + length :]
        for days, cell in enumerate(shown):
            day = month_days.shifted(first, days)
            cell.tell(day, leads, chosen=day == self._chosen, here=day == self.day)
            cell.show()
        if isinstance(self.focusWidget(), DayCell):
            self._focus()
        for cell in others:
            cell.hide()
