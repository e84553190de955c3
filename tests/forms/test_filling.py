"""A form being filled in: what is asked, what follows, what is wrong."""

from collections.abc import Iterator
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from coopdesk.errors import InvalidValue, NotFound
from coopdesk.forms import kept, patterns
from coopdesk.forms.filling import Filling, Option
from coopdesk.forms.functions import World
from coopdesk.forms.model import Group
from tests.forms.made import asked, checked, filling, form

YES_NO = ({"list_name": "yn", "name": "y", "label": "Yes"}, {"list_name": "yn", "name": "n", "label": "No"})
MOMENT = datetime(2027, 3, 5, 14, 30, tzinfo=UTC)


def keys(one: Filling) -> list[str]:
    return [key for key, _ in one.questions()]


def rules(one: Filling) -> list[tuple[str, str]]:
    return [(fault.key, fault.rule) for fault in one.faults()]


def test_what_is_not_asked_is_empty_for_every_rule_and_comes_back() -> None:
    one = filling(
        asked("select_one yn", "ill"),
        asked("begin group", "care", relevant="${ill} = 'y'"),
        asked("text", "doctor"),
        asked("text", "town", relevant="${doctor} != ''"),
        asked("end group"),
        asked("calculate", "told", "", calculation="concat(${doctor}, '/', ${town})"),
        choices=YES_NO,
    )
    assert keys(one) == ["/data/ill"]
    one.answer("/data/ill", "y")
    one.answer("/data/care/doctor", "Dr A")
    one.answer("/data/care/town", "Doha")
    assert one.value("/data/told") == "Dr A/Doha"
    changed = one.answer("/data/ill", "n")
    assert one.value("/data/told") == "/"
    assert {"/data/care", "/data/care/doctor", "/data/told"} <= changed
    assert one.answers() == {"ill": "n", "told": "/"}
    one.answer("/data/ill", "y")
    assert one.value("/data/told") == "Dr A/Doha"


def test_faults_are_told_by_rule_and_a_wrong_answer_is_kept() -> None:
    one = filling(
        asked("integer", "age", constraint=". > 0 and . < ${most}", constraint_message="Not so old", required="yes"),
        asked("calculate", "most", "", calculation="if(${strict} = 'y', 100, 150)"),
        asked("select_one yn", "strict"), asked("date", "day"), asked("decimal", "share"), asked("time", "hour"),
        asked("range", "scale", parameters="start=1 end=5 step=1"), asked("geopoint", "place"),
        choices=YES_NO,
    )  # fmt: skip
    assert rules(one) == [("/data/age", "required")]
    one.answer("/data/age", "old")
    assert (rules(one), one.value("/data/age")) == ([("/data/age", "type")], "old")
    one.answer("/data/age", 120)
    assert rules(one) == []
    one.answer("/data/strict", "y")
    [fault] = one.faults()
    assert (fault.rule, fault.words) == ("constraint", "Not so old")
    for key, wrong, right in (
        ("day", "2027-02-30", "2027-02-28"), ("share", "a", "1.5"), ("hour", "25:00", "14:30"), ("scale", "9", "3"),
        ("place", "95 10", "25.3 51.5"),
    ):  # fmt: skip
        one.answer("/data/age", 30)
        one.answer(f"/data/{key}", wrong)
        assert rules(one) == [(f"/data/{key}", "type")]
        one.answer(f"/data/{key}", right)
        assert rules(one) == []


def test_an_entry_reads_its_own_list_and_a_count_makes_entries() -> None:
    one = filling(
        asked("integer", "many"),
        asked("begin repeat", "kid", repeat_count="${many}"),
        asked("integer", "age"),
        asked("calculate", "place", "", calculation="position(..)"),
        asked("calculate", "older", "", calculation="${age} > indexed-repeat(${age}, ${kid}, position(..) - 1)"),
        asked("end repeat"),
        asked("calculate", "sum", "", calculation="sum(${age})"),
        asked("note", "end", "${sum} years"),
    )
    assert one.answers()["kid"] == []
    one.answer("/data/many", 3)
    for place, age in enumerate((4, 11, 7), 1):
        one.answer(f"/data/kid[{place}]/age", age)
    assert one.label("/data/end") == "22 years"
    assert [entry["older"] for entry in one.answers()["kid"]] == ["false", "true", "false"]
    changed = one.answer("/data/kid[2]/age", 5)
    assert "/data/kid[1]/place" not in changed
    one.answer("/data/many", 1)
    assert (len(one.answers()["kid"]), one.value("/data/sum")) == (1, "4")
    assert keys(one) == ["/data/many", "/data/kid[1]", "/data/kid[1]/age", "/data/end"]


