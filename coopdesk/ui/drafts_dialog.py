"""The private drafts of who is at work: gone on with, or thrown away. Nobody else sees that they are there."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QPushButton, QTableWidgetItem

from coopdesk.calendars import moment
from coopdesk.i18n import N_, language, tr
from coopdesk.operations import drafts, titles
from coopdesk.operations.drafts import Draft
from coopdesk.records import TYPES
from coopdesk.ui import messages, theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.draft_keeper import act_label
from coopdesk.ui.exchange.dialog_parts import fit, furnished, row_of
from coopdesk.ui.messages import Notice
from coopdesk.ui.read_table import read_table

if TYPE_CHECKING:
    from coopdesk.ui.frame import Frame

_TITLE = N_("My private drafts")
_ABOUT = N_("What you typed and did not save. Only your passphrase opens it, and no file is attached to it.")
_WHAT, _KIND, _AT = N_("Draft"), N_("Kind"), N_("Typed")
_NONE, _NEW = N_("You have no drafts."), N_("New: {name}")
_GO_ON, _THROW, _CLOSE = N_("Go on writing"), N_("Throw away…"), N_("Close", "window")
_OF_ACT = N_("{act}: {title}")
_SURE, _AWAY = N_("Throw “{title}” away? Nobody can bring it back."), N_("Throw away")
_WIDTH = 680


class DraftsDialog(QDialog):
    """Lists what is typed and not saved, the newest first. ``type``: of records of this type alone."""

    def __init__(self, window: "Frame", type: str = "") -> None:
        super().__init__(window)
        self._window, self._store, self._tasks = window, window.open_store, window.tasks
        self._type = type
        self._found: list[tuple[Draft, str]] = []
        self.setWindowTitle(tr(_TITLE))
        self.setMinimumWidth(theme.px(_WIDTH))
        self.notice, about = Notice(), sentence(quiet=True)
        about.setText(tr(_ABOUT))
        self.table = read_table(320, 150, 150)
        self.table.setHorizontalHeaderLabels([tr(_WHAT), tr(_KIND), tr(_AT)])
        self.table.setAccessibleName(tr(_TITLE))
        self.table.setMinimumHeight(theme.px(200))
        self.table.itemSelectionChanged.connect(self._enable)
        self.table.doubleClicked.connect(lambda _: self._go_on())
        self.none = sentence(quiet=True)
        self.none.setText(tr(_NONE))
        self.go_on, self.throw, self.close_button = QPushButton(tr(_GO_ON)), QPushButton(tr(_THROW)), QPushButton()
        self.close_button.setText(tr(_CLOSE))
        self.go_on.setProperty("primary", "true")
        self.go_on.setDefault(True)
        self.go_on.clicked.connect(self._go_on)
        self.throw.clicked.connect(self._throw)
        self.close_button.clicked.connect(self.reject)
        for button in (self.throw, self.close_button):
            button.setAutoDefault(False)
        column = furnished(self, (about, self.notice, self.none, self.table))
        column.addWidget(row_of(self.close_button, self.throw, self.go_on))
        self.none.hide()
        self._enable()
        self._read()

    def showEvent(self, event: QShowEvent) -> None:
        fit(self)
        super().showEvent(event)

    def _read(self) -> None:
        type = self._type

        def work(_: object) -> list[tuple[Draft, str]]:
            found = [one for one in drafts.kept(self._store) if type in ("", one.type)]
            named = titles.titles(self._store, [one.id for one in found if one.id])
            return [(one, _called(one, named[one.id]) if one.id else _title(one)) for one in found]

        self._tasks.read(work, self._show, self.notice.tell)

    def _show(self, found: list[tuple[Draft, str]]) -> None:
        self._found = found
        self.table.setRowCount(len(found))
        for row, (draft, title) in enumerate(found):
            for column, text in enumerate((title, tr(TYPES[draft.type].__label__), moment(draft.at))):
                self.table.setItem(row, column, QTableWidgetItem(text))
        self.none.setVisible(not found)
        self.table.setVisible(bool(found))
        if found:
            self.table.setCurrentCell(0, 0)
            self.table.setFocus()
        self._enable()

    def _enable(self) -> None:
        for button in (self.go_on, self.throw):
            button.setEnabled(bool(self.table.selectedItems()))

    def _chosen(self) -> tuple[Draft, str]:
        return self._found[self.table.currentRow()]

    def _go_on(self) -> None:
        draft, _ = self._chosen()
        self.accept()
        self._window.open_draft(draft)

    def _throw(self) -> None:
        draft, title = self._chosen()
        if messages.confirm(self, _SURE, _AWAY, title=title):
            self._tasks.write(
                lambda _: drafts.drop(self._store, draft.id, draft.name, draft.act),
                lambda _: self._read(),
                self.notice.tell,
            )


def _called(draft: Draft, title: str) -> str:
    """Return what a draft about a record is called: by its title, and by what was to be said of it."""
    return tr(_OF_ACT, act=act_label(draft), title=title) if draft.act else title


def _title(draft: Draft) -> str:
    """Return what a draft of a new record is called: as its title was typed, in the present language if it was."""
    cls = TYPES[draft.type]
    names = sorted(cls.__title__, key=lambda name: not name.endswith(f"_{language()}"))
    typed = next((text for name in names if isinstance(text := draft.changes.get(name), str) and text.strip()), "")
    return " ".join(typed.split()) or tr(_NEW, name=tr(cls.__label__))
