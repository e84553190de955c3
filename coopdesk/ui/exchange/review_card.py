"""One of the values of a conflict: by whom, at which desk, when, instead of what; the value, and how it differs."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QRadioButton, QSizePolicy, QTextBrowser, QVBoxLayout

from coopdesk.i18n import N_, tr
from coopdesk.operations.conflict_words import Side, Told
from coopdesk.operations.word_changes import Kind, Part
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.change_text import insert_parts
from coopdesk.ui.direction import sized
from coopdesk.ui.exchange.dialog_parts import show_name
from coopdesk.ui.inputs import direction_of

_KEEP, _KEEP_THIS = N_("Keep this value"), N_("Keep this value: {value} ({who})")
_BEGIN = N_("Combine: begin with this one")
_SHOWN, _HERE, _EMPTY = N_("Shown now"), N_("written here"), N_("Empty")
_REPLACED, _REPLACED_NOTHING = N_("Instead of: {value}"), N_("Instead of nothing")
_VALUE = N_("Value")
_WIDTH, _HEIGHT, _MOST = 300, 90, 300


class ReviewCard(QFrame):
    """A value of the conflict ``told``. ``begins``: a person wants to write a new value that begins with this one."""

    begins = Signal()

    def __init__(self, side: Side, told: Told, *, shown: bool) -> None:
        super().__init__()
        self.setObjectName("line")
        self.setMinimumWidth(theme.px(_WIDTH))
        self._side = side
        self.keep, self.begin = QRadioButton(tr(_KEEP)), QPushButton(tr(_BEGIN))
        who = side.who or side.desk
        self.keep.setAccessibleName(tr(_KEEP_THIS, value=side.text[:_MOST] or tr(_EMPTY), who=who))
        self.keep.setAccessibleDescription(side.worth)
        self.begin.clicked.connect(self.begins)
        self.begin.setVisible(not told.answers)
        self.begin.setAccessibleDescription(side.text[:_MOST])
        author, where = QLabel(), sentence(quiet=True)
        author.setTextFormat(Qt.TextFormat.PlainText)
        author.setWordWrap(True)
        show_name(author, who)
        author.setFont(sized(self.font(), theme.BODY_PT, strong=True))
        places = [side.desk if side.who else "", side.when, tr(_HERE) if side.here else ""]
        where.setText(" · ".join(filter(None, places)))
        old = sentence(quiet=True)
        old.setText(
            tr(_REPLACED, value=" ".join(side.replaced.split())[:_MOST]) if side.replaced else tr(_REPLACED_NOTHING)
        )
        old.setVisible(not told.answers and side.replaced != told.base)
        worth = sentence(quiet=True)
        worth.setText(side.worth)
        worth.setVisible(bool(side.worth))
        if side.proof in ("forged", "not_entitled"):
            worth.setText(f"✖ {side.worth}")
            worth.setObjectName("error")
        now = QLabel(tr(_SHOWN))
        now.setObjectName("pill")
        self.value = QTextBrowser()
        self.value.setObjectName("page")
        self.value.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.value.setUndoRedoEnabled(False)
        self.value.setTabChangesFocus(True)
        self.value.setMinimumHeight(theme.px(_HEIGHT))
        self.value.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.value.setAccessibleName(tr(_VALUE))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.GAP)
        column.setSpacing(theme.SMALL)
        if shown:
            column.addWidget(now, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(author)
        column.addWidget(where)
        column.addWidget(old)
        column.addWidget(self.value, 1)
        column.addWidget(worth)
        column.addWidget(self.keep)
        column.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignLeading)
        self._write()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for the height that wrapped names need: a scrolled area asks nobody for the height in a width."""
        super().resizeEvent(event)
        layout = self.layout()
        assert layout is not None
        self.setMinimumHeight(layout.minimumHeightForWidth(self.width()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._write()

    def _write(self) -> None:
        self.value.clear()
        self.value.document().setDocumentMargin(theme.SMALL)
        cursor = QTextCursor(self.value.document())
        text = self._side.text or tr(_EMPTY)
        insert_parts(cursor, self._side.parts or [Part(Kind.SAME, text)], direction_of(text))
        cursor.movePosition(QTextCursor.MoveOperation.Start)
        cursor.deleteChar()
        self.value.moveCursor(QTextCursor.MoveOperation.Start)
