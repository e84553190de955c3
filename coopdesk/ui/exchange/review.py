"""The review of conflicts: values side by side, and one decision: keep one, combine, or write another one."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from coopdesk.errors import CoopDeskError, NotFound
from coopdesk.fields import Plain
from coopdesk.i18n import N_, number, tr
from coopdesk.operations import conflict_words, conflicts
from coopdesk.operations.conflict_words import Told
from coopdesk.records import TYPES
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.context import Context
from coopdesk.ui.direction import sized
from coopdesk.ui.editors import editor_for
from coopdesk.ui.exchange.dialog_parts import give_room, row_of, show_name
from coopdesk.ui.exchange.review_card import ReviewCard
from coopdesk.ui.inputs import Editor
from coopdesk.ui.messages import Notice
from coopdesk.ui.sight import InSight

_TITLE = N_("Review of conflicts")
_PLACE = N_("{n} of {all}")
_OF = N_("{field} · {type}")
_ABOUT = N_(
    "These were written by people who had not seen each other’s. Choose what shall stand; all stay in the history."
)
_BASE, _BASE_EMPTY = N_("Before, it was: {value}"), N_("Before, it was empty.")
_LEGEND = N_("Struck through: removed from what it was. Underlined: added.")
_OTHER, _REASON = N_("Another value"), N_("Reason, for the history (may stay empty)")
_DECIDE, _NEXT, _CLOSE = N_("Decide"), N_("Leave for later"), N_("Close", "window")
_NOTHING = N_("Choose one of the values, or write another one.")
_MOST = 240


class ReviewDialog(QDialog):
    """Reviews these conflicts one after another."""

    def __init__(self, context: Context, ids: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._store, self._tasks = context, context.store, context.tasks
        self._left, self._count, self._done = list(ids), len(ids), 0
        self.told: Told | None = None
        self.cards: list[ReviewCard] = []
        self.editors: dict[str, Editor] = {}
        self.setWindowTitle(tr(_TITLE))
        give_room(self, 1_040, 760)
        self.notice = Notice()
        self._title, self._field, self._place = QLabel(), QLabel(), QLabel()
        self._base = sentence(quiet=True)
        self._title.setFont(sized(self.font(), theme.SECTION_PT, strong=True))
        for label in (self._title, self._field, self._place):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setWordWrap(True)
        self._place.setObjectName("quiet")
        self._area = QScrollArea(widgetResizable=True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        InSight(self._area)
        self.other, self.reason = QRadioButton(tr(_OTHER)), QLineEdit()
        self.reason.setPlaceholderText(tr(_REASON))
        self.reason.setAccessibleName(tr(_REASON))
        self._new = QWidget()
        self.other.toggled.connect(self._new.setVisible)
        QHBoxLayout(self._new).setContentsMargins(theme.WIDE, 0, 0, 0)
        self.decide, self.later, close = QPushButton(tr(_DECIDE)), QPushButton(tr(_NEXT)), QPushButton(tr(_CLOSE))
        self.decide.setProperty("primary", "true")
        self.decide.setDefault(True)
        self.decide.clicked.connect(self._decide)
        self.later.clicked.connect(self._skip)
        close.clicked.connect(self.reject)
        self._group = QButtonGroup(self)
        about, head = sentence(quiet=True), QHBoxLayout()
        about.setText(tr(_ABOUT))
        head.addWidget(self._title, 1)
        head.addWidget(self._place)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.SPACE)
        column.setSpacing(theme.GAP)
        column.addLayout(head)
        for one in (self._field, about, self._base):
            column.addWidget(one)
        column.addWidget(self.notice)
        column.addWidget(self._area, 1)
        for widget in (self.other, self._new, self.reason):
            column.addWidget(widget)
        column.addWidget(row_of(close, self.later, self.decide))
        self._read()

    def _read(self) -> None:
        """Read the first conflict that is left; none: go."""
        if not self._left:
            self.accept()
            return
        id = self._left[0]
        self._tasks.read(lambda _: conflict_words.told(self._store, id), self._show, self._gone)

    def _gone(self, fault: CoopDeskError) -> None:
        """Tell why a conflict cannot be read or decided; one that is gone is not asked about again."""
        self.decide.setEnabled(True)
        self.notice.tell(fault)
        if isinstance(fault, NotFound) and len(self._left) > 1:
            self._drop()

    def _show(self, told: Told) -> None:
        self.told = told
        self.decide.setEnabled(True)
        show_name(self._title, " ".join(told.title.split()))
        show_name(self._field, tr(_OF, field=told.label, type=tr(TYPES[told.type].__label__)))
        self._place.setText(tr(_PLACE, n=number(self._done + 1), all=number(self._count)) if self._count > 1 else "")
        self.later.setVisible(len(self._left) > 1)
        compared = any(side.parts for side in told.sides)
        base = tr(_BASE, value=" ".join(told.base.split())[:_MOST]) if told.base else tr(_BASE_EMPTY)
        self._base.setText(tr(_LEGEND) if compared else base)
        self._base.setVisible(not told.answers)
        self._fill(told)
        self._ask_new(told)
        self.reason.clear()
        self.cards[0].keep.setFocus()

    def _fill(self, told: Told) -> None:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE)
        for button in self._group.buttons():
            self._group.removeButton(button)
        self.cards = []
        for place, side in enumerate(told.sides):
            card = ReviewCard(side, told, shown=place == 0)
            card.begins.connect(partial(self._begin_with, side.plain))
            self._group.addButton(card.keep, place)
            row.addWidget(card, 1)
            self.cards.append(card)
        self._group.addButton(self.other, len(told.sides))
        self._group.setExclusive(False)
        self.other.setChecked(False)
        self._group.setExclusive(True)
        self._area.setWidget(holder)

    def _ask_new(self, told: Told) -> None:
        """Make the editors of another value."""
        row = self._new.layout()
        assert isinstance(row, QHBoxLayout)
        while (item := row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self.editors = {}
        for one in () if told.answers else told.fields:
            editor = self.editors[one.name] = editor_for(one.kind, self._context)
            editor.name(tr(one.label))
            editor.changed.connect(partial(self.other.setChecked, True))
            editor.refused.connect(self.notice.tell)
            row.addWidget(editor, 1)
        self.other.setVisible(not told.answers)
        self._new.setVisible(False)

    def _begin_with(self, plain: Any) -> None:
        """Put a value into the editors, to be gone on with."""
        assert self.told is not None
        for one in self.told.fields:
            part = plain.get(one.name) if one.group is not None and isinstance(plain, dict) else plain
            self.editors[one.name].set_value(part)
        self.other.setChecked(True)
        first = next(iter(self.editors.values())).inputs()
        if first:
            first[0].setFocus()

    def _decide(self) -> None:
        told, chosen = self.told, self._group.checkedId()
        if told is None:
            return
        value: Plain | dict[str, Plain] = None
        if chosen == len(told.sides):
            values = {name: editor.value() for name, editor in self.editors.items()}
            value = values if told.fields[0].group is not None else values[told.fields[0].name]
        if chosen < 0 or (chosen == len(told.sides) and value in (None, "", [])):
            self.notice.warn(tr(_NOTHING))
            return
        keep, reason = (chosen if chosen < len(told.sides) else None), self.reason.text()
        self.decide.setEnabled(False)
        self.notice.hide()
        self._tasks.write(
            lambda _: conflicts.resolve(self._store, told.id, keep=keep, value=value, reason=reason),
            lambda _: self._decided(), self._gone, lambda: self.decide.setEnabled(True),
        )  # fmt: skip

    def _decided(self) -> None:
        self._context.renewed.emit()
        self._drop()

    def _drop(self) -> None:
        self._left.pop(0)
        self._done += 1
        self._read()

    def _skip(self) -> None:
        """Go to the next one; this one comes again at the end."""
        self.notice.hide()
        self._left.append(self._left.pop(0))
        self._read()


def review(context: Context, ids: Sequence[str], parent: QWidget) -> None:
    """Open the review of these conflicts."""
    dialog = ReviewDialog(context, ids, parent)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def review_record(context: Context, record: str, parent: QWidget, notice: Notice, first: str = "") -> None:
    """Open the review of what is in conflict in a record and its lists, beginning with the one named."""

    def show(ids: list[str]) -> None:
        if ids:
            review(context, sorted(ids, key=lambda one: one != first), parent)

    def work(_: Any) -> list[str]:
        return [one["id"] for one in conflicts.conflicts(context.store, record)]

    context.tasks.read(work, show, notice.tell)
