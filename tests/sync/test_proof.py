"""What a step is worth at a desk that has it from a bundle: proven, or claimed by somebody who may not."""

from pathlib import Path
from typing import Any

import pytest

from coopdesk.errors import Refused
from coopdesk.operations import (
    conflicts,
    desk,
    enrolment,
    grants,
    officers,
    record,
    rights,
    standing,
    step_words,
    steps,
)
from coopdesk.records import ConferenceReport
from coopdesk.store.home import Store
from coopdesk.sync import trust
from tests.conftest import PASSPHRASE
from tests.sync.officers import REPORT, Offices, offices, report, worth

__all__ = ["offices"]


def clear(store: Store, id: str) -> None:
    steps.take(store, REPORT, id, "clear")


def claim(store: Store, id: str, own: Any = None, **values: object) -> None:
    """Write a clearance past the operations, as a crafted bundle would hold it; signed with a key, if one is given."""
    with store.writing() as writing:
        found: Any = record.existing(writing.session, ConferenceReport, id)
        claimed = {"stage": "cleared", "stage_on": "2026-09-01", "stage_by": store.officer, "stage_given": "here",
                   "audience": "ministry"}  # fmt: skip
        for name, value in (claimed | values).items():
            setattr(found, name, value)
        if own is not None:
            standing.sign(found, own)
        for name in ("stage_key", "stage_proof"):
            if name in values:
                setattr(found, name, values[name])


def test_a_clearance_at_a_mission_is_proven_at_the_ministry(offices: Offices) -> None:
    head = offices.another(offices.vienna, "approver")
    id = report(offices.vienna)
    steps.take(offices.vienna, REPORT, id, "submit")
    clear(head, id)
    offices.send(offices.vienna, offices.ministry)
    assert worth(offices.ministry, id) == ("proven", [])
    received = steps.take(offices.ministry, REPORT, id, "receive")
    assert received["stage"] == "received"
    offices.send(offices.ministry, offices.vienna)
    assert worth(offices.vienna, id) == ("proven", [])
    steps.take(offices.ministry, REPORT, id, "return", "Add the votes")
    offices.send(offices.ministry, offices.vienna)
    record.save(offices.vienna, REPORT, {"id": id, "lessons": "the votes"})
    clear(head, id)
    offices.send(offices.vienna, offices.ministry)
    assert worth(offices.ministry, id) == ("proven", [])
    assert record.show(offices.ministry, REPORT, id)["lessons"] == "the votes"


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ("unsigned", "unsigned"),
        ("own key", "not_entitled"),
        ("own key, name of the head", "not_entitled"),
        ("key of the head, own signature", "forged"),
        ("old signature of the head", "forged"),
        ("grant signed by himself", "not_entitled"),
        ("on paper, noted by himself", "not_entitled"),
    ],
)
def test_a_secretary_clears_by_no_bundle(offices: Offices, how: str, expected: str) -> None:
    paris = offices.paris()
    head = offices.another(offices.vienna, "approver")
    clerk = offices.another(offices.vienna, "secretary", "the words of the secretary")
    id, other = report(clerk), report(clerk)
    clear(head, other)
    own, theirs = clerk.own, record.show(clerk, REPORT, other)
    assert own is not None
    assert head.own is not None
    with pytest.raises(Refused):
        clear(clerk, id)
    with pytest.raises(Refused):
        record.save(clerk, REPORT, {"id": id, "stage": "cleared"})
    if how == "unsigned":
        claim(clerk, id, stage_by=head.officer)
    elif how == "own key":
        claim(clerk, id, own)
    elif how == "own key, name of the head":
        claim(clerk, id, own, stage_by=head.officer)
    elif how == "key of the head, own signature":
        claim(clerk, id, own, stage_by=head.officer, stage_key=grants.public_of(head.own))
    elif how == "old signature of the head":
        claim(clerk, id, **{n: v for n, v in theirs.items() if n.startswith("stage") and n != "stage"})
    elif how == "grant signed by himself":
        guard, clerk.guard = clerk.guard, lambda: None
        with clerk.writing() as writing:
            mine = grants.Grant(clerk.officer or "", clerk.desk, "approver", "2020-01-01", "2099-01-01")
            grants.give(clerk, writing, own, grants.public_of(own), mine)
        clerk.guard = guard
        claim(clerk, id, own)
    else:
        claim(clerk, id, own, stage_given="paper", stage_for=head.officer)
    offices.send(clerk, offices.ministry)
    for store in (clerk, head, offices.vienna, offices.ministry):
        assert worth(store, id)[0] == expected
    with pytest.raises(Refused, match="was not entitled to it"):
        steps.take(offices.ministry, REPORT, id, "receive")
    offices.send(offices.ministry, paris)
    assert rights.role_of(clerk) == "secretary"


