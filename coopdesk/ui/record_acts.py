"""What is done to the record on a page: printed, attached to, verified, moved by a step, deleted, undone."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QInputDialog

from coopdesk.calendars import today
from coopdesk.i18n import N_, P_, tr
from coopdesk.operations import files, history, recommendations, record, steps
from coopdesk.records import TYPES
from coopdesk.records.base import Step
from coopdesk.ui.preview import Preview
from coopdesk.ui.record_header import Entry

if TYPE_CHECKING:
    from coopdesk.ui.record_page import RecordPage

_ATTACH = N_("Attach a file…")
_DELETE, _RESTORE, _UNDO = N_("Delete"), N_("Restore"), N_("Undo")
_DELETED = N_("The record is deleted.")
_UNDO_LAST, _UNDONE = N_("Undo my last change"), N_("The change is undone.")
_KEPT = N_("The change is undone, but for what others changed since: {fields}.")
_PRINT, _VERIFY = N_("Print…"), N_("Mark as verified today")
_MISSING, _GO = N_("Still missing: {fields}."), N_("Go there")
_COMMENT = N_("What is asked")
_MAKE_ACTIONS, _SHOW = N_("Make actions of the recommendations"), N_("Show")
_ACTIONS_MADE = P_("{n} action is in the register.", "{n} actions are in the register.")


class RecordActs:
    """What the buttons and the menu of a page do."""

    def __init__(self, page: "RecordPage") -> None:
        self._page = page
        self._store, self._tasks, self._type = page.context.store, page.context.tasks, page.type

    def entries(self) -> list[Entry]:
        """Return what the ⋯ menu offers."""
        if self._page.view.get("deleted"):
            return [(_RESTORE, self.delete)]
        found: list[Entry] = [(_PRINT, self.print_record), (_ATTACH, self.attach)]
        if "verified_on" in self._page.view:
            found.append((_VERIFY, self.verify))
        if self._page.view.get("recommendations") and self._page.view.get("stage") not in TYPES[self._type].__frozen__:
            found.append((_MAKE_ACTIONS, self.make_actions))
        if self._page.can_undo_saved:
            found.append((_UNDO_LAST, self.undo_last))
        return [*found, (_DELETE, self.delete)]

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
        for one in chosen:
            self.attach_file(Path(one))

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

    def verify(self) -> None:
        """Note that the record was verified today by the officer at work."""
        values = {
            "id": self._page.view["id"], "_seen": self._page.view["_seen"], "verified_on": today(),
            "verified_by": self._store.officer,
        }  # fmt: skip
        self._tasks.write(
            lambda _: record.save(self._store, self._type, values), self._page.take_stored, self._page.notice.tell
        )

    def take_step(self, step: Step) -> None:
        """Take a step of the workflow; what is missing is told, and leads to its field."""
        self._page.notice.hide()
        lacking = [] if step.comment else record.lacking(TYPES[self._type], self._page.view)
        if lacking:
            names = ", ".join(tr(one.label) for one in lacking)
            self._page.notice.offer(tr(_MISSING, fields=names), tr(_GO), lambda: self._page.edit(lacking[0].name))
            return
        comment = ""
        if step.comment:
            comment, agreed = QInputDialog.getMultiLineText(self._page, tr(step.label), tr(_COMMENT))
            if not agreed:
                return
        id, seen = self._page.view["id"], self._page.view["_seen"]
        self._tasks.write(
            lambda _: steps.take(self._store, self._type, id, step.name, comment, seen),
            self._page.take_stored,
            self._page.notice.tell,
        )

    def undo_last(self) -> None:
        """Undo the newest change, where it is one that the officer at work saved."""
        if self._page.last_change is not None:
            self.undo(self._page.last_change)

    def undo(self, operation: str) -> None:
        """Undo what one save wrote; what others changed since stays, and is told."""

        def told(kept: list[str]) -> None:
            self._page.renew()
            self._page.notice.say(tr(_KEPT, fields=", ".join(kept)) if kept else tr(_UNDONE))

        if not self._page.dirty:
            self._tasks.write(lambda _: history.undo(self._store, operation), told, self._page.notice.tell)
