"""What is wrong with a workbook is told with its sheet, its row and what to do."""

import io
import re
import struct
import zipfile
from contextlib import suppress

import pytest
from openpyxl import Workbook

from coopdesk.errors import Damaged, Refused
from coopdesk.i18n import using
from coopdesk.interchange.xlsform import book, check, compound, rows
from tests.forms.made import asked, checked, sheet

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


@pytest.mark.parametrize(
    ("expression", "severity", "remedy"),
    [
        ("${a} <> 2", "error", "“!=”"), ("${a} == 2", "error", "“=” once"), ("${a} => 2", "error", "“>=”"),
        ("${a}≤2", "error", "“<=”"), ("${a} > 2 AND ${a} < 5", "error", "small letters"),
        ("${a} & 'x'", "error", "concat"),
        ("${a} % 2", "error", "“mod”"), ("${a} / 2", "error", "“div”"), ("${a} – 1", "error", "“-”"),
        ("selected(${a}، 'x')", "error", "“,”"), ("${a} > ١٨", "error", "0123456789"),
        ("${a} = «نعم»", "error", "Write '"),
        ("left(${a}, 2)", "warning", "“substr("), ("sumif(${a}, 1)", "warning", "[. > 17]"),
        ("cht:difference-in-days(${a}, today())", "warning", "“today() - ${day}”"),
        ("IF(${a}, 1, 2)", "warning", "“if”"),
        ("selectd(${a}, 'x')", "warning", "“selected”"), ("selected(${a})", "warning", "another function"),
        ("${a} = yes", "warning", "'yes'"), ("(${a} != ';'", "error", "Correct the expression"),
        ("${a} = 'x", "error", "End the text"), ("${a} = ''x'", "error", "End the text"),
    ],
)  # fmt: skip
def test_a_slip_in_an_expression_is_told_with_what_to_write(expression: str, severity: str, remedy: str) -> None:
    [fault] = checked(asked("text", "a"), asked("calculate", "b", "", calculation=expression)).faults
    assert (fault.row, fault.severity) == (3, severity)
    assert remedy in "".join(one for one in fault.remedy() if one not in "\u2066\u2067\u2068\u2069")


def test_a_word_within_a_group_or_a_list_is_no_slip() -> None:
    found = checked(
        {**asked("begin repeat", "g"), "relevant": "a != ''"}, asked("text", "a"), asked("end repeat"),
        asked("select_one ${a}", "b", choice_filter="a != ''"),
        asked("select_one yes_no", "c", choice_filter="name = ${b}", constraint=". != 'x' and position(..) > 0"),
        choices=NAMES,
    )  # fmt: skip
    assert (told(found, "error"), told(found, "warning")) == ([], [])


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


@pytest.mark.parametrize(
    ("type", "remedy"),
    [
        ("text audit", "history"), ("sensor_statistic mean_light_level", "nothing is measured"), ("caseid", "subject"),
        ("db:person", "subject"), ("calculate_here", "“calculate”"), ("tel", "“text”"), ("begin_kobomatrix", "cell"),
        ("score__row", "“table-list”"), ("begin rank", "“rank”"), ("number", "“integer”"), ("Boolean", "“select_one”"),
        ("signature", "“image”"),
    ],
)  # fmt: skip
def test_a_type_of_another_program_is_refused_with_what_to_write_instead(type: str, remedy: str) -> None:
    found = checked(asked("text", "a"), asked(type, "b"))
    assert (found.form, told(found)) == (None, [("survey", 3, f"“{type}” is not a type of question.")])
    assert remedy in found.faults[0].remedy()
    with using("ar"):
        assert re.search("[\u0600-\u06ff]", found.faults[0].remedy())


@pytest.mark.parametrize("type", ["device id", "get sim id", "add audio prompt", "uri:phonenumber", "osm places"])
def test_what_wants_a_telephone_is_told_however_it_is_spelt(type: str) -> None:
    found = checked(asked("text", "a"), asked(type, "b"))
    assert told(found, "warning") == [("survey", 3, f"“{type}” wants a telephone; it is not asked here.")]


