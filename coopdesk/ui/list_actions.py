"""What is done to the records of a list: copied, printed, deleted, brought back, tagged. Deleting can be undone."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from coopdesk.errors import Refused
from coopdesk.i18n import N_, P_, Text, tr
from coopdesk.operations import calendar_file, copying, degrees, listing, several
from coopdesk.operations.printed_list import Listed, check_length
from coopdesk.progress import Progress
from coopdesk.records import TYPES
from coopdesk.store.home import Store
from coopdesk.ui.preview import Preview
from coopdesk.ui.tag_editor import TagDialog

if TYPE_CHECKING:
    from coopdesk.ui.list_pane import ListPane

_COPIED = P_("{n} record was copied.", "{n} records were copied.")
_NOT_COPIED = P_(
    "{n} more was left: that is all a clipboard takes. Narrow the list and copy the rest by itself.",
    "{n} more were left: that is all a clipboard takes. Narrow the list and copy the rest by itself.",
)
_LEAVES = N_("Something in it is {degree}: outside this program it is no longer protected.")
_DELETED = P_("{n} record was deleted.", "{n} records were deleted.")
_RESTORED = P_("{n} record was restored.", "{n} records were restored.")
_TAGGED = P_("{n} record was tagged.", "{n} records were tagged.")
_CALENDAR = N_("Calendar file")
_IN_CALENDAR = P_("{n} date is in the calendar file.", "{n} dates are in the calendar file.")
_LEFT = P_("You stopped it; {n} record was left as it is.", "You stopped it; {n} records were left as they are.")
_EXPORTED = P_("{n} record was exported.", "{n} records were exported.")
_UNDO = N_("Undo")
Doing = Callable[[Store, str, Sequence[str], Progress], several.Outcome]


class ListActions:
    """What the bar and the menus of a list do."""

    def __init__(self, pane: "ListPane") -> None:
        self._pane = pane

    def copy_selected(self) -> None:
        """Put what is selected on the clipboard."""
        self._copy(self._pane.selected())

    def copy_all(self) -> None:
        """Put the whole list on the clipboard."""
        self._copy(self._pane.model.found)

    def _copy(self, found: listing.Listing | None) -> None:
        fields = self._pane.model.fields
        if found is None or not len(found):
            return

        def show(copied: copying.Copied) -> None:
            content = QMimeData()
            content.setText(copied.text)
            content.setHtml(copied.html)
            QApplication.clipboard().setMimeData(content)
            degree = degrees.label(copied.degree)
            warned = f" {tr(_LEAVES, degree=degree)}" if copied.guarded else ""
            left = f" {tr(_NOT_COPIED, n=copied.left)}" if copied.left else ""
            self._pane.quiet.say(tr(_COPIED, n=copied.records) + left + warned)

        store = self._pane.context.store
        self._pane.context.tasks.write(
            lambda progress: copying.copy(store, found, fields, progress), show, self._pane.notice.tell
        )

    def print_selected(self) -> None:
        """Preview what is selected as a list on paper."""
        self._print(self._pane.selected())

    def print_all(self, document: str = "") -> None:
        """Preview the list as it stands, or another document of it."""
        self._print(self._pane.model.found, document)

    def _print(self, found: listing.Listing | None, other: str = "") -> None:
        if found is None or not len(found):
            return
        where, words = self._pane.asks()
        names = tuple(one.name for one in self._pane.model.fields)
        group = self._pane.look.group if found.groups else ""
        listed = Listed(self._pane.type, dict(where), words, "", group, names, found)
        listed, document = self._pane.shapes.as_shown(self._pane.shape, listed)
        document = other or document
        try:
            if document == "list":
                check_length(found)
        except Refused as fault:
            self._pane.notice.tell(fault)
            return
        preview = Preview(
            self._pane.context.store, self._pane.context.tasks, self._pane.type, "", self._pane, listed=listed,
            document=document,
        )  # fmt: skip
        preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        preview.open()

    def calendar_file(self) -> None:
        """Ask where, and write the dates of the list to a file for a calendar."""
        found = self._pane.model.found
        if found is None:
            return
        chosen, _ = QFileDialog.getSaveFileName(self._pane, tr(_CALENDAR), "coopdesk.ics", f"{tr(_CALENDAR)} (*.ics)")
        if chosen:
            self.calendar_to(Path(chosen))

    def calendar_to(self, path: Path) -> None:
        """Write the dates of the list to a file; says where something in it is confidential."""
        found, store = self._pane.model.found, self._pane.context.store
        assert found is not None

        def told(counts: tuple[int, int]) -> None:
            guarded = f" {tr(calendar_file.LEAVES, n=counts[1])}" if counts[1] else ""
            self._pane.quiet.say(tr(_IN_CALENDAR, n=counts[0]) + guarded)

        self._pane.context.tasks.write(lambda _: calendar_file.export(store, found, path), told, self._pane.notice.tell)

    def import_table(self) -> None:
        """Ask for a file, and import the records in it."""
        from coopdesk.ui.table_import.dialog import ask_file

        path = ask_file(self._pane)
        if path is not None:
            self.import_file(path)

    def import_file(self, path: Path) -> None:
        """Show the steps in which the records of a file are imported."""
        from coopdesk.ui.table_import.dialog import TableImport

        dialog = TableImport(self._pane.context, self._pane.type, path, self._pane)
        dialog.told.connect(self._pane.quiet.say)
        dialog.open()

    def export_table(self) -> None:
        """Ask for format and columns, and write the list as it stands to a table."""
        from coopdesk.ui.table_export import TableExport

        name = tr(TYPES[self._pane.type].__plural__)
        dialog = TableExport(self._pane.type, name, self.export_to, self._pane)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def export_to(self, path: Path, whole: bool) -> None:
        """Write the list to a table; says where something in it is confidential, or was cut."""
        from coopdesk.operations import table_export

        pane = self._pane
        found, store = pane.model.found, pane.context.store
        if found is None:
            return
        names = () if whole else tuple(one.name for one in pane.model.fields)

        def told(made: "table_export.Exported") -> None:
            noted = f" {tr(table_export.LEAVES, n=made.noted)}" if made.noted else ""
            cut = f" {tr(table_export.CUT, n=made.cut)}" if made.cut else ""
            pane.quiet.say(tr(_EXPORTED, n=made.records) + noted + cut)

        pane.context.tasks.write(
            lambda progress: table_export.export(store, found, path, names, progress=progress), told, pane.notice.tell
        )

    def delete_selected(self) -> None:
        """Delete what is selected; it can be undone."""
        self._do(several.delete, _DELETED, several.restore)

    def restore_selected(self) -> None:
        """Bring what is selected back."""
        self._do(several.restore, _RESTORED, several.delete)

    def ask_tag(self) -> None:
        """Ask for tags, and add them to what is selected."""
        dialog = TagDialog(self._pane.context, self._pane)
        dialog.agreed.connect(self.tag_selected)
        dialog.open()

    def tag_selected(self, codes: Sequence[str]) -> None:
        """Add tags to what is selected; it can be undone as one."""
        added: dict[str, list[str]] = {}

        def tag(store: Store, type: str, ids: Sequence[str], progress: Progress) -> several.Outcome:
            found = several.tag(store, type, ids, codes, progress)
            added.update(found.added)
            return found.outcome

        def untag(store: Store, type: str, _: Sequence[str], progress: Progress) -> several.Outcome:
            return several.untag(store, type, added, progress)

        self._do(tag, _TAGGED, untag, stays=True)

    def _do(self, run: Doing, told: Text, undo: Doing, *, stays: bool = False) -> None:
        """Do something to what is selected. ``stays``: it does not leave the list by it."""
        found, pane = self._pane.selected(), self._pane
        type, store, tasks = pane.type, pane.context.store, pane.context.tasks
        if found is None or not len(found):
            return

        def work(progress: Progress) -> several.Outcome:
            return run(store, type, listing.ids(store, found), progress)

        def back(ids: list[str], run: Doing) -> None:
            pane.quiet.hide()
            tasks.write(lambda progress: run(store, type, ids, progress), lambda _: None, pane.notice.tell)

        def show(outcome: several.Outcome) -> None:
            pane.table.clearSelection()
            if outcome.refused is not None:
                pane.notice.tell(outcome.refused)
            left = f" {tr(_LEFT, n=outcome.left)}" if outcome.left else ""
            again = partial(back, outcome.done, undo) if outcome.done else None
            pane.quiet.say(tr(told, n=len(outcome.done)) + left, tr(_UNDO), again)
            if not stays:
                pane.gone.emit(outcome.done)

        tasks.write(work, show, pane.notice.tell)
