"""Who receives a record: widening carries it whole, narrowing ends what is sent, nothing reaches whom it is not for."""

import pytest
from sqlalchemy import select

from coopdesk.operations import files, record
from coopdesk.store.home import Store
from coopdesk.store.tables import FEED, SEGMENT
from coopdesk.sync import feeds, receivers, trust
from coopdesk.sync.audiences import feed_audience, members
from tests.sync.network import Network, organization


def names(store: Store, table: str = "organization", column: str = "name_en") -> set[str]:
    with store.reading() as connection:
        return set(connection.exec_driver_sql(f"SELECT {column} FROM {table}").scalars())


def exchanged(network: Network) -> None:
    """Let everybody tell the Ministry what he has, and the Ministry everybody what is for him."""
    for _ in range(2):
        for mission in (network.geneva, network.vienna):
            network.send(mission, network.ministry)
        for mission in (network.geneva, network.vienna):
            network.send(network.ministry, mission)


def audiences_at(store: Store) -> set[str]:
    """Return the audiences of the segments that a desk holds."""
    with store.reading() as connection:
        held = select(FEED.c.audience).join(SEGMENT, SEGMENT.c.feed == FEED.c.id).distinct()
        return set(connection.execute(held).scalars())


@pytest.mark.parametrize(
    ("audience", "ministry", "vienna"),
    [
        ("all", True, True),
        ("ministry", True, False),
        ("QA-VIE", True, True),
        ("ELECTION", True, True),
        ("QA-XXX", True, False),
        ("local", False, False),
    ],
)
def test_a_record_reaches_those_whom_it_is_for(network: Network, audience: str, ministry: bool, vienna: bool) -> None:
    organization(network.geneva, name_en="Body", audience=audience)
    exchanged(network)
    assert (names(network.ministry) == {"Body"}) is ministry
    assert (names(network.vienna) == {"Body"}) is vienna
    for store in (network.ministry, network.vienna):
        me = trust.enrolled(store)
        assert all(store.desk in members(one, me.trusted) for one in audiences_at(store))


def test_what_is_local_is_in_no_segment(network: Network) -> None:
    organization(network.geneva, name_en="Draft", audience="local")
    exchanged(network)
    assert audiences_at(network.geneva) == set()
    with network.geneva.reading() as connection:
        assert feeds.unsealed(connection, trust.enrolled(network.geneva).device) == 0


def test_widening_carries_what_was_written_before(network: Network) -> None:
    one = organization(network.geneva, name_en="Body", audience="ministry")
    exchanged(network)
    assert names(network.vienna) == set()
    record.save(network.ministry, "organization", {"id": one, "name_ar": "هيئة"})
    record.save(network.ministry, "organization", {"id": one, "audience": "all"})
    exchanged(network)
    assert names(network.vienna) == {"Body"}
    assert names(network.vienna, column="name_ar") == {"هيئة"}
    late = record.save(network.geneva, "organization", {"id": one, "website": "https://example.org"})
    assert late["created_desk"] == "QA-GVA"
    exchanged(network)
    assert names(network.vienna, column="website") == {"https://example.org"}


def test_who_widens_carries_what_others_wrote_without_waiting_for_them(network: Network) -> None:
    one = organization(network.geneva, name_en="Body", audience="ministry")
    network.send(network.geneva, network.ministry)
    record.save(network.ministry, "organization", {"id": one, "audience": "all"})
    network.send(network.ministry, network.vienna)
    assert names(network.vienna) == {"Body"}


def test_who_hears_of_a_widening_later_carries_what_he_wrote(network: Network) -> None:
    one = organization(network.geneva, name_en="Body", audience="ministry")
    network.send(network.geneva, network.ministry)
    record.save(network.geneva, "organization", {"id": one, "name_ar": "هيئة"})
    network.files(network.geneva, "QA-MFA")  # sealed for the Ministry alone, and lost
    record.save(network.ministry, "organization", {"id": one, "audience": "all"})
    exchanged(network)
    assert names(network.vienna, column="name_ar") == {"هيئة"}


def test_widening_takes_owned_records_and_files_along(network: Network, tmp_path) -> None:
    path = tmp_path / "minutes.txt"
    path.write_bytes(b"minutes")
    report = record.save(
        network.geneva, "conference_report", {"title_en": "Report", "agenda_items": [{"topic": "Budget"}]}
    )
    files.attach(network.geneva, "conference_report", report["id"], path)
    record.save(network.geneva, "conference_report", {"id": report["id"], "audience": "ministry"})
    exchanged(network)
    assert names(network.ministry, "agenda_item", "topic") == {"Budget"}
    assert names(network.vienna, "agenda_item", "topic") == set()
    record.save(network.geneva, "conference_report", {"id": report["id"], "audience": "all"})
    exchanged(network)
    assert names(network.vienna, "agenda_item", "topic") == {"Budget"}
    assert [one["name"] for one in files.files(network.vienna, "conference_report", report["id"])] == ["minutes.txt"]


