"""The tab Exchange: the page to join a Ministry, or, once that is done, the board; and what a person asks of them."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QScrollArea, QStackedWidget, QVBoxLayout

from coopdesk.errors import CoopDeskError
from coopdesk.i18n import N_, tr
from coopdesk.operations import enrolment, exchange
from coopdesk.operations.exchange import Told
from coopdesk.operations.record_types import View
from coopdesk.progress import Progress
from coopdesk.store.home import Store
from coopdesk.ui.context import Context
from coopdesk.ui.exchange import admit, answering, board
from coopdesk.ui.exchange.board import REVIEW, Board, Standing
from coopdesk.ui.exchange.folders_dialog import FoldersDialog
from coopdesk.ui.exchange.importing import ImportDialog
from coopdesk.ui.exchange.join import JoinPage
from coopdesk.ui.exchange.review import review
from coopdesk.ui.exchange.roots import RevokeDialog, RootsDialog
from coopdesk.ui.exchange.rounds import Rounds
from coopdesk.ui.exchange.send import SendDialog
from coopdesk.ui.list_bar import QuietLine
from coopdesk.ui.tab_screen import TabScreen
from coopdesk.ui.tasks import Tasks

_IMPORT, _BUNDLES = N_("Import"), N_("Bundles of CoopDesk")
_AGAIN, _NOT_YET = N_("The file was imported."), N_("It still cannot be imported: {why}")
_NO_DESKS = N_("No other desk is enrolled yet, so there is nobody to send to.")
_AGAIN_THERE = N_("The watched folders can be reached again.")
_MEMBER = N_("This desk belongs to the Ministry already; an answer is taken once.")
_NOT_HERE = N_("A request is opened at the Ministry, which admits desks. Send it there.")
_JOINED = N_("This desk belongs to the Ministry now. Send it a first bundle.")


class ExchangeScreen(TabScreen):
    """``join`` until the desk is enrolled, then ``board``; either is made when it is first shown. In a low window the
    board scrolls."""

    def __init__(self, store: Store, tasks: Tasks) -> None:
        super().__init__()
        self._store, self._tasks = store, tasks
        self.context = Context(store, tasks, self)
        self.join: JoinPage | None = None
        self.board: Board | None = None
        self._standing: Standing | None = None
        self._most = board.PAGE
        self.rounds = Rounds(store, tasks, self)
        self.rounds.ended.connect(self.context.renewed)
        self.rounds.failed.connect(lambda sentences: self._tell_failed("\n".join(sentences)))
        self.rounds.recovered.connect(self._tell_recovered)
        self._stack, self._area = QStackedWidget(), QScrollArea(widgetResizable=True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._stack.addWidget(self._area)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    @property
    def type(self) -> str:
        return "exchange"

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._read()

    def enter(self) -> None:
        if self.board is not None:
            self.board.desks.table.setFocus()

    def refresh(self) -> None:
        if self.isVisible():
            self._read()

    def renew(self) -> None:
        self.refresh()

    def retranslate(self) -> None:
        for one in (self.join, self.board):
            if one is not None:
                one.retranslate()
        self.refresh()

    def send(self, to: str = "") -> None:
        """Guide through an export for a desk, or for one that is chosen there."""
        desks = self._trusted()
        if self.board is None:
            return
        if not desks:
            self.board.quiet.say(tr(_NO_DESKS))
            return
        self._open(SendDialog(self.context, desks, to, self))

    def choose_imports(self) -> None:
        """Ask which files are to be imported."""
        chosen, _ = QFileDialog.getOpenFileNames(self, tr(_IMPORT), "", f"{tr(_BUNDLES)} (*.cdx);;* (*)")
        if chosen:
            self.import_files([Path(one) for one in chosen])

    def take_files(self, paths: Sequence[Path]) -> None:
        """Take files of the exchange that came in whatever way: bundles, or the papers of an admission."""
        if paths[0].suffix.lower() == ".cdx":
            self.import_files(paths)
        else:
            # What the tab shows is being read; the paper is opened on it.
            self._tasks.read(lambda _: None, lambda _: self._open_paper(paths[0]))

    def import_files(self, paths: Sequence[Path]) -> None:
        """Show what these files would change, to be imported or left."""
        dialog = ImportDialog(self.context, paths, self)
        dialog.told.connect(self._tell_imported)
        self._open(dialog)

    def _open_paper(self, path: Path) -> None:
        """Open a request at the Ministry, or the Ministry's answer at a desk that has not joined."""
        if path.suffix.lower() == ".cdxa":
            if self._standing is None and self.join is not None:
                self.join.take_answer(path)
            else:
                self._tell_failed(tr(_MEMBER))
        elif self._standing is not None and self._standing.admits and self.board is not None:
            opens = answering.open_recovery if path.suffix.lower() == ".recovery" else admit.open_request
            opens(self.context, path, self, self.board.notice)
        else:
            self._tell_failed(tr(_NOT_HERE))

    def _tell_imported(self, sentence: str, clashes: int) -> None:
        if self.board is not None and clashes:
            self.board.quiet.say(sentence, tr(REVIEW), self.board.begin_review)
        else:
            self._say(sentence)

    def _say(self, sentence: str) -> None:
        """Tell quietly what was done."""
        if self.board is not None:
            self.board.quiet.say(sentence)
        elif self.join is not None:
            self.join.notice.say(sentence)

    def _fail(self, fault: CoopDeskError) -> None:
        self._tell_failed(fault.message())

    def _tell_recovered(self) -> None:
        if self.board is not None:
            self.board.notice.hide()
            self.board.quiet.say(tr(_AGAIN_THERE))

    def _tell_failed(self, sentence: str) -> None:
        shown = self.board or self.join
        if shown is not None:
            shown.notice.warn(sentence)

    def _open(self, dialog: Any) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _read(self) -> None:
        most = self._most

        def work(_: Any) -> Standing | None:
            return board.standing(self._store, most) if enrolment.is_enrolled(self._store) else None

        self._tasks.read(work, self._show, self._fail)

    def _show(self, standing: Standing | None) -> None:
        self._standing = standing
        if standing is None:
            if self.join is None:
                self.join = JoinPage(self.context)
                self.join.retranslate()
                self.join.joined.connect(self._joined)
                self._stack.addWidget(self.join)
            self._stack.setCurrentWidget(self.join)
            return
        if self.board is None:
            self.board = self._made_board()
            self._area.setWidget(self.board)
        self._stack.setCurrentWidget(self._area)
        self.board.show_standing(standing)

    def _joined(self) -> None:
        self.board = self._made_board()
        self._area.setWidget(self.board)
        self.board.quiet.say(tr(_JOINED))
        self._read()
        self.context.renewed.emit()

    def _made_board(self) -> Board:
        made = Board()
        made.sends.connect(self.send)
        made.imports.connect(self.choose_imports)
        made.folders.connect(self._choose_folders)
        made.more.connect(self._show_more)
        made.reviews.connect(lambda ids: review(self.context, ids, self))
        made.admits.connect(lambda: admit.ask_request(self.context, self, made.notice))
        made.recovers.connect(lambda: answering.ask_recovery(self.context, self, made.notice))
        made.moves_roots.connect(lambda: self._open(RootsDialog(self.context, self, made.quiet)))
        made.revokes.connect(lambda desk: self._revoke(desk, made.quiet))
        made.retries.connect(self._retry)
        made.discards.connect(
            lambda digest: self._of_inbox(lambda store, _: exchange.discard(store, digest), lambda _: None)
        )
        return made

    def _retry(self, digest: str) -> None:
        self._of_inbox(lambda store, progress: exchange.retry(store, digest, progress), self._tell_retried)

    def _show_more(self) -> None:
        self._most += board.PAGE
        self._read()

    def _choose_folders(self) -> None:
        dialog = FoldersDialog(self.context, [one for one in self._trusted() if not one["here"]], self)
        dialog.accepted.connect(self.rounds.begin)
        self._open(dialog)

    def _trusted(self) -> list[View]:
        """Return the desks to which something can be sent."""
        desks = self._standing.desks if self._standing is not None else []
        return [one for one in desks if not all(device["revoked"] for device in one["devices"])]

    def _revoke(self, desk: View, board: QuietLine) -> None:
        self._open(RevokeDialog(self.context, desk, self, board))

    def _of_inbox(self, run: Callable[[Store, Progress], Any], told: Callable[[Any], None]) -> None:
        def done(result: Any) -> None:
            told(result)
            self.context.renewed.emit()

        self._tasks.write(lambda progress: run(self._store, progress), done, self._fail)

    def _tell_retried(self, found: list[Told]) -> None:
        assert self.board is not None
        if found[0]["code"]:
            self.board.notice.warn(tr(_NOT_YET, why=found[0]["message"]))
        else:
            self._say(tr(_AGAIN))
