"""A record beside its list: read as a page or edited as a form, with its links, its history and its files."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTableWidget, QTreeWidget, QWidget

from coopdesk.i18n import N_, tr
from coopdesk.operations import drafts, record
from coopdesk.operations.code_names import CodeNames
from coopdesk.operations.record_types import View
from coopdesk.operations.saves import Step as SavedStep
from coopdesk.records import TYPES
from coopdesk.ui import messages
from coopdesk.ui.context import Context
from coopdesk.ui.draft_keeper import DraftKeeper, tell_draft
from coopdesk.ui.places import Page
from coopdesk.ui.record_acts import RecordActs
from coopdesk.ui.record_form import RecordForm
from coopdesk.ui.record_furniture import furnish
from coopdesk.ui.record_header import RecordHeader
from coopdesk.ui.record_side import Beside, beside
from coopdesk.ui.record_tabs import RecordTabs
from coopdesk.ui.session_start import SessionStart
from coopdesk.ui.sheet_values import Around
from coopdesk.ui.standing_banner import StandingBanner

_SAVE_IT = N_("Save it so")
_STARTS = {"conference_report": SessionStart}
"""What helps to begin a new record of a type."""


class RecordPage(Page):
    """The page of one record of a type."""

    def __init__(self, type: str, context: Context, *, preview: bool = False) -> None:
        super().__init__(type, context)
        self._store, self._tasks = context.store, context.tasks
        self._beside: Beside | None = None
        self._all_links = False
        self._form: RecordForm | None = None
        self._preview = preview
        self._stale_form, self._stale_sheet, self._then = True, False, False
        self._keeper = DraftKeeper(context, type, self._unsaved, self)
        self.notice.closed.connect(lambda: self.show_now() if self._then else None)
        self.acts = RecordActs(self)
        self._head, self.side, self.banner = (
            RecordHeader(self.acts.entries),
            RecordTabs(context, self.notice),
            StandingBanner(),
        )
        side = self.side
        self._sheet, self._links, self._history, self._files = side.sheet, side.links, side.history, side.files
        self._stack, self._editing = side.stack, side.form
        furnish(self, self._head)
        self.retranslate()

    @property
    def form(self) -> RecordForm:
        """The form of the record, made when it is first needed: it is large."""
        if self._form is None:
            self._form = form = RecordForm(TYPES[self.type], self.context)
            form.changed.connect(self._header)
            form.changed.connect(self._keeper.changed)
            form.saved.connect(self._saved)
            form.asks.connect(lambda told, save: self.notice.offer(told, tr(_SAVE_IT), save))
            form.stale.connect(self.acts.keep_beside)
            form.failed.connect(self.notice.tell)
            self._editing.hold(form)
            form.rows.show_remarks(self._beside.unsettled if self._beside is not None else {})
            if self.type in _STARTS:
                _STARTS[self.type](form, self.notice, self.context)
        if self._stale_form:
            self._stale_form = False
            self._form.show_record(self._view)
            self._tell_conflicts()
        return self._form

    @property
    def dirty(self) -> bool:
        return self._form is not None and not self._stale_form and self._form.dirty

    @property
    def history(self) -> QTreeWidget:
        """The saves, the newest first, each with what it changed."""
        return self._history.table

    @property
    def files(self) -> QTableWidget:
        """The files."""
        return self._files.table

    @property
    def editing(self) -> bool:
        return self._stack.currentWidget() is self._editing

    @property
    def working(self) -> bool:
        """Whether a form or a tab of this type alone stands there, where people write and read more than a list leaves
        room for."""
        return self.editing or self.side.tailored_shown

    def tell_alone(self, alone: bool) -> None:
        """Offer the list again where it made room for the page."""
        self._head.tell_alone(alone)

    @property
    def previewing(self) -> bool:
        """Whether the pages stand beside the form."""
        return self._preview and self.editing

    def show_preview(self, on: bool) -> None:
        """Show the pages beside the form whenever it is there, or not."""
        self._preview = on
        self._tell_preview()

    def _tell_preview(self) -> None:
        self._editing.show_preview(self.previewing)
        self.shaped.emit()

    def new(self, draft: drafts.Draft | None = None) -> None:
        """Begin a new record, or go on with the draft of one; where none is given, with one that was not meant to be
        kept."""
        self._take({})
        self._keeper.begin(draft)
        self.edit()
        self._editing.area.verticalScrollBar().setValue(0)
        self._history.show_saves([])
        self._files.show_files([], {})
        self.form.focus_first()
        if draft is not None:
            self._offer_draft(draft)
            return
        self._tasks.read(lambda _: drafts.find(self._store, self.type, None), self._offer_draft, self.notice.tell)

    def open(self, id: str, then: Callable[[], Any] | None = None) -> None:
        """Show a record to be read, and do ``then`` when it is there."""

        def show(found: tuple[View, drafts.Draft | None, list[drafts.Draft]]) -> None:
            self.notice.hide()
            self._take(found[0])
            self.read()
            self.side.begin()
            self._sheet.verticalScrollBar().setValue(0)
            self.read_side()
            self.acts.offer_begun(found[2])
            self._offer_draft(found[1])
            if then is not None:
                then()

        self._tasks.read(
            lambda _: (
                record.show(self._store, self.type, id), drafts.find(self._store, self.type, id),
                drafts.begun(self._store, id),
            ),
            show, self.notice.tell,
        )  # fmt: skip

    def put_away(self) -> None:
        """Show no record."""
        self._take({})
        self.read()

    def read(self) -> None:
        """Show the record as a page."""
        self._stack.setCurrentWidget(self._sheet)
        if self._stale_sheet:
            self.show_now()
        self._tell_preview()
        self._header()

    def edit(self, field: str = "") -> None:
        """Show the record as a form, at this field where one is named, or the tab in which it is written."""
        if self.side.lead_to(field):
            return
        if self._view.get("stage") in TYPES[self.type].__frozen__ or self._view.get("deleted"):
            return
        if self._then:
            self.show_now()
        form = self.form
        self.side.setCurrentIndex(0)
        self._stack.setCurrentWidget(self._editing)
        self._tell_preview()
        self._editing.count()
        self._header()
        if not form.focus_on(field) and self._view.get("id"):
            form.focus_first()

    def finish(self) -> None:
        """Save what is to be saved, and go back to reading."""
        if self.dirty:
            self.form.save(then=self.read)
        else:
            self.read()

    def renew(self) -> None:
        id = self._view.get("id")
        if self.dirty:
            self.read_side()
        elif id:
            self._tasks.read(lambda _: record.show(self._store, self.type, id), self.take_stored, self.notice.tell)

    @property
    def next_undo(self) -> SavedStep | None:
        """The save that is taken back next, where the officer at work has saved one."""
        return self._beside.undo if self._beside is not None else None

    @property
    def next_redo(self) -> SavedStep | None:
        """The save that was taken back and is made again next."""
        return self._beside.redo if self._beside is not None else None

    def forget_steps(self) -> None:
        """Let undo in the form begin anew: a saved change was taken back, and what was done before it is over."""
        if self._form is not None:
            self._form.trail.clear()

    def leave(self, again: Callable[[], Any]) -> bool:
        """Tell whether the record may be left now; else ask, and where it is saved first do ``again`` after."""
        self.keep()
        if not self.dirty:
            return True
        if self._keeper.private:
            self._keeper.keep(self.notice.tell)
            return True
        answer = messages.ask_unsaved(self)
        if answer == "save":
            self.form.save(then=again)
        elif answer == "discard":
            self._discard()
            return True
        return False

    def keep(self) -> None:
        for tab in self.side.tailored:
            tab.keep()

    def _discard(self) -> None:
        self._keeper.forget(self._view.get("id"))
        self.notice.hide()
        self.form.show_record(self._view)

    def _unsaved(self) -> tuple[str | None, View, str | None] | None:
        """Return what would be lost: the record's id, the changes, what was seen; None for nothing."""
        form = self._form
        if form is None or not self.dirty or form.saving:
            return None
        return self._view.get("id"), form.changes(), form.view.get("_seen")

    def _offer_draft(self, draft: drafts.Draft | None) -> None:
        """Show what was typed before and never saved; it can be discarded."""
        if draft is None or draft.id != self._view.get("id") or self.dirty:
            return
        self.edit()
        if self.editing:
            self._keeper.begin(draft)
            self.form.type_in(draft.changes, draft.seen)
            tell_draft(self.notice, draft, self._discard)
            self._header()

    def show_tab(self, tab: QWidget) -> None:
        self.side.setCurrentWidget(tab)

    def save(self, then: Callable[[], Any]) -> None:
        self.form.save(then=then)

    def undo_last(self) -> None:
        self.acts.undo_last()

    def review(self) -> None:
        self.acts.review()

    def keep_private(self) -> None:
        """Keep what is typed of a new record as a draft of its author alone, until he shows it to the desk, and put it
        away."""
        if self._view.get("id") or not self.dirty:
            return
        self._keeper.private = True
        self._keeper.keep(self.notice.tell)
        self._give_up()

    def retranslate(self) -> None:
        """Show everything in the present language; what is typed stays."""
        self.side.retranslate()
        if self._form is not None:
            self._form.retranslate()
        self.show_now()
        self._header()
        self.read_side()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2 and not self.editing:
            self.edit()
        elif event.key() == Qt.Key.Key_Escape and self.editing:
            close = self.read if self._view.get("id") else self._give_up
            if self.leave(close):
                close()
        else:
            super().keyPressEvent(event)

    def _give_up(self) -> None:
        self.put_away()
        self.closed.emit()

    def _take(self, view: View) -> None:
        """Hold another record, or the same one as it is stored now."""
        self._view, self._beside, self._all_links = view, None, False
        self._keeper.begin(None)
        self._stale_form = True
        self.show_now()
        self._links.show_groups([])
        self.side.show_tailored(view)
        self.banner.tell(None)
        self._header()

    def _header(self) -> None:
        beside = self._beside
        known_as, steps = (beside.known_as, beside.steps) if beside else ("", [])
        private = self._keeper.private and self.editing
        self._head.show_record(
            self.type, self._view, known_as, steps, editing=self.editing, dirty=self.dirty, private=private
        )
        self.context.shown.emit()

    def _saved(self, view: View) -> None:
        self._keeper.forget(self._view.get("id"))
        self._view = view
        self.notice.hide()
        self._header()
        self.read_side()

    def take_stored(self, view: View) -> None:
        if view["id"] != self._view.get("id"):
            return
        self._view = view
        if self._form is not None and not self._stale_form:
            self._form.renew(view)
        self._header()
        self.read_side()

    def read_side(self) -> None:
        view, all_links = self._view, self._all_links
        if not view.get("id"):
            return

        def show(found: Beside) -> None:
            if self._view is not view:
                return
            self._beside = found
            self._show_sheet()
            self._tell_conflicts()
            self._links.show_groups(found.groups)
            self._history.show_saves(found.saves)
            self._files.show_files(found.files, found.names)
            self.side.show_tailored(view)
            self.side.steps.show_steps(self.type, found.taken, found.remarks, found.referrals)
            self.banner.tell(found.banner)
            if self._form is not None:
                self._form.rows.show_remarks(found.unsettled)
            self._header()

        self._tasks.read(lambda _: beside(self._store, self.type, view, all_links=all_links), show, self.notice.tell)

    def _tell_conflicts(self) -> None:
        """Mark in the form which fields hold several values."""
        if self._form is not None and not self._stale_form:
            self._form.tell_conflicts(self._beside.around.several if self._beside is not None else {})

    def show_now(self) -> None:
        """Show the record as it is now, no longer as it was."""
        if self._then:
            self._then = False
            self.notice.hide()
        self._show_sheet()

    def _show_sheet(self) -> None:
        """Show the record on the page; behind the form, or while a person looks back, that waits until it is seen."""
        self._stale_sheet = self.editing or self._then
        if not self._stale_sheet:
            around = self._beside.around if self._beside is not None else Around({}, CodeNames())
            self._sheet.show_view(self.type, self._view, around)

    def show_then(self, view: View, around: Around) -> None:
        """Show the record as it was, until it is shown as it is or edited."""
        self.read()
        self._then = True
        self._sheet.show_view(self.type, view, around)
        self.side.setCurrentIndex(0)

    def show_all_links(self) -> None:
        """Show every link of the groups that were cut."""
        self._all_links = True
        self.read_side()
