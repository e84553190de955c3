"""At the Ministry: a passphrase that a desk forgot. Who asks, its eight words, the words heard, and the answer."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget

from coopdesk.calendars import moment
from coopdesk.errors import CoopDeskError, Refused
from coopdesk.i18n import N_, isolate, ltr, tr
from coopdesk.operations import recovery
from coopdesk.ui import theme
from coopdesk.ui.asked import Asked, sentence
from coopdesk.ui.context import Context
from coopdesk.ui.direction import sized
from coopdesk.ui.exchange.compared import ComparingDialog
from coopdesk.ui.exchange.dialog_parts import column_of, fit, row_of
from coopdesk.ui.inputs import StillBox
from coopdesk.ui.messages import Notice

_TITLE = N_("Forgotten passphrase of a desk")
_ASKS = N_("A desk asks for the way back to a forgotten passphrase. The request was made {when}, {where}.")
_HERE, _UNKNOWN = N_("at {desk}"), N_("at a desk that is not known here")
_FOR, _WHOM = N_("Who forgot the passphrase"), N_("Choose…")
_ONLY = N_("Answer for nobody but the person who telephones and whose voice is known to you.")
_PERSON, _NOBODY = N_("{name}, {desk}"), N_("The desk, where nobody is named")
_NOT_NAMED = N_("Somebody who is not known here")
_FOLDER, _CHOOSE = N_("Folder of the exported root keys"), N_("Choose the folder…")
_AWAY = N_("The recovery key is not on this computer any more. Bring the folder to which the root keys were exported.")
_SECRET = N_("Passphrase of that folder")
_NO_FOLDER, _NO_SECRET = N_("Choose the folder of the root keys."), N_("Type the passphrase of that folder.")
_SAVE = N_("Save the answer…")
_FILE, _REQUEST = N_("Answer for recovery"), N_("Request for recovery")
_DONE = N_(
    "The answer is in “{file}”. Send it to the desk: only the computer that asked can use it. {name} chooses a new "
    "passphrase there, and nobody else’s changes."
)


class AnswerRecovery(ComparingDialog):
    """Answers a request that was read (``asked``)."""

    def __init__(self, context: Context, path: Path, asked: dict[str, Any], parent: QWidget) -> None:
        super().__init__(_TITLE, _SAVE, asked, context.tasks, parent)
        self._store, self._tasks, self._path, self._asked = context.store, context.tasks, path, asked
        self._folder: Path | None = None
        self.who, self._told = StillBox(), sentence()
        for one in asked["officers"]:
            self.who.addItem(_named(one), one["id"])
        self.who.setAccessibleName(tr(_FOR))
        self.who.setPlaceholderText(tr(_WHOM))
        self.who.setCurrentIndex(0 if self.who.count() == 1 else -1)
        self.folder, self.secret, self._no_folder = QPushButton(tr(_CHOOSE)), Asked(_SECRET, secret=True), sentence()
        self.secret.retranslate()
        self.folder.setAccessibleName(tr(_FOLDER))
        self._no_folder.setObjectName("error")
        self._no_folder.hide()
        self.who.currentIndexChanged.connect(lambda place: self.yes.setEnabled(place >= 0))
        self.yes.setEnabled(self.who.currentIndex() >= 0)
        self.folder.setAutoDefault(False)
        self.folder.clicked.connect(self._ask_folder)
        self.yes.clicked.connect(self._check)
        self.lay_out(self._ask(), self._tell())

    def take_folder(self, folder: Path) -> None:
        """Take the recovery key from a folder."""
        self._folder = folder
        self.folder.setText(ltr(str(folder)))
        self._no_folder.hide()

    def answer_to(self, out: Path) -> None:
        """Write the answer to a file."""
        store, path, words, officer = self._store, self._path, self.compared.answered, self.who.currentData()
        name = self._asked["officers"][self.who.currentIndex()]["name"] or self.who.currentText()
        roots = (self._folder, self.secret.line.text()) if self._folder is not None else None

        def show(_: Any) -> None:
            self._told.setText(tr(_DONE, file=out.name, name=name))
            self.turn()

        self._tasks.write(
            lambda _: recovery.answer(store, path, officer, out, words=words, roots=roots), show, self._refuse
        )

    def _check(self) -> None:
        """Look at what is asked here before anything is asked further."""
        self.notice.hide()
        if not self._asked["key_here"]:
            self.secret.refuse(None if self.secret.line.text() else Refused(_NO_SECRET))
            self._no_folder.setText("" if self._folder is not None else tr(_NO_FOLDER))
            self._no_folder.setVisible(self._folder is None)
            if self._folder is None or not self.secret.line.text():
                (self.folder if self._folder is None else self.secret.line).setFocus()
                fit(self)
                return
        self.compared.check(lambda heard: recovery.check_words(self._path, heard), self._ask_where)

    def _ask_where(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, tr(_SAVE), "coopdesk-answer.recovery", f"{tr(_FILE)} (*.recovery)"
        )
        if chosen:
            self.answer_to(Path(chosen))

    def _ask_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr(_FOLDER))
        if chosen:
            self.take_folder(Path(chosen))

    def _refuse(self, fault: CoopDeskError) -> None:
        self.notice.tell(fault)
        fit(self)

    def _ask(self) -> QWidget:
        made, label = QWidget(), QLabel(tr(_FOR))
        asks, only, away = sentence(), sentence(quiet=True), sentence(quiet=True)
        label.setObjectName("label")
        label.setBuddy(self.who)
        places = dict.fromkeys(one["desk_name"] for one in self._asked["officers"] if one["desk_name"])
        where = tr(_HERE, desk=tr(N_(", ", "between items of a list")).join(map(isolate, places)))
        asks.setText(tr(_ASKS, when=moment(self._asked["made"]), where=where if places else tr(_UNKNOWN)))
        asks.setFont(sized(self.font(), theme.SECTION_PT, strong=True))
        only.setText(tr(_ONLY))
        away.setText(tr(_AWAY))
        column = column_of(made)
        for widget in (asks, self.compared, label, self.who, only):
            column.addWidget(widget)
        column.addSpacing(theme.GAP)
        key: tuple[QWidget, ...] = (away, self.folder, self._no_folder, self.secret)
        for part in key:
            column.addWidget(part)
            part.setHidden(self._asked["key_here"] or part is self._no_folder)
        column.addStretch(1)
        column.addSpacing(theme.GAP)
        column.addWidget(row_of(self.cancel, self.yes))
        return made

    def _tell(self) -> QWidget:
        made = QWidget()
        column = column_of(made)
        column.addWidget(self._told)
        column.addStretch(1)
        column.addWidget(row_of(self.close_button))
        return made


def _named(one: dict[str, Any]) -> str:
    if not one["id"]:
        return tr(_NOBODY)
    name: str = one["name"] or tr(_NOT_NAMED)
    return tr(_PERSON, name=name, desk=one["desk_name"]) if one["desk_name"] else name


def ask_recovery(context: Context, parent: QWidget, notice: Notice) -> None:
    """Ask for the file of a request, and open the dialog on it."""
    chosen, _ = QFileDialog.getOpenFileName(parent, tr(_TITLE), "", f"{tr(_REQUEST)} (*.recovery);;* (*)")
    if chosen:
        open_recovery(context, Path(chosen), parent, notice)


def open_recovery(context: Context, path: Path, parent: QWidget, notice: Notice) -> None:
    """Read a request, and open the dialog on it."""

    def show(asked: dict[str, Any]) -> None:
        dialog = AnswerRecovery(context, path, asked, parent)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    context.tasks.read(lambda _: recovery.read_request(context.store, path), show, notice.tell)
