"""Committees: the ranking from points and weights, who stands aside, and what stays unseen while a meeting scores."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from coopdesk.errors import Refused
from coopdesk.operations import conflicts, history, listing, printing, record, steps, table_files
from coopdesk.operations.offers import minutes, nominating, ranking
from coopdesk.operations.offers.ranking import scored
from coopdesk.operations.table_export import export
from coopdesk.store.home import Store
from tests.operations.offers.nominees import expert, opportunity
from tests.operations.people import open_as, staff

NUMBERS = st.none() | st.integers(0, 100)
LINES = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from("xyz"), NUMBERS, NUMBERS, st.booleans()), max_size=20
)


@given(LINES)
def test_a_mean_lies_between_the_points_and_nobody_aside_counts(lines: list[Any]) -> None:
    found, aside = scored(lines)
    assert aside == {line[1] for line in lines if line[4]}
    for nomination, each in found.items():
        assert not aside & set(each)
        for assessor, mean in each.items():
            points = [
                one[3] for one in lines if one[:2] == (nomination, assessor) and one[3] is not None and one[2] != 0
            ]
            assert min(points) - 1e-9 <= mean <= max(points) + 1e-9


def test_weights_count() -> None:
    found, _ = scored([("a", "x", 3, 80, False), ("a", "x", 1, 40, False), ("a", "y", None, 50, False)])
    assert found == {"a": {"x": 70.0, "y": 50.0}}


def points(store: Store, nomination: str, assessor: str, given: int, **more: Any) -> str:
    view = record.save(
        store, "nomination",
        {"id": nomination, "assessments": [{"assessor": assessor, "criterion": "Merit", "points": given} | more]},
    )  # fmt: skip
    return str(view["assessments"][-1]["id"])


class Case:
    """An opportunity with two nominees, before a committee of three; ``people``: the officers by role."""

    def __init__(self, home: Path) -> None:
        self.home, self.people = home, staff(home)
        store = self.open("officer")
        self.offer = opportunity(store)
        self.first, self.second = (
            str(nominating.nominate(store, self.offer, expert(store, name_en=name))["id"])
            for name in ("First", "Second")
        )
        committee = record.save(store, "committee", {"name_en": "Nominations", "quorum": 2})["id"]
        values = {
            "committee": committee, "number": "1/2027", "on": "2027-01-10",
            "meeting_cases": [{"opportunity": self.offer}],
            "meeting_presences": [{"name": "One", "presence": "present"}, {"name": "Two", "presence": "absent"}],
        }  # fmt: skip
        self.meeting = str(record.save(store, "committee_meeting", values)["id"])
        store.close()

    def open(self, role: str) -> Store:
        return open_as(self.home, role)

    def sit(self) -> None:
        store = self.open("officer")
        lines = record.show(store, "committee_meeting", self.meeting)["meeting_presences"]
        there = [{"id": one["id"], "presence": "present"} for one in lines]
        record.save(store, "committee_meeting", {"id": self.meeting, "meeting_presences": there})
        steps.take(store, "committee_meeting", self.meeting, "open")
        store.close()


@pytest.fixture
def case(home: Path) -> Case:
    return Case(home)


def test_without_a_quorum_the_scoring_is_not_opened(case: Case) -> None:
    store = case.open("officer")
    with pytest.raises(Refused, match="1 are present, 2 are needed"):
        steps.take(store, "committee_meeting", case.meeting, "open")
    store.close()
    case.sit()


def test_no_table_takes_the_points_of_others_out_before_the_scoring_is_closed(case: Case, tmp_path: Path) -> None:
    case.sit()
    store = case.open("approver")
    points(store, case.first, case.people["approver"], 93, remark="Outstanding")
    store.close()
    for closed in (False, True):
        store = case.open("officer")
        if closed:
            steps.take(store, "committee_meeting", case.meeting, "close")
        held = []
        for type, name in (("nomination", "all.xlsx"), ("assessment", "all.csv"), ("assessment", "lines.xlsx")):
            out = tmp_path / f"{closed}-{name}"
            export(store, listing.open_list(store, type), out)
            held.append("Outstanding" in str(table_files.open_file(out)))
        assert held == [closed] * 3
        store.close()


def test_nobody_sees_the_points_of_others_before_the_scoring_is_closed(case: Case) -> None:
    case.sit()
    approver, officer = case.people["approver"], case.people["officer"]
    store = case.open("approver")
    theirs = points(store, case.first, approver, 93, remark="Outstanding")
    assert len(record.show(store, "nomination", case.first)["assessments"]) == 1
    store.close()
    store = case.open("officer")
    mine = points(store, case.first, officer, 41)
    assert [one["id"] for one in record.show(store, "nomination", case.first)["assessments"]] == [mine]
    assert listing.ids(store, listing.open_list(store, "assessment")) == [mine]
    assert listing.count(store, "assessment") == 1
    assert [one.plain for one in listing.values(store, "assessment", "points")] == [41]
    told = str(history.history(store, "nomination", case.first))
    assert "Outstanding" not in told
    assert "41" in told
    assert "Outstanding" not in str(history.as_of(store, "nomination", case.first))
    for refused in (
        lambda: record.show(store, "assessment", theirs),
        lambda: record.save(store, "assessment", {"id": theirs, "points": 1}),
        lambda: record.delete(store, "assessment", theirs),
        lambda: printing.prepare(store, "record-sheet", theirs, "en"),
        lambda: ranking.ranking(store, case.offer),
    ):
        with pytest.raises(Refused, match="not seen before the scoring is closed"):
            refused()
    steps.take(store, "committee_meeting", case.meeting, "close")
    assert len(record.show(store, "nomination", case.first)["assessments"]) == 2
    assert record.show(store, "assessment", theirs)["points"] == 93
    assert [one.score for one in ranking.ranking(store, case.offer).nominees] == [67.0, None]
    store.close()


def test_a_conflict_between_points_of_others_is_not_told(case: Case) -> None:
    case.sit()
    store = case.open("approver")
    theirs = points(store, case.first, case.people["approver"], 93)
    seen = record.show(store, "assessment", theirs)["_seen"]
    record.save(store, "assessment", {"id": theirs, "points": 92})
    record.save(store, "assessment", {"id": theirs, "points": 91, "_seen": seen}, concurrent=True)
    assert conflicts.conflicts(store, theirs) != []
    store.close()
    store = case.open("officer")
    assert conflicts.conflicts(store, theirs) == []
    store.close()


def test_who_has_a_conflict_of_interest_stands_aside_from_the_case(case: Case) -> None:
    store = case.open("officer")
    one, two, three = (case.people[role] for role in ("officer", "approver", "administrator"))
    for who, first, second in ((one, 60, 70), (two, 62, 74)):
        points(store, case.first, who, first)
        points(store, case.second, who, second)
    points(store, case.first, three, 100)
    points(store, case.second, three, 0, conflict=True)
    found = ranking.ranking(store, case.offer)
    assert [(one.name, one.score, one.rank, one.few) for one in found.nominees] == [
        ("Second", 72.0, 1, False), ("First", 61.0, 2, False),
    ]  # fmt: skip
    assert found.aside == [three]
    assert ranking.note_ranks(store, case.offer) == 2
    assert ranking.note_ranks(store, case.offer) == 0
    assert record.show(store, "nomination", case.second)["rank"] == 1
    store.close()


def test_a_reason_is_asked_where_the_first_was_not_taken(case: Case) -> None:
    case.sit()
    store = case.open("administrator")
    points(store, case.first, case.people["officer"], 60)
    points(store, case.second, case.people["officer"], 70)
    steps.take(store, "committee_meeting", case.meeting, "close")
    line = record.show(store, "committee_meeting", case.meeting)["meeting_cases"][0]["id"]

    def decide(**values: Any) -> None:
        record.save(store, "committee_meeting", {"id": case.meeting, "meeting_cases": [{"id": line} | values]})

    with pytest.raises(Refused, match="Write what was decided on “Energy adviser”"):
        steps.take(store, "committee_meeting", case.meeting, "sign")
    decide(chosen=case.first)
    with pytest.raises(Refused, match="First is not the first in the ranking of “Energy adviser”"):
        steps.take(store, "committee_meeting", case.meeting, "sign")
    decide(reason="The second withdrew by telephone")
    assert steps.take(store, "committee_meeting", case.meeting, "sign")["stage"] == "signed"
    store.close()


def test_the_minutes_are_drafted_from_the_decisions_once(case: Case) -> None:
    case.sit()
    store = case.open("officer")
    points(store, case.first, case.people["officer"], 60)
    points(store, case.second, case.people["officer"], 70)
    with pytest.raises(Refused, match="once the scoring is closed"):
        minutes.draft(store, case.meeting)
    steps.take(store, "committee_meeting", case.meeting, "close")
    line = record.show(store, "committee_meeting", case.meeting)["meeting_cases"][0]["id"]
    decided = {"id": line, "chosen": case.second, "decision": "Nominate her.", "recused": "The chair"}
    record.save(store, "committee_meeting", {"id": case.meeting, "meeting_cases": [decided]})
    told = minutes.draft(store, case.meeting)["minutes"]
    for said in ("Nominations held its meeting 1/2027", "Present: One, Two.", "1. Energy adviser",
                 "Ranking: 1: Second, 70; 2: First, 60.", "Stood aside: The chair.", "Chosen: Second.",
                 "Decision: Nominate her."):  # fmt: skip
        assert said in told
    with pytest.raises(Refused, match="written already"):
        minutes.draft(store, case.meeting)
    store.close()
