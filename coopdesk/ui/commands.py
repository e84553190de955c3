"""What the window can do: decorated functions. Menus, shortcuts, palette, shortcut sheet and their tests read the
registry."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from coopdesk.i18n import N_, Text, tr
from coopdesk.ui import upkeep
from coopdesk.ui.at_cursor import prose_editor, trail_of, typed_in
from coopdesk.ui.lock_minutes import ask_minutes
from coopdesk.ui.screens import SCREENS

if TYPE_CHECKING:
    from coopdesk.ui.main_window import MainWindow


@dataclass(frozen=True)
class Command:
    """A thing to do: its name, menu, label, shortcuts, help and what runs it. ``open_desk``: needs an open desk;
    ``records``: and a tab of records."""

    name: str
    menu: str
    label: Text
    shortcuts: tuple[str, ...]
    help: Text
    run: "Callable[[MainWindow], None]"
    open_desk: bool
    records: bool


MENUS = {
    "file": N_("File", "menu"),
    "edit": N_("Edit", "menu"),
    "record": N_("Record", "menu"),
    "view": N_("View", "menu"),
    "go": N_("Go", "menu"),
    "help": N_("Help", "menu"),
}
_OWN_DIRECTION = N_("This text is always written in the direction of its language.")
_TOLD = 4_000
"""Milliseconds for which the status line tells what a key did."""
COMMANDS: dict[str, Command] = {}
PERSONAL = ("lock", "lock_after", "my_drafts", "change_passphrase", "show_officers")
"""The commands that the name of who is at work offers at the foot of the window."""


def command(
    menu: str, label: Text, shortcut: str, help: Text, *, also: str = "", open_desk: bool = True, records: bool = False
) -> "Callable[[Callable[[MainWindow], None]], Callable[[MainWindow], None]]":
    """Register a function of the window as a command. ``also``: a second shortcut. What is in the menu of the record
    needs a tab of records, as what says so by ``records`` does."""

    def register(run: "Callable[[MainWindow], None]") -> "Callable[[MainWindow], None]":
        shortcuts = (shortcut, also) if also else (shortcut,)
        of_records = records or menu == "record"
        COMMANDS[run.__name__] = Command(run.__name__, menu, label, shortcuts, help, run, open_desk, of_records)
        return run

    return register


@command("record", N_("New"), "Ctrl+N", N_("Begin a new record of the kind that the list shows."))
def new(window: "MainWindow") -> None:
    window.records.new()


@command(
    "record", N_("New from an announcement…"), "Ctrl+Shift+N",
    N_("Begin an opportunity with what is recognized in the text of an announcement."),
)  # fmt: skip
def new_from_announcement(window: "MainWindow") -> None:
    from coopdesk.ui.offers.announcement_dialog import new_from_announcement

    window.open_list("opportunity")
    new_from_announcement(window.records)


@command("record", N_("Edit"), "Ctrl+E", N_("Change the record on the page."))
def edit(window: "MainWindow") -> None:
    window.records.page.edit()


@command("record", N_("Save"), "Ctrl+S", N_("Save the record. It is in the encrypted database when this returns."))
def save(window: "MainWindow") -> None:
    if window.records.page.dirty:
        window.records.form.save()


@command(
    "record", N_("Keep as my private draft"), "Ctrl+M",
    N_("Keep a new record as a draft that only you can open, until you save it."),
)  # fmt: skip
def keep_private(window: "MainWindow") -> None:
    window.records.page.keep_private()


@command(
    "record", N_("My private drafts…"), "Ctrl+Shift+M", N_("Show what you typed and did not save, to go on with it.")
)
def my_drafts(window: "MainWindow") -> None:
    window.show_drafts()


@command("record", N_("Print…"), "Ctrl+P", N_("Preview the record's documents, then print or save them as PDF."))
def print_record(window: "MainWindow") -> None:
    window.records.page.acts.print_record()


@command("record", N_("Attach a file…"), "Ctrl+T", N_("Attach a file; it is kept encrypted."))
def attach(window: "MainWindow") -> None:
    window.records.page.acts.attach()


@command(
    "record", N_("Copy the reference"), "Ctrl+Shift+C", N_("Copy the title in both languages and the reference number.")
)
def copy_reference(window: "MainWindow") -> None:
    window.records.page.acts.copy_reference()


@command("record", N_("Delete"), "Ctrl+Shift+Delete", N_("Delete the record. It can be restored."))
def delete(window: "MainWindow") -> None:
    window.records.page.acts.delete()


@command("record", N_("Restore deleted records"), "Ctrl+Shift+R", N_("Show deleted records instead, to restore them."))
def show_deleted(window: "MainWindow") -> None:
    window.records.toggle_deleted()


@command("edit", N_("Undo"), "Ctrl+Z", N_("Take back what was typed or done in the form, else the last saved change."))
def undo(window: "MainWindow") -> None:
    field, trail = typed_in(), trail_of(window)
    if trail is not None and (trail.can_undo or trail.holds):
        trail.undo()
    elif field is not None and trail is None:
        field.undo()
    elif field is None and window.page is not None:
        window.page.acts.undo_last()


@command(
    "edit", N_("Redo"), "Ctrl+Shift+Z", N_("Do again what was taken back in the form, else save it again."),
    also="Ctrl+Y",
)  # fmt: skip
def redo(window: "MainWindow") -> None:
    field, trail = typed_in(), trail_of(window)
    if trail is not None and (trail.can_redo or trail.holds):
        trail.redo()
    elif field is not None and trail is None:
        field.redo()
    elif field is None and window.page is not None:
        window.page.acts.redo_last()


@command(
    "edit", N_("Direction of the text"), "Ctrl+Shift+X",
    N_("Let the text in which the cursor stands follow its first letter, or begin at the right, or at the left."),
)  # fmt: skip
def turn_text(window: "MainWindow") -> None:
    from coopdesk.ui.prose import DIRECTIONS

    editor = window.writing.editor or prose_editor()
    if editor is not None and editor.turns:
        editor.turn()
        window.status.showMessage(tr(DIRECTIONS[editor.turned]), _TOLD)
    elif editor is not None:
        window.status.showMessage(tr(_OWN_DIRECTION), _TOLD)


@command("edit", N_("Find in the list"), "Ctrl+F", N_("Go to the search field of the list."), records=True)
def find(window: "MainWindow") -> None:
    window.records.focus_search()


@command("edit", N_("Search everything"), "Ctrl+K", N_("Find any record by its words, in either script."))
def search(window: "MainWindow") -> None:
    window.open_finder()


@command("view", N_("العربية / English"), "Ctrl+Shift+L", N_("Switch the language at once."), open_desk=False)
def switch_language(window: "MainWindow") -> None:
    window.switch_language()


@command(
    "view", N_("Light, dark or as the system"), "Ctrl+Shift+D", N_("Switch to the next of the three looks."),
    open_desk=False,
)  # fmt: skip
def switch_theme(window: "MainWindow") -> None:
    window.appearance.switch_theme()


@command(
    "view", N_("Pages beside the form"), "F9", N_("Show the pages as they will print beside the form, or hide them.")
)
def preview_beside(window: "MainWindow") -> None:
    window.switch_preview()


@command(
    "view",
    N_("The record without its list"),
    "F8",
    N_("Let the list make room for the record beside it, or show the list again."),
    records=True,
)
def widen(window: "MainWindow") -> None:
    window.records.widen()


@command("view", N_("Write over the whole window"), "F11", N_("Write the text at the cursor with more room."))
def write(window: "MainWindow") -> None:
    if window.writing.editor is not None:
        window.writing.leave()
    elif (editor := prose_editor()) is not None:
        window.writing.enter(editor)


@command("view", N_("Larger"), "Ctrl+=", N_("Show everything larger."), also="Ctrl++", open_desk=False)
def zoom_in(window: "MainWindow") -> None:
    window.zoom(1)


@command("view", N_("Smaller"), "Ctrl+-", N_("Show everything smaller."), open_desk=False)
def zoom_out(window: "MainWindow") -> None:
    window.zoom(-1)


@command("view", N_("Usual size"), "Ctrl+0", N_("Show everything at its usual size."), open_desk=False)
def zoom_usual(window: "MainWindow") -> None:
    window.zoom(0)


@command("go", N_("Next section"), "Ctrl+PgDown", N_("Show the section after this one."), also="Ctrl+Tab")
def next_tab(window: "MainWindow") -> None:
    window.turn(1)


@command("go", N_("Section before"), "Ctrl+PgUp", N_("Show the section before this one."), also="Ctrl+Shift+Tab")
def previous_tab(window: "MainWindow") -> None:
    window.turn(-1)


def _section(place: int, label: Text) -> None:
    def go(window: "MainWindow") -> None:
        window.tabs.setCurrentIndex(place)

    go.__name__ = f"section_{place + 1}"
    command("go", label, f"Ctrl+{place + 1}", N_("Show this section."))(go)


for _place, _screen in enumerate(SCREENS[:9]):
    _section(_place, _screen.LABEL)


@command("file", N_("Send a bundle…"), "Ctrl+Shift+S", N_("Write what another desk does not have yet to files for it."))
def send_bundle(window: "MainWindow") -> None:
    window.show_exchange(lambda screen: screen.send())


@command(
    "file", N_("Import bundles…"), "Ctrl+Shift+O", N_("Look at what files of another desk bring, then import them.")
)
def import_bundles(window: "MainWindow") -> None:
    window.show_exchange(lambda screen: screen.choose_imports())


@command("file", N_("What left…"), "Ctrl+Shift+J", N_("Show what was printed, exported, copied or sent, and by whom."))
def what_left(window: "MainWindow") -> None:
    from coopdesk.ui.leaving_log import LeavingLog

    shown = LeavingLog(window.screen.context, window)
    shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    shown.open()


@command("file", N_("Back up…"), "Ctrl+Shift+B", N_("Write an encrypted backup of everything to a file."))
def backup(window: "MainWindow") -> None:
    upkeep.ask_backup(window)


@command("file", N_("Check the database"), "Ctrl+Shift+K", N_("Look whether everything is whole."))
def check(window: "MainWindow") -> None:
    upkeep.check(window)


@command("file", N_("Lock"), "Ctrl+L", N_("Lock the desk until a passphrase opens it. What is typed is kept."))
def lock(window: "MainWindow") -> None:
    window.locking.lock()


@command(
    "file",
    N_("Lock by itself…"),
    "Ctrl+Shift+T",
    N_("Choose after how many minutes without a key or the mouse it locks."),
)
def lock_after(window: "MainWindow") -> None:
    ask_minutes(window)


@command("file", N_("Officers…"), "Ctrl+Shift+U", N_("Show who works here, with which role; let people come and go."))
def show_officers(window: "MainWindow") -> None:
    from coopdesk.ui.officers.people import OfficersDialog

    OfficersDialog(window).open()


@command("file", N_("Change my passphrase…"), "Ctrl+Shift+W", N_("Choose another passphrase for yourself."))
def change_passphrase(window: "MainWindow") -> None:
    from coopdesk.ui.officers.secret import OwnPassphrase

    OwnPassphrase(window).open()


@command("file", N_("Quit"), "Ctrl+Q", N_("Close the window."), open_desk=False)
def leave(window: "MainWindow") -> None:
    window.close()


@command("help", N_("All commands"), "Ctrl+Shift+P", N_("Find any command by its name and run it."), open_desk=False)
def palette(window: "MainWindow") -> None:
    window.menus.palette.open()


@command("help", N_("Shortcuts"), "Ctrl+/", N_("Show every shortcut, by menu."), open_desk=False)
def shortcuts(window: "MainWindow") -> None:
    window.menus.sheet.open()


@command("help", N_("Help"), "F1", N_("Show the help on what is on the screen."), open_desk=False)
def help_page(window: "MainWindow") -> None:
    window.show_help(window.topic)


@command(
    "help", N_("Support file…"), "Ctrl+F1",
    N_("Show versions and figures for who mends the program; no content is in it."), open_desk=False,
)  # fmt: skip
def support_file(window: "MainWindow") -> None:
    from coopdesk.ui.support import SupportDialog

    SupportDialog(window, locked=window.locking.locked).open()


@command(
    "record", N_("Import from a table…"), "Ctrl+Shift+G", N_("Take records of this list from an Excel or CSV file.")
)
def import_table(window: "MainWindow") -> None:
    window.records.list.acts.import_table()


@command("record", N_("Export as a table…"), "Ctrl+Shift+E", N_("Write this list to an Excel or CSV file."))
def export_table(window: "MainWindow") -> None:
    window.records.list.acts.export_table()


@command("record", N_("Calendar file…"), "Ctrl+Shift+I", N_("Write the dates of this list to a file for a calendar."))
def calendar_file(window: "MainWindow") -> None:
    window.records.list.acts.calendar_file()
