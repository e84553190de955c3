"""A part of a form that is filled: a question with its words and its editor, a heading, an entry of a list, a grid.

A form may have thousands of them, and to make them all at once would stop the window: a card is empty until it is seen.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from coopdesk.calendars import is_partial_date, spoken
from coopdesk.errors import InvalidValue
from coopdesk.forms.model import Group, Question, Words
from coopdesk.i18n import N_, P_, digits, tr
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.direction import sized
from coopdesk.ui.forms import made
from coopdesk.ui.forms.blocks import Block
from coopdesk.ui.forms.choices import ChoiceEditor
from coopdesk.ui.forms.grid import Grid
from coopdesk.ui.forms.session import Session, is_asked
from coopdesk.ui.inputs import Editor, direction_of
from coopdesk.ui.sight import CELL

_UNTRANSLATED = N_("untranslated", "question of a form")
_REMOVE, _ADD = N_("Remove this entry"), N_("+ Add: {list}")
_ENTRY, _UNNAMED = N_("{list} · {n}"), N_("Entry")
_NONE = N_("No answer")
_MORE, _HELP = N_("More about this question"), N_("?")
_SEVERAL = P_("◆ {n} value", "◆ {n} values")
_REVIEW = N_("Look at the values side by side, and decide")
_AT, _WHOLE_DAY = N_("{day}, {hour}"), 10
_INDENT, _LOWEST = 16, 64


class Card(QFrame):
    """The place of a part. ``removed``, ``added``: the person asks for it; ``reviewed``: an answer in conflict is to be
    looked at."""

    removed, added = Signal(), Signal()
    reviewed = Signal(str)

    def __init__(self, block: Block, session: Session, attach: made.Attach, *, reading: bool) -> None:
        super().__init__()
        self.setObjectName(CELL)
        self.block, self._session, self._attach, self._reading = block, session, attach, reading
        self.filled = self.touched = False
        self.editor: Editor | None = None
        self.grid: Grid | None = None
        self.error = sentence()
        self.button: QPushButton | None = None
        self._words: list[tuple[QLabel, Words]] = []
        self._conflict = self._note = ""
        self.mark: QToolButton | None = None
        self._column = QVBoxLayout(self)
        self._depth = min(sum(bool(one.path in session.filling.tree.repeats) for one in block.around), 4)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SMALL)
        self.setMinimumHeight(theme.px(_LOWEST))

    def sizeHint(self) -> QSize:
        return super().sizeHint() if self.filled else QSize(0, theme.px(_LOWEST))

    def fill(self) -> None:
        """Make what stands in it."""
        if self.filled:
            return
        self.filled = True
        self.setMinimumHeight(0)
        {"heading": self._heading, "entry": self._entry, "more": self._more, "grid": self._grid}.get(
            self.block.kind, self._question
        )()
        self.retranslate()

    def stops(self) -> list[QWidget]:
        """Return what Tab goes to in it, in its order."""
        found = self.editor.stops() if self.editor is not None else self.grid.stops() if self.grid is not None else []
        return [*found, *filter(None, (self.button, self.mark))]

    def retranslate(self) -> None:
        """Show everything in the language of the form and of the program; what is answered stays."""
        if not self.filled:
            return
        indent, above = theme.px(_INDENT) * self._depth, theme.SPACE if self.block.kind in ("heading", "entry") else 0
        self._column.setContentsMargins(*((0, above, indent, 0) if self.isRightToLeft() else (indent, above, 0, 0)))
        if self.editor is not None:
            self.editor.retranslate()
        self.reword()
        if self.button is not None:
            name = self._session.said(self.block.one.label, self.block.node) or tr(_UNNAMED)
            entry = self.block.kind == "entry"
            self.button.setText(tr(_REMOVE) if entry else tr(_ADD, list=name))
            self.button.setAccessibleName(f"{self._title.text()}: {tr(_REMOVE)}" if entry else self.button.text())

    def reword(self) -> None:
        """Show words and choices anew: they tell of other answers."""
        if not self.filled:
            return
        session, node, one = self._session, self.block.node, self.block.one
        for label, words in self._words:
            text = session.said(words, node)
            label.setText(text)
            label.setVisible(bool(text))
            turn(label, text)
        if self.block.kind == "entry":
            self._title.setText(tr(_ENTRY, list=self._title.text() or tr(_UNNAMED), n=digits(str(self._number()))))
            self._title.show()
        if isinstance(one, Question):
            self._untranslated.setVisible(is_untranslated(one.label, session.filling.language))
            self._untranslated.setText(tr(_UNTRANSLATED))
            about = session.said(one.guidance, node)
            self._help.setVisible(bool(about))
            self._help.setToolTip(about)
            self._help.setAccessibleName(f"{tr(_MORE)}: {about}")
            required = not self._reading and any(each.required for each in self.block.asked)
            self._title.setText(f"{self._title.text()} *" if required else self._title.text())
        if isinstance(self.editor, ChoiceEditor) and isinstance(one, Question):
            self.editor.show_choices(made.options(one, node, session))
        if self.grid is not None:
            self.grid.reword()
        if self.editor is not None:
            self.editor.name(self._title.text())
        self.show_value()

    def show_value(self) -> None:
        """Show the answer as it stands, unless it is what the person types."""
        if not self.filled:
            return
        if self.grid is not None:
            self.grid.show_values()
        elif self.editor is not None and not _is_typed(self.editor, self._session.value(self.block.node)):
            self.editor.set_value(self._session.value(self.block.node) or None)
        elif self.editor is None and isinstance(self.block.one, Question):
            self._show_read()

    def show_fault(self, *, all: bool) -> None:
        """Show what is wrong with the answer; that one is missing only where it was given before, or with ``all``."""
        if not self.filled or self._reading:
            return
        if self.grid is not None:
            self.grid.show_faults(all=all)
            return
        fault = self._session.fault(self.block.node) if self.block.asked else None
        shown = fault is not None and (fault.rule != "required" or all or self.touched)
        self.refuse((fault.words or tr(fault.text)) if fault is not None and shown else self._note)

    def refuse(self, told: str) -> None:
        """Tell what is wrong beneath the editor, or nothing more."""
        if told != self.error.text():
            self.error.setText(told)
            turn(self.error, told)
            if self.editor is not None:
                self.editor.mark(bool(told))
        self.error.setVisible(bool(told))

    def tell_conflict(self, conflict: str, count: int) -> None:
        """Mark that the answer holds several values, or no more; the mark leads to their review."""
        self.fill()
        if self.mark is None:
            self.mark = QToolButton()
            self.mark.setObjectName("mark")
            self.mark.clicked.connect(lambda: self.reviewed.emit(self._conflict))
            self._head.addWidget(self.mark)
        self._conflict = conflict
        self.mark.setVisible(bool(conflict))
        self.mark.setText(tr(_SEVERAL, n=count))
        self.mark.setToolTip(tr(_REVIEW))
        self.mark.setAccessibleName(f"{self._title.text()}: {self.mark.text()}")

    # what stands in it

    def _label(self, words: Words, *, quiet: bool = False) -> QLabel:
        label = sentence(quiet=quiet)
        self._words.append((label, words))
        return label

    def _titled(self, points: float, *, strong: bool) -> None:
        self._title = self._label(self.block.one.label)
        self._title.setFont(sized(self.font(), points, strong=strong))
        self._head = QHBoxLayout()
        self._head.setSpacing(theme.GAP)
        self._head.addWidget(self._title, 1)
        self._column.addLayout(self._head)

    def _heading(self) -> None:
        self._titled(theme.SECTION_PT, strong=True)

    def _entry(self) -> None:
        self._heading()
        group = self.block.one
        assert isinstance(group, Group)
        if not group.count and not self._reading:
            self.button = QPushButton()
            self.button.clicked.connect(self.removed)
            self._head.addWidget(self.button)

    def _number(self) -> int:
        element = self.block.node.element
        return 1 + sum(1 for _ in element.itersiblings(element.tag, preceding=True))

    def _more(self) -> None:
        self._head = QHBoxLayout()
        self.button = QPushButton()
        self.button.clicked.connect(self.added)
        self._head.addWidget(self.button)
        self._head.addStretch(1)
        self._column.addLayout(self._head)

    def _question(self) -> None:
        question = self.block.one
        assert isinstance(question, Question)
        self._asking(question)
        node = self.block.node
        if self._reading or not is_asked(self._session.filling, node):
            self._read = sentence()
            self._read.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._column.addWidget(self._read)
            return
        self.editor = made.editor_for(question, node, self._session, self._attach)
        self.editor.changed.connect(self._given)
        self.editor.refused.connect(self._noted)
        self._column.addWidget(self.editor)
        self._column.addWidget(self.error)

    def _asking(self, question: Question) -> None:
        asks = not self._reading and any(is_asked(self._session.filling, one) for one in self.block.asked)
        self._titled(theme.BODY_PT, strong=asks)
        if self._reading and self.block.kind == "question":
            self._title.setObjectName("label")
        self._untranslated, self._help = QLabel(), QToolButton()
        self._untranslated.setObjectName("attention")
        self._untranslated.setFont(sized(self.font(), theme.SMALL_PT))
        self._help.setText(tr(_HELP))
        self._help.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for one in (self._untranslated, self._help):
            self._head.addWidget(one, 0, Qt.AlignmentFlag.AlignTop)
        hint = self._label(question.hint, quiet=True)
        hint.setFont(sized(self.font(), theme.SMALL_PT))
        self._column.addWidget(hint)
        self.error.setObjectName("error")
        self.error.hide()

    def _grid(self) -> None:
        question = self.block.one
        assert isinstance(question, Question)
        self._asking(question)
        self.grid = Grid(self.block, self._session, reading=self._reading)
        self._column.addWidget(self.grid)

    def _show_read(self) -> None:
        question, session, node = self.block.one, self._session, self.block.node
        assert isinstance(question, Question)
        told = session.value(node)
        if question.control in ("select", "select1", "rank") and told:
            names = {one.value: one.label for one in session.choices(node)}
            values = [told] if question.control == "select1" else told.split()
            told = "\n".join(names.get(one) or one for one in values)
        elif told:
            bind = session.filling.form.binds.get(node.path)
            told = read(told, bind.type if bind is not None else "")
        note = not told and not is_asked(session.filling, node)
        self._read.setText(told or ("" if note else tr(_NONE)))
        self._read.setVisible(not note)
        self._read.setEnabled(bool(told))
        turn(self._read, self._read.text())

    def _given(self) -> None:
        assert self.editor is not None
        self.touched, self._note = True, ""
        self.refuse("")
        try:
            self._session.answer(self.block.node, str(self.editor.value() or ""))
        except InvalidValue as fault:
            self._noted(fault)

    def _noted(self, fault: InvalidValue) -> None:
        """Tell of what was typed or pasted why it is not, or not wholly, the answer; until something else is typed."""
        self._note = fault.message()
        self.refuse(self._note)


def _is_typed(editor: Editor, value: str) -> bool:
    """Tell whether an editor shows a value already, perhaps as it was typed."""
    return str(editor.value() or "") == value


def read(told: str, type: str) -> str:
    """Return an answer as it is read: a day in words, the digits of the present language."""
    day, _, hour = told.partition("T")
    if type in ("date", "dateTime") and is_partial_date(day) and len(day) == _WHOLE_DAY:
        return tr(_AT, day=spoken(day), hour=digits(hour[:5])) if hour else spoken(day)
    return digits(told) if type in ("int", "integer", "decimal", "time") else told


def turn(label: QLabel, text: str) -> None:
    """Let a text begin at the side of its own direction, figures where the form begins to read."""
    letters = any(one.isalpha() for one in text)
    right = direction_of(text) == Qt.LayoutDirection.RightToLeft if letters else label.isRightToLeft()
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    label.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)


def is_untranslated(words: Words, language: str) -> bool:
    """Tell whether a text is shown in another language than it is asked for."""
    said = words.by_language
    return bool(language) and any(said.values()) and not said.get(language) and "" not in said


def tab_order(before: QWidget, stops: Sequence[QWidget], chain: Callable[[QWidget, QWidget], None]) -> QWidget:
    """Let Tab go from one widget to each of the others in turn; returns the last."""
    for one in stops:
        chain(before, one)
        before = one
    return before
