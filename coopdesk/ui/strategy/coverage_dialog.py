"""What serves a strategy, part by part: partners, projects, opportunities, indicators, and what is missing."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLabel, QPushButton

from coopdesk.documents.strategy_coverage import CONTINUED, COVERAGE, NONE, PART, cells, missing
from coopdesk.i18n import N_, tr
from coopdesk.operations.offers.told_rows import Asked
from coopdesk.operations.printed_list import Listed
from coopdesk.operations.strategy import coverage, coverage_table
from coopdesk.operations.strategy.coverage import Edition
from coopdesk.records.strategy_coverage import COUNTED, Coverage
from coopdesk.ui import theme
from coopdesk.ui.inputs import StillBox
from coopdesk.ui.offers.roster_dialogs import RosterDialog
from coopdesk.ui.preview import Preview

if TYPE_CHECKING:
    from coopdesk.ui.places import Pane

_STRATEGY, _LACKING = N_("Strategy", "level"), N_("Only outcomes that lack something")
_TABLE, _SAVED, _FILES = N_("Save as a table…"), N_("Written: {name}"), N_("Tables")
_DEEP, _LEAST = "\u2003", 24
"""What a part is set in by; the characters of a strategy that are seen at least."""


class CoverageDialog(RosterDialog):
    """The parts of a strategy with how many records serve each."""

    TITLE, HEADS = COVERAGE, (PART, *COUNTED.values(), CONTINUED)
    WIDTHS = (400, 90, 90, 90, 90, 1)
    DOCUMENT = "strategy-coverage"

    def ask(self, row: QHBoxLayout) -> None:
        self.strategy, self.lacking, label = StillBox(), QCheckBox(tr(_LACKING)), QLabel(tr(_STRATEGY))
        self.strategy.setAccessibleName(tr(_STRATEGY))
        self.strategy.setSizeAdjustPolicy(StillBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.strategy.setMinimumContentsLength(_LEAST)
        label.setBuddy(self.strategy)
        self.strategy.activated.connect(lambda _: self.read())
        self.lacking.toggled.connect(lambda _: self.read())
        for widget, share in ((label, 0), (self.strategy, 2), (self.lacking, 0)):
            row.addWidget(widget, share)
        self._tasks.read(lambda _: coverage.editions(self._store), self._offer, self.notice.tell)

    def acts(self) -> list[QPushButton]:
        self.table_button = QPushButton(tr(_TABLE), autoDefault=False)
        self.table_button.clicked.connect(self._ask_where)
        return [self.table_button]

    def save_table(self, path: Path) -> None:
        """Write every part of the strategy to a file."""
        store, strategy = self._store, self.strategy.currentData() or ""

        def done(_: int) -> None:
            self.notice.say(tr(_SAVED, name=path.name))

        self._tasks.write(lambda _: coverage_table.export(store, strategy, path), done, self.notice.tell)

    def asked(self) -> Asked:
        return Asked(words=self.strategy.currentData() or "", only="lacking" if self.lacking.isChecked() else "")

    def look_up(self, asked: Asked) -> list[Any]:
        found = coverage.coverage(self._store, asked.words)
        if not asked.only:
            return list(found.rows)
        return [one for one in found.outcomes if not all(one.counts.values())]

    def cells(self, row: Any) -> list[str]:
        return [_DEEP * row.depth + row.title, *cells(row)[1:]]

    def say(self) -> str:
        return " ".join(missing(Coverage("", "", self.rows, {})))

    def dress(self, place: int, row: Any) -> None:
        for column in range(1, 1 + len(COUNTED)):
            item = self.table.item(place, column)
            assert item is not None
            item.setTextAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
            if item.text() == NONE:
                item.setForeground(QColor(theme.colors().bad))

    def record_of(self, row: Any) -> tuple[str, str]:
        return "tag", row.id

    def print_rows(self) -> None:
        listed = Listed("tag", group=self.strategy.currentData() or "")
        preview = Preview(self._store, self._tasks, "tag", "", self, listed, self.DOCUMENT)
        preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        preview.open()

    def _ask_where(self) -> None:
        kinds = f"{tr(_FILES)} (*.xlsx *.csv)"
        chosen, _ = QFileDialog.getSaveFileName(self, tr(_TABLE), "strategy.xlsx", kinds)
        if chosen:
            self.save_table(Path(chosen))

    def _offer(self, found: list[Edition]) -> None:
        for one in found:
            self.strategy.addItem(one.title, one.code)


def show_coverage(pane: "Pane") -> None:
    """Show what serves a strategy."""
    CoverageDialog(pane, None).show()
