"""Charts in the window: what stands in them is seen whole."""

import pytest
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication

from coopdesk.charts import Series, bars
from coopdesk.shapes import Word
from coopdesk.ui import direction
from coopdesk.ui.chart import Chart, fitted
from coopdesk.ui.direction import sized

NAMES = (
    "More than three years", "Related organization", "Fund or programme of the United Nations", "Somalia", "ODA",
    "أكثر من ثلاث سنوات", "منظمة ذات صلة بالأمم المتحدة",
)  # fmt: skip


@pytest.mark.parametrize("width", [220.0, 290.0, 340.0, 600.0])
def test_the_names_of_bars_begin_inside_the_chart(qapp: QApplication, width: float) -> None:
    direction.load_fonts(qapp)
    chart = Chart()
    drawing = bars(NAMES, [Series("", [1.0] * len(NAMES))], width, 200.0)
    for word in (one for one in drawing.shapes if isinstance(one, Word) and one.anchor == "end"):
        metrics = QFontMetricsF(sized(chart.font(), word.size * 0.86))
        assert metrics.horizontalAdvance(fitted(word, metrics)) <= word.x, word.text
