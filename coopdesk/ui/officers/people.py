"""Who works at the desk: a list that everybody reads, and that an administrator changes."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QHeaderView, QMenu, QPushButton, QTableWidgetItem, QVBoxLayout

from coopdesk.calendars import numeric
from coopdesk.fields import Choice
from coopdesk.i18n import N_, P_, is_rtl, isolate, tr
from coopdesk.operations import drafts, enrolment, officers, rights
from coopdesk.operations.record_types import View
from coopdesk.records.officer import ROLE
from coopdesk.ui import messages, theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.exchange.dialog_parts import fit, row_of
from coopdesk.ui.messages import Notice
from coopdesk.ui.officers.acting import ActingDialog
from coopdesk.ui.officers.add import AddDialog
from coopdesk.ui.officers.secret import GivenPassphrase, OwnPassphrase
from coopdesk.ui.read_table import read_table

if TYPE_CHECKING:
    from coopdesk.ui.frame import Frame

_TITLE = N_("Officers of the desk")
_READ_ONLY = N_("An administrator of this desk lets people come and go, and decides who may do what.")
_NAME, _POST, _ROLE = N_("Name", "of a person"), N_("Post", "of a person"), N_("Role today")
_OPENS, _UNTIL = N_("Opens this computer"), N_("Acting until")
_YES, _NO, _LEFT, _ME = N_("Yes"), N_("No"), N_("has left"), N_("{name} (you)")
_ADD, _CHANGE, _ACT = N_("Add…", "an officer"), N_("Role…"), N_("Let act…")
_SECRET, _GO, _CLOSE = N_("Passphrase…"), N_("Let go…"), N_("Close", "window")
_SURE_GO = N_(
    "Let {name} go? The passphrase opens this computer no more and the role ends today; the name stays in the history, "
    "and private drafts can be read by nobody. Backups made before still open with the old passphrase: destroy those "
    "that are not needed."
)
_AGREE_GO = N_("Let go")
_REMAIN = P_(
    "{n} private draft remains of somebody who opens this computer no more. Nobody can read it.",
    "{n} private drafts remain of people who open this computer no more. Nobody can read them.",
)
_THROW = N_("Throw away")
_WIDTHS = (230, 190, 120, 150, 120)
_WIDTH = 860


class OfficersDialog(QDialog):
    """Lists the officers; who may changes them, one after another."""

    def __init__(self, window: "Frame") -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._window, self._store, self._tasks = window, window.open_store, window.tasks
        self._people: list[View] = []
        self._left: dict[str, int] = {}
        self.setWindowTitle(tr(_TITLE))
        self.setMinimumWidth(min(theme.px(_WIDTH), window.width() - theme.WIDE))
        self.notice, self.read_only = Notice(), sentence(quiet=True)
        self.read_only.setText(tr(_READ_ONLY))
        self.table = read_table(*_WIDTHS)
        self.table.setHorizontalHeaderLabels([tr(one) for one in (_NAME, _POST, _ROLE, _OPENS, _UNTIL)])
        self.table.setAccessibleName(tr(_TITLE))
        self.table.setMinimumHeight(theme.px(220))
        header, modes = self.table.horizontalHeader(), QHeaderView.ResizeMode
        header.setStretchLastSection(False)
        for place in range(self.table.columnCount()):
            header.setSectionResizeMode(place, modes.Stretch if place in (0, 1) else modes.ResizeToContents)
        self.table.itemSelectionChanged.connect(self._enable)
        self.add, self.act, self.secret, self.go = (QPushButton(tr(one)) for one in (_ADD, _ACT, _SECRET, _GO))
        self.role, self.close_button = QPushButton(tr(_CHANGE)), QPushButton(tr(_CLOSE))
        self.role.clicked.connect(self._offer_roles)
        self.add.clicked.connect(lambda: AddDialog(window, self, self._changed).open())
        self.act.clicked.connect(self._let_act)
        self.secret.clicked.connect(self._give_secret)
        self.go.clicked.connect(self._let_go)
        self.close_button.clicked.connect(self.reject)
        for button in (self.add, self.role, self.act, self.secret, self.go):
            button.setAutoDefault(False)
        self.acts = (self.add, self.role, self.act, self.secret, self.go)
        row = QHBoxLayout()
        for one in self.acts:
            row.addWidget(one)
            one.hide()
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.SPACE)
        column.setSpacing(theme.SPACE)
        for widget in (self.notice, self.read_only, self.table):
            column.addWidget(widget)
        column.addLayout(row)
        column.addWidget(row_of(self.close_button))
        self.read_only.hide()
        self._read()

    def showEvent(self, event: QShowEvent) -> None:
        fit(self)
        super().showEvent(event)

    def _offer_roles(self) -> None:
        menu = QMenu(self)
        for option in ROLE:
            menu.addAction(Choice(ROLE).label(option.token), partial(self._set_role, option.token))
        menu.aboutToHide.connect(menu.deleteLater)
        edge = self.role.rect().bottomRight() if self.isRightToLeft() else self.role.rect().bottomLeft()
        place = self.role.mapToGlobal(edge)
        menu.popup(place - QPoint(menu.sizeHint().width(), 0) if self.isRightToLeft() else place)

    def _read(self) -> None:
        def work(_: Any) -> tuple[list[View], bool, dict[str, int], bool]:
            manages = rights.may(self._store, rights.ADMINISTRATOR)
            left = drafts.of_those_who_left(self._store) if manages else {}
            return officers.listed(self._store), manages, left, enrolment.asks_again(self._store)

        self._tasks.read(work, self._show, self.notice.tell)

    def _show(self, found: tuple[list[View], bool, dict[str, int], bool]) -> None:
        people, manages, self._left, asks_again = found
        kept = self._people[self.table.currentRow()]["id"] if self.table.selectedItems() else self._store.officer
        self._people = sorted(people, key=lambda one: bool(one["left"]))
        self.table.setRowCount(len(people))
        for row, one in enumerate(self._people):
            for column, text in enumerate(_cells(one)):
                self.table.setItem(row, column, QTableWidgetItem(text))
            if one["id"] == kept:
                self.table.setCurrentCell(row, 0)
        self.read_only.setVisible(not manages)
        for button in self.acts:
            button.setVisible(manages)
        if self._left:
            self.notice.offer(tr(_REMAIN, n=sum(self._left.values())), tr(_THROW), self._throw)
        elif asks_again:
            self.notice.say(tr(enrolment.ASK_AGAIN))
        self._enable()
        self.table.setFocus()

    def _enable(self) -> None:
        one = self._people[self.table.currentRow()] if self.table.selectedItems() else None
        for button in (self.role, self.act, self.go):
            button.setEnabled(one is not None and not one["left"] and not (button is self.go and one["here"]))
        self.secret.setEnabled(one is not None)

    def _chosen(self) -> View:
        return self._people[self.table.currentRow()]

    def _set_role(self, role: str) -> None:
        id = self._chosen()["id"]
        self._do(lambda: officers.set_role(self._store, id, role))

    def _let_act(self) -> None:
        one = self._chosen()
        ActingDialog(self._window, self, one["id"], _name(one), self._changed).open()

    def _give_secret(self) -> None:
        one = self._chosen()
        if one["here"]:
            OwnPassphrase(self._window).open()
        else:
            GivenPassphrase(self._window, self, one, _name(one), self._changed).open()

    def _let_go(self) -> None:
        one = self._chosen()
        if messages.confirm(self, _SURE_GO, _AGREE_GO, name=_name(one)):
            self._do(lambda: officers.remove(self._store, one["id"]))

    def _throw(self) -> None:
        left = list(self._left)

        def throw() -> None:
            for officer in left:
                drafts.throw_away(self._store, officer)

        self._do(throw)

    def _do(self, work: Callable[[], None]) -> None:
        self.notice.hide()
        self._tasks.write(lambda _: work(), lambda _: self._changed(), self.notice.tell)

    def _changed(self) -> None:
        self._window.tell_desk()
        self._read()


def _name(one: View) -> str:
    """Return how an officer is named in the present language, with the form of address."""
    first, second = ("ar", "en") if is_rtl() else ("en", "ar")
    lang = first if one[f"name_{first}"] else second
    return " ".join(filter(None, (one[f"honorific_{lang}"], one[f"name_{lang}"])))


def _cells(one: View) -> list[str]:
    first, second = ("ar", "en") if is_rtl() else ("en", "ar")
    name = _name(one)
    role = Choice(ROLE).label(one["role"]) if one["role"] else "–"
    return [
        tr(_ME, name=name) if one["here"] else isolate(name),
        one[f"post_{first}"] or one[f"post_{second}"] or "–",
        tr(_LEFT) if one["left"] else role,
        tr(_YES if one["opens"] else _NO),
        numeric(one["acting_until"]) if one["acting_until"] else "–",
    ]
