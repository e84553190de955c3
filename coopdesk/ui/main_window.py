"""The main window: the tabs from ``SCREENS``, the menus from the commands, what lies over them, the status line.
It opens on the passphrase."""

import gc
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property, partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QByteArray, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from coopdesk import settings as kept
from coopdesk.errors import CannotWrite, CoopDeskError
from coopdesk.i18n import N_, P_, language, set_language, tr
from coopdesk.ui import direction, screens, theme, zoom
from coopdesk.ui.commands import COMMANDS, MENUS, undo_texts
from coopdesk.ui.messages import Notice
from coopdesk.ui.status_line import StatusLine
from coopdesk.ui.tasks import Tasks
from coopdesk.ui.unlock import EntryPage, UnlockPage

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent
    from PySide6.QtWidgets import QTabBar

    from coopdesk.store.home import Store
    from coopdesk.ui.exchange.screen import ExchangeScreen
    from coopdesk.ui.exchange.watch import Watch
    from coopdesk.ui.finder import Finder
    from coopdesk.ui.palette import Entry, Palette
    from coopdesk.ui.record_page import RecordPage
    from coopdesk.ui.record_screen import RecordScreen
    from coopdesk.ui.tab_screen import TabScreen
    from coopdesk.ui.top_row import TopRow

_LOOK_EVERY = 2_000
"""Milliseconds between two looks whether another program wrote to this home."""
_DRAFTS = P_(
    "{n} record was being written and is not saved yet.", "{n} records were being written and are not saved yet."
)
_GO_ON = N_("Go on writing")
_LOOKS = ("light", "dark", "system")
_LATELY = 10
"""How many of the records that were opened lately the search offers before anything is typed."""


