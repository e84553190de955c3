"""What a question is answered with, where something is chosen: one of several, several, an order, a step of a scale."""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSlider,
    QToolButton,
    QVBoxLayout,
)

from coopdesk.fields import Plain
from coopdesk.forms.filling import Option
from coopdesk.i18n import N_, digits, tr
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.inputs import Editor, StillBox, direction_of
from coopdesk.ui.trail import leave_undo

FEW, SOME = 12, 30
"""So many choices stand there to be pressed; of one of more the name is typed, several of more are ticked in a list."""
_FIND, _NOTHING = N_("Type to find"), N_("Nothing chosen")
_KEEP, _UP, _DOWN, _UNRANKED = (
    N_("This order is right"), N_("Up"), N_("Down"), N_("Not put in order yet: drag, or use the buttons."),
)  # fmt: skip
_CLEAR = N_("Clear the answer")
_DIGITS = {Qt.Key(Qt.Key.Key_1 + n): n for n in range(9)}
_ON = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class ChoiceEditor(Editor):
    """Has choices that may change. What was chosen and is no choice is kept until it is answered anew."""

    def show_choices(self, options: Sequence[Option]) -> None:
        """Show other choices, or the same in other words."""
        raise NotImplementedError


class Found(ChoiceEditor):
    """One of many, found by typing any part of its name. What was half typed and names none is shown no more when the
    field is left; the choice that stood there stays."""

    def __init__(self) -> None:
        super().__init__()
        self._options: list[Option] = []
        self._told = ""
        self.input = StillBox()
        self.input.setEditable(True)
        self.input.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.input.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.input.setMinimumContentsLength(18)
        self.input.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        view = QListView()
        view.setUniformItemSizes(True)
        self.input.setView(view)
        self._model = QStringListModel(self)
        self.input.setModel(self._model)
        completer = QCompleter(self._model, self.input)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.input.setCompleter(completer)
        line = self.input.lineEdit()
        assert line is not None
        self.line = line
        leave_undo(line)
        line.editingFinished.connect(self._settle)
        completer.activated.connect(self._take_named)
        self.input.activated.connect(self._take)
        self.row.addWidget(self.input)
        self.retranslate()

    def show_choices(self, options: Sequence[Option]) -> None:
        self._options = [Option("", ""), *options]
        self._model.setStringList([one.label or one.value for one in self._options])
        self._show()

    def value(self) -> Plain:
        return self._told or None

    def set_value(self, value: Any) -> None:
        self._told = str(value or "")
        self._show()

    def retranslate(self) -> None:
        self.line.setPlaceholderText(tr(_FIND))

    def _show(self) -> None:
        place = next((n for n, one in enumerate(self._options) if one.value == self._told), -1)
        self.input.setCurrentIndex(place)
        text = self._options[place].label or self._told if place >= 0 else self._told
        self.input.setEditText(text)
        self.line.setCursorPosition(0)
        if text:
            self.line.setLayoutDirection(direction_of(text))

    def _take(self, place: int) -> None:
        value = self._options[place].value if 0 <= place < len(self._options) else self._told
        if value != self._told:
            self._told = value
            self._show()
            self.changed.emit()

    def _take_named(self, text: str) -> None:
        found = [n for n, one in enumerate(self._options) if (one.label or one.value).casefold() == text.casefold()]
        if len(found) == 1:
            self._take(found[0])

    def _settle(self) -> None:
        text = self.line.text().strip()
        shown = next((one.label or one.value for one in self._options if one.value == self._told), self._told)
        if text != shown:
            self._take_named(text)
            self._show()


class Ticked(ChoiceEditor):
    """Several of many, ticked in a list that can be narrowed by words."""

    def __init__(self) -> None:
        super().__init__()
        self._told: list[str] = []
        self.words, self.list = QLineEdit(), QListWidget()
        self.list.setObjectName("values")
        self.list.setMinimumHeight(theme.px(200))
        self.list.itemChanged.connect(self._ticked)
        self.words.textChanged.connect(self._narrow)
        column = QVBoxLayout()
        column.addWidget(self.words)
        column.addWidget(self.list)
        self.row.addLayout(column)
        self.retranslate()

    def show_choices(self, options: Sequence[Option]) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for one in options:
            item = QListWidgetItem(one.label or one.value, self.list)
            item.setData(Qt.ItemDataRole.UserRole, one.value)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        self.list.blockSignals(False)
        self._narrow(self.words.text())
        self._show()

    def value(self) -> Plain:
        return " ".join(self._told) or None

    def set_value(self, value: Any) -> None:
        self._told = str(value or "").split()
        self._show()

    def retranslate(self) -> None:
        self.words.setPlaceholderText(tr(_FIND))

    def _items(self) -> Iterable[QListWidgetItem]:
        return (self.list.item(place) for place in range(self.list.count()))

    def _show(self) -> None:
        self.list.blockSignals(True)
        for item in self._items():
            on = item.data(Qt.ItemDataRole.UserRole) in self._told
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.list.blockSignals(False)

    def _ticked(self, _: QListWidgetItem) -> None:
        there = [item.data(Qt.ItemDataRole.UserRole) for item in self._items()]
        on = [
            item.data(Qt.ItemDataRole.UserRole) for item in self._items() if item.checkState() == Qt.CheckState.Checked
        ]
        self._told = [*on, *(one for one in self._told if one not in there)]
        self.changed.emit()

    def _narrow(self, words: str) -> None:
        for item in self._items():
            item.setHidden(words.casefold() not in item.text().casefold())


