"""Results of forms: what counts, what is told of each kind of question, comparisons, small groups out of sight."""

from typing import Any

import pytest
from hypothesis import given, strategies as st

from coopdesk.documents import result_words
from coopdesk.errors import InvalidValue, NotFound
from coopdesk.forms.plain_results import plain
from coopdesk.forms.results import Result, Results
from coopdesk.forms.small_groups import hidden
from coopdesk.operations import record
from coopdesk.operations.forms import results, templates
from coopdesk.store.home import Store
from tests.operations.forms.surveys import CHOICES, QUESTIONS, response, survey, template


def of(found: Results, name: str) -> Result:
    return next(one for one in found.questions if one.item.name == name)


def told(store: Store, id: str, by: str = "", **where: Any) -> Results:
    return results.results(store, results.scope(store, id, where), by)


@pytest.fixture
def form(store: Store) -> str:
    return template(store)


@pytest.fixture
def answered(store: Store, form: str) -> str:
    """A survey to which eight answered, and a ninth was rejected."""
    id = survey(store, form)
    for place in range(8):
        answers = {
            "sex": "f" if place < 5 else "m", "service/nps": 10 if place < 4 else 7 if place == 4 else 2,
            "service/csat_speed": f"s{place % 5 + 1}", "service/ways": "mail phone" if place % 2 else "mail",
            "service/best": "phone mail" if place < 6 else "mail phone", "service/days": place,
            "day": f"2026-0{place + 1}-02", "words": f"text {place}", "silent": 2,
            "visits": [10, 20] if place < 6 else [],
        }  # fmt: skip
        response(store, form, answers, survey=id)
    response(store, form, {"sex": "m", "service/nps": 0}, "rejected", survey=id)
    response(store, form, {"sex": "m"}, "draft", survey=id)
    response(store, form, {"sex": "m"})
    return id


def test_only_counted_responses_of_the_survey_count(store: Store, form: str, answered: str) -> None:
    found = told(store, answered)
    assert found.n == 8
    assert [(row.value, row.counted) for row in of(found, "sex").whole.rows] == [("f", 5), ("m", 3)]
    assert told(store, form).n == 9
    assert told(store, "service").n == 9
    assert "silent" not in [one.item.name for one in found.questions]


def test_each_kind_of_question_is_told_in_its_way(store: Store, answered: str) -> None:
    found = told(store, answered)
    nps = of(found, "nps").whole
    assert nps.promoters == (8, 4, 1, 3)
    assert len(nps.rows) == 11
    speed = of(found, "csat_speed").whole
    assert speed.satisfied == (8, 2)
    assert speed.spread is not None
    assert speed.spread.mean == pytest.approx((1 + 2 + 3 + 4 + 5 + 1 + 2 + 3) / 8)
    ways = of(found, "ways").whole
    assert [(row.value, row.counted, row.share) for row in ways.rows] == [
        ("mail", 8, 100),
        ("phone", 4, 50),
        ("visit", 0, 0),
    ]
    best = of(found, "best").whole
    assert [(row.value, row.place) for row in best.rows] == [("phone", 1.25), ("mail", 1.75), ("visit", None)]
    days = of(found, "days").whole.spread
    assert days is not None
    assert (days.mean, days.low, days.median, days.high) == (3.5, 1.75, 3.5, 5.25)
    visits = of(found, "minutes").whole
    assert (visits.n, visits.entries) == (6, 12)
    assert of(found, "day").whole.rows[0][:3:2] == ("2026-01", 1)
    assert sorted(of(found, "words").texts) == [f"text {place}" for place in range(8)]


def test_points_are_told_by_criterion(store: Store, answered: str) -> None:
    [speed] = told(store, answered).criteria
    assert (speed.criterion, speed.label) == ("Speed", ("Speed", "Speed"))
    assert speed.whole == pytest.approx(100 * (0 + 1 + 2 + 3 + 4 + 0 + 1 + 2) / 32)


def test_a_ready_form_tells_its_criteria_by_their_groups_and_passes_over_what_does_not_apply(store: Store) -> None:
    form = templates.find(store, "partner_satisfaction")
    for clear in ("5", "5", "5", "4", "na"):
        response(store, form, {"communication/com_clear": clear, "satisfaction/nps_recommend": "10",
                               "satisfaction/csat_overall": "5"})  # fmt: skip
    found = results.results(store, results.scope(store, form))
    assert [(one.label, one.whole) for one in found.criteria if one.whole is not None] == [
        (("Communication", "التواصل"), pytest.approx(93.75)),
        (("Overall", "التقدير العام"), pytest.approx(100)),
    ]
    told_of, nps, csat = (of(found, name).whole for name in ("com_clear", "nps_recommend", "csat_overall"))
    assert told_of.spread is not None
    assert (told_of.n, told_of.spread.n, told_of.spread.mean) == (5, 4, 4.75)
    assert nps.promoters is not None
    assert nps.promoters.score == 100
    assert csat.satisfied is not None
    assert csat.satisfied.share == 100


def test_a_small_group_and_what_would_betray_it_are_out_of_sight(store: Store, answered: str) -> None:
    found = told(store, answered, "sex")
    assert [group.n for group in found.groups] == [None, None]
    assert all(one.n is None for one in of(found, "nps").groups)
    record.save(store, "survey", {"id": answered, "fewest": 3})
    found = told(store, answered, "sex")
    assert [(group.key, group.n) for group in found.groups] == [("f", 5), ("m", 3)]
    assert of(found, "nps").groups[1].promoters == (3, 0, 0, 3)


