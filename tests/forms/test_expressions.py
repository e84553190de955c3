"""Expressions of ODK XForms give what Enketo and JavaRosa give."""

import math
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import given, strategies as st
from lxml import etree

from coopdesk.errors import InvalidValue
from coopdesk.forms import patterns, values, xpath
from coopdesk.forms.evaluation import Evaluator
from coopdesk.forms.functions import FUNCTIONS, World

ANSWERS = etree.fromstring(
    "<document><data><a>1</a><b>2</b><name>Ann</name><empty/><day>2012-07-23</day><chosen>red blue</chosen>"
    "<kid id='k1'><age>4</age><word>x</word></kid><kid><age>11</age><word>y</word></kid><kid><age/><word>z</word></kid>"
    "</data></document>"
)
LIST = etree.fromstring(
    "<instance><towns><item><name>c1</name><of>s1</of><pop>5</pop></item><item><name>c2</name><of>s2</of><pop>7</pop>"
    "</item></towns></instance>"
)
PIECES = ("1", "a", ".", "..", "/", "//", "(", ")", "[", "]", ",", "+", "-", "*", "=", "<", "and", "'x'", "@", "::")


@pytest.fixture(autouse=True)
def greenwich(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Etc/UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def value(told: str, at: str = "", world: World | None = None) -> values.Value:
    node = ANSWERS[0] if not at else ANSWERS[0].find(at)
    assert node is not None
    return Evaluator(world or World(), {"cities": LIST}).expression(told).value(node)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("1 - 10 mod 3 div 3", "0.6666666666666667"), ("4-3*4+5-1", "-4"), ("-'19'", "-19"), ("1and 0", "false"),
        ("6.1 - 7.8 = -1.7", "true"), ("3 < 4 < 5", "true"), ("-3 < 3 = 6 >= 6", "true"), ("'abc' < 'abcd'", "false"),
        ("true() = 'true'", "true"), ("'0017.' = 17", "true"), ("'017.' = '17.000'", "false"), ("1 div 0", "Infinity"),
        ("number('')", "NaN"), ("string(123456.0)", "123456"), ("string(1 = 1)", "true"), ("int(-1.51)", "-1"),
        ("int('7.9e-12')", "0"), ("round(23.7825, 2)", "23.78"), ("round(-1.475, 2)", "-1.48"),
        ("round(626.3, -3)", "1000"),
        ("pow(0, -1)", "Infinity"), ("pow(-10, 401)", "-Infinity"), ("exp(1000)", "Infinity"),
        ("log10(-1)", "NaN"),
        ("pow(16, 0.25)", "2"), ("sqrt(-1)", "NaN"), ("log(0)", "-Infinity"), ("max(/data/a, 7, '3')", "7"),
        ("min('')", "NaN"),
        ("/data/a + /data/b", "3"), ("/data/a != /data/b", "true"), ("/data/a >= '1'", "true"),
        ("not(/data/none)", "true"),
        ("sum(/data/kid/age)", "15"), ("count(/data/kid)", "3"), ("count-non-empty(/data/kid/age)", "2"),
        ("count(/data/kid[age > 5])", "1"), ("/data/kid[position() = 2]/word", "y"), ("/data/kid[last()]/word", "z"),
        ("join(', ', /data/kid/word)", "x, y, z"), ("concat(/data/kid/word, '!')", "xyz!"), ("//word", "x"),
        ("indexed-repeat(/data/kid/word, /data/kid, 2)", "y"), ("indexed-repeat(/data/kid/word, /data/kid, 9)", ""),
        ("selected(/data/chosen, ' blue ')", "true"), ("selected(/data/chosen, 'blu')", "false"),
        ("selected-at(/data/chosen, 1)", "blue"), ("selected-at(/data/chosen, -1)", ""), ("count-selected('')", "0"),
        ("coalesce(/data/empty, 'x')", "x"), ("coalesce(/data/empty * 2, 5)", "5"),
        ("coalesce(1 div 0, 5)", "Infinity"),
        ("if(/data/none, 1, 'no')", "no"), ("regex('a12', '[0-9]{2}')", "true"),
        ("substr('hello', -2)", "lo"), ("substr('hello', 0, -1)", "hell"), ("substring('12345', 1.5, 2.6)", "234"),
        ("substring('12345', -42, 1 div 0)", "12345"), ("translate('hello', 'lo', 'L')", "heLL"),
        ("normalize-space('  a \n b ')", "a b"), ("string-length('مرحبا')", "5"), ("ends-with('ba', 'a')", "true"),
        ("checklist(-1, 2, 1 = 1, 2 = 2, 3 = 3)", "false"),
        ("weighted-checklist(3, 4, 1 = 1, 2, 1 = 2, 9, 1 = 1, 1)", "true"),
        ("date('2018-1-2')", "2018-01-02"), ("date('2018-01-01' + 1)", "2018-01-02"),
        ("date('2018-02-30')", "Invalid Date"),
        ("'2012-07-24' + 10 = '2012-08-03'", "true"), ("date('2008-09-08') - date('1983-10-06')", "9104"),
        ("/data/day < date('2012-07-24')", "true"), ("boolean(date('opv_3'))", "false"),
        ("'2018-06-25' = '2018-06-25T00:00:00.000+00:00'", "true"), ("decimal-date-time('1969-12-31')", "-1"),
        ("decimal-date-time('-1000')", "NaN"), ("decimal-date-time(-1000)", "-1000"), ("1 - '1970-01-03'", "-1"),
        ("base64-decode('AGEAYgBj')", "abc"), ("base64-decode('8J+lsA==')", "🥰"), ("base64-decode('a')", ""),
        ("intersects('0 0;1 1;0 1;1 0')", "true"), ("intersects('0 0;0 2;1 1;0 1')", "true"),
        ("intersects('0 0;0 1;1 1;1 0;0 0')", "false"), ("intersects('0 0;0 1')", "false"), ("intersects('')", "false"),
        ("decimal-time('06:00:00.000+00:00')", "0.25"), ("decimal-time('06:00:00+03')", "0.125"),
        ("date('2018-01-01T10:20:30.400+02')", "2018-01-01T08:20:30.400+00:00"),
        ("decimal-time('24:00:00.000+00:00')", "NaN"),
        ("format-date(/data/day, '%Y/%n | %y/%m | %b %e %a')", "2012/7 | 12/07 | Jul 23 Mon"),
        ("digest('abc', 'MD5', 'hex')", "900150983cd24fb0d6963f7d28e17f72"), ("area('0 0;0 1')", "0"),
        ("distance('0 0;0 1')", "111318.85"), ("geofence('0.5 0.5', '0 0;0 1;1 1;1 0;0 0')", "true"),
        ("instance('cities')/towns/item[of = 's2']/name", "c2"), ("pulldata('cities', 'pop', 'name', 'c1')", "5"),
        ("count(instance('cities')/towns/item[of = /data/name])", "0"),
    ],
)  # fmt: skip
def test_an_expression_gives_what_others_give(told: str, expected: str) -> None:
    assert values.text(value(told)) == expected


