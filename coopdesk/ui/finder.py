"""Search over everything (Ctrl+K): words in either script, answered as they are typed.

Invariant: an answer to words that are no longer there is dropped, and the window never waits for one.
"""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from coopdesk.i18n import N_, P_, language, tr
from coopdesk.operations import search, titles
from coopdesk.operations.words import in_all_languages, matching
from coopdesk.records import TYPES
from coopdesk.store.home import Store
from coopdesk.ui.filters import Chip
from coopdesk.ui.found_rows import Row
from coopdesk.ui.overlay import Overlay
from coopdesk.ui.tasks import Tasks

_HINT = N_("Search everything, in Arabic or English")
_ANY, _KIND = N_("Everything"), N_("Which kind of record is searched")
_COUNT, _FIRST = P_("{n} result", "{n} results"), N_("The first {count} results. Add a word to see others.")
_NOTHING = N_("Nothing holds “{words}”. Try fewer words, or only the beginning of one; spelling marks do not matter.")
_NOTHING_OF_KIND = N_("Nothing among {kind} holds “{words}”. Press Tab to search another kind, or everything.")
_LATELY, _BEGIN = N_("Opened lately"), N_("Type a name, a symbol, or any word of a text or of a file's name.")
_KEYS = N_("Enter opens · Ctrl+Enter opens and stays here · Tab changes the kind · Esc closes")
_LIMIT = 50

Place = tuple[str, str]
"""The type and the id of a record."""


class Finder(Overlay):
    """Finds records of ``types`` and opens them by ``open_record``. ``lately``: what was opened, the newest first."""

    def __init__(
        self,
        parent: QWidget,
        store: Store,
        tasks: Tasks,
        types: Sequence[str],
        open_record: Callable[[str, str], None],
        lately: Callable[[], list[Place]],
    ) -> None:
        super().__init__(parent)
        self._store, self._tasks, self._types = store, tasks, list(types)
        self._open_record, self._lately = open_record, lately
        self.kind: str | None = None
        self.chip = Chip(self)
        self.chip.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.chip.setMenu(QMenu(self.chip))
        self.head.insertWidget(0, self.chip)
        self._timer = QTimer(self, singleShot=True, interval=80)
        self._timer.timeout.connect(self._ask)
        self.retranslate()

    def look(self) -> None:
        self._timer.start()

    def open(self) -> None:
        """Come up with an empty field over every kind of record."""
        if not self.isVisible():
            self._choose_kind(None)
        super().open()

    def turn(self, by: int) -> None:
        """Search another kind: the one whose name was typed, else the next one."""
        named = [name for name in self._types if self._is_called(name)] if by > 0 and self.field.text().strip() else []
        if named:
            self.field.clear()
            self._choose_kind(named[0])
            return
        among: list[str | None] = [None, *self._types]
        self._choose_kind(among[(among.index(self.kind) + by) % len(among)])

    def retranslate(self) -> None:
        """Show everything in the present language; what is typed stays."""
        self.field.setPlaceholderText(tr(_HINT))
        self.field.setAccessibleName(tr(_HINT))
        self.list.setAccessibleName(tr(_HINT))
        self.keys.setText(tr(_KEYS))
        menu = self.chip.menu()
        menu.clear()
        among: list[str | None] = [None, *self._types]
        for name in among:
            menu.addAction(self._called(name)).triggered.connect(lambda _=False, name=name: self._choose_kind(name))
        self._say_kind(self.kind)
        if self.isVisible():
            self._ask()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        erases = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.text() == "\b"
        if watched is self.field and erases and not self.field.text():
            self._choose_kind(None)
        return super().eventFilter(watched, event)

    def _is_called(self, name: str) -> bool:
        cls = TYPES[name]
        return matching(self.field.text(), in_all_languages(cls.__plural__) + in_all_languages(cls.__label__))

    def _called(self, name: str | None) -> str:
        return tr(TYPES[name].__plural__ if name else _ANY)

    def _choose_kind(self, name: str | None) -> None:
        self.kind = name
        self._say_kind(name)
        self._ask()

    def _asked(self) -> tuple[str, str | None, str]:
        """Return what decides the answer: words, kind, language."""
        return self.field.text(), self.kind, language()

    def _ask(self) -> None:
        asked = words, kind, _ = self._asked()
        lately = [one for one in self._lately() if kind in (None, one[0])]

        def work(_: Any) -> list[dict[str, Any]]:
            if words.strip():
                found = search.find_anything(self._store, words, kind, _LIMIT)
                return [hit for hit in found if hit["opens"][0] in self._types]
            named = titles.titles(self._store, [id for _, id in lately])
            return [{"opens": one, "type": one[0], "title": named[one[1]]} for one in lately]

        def show(found: list[dict[str, Any]]) -> None:
            if asked == self._asked():
                self.show_rows([self._row(hit) for hit in found], self._tell(words, kind, len(found)))

        self._tasks.read(work, show)

    def _say_kind(self, name: str | None) -> None:
        self.chip.say(self._called(name), "")
        self.chip.setAccessibleName(tr(_KIND))
        self.chip.setToolTip(tr(_KIND))

    def _row(self, hit: dict[str, Any]) -> Row:
        type, id = hit["opens"]
        marks = hit.get("marks", {"title": (), "snippet": ()})
        note = hit.get("snippet", "")
        return Row(
            title=hit["title"], run=lambda: self._open_record(type, id), note=note if note != hit["title"] else "",
            end=tr(TYPES[hit["type"]].__label__), marks=marks["title"], note_marks=marks["snippet"],
        )  # fmt: skip

    def _tell(self, words: str, kind: str | None, count: int) -> str:
        if not words.strip():
            return tr(_LATELY if count else _BEGIN)
        if not count and kind:
            return tr(_NOTHING_OF_KIND, words=words.strip(), kind=self._called(kind))
        if not count:
            return tr(_NOTHING, words=words.strip())
        return tr(_FIRST, count=count) if count == _LIMIT else tr(_COUNT, n=count)
