"""How many values of the matrix stand in which stage, by colour, shape and word; of all of it and of one period."""

from collections import Counter

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from coopdesk.fields import Choice
from coopdesk.i18n import N_, number, tr
from coopdesk.operations.indicators.matrix import Matrix
from coopdesk.periods import headed
from coopdesk.records.indicator import VALUE_STAGE
from coopdesk.ui import theme
from coopdesk.ui.indicators.matrix_cells import paint_stage
from coopdesk.ui.list_flow import FlowLayout

_COUNT, _OF_PERIOD = N_("{stage}: {n}"), N_("{stage}: {n}, of which {here} in {period}")
_STAGES = Choice(VALUE_STAGE)


class _Shape(QWidget):
    """The shape of a stage."""

    def __init__(self, stage: str) -> None:
        super().__init__()
        self._stage = stage
        self.setFixedSize(theme.px(14), theme.px(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        size = theme.px(9)
        painter = QPainter(self)
        paint_stage(painter, QRectF((self.width() - size) / 2, (self.height() - size) / 2, size, size), self._stage)
        painter.end()


class StageCounts(QWidget):
    """A line of four counts."""

    def __init__(self) -> None:
        super().__init__()
        self.labels: dict[str, QLabel] = {}
        self._told: tuple[Counter[str], Counter[str], str] = (Counter(), Counter(), "")
        flow = FlowLayout(self, theme.SPACE)
        for one in VALUE_STAGE:
            pair, label = QWidget(), QLabel()
            label.setTextFormat(Qt.TextFormat.PlainText)
            row = QHBoxLayout(pair)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(theme.SMALL)
            row.addWidget(_Shape(one.token))
            row.addWidget(label)
            flow.addWidget(pair)
            self.labels[one.token] = label

    def tell(self, matrix: Matrix, column: int | None) -> None:
        """Tell the counts of a matrix, and of the period of a column."""
        there = column is not None and 0 <= column < len(matrix.periods)
        here = matrix.stages[column] if there and column is not None else Counter[str]()
        period = matrix.periods[column] if there and column is not None else ""
        self._told = sum(matrix.stages, Counter()), here, period
        self.retranslate()

    def retranslate(self) -> None:
        """Show everything in the present language."""
        whole, here, period = self._told
        for stage, label in self.labels.items():
            text = _OF_PERIOD if period and here[stage] else _COUNT
            label.setText(tr(text, stage=_STAGES.label(stage), n=number(whole[stage]), here=number(here[stage]),
                             period=headed(period) if period else ""))  # fmt: skip
