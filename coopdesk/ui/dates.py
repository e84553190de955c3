"""The editor of a date: typed in either calendar, told in words while it is typed, or picked from a month.

Invariant: what stands in the line is never thrown away. It is put in order only when it can be read, and what
cannot be read is the value as it was typed, so that saving refuses it.
"""

from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout

from coopdesk.calendars import NotADate, gregorian, is_partial_date, parse_date, spoken, today, typed
from coopdesk.fields import Plain
from coopdesk.i18n import N_, ltr, tr
from coopdesk.ui import theme
from coopdesk.ui.date_picker import DatePicker
from coopdesk.ui.direction import sized
from coopdesk.ui.inputs import LineEditor

_HINT = N_("5/3/2027 or 26 Ramadan 1448")
_ONLY_YEAR, _ONLY_MONTH = N_("A year, without month and day"), N_("A month, without a day")
_CHOOSE = N_("{field}: choose a day (F4)")
_FIRST_CHARACTERS = 4
"""So many are typed before the editor says that they are no date."""


class DayEditor(LineEditor):
    """A date, typed or picked, with a line beneath that tells it in both calendars."""

    def __init__(self) -> None:
        self.echo, self.opener = QLabel(), _Opener()
        super().__init__(None, _HINT)
        self.echo.setObjectName("quiet")
        self.echo.setTextFormat(Qt.TextFormat.PlainText)
        self.echo.setWordWrap(True)
        self.echo.setFont(sized(self.font(), theme.SMALL_PT))
        self.echo.setMinimumHeight(self.echo.fontMetrics().height())
        line, column = QHBoxLayout(), QVBoxLayout()
        line.setSpacing(theme.SMALL)
        column.setSpacing(2)
        line.addWidget(self.input)
        line.addWidget(self.opener)
        column.addLayout(line)
        column.addWidget(self.echo)
        self.row.addLayout(column)
        self.input.textChanged.connect(self._tell)
        self.input.editingFinished.connect(self._tidy)
        self.input.installEventFilter(self)
        self.opener.clicked.connect(self.pick)

    def value(self) -> Plain:
        """Return the date as it is stored, or the text as it was typed where it cannot be read.

        A text that would be stored although it was not read, as a year of either calendar, is set apart.
        """
        text = self.input.text()
        try:
            return self._read()
        except NotADate:
            return ltr(text) if is_partial_date(text) else text or None

    def set_value(self, value: Any) -> None:
        text = "" if value is None else str(value)
        super().set_value(typed(text) if is_partial_date(text) else text)
        self._tell()

    def retranslate(self) -> None:
        super().retranslate()
        if self.input.hasFocus():
            self._turn()
            self._tell()
        else:
            self._tidy()

    def name(self, label: str) -> None:
        super().name(label)
        self.opener.setAccessibleName(tr(_CHOOSE, field=label))
        self.opener.setToolTip(self.opener.accessibleName())

    def pick(self) -> None:
        """Open the month of the date, or the present one; the day that is picked takes the place of the text."""
        try:
            day = date.fromisoformat((self._read() + "-01-01")[:10])
        except NotADate:
            day = date.fromisoformat(today())
        picker = DatePicker(self, day)
        picker.setAccessibleName(self.opener.accessibleName())
        picker.picked.connect(self._take)
        picker.show_below(self.input)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            down = event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
            if down or event.key() == Qt.Key.Key_F4:
                self.pick()
                return True
        return super().eventFilter(watched, event)

    def _read(self) -> str:
        return parse_date(self.input.text(), today())

    def _take(self, day: str) -> None:
        self.set_value(day)
        self.input.setFocus()
        self.changed.emit()

    def _tidy(self) -> None:
        """Show a date that can be read in words of the present language."""
        try:
            self.set_value(self._read())
        except NotADate:
            self._tell()

    def _tell(self) -> None:
        """Tell the date in words, without those that stand in the line already, or why it is none."""
        text = self.input.text().strip()
        try:
            told = _in_words(self._read(), text) if text else ""
        except NotADate as fault:
            told = "" if len(text) < _FIRST_CHARACTERS and self.input.hasFocus() else fault.message()
        self.echo.setText(told)
        self.input.setAccessibleDescription(told)

    def _turn(self) -> None:
        """Let letters say where the text begins; figures alone begin where the window does."""
        super()._turn()
        figures = not any(one.isalpha() for one in self.input.text())
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
        self.input.setAlignment(right if figures and self.isRightToLeft() else Qt.AlignmentFlag.AlignLeading)


class _Opener(QToolButton):
    """A button with a leaf of a calendar. The keyboard opens from the line itself."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedSize(theme.ROW, theme.ROW)

    def paintEvent(self, event: Any) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().placeholderText().color(), 1.5))
        painter.translate(self.width() / 2, self.height() / 2)
        painter.scale(theme.px(100) / 100, theme.px(100) / 100)
        painter.drawRoundedRect(QRectF(-7, -6, 14, 13), 2, 2)
        painter.drawLine(QPointF(-7, -2), QPointF(7, -2))
        for x in (-3.5, 3.5):
            painter.drawLine(QPointF(x, -8), QPointF(x, -5))
        painter.end()


def _in_words(day: str, text: str) -> str:
    if len(day) == 10:
        return spoken(day).replace(f" {text}", "")
    only = tr(_ONLY_YEAR if len(day) == 4 else _ONLY_MONTH)
    return only if text == gregorian(day) else f"{gregorian(day)} · {only}"
