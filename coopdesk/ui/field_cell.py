"""The place of one field in a form: its label, its editor, the sentence of a refusal, a mark where it is in conflict.

A form is large, and to make all of it at once would stop the window; so a place is empty until it is filled.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from coopdesk.fields import Field
from coopdesk.i18n import N_, P_, tr
from coopdesk.ui import theme
from coopdesk.ui.context import Context
from coopdesk.ui.direction import sized
from coopdesk.ui.editors import editor_for
from coopdesk.ui.inputs import Editor
from coopdesk.ui.sight import CELL

_SEVERAL = P_("◆ {n} value", "◆ {n} values")
_OF_FIELD = N_("{field}: {values}")
_REVIEW = N_("Look at the values side by side, and decide")
Conflict = tuple[str, int]
"""The id of a conflict, and how many values there are."""


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
        self._context: Context | None = None
        self._conflict: Conflict | None = None
        self.mark: QToolButton | None = None
        self._told: list[str] = []

    def fill(self, context: Context, editor: Editor | None = None) -> Editor:
        """Make what stands in it, by default the editor of the kind of the field; returns the editor."""
        self._context, self._head = context, QHBoxLayout()
        self._label, self._editor, self.error = QLabel(), editor or editor_for(self._declared.kind, context), QLabel()
        self._remarks = QLabel()
        self._remarks.setObjectName("remark")
        self._remarks.hide()
        self._label.setObjectName("label")
        self._label.setFont(sized(self.font(), theme.SMALL_PT))
        for one in (self._label, self.error, self._remarks):
            one.setTextFormat(Qt.TextFormat.PlainText)
            one.setWordWrap(True)
        self.error.setObjectName("error")
        self.error.hide()
        inputs = self._editor.inputs()
        if inputs:
            self._label.setBuddy(inputs[0])
        self._head.addWidget(self._label, 1)
        self._column.addLayout(self._head)
        for part in (self._remarks, self._editor, self.error):
            self._column.addWidget(part)
        self.retranslate()
        self._show_remarks()
        return self._editor

    def stops(self) -> list[QWidget]:
        """Return what Tab goes to in it, in its order."""
        inputs = self._editor.stops() if self._editor is not None else []
        return [*inputs, *filter(None, (self.mark,))]

    def tell_conflict(self, conflict: Conflict | None) -> None:
        """Mark that the field holds several values, or no more; the mark leads to their review."""
        if conflict != self._conflict:
            self._conflict = conflict
            self._show_mark()

    def remark(self, texts: Sequence[str]) -> None:
        """Show what others remarked on the field and nobody has settled."""
        self._told = list(texts)
        if self._editor is not None:
            self._show_remarks()

    def _show_remarks(self) -> None:
        self._remarks.setText("\n".join(f"✎ {text}" for text in self._told))
        self._remarks.setVisible(bool(self._told))

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
            self._show_mark()

    def _show_mark(self) -> None:
        if self._editor is None or (self._conflict is None and self.mark is None):
            return
        if self.mark is None:
            self.mark = QToolButton()
            self.mark.setObjectName("mark")
            self.mark.setFont(sized(self.font(), theme.SMALL_PT))
            self.mark.clicked.connect(self._ask_review)
            self._head.addWidget(self.mark)
            stops = self._editor.stops()
            if stops:
                QWidget.setTabOrder(stops[-1], self.mark)
        self.mark.setVisible(self._conflict is not None)
        if self._conflict is not None:
            several = tr(_SEVERAL, n=self._conflict[1])
            self.mark.setText(several)
            self.mark.setToolTip(tr(_REVIEW))
            self.mark.setAccessibleName(tr(_OF_FIELD, field=tr(self._declared.label), values=several))
            self.mark.setAccessibleDescription(tr(_REVIEW))

    def _ask_review(self) -> None:
        assert self._context is not None
        if self._conflict is not None:
            self._context.reviewed.emit(self._conflict[0])


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
