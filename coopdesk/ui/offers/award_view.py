"""The tab of an award: what is owed and what came, each in one line; of a scholar the years as a strip."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from coopdesk.calendars import numeric, today
from coopdesk.fields import Choice
from coopdesk.i18n import N_, RIGHT_TO_LEFT_MARK, Text, is_rtl, tr
from coopdesk.operations import dues, record
from coopdesk.operations.record_types import View
from coopdesk.operations.working_days import Rest, between, rest_here
from coopdesk.records.nomination import STANDING
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.direction import sized
from coopdesk.ui.list_flow import FlowLayout
from coopdesk.ui.tailored_tab import TailoredTab

if TYPE_CHECKING:
    from coopdesk.ui.places import Page

_OWED: tuple[tuple[Text, str, str], ...] = (
    (N_("Report"), "report_due", "report_on"),
    (N_("Certificate"), "", "certificate_on"),
    (N_("Three-month follow-up"), "follow_up_due", "follow_up_on"),
)
_CAME, _DUE = N_("✓ received on {day}"), N_("due on {day} · {left}")
_NOT_YET, _YEARS = N_("not received yet"), N_("Yearly standing")
_NO_YEARS = N_("No year is noted. The years of a scholar are lines of the form.")
_YEAR = N_("{year} · {standing}", "of a scholar")


class _Found(NamedTuple):
    view: View
    rest: Rest


class AwardView(TailoredTab):
    """``owed``: what each line says; ``years``: the strip."""

    LABEL = N_("What is owed")

    def __init__(self, page: "Page") -> None:
        super().__init__(page)
        self._found: _Found | None = None
        self._labels = [QLabel() for _ in _OWED]
        self.owed = [QLabel() for _ in _OWED]
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.WIDE)
        grid.setVerticalSpacing(theme.GAP)
        grid.setColumnStretch(1, 1)
        for line, (label, said) in enumerate(zip(self._labels, self.owed, strict=True)):
            label.setObjectName("label")
            grid.addWidget(label, line, 0)
            grid.addWidget(said, line, 1)
        self._title, self._none = QLabel(), sentence(quiet=True)
        self._strip = QWidget()
        self._flow = FlowLayout(self._strip, theme.GAP)
        self.years: list[QLabel] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        column.setSpacing(theme.GAP)
        column.addLayout(grid)
        column.addSpacing(theme.GAP)
        for widget in (self._title, self._none, self._strip):
            column.addWidget(widget)
        column.addStretch(1)
        self.retranslate()

    def read(self) -> None:
        id, store = self._id, self._store
        if id is not None:
            self._tasks.read(
                lambda _: _Found(record.show(store, "award", id), rest_here(store)), self._show, self._notice.tell
            )

    def retranslate(self) -> None:
        for label, (text, _, _) in zip(self._labels, _OWED, strict=True):
            label.setText(tr(text))
        self._title.setText(tr(_YEARS))
        self._none.setText(tr(_NO_YEARS))
        if self._found is not None:
            self._show(self._found)

    def _show(self, found: _Found) -> None:
        self._found = found
        self._title.setFont(sized(self.font(), theme.SECTION_PT, strong=True))
        for said, (text, due, came) in zip(self.owed, _OWED, strict=True):
            told, late = _said(found, due, came)
            said.setText(told)
            said.setAccessibleName(f"{tr(text)}: {told}")
            said.setObjectName("attention" if late else "good" if found.view[came] else "")
            said.style().unpolish(said)
            said.style().polish(said)
        lines = found.view["year_standings"]
        for old in self.years:
            self._flow.removeWidget(old)
            old.deleteLater()
        self.years = [self._year(one) for one in lines]
        self._strip.setVisible(bool(lines))
        self._none.setVisible(not lines)

    def _year(self, line: Mapping[str, Any]) -> QLabel:
        standing = Choice(STANDING).label(line["standing"]) if line["standing"] else "–"
        text = tr(_YEAR, year=line["year"] or "–", standing=standing)
        label = QLabel(f"{RIGHT_TO_LEFT_MARK}{text}" if is_rtl() else text)
        label.setObjectName("pill")
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setToolTip(" · ".join(filter(None, (line["stipend"], line["note"]))))
        self._flow.addWidget(label)
        return label


def _said(found: _Found, due: str, came: str) -> tuple[str, bool]:
    """Return what one line says, and whether it is late."""
    view = found.view
    if view[came]:
        return tr(_CAME, day=numeric(view[came])), False
    day = view[due] if due else None
    if not day:
        return tr(_NOT_YET), False
    left = between(today(), day, found.rest) if len(day) == len(today()) else None
    return tr(_DUE, day=numeric(day), left=dues.time_left(left, day)), left is not None and left < 0
