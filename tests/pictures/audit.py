"""What may not be in any state of the window: a text that is cut, a control without a name, a text left in English."""

import gettext
import re
from collections.abc import Iterator
from functools import cache
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QTabBar,
    QToolButton,
    QWidget,
)  # fmt: skip

from coopdesk.paths import resource

_ROLES = (
    QAccessible.Role.PushButton, QAccessible.Role.EditableText, QAccessible.Role.ComboBox, QAccessible.Role.CheckBox,
    QAccessible.Role.Table, QAccessible.Role.List, QAccessible.Role.Tree, QAccessible.Role.RadioButton,
)  # fmt: skip
_W = TypeVar("_W", bound=QWidget)
_MARKS = re.compile("[\u200e\u200f\u2066-\u2069]")


def faults(root: QWidget, lang: str) -> list[str]:
    """Return what is wrong with everything that is shown in ``root``, each in a line."""
    shown = [one for one in _visible(root) if not one.visibleRegion().isEmpty()]
    return [*_cut(shown), *_nameless(root), *(_english(shown) if lang == "ar" else ())]


def _visible(widget: QWidget) -> Iterator[QWidget]:
    if widget.isVisible():
        yield widget
        for child in widget.children():
            if isinstance(child, QWidget):
                yield from _visible(child)


def _of(kind: type[_W], shown: list[QWidget]) -> Iterator[_W]:
    return (one for one in shown if isinstance(one, kind))


def _cut(shown: list[QWidget]) -> Iterator[str]:
    for label in _of(QLabel, shown):
        if not label.text() or not label.pixmap().isNull():
            continue
        if label.wordWrap():
            if label.height() + 1 < label.heightForWidth(label.width()):
                yield f"cut below: {label.text()[:60]}"
        elif label.width() + 1 < label.sizeHint().width():
            yield f"cut at the side: {label.text()[:60]} ({label.width()} of {label.sizeHint().width()})"
    for button in _of(QAbstractButton, shown):
        text = button.text().replace("&", "")
        if text and isinstance(button, QPushButton | QToolButton | QCheckBox | QRadioButton):
            room = button.fontMetrics().boundingRect(0, 0, 9999, 9999, 0, text).width()
            if button.width() < room or button.height() < button.fontMetrics().height():
                yield f"cut button: {text} ({button.width()} of {room})"
    for bar in _of(QTabBar, shown):
        for place in range(bar.count()):
            if bar.isTabVisible(place) and bar.tabRect(place).width() < bar.fontMetrics().horizontalAdvance(
                bar.tabText(place)
            ):
                yield f"cut tab: {bar.tabText(place)}"
    for line in _of(QLineEdit, shown):
        if line.placeholderText() and not line.text():
            room = line.fontMetrics().horizontalAdvance(line.placeholderText())
            if line.width() < room:
                yield f"cut hint: {line.placeholderText()} ({line.width()} of {room})"


def _nameless(root: QWidget) -> Iterator[str]:
    QAccessible.setActive(True)
    for one in _interfaces(QAccessible.queryAccessibleInterface(root)):
        widget = one.object()
        if (
            isinstance(widget, QWidget)
            and widget.isVisible()
            and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
            and widget.objectName() != "qt_spinbox_lineedit"
            and one.role() in _ROLES
            and not one.text(QAccessible.Text.Name)
        ):
            yield f"no name: {type(widget).__name__} in {type(widget.parent()).__name__}"


def _interfaces(one: QAccessibleInterface | None) -> Iterator[QAccessibleInterface]:
    if one is None or not one.isValid():
        return
    yield one
    widget = one.object()
    if isinstance(widget, QWidget) and not widget.isVisible():
        return
    for place in range(min(one.childCount(), 400)):
        yield from _interfaces(one.child(place))


def _english(shown: list[QWidget]) -> Iterator[str]:
    translated = _translated()
    for widget in shown:
        texts: list[str] = []
        if isinstance(widget, QLabel | QAbstractButton):
            texts = [widget.text()]
        if isinstance(widget, QLineEdit | QPlainTextEdit):
            texts = [widget.placeholderText()]
        if isinstance(widget, QTabBar):
            texts = [widget.tabText(place) for place in range(widget.count())]
        texts += [widget.toolTip(), widget.accessibleName()]
        for text in texts:
            if _MARKS.sub("", text).rstrip(" *…:") in translated:
                yield f"left in English: {text[:60]} in {type(widget).__name__}"


@cache
def _translated() -> frozenset[str]:
    """Return the English texts whose Arabic is another."""
    catalogue = gettext.translation("coopdesk", resource("locale"), languages=["ar"])
    found = catalogue._catalog  # type: ignore[attr-defined]
    texts = ((key.split("\4")[-1] if isinstance(key, str) else key[0], value) for key, value in found.items())
    return frozenset(key.rstrip(" *…:") for key, value in texts if key and value != key and "{" not in key)
