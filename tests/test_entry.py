"""The entry of the program."""

import subprocess
import sys

_COUNTED = """
import gc
import sys

looked = []
gc.callbacks.append(lambda phase, _: looked.append(phase))
from coopdesk.__main__ import main

sys.argv = ["coopdesk", "record", "types"]
main()
print(len(looked), file=sys.stderr)
"""


def test_a_command_hardly_looks_for_cycles() -> None:
    """What it imports and keeps has none; Python by itself would look through it hundreds of times."""
    done = subprocess.run([sys.executable, "-c", _COUNTED], capture_output=True, text=True, check=True, timeout=120)
    assert int(done.stderr) < 60


_READY = """
from sqlalchemy.orm import Session

from coopdesk.records import TYPES, Contact

Session().query(Contact)
print(*(name for name, cls in TYPES.items() if cls.__mapper__.configured))
"""


def test_only_the_types_are_made_ready_that_are_worked_with() -> None:
    done = subprocess.run([sys.executable, "-c", _READY], capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout.split() == ["contact"]
