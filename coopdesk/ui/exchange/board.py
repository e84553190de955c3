"""The board of a desk that is enrolled: desks, conflicts, inbox and history, with sending and importing over them."""

from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QTabWidget, QVBoxLayout, QWidget

from coopdesk.calendars import moment
from coopdesk.i18n import N_, P_, digits, isolate, language, ltr, number, tr
from coopdesk.operations import conflict_words, conflicts, desk, enrolment, exchange
from coopdesk.operations.record_types import View
from coopdesk.store.home import Store
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.direction import sized
from coopdesk.ui.exchange.dialog_parts import show_name
from coopdesk.ui.exchange.listing import Cell, Listing
from coopdesk.ui.list_bar import QuietLine
from coopdesk.ui.messages import Notice

_SEND, _IMPORT, _ADMIT, _FOLDERS = N_("Send to…"), N_("Import…"), N_("Admit a desk…"), N_("Folders…")
_DESKS, _CONFLICTS, _INBOX, _HISTORY = N_("Desks"), N_("Conflicts"), N_("Inbox"), N_("Bundles", "history")
_COUNTED = N_("{name} ({n})")
_DESK, _SENT, _RECEIVED = N_("Desk"), N_("Sent", "column"), N_("Received", "column")
_TO_SEND, _MISSING = N_("Not acknowledged yet"), N_("Missing here")
_NO_DESKS = N_("No other desk is known here yet. The Ministry admits desks; its next bundle tells of them.")
_NONE_ADMITTED = N_("No desk is enrolled yet. A desk sends a request; admit it, and send the answer back.")
_SEND_ONE, _REVOKE, _FORGOT = N_("Send to this desk…"), N_("Revoke…"), N_("Forgotten passphrase…")
_ALL_THERE, _NEVER, _NOTHING = N_("✓ Everything acknowledged"), N_("Not yet"), N_("Nothing missing")
_CHANGES, _PARTS = P_("{n} change", "{n} changes"), N_("▲ Numbers {parts}")
_REVOKED = N_("✕ Not trusted any more")
_UNKNOWN_FIRST = N_("▲ First administrator not known")
_OWN = N_("Other computers of this desk")
_RECORD, _KIND, _FIELD, _VALUES = N_("Record"), N_("Kind"), N_("Field"), N_("Values")
REVIEW, _NO_CONFLICTS = (
    N_("Review…"),
    N_("Nothing is in conflict. Where two desks change one field unknown to each other, both values wait here."),
)
_SEVERAL = P_("◆ {n} value", "◆ {n} values")
_WHEN, _FROM, _FILE, _REASON = N_("When"), N_("From", "sender"), N_("File"), N_("Why, and what to do")
_NO_INBOX = N_("Every file that came was imported. What cannot be imported waits here, with its reason.")
_RETRY, _DISCARD = N_("Try again"), N_("Discard the file")
_KIND_OF, _WITH, _SIZE = N_("What", "column"), N_("Desk"), N_("Size")
_OUT, _IN, _PARKED, _REFUSED = N_("↑ Sent"), N_("↓ Imported"), N_("◌ Kept for later"), N_("✕ Not imported")
PAGE = 50
"""How many conflicts are shown at first, and how many more each time."""
_PART, _PART_OF, _KB, _CHANGED = N_("Part"), N_("{part} of {parts}"), N_("{n} KB"), N_("Changes")
_NO_HISTORY = N_("No bundle was sent or imported yet.")
_ROOTS = N_(
    "The root keys of the Ministry still lie in this home. Whoever steals this computer and its passphrase could found "
    "a false Ministry. Move them out, and keep the files apart in safes."
)
_MOVE_OUT = N_("Move the root keys out…")


class Standing(NamedTuple):
    """What the board shows. ``disputed``: how many conflicts there are, shown or not; ``admits``: desks are admitted
    from here; ``roots``: the root keys still lie here."""

    own: dict[str, Any]
    desks: list[View]
    conflicts: list[View]
    disputed: int
    inbox: list[View]
    history: list[View]
    admits: bool
    roots: bool


def standing(store: Store, most: int) -> Standing:
    """Return what the board shows, on the worker; of the conflicts so many at most."""
    found = [one for one in enrolment.listed(store) if not one["here"] or len(one["devices"]) > 1]
    return Standing(
        desk.identity(store), found, conflicts.conflicts(store, limit=most), conflicts.count(store),
        exchange.inbox(store), exchange.history(store), enrolment.keeps_registrar(store),
        enrolment.roots_at_home(store),
    )  # fmt: skip


