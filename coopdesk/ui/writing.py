"""Writing one long text over the whole window: the field itself comes here and goes back, with its cursor and steps."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from coopdesk.i18n import N_, P_, tr
from coopdesk.ui import theme
from coopdesk.ui.direction import sized
from coopdesk.ui.prose import DIRECTIONS, ProseEditor
from coopdesk.ui.trail import bring_into_sight

_WORDS = P_("{n} word", "{n} words")
_BACK = N_("Back to the form (Esc)")
_LINE = 720
"""The width of a line that is comfortable to read, in pixels."""


class Writing(QWidget):
    """Lies over ``under`` while a text is written."""

    def __init__(self, under: QWidget) -> None:
        super().__init__(under)
        self._under = under
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.editor: ProseEditor | None = None
        self.name, self.count, self.turn, self.back = QLabel(), QLabel(), QToolButton(), QToolButton()
        self.name.setFont(sized(self.font(), theme.SECTION_PT, strong=True))
        for label in (self.name, self.count):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.count.setObjectName("quiet")
        self.turn.clicked.connect(self._turn)
        self.back.setText("✕")
        self.back.clicked.connect(self.leave)
        bar = QHBoxLayout()
        bar.addWidget(self.name, 1)
        for widget in (self.count, self.turn, self.back):
            bar.addWidget(widget)
        middle = QWidget()
        middle.setMaximumWidth(theme.px(_LINE))
        self._column = QVBoxLayout(middle)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(bar)
        across = QHBoxLayout(self)
        across.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.WIDE)
        across.addStretch(1)
        across.addWidget(middle, 100)
        across.addStretch(1)
        self._counting = QTimer(self, singleShot=True, interval=300)
        self._counting.timeout.connect(self._tell)
        under.installEventFilter(self)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_went)
        self.hide()

    def enter(self, editor: ProseEditor) -> None:
        """Write the text of an editor here."""
        editor.setMinimumHeight(editor.height())
        editor.changed.connect(self._counting.start)
        editor.destroyed.connect(self._gone)
        editor.input.grow(True)
        self._column.addWidget(editor.input, 1)
        self.setGeometry(self._under.rect())
        self.show()
        self.raise_()
        editor.input.show()
        editor.input.setFocus()
        editor.input.ensureCursorVisible()
        self.editor = editor
        self._tell()

    def leave(self) -> None:
        """Give the text back to its form, with the focus where it was."""
        editor, self.editor = self.editor, None
        if editor is None:
            return
        held = editor.input.hasFocus()
        editor.changed.disconnect(self._counting.start)
        editor.destroyed.disconnect(self._gone)
        editor.setMinimumHeight(0)
        editor.row.addWidget(editor.input)
        editor.input.grow(False)
        editor.input.show()
        self.hide()
        if held:
            editor.input.setFocus()
            bring_into_sight(editor.input)

    def retranslate(self) -> None:
        """Show names in the present language."""
        self._tell()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._under:
            self.setGeometry(self._under.rect())
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _focus_went(self, _: QWidget | None, now: QWidget | None) -> None:
        """Go where a step that was taken back, or a refused field, leads to beneath."""
        if self.editor is not None and now is not None and self._under.isAncestorOf(now) and not self.isAncestorOf(now):
            self.leave()

    def _gone(self) -> None:
        """The line of the text was taken away while it was written here."""
        self.editor = None
        item = self._column.takeAt(self._column.count() - 1)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.deleteLater()
        self.hide()

    def _turn(self) -> None:
        if self.editor is not None:
            self.editor.turn()
            self.editor.input.setFocus()
            self._tell()

    def _tell(self) -> None:
        if self.editor is None:
            return
        self.name.setText(self.editor.input.accessibleName())
        self.count.setText(tr(_WORDS, n=words(self.editor.input.toPlainText())))
        self.turn.setVisible(self.editor.turns)
        self.turn.setText(tr(DIRECTIONS[self.editor.turned]))
        self.turn.setAccessibleName(self.turn.text())
        self.back.setAccessibleName(tr(_BACK))
        self.back.setToolTip(tr(_BACK))


def words(text: str) -> int:
    """Return how many words a text has, in either script; a dash between spaces is none."""
    return sum(any(character.isalnum() for character in part) for part in text.split())
