"""Files travel in pieces by want and have, the smallest first; their names never become paths."""

import random
from io import BytesIO
from pathlib import Path
from unittest.mock import patch

import pytest

from coopdesk.errors import Damaged
from coopdesk.operations import files, record
from coopdesk.store.check import check
from coopdesk.store.home import Store
from coopdesk.sync import bundle, incoming, outgoing, trust
from tests.sync.network import Network, organization


def attached(network: Network, content: bytes, name: str = "file.bin", record_id: str | None = None) -> tuple[str, str]:
    one = record_id or organization(network.geneva, name_en="With files", audience="all")
    path = network.place / name
    path.write_bytes(content)
    return one, files.attach(network.geneva, "organization", one, path)["id"]


def read(store: Store, file_id: str) -> bytes:
    out = BytesIO()
    files.read(store, file_id, out)
    return out.getvalue()


def chunks_in(network: Network, data: bytes) -> list[int]:
    """Return the sizes of the pieces of files in a bundle for the Ministry."""
    me = trust.enrolled(network.ministry)
    header = bundle.header_of(data, "x")
    opened = bundle.opened(data, header, bundle.proven(data, header, me.trusted, "x"), me.keys.age, "x")
    return [len(content) for kind, content in opened.items if kind == bundle.CHUNK]


def parts(network: Network, size: int = outgoing.SMALLEST) -> list[bytes]:
    return [path.read_bytes() for path in network.files(network.geneva, "QA-MFA", size=size)]


def wanted(store: Store) -> int:
    with store.reading() as connection:
        return connection.exec_driver_sql("SELECT count(*) FROM wanted").scalar() or 0


def test_a_file_arrives_as_it_was(network: Network) -> None:
    content = b"".join(n.to_bytes(4, "big") for n in range(700_000))
    _, file_id = attached(network, content)
    for data in parts(network):
        incoming.take(network.ministry, data, "x")
    assert read(network.ministry, file_id) == content
    assert wanted(network.ministry) == 0
    network.send(network.ministry, network.vienna)
    assert read(network.vienna, file_id) == content


def test_words_go_before_files_and_small_files_before_large_ones(network: Network) -> None:
    one, _ = attached(network, random.Random(1).randbytes(2_400_005), "large.bin")
    attached(network, b"small", "small.bin", one)
    attached(network, random.Random(2).randbytes(54_000), "middle.bin", one)
    made = parts(network)
    sizes = [size for data in made for size in chunks_in(network, data)]
    assert sizes == [5, 54_000, 1 << 20, 1 << 20, 2_400_005 - (2 << 20)]
    assert len(made) > 1
    assert chunks_in(network, made[-1])
    incoming.take(network.ministry, made[0], "x")
    assert record.show(network.ministry, "organization", one)["name_en"] == "With files"


def test_a_piece_that_is_missing_is_asked_for_and_comes(network: Network) -> None:
    content = random.Random(3).randbytes(2_304_000)
    _, file_id = attached(network, content)
    made = parts(network)
    assert len(made) > 1
    for data in made[:-1]:
        incoming.take(network.ministry, data, "x")
    assert wanted(network.ministry) == len(chunks_in(network, made[-1]))
    with pytest.raises(Damaged):
        read(network.ministry, file_id)
    assert list(check(network.ministry)) == [], "what is still to come is no damage"
    network.send(network.ministry, network.geneva)
    network.send(network.geneva, network.ministry)
    assert read(network.ministry, file_id) == content
    assert wanted(network.ministry) == 0


def test_pieces_may_come_before_the_words(network: Network) -> None:
    content = random.Random(3).randbytes(2_304_000)
    _, file_id = attached(network, content)
    for data in reversed(parts(network)):
        incoming.take(network.ministry, data, "x")
    assert read(network.ministry, file_id) == content
    assert wanted(network.ministry) == 0


def test_what_a_peer_has_is_not_sent_again(network: Network) -> None:
    attached(network, b"content" * 1_000)
    for _ in range(2):
        network.send(network.geneva, network.ministry)
        network.send(network.ministry, network.geneva)
    assert [chunks_in(network, data) for data in parts(network)] == [[]]


def test_nobody_asks_his_way_into_a_file_that_is_not_for_him(network: Network) -> None:
    one = organization(network.geneva, name_en="For the Ministry", audience="ministry")
    _, file_id = attached(network, b"not for Vienna", record_id=one)
    network.send(network.geneva, network.ministry)
    chunk = record.show(network.ministry, "attachment", file_id)["chunks"]
    with network.vienna.writing() as writing:
        writing.connection.exec_driver_sql("INSERT INTO wanted (chunk) VALUES (?)", (chunk,))
    network.send(network.vienna, network.ministry)
    network.send(network.ministry, network.vienna)
    assert wanted(network.vienna) == 1


@pytest.mark.parametrize(
    "name", ["..\\..\\evil.exe", "../../evil", "CON", "a\x00b", "x" * 400, "/etc/passwd", "‮gpj.exe"]
)
def test_a_name_from_elsewhere_is_no_path(network: Network, tmp_path: Path, name: str) -> None:
    one, file_id = attached(network, b"content")
    with network.geneva.writing() as writing:
        from coopdesk.records import Attachment

        writing.session.get(Attachment, record_rid(network.geneva, file_id)).name = name
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    network.send(network.geneva, network.ministry)
    assert read(network.ministry, file_id) == b"content"
    assert [one["name"] for one in files.files(network.ministry, "organization", one)] == [name]
    made = {path for path in tmp_path.rglob("*") if path.is_file()} - before
    assert all("evil" not in path.name and "passwd" not in path.name and path.name != "CON" for path in made)


def record_rid(store: Store, record_id: str) -> int:
    with store.reading() as connection:
        return connection.exec_driver_sql("SELECT rid FROM record WHERE id = ?", (record_id,)).scalar()


def test_a_damaged_piece_stops_no_export(network: Network) -> None:
    attached(network, b"content" * 1_000)
    with patch.object(outgoing.files, "read_chunk", side_effect=Damaged(outgoing._UNREAD, place="x")):
        made = parts(network)
    assert incoming.take(network.ministry, made[0], "x").applied
    assert wanted(network.ministry) == 1
    network.send(network.ministry, network.geneva)
    network.send(network.geneva, network.ministry)
    assert wanted(network.ministry) == 0


def test_a_piece_is_what_its_name_says(network: Network) -> None:
    """Nobody can put other bytes in the place of a piece: it lies under the hash of what it is."""
    from tests.sync.forger import Forger

    _, file_id = attached(network, b"content" * 1_000)
    forger = Forger(network)
    incoming.take(network.ministry, forger.file(forger.plain((bundle.CHUNK, b"other" * 1_000))), "x")
    network.send(network.geneva, network.ministry)
    assert read(network.ministry, file_id) == b"content" * 1_000
