"""Figures of opportunities: what counts as what, times in working days, filters that hold what a figure counted, and
nothing of what a reader may not see."""

import json
from collections import Counter
from statistics import quantiles
from typing import Any

import pytest
from hypothesis import given, strategies as st

from coopdesk.calendars import today
from coopdesk.errors import InvalidValue
from coopdesk.forms.statistics import value_at
from coopdesk.operations import conditions, listing, measures, reach, record, steps
from coopdesk.operations.offers import opportunity_figures
from coopdesk.operations.offers.opportunity_figures import figures
from coopdesk.records.opportunity_figures import BY, COUNTS, TIMES, Figure, Figures
from coopdesk.store.home import Store
from tests.operations.offers.nominees import approved, expert, opportunity


def of(store: Store, by: str = "year", **where: Any) -> Figures:
    return figures(store, listing.open_list(store, "opportunity", where=where), by)


def row(found: Figures, title: str) -> Figure:
    return next(one for one in found.rows if one.title == title)


def offer(store: Store, title: str, **values: Any) -> str:
    return str(record.save(store, "opportunity", {"title_en": title, **values})["id"])


def body(store: Store, name: str) -> str:
    return str(record.save(store, "organization", {"name_en": name, "type": "other"})["id"])


def put(store: Store, id: str, type: str, **values: Any) -> None:
    """Write what only steps write, as a step of that day would have."""
    with store.writing() as writing:
        found = record.existing(writing.session, record.record_type(type), id)
        for name, value in values.items():
            setattr(found, name, value)


@pytest.fixture
def year(store: Store) -> dict[str, str]:
    """A course sent to two ministries, of which one answers and names two; a post that lapses; a fellowship won."""
    un, energy, health = (body(store, name) for name in ("Body", "Ministry of Energy", "Ministry of Health"))
    she = record.save(store, "expert", {"name_en": "She", "sex": "female"})["id"]
    he = record.save(store, "expert", {"name_en": "He", "sex": "male"})["id"]
    course = offer(store, "Course", kind="training", offered_by=un, received_on="2026-01-04")
    post = offer(store, "Post", kind="post", offered_by=un, received_on="2026-02-01", missed="late")
    won = offer(store, "Won", kind="fellowship", received_on="2025-03-03", for_entities=[health])
    put(store, post, "opportunity", stage="lapsed", stage_on="2026-03-01")
    record.save(store, "circulation", {
        "about": course, "subject_en": "Course", "purpose": "nomination", "sent_on": "2026-01-11",
        "addressees": [{"entity": energy, "reply": "names", "replied_on": "2026-01-20"}, {"entity": health}],
    })  # fmt: skip
    for person, stage, to in ((she, "selected", course), (he, "not_selected", course), (he, "in_post", won)):
        one = record.save(store, "nomination", {
            "opportunity": to, "expert": person, "proposed_by": energy, "note_date": "2026-01-25",
            "result_on": "2026-02-10",
        })["id"]  # fmt: skip
        put(store, one, "nomination", stage=stage, stage_on="2026-02-10")
    return {"un": un, "energy": energy, "health": health, "course": course, "post": post, "won": won}


def test_each_thing_is_counted_once_in_its_row(store: Store, year: dict[str, str]) -> None:
    found = of(store)
    assert [one.title for one in found.rows] == ["2026", "2025"]
    assert dict(row(found, "2026").counts) == {
        "received": 2, "circulated": 1, "answered": 1, "nominated": 1, "won": 1, "lost": 0, "missed": 1,
    }  # fmt: skip
    assert row(found, "2026").reasons == {"late": 1}
    assert row(found, "2026").people == {
        "nominees": 2, "nominees_known": 2, "nominees_women": 1, "chosen": 1, "chosen_known": 1, "chosen_women": 1,
    }  # fmt: skip
    assert found.whole.counts["received"] == 3
    assert found.whole.counts["won"] == 2


def test_an_entity_counts_what_it_did_itself_and_the_whole_counts_once(store: Store, year: dict[str, str]) -> None:
    found = of(store, "entity")
    energy, health = row(found, "Ministry of Energy").counts, row(found, "Ministry of Health").counts
    assert (energy["received"], energy["circulated"], energy["answered"], energy["won"]) == (2, 1, 1, 2)
    assert (health["received"], health["circulated"], health["answered"], health["won"]) == (2, 1, 0, 0)
    assert found.whole.counts["received"] == 3
    assert found.whole.counts["circulated"] == 1


