"""Colours, spacing and sizes of the window, light and dark, at every zoom. The only module that knows them.

The sizes are those of the present zoom: read them as ``theme.ROW`` when they are used, and take any other length in
pixels through ``px``.
"""

import re
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from coopdesk.i18n import Language
from coopdesk.paths import resource

SMALL, GAP, SPACE, WIDE = 4, 8, 16, 24
ROW = 36
_LOW = 500
"""The height of a window under which what can be done without gives its room."""
BODY_PT, SMALL_PT, SECTION_PT, TITLE_PT = 10.5, 9.5, 12.5, 18.0
LINE_HEIGHT: dict[Language, float] = {"en": 1.45, "ar": 1.6}
"""The distance of two lines, in sizes of the letter."""
_SIZES = {name: globals()[name] for name in ("SMALL", "GAP", "SPACE", "WIDE", "ROW")}
_POINTS = {name: globals()[name] for name in ("BODY_PT", "SMALL_PT", "SECTION_PT", "TITLE_PT")}
_percent = 100
_FOCUSED = r"border: 2px solid (#\w+); padding: (\d+)px (\d+)px"
_LENGTH = r"(\d+)px"


@dataclass(frozen=True)
class Colors:
    """The tokens of one theme, as #RRGGBB."""

    accent: str
    on_accent: str
    window: str
    surface: str
    raised: str
    line: str
    strong_line: str
    text: str
    secondary: str
    disabled: str
    good: str
    attention: str
    bad: str
    information: str
    selection: str


LIGHT = Colors(
    accent="#8A1538", on_accent="#FFFFFF", window="#F6F5F4", surface="#FFFFFF", raised="#FFFFFF", line="#E3E0DD",
    strong_line="#B9B4AF", text="#1D1B1A", secondary="#5E5853", disabled="#9A948E", good="#1F7A4D",
    attention="#A35E00", bad="#B3261E", information="#1F5F99", selection="#F1E3E7",
)  # fmt: skip
DARK = Colors(
    accent="#E07C96", on_accent="#1B0A10", window="#17181A", surface="#1F2023", raised="#26282B", line="#34363A",
    strong_line="#55585E", text="#F1EFED", secondary="#B5B0AB", disabled="#77736F", good="#5CC594",
    attention="#E3A54A", bad="#F2817A", information="#7FB6E6", selection="#4D363E",
)  # fmt: skip
THEMES = {"light": LIGHT, "dark": DARK}


def colors() -> Colors:
    """Return the tokens of the theme in use."""
    application = QApplication.instance()
    name = application.property("coopdesk_theme") if application else None
    return THEMES.get(str(name), LIGHT)


def px(length: int) -> int:
    """Return a length of 100 per cent at the present zoom; lines of one and two pixels stay as thin."""
    return length if length < 3 else round(length * _percent / 100)


def is_low(widget: QWidget) -> bool:
    """Tell whether the window of a widget is so low that what is not needed there must give its room."""
    return widget.window().height() < px(_LOW)


def resize(window: QWidget, width: int, height: int) -> None:
    """Give a window a size of 100 per cent at the present zoom, as far as its screen has room for it."""
    window.resize(QSize(px(width), px(height)).boundedTo(window.screen().availableSize()))


def apply(application: QApplication, name: str) -> None:
    """Give the whole application a theme: "light", "dark", or "system" for the one the system tells, if it does."""
    if name == "system":
        name = "dark" if application.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"
    tokens = THEMES.get(name, LIGHT)
    application.setProperty("coopdesk_theme", name if name in THEMES else "light")
    application.setPalette(_palette(tokens))
    _dress(application, _at_zoom(_sheet(tokens)))


def zoom(application: QApplication, percent: int) -> float:
    """Give the sizes, the font and the style sheet another zoom; returns by how much they grew."""
    global _percent
    grown = percent / _percent
    _percent = percent
    globals().update({name: px(size) for name, size in _SIZES.items()})
    globals().update({name: size * percent / 100 for name, size in _POINTS.items()})
    font = application.font()
    font.setPointSizeF(BODY_PT)
    application.setFont(font)
    _dress(application, _at_zoom(_sheet(colors())))
    return grown