def test_entries_are_added_and_taken_out_by_hand() -> None:
    one = filling(
        asked("begin repeat", "kid"),
        asked("text", "name", default="?"),
        asked("begin repeat", "toy"),
        asked("text", "what"),
        asked("end repeat"),
        asked("end repeat"),
        asked("text", "after"),
        asked("calculate", "count", "", calculation="count(${kid})"),
    )
    assert one.add("/data/kid") == "/data/kid[2]"
    assert one.add("/data/kid[2]/toy") == "/data/kid[2]/toy[2]"
    one.answer("/data/kid[2]/toy[2]/what", "ball")
    assert (one.value("/data/count"), one.value("/data/kid[2]/name")) == ("2", "?")
    one.remove("/data/kid[1]")
    assert one.value("/data/kid[1]/toy[2]/what") == "ball"
    one.remove("/data/kid[1]")
    assert one.value("/data/count") == "0"
    one.add("/data/kid")
    assert keys(one)[0] == "/data/kid[1]"
    for wrong in ("/data/none", "/data/kid[7]", "/other"):
        with pytest.raises(NotFound):
            one.answer(wrong, "x")
    with pytest.raises(NotFound):
        one.remove("/data/after")


def test_choices_follow_what_was_answered_and_are_read_in_the_language() -> None:
    cities = [{"list_name": "city", "name": f"c{n}", "label": f"City {n}", "state": f"s{n % 2}"} for n in range(4)]
    one = filling(
        asked("text", "state"), asked("select_one city", "city", choice_filter="state = ${state}"),
        asked("calculate", "said", "", calculation="jr:choice-name(${city}, '${city}')"),
        asked("select_multiple city", "several"), choices=tuple(cities),
    )  # fmt: skip
    assert one.choices("/data/city") == []
    one.answer("/data/state", "s1")
    assert one.choices("/data/city") == [Option("c1", "City 1"), Option("c3", "City 3")]
    one.answer("/data/city", "c3")
    assert one.value("/data/said") == "City 3"
    one.answer("/data/several", ["c1", "c2"])
    assert one.answers()["several"] == ["c1", "c2"]


def test_texts_fall_back_to_the_default_language() -> None:
    found = checked(
        {"type": "text", "name": "a", "label::English (en)": "One ${b}", "label::Arabic (ar)": "واحد ${b}"},
        {"type": "text", "name": "b", "label::English (en)": "Two", "label::Arabic (ar)": ""},
        default_language="English (en)",
    )
    assert found.form is not None
    one = Filling(found.form, language="Arabic (ar)")
    one.answer("/data/b", "٢")
    assert (one.label("/data/a"), one.label("/data/b")) == ("واحد ٢", "Two")
    assert found.form.languages == ("English (en)", "Arabic (ar)")


def test_a_form_begins_with_its_defaults_and_what_the_world_gives() -> None:
    world = World(now=lambda: MOMENT, chance=Random(3))
    one = filling(
        asked("start", "begun", ""), asked("today", "day", ""), asked("date", "due", default="today() + 14"),
        asked("text", "said", default="none"),
        asked("text", "stamp", trigger="${said}", calculation="concat(${said}, '!')"),
        world=world,
    )  # fmt: skip
    assert one.value("/data/begun").startswith("2027-03-05T14:30")
    assert (one.value("/data/day"), one.value("/data/due"), one.value("/data/said")) == (
        "2027-03-05",
        "2027-03-19",
        "none",
    )
    assert one.value("/data/stamp") == ""
    one.answer("/data/said", "yes")
    assert one.value("/data/stamp") == "yes!"


def test_rules_that_wait_for_each_other_are_told() -> None:
    found = checked(
        asked("calculate", "a", "", calculation="${b} + 1"), asked("calculate", "b", "", calculation="${a} + 1"),
        asked("text", "c"),
    )  # fmt: skip
    assert found.form is None
    assert any("wait for each other" in one.message() for one in found.faults)


def test_an_expression_that_calls_what_there_is_not_does_nothing() -> None:
    one = filling(
        asked("text", "a", label="Seen ${b}", relevant="explode(${b})", default="explode()"),
        asked("text", "b", constraint="explode(.)"),
        asked("calculate", "c", "", calculation="explode(${a})"),
        asked("select_one yn", "d", choice_filter="explode(name)"),
        choices=YES_NO,
    )
    one.answer("/data/b", "x")
    assert keys(one) == ["/data/a", "/data/b", "/data/d"]
    assert (one.label("/data/a"), one.value("/data/a"), one.value("/data/c")) == ("Seen x", "", "")
    assert (one.choices("/data/d"), one.faults()) == ([], [])


def test_answers_given_at_once_are_those_given_one_by_one() -> None:
    rows: tuple[dict[str, Any], ...] = (
        asked("integer", "many"), asked("begin repeat", "kid", repeat_count="${many}"), asked("text", "name"),
        asked("end repeat"), asked("begin group", "g", relevant="${many} > 1"), asked("text", "x"), asked("end group"),
    )  # fmt: skip
    given_ = {"many": "2", "kid": [{"name": "A"}, {"name": "B"}], "g": {"x": "y"}}
    one = filling(*rows)
    one.fill(given_)
    assert one.answers() == given_
    with pytest.raises(NotFound):
        one.fill({"none": 1})
    with pytest.raises(InvalidValue):
        one.answer("/data/g/x", "x" * 200_000)


