"""The way into a desk: the guide where there is none yet, else the passphrase; what follows is done on the worker."""

import gc
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from coopdesk.history.many import uncollected
from coopdesk.ui.tasks import Tasks
from coopdesk.ui.unlock import EntryPage, UnlockPage

if TYPE_CHECKING:
    from coopdesk.store.home import Store


class Entry(QObject):
    """``opened``: the desk (a ``Store``) is open; ``other_language``: the guide is to be shown in it."""

    opened = Signal(object)
    other_language = Signal()

    def __init__(self, home: Path, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._home, self._tasks = home, tasks
        self.page: EntryPage = self._unlock() if (home / "keys.json").exists() else self._guide()
        self.page.entered.connect(self._enter)

    def get_ready(self) -> None:
        """Import on the worker what opening a desk needs, while the person types the passphrase."""

        def work(_: Any) -> None:
            with uncollected():
                for name in ("operations.desk", "store.migrations", "ui.open_desk"):
                    import_module(f"coopdesk.{name}")

        # what was imported stays: the collector need not look through it again, which would stop the window
        self._tasks.read(work, lambda _: gc.freeze())

    def ask_again(self) -> None:
        """Ask for the passphrase of the desk that was locked."""
        if not isinstance(self.page, UnlockPage):
            self.page.deleteLater()
            self.page = self._unlock()
            self.page.entered.connect(self._enter)
        page = self.page
        assert isinstance(page, UnlockPage)
        page.tell_locked()

    def _unlock(self) -> UnlockPage:
        page = UnlockPage()
        page.forgotten.connect(self._recover)
        return page

    def _recover(self) -> None:
        from coopdesk.ui.officers.recover import RecoverDialog

        RecoverDialog(self._home, self._tasks, self.page).open()

    def _guide(self) -> EntryPage:
        from coopdesk.ui.first_run import FirstRun

        guide = FirstRun()
        guide.other_language.connect(self.other_language)
        return guide

    def _enter(self, values: dict[str, Any]) -> None:
        home = self._home

        def work(progress: Any) -> "Store":
            from coopdesk.operations import desk

            if not desk.exists(home):
                desk.init(home, **values, progress=progress)
            return desk.open_desk(home, values["passphrase"], program="CoopDesk (window)")

        self._tasks.write(work, self.opened.emit, self.page.refuse, lambda: self.page.wait(False))
