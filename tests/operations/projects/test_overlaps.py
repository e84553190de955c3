"""Projects that overlap: which do, which do not, what is said of two that do, and nothing that a reader may not see."""

from typing import Any

import pytest

from coopdesk.operations import cautions, reach, record, remarks
from coopdesk.operations.projects import overlap_words
from coopdesk.operations.projects.overlaps import overlaps, plain
from coopdesk.records.overlap import Overlap, Spent
from coopdesk.records.project_money import Unconverted
from coopdesk.store.home import Store
from tests.operations.projects.ventures import paid, usd

RUNS = {"planned_start": "2026-01-01", "planned_end": "2099-06-30", "status": "implementation"}


def body(store: Store, name: str, **values: Any) -> str:
    return str(record.save(store, "organization", {"name_en": name, "type": "government", **values})["id"])


def project(store: Store, title: str, country: str = "YE", sector: str = "11220", **values: Any) -> str:
    given = {
        "title_en": title, "project_countries": [{"country": country}], "project_sectors": [{"sector": sector}],
        **RUNS, **values,
    }  # fmt: skip
    return str(record.save(store, "project", given)["id"])


def pairs(found: list[Overlap]) -> set[frozenset[str]]:
    return {frozenset((one.first.title, one.second.title)) for one in found}


@pytest.fixture
def school(store: Store) -> str:
    return project(store, "Schools", coordinating=body(store, "Ministry A"))


def test_two_in_one_country_sector_and_time_are_told(store: Store, school: str) -> None:
    fund = body(store, "Fund")
    project(store, "Classrooms", coordinating=body(store, "Ministry B"), planned_start="2027-03-10",
            planned_end="2099-02-01", participants=[{"organization": fund, "role": "implementing"}])  # fmt: skip
    [found] = overlaps(store, school)
    assert (found.first.title, found.second.title) == ("Schools", "Classrooms")
    assert (found.countries, found.sectors) == (("YE",), ("11220",))
    assert (found.since, found.until, found.months) == ("2027-03-10", "2099-02-01", 864)
    assert found.second.institutions == ("Ministry B", "Fund")
    first, second = sorted((found.first, found.second), key=lambda one: one.id)
    assert overlaps(store) == [found._replace(first=first, second=second)]


@pytest.mark.parametrize(
    "other",
    [
        {"country": "SO"},
        {"sector": "12110"},
        {"planned_start": "2020-01-01", "planned_end": "2025", "status": "closed"},
        {"planned_start": None, "planned_end": None},
        {"status": "cancelled"},
    ],
)
def test_what_is_elsewhere_otherwise_or_at_another_time_is_not(
    store: Store, school: str, other: dict[str, Any]
) -> None:
    project(store, "Other", **{"coordinating": body(store, "Ministry B"), **other})
    assert overlaps(store) == []


def test_another_purpose_of_one_category_is_told_as_the_category(store: Store, school: str) -> None:
    project(store, "Skills", sector="11230", coordinating=body(store, "Ministry B"))
    assert [one.sectors for one in overlaps(store)] == [("112",)]


def test_one_institution_that_leads_or_carries_out_both_knows_of_both(store: Store) -> None:
    ministry, other, agency = (body(store, name) for name in ("Ministry", "Other", "Agency"))
    carried = [{"organization": agency, "role": "implementing"}]
    project(store, "One", coordinating=ministry, participants=carried)
    project(store, "Two", proposing=ministry)
    project(store, "Three", coordinating=other, participants=carried)
    project(store, "Four", participants=carried)
    found = pairs(overlaps(store))
    assert frozenset(("One", "Two")) not in found
    assert frozenset(("One", "Four")) not in found
    assert frozenset(("One", "Three")) in found
    assert frozenset(("Two", "Four")) in found


def test_what_is_over_is_told_only_when_asked_and_what_is_late_goes_on(store: Store) -> None:
    past = {"planned_start": "2019-01-01", "planned_end": "2020-12"}
    project(store, "One", coordinating=body(store, "A"), **past, status="closed")
    project(store, "Two", coordinating=body(store, "B"), **past, status="closed")
    project(store, "Late", coordinating=body(store, "C"), **past)
    project(store, "New", coordinating=body(store, "D"))
    (found,) = overlaps(store)
    assert pairs([found]) == {frozenset(("Late", "New"))}
    assert (found.since, found.until) == (RUNS["planned_start"], RUNS["planned_end"])
    assert frozenset(("One", "Two")) in pairs(overlaps(store, over=True))