def _everything(one: Filling) -> Iterator[tuple[str, str, bool, bool]]:
    for key, each in one.questions():
        if not isinstance(each, Group):
            yield key, one.value(key), one.is_readonly(key), one.tree.at(key).required


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 11), st.integers(0, 5)), max_size=15), st.randoms(use_true_random=False))
def test_what_follows_is_the_same_as_when_all_is_begun_anew(said: list[tuple[int, int]], chance: Random) -> None:
    """After any answers, a form knows what it would know if it were begun with these answers."""
    rows = [asked("integer", f"q{n}", relevant=f"${{q{n - 1}}} > 2" if n % 4 == 3 else "") for n in range(12)]
    rows += [
        asked("calculate", f"c{n}", "", calculation=f"coalesce(${{q{n}}}, 0) + {f'${{c{n - 1}}}' if n % 3 else '1'}")
        for n in range(12)
    ]
    chance.shuffle(rows)
    made = form(*rows)
    one = Filling(made)
    for question, value in said:
        one.answer(f"/data/q{question}", value)
    again = Filling(made)
    again.fill({name: value for name, value in one.answers().items() if name.startswith("q")})
    assert list(_everything(again)) == list(_everything(one))
    assert again.answers() == one.answers()


def test_a_table_of_questions_has_the_label_of_its_group() -> None:
    one = filling(
        asked("begin group", "service", "Our service", appearance="table-list"),
        asked("select_one yn", "quick", "Quick?"),
        asked("select_one yn", "kind", "Kind?"),
        asked("end group"),
        choices=YES_NO,
    )
    [group] = one.form.groups()
    assert one.label("/data/service") == "Our service"
    assert [child.path[-1] for child in group.children][1:] == ["quick", "kind"]
    assert "label" in group.children[0].appearance


def test_a_rule_that_the_answers_make_senseless_says_nothing() -> None:
    made = filling(
        asked("text", "place"),
        asked("text", "inside", relevant="geofence(${place}, '1 1;2 2;1 2')"),
        asked("calculate", "sum", calculation="digest(${place}, ${inside})"),
    )
    made.answer("/data/place", "nowhere")
    assert [key for key, _ in made.questions()] == ["/data/place", "/data/inside"]
    assert made.value("/data/sum") == ""


def test_an_answer_that_takes_too_long_to_check_is_told() -> None:
    found = filling(asked("text", "a", constraint="regex(., '^(a|aa)+$')", constraint_message="Only a"))
    found.answer("/data/a", "a" * 60 + "!")
    assert [(one.rule, one.words, one.text) for one in found.faults()] == [("constraint", "", patterns.RAN_OUT)]
    found.answer("/data/a", "aa")
    assert not found.faults()
    found.answer("/data/a", "b")
    assert [one.words for one in found.faults()] == ["Only a"]


def test_the_last_of_a_list_is_known_at_its_entries() -> None:
    found = filling(
        asked("begin repeat", "kid"), asked("calculate", "n", "", calculation="position(..) = last(..)"),
        asked("end repeat"), asked("calculate", "one", "", calculation="last()"),
    )  # fmt: skip
    found.add("/data/kid")
    assert found.answers() == {"kid": [{"n": "false"}, {"n": "true"}], "one": "1"}


def test_what_is_no_text_is_left_out_of_an_answer() -> None:
    found = filling(asked("text", "a"))
    found.answer("/data/a", "a\x00b\x1bc\ud800\td")
    assert found.value("/data/a") == "abc\td"


def test_what_was_left_empty_does_not_begin_anew() -> None:
    made = form(
        asked("text", "a", default="x"), asked("text", "b"), asked("text", "c", default="y", relevant="${b} = 'more'"),
        asked("begin repeat", "r"), asked("text", "d", default="z"), asked("text", "e"), asked("end repeat"),
        asked("text", "f", default="w", read_only="yes"),
    )  # fmt: skip
    first = Filling(made)
    assert first.answers()["a"] == "x"
    first.fill({"a": "", "b": "q", "r": [{"d": "", "e": "1"}, {"e": "2"}]})
    again = Filling(made)
    kept.restore(again, kept.lines(first))
    assert again.answers() == first.answers()
    again.answer("/data/b", "more")
    assert again.value("/data/c") == "y"
    fresh = Filling(made)
    kept.restore(fresh, {})
    assert fresh.value("/data/a") == "x"


def test_a_number_beyond_all_bounds_is_told_and_not_calculated_with() -> None:
    filling = Filling(
        form(asked("text", "told"), asked("calculate", "whole", calculation="${told}", **{"bind::type": "int"}))
    )
    filling.answer("/data/told", "12.0")
    assert filling.value("/data/whole") == "12"
    filling.answer("/data/told", "1e999")
    assert filling.value("/data/whole") == "1e999"
