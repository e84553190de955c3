"""The place of one field in a form: its label, its editor, and the sentence of a refusal.

A form is large, and to make all of it at once would stop the window; so a place is empty until it is filled.
"""

from collections.abc import Callable, Collection, Iterator, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from coopdesk.fields import Field
from coopdesk.i18n import tr
from coopdesk.ui import theme
from coopdesk.ui.direction import sized
from coopdesk.ui.editors import editor_for
from coopdesk.ui.inputs import Editor
from coopdesk.ui.pickers import Context
from coopdesk.ui.sight import CELL


class FieldCell(QWidget):
    """The place of a field."""

    def __init__(self, declared: Field) -> None:
        super().__init__()
        self.setObjectName(CELL)
        self._declared = declared
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)
        self._editor: Editor | None = None

    def fill(self, context: Context) -> Editor:
        """Make what stands in it; returns the editor."""
        self._label, self._editor, self.error = QLabel(), editor_for(self._declared.kind, context), QLabel()
        self._label.setObjectName("label")
        self._label.setFont(sized(self.font(), theme.SMALL_PT))
        for one in (self._label, self.error):
            one.setTextFormat(Qt.TextFormat.PlainText)
            one.setWordWrap(True)
        self.error.setObjectName("error")
        self.error.hide()
        inputs = self._editor.inputs()
        if inputs:
            self._label.setBuddy(inputs[0])
        for part in (self._label, self._editor, self.error):
            self._column.addWidget(part)
        self.retranslate()
        return self._editor

    def refuse(self, sentence: str) -> None:
        """Tell under the editor why a value was refused, or nothing more."""
        if self._editor is not None and sentence != self.error.text():
            self.error.setText(sentence)
            self.error.setVisible(bool(sentence))
            self._editor.mark(bool(sentence))

    def retranslate(self) -> None:
        """Show the label in the present language; what is typed stays."""
        if self._editor is not None:
            label = tr(self._declared.label)
            self._label.setText(f"{label} *" if self._declared.required else label)
            self._editor.name(label)
            self._editor.retranslate()


class Editors(Mapping[str, Editor]):
    """The editors of a form by the names of their fields: one that is asked for is ``made`` if it is not there yet."""

    def __init__(self, names: Collection[str], make: Callable[[str], None]) -> None:
        self._names, self._make = names, make
        self.made: dict[str, Editor] = {}

    def __getitem__(self, name: str) -> Editor:
        if name not in self.made:
            if name not in self._names:
                raise KeyError(name)
            self._make(name)
        return self.made[name]

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