class MainWindow(QMainWindow):
    """The window of one home."""

    def __init__(self, home: Path, settings: kept.Settings) -> None:
        super().__init__()
        self._home, self._settings = home, settings
        self.store: Store | None = None
        self.screens: list[TabScreen] = []
        self.watch: Watch | None = None
        self.finder: Finder | None = None
        self.lately: list[tuple[str, str]] = []
        self.tasks = Tasks(self)
        self.tasks.busy.connect(self._busy)
        self.notice = Notice()
        self.tasks.failed.connect(self.notice.tell)
        self.stack = QStackedWidget()
        self.unlock: EntryPage = UnlockPage() if (home / "keys.json").exists() else self._first_run()
        self.unlock.entered.connect(self._unlock)
        self.stack.addWidget(self.unlock)
        self._middle = middle = QWidget()
        self._column = column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notice)
        column.addWidget(self.stack, 1)
        self.setCentralWidget(middle)
        self.status = StatusLine()
        self.setStatusBar(self.status)
        self.status.other_language.connect(self.switch_language)
        self.status.cancelled.connect(self.tasks.cancel)
        self.tasks.progress.connect(self.status.progress)
        self._actions: dict[str, QAction] = {}
        self._menus: dict[str, QMenu] = {name: self.menuBar().addMenu("") for name in MENUS}
        for name, one in COMMANDS.items():
            action = QAction(self)
            action.setShortcuts([QKeySequence(keys) for keys in one.shortcuts])
            action.triggered.connect(lambda _=False, run=one.run: run(self))
            action.setEnabled(not one.open_desk)
            self._menus[one.menu].addAction(action)
            self._actions[name] = action
        self._menus["edit"].aboutToShow.connect(self._tell_undo)
        self._seen = ""
        self._clock = QTimer(self, interval=_LOOK_EVERY)
        self._clock.timeout.connect(self._look)
        self.resize(1280, 800)
        if settings.geometry:
            self.restoreGeometry(QByteArray.fromHex(settings.geometry.encode("ascii", "ignore")))
        self.retranslate()

    @property
    def settings(self) -> kept.Settings:
        """How the window looks on this computer."""
        return self._settings

    @property
    def screen(self) -> "TabScreen":  # type: ignore[override]
        """The screen of the tab that is shown."""
        return self.screens[self.tabs.currentIndex()]

    @property
    def records(self) -> "RecordScreen":
        """The screen that is shown, one of records: what needs one is only offered then."""
        return cast("RecordScreen", self.screen)

    @property
    def page(self) -> "RecordPage | None":
        """The page of the record that is shown, if one is."""
        pages = self.screen.pages.values() if self.screens else ()
        return next((page for page in pages if page.isVisible()), None)

    @property
    def topic(self) -> str:
        """What is on the screen, as the help names it."""
        return self.screen.type if self.store is not None else "unlock"

    def open_record(self, type: str, id: str) -> None:
        """Show a record of any type in the tab it belongs to."""
        screen = self._go_to_screen(type)
        if screen is not None:
            screen.go_to(type, id)

    def open_list(self, type: str) -> None:
        """Show the list of a record type."""
        screen = self._go_to_screen(type)
        if screen is not None:
            screen.kinds.setCurrentRow(screen.types.index(type))
            screen.table.setFocus()

    def new_record(self, type: str) -> None:
        """Begin a new record of a type."""
        self.open_list(type)
        self.records.new()

    def open_finder(self) -> None:
        """Search over everything."""
        if self.finder is not None:
            self.finder.open()

    def turn(self, by: int) -> None:
        """Show the next section, or the one before; after the last comes the first."""
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % max(self.tabs.count(), 1))

    def get_ready(self) -> None:
        """Import on the worker what opening a desk needs, while the person types the passphrase."""

        def work(_: Any) -> None:
            for name in ("operations.desk", "store.migrations", "ui.record_screen"):
                import_module(f"coopdesk.{name}")

        # what was imported stays: the collector need not look through it again, which would stop the window
        self.tasks.read(work, lambda _: gc.freeze())

    def switch_language(self) -> None:
        """Show everything in the other language; what is typed stays."""
        set_language("en" if language() == "ar" else "ar")
        self._settings.language = language()
        direction.apply(_application())
        self.retranslate()

    def switch_theme(self) -> None:
        """Switch to the next look: light, dark, the system's."""
        place = _LOOKS.index(self._settings.theme) if self._settings.theme in _LOOKS else 0
        self._settings.theme = _LOOKS[(place + 1) % len(_LOOKS)]
        theme.apply(_application(), self._settings.theme)

    def follow_system(self) -> None:
        """The system changed between light and dark: follow it, if the person wants that."""
        if self._settings.theme == "system":
            theme.apply(_application(), self._settings.theme)

    def zoom(self, by: int) -> None:
        """Show everything a step larger (1), a step smaller (-1), or at its usual size (0)."""
        self._settings.zoom = zoom.after(self._settings.zoom, by) if by else zoom.STEPS[0]
        zoom.apply(_application(), self._settings.zoom)
        for screen in self.screens:
            screen.fold_where_narrow()

    def retranslate(self) -> None:
        """Show everything in the present language."""
        self.setWindowTitle("CoopDesk")
        for name, menu in self._menus.items():
            menu.setTitle(tr(MENUS[name]))
        for name, one in COMMANDS.items():
            self._actions[name].setText(tr(one.label))
            self._actions[name].setStatusTip(tr(one.help))
        self.status.retranslate()
        self.unlock.retranslate()
        made = (vars(self).get(name) for name in ("top", "command_palette", "shortcut_sheet", "finder"))
        for one in filter(None, made):
            one.retranslate()
        for place, screen in enumerate(self.screens):
            self.tabs.setTabText(place, tr(screens.SCREENS[place].LABEL))
            screen.retranslate()
        if self.watch is not None:
            self.watch.retranslate()
        self._tell_page()

    def closeEvent(self, event: "QCloseEvent") -> None:
        """Close, unless something is not saved and the person stays."""
        if not all(screen.may_close() for screen in self.screens):
            event.ignore()
            return
        self._settings.geometry = bytes(self.saveGeometry().toHex().data()).decode("ascii")
        self._clock.stop()
        self.tasks.stop()
        if self.store is not None:
            self._settings.tab = max(self.tabs.currentIndex(), 0)
            with suppress(CannotWrite):  # how the window looked must not keep anybody from closing it
                kept.save(self._home, self._settings)
            self.store.close()
        event.accept()

    def _first_run(self) -> EntryPage:
        from coopdesk.ui.first_run import FirstRun

        guide = FirstRun()
        guide.other_language.connect(self.switch_language)
        return guide

    def _unlock(self, values: dict[str, Any]) -> None:
        home = self._home

        def work(progress: Any) -> "Store":
            from coopdesk.operations import desk

            if not desk.exists(home):
                desk.init(home, **values, progress=progress)
            return desk.open_desk(home, values["passphrase"], program="CoopDesk (window)")

        def failed(fault: CoopDeskError) -> None:
            self.unlock.wait(False)
            self.unlock.notice.tell(fault)

        self.tasks.write(work, self._opened, failed, lambda: self.unlock.wait(False))

    def _opened(self, store: "Store") -> None:
        from coopdesk.ui.exchange.watch import Watch
        from coopdesk.ui.finder import Finder

        self.store = store
        self.tasks.read(self._newest, self._note)
        for one in screens.SCREENS:
            screen = one.make(store, self.tasks)
            screen.context.asked.connect(self.open_record)
            screen.context.shown.connect(self._tell_page)
            screen.context.helped.connect(self.show_help)
            screen.context.renewed.connect(self.renew)
            self.screens.append(screen)
            self.stack.addWidget(screen)
            self.tabs.addTab(tr(one.LABEL))
        types = [name for screen in self.screens for name in screen.types]
        self.finder = Finder(self._middle, store, self.tasks, types, self.open_record, lambda: self.lately[:_LATELY])
        self.top.show()
        self.watch = Watch(self.windowHandle(), store, self.tasks, self.status.tell_exchange)
        self.watch.dropped.connect(lambda paths: self.show_exchange(lambda screen: screen.import_files(paths)))
        for action in self._actions.values():
            action.setEnabled(True)
        self.unlock.forget()
        self.tabs.setCurrentIndex(min(self._settings.tab, self.tabs.count() - 1))
        self._tab(self.tabs.currentIndex())
        self.screen.enter()
        self._tell_desk()
        self._tell_drafts()
        self._clock.start()

    def _tell_desk(self) -> None:
        from coopdesk.operations import desk

        store = self.open_store
        self.tasks.read(lambda _: desk.identity(store), self.status.tell_desk)

    def _tell_drafts(self) -> None:
        """Offer what was typed and not saved when the program last ended."""
        from coopdesk.operations import drafts

        def show(found: list[drafts.Draft]) -> None:
            if found:
                first = found[0]
                again = (
                    partial(self.open_record, first.type, first.id)
                    if first.id
                    else partial(self.new_record, first.type)
                )
                self.notice.offer(tr(_DRAFTS, n=len(found)), tr(_GO_ON), again)

        self.tasks.read(lambda _: drafts.kept(self.open_store), show)

    def _tell_page(self) -> None:
        """Keep what the page shows: which record, for the search, and whether it is saved."""
        page = self.page
        self.status.tell_saved(page is None or not page.dirty)
        id = page.view.get("id") if page is not None else None
        if page is not None and id and self.lately[:1] != [(page.type, id)]:
            self.lately = [(page.type, id), *(one for one in self.lately if one != (page.type, id))]

    def _tell_undo(self) -> None:
        """Say in the menu what would be undone and redone."""
        for name, text in undo_texts(self).items():
            self._actions[name].setText(text)

    def show_help(self, page: str) -> None:
        """Show the page of the help about a record type or a part of the window."""
        from coopdesk.ui.help import show_help

        show_help(self, page)

    def _go_to_screen(self, type: str) -> "RecordScreen | None":
        place = next((place for place, screen in enumerate(self.screens) if type in screen.types), None)
        if place is None:
            return None
        self.tabs.setCurrentIndex(place)
        return self.records

    def show_exchange(self, then: "Callable[[ExchangeScreen], None]") -> None:
        """Show the tab Exchange, and do something there."""
        place = next(place for place, screen in enumerate(self.screens) if screen.type == "exchange")
        self.tabs.setCurrentIndex(place)
        then(cast("ExchangeScreen", self.screens[place]))

    def renew(self) -> None:
        """Show what an import or a decision changed, wherever it is shown."""
        for screen in self.screens:
            screen.renew()
        if self.watch is not None:
            self.watch.look()

    def _can(self, name: str) -> bool:
        return self._actions[name].isEnabled()

    def _run(self, name: str) -> None:
        self._actions[name].trigger()

    @cached_property
    def top(self) -> "TopRow":
        """The row of the tabs and of the search; made when a desk is open."""
        from coopdesk.ui.top_row import TopRow

        row = TopRow(COMMANDS["search"].shortcuts[0])
        row.search.clicked.connect(self.open_finder)
        row.tabs.currentChanged.connect(self._tab)
        row.retranslate()
        self._column.insertWidget(0, row)
        return row

    @property
    def tabs(self) -> "QTabBar":
        """The tabs, one a screen."""
        return self.top.tabs

    @cached_property
    def command_palette(self) -> "Palette":
        """Every command by its name; made when it is first asked for."""
        from coopdesk.ui.palette import COMMANDS_HINT, Palette

        return Palette(self._middle, COMMANDS_HINT, self._can_be_done)

    @cached_property
    def shortcut_sheet(self) -> "Palette":
        """Every shortcut, by menu; made when it is first asked for."""
        from coopdesk.ui.palette import SHORTCUTS_HINT, Palette, shortcut_sheet

        return Palette(self._middle, SHORTCUTS_HINT, lambda: shortcut_sheet(self._run, self._can))

    def _can_be_done(self) -> "list[Entry]":
        """Return the commands, then the lists that can be shown and the records that can be begun."""
        from coopdesk.ui.palette import all_commands, kinds_of_record

        kinds = [name for screen in self.screens for name in screen.types]
        return [
            *all_commands(self._run, self._can),
            *kinds_of_record(kinds, self.open_list, self.new_record),
        ]

    def _tab(self, place: int) -> None:
        if 0 <= place < len(self.screens):
            screen = self.screens[place]
            self.stack.setCurrentWidget(screen)
            for name, one in COMMANDS.items():
                self._actions[name].setEnabled(not one.records or bool(screen.types))
            self._tell_page()

    def _busy(self, on: bool) -> None:
        self.status.busy(on)
        if not on and self.store is not None:
            changed = self.store.take_changes()
            if "ministry_settings" in changed:
                self._read_settings()
            for screen in self.screens:
                if screen.type in changed:
                    screen.refresh()
            if self.watch is not None:
                self.watch.look()

    def _look(self) -> None:
        """Show what was written since the last look, by another program too."""
        if not self.isActiveWindow() or not self.tasks.idle:
            return

        def show(seen: str) -> None:
            before = self._seen
            self._note(seen)
            if seen != before:
                self.renew()

        self.tasks.read(self._newest, show, lambda _: None)

    def _newest(self, _: Any) -> str:
        """Return how far the history has come, on the worker."""
        from coopdesk.operations.record import seen_now

        with self.open_store.session() as session:
            return seen_now(session)

    def _note(self, seen: str) -> None:
        self._seen = seen

    def _read_settings(self) -> None:
        from coopdesk.operations import desk

        store = self.open_store
        self.tasks.read(lambda _: desk.apply_settings(store), lambda _: self.retranslate())

    @property
    def open_store(self) -> "Store":
        """The open desk; there must be one."""
        assert self.store is not None
        return self.store


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application
