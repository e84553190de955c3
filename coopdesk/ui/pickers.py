"""Editors of links: a record or a country is found by typing; the finding runs on the worker."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QVBoxLayout

from coopdesk.fields import Plain
from coopdesk.i18n import N_, tr
from coopdesk.languages import languages
from coopdesk.operations import countries, listing, search, titles
from coopdesk.records import TYPES
from coopdesk.store.home import Store
from coopdesk.ui import theme
from coopdesk.ui.context import Context
from coopdesk.ui.inputs import Editor
from coopdesk.ui.trail import leave_undo

_LINK_HINT = N_("Type to find")
_NEW = N_("+ New: {type} “{title}”…")
_MAKE = "+"
"""Stands in the place of a key where a new record is offered."""


class PickEditor(Editor):
    """A record or a country, found by typing. ``find`` runs on the worker: words -> pairs of (key, title)."""

    def __init__(self, context: Context, find: Callable[[str], list[tuple[str, str]]]) -> None:
        super().__init__()
        self._context, self._find = context, find
        self._key: str | None = None
        self._title = ""
        self.input = QComboBox()
        self.input.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.input.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._line = QLineEdit()
        self.input.setLineEdit(self._line)
        leave_undo(self._line)
        self._completer = completer = QCompleter(self.input.model(), self.input)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.input.setCompleter(completer)
        completer.activated.connect(lambda text: self._picked(self.input.findText(text)))
        self._timer = QTimer(self, singleShot=True, interval=150)
        self._timer.timeout.connect(self._look)
        self._line.textEdited.connect(self._typed)
        self._line.editingFinished.connect(self._settle)
        self.input.activated.connect(self._picked)
        self.row.addWidget(self.input)
        self.retranslate()

    def value(self) -> Plain:
        return self._key

    def set_value(self, value: Any) -> None:
        self._key = value
        self.input.clear()
        if value:
            self._context.tasks.read(lambda _: self._titled(value), lambda title: self._show(value, title))
        else:
            self.input.setEditText("")

    def retranslate(self) -> None:
        self._line.setPlaceholderText(tr(_LINK_HINT))
        if self._key and self.input.currentText() == self._title:
            self.set_value(self._key)

    def _titled(self, key: str) -> str:
        return next((title for found, title in self._find("") if found == key), key)

    def _show(self, key: str, title: str) -> None:
        if self._key == key:
            self._title = title
            self.input.setEditText(title)
            self._line.setCursorPosition(0)

    def _typed(self, text: str) -> None:
        if not text.strip():
            self._key = None
            self.changed.emit()
        self._timer.start()

    def _look(self) -> None:
        text = self.input.currentText()

        def found(pairs: list[tuple[str, str]]) -> None:
            if self.input.currentText() != text or not self._line.hasFocus():
                return
            self.input.blockSignals(True)
            self.input.clear()
            for key, title in pairs:
                self.input.addItem(title, key)
            offered = self._offered(text)
            if offered:
                self.input.addItem(offered, _MAKE)
            self.input.setEditText(text)
            self.input.blockSignals(False)
            if self.input.count():
                self._completer.complete()

        self._context.tasks.read(lambda _: self._find(text), found)

    def _picked(self, place: int) -> None:
        key = self.input.itemData(place)
        if key == _MAKE:
            self._settle()
            self._make()
        elif key:
            self.take(key, self.input.itemText(place))

    def take(self, key: str, title: str) -> None:
        """Link what a person picked or made."""
        self._key, self._title = key, title
        self.input.setEditText(title)
        self.changed.emit()

    def _offered(self, text: str) -> str:
        """Return what offers to make a new one of this name, empty where that is not possible."""
        return ""

    def _make(self) -> None:
        """Make a new one."""

    def _settle(self) -> None:
        """Take a title that was typed out in full; else show again what is linked, for a half word links nothing."""
        text = self.input.currentText().strip()
        for place in range(self.input.count()):
            found = self.input.itemText(place).casefold() == text.casefold()
            if text and found and self.input.itemData(place) != _MAKE:
                self._picked(place)
                return
        if text and self._key:
            self._show(self._key, self._title)
        elif text:
            self.input.setEditText("")


class LinkEditor(PickEditor):
    """A link to a record of one type, or of any. What is not found can be made on the spot."""

    def __init__(self, context: Context, to: str) -> None:
        super().__init__(context, lambda text: find_records(context.store, to, text))
        self._to, self._wanted = to, ""

    def _titled(self, key: str) -> str:
        return titles.title(self._context.store, key)

    def _offered(self, text: str) -> str:
        from coopdesk.ui.new_record import can_be_made

        self._wanted = " ".join(text.split())
        makes = bool(self._wanted) and can_be_made(self._to)
        return tr(_NEW, type=tr(TYPES[self._to].__label__), title=self._wanted) if makes else ""

    def _make(self) -> None:
        from coopdesk.ui.new_record import NewRecord

        NewRecord(self._to, self._wanted, self._context, self.take, self.window()).open()


class LinksEditor(Editor):
    """A set of links: one picker each, and an empty one at the end."""

    def __init__(self, context: Context, to: str) -> None:
        super().__init__()
        self._context, self._to = context, to
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.SMALL)
        self.row.addLayout(self._column)
        self._pickers: list[PickEditor] = []
        self._label = ""
        self._add(None)

    def value(self) -> Plain:
        return sorted({str(key) for one in self._pickers if (key := one.value())})

    def set_value(self, value: Any) -> None:
        for one in self._pickers:
            one.setParent(None)
            one.deleteLater()
        self._pickers = []
        for key in value or ():
            self._add(key)
        self._add(None)

    def retranslate(self) -> None:
        for one in self._pickers:
            one.retranslate()

    def name(self, label: str) -> None:
        self._label = label
        for one in self._pickers:
            one.name(label)

    def _add(self, key: str | None) -> None:
        picker = self._picker()
        picker.set_value(key)
        picker.name(self._label)
        picker.changed.connect(self._edited)
        self._pickers.append(picker)
        self._column.addWidget(picker)

    def _picker(self) -> PickEditor:
        return LinkEditor(self._context, self._to)

    def _edited(self) -> None:
        if self._pickers[-1].value():
            self._add(None)
        self.changed.emit()


class CountriesEditor(LinksEditor):
    """A set of countries: one picker each, and an empty one at the end."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "country")

    def _picker(self) -> PickEditor:
        return PickEditor(self._context, lambda text: find_countries(self._context.store, text))


