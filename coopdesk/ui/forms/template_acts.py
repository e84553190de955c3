"""What is done with a whole form: it is taken from a workbook, given as one, and made anew as its next version."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QPushButton, QTableWidgetItem, QWidget

from coopdesk.i18n import N_, P_, number, tr
from coopdesk.operations.forms import templates
from coopdesk.operations.forms.templates import Imported
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.exchange.dialog_parts import furnished, row_of
from coopdesk.ui.read_table import fit_rows, read_table

if TYPE_CHECKING:
    from coopdesk.ui.places import Page, Pane

NEW_VERSION = N_("Make a new version")
_WORKBOOKS, _TAKE, _SAVE = N_("Workbooks"), N_("A form from a workbook"), N_("Save the form as a workbook")
_SAVED = N_("The form was saved as {name}.")
_REFUSED = P_(
    "The form was not taken: {n} thing is to be corrected in the workbook first.",
    "The form was not taken: {n} things are to be corrected in the workbook first.",
)
_NOTED = N_("The form was taken as a draft. This was noticed in the workbook.")
_SHEET, _ROW, _WHAT = N_("Sheet", "of a workbook"), N_("Row", "of a sheet"), N_("What is to be corrected")
_CLOSE = N_("Close")
_MOST_TOLD = 500


def new_version(page: "Page") -> None:
    """Make the next version of the form on a page, as a draft, and open it."""
    store, id, context = page.context.store, page.view["id"], page.context
    page.keep()
    context.tasks.write(
        lambda _: templates.new_version(store, id), lambda made: context.asked.emit("form_template", made["id"]),
        page.notice.tell,
    )  # fmt: skip


def save_workbook(page: "Page") -> None:
    """Ask for a file, and write the form on a page to it."""
    offered = f"{page.view.get('form_id') or 'form'}.xlsx"
    chosen, _ = QFileDialog.getSaveFileName(page, tr(_SAVE), offered, f"{tr(_WORKBOOKS)} (*.xlsx)")
    if chosen:
        save_to(page, Path(chosen))


def save_to(page: "Page", path: Path) -> None:
    """Write the form on a page to a file, with what was typed just now."""
    store, id = page.context.store, page.view["id"]
    page.keep()
    page.context.tasks.write(
        lambda _: templates.export_file(store, id, path), lambda _: page.notice.say(tr(_SAVED, name=path.name)),
        page.notice.tell,
    )  # fmt: skip


def take_workbook(pane: "Pane") -> None:
    """Ask for a workbook, and take the form in it."""
    kinds = f"{tr(_WORKBOOKS)} (*.xlsx *.xls *.md *.csv)"
    chosen, _ = QFileDialog.getOpenFileName(pane, tr(_TAKE), "", kinds)
    if chosen:
        take_from(pane, Path(chosen))


def take_from(pane: "Pane", path: Path) -> None:
    """Take the form in a workbook as a draft and open it; tell what is wrong with it."""
    store, context = pane.context.store, pane.context

    def done(found: Imported) -> None:
        if found.id:
            context.asked.emit("form_template", found.id)
        if found.faults or not found.id:
            FaultsDialog(found, pane).open()

    pane.notice.hide()
    context.tasks.write(partial(_taken, store, path), done, pane.notice.tell)


def _taken(store: object, path: Path, progress: object) -> Imported:
    return templates.import_file(store, path, progress)  # type: ignore[arg-type]


class FaultsDialog(QDialog):
    """Tells what is wrong with a workbook, row by row, and what to do."""

    def __init__(self, found: Imported, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr(_TAKE))
        theme.resize(self, 720, 440)
        told, self.table = sentence(), read_table(90, 60, 400)
        faults = [one for one in found.faults if found.id or one.severity == "error"][:_MOST_TOLD]
        told.setText(tr(_NOTED) if found.id else tr(_REFUSED, n=len(faults)))
        self.table.setAccessibleName(tr(_WHAT))
        self.table.setHorizontalHeaderLabels([tr(_SHEET), tr(_ROW), tr(_WHAT)])
        self.table.setRowCount(len(faults))
        for place, one in enumerate(faults):
            cells = (one.sheet, number(one.row) if one.row else "", f"{one.message()} {one.remedy()}")
            for column, text in enumerate(cells):
                self.table.setItem(place, column, QTableWidgetItem(text))
        fit_rows(self.table)
        close = QPushButton(tr(_CLOSE))
        row = row_of(close)
        row.rejected.connect(self.reject)
        column_ = furnished(self, (told, self.table))
        column_.setStretchFactor(self.table, 1)
        column_.addWidget(row)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
