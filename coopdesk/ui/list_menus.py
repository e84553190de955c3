"""The menus of a list: its columns, order and groups, and what can be done to what is selected."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from coopdesk.fields import Field
from coopdesk.i18n import N_, language, tr
from coopdesk.operations import listing, printing, tree
from coopdesk.ui.list_popup import Entry, ListPopup

if TYPE_CHECKING:
    from coopdesk.ui.list_pane import ListPane

_COLUMNS, _GROUP, _SORT, _NO_GROUP = N_("Columns…"), N_("Group by"), N_("Sort by"), N_("No groups")
_PRINT, _COPY, _RESET = N_("Print this list…"), N_("Copy this list"), N_("Columns and order as at first")
_DOCUMENTS = N_("Documents of this list")
_SIDE, _IN_TREE, _OPEN = N_("Show or hide the side"), N_("Show in the tree"), N_("Open", "a record")
_COPY_THESE, _PRINT_THESE, _DELETE_THESE = N_("Copy"), N_("Print…"), N_("Delete")
_TAG = N_("Add a tag…")
IMPORT_TABLE, EXPORT_TABLE = N_("Import from a table…"), N_("Export as a table…")


class ListMenus:
    """What the button ⋯, the heads of the columns and the rows of a list offer."""

    def __init__(self, pane: "ListPane") -> None:
        self._pane = pane

    def offer(self) -> None:
        """Offer what concerns the whole list, under its button."""
        from coopdesk.ui import tailored

        pane = self._pane
        menu = QMenu(pane)
        menu.addAction(tr(_COLUMNS), lambda: self.choose_columns())
        sorted_by = [one.removeprefix("-") for one in pane.look.sorts(pane.type)]
        _offer_fields(menu.addMenu(tr(_SORT)), pane.model.fields, pane.sort_by, sorted_by)
        groups = menu.addMenu(tr(_GROUP))
        groups.addAction(tr(_NO_GROUP), lambda: pane.group_by(""))
        _offer_fields(groups, listing.group_fields(pane.type), pane.group_by, [pane.look.group])
        menu.addAction(tr(_RESET), pane.reset_look)
        menu.addSeparator()
        menu.addAction(tr(_PRINT), lambda: pane.acts.print_all())
        documents = menu.addMenu(tr(_DOCUMENTS))
        called = "label_ar" if language() == "ar" else "label_en"
        for one in printing.documents_for(pane.type, listed=True):
            documents.addAction(one[called], partial(pane.acts.print_all, one["name"]))
        menu.addAction(tr(_COPY), pane.acts.copy_all)
        for label, run in () if pane.deleted else tailored.LISTED.get(pane.type, ()):
            menu.addAction(tr(label), partial(run, pane))
        if not pane.deleted:
            menu.addSeparator()
            menu.addAction(tr(IMPORT_TABLE), pane.acts.import_table)
            menu.addAction(tr(EXPORT_TABLE), pane.acts.export_table)
        menu.addSeparator()
        menu.addAction(tr(_SIDE), pane.folds.emit)
        menu.aboutToHide.connect(menu.deleteLater)
        under, rtl = pane.more, pane.isRightToLeft()
        place = under.mapToGlobal(under.rect().bottomLeft() if rtl else under.rect().bottomRight())
        menu.popup(place if rtl else place - QPoint(menu.sizeHint().width(), 0))

    def offer_for_selection(self, place: QPoint) -> None:
        """Offer what can be done to the rows that are selected."""
        from coopdesk.ui import tailored

        pane = self._pane
        chosen = pane.table.selected()
        row = pane.model.row(pane.table.indexAt(place).row())
        if not chosen or row is None:
            return
        menu = QMenu(pane)
        if sum(map(len, chosen)) == 1:
            menu.addAction(tr(_OPEN), lambda: pane.opened.emit(pane.table.currentIndex()))
            if tree.has_tree(pane.type):
                menu.addAction(tr(_IN_TREE), lambda: pane.in_tree.emit(row.id))
        menu.addAction(tr(_COPY_THESE), pane.acts.copy_selected)
        menu.addAction(tr(_PRINT_THESE), pane.acts.print_selected)
        for label, run in tailored.SELECTED.get(pane.type, ()):
            menu.addAction(tr(label), partial(run, pane))
        if not pane.deleted:
            menu.addAction(tr(_TAG), pane.acts.ask_tag)
            menu.addAction(tr(_DELETE_THESE), pane.acts.delete_selected)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(pane.table.viewport().mapToGlobal(place))

    def choose_columns(self, place: QPoint | None = None) -> None:
        """Offer every field as a column; ``place``: asked for at the heads of the columns."""
        pane = self._pane
        popup = ListPopup(pane, tr(_COLUMNS), self._choose_column)
        shown = [one.name for one in pane.look.fields(pane.type)]
        ordered = sorted(listing.possible_columns(pane.type), key=lambda one: one.name not in shown)
        popup.fill([Entry(one.name, tr(one.label)) for one in ordered], shown)
        popup.open_below(pane.table.horizontalHeader() if place is not None else pane.more)

    def _choose_column(self, name: str, on: bool) -> None:
        pane = self._pane
        names = [one.name for one in pane.look.fields(pane.type) if one.name != name]
        if on or names:
            pane.set_columns([*names, name] if on else names)


def _offer_fields(menu: QMenu, fields: Sequence[Field], run: Callable[[str], object], checked: Sequence[str]) -> None:
    for one in fields:
        action = menu.addAction(tr(one.label), partial(run, one.name))
        action.setCheckable(True)
        action.setChecked(one.name in checked)
