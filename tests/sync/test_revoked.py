"""Of a computer that is trusted no more, what the cutoff names counts, and what it is linked to; nothing else."""

from sqlalchemy import select

from coopdesk.history.operation import Operation, OpKind, pack
from coopdesk.operations import enrolment
from coopdesk.store.home import Store
from coopdesk.store.tables import FEED, SEGMENT, WRITER
from coopdesk.sync import bundle, feeds, incoming, segment as segments, trust
from coopdesk.sync.segment import Segment
from tests.sync.forger import Forger
from tests.sync.network import Network, organization, raw_id


def names_of(store: Store) -> set[str]:
    with store.reading() as connection:
        return set(connection.exec_driver_sql("SELECT name_en FROM organization").scalars())


def segments_of(store: Store, device: bytes) -> list[Segment]:
    """Return the segments of a device that are held, oldest first."""
    wanted = (
        select(SEGMENT).join(FEED, FEED.c.id == SEGMENT.c.feed).join(WRITER, WRITER.c.id == FEED.c.writer)
        .where(WRITER.c.name.between(device, device + b"\xff" * 8)).order_by(SEGMENT.c.no)
    )  # fmt: skip
    with store.reading() as connection:
        return [feeds.stored(row) for row in connection.execute(wanted)]


def carried(network: Network, sender: Store, to: Store, *several: Segment) -> incoming.Taken:
    """Let an honest desk bring these segments to another."""
    forger = Forger(network, sender, to)
    items = [(bundle.SEGMENT, segments.to_bytes(one)) for one in several]
    return incoming.take(to, forger.file(forger.plain(*items)), "x")


def written(network: Network, *names: str) -> None:
    """Let Vienna write a segment for each of these, which the Ministry then has."""
    for name in names:
        organization(network.vienna, name_en=name, audience="all")
        network.send(network.vienna, network.ministry)


def revoked(network: Network) -> None:
    """Revoke Vienna's computer; Geneva learns of it and has nothing of Vienna yet."""
    enrolment.revoke(network.ministry, "QA-VIE")
    with network.geneva.writing() as writing:
        trust.keep(writing.connection, trust.enrolled(network.ministry).trusted)


def forged(network: Network, like: Segment, before: bytes) -> Segment:
    """Return what a thief of Vienna's computer signs, under the number of a segment that it published before."""
    header, keys = segments.header_of(like), trust.keys_of(network.vienna)
    writer = header.writer
    made = Operation(writer, 1, 1 << 16, b"", 1, 1, 2, raw_id(2), 1, "", OpKind.SET, pack("forged"), (), ())
    return segments.make(keys.signing, writer, "all", header.no, before, 1, 1, [made])


def test_a_thief_writes_nothing_under_an_old_number(network: Network) -> None:
    written(network, "one", "two")
    first, second = segments_of(network.ministry, trust.enrolled(network.vienna).device)
    revoked(network)
    for like, before in ((first, b""), (second, first.name)):
        taken = carried(network, network.geneva, network.ministry, forged(network, like, before))
        assert (taken.withheld, taken.applied) == (1, 0)
        taken = carried(network, network.ministry, network.geneva, forged(network, like, before))
        assert (taken.withheld, taken.applied) == (1, 0)
    network.send(network.ministry, network.geneva)
    assert names_of(network.geneva) == {"one", "two"}


def test_what_the_next_segment_proves_counts_in_one_file_and_after_it(network: Network) -> None:
    written(network, "one", "two", "three")
    first, second, third = segments_of(network.ministry, trust.enrolled(network.vienna).device)
    revoked(network)
    assert carried(network, network.ministry, network.geneva, first).withheld == 1
    assert names_of(network.geneva) == set(), "nothing here tells yet that the thief did not write it"
    assert carried(network, network.ministry, network.geneva, second, third).withheld == 0
    assert names_of(network.geneva) == {"two", "three"}
    network.send(network.ministry, network.geneva)
    assert names_of(network.geneva) == {"one", "two", "three"}, "it was not acknowledged, so it comes again"


def test_segments_of_a_revoked_computer_are_sent_newest_first(network: Network) -> None:
    written(network, "one", "two", "three")
    revoked(network)
    data = network.files(network.ministry, "QA-GVA")[0].read_bytes()
    me = trust.enrolled(network.geneva)
    header = bundle.header_of(data, "x")
    opened = bundle.opened(data, header, bundle.proven(data, header, me.trusted, "x"), me.keys.age, "x")
    sent = [segments.decoded(segments.from_bytes(data).header) for kind, data in opened.items if kind == bundle.SEGMENT]
    device = trust.enrolled(network.vienna).device
    assert [one.no for one in sent if one.writer[:16] == device] == [3, 2, 1]


def test_what_is_not_believed_is_not_sent_on(network: Network) -> None:
    written(network, "one")
    (first,) = segments_of(network.ministry, trust.enrolled(network.vienna).device)
    carried(network, network.ministry, network.geneva, forged(network, first, b""))
    assert names_of(network.geneva) == {"forged"}, "it came before anybody knew"
    revoked(network)
    assert sum(one.withheld for one in network.send(network.geneva, network.ministry)) == 0
    assert names_of(network.ministry) == {"one"}


def test_the_ends_of_all_branches_are_trusted(network: Network) -> None:
    """A computer that went back without noticing wrote two segments of one number, and meant both."""
    written(network, "one")
    (first,) = segments_of(network.ministry, trust.enrolled(network.vienna).device)
    carried(network, network.vienna, network.ministry, forged(network, first, b""))
    revoked(network)
    ends = trust.enrolled(network.ministry).trusted.roster.revocations[0].cutoff
    assert sorted(name for *_, name in ends) == sorted(
        one.name for one in segments_of(network.ministry, trust.enrolled(network.vienna).device)
    )
    network.send(network.ministry, network.geneva)
    assert names_of(network.geneva) == {"one", "forged"}
