"""Questions with the same choices, one beneath the other: the questions down, the choices across."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QGridLayout, QLabel, QRadioButton, QWidget

from coopdesk.forms.filling import Option
from coopdesk.forms.tree import Node
from coopdesk.i18n import tr, western_digits
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.forms.blocks import Block
from coopdesk.ui.forms.session import Session


class Grid(QWidget):
    """The rows of a grid. In a row Tab stops once; arrows go across and down, a digit chooses."""

    def __init__(self, block: Block, session: Session, *, reading: bool) -> None:
        super().__init__()
        self._block, self._session, self._reading = block, session, reading
        self.buttons: dict[Node, list[QAbstractButton]] = {}
        self._values: list[str] = []
        self._labels: dict[Node, QLabel] = {}
        self.errors: dict[Node, QLabel] = {}
        self._touched: set[Node] = set()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.GAP)
        self._grid.setVerticalSpacing(theme.GAP)
        self._heads: list[QLabel] = []
        options = self._options()
        self._grid.setColumnStretch(0, 3)
        for column, one in enumerate(options, 1):
            head = sentence(quiet=True)
            head.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
            self._heads.append(head)
            self._values.append(one.value)
            self._grid.addWidget(head, 0, column)
            self._grid.setColumnStretch(column, 1)
        for place, node in enumerate(block.asked):
            self._row(1 + 2 * place, node)

    def stops(self) -> list[QWidget]:
        """Return what Tab goes to in it."""
        return [one for row in self.buttons.values() for one in row if one.focusPolicy() & Qt.FocusPolicy.TabFocus]

    def reword(self) -> None:
        """Show its words anew."""
        session = self._session
        for head, one in zip(self._heads, self._options(), strict=False):
            head.setText(one.label or one.value)
        for node, label in self._labels.items():
            question = session.filling.tree.questions[node.path]
            text = session.said(question.label, node)
            label.setText(f"{text} *" if node.required and not self._reading else text)
            for button, head in zip(self.buttons[node], self._heads, strict=True):
                button.setAccessibleName(f"{text}: {head.text()}")

    def show_values(self) -> None:
        """Show the answers as they stand."""
        for node, row in self.buttons.items():
            told = self._told(node)
            for value, button in zip(self._values, row, strict=True):
                button.setChecked(value in told)
            self._stop_at(node, next((n for n, one in enumerate(self._values) if one in told), 0))

    def show_faults(self, *, all: bool) -> None:
        """Show beneath each row what is wrong with its answer."""
        for node, label in self.errors.items():
            fault = self._session.fault(node)
            shown = fault is not None and (fault.rule != "required" or all or node in self._touched)
            label.setText((fault.words or tr(fault.text)) if fault is not None and shown else "")
            label.setVisible(bool(label.text()))

    def focus_on(self, node: Node) -> None:
        """Go to a row."""
        next(one for one in self.buttons[node] if one.focusPolicy() & Qt.FocusPolicy.TabFocus).setFocus()

    def _options(self) -> list[Option]:
        return self._session.choices(self._block.node)

    def _told(self, node: Node) -> list[str]:
        told = self._session.value(node)
        return told.split() if self._many else [told] if told else []

    @property
    def _many(self) -> bool:
        return self._session.filling.tree.questions[self._block.node.path].control == "select"

    def _row(self, line: int, node: Node) -> None:
        label, error = sentence(), sentence()
        error.setObjectName("error")
        error.hide()
        self._labels[node], self.errors[node], self.buttons[node] = label, error, []
        self._grid.addWidget(label, line, 0)
        for column in range(len(self._values)):
            button: QAbstractButton = QCheckBox() if self._many else QRadioButton()
            button.setObjectName("bare")
            button.setAutoExclusive(False)
            button.setEnabled(not self._reading)
            button.clicked.connect(partial(self._pressed, node, column))
            button.installEventFilter(self)
            self.buttons[node].append(button)
            self._grid.addWidget(button, line, column + 1, Qt.AlignmentFlag.AlignCenter)
        self._grid.addWidget(error, line + 1, 0, 1, -1)

    def _stop_at(self, node: Node, column: int) -> None:
        for place, button in enumerate(self.buttons[node]):
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if place == column else Qt.FocusPolicy.ClickFocus)

    def _pressed(self, node: Node, column: int, _: bool = False) -> None:
        value, told = self._values[column], self._told(node)
        if self._many:
            chosen = [one for one in self._values if (one in told) != (one == value)]
        else:
            chosen = [] if told == [value] else [value]
        self._give(node, chosen, column)

    def _give(self, node: Node, chosen: list[str], column: int) -> None:
        self._touched.add(node)
        self._session.answer(node, " ".join(chosen))
        self.show_values()
        self._stop_at(node, column)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._key(watched, event):
            return True
        return super().eventFilter(watched, event)

    def _key(self, watched: QObject, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        rows = list(self.buttons)
        row = next(n for n, node in enumerate(rows) if watched in self.buttons[node])
        column = self.buttons[rows[row]].index(watched)  # type: ignore[arg-type]
        on = -1 if self.isRightToLeft() else 1
        key, told = Qt.Key(event.key()), western_digits(event.text())
        across = {Qt.Key.Key_Right: on, Qt.Key.Key_Left: -on}.get(key)
        down = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(key)
        if across is not None:
            self._go(rows[row], (column + across) % len(self._values))
        elif down is not None and 0 <= row + down < len(rows):
            self._go(rows[row + down], column)
        elif told.isascii() and told.isdigit() and 0 < int(told) <= len(self._values):
            place = int(told) - 1
            if self._many or self._told(rows[row]) != [self._values[place]]:
                self._pressed(rows[row], place)
            self._go(rows[row], place)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._give(rows[row], [], column)
        else:
            return False
        return True

    def _go(self, node: Node, column: int) -> None:
        self._stop_at(node, column)
        self.buttons[node][column].setFocus(Qt.FocusReason.TabFocusReason)
