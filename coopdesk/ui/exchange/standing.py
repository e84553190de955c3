"""How the desk stands with the others, told in the status line."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QObject

from coopdesk.i18n import N_, P_, tr
from coopdesk.operations import exchange, folders
from coopdesk.store.home import Store
from coopdesk.ui.tasks import Tasks

_UNSENT = P_("{n} change not yet sent", "{n} changes not yet sent")
_ALL_SENT = N_("everything is sent")
_TODAY, _YESTERDAY = N_("last bundle to the Ministry today"), N_("last bundle to the Ministry yesterday")
_AGO = P_("last bundle to the Ministry {n} day ago", "last bundle to the Ministry {n} days ago")
_OUT_TODAY, _OUT_YESTERDAY = N_("last bundle sent today"), N_("last bundle sent yesterday")
_OUT_AGO = P_("last bundle sent {n} day ago", "last bundle sent {n} days ago")
_NONE = N_("no bundle sent yet")
_COLLEAGUES, _BEHIND = N_("✓ colleagues up to date"), N_("colleagues do not have everything yet")

_AWAY = N_("▲ a watched folder cannot be reached")


class Standing(QObject):
    """``tell`` gets sentences for the status line."""

    def __init__(self, parent: QObject, store: Store, tasks: Tasks, tell: Callable[[Sequence[str]], None]) -> None:
        super().__init__(parent)
        self._store, self._tasks, self._tell = store, tasks, tell
        self._found: exchange.Standing | None = None
        self._colleagues: bool | None = None
        self._away = False
        self.look()

    def look(self) -> None:
        """Read how the desk stands with the others, when nobody waits for anything else."""

        def work(_: Any) -> tuple[exchange.Standing | None, bool | None]:
            return exchange.standing(self._store), folders.up_to_date(self._store)

        self._tasks.read(work, self._show, lambda _: None, later=True)

    def tell_folders(self, *, away: bool) -> None:
        """Note whether a folder that is watched cannot be reached."""
        self._away = away
        self.retranslate()

    def retranslate(self) -> None:
        """Tell it in the present language."""
        self._tell(sentences(self._found, self._colleagues, away=self._away))

    def _show(self, found: tuple[exchange.Standing | None, bool | None]) -> None:
        self._found, self._colleagues = found
        self.retranslate()


def sentences(standing: exchange.Standing | None, colleagues: bool | None = None, *, away: bool = False) -> list[str]:
    """Return how a desk stands, in short sentences; none before it is enrolled. ``colleagues``: whether those at other
    computers of the desk have everything; ``away``: a watched folder cannot be reached."""
    if standing is None:
        return []
    told = [] if colleagues is None else [tr(_COLLEAGUES if colleagues else _BEHIND)]
    return [*_sent(standing), *told, *([tr(_AWAY)] if away else [])]


def _sent(standing: exchange.Standing) -> list[str]:
    unsent = tr(_UNSENT, n=standing.unsent) if standing.unsent else tr(_ALL_SENT)
    if standing.last is None:
        return [*([unsent] if standing.unsent else []), tr(_NONE)]
    then = datetime.fromisoformat(standing.last).astimezone().date()
    days = max((datetime.now(UTC).astimezone().date() - then).days, 0)
    today, yesterday, ago = (_OUT_TODAY, _OUT_YESTERDAY, _OUT_AGO) if standing.central else (_TODAY, _YESTERDAY, _AGO)
    return [unsent, tr(today) if days == 0 else tr(yesterday) if days == 1 else tr(ago, n=days)]
