"""A month to pick a day from, in both calendars; Umm al-Qura, which Qt's own calendar does not know.

The leading calendar gives the month its first and last day and stands large; the other stands small beside it.
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from coopdesk.calendars import (
    NotADate,
    from_hijri,
    gregorian,
    hijri_leads,
    hijri_length,
    hijri_month,
    to_hijri,
    today,
    weekday,
)
from coopdesk.i18n import N_, tr
from coopdesk.ui import theme
from coopdesk.ui.day_cell import CELL_HEIGHT, CELL_WIDTH, DayCell
from coopdesk.ui.direction import sized
from coopdesk.ui.inputs import paint_mark

_TODAY = N_("Today")
_HIJRI_LEADS = N_("Hijri months")
_YEAR_BACK, _YEAR_ON = N_("Previous year"), N_("Next year")
_MONTH_BACK, _MONTH_ON = N_("Previous month"), N_("Next month")
_LEAD = "coopdesk_hijri_months"
"""The property of the application that remembers which calendar a person let lead."""
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
        lead = QApplication.instance().property(_LEAD)  # type: ignore[union-attr]
        self._hijri = hijri_leads() if lead is None else bool(lead)
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
        months = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        if key in days:
            return _shifted(self.day, days[Qt.Key(key)])
        if key in months:
            year = modifiers & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier)
            return _moved(self.day, months[Qt.Key(key)] * (12 if year else 1), self._leads())
        first, length = _month(self.day, self._leads())
        return {Qt.Key.Key_Home: first, Qt.Key.Key_End: _shifted(first, length - 1)}.get(Qt.Key(key))

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
        for text, months in ((_YEAR_BACK, -12), (_MONTH_BACK, -1)):
            head.addWidget(self._turner(tr(text), months))
        head.addWidget(self._title, 1)
        for text, months in ((_MONTH_ON, 1), (_YEAR_ON, 12)):
            head.addWidget(self._turner(tr(text), months))
        return head

    def _turner(self, name: str, months: int) -> QToolButton:
        def turn() -> None:
            self.day = _moved(self.day, months, self._leads())
            self._show()

        return _Turner(name, months, turn)

    def _make_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(0)
        self._cells = [DayCell(self) for _ in range(_CELLS)]
        for column in range(7):
            grid.setColumnMinimumWidth(column, CELL_WIDTH)
            name = QLabel(weekday(date(2023, 1, 1 + column).isoformat(), short=True))
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
        now, self._switch = QPushButton(tr(_TODAY)), QPushButton(tr(_HIJRI_LEADS))
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
        QApplication.instance().setProperty(_LEAD, hijri)  # type: ignore[union-attr]
        self._hijri = hijri
        self._show()

    def _pick(self, day: date) -> None:
        self.close()
        self.picked.emit(day.isoformat())

    def _focus(self) -> None:
        next(cell for cell in self._cells if cell.day == self.day and not cell.isHidden()).setFocus()

    def _show(self) -> None:
        leads = self._leads()
        first, length = _month(self.day, leads)
        own, other = _titles(first, _shifted(first, length - 1), leads)
        self._title.setText(own)
        self._other.setText(other)
        self._switch.setEnabled(to_hijri(self.day.isoformat()) is not None)
        before = first.isoweekday() % 7
        shown, others = self._cells[before : before + length], self._cells[:before] + self._cells[before + length :]
        for days, cell in enumerate(shown):
            day = _shifted(first, days)
            cell.tell(day, leads, chosen=day == self._chosen, here=day == self.day)
            cell.show()
        if isinstance(self.focusWidget(), DayCell):
            self._focus()
        for cell in others:
            cell.hide()


class _Turner(QToolButton):
    """Turns to an earlier or later month; its mark points there, and is doubled for a year."""

    def __init__(self, name: str, months: int, turn: Callable[[], None]) -> None:
        super().__init__()
        self._months = months
        self.setFixedSize(28, 28)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.clicked.connect(turn)

    def paintEvent(self, event: Any) -> None:
        super().paintEvent(event)
        left = (self._months < 0) != self.isRightToLeft()
        for x in (-3, 3) if abs(self._months) == 12 else (0,):
            paint_mark(self, self.width() / 2 + x, 90 if left else -90)


def _shifted(day: date, days: int) -> date:
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def _month(day: date, hijri: bool) -> tuple[date, int]:
    """Return the first day of the month that a day is in, and how many days it has."""
    found = to_hijri(day.isoformat()) if hijri else None
    if found is None:
        return day.replace(day=1), monthrange(day.year, day.month)[1]
    return _shifted(day, 1 - found[2]), hijri_length(*found[:2])


def _moved(day: date, months: int, hijri: bool) -> date:
    """Return the same day of another month, or its last; the day itself where there is no such month."""
    found = to_hijri(day.isoformat()) if hijri else None
    year, month, number = found or (day.year, day.month, day.day)
    year, month = (year * 12 + month - 1 + months) // 12, (month - 1 + months) % 12 + 1
    try:
        first = date.fromisoformat(from_hijri(year, month, 1)) if found else date(year, month, 1)
    except (NotADate, ValueError):
        return day
    return _shifted(first, min(number, _month(first, hijri)[1]) - 1)


def _titles(first: date, last: date, hijri: bool) -> tuple[str, str]:
    """Return the month in the leading calendar, and those that it touches in the other."""
    ends = [day.isoformat() for day in (first, last)]
    here = [gregorian(day[:7]) for day in ends]
    there = [hijri_month(*found[:2]) for day in ends if (found := to_hijri(day))] or [""]
    return (there[0], _span(here[0], here[-1], 1)) if hijri else (here[0], _span(there[0], there[-1], 2))


def _span(first: str, last: str, year: int) -> str:
    """Join two months; a year that they share, which is so many words at the end, is said once."""
    if first == last:
        return last
    begin, end = first.split(), last.split()
    return f"{' '.join(begin[:-year] if begin[-year:] == end[-year:] else begin)} – {last}"
