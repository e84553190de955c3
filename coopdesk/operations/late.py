"""Operations that are named in tables of what every desk opens, and brought in when one of them is first called."""

from collections.abc import Callable
from importlib import import_module
from typing import Any


def late(module: str, name: str) -> Callable[..., Any]:
    """Return a function of a module of the operations, which comes, with all that it needs, when it is called."""

    def made(*given: Any) -> Any:
        return getattr(import_module(f"coopdesk.operations.{module}"), name)(*given)

    return made
