"""The tab Exchange: joining the Ministry, the desks, sending and importing bundles, conflicts."""

from typing import TYPE_CHECKING

from coopdesk.i18n import N_

if TYPE_CHECKING:
    from coopdesk.store.home import Store
    from coopdesk.ui.tab_screen import TabScreen
    from coopdesk.ui.tasks import Tasks

LABEL = N_("Exchange")
TYPES: tuple[str, ...] = ()


def make(store: "Store", tasks: "Tasks") -> "TabScreen":
    """Return the screen."""
    from coopdesk.ui.exchange.screen import ExchangeScreen

    return ExchangeScreen(store, tasks)