def _dress(application: QApplication, sheet: str) -> None:
    """Give the application a style sheet, in one pass over its widgets.

    Where one sheet is set over another, Qt polishes each widget once for every widget around it, which a person waits
    two seconds for. Of a style that has forgotten its sheet it polishes none, and a new style polishes each once.
    """
    if sheet != application.styleSheet():
        application.style().unpolish(application)
        application.setStyleSheet(sheet)
        application.setStyle("Fusion")


def _at_zoom(sheet: str) -> str:
    """Return a style sheet with its lengths at the present zoom; a field keeps its size when the focus thickens it."""
    if _percent == 100:
        return sheet
    sheet = re.sub(
        _FOCUSED,
        lambda one: (
            f"border: 2px solid {one[1]}; padding: " + " ".join(f"{px(int(one[place]) + 1) - 1}PX" for place in (2, 3))
        ),
        sheet,
    )
    return re.sub(_LENGTH, lambda one: f"{px(int(one[1]))}px", sheet).replace("PX", "px")


def _palette(tokens: Colors) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for one, color in (
        (role.Window, tokens.window), (role.WindowText, tokens.text), (role.Base, tokens.surface),
        (role.AlternateBase, tokens.window), (role.Text, tokens.text), (role.Button, tokens.raised),
        (role.ButtonText, tokens.text), (role.BrightText, tokens.bad), (role.ToolTipBase, tokens.raised),
        (role.ToolTipText, tokens.text), (role.PlaceholderText, tokens.secondary), (role.Highlight, tokens.selection),
        (role.HighlightedText, tokens.text), (role.Link, tokens.accent), (role.LinkVisited, tokens.accent),
        (role.Light, tokens.surface), (role.Midlight, tokens.line), (role.Mid, tokens.strong_line),
        (role.Dark, tokens.strong_line), (role.Shadow, tokens.strong_line), (role.Accent, tokens.accent),
    ):  # fmt: skip
        palette.setColor(one, QColor(color))
    for one in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, one, QColor(tokens.disabled))
    return palette


def _check(t: Colors) -> str:
    return resource("pictures", "check-dark.svg" if t is DARK else "check-light.svg").as_posix()


