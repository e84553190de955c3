"""The page of a desk that belongs to no Ministry yet: what joining means, the request, and the Ministry's answer."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from coopdesk.calendars import moment
from coopdesk.i18n import N_, Text, tr
from coopdesk.operations import enrolment, exchange, views
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.context import Context
from coopdesk.ui.direction import sized
from coopdesk.ui.exchange.words_panel import WordsPanel
from coopdesk.ui.messages import Notice
from coopdesk.ui.sight import InSight

_TITLE = N_("Join a Ministry")
_ABOUT = N_(
    "This desk works on its own until the Ministry admits it. From then on it exchanges sealed bundles with the "
    "Ministry and its desks, as files: by mail, on a stick, in the pouch. What is recorded here already stays, and "
    "goes along as far as the desks that each record is for."
)
_ASK, _ASK_ABOUT, _MAKE = (
    N_("1. Ask the Ministry"),
    N_("Make a request and send the file to the Ministry by any way. It holds no secret."),
    N_("Make a request…"),
)
_READ_OUT = N_(
    "The request is in “{name}” ({when}). Send it, then read these eight words to the Ministry by telephone when it "
    "asks: it admits the desk that knows them."
)
_TAKE, _TAKE_ABOUT, _OPEN = (
    N_("2. Take the Ministry’s answer"),
    N_("The Ministry sends a file back, which only this computer can open."),
    N_("Take the Ministry’s answer…"),
)
_COMPARE = N_(
    "Ask the Ministry by telephone for its eight words. Are they these? Only the true Ministry can read them to you."
)
_SAME, _UNCOMPARED, _DIFFERENT = (
    N_("They are the same: join"),
    N_("Join without comparing"),
    N_("They differ"),
)
_STOPPED = N_("Nothing was changed. Tell the Ministry by telephone that an answer came which is not its own.")
_REQUEST_FILE, _ANSWER_FILE = N_("Request of a desk"), N_("Answer of the Ministry")
_KEPT = "exchange/request"
_WIDTH = 720


class JoinPage(QWidget):
    """``joined``: the desk belongs to a Ministry now."""

    joined = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._store, self._tasks = context.store, context.tasks
        self._request: dict[str, Any] = {}
        self._answer: Path | None = None
        self._said: list[tuple[QLabel | QPushButton, Text]] = []
        self.notice = Notice()
        self.request_words, self.answer_words = WordsPanel(), WordsPanel()
        self._read_out, self._compare = sentence(), sentence()
        self.make, self.open = QPushButton(), QPushButton()
        self.same, self.uncompared, self.different = QPushButton(), QPushButton(), QPushButton()
        self.make.clicked.connect(self._ask_where)
        self.open.clicked.connect(self._ask_which)
        self.same.clicked.connect(lambda: self._join(compared=True))
        self.uncompared.clicked.connect(lambda: self._join(compared=False))
        self.different.clicked.connect(self._stop)
        self._build()
        self._tell()
        self._tasks.read(lambda _: views.load(self._store, _KEPT), self._show_request, self.notice.tell)

    def retranslate(self) -> None:
        """Show everything in the present language."""
        for widget, text in self._said:
            widget.setText(tr(text))
        for panel in (self.request_words, self.answer_words):
            panel.retranslate()
        self._tell()

    def make_request(self, path: Path) -> None:
        """Write the request to a file, and show its words; they are kept, for the telephone rings later."""

        def work(_: Any) -> dict[str, Any]:
            english, arabic = enrolment.request(self._store, path)
            made = enrolment.read_request(path)["made"]
            kept = {"file": path.name, "words_en": english, "words_ar": arabic, "made": made}
            views.save(self._store, _KEPT, kept)
            return kept

        self._tasks.write(work, self._show_request, self.notice.tell)

    def take_answer(self, path: Path) -> None:
        """Read the Ministry's answer and show its words; the desk joins when a person has compared them."""

        def show(words: dict[str, str]) -> None:
            self.notice.hide()
            self._answer = path
            self.answer_words.show_words(words)
            self._tell()
            self.same.setFocus()

        self._tasks.read(lambda _: enrolment.read_answer(self._store, path), show, self.notice.tell)

    def _join(self, *, compared: bool) -> None:
        path, words = self._answer, self.answer_words.words if compared else None
        if path is None:
            return

        def work(_: Any) -> None:
            enrolment.accept(self._store, path, words=words)
            exchange.retry(self._store)

        self._tasks.write(work, lambda _: self.joined.emit(), self.notice.tell)

    def _stop(self) -> None:
        self._answer = None
        self.answer_words.show_words({})
        self._tell()
        self.notice.say(tr(_STOPPED))

    def _ask_where(self) -> None:
        name = f"{self._store.desk}-request.cdxq"
        chosen, _ = QFileDialog.getSaveFileName(self, tr(_MAKE), name, f"{tr(_REQUEST_FILE)} (*.cdxq)")
        if chosen:
            self.make_request(Path(chosen))

    def _ask_which(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, tr(_OPEN), "", f"{tr(_ANSWER_FILE)} (*.cdxa);;* (*)")
        if chosen:
            self.take_answer(Path(chosen))

    def _show_request(self, kept: dict[str, Any]) -> None:
        self._request = kept
        self.request_words.show_words(kept)
        self._tell()

    def _tell(self) -> None:
        """Say what stands under each step, and which of them comes next."""
        made = bool(self._request)
        self._read_out.setVisible(made)
        if made:
            self._read_out.setText(tr(_READ_OUT, name=self._request["file"], when=moment(self._request["made"])))
        asked = self._answer is not None
        for widget in (self._compare, self.same, self.uncompared, self.different):
            widget.setVisible(asked)
        self.make.setProperty("primary", str(not made).lower())
        self.open.setProperty("primary", str(made and not asked).lower())
        for button in (self.make, self.open):
            button.style().unpolish(button)
            button.style().polish(button)

    def _build(self) -> None:
        title = QLabel()
        title.setFont(sized(self.font(), theme.TITLE_PT, strong=True))
        self._said += [(title, _TITLE), (self.make, _MAKE), (self.open, _OPEN), (self._compare, _COMPARE)]
        self._said += [(self.same, _SAME), (self.uncompared, _UNCOMPARED), (self.different, _DIFFERENT)]
        self.same.setProperty("primary", "true")
        choices = QHBoxLayout()
        for button in (self.same, self.uncompared, self.different):
            choices.addWidget(button)
        choices.addStretch(1)
        box = QWidget()
        box.setMaximumWidth(theme.px(_WIDTH))
        column = QVBoxLayout(box)
        column.setContentsMargins(0, theme.WIDE, 0, theme.WIDE)
        column.setSpacing(theme.SPACE)
        column.addWidget(title)
        column.addWidget(self._sentence(_ABOUT))
        column.addWidget(self.notice)
        column.addWidget(self._step(_ASK, _ASK_ABOUT, self.make, (self._read_out, self.request_words)))
        answer = self._step(_TAKE, _TAKE_ABOUT, self.open, (self._compare, self.answer_words))
        inside = answer.layout()
        assert isinstance(inside, QVBoxLayout)
        inside.addLayout(choices)
        column.addWidget(answer)
        column.addStretch(1)
        middle = QWidget()
        middle.setObjectName("page")
        row = QHBoxLayout(middle)
        row.setContentsMargins(theme.WIDE, 0, theme.WIDE, 0)
        row.addStretch(1)
        row.addWidget(box, 1000)
        row.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setObjectName("page")
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(middle)
        InSight(area)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def _step(self, heading: Text, about: Text, button: QPushButton, below: tuple[QWidget, ...]) -> QFrame:
        made, label = QFrame(), QLabel()
        made.setObjectName("line")
        label.setFont(sized(self.font(), theme.SECTION_PT, strong=True))
        self._said.append((label, heading))
        column = QVBoxLayout(made)
        column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        column.setSpacing(theme.GAP)
        column.addWidget(label)
        column.addWidget(self._sentence(about))
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
        for widget in below:
            column.addWidget(widget)
        return made

    def _sentence(self, text: Text) -> QLabel:
        label = sentence(quiet=True)
        self._said.append((label, text))
        return label
