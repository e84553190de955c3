"""Composition root of the window: the only place that wires things together.

Nothing heavy is imported before the window is painted: no SQLAlchemy, ReportLab or Alembic.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from coopdesk import settings as kept
from coopdesk.i18n import set_language
from coopdesk.paths import default_home
from coopdesk.ui import direction, messages, theme, zoom
from coopdesk.ui.commands import COMMANDS
from coopdesk.ui.main_window import MainWindow

_AFTER_PAINT = 50


def run(words: Sequence[str]) -> int:
    """Open the window on the home that the words name, else on the default one; returns the exit status."""
    application = QApplication.instance() or QApplication(["coopdesk"])
    assert isinstance(application, QApplication)
    window = window_for(_home(words), application)
    sys.excepthook = messages.unexpected
    messages.support = lambda: COMMANDS["support_file"].run(window)
    window.show()
    QTimer.singleShot(_AFTER_PAINT, window.entry.get_ready)
    status: int = application.exec()
    return status


def window_for(home: Path, application: QApplication) -> MainWindow:
    """Return the window of a home, in its language and theme, not yet shown."""
    found = kept.load(home)
    if found.language in ("en", "ar"):
        set_language("ar" if found.language == "ar" else "en")
    application.setApplicationName("CoopDesk")
    direction.load_fonts(application)
    theme.apply(application, found.theme)
    zoom.apply(application, found.zoom)
    direction.apply(application)
    window = MainWindow(home, found)
    application.styleHints().colorSchemeChanged.connect(window.appearance.follow_system)
    return window


def _home(words: Sequence[str]) -> Path:
    for place, word in enumerate(words):
        if word == "--home" and place + 1 < len(words):
            return Path(words[place + 1])
        if word.startswith("--home="):
            return Path(word.removeprefix("--home="))
    return default_home()
