"""A day in the calendar of a list: its number in both calendars, and what stands on it, with the mark of its kind."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QMouseEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolTip, QWidget

from coopdesk.calendars import spoken, to_hijri, today
from coopdesk.i18n import N_, digits, isolate, number, tr
from coopdesk.operations.calendar_days import Entry
from coopdesk.ui import theme
from coopdesk.ui.direction import sized

_MORE = N_("+{n}", "more than find room")
_OF = N_("{title} – {what}", "an entry of a calendar")
_SOME_TIME = N_("~ {title}", "no day is known")
_TODAY_IS = N_("{date}, today")
_MARK = 8


class CalendarDay(QWidget):
    """``pressed_on``: the day was pressed, and which entry, None for none."""

    pressed_on = Signal(object, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.day = date.min
        self.entries: Sequence[Entry] = ()
        self._large = self._small = ""
        self._within = self._rests = False
        self.setMinimumSize(theme.px(48), theme.px(44))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(90), theme.px(70))

    def tell(self, day: date, hijri: bool, entries: Sequence[Entry], *, within: bool, rests: bool) -> None:
        """Become a day. ``within``: of the month on show."""
        self.day, self.entries, self._within, self._rests = day, entries, within, rests
        found = to_hijri(day.isoformat())
        there, own = digits(str(found[2])) if found else "", digits(str(day.day))
        self._large, self._small = (there, own) if hijri and found else (own, there)
        name = spoken(day.isoformat())
        name = tr(_TODAY_IS, date=name) if day.isoformat() == today() else name
        self.setAccessibleName("; ".join((name, *(_said(one) for one in entries[:20]))))
        self.update()

    def reach(self, *, here: bool) -> None:
        """Let the Tab key reach the day, or not."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)

    def event(self, event: Any) -> bool:
        if isinstance(event, QHelpEvent):
            entry = self._at(event.pos().y())
            QToolTip.showText(event.globalPos(), _said(entry) if entry is not None else self.accessibleName(), self)
            return True
        return bool(super().event(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.pressed_on.emit(self, self._at(event.position().toPoint().y()))

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: Any) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: Any) -> None:
        tokens = theme.colors()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(tokens.window if self._rests or not self._within else tokens.surface))
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        now = self.day.isoformat() == today()
        painter.setPen(QPen(QColor(tokens.accent if self.hasFocus() else tokens.line), 2 if self.hasFocus() else 1))
        painter.drawRoundedRect(box, 4, 4)
        rtl = self.isRightToLeft()
        begin = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        end = Qt.AlignmentFlag.AlignLeft if rtl else Qt.AlignmentFlag.AlignRight
        head = QRectF(theme.SMALL + 2, 2, self.width() - 2 * theme.SMALL - 4, self._head())
        painter.setFont(sized(self.font(), theme.BODY_PT, strong=now))
        painter.setPen(QColor(tokens.accent if now else tokens.text if self._within else tokens.secondary))
        painter.drawText(head, begin | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute, self._large)
        painter.setFont(sized(self.font(), theme.SMALL_PT - 1))
        painter.setPen(QColor(tokens.secondary))
        painter.drawText(head, end | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute, self._small)
        painter.setFont(sized(self.font(), theme.SMALL_PT))
        metrics, shown = QFontMetrics(painter.font()), self._shown()
        for place, one in enumerate(self.entries[:shown]):
            line = QRectF(head.left(), self._head() + place * self._line(), head.width(), self._line())
            paint_mark_of(painter, one.kind, line, rtl=rtl, full=not one.whole)
            room = theme.px(_MARK) + theme.SMALL
            text = line.adjusted(0, 0, -room, 0) if rtl else line.adjusted(room, 0, 0, 0)
            painter.setPen(QColor(tokens.secondary if one.whole else tokens.text))
            title = tr(_SOME_TIME, title=one.title) if one.whole else one.title
            elided = metrics.elidedText(title, Qt.TextElideMode.ElideRight, int(text.width()))
            painter.drawText(text, begin | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute, elided)
        left = len(self.entries) - shown
        if left > 0:
            line = QRectF(head.left(), self._head() + shown * self._line(), head.width(), self._line())
            painter.setPen(QColor(tokens.accent))
            painter.drawText(line, begin | Qt.AlignmentFlag.AlignAbsolute, tr(_MORE, n=number(left)))
        painter.end()

    def _head(self) -> int:
        return QFontMetrics(sized(self.font(), theme.BODY_PT)).height() + 2

    def _line(self) -> int:
        return QFontMetrics(sized(self.font(), theme.SMALL_PT)).height()

    def _shown(self) -> int:
        """Return how many entries find room; where not all do, a line says how many more there are."""
        room = max((self.height() - self._head() - 2) // self._line(), 0)
        return len(self.entries) if len(self.entries) <= room else max(room - 1, 0)

    def _at(self, y: int) -> Entry | None:
        place = (y - self._head()) // self._line()
        return self.entries[place] if 0 <= place < self._shown() else None


class Mark(QWidget):
    """A mark with what it means."""

    def __init__(self, kind: int, name: str) -> None:
        super().__init__()
        self._kind = kind
        label = QLabel(name)
        label.setObjectName("quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(_MARK) + theme.GAP, 0, theme.px(_MARK) + theme.GAP, 0)
        row.addWidget(label)

    def paintEvent(self, event: Any) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_mark_of(painter, self._kind, QRectF(self.rect()), rtl=self.isRightToLeft())
        painter.end()


def paint_mark_of(painter: QPainter, kind: int, line: QRectF, *, rtl: bool, full: bool = True) -> None:
    """Paint the mark of a kind of day where a line begins: a full square for what presses most, then hollow shapes.
    ``full``: whether the square is, of which a day is known."""
    tokens, size = theme.colors(), theme.px(_MARK)
    box = QRectF(0, 0, size, size)
    box.moveCenter(line.center())
    box.moveLeft(line.right() - size if rtl else line.left())
    colors = (tokens.accent, tokens.attention, tokens.good, tokens.information)
    color = QColor(colors[kind % len(colors)])
    painter.setPen(QPen(color, 1.5))
    painter.setBrush(color if kind == 0 and full else Qt.BrushStyle.NoBrush)
    middle = box.center()
    if kind == 0:
        painter.drawRect(box)
    elif kind == 1:
        painter.drawEllipse(box)
    elif kind == 2:
        painter.drawPolygon(QPolygonF([QPointF(middle.x(), box.top()), box.bottomRight(), box.bottomLeft()]))
    else:
        sides = (QPointF(middle.x(), box.top()), QPointF(box.right(), middle.y()))
        painter.drawPolygon(
            QPolygonF([*sides, QPointF(middle.x(), box.bottom()), QPointF(box.left(), middle.y())])
        )  # fmt: skip
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _said(one: Entry) -> str:
    return tr(_OF, title=isolate(one.title), what=one.what)
