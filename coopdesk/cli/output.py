"""What goes to standard output (the result, nothing else) and to standard error (messages, progress)."""

import json
import sys
from collections.abc import Iterable
from typing import Any


class Output:
    """``json``: one JSON value; ``lines``: one record a line; neither: plain lines for a person."""

    def __init__(self, *, json: bool, lines: bool) -> None:
        self.json = json
        self.lines = lines

    def give(self, value: Any, plain: Iterable[str]) -> None:
        """Print a result: as JSON where it was asked for, else the plain lines."""
        if self.json:
            print(json.dumps(value, ensure_ascii=False, indent=1))
        elif self.lines:
            self.stream(value if isinstance(value, list) else [value])
        else:
            for line in plain:
                print(line)

    def stream(self, values: Iterable[Any]) -> None:
        """Print one JSON value a line as they come."""
        for value in values:
            print(json.dumps(value, ensure_ascii=False, separators=(",", ":")))

    def tell(self, message: str) -> None:
        """Say something that is no result."""
        print(message, file=sys.stderr)

    def refuse(self, message: str) -> None:
        """Say in one line what was refused and what to do."""
        print("coopdesk: " + " ".join(message.split()), file=sys.stderr)
