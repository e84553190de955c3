"""Remarks pinned to fields, as they are written with a step: a field and a text each, and an empty one at the end."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from coopdesk.i18n import N_, tr
from coopdesk.records import Record, fields_of, owned_by, plural_of
from coopdesk.records.steps import REGISTERED, STEPPED
from coopdesk.ui import theme
from coopdesk.ui.direction import sized
from coopdesk.ui.inputs import StillBox

_REMARKS = N_("Remarks on fields")
_WHOLE, _FIELD, _TEXT = N_("The whole record"), N_("Field of the remark"), N_("What is to be put right there")
_ASIDE = frozenset((*STEPPED, *REGISTERED, "audience", "classification", "version"))


class RemarkRows(QWidget):
    """The remarks that a person writes on the fields of a record of a type. ``changed``: something was written."""

    changed = Signal()

    def __init__(self, cls: type[Record]) -> None:
        super().__init__()
        self._choices = [("", tr(_WHOLE)), *remarkable(cls)]
        label = QLabel(tr(_REMARKS))
        label.setObjectName("label")
        label.setFont(sized(self.font(), theme.SMALL_PT))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SMALL)
        self._column.addWidget(label)
        self.rows: list[tuple[StillBox, QLineEdit]] = []
        self._add()

    def values(self) -> tuple[tuple[str, str], ...]:
        """Return the remarks: the name of a field, empty for the whole record, and the text."""
        return tuple((str(box.currentData()), line.text()) for box, line in self.rows if line.text().strip())

    def type_in(self, remarks: Sequence[Sequence[str]]) -> None:
        """Show remarks that were written before."""
        for name, text in remarks:
            box, line = self.rows[-1]
            box.setCurrentIndex(max(box.findData(name), 0))
            line.setText(text)
            self._add()

    def _add(self) -> None:
        box, line = StillBox(), QLineEdit()
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for name, label in self._choices:
            box.addItem(label, name)
        box.setAccessibleName(tr(_FIELD))
        line.setAccessibleName(tr(_TEXT))
        line.setPlaceholderText(tr(_TEXT))
        line.textEdited.connect(self._typed)
        box.activated.connect(self.changed)
        line.installEventFilter(self)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP)
        row.addWidget(box, 2)
        row.addWidget(line, 3)
        self._column.addLayout(row)
        if self.rows:
            self.setTabOrder(self.rows[-1][1], box)
        self.setTabOrder(box, line)
        self.rows.append((box, line))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go on to the next row by Enter; it takes no step while remarks are written."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return super().eventFilter(watched, event)
        place = next(n for n, (_, line) in enumerate(self.rows) if line is watched)
        self.rows[min(place + 1, len(self.rows) - 1)][1].setFocus()
        return True

    def _typed(self) -> None:
        if self.rows[-1][1].text():
            self._add()
        self.changed.emit()


def remarkable(cls: type[Record]) -> list[tuple[str, str]]:
    """Return what of a record a remark can be pinned to: its fields and its lists, by name and in words."""
    fields = [(one.name, tr(one.label)) for one in fields_of(cls) if one.name not in _ASIDE]
    return [*fields, *((plural_of(one), tr(one.__plural__)) for one in owned_by(cls.__tablename__))]
