"""Allocations by recipient and year: what holds, how it moved, what was paid, and what a reader may not see."""

from typing import Any

import pytest

from coopdesk.operations import listing, reach, record
from coopdesk.operations.projects.allocations import outlook, plain
from coopdesk.records.outlook import Cell, Line, together
from coopdesk.store.home import Store
from tests.operations.projects.ventures import body, paid, project, usd


def allocation(store: Store, recipient: str, year: int, first: str = "", *changes: str, **values: Any) -> str:
    lines = [{"on": f"{year}-0{place}-01", "amount": usd(one)} for place, one in enumerate(changes, 1)]
    given = {"recipient": recipient, "year": year, "allocation_changes": lines}
    given |= {"approved": usd(first)} if first else {}
    return str(record.save(store, "allocation", given | values)["id"])


def only(store: Store, **asked: Any) -> Line:
    [line] = outlook(store, **asked).lines
    return line


@pytest.fixture
def fund(store: Store) -> str:
    return body(store, "Fund")


def test_the_last_change_holds_and_is_compared_with_the_first_and_the_year_before(store: Store, fund: str) -> None:
    allocation(store, fund, 2025, "100")
    allocation(store, fund, 2026, "200", "260", "150")
    allocation(store, fund, 2027, planned=usd("90"))
    found = only(store)
    cell = found.cells[2026]
    assert (cell.first, cell.now, cell.since_first, cell.since_before) == (20_000, 15_000, -25.0, 50.0)
    assert (found.cells[2027].planned, found.cells[2027].now, found.cells[2027].first) == (True, 9_000, None)
    assert not cell.planned
    assert outlook(store).years == (2025, 2026, 2027)


def test_several_allocations_of_a_year_are_added_within_a_currency(store: Store, fund: str) -> None:
    ids = (allocation(store, fund, 2026, "100"), allocation(store, fund, 2026, "50", "60"))
    allocation(store, fund, 2026, approved={"amount": "70", "currency": "QAR"})
    found = outlook(store).lines
    assert [(one.currency, one.cells[2026].now) for one in found] == [("QAR", 7_000), ("USD", 16_000)]
    assert found[1].cells[2026].ids == ids


def test_what_was_paid_to_the_recipient_in_the_year_is_told(store: Store, fund: str) -> None:
    allocation(store, fund, 2026, "100")
    qar = {"amount": "364", "currency": "QAR"}
    project(store, "Aid", transactions=[
        paid("disbursement", "2026-03-01", "30", receiver=fund), paid("disbursement", "2025-03-01", "9", receiver=fund),
        paid("disbursement", "2026-04-01", "0", value=qar, equivalent=usd("10"), receiver=fund),
        paid("commitment", "2026-03-01", "80", receiver=fund), paid("disbursement", "2026-03-01", "5"),
    ])  # fmt: skip
    assert only(store).cells[2026].paid == 4_000


def test_a_change_in_another_currency_is_told_and_not_compared(store: Store, fund: str) -> None:
    id = allocation(store, fund, 2026, "100")
    record.save(store, "allocation", {
        "id": id, "allocation_changes": [{"on": "2026-02-01", "amount": {"amount": "300", "currency": "QAR"}}],
    })  # fmt: skip
    found = only(store)
    assert (found.currency, found.cells[2026]) == (
        "QAR",
        Cell(
            None,
            None,
            30_000,
            False,
            None,
            0,
            (id,),
            True,
            30_000,
            None,
            (),
        ),
    )


def test_only_recipients_whose_allocation_moved_are_asked_for(store: Store, fund: str) -> None:
    still, other = body(store, "Still"), body(store, "Other")
    allocation(store, fund, 2026, "100", "125")
    allocation(store, still, 2026, "100", "80")
    allocation(store, other, 2025, "100")
    allocation(store, other, 2026, "130")
    assert [one.name for one in outlook(store, moved=20).lines] == ["Fund", "Other"]
    assert [one.name for one in outlook(store, moved=25).lines] == ["Other"]


def test_a_reader_learns_nothing_of_what_he_may_not_see(store: Store, fund: str) -> None:
    public = {"classification": "public", "degree_reason": "Published"}
    allocation(store, fund, 2026, "100", **public)
    allocation(store, fund, 2026, "40")
    project(store, "Aid", transactions=[paid("disbursement", "2026-03-01", "30", receiver=fund)])
    record.save(store, "organization", {"id": fund, **public})
    cell = only(store, who=reach.reader(store, upto="public")).cells[2026]
    assert (cell.now, cell.paid) == (10_000, 0)
    assert only(store).cells[2026].now == 14_000


def test_only_the_allocations_of_a_list_count(store: Store, fund: str) -> None:
    allocation(store, fund, 2025, "1")
    allocation(store, fund, 2026, "2")
    found = listing.open_list(store, "allocation", where={"year": 2026})
    assert [one["year"] for one in plain(outlook(store, found=found))] == [2026]


def test_what_is_lacking_of_one_is_not_made_up_for_by_another(store: Store, fund: str) -> None:
    other = body(store, "Other")
    allocation(store, fund, 2026, "100", "80", planned=usd("120"))
    allocation(store, other, 2026, "50", planned=usd("30"))
    allocation(store, other, 2027, planned=usd("40"))
    project(store, "Aid", transactions=[paid("disbursement", "2026-01-05", "60", receiver=other)])
    lines = {line.name: line.cells for line in outlook(store).lines}
    assert (lines["Fund"][2026].gap, lines["Fund"][2026].unpaid) == (4_000, 8_000)
    assert (lines["Other"][2026].gap, lines["Other"][2026].unpaid, lines["Other"][2027].gap) == (0, 0, 4_000)
    [whole] = together(outlook(store).lines)
    assert (whole.cells[2026].gap, whole.cells[2026].unpaid, whole.cells[2026].now) == (4_000, 8_000, 13_000)
    assert (whole.cells[2026].first, whole.cells[2027].first, whole.cells[2027].before) == (15_000, None, None)


def test_each_change_is_told_with_what_held_before_it(store: Store, fund: str) -> None:
    id = allocation(store, fund, 2026, "100")
    qar = {"amount": "300", "currency": "QAR"}
    record.save(store, "allocation", {"id": id, "allocation_changes": [
        {"on": "2026-05-01", "amount": usd("150"), "decided_by": "Council", "reason": "Drought"},
        {"on": "2026-02-01", "amount": qar}, {"on": "2026-06-01", "amount": usd("120"), "classification": "secret"},
    ]})  # fmt: skip
    told = [(one.on, one.was, one.now, one.change) for one in outlook(store).changes]
    assert told == [
        ("2026-02-01", None, 30_000, None), ("2026-05-01", None, 15_000, None), ("2026-06-01", 15_000, 12_000, -20.0),
    ]  # fmt: skip
    assert "secret" in outlook(store).degrees.values()
    below = outlook(store, reach.ANYBODY._replace(upto="confidential"))
    assert ([one.on for one in below.changes][-1], "secret" in below.degrees.values()) == ("2026-05-01", False)


def test_a_payment_from_a_secret_project_makes_what_tells_of_it_secret(store: Store, fund: str) -> None:
    allocation(store, fund, 2026, "100", classification="internal")
    project(store, "Aid", classification="secret", transactions=[
        paid("disbursement", "2026-01-05", "60", receiver=fund),
    ])  # fmt: skip
    assert "secret" in outlook(store).degrees.values()
    below = outlook(store, reach.ANYBODY._replace(upto="internal"))
    assert (below.lines[0].cells[2026].paid, set(below.degrees.values())) == (0, {"internal"})
