"""Backup and check from the window: asked for by a person, done on the worker, told when they are over."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from coopdesk.i18n import N_, tr

if TYPE_CHECKING:
    from coopdesk.ui.frame import Frame

_BACKUP, _BACKUP_FILE, _BACKED_UP = N_("Back up…"), N_("CoopDesk backup"), N_("The backup is written: {name}")
_WHOLE = N_("Everything is whole.")
_BACKING_UP, _CHECKING = N_("Writing the backup…"), N_("Checking the database…")


def ask_backup(window: "Frame") -> None:
    """Ask where, and write a backup."""
    from PySide6.QtWidgets import QFileDialog

    chosen, _ = QFileDialog.getSaveFileName(window, tr(_BACKUP), "coopdesk.backup", f"{tr(_BACKUP_FILE)} (*.backup)")
    if chosen:
        backup_to(window, Path(chosen))


def backup_to(window: "Frame", path: Path) -> None:
    """Write a backup with progress."""
    from coopdesk.operations import upkeep

    store = window.open_store
    window.status.doing(_BACKING_UP)
    window.tasks.write(
        lambda progress: upkeep.backup(store, path, progress),
        lambda _: window.notice.say(tr(_BACKED_UP, name=path.name)), window.notice.tell,
    )  # fmt: skip


def check(window: "Frame") -> None:
    """Look whether everything is whole, and say so."""
    from coopdesk.operations import upkeep

    def told(found: list[dict[str, Any]]) -> None:
        if found:
            window.notice.warn("\n".join(one["message"] for one in found))
        else:
            window.notice.say(tr(_WHOLE))

    store = window.open_store
    window.status.doing(_CHECKING)
    window.tasks.write(lambda progress: upkeep.check(store, progress), told, window.notice.tell)
