"""Every screen and state of the window, one after another, as a person would bring it about."""

import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from coopdesk import app, settings
from coopdesk.operations import drafts
from coopdesk.ui.list_look import shapes_of
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.screens import SCREENS, directory
from tests.conftest import PASSPHRASE
from tests.ui.windows import Stillness

SIZES = ((1366, 768, 1.0), (1040, 720, 1.0), (1920, 1080, 1.0), (1366, 768, 2.0))
"""Width, height and zoom."""
State = tuple[str, QWidget]


def settle(shown: QWidget) -> None:
    """Wait until nothing is under way or about to begin, and what arrived is shown."""
    window: QWidget | None = shown.window()
    while not isinstance(window, MainWindow):
        assert window is not None
        parent = window.parentWidget()
        window = parent.window() if parent is not None else None
    application, stillness = QApplication.instance(), Stillness(window)
    assert application is not None
    while not stillness.seen():
        application.processEvents()
        time.sleep(0.003)


def kept(window: MainWindow, text: str) -> None:
    """Wait until a text that was typed stands in a draft."""
    while not any(text in str(one.changes) for one in drafts.kept(window.open_store)):
        settle(window)


def typed(widget: QWidget, text: str) -> None:
    """Type as an input method does; key clicks cannot carry Arabic."""
    widget.setFocus()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def first_run(home: Path, application: QApplication, size: tuple[int, int, float]) -> Iterator[State]:
    """Yield the steps of the guide of the first run."""
    window = open_window(home / "none", application, size)
    guide = window.unlock
    texts = {
        "code": "QA-DKR",
        "name_en": "Embassy in Dakar",
        "name_ar": "السفارة في دكار",
        "officer_ar": "الموظف المناوب",
    }
    for step in range(5):
        yield f"first-run-{step + 1}", window
        for name, text in texts.items():
            if guide.inputs[name].isVisible():
                typed(guide.inputs[name], text)
        if guide.inputs["passphrase"].isVisible():
            guide.inputs["passphrase"].setText(PASSPHRASE)
            guide.inputs["again"].setText("something else")
            guide.button.click()
            yield "first-run-refused", window
            guide.inputs["again"].setText(PASSPHRASE)
            guide.secret.kept.setChecked(True)
        if step < 4:
            guide.button.click()
    window.close()


def desk_states(home: Path, application: QApplication, size: tuple[int, int, float]) -> Iterator[State]:
    """Yield the states of an open desk with its examples."""
    window = open_window(home, application, size)
    yield "unlock", window
    unlock(window)
    yield "home", window
    for tab, screen in enumerate(window.screens):
        if not screen.types:
            continue
        window.tabs.setCurrentIndex(tab)
        for kind, name in enumerate(screen.types):
            screen.kinds.setCurrentRow(kind)
            settle(window)
            yield f"{name}-list", window
            for shape in shapes_of(name)[1:]:
                screen.list.shape_bar.buttons[shape].click()
                settle(window)
                yield f"{name}-{shape}", window
            screen.list.show_shape("table")
            settle(window)
            if screen.model.rowCount():
                screen.table.setCurrentIndex(screen.model.index(0, 0))
                settle(window)
                yield f"{name}-read", window
                for place in range(1, screen.page.side.count()):
                    screen.page.side.setCurrentIndex(place)
                    settle(window)
                    yield f"{name}-side-{place}", window
                screen.page.side.setCurrentIndex(0)
                screen.page.edit()
                settle(window)
                yield f"{name}-edit", window
                screen.page.read()
            screen.new()
            settle(window)
            yield f"{name}-new", window
            for one in application.topLevelWidgets():
                if isinstance(one, QDialog):
                    one.reject()
            screen.page.leave(lambda: None)
    yield from _searches(window)
    window.close()


def end_windows(application: QApplication) -> None:
    """Take every window away: a style sheet is laid over all that there are. A completer ends its own popup."""
    for widget in application.topLevelWidgets():
        if widget.parent() is None and widget.windowType() != Qt.WindowType.Popup:
            widget.hide()
            widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def unlock(window: MainWindow) -> None:
    """Give the passphrase, and wait until the desk is open."""
    window.unlock.inputs["passphrase"].setText(PASSPHRASE)
    window.unlock.button.click()
    while window.store is None:
        settle(window)
    settle(window)


def _searches(window: MainWindow) -> Iterator[State]:
    window.tabs.setCurrentIndex(SCREENS.index(directory))
    screen = window.screen
    screen.kinds.setCurrentRow(0)
    typed(screen.search, "لا شيء بهذا الاسم xyzzy")
    settle(window)
    yield "no-result", window
    screen.search.clear()
    settle(window)


def open_window(home: Path, application: QApplication, size: tuple[int, int, float]) -> MainWindow:
    """Open the window of a home in one of the sizes."""
    kept = settings.load(home if (home / "keys.json").exists() else home.parent)
    kept.zoom = round(size[2] * 100)
    home.mkdir(exist_ok=True)
    settings.save(home, kept)
    window = app.window_for(home, application)
    window.resize(size[0], size[1])
    window.show()
    settle(window)
    return window