@pytest.mark.parametrize(
    ("row", "place", "message"),
    [
        (asked("image", "b", parameters="max-pixels=x"), 3, "The parameter “max-pixels” of this question"),
        (asked("image", "b", parameters="max-pixels=9 x=2"), 3, "This type of question has no parameter “x”."),
        (asked("range", "b", parameters="start=1 end=10 step=0"), 3, "The parameter “step” of this question"),
        (asked("audit", "", parameters="track-changes=x"), 3, "The parameter “track-changes” of this question"),
        (asked("geopoint", "b", parameters="warning-accuracy=x"), 3, "The parameter “warning-accuracy” of this"),
        (asked("select_one yes_no", "b", parameters="seed=1"), 3, "The parameter “seed” needs “randomize” too."),
        (asked("select_one yes_no", "b", parameters="randomize=x"), 3, "The parameter “randomize” of this question"),
        (asked("select_one_from_file a.txt", "b"), 3, "The file “a.txt” of choices is of no kind"),
        (asked("select_one yes_no or_other", "b", choice_filter="name = 'y'"), 3, "“or_other” cannot stand beside"),
        (asked("select_one_external yes_no", "b"), 3, "The list “yes_no” is not on the sheet “external_choices”."),
        (asked("text", "b", trigger="a", calculation="1"), 3, "What stands in the column “trigger” names no question."),
        (asked("text", "b", save_to="x"), 3, "What is said here of entities cannot be taken."),
        (asked("text", "b", caption="?"), 1, "Two headers mean the same column: 'label', 'caption'."),
        ({**asked("text", "b"), "media::smell": "x"}, 1, "The column “media::smell” holds no kind of picture"),
        ({**asked("text", "b"), "bind::foo:bar": "x"}, 1, "The header “bind::foo:bar” cannot be written"),
        (asked("text", "a:b"), 3, "“a:b” cannot be a name."),
        ({**asked("text", "b"), "bind::tag": "x"}, 1, "A column whose header ends with “::tag” cannot"),
        (asked("include", "b"), 3, "Another form is to be included here"),
        (asked("osm places", "b"), 0, "Something in this form stops its reading: TypeError"),
    ],
)  # fmt: skip
def test_what_else_pyxform_refuses_is_told_in_our_words_and_with_its_row(
    row: dict[str, str], place: int, message: str
) -> None:
    text = sheet("survey", asked("text", "a"), row) + sheet("choices", *NAMES)
    found = check.check(book.read((text + sheet("osm", {"list_name": "x", "name": "y", "label": "Y"})).encode()))
    [(_, at, said), *_] = told(found)
    assert (found.form, at, said[: len(message)]) == (None, place, message)
    assert not any("pyxform" in one.message() for one in found.faults)
    with using("ar"):
        assert all(re.search("[\u0600-\u06ff]", one.message() + one.remedy()) for one in found.faults)


def test_what_a_server_would_do_is_told_to_do_nothing_here() -> None:
    found = checked(asked("text", "a"), public_key="abc", form_title="T")
    assert told(found, "warning") == [("settings", 2, "“public_key” on the sheet “settings” does nothing here.")]
    assert found.form is not None


def test_what_is_not_shown_or_opened_here_is_told_with_its_row() -> None:
    found = checked(
        {**asked("text", "a"), "media::image::English (en)": "a.png", "audio": "a.mp3"},
        {**asked("text", "b"), "image": ""},
        asked("text", "c", appearance="multiline ex:org.x.app(a='b')"),
        {**asked("begin group", "g"), "intent": "org.x"},
        asked("select_one yes_no", "d"), asked("end group"),
        choices=(*NAMES, {"list_name": "yes_no", "name": "m", "label": "Maybe", "media::video": "m.mp4"}),
    )  # fmt: skip
    assert found.form is not None
    assert [one for one in told(found, "warning") if one[1]] == [
        ("survey", 2, "What “media::image::English (en)” names is not shown here."),
        ("survey", 4, "“ex:org.x.app(a='b')” opens another program of a telephone; here the answer is typed."),
        ("survey", 5, "“intent” opens another program of a telephone; here the answer is typed."),
        ("choices", 4, "What “media::video” names is not shown here."),
    ]


def test_a_question_that_is_named_without_its_row_is_found() -> None:
    found = checked(
        asked("calculate", "a", "", calculation="1"), asked("text", "b"),
        asked("calculate", "c", "", calculation="2", trigger="${a}"),
    )  # fmt: skip
    assert told(found) == [("survey", 4, "The question “a” is not asked, so that it cannot trigger another.")]
    found = checked(
        asked("text", "a"), asked("select_one yes_no", "b", appearance="search('towns')"),
        asked("select_one yes_no", "c"), choices=NAMES,
    )  # fmt: skip
    assert [one[1:] for one in told(found)] == [
        (3, "The list of the question “b” is searched in a file, and is the list of another question too.")
    ]


def test_a_list_outside_without_a_filter_lists_nothing() -> None:
    text = sheet("survey", asked("select_one_external x", "a"))
    text += sheet("external_choices", {"list_name": "x", "name": "y", "label": "Y"})
    found = check.check(book.read(text.encode()))
    assert told(found) == [("survey", 2, "This question lists no choices, as it has no filter.")]


def test_what_stands_under_no_header_does_not_stop_the_check() -> None:
    found = book.read(b"| survey |\n| | type | name | label | |\n| | text | a | A | a note |\n")
    assert [dict(row.cells) for row in found.rows("survey")] == [{"type": "text", "name": "a", "label": "A"}]
    assert told(check.check(found)) == [("survey", 1, "The first row of this sheet does not name its columns.")]


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


def test_an_answer_to_begin_with_that_its_question_does_not_take_is_told() -> None:
    found = checked(
        asked("date", "a", default="30/2/2027"), asked("date", "b", default="2027-02-28"),
        asked("begin repeat", "r"), asked("integer", "c", default="many"), {"type": "end repeat"},
        asked("date", "d", default="today()"), asked("text", "e", default="many"),
    )  # fmt: skip
    assert found.form is not None
    assert told(found, "warning") == [
        ("survey", row, f"The form begins with the answer “{value}”, which this question does not take.")
        for row, value in ((2, "30/2/2027"), (5, "many"))
    ]
