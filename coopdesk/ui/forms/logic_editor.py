"""When a question is asked, built from menus, with the text of the sheet beneath that it becomes."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from coopdesk.forms import logic
from coopdesk.forms.logic import Asked, Logic
from coopdesk.i18n import N_, tr
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.forms.condition_row import ConditionRow, box
from coopdesk.ui.forms.text_below import ExpressionEditor

_ADD = N_("Add a condition")
_ALL, _ANY, _JOINT = N_("All of these hold"), N_("Any of these holds"), N_("How conditions go together")
_WORDS, _ALWAYS = N_("Only if {conditions}."), N_("Always asked.")
_BEYOND = N_("Menus cannot show this condition. It stays as it is written.")
_UNFINISHED = N_("A condition that is not complete does not count yet.")
_NO_ANSWER = ("begin", "end", "note")


class LogicEditor(ExpressionEditor):
    """When a question is asked."""

    NAME = N_("Condition as text")

    def __init__(self) -> None:
        super().__init__()
        self._questions: tuple[Asked, ...] = ()
        self.rows: list[ConditionRow] = []
        self.joint, self.add, self.words = box(), QPushButton(), sentence()
        self.joint.addItem("", "all")
        self.joint.addItem("", "any")
        self.joint.activated.connect(lambda _: self._built())
        self.add.clicked.connect(lambda: self.add_row())
        self._menus, foot = QVBoxLayout(), QHBoxLayout()
        self._menus.setSpacing(theme.GAP)
        foot.setSpacing(theme.GAP)
        foot.addWidget(self.add)
        foot.addStretch()
        foot.addWidget(self.as_text)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(self.joint)
        column.addLayout(self._menus)
        column.addLayout(foot)
        for one in (self.words, self.text, self.note):
            column.addWidget(one)
        self.retranslate()

    def show_logic(self, expression: str, questions: Sequence[Asked]) -> None:
        """Show a condition, and the questions that it can be about."""
        self._put(expression)
        self._questions = tuple(one for one in questions if one.name and not one.type.startswith(_NO_ANSWER))
        self._fill()

    def retranslate(self) -> None:
        """Show everything in the present language."""
        self.joint.setItemText(0, tr(_ALL))
        self.joint.setItemText(1, tr(_ANY))
        self.joint.setAccessibleName(tr(_JOINT))
        self.add.setText(tr(_ADD))
        for row in self.rows:
            row.retranslate()
        super().retranslate()

    def add_row(self) -> None:
        """Add a condition that is still empty, and go to it."""
        row = self._placed(ConditionRow(self._questions))
        self._show()
        row.question.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self) -> None:
        """Show in menus what the text tells, where they can."""
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = []
        found = logic.read(self._expression)
        if found is not None:
            self.joint.setCurrentIndex(self.joint.findData(found.joint))
            for one in found.rows:
                self._placed(ConditionRow(self._questions, one))
        self._show()

    def _placed(self, row: ConditionRow) -> ConditionRow:
        row.changed.connect(self._built)
        row.removed.connect(lambda: self._remove(row))
        self._menus.addWidget(row)
        QWidget.setTabOrder(self.rows[-1].remove if self.rows else self.joint, row.question)
        self.rows.append(row)
        QWidget.setTabOrder(row.remove, self.add)
        return row

    def _remove(self, row: ConditionRow) -> None:
        place = self.rows.index(row)
        self.rows.remove(row)
        row.hide()
        row.deleteLater()
        near = self.rows[min(place, len(self.rows) - 1)].question if self.rows else self.add
        near.setFocus(Qt.FocusReason.OtherFocusReason)
        self._built()

    def _built(self) -> None:
        """Write the text anew from what stands in the menus."""
        rows = tuple(found for row in self.rows if (found := row.condition()) is not None)
        joint = "any" if self.joint.currentData() == "any" and len(rows) > 1 else "all"
        text = logic.written(Logic(joint, rows))  # type: ignore[arg-type]
        self._show()
        self._write(text)

    def _show(self) -> None:
        """Show what belongs to the present state: menus, text, words."""
        found = logic.read(self._expression)
        typed = found is None or self.as_text.isChecked()
        self.joint.setVisible(not typed and len(self.rows) > 1)
        self.add.setVisible(found is not None and not typed and not self._frozen)
        self.as_text.setVisible(found is not None and bool(self._expression or not self._frozen))
        for row in self.rows:
            row.setVisible(not typed)
            row.setEnabled(not self._frozen)
        self.joint.setEnabled(not self._frozen)
        self.text.open(typed=typed, frozen=self._frozen)
        told = logic.words(found, self._questions) if found is not None else ""
        self.words.setText(tr(_WORDS, conditions=told) if told else "" if found is None else tr(_ALWAYS))
        self.words.setVisible(bool(self.words.text()))
        unfinished = not typed and any(row.condition() is None for row in self.rows)
        self.note.setText(tr(_BEYOND) if found is None else tr(_UNFINISHED) if unfinished else "")
        self.note.setVisible(bool(self.note.text()))
