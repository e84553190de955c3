"""The dialog of an import: three steps, then the import itself on the worker, and what became of it.

Nothing is written before the last step; stopped half-way, what is saved stays and the same file can be taken again.
"""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from coopdesk.errors import CoopDeskError
from coopdesk.i18n import N_, P_, Text, isolate, number, tr
from coopdesk.interchange.tables.sheets import Sheet
from coopdesk.operations import rights, table_files, table_wide, tables
from coopdesk.operations.table_preview import preview
from coopdesk.operations.table_saving import take
from coopdesk.operations.tables import Outcome, Plan, Preview
from coopdesk.progress import Progress
from coopdesk.records import TYPES
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.context import Context
from coopdesk.ui.direction import sized
from coopdesk.ui.exchange.dialog_parts import JobDialog, column_of, give_room
from coopdesk.ui.messages import Notice
from coopdesk.ui.table_import.check_page import CheckPage
from coopdesk.ui.table_import.columns_page import ColumnsPage
from coopdesk.ui.table_import.sheet_page import SheetPage

_TITLE = N_("Import from a table: {type}")
_STEPS = (N_("File and sheet"), N_("Columns", "of a table"), N_("Check", "an import"), N_("Result"))
_STEP = N_("{number} {step}")
_BACK, _NEXT, _CANCEL, _STOP = N_("Back", "a step"), N_("Next"), N_("Cancel"), N_("Stop")
_IMPORT, _CLOSE = P_("Import {n} line", "Import {n} lines"), N_("Close")
_OPENING, _LOOKING, _IMPORTING = N_("Reading the file…"), N_("Looking at what would change…"), N_("Importing…")
_TABLES = N_("Tables")
_CREATED, _CHANGED = (
    P_("{n} record was entered.", "{n} records were entered."),
    P_("{n} record was changed.", "{n} records were changed."),
)
_SKIPPED = P_("{n} line was here already.", "{n} lines were here already.")
_REFUSED = P_(
    "{n} line was refused. Save it with the reason beside it, correct it there, and import that file.",
    "{n} lines were refused. Save them with the reason beside each, correct them there, and import that file.",
)
_FILES = P_("{n} file was attached.", "{n} files were attached.")
_LEFT = P_("You stopped it: {n} line is not imported.", "You stopped it: {n} lines are not imported.")
_NOTHING = N_("Everything in it was here already.")
_SAVE_REFUSED = N_("Save what was refused…")
_FURTHER = N_("Go on with the sheet “{name}”")
_SAVED = N_("Written: {name}")
_SHEET, _COLUMNS, _CHECK, _RESULT, _WAITING = range(5)


