"""The head of a record's page: its title in both scripts, what it is in chips, the next step, and the rest under ⋯."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from coopdesk.calendars import gregorian, today
from coopdesk.fields import Audience, Choice
from coopdesk.i18n import N_, language, tr
from coopdesk.operations.completeness import completeness, conflicts, labels_of
from coopdesk.operations.record_types import View
from coopdesk.records import TYPES, fields_of
from coopdesk.records.base import CLASSIFICATION
from coopdesk.records.conference_report import PRESSING, URGENCY
from coopdesk.records.steps import Step
from coopdesk.ui import theme
from coopdesk.ui.direction import sized
from coopdesk.ui.list_flow import FlowLayout

_LIST, _BACK = N_("List", "back to it"), N_("Show the list beside the record again")
_EDIT, _SAVE, _DONE, _MORE = N_("Edit"), N_("Save"), N_("Done", "editing"), N_("More for this record")
_UNSAVED = N_("Not saved")
_VALUES = N_("◆ {n} with several values")
_REVIEW = N_("Look at the values side by side, and decide")
_DELETED, _FROZEN = N_("Deleted", "record"), N_("Cannot be changed at this stage")
_COMPLETE, _LACKS = N_("{percent} % complete"), N_("{percent} % complete: show what is missing")
_KEEP, _SHOW, _PRIVATE = N_("Keep as my private draft"), N_("Show to the desk"), N_("Private draft")
_CONSENT = N_("⚠ Consent ran out on {day}")
_VERIFIED, _NEVER = N_("Verified on {day}"), N_("Not verified yet")
_MARKS = {
    "draft": "○", "submitted": "◐", "cleared": "✔", "received": "●", "referred": "⇢", "noted": "●", "circulated": "●",
    "returned": "↺",
}  # fmt: skip
"""A shape for each stage beside its word, so that colour is never the only sign."""
_SHOWN, _SHOWN_LOW, _SHORT, _NARROW = 160, 28, 16, 440
"""The most characters of a title, and beside a list in a low window; of a step that stays in one line; the width of a
header with little room, in pixels."""
Entry = tuple[str, Callable[[], None]]
"""What the ⋯ menu offers: a text in the present language, and what it does."""


class RecordHeader(QWidget):
    """``edit``, ``save``, ``done``, ``keep`` (as a private draft): the buttons of those names; ``step``: a step of the
    workflow was asked for; ``fill``: a field that is missing was chosen; ``review``: the fields with several values are
    to be reviewed; ``widen``: the list is asked for that made room."""

    edit, save, done, keep, review, widen = Signal(), Signal(), Signal(), Signal(), Signal(), Signal()
    step = Signal(object)
    fill = Signal(str)

    def __init__(self, entries: Callable[[], Sequence[Entry]]) -> None:
        super().__init__()
        self._entries = entries
        self.title, self.other = QLabel(), QLabel()
        self.title.setFont(sized(self.font(), theme.TITLE_PT, strong=True))
        self.other.setFont(sized(self.font(), theme.SECTION_PT))
        self.other.setObjectName("quiet")
        for label in (self.title, self.other):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, theme.SMALL)
        self._labels: list[QWidget] = []
        self._told: list[tuple[str, str]] = []
        self._missing: dict[str, str] = {}
        self.complete = QToolButton()
        self.complete.setObjectName("pill")
        self.complete.clicked.connect(self._offer_missing)
        self._flow.addWidget(self.complete)
        self.edit_button, self.save_button, self.done_button = QPushButton(), QPushButton(), QPushButton()
        self.keep_button = QPushButton()
        self.keep_button.clicked.connect(self.keep)
        self.step_button, self.more, self.list_button = QPushButton(), QToolButton(), QPushButton()
        self.list_button.hide()
        self.list_button.clicked.connect(self.widen)
        self.edit_button.clicked.connect(self.edit)
        self.save_button.clicked.connect(self.save)
        self.done_button.clicked.connect(self.done)
        self.step_button.clicked.connect(lambda: self.step.emit(self._steps[0]))
        self.more.setText("⋯")
        self.more.clicked.connect(self._offer)
        self._steps: Sequence[Step] = ()
        self._whole, self._next, self._editing = "", "", False
        top = QHBoxLayout()
        top.setSpacing(theme.GAP)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.title)
        names.addWidget(self.other)
        top.addLayout(names, 1)
        self._buttons: tuple[QWidget, ...] = (
            self.list_button, self.step_button, self.edit_button, self.keep_button, self.save_button, self.done_button,
            self.more,
        )  # fmt: skip
        for button in self._buttons:
            top.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.WIDE, theme.SPACE, theme.SPACE, theme.GAP)
        self._column.setSpacing(theme.GAP)
        self._column.addLayout(top)
        self._column.addWidget(self._chips)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say the title in smaller letters where there is little room, so that it takes few lines and low ones."""
        super().resizeEvent(event)
        roomy = self.width() >= theme.px(_NARROW) and not theme.is_low(self)
        points = theme.TITLE_PT if roomy else theme.SECTION_PT
        self._column.setContentsMargins(theme.WIDE if roomy else theme.SPACE, theme.SPACE, theme.SPACE, theme.GAP)
        if self.title.font().pointSizeF() != points:
            self.title.setFont(sized(self.font(), points, strong=True))
        self._say_title()

    def _say_title(self) -> None:
        """Say the title and the next step: where the window is low the step in two lines, for a long one would be wider
        than the screen, and as much of the title as has room in two lines beside the buttons."""
        said, low = self._whole, theme.is_low(self)
        self.step_button.setText(_in_two_lines(self._next) if low else self._next)
        if low and not self._editing:
            said = said if len(said) <= _SHOWN_LOW else f"{said[:_SHOWN_LOW].rstrip()}…"
            taken = sum(one.sizeHint().width() + theme.GAP for one in self._buttons if not one.isHidden())
            room = max(self.width() - taken - theme.WIDE - theme.SPACE, 1)
            words = said.split(" ")
            while len(words) > 1 and not self._has_room(said, room):
                words.pop()
                said = f"{' '.join(words)}…"
        self.title.setText(said)
        self.title.setToolTip(self._whole if said != self._whole else "")

    def _has_room(self, text: str, width: int) -> bool:
        metrics, wraps = self.title.fontMetrics(), Qt.TextFlag.TextWordWrap
        return metrics.boundingRect(0, 0, width, 9999, wraps, text).height() <= 2 * metrics.lineSpacing()

    def show_record(
        self, type: str, view: View, known_as: str, steps: Sequence[Step], *, editing: bool, dirty: bool, private: bool
    ) -> None:
        """Show the head of a record, as it is read or edited. ``private``: it is a draft of its author alone."""
        cls = TYPES[type]
        self._steps = sorted(steps, key=lambda one: one.comment)
        first = self._steps[0] if self._steps and not self._steps[0].comment else None
        halves = [name for name in cls.__title__ if name[-3:] in ("_en", "_ar") and view.get(name)]
        halves.sort(key=lambda name: not name.endswith(f"_{language()}"))
        texts = [" ".join(str(view[name]).split())[:_SHOWN] for name in halves]
        title = (known_as or (texts[0] if texts else ""))[:_SHOWN] or tr(cls.__label__)
        self._whole, self._editing = title, editing
        other = [name for name in halves if not name.endswith(f"_{language()}")]
        second = " ".join(str(view[other[0]]).split())[:_SHOWN] if other and view[other[0]] != title else ""
        self.other.setText(second)
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        self.other.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        self.title.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        self.other.setVisible(bool(second) and not editing and not theme.is_low(self))
        frozen = view.get("stage") in cls.__frozen__
        there, deleted = bool(view.get("id")), bool(view.get("deleted"))
        self._tell_completeness(type, view, fixed=frozen or deleted)
        said = self._said(type, view, dirty=dirty, frozen=frozen)
        self._fill([("pill", tr(_PRIVATE)), *said] if private else said)
        self.keep_button.setVisible(editing and not there)
        self.keep_button.setEnabled(dirty)
        self.edit_button.setVisible(there and not editing and not frozen and not deleted)
        self.save_button.setVisible(editing)
        self.save_button.setEnabled(dirty)
        self.done_button.setVisible(editing and there)
        self.step_button.setVisible(first is not None and there and not editing)
        self.more.setVisible(there)
        self._next = tr(first.label) if first is not None else ""
        for button, primary in ((self.step_button, True), (self.edit_button, first is None), (self.save_button, True)):
            if button.property("primary") != str(primary).lower():
                button.setProperty("primary", str(primary).lower())
                button.style().unpolish(button)
                button.style().polish(button)
        for button, text in (
            (self.edit_button, _EDIT), (self.save_button, _SHOW if private else _SAVE), (self.done_button, _DONE),
            (self.keep_button, _KEEP),
        ):  # fmt: skip
            button.setText(tr(text))
        self.list_button.setText(tr(_LIST))
        self.list_button.setToolTip(tr(_BACK))
        self.list_button.setAccessibleDescription(tr(_BACK))
        self.more.setAccessibleName(tr(_MORE))
        self.more.setToolTip(tr(_MORE))
        self._say_title()

    def tell_alone(self, alone: bool) -> None:
        """Offer the list where it made room for the record."""
        self.list_button.setVisible(alone)
        self._say_title()

    def _tell_completeness(self, type: str, view: View, *, fixed: bool) -> None:
        """Say how complete the record is; ``fixed``: nothing of it can be filled now."""
        share = completeness(type, view) if view.get("id") else None
        labels = labels_of(TYPES[type])
        self._missing = {name: tr(labels[name]) for name in share[1]} if share is not None else {}
        self.complete.setVisible(share is not None)
        if share is not None:
            self.complete.setText(tr(_COMPLETE, percent=share[0]))
            self.complete.setAccessibleName(tr(_LACKS if self._missing else _COMPLETE, percent=share[0]))
            self.complete.setEnabled(bool(self._missing) and not fixed)

    def _offer_missing(self) -> None:
        menu = QMenu(self)
        for name, label in self._missing.items():
            menu.addAction(label, partial(self.fill.emit, name))
        self._pop_up(menu, self.complete)

    def _said(self, type: str, view: View, *, dirty: bool, frozen: bool) -> list[tuple[str, str]]:
        """Return what stands in the chips: object name, text."""
        cls = TYPES[type]
        found: list[tuple[str, str]] = []
        if dirty:
            found.append(("unsaved", f"● {tr(_UNSAVED)}"))
        if view.get("deleted"):
            found.append(("error", tr(_DELETED)))
        if cls.__steps__ and view.get("id"):
            kind = next(one.kind for one in fields_of(cls) if one.name == "stage")
            assert isinstance(kind, Choice)
            stage = view.get("stage") or kind.options[0].token
            found.append(("pill", f"{_MARKS.get(stage, '•')} {kind.label(stage)}"))
        if frozen:
            found.append(("quiet", tr(_FROZEN)))
        if view.get("classification"):
            found.append(("pill", Choice(CLASSIFICATION).show(view["classification"])))
        if view.get("urgency") in PRESSING:
            found.append(("unsaved", Choice(URGENCY).show(view["urgency"])))
        if view.get("audience"):
            found.append(("pill", Audience().show(view["audience"])))
        if conflicts(view):
            found.append(("conflict", tr(_VALUES, n=conflicts(view))))
        if (view.get("consent_until") or today()) < today():
            found.append(("error", tr(_CONSENT, day=gregorian(view["consent_until"]))))
        if "verified_on" in view and view.get("id"):
            day = view["verified_on"]
            found.append(("quiet", tr(_VERIFIED, day=gregorian(day)) if day else tr(_NEVER)))
        return found

    def _fill(self, said: list[tuple[str, str]]) -> None:
        if said == self._told:
            return
        self._told = said
        for old in self._labels:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._labels = []
        self._flow.removeWidget(self.complete)
        for name, text in said:
            chip = self._review_chip(text) if name == "conflict" else _chip(name, text)
            self._flow.addWidget(chip)
            self._labels.append(chip)
        self._flow.addWidget(self.complete)
        self._chips.setVisible(bool(said))

    def _review_chip(self, text: str) -> QToolButton:
        chip = QToolButton()
        chip.setObjectName("pill")
        chip.setText(text)
        chip.setToolTip(tr(_REVIEW))
        chip.setAccessibleName(text)
        chip.setAccessibleDescription(tr(_REVIEW))
        chip.clicked.connect(self.review)
        return chip

    def _offer(self) -> None:
        menu = QMenu(self)
        for step in self._steps if self.step_button.isHidden() else self._steps[1:]:
            menu.addAction(tr(step.label), partial(self.step.emit, step))
        for text, run in self._entries():
            menu.addAction(text, run)
        self._pop_up(menu, self.more)

    def _pop_up(self, menu: QMenu, under: QWidget) -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        edge = under.rect().bottomRight() if under.isRightToLeft() else under.rect().bottomLeft()
        place = under.mapToGlobal(edge)
        menu.popup(place - QPoint(menu.sizeHint().width(), 0) if under.isRightToLeft() else place)


def _in_two_lines(text: str) -> str:
    """Return a text with a new line at the space nearest to its middle, a short one as it is."""
    spaces = [place for place, letter in enumerate(text) if letter == " "]
    if len(text) <= _SHORT or not spaces:
        return text
    at = min(spaces, key=lambda place: abs(2 * place - len(text)))
    return f"{text[:at]}\n{text[at + 1 :]}"


def _chip(name: str, text: str) -> QLabel:
    chip = QLabel(text)
    chip.setObjectName(name)
    chip.setTextFormat(Qt.TextFormat.PlainText)
    chip.setContentsMargins(*((theme.SMALL, 2, theme.SMALL, 2) if name == "quiet" else (0, 0, 0, 0)))
    return chip
