"""What a question is answered with, where it is typed: texts, numbers, days and hours, places, files."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from coopdesk.errors import InvalidValue
from coopdesk.fields import Plain
from coopdesk.i18n import N_, tr, western_digits
from coopdesk.ui import theme
from coopdesk.ui.dates import DayEditor
from coopdesk.ui.inputs import Editor, LineEditor
from coopdesk.ui.list_flow import FlowLayout
from coopdesk.ui.trail import leave_undo

MOST_IN_LINE = 10_000
"""The characters that a line takes; a longer paste is cut there, and that is said."""
_TOO_LONG = N_("A line takes at most {most} characters; the rest of what you pasted is not here.")
_HOUR, _NUMBER = N_("14:30", "example of an hour"), N_("12.5", "example of a number")
_LATITUDE, _LONGITUDE = N_("Latitude, such as 25.29"), N_("Longitude, such as 51.53")
_TIME_OF = N_("{question}: hour")
_ATTACH, _TAKE_OFF = N_("Attach a file…"), N_("Take it off")
_ATTACH_TO = N_("{question}: attach a file")
_WIDEST = 200
"""The widest name of a file that is shown, in pixels: a longer one would take the whole form out of its width."""
_DECIMAL = str.maketrans({"٫": ".", ",": ".", "،": ".", "−": "-"})


class TextLine(LineEditor):
    """A line of text in its own direction."""

    def __init__(self, direction: Qt.LayoutDirection | None = None, hint: Any = None) -> None:
        super().__init__(direction, hint)
        self.input.setMaxLength(MOST_IN_LINE)

    def _edited(self) -> None:
        super()._edited()
        if len(self.input.text()) >= MOST_IN_LINE:
            self.refused.emit(InvalidValue(_TOO_LONG, most=f"{MOST_IN_LINE:,}"))


class NumberLine(TextLine):
    """A number in the digits of either script. What is no number stays as it was typed."""

    def __init__(self) -> None:
        super().__init__(Qt.LayoutDirection.LeftToRight)
        self.input.setMaximumWidth(theme.px(220))
        self.row.addStretch(1)

    def value(self) -> Plain:
        return western_digits(self.input.text().strip()).translate(_DECIMAL) or None


class HourLine(TextLine):
    """An hour, ``14:30``; the digits alone are understood too."""

    def __init__(self) -> None:
        super().__init__(Qt.LayoutDirection.LeftToRight, _HOUR)
        self.input.setMaximumWidth(theme.px(120))
        self.row.addStretch(1)

    def value(self) -> Plain:
        told = western_digits(self.input.text().strip()).replace(".", ":")
        if told.isascii() and told.isdigit() and len(told) in (3, 4):
            told = f"{told[:-2]}:{told[-2:]}"
        hour, colon, rest = told.partition(":")
        return (f"{hour.zfill(2)}{colon}{rest}" if colon and hour.isdigit() else told) or None


class MomentEditor(Editor):
    """A day and an hour."""

    def __init__(self) -> None:
        super().__init__()
        self.day, self.hour = DayEditor(), HourLine()
        for one in (self.day, self.hour):
            one.changed.connect(self.changed)
        self.row.addWidget(_flowing(self.day, self.hour), 1)
        self.day.setMinimumWidth(theme.px(260))
        self._zone = ""

    def value(self) -> Plain:
        day, hour = self.day.value(), self.hour.value()
        return f"{day or ''}T{hour}{self._zone}" if hour else day

    def set_value(self, value: Any) -> None:
        day, _, hour = str(value or "").partition("T")
        clock = hour[:8].removesuffix(":00") if hour[5:8] == ":00" else hour[:8]
        self._zone = hour[12:] if hour[8:9] == "." else hour[8:]
        self.day.set_value(day or None)
        self.hour.set_value(clock)

    def name(self, label: str) -> None:
        self.day.name(label)
        self.hour.name(tr(_TIME_OF, question=label))

    def retranslate(self) -> None:
        self.day.retranslate()
        self.hour.retranslate()


class PointEditor(Editor):
    """A place on the earth as two numbers; height and accuracy, which a telephone wrote, stay with them."""

    def __init__(self) -> None:
        super().__init__()
        self.parts = [QLineEdit(), QLineEdit()]
        self._rest = ""
        for one in self.parts:
            one.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            one.setFixedWidth(theme.px(230))
            one.textEdited.connect(lambda _: self.changed.emit())
            leave_undo(one)
        self.row.addWidget(_flowing(*self.parts), 1)

    def value(self) -> Plain:
        told = [western_digits(one.text().strip()).translate(_DECIMAL) for one in self.parts]
        return " ".join([*(one or "–" for one in told), *self._rest.split()]) if any(told) else None

    def set_value(self, value: Any) -> None:
        told = str(value or "").split()
        for one, text in zip(self.parts, [*told, "", ""], strict=False):
            one.setText("" if text == "–" else text)
        self._rest = " ".join(told[2:])

    def name(self, label: str) -> None:
        for one, hint in zip(self.parts, (_LATITUDE, _LONGITUDE), strict=True):
            one.setPlaceholderText(tr(hint))
            one.setAccessibleName(f"{label}: {tr(hint)}")


class FileEditor(Editor):
    """A file that is attached to the response; the answer is its name. ``attach`` gets a path and what takes the
    name."""

    def __init__(self, attach: Callable[[Path, Callable[[str], None]], None], pattern: str) -> None:
        super().__init__()
        self._attach, self._pattern, self._name = attach, pattern, ""
        self.shown, self.choose, self.off = QLabel(), QPushButton(), QPushButton()
        self.shown.setTextFormat(Qt.TextFormat.PlainText)
        self.choose.clicked.connect(self._ask)
        self.off.clicked.connect(lambda: self.take(""))
        self.row.addWidget(_flowing(self.shown, self.choose, self.off), 1)
        self.retranslate()

    def value(self) -> Plain:
        return self._name or None

    def set_value(self, value: Any) -> None:
        self._name = str(value or "")
        self.shown.setText(self.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideMiddle, theme.px(_WIDEST)))
        self.shown.setToolTip(self._name)
        for one in (self.shown, self.off):
            one.setVisible(bool(self._name))

    def take(self, name: str) -> None:
        """Let the answer be the file of a name, or none."""
        self.set_value(name)
        self.changed.emit()

    def attach(self, path: Path) -> None:
        """Attach a file and answer with it."""
        self._attach(path, self.take)

    def name(self, label: str) -> None:
        self.choose.setAccessibleName(tr(_ATTACH_TO, question=label))
        self.off.setAccessibleName(f"{label}: {tr(_TAKE_OFF)}")

    def retranslate(self) -> None:
        self.choose.setText(tr(_ATTACH))
        self.off.setText(tr(_TAKE_OFF))
        self.set_value(self._name)

    def _ask(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, tr(_ATTACH), "", self._pattern)
        if chosen:
            self.attach(Path(chosen))


def _flowing(*widgets: QWidget) -> QWidget:
    """Return what holds widgets beside each other, and one under the other where there is too little room."""
    made = QWidget()
    flow = FlowLayout(made, theme.GAP)
    for one in widgets:
        flow.addWidget(one)
    return made


def row_of(*widgets: QWidget) -> QHBoxLayout:
    """Return a row of widgets that ends with what room there is."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.GAP)
    for one in widgets:
        row.addWidget(one)
    row.addStretch(1)
    return row
