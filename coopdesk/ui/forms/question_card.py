"""The card of the question that is chosen in a form: its words in both languages, its kind, choices, limits, logic."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from coopdesk.errors import InvalidValue
from coopdesk.forms.logic import Asked
from coopdesk.i18n import N_, Text, language, tr
from coopdesk.interchange.xlsform import naming
from coopdesk.operations.forms import cascades, design_acts as acts, question_kinds as kinds
from coopdesk.operations.forms.design import Row, State
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.forms.answers import TextLine
from coopdesk.ui.forms.cascade_editor import CascadeEditor
from coopdesk.ui.forms.choice_table import ChoiceTable
from coopdesk.ui.forms.designing import Designing
from coopdesk.ui.forms.limits_editor import LimitsEditor
from coopdesk.ui.forms.logic_editor import LogicEditor
from coopdesk.ui.forms.outline import said
from coopdesk.ui.inputs import Editor, StillBox
from coopdesk.ui.prose import ProseEditor

_LTR, _RTL = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft
_KIND, _REQUIRED, _MORE = N_("Kind of question"), N_("An answer is needed", "question"), N_("More", "of a question")
_LIMITED = kinds.NUMBERS | {"date", "time", "datetime", "text", "select_multiple"}
_NO_NAME = N_(
    "“{name}” cannot be the name: it begins with a Latin letter, holds letters, digits and _ only, and no other "
    "question has it. The name stays as it was."
)
_REMEDY = N_("{message} {remedy}")
_APPEARANCES = (
    ("", N_("As usual", "appearance")), ("columns", N_("In columns", "appearance")),
    ("minimal", N_("As a drop-down list", "appearance")), ("likert", N_("As a scale in one line", "appearance")),
)  # fmt: skip
_ALL = frozenset({"text", "integer", "decimal", "range", "date", "time", "datetime", "file", "image", "geopoint",
                  "acknowledge", *kinds.WITH_CHOICES})  # fmt: skip
_GROUPS = frozenset({"begin_group", "begin_repeat"})
_PAIRS: tuple[tuple[str, Text, frozenset[str] | None], ...] = (
    ("label", N_("Words of the question"), None),
    ("hint", N_("Hint beneath it", "question"), _ALL),
    ("constraint", N_("Said where an answer is not valid"), _ALL - {"file", "image", "acknowledge"}),
)
_LINES: tuple[tuple[str, Text, frozenset[str] | None, bool], ...] = (
    ("parameters", N_("Ends and step of the scale"), frozenset({"range"}), False),
    (
        "calculation",
        N_("Calculation", "question"),
        frozenset({"calculate", "text", "integer", "decimal", "date"}),
        False,
    ),
    ("repeat_count", N_("Number of entries"), frozenset({"begin_repeat"}), False),
    ("criterion", N_("Counts to the criterion", "scoring"), frozenset({"range", *kinds.WITH_CHOICES}), False),
    ("weight", N_("Weight in the score"), frozenset({"range", *kinds.WITH_CHOICES}), False),
    ("name", N_("Name in tables and formulas"), None, True),
    ("default", N_("Answer to begin with"), _ALL, True),
    ("constraint", N_("Valid where (formula)"), _ALL, True),
    ("appearance", N_("Appearance (XLSForm)"), None, True),
)


class QuestionCard(QWidget):
    """``named``: another name is wanted for the question; its words were typed."""

    named = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self._designing: Designing | None = None
        self.key, self._filling, self._note = 0, False, ""
        self.kind, self.required, self.look = StillBox(), QCheckBox(), StillBox()
        self.faults, self.choices, self.more = sentence(), ChoiceTable(), QToolButton()
        self.faults.setObjectName("error")
        self.more.setCheckable(True)
        self.more.setObjectName("shape")
        self.more.toggled.connect(lambda _: self.renew())
        self.logic = LogicEditor()
        self.logic.changed.connect(lambda: self._do(acts.say, {"relevant": self.logic.expression()}, typed=True))
        self._about: tuple[object, ...] = ()
        self._kinds: tuple[object, ...] = ()
        self.editors: dict[str, Editor] = {}
        self._parts: list[tuple[QWidget, Text, frozenset[str] | None, bool]] = []
        self._labels: list[tuple[QLabel, Text, list[QWidget]]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.WIDE)
        self._column.setSpacing(theme.SPACE)
        self._column.addWidget(self.faults)
        for name, label, bases in _PAIRS[:1]:
            self._pair(name, label, bases)
        self._part(_KIND, [self.kind], None)
        self._column.addWidget(self.required)
        for name, label, bases in _PAIRS[1:2]:
            self._pair(name, label, bases)
        self._column.addWidget(self.choices)
        self.cascade = CascadeEditor()
        self.cascade.changed.connect(lambda: self._say({"choice_filter": self.cascade.expression()}))
        self._followed: tuple[object, ...] = ()
        self._part(N_("Which choices are shown"), [self.cascade], kinds.WITH_CHOICES - {"rank"})
        self._part(N_("Appearance"), [self.look], kinds.WITH_CHOICES - {"rank"})
        self.limits = LimitsEditor()
        self.limits.changed.connect(lambda: self._do(acts.say, {"constraint": self.limits.expression()}, typed=True))
        self._limited = ""
        self._part(N_("Limits"), [self.limits], _LIMITED)
        self._part(N_("Asked only where (logic)"), [self.logic], None)
        for name, label, bases in _PAIRS[2:]:
            self._pair(name, label, bases)
        for name, label, bases, apart in _LINES:
            if name == "name":
                self._column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeading)
            self.editors[name] = TextLine(None if name == "criterion" else _LTR)
            self.editors[name].refused.connect(self._refused)
            if name == "name":
                for line in self.editors[name].findChildren(QLineEdit):
                    line.editingFinished.connect(self._rename)
            else:
                self.editors[name].changed.connect(lambda name=name: self._typed(name))
            self._part(label, [self.editors[name]], bases, apart=apart)
        self._column.addStretch(1)
        self.kind.activated.connect(self._turn)
        self.look.activated.connect(lambda _: self._say({"appearance": str(self.look.currentData())}))
        self.required.clicked.connect(lambda on: self._say({"required": "yes" if on else ""}))
        self.retranslate()

    def _part(self, label: Text, widgets: list[QWidget], bases: frozenset[str] | None, *, apart: bool = False) -> None:
        part = QWidget()
        grid = QGridLayout(part)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.SMALL)
        told = QLabel()
        told.setObjectName("label")
        grid.addWidget(told, 0, 0, 1, len(widgets))
        for column, widget in enumerate(widgets):
            grid.addWidget(widget, 1, column)
            grid.setColumnStretch(column, 1)
        self._labels.append((told, label, widgets))
        self._parts.append((part, label, bases, apart))
        self._column.addWidget(part)

    def _pair(self, name: str, label: Text, bases: frozenset[str] | None) -> None:
        for lang, direction in (("en", _LTR), ("ar", _RTL)):
            one: Editor = ProseEditor(direction) if name == "label" else TextLine(direction)
            one.refused.connect(self._refused)
            self.editors[f"{name}_{lang}"] = one
            one.changed.connect(lambda name=f"{name}_{lang}": self._typed(name))
        order = ("ar", "en") if language() == "ar" else ("en", "ar")
        self._part(label, [self.editors[f"{name}_{lang}"] for lang in order], bases)

    def show_row(self, designing: Designing, key: int, *, reading: bool) -> None:
        """Show a question; what is typed just now stays."""
        self._note = self._note if key == self.key else ""
        self._designing, self.key = designing, key
        self._reading = reading
        self.renew()

    def renew(self) -> None:
        """Show the question as it stands."""
        row, designing = self.row, self._designing
        self.setVisible(row is not None)
        if row is None or designing is None:
            return
        self._filling = True
        base, named = kinds.base_of(row.cells), acts.lists(designing.state)
        for part, _, bases, apart in self._parts:
            part.setVisible((bases is None or base in bases) and (not apart or self.more.isChecked()))
            part.setEnabled(not self._reading)
        for name, editor in self.editors.items():
            is_begun = name == "name" and any(one.hasFocus() for one in editor.findChildren(QLineEdit))
            if str(editor.value() or "") != row[name] and not is_begun:
                editor.set_value(row[name])
        if base in _LIMITED and (self._limited, self.limits.expression()) != (row["type"], row["constraint"]):
            self._limited = row["type"]
            self.limits.show_limits(row["constraint"], row["type"])
        self.limits.set_frozen(self._reading)
        self.required.setChecked(row["required"].lower() in ("yes", "true", "true()"))
        self.required.setVisible(base in _ALL)
        self.required.setEnabled(not self._reading)
        self._offer_kinds(row, named)
        self._show_logic(row, designing)
        known = [one for one, _ in _APPEARANCES]
        self.look.setCurrentIndex(known.index(row["appearance"]) if row["appearance"] in known else -1)
        self.choices.setVisible(bool(kinds.list_of(row.cells)))
        if kinds.list_of(row.cells):
            self.choices.show_list(designing, row, reading=self._reading)
            self._show_cascade(row, designing)
        self.tell()
        self._filling = False

    def _show_cascade(self, row: Row, designing: Designing) -> None:
        before = tuple(cascades.parents(designing.state, row.key))
        if self._followed != (row.key, before) or self.cascade.expression() != row["choice_filter"]:
            self._followed = (row.key, before)
            self.cascade.show_filter(row["choice_filter"], designing.state, row.key)
        self.cascade.set_frozen(self._reading)

    def _show_logic(self, row: Row, designing: Designing) -> None:
        """Show when the question is asked, unless that stands there: what is chosen just now keeps the focus."""
        state = designing.state
        about = (language(), row.key, tuple(one for one in state.questions if one.key != row.key), state.choices)
        if self._about != about or self.logic.expression() != row["relevant"]:
            self._about = about
            self.logic.show_logic(row["relevant"], askable(state, row.key))
        self.logic.set_frozen(self._reading)

    @property
    def row(self) -> Row | None:
        """The question that is shown."""
        rows = self._designing.state.questions if self._designing is not None else ()
        return next((one for one in rows if one.key == self.key), None)

    def tell(self) -> None:
        """Tell what is wrong with the question, and what to do."""
        found = self._designing.faults.get(self.key, []) if self._designing is not None else []
        told = [tr(_REMEDY, message=one.message(), remedy=one.remedy()) for one in found]
        self.faults.setText("\n".join(filter(None, dict.fromkeys([self._note, *told]))))
        self.faults.setVisible(bool(self.faults.text()))

    def retranslate(self) -> None:
        """Show names in the present language."""
        for told, label, widgets in self._labels:
            told.setText(tr(label))
            for widget in widgets:
                if isinstance(widget, Editor):
                    widget.name(tr(label))
                else:
                    widget.setAccessibleName(tr(label))
        self.limits.retranslate()
        self.required.setText(tr(_REQUIRED))
        self.more.setText(tr(_MORE))
        self.look.clear()
        for value, label in _APPEARANCES:
            self.look.addItem(tr(label), value)
        self.choices.retranslate()
        self.logic.retranslate()
        self.cascade.retranslate()
        self._about = self._kinds = self._followed = ()
        self.renew()

    def _offer_kinds(self, row: Row, named: dict[str, tuple[str, ...]]) -> None:
        kind, group = kinds.kind_of(row.cells, named), bool(naming.asked(row["type"]).begins)
        if self._kinds == (row["type"], kind):
            return
        self._kinds = (row["type"], kind)
        self.kind.clear()
        offered = [kind] if group and kind else [one for one in kinds.KINDS if one.base not in _GROUPS]
        for one in offered:
            self.kind.addItem(tr(one.label), one.name)
        if kind is None:
            self.kind.insertItem(0, row["type"], "")
        self.kind.setCurrentIndex(max(self.kind.findData(kind.name if kind is not None else ""), 0))

    def _do(self, act: Callable[..., object], *args: object, **more: object) -> None:
        if not self._filling and self._designing is not None and self.row is not None:
            self._designing.do(act, self.key, *args, **more)

    def _say(self, told: dict[str, str]) -> None:
        self._do(acts.say, told)

    def _refused(self, fault: InvalidValue) -> None:
        """Tell what was pasted and not, or not wholly, taken, until something else is typed."""
        self._note = fault.message()
        self.tell()

    def _typed(self, name: str) -> None:
        self._note = ""
        told = str(self.editors[name].value() or "")
        self._do(acts.say, {name: told}, typed=True)
        if name == "label_en":
            self.named.emit(self.key, told)

    def _rename(self) -> None:
        """Give the question the name that was typed to its end; half of it may be the name of another question."""
        row, designing = self.row, self._designing
        if row is None or designing is None or self._filling:
            return
        told = str(self.editors["name"].value() or "").strip()
        if told == row["name"]:
            return
        taken = {one["name"] for one in designing.state.questions if one.key != row.key}
        if not naming.NAME.fullmatch(told) or told in taken:
            self.editors["name"].set_value(row["name"])
            self.faults.setText(tr(_NO_NAME, name=told[:60]))
            self.faults.setVisible(True)
        else:
            self._do(acts.rename, told)

    def _turn(self) -> None:
        name = self.kind.currentData()
        if name:
            self._do(acts.turn_into, kinds.BY_NAME[name])


def askable(state: State, but: int) -> list[Asked]:
    """Return the questions that the logic of another one may be about."""
    listed: dict[str, list[tuple[str, str]]] = {}
    for one in state.choices:
        listed.setdefault(one["list_name"], []).append((one["name"], said(one)))
    return [
        Asked(one["name"], said(one), one["type"], tuple(listed.get(kinds.list_of(one.cells), ())))
        for one in state.questions if one.key != but
    ]  # fmt: skip
