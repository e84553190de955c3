"""A strategy taken from a table: what it would bring is shown first, with what is wrong in which line."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFileDialog, QPushButton, QTableWidgetItem, QWidget

from coopdesk.i18n import N_, P_, isolate, ltr, number, tr
from coopdesk.operations.strategy import table
from coopdesk.operations.strategy.rows import SCHEMES, head
from coopdesk.operations.strategy.table import Plan
from coopdesk.records.strategy_coverage import LEVELS
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.exchange.dialog_parts import furnished, row_of
from coopdesk.ui.read_table import fit_rows, read_table

if TYPE_CHECKING:
    from coopdesk.ui.places import Pane

_TITLE, _FILES, _TAKE = N_("A strategy from a table"), N_("Tables"), N_("Take the strategy")
_CANCEL, _CLOSE = N_("Cancel"), N_("Close")
_NEW = P_("{n} part would be new.", "{n} parts would be new.")
_CONTINUED = P_(
    "To {n} part that is here, what continues it would be added.",
    "To {n} parts that are here, what continues them would be added.",
)
_SAME = P_("{n} part is here already.", "{n} parts are here already.")
_FAULTS = P_(
    "{n} thing is to be corrected in the table first; then take it again.",
    "{n} things are to be corrected in the table first; then take it again.",
)
_UNKNOWN = N_("These columns are not read: {names}.")
_NOTHING = N_("There is nothing new in this table.")
_LINE, _COLUMN, _WHAT = N_("Line", "of a table"), N_("Column", "of a table"), N_("What is to be corrected")
_TAKEN = P_("{n} part of the strategy was entered.", "{n} parts of the strategy were entered.")
_MOST_TOLD, _DEEP = 500, "\u2003"


def take(pane: "Pane") -> None:
    """Ask for a table, and show the strategy in it."""
    chosen, _ = QFileDialog.getOpenFileName(pane, tr(_TITLE), "", f"{tr(_FILES)} (*.xlsx *.xlsm *.csv *.tsv *.txt)")
    if chosen:
        take_from(pane, Path(chosen))


def take_from(pane: "Pane", path: Path) -> None:
    """Show what a table would bring, and take it when a person agrees."""
    store, tasks = pane.context.store, pane.context.tasks

    def agreed(plan: Plan) -> None:
        def done(made: list[str]) -> None:
            pane.context.renewed.emit()
            pane.notice.say(tr(_TAKEN, n=len(made)))

        tasks.write(lambda _: table.take(store, plan), done, pane.notice.tell)

    def show(plan: Plan) -> None:
        StrategyDialog(plan, pane, lambda: agreed(plan)).open()

    tasks.read(lambda _: table.preview(store, path), show, pane.notice.tell)


class StrategyDialog(QDialog):
    """Tells what a table would bring, or what is to be corrected in it."""

    def __init__(self, plan: Plan, parent: QWidget, agreed: Callable[[], None]) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr(_TITLE))
        theme.resize(self, 860, 520)
        self.told = sentence()
        self.told.setText("\n".join(_sentences(plan)))
        self.lines = _faults(plan) if plan.faults else _parts(plan)
        self.take_button = QPushButton(tr(_TAKE))
        self.take_button.setProperty("primary", "true")
        self.take_button.setEnabled(bool(plan.codes("new") or plan.codes("continued")))
        acts = () if plan.faults else (self.take_button,)
        buttons = row_of(QPushButton(tr(_CLOSE if plan.faults else _CANCEL)), *acts)
        buttons.rejected.connect(self.reject)
        buttons.accepted.connect(self.accept)
        self.accepted.connect(agreed)
        furnished(self, (self.told, self.lines, buttons)).setStretch(1, 1)


def _sentences(plan: Plan) -> list[str]:
    counts = ((_NEW, len(plan.codes("new"))), (_CONTINUED, len(plan.codes("continued"))),
              (_SAME, len(plan.codes("same"))))  # fmt: skip
    told = [tr(_FAULTS, n=len(plan.faults))] if plan.faults else [tr(text, n=n) for text, n in counts if n]
    if not plan.faults and not (plan.codes("new") or plan.codes("continued")):
        told.append(tr(_NOTHING))
    if plan.unknown:
        told.append(tr(_UNKNOWN, names=", ".join(isolate(one[:40]) for one in plan.unknown[:20])))
    return told


def _faults(plan: Plan) -> QWidget:
    rows = [(number(one.line), one.column, one.message) for one in plan.faults[:_MOST_TOLD]]
    return _table(rows, [tr(_LINE), tr(_COLUMN), tr(_WHAT)], tr(_WHAT), (80, 180, 400))


def _parts(plan: Plan) -> QWidget:
    """Return the parts as the table has them, each as deep as its level."""
    names = ("code", "level", "name_en", "name_ar", "valid_from", "valid_to")
    rows = []
    for one in plan.rows[:_MOST_TOLD]:
        value = {name: str(one.values.get(name) or "") for name in names}
        value |= {"code": _DEEP * SCHEMES.index(one.scheme) + ltr(value["code"]), "level": tr(LEVELS[one.scheme])}
        rows.append([value[name] for name in names])
    return _table(rows, [head(name) for name in names], tr(_TITLE), (150, 90, 190, 190, 90, 1))


def _table(rows: Sequence[Sequence[str]], heads: list[str], name: str, widths: tuple[int, ...]) -> QWidget:
    made = read_table(*widths)
    made.setAccessibleName(name)
    made.setHorizontalHeaderLabels(heads)
    made.setRowCount(len(rows))
    for place, row in enumerate(rows):
        for column, text in enumerate(row):
            made.setItem(place, column, QTableWidgetItem(text))
    fit_rows(made)
    return made
