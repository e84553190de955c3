"""Several computers of an embassy exchange through a folder of the office, by themselves."""

import random
from pathlib import Path

import pytest

from coopdesk.errors import Refused
from coopdesk.operations import folders, record
from coopdesk.operations.folders import Folders
from tests.simulation.desks import Site, found_network
from tests.sync.network import Network, organization

_WALL = 1_790_000_000_000


@pytest.fixture
def embassy(tmp_path: Path):
    """Three computers of one mission, with the Ministry, and the folder that the three share."""
    codes = ["QA-MFA", "QA-GVA", "QA-GVA", "QA-GVA"]
    sites = found_network(tmp_path / "homes", codes, random.Random(3), lambda: _WALL)
    office = tmp_path / "office"
    office.mkdir()
    for site in sites[1:]:
        folders.watch(site.store, Folders(office=str(office)))
    yield sites, office
    for site in sites:
        site.store.close()


def rounds(sites: list[Site], count: int = 3) -> None:
    for _ in range(count):
        for site in sites:
            done = folders.run(site.store)
            assert not done.failed
            assert all(one["status"] in ("applied", "known") for one in done.told)


def test_what_one_colleague_writes_the_others_have(embassy) -> None:
    (_, *three), _ = embassy
    made = organization(three[0].store, name_en="Body", audience="ministry")
    assert folders.up_to_date(three[0].store) is False
    rounds(three)
    for site in three:
        assert record.show(site.store, "organization", made)["name_en"] == "Body"
    record.save(three[2].store, "organization", {"id": made, "name_ar": "هيئة"})
    rounds(three)
    assert {record.show(site.store, "organization", made)["name_ar"] for site in three} == {"هيئة"}
    assert [folders.up_to_date(site.store) for site in three] == [True, True, True]


def test_the_folder_does_not_fill_and_falls_silent(embassy) -> None:
    (_, *three), office = embassy
    for n in range(6):
        organization(three[n % 3].store, name_en=f"Body {n}")
        rounds(three, 2)
    rounds(three)
    assert len(list(office.iterdir())) <= len(three)
    before = sorted((one.name, one.stat().st_mtime_ns) for one in office.iterdir())
    rounds(three)
    assert sorted((one.name, one.stat().st_mtime_ns) for one in office.iterdir()) == before


def test_what_arrives_is_taken_and_what_is_to_go_is_written(network: Network, tmp_path: Path) -> None:
    arrived, out = tmp_path / "arrived", tmp_path / "out"
    arrived.mkdir(), out.mkdir()
    folders.watch(network.ministry, Folders(arrived=str(arrived), out={"QA-GVA": str(out)}))
    made = organization(network.geneva, name_en="Body")
    for path in network.files(network.geneva, "QA-MFA"):
        (arrived / path.name).write_bytes(path.read_bytes())
    (arrived / "torn.cdx").write_bytes(b"CDXB torn")
    first = folders.run(network.ministry)
    assert sorted(one["status"] for one in first.told) == ["applied", "refused"]
    assert record.show(network.ministry, "organization", made)["name_en"] == "Body"
    assert len(first.written) == 1
    assert sorted(path.name for path in arrived.iterdir())[-1] == "torn.cdx"
    assert folders.run(network.ministry) == folders.Done([], [], [])


def test_a_folder_that_is_none_or_serves_twice_is_refused(network: Network, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        folders.watch(network.ministry, Folders(office=str(tmp_path / "missing")))
    with pytest.raises(Refused):
        folders.watch(network.ministry, Folders(office=str(tmp_path), arrived=str(tmp_path)))


def test_a_folder_that_is_away_is_told(network: Network, tmp_path: Path) -> None:
    place = tmp_path / "stick"
    place.mkdir()
    folders.watch(network.ministry, Folders(arrived=str(place)))
    place.rmdir()
    assert len(folders.run(network.ministry).failed) == 1


def test_nothing_is_written_where_a_folder_was_that_is_away(embassy) -> None:
    (_, one, *_), office = embassy
    office.rmdir()
    organization(one.store, name_en="Body")
    done = folders.run(one.store)
    assert (done.written, len(done.failed)) == ([], 1)
    assert not office.exists()
    office.mkdir()
    assert len(folders.run(one.store).written) == 1