@pytest.mark.parametrize("first", ["all", "ministry"])
def test_a_line_may_be_for_fewer_than_its_report(network: Network, first: str) -> None:
    """Also where the report is for more desks only later, and what was written before is carried to them."""
    report = record.save(network.geneva, "conference_report", {"title_en": "Report", "audience": first})
    for topic, audience in (("open", None), ("for the Ministry", "ministry")):
        record.save(
            network.geneva, "agenda_item", {"conference_report": report["id"], "topic": topic, "audience": audience}
        )
    exchanged(network)
    record.save(network.geneva, "conference_report", {"id": report["id"], "audience": "all"})
    exchanged(network)
    assert names(network.ministry, "agenda_item", "topic") == {"open", "for the Ministry"}
    assert names(network.vienna, "agenda_item", "topic") == {"open"}


def test_widening_a_report_leaves_lines_for_fewer_behind(network: Network) -> None:
    report = record.save(network.geneva, "conference_report", {"title_en": "Report", "audience": "ministry"})
    for topic, audience in (("open", None), ("for the Ministry", "ministry")):
        record.save(
            network.geneva, "agenda_item", {"conference_report": report["id"], "topic": topic, "audience": audience}
        )
    exchanged(network)
    record.save(network.geneva, "conference_report", {"id": report["id"], "audience": "all"})
    exchanged(network)
    assert names(network.ministry, "agenda_item", "topic") == {"open", "for the Ministry"}
    assert names(network.vienna, "agenda_item", "topic") == {"open"}


def test_narrowing_ends_what_is_sent(network: Network) -> None:
    one = organization(network.geneva, name_en="Body", audience="all")
    exchanged(network)
    record.save(network.geneva, "organization", {"id": one, "audience": "ministry"})
    record.save(network.geneva, "organization", {"id": one, "name_ar": "لا تُرسل"})
    exchanged(network)
    assert names(network.ministry, column="name_ar") == {"لا تُرسل"}
    assert names(network.vienna) == {"Body"}
    assert names(network.vienna, column="name_ar") == {None}


def test_what_the_ministry_writes_comes_home_whatever_its_clock_says(network: Network) -> None:
    """A record for the Ministry belongs to the desk that made it, not to whose clock is the earliest."""
    network.sites[0].skew = -40 * 365 * 86_400_000
    one = organization(network.geneva, name_en="Ours", audience="ministry")
    exchanged(network)
    record.save(network.ministry, "organization", {"id": one, "name_ar": "لنا"})
    exchanged(network)
    assert names(network.geneva, column="name_ar") == {"لنا"}
    assert record.show(network.ministry, "organization", one)["created_desk"] == "QA-GVA"


def test_while_desks_disagree_the_fewest_receive(network: Network) -> None:
    one = organization(network.ministry, name_en="Body", audience="QA-GVA")
    network.send(network.ministry, network.geneva)
    for store, audience in ((network.ministry, "all"), (network.geneva, "ministry")):
        record.save(store, "organization", {"id": one, "audience": audience})
    network.send(network.geneva, network.ministry)
    record.save(network.ministry, "organization", {"id": one, "name_ar": "لمن؟"})
    network.send(network.ministry, network.vienna)
    assert names(network.vienna) == set()


@pytest.mark.parametrize(
    ("audience", "origin", "expected"),
    [
        ("all", "QA-GVA", "all"),
        ("local", "QA-GVA", None),
        (None, "QA-GVA", None),
        ("", None, None),
        ("ministry", "QA-GVA", "ministry+QA-GVA"),
        ("QA-VIE", "QA-GVA", "ministry+QA-GVA+QA-VIE"),
        ("ELECTION", None, "ministry+ELECTION"),
    ],
)
def test_the_audience_of_a_feed_names_every_desk(
    audience: str | None, origin: str | None, expected: str | None
) -> None:
    assert feed_audience(audience, origin) == expected


def test_of_several_audiences_the_one_of_fewest_desks_counts() -> None:
    assert receivers.narrowest(["all", "ministry+QA-GVA", None]) is None
    assert receivers.narrowest(["all", "ministry+QA-GVA"]) == "ministry+QA-GVA"
    assert receivers.narrowest(["ministry+QA-GVA+QA-VIE", "ministry+QA-GVA"]) == "ministry+QA-GVA"