def test_a_grant_of_another_desk_is_not_believed(offices: Offices) -> None:
    paris = offices.paris()
    clerk = offices.another(offices.vienna, "secretary")
    own, foreign = clerk.own, paris.own
    assert own is not None
    assert foreign is not None
    id = report(clerk)
    claim(clerk, id, own, audience="all")
    with paris.writing() as writing:
        for code in (clerk.desk, paris.desk):
            given = grants.Grant(clerk.officer or "", code, "approver", "2020-01-01")
            grants.give(paris, writing, foreign, grants.public_of(own), given)
    offices.send(paris, offices.ministry)
    offices.send(offices.ministry, offices.vienna)
    offices.send(clerk, offices.ministry)
    offices.send(offices.ministry, paris)
    for store in (clerk, offices.ministry, paris):
        assert worth(store, id)[0] == "not_entitled"
        assert grants.at(store, paris.desk).get(grants.public_of(own)), "the grant of the other desk has not come"


def test_two_clear_at_once(offices: Offices) -> None:
    head = offices.another(offices.vienna, "approver")
    id = report(offices.vienna)
    seen = record.show(offices.vienna, REPORT, id)
    clear(head, id)
    with offices.vienna.writing() as writing:
        writing.concurrent = True
        writing.seen[id] = int(seen["_seen"].partition("-")[0])
        found: Any = record.existing(writing.session, ConferenceReport, id)
        for name, value in (("stage", "cleared"), ("stage_by", offices.vienna.officer), ("stage_comment", "By me")):
            setattr(found, name, value)
        assert offices.vienna.own is not None
        standing.sign(found, offices.vienna.own)
    offices.send(offices.vienna, offices.ministry)
    open_ = [one for one in conflicts.conflicts(offices.ministry, id) if one["field"] == "stage"]
    assert len(open_) == 1
    values = conflicts.show(offices.ministry, open_[0]["id"])["values"]
    assert {one["value"]["stage_by"] for one in values} == {head.officer, offices.vienna.officer}
    of_each = [standing.of_step(offices.ministry, ConferenceReport, id, one["value"]) for one in values]
    assert [one and one.proof for one in of_each] == ["proven", "proven"]
    with pytest.raises(Refused, match="steps of the workflow"):
        conflicts.resolve(offices.ministry, open_[0]["id"], value={"stage": "noted"})
    by = next(place for place, one in enumerate(values) if one["value"]["stage_by"] == head.officer)
    conflicts.resolve(offices.ministry, open_[0]["id"], keep=by)
    assert worth(offices.ministry, id)[0] == "proven"
    assert record.show(offices.ministry, REPORT, id)["stage_by"] == head.officer


def test_a_clearance_of_what_changed_since_says_so(offices: Offices) -> None:
    head = offices.another(offices.vienna, "approver")
    id = report(offices.vienna)
    line = record.show(offices.vienna, REPORT, id)["agenda_items"][0]["id"]
    record.save(offices.vienna, REPORT, {"id": id, "audience": "ministry"})
    offices.send(offices.vienna, offices.ministry)
    record.save(offices.ministry, "agenda_item", {"id": line, "topic": "Another topic"})
    clear(head, id)
    offices.send(offices.vienna, offices.ministry)
    offices.send(offices.ministry, offices.vienna)
    for store in (offices.ministry, offices.vienna):
        assert worth(store, id) == ("proven", [])
        view = record.show(store, REPORT, id)
        assert [one["topic"] for one in view["agenda_items"]] == ["Trade"]
        told = step_words.banner(store, REPORT, view)
        assert told is not None
        assert [(one.old, one.new) for one in told.changes] == [("Trade", "Another topic")]


def test_a_step_keeps_its_worth_when_its_officer_goes(offices: Offices) -> None:
    head = offices.another(offices.vienna, "approver")
    id = report(offices.vienna)
    clear(head, id)
    officers.remove(offices.vienna, head.officer or "")
    offices.send(offices.vienna, offices.ministry)
    assert worth(offices.ministry, id) == ("proven", [])
    later = report(offices.vienna)
    claim(head, later, head.own, stage_on="2999-01-01")
    offices.send(offices.vienna, offices.ministry)
    assert worth(offices.ministry, later)[0] == "not_entitled"


