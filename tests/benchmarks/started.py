"""The program as ``startup`` starts it: it enters the passphrase by itself and tells when things were painted.

Nothing is imported here that the program would not import by then, so that the measure does not cost what it
measures.
"""

import sys
from time import perf_counter_ns
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication

from coopdesk import app
from coopdesk.__main__ import main
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.screens import SCREENS, directory

if TYPE_CHECKING:
    from coopdesk.store.home import Store


def run(home: str, passphrase: str, typing: int) -> None:
    """Be the program on a home, and print three numbers: when the window was painted, when the list was, and what
    stretching the passphrase took, in nanoseconds. ``typing``: for how many milliseconds the person types the
    passphrase. The second number is without the typing and the stretching."""
    told: list[int] = []

    class Watched(MainWindow):
        """The window, telling when it was painted and when its first list was."""

        _unpainted = True

        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
            super().paintEvent(event)
            if self._unpainted:
                self._unpainted = False
                QTimer.singleShot(0, self._painted)

        def _painted(self) -> None:
            told.append(perf_counter_ns())
            QTimer.singleShot(typing, self._enter)

        def _enter(self) -> None:
            self._typed = perf_counter_ns() - told[0] if typing else 0
            self._stretched = _watch_passphrase()
            self.unlock.inputs["passphrase"].setText(passphrase)
            self.unlock.button.click()

        def _opened(self, store: "Store") -> None:
            self.settings.tab = SCREENS.index(directory)
            super()._opened(store)
            self.records.model.dataChanged.connect(lambda *_: QTimer.singleShot(0, self._listed))

        def _listed(self) -> None:
            told.append(perf_counter_ns() - sum(self._stretched) - self._typed)
            told.append(sum(self._stretched))
            application = QApplication.instance()
            assert application is not None
            application.quit()

    app.MainWindow = Watched  # type: ignore[misc]
    sys.argv = ["coopdesk", "--home", home]
    main()
    print(*told)


def _watch_passphrase() -> list[int]:
    """Measure what stretching the passphrase takes; returns the list that will hold it."""
    from coopdesk.store import slots

    taken: list[int] = []
    unlock = slots.unlock

    def watched(*given: Any) -> Any:
        start = perf_counter_ns()
        found = unlock(*given)
        taken.append(perf_counter_ns() - start)
        return found

    slots.unlock = watched
    return taken
