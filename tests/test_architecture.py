"""The floors hold, and each contract that proves it was seen to fail."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LINT = Path(sys.executable).with_name("lint-imports")


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [LINT, "--config", folder / "pyproject.toml", "--no-cache"],
        cwd=folder, capture_output=True, text=True, env={"PYTHONPATH": str(folder), "PATH": ""}, check=False,
    )  # fmt: skip


def test_floors_hold() -> None:
    ran = lint(ROOT)
    assert ran.returncode == 0, ran.stdout


@pytest.mark.parametrize(
    ("contract", "file", "line"),
    [
        ("Floors", "coopdesk/history/merge.py", "import coopdesk.store.home"),
        ("Floors", "coopdesk/utils.py", "pass"),
        ("Qt only in the window", "coopdesk/store/folding.py", "import PySide6.QtCore"),
        ("ReportLab only in documents", "coopdesk/operations/search.py", "import reportlab.lib"),
        (
            "Ciphers only in history.seal, store.keys and store.slots",
            "coopdesk/store/files.py",
            "import cryptography.fernet",
        ),
        (
            "Screens do not import each other",
            "coopdesk/ui/screens/directory.py",
            "import coopdesk.ui.screens.conferences",
        ),
    ],
)
def test_a_broken_floor_is_seen(tmp_path: Path, contract: str, file: str, line: str) -> None:
    shutil.copytree(ROOT / "coopdesk", tmp_path / "coopdesk", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / file).open("a") as out:
        out.write(f"\n{line}\n")
    ran = lint(tmp_path)
    assert ran.returncode != 0
    told = ran.stdout + ran.stderr
    assert contract in told
    assert "BROKEN" in told or "utils" in told
