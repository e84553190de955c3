"""What left the sealed store: a list to read, narrowed to a person and to days, of one record or of all."""

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from coopdesk.calendars import moment
from coopdesk.i18n import N_, P_, isolate, ltr, number, tr
from coopdesk.operations import leaving_log, titles
from coopdesk.operations.record_types import View
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.context import Context
from coopdesk.ui.dates import DayEditor
from coopdesk.ui.direction import sized
from coopdesk.ui.exchange.dialog_parts import row_of
from coopdesk.ui.exchange.listing import Listing
from coopdesk.ui.inputs import StillBox
from coopdesk.ui.messages import Notice

_TITLE, _OF_RECORD = N_("What left the sealed store"), N_("What left of {title}")
_ABOUT = N_(
    "Everything that was printed, saved, exported, copied or sent from here, from the degree on that the Ministry "
    "settled. Nothing in this list can be changed or removed."
)
_WHEN, _WHO, _WHAT = N_("When"), N_("Who"), N_("What", "left")
_RECORD, _DEGREE, _TO = N_("Record"), N_("Degree"), N_("For", "a receiver")
_HOW, _COPY = N_("{how}: {what}"), N_("copy {n} of {all}")
_JOINT = N_(" · ", "between the parts of a sentence on a step")
_BY, _ANYONE, _FROM, _UNTIL = N_("Who"), N_("Anyone"), N_("From", "a day"), N_("Until", "a day")
_NOTHING = N_("Nothing left that had to be noted.")
_RECORDS = P_("{n} record", "{n} records")
_PAUSE = 400
"""Milliseconds without typing after which the list is read anew."""

_CLOSE = N_("Close", "window")


class LeavingLog(QDialog):
    """``record``: the id of the one of which is told, empty for all."""

    def __init__(self, context: Context, parent: QWidget, record: str = "") -> None:
        super().__init__(parent)
        self._store, self._tasks, self._record = context.store, context.tasks, record
        self.setWindowTitle(tr(_TITLE))
        theme.resize(self, 1040, 620)
        self.heading, about = sentence(), sentence(quiet=True)
        self.heading.setFont(sized(self.font(), theme.TITLE_PT, strong=True))
        self.heading.setText(tr(_TITLE))
        about.setText(tr(_ABOUT))
        self.who, self.since, self.until = StillBox(), DayEditor(), DayEditor()
        self.who.addItem(tr(_ANYONE), "")
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.read)
        asked = QGridLayout()
        asked.setHorizontalSpacing(theme.SPACE)
        for column, (widget, text, share) in enumerate(
            ((self.who, _BY, 3), (self.since, _FROM, 2), (self.until, _UNTIL, 2))
        ):
            label = QLabel(tr(text))
            label.setObjectName("label")
            asked.addWidget(label, 0, column)
            asked.addWidget(widget, 1, column, Qt.AlignmentFlag.AlignTop)
            asked.setColumnStretch(column, share)
        self.who.setAccessibleName(tr(_BY))
        self.who.currentIndexChanged.connect(lambda _: self.read())
        for day, text in ((self.since, _FROM), (self.until, _UNTIL)):
            day.name(tr(text))
            day.changed.connect(self._pause.start)
        columns = ((_WHEN, 140), (_WHO, 120), (_WHAT, 170), (_RECORD, 200), (_DEGREE, 130), (_TO, 80))
        self.list = Listing(columns, _NOTHING, _TITLE, wide=_RECORD)
        self.list.retranslate()
        self.notice = Notice()
        buttons = row_of(QPushButton(tr(_CLOSE)))
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        layout.setSpacing(theme.GAP)
        for part in (self.heading, about):
            layout.addWidget(part)
        layout.addLayout(asked)
        layout.addWidget(self.notice)
        layout.addWidget(self.list, 1)
        layout.addWidget(buttons)
        self._tasks.read(lambda _: leaving_log.officers(self._store), self._show_officers)
        if record:
            self._tasks.read(lambda _: titles.title(self._store, record), self._show_title)
        self.read()

    def read(self) -> None:
        """Read the list as it is asked for now."""
        self._pause.stop()
        asked: dict[str, Any] = {
            "record": self._record, "officer": self.who.currentData(),
            "since": self.since.value() or "", "until": self.until.value() or "",
        }  # fmt: skip
        self._tasks.read(lambda _: leaving_log.log(self._store, **asked), self._show, self.notice.tell)

    def _show_title(self, title: str) -> None:
        self.heading.setText(tr(_OF_RECORD, title=title))

    def _show_officers(self, found: dict[str, str]) -> None:
        for id, name in found.items():
            self.who.addItem(name, id)

    def _show(self, found: list[View]) -> None:
        self.notice.hide()
        self.list.show_rows([(one, [(text, "") for text in _cells(one)]) for one in found], "at")


def _cells(one: View) -> tuple[str, ...]:
    of = isolate(one["title"]) if one["title"] else tr(_RECORDS, n=one["records"])
    copy = tr(_COPY, n=number(one["copy"]), all=number(one["copies"])) if one["copy"] else ""
    what = tr(_HOW, how=one["how_label"], what=one["what_label"])
    degree = tr(_JOINT).join(filter(None, (one["degree_label"], copy)))
    return moment(one["at"]), one["officer_name"], what, of, degree, ltr(one["receiver"])
