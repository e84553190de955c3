"""Who is invited, on the page of a survey: added, noted as invited, reminded, answered; who is silent stands first."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from coopdesk.documents import result_words as words
from coopdesk.fields import Field, Links, Prose
from coopdesk.i18n import N_, P_, ltr, number, tr
from coopdesk.operations import drafts, rights
from coopdesk.operations.drafts import Draft
from coopdesk.operations.forms import invitation_mail, invitations
from coopdesk.operations.forms.invitations import Line, Sheet
from coopdesk.operations.record_types import View
from coopdesk.progress import Progress
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.context import Context
from coopdesk.ui.messages import confirm
from coopdesk.ui.read_table import read_table
from coopdesk.ui.said_dialog import SaidDialog
from coopdesk.ui.tailored_tab import LOWEST, TailoredTab

if TYPE_CHECKING:
    from coopdesk.ui.places import Page

_ADD, _NOTE, _REMIND, _ANSWERED, _DECLINED, _MAILS = (
    N_("Invite…", "survey"), N_("Note as invited"), N_("Note a reminder"), N_("Has answered"), N_("Declined", "act"),
    N_("Save drafts of mail…"),
)  # fmt: skip
_HEADS = (N_("Who is invited"), N_("State", "invitation"), N_("E-mail"))
_NOBODY = N_("Nobody is invited yet. Invite organizations, contacts, or a list of addresses.")
_RATE = N_("{share} answered: {answered} of {invited} invited. {declined} declined.")
_NONE_OUT = N_("No invitation has gone out yet. Save drafts of mail, or note those whom you invited.")
_ANONYMOUS = N_("The survey is anonymous: it is noted that somebody answered, never with which response.")
_NOTED = P_("{n} invitation is noted.", "{n} invitations are noted.")
_REMINDED = P_("{n} reminder is noted.", "{n} reminders are noted.")
_NO_ONE_TO_NOTE, _NO_ONE_TO_REMIND = N_("All of them were invited before."), N_("There is nobody to remind today.")
_ASK_ALL = N_("Nobody is chosen. Note all who are silent as reminded today?")
_ASK_OUT = N_("Nobody is chosen. Note all who are not invited yet as invited today?")
_YES = N_("Note them")
_SAVED = P_("{n} draft of mail is in {folder}.", "{n} drafts of mail are in {folder}.")
_ADDED, _KNOWN = P_("{n} was added.", "{n} were added."), P_("{n} was on the list.", "{n} were on the list.")
_TITLE, _ENTITIES, _PEOPLE, _LIST = (
    N_("Invite to the survey"), N_("Organizations"), N_("Contacts"),
    N_("E-mail addresses, one a line; a name may stand before each"),
)  # fmt: skip
_INVITE = "invite"
_SIGNS = {"answered": "✔", "declined": "✕", "silent": "○", "reminded": "!", "added": "–"}
"""A shape for each state beside its words, so that colour is never the only sign."""


class InvitedView(TailoredTab):
    """The tab of a survey. What is done concerns the chosen lines; where none is chosen, all whom it concerns."""

    LABEL = N_("Invited", "tab of a survey")

    def __init__(self, page: "Page") -> None:
        super().__init__(page)
        self.lines: list[Line] = []
        self.told, self.hint, self.table = sentence(), sentence(quiet=True), read_table(1, 1, 1)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.setMinimumHeight(theme.px(LOWEST))
        self.table.itemSelectionChanged.connect(self._enable)
        self.buttons = {text: QPushButton() for text in (_ADD, _MAILS, _NOTE, _REMIND, _ANSWERED, _DECLINED)}
        acts: tuple[Callable[[], None], ...] = (
            self.add, self._ask_where, self.note, self.remind, lambda: self.answered(declined=False),
            lambda: self.answered(declined=True),
        )  # fmt: skip
        rows = QHBoxLayout(), QHBoxLayout()
        for place, (button, act) in enumerate(zip(self.buttons.values(), acts, strict=True)):
            button.clicked.connect(lambda _=False, act=act: act())
            rows[place // 3].addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        column.setSpacing(theme.GAP)
        column.addWidget(self.told)
        column.addWidget(self.hint)
        for row in rows:
            row.setSpacing(theme.GAP)
            row.addStretch(1)
            column.addLayout(row)
        column.addWidget(self.table, 1)
        may = rights.may(self._store, rights.SECRETARY)
        for text, button in self.buttons.items():
            button.setVisible(may or text is _MAILS)
        self.retranslate()

    def read(self) -> None:
        id, store = self._id, self._store
        if id is None:
            self._show(None)
            return

        def show(found: Sheet) -> None:
            if self._id == id:
                self._show(found)

        self._tasks.read(lambda _: invitations.sheet(store, id), show, self._notice.tell)

    def retranslate(self) -> None:
        for text, button in self.buttons.items():
            button.setText(tr(text))
        self.table.setHorizontalHeaderLabels([tr(one) for one in _HEADS])
        self.table.setAccessibleName(tr(self.LABEL))
        self._stale = True
        if self.isVisible():
            self._look()

    def goes_on(self, draft: Draft) -> bool:
        if draft.act != _INVITE:
            return False
        self.add()
        return True

    def add(self) -> None:
        """Ask whom to invite."""
        id, context = self._id, self._context
        if id is None:
            return

        def ask(draft: Draft | None) -> None:
            InviteDialog(id, context, self._added, self._page, draft).open()

        self._tasks.read(lambda _: drafts.find(self._store, "survey", id, _INVITE), ask, self._notice.tell)

    def note(self) -> None:
        """Note that invitations went out today."""
        if self._chosen() or confirm(self, _ASK_OUT, _YES):
            self._noted(invitations.note_invited, _NOTED, _NO_ONE_TO_NOTE)

    def remind(self) -> None:
        """Note that those who are silent were reminded today."""
        if self._chosen() or confirm(self, _ASK_ALL, _YES):
            self._noted(invitations.remind, _REMINDED, _NO_ONE_TO_REMIND)

    def answered(self, *, declined: bool) -> None:
        """Note that the chosen ones answered, or declined."""
        store, chosen = self._store, self._chosen()

        def work(_: Progress) -> None:
            for one in chosen:
                invitations.answered(store, one, declined=declined)

        if chosen:
            self._tasks.write(work, lambda _: self._page.renew(), self._notice.tell)

    def save_mails(self, folder: Path) -> None:
        """Write a draft of mail for each of the chosen, else for all who have not answered; a reminder for who is
        invited already."""
        id, store, chosen = self._id, self._store, self._chosen()
        waiting = [
            one for one in self.lines
            if (one.id in chosen if chosen else one.state in ("added", "silent", "reminded"))
        ]  # fmt: skip
        first = [one.id for one in waiting if one.state == "added"]
        again = [one.id for one in waiting if one.state != "added"]

        def work(progress: Progress) -> list[Path]:
            made = invitation_mail.write(store, id or "", first, folder, progress=progress)
            return made + invitation_mail.write(store, id or "", again, folder, reminder=True, progress=progress)

        self._tasks.write(
            work, lambda made: self._notice.say(tr(_SAVED, n=len(made), folder=folder.name)), self._notice.tell
        )

    def _ask_where(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr(_MAILS))
        if chosen:
            self.save_mails(Path(chosen))

    def _noted(self, note: Callable[..., list[str]], said: Any, nobody: Any) -> None:
        id, store, chosen = self._id, self._store, self._chosen()

        def done(made: list[str]) -> None:
            self._page.renew()
            self._notice.say(tr(said, n=len(made)) if made else tr(nobody))

        if id is not None:
            self._tasks.write(lambda _: note(store, id, chosen), done, self._notice.tell)

    def _added(self, made: View) -> None:
        self._page.renew()
        said = [tr(_ADDED, n=made["added"])] + ([tr(_KNOWN, n=made["known"])] if made["known"] else [])
        self._notice.say(" ".join(said))

    def _chosen(self) -> list[str]:
        rows = sorted({one.row() for one in self.table.selectedIndexes()})
        return [self.lines[row].id for row in rows]

    def _show(self, found: Sheet | None) -> None:
        self.lines = list(found.lines) if found is not None else []
        colors = theme.colors()
        tones = {"answered": colors.good, "reminded": colors.bad}
        self.table.setRowCount(len(self.lines))
        for row, one in enumerate(self.lines):
            cells = (one.name, f"{_SIGNS[one.state]} {one.told}", ltr(one.email))
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if column == 1:
                    item.setForeground(QColor(tones.get(one.state, colors.text)))
                self.table.setItem(row, column, item)
        self.table.clearSelection()
        self.table.setVisible(bool(self.lines))
        whole = found.whole if found is not None else None
        if whole is None or not self.lines:
            self.told.setText(tr(_NOBODY))
        elif not whole.invited:
            self.told.setText(tr(_NONE_OUT))
        else:
            self.told.setText(tr(_RATE, share=words.share(whole.share), answered=number(whole.answered),
                                 invited=number(whole.invited), declined=number(whole.declined)))  # fmt: skip
        self.hint.setText(tr(_ANONYMOUS) if self._page.view.get("anonymous") else "")
        self.hint.setVisible(bool(self.hint.text()))
        self._enable()

    def _enable(self) -> None:
        states = {one.state for one in self.lines}
        there: dict[Any, bool] = {
            _ADD: self._id is not None, _MAILS: bool(states - {"answered", "declined"}), _NOTE: "added" in states,
            _REMIND: bool(states & {"silent", "reminded"}), _ANSWERED: bool(self._chosen()),
            _DECLINED: bool(self._chosen()),
        }  # fmt: skip
        for text, button in self.buttons.items():
            button.setEnabled(there[text])


class InviteDialog(SaidDialog):
    """Asks whom to invite; ``said`` gets how many were added and known."""

    def __init__(
        self, id: str, context: Context, said: Callable[[View], Any], parent: QWidget, draft: Draft | None
    ) -> None:
        super().__init__(_TITLE, "survey", id, _INVITE, context, said, parent)
        self.ask("organizations", Field(1, Links(to="organization"), _ENTITIES))
        self.ask("contacts", Field(2, Links(to="contact"), _PEOPLE))
        self.ask("pasted", Field(3, Prose(), _LIST))
        self.begin(draft)

    def work(self) -> Callable[[Progress], View]:
        store, id, typed = self._context.store, self._id, self.typed()
        chosen: Sequence[str] = [*(typed["organizations"] or ()), *(typed["contacts"] or ())]
        return lambda _: invitations.invite(store, id, chosen, typed["pasted"] or "")._asdict()
