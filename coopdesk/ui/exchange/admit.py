"""At the Ministry: a desk is admitted. Who asks, its eight words, the words heard, the answer, the Ministry's words."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox, QFileDialog, QVBoxLayout, QWidget

from coopdesk.calendars import moment
from coopdesk.i18n import N_, isolate, language, tr
from coopdesk.operations import enrolment
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.context import Context
from coopdesk.ui.direction import sized
from coopdesk.ui.exchange.compared import ComparingDialog
from coopdesk.ui.exchange.dialog_parts import row_of
from coopdesk.ui.exchange.words_panel import WordsPanel
from coopdesk.ui.messages import Notice

_TITLE = N_("Admit a desk")
_ASKS = N_("{name} asks to join. The request was made {when}.")
_CENTRAL = N_("A department of the Ministry itself, not a mission")
_ADMIT = N_("Admit and save the answer…")
_ANSWER_FILE = N_("Answer of the Ministry")
_DONE = N_("{name} is admitted. Send it the file “{file}”, then read these eight words of the Ministry out to it:")


class AdmitDialog(ComparingDialog):
    """Admits the desk of a request that was read (``asked``). It stays open for the Ministry's words."""

    def __init__(self, context: Context, path: Path, asked: dict[str, Any], parent: QWidget) -> None:
        super().__init__(_TITLE, _ADMIT, asked, context.tasks, parent)
        self._store, self._tasks, self._path = context.store, context.tasks, path
        self._code = asked["code"]
        first, second = ("name_ar", "name_en") if language() == "ar" else ("name_en", "name_ar")
        self._name = f"{asked[first] or asked[second]} ({isolate(self._code)})"
        self.own_words, self.central, self._done = WordsPanel(), QCheckBox(tr(_CENTRAL)), sentence()
        self.yes.clicked.connect(self._check)
        self.lay_out(self._ask(tr(_ASKS, name=self._name, when=moment(asked["made"]))), self._tell())

    def admit_to(self, out: Path) -> None:
        """Admit the desk, and write the answer to a file."""
        words, central = self.compared.answered, self.central.isChecked()

        def show(done: dict[str, Any]) -> None:
            self._done.setText(tr(_DONE, name=self._name, file=out.name))
            self.own_words.show_words(done["ministry"])
            self.turn()

        self._tasks.write(
            lambda _: enrolment.enrol(self._store, self._path, out, words=words, central=central),
            show, self.notice.tell,
        )  # fmt: skip

    def _check(self) -> None:
        """Compare the words before anything is asked further."""
        self.compared.check(lambda heard: enrolment.check_words(self._path, heard), self._ask_where)

    def _ask_where(self) -> None:
        name = f"{self._code}-answer.cdxa"
        chosen, _ = QFileDialog.getSaveFileName(self, tr(_ADMIT), name, f"{tr(_ANSWER_FILE)} (*.cdxa)")
        if chosen:
            self.admit_to(Path(chosen))

    def _ask(self, who: str) -> QWidget:
        made, asks = QWidget(), sentence()
        asks.setText(who)
        asks.setFont(sized(self.font(), theme.SECTION_PT, strong=True))
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        for widget in (asks, self.compared, self.central):
            column.addWidget(widget)
        column.addStretch(1)
        column.addSpacing(theme.GAP)
        column.addWidget(row_of(self.cancel, self.yes))
        return made

    def _tell(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(self._done)
        column.addWidget(self.own_words)
        column.addStretch(1)
        column.addWidget(row_of(self.close_button))
        return made


def ask_request(context: Context, parent: QWidget, notice: Notice) -> None:
    """Ask for a request file, and open the dialog on it."""
    chosen, _ = QFileDialog.getOpenFileName(parent, tr(_TITLE), "", f"{tr(N_('Request of a desk'))} (*.cdxq);;* (*)")
    if chosen:
        open_request(context, Path(chosen), parent, notice)


def open_request(context: Context, path: Path, parent: QWidget, notice: Notice) -> None:
    """Read a request, and open the dialog on it."""

    def show(asked: dict[str, Any]) -> None:
        dialog = AdmitDialog(context, path, asked, parent)
        dialog.finished.connect(lambda _: context.renewed.emit())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    context.tasks.read(lambda _: enrolment.read_request(path), show, notice.tell)
