"""The chips over a list: one for each field that it is filtered by, and what each lets a person choose."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFormLayout, QSizePolicy, QToolButton, QWidget

from coopdesk.fields import Day, Field, Money, Number
from coopdesk.i18n import N_, tr
from coopdesk.operations import listing
from coopdesk.operations.conditions import EMPTY, PERIODS, labelled
from coopdesk.records import TYPES
from coopdesk.ui import theme
from coopdesk.ui.context import Context
from coopdesk.ui.editors import editor_for
from coopdesk.ui.inputs import Editor, paint_mark
from coopdesk.ui.list_flow import FlowLayout
from coopdesk.ui.list_popup import Entry, ListPopup
from coopdesk.ui.sections import SECTIONS

_CLEAR, _MORE = N_("Clear filters"), N_("Filter by another field")
_DAYS = N_("From", "a day"), N_("Until", "a day")
_AMOUNTS = N_("From", "an amount"), N_("Up to", "an amount")
_SHOWN, _SHOWN_LOW, _WIDEST, _MARK = 4, 2, 260, 22
"""How many chips stand there before anything is asked, and in a low window, where rows need the room; the widest text
of a chip and the room of its mark, in pixels."""


class FilterBar(QWidget):
    """What the list is asked beside its words. ``changed``: a person asked something else; ``cleared``: nothing."""

    changed = Signal()
    cleared = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._type = ""
        self._told: Mapping[str, str] = {}
        self._extra: list[str] = []
        self.where: dict[str, Any] = {}
        self.chips: dict[str, Chip] = {}
        self.more, self.clear = QToolButton(), QToolButton()
        self.more.setText("+")
        self.more.setObjectName("chip")
        self.more.clicked.connect(self._offer_fields)
        self.clear.setObjectName("quiet")
        self.clear.clicked.connect(self.cleared)
        self._flow = FlowLayout(self, theme.SMALL)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_type(self, type: str, where: Mapping[str, Any] | None = None) -> None:
        """Begin anew for a record type, with what is asked at first."""
        self._type, self._told, self._extra = type, {}, []
        self.where = dict(where or {})
        self._build()

    def ask(self, where: Mapping[str, Any]) -> None:
        """Ask this instead, as a saved filter does."""
        self.where = dict(where)
        self._build()

    def tell(self, told: Mapping[str, str], *, anything: bool) -> None:
        """Say on the chips what is asked, and offer to clear it where anything is."""
        self._told = told
        self.clear.setVisible(anything)
        low = theme.is_low(self)
        for place, (name, chip) in enumerate(self.chips.items()):
            chip.say(self._label(name), told.get(name, "") if name in self.where else "")
            chip.setHidden(low and place >= _SHOWN_LOW and name not in (*self._extra, *self.where))
        self.updateGeometry()

    def retranslate(self) -> None:
        """Show everything in the present language."""
        self.clear.setText(tr(_CLEAR))
        for button, text in ((self.more, _MORE), (self.clear, _CLEAR)):
            button.setAccessibleName(tr(text))
            button.setToolTip(tr(text))
        self.tell(self._told, anything=self.clear.isVisibleTo(self))

    def open_field(self, name: str) -> None:
        """Open the choice of a field, with a chip of its own if it has none."""
        if name not in self.chips or self.chips[name].isHidden():
            self._extra.append(name)
            self._build()
        chip = self.chips[name]
        declared = next(one for one in listing.filter_fields(self._type) if one.name == name)
        choice = _Choice(self, chip, declared)
        chip.popup = choice.popup
        chip.popup.closed.connect(chip.forget)
        choice.popup.open_below(chip)

    def set_value(self, name: str, asked: Any) -> None:
        """Ask this of a field; an empty mapping asks nothing of it."""
        if asked == {}:
            self.where.pop(name, None)
        else:
            self.where[name] = asked
        self.changed.emit()

    def _build(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if isinstance(widget, Chip):
                widget.hide()
                widget.deleteLater()
        self.chips = {}
        fields = {one.name: one for one in listing.filter_fields(self._type)}
        first = [one.name for one in listing.columns(self._type) if one.name in fields][:_SHOWN]
        first += ["tags"] if self._type in SECTIONS else []
        for name in dict.fromkeys((*first, *self._extra, *self.where)):
            chip = Chip(self)
            if name in fields:
                chip.clicked.connect(lambda _=False, name=name: self.open_field(name))
            else:
                chip.clicked.connect(lambda _=False, name=name: self.set_value(name, {}))
            self.chips[name] = chip
            self._flow.addWidget(chip)
        self._flow.addWidget(self.more)
        self._flow.addWidget(self.clear)
        self.retranslate()

    def _label(self, name: str) -> str:
        fields = {one.name: one for one in listing.possible_columns(self._type)}
        return tr(fields[name].label if name in fields else TYPES[self._type].__plural__)

    def _offer_fields(self) -> None:
        shown = {name for name, chip in self.chips.items() if not chip.isHidden()}
        fields = [one for one in listing.filter_fields(self._type) if one.name not in shown]
        popup = ListPopup(self, tr(_MORE), lambda name, _: self.open_field(name), one=True)
        popup.fill([Entry(one.name, tr(one.label)) for one in fields], ())
        popup.open_below(self.more)


class Chip(QToolButton):
    """A field and what is asked of it; filled where something is."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("chip")
        self.popup: ListPopup | None = None

    def sizeHint(self) -> QSize:
        room = self.fontMetrics().horizontalAdvance(self.text()) + theme.px(_MARK) + theme.WIDE
        return QSize(max(room, super().sizeHint().width()), super().sizeHint().height())

    def say(self, label: str, value: str) -> None:
        """Show the field, and what is asked of it."""
        whole = labelled(label, value) if value else label
        self.setText(self.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideRight, theme.px(_WIDEST)))
        self.setToolTip(whole)
        self.setAccessibleName(whole)
        state = (bool(value), "left" if self.isRightToLeft() else "right")
        if (self.property("filled"), self.property("mark")) != state:
            self.setProperty("filled", state[0])
            self.setProperty("mark", state[1])
            self.style().unpolish(self)
            self.style().polish(self)
        self.updateGeometry()

    def forget(self) -> None:
        """The choice was closed."""
        self.popup = None

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_mark(self, theme.px(14) if self.isRightToLeft() else self.width() - theme.px(14))


