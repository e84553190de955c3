"""Editors of one value each. They speak plain values; words of records are plain text, never markup."""

from typing import Any

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QLineEdit, QWidget

from coopdesk import fields as kinds
from coopdesk.fields import Plain
from coopdesk.i18n import LANGUAGES, N_, tr, using
from coopdesk.ui import theme
from coopdesk.ui.trail import leave_undo
from coopdesk.zones import zones

_LINE_ROOM = 1_000
"""What a line takes beyond its limit: a paste that is cut there is still too long, so it is refused, not saved cut."""
LOOKED_AT = 200
"""The characters of a text in which the first letter is looked for that says its direction."""
_UNBROKEN = 10_000
"""The longest word that is broken between words first; beyond it, Qt would make the window wait."""
_HINT_MARGIN = 24
_SET_HINT = N_("Several, separated by semicolons")
MARKS = {"\u200f": Qt.LayoutDirection.RightToLeft, "\u200e": Qt.LayoutDirection.LeftToRight}
"""What stands before each paragraph of a text whose direction a person chose; it is stored and printed with it."""
_AMOUNT, _CURRENCY = N_("Amount"), N_("Currency")


class Editor(QWidget):
    """A widget that edits one value. ``changed``: a person changed it; ``refused``: why it did not take a paste."""

    changed = Signal()
    refused = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(theme.GAP)

    def value(self) -> Plain:
        """Return the plain value as it stands, valid or not."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show a plain value without telling of a change."""
        raise NotImplementedError

    def put(self, value: Any) -> None:
        """Show a value beside the stored one, as a draft or a step that is taken back brings it."""
        self.set_value(value)

    def follow(self, within: str | None) -> None:
        """Let an empty value be offered as what a line has from the record that it belongs to; ``within``: for whom it
        then is, where that are fewer."""

    def retranslate(self) -> None:
        """Show hints and choices in the present language; what is typed stays."""

    def inputs(self) -> list[QWidget]:
        """Return the widgets that take the focus."""
        return [one for one in self.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]

    def stops(self) -> list[QWidget]:
        """Return the inputs that Tab goes to, in their order."""
        return [one for one in self.inputs() if one.focusProxy() is None and one.window() is self.window()]

    def name(self, label: str) -> None:
        """Give the inputs an accessible name."""
        for one in self.inputs():
            one.setAccessibleName(label)

    def mark(self, wrong: bool) -> None:
        """Show or hide the mark of a value that was refused."""
        for one in self.inputs():
            one.setProperty("wrong", "true" if wrong else "false")
            one.style().unpolish(one)
            one.style().polish(one)


class LineEditor(Editor):
    """One line of text in its own direction."""

    def __init__(self, direction: Qt.LayoutDirection | None = None, hint: Any = None) -> None:
        super().__init__()
        self.input = QLineEdit()
        self.input.setMaxLength(kinds.Line.limit + _LINE_ROOM)
        leave_undo(self.input)
        self._hint = hint
        self._fixed = direction
        if direction is not None:
            self.input.setLayoutDirection(direction)
        self.input.textEdited.connect(self._edited)
        self.row.addWidget(self.input)
        self.retranslate()

    def value(self) -> Plain:
        return self.input.text() or None

    def set_value(self, value: Any) -> None:
        self.input.setText("" if value is None else str(value))
        self.input.setCursorPosition(0)
        self._turn()

    def retranslate(self) -> None:
        self._show_hint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_hint()

    def _show_hint(self) -> None:
        """Show the hint where there is room for all of it, else in the tip: a half of it misleads."""
        hint = tr(self._hint) if self._hint is not None else ""
        fits = self.input.fontMetrics().horizontalAdvance(hint) + theme.px(_HINT_MARGIN) <= self.input.width()
        self.input.setPlaceholderText(hint if fits else "")
        self.input.setToolTip("" if fits else hint)

    def _edited(self) -> None:
        self._turn()
        self.changed.emit()

    def _turn(self) -> None:
        if self._fixed is None and self.input.text():
            self.input.setLayoutDirection(direction_of(self.input.text()))


class StillBox(QComboBox):
    """A choice that scrolling the form does not change, with a quiet mark that it opens."""

    def paintEvent(self, event: Any) -> None:
        super().paintEvent(event)
        paint_mark(self, theme.px(16) if self.isRightToLeft() else self.width() - theme.px(16))

    def wheelEvent(self, event: Any) -> None:
        event.ignore()


class ZoneEditor(Editor):
    """A time zone, found by any part of its name."""

    def __init__(self) -> None:
        super().__init__()
        self.input = QComboBox()
        self.input.setEditable(True)
        self.input.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.input.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.input.addItems(["", *zones()])
        completer = QCompleter(self.input.model(), self.input)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.input.setCompleter(completer)
        line = self.input.lineEdit()
        assert line is not None
        leave_undo(line)
        self.input.editTextChanged.connect(self._edited)
        self.input.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.row.addWidget(self.input)
        self._quiet = False

    def value(self) -> Plain:
        return self.input.currentText().strip() or None

    def set_value(self, value: Any) -> None:
        self._quiet = True
        self.input.setEditText(value or "")
        self._quiet = False

    def _edited(self) -> None:
        if not self._quiet:
            self.changed.emit()


