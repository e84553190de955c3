"""The sections of a form over it: how far each is filled, and a way to each by one press.

They take few lines, so that the form has the room: what finds no place in them is in the menu of the last chip."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from coopdesk.i18n import N_, P_, digits, ltr, tr
from coopdesk.ui import theme
from coopdesk.ui.direction import sized
from coopdesk.ui.list_flow import FlowLayout

_TOLD = N_("{name}: {filled} of {asked} filled")
_LACKS = N_("{name}: something is still required")
_MORE = P_("{n} more section", "{n} more sections")
_LINES = 2


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
        self.more = QToolButton()
        self.more.setObjectName("chip")
        self.more.setFont(sized(self.font(), theme.SMALL_PT))
        self.more.clicked.connect(self._offer)
        self._lacking: list[bool] = []

    def tell(self, sections: Sequence[Progress]) -> None:
        """Show how far each section is."""
        while len(self.buttons) < len(sections):
            button = QToolButton()
            button.setObjectName("chip")
            button.setFont(sized(self.font(), theme.SMALL_PT))
            button.clicked.connect(partial(self._press, len(self.buttons)))
            self.buttons.append(button)
            self._flow.addWidget(button)
        self._flow.removeWidget(self.more)
        self._flow.addWidget(self.more)
        self._lacking = [one.lacks for one in sections]
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
        self.setVisible(len(sections) > 1 and not theme.is_low(self))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show as many chips as find room, and the menu of the others where there are any."""
        margins = self.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        shown = len(self.buttons)
        self._tell_more(shown)
        while shown > 1 and self._lines(shown, room) > _LINES:
            shown -= 1
            self._tell_more(shown)
        for place, button in enumerate(self.buttons):
            button.setVisible(place < shown)
        self.more.setVisible(shown < len(self.buttons))

    def _lines(self, shown: int, room: int) -> int:
        """Return how many lines the first chips take, with that of the menu where it is needed."""
        chips = [*self.buttons[:shown], *([self.more] if shown < len(self.buttons) else [])]
        lines, taken = 1, 0
        for width in (chip.sizeHint().width() for chip in chips):
            if taken and taken + width > room:
                lines, taken = lines + 1, 0
            taken += width + theme.SMALL
        return lines

    def _tell_more(self, shown: int) -> None:
        left = len(self.buttons) - shown
        count = ltr(digits(f"+{left}"))
        self.more.setText(f"{count}  !" if any(self._lacking[shown:]) else count)
        self.more.setAccessibleName(tr(_MORE, n=left))
        self.more.setToolTip(tr(_MORE, n=left))

    def _offer(self) -> None:
        menu = QMenu(self)
        for place, button in enumerate(self.buttons):
            if button.isHidden():
                menu.addAction(button.text(), partial(self._press, place))
        menu.aboutToHide.connect(menu.deleteLater)
        edge = self.more.mapToGlobal(self.more.rect().bottomLeft())
        menu.popup(edge if not self.isRightToLeft() else edge + QPoint(self.more.width() - menu.sizeHint().width(), 0))

    def _press(self, place: int) -> None:
        self.asked.emit(place)
