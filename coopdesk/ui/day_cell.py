"""One day in a month to pick from: large in the leading calendar, small in the other, told whole to who cannot see."""

from datetime import date
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QToolButton, QWidget

from coopdesk.calendars import spoken, to_hijri, today, week
from coopdesk.i18n import N_, digits, tr
from coopdesk.ui import theme
from coopdesk.ui.direction import sized

_TODAY_IS = N_("{date}, today")
CELL_WIDTH, CELL_HEIGHT = 50, 42


class DayCell(QToolButton):
    """One day, in both calendars."""

    def __init__(self, picker: QWidget) -> None:
        super().__init__(picker)
        self.day = date.min
        self._large = self._small = ""
        self._today = self._begins = False
        self.setCheckable(True)
        self.setFixedSize(CELL_WIDTH, CELL_HEIGHT)

    def tell(self, day: date, hijri: bool, *, chosen: bool, here: bool) -> None:
        """Become a day. ``here``: the one that the Tab key reaches."""
        self.day = day
        found = to_hijri(day.isoformat())
        there = digits(str(found[2])) if found else ""
        own = digits(str(day.day))
        self._large, self._small = (there, own) if hijri else (own, there)
        self._begins = (day.day if hijri else found and found[2]) == 1
        self.setChecked(chosen)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)
        name = spoken(day.isoformat())
        self._today = day.isoformat() == today()
        self.setAccessibleName(tr(_TODAY_IS, date=name) if self._today else name)
        self.setToolTip(self.accessibleName())
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def paintEvent(self, event: Any) -> None:
        tokens, chosen = theme.colors(), self.isChecked()
        text = QColor(tokens.on_accent if chosen else tokens.text)
        quiet = QColor(tokens.on_accent if chosen else tokens.secondary)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, tokens.accent if chosen else tokens.selection if self.underMouse() else None)
        lines, middle = QRectF(self.rect()).adjusted(0, 4, 0, -4), Qt.AlignmentFlag.AlignHCenter
        painter.setPen(quiet if self.day.isoweekday() % 7 in week()[1] else text)
        painter.setFont(sized(self.font(), theme.BODY_PT, strong=self._today))
        painter.drawText(lines, middle | Qt.AlignmentFlag.AlignTop, self._large)
        painter.setPen(text if self._begins else quiet)
        painter.setFont(sized(self.font(), theme.SMALL_PT - 1, strong=self._begins))
        painter.drawText(lines, middle | Qt.AlignmentFlag.AlignBottom, self._small)
        painter.end()

    def _paint_ground(self, painter: QPainter, ground: str | None) -> None:
        """Paint the ground of the chosen day, and the edges of the one in focus and of today."""
        tokens, box = theme.colors(), QRectF(self.rect()).adjusted(2, 2, -2, -2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 6, 6)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.on_accent if self.isChecked() else tokens.accent), 1.5))
            painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), 4, 4)
        elif self._today:
            painter.setPen(QPen(QColor(tokens.strong_line), 1))
            painter.drawRoundedRect(box, 6, 6)
