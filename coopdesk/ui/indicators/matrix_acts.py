"""What the menu of the matrix does: the steps of the review, locking, comments, parts, other entities."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QInputDialog, QMenu

from coopdesk.errors import CoopDeskError
from coopdesk.i18n import N_, P_, tr
from coopdesk.operations import rights
from coopdesk.operations.indicators import parts, period_locks, review
from coopdesk.operations.indicators.review import Place
from coopdesk.operations.several import Outcome
from coopdesk.periods import headed
from coopdesk.progress import Progress
from coopdesk.records.indicator import IndicatorValue
from coopdesk.records.steps import Step
from coopdesk.ui.exchange.review import review_record
from coopdesk.ui.indicators.asking import ask_record
from coopdesk.ui.indicators.matrix_model import FIXED

if TYPE_CHECKING:
    from coopdesk.ui.indicators.matrix_view import MatrixView

_CHOSEN, _PERIOD, _ALL = N_("Chosen cells"), N_("Everything of {period}"), N_("Everything shown")
_SAY = N_("What is asked? It stands with each value.")
_DONE = P_("{step}: {n} value.", "{step}: {n} values.")
_NOT_ALL = N_("Not all could be done. The first reason: {why}")
_ALL_THE_SAME = N_("Go on all the same")
_NOTHING = N_("Nothing here waits for “{step}”.")
_COMMENT, _COMMENT_ON = N_("Comment…"), N_("Comment on {name}, {period}")
_LOCK, _UNLOCK = N_("Lock {period}"), N_("Open {period} again")
_FOLD_OUT, _FOLD_IN = N_("Show all parts"), N_("Hide all parts")
_ADD_PART, _PART = N_("Add a part…"), N_("Part, such as age=15-24, country=YE or sector=110")
_OPEN = N_("Open the indicator")
_WHOSE, _SHOW = N_("Whose values are to be shown?"), N_("Show", "values")


def offer(view: "MatrixView") -> None:
    """Offer what can be done with the chosen cells, their period, and all that is shown."""
    menu = made(view)
    pressed = view.more if view.more.hasFocus() else None
    place = pressed.mapToGlobal(pressed.rect().bottomLeft()) if pressed is not None else QCursor.pos()
    menu.popup(place)


def made(view: "MatrixView") -> QMenu:
    """Return the menu as it stands now."""
    menu, found = QMenu(view), view.model.matrix
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if found is None:
        return menu
    chosen = view.table.chosen()
    columns = sorted({column for _, column in chosen})
    period = headed(found.periods[columns[0]]) if len(columns) == 1 else ""
    cells = [(found.rows[row].indicator, found.periods[column], found.rows[row].part) for row, column in chosen]
    scopes: list[tuple[str, Iterable[Place]]] = [(tr(_CHOSEN), cells)] if len(cells) > 0 else []
    scopes += [(tr(_PERIOD, period=period), review.places(found, columns))] if period else []
    scopes.append((tr(_ALL), review.places(found)))
    for step in IndicatorValue.__steps__:
        if _may(view, step):
            inner = menu.addMenu(tr(step.label))
            for name, places in scopes:
                inner.addAction(name).triggered.connect(partial(_take, view, step, places))
    menu.addSeparator()
    if len(cells) == 1:
        menu.addAction(tr(_COMMENT)).triggered.connect(lambda: comment(view))
    if period and view.context.store.is_ministry and rights.may(view.context.store, rights.APPROVER):
        locked = found.periods[columns[0]] in found.locked
        text, act = (_UNLOCK, period_locks.unlock) if locked else (_LOCK, period_locks.lock)
        menu.addAction(tr(text, period=period)).triggered.connect(partial(_lock, view, act, found.periods[columns[0]]))
    menu.addSeparator()
    if chosen:
        indicator = found.rows[chosen[0][0]].indicator
        menu.addAction(tr(_ADD_PART)).triggered.connect(lambda: add_part(view, indicator))
        menu.addAction(tr(_OPEN)).triggered.connect(lambda: view.opened.emit(indicator))
    folding = [one.indicator for one in found.rows if one.parts]
    if folding:
        menu.addAction(tr(_FOLD_OUT)).triggered.connect(lambda: view.model.fold(folding, out=True))
        menu.addAction(tr(_FOLD_IN)).triggered.connect(lambda: view.model.fold(folding, out=False))
    return menu


def _may(view: "MatrixView", step: Step) -> bool:
    store = view.context.store
    return rights.may(store, step.role) and (store.is_ministry or not step.ministry)


def _take(view: "MatrixView", step: Step, places: Iterable[Place]) -> None:
    words = ""
    if step.comment:
        words, agreed = QInputDialog.getMultiLineText(view, tr(step.label), tr(_SAY))
        if not agreed:
            return
    take(view, step.name, places, words)


def take(view: "MatrixView", name: str, places: Iterable[Place], comment: str = "") -> None:
    """Take a step with the values in these cells, once what was written is saved and what there is to be told of them
    was agreed to."""
    view.keep()
    store, entity, cells = view.context.store, view.asked.entity, list(places)
    step = next(one for one in IndicatorValue.__steps__ if one.name == name)

    def work(progress: Progress) -> Outcome:
        return review.take(store, name, cells, entity, comment, progress)

    def done(outcome: Outcome) -> None:
        label = tr(step.label)
        said = tr(_DONE, step=label, n=len(outcome.done)) if outcome.done else tr(_NOTHING, step=label)
        if outcome.refused is not None:
            view.notice.warn(f"{said} {tr(_NOT_ALL, why=outcome.refused.message())}" if outcome.done
                             else outcome.refused.message())  # fmt: skip
        else:
            view.notice.say(said)
        view.read()

    def go_on() -> None:
        view.context.tasks.write(work, done, view.notice.tell)

    def warn(told: list[str]) -> None:
        if told:
            view.notice.warn(" ".join(told), tr(_ALL_THE_SAME), go_on)
        else:
            go_on()

    view.context.tasks.read(lambda _: review.cautions(store, name, cells, entity), warn, view.notice.tell)


def _lock(view: "MatrixView", act: Callable[[Any, Iterable[str]], None], period: str) -> None:
    view.keep()
    store = view.context.store
    view.context.tasks.write(lambda _: act(store, [period]), lambda _: view.read(), view.notice.tell)


def comment(view: "MatrixView") -> None:
    """Ask for the comment on the cell where one stands."""
    here, found = view.table.cells.currentIndex(), view.model.matrix
    if not here.isValid() or found is None or here.column() < FIXED:
        return
    row, column = view.model.at(here)
    why = found.cells[row][column].why
    if why is not None:
        view.notice.warn(tr(why))
        return
    title = tr(_COMMENT_ON, name=found.rows[row].name, period=headed(found.periods[column]))
    words, agreed = QInputDialog.getMultiLineText(view, tr(_COMMENT), title, view.model.text(row, column, "note"))
    if agreed:
        note(view, row, column, words)


def note(view: "MatrixView", row: int, column: int, words: str) -> None:
    """Write the comment on a cell."""
    view.model.write(row, column, words, "note")


def add_part(view: "MatrixView", indicator: str) -> None:
    """Ask for a part of an indicator, and show it."""
    words, agreed = QInputDialog.getText(view, tr(_ADD_PART), tr(_PART))
    if not agreed:
        return
    try:
        show_part(view, indicator, parts.parsed(words))
    except CoopDeskError as fault:
        view.notice.tell(fault)


def show_part(view: "MatrixView", indicator: str, part: str) -> None:
    """Show a part of an indicator, to be written in; it is there for good once something is written."""
    view.ask(parts=tuple({*view.asked.parts, (indicator, part)}))
    view.model.open.add(indicator)


def open_cell(view: "MatrixView", place: Any) -> None:
    """Open what a cell or a name leads to: the values of a conflict to be decided on, else the indicator."""
    found = view.model.matrix
    if found is None or not place.isValid():
        return
    row, column = view.model.at(place)
    cell = found.cells[row][column] if column >= 0 else None
    if cell is not None and cell.conflict:
        review_record(view.context, cell.conflict, view, view.notice)
    else:
        view.opened.emit(found.rows[row].indicator)


def choose_entity(view: "MatrixView") -> None:
    """Ask for another organization whose values are to be shown."""
    ask_record(view.context, "organization", (_WHOSE, _SHOW), lambda id: view.ask(entity=id), view)
