"""The tab of a candidature: the tally in large figures, the ledger by State, the chart by group, the map as tiles."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from coopdesk.documents import support_charts
from coopdesk.i18n import N_, Text, digits, number, tr
from coopdesk.operations import record
from coopdesk.operations.drafts import Draft
from coopdesk.operations.offers import ledger_of_support
from coopdesk.operations.offers.ledger_of_support import Ledger, Stand
from coopdesk.operations.record_types import View
from coopdesk.records import Endorsement, VoteRound
from coopdesk.records.tally import Tally
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.chart import Chart
from coopdesk.ui.direction import sized
from coopdesk.ui.inputs import StillBox
from coopdesk.ui.list_flow import FlowLayout
from coopdesk.ui.offers.ledger_table import LedgerTable
from coopdesk.ui.owned_table import OwnedTable
from coopdesk.ui.record_side import around
from coopdesk.ui.scrolled import scrolled
from coopdesk.ui.sheet_values import Around
from coopdesk.ui.tailored_tab import TailoredTab

FIGURES: tuple[tuple[Text, Callable[[Tally], float | None]], ...] = (
    (N_("Pledged"), lambda one: one.pledged),
    (N_("In writing"), lambda one: one.written),
    (N_("Discounted"), lambda one: one.discounted),
    (N_("Votes needed"), lambda one: one.needed),
    (N_("Lacking", "votes"), lambda one: one.lacking),
    (N_("Against"), lambda one: one.against),
)
"""What the strip tells of a tally, in its order."""

if TYPE_CHECKING:
    from coopdesk.ui.places import Page

_SHOWN: tuple[tuple[Text, Callable[[Stand], bool]], ...] = (
    (N_("In the ledger"), lambda one: bool(one.line)),
    (N_("Silent", "States"), lambda one: bool(one.line) and one.silent),
    (N_("Supports", "candidature"), lambda one: one.answer == "yes"),
    (N_("Not asked", "State"), lambda one: not one.line),
    (N_("All States"), lambda one: True),
)
_WHICH, _MAP, _CHART = N_("Which States are shown"), N_("Map of the answers"), N_("Answers by regional group")
_SHAPE, _LOWEST, _HIGHEST = 0.58, 240, 620
"""The height of the map beside its width, and its least and its greatest in pixels."""
_HINT = N_("Enter, or a double click, writes in a cell; Delete empties it. Each mission writes its own States.")


class _Read(NamedTuple):
    ledger: Ledger
    view: View
    around: Around


class SupportView(TailoredTab):
    """The figures, the ledger, the rounds and endorsements, the chart, the map, one under another."""

    LABEL = N_("Tally and map")

    def __init__(self, page: "Page") -> None:
        super().__init__(page)
        self._ledger: Ledger | None = None
        self.figures: list[QLabel] = []
        self._names: list[QLabel] = []
        self._strip = QWidget()
        flow = FlowLayout(self._strip, theme.WIDE)
        for _ in FIGURES:
            flow.addWidget(self._figure())
        self.which = StillBox()
        self.which.currentIndexChanged.connect(lambda _: self._show_rows())
        self.table = LedgerTable()
        self.table.noted.connect(self._note)
        self.table.refused.connect(page.notice.warn)
        self.rounds, self.endorsements = OwnedTable(VoteRound, page), OwnedTable(Endorsement, page)
        self.chart, self.map = Chart(), Chart()
        self._hint, self._boundaries = sentence(quiet=True), sentence(quiet=True)
        self._map_title, self._chart_title = QLabel(), QLabel()
        row = QHBoxLayout()
        row.addWidget(self.which)
        row.addStretch(1)
        inner = QWidget()
        inner.setObjectName("page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        column.setSpacing(theme.GAP)
        column.addWidget(self._strip)
        column.addLayout(row)
        for widget in (
            self.table, self._hint, self.rounds, self.endorsements, self._chart_title, self.chart, self._map_title,
            self.map, self._boundaries,
        ):  # fmt: skip
            column.addWidget(widget)
        column.addStretch(1)
        area = scrolled(inner)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        self.retranslate()

    def _figure(self) -> QWidget:
        holder, figure, name = QWidget(), QLabel("–"), QLabel()
        name.setObjectName("label")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(figure)
        column.addWidget(name)
        self.figures.append(figure)
        self._names.append(name)
        return holder

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the map the height that its width asks for."""
        super().resizeEvent(event)
        self.map.setMinimumHeight(max(theme.px(_LOWEST), min(round(self.width() * _SHAPE), theme.px(_HIGHEST))))

    def read(self) -> None:
        """Read the ledger on the worker."""
        id, store = self._id, self._store

        def work(_: Any) -> _Read:
            view = record.show(store, "candidature", id or "")
            return _Read(ledger_of_support.ledger(store, id or ""), view, around(store, "candidature", view))

        if id is not None:
            self._tasks.read(work, self._show, self._notice.tell)
        else:
            self._ledger = None
            self.table.clear()

    def retranslate(self) -> None:
        for name, (text, _) in zip(self._names, FIGURES, strict=True):
            name.setText(tr(text))
        self.which.setAccessibleName(tr(_WHICH))
        for place, (text, _) in enumerate(_SHOWN):
            if place < self.which.count():
                self.which.setItemText(place, tr(text))
            else:
                self.which.addItem(tr(text))
        for label, text in ((self._map_title, _MAP), (self._chart_title, _CHART)):
            label.setText(tr(text))
        self.map.setAccessibleName(tr(_MAP))
        self.chart.setAccessibleName(tr(_CHART))
        self._hint.setText(tr(_HINT))
        self._boundaries.setText(tr(support_charts.BOUNDARIES))
        for one in (self.table, self.rounds, self.endorsements):
            one.retranslate()
        self._stale = True
        if self.isVisible():
            self._look()

    def goes_on(self, draft: Draft) -> bool:
        return self.rounds.goes_on(draft) or self.endorsements.goes_on(draft)

    def _show(self, read: "_Read") -> None:
        found = self._ledger = read.ledger
        for lines in (self.rounds, self.endorsements):
            lines.show_lines(read.view, read.around)
        for figure, (text, value) in zip(self.figures, FIGURES, strict=True):
            figure.setFont(sized(self.font(), theme.TITLE_PT * 4 / 3, strong=True))
            figure.setText(_told(value(found.tally)))
            figure.setAccessibleName(f"{tr(text)}: {figure.text()}")
        for label in (self._map_title, self._chart_title):
            label.setFont(sized(self.font(), theme.SECTION_PT, strong=True))
        self._show_rows()
        answers = {one.country: one.answer for one in found.stands if one.line}
        regions = {one.country: one.region for one in found.stands}
        names = {one.country: one.name for one in found.stands}
        self.map.show_chart(
            lambda width, height, rtl: support_charts.support_map(answers, names, width, height, rtl=rtl)
        )
        self.chart.show_chart(
            lambda width, height, rtl: support_charts.support_bars(answers, regions, width, height, rtl=rtl)
        )

    def _show_rows(self) -> None:
        if self._ledger is not None:
            shows = _SHOWN[max(self.which.currentIndex(), 0)][1]
            self.table.show_stands([one for one in self._ledger.stands if shows(one)])

    def _note(self, country: str, name: str, value: Any) -> None:
        """Write what a State said, and show it."""
        id, store = self._id, self._store
        if id is None:
            return

        def written(_: Any) -> None:
            if self._id == id:
                self.read()

        self._tasks.write(
            lambda _: ledger_of_support.note(store, id, country, {name: value}), written, self._notice.tell
        )


def _told(value: float | None) -> str:
    if value is None:
        return "–"
    return number(int(value)) if value == int(value) else digits(f"{value:.1f}")
