"""Logic as menus build it: written as text and read again, told in words, and left alone where menus cannot say it."""

import re
from datetime import date, time

import pytest
from hypothesis import given, strategies as st

from coopdesk.forms.logic import (
    TODAY,
    Asked,
    Condition,
    Limits,
    Logic,
    read,
    read_limits,
    words,
    written,
    written_limits,
)
from coopdesk.i18n import using
from coopdesk.operations.forms import form_files

_NAMES = st.from_regex(r"[a-z_][a-z0-9_.\-]{0,12}", fullmatch=True)
_TEXTS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=40)
_NUMBERS = st.from_regex(r"-?[0-9]{1,6}(\.[0-9]{1,3})?", fullmatch=True)
_DAYS = st.dates(date(1000, 1, 1)).map(date.isoformat) | st.just(TODAY)
_MOMENTS = st.sampled_from(("", TODAY)) | st.dates(date(1000, 1, 1), date(9000, 1, 1)).map(date.isoformat)
_ORDER = st.sampled_from(("more", "less", "at_least", "at_most", "is", "is_not"))
_CONDITIONS = st.one_of(
    st.builds(Condition, _NAMES, st.sampled_from(("is", "is_not", "contains", "lacks")), _TEXTS, st.just("text")),
    st.builds(Condition, _NAMES, _ORDER, _NUMBERS, st.just("number")),
    st.builds(Condition, _NAMES, _ORDER, _DAYS, st.just("date")),
    st.builds(Condition, _NAMES, st.sampled_from(("answered", "not_answered")), st.just(""), st.just("text")),
)
_ROWS = st.lists(_CONDITIONS, max_size=4).map(tuple)
_ENDS = st.just("") | _NUMBERS


@given(st.sampled_from(("all", "any")), _ROWS)
def test_what_menus_write_they_read_again(joint: str, rows: tuple[Condition, ...]) -> None:
    logic = Logic(joint if len(rows) > 1 else "all", rows)
    assert read(written(logic)) == logic


@given(_ENDS, _ENDS, st.sampled_from(("answer", "length", "choices")))
def test_limits_that_menus_write_they_read_again(low: str, high: str, subject: str) -> None:
    limits = Limits(low, high, "number", subject) if low or high else Limits()
    assert read_limits(written_limits(limits)) == limits


@given(st.just("") | _DAYS, st.just("") | _DAYS)
def test_limits_of_days_are_read_again(low: str, high: str) -> None:
    limits = Limits(low, high, "date") if low or high else Limits()
    assert read_limits(written_limits(limits)) == limits


@given(_MOMENTS, _MOMENTS)
def test_limits_of_moments_are_read_again(low: str, high: str) -> None:
    limits = Limits(low, high, "moment") if low or high else Limits()
    assert read_limits(written_limits(limits), moment=True) == limits


@given(st.just("") | st.times(), st.just("") | st.times())
def test_limits_of_hours_are_read_again_to_the_minute(low: time | str, high: time | str) -> None:
    first, last = (one if isinstance(one, str) else f"{one:%H:%M}" for one in (low, high))
    limits = Limits(first, last, "time", "hour") if first or last else Limits()
    assert read_limits(written_limits(limits)) == limits


@pytest.mark.parametrize(
    ("answer", "valid"),
    [("07:59:00.000", False), ("08:00:00.000", True), ("17:00:00.000", True), ("17:01:00.000", False)],
)
def test_an_hour_at_the_end_of_its_limits_is_valid_and_the_minute_beyond_is_not(answer: str, valid: bool) -> None:
    text = written_limits(Limits("08:00", "17:00", "time", "hour"))
    assert text == "decimal-time(.) >= 0.33333 and decimal-time(.) <= 0.70834"
    assert form_files.evaluate(text.replace("(.)", f"('{answer}')"))["value"] is valid


def test_the_last_day_of_a_moment_counts_whole() -> None:
    assert written_limits(Limits("2027-01-01", "2027-02-28", "moment")) == (
        ". >= date('2027-01-01') and . < date('2027-03-01')"
    )
    assert written_limits(Limits("", TODAY, "moment")) == ". <= now()"
    assert written_limits(Limits("", "9999-12-31", "moment")) == ". < date('9999-12-31')"


@pytest.mark.parametrize(
    "text",
    [". <= date('2027-01-01')", ". >= today()", ". < now()", ". >= 3", "${a} <= now()", ". > date('2027-01-01')"],
)
def test_what_menus_of_a_moment_cannot_express_stays_text(text: str) -> None:
    assert read_limits(text, moment=True) is None