def test_a_question_that_few_answered_is_not_told(store: Store, form: str) -> None:
    id = survey(store, form)
    for place in range(6):
        response(
            store, form, {"sex": "f", **({"service/days": place, "words": "mine"} if place < 4 else {})}, survey=id
        )
    found = told(store, id)
    assert of(found, "days").whole.n is None
    assert of(found, "days").whole.spread is None
    assert of(found, "words").texts == ()
    assert "mine" not in str(plain(found))


def test_too_few_responses_tell_nothing(store: Store, form: str) -> None:
    id = survey(store, form)
    for _ in range(4):
        response(store, form, {"sex": "f"}, survey=id)
    found = told(store, id)
    assert (found.n, found.questions) == (None, ())
    assert told(store, survey(store, form)).n == 0


def test_answers_are_compared_and_chi_square_told(store: Store, form: str) -> None:
    id = survey(store, form)
    for place in range(40):
        sex = "f" if place % 2 else "m"
        mood = "s5" if (place % 4 == 1 or place % 8 == 3 or place == 0) else "s1"
        response(store, form, {"sex": sex, "service/csat_speed": mood}, survey=id)
    found = told(store, id, "sex")
    speed = of(found, "csat_speed")
    assert [group.n for group in found.groups] == [20, 20]
    assert [[row.counted for row in one.rows if row.counted] for one in speed.groups] == [[5, 15], [19, 1]]
    assert speed.dependence is not None
    assert speed.dependence.statistic == pytest.approx(20.416666666)
    assert not speed.dependence.cautious


def test_who_chose_several_stands_with_each(store: Store, form: str) -> None:
    id = survey(store, form)
    for place in range(12):
        response(store, form, {"service/ways": "mail phone" if place < 6 else "mail", "sex": "f"}, survey=id)
    found = told(store, id, "service/ways")
    assert [(group.key, group.n) for group in found.groups] == [("mail", 12), ("phone", 6)]
    assert found.n == 12


def test_organizations_years_desks_and_conditions(store: Store, form: str) -> None:
    one, two = (
        str(record.save(store, "organization", {"name_en": name, "type": "other"})["id"]) for name in ("A", "B")
    )
    for place in range(12):
        whom, day = (one, "2025-03-01") if place < 6 else (two, "2026-03-01")
        response(store, form, {"sex": "f"}, organization=whom, answered_on=day)
    found = told(store, form, "organization")
    assert [(group.label.en, group.n) for group in found.groups] == [("A", 6), ("B", 6)]
    assert [(group.key, group.n) for group in told(store, form, "year").groups] == [("2025", 6), ("2026", 6)]
    assert [group.n for group in told(store, form, "mission").groups] == [12]
    assert told(store, form, organization=one).n == 6
    with pytest.raises(InvalidValue):
        told(store, form, "weather")
    with pytest.raises(NotFound):
        results.scope(store, "nothing")


def test_rounds_of_a_series_are_compared(store: Store, form: str) -> None:
    first, second = (survey(store, form, series="S", round=place) for place in (1, 2))
    for place in range(6):
        response(store, form, {"service/nps": 2}, survey=first)
        response(store, form, {"service/nps": 10 if place else 9}, survey=second)
    found = told(store, second, "round")
    assert [group.label.en for group in found.groups] == ["Round 1", "Round 2"]
    assert found.n == 6
    scores = [one.promoters.score for one in of(found, "nps").groups if one.promoters]
    assert scores == [-100, 100]


@given(st.lists(st.integers(0, 40), max_size=8), st.integers(1, 9))
def test_no_small_group_follows_from_the_whole(sizes: list[int], fewest: int) -> None:
    out = hidden(sizes, fewest)
    away = [size for size, gone in zip(sizes, out, strict=True) if gone]
    assert all(out[place] for place, size in enumerate(sizes) if 0 < size < fewest)
    if away:
        others = [size for size, gone in zip(sizes, out, strict=True) if not gone and size]
        assert not others or (len(away) > 1 and sum(away) >= fewest)
    if all(size == 0 or size >= fewest for size in sizes):
        assert not away


def test_the_versions_of_a_form_are_told_together_where_they_ask_the_same(store: Store, form: str) -> None:
    more = {"list_name": "sex", "name": "x", "label_en": "No answer", "label_ar": "دون إجابة"}
    rows = [
        {**one, "type": "text"} if one.get("name") == "day" else one for one in QUESTIONS if one.get("name") != "words"
    ]
    later = template(store, version="2", form_questions=rows, form_choices=[*CHOICES, more])
    for place in range(6):
        given = {"sex": "f", "service/nps": 10, "day": "2026-01-02", "words": "old", "visits": [5]}
        response(store, form, given)
        response(store, later, {**given, "sex": "x", "service/nps": 2, "day": f"May {place}"})
    found = told(store, later)
    assert found.n == 12
    assert {name: of(found, name).whole.n for name in ("sex", "nps", "day", "minutes")} == {
        "sex": 6, "nps": 12, "day": 6, "minutes": 12,
    }  # fmt: skip
    assert of(found, "day").texts == tuple(f"May {place}" for place in range(6))
    [apart] = found.apart
    assert (apart.version, [one.en for one in apart.questions]) == ("1", ["Sex", "Day", "In your words"])
    assert "Version" in result_words.apart(found)[0]
    assert plain(found)["apart"][0]["questions"][1]["label_ar"] == "اليوم"
    assert [(one.key, one.n) for one in told(store, later, "sex").groups] == [("x", 6), (None, 6)]
    assert [(one.key, one.n) for one in told(store, later, "service/ways").groups] == [(None, 12)]


def test_versions_of_another_form_are_not_told(store: Store, form: str) -> None:
    response(store, template(store, form_id="other"), {"sex": "f"})
    assert told(store, form).n == 0