def test_no_step_is_undone_into_an_older_one(offices: Offices) -> None:
    """An undone return would be a clearance again, by whoever undoes it."""
    from coopdesk.operations import history, saves

    head = offices.another(offices.vienna, "approver")
    clerk = offices.another(offices.vienna, "secretary", "the words of the secretary")
    id = report(clerk)
    clear(head, id)
    offices.send(clerk, offices.ministry)
    steps.take(offices.ministry, REPORT, id, "return", "Add the votes")
    offices.send(offices.ministry, clerk)
    change = next(one for one in history.history(clerk, REPORT, id) if one["field"] == "stage")["operation"]
    for road in (
        lambda: history.undo(clerk, change), lambda: saves.restore_value(clerk, REPORT, id, change, None),
    ):  # fmt: skip
        with pytest.raises(Refused, match="steps of the workflow"):
            road()
    assert record.show(clerk, REPORT, id)["stage"] == "returned"


def test_a_desk_that_named_its_officers_later_tells_the_ministry(offices: Offices, tmp_path: Path) -> None:
    home = tmp_path / "nobody"
    desk.init(home, code="QA-NOB", name_en="Nobody", name_ar="", passphrase=PASSPHRASE)
    store = desk.open_desk(home, PASSPHRASE)
    offices.enrol(store)
    with pytest.raises(Refused, match="belongs to a Ministry already"):
        offices.enrol(store)
    assert not enrolment.asks_again(store)
    officers.add(store, {"name_en": "The first"}, "administrator")
    assert enrolment.asks_again(store)
    store.close()
    store = desk.open_desk(home, PASSPHRASE)
    id = report(store)
    clear(store, id)
    offices.send(store, offices.ministry)
    assert worth(offices.ministry, id)[0] == "not_entitled"
    assert (asked(offices.ministry), asked(offices.vienna)) == ({"QA-NOB"}, set())
    with pytest.raises(Refused, match="first administrator of QA-NOB"):
        steps.take(offices.ministry, REPORT, id, "receive")
    assert [enrolment.asks_again(one) for one in (store, offices.vienna, offices.ministry)] == [True, False, False]
    offices.enrol(store)
    assert asked(offices.ministry) == set()
    assert not enrolment.asks_again(store)
    assert worth(offices.ministry, id)[0] == "proven"
    with pytest.raises(Refused, match="belongs to a Ministry already"):
        offices.enrol(store)
    store.close()


def asked(store: Store) -> set[str]:
    """Return the desks that have to send their request again."""
    return {one["code"] for one in enrolment.listed(store) if one["asks_again"]}


def test_the_ministry_names_its_first_administrator_later(offices: Offices, tmp_path: Path) -> None:
    home = tmp_path / "central"
    desk.init(home, code="QA-MIN", name_en="Ministry", name_ar="", passphrase=PASSPHRASE, ministry=True)
    for before in (0, 1):
        store = desk.open_desk(home, PASSPHRASE)
        assert len(trust.enrolled(store).trusted.roster.administrators) == before
        if not before:
            officers.add(store, {"name_en": "The first"}, "administrator")
        assert not enrolment.asks_again(store)
        store.close()


def again(store: Store, id: str, values: dict[str, Any], *, apart: bool = False) -> None:
    """Write what a step said once more, as a crafted bundle would hold it; ``apart``: as if nothing had been seen."""
    with store.writing() as writing:
        if apart:
            writing.concurrent = True
            writing.seen[id] = 0
        found: Any = record.existing(writing.session, ConferenceReport, id)
        for name, value in values.items():
            setattr(found, name, value)


@pytest.fixture
def returned(offices: Offices) -> tuple[Store, str, dict[str, Any]]:
    """A report whose clearance was returned; who would rather have it cleared; and what the clearance said."""
    head = offices.another(offices.vienna, "approver")
    clerk = offices.another(offices.vienna, "secretary", "the words of the secretary")
    id = report(clerk)
    clear(head, id)
    cleared = {name: value for name, value in record.show(clerk, REPORT, id).items() if name.startswith("stage")}
    offices.send(clerk, offices.ministry)
    steps.take(offices.ministry, REPORT, id, "return", "Add the votes")
    offices.send(offices.ministry, clerk)
    return clerk, id, cleared


