"""Who may read a record and who receives it: its classification and its audience, each with what it means in words."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout

from coopdesk.fields import AUDIENCES, Choice, Plain
from coopdesk.i18n import N_, Text, ltr, tr
from coopdesk.operations import degrees, desks
from coopdesk.ui import theme
from coopdesk.ui.context import Context
from coopdesk.ui.inputs import ChoiceEditor, Editor, StillBox
from coopdesk.ui.trail import leave_undo

_MEANS = {
    "all": N_("Every desk receives it."),
    "ministry": N_("Only the Ministry receives it besides this desk."),
    "local": N_("It stays at this desk and is sent nowhere."),
}
_ONE_DESK = N_("Besides this desk, {name} and the Ministry receive it.")
_FOLLOWS = N_("As the record that it belongs to")
_USUAL = N_("As is usual for such records")
_OTHER, _CODE = N_("Another desk or group, by its code"), N_("Code of the desk or group, such as QA-GVA")
_NARROWED = N_("What other desks have received already stays with them.")
_DEGREES: dict[str, Text] = {
    "public": N_("Anyone may read it."),
    "internal": N_("For the officers of the Ministry and its missions, not for outsiders."),
    "confidential": N_("For those whose work needs it. It never goes to all desks."),
    "secret": N_("Only for those who are named. It never goes to all desks."),
    "top_secret": N_("Only for the few who are named, and never copied. It never goes to all desks."),
}
_BY_CODE = "by code"
_WIDTH = {"local": 0, "ministry": 1, "all": 3}
"""How far an audience reaches; a single desk or a group reaches further than the Ministry alone."""


class ClassificationEditor(ChoiceEditor):
    """The degree, one of those in use, with a sentence that says what it means. One that is no longer in use stays."""

    def __init__(self, kind: Choice, context: Context) -> None:
        super().__init__(kind)
        self._context = context
        self._follows = False
        self.told = _explain(self)
        self.input.currentIndexChanged.connect(lambda _: self._explain())

    def set_value(self, value: Any) -> None:
        super().set_value(value)
        if self.input.currentIndex() > 0:
            self.input.setItemText(self.input.currentIndex(), self._kind.label(self.input.currentData()))
        store = self._context.store
        self._context.tasks.read(lambda _: degrees.rules(store).used, self._show_used)

    def follow(self, within: str | None) -> None:
        self._follows = True
        self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        self.input.setItemText(0, tr(_FOLLOWS) if self._follows else "")
        self._explain()

    def _show_used(self, used: tuple[str, ...]) -> None:
        kept = {None, self.input.currentData(), *used}
        for place in reversed(range(self.input.count())):
            if self.input.itemData(place) not in kept:
                self.input.removeItem(place)

    def _explain(self) -> None:
        meaning = _DEGREES.get(self.input.currentData() or "")
        self.told.setText(tr(meaning) if meaning is not None else "")
        self.told.setVisible(meaning is not None)


class AudienceEditor(Editor):
    """Which desks receive a record: one of the usual, a desk that is known here, or a code."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._desks: dict[str, str] = {}
        self._first: str | None = None
        self._follows = False
        self._within: str | None = None
        self.input, self.code = StillBox(), QLineEdit()
        self.input.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.code.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.code.setMaxLength(40)
        self.code.hide()
        leave_undo(self.code)
        self.code.textEdited.connect(lambda _: self._edited())
        self.input.activated.connect(lambda _: self._edited())
        self.row.addWidget(self.input)
        self.told = _explain(self, self.code)
        self._fill(None)

    def follow(self, within: str | None) -> None:
        self._follows, self._within = True, within
        self._fill(None)

    def value(self) -> Plain:
        chosen: str | None = self.input.currentData()
        return self.code.text().strip().upper() or None if chosen == _BY_CODE else chosen

    def set_value(self, value: Any) -> None:
        self._first = value
        self.code.clear()
        self._fill(value)
        self._read_desks()

    def put(self, value: Any) -> None:
        self.code.clear()
        self._fill(value)

    def retranslate(self) -> None:
        self.code.setPlaceholderText(tr(_CODE))
        typed = self.input.currentData() == _BY_CODE
        self._fill(_BY_CODE if typed else self.value())
        self._read_desks()

    def name(self, label: str) -> None:
        self.input.setAccessibleName(label)
        self.code.setAccessibleName(tr(_CODE))

    def _read_desks(self) -> None:
        store = self._context.store
        self._context.tasks.read(lambda _: desks.other_desks(store), self._show_desks)

    def _show_desks(self, found: dict[str, str]) -> None:
        self._desks = found
        self._fill(self.input.currentData())

    def _fill(self, chosen: Any) -> None:
        """Offer the audiences, with ``chosen`` among them."""
        self.input.blockSignals(True)
        self.input.clear()
        if self._follows or self._first is None:
            first = AUDIENCES[self._within] if self._within else _FOLLOWS if self._follows else _USUAL
            self.input.addItem(tr(first), None)
        for token, label in AUDIENCES.items():
            if token != self._within or token in (chosen, self._first):
                self.input.addItem(tr(label), token)
        for code, name in self._desks.items():
            self.input.addItem(f"{name} · {ltr(code)}", code)
        self.input.addItem(tr(_OTHER), _BY_CODE)
        for known in filter(None, dict.fromkeys((self._first, chosen))):
            if self.input.findData(known) < 0:
                self.input.insertItem(self.input.count() - 1, ltr(known), known)
        self.input.setCurrentIndex(max(self.input.findData(chosen), 0))
        self.input.blockSignals(False)
        self._explain()

    def _edited(self) -> None:
        self._explain()
        if self.input.currentData() == _BY_CODE and not self.code.text():
            self.code.setFocus()
        self.changed.emit()

    def _explain(self) -> None:
        self.code.setVisible(self.input.currentData() == _BY_CODE)
        value = self.value() or self._within
        if not isinstance(value, str):
            self.told.hide()
            return
        name = self._desks.get(value, ltr(value))
        parts = [tr(_MEANS[value]) if value in _MEANS else tr(_ONE_DESK, name=name)]
        if self._first is not None and value != self._first and _reach(value) <= _reach(self._first):
            parts.append(tr(_NARROWED))
        self.told.setText(" ".join(parts))
        self.told.show()


def _reach(audience: str) -> int:
    return _WIDTH.get(audience, 2)


def _explain(editor: Editor, *between: QLineEdit) -> QLabel:
    """Put a quiet line under the input of an editor, with these between them."""
    told = QLabel()
    told.setObjectName("quiet")
    told.setTextFormat(Qt.TextFormat.PlainText)
    told.setWordWrap(True)
    told.hide()
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.SMALL)
    item = editor.row.takeAt(0)
    above = item.widget() if item is not None else None
    assert above is not None
    for widget in (above, *between, told):
        column.addWidget(widget)
    editor.row.addLayout(column)
    return told
