"""A desk in a process of its own, which is killed at a step: ``python -m tests.sync.child HOME ACT STEP FILE``."""

import os
import signal
import sys
import time
from pathlib import Path

from coopdesk.store import keys
from coopdesk.store.database import engine_for
from coopdesk.store.home import Store
from coopdesk.sync import incoming, outgoing
from coopdesk.world import World


def main(home: Path, raw: str, act: str, step: str, file: Path) -> None:
    """Import a file, or export for the Ministry into a folder, and die at the step; its number when it repeats."""
    wanted, _, turn = step.partition("#")
    left = int(turn or 1)

    def reached(name: str) -> None:
        nonlocal left
        if name == wanted:
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)

    key = keys.HomeKey(bytes.fromhex(raw))
    world = World(lambda: time.time_ns() // 1_000_000, os.urandom, reached)
    store = Store(home, key, engine_for(home / "desk.db", key.derived("database"), "write"), world=world)
    store.begin()
    if act == "import":
        incoming.take(store, file.read_bytes(), file.name)
    else:
        outgoing.export(store, "QA-MFA", file)
    print("survived", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4], Path(sys.argv[5]))