def test_those_that_go_on_without_an_end_come_first(store: Store) -> None:
    for name, end in (("A", "2090-01-01"), ("B", "2099-06-30"), ("C", None), ("D", None)):
        project(store, name, coordinating=body(store, name), planned_end=end)
    found = overlaps(store)
    assert len(found) == 6
    assert pairs(found[:1]) == {frozenset(("C", "D"))}
    assert [one.until for one in found[1:]] == ["2099-06-30"] * 2 + ["2090-01-01"] * 3


def test_a_reader_learns_nothing_of_what_he_may_not_see(store: Store, school: str) -> None:
    hidden, line = body(store, "Ministry B", classification="internal"), {"country": "SO"}
    secret = {"project_countries": [line, {"country": "YE", "classification": "internal"}]}
    public = {"classification": "public", "degree_reason": "Published"}
    record.save(store, "project", {"id": school, **public, "project_countries": [line]})
    project(store, "Open", coordinating=hidden, **public)
    project(store, "Line", coordinating=hidden, **{**public, **secret})
    project(store, "Closed", coordinating=body(store, "C"))
    who = reach.reader(store, upto="public")
    told = overlaps(store, school, who)
    assert len(overlaps(store, school)) == 3
    assert {one.second.title: (one.countries, one.second.institutions) for one in told} == {
        "Open": (("YE",), ()), "Line": (("SO",), ()),
    }  # fmt: skip


def test_the_no_objection_is_not_given_unaware_of_overlaps(store: Store, school: str) -> None:
    assert cautions.looks("project", "give")
    assert cautions.before_step(store, "project", school, "give") == []
    for title in ("A", "B", "C", "D"):
        project(store, title, coordinating=body(store, f"Ministry of {title}"))
    [told] = cautions.before_step(store, "project", school, "give")
    assert "It overlaps with 4 projects" in told
    assert "D" not in told


def test_what_was_agreed_stands_as_a_remark_on_both(store: Store, school: str) -> None:
    other = project(store, "Classrooms", coordinating=body(store, "Ministry B"))
    overlap_words.note(store, school, other, " One builds, the other equips ")
    said = {one: remarks.remarks(store, one)[0]["text"] for one in (school, other)}
    assert said == {
        school: "Agreed on the overlap with “Classrooms”: One builds, the other equips",
        other: "Agreed on the overlap with “Schools”: One builds, the other equips",
    }


def test_the_money_of_both_stands_beside_them_in_one_currency(store: Store, school: str) -> None:
    record.save(store, "project", {"id": school, "transactions": [
        paid("pledge", "2026-01-05", "900"), paid("commitment", "2026-01-05", "500"),
        paid("disbursement", "2026-02-01", "120"), paid("expenditure", "2026-03-01", "30"),
        paid("incoming", "2026-02-02", "100"),
    ]})  # fmt: skip
    qar = {"amount": "3640", "currency": "QAR"}
    project(store, "Classrooms", coordinating=body(store, "Ministry B"), transactions=[
        paid("incoming_commitment", "2026-01-05", "70"), paid("disbursement", "2026-02-01", "0", value=qar),
        paid("disbursement", "2026-02-09", "0", value=qar, equivalent=usd("1000")),
    ])  # fmt: skip
    [found] = overlaps(store, school)
    assert (found.currency, found.first.spent, found.second.spent) == (
        "USD", Spent(50_000, 15_000), Spent(7_000, 100_000, (Unconverted("QAR", 1, 364_000),)),
    )  # fmt: skip
    assert plain(found)["second"]["not_converted"] == [{"currency": "QAR", "transactions": 1, "amount": 3640.0}]


def test_money_for_fewer_readers_is_neither_counted_nor_told(store: Store, school: str) -> None:
    open_one = {"classification": "public", "degree_reason": "Published"}
    lines = [paid("disbursement", "2026-02-01", "5"), paid("disbursement", "2026-03-01", "7", classification="secret")]
    for id, title in ((school, "Schools"), (project(store, "Classrooms", coordinating=body(store, "B")), "Classrooms")):
        record.save(store, "project", {"id": id, "title_en": title, "transactions": lines, **open_one})
    [found] = overlaps(store, school)
    assert (found.first.spent.paid, found.first.degree, found.second.degree) == (1_200, "secret", "secret")
    [told] = overlaps(store, school, reach.ANYBODY._replace(upto="internal"))
    assert (told.first.spent.paid, told.first.degree, told.second.degree) == (500, "public", "public")
