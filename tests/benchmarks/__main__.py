"""Measures CoopDesk beside its limits: ``python -m tests.benchmarks [subject…] [--json FILE] [--rows N]``.

Prints one line a figure: name, ratio, goal, whether it is met, spread, the two times. Nothing is asserted, and the
exit status says only whether the measuring went through. Everything is written in one folder that is removed
afterwards, or kept with ``--home`` so that the homes serve again.
"""

import argparse
import json
import os
import sys
import tempfile
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

SUBJECTS = (
    "startup", "listing", "opportunities", "search", "saving", "pages", "typing", "tables", "matching", "gaps",
    "forms", "filling", "surveys", "indicators", "counting", "exchange",
)  # fmt: skip


def main(words: list[str]) -> int:
    """Measure the subjects that are named, else all."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="Measure CoopDesk, as ratios.")
    parser.add_argument("subjects", nargs="*", metavar="subject", help=f"of {', '.join(SUBJECTS)}; absent: all")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument("--rows", type=int, default=1_000_000, help="records of the large home (1,000,000)")
    parser.add_argument("--home", type=Path, metavar="DIR", help="keep the homes there and use them again")
    parser.add_argument("--weasyprint", default=sys.executable, metavar="PYTHON", help="a Python that has WeasyPrint")
    options = parser.parse_args(words)
    if unknown := set(options.subjects) - set(SUBJECTS):
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    with tempfile.TemporaryDirectory(prefix="coopdesk-benchmarks-") as folder:
        homes = (options.home or Path(folder)).resolve()
        homes.mkdir(parents=True, exist_ok=True)
        os.environ["XDG_STATE_HOME"] = str(homes / "state")
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")
        measure(options, homes)
    return 0


def measure(options: argparse.Namespace, homes: Path) -> None:
    """Measure each subject, print its figures as they come, and write all of them."""
    from tests.benchmarks.figures import Setup
    from tests.benchmarks.homes import Homes

    setup = Setup(Homes(homes), options.rows, options.weasyprint)
    found = []
    for name in options.subjects or SUBJECTS:
        for one in import_module(f"tests.benchmarks.{name}").figures(setup):
            print(one.line(), flush=True)
            found.append({"subject": name, **asdict(one), "met": one.met})
    if options.json is not None:
        options.json.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