class Ranked(ChoiceEditor):
    """An order, made by dragging, by the buttons, or by Alt with the arrows."""

    def __init__(self) -> None:
        super().__init__()
        self._told: list[str] = []
        self._options: list[Option] = []
        self.list, self._state = QListWidget(), sentence(quiet=True)
        self.list.setObjectName("values")
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.model().rowsMoved.connect(lambda *_: self._moved())
        self.list.installEventFilter(self)
        self.up, self.down, self.right = QPushButton(), QPushButton(), QPushButton()
        self.up.clicked.connect(lambda: self.move_by(-1))
        self.down.clicked.connect(lambda: self.move_by(1))
        self.right.clicked.connect(self._moved)
        acts, column = QHBoxLayout(), QVBoxLayout()
        for one in (self.up, self.down, self.right):
            acts.addWidget(one)
        acts.addStretch(1)
        column.setSpacing(theme.SMALL)
        column.addWidget(self._state)
        column.addWidget(self.list)
        column.addLayout(acts)
        self.row.addLayout(column)
        self.retranslate()

    def show_choices(self, options: Sequence[Option]) -> None:
        self._options = list(options)
        self._show()

    def value(self) -> Plain:
        return " ".join(self._told) or None

    def set_value(self, value: Any) -> None:
        self._told = str(value or "").split()
        self._show()

    def retranslate(self) -> None:
        for button, text in ((self.up, _UP), (self.down, _DOWN), (self.right, _KEEP)):
            button.setText(tr(text))
        self._state.setText(tr(_UNRANKED))

    def name(self, label: str) -> None:
        for one in (self.list, self.up, self.down, self.right):
            text = one.text() if isinstance(one, QPushButton) else ""
            one.setAccessibleName(f"{label}: {text}" if text else label)

    def move_by(self, by: int) -> None:
        """Move what is chosen in the list up or down."""
        place = self.list.currentRow()
        to = place + by
        if place >= 0 and 0 <= to < self.list.count():
            item = self.list.takeItem(place)
            self.list.insertItem(to, item)
            self.list.setCurrentRow(to)
            self._moved()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            by = _ON.get(Qt.Key(event.key()))
            if by is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self.move_by(by)
                return True
        return super().eventFilter(watched, event)

    def _show(self) -> None:
        there = {one.value: one for one in self._options}
        order = [there[one] for one in self._told if one in there]
        order += [one for one in self._options if one.value not in self._told]
        kept = self.list.currentRow()
        self.list.clear()
        for place, one in enumerate(order, 1):
            item = QListWidgetItem(f"{digits(str(place))}.  {one.label or one.value}", self.list)
            item.setData(Qt.ItemDataRole.UserRole, one.value)
        self.list.setCurrentRow(max(kept, 0))
        self.list.setFixedHeight((self.list.sizeHintForRow(0) + 2) * max(len(order), 1) + theme.GAP)
        self._state.setVisible(not self._told)
        self.right.setVisible(not self._told)

    def _moved(self) -> None:
        items = (self.list.item(place) for place in range(self.list.count()))
        self._told = [item.data(Qt.ItemDataRole.UserRole) for item in items]
        self._show()
        self.changed.emit()


class Slid(Editor):
    """A value between the ends of a scale; none until it is moved, and it can be cleared."""

    def __init__(self, steps: Sequence[str]) -> None:
        super().__init__()
        self._steps, self._told = list(steps), ""
        self.slider, self.shown, self.clear = QSlider(Qt.Orientation.Horizontal), QLabel(), QToolButton()
        self.slider.setRange(0, len(steps) - 1)
        self.slider.setTickPosition(
            QSlider.TickPosition.TicksBelow if len(steps) <= SOME else self.slider.tickPosition()
        )
        self.slider.valueChanged.connect(self._slid)
        self.slider.sliderReleased.connect(lambda: self._slid(self.slider.value()))
        self.shown.setMinimumWidth(theme.px(56))
        self.clear.setText("✕")
        self.clear.clicked.connect(self._cleared)
        for text, one in ((steps[0], self.slider), (steps[-1], self.shown)):
            end = QLabel(digits(text))
            end.setObjectName("quiet")
            self.row.addWidget(end)
            self.row.addWidget(one, 1 if one is self.slider else 0)
        self.row.addWidget(self.clear)
        self.retranslate()

    def value(self) -> Plain:
        return self._told or None

    def set_value(self, value: Any) -> None:
        self._told = str(value or "")
        self.slider.blockSignals(True)
        self.slider.setValue(_nearest(self._steps, self._told))
        self.slider.blockSignals(False)
        self._show()

    def retranslate(self) -> None:
        self.clear.setToolTip(tr(_CLEAR))
        self._show()

    def name(self, label: str) -> None:
        self.slider.setAccessibleName(label)
        self.clear.setAccessibleName(f"{label}: {tr(_CLEAR)}")

    def _show(self) -> None:
        self.shown.setText(digits(self._told) or "–")
        self.slider.setAccessibleDescription(self.shown.text() if self._told else tr(_NOTHING))
        self.clear.setVisible(bool(self._told))

    def _slid(self, place: int) -> None:
        self._told = self._steps[place]
        self._show()
        self.changed.emit()

    def _cleared(self) -> None:
        self.set_value("")
        self.changed.emit()


def _nearest(steps: Sequence[str], told: str) -> int:
    try:
        wanted = float(told)
    except ValueError:
        return 0
    return min(range(len(steps)), key=lambda place: abs(float(steps[place]) - wanted))
