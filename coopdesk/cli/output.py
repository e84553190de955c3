"""What goes to standard output (the result, nothing else) and to standard error (messages, progress)."""

import json
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from coopdesk.errors import CannotWrite
from coopdesk.i18n import N_

_LOST = N_("The result cannot be written to standard output. What the command did stands.")


class Output:
    """``json``: one JSON value; ``lines``: one record a line; neither: plain lines for a person."""

    def __init__(self, *, json: bool, lines: bool) -> None:
        self.json = json
        self.lines = lines

    def give(self, value: Any, plain: Iterable[str]) -> None:
        """Print a result: as JSON where it was asked for, else the plain lines."""
        if self.json:
            _print(json.dumps(value, ensure_ascii=False, indent=1))
        elif self.lines:
            self.stream(value if isinstance(value, list) else [value])
        else:
            for line in plain:
                _print(line)

    def stream(self, values: Iterable[Any]) -> None:
        """Print one JSON value a line as they come."""
        for value in values:
            _print(json.dumps(value, ensure_ascii=False, separators=(",", ":")))

    def finish(self) -> None:
        """Hand over what was printed; raises ``CannotWrite`` where standard output takes no more."""
        _print("", end="", flush=True)

    def tell(self, message: str) -> None:
        """Say something that is no result."""
        print(message, file=sys.stderr)

    def refuse(self, message: str) -> None:
        """Say in one line what was refused and what to do."""
        print("coopdesk: " + " ".join(message.split()), file=sys.stderr)


def forget_output() -> None:
    """Let nothing more go to standard output, so that the end of the program does not try it again."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _print(text: str, end: str = "\n", *, flush: bool = False) -> None:
    try:
        print(text, end=end, flush=flush)
    except BrokenPipeError:
        raise
    except OSError as fault:
        forget_output()
        raise CannotWrite(_LOST) from fault