def find_records(store: Store, to: str, text: str) -> list[tuple[str, str]]:
    """Return up to 20 records as (id, title): those that hold the words, else the newest."""
    if text.strip():
        return [(hit["id"], hit["title"]) for hit in search.find(store, text, to or None)]
    if not to:
        return []
    return [(row.id, row.title) for row in listing.page(store, listing.open_list(store, to), 0, 20)]


def find_countries(store: Store, text: str) -> list[tuple[str, str]]:
    """Return countries as (code, name) whose name holds the text, or whose code it is."""
    from coopdesk.store.folding import fold

    wanted = fold(text)
    names = countries.country_names(store)
    return [(code, name) for code, name in names.items() if wanted in fold(name) or wanted == code.lower()]


def find_sectors(text: str) -> list[tuple[str, str]]:
    """Return sectors as (code, name) where each word that was typed begins the code or a word of either name."""
    from coopdesk import sectors
    from coopdesk.operations.words import matching

    found = [one for one in sectors.sectors().values() if matching(text, one)]
    return [(one.code, sectors.name_of(one.code)) for one in found]


def find_languages(text: str) -> list[tuple[str, str]]:
    """Return languages as (code, name) whose name holds the text, or whose code it is."""
    from coopdesk.store.folding import fold

    wanted = fold(text)
    return [(code, name) for code, name in languages().items() if wanted in fold(name) or wanted == code]
