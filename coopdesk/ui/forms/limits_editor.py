"""Between what limits an answer lies, from menus by the type of the question, with the text of the sheet beneath."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from coopdesk.forms import logic
from coopdesk.forms.logic import Limits
from coopdesk.i18n import N_, Text, tr
from coopdesk.ui import theme
from coopdesk.ui.forms.answers import HourLine, NumberLine
from coopdesk.ui.forms.condition_row import DayLimit, fits
from coopdesk.ui.forms.text_below import ExpressionEditor
from coopdesk.ui.inputs import Editor

_DAYS = (N_("Not before", "answer"), N_("Not after", "answer"))
_ENDS: dict[str, tuple[Text, Text]] = {
    "number": (N_("At least", "answer"), N_("At most", "answer")),
    **dict.fromkeys(("date", "moment", "hour"), _DAYS),
    "length": (N_("At least so many characters"), N_("At most so many characters")),
    "choices": (N_("At least so many choices"), N_("At most so many choices")),
}
_BEYOND = N_("Menus cannot show this limit. It stays as it is written.")
_UNREAD = N_("What is not a whole limit yet does not count.")
_CROSSED = N_("No answer lies between these limits.")
_NUMBERS, _WHOLE, _TEXTS = ("int", "integer", "decimal", "range"), ("int", "integer"), ("text", "string")


def limits_of(type: str) -> Limits | None:
    """Return of which kind the limits of a type of question are, None where it has none that menus show."""
    kind = type.split(" ")[0]
    if kind in _NUMBERS:
        return Limits()
    if kind == "date":
        return Limits(kind="date")
    if kind.lower() == "datetime":
        return Limits(kind="moment")
    if kind == "time":
        return Limits(kind="time", subject="hour")
    if kind in _TEXTS:
        return Limits(subject="length")
    return Limits(subject="choices") if kind == "select_multiple" else None


def _field(limits: Limits) -> Editor:
    if limits.kind in ("date", "moment"):
        return DayLimit(of_moment=limits.kind == "moment")
    return HourLine() if limits.kind == "time" else NumberLine()


class LimitsEditor(ExpressionEditor):
    """Between what limits an answer lies."""

    NAME = N_("Limits as text")

    def __init__(self) -> None:
        super().__init__()
        self._type = ""
        self.ends: list[Editor] = []
        self.labels = [QLabel(), QLabel()]
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.GAP)
        self._grid.setColumnStretch(1, 1)
        for place, label in enumerate(self.labels):
            label.setObjectName("label")
            label.setFixedHeight(theme.ROW)
            self._grid.addWidget(label, place, 0, Qt.AlignmentFlag.AlignTop)
        self._lay_out(self._grid)
        self.retranslate()

    def show_limits(self, expression: str, type: str) -> None:
        """Show the limits of a question of a type."""
        self._put(expression)
        if type != self._type or not self.ends:
            self._type = type
            self._make()
        self._fill()

    def retranslate(self) -> None:
        """Show everything in the present language."""
        kind = limits_of(self._type)
        if kind is not None:
            told = _ENDS[kind.kind if kind.subject == "answer" else kind.subject]
            for end, label, text in zip(self.ends, self.labels, told, strict=True):
                label.setText(tr(text))
                end.retranslate()
                end.name(tr(text))
        super().retranslate()

    def _make(self) -> None:
        """Make the fields that a type has."""
        for end in self.ends:
            end.hide()
            end.deleteLater()
        kind = limits_of(self._type)
        self.ends = []
        if kind is not None:
            self.ends = [_field(kind) for _ in self.labels]
        for place, end in enumerate(self.ends):
            end.changed.connect(self._built)
            self._grid.addWidget(end, place, 1)
            QWidget.setTabOrder(end, self.text.line)
        self.retranslate()

    def _read(self) -> Limits | None:
        """Return the limits that the text tells, None where the fields of this type cannot show them."""
        kind = limits_of(self._type)
        if kind is None:
            return None
        is_whole, is_moment = self._type in _WHOLE, kind.kind == "moment"
        found = logic.read_limits(self._expression, whole=is_whole, moment=is_moment)
        if found is None:
            return None
        if not self._expression:
            return kind
        return found if (found.kind, found.subject) == (kind.kind, kind.subject) else None

    def _fill(self) -> None:
        found = self._read()
        if found is not None:
            for end, value in zip(self.ends, found[:2], strict=True):
                end.set_value(value)
        self._show()

    def _built(self) -> None:
        """Write the text anew from what stands in the fields."""
        kind = limits_of(self._type)
        assert kind is not None
        low, high = (value if fits(value, kind.kind) else "" for value in self._values())
        self._write(logic.written_limits(kind._replace(low=low, high=high)))
        self._show()

    def _values(self) -> list[str]:
        return [str(end.value() or "") for end in self.ends]

    def _show(self) -> None:
        """Show what belongs to the present state: fields or text."""
        found = self._read()
        typed = found is None or self.as_text.isChecked()
        for one in (*self.labels, *self.ends):
            one.setVisible(not typed)
            one.setEnabled(not self._frozen)
        self.as_text.setVisible(found is not None)
        self.text.open(typed=typed, frozen=self._frozen)
        self.note.setText("" if typed and found is not None else tr(told) if (told := self._noted(found)) else "")

    def _noted(self, found: Limits | None) -> Text | None:
        if found is None:
            return _BEYOND if self._expression and limits_of(self._type) is not None else None
        if any(value and not fits(value, found.kind) for value in self._values()):
            return _UNREAD
        return _CROSSED if logic.are_crossed(found) else None
