"""What is wrong with a workbook is told with its sheet, its row and what to do."""

import io
import struct
import zipfile
from contextlib import suppress

import pytest
from openpyxl import Workbook

from coopdesk.errors import Damaged, Refused
from coopdesk.i18n import using
from coopdesk.interchange.xlsform import book, check, compound, rows
from tests.forms.made import asked, checked

NAMES = ({"list_name": "yes_no", "name": "y", "label": "Yes"}, {"list_name": "yes_no", "name": "n", "label": "No"})


def told(found: check.Checked, severity: str = "error") -> list[tuple[str, int, str]]:
    return [
        (one.sheet, one.row, "".join(c for c in one.message() if c not in "\u2066\u2067\u2068\u2069"))
        for one in found.faults
        if one.severity == severity
    ]


def test_every_fault_of_a_form_is_told_at_once_and_in_our_words() -> None:
    found = checked(
        asked("txet", "a"),
        asked("select_one yes_on", "b"),
        asked("text"),
        asked("text", "two words"),
        asked("text", "c", relevant="${bb} = 1"),
        asked("text", "c", constraint=". < ${c"),
        asked("calculate", "d", ""),
        asked("select_one", "e"),
        asked("end group"),
        asked("begin repeat", "f"),
        choices=(
            *NAMES,
            {"list_name": "yes_no", "name": "n", "label": "Never"},
            {"list_name": "", "name": "x", "label": ""},
        ),
    )
    assert found.form is None
    assert told(found)[:12] == [
        ("survey", 2, "“txet” is not a type of question."),
        ("survey", 3, "The list “yes_on” is not on the sheet “choices”."),
        ("survey", 4, "This question has no name."),
        ("survey", 5, "“two words” cannot be a name."),
        ("survey", 6, "There is no question “bb”."),
        ("survey", 7, "The name “c” is used in row 6 already."),
        ("survey", 7, "A name that begins with “${” does not end."),
        ("survey", 8, "This row calculates nothing."),
        ("survey", 9, "This question does not say from which list is chosen."),
        ("survey", 10, "This row ends a group that was not begun."),
        ("survey", 11, "The repeat that begins here does not end."),
        ("choices", 4, "The choice “n” is in this list already, in row 3."),
    ]
    assert all(one.remedy() for one in found.faults)
    near = next(one for one in found.faults if one.row == 3)
    assert "yes_no" in near.remedy()


def test_what_pyxform_takes_is_taken_and_what_does_nothing_here_is_named() -> None:
    found = checked(
        asked("text", "a"), asked("audio", "b"), asked("calculate", "c", "", calculation="explode(${a})"),
        asked("select_one_from_file towns.csv", "d"),
    )  # fmt: skip
    assert found.form is not None
    assert told(found, "warning")[:3] == [
        ("survey", 3, "“audio” wants a telephone; it is not asked here."),
        ("survey", 4, "calculation: There is no function “explode”. The expression does nothing here."),
        ("survey", 5, "The list “towns.csv” is a file of its own."),
    ]


def test_an_expression_that_cannot_be_read_is_found_under_its_row() -> None:
    found = checked(
        asked("begin group", "g"), asked("text", "a"), asked("text", "b", relevant="${a} = 'x"), asked("end group"),
        asked("text", "c", constraint=". > (1"),
    )  # fmt: skip
    assert found.form is None
    assert told(found) == [
        ("survey", 4, "relevant: Character 14 (“'”) means nothing in an expression."),
        ("survey", 6, "constraint: The expression ends too early."),
    ]


def test_a_pattern_that_may_take_too_long_is_told_with_its_row() -> None:
    found = checked(
        asked("text", "a", constraint="regex(., '^(a|aa)+$')"), asked("text", "b", constraint="regex(., '[')")
    )
    assert found.form is not None
    [slow, torn] = told(found, "warning")
    assert slow[1:] == (
        2,
        "constraint: Looking for the pattern “^(a|aa)+$” may take too long; an answer is then not checked.",
    )
    assert (torn[1], "cannot be read" in torn[2], "does nothing" in torn[2]) == (3, True, True)


def test_faults_are_told_in_arabic() -> None:
    with using("ar"):
        [fault] = checked(asked("txet", "a")).faults[:1]
        assert "نوع" in fault.message()
        assert "text" in fault.remedy()


def test_a_workbook_is_read_as_a_person_keeps_it() -> None:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "Survey"
    for row in (("type", "name", "label"), ("integer", "age", "Age"), (), ("text", "b", 5)):
        sheet.append(row)
    held = io.BytesIO()
    made.save(held)
    found = check.check(book.read(held.getvalue()))
    assert found.form is not None
    assert [one.path[-1] for one in found.form.questions()] == ["age", "b"]
    assert [row.number for row in book.read(held.getvalue()).rows("survey")] == [2, 4]


@pytest.mark.parametrize("content", [
    b"PK\x03\x04 torn", b"\xd0\xcf\x11\xe0 torn", b"\x00\x01", b"", b"survey\n;type;name\n;text;" + b"x" * 600_000,
])  # fmt: skip
def test_a_file_that_is_no_form_is_refused(content: bytes) -> None:
    with suppress(Damaged, Refused):
        found = check.check(book.read(content))
        assert (found.form, bool(found.faults)) == (None, True)


