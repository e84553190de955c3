"""Running a command: opens the desk it needs, prints what it gives, and turns refusals into one line and status 1."""

import sys
from argparse import Namespace
from typing import Any

from coopdesk.cli.output import Output
from coopdesk.cli.parser import parse
from coopdesk.errors import CoopDeskError
from coopdesk.progress import Cancelled


def main(words: list[str]) -> int:
    """Run the words of the command line; returns 0 done, 1 refused or failed, 2 wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        options = parse(words)
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else 2
    output = Output(json=options.json, lines=options.jsonl)
    try:
        return _run(options, output)
    except CoopDeskError as fault:
        output.refuse(fault.message())
        return 1
    except (Cancelled, KeyboardInterrupt):
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0


def _run(options: Namespace, output: Output) -> int:
    from coopdesk.cli import commands

    command: Any = getattr(commands, options.run)
    status: int = command(options, output)
    return status
