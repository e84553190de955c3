"""The money of one project or of a list: figures, tables, charts by year, source, country, sector and channel, pledges
against payments, what is given in kind, and what a capital returns. A figure, or a bar, leads to what it counts."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from coopdesk.documents import money_charts
from coopdesk.i18n import N_, Text, tr
from coopdesk.operations.listing import Listing
from coopdesk.operations.projects import counted_money, money
from coopdesk.operations.projects.counted_money import Counted
from coopdesk.records.project_money import BY, WHAT, MoneyFigures
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.chart import Chart
from coopdesk.ui.context import Context
from coopdesk.ui.direction import sized
from coopdesk.ui.inputs import StillBox
from coopdesk.ui.list_flow import FlowLayout
from coopdesk.ui.messages import Notice
from coopdesk.ui.projects import money_words as words
from coopdesk.ui.projects.counted_dialog import CountedDialog
from coopdesk.ui.projects.money_tables import FigureTable

_IN, _BY = N_("Counted in"), N_("Counted by")
_HINT = N_("Enter, or a click, on a figure or on a bar shows what it counts. F1 says what is counted as what.")
_NOTHING = N_("Nothing is entered of money yet. Budgets and transactions are written in the form.")
_CHART = 1.25
"""How much more than on paper a chart needs on the screen."""
Asks = tuple[str, str, str | None, str]
"""What a figure counts: what, by what, its key, and what that is called."""


Source = Callable[[], Listing]
"""Reads on the worker which projects are counted."""


class _Read(NamedTuple):
    projects: Listing
    figures: MoneyFigures
    currencies: list[str]


class MoneyPane(QScrollArea):
    """``currency``: the one in which is counted; ``by``: by what the table of figures is; ``asked``: a project was
    chosen."""

    asked = Signal(str)

    def __init__(self, context: Context, notice: Notice) -> None:
        super().__init__(widgetResizable=True)
        self._store, self._tasks, self._notice = context.store, context.tasks, notice
        self._source: Source | None = None
        self._projects: Listing | None = None
        self.found: MoneyFigures | None = None
        self.currency, self.by = StillBox(), StillBox()
        self._in, self._by = QLabel(), QLabel()
        self.told, self._hint = sentence(quiet=True), sentence(quiet=True)
        self._strip = QWidget()
        self._flow = FlowLayout(self._strip, theme.WIDE)
        self.figures: dict[str, QLabel] = {}
        self.table, self.providers, self.in_kind, self.returns = (FigureTable() for _ in range(4))
        for table in (self.table, self.providers):
            table.asked.connect(self._show_counted)
        self.returns.asked.connect(lambda id: self.asked.emit(id))
        for one in BY:
            self.by.addItem("", one)
        self.currency.activated.connect(lambda _: self.read())
        self.by.currentIndexChanged.connect(lambda _: self._show_table())
        head, which, inner = QHBoxLayout(), QHBoxLayout(), QWidget()
        for row, label, box in ((head, self._in, self.currency), (which, self._by, self.by)):
            label.setBuddy(box)
            row.addWidget(label)
            row.addWidget(box)
            row.addStretch(1)
        inner.setObjectName("page")
        self.charts: list[Chart] = []
        self._charts = QVBoxLayout()
        self._charts.setSpacing(theme.GAP)
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        column.setSpacing(theme.SPACE)
        column.addLayout(head)
        column.addWidget(self._strip)
        column.addWidget(self.told)
        column.addLayout(which)
        for widget in (self.table, self._hint, self.providers):
            column.addWidget(widget)
        column.addLayout(self._charts)
        for widget in (self.returns, self.in_kind):
            column.addWidget(widget)
        column.addStretch(1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inner)
        self._which: list[QWidget] = [self._by, self.by, self._hint]
        self.retranslate()

    def count(self, source: Source) -> None:
        """Show the money of these projects."""
        self._source = source
        self.read()

    def read(self) -> None:
        """Count on the worker; what is counted for an older question is not shown."""
        source, store, currency = self._source, self._store, self.currency.currentData() or ""
        if source is None:
            return

        def work(_: object) -> _Read:
            projects = source()
            return _Read(projects, money.figures(store, projects, currency), money.currencies(store, projects))

        def show(read: _Read) -> None:
            if source is self._source:
                self._show(read)

        self._tasks.read(work, show, self._notice.tell)

    def retranslate(self) -> None:
        """Show names in the present language; the figures come with the next reading."""
        for label, box, text in ((self._in, self.currency, _IN), (self._by, self.by, _BY)):
            label.setText(tr(text))
            box.setAccessibleName(tr(text))
        for place, text in enumerate(BY.values()):
            self.by.setItemText(place, tr(text))
        self._hint.setText(tr(_HINT))

    def _show(self, read: _Read) -> None:
        found = self.found = read.figures
        self._projects = read.projects
        self.currency.clear()
        for one in read.currencies:
            self.currency.addItem(one, one)
        self.currency.setCurrentIndex(max(self.currency.findData(found.currency), 0))
        self._show_strip(found)
        lines = words.unconverted(found)
        if not (any(found.sums.values()) or lines or found.returns or found.target or found.capital or found.in_kind):
            lines.append(tr(_NOTHING))
        self.told.setText("\n".join(lines))
        self.told.setVisible(bool(lines))
        for widget in self._which:
            widget.setVisible(any(found.sums.values()))
        self._show_table()
        self.providers.show_rows(*words.providers(found), texts=1)
        self.in_kind.show_rows(*words.in_kind(found), texts=1)
        self.returns.show_rows(*words.returns(found), texts=1)
        self._draw(found)

    def _show_strip(self, found: MoneyFigures) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.figures = {}
        for label, text in words.strip(found):
            holder, figure, name = QWidget(), QLabel(text), QLabel(tr(label))
            figure.setFont(sized(self.font(), theme.TITLE_PT, strong=True))
            figure.setAccessibleName(f"{tr(label)}: {text}")
            name.setObjectName("label")
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            column.addWidget(figure)
            column.addWidget(name)
            self.figures[label.msgid] = figure
            self._flow.addWidget(holder)
        self._strip.setVisible(bool(self.figures))

    def _show_table(self) -> None:
        if self.found is not None:
            self.table.show_rows(*words.rows(self.found, self.by.currentData()))

    def _draw(self, found: MoneyFigures) -> None:
        while (item := self._charts.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.charts = []
        _, unit = money_charts.unit(found)
        for one in money_charts.charts(found):
            title, chart = QLabel(words.titled(one.title, unit)), Chart()
            title.setFont(sized(self.font(), theme.SECTION_PT, strong=True))
            chart.setAccessibleName(title.text())
            chart.setFixedHeight(theme.px(round(one.height * _CHART)))
            chart.lead()
            chart.pressed.connect(partial(self._pressed, _BY_TITLE[one.title]))
            chart.show_chart(one.drawn)
            self.charts.append(chart)
            self._charts.addWidget(title)
            self._charts.addWidget(chart)

    def _pressed(self, by: str, group: str, series: str) -> None:
        """Show what a bar counts."""
        row = next((one for one in self.found.by[by] if one.title == group), None) if self.found is not None else None
        what = next((name for name, text in (*WHAT.items(), ("paid", words.PAID)) if tr(text) == series), None)
        if row is not None and what is not None:
            self._show_counted((what, by, row.key, row.title))

    def _show_counted(self, asks: Asks) -> None:
        what, by, key, title = asks
        projects, store, found = self._projects, self._store, self.found
        if projects is None or found is None:
            return

        def show(lines: list[Counted]) -> None:
            if projects is self._projects:
                CountedDialog(words.counted(what, title), lines, self, several=len(projects) > 1).open()

        def work(_: object) -> list[Counted]:
            several = words.PARTS.get(what, (what,))
            lines = [
                line for one in several
                for line in counted_money.counted(store, projects, one, by, key, found.currency)
            ]  # fmt: skip
            return sorted(lines, key=lambda one: one.on)

        self._tasks.read(work, show, self._notice.tell)


_BY_TITLE: Mapping[Text, str] = {
    N_("Money by year"): "year", N_("Money by source"): "source", N_("Money by country"): "country",
    N_("Money by sector"): "sector",
}  # fmt: skip
"""By what each chart is."""
