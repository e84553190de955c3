"""The tabs of the window, in their order: one module a tab, and one line here. They do not import each other.

Nothing heavy is imported here: the menus know the tabs before the window is painted.
"""

from typing import Protocol

from coopdesk.i18n import Text
from coopdesk.ui.screens import conferences, directory, evaluation, exchange, home, opportunities


class Screen(Protocol):
    """What a tab declares: its name, the record types it shows (Home, Exchange: none), whether lists begin by name."""

    LABEL: Text
    TYPES: tuple[str, ...]
    BY_NAME: bool


SCREENS: tuple[Screen, ...] = (
    home,
    directory,
    opportunities,
    conferences,
    evaluation,
    exchange,
)  # fmt: skip