def test_an_archive_that_swells_is_refused() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 200_000_000)
    with pytest.raises((Damaged, Refused)):
        book.read(held.getvalue())


def _old_book(chain: list[int]) -> bytes:
    """Return the container of an old workbook with one table of sectors."""
    head = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    struct.pack_into("<HH", head, 30, 9, 6)
    struct.pack_into("<I", head, 44, 1)
    struct.pack_into("<III", head, 60, 0xFFFFFFFE, 0, 0xFFFFFFFE)
    struct.pack_into("<109I", head, 76, 0, *[0xFFFFFFFF] * 108)
    return bytes(head) + struct.pack("<128I", *chain, *[0xFFFFFFFF] * (128 - len(chain))) + bytes(512 * len(chain))


def test_an_old_workbook_whose_chain_bites_its_tail_is_refused() -> None:
    assert compound.is_sound(_old_book([0xFFFFFFFD, 2, 3, 0xFFFFFFFE]))
    for chain in ([0xFFFFFFFD, 2, 3, 1], [0xFFFFFFFD, 1], [0xFFFFFFFD, 3, 0xFFFFFFFE, 4, 3]):
        assert not compound.is_sound(_old_book(chain))
        with pytest.raises(Damaged):
            book.read(_old_book(chain))


@pytest.mark.parametrize(
    ("row", "place", "message", "remedy"),
    [
        (asked("range", "a", parameters="1 to 5"), 2, "The parameters of this question cannot be read.", "start=1"),
        (asked("text", "meta"), 2, "The name “meta” is kept for what every form notes by itself.", "another name"),
        (asked("Select one from a", "a"), 2, "The list “a” is not on the sheet “choices”.", "Add its choices"),
        (
            {**asked("text", "a"), "hint::French (fr)hint::English (en)": "?", "hint::English (en)": "!"}, 1,
            "The header “hint::French (fr)hint::English (en)” says more than one column can hold.", "one language",
        ),
    ],
)  # fmt: skip
def test_what_pyxform_refuses_is_told_in_our_words(row: dict[str, str], place: int, message: str, remedy: str) -> None:
    found = checked(row)
    assert found.form is None
    assert told(found) == [("survey", place, message)]
    assert remedy in found.faults[0].remedy()


def test_what_matters_to_telephones_only_is_not_told() -> None:
    assert checked(asked("image", "a")).faults == []
    [fault] = checked({"type": "begin repeat", "name": "a"}, asked("text", "b"), asked("end repeat")).faults
    assert (fault.row, fault.severity, fault.message()) == (2, "warning", "This group of questions has no label.")


def test_headers_with_one_colon_mean_what_those_with_two_mean() -> None:
    found = book.read(b"| survey |\n| | type | name | label:English | label:French | bind:relevant | jr:count |\n"
                      b"| | text | a | A | Ah | 1=1 | |\n")  # fmt: skip
    assert found.headers["survey"] == ["type", "name", "label::English", "label::French", "bind::relevant", "jr:count"]
    form = check.check(rows.joined(rows.parted(found))).form
    assert form is not None
    assert form.languages == ("English", "French")


def test_a_note_without_a_name_keeps_the_one_of_its_place() -> None:
    made, held = Workbook(), io.BytesIO()
    sheet = made.active
    assert sheet is not None
    sheet.title = "survey"
    for line in (["type", "name", "label"], ["text", "a", "A"], [], ["note", None, "N"]):
        sheet.append(line)
    made.save(held)
    once = rows.parted(book.read(held.getvalue()))
    assert once.questions[-1]["name"] == "generated_note_name_4"
    again = rows.parted(book.read(rows.workbook(rows.joined(once))))
    assert again.questions == once.questions


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1256", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_form_in_csv_is_read_as_ministries_save_it(encoding: str, sign: str, end: str) -> None:
    lines = [["survey"], ["", "type", "name", "label"], ["", "text", "a", "الاسم"], ["", "note", "b", "«نعم»"]]
    found = book.read(end.join(sign.join(line) for line in lines).encode(encoding))
    assert [dict(row.cells) for row in found.rows("survey")] == [
        {"type": "text", "name": "a", "label": "الاسم"}, {"type": "note", "name": "b", "label": "«نعم»"},
    ]  # fmt: skip


def test_a_sheet_without_headers_is_told_once() -> None:
    found = check.check(book.read(b"| survey |\n| | My form | x |\n| | text | a |\n| | text | b |\n"))
    assert found.form is None
    assert told(found) == [("survey", 1, "The first row of this sheet does not name its columns.")]


def test_what_pyxform_tells_without_a_row_is_told_with_it() -> None:
    assert told(checked(asked("text", "a"), {"type": "text", "name": "b"})) == [
        ("survey", 3, "The question “b” has no label.")
    ]
    circle = checked(
        asked("text", "a"), asked("calculate", "b", "", calculation="${c}"),
        asked("calculate", "c", "", calculation="${b}"),
    )  # fmt: skip
    assert [(one.row, one.severity) for one in circle.faults] == [(3, "error")]


def test_names_that_differ_in_capital_letters_only_are_noted() -> None:
    assert told(checked(asked("text", "a"), asked("text", "A")), "warning") == [
        ("survey", 3, "The name “A” differs from another one in capital letters only.")
    ]
