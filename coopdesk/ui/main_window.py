"""The main window: the tabs, the menus from the commands, the status line. It opens on the passphrase."""

from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QMainWindow,
    QMenu,
    QProgressBar,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from coopdesk import settings as kept
from coopdesk.errors import CannotWrite, CoopDeskError
from coopdesk.i18n import N_, is_rtl, language, set_language, tr
from coopdesk.ui import direction, theme
from coopdesk.ui.commands import COMMANDS, MENUS
from coopdesk.ui.first_run import FirstRun
from coopdesk.ui.messages import Notice
from coopdesk.ui.tasks import Tasks
from coopdesk.ui.unlock import EntryPage, UnlockPage

if TYPE_CHECKING:
    from coopdesk.store.home import Store
    from coopdesk.ui.record_screen import RecordScreen

_CANCEL, _TABS = N_("Cancel"), N_("Sections")
_BACKUP, _BACKUP_FILE, _BACKED_UP = N_("Back up…"), N_("CoopDesk backup"), N_("The backup is written: {name}")
_LOOK_EVERY = 2_000
"""Milliseconds between two looks whether another program wrote to this home."""
_WHOLE, _LANGUAGE = N_("Everything is whole."), N_("Language")


class MainWindow(QMainWindow):
    """The window of one home."""

    def __init__(self, home: Path, settings: kept.Settings) -> None:
        super().__init__()
        self._home, self._settings = home, settings
        self.store: Store | None = None
        self.screens: list[RecordScreen] = []
        self.tasks = Tasks(self)
        self.tasks.progress.connect(self._progress)
        self.tasks.busy.connect(self._busy)
        self.notice = Notice()
        self.tasks.failed.connect(self.notice.tell)
        self.tabs = QTabBar()
        self.tabs.setObjectName("tabs")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.currentChanged.connect(self._tab)
        self.tabs.hide()
        self.stack = QStackedWidget()
        self.unlock: EntryPage = UnlockPage() if (home / "keys.json").exists() else self._first_run()
        self.unlock.entered.connect(self._unlock)
        self.stack.addWidget(self.unlock)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self.notice)
        column.addWidget(self.stack, 1)
        self.setCentralWidget(middle)
        self._actions: dict[str, QAction] = {}
        self._menus: dict[str, QMenu] = {name: self.menuBar().addMenu("") for name in MENUS}
        for name, one in COMMANDS.items():
            action = QAction(self)
            action.setShortcut(QKeySequence(one.shortcut))
            action.triggered.connect(lambda _=False, run=one.run: run(self))
            action.setEnabled(not one.open_desk)
            self._menus[one.menu].addAction(action)
            self._actions[name] = action
        self._desk, self._bar, self._stop, self._switch = QLabel(), QProgressBar(), QToolButton(), QToolButton()
        self._desk.setTextFormat(Qt.TextFormat.PlainText)
        self._bar.setFixedWidth(180)
        self._bar.setTextVisible(False)
        self._stop.clicked.connect(self.tasks.cancel)
        self._switch.clicked.connect(self.switch_language)
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().addWidget(self._desk, 1)
        for widget in (self._bar, self._stop, self._switch):
            self.statusBar().addPermanentWidget(widget)
        self._busy(False)
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
    def screen(self) -> "RecordScreen":  # type: ignore[override]
        """The screen of the tab that is shown."""
        return self.screens[self.tabs.currentIndex()]

    def open_record(self, type: str, id: str) -> None:
        """Show a record of any type in the tab it belongs to."""
        for place, screen in enumerate(self.screens):
            if type in screen.types:
                self.tabs.setCurrentIndex(place)
                screen.go_to(type, id)

    def get_ready(self) -> None:
        """Import on the worker what opening a desk needs, while the person types the passphrase."""

        def work(_: Any) -> None:
            for name in ("operations.desk", "store.migrations", "ui.record_screen"):
                import_module(f"coopdesk.{name}")

        self.tasks.read(work, lambda _: None)

    def switch_language(self) -> None:
        """Show everything in the other language; what is typed stays."""
        set_language("en" if language() == "ar" else "ar")
        self._settings.language = language()
        direction.apply(_application())
        self.retranslate()

    def switch_theme(self) -> None:
        """Switch between light and dark."""
        self._settings.theme = "dark" if self._settings.theme == "light" else "light"
        theme.apply(_application(), self._settings.theme)

    def backup(self) -> None:
        """Ask where, and write a backup on the worker."""
        chosen, _ = QFileDialog.getSaveFileName(self, tr(_BACKUP), "coopdesk.backup", f"{tr(_BACKUP_FILE)} (*.backup)")
        if chosen:
            self.backup_to(Path(chosen))

    def backup_to(self, path: Path) -> None:
        """Write a backup on the worker, with progress."""
        from coopdesk.operations import upkeep

        store = self._open_store()
        self.tasks.write(
            lambda progress: upkeep.backup(store, path, progress),
            lambda _: self.notice.say(tr(_BACKED_UP, name=path.name)), self.notice.tell,
        )  # fmt: skip

    def check(self) -> None:
        """Look on the worker whether everything is whole, and say so."""
        from coopdesk.operations import upkeep

        def told(found: list[dict[str, Any]]) -> None:
            self.notice.say("\n".join(one["message"] for one in found) or tr(_WHOLE))

        store = self._open_store()
        self.tasks.write(lambda progress: upkeep.check(store, progress), told, self.notice.tell)

    def retranslate(self) -> None:
        """Show everything in the present language."""
        self.setWindowTitle("CoopDesk")
        for name, menu in self._menus.items():
            menu.setTitle(tr(MENUS[name]))
        for name, one in COMMANDS.items():
            self._actions[name].setText(tr(one.label))
            self._actions[name].setStatusTip(tr(one.help))
        self._stop.setText(tr(_CANCEL))
        self._switch.setText("EN | ع")
        self._switch.setAccessibleName(tr(_LANGUAGE))
        self._switch.setToolTip(tr(_LANGUAGE))
        self.tabs.setAccessibleName(tr(_TABS))
        self.unlock.retranslate()
        if self.store is not None:
            from coopdesk.ui.screens import conferences, directory

            for place, module in enumerate((directory, conferences)):
                self.tabs.setTabText(place, tr(module.LABEL))
            self._tell_desk()
        for screen in self.screens:
            screen.retranslate()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close, unless something is not saved and the person stays."""
        if not all(screen.may_close() for screen in self.screens):
            event.ignore()
            return
        self._settings.geometry = bytes(self.saveGeometry().toHex().data()).decode("ascii")
        self._settings.tab = max(self.tabs.currentIndex(), 0)
        self._clock.stop()
        self.tasks.stop()
        if self.store is not None:
            with suppress(CannotWrite):  # how the window looked must not keep anybody from closing it
                kept.save(self._home, self._settings)
            self.store.close()
        event.accept()

    def _first_run(self) -> FirstRun:
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
        from coopdesk.ui.record_screen import RecordScreen
        from coopdesk.ui.screens import conferences, directory

        self.store = store
        for module in (directory, conferences):
            screen = RecordScreen(store, self.tasks, module.TYPES, by_name=module.BY_NAME)
            screen.context.asked.connect(self.open_record)
            self.screens.append(screen)
            self.stack.addWidget(screen)
            self.tabs.addTab(tr(module.LABEL))
        self.tabs.show()
        for action in self._actions.values():
            action.setEnabled(True)
        self.unlock.forget()
        self.tabs.setCurrentIndex(min(self._settings.tab, 1))
        self._tab(self.tabs.currentIndex())
        self._tell_desk()
        self._clock.start()

    def _tell_desk(self) -> None:
        from coopdesk.operations import desk

        store = self._open_store()

        def show(found: dict[str, str | None]) -> None:
            first, second = ("name_ar", "name_en") if is_rtl() else ("name_en", "name_ar")
            self._desk.setText(f"  {found[first] or found[second]} · \u2066{found['code']}\u2069")

        self.tasks.read(lambda _: desk.identity(store), show)

    def _tab(self, place: int) -> None:
        if 0 <= place < len(self.screens):
            self.stack.setCurrentWidget(self.screens[place])

    def _busy(self, on: bool) -> None:
        self._bar.setVisible(on)
        self._stop.setVisible(on)
        if on:
            self._bar.setRange(0, 0)
        elif self.store is not None:
            changed = self.store.take_changes()
            if "ministry_settings" in changed:
                self._read_settings()
            for screen in self.screens:
                if screen.type in changed:
                    screen.refresh()

    def _look(self) -> None:
        """Show what was written since the last look, by another program too."""
        if not self.isActiveWindow() or not self.tasks.idle:
            return
        from coopdesk.operations.record import seen_now

        store = self._open_store()

        def work(_: Any) -> str:
            with store.session() as session:
                return seen_now(session)

        def show(seen: str) -> None:
            before, self._seen = self._seen, seen
            if seen != before:
                for screen in self.screens:
                    screen.renew()

        self.tasks.read(work, show, lambda _: None)

    def _read_settings(self) -> None:
        from coopdesk.operations import desk

        store = self._open_store()
        self.tasks.read(lambda _: desk.apply_settings(store), lambda _: self.retranslate())

    def _progress(self, done: int, total: int) -> None:
        self._bar.setRange(0, max(total, 0))
        self._bar.setValue(done)

    def _open_store(self) -> "Store":
        assert self.store is not None
        return self.store


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application
