"""Keeping a home whole: check, backup, restore."""

from pathlib import Path
from typing import Any

from coopdesk.i18n import tr
from coopdesk.operations.titles import titles
from coopdesk.progress import SILENT, Progress
from coopdesk.store import backup as backups
from coopdesk.store.check import check as findings
from coopdesk.store.home import Store

restore = backups.restore


def backup(store: Store, out: Path, progress: Progress = SILENT) -> int:
    """Write an encrypted backup of the open home; returns its size. Raises ``CannotWrite``."""
    return backups.backup(store, out, progress)


def check(store: Store, progress: Progress = SILENT, *, repair: bool = False) -> list[dict[str, Any]]:
    """Return what is not whole: kind, record, message, and whether it was mended now."""
    found = list(findings(store, progress))
    mended = [one for one in found if repair and one.mend is not None]
    if mended:
        with store.writing() as writing:
            for one in mended:
                assert one.mend is not None
                one.mend(writing)
    names = titles(store, [one.record for one in found if one.record])
    return [
        {
            "kind": one.kind,
            "record": one.record,
            "message": tr(one.text, name=names.get(one.record or "", "")),
            "mended": one in mended,
        }
        for one in found
    ]
