"""A bundle and a home of format version 1, kept for ever: whatever comes later must read them.

``python -m tests.golden.test_golden`` made them once; files that were kept are never made again.
"""

import io
import json
import random
import shutil
import sys
import tarfile
from pathlib import Path

import pytest

from coopdesk.history import seal
from coopdesk.operations import conflicts, files, record
from coopdesk.store import home as homes
from coopdesk.store.check import check
from coopdesk.store.home import Store
from coopdesk.sync import bundle, incoming, outgoing, roster, segment as segments, trust
from tests.simulation.desks import found_network

HERE = Path(__file__).parent
PASSPHRASE = "four quiet words here"
"""A passphrase of nobody: these homes hold invented records only."""
BUNDLE, HOME, TOLD = HERE / "bundle-1.cdx", HERE / "home-1.tar.xz", HERE / "told-1.json"


@pytest.fixture
def home(tmp_path: Path):
    with tarfile.open(HOME) as packed:
        packed.extractall(tmp_path, filter="data")
    store = homes.open_home(tmp_path / "home", PASSPHRASE)
    yield store
    store.close()


def told() -> dict:
    return json.loads(TOLD.read_text("utf-8"))


def shown(store: Store, told_of: dict) -> dict:
    """Return what a desk shows of the records that were written down."""
    return {
        record_id: {name: record.show(store, of["type"], record_id)[name] for name in of["values"]}
        for record_id, of in told_of["records"].items()
    }


def test_the_bundle_is_read_step_by_step() -> None:
    data, known = BUNDLE.read_bytes(), told()
    trusted = roster.verify(roster.from_bytes(bytes.fromhex(known["roster"])))
    header = bundle.header_of(data, "golden")
    sender = bundle.proven(data, header, trusted, "golden")
    opened = bundle.opened(data, header, sender, known["identity"], "golden")
    assert (opened.manifest.to, sender.desk) == ("QA-MFA", "QA-GVA")
    assert [kind for kind, _ in opened.items] == known["kinds"]
    names = []
    for kind, content in opened.items:
        if kind == bundle.SEGMENT:
            signed = segments.from_bytes(content)
            made = segments.operations_of(signed, segments.header_of(signed))
            assert segments.is_signed(signed, sender.public)
            names += [one.n for one in made]
    assert names == known["numbers"]
    assert seal.recipient_of(known["identity"]) in {one.recipient for one in trusted.certificates.values()}


def test_the_home_opens_and_takes_the_bundle(home: Store) -> None:
    taken = incoming.take(home, BUNDLE.read_bytes(), "golden")
    assert (taken.status, taken.applied) == ("applied", len(told()["numbers"]))
    assert shown(home, told()) == {one: of["values"] for one, of in told()["records"].items()}
    assert [one["field"] for one in conflicts.conflicts(home)] == ["name_ar"]
    assert list(check(home)) == []
    out = io.BytesIO()
    files.read(home, told()["file"], out)
    assert out.getvalue() == b"minutes"
    assert incoming.take(home, BUNDLE.read_bytes(), "golden").status == "known"


def test_the_home_still_writes(home: Store, tmp_path: Path) -> None:
    incoming.take(home, BUNDLE.read_bytes(), "golden")
    record.save(home, "organization", {"name_en": "new", "audience": "all"})
    done = outgoing.export(home, "QA-GVA", tmp_path / "out")
    assert done.changes > 0


def _make(place: Path) -> None:
    sites = found_network(place, ["QA-MFA", "QA-GVA", "QA-VIE"], random.Random(1), lambda: 1_790_000_000_000)
    ministry, geneva = sites[0].store, sites[1].store
    first = record.save(ministry, "organization", {"name_en": "Golden Body", "name_ar": "هيئة", "audience": "all"})
    done = outgoing.export(ministry, "QA-GVA", place / "there")
    for path in done.files:
        incoming.take(geneva, path.read_bytes(), "there")
    for store, name in ((ministry, "هيئة الوزارة"), (geneva, "هيئة البعثة")):
        record.save(store, "organization", {"id": first["id"], "name_ar": name, "tags": ["golden"]})
    minutes = place / "minutes.txt"
    minutes.write_bytes(b"minutes")
    file_id = files.attach(geneva, "organization", first["id"], minutes)["id"]
    person = record.save(geneva, "contact", {"name_en": "Example Person", "audience": "ministry"})
    values = {"title_en": "Golden report", "audience": "ministry", "agenda_items": [{"topic": "Budget"}]}
    report = record.save(geneva, "conference_report", values)
    gone = record.save(geneva, "organization", {"name_en": "deleted", "audience": "all"})
    record.delete(geneva, "organization", gone["id"])
    data = outgoing.export(geneva, "QA-MFA", place / "back").files[0].read_bytes()
    known = trust.enrolled(ministry)
    header = bundle.header_of(data, "golden")
    opened = bundle.opened(data, header, bundle.proven(data, header, known.trusted, "x"), known.keys.age, "x")
    signed = [segments.from_bytes(content) for kind, content in opened.items if kind == bundle.SEGMENT]
    numbers = [one.n for part in signed for one in segments.operations_of(part, segments.header_of(part))]
    wanted = {
        first["id"]: ("organization", {"name_en": "Golden Body", "tags": ["golden"]}),
        person["id"]: ("contact", {"name_en": "Example Person", "audience": "ministry"}),
        report["id"]: ("conference_report", {"title_en": "Golden report"}),
        report["agenda_items"][0]["id"]: ("agenda_item", {"topic": "Budget", "conference_report": report["id"]}),
        gone["id"]: ("organization", {"name_en": "deleted", "deleted": True}),
    }
    TOLD.write_text(
        json.dumps(
            {
                "roster": roster.to_bytes(known.trusted.trust).hex(), "identity": known.keys.age,
                "kinds": [kind for kind, _ in opened.items], "numbers": numbers, "file": file_id,
                "records": {one: {"type": type_, "values": values} for one, (type_, values) in wanted.items()},
            },
            indent=1, ensure_ascii=False,
        )
        + "\n",
        "utf-8",
    )  # fmt: skip
    BUNDLE.write_bytes(data)
    for site in sites:
        site.store.close()
    shutil.rmtree(sites[0].home / "inbox", ignore_errors=True)
    with tarfile.open(HOME, "w:xz") as packed:
        packed.add(sites[0].home, "home")


if __name__ == "__main__":
    if BUNDLE.exists():
        sys.exit("kept for ever")
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        _make(Path(folder))
