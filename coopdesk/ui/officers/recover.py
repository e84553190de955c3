"""The way back to a desk whose passphrase is forgotten: a request to the Ministry, and its answer."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from coopdesk.i18n import N_, tr
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.exchange.dialog_parts import fit, row_of
from coopdesk.ui.exchange.words_panel import WordsPanel
from coopdesk.ui.messages import Notice
from coopdesk.ui.officers.secret import SecretDialog
from coopdesk.ui.tasks import Tasks

_TITLE = N_("Forgotten passphrase")
_ABOUT = N_(
    "Nobody can read it out of the computer. An administrator of this desk can give you another one under “Officers…”; "
    "your private drafts are lost then. Where the desk is enrolled, the Ministry opens it again with all that is in it."
)
_FIRST, _SECOND = N_("1. Ask the Ministry"), N_("2. Take its answer")
_ASK, _TAKE, _CLOSE = N_("Write the request…"), N_("Take the answer…"), N_("Close", "window")
_TAKE_IT = N_("Take the answer", "recovery")
_READ_OUT = N_("Send “{file}” to the Ministry. Read these eight words to it by telephone:")
_ANSWERED = N_("The answer opens this computer alone, with the passphrase that you chose with the request.")
_REQUEST_FILE, _ANSWER_FILE = N_("Request for recovery"), N_("Answer for recovery")
_CHOOSE = N_("Choose a new passphrase")
_CHOOSE_ABOUT = N_("The answer is taken with it. From then on the old one opens nothing at this computer any more.")
_CHOSEN, _CHOSEN_ABOUT = N_("Chosen passphrase"), N_("Type the passphrase that you chose with the request.")
_DONE = N_("Open the desk with the new passphrase now.")
_WIDTH = 640


class RecoverDialog(QDialog):
    """Writes the request, and takes the answer with a new passphrase."""

    def __init__(self, home: Path, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._home, self._tasks = home, tasks
        self.setWindowTitle(tr(_TITLE))
        self.setMinimumWidth(theme.px(_WIDTH))
        self.notice, self.words, self._read_out = Notice(), WordsPanel(), sentence()
        self._read_out.hide()
        self.ask, self.take, close = QPushButton(tr(_ASK)), QPushButton(tr(_TAKE)), QPushButton(tr(_CLOSE))
        self.ask.clicked.connect(self._ask_where)
        self.take.clicked.connect(self._ask_which)
        close.clicked.connect(self.reject)
        for button in (self.ask, self.take, close):
            button.setAutoDefault(False)
        about, answered, first, second = sentence(), sentence(quiet=True), QLabel(tr(_FIRST)), QLabel(tr(_SECOND))
        about.setText(tr(_ABOUT))
        answered.setText(tr(_ANSWERED))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.SPACE)
        column.setSpacing(theme.GAP)
        for widget in (about, self.notice, first, self.ask, self._read_out, self.words, second, answered, self.take):
            if widget in (first, second):
                column.addSpacing(theme.GAP)
            side = Qt.AlignmentFlag.AlignLeading if isinstance(widget, QPushButton) else Qt.AlignmentFlag(0)
            column.addWidget(widget, 0, side)
        column.addSpacing(theme.SPACE)
        column.addWidget(row_of(close))

    def showEvent(self, event: QShowEvent) -> None:
        fit(self)
        super().showEvent(event)

    def write_request(self, out: Path) -> None:
        """Ask for the new passphrase, and write the request."""
        ChosenNow(self._home, self._tasks, out, self).open()

    def show_words(self, out: Path, words: dict[str, str]) -> None:
        """Show the words that prove where a request comes from."""
        self.notice.hide()
        self._read_out.setText(tr(_READ_OUT, file=out.name))
        self._read_out.show()
        self.words.show_words(words)
        fit(self)

    def take_answer(self, path: Path) -> None:
        """Ask for the passphrase with which the answer opens the desk."""
        ChosenAgain(self._home, self._tasks, path, self).open()

    def told(self) -> None:
        """Say that the desk can be opened again."""
        self.notice.say(tr(_DONE))

    def _ask_where(self) -> None:
        name = "coopdesk-request.recovery"
        chosen, _ = QFileDialog.getSaveFileName(self, tr(_ASK), name, f"{tr(_REQUEST_FILE)} (*.recovery)")
        if chosen:
            self.write_request(Path(chosen))

    def _ask_which(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, tr(_TAKE), "", f"{tr(_ANSWER_FILE)} (*.recovery);;* (*)")
        if chosen:
            self.take_answer(Path(chosen))


class ChosenNow(SecretDialog):
    """Asks for the passphrase that takes the place of the forgotten one, and writes the request."""

    def __init__(self, home: Path, tasks: Tasks, out: Path, parent: RecoverDialog) -> None:
        super().__init__(parent, _CHOOSE, tr(_CHOOSE_ABOUT), _CHOOSE, list)
        self._home, self._tasks, self._out, self._over = home, tasks, out, parent

    def use(self, passphrase: str) -> None:
        def work(_: Any) -> dict[str, str]:
            from coopdesk.operations import recovery

            return recovery.request(self._home, self._out, passphrase)

        def done(words: dict[str, str]) -> None:
            self._over.show_words(self._out, words)
            self.accept()

        self._tasks.write(work, done, self.refuse, lambda: self.yes.setEnabled(True))


class ChosenAgain(SecretDialog):
    """Asks for the passphrase that was chosen with the request, and takes the answer."""

    def __init__(self, home: Path, tasks: Tasks, path: Path, parent: RecoverDialog) -> None:
        super().__init__(parent, _TAKE_IT, tr(_CHOSEN_ABOUT), _TAKE_IT, list, chosen=_CHOSEN)
        self._home, self._tasks, self._path, self._over = home, tasks, path, parent

    def use(self, passphrase: str) -> None:
        def work(_: Any) -> None:
            from coopdesk.operations import recovery

            recovery.accept(self._home, self._path, passphrase)

        def done(_: Any) -> None:
            self._over.told()
            self.accept()

        self._tasks.write(work, done, self.refuse, lambda: self.yes.setEnabled(True))
