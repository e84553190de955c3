"""What helps to fill a list that a record owns: a sentence on its lines together, and what one press writes in them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from coopdesk.i18n import Text
from coopdesk.operations.projects import share_checks

_Lines = Sequence[Mapping[str, Any]]


class Helped(NamedTuple):
    """``told``: what is said of the lines, empty for nothing; ``label``: what the press is called; ``filled``: the
    values of ``field`` that it writes, one for each line."""

    told: Callable[[_Lines], str]
    label: Text
    field: str
    filled: Callable[[_Lines], list[str | None]]


_SHARES = Helped(share_checks.told, share_checks.SHARE_OUT, "share", share_checks.shared_out)
HELPED: Mapping[str, Helped] = {"project_country": _SHARES, "project_sector": _SHARES}
"""By the type of the lines."""
