"""The editor of tags: a chip for each, and a line that finds more by code, by number or by words of either language.

Codes that are pasted are taken, several with semicolons or commas between them. What nobody knows stays in the line,
and is offered as a new theme where this desk may add one.
"""

import re
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCompleter,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from coopdesk.fields import Plain
from coopdesk.i18n import N_, isolate, tr
from coopdesk.operations import tags, themes
from coopdesk.ui import theme
from coopdesk.ui.context import Context
from coopdesk.ui.exchange.dialog_parts import row_of
from coopdesk.ui.inputs import Editor
from coopdesk.ui.list_flow import FlowLayout
from coopdesk.ui.trail import leave_undo

_HINT = N_("Type a theme, a goal or a code")
_REMOVE, _NEW = N_("Remove the tag {name}"), N_("New theme “{name}”")
_UNKNOWN = N_("No tag reads “{name}”. Choose one that is there; the Ministry adds themes.")
_BETWEEN = re.compile("[;؛,،\n\t]")
_CODE, _IS_NEW = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_ADD, _CANCEL = N_("Add tags"), N_("Cancel")
_WIDEST, _DIALOG = 280, 460


class _Found(NamedTuple):
    known: list[tags.Known]
    may_add: bool


class TagsEditor(Editor):
    """Chips and a line. Backspace in an empty line goes to the last chip; Delete, Backspace or a click removes one."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._codes: list[str] = []
        self._opened = False
        self._names: dict[str, str] = {}
        self.chips: dict[str, QToolButton] = {}
        self._box, self.input, self.told = QWidget(), QLineEdit(), QLabel()
        self.input.installEventFilter(self)
        self._flow = FlowLayout(self._box, theme.SMALL)
        self._rows = QStandardItemModel(self)
        self._completer = QCompleter(self._rows, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setWidget(self.input)
        self._completer.activated[QModelIndex].connect(self._picked)  # type: ignore[index]
        self._timer = QTimer(self, singleShot=True, interval=150)
        self._timer.timeout.connect(self._look)
        self.input.textEdited.connect(self._typed)
        leave_undo(self.input)
        self.told.setObjectName("quiet")
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setWordWrap(True)
        self.told.hide()
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SMALL)
        for widget in (self._box, self.input, self.told):
            column.addWidget(widget)
        self.row.addLayout(column)
        self._box.hide()
        self.retranslate()

    @property
    def popup(self) -> QAbstractItemView:
        """The tags that are offered."""
        found = self._completer.popup()
        assert found is not None
        return found

    def value(self) -> Plain:
        return sorted(self._codes)

    def set_value(self, value: Any) -> None:
        self._codes = list(value or ())
        self.input.clear()
        self.told.hide()
        self._build()
        self._read_names()

    def inputs(self) -> list[QWidget]:
        return [self.input]

    def retranslate(self) -> None:
        self.input.setPlaceholderText(tr(_HINT))
        self._read_names()

    def remove(self, code: str) -> None:
        """Take a tag off; the focus goes to the one before it, else to the line."""
        place = self._codes.index(code)
        self._codes.remove(code)
        self._build()
        self._focus(place - 1)
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a key before the line or a chip does."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if watched is self.input:
            return self._key_in_line(event)
        code = next((code for code, chip in self.chips.items() if chip is watched), None)
        return code is not None and self._key_on_chip(code, event)

    def _key_on_chip(self, code: str, event: QKeyEvent) -> bool:
        key, place = event.key(), self._codes.index(code)
        back, on = Qt.Key.Key_Left, Qt.Key.Key_Right
        if self.isRightToLeft():
            back, on = on, back
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove(code)
        elif key == back:
            self._focus(max(place - 1, 0))
        elif key == on:
            self._focus(place + 1 if place + 1 < len(self._codes) else -1)
        else:
            return False
        return True

    def _key_in_line(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Backspace and not self.input.text() and self._codes:
            self._focus(len(self._codes) - 1)
        elif event.key() == Qt.Key.Key_Down:
            self._look()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.input.text().strip():
            self._take(self.input.text())
        else:
            return False
        return True

    def _focus(self, place: int) -> None:
        """Go to a chip; before the first one, to the line."""
        if 0 <= place < len(self._codes):
            self.chips[self._codes[place]].setFocus()
        else:
            self.input.setFocus()

    def _typed(self, text: str) -> None:
        self.told.hide()
        if _BETWEEN.search(text):
            self._take(text)
        else:
            self._timer.start()

    def _look(self) -> None:
        store, words = self._context.store, self.input.text().strip()

        def found(answer: _Found) -> None:
            if self.input.text().strip() == words and self.input.hasFocus():
                self._offer(words, answer)

        self._context.tasks.read(lambda _: _Found(tags.find(store, words), themes.may_add(store)), found)

    def _offer(self, words: str, answer: _Found) -> None:
        self._rows.clear()
        for one in answer.known:
            if one.code not in self._codes:
                self._row(one.label, one.code)
        if words and answer.may_add and not any(words.casefold() in map(str.casefold, n.names) for n in answer.known):
            self._row(tr(_NEW, name=words), words, new=True)
        if self._rows.rowCount():
            self._opened = True
            self._completer.complete()
        else:
            self._close()
            if words:
                self._tell(words)

    def _close(self) -> None:
        if self._opened:
            self.popup.hide()

    def _row(self, text: str, code: str, *, new: bool = False) -> None:
        item = QStandardItem(text)
        item.setData(code, _CODE)
        item.setData(new, _IS_NEW)
        item.setToolTip(text)
        self._rows.appendRow(item)

    def _picked(self, place: QModelIndex | QPersistentModelIndex) -> None:
        text = str(place.data(_CODE))
        if place.data(_IS_NEW):
            store = self._context.store
            self._context.tasks.write(
                lambda _: themes.add(store, text), self._add_new, lambda fault: self._say(fault.message())
            )
        else:
            self._add([text])
        QTimer.singleShot(0, self.input.clear)

    def _add_new(self, code: str) -> None:
        self._add([code])
        self._read_names()

    def _take(self, text: str) -> None:
        """Take the codes and names that were typed or pasted; what nobody knows stays in the line."""
        store, parts = self._context.store, [part for part in _BETWEEN.split(text) if part.strip()]

        def read(found: tuple[list[str], list[str]]) -> None:
            codes, unknown = found
            if self.input.text() != text:
                return
            self._close()
            self.input.setText("; ".join(unknown))
            self._add(codes)
            if unknown:
                self._look()

        self._context.tasks.read(lambda _: tags.read(store, parts), read)

    def _add(self, codes: list[str]) -> None:
        fresh = [code for code in dict.fromkeys(codes) if code not in self._codes]
        self._codes += fresh
        self._build()
        if fresh:
            self._read_names()
            self.changed.emit()

    def _tell(self, words: str) -> None:
        self._say(tr(_UNKNOWN, name=words))

    def _say(self, sentence: str) -> None:
        self.told.setText(sentence)
        self.told.show()

    def _read_names(self) -> None:
        if self._codes:
            self._context.tasks.read(lambda _: tags.tag_names(self._context.store), self._show_names)

    def _show_names(self, names: dict[str, str]) -> None:
        self._names = names
        for code, chip in self.chips.items():
            self._name(chip, code)

    def _name(self, chip: QToolButton, code: str) -> None:
        name = self._names.get(code, code)
        short = chip.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, theme.px(_WIDEST))
        chip.setText(f"{isolate(short)}  ✕")
        chip.setToolTip(name)
        chip.setAccessibleName(tr(_REMOVE, name=name))
        self._box.updateGeometry()

    def _build(self) -> None:
        """Show a chip for each tag; those that stay keep their focus."""
        for code in [one for one in self.chips if one not in self._codes]:
            gone = self.chips.pop(code)
            self._flow.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for code in self._codes:
            if code not in self.chips:
                chip = QToolButton()
                chip.installEventFilter(self)
                chip.setObjectName("chip")
                chip.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
                chip.clicked.connect(partial(self.remove, code))
                self.chips[code] = chip
                self._flow.addWidget(chip)
                self._name(chip, code)
        self._box.setVisible(bool(self._codes))


class TagDialog(QDialog):
    """Asks for the tags that several records get. ``agreed``: their codes."""

    agreed = Signal(list)

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(_ADD))
        self.setMinimumWidth(theme.px(_DIALOG))
        self.editor = TagsEditor(context)
        self.editor.name(tr(_ADD))
        self._add, cancel = QPushButton(tr(_ADD)), QPushButton(tr(_CANCEL))
        self._add.setProperty("primary", "true")
        self._add.setEnabled(False)
        for button in (self._add, cancel):
            button.setAutoDefault(False)
        self.buttons = row_of(cancel, self._add)
        self.editor.changed.connect(lambda: self._add.setEnabled(bool(self.editor.value())))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.editor)
        column.addStretch(1)
        column.addWidget(self.buttons)

    def accept(self) -> None:
        self.agreed.emit(self.editor.value())
        super().accept()
