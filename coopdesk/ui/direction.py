"""Fonts, and the direction in which the window reads. Qt's own Arabic ships with it and is loaded beside ours."""

from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from coopdesk.i18n import is_rtl, language
from coopdesk.ui import theme

_FAMILY = "IBM Plex Sans Arabic"
_LOADED = "coopdesk_fonts"


def load_fonts(application: QApplication) -> None:
    """Use the program's own font; where its package is missing the system's serves."""
    if not application.property(_LOADED):
        package = find_spec("fontpkg_ibm_plex_sans_arabic")
        if package is None or package.origin is None:
            return
        for weight in ("Regular", "SemiBold"):
            place = Path(package.origin).with_name("files") / f"IBMPlexSansArabic-{weight}.ttf"
            if QFontDatabase.addApplicationFont(str(place)) < 0:
                return
        application.setProperty(_LOADED, True)
    font = QFont(_FAMILY)
    font.setPointSizeF(theme.BODY_PT)
    application.setFont(font)


def apply(application: QApplication) -> None:
    """Give the application the direction and Qt's own texts of the present language."""
    old = application.property("coopdesk_translator")
    if isinstance(old, QTranslator):
        application.removeTranslator(old)
    translator = QTranslator(application)
    if translator.load(f"qtbase_{language()}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
    application.setProperty("coopdesk_translator", translator)
    QLocale.setDefault(QLocale("ar_QA" if is_rtl() else "en_GB"))
    right = Qt.LayoutDirection.RightToLeft
    application.setLayoutDirection(right if is_rtl() else Qt.LayoutDirection.LeftToRight)


def sized(font: QFont, points: float, *, strong: bool = False) -> QFont:
    """Return a font in another size and weight."""
    made = QFont(font)
    made.setPointSizeF(points)
    if strong:
        made.setWeight(QFont.Weight.DemiBold)
    return made
