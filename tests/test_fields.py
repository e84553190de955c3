"""Every kind: plain, stored and wire forms agree, and bad input is refused with a sentence."""

from datetime import date

import pytest
from hypothesis import given, strategies as st

from coopdesk import fields as k
from coopdesk.calendars import both, gregorian, hijri, is_partial_date
from coopdesk.errors import InvalidValue
from coopdesk.history.operation import pack, unpack
from coopdesk.i18n import N_, using
from coopdesk.records import TYPES, fields_of

TEXT = st.text(
    st.characters(
        exclude_categories=("Cs", "Cc"), exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    ),
    max_size=60,
).filter(lambda text: not text.isspace())
OPTIONS = k.options(("a", N_("Yes")), ("b", N_("No")))
IDS = st.uuids().map(str)
_DATES = st.dates(date(600, 1, 1), date(2200, 12, 31)).map(str)
DAYS = _DATES | _DATES.map(lambda day: day[:7])
STRATEGIES = {
    k.Line: (k.Line(), TEXT), k.Prose: (k.Prose(), TEXT), k.Identifier: (k.Identifier(), TEXT),
    k.Audience: (k.Audience(), TEXT), k.Day: (k.Day(), DAYS),
    k.Quantity: (k.Quantity(), st.decimals(-10**9, 10**9, places=3).map(lambda d: f"{(d + 0).normalize():f}")),
    k.Period: (k.Period(), st.from_regex("(19|20)[0-9]{2}(-H[12]|-Q[1-4]|-0[1-9]|-1[0-2])?", fullmatch=True)),
    k.Number: (k.Number(), st.integers(0, 2**53)), k.Flag: (k.Flag(), st.booleans()),
    k.Choice: (k.Choice(OPTIONS), st.sampled_from("ab")),
    k.Audience: (k.Audience(), TEXT),
    k.Hashes: (k.Hashes(), st.lists(st.binary(min_size=32, max_size=32).map(bytes.hex), min_size=1).map("\n".join)),
    k.Tags: (k.Tags(), st.lists(TEXT.filter(str.strip), unique=True).map(sorted)),
    k.Members: (k.Members(), st.lists(TEXT.filter(str.strip), unique=True).map(sorted)),
    k.Link: (k.Link("x"), IDS), k.Links: (k.Links(to="x"), st.lists(IDS, unique=True).map(sorted)),
    k.Clock: (k.Clock(), st.times().map(lambda at: at.isoformat("minutes"))),
    k.Zone: (k.Zone(), st.sampled_from(["Europe/Zurich", "America/New_York", "Asia/Qatar", "Etc/GMT+12"])),
    k.Code: (k.Code(), st.sampled_from(["QA", "CH"])),
    k.Money: (k.Money(), st.decimals(-10**9, 10**9, places=2).map(lambda d: {"amount": str(d + 0), "currency": "QAR"})),
}  # fmt: skip


def test_every_kind_in_use_has_a_strategy() -> None:
    used = {type(one.kind) for cls in TYPES.values() for one in fields_of(cls)}
    assert used <= set(STRATEGIES)


@given(st.sampled_from(list(STRATEGIES.values())).flatmap(lambda pair: st.tuples(st.just(pair[0]), pair[1])))
def test_forms_agree(case: tuple[k.Kind, object]) -> None:
    kind, plain = case
    stored = kind.parse(plain)
    if isinstance(kind, k.Members):
        assert kind.plain(stored) == plain
        return
    assert kind.plain(kind.unpack(unpack(pack(kind.pack(stored))))) == (plain if plain != "" else None)
    kind.show(stored)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (k.Line(), "x" * 1_000_001), (k.Line(), "a\x00b"), (k.Line(), "a\u202eb"), (k.Line(), "a\nb"), (k.Line(), 5),
        (k.Line(), "\ud800"), (k.Prose(), "\u2067x"), (k.Prose(), "x" * 500_001), (k.Day(), "0000-01-01"),
        (k.Day(), "2027-02-29"), (k.Day(), "2027-13"), (k.Day(), "tomorrow"), (k.Day(), 2027), (k.Number(), 2**60),
        (k.Number(), True), (k.Number(), 1.5), (k.Number(), "x"), (k.Flag(), 1), (k.Choice(OPTIONS), "c"),
        (k.Choice(OPTIONS), []), (k.Members(), "a"), (k.Members(), [""]), (k.Members(), [1]), (k.Link("x"), "1"),
        (k.Code(), "Qatar"), (k.Money(), {"amount": "1"}), (k.Money(), {"amount": "NaN", "currency": "QAR"}),
        (k.Money(), {"amount": "1.005", "currency": "QAR"}), (k.Money(), {"amount": "1", "currency": "qar"}),
        (k.Money(), {"amount": "1e400", "currency": "QAR"}), (k.Money(), 5),
        *((k.Money(), {"amount": amount, "currency": "QAR"}) for amount in (
            "1e999999", "1e-999999999", "1" * 29, "1_000", "1e2", ".5", "5.", "+1", "", "9" * 17, "1" * 5000, True,
        )),
        (k.Number(), "1_000"), (k.Link("x"), 5), (k.Link("x"), {"a": 1}),
    ],
)  # fmt: skip
def test_bad_values_are_refused_in_words(kind: k.Kind, value: object) -> None:
    with pytest.raises(InvalidValue) as refused:
        kind.parse(value)
    english = refused.value.message()
    with using("ar"):
        arabic = refused.value.message()
    assert len(english) > 15
    assert arabic != english
    assert any("\u0600" <= letter <= "\u06ff" for letter in arabic)


