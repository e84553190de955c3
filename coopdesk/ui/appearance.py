"""How the window looks on this computer: language, light or dark, zoom; kept between two starts."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from coopdesk import settings as kept
from coopdesk.i18n import language, set_language
from coopdesk.ui import direction, theme, zoom

_LOOKS = ("light", "dark", "system")


class Appearance(QObject):
    """The settings of a home's window, and what applies them."""

    def __init__(self, home: Path, settings: kept.Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._home, self.settings = home, settings

    def switch_language(self) -> None:
        """Speak the other language, and turn the window to its side."""
        set_language("en" if language() == "ar" else "ar")
        self.settings.language = language()
        direction.apply(_application())

    def switch_theme(self) -> None:
        """Switch to the next look: light, dark, the system's."""
        place = _LOOKS.index(self.settings.theme) if self.settings.theme in _LOOKS else 0
        self.settings.theme = _LOOKS[(place + 1) % len(_LOOKS)]
        theme.apply(_application(), self.settings.theme)

    def follow_system(self) -> None:
        """The system changed between light and dark: follow it, if the person wants that."""
        if self.settings.theme == "system":
            theme.apply(_application(), self.settings.theme)

    def zoom(self, by: int) -> None:
        """Show everything a step larger (1), a step smaller (-1), or at its usual size (0)."""
        self.settings.zoom = zoom.after(self.settings.zoom, by) if by else zoom.STEPS[0]
        zoom.apply(_application(), self.settings.zoom)

    def save(self) -> None:
        """Keep the settings. Raises ``CannotWrite``."""
        kept.save(self._home, self.settings)


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application
