"""Keeps what is typed at each pause, and at the latest every ten seconds, so that a crash loses a second of work."""

import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from coopdesk.calendars import moment
from coopdesk.errors import CoopDeskError
from coopdesk.i18n import N_, P_, tr
from coopdesk.operations import drafts
from coopdesk.operations.indicators import unread
from coopdesk.operations.record_types import View
from coopdesk.records import TYPES
from coopdesk.ui.context import Context
from coopdesk.ui.messages import Notice

if TYPE_CHECKING:
    from coopdesk.ui.frame import Frame

_PAUSE, _LATEST = 1_000, 10.0
_DRAFTS = P_(
    "{n} record was being written and is not saved yet.", "{n} records were being written and are not saved yet."
)
_GO_ON = N_("Go on writing")
_DRAFT, _DISCARD = N_("This was typed and not saved, up to {when}. Go on writing, or discard it."), N_("Discard")
_PRIVATE = N_(
    "This is your private draft: nobody else can read it, and it holds no files. Saving it shows it to the desk."
)
_ANSWER = N_("Answer to a request for opinion")
_ACTS = {
    drafts.CIRCULATION: N_("Circulate", "act"), unread.ACT: N_("Values", "of indicators"),
    "evaluate": N_("Evaluation", "record"), "invite": N_("Invitation to a survey"),
}  # fmt: skip
"""What is said in dialogs that are of no step and of no line of a record."""
Unsaved = tuple[str | None, View, str | None]
"""The id of the record (None: new), the changes, and what was on the screen."""


class DraftKeeper(QObject):
    """``unsaved`` tells what would be lost now, None for nothing. ``name``: of the draft of the new record that is
    typed; ``private``: its author keeps it as a draft until it is shown to the desk; ``act``: of drafts of what is said
    with a step, or as an answer."""

    def __init__(
        self, context: Context, type: str, unsaved: Callable[[], Unsaved | None], parent: QObject, act: str = ""
    ) -> None:
        super().__init__(parent)
        self._store, self._tasks, self._type, self._unsaved = context.store, context.tasks, type, unsaved
        self._act = act
        self._since: float | None = None
        self.name, self.private = "", False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.keep)

    def begin(self, draft: drafts.Draft | None) -> None:
        """What is typed from now on goes on with a draft, or is another one."""
        self._pause.stop()
        self._since = None
        self.name = draft.name if draft is not None else drafts.new_name()
        self.private = draft is not None and draft.private

    def changed(self) -> None:
        """Something may have been typed: keep it when a pause comes, or when enough time has gone."""
        self._since = self._since or time.monotonic()
        if time.monotonic() - self._since > _LATEST:
            self.keep()
        else:
            self._pause.start()

    def keep(self, failed: Callable[[CoopDeskError], None] = lambda _: None) -> None:
        """Keep what is unsaved now."""
        self._pause.stop()
        self._since = None
        found = self._unsaved()
        if found is not None:
            (id, changes, seen), name, private = found, self.name, self.private

            def work(_: object) -> str:
                return drafts.keep(self._store, self._type, id, changes, seen, name, private=private, act=self._act)

            self._tasks.write(work, lambda _: None, failed)

    def forget(self, id: str | None) -> None:
        """Drop the draft of a record: it was saved, or discarded."""
        name = self.name
        self.begin(None)
        self._tasks.write(lambda _: drafts.drop(self._store, id, name, self._act), lambda _: None, lambda _: None)


def act_label(draft: drafts.Draft) -> str:
    """Return what a draft is to be said with, in the present language."""
    labels = {one.name: one.label for one in TYPES[draft.type].__steps__} | _ACTS
    act = draft.act.partition("/")[0]
    return tr(TYPES[act].__label__ if act in TYPES else labels.get(act, _ANSWER))


def tell_draft(notice: Notice, draft: drafts.Draft, discard: Callable[[], None]) -> None:
    """Say of what stands in the form that it was typed before and never saved, and let it be discarded; or that it is a
    private draft."""
    if draft.private:
        notice.say(tr(_PRIVATE))
    else:
        notice.offer(tr(_DRAFT, when=moment(draft.at)), tr(_DISCARD), discard)


def offer_drafts(window: "Frame") -> None:
    """Offer what the officer at work typed and did not save when the program last ended."""

    def show(found: list[drafts.Draft]) -> None:
        forgotten = [one for one in found if not one.private]
        if forgotten:
            window.notice.offer(tr(_DRAFTS, n=len(forgotten)), tr(_GO_ON), partial(window.open_draft, forgotten[0]))

    window.tasks.read(lambda _: drafts.kept(window.open_store), show)
