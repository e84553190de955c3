"""Somebody new at the desk: names, posts and forms of address in both scripts, a role, a passphrase now or later."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from coopdesk.errors import CoopDeskError, InvalidValue
from coopdesk.fields import Choice
from coopdesk.i18n import N_, tr
from coopdesk.operations import officers
from coopdesk.records import Officer, fields_of
from coopdesk.records.officer import ROLE
from coopdesk.ui import theme
from coopdesk.ui.context import Context
from coopdesk.ui.exchange.dialog_parts import row_of
from coopdesk.ui.field_rows import FieldRows
from coopdesk.ui.inputs import StillBox
from coopdesk.ui.messages import Notice
from coopdesk.ui.new_passphrase import NewPassphrase
from coopdesk.ui.officers.secret import LOST
from coopdesk.ui.trail import Trail

if TYPE_CHECKING:
    from coopdesk.ui.frame import Frame

_TITLE, _ADD, _CANCEL = N_("Add an officer"), N_("Add"), N_("Cancel")
_ROLE, _NOW = N_("Role"), N_("The officer types a passphrase now")
_FIELDS = ("name_en", "name_ar", "honorific_en", "honorific_ar", "post_en", "post_ar")
_WIDTH, _HEIGHT = 640, 620


class AddDialog(QDialog):
    """Adds an officer; ``then`` is done when it is saved."""

    def __init__(self, window: "Frame", parent: QWidget, then: Callable[[], None]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._window, self._then = window, then
        self.setWindowTitle(tr(_TITLE))
        trail, context = Trail(), Context(window.open_store, window.tasks, self)
        left_out = tuple(one.name for one in fields_of(Officer) if one.name not in _FIELDS)
        self.rows = FieldRows(Officer, context, trail, left_out)
        self.rows.show_values({})
        self.notice, self.role, self.now = Notice(), StillBox(), QCheckBox(tr(_NOW))
        self.role.setAccessibleName(tr(_ROLE))
        for option in ROLE:
            self.role.addItem(Choice(ROLE).label(option.token), option.token)
        self.role.setCurrentIndex(self.role.findData("officer"))
        self.secret = NewPassphrase(lambda: [str(one) for one in self.rows.changes().values()], LOST)
        self.secret.retranslate()
        self.secret.hide()
        self.now.toggled.connect(self.secret.setVisible)
        self.add, cancel = QPushButton(tr(_ADD)), QPushButton(tr(_CANCEL))
        self.add.setProperty("primary", "true")
        self.add.setDefault(True)
        self.add.clicked.connect(self._save)
        cancel.clicked.connect(self.reject)
        cancel.setAutoDefault(False)
        label = QLabel(tr(_ROLE))
        label.setObjectName("label")
        label.setBuddy(self.role)
        asked = QWidget()
        within = QVBoxLayout(asked)
        within.setContentsMargins(theme.GAP, 0, theme.GAP, 0)
        within.setSpacing(theme.SMALL)
        for widget, room in (
            (self.rows, theme.SMALL), (label, 0), (self.role, theme.SPACE), (self.now, theme.SPACE), (self.secret, 0),
        ):  # fmt: skip
            within.addWidget(widget)
            within.addSpacing(room)
        within.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.WIDE, theme.SPACE, theme.WIDE, theme.SPACE)
        column.setSpacing(theme.SPACE)
        column.addWidget(self.notice)
        column.addWidget(area, 1)
        column.addWidget(row_of(cancel, self.add))
        for keys, run in ((QKeySequence.StandardKey.Undo, trail.undo), (QKeySequence.StandardKey.Redo, trail.redo)):
            QShortcut(QKeySequence(keys), self, run)
        theme.resize(self, _WIDTH, _HEIGHT)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.rows.focus_first()

    def _save(self) -> None:
        wrong = self.secret.wrong() if self.now.isChecked() else None
        if wrong is not None:
            wrong.setFocus()
            return
        store, values, role = self._window.open_store, self.rows.changes(), self.role.currentData()
        passphrase = self.secret.first.line.text() if self.now.isChecked() else None
        self.rows.clear_errors()
        self.add.setEnabled(False)

        def done(_: Any) -> None:
            self.accept()
            self._then()

        self._window.tasks.write(
            lambda _: officers.add(store, values, role, passphrase), done, self._refused,
            lambda: self.add.setEnabled(True),
        )  # fmt: skip

    def _refused(self, fault: CoopDeskError) -> None:
        self.add.setEnabled(True)
        if isinstance(fault, InvalidValue) and fault.field:
            plain = InvalidValue(fault.text, "", **fault.params)
            if self.rows.show_error(fault.field, plain.message()):
                return
        self.notice.tell(fault)
