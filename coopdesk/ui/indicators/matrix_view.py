"""The indicator matrix with what is chosen over it: whose values, which periods, what is written, and the review."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from coopdesk.errors import CoopDeskError
from coopdesk.i18n import N_, P_, Text, tr
from coopdesk.operations import titles
from coopdesk.operations.indicators import matrix, unread
from coopdesk.operations.indicators.matrix import Asked, Matrix
from coopdesk.operations.indicators.own_entity import own_entity
from coopdesk.operations.indicators.unread import Key
from coopdesk.progress import Progress
from coopdesk.records.indicator import FREQUENCY
from coopdesk.store.home import Store
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.context import Context
from coopdesk.ui.indicators import matrix_acts
from coopdesk.ui.indicators.matrix_counts import StageCounts
from coopdesk.ui.indicators.matrix_model import LOOK, MatrixModel
from coopdesk.ui.indicators.matrix_paste import PasteFaults
from coopdesk.ui.indicators.matrix_saving import MatrixSaving
from coopdesk.ui.indicators.matrix_table import MatrixTable
from coopdesk.ui.inputs import StillBox
from coopdesk.ui.list_flow import FlowLayout
from coopdesk.ui.messages import Notice
from coopdesk.ui.tasks import Job

Source = Callable[[Store], tuple[str, ...]]
_WHOSE, _WHOLE, _ANOTHER = N_("Whose values"), N_("The whole, all together"), N_("Another entity…")
_LENGTH, _AS_REPORTED = N_("Periods"), N_("Periods as reported")
_FROM, _TO = N_("From", "period"), N_("To", "period")
_WRITES: dict[str, Text] = {"value": N_("Actual values"), "target": N_("Targets")}
_SAVED, _SAVING, _UNSAVED = N_("All is saved"), N_("Saving…"), N_("Not saved yet")
_FAULTS = P_("{n} cell is not saved: show it", "{n} cells are not saved: show the first")
_LATE = P_(
    "{n} value came after its period was locked: show it",
    "{n} values came after their period was locked: show the first",
)
_BESIDE = N_("Another wrote in some of these cells meanwhile. Both values stand there, marked ≠, to be decided on.")
_LEFT_OUT = P_(
    "{n} indicator of this list is not shown; narrow the list to see it.",
    "{n} indicators of this list are not shown; narrow the list to see them.",
)
_CORRECT = N_("Some cells are not saved, for they take no such value. Correct them first, or let them go.")
_LET_GO = N_("Let them go")
_NONE = N_(
    "There are no indicators here yet. Those of a project are added in its results, others in the list of indicators."
)
_REVIEW = N_("Review and more ▾")


class MatrixView(QWidget):
    """``left``: Esc; ``opened``: the page of an indicator was asked for."""

    left, opened = Signal(), Signal(str)

    def __init__(self, context: Context, notice: Notice) -> None:
        super().__init__()
        self.context, self.notice = context, notice
        self._source: Source | None = None
        self._waits = self._chose = False
        self._job: Job | None = None
        self.asked = Asked()
        self._names: dict[str, str] = {}
        self._unread: dict[Key, str] | None = None
        self.model = MatrixModel()
        self.table = MatrixTable(self.model)
        self.saving = MatrixSaving(context, self.model)
        self.counts = StageCounts()
        self.paste = PasteFaults(self.table)
        self.whose, self.length = StillBox(), StillBox()
        self.start, self.end = QLineEdit(), QLineEdit()
        self.more, self.stood, self.fault, self.late = QPushButton(), QLabel(), QPushButton(), QPushButton()
        self._labels = [QLabel(), QLabel()]
        self.none = sentence(quiet=True)
        self.none.hide()
        self.writes: dict[str, QToolButton] = {}
        self._build()
        self.retranslate()

    # what is shown

    def show_source(self, source: Source) -> None:
        """Show the indicators that a reading gives."""
        self._source = source
        self.read()

    def read(self) -> None:
        """Read the matrix on the worker, once what was written is saved; what was asked before is given up."""
        source, asked, store = self._source, self.asked, self.context.store
        first = self.model.matrix is None and not self._chose
        self.keep()
        self._waits = self.saving.dirty or self.saving.saving > 0
        if source is None or self._waits:
            return
        if self._job is not None:
            self._job.cancel()

        def work(progress: Progress) -> tuple[Matrix, dict[str, str], dict[Key, str]]:
            entity = own_entity(store) if first else asked.entity
            found = matrix.open_matrix(store, asked._replace(indicators=source(store), entity=entity))
            wrote = {cell.noted.by for line in found.cells for cell in line if cell.noted is not None}
            named = filter(None, {*found.entities, *wrote, entity})
            return found, titles.titles(store, named), unread.found(store, found.asked.indicators, entity)

        def show(made: tuple[Matrix, dict[str, str], dict[Key, str]]) -> None:
            if job is self._job:
                self._show(*made)

        job = self._job = self.context.tasks.read(work, show, self.notice.tell)

    def ask(self, **given: Any) -> None:
        """Show other periods, or another entity's values; what cannot be saved is to be corrected first."""
        self.table.delegate.end()
        if self.model.faults:
            self._show_asked()
            self.notice.warn(tr(_CORRECT), tr(_LET_GO), self._let_go)
            self.show_fault()
            return
        self._chose = self._chose or "entity" in given
        self.asked = self.asked._replace(**given)
        self.read()

    def _let_go(self) -> None:
        self.model.let_go()
        self.notice.hide()
        self._tell_saving()

    def keep(self, failed: Callable[[CoopDeskError], None] | None = None) -> None:
        """Save what was written and is not saved yet."""
        self.table.delegate.end()
        self.saving.keep(failed)

    def take_focus(self) -> None:
        """Let the keyboard work in the cells."""
        self.table.take_focus()

    def write(self, name: str) -> None:
        """Write actual values, or targets, from now on."""
        self.model.name = name
        self.writes[name].setChecked(True)
        self.model.refresh()

    def retranslate(self) -> None:
        """Show everything in the present language."""
        for label, text in zip(self._labels, (_FROM, _TO), strict=True):
            label.setText(tr(text))
        for widget, text in ((self.whose, _WHOSE), (self.length, _LENGTH), (self.start, _FROM), (self.end, _TO)):
            widget.setAccessibleName(tr(text))
        self.length.blockSignals(True)
        self.length.clear()
        self.length.addItem(tr(_AS_REPORTED), "")
        for one in FREQUENCY:
            self.length.addItem(tr(one.label), one.token)
        self.length.setCurrentIndex(max(self.length.findData(self.asked.frequency), 0))
        self.length.blockSignals(False)
        for name, button in self.writes.items():
            button.setText(tr(_WRITES[name]))
        self.more.setText(tr(_REVIEW))
        self.none.setText(tr(_NONE))
        self.table.retranslate()
        self.counts.retranslate()
        self._tell_saving()
        self._fill_whose()
        self.model.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.keep()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        group, bar = QButtonGroup(self), QWidget()
        for name in _WRITES:
            button = QToolButton()
            button.setObjectName("shape")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(lambda _=False, name=name: self.write(name))
            group.addButton(button)
            self.writes[name] = button
        self.writes["value"].setChecked(True)
        for label, edge in zip(self._labels, (self.start, self.end), strict=True):
            label.setBuddy(edge)
            label.setObjectName("label")
            label.setMinimumHeight(theme.ROW)
        for line in (self.start, self.end):
            line.setFixedWidth(theme.px(96))
            line.setPlaceholderText("2027")
            line.editingFinished.connect(self._periods)
        self.whose.setMinimumContentsLength(18)
        self.whose.activated.connect(lambda _: self._chosen())
        self.length.activated.connect(lambda _: self.ask(frequency=self.length.currentData() or "", start="", end=""))
        self.stood.setObjectName("quiet")
        self.fault.clicked.connect(self.show_fault)
        self.late.clicked.connect(self.show_late)
        self.more.clicked.connect(lambda: matrix_acts.offer(self))
        flow, foot, below = FlowLayout(bar, theme.GAP), QWidget(), QHBoxLayout()
        for widget in (self.whose, self.length, self._labels[0], self.start, self._labels[1], self.end,
                       *self.writes.values(), self.more):  # fmt: skip
            flow.addWidget(widget)
        foot.setLayout(below)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.counts, 1)
        below.addWidget(self.late)
        below.addWidget(self.fault)
        below.addWidget(self.stood)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        for widget, stretch in ((self.none, 0), (bar, 0), (foot, 0), (self.paste, 0), (self.table, 1)):
            column.addWidget(widget, stretch)
        self.table.pasted.connect(self.paste.ask)
        self.table.refused.connect(self.notice.tell)
        self.table.left.connect(self.left)
        self.table.opened.connect(self._open)
        self.table.commented.connect(lambda _: matrix_acts.comment(self))
        self.table.menu.connect(lambda _: matrix_acts.offer(self))
        self.table.moved.connect(self._tell_counts)
        self.saving.turned.connect(self._turned)
        self.saving.failed.connect(self.notice.tell)
        self.saving.beside.connect(lambda: self.notice.say(tr(_BESIDE)))
        self.saving.renewed.connect(self._renewed)
        self.model.marked.connect(self._tell_saving)
        self.model.marked.connect(self._keep_unread)

    def _show(self, found: Matrix, names: dict[str, str], typed: dict[Key, str]) -> None:
        self._names = self.model.names = names
        self.asked = self.asked._replace(entity=found.asked.entity)
        other = self.model.matrix is None or self.model.matrix.asked != found.asked
        if other:
            self.table.forget()
        self.saving.begin(found)
        self.model.show(found)
        if other:
            self._unread = None
            self.model.restore(typed)
            self._unread = self.model.unread()
        self._show_asked()
        if found.periods:
            self.start.setPlaceholderText(found.periods[0])
            self.end.setPlaceholderText(found.periods[-1])
        if found.left_out:
            self.notice.say(tr(_LEFT_OUT, n=found.left_out))
        self.none.setVisible(not found.rows and not found.left_out)
        self._tell_counts()
        self._tell_saving()

    def _turned(self) -> None:
        self._tell_saving()
        if self._waits and not (self.saving.dirty or self.saving.saving):
            self.read()

    def _renewed(self, found: Matrix) -> None:
        if self.model.matrix is not None and found.asked == self.model.matrix.asked:
            self.model.show(found)
            self._tell_counts()
            self._tell_saving()

    def _show_asked(self) -> None:
        """Let what is chosen over the matrix be what it shows."""
        for line, text in ((self.start, self.asked.start), (self.end, self.asked.end)):
            line.setText(text)
        self.length.setCurrentIndex(max(self.length.findData(self.asked.frequency), 0))
        self._fill_whose()

    def _fill_whose(self) -> None:
        found = self.model.matrix
        self.whose.blockSignals(True)
        self.whose.clear()
        self.whose.addItem(tr(_WHOLE), None)
        known = list(found.entities) if found is not None else []
        for id in dict.fromkeys([*known, *([self.asked.entity] if self.asked.entity else [])]):
            self.whose.addItem(self._names.get(id, id), id)
        self.whose.addItem(tr(_ANOTHER), "")
        self.whose.setCurrentIndex(max(self.whose.findData(self.asked.entity), 0))
        self.whose.blockSignals(False)

    def _chosen(self) -> None:
        chosen = self.whose.currentData()
        if chosen == "":
            self._fill_whose()
            matrix_acts.choose_entity(self)
        else:
            self.ask(entity=chosen)

    def _periods(self) -> None:
        start, end = self.start.text().strip(), self.end.text().strip()
        if (start, end) != (self.asked.start, self.asked.end):
            self.ask(start=start, end=end)

    def _tell_counts(self) -> None:
        if self.model.matrix is not None:
            here = self.table.cells.currentIndex()
            look = here.data(LOOK) if here.isValid() else None
            self.counts.tell(self.model.matrix, self.model.at(here)[1] if look is not None else None)

    def _keep_unread(self) -> None:
        """Keep what cells do not take as it stands there now."""
        before, now = self._unread, self.model.unread()
        if before is None or before == now or self.model.matrix is None:
            return
        self._unread = now
        other = {key: now.get(key) for key in {*before, *now} if before.get(key) != now.get(key)}
        store, entity = self.context.store, self.model.matrix.asked.entity
        self.context.tasks.write(lambda _: unread.keep(store, other, entity), lambda _: None, self.notice.tell)

    def _tell_saving(self) -> None:
        """Say whether all is saved, and what is not."""
        n = len(self.model.faults)
        late = self.model.matrix.late if self.model.matrix is not None else 0
        self.late.setText(tr(_LATE, n=late))
        self.late.setVisible(bool(late))
        self.fault.setText(tr(_FAULTS, n=n))
        self.fault.setVisible(bool(n))
        self.stood.setText(tr(_SAVING if self.saving.saving else _UNSAVED if self.saving.dirty else _SAVED))
        self.stood.setHidden(bool(n) and not self.saving.dirty)

    def show_fault(self) -> None:
        """Stand on the first cell that is not saved."""
        found = self.model.matrix
        for key in self.model.faults if found is not None else ():
            assert found is not None
            row = next((n for n, one in enumerate(found.rows) if (one.indicator, one.part) == (key[0], key[2])), None)
            if row is not None and key[1] in found.periods:
                self.table.show_place(row, found.periods.index(key[1]))
                return

    def show_late(self) -> None:
        """Stand on the next value that came after its period was locked; where it is another entity's, show that."""
        found = self.model.matrix
        if found is None:
            return
        here = self.table.cells.currentIndex()
        now = self.model.at(here) if here.isValid() else (-1, -1)
        places = [(row, at) for row, line in enumerate(found.cells) for at, cell in enumerate(line) if cell.late]
        if places:
            self.table.show_place(*next((one for one in places if one > now), places[0]))
        elif found.late_of:
            self.ask(entity=found.late_of[0])

    def _open(self, place: Any) -> None:
        matrix_acts.open_cell(self, place)