def test_times_are_working_days_between_the_steps(store: Store, year: dict[str, str]) -> None:
    times = row(of(store), "2026").times
    assert {name: one.median for name, one in times.items()} == {
        "circulated": 5, "answered": 7, "nominated": 3, "result": 12,
    }  # fmt: skip
    assert all(one.measured == 1 for one in times.values())
    assert set(times) == set(TIMES)


def test_a_step_leaves_its_day_where_nobody_wrote_another(store: Store) -> None:
    offer_id = opportunity(store, received_on=today())
    one = approved(store, offer_id, expert(store))
    for step in ("submit", "acknowledge", "select"):
        steps.take(store, "nomination", one, step)
    view = record.show(store, "nomination", one)
    assert (view["note_date"], view["acknowledged_on"], view["result_on"]) == (today(), today(), today())
    assert of(store).whole.times["result"].median == 0
    other = approved(store, offer_id, expert(store, name_en="Other", passport="P2"))
    record.save(store, "nomination", {"id": other, "note_date": "2026-01-25"})
    assert steps.take(store, "nomination", other, "submit")["note_date"] == "2026-01-25"


def test_a_day_that_is_not_known_or_comes_too_early_is_no_time(store: Store) -> None:
    for received, sent in (("2026-01", "2026-01-11"), ("2026-02-01", "2026-01-11")):
        one = offer(store, received, received_on=received)
        values = {"about": one, "subject_en": "x", "purpose": "action", "sent_on": sent}
        record.save(store, "circulation", values)
    found = of(store)
    assert found.whole.counts["circulated"] == 2
    assert not found.whole.times


@given(st.lists(st.integers(0, 50), min_size=2, max_size=40))
def test_middle_and_quarters_are_those_of_the_ordered_values(values: list[int]) -> None:
    low, middle, high = quantiles(values, n=4, method="inclusive")
    told = [value_at(Counter(values), (len(values) - 1) * part) for part in (0.25, 0.5, 0.75)]
    assert told == pytest.approx([low, middle, high])


@pytest.mark.parametrize("by", list(BY))
def test_a_list_asked_for_a_figure_holds_as_many_as_it_counts(store: Store, year: dict[str, str], by: str) -> None:
    for one in of(store, by).rows:
        for what in COUNTS:
            asked = {"counted": [{"by": by, "key": one.key, "what": what}]}
            assert len(listing.open_list(store, "opportunity", where=asked)) == one.counts[what], (one.title, what)


def test_figures_follow_the_filter_and_filters_add_up(store: Store, year: dict[str, str]) -> None:
    asked = [{"by": "year", "key": "2026", "what": "received"}, {"by": "kind", "key": "training", "what": "won"}]
    found = of(store, "kind", counted=asked)
    assert [one.title for one in found.rows] == ["Training course"]
    assert conditions.told(store, "opportunity", {"counted": asked})["counted"].count("2026") == 1


@pytest.mark.parametrize("wrong", [{"what": "eaten"}, {"by": "moon", "what": "won"}, {"by": "year", "key": 7}, "won"])
def test_a_figure_that_is_not_there_is_refused(store: Store, wrong: Any) -> None:
    with pytest.raises(InvalidValue):
        listing.open_list(store, "opportunity", where={"counted": [wrong]})
    with pytest.raises(InvalidValue):
        listing.open_list(store, "expert", where={"counted": [{"what": "won"}]})


def test_a_grouping_that_is_not_there_is_refused(store: Store) -> None:
    with pytest.raises(InvalidValue):
        of(store, "moon")


def test_what_the_state_offers_to_others_was_not_received(store: Store) -> None:
    offer(store, "Ours", direction="by_state", received_on="2026-01-04")
    offer(store, "Theirs", direction="to_state", received_on="2026-01-04")
    offer(store, "Not said", received_on="2026-01-04")
    assert of(store).whole.counts["received"] == 2


def test_what_was_deleted_is_not_counted(store: Store, year: dict[str, str]) -> None:
    record.delete(store, "opportunity", year["won"])
    assert of(store).whole.counts["received"] == 2