class TableImport(JobDialog):
    """``told``: a sentence of what was done."""

    told = Signal(str)

    def __init__(self, context: Context, type: str, path: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._store, self._tasks, self._type = context, context.store, context.tasks, type
        self._path = path
        self._plan: Plan | None = None
        self._importing = False
        self.found: Preview | None = None
        self.outcome: Outcome | None = None
        self.setWindowTitle(tr(_TITLE, type=tr(TYPES[type].__plural__)))
        give_room(self, 1_080, 680)
        self.notice, self._steps, self._doing = Notice(), QLabel(), sentence()
        self._steps.setFont(sized(self.font(), theme.SECTION_PT))
        self.sheet, self.columns, self.check = SheetPage(type), ColumnsPage(), CheckPage()
        self.sheet.chosen.connect(self._replan)
        self.sheet.other.connect(self._choose)
        self.done_text, self.written = sentence(), sentence(quiet=True)
        self.save_refused = QPushButton(tr(_SAVE_REFUSED))
        self.save_refused.clicked.connect(self._ask_where)
        self.further = QPushButton()
        self.further.clicked.connect(self._go_further)
        self.bar.setTextVisible(False)
        self._stack = QStackedWidget()
        for page in (self.sheet, self.columns, self.check, self._made_result(), self._made_waiting()):
            self._stack.addWidget(page)
        self.back, self.next, self.leave = QPushButton(tr(_BACK)), QPushButton(tr(_NEXT)), QPushButton(tr(_CANCEL))
        self.next.setProperty("primary", "true")
        self.next.setDefault(True)
        self.back.clicked.connect(self._go_back)
        self.next.clicked.connect(self.go_on)
        self.leave.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addWidget(self.leave)
        buttons.addStretch(1)
        buttons.addWidget(self.back)
        buttons.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.WIDE, theme.SPACE, theme.WIDE, theme.SPACE)
        column.setSpacing(theme.SPACE)
        column.addWidget(self._steps)
        column.addWidget(self.notice)
        column.addWidget(self._stack, 1)
        column.addLayout(buttons)
        self._tasks.progress.connect(self.show_progress)
        self.open_file(path)

    def open_file(self, path: Path) -> None:
        """Read a file, and show its first sheet that holds records of the type."""
        self._path = path
        type, store = self._type, self._store

        def work(_: Progress) -> tuple[list[Sheet], int, Plan]:
            rights.require(store, rights.SECRETARY)
            sheets = table_wide.unfolded(table_files.open_file(path), TYPES[type])
            lists = {id(one) for one, _ in table_files.lists_in(sheets, TYPES[type])}
            visible = [n for n, one in enumerate(sheets) if not one.hidden and id(one) not in lists]
            place = visible[0] if visible else 0
            return sheets, place, tables.plan(store, sheets[place], type)

        def show(found: tuple[list[Sheet], int, Plan]) -> None:
            sheets, place, plan = found
            self.sheet.show_file(path.name, sheets, place)
            self.columns.look_in(path.absolute().parent)
            self._show_plan(plan)

        self._wait(_OPENING)
        self.job = self._tasks.write(work, show, self._failed, self._over)

    def go_on(self) -> None:
        """Go to the next step: of the last one, import."""
        now = self._stack.currentIndex()
        if now == _SHEET and self._plan is not None:
            self.columns.show_plan(self._plan)
            self._show(_COLUMNS)
        elif now == _COLUMNS:
            self._look()
        elif now == _CHECK:
            self._import()
        elif now == _RESULT:
            self.accept()

    def save_refused_to(self, path: Path) -> None:
        """Write the lines that were refused to a file, with the reason beside each."""
        plan, outcome = self._plan, self.outcome
        assert plan is not None
        assert outcome is not None
        self._tasks.write(
            lambda _: tables.write_refused(plan, outcome.refused, path),
            lambda _: self.written.setText(tr(_SAVED, name=path.name)), self.notice.tell,
        )  # fmt: skip

    def reject(self) -> None:
        """Close; while it imports, stop and show what is in."""
        if self._importing:
            self.stop_job()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._importing:
            self.stop_job()
            event.ignore()
        else:
            super().closeEvent(event)

    def _look(self) -> None:
        plan, store = self.columns.plan(), self._store
        self._plan = plan
        self._wait(_LOOKING)
        self.job = self._tasks.write(
            lambda progress: preview(store, plan, progress), self._looked, self._failed, self._over
        )

    def _looked(self, found: Preview) -> None:
        self.job, self.found = None, found
        self.check.show_preview(found)
        self._show(_CHECK)

    def _import(self) -> None:
        found, store = self.found, self._store
        assert found is not None
        self._wait(_IMPORTING)
        self._importing = True
        self.job = self._tasks.write(
            lambda progress: take(store, found, progress), self._imported, self._failed, self._over
        )

    def _imported(self, outcome: Outcome) -> None:
        self.job, self.outcome, self._importing = None, outcome, False
        counts = (
            (_CREATED, len(outcome.created)), (_CHANGED, len(outcome.changed)), (_SKIPPED, len(outcome.skipped)),
            (_REFUSED, len(outcome.refused)), (_FILES, outcome.files), (_LEFT, outcome.left),
        )  # fmt: skip
        told = [tr(text, n=n) for text, n in counts if n] or [tr(_NOTHING)]
        self.done_text.setText("\n".join(told))
        self.save_refused.setVisible(bool(outcome.refused))
        self.written.clear()
        following = self.sheet.following
        self.further.setVisible(following is not None)
        if following is not None:
            self.further.setText(tr(_FURTHER, name=isolate(self.sheet.name_of(following))))
        self._context.renewed.emit()
        self.told.emit(" ".join(told[:2]))
        self._show(_RESULT)

    def _replan(self) -> None:
        """Look at the sheet, the type and the header that are chosen now."""
        sheet, type, store = self.sheet.chosen_sheet, self.sheet.type, self._store
        same = self._plan is not None and self._plan.sheet is sheet and self._plan.type == type
        header = self.sheet.header.value() if same else None

        def failed(fault: CoopDeskError) -> None:
            self._plan = None
            self._failed(fault)

        self._tasks.read(lambda _: tables.plan(store, sheet, type, header), self._show_plan, failed)

    def _show_plan(self, plan: Plan) -> None:
        self.job, self._plan = None, plan
        self.notice.hide()
        self.sheet.show_plan(plan)
        self._show(_SHEET)

    def _go_further(self) -> None:
        """Begin again with the next sheet of the file."""
        following = self.sheet.following
        if following is not None:
            self.sheet.choose(following)

    def _go_back(self) -> None:
        self._show(self._stack.currentIndex() - 1)

    def _show(self, page: int) -> None:
        self._stack.setCurrentIndex(page)
        last = page == _RESULT
        self.back.setVisible(page in (_COLUMNS, _CHECK))
        self.next.setVisible(page != _WAITING)
        self.leave.setVisible(not last)
        self.leave.setText(tr(_STOP if page == _WAITING else _CANCEL))
        ready = self.found.count("new") + self.found.count("change") if page == _CHECK and self.found else 0
        self.next.setText(tr(_CLOSE) if last else tr(_IMPORT, n=ready) if ready else tr(_NEXT))
        refused = self.found.count("refused") if page == _CHECK and self.found else 0
        self.next.setEnabled(page != _CHECK or bool(ready or refused))
        if page != _WAITING:
            self._tell_step(page)
            (self.next if self.next.isEnabled() else self.leave).setFocus()
        else:
            self.leave.setFocus()

    def _tell_step(self, page: int) -> None:
        """Say where in the steps this is, the present one in strong letters."""
        told = [tr(_STEP, number=number(n), step=tr(text)) for n, text in enumerate(_STEPS[:3], 1)]
        names = [f"<b>{one}</b>" if n == page else one for n, one in enumerate(told)]
        self._steps.setText("&nbsp;&nbsp;·&nbsp;&nbsp;".join(names) if page < _RESULT else f"<b>{tr(_STEPS[3])}</b>")
        self._steps.setAccessibleName(told[page] if page < _RESULT else tr(_STEPS[3]))

    def _wait(self, text: Text) -> None:
        self.notice.hide()
        self._doing.setText(tr(text))
        self.bar.setAccessibleName(tr(text))
        self.bar.setRange(0, 0)
        self._show(_WAITING)

    def _failed(self, fault: CoopDeskError) -> None:
        self.job, self._importing = None, False
        back = _SHEET if self._plan is None else _COLUMNS if self.columns.boxes else _SHEET
        self._show(back)
        self.next.setEnabled(self._plan is not None)
        self.notice.tell(fault)

    def _over(self) -> None:
        """The work was stopped, or met a bug: nothing of it is there."""
        self.job, self._importing = None, False
        if self.isVisible():
            self._show(_COLUMNS if self.columns.boxes else _SHEET)

    def _choose(self) -> None:
        path = ask_file(self)
        if path is not None:
            self._plan = None
            self.open_file(path)

    def _ask_where(self) -> None:
        suggested = tables.refused_path(self._path)
        kinds = f"{tr(_TABLES)} (*{suggested.suffix})"
        chosen, _ = QFileDialog.getSaveFileName(self, tr(_SAVE_REFUSED), str(suggested), kinds)
        if chosen:
            self.save_refused_to(Path(chosen))

    def _made_waiting(self) -> QWidget:
        made = QWidget()
        column = column_of(made)
        column.addStretch(1)
        column.addWidget(self._doing)
        column.addWidget(self.bar)
        column.addStretch(1)
        return made

    def _made_result(self) -> QWidget:
        made = QWidget()
        column = column_of(made)
        row = QHBoxLayout()
        row.addWidget(self.save_refused)
        row.addWidget(self.further)
        row.addStretch(1)
        column.addWidget(self.done_text)
        column.addLayout(row)
        column.addWidget(self.written)
        column.addStretch(1)
        return made


def ask_file(parent: QWidget) -> Path | None:
    """Ask for a file of tables."""
    endings = " ".join(f"*{one}" for one in table_files.ENDINGS)
    chosen, _ = QFileDialog.getOpenFileName(parent, tr(_TABLES), "", f"{tr(_TABLES)} ({endings})")
    return Path(chosen) if chosen else None
