"""What a few answered follows from nothing that is told: not from a comparison read the other way round, not from what
the others answered, not from a part of the responses, not from the form of an anonymous survey."""

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, strategies as st

from coopdesk.documents import result_charts, result_tables
from coopdesk.documents.story import Story
from coopdesk.errors import InvalidValue
from coopdesk.forms.plain_results import plain
from coopdesk.forms.results import Result, Results
from coopdesk.forms.small_groups import hidden_of_several
from coopdesk.operations import cautions, printing, reach, record, steps
from coopdesk.operations.forms import results
from coopdesk.operations.reach import ANYBODY
from coopdesk.store.home import Store
from tests.operations.forms.surveys import response, survey, template
from tests.operations.test_readers import text_of


@pytest.fixture
def form(store: Store) -> str:
    return template(store)


def told(store: Store, id: str, by: str = "", who: Any = ANYBODY, **where: Any) -> Results:
    return results.results(store, results.scope(store, id, where), by, who)


def of(found: Results, name: str) -> Result:
    return next(one for one in found.questions if one.item.name == name)


def test_in_which_group_the_only_one_stands_who_gave_an_answer_is_not_told(store: Store, form: str) -> None:
    id = survey(store, form)
    for place in range(12):
        answers = {"sex": "m" if place == 0 else "f", "service/csat_speed": "s1" if place < 6 else "s5"}
        response(store, form, answers, survey=id)
    found = told(store, id, "service/csat_speed")
    assert [group.n for group in found.groups] == [6, 6]
    sex = of(found, "sex")
    assert [(row.value, row.counted) for row in sex.whole.rows] == [("f", 11), ("m", 1)]
    assert [one.rows for one in sex.groups] == [(), ()], "the grade of the one man"
    assert sex.dependence is None, "which follows from that grade"
    assert [group.n for group in told(store, id, "sex").groups] == [None, None]
    paper = printing.prepare(store, "survey-results", id, "en")
    assert "it is not told in which group they are" in text_of(paper.pdf())
    women, man, _ = result_tables.lines_of(Story(paper.source, "en"), sex, [0, 1])
    assert [women.said, man.said] == [["–", "–"]] * 2
    assert result_charts.compared(sex, found) is None


def test_answers_that_many_gave_are_compared_beside_those_that_few_gave(store: Store, form: str) -> None:
    id = survey(store, form)
    grades = ["s1"] * 8 + ["s2"] * 8 + ["s3"] * 3 + ["s4"] * 3
    for place, grade in enumerate(grades * 2):
        answers = {"sex": "f" if place % 2 else "m", "service/csat_speed": grade}
        if not (grade in ("s3", "s4") and place >= len(grades)):
            response(store, form, answers, survey=id)
    speed = of(told(store, id, "sex"), "csat_speed")
    assert speed.unsaid == {"s3", "s4"}
    assert [{row.value for row in one.rows if row.counted} for one in speed.groups] == [{"s1", "s2"}] * 2
    assert "s3" in {row.value for row in speed.whole.rows if row.counted}


def test_the_one_who_did_not_choose_what_all_others_chose_is_not_betrayed(store: Store, form: str) -> None:
    id = survey(store, form)
    for place in range(12):
        ways = "phone" if place == 0 else "mail phone" if place < 7 else "mail"
        response(store, form, {"service/ways": ways, "service/nps": 0 if place == 0 else 10}, survey=id)
    found = told(store, id, "service/ways")
    assert [(group.key, group.n) for group in found.groups] == [("mail", None), ("phone", 7)]


@given(st.dictionaries(st.frozensets(st.integers(0, 4)), st.integers(1, 9), max_size=9), st.integers(1, 6))
def test_two_groups_and_the_whole_tell_of_no_few(parts: dict[frozenset[int], int], fewest: int) -> None:
    out = hidden_of_several(parts.items(), 5, fewest)
    whole = sum(parts.values())
    shown = [place for place in range(5) if not out[place]]
    sizes = {one: sum(n for held, n in parts.items() if one in held) for one in shown}
    for one in shown:
        assert not 0 < sizes[one] < fewest
        assert not 0 < whole - sizes[one] < fewest
    for one, other in combinations(shown, 2):
        cells = [
            sum(n for held, n in parts.items() if (one in held, other in held) == both)
            for both in ((True, True), (True, False), (False, True), (False, False))
        ]
        assert all(cells) or not any(0 < n < fewest for n in cells)


