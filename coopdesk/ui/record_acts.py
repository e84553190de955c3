"""What is done to the record on a page: printed, attached to, verified, moved by a step, deleted, undone."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from coopdesk.calendars import moment, today
from coopdesk.errors import ChangedSince
from coopdesk.i18n import N_, P_, Text, tr
from coopdesk.operations import copying, degrees, files, history, recommendations, record, rights, saves
from coopdesk.operations.drafts import Draft
from coopdesk.operations.record_types import View
from coopdesk.records import TYPES, fields_of, owned_by
from coopdesk.records.steps import Step
from coopdesk.ui import messages
from coopdesk.ui.draft_keeper import act_label
from coopdesk.ui.preview import Preview
from coopdesk.ui.record_header import Entry
from coopdesk.ui.record_side import around
from coopdesk.ui.sheet_values import Around
from coopdesk.ui.standing_banner import Differences
from coopdesk.ui.step_taking import begin_step, say_step
from coopdesk.ui.trail import REDO_THAT, UNDO_THAT

if TYPE_CHECKING:
    from coopdesk.ui.record_page import RecordPage

_ATTACH = N_("Attach a file…")
_DELETE, _RESTORE, _UNDO = N_("Delete"), N_("Restore"), N_("Undo")
_DELETED = N_("The record is deleted.")
_STALE = N_("Somebody changed {fields} since you opened this record. Keep your text beside theirs, to be reviewed?")
_BESIDE = N_("Keep both")
_UNDONE, _REDONE = N_("Undone: {what}."), N_("Made again: {what}.")
_CHANGE_UNDONE = N_("The change is undone.")
_KEPT = N_("What others changed since stays as it is: {fields}.")
_NO_UNDO, _NO_REDO = (
    N_("There is no saved change of yours to undo here."),
    N_("Nothing was undone that could be redone."),
)
_SAVE_FIRST = N_("Save or discard what you typed first.")
_NOT_ALL = N_("{some} and more")
_THEN_TOLD, _NOW = N_("As it was on {when}."), N_("Back to now")
_RESTORED = N_("The earlier value stands again.")
_COPY, _COPIED = N_("Copy the reference"), N_("The reference is copied.")
_LEAVES = N_("Something in it is {degree}: outside this program it is no longer protected.")
_LEFT, _WIDEN = N_("What left of it…"), N_("The record without its list")
_PRINT, _VERIFY = N_("Print…"), N_("Mark as verified today")
_ERASE, _ERASE_YES = N_("Erase the data of this person for good…"), N_("Erase for good")
_ERASE_ASK = N_(
    "Everything that this record says of the person is destroyed at this desk, with its lists, its history and its "
    "files. It cannot be brought back. Older backups and other desks keep what they have."
)
_MAKE_ACTIONS, _SHOW = N_("Make actions of the recommendations"), N_("Show")
_ACTIONS_MADE = P_("{n} action is in the register.", "{n} actions are in the register.")
_BEGUN, _GO_ON = N_("Begun and not finished, up to {when}: {act}."), N_("Go on writing")
_NAMED = 3
"""How many parts of a save a menu names."""


class RecordActs:
    """What the buttons and the menu of a page do."""

    def __init__(self, page: "RecordPage") -> None:
        self._page = page
        self._store, self._tasks, self._type = page.context.store, page.context.tasks, page.type

    def entries(self) -> list[Entry]:
        """Return what the ⋯ menu offers."""
        from coopdesk.ui import tailored

        if self._page.view.get("deleted"):
            return [(tr(_RESTORE), self.delete)]
        found = [(_PRINT, self.print_record), (_ATTACH, self.attach), (_COPY, self.copy_reference)]
        if self._page.view.get("id"):
            found += [(text, partial(run, self._page)) for text, run in tailored.acts(self._type, self._page.view)]
        if "verified_on" in self._page.view:
            found.append((_VERIFY, self.verify))
        if self._page.view.get("recommendations") and self._page.view.get("stage") not in TYPES[self._type].__frozen__:
            found.append((_MAKE_ACTIONS, self.make_actions))
        if TYPES[self._type].__personal__ and rights.may(self._store, rights.ADMINISTRATOR):
            found.append((_ERASE, self.erase))
        offered = [(tr(text), run) for text, run in found]
        if self._page.next_undo is not None:
            offered.append((undo_text(self._page.next_undo), self.undo_last))
        if self._page.next_redo is not None:
            offered.append((redo_text(self._page.next_redo), self.redo_last))
        offered.append((tr(_WIDEN), self._page.widen.emit))
        return [*offered, (tr(_LEFT), self.what_left), (tr(_DELETE), self.delete)]

    def delete(self) -> None:
        """Delete the record, which can be undone; restore one that is deleted."""
        id = self._page.view.get("id")
        if not id:
            return

        def restore() -> None:
            self._tasks.write(
                lambda _: record.restore(self._store, self._type, id), self._page.take_stored, self._page.notice.tell
            )

        def deleted(_: object) -> None:
            self._page.renew()
            self._page.read()
            self._page.notice.offer(tr(_DELETED), tr(_UNDO), restore)

        if self._page.view.get("deleted"):
            restore()
        else:
            self._tasks.write(lambda _: record.delete(self._store, self._type, id), deleted, self._page.notice.tell)

    def erase(self) -> None:
        """Erase the data of a person for good, once more asked."""
        page, id = self._page, self._page.view["id"]
        if not self._is_free() or not messages.confirm(page, _ERASE_ASK, _ERASE_YES):
            return

        def done(_: object) -> None:
            page.put_away()
            page.closed.emit()

        self._tasks.write(lambda _: record.erase(self._store, self._type, id), done, page.notice.tell)

    def print_record(self) -> None:
        """Preview the documents of the record; what is typed is saved first."""
        id = self._page.view.get("id")
        if self._page.dirty:
            self._page.form.save(then=self.print_record)
        elif id:
            preview = Preview(self._store, self._tasks, self._type, id, self._page)
            preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            preview.open()

    def attach(self) -> None:
        """Attach a file to the record; a new one is saved first."""
        if self._page.dirty or not self._page.view.get("id"):
            self._page.form.save(then=self.attach)
            return
        chosen, _ = QFileDialog.getOpenFileNames(self._page, tr(_ATTACH))
        self.attach_files([Path(one) for one in chosen])

    def attach_files(self, paths: Sequence[Path]) -> None:
        """Attach these files, one after another."""
        for path in paths:
            self.attach_file(path)

    def attach_file(self, path: Path) -> None:
        """Attach this file on the worker."""
        id = self._page.view["id"]
        self._tasks.write(
            lambda progress: files.attach(self._store, self._type, id, path, progress),
            lambda _: self._page.read_side(),
            self._page.notice.tell,
        )

    def make_actions(self) -> None:
        """Make an action of each recommendation that has none yet."""
        id = self._page.view["id"]

        def done(made: list[str]) -> None:
            self._page.renew()
            show = partial(self._page.context.asked.emit, "action", made[0])
            self._page.notice.offer(tr(_ACTIONS_MADE, n=len(made)), tr(_SHOW), show)

        self._tasks.write(lambda _: recommendations.make_actions(self._store, id), done, self._page.notice.tell)

    def review(self, first: str = "") -> None:
        """Review the fields of the record that hold several values, beginning with one that is named."""
        from coopdesk.ui.exchange.review import review_record

        review_record(self._page.context, self._page.view["id"], self._page, self._page.notice, first)

    def verify(self) -> None:
        """Note that the record was verified today by the officer at work."""
        values = {
            "id": self._page.view["id"], "_seen": self._page.view["_seen"], "verified_on": today(),
            "verified_by": self._store.officer,
        }  # fmt: skip
        self._tasks.write(
            lambda _: record.save(self._store, self._type, values), self._page.take_stored, self._page.notice.tell
        )

    def keep_beside(self, fault: ChangedSince) -> None:
        """Ask whether what is typed is to be kept beside what somebody changed since, and save it so."""
        labels = {one.name: tr(one.label) for one in fields_of(TYPES[self._type])}
        names = [labels.get(name, name) for name in fault.fields]
        if messages.confirm(self._page, _STALE, _BESIDE, fields=", ".join(names)):
            self._page.form.save(concurrent=True)
        else:
            self._page.notice.tell(ChangedSince(names))

    def take_step(self, step: Step) -> None:
        """Take a step of the workflow; what is missing is told, and leads to its field."""
        page = self._page
        page.notice.hide()
        page.keep()
        begin_step(page.context, self._type, page.view, step, page, page.notice, page.take_stored, page.edit)

    def _say(self, step: Step, id: str) -> None:
        """Ask for what is said with a step, once the page has read the record that it was asked for."""
        page = self._page

        def say(_: None) -> None:
            if page.view.get("id") == id:
                say_step(page.context, self._type, page.view, step, page, page.notice, page.take_stored)

        self._tasks.read(lambda _: None, say, page.notice.tell)

    def go_on(self, draft: Draft) -> None:
        """Go on saying what was begun with a step, or as an answer."""
        from coopdesk.ui import tailored

        step = next((one for one in TYPES[self._type].__steps__ if one.name == draft.act), None)
        if tailored.goes_on(self._page, draft) or any(tab.goes_on(draft) for tab in self._page.side.tailored):
            return
        if step is not None:
            self._say(step, draft.id or "")
        else:
            self._page.side.steps.answer(draft.act)

    def offer_begun(self, begun: Sequence[Draft]) -> None:
        """Offer to go on with what was begun to be said of the record, the newest first."""
        if begun:
            told = tr(_BEGUN, act=act_label(begun[0]), when=moment(begun[0].at))
            self._page.notice.offer(told, tr(_GO_ON), lambda: self.go_on(begun[0]))

    def show_differences(self, heading: Text, changes: Sequence[saves.Changed]) -> None:
        """Show what differs, words marked."""
        Differences(heading, changes, self._tasks, self._page).open()

    def copy_reference(self) -> None:
        """Put what names the record on the clipboard, as plain text in both languages."""
        view = self._page.view
        if not view.get("id"):
            return

        def show(copied: copying.Copied) -> None:
            QApplication.clipboard().setText(copied.text)
            if copied.guarded:
                self._page.notice.warn(f"{tr(_COPIED)} {tr(_LEAVES, degree=degrees.label(copied.degree))}")
            else:
                self._page.notice.say(tr(_COPIED))

        self._tasks.write(lambda _: copying.copy_reference(self._store, self._type, view), show, self._page.notice.tell)

    def what_left(self) -> None:
        """Show what of the record left the sealed store."""
        from coopdesk.ui.leaving_log import LeavingLog

        id = self._page.view.get("id")
        if id:
            shown = LeavingLog(self._page.context, self._page, id)
            shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            shown.open()

    def show_then(self, operation: str, when: str) -> None:
        """Show the record as it stood after a save."""
        page, id = self._page, self._page.view.get("id")
        if not id or not page.leave(lambda: self.show_then(operation, when)):
            return

        def work(_: object) -> tuple[View, Around]:
            then = history.as_of(self._store, self._type, id, operation)
            return then, around(self._store, self._type, then)._replace(groups=(), several={})

        def show(found: tuple[View, Around]) -> None:
            page.show_then(*found)
            page.notice.offer(tr(_THEN_TOLD, when=when), tr(_NOW), page.show_now)

        self._tasks.read(work, show, page.notice.tell)

    def undo_last(self) -> None:
        """Take back the newest save of the officer at work that still stands."""
        self._undo_next(again=False)

    def redo_last(self) -> None:
        """Make again what was taken back last."""
        self._undo_next(again=True)

    def _undo_next(self, *, again: bool) -> None:
        id = self._page.view.get("id")
        if not id or not self._is_free():
            return

        def told(found: tuple[saves.Step, list[str]] | None) -> None:
            if found is None:
                self._page.notice.say(tr(_NO_REDO if again else _NO_UNDO))
            else:
                step, kept = found
                self._tell_undone(tr(_REDONE if again else _UNDONE, what=_named(step.parts)), kept)

        self._tasks.write(
            lambda _: saves.undo_next(self._store, self._type, id, again=again), told, self._page.notice.tell
        )

    def undo(self, operation: str) -> None:
        """Undo what one save wrote; what others changed since stays, and is told."""
        if self._is_free():
            self._tasks.write(
                lambda _: history.undo(self._store, operation),
                lambda kept: self._tell_undone(tr(_CHANGE_UNDONE), kept),
                self._page.notice.tell,
            )

    def restore_value(self, operation: str) -> None:
        """Write the value again that a field had before a change."""
        if not self._is_free():
            return
        id, seen = self._page.view["id"], self._page.view["_seen"]

        def show(view: View) -> None:
            self._page.forget_steps()
            self._page.take_stored(view)
            self._page.notice.offer(tr(_RESTORED), tr(_UNDO), self.undo_last)

        self._tasks.write(
            lambda _: saves.restore_value(self._store, self._type, id, operation, seen), show, self._page.notice.tell
        )

    def _is_free(self) -> bool:
        """Tell whether nothing that is typed stands in the way; else say so."""
        if self._page.dirty:
            self._page.notice.say(tr(_SAVE_FIRST))
        return not self._page.dirty

    def _tell_undone(self, sentence: str, kept: list[str]) -> None:
        self._page.forget_steps()
        self._page.renew()
        types = (TYPES[self._type], *owned_by(self._type))
        labels = {one.name: tr(one.label) for cls in reversed(types) for one in fields_of(cls)}
        names = dict.fromkeys(labels.get(name, name) for name in kept)
        self._page.notice.say(f"{sentence} {tr(_KEPT, fields=', '.join(names))}" if kept else sentence)


def undo_text(step: saves.Step) -> str:
    """Return what a menu calls the undoing of a save."""
    return tr(UNDO_THAT, what=_named(step.parts))


def redo_text(step: saves.Step) -> str:
    """Return what a menu calls the redoing of a save."""
    return tr(REDO_THAT, what=_named(step.parts))


def _named(parts: list[str]) -> str:
    named = tr(N_(", ", "between items of a list")).join(parts[:_NAMED])
    return tr(_NOT_ALL, some=named) if len(parts) > _NAMED else named
