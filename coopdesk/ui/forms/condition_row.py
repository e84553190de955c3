"""One condition, from menus: a question, how its answer compares, and with what."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from coopdesk.calendars import is_partial_date
from coopdesk.fields import Plain
from coopdesk.forms.logic import TODAY, Asked, Condition, Kind, Operator, is_hour, is_number, operators
from coopdesk.i18n import N_, Text, tr
from coopdesk.ui import theme
from coopdesk.ui.dates import DayEditor
from coopdesk.ui.forms.answers import NumberLine, TextLine
from coopdesk.ui.inputs import Editor, StillBox

_QUESTION, _COMPARES, _VALUE = N_("Question of the condition"), N_("Comparison"), N_("Value of the condition")
_CHOOSE, _REMOVE = N_("Choose…"), N_("Remove this condition")
_TODAY, _NOW = N_("The day of the answer"), N_("The moment of the answer")
_NAMES: dict[Operator, Text] = {
    "is": N_("is", "comparison"), "is_not": N_("is not", "comparison"),
    "contains": N_("includes", "comparison"), "lacks": N_("does not include", "comparison"),
    "more": N_("is more than", "comparison"), "less": N_("is less than", "comparison"),
    "at_least": N_("is at least", "comparison"), "at_most": N_("is at most", "comparison"),
    "answered": N_("is answered", "comparison"), "not_answered": N_("is not answered", "comparison"),
}  # fmt: skip
_OF_DAYS: dict[Operator, Text] = {
    "more": N_("is after", "comparison"), "less": N_("is before", "comparison"),
    "at_least": N_("is not before", "comparison"), "at_most": N_("is not after", "comparison"),
}  # fmt: skip

_SAME: dict[Operator, Operator] = {"contains": "is", "lacks": "is_not"}
_CALCULATED = "calculate"
"""A question of this type may give a number or a text."""
_BY_SIZE = ("more", "less", "at_least", "at_most")


class DayLimit(Editor):
    """A day, or the day on which the question is answered; ``of_moment``: or the moment of that."""

    def __init__(self, *, of_moment: bool = False) -> None:
        super().__init__()
        self._told = _NOW if of_moment else _TODAY
        self.day, self.today = DayEditor(), QToolButton()
        self.today.setObjectName("shape")
        self.today.setCheckable(True)
        self.today.toggled.connect(self.day.setHidden)
        self.today.clicked.connect(self.changed)
        self.day.changed.connect(self.changed)
        column = QVBoxLayout()
        column.setSpacing(theme.SMALL)
        column.addWidget(self.day)
        column.addWidget(self.today, 0, Qt.AlignmentFlag.AlignLeading)
        self.row.addLayout(column)
        self.retranslate()

    def value(self) -> Plain:
        return TODAY if self.today.isChecked() else self.day.value()

    def set_value(self, value: Any) -> None:
        self.today.setChecked(value == TODAY)
        self.day.set_value("" if value == TODAY else value)

    def retranslate(self) -> None:
        self.today.setText(tr(self._told))
        self.day.retranslate()

    def name(self, label: str) -> None:
        self.day.name(label)
        self.today.setAccessibleName(f"{label}: {tr(self._told)}")


class _Chosen(Editor):
    """One of the choices of a question; one that is none of them any more is shown by its name."""

    def __init__(self, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.input = box()
        for value, label in choices:
            self.input.addItem(label or value, value)
        self.input.activated.connect(lambda _: self.changed.emit())
        self.row.addWidget(self.input)

    def value(self) -> Plain:
        found: str | None = self.input.currentData()
        return found

    def set_value(self, value: Any) -> None:
        put(self.input, value or None)


class ConditionRow(QWidget):
    """``changed``: a person changed it; ``removed``: wants it away."""

    changed = Signal()
    removed = Signal()

    def __init__(self, questions: Sequence[Asked], row: Condition | None = None) -> None:
        super().__init__()
        self._known = {one.name: one for one in questions}
        self.question, self.operator, self.remove = box(), box(), QToolButton()
        for one in questions:
            self.question.addItem(one.label or one.name, one.name)
        self.value: Editor | None = None
        self.remove.setText("×")
        self.remove.clicked.connect(self.removed)
        self.question.activated.connect(self._other_question)
        self.operator.activated.connect(self._other_operator)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.SMALL)
        self._grid.addWidget(self.question, 0, 0, 1, 2)
        self._grid.addWidget(self.remove, 0, 2)
        self._grid.addWidget(self.operator, 1, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 3)
        self._is_of_old, self._kind_of_old = row is not None, row.kind if row else "text"
        put(self.question, row.question if row else None)
        self._offer(row.operator if row else None)
        self._make_value(row.value if row else "")
        self.retranslate()

    def condition(self) -> Condition | None:
        """Return the condition, None while something of it is missing or cannot be read."""
        name, operator = self.question.currentData(), self.operator.currentData()
        if not name or not operator:
            return None
        if self.value is None:
            return Condition(name, operator)
        value, kind = str(self.value.value() or ""), self._kind()
        return Condition(name, operator, value, kind) if fits(value, kind) else None

    def retranslate(self) -> None:
        """Show everything in the present language."""
        for place in range(self.operator.count()):
            self.operator.setItemText(place, self._called(self.operator.itemData(place)))
        self.question.setPlaceholderText(tr(_CHOOSE))
        self.question.setAccessibleName(tr(_QUESTION))
        self.operator.setAccessibleName(tr(_COMPARES))
        self.remove.setAccessibleName(tr(_REMOVE))
        self.remove.setToolTip(tr(_REMOVE))
        if self.value is not None:
            self.value.retranslate()
            self.value.name(tr(_VALUE))

    def _about(self) -> Asked:
        name = self.question.currentData() or ""
        return self._known.get(name) or Asked(name, "", "")

    def _kind(self) -> Kind:
        if isinstance(self.value, DayLimit):
            return "date"
        counts = self._about().type == _CALCULATED and self.value is not None and is_number(str(self.value.value()))
        return "number" if isinstance(self.value, NumberLine) or counts else "text"

    def _called(self, operator: Operator) -> str:
        is_day = self._about().type.split(" ")[0] == "date"
        return tr((_OF_DAYS if is_day else {}).get(operator) or _NAMES[operator])

    def _offer(self, operator: Operator | None) -> None:
        """Offer how the answer can compare; what is chosen stays where it can."""
        offered = list(operators(self._about().type))
        if operator in _SAME and operator not in offered:
            operator = _SAME[operator]
        if operator is not None and operator not in offered and self._is_of_old:
            offered.append(operator)
        self.operator.clear()
        for one in offered:
            self.operator.addItem(self._called(one), one)
        self.operator.setCurrentIndex(max(self.operator.findData(operator), 0))

    def _make_value(self, value: str) -> None:
        if self.value is not None:
            self.value.hide()
            self.value.deleteLater()
            self.value = None
        if self.operator.currentData() not in ("answered", "not_answered"):
            self.value = self._editor()
            self.value.set_value(value)
            self.value.name(tr(_VALUE))
            self.value.changed.connect(self.changed)
            self._grid.addWidget(self.value, 1, 1, 1, 2)
            QWidget.setTabOrder(self.operator, self.value.inputs()[0])

    def _editor(self) -> Editor:
        about, operator = self._about(), self.operator.currentData()
        kind = about.type.split(" ")[0]
        if kind == "date" or (self._is_of_old and self._kind_of_old == "date"):
            return DayLimit()
        if operator in _BY_SIZE or ("more" in operators(about.type) and kind != _CALCULATED):
            return NumberLine()
        return _Chosen(about.choices) if kind.startswith("select") else TextLine()

    def _other_question(self) -> None:
        self._is_of_old = False
        self._offer(self.operator.currentData())
        self._make_value("")
        self.changed.emit()

    def _other_operator(self) -> None:
        self._make_value(str(self.value.value() or "") if self.value is not None else "")
        self.changed.emit()


def fits(value: str, kind: Kind) -> bool:
    """Tell whether a value can be compared with."""
    if kind == "time":
        return is_hour(value)
    if kind in ("date", "moment"):
        return value == TODAY or (len(value) == 10 and is_partial_date(value))
    return is_number(value) if kind == "number" else bool(value)


def box() -> StillBox:
    """Return a choice that gives way where there is little room."""
    made = StillBox()
    made.setSizeAdjustPolicy(StillBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(6)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setPlaceholderText(tr(_CHOOSE))
    return made


def put(shown: StillBox, value: str | None) -> None:
    """Let a choice stand at a value; one that it has not is added by its name."""
    if value is not None and shown.findData(value) < 0:
        shown.addItem(value, value)
    shown.setCurrentIndex(shown.findData(value) if value is not None else -1)