@pytest.mark.parametrize(
    ("kind", "meant", "slips"),
    [
        (k.Day(), ["0970", "2027-03-05"], ["0202-01-01", "9999"]), (k.Day(past=True), ["1990-05"], ["2199"]),
        (k.Code("country"), ["qa", "XK"], ["XX", "UK", "QAT"]), (k.Code("language"), ["ar", "prs"], ["xx"]),
        (k.Code("sector"), ["112", "11220"], ["999"]), (k.Money(), [{"amount": "1", "currency": "DEM"}], [
            {"amount": "1", "currency": "QQQ"}, {"amount": "-1", "currency": "QAR"},
        ]),
        (k.Money(signed=True), [{"amount": "-1", "currency": "QAR"}], [{"amount": "1", "currency": "QQQ"}]),
        (k.Identifier(shape=k.EMAIL), ["a@example.org", "أحمد@مثال.قطر"], ["a", "a@b", "a b@c.d", "a@b.c, d@e.f"]),
        (k.Identifier(shape=k.WEB), ["un.org/ar/x?y=1#z", "HTTPS://UN.ORG:8080", "https://مثال.قطر"], [
            "javascript:alert(1)", "ftp://un.org", "none", "https://un.org/a b", "file:///etc/passwd",
        ]),
        (k.Identifier(shape=k.PHONE), ["+974 4000", "٤٤ (مكتب)"], ["none"]),
        (k.Identifier(shape=k.CURRENCY), ["QAR"], ["riyal"]), (k.Identifier(shape=k.COUNTRY), ["QA"], ["XX"]),
    ],
)  # fmt: skip
def test_what_can_be_read_and_nobody_means_is_refused_where_it_is_written(
    kind: k.Kind, meant: list[object], slips: list[object]
) -> None:
    for value in meant:
        kind.check(kind.parse(value))
    kind.check(kind.parse(None))
    for value in slips:
        with pytest.raises(InvalidValue) as refused:
            kind.check(kind.parse(value))
        english = refused.value.message()
        with using("ar"):
            assert refused.value.message() != english


def test_a_text_of_nothing_but_spaces_is_none() -> None:
    assert k.Line().parse(" \u00a0\t") is None
    assert k.Prose().parse("\n \n") is None


def test_markup_and_formulas_are_only_text() -> None:
    for text in ("<b>x</b>", "=1+1", "+974 4455", "@x", "'; DROP TABLE op; --"):
        assert k.Line().parse(text) == text


def test_eastern_digits_are_read() -> None:
    assert k.Day().parse("٢٠٢٧-٠٣-٠٥") == "2027-03-05"
    assert k.Number().parse("١٢") == 12
    assert k.Money().parse({"amount": "-١٢.٥", "currency": "QAR"}) == (-1250, "QAR")


@given(st.dates())
def test_every_day_exists_and_is_told(day: object) -> None:
    assert is_partial_date(str(day))
    assert gregorian(str(day))


def test_both_calendars() -> None:
    assert both("2027-03-05") == "5 March 2027, corresponding to 26 Ramadan 1448 AH"
    assert hijri("2027-03") is None
    assert both("1890-01-01") == "1 January 1890"
    with using("ar"):
        assert both("2026-11-24") == "24 نوفمبر 2026م الموافق 14 جمادى الآخرة 1448 هـ"


def test_an_audience_is_told_in_words_and_a_code_as_it_is() -> None:
    told = [k.Audience().show(one) for one in ("all", "ministry", "local", "QA-GVA")]
    assert told[:3] == ["All desks", "The Ministry", "This desk only"]
    assert "QA-GVA" in told[3]


def test_a_count_is_never_below_none() -> None:
    for value in (-1, "-1", "٣-", 2**60):
        with pytest.raises(InvalidValue, match="whole number of 0 or more"):
            k.Number().parse(value)
    assert k.Number().parse("٣") == 3
    with pytest.raises(InvalidValue, match="between 1800 and 2200"):
        k.Number(1800, 2200).parse(26)