class ChoiceEditor(Editor):
    """One of a few; an unknown token that came from elsewhere is shown and kept."""

    def __init__(self, kind: kinds.Choice) -> None:
        super().__init__()
        self.input = StillBox()
        self.input.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._kind = kind
        self.input.addItem("", None)
        for option in kind.options:
            self.input.addItem(tr(option.label), option.token)
        self.input.activated.connect(lambda _: self.changed.emit())
        self.row.addWidget(self.input)

    def value(self) -> Plain:
        found: str | None = self.input.currentData()
        return found

    def set_value(self, value: Any) -> None:
        place = self.input.findData(value)
        if place < 0 and value is not None:
            self.input.addItem(str(value), value)
            place = self.input.count() - 1
        self.input.setCurrentIndex(max(place, 0))

    def retranslate(self) -> None:
        for place in range(1, self.input.count()):
            self.input.setItemText(place, self._kind.label(self.input.itemData(place)))

    def wheelEvent(self, event: Any) -> None:
        event.ignore()


class MembersEditor(LineEditor):
    """A set of texts on one line, separated by semicolons; of a few choices, their labels are understood too.

    A member from elsewhere that holds a semicolon, or begins or ends with a space, is kept while it stands there.
    """

    def __init__(self, kind: kinds.Members) -> None:
        self._kind = kind
        self._odd: list[str] = []
        super().__init__(None, _SET_HINT)

    def value(self) -> Plain:
        text = self.input.text()
        found = set()
        for member in self._odd:
            if member in text:
                found.add(member)
                text = text.replace(member, ";", 1)
        tokens: dict[str, str] = {}
        for lang in LANGUAGES:
            with using(lang):
                tokens |= {tr(option.label): option.token for option in self._kind.options}
        return sorted(found | {tokens.get(part, part) for part in _parts(text)})

    def set_value(self, value: Any) -> None:
        self._odd = sorted((one for one in value or () if _parts(one) != [one]), key=len, reverse=True)
        label = kinds.Choice(self._kind.options).label
        super().set_value("; ".join(label(member) for member in value or ()))

    def retranslate(self) -> None:
        super().retranslate()
        if self._kind.options:
            self.set_value(self.value())


class FlagEditor(ChoiceEditor):
    """Yes, no, or not said."""

    def __init__(self) -> None:
        super().__init__(kinds.Choice(kinds.options(("true", N_("Yes")), ("false", N_("No")))))

    def value(self) -> Plain:
        return {"true": True, "false": False}.get(self.input.currentData())

    def set_value(self, value: Any) -> None:
        super().set_value(None if value is None else "true" if value else "false")


class MoneyEditor(Editor):
    """An amount and its currency."""

    def __init__(self) -> None:
        super().__init__()
        self.amount, self.currency = QLineEdit(), QLineEdit()
        self.currency.setMaximumWidth(80)
        self.currency.setMaxLength(3)
        for one in (self.amount, self.currency):
            one.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            one.textEdited.connect(lambda _: self.changed.emit())
            leave_undo(one)
            self.row.addWidget(one)

    def value(self) -> Plain:
        amount, currency = self.amount.text().strip().replace(",", ""), self.currency.text().strip().upper()
        return {"amount": amount, "currency": currency} if amount or currency else None

    def set_value(self, value: Any) -> None:
        self.amount.setText(value["amount"] if value else "")
        self.currency.setText(value["currency"] if value else "")

    def name(self, label: str) -> None:
        self.amount.setAccessibleName(f"{label}: {tr(_AMOUNT)}")
        self.currency.setAccessibleName(f"{label}: {tr(_CURRENCY)}")


def paint_mark(widget: QWidget, x: float, turned: int = 0) -> None:
    """Paint the mark of what opens: it points down, or is turned by so many degrees."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(widget.palette().placeholderText().color(), 1.5))
    painter.translate(x, widget.height() / 2 - 1)
    painter.rotate(turned)
    painter.scale(theme.px(100) / 100, theme.px(100) / 100)
    painter.drawPolyline([QPointF(-4, -2), QPointF(0, 2), QPointF(4, -2)])
    painter.end()


def is_unbroken(text: str) -> bool:
    """Tell whether a text has a word so long that laying it out takes long."""
    return len(text) > _UNBROKEN and max(map(len, text.split()), default=0) > _UNBROKEN


def _parts(text: str) -> list[str]:
    parts = [part.strip() for part in text.replace("؛", ";").split(";")]
    return [part for part in parts if part]


def direction_of(text: str) -> Qt.LayoutDirection:
    """Return the direction of a text by its first strong letter."""
    right = Qt.LayoutDirection.RightToLeft
    for character in text[:LOOKED_AT]:
        if character in MARKS:
            return MARKS[character]
        if "\u0590" <= character <= "\u08ff":
            return right
        if character.isalpha():
            return Qt.LayoutDirection.LeftToRight
    return Qt.LayoutDirection.LeftToRight
