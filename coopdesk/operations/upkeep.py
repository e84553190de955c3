"""Keeping a home whole: check, backup, restore."""

from pathlib import Path
from typing import Any

from coopdesk.errors import NotFound
from coopdesk.i18n import N_, P_, tr
from coopdesk.operations import rights
from coopdesk.operations.titles import titles
from coopdesk.progress import SILENT, Progress
from coopdesk.store import backup as backups
from coopdesk.store.check import check as findings
from coopdesk.store.home import Store
from coopdesk.sync import arrival, trust

_IGNORED = P_(
    "A computer of {desk} wrote {n} change that no desk takes. It is kept and counts nowhere. Tell the Ministry.",
    "A computer of {desk} wrote {n} changes that no desk takes. They are kept and count nowhere. Tell the Ministry.",
)
_NO_BACKUP = N_("{name} cannot be read. Check that it is still there and that you may open it.")


@rights.needs(rights.ADMINISTRATOR)
def backup(store: Store, out: Path, progress: Progress = SILENT) -> int:
    """Write an encrypted backup of the open home; returns its size. Raises ``CannotWrite``."""
    return backups.backup(store, out, progress)


def restore(file: Path, home: Path, passphrase: str, *, replace: bool = False, progress: Progress = SILENT) -> None:
    """Make ``home`` from a backup; see ``coopdesk.store.backup.restore``. Raises ``NotFound`` where it is no file."""
    if not file.is_file():
        raise NotFound(_NO_BACKUP, name=file.name)
    backups.restore(file, home, passphrase, replace=replace, progress=progress)


@rights.needs(rights.READER)
def check(store: Store, progress: Progress = SILENT, *, repair: bool = False) -> list[dict[str, Any]]:
    """Return what is not whole, or does not count: kind, record, message, and whether it was mended now.

    Mending needs the administrator.
    """
    if repair:
        rights.require(store, rights.ADMINISTRATOR)
    found = list(findings(store, progress))
    mended = [one for one in found if repair and one.mend is not None]
    if mended:
        with store.writing() as writing:
            for one in mended:
                assert one.mend is not None
                one.mend(writing)
    trusted = trust.trusted(store)
    with store.reading() as connection:
        ignored = arrival.uncounted(connection, trusted) if trusted is not None else {}
    names = titles(store, [one.record for one in found if one.record])
    return [
        {
            "kind": one.kind,
            "record": one.record,
            "message": tr(one.text, name=names.get(one.record or "", "")),
            "mended": one in mended,
        }
        for one in found
    ] + [
        {"kind": "ignored", "record": None, "message": tr(_IGNORED, desk=desk, n=n), "mended": False}
        for desk, n in ignored.items()
    ]