def test_all_but_a_few_of_the_responses_to_a_form_are_not_told_of(store: Store, form: str) -> None:
    bodies = [record.save(store, "organization", {"name_en": name, "type": "other"})["id"] for name in ("A", "B", "C")]
    for place in range(14):
        which = 0 if place < 6 else 1 if place < 12 else 2
        response(store, form, {"sex": "f"}, organization=bodies[which])
    assert [group.n for group in told(store, form, "organization").groups].count(None) == 2
    assert told(store, form, organization={"any": bodies[:2]}).n is None
    assert told(store, form, organization={"any": bodies[1:]}).n == 8


def test_what_an_anonymous_survey_promised_holds_where_its_form_is_asked(store: Store, form: str) -> None:
    id = survey(store, form, anonymous=True, fewest=10)
    for place in range(12):
        response(store, form, {"sex": "f" if place < 6 else "m"}, survey=id)
    assert told(store, form).fewest == 10
    assert [group.n for group in told(store, form, "sex").groups] == [None, None]
    record.delete(store, "survey", id)
    assert told(store, form).fewest == 10


def test_rounds_are_told_of_as_the_strictest_of_them_promised(store: Store, form: str) -> None:
    first = survey(store, form, series="S", round=1, fewest=8)
    second = survey(store, form, series="S", round=2)
    for id in (first, second):
        for _ in range(6):
            response(store, form, {"sex": "f"}, survey=id)
    assert told(store, second).n == 6
    assert "Round 1" not in str([group for group in told(store, second, "round").groups if group.n])


def test_results_name_no_record_that_their_reader_may_not_see(store: Store, form: str) -> None:
    bodies = [
        record.save(store, "organization", {"name_en": name, "type": "other", "audience": audience})["id"]
        for name, audience in (("Open body", "all"), ("Quiet body", "ministry"))
    ]
    for place in range(12):
        values = {"organization": bodies[place % 2], "subject": bodies[place % 2], "audience": "all"}
        response(store, form, {"sex": "f"}, **values)
    for by in ("organization", "subject"):
        found = told(store, form, by, reach.reader(store, "all"))
        assert [group.n for group in found.groups] == [6, 6]
        assert "Open body" in str(plain(found))
        assert "Quiet body" not in str(plain(found))
        assert "Quiet body" in str(plain(told(store, form, by)))


def test_what_an_open_survey_promised_is_only_made_stricter(store: Store, form: str) -> None:
    id = survey(store, form, anonymous=False, fewest=4)
    record.save(store, "survey", {"id": id, "fewest": 3})
    steps.take(store, "survey", id, "open")
    record.save(store, "survey", {"id": id, "anonymous": True, "fewest": None})
    for wrong in ({"anonymous": False}, {"anonymous": None}, {"fewest": 4}):
        with pytest.raises(InvalidValue, match="promised") as refused:
            record.save(store, "survey", {"id": id, **wrong})
        assert refused.value.field in wrong
    record.save(store, "survey", {"id": id, "fewest": 6, "notes": "as before"})
    steps.take(store, "survey", id, "close")
    with pytest.raises(InvalidValue, match="promised"):
        record.save(store, "survey", {"id": id, "fewest": 5})


def test_who_answers_an_anonymous_survey_is_asked_to_be_left_out(store: Store, form: str) -> None:
    body = record.save(store, "organization", {"name_en": "Body", "type": "other"})["id"]
    named, nameless = survey(store, form), survey(store, form, anonymous=True)
    for values in ({"respondent": "X"}, {"organization": body}):
        assert cautions.asks("response", values)
        assert cautions.before_save(store, "response", {"survey": named, **values}) == []
        [told] = cautions.before_save(store, "response", {"survey": nameless, **values})
        assert "anonymous" in told
    for values in ({"survey": nameless}, {"respondent": "X"}, {"respondent": "X", "survey": "not there"}):
        assert cautions.before_save(store, "response", values) == []
