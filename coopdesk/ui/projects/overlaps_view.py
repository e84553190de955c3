"""Overlapping projects in the window: of a list, in a dialog; of one project, in its tab."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from coopdesk.i18n import N_, P_, number, tr
from coopdesk.operations import listing
from coopdesk.operations.countries import country_names
from coopdesk.operations.projects import overlap_words, told_tables
from coopdesk.operations.projects.overlaps import overlaps
from coopdesk.progress import Progress
from coopdesk.records.overlap import Overlap
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.name_dialog import NameDialog
from coopdesk.ui.projects.overlaps_table import MOST, NAME, OverlapsTable
from coopdesk.ui.projects.told_dialog import ToldDialog
from coopdesk.ui.tailored_tab import TailoredTab

if TYPE_CHECKING:
    from coopdesk.ui.places import Page, Pane

_OVER = N_("Also where the time in common is over")
_MANY = P_(
    "{n} overlap: one country, one sector, at the same time, by different institutions. Enter opens a project.",
    "{n} overlaps: one country, one sector, at the same time, by different institutions. Enter opens a project.",
)
_NONE, _ALONE = N_("No projects overlap."), N_("No project of other institutions overlaps with this one.")
_FIRST = N_("The first {n} are shown.")
_NOTE, _WHAT, _KEEP = N_("Note what was agreed…"), N_("What was agreed on the overlap"), N_("Keep as a remark")
_KEPT = N_("It stands as a remark on both projects.")
_KEPT_ON_ONE = N_(
    "It stands as a remark on one of the two projects: the other is seen by some who may not see this one."
)


class _Found(NamedTuple):
    overlaps: list[Overlap]
    names: Mapping[str, str]


class OverlapsDialog(ToldDialog):
    """Of a list of projects; of all where it is not filtered."""

    TITLE, NAME, DOCUMENT = NAME, "overlaps", "overlaps"

    def ask(self, row: QHBoxLayout) -> None:
        self.over = QCheckBox(tr(_OVER))
        self.over.toggled.connect(lambda _: self.read())
        row.addWidget(self.over)

    def body(self) -> QWidget:
        self.table, self.note_button = OverlapsTable(), QPushButton(tr(_NOTE))
        self.table.asked.connect(lambda id: self.lead("project", id))
        self.note_button.setAutoDefault(False)
        self.note_button.clicked.connect(self.note)
        self.acts.insertWidget(2, self.note_button)
        self._found = _Found([], {})
        return self.table

    def look_up(self) -> Callable[[Progress], _Found]:
        store, found, over = self._store, self._listing, self.over.isChecked()

        def work(progress: Progress) -> _Found:
            among = listing.ids(store, found) if found is not None else None
            return _Found(overlaps(store, among=among, over=over, progress=progress), country_names(store))

        return work

    def show_found(self, found: _Found) -> None:
        self._found = found
        many = len(found.overlaps)
        text = tr(_MANY, n=many) if many else tr(_NONE)
        self.told.setText(f"{text} {tr(_FIRST, n=number(MOST))}" if many > MOST else text)
        self.table.show_found(found.overlaps, found.names)
        for button in (self.save_button, self.print_button, self.note_button):
            button.setEnabled(bool(many))

    def write(self) -> Callable[[Path], int]:
        store, found = self._store, self._found.overlaps
        return lambda path: told_tables.save_overlaps(store, found, path)

    def note(self) -> None:
        """Ask what was agreed between the two projects of the current row, and keep it on both as far as it may be."""
        one, store = self.table.current(), self._store
        if one is None:
            return
        first, second = one.first.id, one.second.id

        def keep(text: str) -> None:
            self._tasks.write(
                lambda _: overlap_words.note(store, first, second, text),
                lambda many: self.notice.say(tr(_KEPT if many == 2 else _KEPT_ON_ONE)), self.notice.tell,
            )  # fmt: skip

        NameDialog(_NOTE, _WHAT, _KEEP, keep, self).open()


class OverlapsView(TailoredTab):
    """The tab of a project; Enter or a double click leads to another."""

    LABEL = N_("Overlaps", "of a project")

    def __init__(self, page: "Page") -> None:
        super().__init__(page)
        self.told, self.table = sentence(quiet=True), OverlapsTable(other_only=True)
        self.table.asked.connect(lambda id: self._context.asked.emit("project", id))
        self._found = _Found([], {})
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        column.addWidget(self.told)
        column.addWidget(self.table, 1)
        column.addStretch()

    def read(self) -> None:
        store, id = self._store, self._id

        def work(_: object) -> _Found:
            return _Found(overlaps(store, id or "", over=True), country_names(store))

        def show(found: _Found) -> None:
            if self._id == id:
                self._found = found
                self._show()

        if id is not None:
            self._tasks.read(work, show, self._notice.tell)

    def retranslate(self) -> None:
        self.table.retranslate()
        self._stale = True
        if self.isVisible():
            self._look()

    def _show(self) -> None:
        many = len(self._found.overlaps)
        self.told.setText(tr(_MANY, n=many) if many else tr(_ALONE))
        self.table.setVisible(bool(many))
        self.table.show_found(self._found.overlaps, self._found.names)


def show(pane: "Pane") -> None:
    """Show which projects of a list overlap with any."""
    OverlapsDialog(pane).show()
