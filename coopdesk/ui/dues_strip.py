"""What is owed of conference reports, in counts over the list: each leads to what it counts."""

from collections import Counter
from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from coopdesk.i18n import N_, P_, RIGHT_TO_LEFT_MARK, is_rtl, number, tr
from coopdesk.operations import dues
from coopdesk.operations.dues import Kind, Owed
from coopdesk.ui import theme
from coopdesk.ui.context import Context
from coopdesk.ui.list_flow import FlowLayout

_COUNTED, _OVER = N_("{what}: {n}"), N_("{what}: {n}, {over}")
_ARE_OVER = P_("{n} over time", "{n} over time")


class DuesStrip(QWidget):
    """``asked``: show what is counted (type, what its list is asked)."""

    asked = Signal(str, dict)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._inner = QWidget()
        self._flow = FlowLayout(self._inner, theme.SMALL)
        self.buttons: dict[Kind, QToolButton] = {}
        for kind, (type, where) in dues.ASKS.items():
            button = QToolButton()
            button.setObjectName("pill")
            button.clicked.connect(lambda _=False, type=type, where=where: self.asked.emit(type, where))
            button.hide()
            self.buttons[kind] = button
            self._flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE, theme.GAP, theme.SPACE, theme.SMALL)
        column.addWidget(self._inner)
        self.hide()

    def refresh(self) -> None:
        """Count again on the worker, after all else."""
        store = self._context.store
        self._context.tasks.read(lambda _: dues.owed(store), self._show, later=True)

    def _show(self, owed: list[Owed]) -> None:
        counts = Counter(one.kind for one in owed)
        over = Counter(one.kind for one in owed if one.left is not None and one.left < 0)
        for kind, button in self.buttons.items():
            text = _said(kind, counts, over)
            button.setText(f"{RIGHT_TO_LEFT_MARK}{text}" if is_rtl() else text)
            button.setAccessibleName(text)
            button.setVisible(bool(counts[kind]))
        self.setVisible(bool(owed) and not theme.is_low(self))


def _said(kind: Kind, counts: Mapping[Kind, int], over: Mapping[Kind, int]) -> str:
    what, n = tr(dues.KINDS[kind]), number(counts[kind])
    return tr(_OVER, what=what, n=n, over=tr(_ARE_OVER, n=over[kind])) if over[kind] else tr(_COUNTED, what=what, n=n)
