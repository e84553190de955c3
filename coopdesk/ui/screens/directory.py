"""The tab Directory: organizations, our memberships, contacts, countries, themes, officers and desks."""

from typing import TYPE_CHECKING

from coopdesk.i18n import N_

if TYPE_CHECKING:
    from coopdesk.store.home import Store
    from coopdesk.ui.tab_screen import TabScreen
    from coopdesk.ui.tasks import Tasks

LABEL = N_("Directory")
TYPES: tuple[str, ...] = (
    "organization", "contact", "membership", "country", "tag", "officer", "desk", "ministry_settings",
)  # fmt: skip


def make(store: "Store", tasks: "Tasks") -> "TabScreen":
    """Return the screen; its lists begin in the order of names."""
    from coopdesk.ui.record_screen import RecordScreen

    return RecordScreen(store, tasks, TYPES, by_name=True)
