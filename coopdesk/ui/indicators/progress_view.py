"""The tab of an indicator: how it stands, its values over time beside its targets, by period and part, what was said of
them, and how they are found, with links to what they count."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from coopdesk.calendars import moment
from coopdesk.documents import indicator_charts as charts, indicator_words as words
from coopdesk.fields import Choice
from coopdesk.i18n import N_, RIGHT_TO_LEFT_MARK, is_rtl, isolate, tr
from coopdesk.operations.indicators.progress import Comment, Line, Story, progress
from coopdesk.periods import headed
from coopdesk.records.indicator import VALUE_STAGE
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.chart import Chart
from coopdesk.ui.direction import sized
from coopdesk.ui.indicators.cells import show_status, status_item
from coopdesk.ui.list_flow import FlowLayout
from coopdesk.ui.read_table import read_table
from coopdesk.ui.scrolled import scrolled
from coopdesk.ui.tailored_tab import TailoredTab

if TYPE_CHECKING:
    from coopdesk.ui.places import Page

_HEADS = (
    N_("Period"), N_("Part", "of a value"), N_("Actual"), N_("Target", "of an indicator"), N_("Status", "indicator"),
    N_("Stage", "indicator value"), N_("Entity that reports"),
)  # fmt: skip
_COMMENTS, _HOW, _COUNTS, _VALUES = (
    N_("Comments", "on values"), N_("How values are found"), N_("What they count"), N_("Values over time"),
)  # fmt: skip
_NOTHING = N_("No value is known yet. Values are written in the matrix, or as records of their own.")
_STANDS = N_("{actual}, target {target}.")
_STANDS_AHEAD, _STANDS_ALONE = N_("{actual}. The next target is {target}."), N_("{actual}. No target is set.")
_FROM = N_("Baseline {baseline}.")
_WHOLE, _BETWEEN = N_("Whole"), N_("≈ {value}", "target between two targets")
_BETWEEN_SAID = N_("On the line between the targets that are set")
_COMPUTED, _AND = N_("Computed"), N_(", ", "between items of a list")
_SAID, _SAID_THEN = N_("{period}: {said}", "a comment"), N_("{period}: {said} ({who})", "a comment")
_OF, _BY = N_("{period}, {entity}", "a comment"), N_("{who}, {when}", "a comment")
_TRAILING = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
_NUMBERS, _CHART = (2, 3), 220


class ProgressView(TailoredTab):
    """Enter on a line of the table shows the values behind it."""

    LABEL = N_("Progress", "of an indicator")

    def __init__(self, page: "Page") -> None:
        super().__init__(page)
        self.found: Story | None = None
        self.chip, self.told, self.comments, self.how = QLabel(), sentence(), sentence(), sentence()
        self.chip.setObjectName("pill")
        self.chart, self.table = Chart(), read_table(90, 130, 84, 84, 104, 96, 1)
        self.chart.setFixedHeight(theme.px(_CHART))
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.itemActivated.connect(lambda item: self._open(item.row()))
        self._titles = [QLabel() for _ in range(4)]
        self._links = QWidget()
        self._flow = FlowLayout(self._links, theme.SMALL)
        self.links: list[QPushButton] = []
        head, inner = QHBoxLayout(), QWidget()
        head.setSpacing(theme.GAP)
        head.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.told, 1)
        inner.setObjectName("page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        column.setSpacing(theme.GAP)
        column.addLayout(head)
        parts = (self.chart, self.table), (self.comments,), (self.how,), (self._links,)
        for title, widgets in zip(self._titles, parts, strict=True):
            for widget in (title, *widgets):
                column.addWidget(widget)
        column.addStretch(1)
        area = scrolled(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        self.retranslate()

    def read(self) -> None:
        """Read how it stands, on the worker."""
        id, store = self._id, self._store
        if id is None:
            return

        def show(found: Story) -> None:
            if self._id == id:
                self._show(found)

        self._tasks.read(lambda _: progress(store, id), show, self._notice.tell)

    def retranslate(self) -> None:
        for column, text in enumerate(_HEADS):
            self.table.setHorizontalHeaderItem(column, head := QTableWidgetItem(tr(text)))
            if column in _NUMBERS:
                head.setTextAlignment(_TRAILING)
        self.table.setAccessibleName(tr(_VALUES))
        self.chart.setAccessibleName(tr(_VALUES))
        for label, text in zip(self._titles, (_VALUES, _COMMENTS, _HOW, _COUNTS), strict=True):
            label.setText(tr(text))
        self._stale = True
        if self.isVisible():
            self._look()

    def _show(self, found: Story) -> None:
        self.found = found
        standing = found.standing
        for label in self._titles:
            label.setFont(sized(self.font(), theme.SECTION_PT, strong=True))
        show_status(self.chip, standing.status)
        self.told.setText(_said(found))
        there = bool(found.lines or found.path)
        for widget in (self._titles[1], self.comments):
            widget.setVisible(bool(found.comments))
        self.comments.setText("\n".join(map(_comment, found.comments)))
        self.chart.setVisible(there)
        self._titles[0].setVisible(there)
        self.chart.show_chart(
            lambda width, height, rtl: charts.over_time(
                standing.trend, found.path, standing.baseline, width, height, rtl=rtl
            )
        )
        self._fill(found.lines)
        self.how.setText("\n".join(found.how))
        self._link(found)

    def _fill(self, lines: Sequence[Line]) -> None:
        self.table.setVisible(bool(lines))
        self.table.setColumnHidden(1, not any(one.part for one in lines))
        self.table.setColumnHidden(6, not any(one.entities or one.actual.why for one in lines))
        self.table.setRowCount(len(lines))
        for row, one in enumerate(lines):
            for column, item in enumerate(self._items(one)):
                item.setToolTip(item.toolTip() or item.text())
                self.table.setItem(row, column, item)
        bar = self.table.horizontalScrollBar().sizeHint().height()
        high = self.table.horizontalHeader().sizeHint().height() + 2 * self.table.frameWidth() + bar
        self.table.setFixedHeight(high + theme.ROW * len(lines))

    def _items(self, line: Line) -> list[QTableWidgetItem]:
        assert self.found is not None
        standing, actual = self.found.standing, line.actual
        target = words.of(standing, line.target)
        stage = Choice(VALUE_STAGE).label(actual.stage) if actual.stage else tr(_COMPUTED) if actual.computed else ""
        texts = (
            headed(line.period), line.title or tr(_WHOLE), words.of(standing, actual.value) or "–",
            tr(_BETWEEN, value=target) if line.between else target,
        )  # fmt: skip
        items = [QTableWidgetItem(one) for one in texts]
        for place in _NUMBERS:
            items[place].setTextAlignment(_TRAILING)
        if line.between:
            items[3].setToolTip(tr(_BETWEEN_SAID))
        who = tr(actual.why) if actual.why is not None else tr(_AND).join(line.entities)
        return [*items, status_item(line.status), QTableWidgetItem(stage), QTableWidgetItem(who)]

    def _link(self, found: Story) -> None:
        for button in self.links:
            self._flow.removeWidget(button)
            button.deleteLater()
        self.links = []
        for one in found.counts:
            button = QPushButton(one.title)
            button.setObjectName("link")
            if one.id:
                button.clicked.connect(lambda _=False, one=one: self._context.asked.emit(one.type, one.id))
            else:
                button.clicked.connect(lambda _=False, one=one: self._context.listed.emit(one.type, one.where))
            self._flow.addWidget(button)
            self.links.append(button)

    def _open(self, row: int) -> None:
        """Show the values of a period."""
        if self.found is not None and self._id is not None:
            period = self.found.lines[row].actual.periods or (self.found.lines[row].period,)
            where = {"indicator": {"any": [self._id]}, "period": {"any": list(period)}}
            self._context.listed.emit("indicator_value", where)


def _comment(one: Comment) -> str:
    """Return a comment in a line that begins where the window does, in whichever language it is."""
    mark = RIGHT_TO_LEFT_MARK if is_rtl() else ""
    where = tr(_OF, period=headed(one.period), entity=isolate(one.entity)) if one.entity else headed(one.period)
    if not one.at:
        return mark + tr(_SAID, period=where, said=isolate(one.text))
    who = tr(_BY, who=isolate(one.by), when=moment(one.at)) if one.by else moment(one.at)
    return mark + tr(_SAID_THEN, period=where, said=isolate(one.text), who=who)


def _said(found: Story) -> str:
    """Return where an indicator stands, in sentences."""
    standing = found.standing
    if standing.actual is None:
        said = [tr(_NOTHING)]
    else:
        text = _STANDS_ALONE if standing.target is None else _STANDS_AHEAD if standing.ahead else _STANDS
        target = words.point(standing, standing.target, ahead=True) if standing.ahead else (
            words.of(standing, standing.target.value) if standing.target else "")  # fmt: skip
        said = [tr(text, actual=words.point(standing, standing.actual, unit=True), target=target)]
        reached = words.reached(standing)
        said += [f"{reached}."] if reached else []
    if standing.baseline is not None:
        said.append(tr(_FROM, baseline=words.point(standing, standing.baseline)))
    return " ".join(said)
