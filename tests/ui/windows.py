"""Real windows on real homes, as the tests of the window open and close them."""

from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from coopdesk import app
from coopdesk.ui.list_pane import ListPane
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.record_screen import RecordScreen
from coopdesk.ui.screens import SCREENS, conferences, directory, home as home_tab, opportunities
from tests.conftest import PASSPHRASE

HOME, DIRECTORY, OPPORTUNITIES, REPORTS = (
    SCREENS.index(one) for one in (home_tab, directory, opportunities, conferences)
)
"""The places of the tabs."""


Part = TypeVar("Part", bound=QWidget)
_SOON = 300
"""The longest pause, in milliseconds, after which the window goes on by itself with what was begun."""


def settle(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until nothing is under way or about to begin, what arrived is shown, and the form that is shown is whole."""
    qtbot.waitUntil(Stillness(window).seen)


class Stillness:
    """Tells whether a window is still: three looks in a row, with what Qt had waiting done in between, for what one
    look finds may begin anew. The last look asks what is about to begin, which takes longest."""

    def __init__(self, window: MainWindow) -> None:
        self._window, self._looks = window, 0

    def seen(self) -> bool:
        still = self._window.tasks.idle and (self._looks < 2 or not about_to(self._window))
        self._looks = self._looks + 1 if still else 0
        return self._looks == 3


def look(qtbot: QtBot, window: MainWindow) -> None:
    """Go to a window, and let it look for what other programs wrote."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert window.watch is not None
    window.watch.look()
    settle(qtbot, window)


def about_to(window: MainWindow) -> bool:
    """Tell whether the window, or a dialog over it, will go on by itself soon."""
    waiting = any(
        one.isActive() and one.isSingleShot() and one.interval() <= _SOON for one in window.findChildren(QTimer)
    )
    form = window.page._form if window.page is not None else None
    return waiting or (form is not None and form.rows._slices.isActive())


def tab(window: MainWindow, qtbot: QtBot, kind: type[Part]) -> Part:
    """Come to a tab of the page; returns it when it has read."""
    assert window.page is not None
    found = next(one for one in window.page.side.tailored if isinstance(one, kind))
    window.page.side.setCurrentWidget(found)
    settle(qtbot, window)
    return found


def type_text(widget: QWidget, text: str) -> None:
    """Type as an input method does; key clicks cannot carry Arabic."""
    widget.setFocus()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def opened(home: Path, qtbot: QtBot, application: QApplication, passphrase: str = PASSPHRASE) -> MainWindow:
    """Open the window of a home and unlock it; whose passphrase it is, is at work. It goes on from Home to the
    Directory, where most of what is tried begins. What other programs wrote it looks for when a test says so."""
    made = app.window_for(home, application)
    made.resize(1366, 768)
    made.show()
    made.entry.get_ready()
    made.unlock.inputs["passphrase"].setText(passphrase)
    qtbot.mouseClick(made.unlock.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: made.store is not None)
    made.watch.stop()
    settle(qtbot, made)
    if made.tabs.currentIndex() == HOME:
        made.tabs.setCurrentIndex(DIRECTORY)
        made.screen.enter()
        settle(qtbot, made)
    return made


def closed(window: MainWindow) -> None:
    """Close a window, whatever was typed in it."""
    for screen in window.screens:
        for page in screen.pages.values():
            page.put_away()
    window.close()


def shown(pane: ListPane) -> list[str]:
    """Return the first column of a list, groups too."""
    model = pane.model
    return [model.data(model.index(line, 0)) for line in range(model.rowCount())]


def contacts(window: MainWindow, qtbot: QtBot) -> RecordScreen:
    """Go to the list of contacts."""
    window.tabs.setCurrentIndex(DIRECTORY)
    window.screen.kinds.setCurrentRow(window.screen.types.index("contact"))
    settle(qtbot, window)
    return window.screen


def values_of(pane: ListPane, name: str, qtbot: QtBot, window: MainWindow) -> dict[str, object]:
    """Open the chip of a field; returns its values by their titles."""
    pane.chips.open_field(name)
    settle(qtbot, window)
    popup = pane.chips.chips[name].popup
    items = [popup.list.item(line) for line in range(popup.list.count())]
    return {item.toolTip(): item for item in items}