def test_an_old_clearance_that_is_written_again_counts_for_nothing(
    offices: Offices, returned: tuple[Store, str, dict[str, Any]]
) -> None:
    clerk, id, cleared = returned
    again(clerk, id, cleared)
    offices.send(clerk, offices.ministry)
    for store in (clerk, offices.vienna, offices.ministry):
        assert worth(store, id)[0] == "repeated"
        banner = step_words.banner(store, REPORT, record.show(store, REPORT, id))
        assert banner is not None
        assert banner.tone == "error"
        assert _AGAIN in banner.worth
        assert step_words.clearance(store, REPORT, id).standing.proof == "repeated"
    with pytest.raises(Refused, match="an older one that was written again"):
        steps.take(offices.ministry, REPORT, id, "receive")
    steps.take(offices.ministry, REPORT, id, "return", "Add the votes")
    offices.send(offices.ministry, clerk)
    steps.take(offices.vienna, REPORT, id, "clear")
    offices.send(offices.vienna, offices.ministry)
    for store in (clerk, offices.ministry):
        clearances = [one for one in step_words.said(store, REPORT, id) if one["stage"] == "cleared"]
        of_each = [standing.of_step(store, ConferenceReport, id, one) for one in clearances]
        assert [one and one.proof for one in of_each] == ["proven", "repeated", "proven"]
        assert worth(store, id) == ("proven", [])
        assert step_words.clearance(store, REPORT, id).standing.proof == "proven"
    steps.take(offices.ministry, REPORT, id, "receive")


_AGAIN = "This is an older step that was written again. It counts for nothing until it is taken anew."


def test_an_old_clearance_beside_what_followed_is_told_from_it(
    offices: Offices, returned: tuple[Store, str, dict[str, Any]]
) -> None:
    clerk, id, cleared = returned
    again(clerk, id, cleared, apart=True)
    offices.send(clerk, offices.ministry)
    open_ = [one for one in conflicts.conflicts(offices.ministry, id) if one["field"] == "stage"]
    values = conflicts.show(offices.ministry, open_[0]["id"])["values"]
    of_each = {
        one["value"]["stage"]: standing.of_step(offices.ministry, ConferenceReport, id, one["value"]) for one in values
    }
    assert {stage: one and one.proof for stage, one in of_each.items()} == {
        "cleared": "repeated", "returned": "proven",
    }  # fmt: skip


def test_who_says_the_same_twice_on_one_day_repeats_nothing(
    offices: Offices, returned: tuple[Store, str, dict[str, Any]]
) -> None:
    _, id, _ = returned
    clear(offices.vienna, id)
    offices.send(offices.vienna, offices.ministry)
    steps.take(offices.ministry, REPORT, id, "return", "Add the votes")
    offices.send(offices.ministry, offices.vienna)
    for store in (offices.vienna, offices.ministry):
        assert worth(store, id)[0] == "proven"


def test_a_step_that_is_kept_of_two_repeats_nothing_however_often_it_is_decided(offices: Offices) -> None:
    head = offices.another(offices.vienna, "approver")
    id = report(offices.vienna)
    seen = record.show(offices.vienna, REPORT, id)
    clear(head, id)
    with offices.vienna.writing() as writing:
        writing.concurrent = True
        writing.seen[id] = int(seen["_seen"].partition("-")[0])
        found: Any = record.existing(writing.session, ConferenceReport, id)
        found.stage, found.stage_by = "submitted", offices.vienna.officer
        assert offices.vienna.own is not None
        standing.sign(found, offices.vienna.own)
    offices.send(offices.vienna, offices.ministry)

    def keep(store: Store, stage: str) -> None:
        open_ = next(one for one in conflicts.conflicts(store, id) if one["field"] == "stage")
        values = conflicts.show(store, open_["id"])["values"]
        conflicts.resolve(store, open_["id"], keep=[one["value"]["stage"] for one in values].index(stage))

    keep(offices.vienna, "submitted")
    keep(offices.ministry, "cleared")
    offices.send(offices.ministry, offices.vienna)
    offices.send(offices.vienna, offices.ministry)
    keep(offices.ministry, "cleared")
    offices.send(offices.ministry, offices.vienna)
    for store in (offices.vienna, offices.ministry):
        assert record.show(store, REPORT, id)["stage"] == "cleared"
        assert worth(store, id) == ("proven", [])
