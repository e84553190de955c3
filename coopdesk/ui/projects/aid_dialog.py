"""The State's foreign assistance of a year, in the window: figures, tables and charts, from where it is printed."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from coopdesk.calendars import today
from coopdesk.documents import aid_charts as words
from coopdesk.documents.aid_report import COUNTED, NOT_VALUED, PUBLIC_ONLY, told_unconverted
from coopdesk.documents.support_charts import BOUNDARIES
from coopdesk.fields import Amount, Money
from coopdesk.i18n import N_, Text, digits, number, tr
from coopdesk.operations.printed_list import Listed
from coopdesk.operations.projects import aid, told_tables
from coopdesk.progress import Progress
from coopdesk.records.aid import BY, EDITIONS, PUBLIC, AidFigures, AidRow
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.chart import Chart
from coopdesk.ui.direction import sized
from coopdesk.ui.inputs import StillBox
from coopdesk.ui.projects.money_tables import FigureTable
from coopdesk.ui.projects.told_dialog import ToldDialog
from coopdesk.ui.scrolled import scrolled

if TYPE_CHECKING:
    from coopdesk.ui.places import Pane

_TITLE, _YEAR, _EDITION = N_("Foreign assistance of a year"), N_("Year"), N_("Edition", "of a report")
_PAID, _BEFORE, _CHANGE = N_("Paid in the year"), N_("Paid in the year before"), N_("Against the year before")
_HUMANITARIAN, _PROJECTS, _SHARE = N_("Of it humanitarian"), N_("Projects"), N_("Share")
_IN_KIND, _ALL = N_("Support in kind"), N_("All together", "figures")
_BACK, _CHART, _MAP = 15, 1.25, 1.5
"""How many years are offered, and how much more than on paper a chart, and a map that names its tiles, needs on the
screen."""


class AidDialog(ToldDialog):
    """``figures``: what stands above all, by its words; ``tables``: by what is counted, and what is given in kind."""

    TITLE, NAME, DOCUMENT = _TITLE, "assistance", "aid-report"

    def ask(self, row: QHBoxLayout) -> None:
        self.year, self.edition = StillBox(), StillBox()
        this = int(today()[:4])
        for year in range(this, this - _BACK, -1):
            self.year.addItem(digits(str(year)), str(year))
        for edition, text in EDITIONS.items():
            self.edition.addItem(tr(text), edition)
        for box, text in ((self.year, _YEAR), (self.edition, _EDITION)):
            label = QLabel(tr(text))
            label.setBuddy(box)
            box.setAccessibleName(tr(text))
            box.currentIndexChanged.connect(lambda _: self.read())
            row.addWidget(label)
            row.addWidget(box)

    def body(self) -> QWidget:
        self.tables = {name: FigureTable() for name in (*BY, "in_kind")}
        self.strip: list[QLabel] = []
        self._strip, self._charts = QHBoxLayout(), QVBoxLayout()
        self._strip.setSpacing(theme.WIDE)
        self._charts.setSpacing(theme.GAP)
        self.charts: list[Chart] = []
        inner = QWidget()
        inner.setObjectName("page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        column.setSpacing(theme.SPACE)
        column.addLayout(self._strip)
        for table in self.tables.values():
            column.addWidget(table)
        column.addLayout(self._charts)
        column.addStretch(1)
        return scrolled(inner)

    def look_up(self) -> Callable[[Progress], AidFigures]:
        store, found = self._store, self._listing
        year, edition = self.year.currentData(), self.edition.currentData()
        return lambda _: aid.figures(store, year, edition, found=found)

    def write(self) -> Callable[[Path], int]:
        store, found = self._store, self._listing
        year, edition = self.year.currentData(), self.edition.currentData()
        return lambda path: told_tables.save_aid(store, year, edition, path, found=found)

    def listed(self) -> Listed:
        return super().listed()._replace(day=self.year.currentData())

    def print_it(self) -> None:
        self.DOCUMENT = "aid-report-public" if self.edition.currentData() == PUBLIC else "aid-report"
        super().print_it()

    def show_found(self, found: AidFigures) -> None:
        told = [tr(PUBLIC_ONLY)] if found.edition == PUBLIC else []
        told += [tr(COUNTED, currency=found.currency), *(told_unconverted(found, one) for one in found.not_converted)]
        if found.not_valued:
            told.append(f"{tr(_IN_KIND)}: {tr(NOT_VALUED, n=found.not_valued)}")
        self.told.setText("\n".join(told))
        self._show_strip(found)
        groups = [(by, label, found.by[by], found.whole) for by, label in BY.items()]
        groups.append(("in_kind", _IN_KIND, found.in_kind, found.in_kind_whole))
        for name, label, rows, whole in groups:
            heads = [
                tr(label), f"{digits(str(found.year))} ({found.currency})", digits(str(found.year - 1)), tr(_CHANGE),
                tr(_SHARE), tr(_PROJECTS),
            ]  # fmt: skip
            several = (*rows, whole._replace(title=tr(_ALL))) if rows else ()
            self.tables[name].show_rows(tr(label), heads, [_cells(row, whole) for row in several])
        self._draw(found)

    def _show_strip(self, found: AidFigures) -> None:
        _emptied(self._strip)
        self.strip = []
        whole = found.whole
        share = words.share(whole.humanitarian, whole.amount)
        told: list[tuple[Text, str]] = [
            (_PAID, Money().show(Amount(whole.amount, found.currency))), (_CHANGE, words.change(whole) or "–"),
            (_HUMANITARIAN, share or "–"), (_PROJECTS, number(whole.projects)),
        ]  # fmt: skip
        for label, text in told:
            holder, figure, name = QWidget(), QLabel(text), QLabel(tr(label))
            figure.setFont(sized(self.font(), theme.TITLE_PT, strong=True))
            figure.setAccessibleName(f"{tr(label)}: {text}")
            name.setObjectName("label")
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            column.addWidget(figure)
            column.addWidget(name)
            self.strip.append(figure)
            self._strip.addWidget(holder)
        self._strip.addStretch(1)

    def _draw(self, found: AidFigures) -> None:
        _emptied(self._charts)
        self.charts = []
        for one in words.charts(found):
            title, chart = QLabel(words.titled(found, one)), Chart()
            title.setFont(sized(self.font(), theme.SECTION_PT, strong=True))
            chart.setAccessibleName(title.text())
            chart.setFixedHeight(theme.px(round(one.height * (_MAP if one.title is words.MAP else _CHART))))
            chart.show_chart(one.drawn)
            self.charts.append(chart)
            self._charts.addWidget(title)
            self._charts.addWidget(chart)
            if one.title is words.MAP:
                note = sentence(quiet=True)
                note.setText(tr(BOUNDARIES))
                self._charts.addWidget(note)


def _cells(row: AidRow, whole: AidRow) -> list[tuple[str, None]]:
    told = (
        row.title, words.money(row.amount), words.money(row.before), words.change(row),
        words.share(row.amount, whole.amount), number(row.projects),
    )  # fmt: skip
    return [(text, None) for text in told]


def _emptied(layout: QHBoxLayout | QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def show(pane: "Pane") -> None:
    """Show the assistance of a year, of the projects of a list where it is filtered."""
    AidDialog(pane).show()
