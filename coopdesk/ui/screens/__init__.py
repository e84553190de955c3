"""The tabs of the window, in their order: one module a tab, and one line here. They do not import each other.

Nothing heavy is imported here: the menus know the tabs before the window is painted.
"""

from typing import TYPE_CHECKING, Protocol

from coopdesk.i18n import Text
from coopdesk.ui.screens import conferences, directory, exchange

if TYPE_CHECKING:
    from coopdesk.store.home import Store
    from coopdesk.ui.tab_screen import TabScreen
    from coopdesk.ui.tasks import Tasks


class Screen(Protocol):
    """What a tab declares: its name, the record types whose lists it shows, and how its screen is made."""

    LABEL: Text
    TYPES: tuple[str, ...]

    def make(self, store: "Store", tasks: "Tasks") -> "TabScreen":
        """Return the screen, once a desk is open."""


SCREENS: tuple[Screen, ...] = (
    directory,
    conferences,
    exchange,
)  # fmt: skip
