"""Answers taken from a table: what it would bring is shown first, with what is wrong in which line."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QPushButton, QTableWidgetItem, QVBoxLayout, QWidget

from coopdesk.i18n import N_, P_, isolate, number, tr
from coopdesk.operations.forms import answer_tables
from coopdesk.operations.forms.answer_tables import Preview, Taken
from coopdesk.progress import Progress
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.exchange.dialog_parts import row_of
from coopdesk.ui.read_table import fit_rows, read_table

if TYPE_CHECKING:
    from coopdesk.ui.places import Page

_TITLE, _FILES = N_("Answers from a table"), N_("Tables")
_ROWS = P_("{n} row can be taken as a response.", "{n} rows can be taken as responses.")
_DRAFTS = P_(
    "Of these, {n} has answers that are to be corrected; it is kept as a draft.",
    "Of these, {n} have answers that are to be corrected; they are kept as drafts.",
)
_REFUSED = P_("{n} row cannot be read and is left out.", "{n} rows cannot be read and are left out.")
_KNOWN = P_("{n} row is here already.", "{n} rows are here already.")
_UNKNOWN = N_("These columns are no questions of the form and are left out: {names}.")
_SUBMIT, _TAKE, _CANCEL = N_("Submit those that are valid"), N_("Take the answers"), N_("Cancel")
_LINE, _COLUMN, _WHAT = N_("Line", "of a table"), N_("Column", "of a table"), N_("What is to be corrected")
_MADE = P_("{n} response was made.", "{n} responses were made.")
_MOST_TOLD = 500


def take(page: "Page") -> None:
    """Ask for a table of answers to the form, or of the survey, on a page."""
    chosen, _ = QFileDialog.getOpenFileName(page, tr(_TITLE), "", f"{tr(_FILES)} (*.xlsx *.xlsm *.csv *.tsv *.txt)")
    if chosen:
        take_from(page, Path(chosen))


def take_from(page: "Page", path: Path) -> None:
    """Show what a table would bring, and take it when a person agrees."""
    store, view = page.context.store, page.view
    template = view.get("form_template") or view["id"]
    values = {"survey": view["id"], "subject": view.get("subject")} if page.type == "survey" else {}

    def agreed(found: Preview, *, submit: bool) -> None:
        def done(made: Taken) -> None:
            page.read_side()
            page.notice.say(tr(_MADE, n=len(made.created)))

        def work(progress: Progress) -> Taken:
            return answer_tables.take(store, found, values, submit=submit, progress=progress)

        page.context.tasks.write(work, done, page.notice.tell)

    def show(found: Preview) -> None:
        TableDialog(found, page, partial(agreed, found)).open()

    def read(progress: Progress) -> Preview:
        return answer_tables.preview(store, template, path, progress)

    page.context.tasks.read(read, show, page.notice.tell)


class TableDialog(QDialog):
    """Tells what a table would bring; ``agreed`` is told whether what is valid is submitted."""

    def __init__(self, found: Preview, parent: QWidget, agreed: "partial[None]") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(_TITLE))
        theme.resize(self, 720, 480)
        self.told, self.faults = sentence(), read_table(80, 200, 300)
        self.submit, self.take_button = QCheckBox(tr(_SUBMIT)), QPushButton(tr(_TAKE))
        self.told.setText("\n".join(_sentences(found)))
        self._fill(found)
        self.submit.setEnabled(any(one.is_valid for one in found.good))
        self.take_button.setProperty("primary", "true")
        self.take_button.setEnabled(bool(found.good))
        buttons = row_of(QPushButton(tr(_CANCEL)), self.take_button)
        buttons.rejected.connect(self.reject)
        buttons.accepted.connect(self.accept)
        self.accepted.connect(lambda: agreed(submit=self.submit.isChecked()))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.WIDE, theme.SPACE, theme.WIDE, theme.SPACE)
        column.setSpacing(theme.GAP)
        column.addWidget(self.told)
        column.addWidget(self.faults, 1)
        column.addWidget(self.submit)
        column.addWidget(buttons)

    def _fill(self, found: Preview) -> None:
        told = found.faults[:_MOST_TOLD]
        self.faults.setAccessibleName(tr(_WHAT))
        self.faults.setHorizontalHeaderLabels([tr(_LINE), tr(_COLUMN), tr(_WHAT)])
        self.faults.setRowCount(len(told))
        for place, one in enumerate(told):
            for column, text in enumerate((number(one.line), one.column, one.message)):
                self.faults.setItem(place, column, QTableWidgetItem(text))
        fit_rows(self.faults)
        self.faults.setVisible(bool(told))


def _sentences(found: Preview) -> list[str]:
    good, refused = found.good, sum(any(fault.fatal for fault in one.faults) for one in found.rows)
    drafts, known = sum(not one.is_valid for one in good), sum(one.is_here for one in found.rows)
    told = [tr(_ROWS, n=len(good))]
    told += [tr(text, n=n) for text, n in ((_DRAFTS, drafts), (_REFUSED, refused), (_KNOWN, known)) if n]
    if found.unknown:
        told.append(tr(_UNKNOWN, names=", ".join(isolate(one[:40]) for one in found.unknown[:20])))
    return told
