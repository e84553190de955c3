"""The deadline of an opportunity under the header of its page: what is left, by both clocks, and the internal ones,
which are ticked when they are done and counted back from the deadline in one press."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from coopdesk.calendars import numeric, today
from coopdesk.i18n import N_, P_, RIGHT_TO_LEFT_MARK, is_rtl, isolate, tr
from coopdesk.operations import listing
from coopdesk.operations.listing import Listing
from coopdesk.operations.offers import deadlines
from coopdesk.operations.offers.deadlines import Standing
from coopdesk.operations.record_types import View
from coopdesk.operations.titles import own_title
from coopdesk.progress import Progress
from coopdesk.records import InternalDeadline
from coopdesk.ui import theme
from coopdesk.ui.direction import sized
from coopdesk.ui.list_flow import FlowLayout

if TYPE_CHECKING:
    from coopdesk.ui.context import Context
    from coopdesk.ui.messages import Notice
    from coopdesk.ui.places import Page

_COUNT, _COUNT_TIP = N_("Count back"), N_("Set the internal deadlines by the working days of both ends.")
_AGAIN = N_("Count again")
_ASTRAY = N_("The internal deadlines are out of step with the deadline or with the days of rest.")
_COUNTED = P_("The internal deadlines of {n} opportunity were counted again.",
              "The internal deadlines of {n} opportunities were counted again.")  # fmt: skip
_IN_STEP = N_("All internal deadlines are in step.")
_LINE, _LINE_OVER = N_("{what}: {day}"), N_("{what}: {day}, over")
_BETWEEN = N_(" · ", "between the clocks of a deadline")
_SHAPES = {"near": "△ ", "over": "■ ", "": ""}
_NAMES = {"near": "attention", "over": "error", "": ""}


def count_again(context: "Context", found: Listing | None, notice: "Notice") -> None:
    """Count the internal deadlines of the opportunities of a list again, where they are out of step."""
    if found is None:
        return
    store, chosen = context.store, found

    def work(progress: Progress) -> list[str]:
        return deadlines.plan_again(store, listing.ids(store, chosen), progress)

    def done(counted: list[str]) -> None:
        notice.say(tr(_COUNTED, n=len(counted)) if counted else tr(_IN_STEP))

    context.tasks.write(work, done, notice.tell)


class DeadlineStrip(QFrame):
    """Stands there while an opportunity that has a deadline is read."""

    def __init__(self, page: "Page") -> None:
        super().__init__()
        self.setObjectName("surface")
        self._page = page
        self._left, self._clocks, self._astray, self.count = QLabel(), QLabel(), QLabel(), QPushButton()
        self._left.setFont(sized(self.font(), theme.BODY_PT, strong=True))
        self._clocks.setObjectName("quiet")
        self._astray.setObjectName("attention")
        for label in (self._left, self._clocks, self._astray):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.count.clicked.connect(self._count)
        self._inner = QWidget()
        self._flow = FlowLayout(self._inner, theme.GAP)
        self.ticks: dict[str, QCheckBox] = {}
        said, row, column = QVBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        said.setSpacing(0)
        said.addWidget(self._left)
        said.addWidget(self._clocks)
        said.addWidget(self._astray)
        row.addLayout(said, 1)
        row.addWidget(self.count, 0, Qt.AlignmentFlag.AlignTop)
        column.setContentsMargins(theme.WIDE, theme.SMALL, theme.SPACE, theme.SMALL)
        column.setSpacing(theme.SMALL)
        column.addLayout(row)
        column.addWidget(self._inner)
        self._looking = QTimer(self, singleShot=True, interval=0)
        self._looking.timeout.connect(self._look)
        page.context.shown.connect(self._looking.start)
        self.hide()

    @property
    def text(self) -> str:
        """What is told of the deadline."""
        astray = f"\n{self._astray.text()}" if self._astray.isVisible() else ""
        return f"{self._left.text()}\n{self._clocks.text()}{astray}"

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._looking.start()

    def _look(self) -> None:
        """Read on the worker how the record on the page stands."""
        page, view = self._page, self._page.view
        if not view.get("id") or view.get("deleted") or page.editing:
            self.hide()
            return

        def show(found: Standing) -> None:
            if page.view is view and not page.editing:
                self._show(found)

        page.context.tasks.read(lambda _: deadlines.standing(page.context.store, view), show, page.notice.tell)

    def _show(self, found: Standing) -> None:
        pressing = found.left.pressing
        mark = RIGHT_TO_LEFT_MARK if is_rtl() else ""
        self._left.setText(f"{mark}{_SHAPES[pressing]}{found.left.told}")
        self._left.setObjectName(_NAMES[pressing])
        self._left.style().polish(self._left)
        self._left.setVisible(bool(found.left.told))
        self._clocks.setText(mark + tr(_BETWEEN).join(found.clocks))
        self._clocks.setVisible(bool(found.clocks))
        self._astray.setText(f"{mark}{_SHAPES['near']}{tr(_ASTRAY)}")
        self._astray.setVisible(found.astray)
        self.count.setText(tr(_AGAIN if found.astray else _COUNT))
        self.count.setToolTip(tr(_COUNT_TIP))
        self.count.setVisible(found.counts)
        held = next((id for id, box in self.ticks.items() if box.hasFocus()), "")
        while self._flow.count():
            item = self._flow.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        self.ticks = {str(line["id"]): self._box(line) for line in found.lines}
        if held in self.ticks:
            self.ticks[held].setFocus()
        self._inner.setVisible(bool(found.lines))
        self.setVisible(bool(found.left.told or found.clocks or found.lines) and not theme.is_low(self))

    def _box(self, line: View) -> QCheckBox:
        done, day = bool(line["done_on"]), line["on"] or ""
        over = not done and len(day) == len(today()) and day < today()
        text = tr(
            _LINE_OVER if over else _LINE,
            what=isolate(own_title(InternalDeadline, line) or "–"),
            day=numeric(day) if day else "–",
        )
        box = QCheckBox(text)
        box.setChecked(done)
        id = str(line["id"])
        box.clicked.connect(lambda done: self._tick(id, done=done))
        self._flow.addWidget(box)
        box.show()
        return box

    def _tick(self, line: str, *, done: bool) -> None:
        page = self._page
        store, id = page.context.store, page.view["id"]
        page.context.tasks.write(
            lambda _: deadlines.tick(store, id, line, done=done),
            page.take_stored,
            page.notice.tell,
            self._looking.start,
        )

    def _count(self) -> None:
        page = self._page
        store, id = page.context.store, page.view["id"]
        page.context.tasks.write(lambda _: deadlines.plan(store, id), lambda _: page.renew(), page.notice.tell)
