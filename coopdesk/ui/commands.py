"""What the window can do: decorated functions. Menus, shortcuts and their tests read the registry."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coopdesk.i18n import N_, Text

if TYPE_CHECKING:
    from coopdesk.ui.main_window import MainWindow


@dataclass(frozen=True)
class Command:
    """A thing to do: its name, menu, label, shortcut, help and what runs it. ``open_desk``: needs an open desk."""

    name: str
    menu: str
    label: Text
    shortcut: str
    help: Text
    run: "Callable[[MainWindow], None]"
    open_desk: bool


MENUS = {"file": N_("File", "menu"), "record": N_("Record", "menu"), "view": N_("View", "menu")}
COMMANDS: dict[str, Command] = {}


def command(
    menu: str, label: Text, shortcut: str, help: Text, *, open_desk: bool = True
) -> "Callable[[Callable[[MainWindow], None]], Callable[[MainWindow], None]]":
    """Register a function of the window as a command."""

    def register(run: "Callable[[MainWindow], None]") -> "Callable[[MainWindow], None]":
        COMMANDS[run.__name__] = Command(run.__name__, menu, label, shortcut, help, run, open_desk)
        return run

    return register


@command("record", N_("New"), "Ctrl+N", N_("Begin a new record of the kind that the list shows."))
def new(window: "MainWindow") -> None:
    window.screen.new()


@command("record", N_("Save"), "Ctrl+S", N_("Save the record. It is in the encrypted database when this returns."))
def save(window: "MainWindow") -> None:
    window.screen.form.save()


@command("record", N_("Print…"), "Ctrl+P", N_("Preview the record's documents, then print or save them as PDF."))
def print_record(window: "MainWindow") -> None:
    window.screen.page.print_record()


@command("record", N_("Attach a file…"), "Ctrl+T", N_("Attach a file; it is kept encrypted."))
def attach(window: "MainWindow") -> None:
    window.screen.page.attach()


@command("record", N_("Delete"), "Ctrl+Shift+Delete", N_("Delete the record. It can be restored."))
def delete(window: "MainWindow") -> None:
    window.screen.page.delete()


@command("record", N_("Restore deleted records"), "Ctrl+Shift+R", N_("Show deleted records instead, to restore them."))
def show_deleted(window: "MainWindow") -> None:
    window.screen.toggle_deleted()


@command("view", N_("Find"), "Ctrl+F", N_("Go to the search field of the list."))
def find(window: "MainWindow") -> None:
    window.screen.focus_search()


@command("view", N_("العربية / English"), "Ctrl+Shift+L", N_("Switch the language at once."), open_desk=False)
def switch_language(window: "MainWindow") -> None:
    window.switch_language()


@command(
    "view", N_("Light or dark"), "Ctrl+Shift+D", N_("Switch between the light and the dark look."), open_desk=False
)
def switch_theme(window: "MainWindow") -> None:
    window.switch_theme()


@command("file", N_("Back up…"), "Ctrl+Shift+B", N_("Write an encrypted backup of everything to a file."))
def backup(window: "MainWindow") -> None:
    window.backup()


@command("file", N_("Check the database"), "Ctrl+Shift+K", N_("Look whether everything is whole."))
def check(window: "MainWindow") -> None:
    window.check()


@command("file", N_("Quit"), "Ctrl+Q", N_("Close the window."), open_desk=False)
def leave(window: "MainWindow") -> None:
    window.close()
