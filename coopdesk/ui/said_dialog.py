"""What a person says of a record in a dialog: with a step of its workflow, or as the answer to an opinion.

What is typed is kept as a draft of its author at each pause, as in a form, until it is said or thrown away.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from coopdesk.calendars import moment
from coopdesk.errors import CoopDeskError, InvalidValue
from coopdesk.fields import Field
from coopdesk.i18n import N_, Text, tr
from coopdesk.operations.drafts import Draft
from coopdesk.operations.record_types import View
from coopdesk.progress import Progress
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.context import Context
from coopdesk.ui.direction import sized
from coopdesk.ui.draft_keeper import DraftKeeper, Unsaved
from coopdesk.ui.exchange.dialog_parts import fit, row_of
from coopdesk.ui.field_cell import FieldCell
from coopdesk.ui.inputs import Editor
from coopdesk.ui.messages import Notice, confirm
from coopdesk.ui.sight import InSight

_CANCEL = N_("Cancel")
_THROW, _DISCARD = N_("What you wrote here is not kept. Close all the same?"), N_("Discard")
_BEFORE = N_("You wrote this up to {when} and did not finish it.")
_WIDTH = 520


class SaidDialog(QDialog):
    """``title``: what is done, on its button too; ``type``, ``id``, ``act``: as a ``Draft`` of it has them; ``said``
    gets what came of it. What is to be said is asked with ``ask``, and then ``begin`` is called once."""

    def __init__(
        self, title: Text, type: str, id: str, act: str, context: Context, said: Callable[[View], Any], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._title, self._id, self._context, self._said_so = title, id, context, said
        self._keeper = DraftKeeper(context, type, self._unsaved, self, act)
        self._blank: View = {}
        self._fitting = QTimer(self, singleShot=True, interval=0)
        self._fitting.timeout.connect(self._fit)
        self.setWindowTitle(tr(title))
        self.setMinimumWidth(theme.px(_WIDTH))
        self.cells: dict[str, FieldCell] = {}
        self.editors: dict[str, Editor] = {}
        self.notice, self.told, heading = Notice(), sentence(quiet=True), QLabel(tr(title))
        heading.setFont(sized(self.font(), theme.SECTION_PT, strong=True))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.WIDE, theme.SPACE, theme.WIDE, theme.SPACE)
        self._column.setSpacing(theme.SPACE)
        for widget in (heading, self.told, self.notice):
            self._column.addWidget(widget)
        self._fields = QVBoxLayout()
        self._fields.setContentsMargins(0, 0, 0, 0)
        self._fields.setSpacing(theme.SPACE)
        self._area = _AsHigh(self._fields)
        self._column.addWidget(self._area, 1)
        self.accept_button = QPushButton(tr(title))
        self.accept_button.setProperty("primary", "true")

    def begin(self, draft: Draft | None) -> None:
        """Let it be said now: all that is asked stands there. ``draft``: what its author wrote before."""
        buttons = row_of(QPushButton(tr(_CANCEL)), self.accept_button)
        buttons.accepted.connect(self.take)
        buttons.rejected.connect(self.reject)
        self._fields.addStretch(1)
        self._column.addWidget(buttons)
        self._blank = self.typed()
        if draft is not None:
            self._keeper.begin(draft)
            self.type_in(draft.changes)
            self.notice.say(tr(_BEFORE, when=moment(draft.at)))
        self.arrange()
        first = next((one for name, one in self.editors.items() if not self.cells[name].isHidden()), None)
        if first is not None and first.inputs():
            first.inputs()[0].setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        fit(self)
        super().showEvent(event)

    def add(self, part: QWidget) -> None:
        """Let a part stand under what is asked."""
        self._fields.addWidget(part)

    def work(self) -> Callable[[Progress], View]:
        """Return what says it, on the worker."""
        raise NotImplementedError

    def arrange(self) -> None:
        """Show what belongs to what is chosen."""
        self.told.setVisible(bool(self.told.text()))
        self._fitting.start()

    def typed(self) -> View:
        """Return all that stands there, as plain values."""
        return {name: one.value() for name, one in self.editors.items()}

    def type_in(self, typed: View) -> None:
        """Show what was typed before."""
        for name, value in typed.items():
            if name in self.editors:
                self.editors[name].put(value)

    def ask(self, name: str, declared: Field, editor: Editor | None = None) -> Editor:
        """Ask for a value; returns its editor."""
        cell = FieldCell(declared)
        self.cells[name] = cell
        self.editors[name] = made = cell.fill(self._context, editor)
        made.changed.connect(self._keeper.changed)
        self.add(cell)
        return made

    def reject(self) -> None:
        """Close without saying it; what was typed is not thrown away without a question."""
        if self._changes() and not confirm(self, _THROW, _DISCARD):
            return
        self._keeper.forget(self._id)
        super().reject()

    def take(self) -> None:
        """Say it on the worker; what is wrong is told under its line."""
        for cell in self.cells.values():
            cell.refuse("")
        self.notice.hide()
        self.accept_button.setEnabled(False)

        def done(view: View) -> None:
            self._keeper.forget(self._id)
            self._said_so(view)
            self.accept()

        self._context.tasks.write(self.work(), done, self._refused, lambda: self.accept_button.setEnabled(True))

    def _changes(self) -> View:
        return {name: value for name, value in self.typed().items() if value != self._blank.get(name)}

    def _unsaved(self) -> Unsaved | None:
        changes: Any = self._changes()
        return (self._id, changes, None) if changes else None

    def _refused(self, fault: CoopDeskError) -> None:
        self.accept_button.setEnabled(True)
        name = fault.field if isinstance(fault, InvalidValue) else ""
        if name in self.cells:
            self.cells[name].show()
            self.cells[name].refuse(InvalidValue(fault.text, "", **fault.params).message())
            self.editors[name].inputs()[0].setFocus()
        else:
            self.notice.tell(fault)
        self._fitting.start()

    def _fit(self) -> None:
        self._area.updateGeometry()
        fit(self)


class _AsHigh(QScrollArea):
    """As high as what is asked needs in its width; where the screen has no room for that, it scrolls."""

    def __init__(self, fields: QVBoxLayout) -> None:
        super().__init__(widgetResizable=True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        inner = QWidget()
        inner.setLayout(fields)
        self.setWidget(inner)
        self._fields = fields
        InSight(self)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        self._fields.activate()
        return self._fields.totalHeightForWidth(width)

    def sizeHint(self) -> QSize:
        width = theme.px(_WIDTH) - 2 * theme.WIDE
        return QSize(width, self.heightForWidth(width))
