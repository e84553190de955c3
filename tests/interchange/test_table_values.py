"""What people write in cells, as values."""

import pytest

from coopdesk.errors import InvalidValue
from coopdesk.fields import Day, Flag, Line, Money, Number, Period, Plain, Prose, Quantity
from coopdesk.fields.kind import Kind
from coopdesk.interchange.tables import values

TODAY = "2026-11-26"


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Number(), "١٢٬٣٤٥", 12345), (Number(), "1,234", 1234), (Number(), "1.234.567", 1234567),
        (Number(), "12.0", 12), (Number(), "", None), (Number(), "1 234", 1234),
        (Flag(), "نعم", True), (Flag(), "X", True), (Flag(), "✓", True), (Flag(), "لا", False), (Flag(), "0", False),
        (Flag(), "FALSE", False), (Flag(), " ", None),
        (Day(), "2027-03-05", "2027-03-05"), (Day(), "5/3/2027", "2027-03-05"), (Day(), "٥ مارس ٢٠٢٧", "2027-03-05"),
        (Day(), "5 آذار 2027", "2027-03-05"), (Day(), "26 رمضان 1448", "2027-03-05"), (Day(), "2027", "2027"),
        (Day(), "2027-03-05 14:30", "2027-03-05"), (Day(), "1364 AD", "1364"), (Day(), "03/2027", "2027-03"),
        (Money(), "1,250.50 QAR", {"amount": "1250.50", "currency": "QAR"}),
        (Money(), "١٬٢٥٠٫٥ ر.ق", {"amount": "1250.50", "currency": "QAR"}),
        (Money(), "$ 12", {"amount": "12.00", "currency": "USD"}),
        (Money(), "12,5 EUR", {"amount": "12.50", "currency": "EUR"}),
        (Quantity(), "1,250.125", "1250.125"), (Quantity(), "0.125", "0.125"), (Quantity(), "١٢٫٥", "12.5"),
        (Quantity(), "12.0", "12"), (Quantity(), " ", None), (Quantity(), "1.234", "1.234"),
        (Period(), "2027", "2027"), (Period(), "Q1 2027", "2027-Q1"), (Period(), "الربع الأول من عام 2027", "2027-Q1"),
        (Period(), "2027-03-01", "2027-03"), (Period(), "2027-03-01 00:00:00", "2027-03"), (Period(), "", None),
        (Line(), "  two\nlines ", "two lines"), (Prose(), "two\nlines ", "two\nlines"),
    ],
)  # fmt: skip
def test_a_text_is_read_as_its_kind_means_it(kind: Kind, text: str, value: Plain) -> None:
    assert values.read(kind, text, TODAY).value == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Number(), "many"), (Number(), "12.5"), (Number(), "1.234"), (Flag(), "perhaps"), (Day(), "5/13/2027"),
        (Day(), "30/2/2027"), (Day(), "05/03/27"), (Money(), "12.50"), (Money(), "a lot QAR"), (Money(), "1.234 QAR"),
    ],
)  # fmt: skip
def test_a_text_that_may_mean_something_else_is_refused(kind: Kind, text: str) -> None:
    with pytest.raises(InvalidValue):
        values.read(kind, text, TODAY)


def test_a_hijri_date_and_a_time_left_out_are_told() -> None:
    assert values.read(Day(), "26 رمضان 1448", TODAY).note is not None
    assert values.read(Day(), "2027-03-05 14:30", TODAY).note is not None
    assert values.read(Day(), "5/3/2027", TODAY).note is None


@pytest.mark.parametrize("several", [["a"], ["a, b"], ["a", "b"], ["a; b", "c"], ["أ، ب"], ["a\tb", "c, d"]])
def test_a_set_comes_back_from_its_cell(several: list[str]) -> None:
    assert values.members(values.joined(several)) == several
    assert values.members("ar, en") == ["ar", "en"]
    assert values.members("عربي؛ إنجليزي") == ["عربي", "إنجليزي"]
