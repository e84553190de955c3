"""Matching: every point has its reason, more of what is asked never gives fewer points, and the order is the same."""

from typing import Any

import pytest
from hypothesis import given, strategies as st

from coopdesk.operations import record, steps
from coopdesk.operations.offers import matching
from coopdesk.operations.offers.fitting import WEIGHTS, Demand, Point, Profile, match
from coopdesk.records.opportunity import FIELD_OF_WORK
from coopdesk.store.home import Store
from tests.operations.offers.nominees import expert as whole_expert

FIELDS = st.frozensets(st.sampled_from([one.token for one in FIELD_OF_WORK[:5]]))
PEOPLE = st.builds(
    Profile, id=st.just("x"), name=st.just("X"), fields=FIELDS,
    languages=st.dictionaries(st.sampled_from(["en", "fr", "ar"]), st.integers(0, 3)),
    level=st.none() | st.integers(0, 3), years=st.none() | st.integers(0, 40), education=st.none() | st.integers(0, 4),
    wins=st.integers(0, 4),
)  # fmt: skip
DEMANDS = st.builds(
    Demand, id=st.just("d"), title=st.just("D"), fields=FIELDS,
    languages=st.lists(
        st.tuples(st.sampled_from(["en", "fr", "ar"]), st.integers(0, 3), st.booleans()), max_size=3,
        unique_by=lambda one: one[0],
    ).map(tuple),
    level=st.none() | st.integers(0, 3), years=st.none() | st.integers(1, 30), education=st.none() | st.integers(0, 4),
)  # fmt: skip


@given(PEOPLE, DEMANDS)
def test_points_are_within_their_weight_and_have_a_reason(person: Profile, asked: Demand) -> None:
    found = match(person, asked, WEIGHTS)
    assert 0 <= found.score <= 100
    assert all(0 <= one.share <= 1 and one.why for one in found.points)
    assert found == match(person, asked, WEIGHTS)


@given(PEOPLE, DEMANDS)
def test_who_can_more_never_has_fewer_points(person: Profile, asked: Demand) -> None:
    more = person._replace(
        fields=person.fields | asked.fields, years=(person.years or 0) + 5,
        languages={**person.languages, **{code: 3 for code, _, _ in asked.languages}}, wins=person.wins + 1,
    )  # fmt: skip
    assert match(more, asked, WEIGHTS).score >= match(person, asked, WEIGHTS).score


@given(PEOPLE, DEMANDS, st.sampled_from(sorted(WEIGHTS)))
def test_a_weight_of_nought_takes_a_criterion_out(person: Profile, asked: Demand, name: str) -> None:
    without = match(person, asked, WEIGHTS | {name: 0})
    found = match(person, asked, WEIGHTS)
    rest = [one for one in found.points if one.criterion != name]
    whole = sum(WEIGHTS[one.criterion] for one in rest)
    assert without.score == (round(100 * sum(WEIGHTS[o.criterion] * o.share for o in rest) / whole) if whole else 0)


def expert(store: Store, name: str, **values: Any) -> str:
    return str(record.save(store, "expert", {"name_en": name, **values})["id"])


def point_of(store: Store, offer: str, criterion: str) -> Point:
    first = matching.experts_for(store, "opportunity", offer)[0]
    return next(one for one in first.points if one.criterion == criterion)


@pytest.fixture
def offer(store: Store) -> str:
    values = {"title_en": "Energy adviser", "kind": "post", "fields_of_work": ["energy", "law"], "years_required": 10,
              "education": "master", "level": "senior", "starts": "2027-06-01", "ends": "2028-05-31",
              "languages_required": [{"language": "en", "level": "fluent"},
                                     {"language": "fr", "level": "working", "desirable": True}]}  # fmt: skip
    return str(record.save(store, "opportunity", values)["id"])


def test_the_best_are_the_first_of_the_whole_order(store: Store, offer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "_ROOM", 3)
    values: list[dict[str, Any]] = [
        {"name_en": f"Person {n * 7 % 20:02}", "fields": ["energy"][: n % 2], "years_of_experience": n % 4}
        for n in range(20)
    ]
    record.save_all(store, "expert", values)
    order = [one.id for one in matching.experts_for(store, "opportunity", offer)]
    assert len(order) == 20
    for limit in (1, 4, 11):
        assert [one.id for one in matching.experts_for(store, "opportunity", offer, limit)] == order[:limit]