def test_a_reader_gets_figures_of_what_he_may_see_alone(store: Store, year: dict[str, str]) -> None:
    kept = offer(store, "Kept here", audience="local", received_on="2026-01-01")
    everyone = reach.reader(store, "all")
    found = figures(store, listing.open_list(store, "opportunity"), "year", everyone)
    assert row(found, "2026").counts["received"] == 2
    assert kept
    assert found.whole.people["nominees"] == 0
    assert found.whole.counts["circulated"] == 0


def test_plain_values_are_json(store: Store, year: dict[str, str]) -> None:
    told = json.loads(json.dumps(opportunity_figures.plain(of(store))))
    assert told["total"]["received"] == 3
    assert told["rows"][0]["reasons"] == {"late": 1}
    assert told["rows"][0]["working_days"]["circulated"]["median"] == 5


SENT = {"sent_on": "2026-02-10"}
CASES: list[tuple[str | None, list[dict[str, Any]], list[dict[str, Any]], str]] = [
    (None, [], [], ""),
    ("circulated", [], [], "circulated"),
    ("validated", [{}], [], ""),
    (None, [{**SENT, "deleted": True}], [], ""),
    (None, [SENT], [], "circulated"),
    (None, [{**SENT, "addressees": [{"reply": "none"}]}], [], "circulated answered"),
    ("awarded", [], [], "nominated won"),
    ("lost", [], [], "nominated lost"),
    ("under_review", [], [], "nominated"),
    ("lost", [], [{"stage": "selected"}], "nominated won"),
    (None, [], [{"stage": "approved"}], ""),
    (None, [], [{"stage": "submitted", "deleted": True}], ""),
    (None, [], [{"stage": "acknowledged"}], "nominated"),
    ("nominations", [], [{"stage": "withdrawn", "note_date": "2026-02-10"}], "nominated"),
    (None, [], [{"stage": "withdrawn"}], ""),
    (None, [], [{"stage": "ended"}], "nominated won"),
    ("lapsed", [], [], "missed"),
]


@pytest.mark.parametrize(("stage", "circulations", "nominations", "counted"), CASES)
def test_what_counts_as_what(
    store: Store, stage: str | None, circulations: list[dict[str, Any]], nominations: list[dict[str, Any]], counted: str
) -> None:
    one = offer(store, "Course")
    put(store, one, "opportunity", stage=stage)
    for type, link, several in (("circulation", "about", circulations), ("nomination", "opportunity", nominations)):
        for values in several:
            kept = {name: value for name, value in values.items() if name not in ("deleted", "stage")}
            made = record.save(store, type, {link: one, **kept})["id"]
            if "stage" in values:
                put(store, made, type, stage=values["stage"])
            if values.get("deleted"):
                record.delete(store, type, made)
    told = of(store, "kind").whole.counts
    assert {name for name, count in told.items() if count} == {"received", *counted.split()}


def test_persons_alone_are_counted_and_whose_sex_nobody_knows_is_told_apart(store: Store) -> None:
    one, body_id = offer(store, "Course"), body(store, "Institute")
    she = record.save(store, "expert", {"name_en": "She", "sex": "female"})["id"]
    unknown = record.save(store, "expert", {"name_en": "X"})["id"]
    for who in ({"expert": she}, {"expert": unknown}, {"name_en": "By name"}, {"institution": body_id}):
        made = record.save(store, "nomination", {"opportunity": one, **who})["id"]
        put(store, made, "nomination", stage="selected")
    assert tuple(of(store).whole.people.values()) == (3, 1, 1, 3, 1, 1)


def test_what_has_no_day_of_receipt_is_of_the_year_in_which_it_was_entered(store: Store) -> None:
    offer(store, "Course")
    assert [one.title for one in of(store).rows] == [today()[:4]]


def test_what_is_asked_twice_stands_once() -> None:
    won, lost = {"what": "won"}, {"what": "lost"}
    assert measures.both({"counted": won, "kind": "post"}, {"counted": [won, lost]}) == {
        "kind": "post", "counted": [won, lost],
    }  # fmt: skip
    assert measures.both({"kind": "post"}, {"missed": None}) == {"kind": "post", "missed": None}