def test_places_are_counted_and_blanks_filled_at_the_node_itself() -> None:
    assert value("position(..)", "kid[2]/age") == 2
    assert values.text(value("../word", "kid[2]/age")) == "y"
    assert values.text(value("once('new')", "name")) == "Ann"
    assert values.text(value("once('new')", "empty")) == "new"
    assert values.text(value("/data/kid[age = current()/../b * 2]/word", "a")) == "x"


def test_a_place_is_that_of_the_node_itself_where_nothing_is_counted() -> None:
    assert (value("position()", "kid[2]"), value("last()", "kid[2]"), value("position()", "kid[2]/age")) == (2, 3, 1)
    assert values.text(value("/data/kid[position() = last()]/word", "kid[1]")) == "z"


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Africa/Cairo", "Etc/UTC", "America/New_York"])
def test_days_are_counted_by_the_calendar_whatever_the_clocks_do(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    for told, expected in (
        ("'2024-11-01' - '2024-10-01'", "31"), ("date('2024-10-01' + 31)", "2024-11-01"),
        ("format-date('2024-03-01' + 61, '%Y-%m-%d')", "2024-05-01"), ("date(date('2024-11-30') - 60)", "2024-10-01"),
        ("date('2024-04-26')", "2024-04-26"), ("'2024-04-26' + 0 = '2024-04-26'", "true"),
        ("date('2024-04-25' + 1)", "2024-04-26"), ("format-date('2024-10-31' + 0.5, '%d %H:%M')", "31 12:00"),
    ):  # fmt: skip
        assert values.text(value(told)) == expected


@pytest.mark.parametrize(
    ("indexed", "looked_through"),
    [
        ("[of = {0}]", "[string(of) = {0}]"), ("[of = {0}][1]", "[string(of) = {0}][1]"),
        ("[{0} = of and pop = 7]", "[{0} = string(of) and pop = 7]"),
        ("[of = {0} and position() = 2]", "[position() = 2 and string(of) = {0}]"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("wanted", ["'s1'", "'s2'", "'none'", "/data/town", "current()/../town", "/data/none"])
def test_a_list_is_looked_up_as_it_is_looked_through(indexed: str, looked_through: str, wanted: str) -> None:
    answers = etree.fromstring("<document><data><town>s2</town><town>s1</town><a/></data></document>")
    rows = "".join(f"<item><name>n{n}</name><of>s{n % 3}</of><pop>{n}</pop></item>" for n in range(9))
    evaluator = Evaluator(World(), {"cities": etree.fromstring(f"<instance><towns>{rows}</towns></instance>")})
    items = [f"instance('cities')/towns/item{told}/name" for told in (indexed, looked_through)]
    found = [
        list(map(values.text_of_node, values.nodes(evaluator.expression(told.format(wanted)).value(answers[0][2]))))
        for told in items
    ]
    assert found[0] == found[1]
    assert evaluator.expression(items[0].format(wanted)).written.text.count("odk:rows(") == ("position" not in indexed)


@pytest.mark.parametrize("pattern", ["(a|aa)+$", "(?R)", "((ا|اا)+)ب$"])
def test_a_pattern_that_takes_too_long_is_told(pattern: str) -> None:
    assert patterns.is_slow(pattern)
    with pytest.raises(patterns.RanOut):
        patterns.found(pattern, "a" * 60 + "ا" * 60 + "!")


@pytest.mark.parametrize(
    ("pattern", "told", "holds"),
    [
        (r"^\d{2}$", "12", True), (r"^\d{2}$", "١٢", False), (r"^[\w-]+$", "a-b", True), (r"^\w+$", "مر", False),
        (r"^\D$", "١", True), ("^مر$", "مر", True), ("^a$", "a\n", False), (r"[$]\$", "$$", True),
        (r"\p{L}{2}", "مر", True), (r"^[A-Za-z0-9._-]+@([a-z]+\.)+[a-z]{2,}$", "a.b@c.de", True),
    ],
)  # fmt: skip
def test_a_pattern_is_read_as_other_programs_read_it(pattern: str, told: str, holds: bool) -> None:
    assert (patterns.found(pattern, told), patterns.is_slow(pattern)) == (holds, False)


@pytest.mark.parametrize("pattern", ["[", "(a", "((a{1000}){1000}){1000}", "(" * 5000 + ")" * 5000, "a" * 9_000])
def test_a_pattern_that_cannot_be_read_is_told(pattern: str) -> None:
    with pytest.raises(InvalidValue):
        patterns.found(pattern, "a")
    assert Evaluator(World()).unknown(xpath.written(f"regex(., '{pattern}')"))


def test_a_value_is_looked_up_through_many_conditions_one_in_the_other() -> None:
    told = "'none'"
    for place in reversed(range(60)):
        told = f"if(/data/a + 40 = {place}, 'district {place}', {told})"
    assert value(told) == "district 41"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("1 = 2 or 3 = 3 and 1 = 1", "true"), ("(1 = 2 or 3 = 3) and 1 = 2", "false"),
        ("1 = 2 or 3 = 3 and 1 = 2", "false"),
        ("10 - 2 - 3", "5"), ("2 + 3 * 4 - 6 div 2", "11"), ("2 * 3 + 4 * 5", "26"), ("8 div 2 div 2", "2"),
        ("1 + 1 = 2 and 2 < 3", "true"), ("1 < 2 = 3 > 2", "true"), ("- 2 * - 3", "6"), ("1 or 0 and 0", "true"),
    ],
)  # fmt: skip
def test_what_binds_closer_is_calculated_first(told: str, expected: str) -> None:
    assert values.text(value(told)) == expected


def test_what_is_not_reached_may_be_unknown() -> None:
    assert value("false() and explode()") is False
    assert values.text(value("if(true() or explode(), 'a', 'b')")) == "a"
    with pytest.raises(InvalidValue, match="cannot be evaluated"):
        value("explode()")


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ("1 +", "ends too early"), ("(((1)", "ends too early"), ("a b", "“b” is not expected at character 3"),
        ("1 And 1", "“And” is not expected"), ("'a\x0b'", "3 (“U+000B”) means nothing"),
        ("'abc", "means nothing"), ("sideways::a", "no axis “sideways”"),
        ("(" * 200 + "1" + ")" * 200, "nested more than"),
        ("1 or 1 and 1 = 1 < 1 + 1 * (" * 300 + "1" + ")" * 300, "nested more than"), ("1" * 30_000, "longer than"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_with_its_place(told: str, why: str) -> None:
    with pytest.raises(InvalidValue) as fault:
        value(told)
    assert why in "".join(one for one in str(fault.value) if one not in "\u2066\u2067\u2068\u2069")


def test_calls_of_what_there_is_not_are_found_without_calling() -> None:
    told = "if(explode(1), selected('a'), position(..) + last() + concat(instance('none')/towns))"
    wrong = Evaluator(World()).unknown(xpath.written(told))
    assert [one.message().replace("\u2068", "").replace("\u2069", "") for one in wrong] == [
        "There is no list “none” in this form.",
        "There is no function “explode”.",
        "“selected” was called with 1 arguments, which it does not take.",
    ]


def test_what_an_expression_reads_is_known() -> None:
    told = "../a + sum(/data/kid[age > ../b]/word) + instance('cities')/towns/item[name = current()/../c]/pop + //any"
    found = {one.steps: one.absolute for one in xpath.written(told).references}
    assert found == {
        ("..", "a"): False, ("data", "kid", "age"): True, ("data", "kid", "..", "b"): True,
        ("data", "kid", "word"): True, ("..", "c"): False, ("**", "any"): True,
    }  # fmt: skip


def test_a_seed_gives_one_order_everywhere() -> None:
    letters = etree.fromstring("<document><data><x>A</x><x>B</x><x>C</x><x>D</x><x>E</x><x>F</x></data></document>")
    for told, order in (("randomize(/data/x, 42)", "AFCBDE"), ("randomize(/data/x, 1)", "BFEACD")):
        found = Evaluator(World()).expression(told).value(letters[0])
        assert "".join(map(values.text_of_node, values.nodes(found))) == order


def test_the_world_is_given() -> None:
    moment = datetime(2027, 3, 5, 14, 30, tzinfo=UTC)
    world = World(now=lambda: moment, chance=Random(1))
    assert value("today()", world=world) == "2027-03-05"
    assert value("now()", world=world) == "2027-03-05T14:30:00.000+00:00"
    assert len(str(value("uuid(20)", world=world))) == 20
    assert value("today() + 1 > now()", world=world) is True


@given(st.floats(allow_nan=False))
def test_a_number_is_read_as_it_is_written(number: float) -> None:
    assert values.number(values.written_number(number)) == number or math.isinf(number)


@given(st.text(max_size=60) | st.lists(st.sampled_from(PIECES), max_size=20).map(" ".join))
def test_no_text_breaks_the_reading(told: str) -> None:
    with suppress(InvalidValue):
        Evaluator(World()).expression(told).value(ANSWERS[0])


def test_every_function_tells_a_wrong_number_of_arguments() -> None:
    for name, one in FUNCTIONS.items():
        if one.most < 100:
            with pytest.raises(InvalidValue):
                value(f"{name}({', '.join(['1'] * (one.most + 1))})")
