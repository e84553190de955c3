"""A desk in a process of its own that dies at a step, or is killed: ``… child HOME KEY ACT STEP FILE…``."""

import os
import signal
import sys
import time
from pathlib import Path

from coopdesk.operations import record
from coopdesk.store import backup, keys
from coopdesk.store.database import engine_for
from coopdesk.store.home import Store
from coopdesk.sync import incoming, outgoing
from coopdesk.world import World

SAVES, SAVED = 10, "SAVED"


def main(home: Path, raw: str, act: str, step: str, files: list[Path]) -> None:
    """Import files, export for the Ministry, save, or back up, and die at the step; its number when it repeats."""
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
    print("begun", flush=True)
    if act == "import":
        for file in files:
            incoming.take(store, file.read_bytes(), file.name)
    elif act == "export":
        outgoing.export(store, "QA-MFA", files[0], from_scratch=True)
    elif act == "save":
        for number in range(SAVES):
            record.save(
                store, "organization", {"name_en": f"Saved {number}", "acronym_en": SAVED, "notes": "x" * 9_000}
            )
    else:
        files[0].mkdir(exist_ok=True)
        backup.backup(store, files[0] / "made.backup")
    print("survived", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4], list(map(Path, sys.argv[5:])))