def _sheet(t: Colors) -> str:
    return f"""
    QWidget#page, QScrollArea#page, QWidget#surface {{ background: {t.surface}; }}
    QLineEdit, QComboBox, QSpinBox#plain {{ min-height: 22px; }}
    QLineEdit, QPlainTextEdit, QComboBox, QSpinBox#plain {{ background: {t.surface}; border: 1px solid {t.strong_line};
        border-radius: 6px; padding: 5px 8px; selection-background-color: {t.accent};
        selection-color: {t.on_accent}; }}
    QComboBox QLineEdit, QComboBox QLineEdit:focus {{ border: none; padding: 0; min-height: 0; }}
    QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QSpinBox#plain:focus {{ border: 2px solid {t.accent};
        padding: 4px 7px; }}
    QSpinBox#plain::up-button, QSpinBox#plain::down-button {{ subcontrol-origin: border; width: 0; border: none; }}
    QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] {{ border-color: {t.bad}; }}
    QComboBox::drop-down {{ border: none; width: 24px; }}
    QPushButton {{ background: {t.raised}; border: 1px solid {t.strong_line}; border-radius: 6px;
        padding: 6px 14px; }}
    QPushButton:hover {{ border-color: {t.accent}; }}
    QPushButton:focus {{ border: 2px solid {t.accent}; padding: 5px 13px; }}
    QPushButton:disabled {{ color: {t.disabled}; border-color: {t.line}; }}
    QPushButton[primary="true"] {{ background: {t.accent}; color: {t.on_accent}; border-color: {t.accent}; }}
    QPushButton[primary="true"]:disabled {{ background: {t.line}; color: {t.disabled}; border-color: {t.line}; }}
    QToolButton {{ border: 1px solid transparent; border-radius: 6px; padding: 5px 9px; background: transparent; }}
    QToolButton:hover, QToolButton:checked {{ background: {t.selection}; }}
    QToolButton:focus {{ border-color: {t.accent}; }}
    QToolButton::menu-indicator {{ image: none; }}
    QToolButton#mark {{ padding: 0 4px; color: {t.attention}; }}
    QTabBar QToolButton {{ padding: 0; }}
    QTabBar::scroller {{ width: 32px; }}
    QTabBar#tabs::tab {{ padding: 9px 16px; border: none; border-bottom: 3px solid transparent; }}
    QTabBar#tabs::tab:selected {{ border-bottom-color: {t.accent}; color: {t.accent}; }}
    QTabWidget::pane {{ border: none; border-top: 1px solid {t.line}; }}
    QTabWidget QTabBar::tab {{ padding: 8px 14px; border: none; border-bottom: 2px solid transparent; }}
    QTabWidget QTabBar::tab:selected {{ border-bottom-color: {t.accent}; }}
    QTableView {{ background: {t.surface}; border: none; gridline-color: transparent; outline: 0; }}
    QTableView::item {{ border-bottom: 1px solid {t.line}; padding: 0 5px; }}
    QTableView::item:selected {{ background: {t.selection}; color: {t.text}; }}
    QHeaderView {{ background: {t.surface}; border: none; }}
    QHeaderView::section {{ background: {t.surface}; color: {t.secondary}; border: none;
        border-bottom: 1px solid {t.strong_line}; padding: 7px 8px; }}
    QListWidget {{ background: {t.window}; border: none; outline: 0; padding: 12px 8px; }}
    QListWidget::item {{ padding: 0 10px; border-radius: 6px; }}
    QListWidget::item:hover {{ background: {t.line}; }}
    QListWidget::item:selected {{ background: {t.selection}; color: {t.text}; }}
    QScrollBar {{ background: transparent; border: none; margin: 0; }}
    QScrollBar:vertical {{ width: 12px; }}
    QScrollBar:horizontal {{ height: 12px; }}
    QScrollBar::handle {{ background: {t.strong_line}; border-radius: 4px; margin: 2px; }}
    QScrollBar::handle:vertical {{ min-height: 32px; }}
    QScrollBar::handle:horizontal {{ min-width: 32px; }}
    QScrollBar::handle:hover {{ background: {t.secondary}; }}
    QAbstractScrollArea::corner {{ background: transparent; border: none; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QSplitter::handle {{ background: {t.line}; width: 1px; }}
    QStatusBar {{ border-top: 1px solid {t.line}; }}
    QFrame#line {{ border: 1px solid {t.line}; border-radius: 6px; background: {t.surface}; }}
    QFrame#told {{ border: 1px solid {t.information}; border-radius: 6px; background: {t.surface}; }}
    QFrame#notice {{ border: 1px solid {t.bad}; border-radius: 6px; background: {t.surface}; }}
    QLabel#label, QLabel#quiet {{ color: {t.secondary}; }}
    QFrame#standing {{ border: 1px solid {t.line}; border-radius: 6px; background: {t.window}; }}
    QLabel#error {{ color: {t.bad}; }}
    QLabel#good {{ color: {t.good}; }}
    QLabel#unsaved, QLabel#remark, QLabel#attention {{ color: {t.attention}; }}
    QScrollArea {{ border: none; }}
    QTextBrowser#page {{ background: {t.surface}; border: none; }}
    QLabel#pill {{ background: {t.selection}; color: {t.text}; border-radius: 9px; padding: 2px 9px; }}
    QWidget#side {{ background: {t.window}; }}
    QListWidget#values {{ background: {t.raised}; padding: 0; }}
    QListWidget#values::item {{ padding: 3px 6px; }}
    QListWidget#rows {{ background: transparent; padding: 0; }}
    QTreeView {{ background: transparent; border: none; outline: 0; }}
    QTreeView::item {{ padding: 4px 2px; border-radius: 6px; }}
    QTreeView::item:hover {{ background: {t.line}; }}
    QTreeView::item:selected {{ background: {t.selection}; color: {t.text}; border-radius: 0; }}
    QTreeView#rows {{ background: {t.surface}; }}
    QTreeView#rows::item {{ border-bottom: 1px solid {t.line}; border-radius: 0; padding: 7px 4px; }}
    QToolButton#pill {{ border: 1px solid {t.strong_line}; border-radius: 9px; padding: 0 8px; color: {t.text}; }}
    QToolButton#pill:hover, QToolButton#pill:focus {{ border-color: {t.accent}; }}
    QToolButton#pill:disabled {{ border-color: {t.line}; color: {t.secondary}; }}
    QToolButton#chip {{ border: 1px solid {t.line}; border-radius: 14px; padding: 4px 10px; background: {t.surface}; }}
    QToolButton#chip:hover, QToolButton#chip:focus {{ border-color: {t.accent}; }}
    QToolButton#chip[filled="true"] {{ background: {t.selection}; border-color: {t.accent}; color: {t.text}; }}
    QToolButton#chip[mark="left"] {{ padding-left: 26px; }}
    QToolButton#chip[mark="right"] {{ padding-right: 26px; }}
    QListWidget#values::indicator {{ width: 14px; height: 14px; border: 1px solid {t.strong_line}; border-radius: 3px;
        background: {t.surface}; }}
    QListWidget#values::indicator:checked {{ background: {t.accent}; border-color: {t.accent};
        image: url({_check(t)}); }}
    QFrame#popup {{ background: {t.raised}; border: 1px solid {t.strong_line}; border-radius: 6px; }}
    QFrame#picker {{ background: {t.raised}; border: 1px solid {t.strong_line}; }}
    QMenu {{ background: {t.raised}; border: 1px solid {t.strong_line}; }}
    QMenu::item {{ padding: 4px 28px; }}
    QMenu::item:selected {{ background: {t.selection}; }}
    QMenu::item:disabled {{ color: {t.disabled}; }}
    QMenu::separator {{ height: 1px; background: {t.line}; }}
    QMenu::indicator {{ width: 14px; height: 14px; border: 1px solid {t.strong_line}; border-radius: 3px; }}
    QMenu::indicator:checked {{ background: {t.accent}; border-color: {t.accent}; image: url({_check(t)}); }}
    QPushButton:checked {{ background: {t.selection}; border-color: {t.accent}; }}
    QToolTip {{ background: {t.raised}; color: {t.text}; border: 1px solid {t.strong_line}; }}
    QCheckBox::indicator, QRadioButton::indicator {{ width: 16px; height: 16px; background: {t.surface};
        border: 1px solid {t.secondary}; border-radius: 4px; }}
    QRadioButton::indicator {{ border-radius: 8px; }}
    QCheckBox::indicator:checked {{ background: {t.accent}; border-color: {t.accent}; image: url({_check(t)}); }}
    QRadioButton::indicator:checked {{ border-color: {t.accent}; background: qradialgradient(cx: 0.5, cy: 0.5,
        radius: 0.5, fx: 0.5, fy: 0.5, stop: 0.55 {t.accent}, stop: 0.65 {t.surface}); }}
    QCheckBox:focus, QRadioButton:focus {{ color: {t.accent}; text-decoration: underline; }}
    QCheckBox#bare, QRadioButton#bare {{ spacing: 0; }}
    QCheckBox#bare::indicator:focus, QRadioButton#bare::indicator:focus {{ width: 14px; height: 14px;
        border: 2px solid {t.accent}; }}
    QProgressBar {{ border: none; border-radius: 2px; background: {t.line}; max-height: 8px; }}
    QProgressBar::chunk {{ border-radius: 2px; background: {t.accent}; }}
    QWidget#top {{ background: {t.window}; border-bottom: 1px solid {t.line}; }}
    QPushButton#field {{ background: {t.surface}; border-color: {t.line}; }}
    QPushButton#field:hover {{ border-color: {t.strong_line}; }}
    QFrame#column {{ background: {t.window}; border: 1px solid {t.window}; border-radius: 6px; }}
    QFrame#column[drop="yes"] {{ border-color: {t.accent}; }}
    QFrame#column[drop="no"] {{ border-color: {t.line}; }}
    QListView#cards {{ background: {t.window}; border: none; outline: 0; }}
    QToolButton#shape {{ border: 1px solid {t.strong_line}; padding: 3px 12px; }}
    QToolButton#shape:checked {{ background: {t.selection}; border-color: {t.accent}; color: {t.text}; }}
    QFrame#panel {{ background: {t.raised}; border: 1px solid {t.strong_line}; border-radius: 8px; }}
    QFrame#panel QListWidget {{ background: transparent; padding: 0; }}
    QLabel#key {{ border: 1px solid {t.line}; border-radius: 4px; padding: 2px 6px; background: {t.window}; }}
    """