def test_experts_are_ranked_with_the_reason_of_each_point(store: Store, offer: str) -> None:
    good = expert(
        store, "Good", fields=["energy", "law"], years_of_experience=15, level="senior",
        language_skills=[{"language": "en", "level": "mother_tongue"}], education=[{"degree": "doctorate"}],
    )  # fmt: skip
    half = expert(store, "Half", fields=["energy"], years_of_experience=5)
    none = expert(store, "None")
    found = matching.experts_for(store, "opportunity", offer)
    assert [one.id for one in found] == [good, half, none]
    why = {one.criterion: one.why for one in found[1].points}
    assert "not Law and treaties" in why["fields"]
    assert why["years"] == "5 of 10 years"
    assert "no English" in why["languages"]


def test_a_clearance_that_runs_out_before_the_end_is_told(store: Store, offer: str) -> None:
    expert(store, "A", clearances=[{"kind": "medical", "expires": "2027-12-31"}])
    point = point_of(store, offer, "available")
    assert point.share == 0.5
    assert "Medical clearance runs out" in point.why


def test_who_did_not_consent_any_more_stands_last_and_it_is_said(store: Store, offer: str) -> None:
    expert(store, "Expired", fields=["energy", "law"], years_of_experience=30, consent_until="2020-01-01")
    expert(store, "Nothing")
    found = matching.experts_for(store, "opportunity", offer)
    assert [one.name for one in found] == ["Nothing", "Expired"]
    assert found[1].bars == ("The consent to hold the data has run out.",)


def test_weights_are_kept_and_change_the_order(store: Store, offer: str) -> None:
    expert(store, "Field", fields=["energy", "law"])
    expert(store, "Years", years_of_experience=12)
    assert [one.name for one in matching.experts_for(store, "opportunity", offer)] == ["Field", "Years"]
    matching.set_weights(store, {"fields": 0, "years": 400})
    assert matching.weights(store)["years"] == 100
    assert [one.name for one in matching.experts_for(store, "opportunity", offer)] == ["Years", "Field"]


def test_an_offer_that_shares_nothing_with_a_need_does_not_meet_it(store: Store, offer: str) -> None:
    need = record.save(store, "capacity_need", {"title_en": "Museums", "fields_of_work": ["culture"]})["id"]
    assert matching.offers_for(store, need) == []
    record.save(store, "capacity_need", {"id": need, "fields_of_work": ["culture", "energy"]})
    assert [one.id for one in matching.offers_for(store, need)] == [offer]


def test_an_expert_and_a_need_find_the_offers_that_are_open(store: Store, offer: str) -> None:
    id = expert(store, "A", fields=["energy"])
    need = record.save(store, "capacity_need", {"title_en": "Energy", "fields_of_work": ["energy"]})["id"]
    assert [one.id for one in matching.opportunities_for(store, id)] == [offer]
    assert [one.id for one in matching.offers_for(store, need)] == [offer]
    steps.take(store, "opportunity", offer, "withdraw", "Not for us")
    assert matching.opportunities_for(store, id) == []
    assert matching.offers_for(store, need) == []
    assert matching.experts_for(store, "opportunity", offer) != []


def test_past_results_come_from_nominations(store: Store, offer: str) -> None:
    id = whole_expert(store)
    made = record.save(store, "nomination", {"opportunity": offer, "expert": id})["id"]
    for step in ("propose", "check", "endorse"):
        steps.take(store, "nomination", made, step)
    steps.take(store, "nomination", made, "approve")
    for step in ("submit", "select"):
        steps.take(store, "nomination", made, step)
    point = point_of(store, offer, "results")
    assert (point.share, point.why) == (0.5, "selected 1 time")


def test_an_offer_finds_the_needs_that_are_open_with_their_entity(store: Store) -> None:
    entity = record.save(store, "organization", {"name_en": "Ministry of Energy"})["id"]
    shared = {"title_ar": "حاجة", "entity": entity, "fields_of_work": ["water"]}
    record.save(store, "capacity_need", {**shared, "title_en": "Met", "status": "met"})
    record.save(store, "capacity_need", {**shared, "title_en": "Engineers", "status": "open"})
    offer = {"title_en": "Course", "title_ar": "دورة", "kind": "training", "offered_by": entity}
    id = record.save(store, "opportunity", {**offer, "fields_of_work": ["water"]})["id"]
    [found] = matching.needs_for(store, id)
    assert (found.name, found.score) == ("Engineers · Ministry of Energy", 100)
    assert [one.criterion for one in found.points] == ["fields"]
