"""The zoom of the window: what is built grows with the sizes that ``theme`` gives to what is built from now on.

A style sheet puts the fonts back that widgets had when they were made, so their sizes are noted before it is set.
Invariant: going up and down again leaves everything as it was. What a style sheet or a widget's own text decides
is left to them.
"""

from PySide6 import QtWidgets
from PySide6.QtCore import Qt

from coopdesk.ui import theme

STEPS = (100, 125, 150, 200)
_UNLIMITED = 16_777_215


def apply(application: QtWidgets.QApplication, percent: int) -> None:
    """Show everything at this zoom, one of ``STEPS``; any other is 100 per cent."""
    own = [one for one in application.allWidgets() if one.testAttribute(Qt.WidgetAttribute.WA_SetFont)]
    points = [one.font().pointSizeF() for one in own]
    grown = theme.zoom(application, percent if percent in STEPS else STEPS[0])
    if grown != 1:
        for widget in application.allWidgets():
            _grow(widget, grown)
        for widget, size in zip(own, points, strict=True):
            font = widget.font()
            font.setPointSizeF(size * grown)
            widget.setFont(font)


def after(percent: int, by: int) -> int:
    """Return the zoom so many steps above this one, or below it."""
    place = STEPS.index(percent) if percent in STEPS else 0
    return STEPS[min(max(place + by, 0), len(STEPS) - 1)]


def _grow(widget: QtWidgets.QWidget, by: float) -> None:
    layout = widget.layout()
    if layout is not None:
        for one in (layout, *layout.findChildren(QtWidgets.QLayout)):
            _grow_layout(one, by)
    _grow_limits(widget, by)
    if isinstance(widget, QtWidgets.QTableView):
        rows, columns = widget.verticalHeader(), widget.horizontalHeader()
        rows.setDefaultSectionSize(round(rows.defaultSectionSize() * by))
        for place in range(columns.count()):
            columns.resizeSection(place, round(columns.sectionSize(place) * by))
    if isinstance(widget, QtWidgets.QListWidget):
        for place in range(widget.count()):
            hint = widget.item(place).sizeHint()
            if hint.isValid():
                widget.item(place).setSizeHint(hint * by)


def _grow_layout(layout: QtWidgets.QLayout, by: float) -> None:
    if isinstance(layout, QtWidgets.QBoxLayout | QtWidgets.QGridLayout):
        around = layout.contentsMargins()
        layout.setContentsMargins(around * by)
        if isinstance(layout, QtWidgets.QGridLayout):
            layout.setHorizontalSpacing(round(layout.horizontalSpacing() * by))
            layout.setVerticalSpacing(round(layout.verticalSpacing() * by))
        else:
            layout.setSpacing(round(layout.spacing() * by))


def _grow_limits(widget: QtWidgets.QWidget, by: float) -> None:
    """Let the limits grow that the program set; a style sheet sets its own, and a fixed height follows the text."""
    least, most = widget.minimumSize(), widget.maximumSize()
    if least.width() and widget.property("_q_stylesheet_minw") is None:
        widget.setMinimumWidth(round(least.width() * by))
    if most.width() < _UNLIMITED and widget.property("_q_stylesheet_maxw") is None:
        widget.setMaximumWidth(round(most.width() * by))
    if least.height() == most.height():
        return
    if least.height() and widget.property("_q_stylesheet_minh") is None:
        widget.setMinimumHeight(round(least.height() * by))
    if most.height() < _UNLIMITED and widget.property("_q_stylesheet_maxh") is None:
        widget.setMaximumHeight(round(most.height() * by))
