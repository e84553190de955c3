"""The two themes: every text stands out from whatever it lies on, and the look follows the system's where asked."""

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QPalette, QStyleHints
from PySide6.QtWidgets import QApplication, QLabel, QSpinBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from coopdesk import app, settings
from coopdesk.ui import theme
from coopdesk.ui.main_window import MainWindow

Role = QPalette.ColorRole
_PAIRS = (
    (Role.WindowText, Role.Window), (Role.Text, Role.Base), (Role.Text, Role.AlternateBase),
    (Role.ButtonText, Role.Button), (Role.HighlightedText, Role.Highlight), (Role.PlaceholderText, Role.Base),
    (Role.ToolTipText, Role.ToolTipBase), (Role.Link, Role.Window), (Role.Link, Role.Base),
    (Role.LinkVisited, Role.Base), (Role.BrightText, Role.Window),
)  # fmt: skip


def luminance(color: str) -> float:
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def rules(sheet: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the selectors of a style sheet with what each sets."""
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", sheet):
        yield selector.strip(), dict(re.findall(r"([\w-]+):\s*(#[0-9A-Fa-f]{6})\b", body))


@pytest.fixture(params=theme.THEMES)
def look(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[theme.Colors]:
    theme.apply(qapp, request.param)
    yield theme.THEMES[request.param]
    theme.apply(qapp, "light")


def test_texts_stand_out_from_every_ground(look: theme.Colors) -> None:
    texts = [look.text, look.secondary, look.accent, look.bad, look.good, look.attention, look.information]
    pairs = list(product(texts, (look.window, look.surface, look.raised)))
    pairs += [(look.on_accent, look.accent), (look.text, look.selection), (look.secondary, look.selection)]
    pairs += [(look.text, look.line)]
    for text, ground in pairs:
        assert contrast(text, ground) >= 4.5, (text, ground)


def test_texts_of_the_palette_stand_out(look: theme.Colors, qapp: QApplication) -> None:
    palette = qapp.palette()
    for text, ground in _PAIRS:
        assert contrast(palette.color(text).name(), palette.color(ground).name()) >= 4.5, (text, ground)


def test_texts_of_the_style_sheet_stand_out(look: theme.Colors, qapp: QApplication) -> None:
    seen = 0
    for selector, colors in rules(qapp.styleSheet()):
        if ":disabled" in selector:
            continue
        for text, ground in (("color", "background"), ("selection-color", "selection-background-color")):
            if text in colors:
                seen += 1
                for under in [colors[ground]] if ground in colors else [look.window, look.surface, look.raised]:
                    assert contrast(colors[text], under) >= 4.5, (selector, text)
    assert seen > 10


def test_what_has_the_focus_is_framed_so_that_it_is_seen(look: theme.Colors) -> None:
    for ground in (look.window, look.surface, look.raised):
        assert contrast(look.accent, ground) >= 3


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> dict[str, Qt.ColorScheme]:
    """What the system tells; a screen that is not there tells nothing by itself."""
    says = {"scheme": Qt.ColorScheme.Light}
    monkeypatch.setattr(QStyleHints, "colorScheme", lambda _: says["scheme"])
    return says


@pytest.fixture
def window(tmp_path: Path, qapp: QApplication, told: dict[str, Qt.ColorScheme]) -> Iterator[MainWindow]:
    settings.save(tmp_path, settings.Settings(theme="system"))
    made = app.window_for(tmp_path, qapp)
    yield made
    made.close()
    theme.apply(qapp, "light")


def change(told: dict[str, Qt.ColorScheme], scheme: Qt.ColorScheme) -> None:
    told["scheme"] = scheme
    QGuiApplication.styleHints().colorSchemeChanged.emit(scheme)


def test_the_look_follows_the_system(window: MainWindow, told: dict[str, Qt.ColorScheme]) -> None:
    assert theme.colors() is theme.LIGHT
    change(told, Qt.ColorScheme.Dark)
    assert theme.colors() is theme.DARK
    assert window.palette().color(Role.Window).name().upper() == theme.DARK.window
    change(told, Qt.ColorScheme.Unknown)
    assert theme.colors() is theme.LIGHT


def test_a_look_that_was_chosen_stays(window: MainWindow, told: dict[str, Qt.ColorScheme]) -> None:
    window.appearance.switch_theme()
    assert (window.settings.theme, theme.colors()) == ("light", theme.LIGHT)
    change(told, Qt.ColorScheme.Dark)
    assert theme.colors() is theme.LIGHT
    window.appearance.switch_theme()
    change(told, Qt.ColorScheme.Light)
    assert (window.settings.theme, theme.colors()) == ("dark", theme.DARK)
    window.appearance.switch_theme()
    assert (window.settings.theme, theme.colors()) == ("system", theme.LIGHT)


class _Nested(QLabel):
    """A label that counts how often its style changes."""

    times = 0

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        self.times += event.type() == QEvent.Type.StyleChange


def test_a_look_reaches_each_widget_once_however_deep_it_stands(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply(qapp, "light")
    outer = around = QWidget()
    qtbot.addWidget(outer)
    for _ in range(6):
        QVBoxLayout(around).addWidget(inner := QWidget())
        around = inner
    label = _Nested("words", around)
    outer.show()
    label.times = 0
    theme.apply(qapp, "dark")
    assert label.times == 1
    label.setObjectName("error")
    label.style().polish(label)
    assert label.palette().windowText().color().name().upper() == theme.DARK.bad
    theme.apply(qapp, "dark")
    assert label.times == 1
    theme.apply(qapp, "light")
    assert label.palette().windowText().color().name().upper() == theme.LIGHT.bad


@pytest.mark.parametrize("way", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_a_number_has_room_in_its_box(way: Qt.LayoutDirection, qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply(qapp, "light")
    box = QSpinBox()
    qtbot.addWidget(box)
    box.setObjectName("plain")
    box.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
    box.setLayoutDirection(way)
    box.resize(90, 38)
    box.show()
    assert box.lineEdit().width() > 60