@pytest.mark.parametrize("text", ["decimal-time(.) > 0.5", "decimal-time(.) >= 0.3335", "decimal-time(.) <= 1"])
def test_what_menus_of_an_hour_cannot_express_stays_text(text: str) -> None:
    assert read_limits(text) is None


def test_conditions_are_written_as_the_sheet_has_them() -> None:
    rows = (Condition("age", "at_least", "18", "number"), Condition("topics", "contains", "water"))
    assert written(Logic("all", rows)) == "${age} >= 18 and selected(${topics}, 'water')"
    rows = (Condition("topics", "lacks", "it's"), Condition("day", "less", "2027-01-01", "date"))
    assert written(Logic("any", rows)) == """not(selected(${topics}, "it's")) or ${day} < date('2027-01-01')"""
    assert written_limits(Limits("0", "120")) == ". >= 0 and . <= 120"
    assert written_limits(Limits("", "200", "number", "length")) == "string-length(.) <= 200"
    assert written_limits(Limits("", TODAY, "date")) == ". <= today()"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("  ( ${ age }>=18 )  ", (Condition("age", "at_least", "18", "number"),)),
        ("18 <= ${age}", (Condition("age", "at_least", "18", "number"),)),
        ("${age} > '18'", (Condition("age", "more", "18", "number"),)),
        ('${useful} = "no"', (Condition("useful", "is", "no"),)),
        ("(${a} = 'x' and (${b} != '')) and not( selected( ${c} , 'y') )",
         (Condition("a", "is", "x"), Condition("b", "answered"), Condition("c", "lacks", "y"))),
    ],
)  # fmt: skip
def test_text_that_a_person_wrote_is_read_in_its_spaces_brackets_and_quotes(
    text: str, rows: tuple[Condition, ...]
) -> None:
    assert read(text) == Logic("all", rows)


@pytest.mark.parametrize(
    "text",
    [
        "${a} = 1 and ${b} = 2 or ${c} = 3", "not(${a} = 1 or ${b} = 2)", "${a} + 1 > 2", "${a} = ${b}", "${a} =",
        "count-selected(${a}) > 1", "${a} > 'x'", "true()", "${a} = 1 and", "${a} = date('soon')",
        "not(${a} = 1)", "not(not(selected(${a}, 'x')))", "(" * 1_900, "a(" * 900, "not(" * 450, "'open",
        ". > 3", "/data/a = 1", "selected(${a}, ${b})", "${a} = 1 ${b} = 2", "today() > ${a} + 7",
    ],
)  # fmt: skip
def test_what_menus_cannot_express_stays_text(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    "text",
    [". > 0.5", ". >= 0 or . <= 2", ". >= 1 and . >= 2", "${a} >= 1", ". >= 1 and string-length(.) <= 2", ". = 3",
     "regex(., '^a')", ". <= today() + 7", "string-length(.) <= today()"],
)  # fmt: skip
def test_what_menus_of_limits_cannot_express_stays_text(text: str) -> None:
    assert read_limits(text) is None


def test_more_than_a_whole_number_is_at_least_the_next() -> None:
    assert read_limits(". > 0 and . < 10", whole=True) == Limits("1", "9")
    assert read_limits(". > 0") is None
    assert read_limits("string-length(.) < 10") == Limits("", "9", "number", "length")


def bare(text: str) -> str:
    """Return a text without the marks of direction."""
    return re.sub("[\u2066-\u2069]", "", text)


def test_conditions_are_told_in_words() -> None:
    english = (
        Asked("useful", "Useful", "select_one yn", (("no", "No"),)), Asked("age", "Age", "integer"),
        Asked("day", "Day of the visit", "date"),
    )  # fmt: skip
    logic = read("${useful} = 'no' and ${age} >= 18 and ${day} < date('2027-03-05') and ${gone} = ''")
    assert logic is not None
    assert bare(words(logic, english)) == (
        "“Useful” is “No” and “Age” is at least 18 and “Day of the visit” is before 5 March 2027"
        " and “gone” is left empty"
    )
    with using("ar"):
        arabic = (Asked("useful", "مفيدة", "select_one yn", (("no", "لا"),)),)
        told = words(Logic("all", logic.rows[:1]), arabic)
    assert bare(told) == "جواب «مفيدة» «لا»"
