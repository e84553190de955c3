"""Running a command: opens the desk it needs, prints what it gives, and turns refusals into one line and status 1."""

import sys
from argparse import Namespace
from importlib import import_module
from typing import Any

from coopdesk import faults
from coopdesk.cli.output import Output, forget_output
from coopdesk.cli.parser import parse
from coopdesk.errors import CoopDeskError
from coopdesk.i18n import N_, tr
from coopdesk.progress import Cancelled

_BUG = N_("Something went wrong inside the program. What you saved is safe. Please tell your IT officer: {where}.")


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
        status = _run(options, output)
        output.finish()
        return status
    except CoopDeskError as fault:
        output.refuse(fault.message())
        return 1
    except (Cancelled, KeyboardInterrupt):
        return 130
    except BrokenPipeError:
        forget_output()
        return 0
    except Exception as fault:
        where = faults.note(type(fault), fault.__traceback__)
        output.refuse(tr(_BUG, where=where.partition(" < ")[0]))
        return 1


def _run(options: Namespace, output: Output) -> int:
    module, _, name = options.run.rpartition(".")
    command: Any = getattr(import_module(f"coopdesk.cli.{module or 'commands'}"), name)
    status: int = command(options, output)
    return status