class _Choice:
    """What can be asked of one field: its values; of days, numbers and money, from one to another."""

    def __init__(self, bar: FilterBar, chip: Chip, declared: Field) -> None:
        self._bar, self._declared = bar, declared
        self._is_span = isinstance(declared.kind, Day | Number | Money)
        look = None if self._is_span else self._look
        self.popup = ListPopup(chip, tr(declared.label), self._chosen, look)
        self._editors: dict[str, Editor] = {}
        if self._is_span:
            self._offer_spans()
        else:
            self._words = ""
            self._look("")

    def _look(self, words: str) -> None:
        """Show the values that the field has, of those that hold the words."""
        self._words = words
        context, type, name = self._bar._context, self._bar._type, self._declared.name
        popup = self.popup

        def show(found: list[listing.Value]) -> None:
            chip = self._bar.chips.get(name)
            if self._words == words and chip is not None and chip.popup is popup:
                popup.fill([Entry(one.plain, one.title, one.count) for one in found], self._asked())

        context.tasks.read(lambda _: listing.values(context.store, type, name, words), show)

    def _offer_spans(self) -> None:
        is_day = isinstance(self._declared.kind, Day)
        spans = [Entry(name, tr(one.label)) for name, one in PERIODS.items()] if is_day else []
        asked = self._bar.where.get(self._declared.name, {})
        period = asked.get("period") if isinstance(asked, dict) else None
        self.popup.fill([*spans, Entry(None, tr(EMPTY))], [None] if asked is None else [period] if period else [])
        form = QFormLayout()
        for key, label in zip(("from", "to"), _DAYS if is_day else _AMOUNTS, strict=True):
            editor = editor_for(self._declared.kind, self._bar._context)
            editor.set_value(asked.get(key) if isinstance(asked, dict) else None)
            editor.name(tr(label))
            editor.changed.connect(self._span)
            form.addRow(tr(label), editor)
            self._editors[key] = editor
        self.popup.column.addLayout(form)

    def _span(self) -> None:
        asked = {}
        for key, editor in self._editors.items():
            value = editor.value()
            wrong = bool(value) and not _is_value(self._declared.kind, value)
            editor.mark(wrong)
            if value and not wrong:
                asked[key] = value
        self._bar.set_value(self._declared.name, asked)

    def _asked(self) -> list[Any]:
        """Return the values that are asked for, any of them."""
        where, name = self._bar.where, self._declared.name
        if name not in where:
            return []
        asked = where[name]
        if isinstance(asked, dict):
            return list(asked.get("any", ()))
        return asked if isinstance(asked, list) else [asked]

    def _chosen(self, key: Any, on: bool) -> None:
        name = self._declared.name
        if self._is_span:
            self._bar.set_value(name, {} if not on else None if key is None else {"period": key})
            if on:
                self.popup.close()
            return
        values = [one for one in self._asked() if one != key] + ([key] if on else [])
        self._bar.set_value(name, {"any": values} if values else {})


def _is_value(kind: Any, value: Any) -> bool:
    from coopdesk.errors import InvalidValue

    try:
        kind.parse(value)
    except InvalidValue:
        return False
    return True
