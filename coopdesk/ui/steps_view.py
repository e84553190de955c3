"""The steps of a record beside it: each that was taken, the remarks that it got, and the opinions that were asked."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QScrollArea,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from coopdesk.calendars import gregorian
from coopdesk.i18n import N_, isolate, tr
from coopdesk.operations import remarks
from coopdesk.operations.record_types import View
from coopdesk.operations.step_words import Taken
from coopdesk.records import TYPES
from coopdesk.ui import theme
from coopdesk.ui.answer_dialog import ask_answer
from coopdesk.ui.asked import sentence
from coopdesk.ui.context import Context
from coopdesk.ui.direction import sized
from coopdesk.ui.messages import Notice
from coopdesk.ui.read_table import read_table
from coopdesk.ui.remark_rows import remarkable
from coopdesk.ui.sight import InSight

_STEPS, _REMARKS, _OPINIONS = N_("Steps taken"), N_("Remarks", "on a record"), N_("Opinions asked")
_WHAT, _COMMENT = N_("Step"), N_("Comment")
_NONE = N_("No step was taken yet.")
_SETTLE, _AGAIN, _ANSWER = N_("Settled", "remark"), N_("Not settled after all"), N_("Note the answer…")
_ON = N_("{field}: {remark}")
_WHOLE = N_("The whole record")
_ASKED, _DUE, _ANSWERED = N_("Asked of {who} on {day}"), N_("answer wanted by {day}"), N_("answered on {day}")
_OVERDUE = N_("overdue")
_TALL = 10_000
"""More pixels than the lines of any cell take."""
_JOINT = N_(" · ", "between the parts of a sentence on a step")


class StepsView(QWidget):
    """``changed``: a remark was settled, or an answer noted."""

    changed = Signal()

    def __init__(self, context: Context, notice: Notice) -> None:
        super().__init__()
        self._context, self._store, self._tasks, self._notice = context, context.store, context.tasks, notice
        self._type = ""
        self.table = read_table(1, 1)
        self.table.setWordWrap(True)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._fitting = QTimer(self, singleShot=True, interval=0)
        self._fitting.timeout.connect(self._fit)
        self.table.horizontalHeader().sectionResized.connect(lambda *_: self._fitting.start())
        self._none = sentence(quiet=True)
        self._heads = [QLabel() for _ in range(2)]
        for label in self._heads:
            label.setFont(sized(self.font(), theme.SECTION_PT, strong=True))
        self._lists = [QVBoxLayout(), QVBoxLayout()]
        inner = QWidget()
        inner.setObjectName("page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        column.setSpacing(theme.GAP)
        for widget in (self._none, self.table):
            column.addWidget(widget)
        for head, found in zip(self._heads, self._lists, strict=True):
            column.addSpacing(theme.GAP)
            column.addWidget(head)
            found.setSpacing(theme.SMALL)
            column.addLayout(found)
        column.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setWidget(inner)
        InSight(area)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def show_steps(self, type: str, taken: Sequence[Taken], said: Sequence[View], asked: Sequence[View]) -> None:
        """Show the steps of a record, the newest first, the remarks on it and the opinions asked, in the present
        language."""
        self._type = type
        self._none.setVisible(not taken)
        self.table.setVisible(bool(taken))
        self.table.setRowCount(len(taken))
        for row, one in enumerate(reversed(taken)):
            when = tr(_JOINT).join(filter(None, (one.when, one.how)))
            step = "\n".join(filter(None, (one.label, one.who, when)))
            for column, text in enumerate((step, " ".join(one.comment.split()))):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(row, column, item)
        self._fit()
        for found in self._lists:
            _empty(found)
        labels = dict(remarkable(TYPES[type]))
        for remark in said:
            self._lists[0].addWidget(self._remark(remark, labels))
        for referral in asked:
            self._lists[1].addWidget(self._referral(referral))
        self._heads[0].setVisible(bool(said))
        self._heads[1].setVisible(bool(asked))

    def _fit(self) -> None:
        """Give each step the lines that it needs, and the table the height of all."""
        metrics, rows = self.table.fontMetrics(), 0
        for row in range(self.table.rowCount()):
            height = theme.ROW
            for column in range(self.table.columnCount()):
                item, room = self.table.item(row, column), self.table.columnWidth(column) - 2 * theme.SPACE
                if item is not None:
                    box = metrics.boundingRect(QRect(0, 0, max(room, 1), _TALL), Qt.TextFlag.TextWordWrap, item.text())
                    height = max(height, box.height() + 2 * theme.GAP)
            self.table.setRowHeight(row, height)
            rows += height
        self.table.setFixedHeight(rows + self.table.horizontalHeader().height() + theme.SMALL)

    def retranslate(self) -> None:
        """Show everything in the present language, but what was said."""
        for label, text in zip(self._heads, (_REMARKS, _OPINIONS), strict=True):
            label.setText(tr(text))
        self.table.setAccessibleName(tr(_STEPS))
        self.table.setHorizontalHeaderLabels([tr(_WHAT), tr(_COMMENT)])
        self._none.setText(tr(_NONE))

    def _remark(self, one: View, labels: dict[str, str]) -> QWidget:
        settled = bool(one["settled"])
        name = one["of_field"] or ""
        text = tr(_ON, field=labels.get(name, tr(_WHOLE)), remark=isolate(one["text"] or ""))
        act = QPushButton(tr(_AGAIN if settled else _SETTLE))
        act.setAccessibleDescription(text)
        act.clicked.connect(partial(self._settle, one["id"], settled=not settled))
        return _line(f"{'✓' if settled else '✎'} {text}", act, quiet=settled)

    def _referral(self, one: View) -> QWidget:
        parts = [tr(_ASKED, who=one["asked_of_title"], day=gregorian(one["asked_on"]) if one["asked_on"] else "–")]
        if one["due"]:
            parts.append(tr(_DUE, day=gregorian(one["due"])))
        if one["overdue"]:
            parts.append(tr(_OVERDUE))
        if one["answered"]:
            parts.append(tr(_ANSWERED, day=gregorian(one["answered_on"])) if one["answered_on"] else "")
        texts = [tr(_JOINT).join(filter(None, parts)), isolate(one["question"] or ""), isolate(one["answer"] or "")]
        act = QPushButton(tr(_ANSWER))
        act.setAccessibleDescription(texts[0])
        act.setVisible(not one["answered"])
        act.clicked.connect(partial(self.answer, one["id"]))
        return _line(
            "\n".join(one for one in texts if one.strip("\u2068\u2069")),
            act,
            quiet=one["answered"],
            wrong=one["overdue"],
        )

    def _settle(self, id: str, *, settled: bool) -> None:
        self._tasks.write(
            lambda _: remarks.settle(self._store, id, settled=settled), lambda _: self.changed.emit(), self._notice.tell
        )

    def answer(self, referral: str) -> None:
        """Ask what was answered to a referral, and note it."""
        ask_answer(self._type, referral, self._context, self.changed.emit, self, self._notice)


def _line(text: str, act: QPushButton, *, quiet: bool, wrong: bool = False) -> QWidget:
    holder, label = QWidget(), sentence(quiet=quiet)
    label.setText(text)
    if wrong:
        label.setObjectName("error")
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.GAP)
    row.addWidget(label, 1)
    row.addWidget(act)
    return holder


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
