"""The tally of a candidature and the account with each State."""

from typing import Any

import pytest
from hypothesis import given, strategies as st

from coopdesk.operations import record, state_file
from coopdesk.operations.offers import candidatures, ledger_of_support
from coopdesk.records.tally import REGIONS, counted, worth
from coopdesk.store.home import Store
from coopdesk.store.seed import published_id

ANSWERS = st.sampled_from([None, "yes", "no", "undecided", "considering"])
LINES = st.lists(
    st.fixed_dictionaries({
        "country": st.sampled_from(["OM", "MA", "CH", "FR", None]), "answer": ANSWERS, "answer_capital": ANSWERS,
        "answer_seat": ANSWERS, "form": st.sampled_from([None, "written", "oral", "none"]),
        "confidence": st.sampled_from([None, "certain", "likely", "doubtful", "unlikely"]),
        "verified_on": st.sampled_from([None, "2026-01-01"]),
    }),
    max_size=12,
)  # fmt: skip


@given(LINES)
def test_every_state_counts_once_and_a_promise_for_no_more_than_one_vote(lines: list[dict[str, Any]]) -> None:
    found = counted(lines, None)
    states = len({one["country"] or str(place) for place, one in enumerate(lines)})
    assert found.pledged + found.against + found.open + found.silent == states
    assert found.written <= found.pledged
    assert 0 <= found.discounted <= found.pledged


@given(LINES.filter(bool))
def test_a_written_verified_and_certain_promise_is_worth_most(lines: list[dict[str, Any]]) -> None:
    sure = {"form": "written", "confidence": "certain", "verified_on": "2026-01-01"}
    assert all(worth({**one, **sure}) == 1.0 >= worth(one) for one in lines)


def line(**values: Any) -> dict[str, Any]:
    keys = ("country", "answer", "answer_capital", "answer_seat", "form", "confidence", "verified_on")
    return {name: values.get(name) for name in keys}


@pytest.mark.parametrize(
    ("capital", "seat", "pledged", "open"), [("yes", "undecided", 0, 1), ("yes", "yes", 1, 0), (None, "yes", 1, 0)]
)
def test_two_answers_of_one_state_count_as_the_lower(capital: str, seat: str, pledged: int, open: int) -> None:
    found = counted([line(country="OM", answer_capital=capital, answer_seat=seat)], None)
    assert (found.pledged, found.open) == (pledged, open)


def test_the_ledger_of_a_candidature_is_counted(store: Store) -> None:
    ledger = [
        {"country": "OM", "answer": "yes", "form": "written", "confidence": "certain", "verified_on": "2026-01-01"},
        {"country": "MA", "answer": "yes", "form": "oral", "confidence": "likely"},
        {"country": "CH", "answer": "undecided"},
        {"country": "FR"},
    ]
    id = record.save(store, "candidature", {"title_en": "Council", "needed": 97, "support": ledger})["id"]
    found = candidatures.tally(store, id)
    assert found == (2, 1, 1.5, 0, 1, 1, 97)
    assert found.lacking == 95.5


def test_the_account_with_a_state_shows_both_directions(store: Store) -> None:
    ours = record.save(store, "candidature", {"title_en": "Council", "support": [{"country": "OM", "answer": "yes"}]})[
        "id"
    ]
    for values in (
        {"country": "OM", "seat": "Executive Board", "answer": "yes", "voted": "kept", "exchange_for": ours},
        {"country": "OM", "seat": "Committee"}, {"country": "MA", "seat": "Court", "answer": "no"},
    ):  # fmt: skip
        record.save(store, "support_request", values)
    found = candidatures.accounts(store)
    assert [(one.country, one.theirs, one.ours, one.pending, one.kept) for one in found] == [
        ("OM", ("Executive Board",), ("Council",), ("Committee",), 1)
    ]


def test_every_state_stands_in_the_ledger_by_its_group_whether_it_was_asked_or_not(store: Store) -> None:
    lines = [{"country": "OM", "answer": "yes"}, {"country": "FR"}]
    id = record.save(store, "candidature", {"title_en": "Council", "support": lines})["id"]
    found = ledger_of_support.ledger(store, id).stands
    assert len(found) == len({one.country for one in found}) > 190
    assert [one.region for one in found] == sorted((one.region for one in found), key=[*REGIONS, ""].index)
    asked = {one.country: (one.region, one.answer, one.silent) for one in found if one.line}
    assert asked == {"OM": ("un_asia_pacific", "yes", False), "FR": ("un_weog", None, True)}


def test_what_a_state_said_is_noted_in_its_one_line(store: Store) -> None:
    id = record.save(store, "candidature", {"title_en": "Council"})["id"]
    ledger_of_support.note(store, id, "OM", {"answer": "considering"})
    ledger_of_support.note(store, id, "OM", {"answer": "yes", "form": "written"})
    ledger_of_support.note(store, id, "MA", {"answer": "no"})
    said = {(one["country"], one["answer"], one["form"]) for one in record.show(store, "candidature", id)["support"]}
    assert said == {("OM", "yes", "written"), ("MA", "no", None)}


def test_the_file_of_a_country_holds_the_account_in_both_directions(store: Store) -> None:
    record.save(store, "candidature", {"title_en": "Council", "support": [{"country": "OM", "answer": "yes"}]})
    record.save(store, "support_request", {"country": "OM", "seat": "Executive Board", "answer": "yes"})
    view = record.show(store, "country", published_id("country/OM"))
    groups = {one.label: [linked.title for linked in one.records] for one in state_file.state_file(store, view, 9)}
    assert groups["Our candidatures in its ledger"] == ["Council"]
    assert groups["What it asks us to support"] == ["Executive Board"]
