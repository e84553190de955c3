"""Killed at any step, with a torn log or a full disk: all of a bundle is there, or nothing, and it can be repeated."""

import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import event

from coopdesk.errors import CannotWrite
from coopdesk.store.check import check
from coopdesk.store.home import Store
from coopdesk.sync import incoming, outgoing
from tests.simulation.desks import Site
from tests.sync.network import Network, filled, organization, rows_of

IMPORT = ("opened", "roster", "checked", "chunks", "applied", "committed")
EXPORT = ("sealed", "piece", "written", "named", "noted")


def killed(store: Store, act: str, step: str, file: Path) -> bool:
    """Let a process of its own do it and die at a step; returns whether it was killed there."""
    command = [sys.executable, "-m", "tests.sync.child", str(store.home), store.key.raw.hex(), act, step, str(file)]
    done = subprocess.run(command, capture_output=True, timeout=120, check=False)
    assert done.returncode in (0, -signal.SIGKILL), done.stderr.decode()[-900:]
    return done.returncode != 0


def reopened(site: Site) -> Store:
    site.reopen()
    assert list(check(site.store)) == []
    return site.store


@pytest.mark.parametrize("step", IMPORT)
def test_a_kill_in_an_import_leaves_all_or_nothing(network: Network, tmp_path: Path, step: str) -> None:
    site, path = network.sites[0], filled(network, tmp_path / "file.txt")
    before = rows_of(network.ministry)
    network.ministry.close()
    assert killed(network.ministry, "import", step, path)
    network.ministry = reopened(site)
    if step != "committed":
        assert rows_of(network.ministry) == before
    taken = incoming.take(network.ministry, path.read_bytes(), "again")
    assert taken.status == ("known" if step == "committed" else "applied")
    digest = site.digest()
    assert {one[1] for one in digest} > {1, 60_002}
    assert digest == {name: state for name, state in network.sites[1].digest().items() if name in digest}
    assert list(check(network.ministry)) == []


@pytest.mark.parametrize("step", EXPORT)
def test_a_kill_in_an_export_leaves_a_whole_file_or_none(network: Network, tmp_path: Path, step: str) -> None:
    site, out = network.sites[1], tmp_path / "out"
    filled(network, tmp_path / "file.txt")
    network.geneva.close()
    assert killed(network.geneva, "export", step, out)
    network.geneva = reopened(site)
    named = list(out.glob("*.cdx")) if out.exists() else []
    assert bool(named) == (step in ("named", "noted"))
    for path in named:
        assert incoming.take(network.ministry, path.read_bytes(), "whole").applied
    again = outgoing.export(network.geneva, "QA-MFA", out)
    for path in again.files:
        incoming.take(network.ministry, path.read_bytes(), "again")
    with network.geneva.reading() as mine, network.ministry.reading() as theirs:
        query = "SELECT name_en FROM organization ORDER BY name_en"
        assert theirs.exec_driver_sql(query).all() == mine.exec_driver_sql(query).all()


@pytest.mark.parametrize("damage", ["cut", "zeroed", "scrambled"])
def test_a_torn_log_leaves_whole_transactions(network: Network, tmp_path: Path, damage: str) -> None:
    """What the disk had not written yet when the power failed: the tail of the log is short, empty or nonsense."""
    site, chance = network.sites[0], random.Random(damage)
    path = filled(network, tmp_path / "file.txt")
    network.ministry = reopened(site)
    before = rows_of(network.ministry)
    incoming.take(network.ministry, path.read_bytes(), "first")
    after = rows_of(network.ministry)
    copy = tmp_path / "copy"
    shutil.copytree(site.home, copy)
    log = (copy / "desk.db-wal").read_bytes()
    assert log
    site.store.close()
    for _ in range(6):
        shutil.rmtree(site.home)
        shutil.copytree(copy, site.home)
        kept = chance.randrange(len(log))
        tail = {"cut": b"", "zeroed": bytes(len(log) - kept), "scrambled": chance.randbytes(len(log) - kept)}[damage]
        (site.home / "desk.db-wal").write_bytes(log[:kept] + tail)
        network.ministry = reopened(site)
        now = rows_of(network.ministry)
        assert now in (before, after)
        incoming.take(network.ministry, path.read_bytes(), "again")
        assert rows_of(network.ministry)["organization"] == after["organization"]
        site.store.close()
    network.ministry = reopened(site)


def test_a_full_disk_takes_nothing_of_a_bundle(network: Network, tmp_path: Path) -> None:
    site, path = network.sites[0], filled(network, tmp_path / "file.txt")
    before = rows_of(network.ministry)
    engine = network.ministry.engine

    def limit(raw, _) -> None:
        pages = raw.execute("PRAGMA page_count").fetchone()[0]
        raw.execute(f"PRAGMA max_page_count = {pages + 3}")

    network.ministry.close()
    event.listen(engine, "connect", limit)
    with pytest.raises(CannotWrite):
        incoming.take(network.ministry, path.read_bytes(), "x")
    event.remove(engine, "connect", limit)
    network.ministry = reopened(site)
    assert rows_of(network.ministry) == before
    assert incoming.take(network.ministry, path.read_bytes(), "x").status == "applied"


def test_a_full_stick_keeps_no_half_file(tmp_path: Path) -> None:
    out = tmp_path / "stick"
    code = (
        "import resource, sys, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))\n"
        "from pathlib import Path; from coopdesk.errors import CannotWrite; from coopdesk.sync.outgoing import put\n"
        "try: put(Path(sys.argv[1]) / 'x.cdx', bytes(9000), lambda step: None)\n"
        "except CannotWrite: sys.exit(7)"
    )
    out.mkdir()
    done = subprocess.run([sys.executable, "-c", code, str(out)], capture_output=True, timeout=60, check=False)
    assert done.returncode == 7, done.stderr.decode()[-600:]
    assert list(out.iterdir()) == []


def test_a_stick_that_lies_is_told(network: Network, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read back is compared before the file gets its name."""
    organization(network.geneva, name_en="Body")
    honest = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: honest(path)[:-1] + bytes([honest(path)[-1] ^ 1]))
    with pytest.raises(CannotWrite):
        outgoing.export(network.geneva, "QA-MFA", tmp_path / "stick")
    assert list((tmp_path / "stick").iterdir()) == []


def test_what_is_acknowledged_is_on_the_disk(network: Network) -> None:
    """After a power cut nothing may be missing that was said to be here: each commit waits for the disk."""
    with network.ministry.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
