"""The tab Conference reports: reports, conferences with their delegations, and the actions that follow."""

from typing import TYPE_CHECKING

from coopdesk.i18n import N_

if TYPE_CHECKING:
    from coopdesk.store.home import Store
    from coopdesk.ui.tab_screen import TabScreen
    from coopdesk.ui.tasks import Tasks

LABEL = N_("Conference reports")
TYPES: tuple[str, ...] = ("conference_report", "conference", "action")


def make(store: "Store", tasks: "Tasks") -> "TabScreen":
    """Return the screen; its lists begin with the newest."""
    from coopdesk.ui.record_screen import RecordScreen

    return RecordScreen(store, tasks, TYPES, by_name=False)
