"""Keeps what is typed at each pause, and at the latest every ten seconds, so that a crash loses a second of work."""

import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from coopdesk.i18n import N_, P_, tr
from coopdesk.operations import drafts
from coopdesk.operations.record_types import View
from coopdesk.ui.pickers import Context

if TYPE_CHECKING:
    from coopdesk.ui.main_window import MainWindow

_PAUSE, _LATEST = 1_000, 10.0
_DRAFTS = P_(
    "{n} record was being written and is not saved yet.", "{n} records were being written and are not saved yet."
)
_GO_ON = N_("Go on writing")
Unsaved = tuple[str | None, View, str | None]
"""The id of the record (None: new), the changes, and what was on the screen."""


class DraftKeeper(QObject):
    """``unsaved`` tells what would be lost now, None for nothing."""

    def __init__(self, context: Context, type: str, unsaved: Callable[[], Unsaved | None]) -> None:
        super().__init__(context)
        self._store, self._tasks, self._type, self._unsaved = context.store, context.tasks, type, unsaved
        self._since: float | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.keep)

    def changed(self) -> None:
        """Something may have been typed: keep it when a pause comes, or when enough time has gone."""
        self._since = self._since or time.monotonic()
        if time.monotonic() - self._since > _LATEST:
            self.keep()
        else:
            self._pause.start()

    def keep(self) -> None:
        """Keep what is unsaved now."""
        self._pause.stop()
        self._since = None
        found = self._unsaved()
        if found is not None:
            id, changes, seen = found
            self._tasks.write(
                lambda _: drafts.keep(self._store, self._type, id, changes, seen), lambda _: None, lambda _: None
            )

    def forget(self, id: str | None) -> None:
        """Drop the draft of a record: it was saved, or discarded."""
        self._pause.stop()
        self._since = None
        self._tasks.write(lambda _: drafts.drop(self._store, self._type, id), lambda _: None, lambda _: None)


def offer_drafts(window: "MainWindow") -> None:
    """Offer what was typed and not saved when the program last ended."""

    def show(found: list[drafts.Draft]) -> None:
        if found:
            first = found[0]
            again = (
                partial(window.open_record, first.type, first.id)
                if first.id
                else partial(window.new_record, first.type)
            )
            window.notice.offer(tr(_DRAFTS, n=len(found)), tr(_GO_ON), again)

    window.tasks.read(lambda _: drafts.kept(window.open_store), show)
