"""Real windows on real homes, as the tests of the window open and close them."""

from pathlib import Path

from PySide6.QtCore import Qt
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


def settle(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until nothing is under way, what arrived is shown, and the form that is shown is whole."""
    qtbot.waitUntil(lambda: window.tasks.idle, timeout=60_000)
    qtbot.wait(90)
    qtbot.waitUntil(lambda: window.tasks.idle and _whole(window), timeout=60_000)


def _whole(window: MainWindow) -> bool:
    form = window.page._form if window.page is not None else None
    return form is None or not form.rows._slices.isActive()


def type_text(widget: QWidget, text: str) -> None:
    """Type as an input method does; key clicks cannot carry Arabic."""
    widget.setFocus()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def opened(home: Path, qtbot: QtBot, application: QApplication, passphrase: str = PASSPHRASE) -> MainWindow:
    """Open the window of a home and unlock it; whose passphrase it is, is at work. It goes on from Home to the
    Directory, where most of what is tried begins."""
    made = app.window_for(home, application)
    made.resize(1366, 768)
    made.show()
    made.entry.get_ready()
    made.unlock.inputs["passphrase"].setText(passphrase)
    qtbot.mouseClick(made.unlock.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: made.store is not None, timeout=60_000)
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
