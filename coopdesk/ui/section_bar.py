"""The sections of a form over it: how far each is filled, and a way to each by one press."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QToolButton, QWidget

from coopdesk.i18n import N_, digits, tr
from coopdesk.ui import theme
from coopdesk.ui.direction import sized
from coopdesk.ui.list_flow import FlowLayout

_TOLD = N_("{name}: {filled} of {asked} filled")
_LACKS = N_("{name}: something is still required")
_LOWEST = 500
"""The height of a window under which the form needs all the room there is; its headings stay."""


class Progress(NamedTuple):
    """A section: its name, how many fields it has and how many are filled, and whether a required one is empty."""

    name: str
    filled: int
    asked: int
    lacks: bool


class SectionBar(QWidget):
    """``asked``: a person wants to go to the section of this number."""

    asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._flow = FlowLayout(self, theme.SMALL)
        self.buttons: list[QToolButton] = []

    def tell(self, sections: Sequence[Progress]) -> None:
        """Show how far each section is."""
        while len(self.buttons) < len(sections):
            button = QToolButton()
            button.setObjectName("chip")
            button.setFont(sized(self.font(), theme.SMALL_PT))
            button.clicked.connect(partial(self._press, len(self.buttons)))
            self.buttons.append(button)
            self._flow.addWidget(button)
        for button, one in zip(self.buttons, sections, strict=False):
            mark = "!" if one.lacks else "✓" if one.filled == one.asked else ""
            if one.asked < 0:
                count = digits(str(one.filled)) if one.filled else ""
            else:
                count = "" if one.filled == one.asked else digits(f"{one.filled}/{one.asked}")
            button.setText("  ".join(part for part in (one.name, count, mark) if part))
            told = (
                tr(_LACKS, name=one.name) if one.lacks else tr(_TOLD, name=one.name, filled=one.filled, asked=one.asked)
            )
            button.setToolTip(told if one.asked >= 0 else one.name)
            button.setAccessibleName(told if one.asked >= 0 else one.name)
        self.setVisible(len(sections) > 1 and self.window().height() >= theme.px(_LOWEST))

    def _press(self, place: int) -> None:
        self.asked.emit(place)