class Board(QWidget):
    """Each signal is what a person asks for. ``sends``: for a desk, or whichever (""); ``reviews``: ids of conflicts,
    the first of them first; ``folders``: to choose which are watched; ``retries``, ``discards``: a file of the inbox
    by its digest; ``more``: further conflicts; ``recovers``: to answer a desk that forgot a passphrase."""

    sends, revokes, retries, discards = Signal(str), Signal(object), Signal(str), Signal(str)
    imports, admits, moves_roots, folders, more, recovers = (
        Signal(), Signal(), Signal(), Signal(), Signal(), Signal(),
    )  # fmt: skip
    reviews = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._shown: Standing | None = None
        self.notice, self.quiet, self.warning = Notice(), QuietLine(), QFrame()
        self._roots, self.move_out = sentence(), QPushButton()
        self.title, self._own = QLabel(), QLabel()
        self._own.setObjectName("quiet")
        self.title.setFont(sized(self.font(), theme.TITLE_PT, strong=True))
        self.send, self.load, self.admit, self.watch = QPushButton(), QPushButton(), QPushButton(), QPushButton()
        self.send.setProperty("primary", "true")
        self.send.clicked.connect(lambda: self.sends.emit(""))
        self.load.clicked.connect(self.imports)
        self.admit.clicked.connect(self.admits)
        self.watch.clicked.connect(self.folders)
        self.desks = Listing(
            ((_DESK, 300), (_SENT, 150), (_RECEIVED, 150), (_TO_SEND, 220), (_MISSING, 160)),
            _NO_DESKS,
            _DESKS,
            self._desk_below,
        )
        self.conflicts = Listing(
            ((_RECORD, 340), (_KIND, 180), (_FIELD, 220), (_VALUES, 100)),
            _NO_CONFLICTS,
            _CONFLICTS,
            wide=_RECORD,
        )
        self.inbox = Listing(
            ((_WHEN, 150), (_FILE, 230), (_FROM, 110), (_REASON, 400)), _NO_INBOX, _INBOX, lambda one: one["message"]
        )
        self.history = Listing(
            ((_WHEN, 150), (_KIND_OF, 150), (_WITH, 130), (_PART, 90), (_FILE, 230), (_CHANGED, 110), (_SIZE, 100)),
            _NO_HISTORY, _HISTORY, numbers=(_CHANGED, _SIZE), wide=_FILE,
        )  # fmt: skip
        self._wire()
        self.warning.setObjectName("line")
        self.move_out.clicked.connect(self.moves_roots)
        warned = QHBoxLayout(self.warning)
        warned.setContentsMargins(theme.SPACE, theme.GAP, theme.GAP, theme.GAP)
        warned.addWidget(self._roots, 1)
        warned.addWidget(self.move_out)
        self.tabs = QTabWidget()
        for part in (self.desks, self.conflicts, self.inbox, self.history):
            self.tabs.addTab(part, "")
        head, names = QHBoxLayout(), QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.title)
        names.addWidget(self._own)
        head.addLayout(names, 1)
        for button in (self.watch, self.admit, self.load, self.send):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.WIDE, theme.SPACE, theme.WIDE, 0)
        column.setSpacing(theme.GAP)
        column.addLayout(head)
        for bar in (self.notice, self.quiet, self.warning):
            column.addWidget(bar)
        column.addWidget(self.tabs, 1)

    def show_standing(self, found: Standing) -> None:
        """Show how things stand."""
        self._shown = found
        self.admit.setVisible(found.admits)
        self.desks.empty = _NONE_ADMITTED if found.admits else _NO_DESKS
        for button in (self.revoke, self.recover):
            button.setVisible(found.admits)
        self.retranslate()

    def retranslate(self) -> None:
        """Show everything in the present language."""
        named = ((self.send, _SEND), (self.load, _IMPORT), (self.admit, _ADMIT), (self.watch, _FOLDERS))
        for button, text in named:
            button.setText(tr(text))
        for listing in (self.desks, self.conflicts, self.inbox, self.history):
            listing.retranslate()
        self.title.setText(tr(N_("Exchange")))
        found = self._shown
        if found is None:
            return
        show_name(self._own, f"{_name(found.own)} · {ltr(str(found.own['code']))}")
        self._roots.setText(tr(_ROOTS))
        self.move_out.setText(tr(_MOVE_OUT))
        self.warning.setVisible(found.roots)
        self.desks.show_rows([(one, _desk_cells(one, admits=found.admits)) for one in found.desks], "code")
        self.conflicts.show_rows([(one, _conflict_cells(one)) for one in found.conflicts], "id", found.disputed)
        self.inbox.show_rows([(one, _inbox_cells(one)) for one in found.inbox], "sha256")
        self.history.show_rows([(one, _history_cells(one)) for one in found.history], "sha256")
        counts = (0, found.disputed, len(found.inbox), 0)
        for place, (text, count) in enumerate(zip((_DESKS, _CONFLICTS, _INBOX, _HISTORY), counts, strict=True)):
            self.tabs.setTabText(place, tr(_COUNTED, name=text, n=number(count)) if count else tr(text))

    def _wire(self) -> None:
        self.send_one, self.revoke = self.desks.add_button(_SEND_ONE), self.desks.add_button(_REVOKE)
        self.recover = self.desks.add_button(_FORGOT, of_row=False)
        self.recover.clicked.connect(self.recovers)
        self.send_one.clicked.connect(lambda: self.sends.emit(self.desks.current["code"]))
        self.revoke.clicked.connect(lambda: self.revokes.emit(self.desks.current))
        self.desks.chosen.connect(lambda one: self.sends.emit(one["code"]))
        self.review = self.conflicts.add_button(REVIEW)
        self.review.clicked.connect(lambda: self._review(self.conflicts.current))
        self.conflicts.chosen.connect(self._review)
        self.conflicts.more.connect(self.more)
        self.retry, self.discard = self.inbox.add_button(_RETRY), self.inbox.add_button(_DISCARD)
        for button, signal in ((self.retry, self.retries), (self.discard, self.discards)):
            button.clicked.connect(partial(self._of_inbox, signal))

    def _desk_below(self, one: View) -> str:
        unknown = self._shown is not None and self._shown.admits and one["asks_again"]
        return tr(enrolment.UNKNOWN_FIRST, desk=isolate(_name(one))) if unknown else ""

    def _of_inbox(self, signal: Any) -> None:
        signal.emit(self.inbox.current["sha256"])

    def begin_review(self) -> None:
        """Review the conflicts that are shown, from the first one on."""
        if self._shown is not None and self._shown.conflicts:
            self._review(self._shown.conflicts[0])

    def _review(self, first: View) -> None:
        assert self._shown is not None
        others = [one["id"] for one in self._shown.conflicts if one["id"] != first["id"]]
        self.reviews.emit([first["id"], *others])


