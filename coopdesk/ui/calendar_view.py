"""A list as a calendar: a month in both calendars, with what stands on each day."""

from collections import defaultdict
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from coopdesk import month_days
from coopdesk.calendars import to_hijri, today, weekday
from coopdesk.i18n import isolate, tr
from coopdesk.operations import calendar_days, listing
from coopdesk.operations.calendar_days import Entry
from coopdesk.operations.printed_calendar import month_named
from coopdesk.operations.working_days import Rest, rest_both, week_begins
from coopdesk.ui import months, theme
from coopdesk.ui.calendar_day import CalendarDay, Mark
from coopdesk.ui.context import Context
from coopdesk.ui.direction import sized
from coopdesk.ui.list_flow import FlowLayout
from coopdesk.ui.messages import Notice

_CELLS = 42
_FEW = 100
"""How many entries of a day a menu offers."""


class _Weeks(QScrollArea):
    """Scrolls by the mouse alone: the keys are the calendar's."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()


class CalendarView(QWidget):
    """``opened``: the record of an entry was asked for; ``left``: Esc."""

    opened, left = Signal(str), Signal()

    def __init__(self, context: Context, notice: Notice) -> None:
        super().__init__()
        self._context, self._notice = context, notice
        self._listing: listing.Listing | None = None
        self._rest, self._begins = Rest(), 0
        self.day = date.fromisoformat(today())
        self._hijri = months.leads()
        self._title, self._other = QLabel(), QLabel()
        self._title.setFont(sized(self.font(), theme.SECTION_PT, strong=True))
        self._other.setObjectName("quiet")
        self._turners: list[months.Turner] = []
        self.now, self.switch = QPushButton(), QPushButton()
        self.now.clicked.connect(lambda: self.go(date.fromisoformat(today())))
        self.switch.setCheckable(True)
        self.switch.setChecked(self._hijri)
        self.switch.toggled.connect(self._lead)
        self.cells = [CalendarDay(self) for _ in range(_CELLS)]
        for cell in self.cells:
            cell.pressed_on.connect(self._press)
        self._names = [QLabel() for _ in range(7)]
        self._legend = QWidget()
        self._flow = FlowLayout(self._legend, theme.SPACE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SMALL)
        column.addLayout(self._make_head())
        column.addWidget(self._make_grid(), 1)
        column.addWidget(self._legend)
        self.retranslate()

    def show_list(self, found: listing.Listing) -> None:
        """Show what of a list stands in the month."""
        if self._listing is None or self._listing.type != found.type:
            self._tell_kinds(found.type)
        self._listing = found
        self._read()

    @property
    def month(self) -> str:
        """The month on show, as a list to be printed names it."""
        return month_named(self.day, hijri=self._leads())

    def take_focus(self) -> None:
        """Stand on the day."""
        self._cell().setFocus()

    def go(self, day: date) -> None:
        """Show the month of a day, and stand on it."""
        same = month_days.month_of(day, self._leads()) == month_days.month_of(self.day, self._leads())
        self.day = day
        if same:
            self._mark()
        else:
            self._lay_out({})
            self._read()
        self.take_focus()

    def retranslate(self) -> None:
        """Show everything in the present language, but what stands on the days."""
        self.now.setText(tr(months.TODAY))
        self.switch.setText(tr(months.HIJRI_LEADS))
        for turner, (text, _) in zip(self._turners, _TURNS, strict=True):
            turner.setAccessibleName(tr(text))
            turner.setToolTip(tr(text))
        if self._listing is not None:
            self._tell_kinds(self._listing.type)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        on, key = -1 if self.isRightToLeft() else 1, event.key()
        days = {Qt.Key.Key_Left: -on, Qt.Key.Key_Right: on, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
        turns = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif not isinstance(self.focusWidget(), CalendarDay):
            super().keyPressEvent(event)
        elif key in days:
            self.go(month_days.shifted(self.day, days[Qt.Key(key)]))
        elif key in turns:
            self.go(month_days.moved(self.day, turns[Qt.Key(key)], self._leads()))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._press(self._cell(), None)
        else:
            super().keyPressEvent(event)

    def _turn(self, by: int) -> None:
        self.go(month_days.moved(self.day, by, self._leads()))

    def _leads(self) -> bool:
        return self._hijri and to_hijri(self.day.isoformat()) is not None

    def _lead(self, hijri: bool) -> None:
        months.let_lead(hijri)
        self._hijri = hijri
        self._read()

    def _cell(self) -> CalendarDay:
        return next(one for one in self.cells if one.day == self.day)

    def _make_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(theme.SMALL)
        for _, by in _TURNS:
            self._turners.append(months.Turner("", by, partial(self._turn, by)))
        for widget in (*self._turners[:2], self._title, *self._turners[2:]):
            head.addWidget(widget)
        self._other.setWordWrap(True)
        head.addWidget(self._other, 1)
        head.addWidget(self.now)
        head.addWidget(self.switch)
        return head

    def _make_grid(self) -> QWidget:
        """Make the weeks, which scroll where the window is too low for them."""
        holder = QWidget()
        holder.setObjectName("page")
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(1)
        for column, name in enumerate(self._names):
            name.setObjectName("quiet")
            name.setFont(sized(self.font(), theme.SMALL_PT))
            grid.addWidget(name, 0, column)
            grid.setColumnStretch(column, 1)
        for place, cell in enumerate(self.cells):
            grid.addWidget(cell, 1 + place // 7, place % 7)
        self._grid = grid
        self._area = area = _Weeks(widgetResizable=True)
        area.setObjectName("page")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(holder)
        return area

    def _tell_kinds(self, type: str) -> None:
        """Say what the marks mean."""
        while self._flow.count():
            item = self._flow.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        for kind, name in enumerate(calendar_days.kinds(type)):
            mark = Mark(kind, name)
            self._flow.addWidget(mark)
            mark.show()

    def _span(self) -> tuple[date, date]:
        """Return the first and the last day on show: whole weeks around the month."""
        first, length = month_days.month_of(self.day, self._leads())
        start = month_days.shifted(first, -((first.isoweekday() - self._begins) % 7))
        weeks = -(-((first - start).days + length) // 7)
        return start, month_days.shifted(start, 7 * weeks - 1)

    def _read(self) -> None:
        found, store = self._listing, self._context.store
        if found is None:
            return
        day = self.day

        def work(_: object) -> tuple[Rest, list[Entry]]:
            start, end = month_days.shifted(day, -2 * _CELLS), month_days.shifted(day, 2 * _CELLS)
            return rest_both(store), calendar_days.entries(store, found, start.isoformat(), end.isoformat())

        def show(read: tuple[Rest, list[Entry]]) -> None:
            if found is self._listing and day == self.day:
                self._rest, self._begins = read[0], week_begins(read[0])
                by_day = defaultdict(list)
                for one in read[1]:
                    by_day[one.day].append(one)
                self._lay_out(by_day)

        self._context.tasks.read(work, show, self._notice.tell)

    def _lay_out(self, by_day: dict[str, list[Entry]]) -> None:
        leads = self._leads()
        first, length = month_days.month_of(self.day, leads)
        last = month_days.shifted(first, length - 1)
        own, other = month_days.titles(first, last, leads)
        self._title.setText(own)
        self._other.setText(other)
        start, end = self._span()
        for column, name in enumerate(self._names):
            name.setText(weekday(month_days.shifted(start, column).isoformat(), short=not self._roomy()))
        for week in range(_CELLS // 7):
            self._grid.setRowStretch(1 + week, int(month_days.shifted(start, 7 * week) <= end))
        for place, cell in enumerate(self.cells):
            day = month_days.shifted(start, place)
            cell.setVisible(day <= end)
            cell.tell(
                day, leads, by_day.get(day.isoformat(), []), within=first <= day <= last, rests=self._rest.holds(day)
            )
        self._legend.setHidden(theme.is_low(self))
        self._mark()

    def _roomy(self) -> bool:
        return self.width() > theme.px(700)

    def _mark(self) -> None:
        for cell in self.cells:
            cell.reach(here=cell.day == self.day)
        self._area.ensureWidgetVisible(self._cell(), 0, 0)

    def _press(self, cell: CalendarDay, entry: Entry | None) -> None:
        """Open an entry of a day; where none is meant, offer all of them."""
        self.day = cell.day
        self._mark()
        if entry is not None or len(cell.entries) == 1:
            self.opened.emit((entry or cell.entries[0]).id)
        elif cell.entries:
            menu = QMenu(self)
            for one in cell.entries[:_FEW]:
                menu.addAction(f"{isolate(one.title)} – {one.what}", partial(self.opened.emit, one.id))
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(cell.mapToGlobal(cell.rect().center()))


_TURNS = ((months.YEAR_BACK, -12), (months.MONTH_BACK, -1), (months.MONTH_ON, 1), (months.YEAR_ON, 12))
