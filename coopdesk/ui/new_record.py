"""Making a record where a link to it is wanted: its names and what it must have; the rest comes later on its page."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from coopdesk.errors import CoopDeskError, InvalidValue
from coopdesk.fields import Line
from coopdesk.i18n import N_, tr
from coopdesk.operations import record, titles
from coopdesk.operations.record_types import View, record_type
from coopdesk.records import TYPES, Record, fields_of
from coopdesk.ui import theme
from coopdesk.ui.context import Context
from coopdesk.ui.draft_keeper import DraftKeeper, Unsaved
from coopdesk.ui.exchange.dialog_parts import row_of
from coopdesk.ui.field_rows import FieldRows
from coopdesk.ui.inputs import direction_of
from coopdesk.ui.messages import Notice
from coopdesk.ui.trail import Trail, go_to

_TITLE, _MAKE, _CANCEL = N_("New: {name}"), N_("Make and link"), N_("Cancel")


class NewRecord(QDialog):
    """Asks for the fields of a new record. ``made`` gets its id and title once it is saved."""

    def __init__(
        self, type: str, text: str, context: Context, made: Callable[[str, str], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._type, self._context, self._made = type, context, made
        cls = record_type(type)
        self.setWindowTitle(tr(_TITLE, name=tr(cls.__label__)))
        self.resize(theme.px(620), 0)
        trail, asked = Trail(), _asked(cls)
        self.rows = FieldRows(cls, context, trail, tuple(one.name for one in fields_of(cls) if one.name not in asked))
        self.rows.type_in({_named(cls, text): text})
        self.notice = Notice()
        self.make = QPushButton(tr(_MAKE))
        self.make.setProperty("primary", "true")
        self._buttons = row_of(QPushButton(tr(_CANCEL)), self.make)
        self._keeper = DraftKeeper(context, type, self._unsaved, self)
        self._keeper.begin(None)
        self.rows.changed.connect(self._keeper.changed)
        self._buttons.accepted.connect(self.save)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.WIDE, theme.SPACE, theme.WIDE, theme.SPACE)
        column.setSpacing(theme.SPACE)
        for widget in (self.notice, self.rows, self._buttons):
            column.addWidget(widget)
        keys = QKeySequence.StandardKey
        QShortcut(QKeySequence(keys.Undo), self, trail.undo)
        QShortcut(QKeySequence(keys.Redo), self, trail.redo)
        empty = (one for one in self.rows.editors.values() if not one.value())
        go_to(next(empty, self.rows.editors[_named(cls, text)]).inputs()[0])

    def save(self) -> None:
        """Save the record on the worker, then give it to who wanted it."""
        store, type, values = self._context.store, self._type, self.rows.changes()
        self.rows.clear_errors()
        self.make.setEnabled(False)

        def work(_: object) -> tuple[View, str]:
            view = record.save(store, type, values)
            return view, titles.title(store, view["id"])

        def done(found: tuple[View, str]) -> None:
            self._keeper.forget(None)
            self._made(found[0]["id"], found[1])
            self.accept()

        self._context.tasks.write(work, done, self._refused, lambda: self.make.setEnabled(True))

    def reject(self) -> None:
        """Make none: what was typed is not wanted."""
        self._keeper.forget(None)
        super().reject()

    def _unsaved(self) -> Unsaved | None:
        changes = self.rows.changes()
        return (None, changes, None) if changes else None

    def _refused(self, fault: CoopDeskError) -> None:
        self.make.setEnabled(True)
        if isinstance(fault, InvalidValue) and fault.field:
            plain = InvalidValue(fault.text, "", **fault.params)
            if self.rows.show_error(fault.field, plain.message()):
                return
        self.notice.tell(fault)


def can_be_made(type: str) -> bool:
    """Tell whether a person may make a record of a type where a link to it is wanted."""
    cls = TYPES.get(type)
    return cls is not None and not cls.__single__ and type not in ("attachment", "country", "desk")


def _asked(cls: type[Record]) -> set[str]:
    """Return the names of the fields that are asked: what names the record, and what a workflow needs."""
    return {one.name for one in fields_of(cls) if one.required or one.name in cls.__title__}


def _named(cls: type[Record], text: str) -> str:
    """Return the field that a typed title goes into, by its script."""
    lang = "ar" if direction_of(text) == Qt.LayoutDirection.RightToLeft else "en"
    kinds = {one.name: one.kind for one in fields_of(cls)}
    names = [name for name in cls.__title__ if isinstance(kinds[name], Line)]
    return next((name for name in names if name.endswith(f"_{lang}")), names[0])