def _name(view: View) -> str:
    first, second = ("name_ar", "name_en") if language() == "ar" else ("name_en", "name_ar")
    return str(view[first] or view[second] or view["code"])


def _when(value: str | None) -> Cell:
    return (moment(value), "") if value else (tr(_NEVER), "quiet")


def _desk_cells(one: View, *, admits: bool) -> Sequence[Cell]:
    name = tr(_OWN) if one["here"] else f"{_name(one)} ({ltr(one['code'])})"
    if all(device["revoked"] for device in one["devices"]):
        return [(name, "quiet"), _when(one["sent"]), _when(one["received"]), (tr(_REVOKED), "attention"), ("", "")]
    waiting, unknown = one["to_send"], admits and one["asks_again"]
    parts = tr(N_(", ", "between items of a list")).join(
        ltr(digits(str(low) if low == high else f"{low}–{high}")) for low, high in one["gaps"]
    )
    return [
        (name, ""), _when(one["sent"]), _when(one["received"]),
        (tr(_CHANGES, n=waiting), "") if waiting else (tr(_ALL_THERE), "quiet"),
        (tr(_UNKNOWN_FIRST), "attention") if unknown
        else (tr(_PARTS, parts=parts), "attention") if parts else (tr(_NOTHING), "quiet"),
    ]  # fmt: skip


def _conflict_cells(one: View) -> Sequence[Cell]:
    label = one["label_ar"] if language() == "ar" else one["label_en"]
    count = tr(_SEVERAL, n=one["count"])
    return [(isolate(one["title"]), ""), (conflict_words.kind_of(one), "quiet"), (label, ""), (count, "attention")]


def _inbox_cells(one: View) -> Sequence[Cell]:
    return [(moment(one["at"]), ""), (ltr(one["file"]), ""), (ltr(one["desk"] or ""), ""), (one["message"], "")]


def _history_cells(one: View) -> Sequence[Cell]:
    waits = {"parked": _PARKED, "refused": _REFUSED}.get(one["status"])
    what = waits or (_OUT if one["direction"] == "out" else _IN)
    return [
        (moment(one["at"]), ""), (tr(what), "attention" if what is _REFUSED else ""), (ltr(one["desk"] or ""), ""),
        (tr(_PART_OF, part=one["part"], parts=one["parts"]) if one["parts"] else "", "quiet"), (ltr(one["file"]), ""),
        ("" if waits else number(one["changes"]), ""), (tr(_KB, n=number(-(-one["bytes"] // 1000))), "quiet"),
    ]  # fmt: skip
