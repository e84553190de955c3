"""Choices that stand there to be pressed: one of several, or several; the steps of a short scale."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QGridLayout, QLabel, QRadioButton, QWidget

from coopdesk.fields import Plain
from coopdesk.forms.filling import Option
from coopdesk.i18n import western_digits
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.forms.choices import ChoiceEditor

_DOWN = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class Pressed(ChoiceEditor):
    """Choices to be pressed, each with its words beside it or, ``under``, beneath it; the first nine answer to their
    digit. Tab goes to one of them, arrows to the others; of ``many`` each is ticked for itself."""

    def __init__(self, *, many: bool = False, columns: int = 1, under: bool = False) -> None:
        super().__init__()
        self._many, self._columns, self._under = many, columns, under
        self.buttons: dict[str, QAbstractButton] = {}
        self._labels: list[QLabel] = []
        self._told: list[str] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.GAP)
        self._grid.setVerticalSpacing(theme.SMALL)
        self.row.addLayout(self._grid)

    def show_choices(self, options: Sequence[Option]) -> None:
        if [one.value for one in options] == list(self.buttons):
            for label, one in zip(self._labels, options, strict=True):
                self._word(label, one)
        else:
            self._build(options)
        self._show()

    def _build(self, options: Sequence[Option]) -> None:
        for one in (*self.buttons.values(), *self._labels):
            one.setParent(None)
            one.deleteLater()
        self.buttons, self._labels = {}, []
        columns = max(1, len(options) if self._under else self._columns)
        for place, option in enumerate(options):
            button: QAbstractButton = QCheckBox() if self._many else QRadioButton()
            button.setObjectName("bare")
            button.setAutoExclusive(False)
            button.clicked.connect(partial(self._pressed, option.value))
            button.installEventFilter(self)
            label = sentence()
            label.installEventFilter(self)
            self.buttons[option.value] = button
            self._labels.append(label)
            row, column = divmod(place, columns)
            if self._under:
                self._grid.addWidget(button, 0, column, Qt.AlignmentFlag.AlignHCenter)
                self._grid.addWidget(label, 1, column)
                self._grid.setColumnStretch(column, 1)
                label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            else:
                self._grid.addWidget(button, row, 2 * column, Qt.AlignmentFlag.AlignTop)
                self._grid.addWidget(label, row, 2 * column + 1)
                self._grid.setColumnStretch(2 * column + 1, 1)
            self._word(label, option)

    def _word(self, label: QLabel, option: Option) -> None:
        label.setText(option.label or option.value)
        if not self._under:  # beside its button, whatever the direction of the words
            side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
            label.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        self.buttons[option.value].setAccessibleName(label.text())

    def value(self) -> Plain:
        return " ".join(self._told) or None

    def set_value(self, value: Any) -> None:
        told = str(value or "")
        self._told = told.split() if self._many else [told] if told else []
        self._show()

    def name(self, label: str) -> None:
        self.setAccessibleName(label)
        for button in self.buttons.values():
            button.setAccessibleDescription(label)

    def stops(self) -> list[QWidget]:
        return [one for one in self.buttons.values() if one.focusPolicy() & Qt.FocusPolicy.TabFocus]

    def _show(self) -> None:
        for value, button in self.buttons.items():
            button.setChecked(value in self._told)
        self._stop_at(next((one for one in self.buttons if one in self._told), next(iter(self.buttons), "")))

    def _stop_at(self, value: str) -> None:
        for one, button in self.buttons.items():
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if one == value else Qt.FocusPolicy.ClickFocus)

    def _pressed(self, value: str, _: bool = False) -> None:
        """Choose, or take back, a choice."""
        if self._many:
            chosen = set(self._told) ^ {value}
            strange = [one for one in self._told if one not in self.buttons]
            self._told = [*(one for one in self.buttons if one in chosen), *strange]
        else:
            self._told = [] if self._told == [value] else [value]
        self._show()
        self._stop_at(value)
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease and watched in self._labels:
            value = list(self.buttons)[self._labels.index(watched)]
            self.buttons[value].setFocus(Qt.FocusReason.MouseFocusReason)
            self._pressed(value)
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._key(watched, event):
            return True
        return super().eventFilter(watched, event)

    def _by_digit(self, told: str) -> str:
        """Return the choice that a digit means: on a scale of numbers the number, else its place."""
        values = list(self.buttons)
        if all(one.lstrip("-").isdigit() for one in values):
            return told if told in values else ""
        return values[int(told) - 1] if 0 < int(told) <= len(values) else ""

    def _key(self, watched: QObject, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        values, key = list(self.buttons), Qt.Key(event.key())
        place = list(self.buttons.values()).index(watched)  # type: ignore[arg-type]
        on = -1 if self.isRightToLeft() else 1
        by = {**_DOWN, Qt.Key.Key_Right: on, Qt.Key.Key_Left: -on}.get(key)
        told = western_digits(event.text())
        if by is not None:
            value = values[(place + by) % len(values)]
            self._stop_at(value)
            self.buttons[value].setFocus(Qt.FocusReason.TabFocusReason)
            if not self._many and self._told != [value]:
                self._pressed(value)
        elif told.isascii() and told.isdigit() and (value := self._by_digit(told)):
            if self._many or self._told != [value]:
                self._pressed(value)
            self.buttons[value].setFocus(Qt.FocusReason.TabFocusReason)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not self._many:
            if self._told:
                self._told = []
                self._show()
                self.changed.emit()
        else:
            return False
        return True
