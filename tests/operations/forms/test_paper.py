"""Fillable PDFs: filled by another program, read back as the same answers, and made a response."""

import io
import random
import re
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given as with_any, settings, strategies as st
from pypdf.generic import ArrayObject, NameObject

from coopdesk.errors import Damaged, Refused
from coopdesk.interchange import pdf_form
from coopdesk.operations import record, steps
from coopdesk.operations.forms import paper, responses, templates
from coopdesk.store.home import Store
from tests.operations.forms.asked import choice, question, template
from tests.operations.forms.filled import filled

_AREAS = tuple(
    choice("area", name, english, arabic)
    for name, english, arabic in (
        ("health", "Health", "الصحة"),
        ("edu", "Education", "التعليم"),
        ("no", "None", "لا شيء"),
    )
)
_LONG = tuple(choice("town", f"t{n}", f"Town {n}", f"بلدة {n}") for n in range(40))
_ODD = (choice("odd", "Off", "Off", "مطفأ"), choice("odd", "نعم", "Yes", "نعم"), choice("odd", "0", "Nought", "صفر"))
_CHOICES = (*_AREAS, *_LONG, *_ODD)
_ROWS = (
    question("text", "name", "Name", "الاسم", required="yes"),
    question("text", "why", "Why?", "لماذا؟", appearance="multiline"),
    question("integer", "people", "People", "أشخاص"),
    question("decimal", "cost", "Cost", "الكلفة"),
    question("date", "day", "Day", "اليوم"),
    question("time", "hour", "Hour", "الساعة"),
    question("dateTime", "moment", "Moment", "اللحظة"),
    question("geopoint", "place", "Place", "المكان"),
    question("range", "scale", "Scale", "المقياس", parameters="start=0 end=10 step=1"),
    question("select_one area", "one", "One", "واحد"),
    question("select_one odd", "odd", "Odd", "غريب"),
    question("select_multiple area", "many", "Many", "عدة"),
    question("rank area", "order", "Order", "الترتيب"),
    question("select_one town", "town", "Town", "البلدة"),
    question("acknowledge", "agreed", "Agreed", "موافق"),
    question("begin group", "g", "Rate", "قيّم", appearance="table-list"),
    question("select_one area", "first", "First", "الأول"),
    question("select_one area", "second", "Second", "الثاني"),
    {"type": "end group"},
    question("begin repeat", "met", "Met", "من التقينا"),
    question("text", "who", "Who", "من"),
    question("date", "when", "When", "متى"),
    {"type": "end repeat"},
    question("begin repeat", "part", "Parts", "أجزاء", repeat_count="2"),
    question("select_multiple area", "covers", "Covers", "يشمل"),
    question("text", "about", "About", "عن", appearance="multiline"),
    {"type": "end repeat"},
)
GIVEN = {
    "name": "Institute (main), “North”", "why": "First line\nالسطر الثاني", "people": "12", "cost": "12.345",
    "day": "05/03/2027", "hour": "9:05", "moment": "05/03/2027 14:30", "place": "25.29 51.53", "scale": "/7",
    "one": "/edu", "odd": "/~2", "many=health": "/Yes", "many=no": "/Yes", "order=health": "2", "order=edu": "1",
    "order=no": "٣", "town": "t7", "agreed": "/Yes", "g/first": "/no", "g/second": "/health", "met[1]/who": "سالم",
    "met[1]/when": "1/12/2026", "met[3]/who": "Third", "part[2]/covers=edu": "/Yes", "part[2]/about": "Second part",
}  # fmt: skip
READ = {
    "name": "Institute (main), “North”", "why": "First line\nالسطر الثاني", "people": "12", "cost": "12.345",
    "day": "2027-03-05", "hour": "09:05", "moment": "2027-03-05T14:30", "place": "25.29 51.53", "scale": "7",
    "one": "edu", "odd": "نعم", "many": ["health", "no"], "order": ["edu", "health", "no"], "town": "t7",
    "agreed": "OK", "met": [{"who": "سالم", "when": "2026-12-01"}, {"who": "Third", "when": None}],
    "part": [{"covers": [], "about": None}, {"covers": ["edu"], "about": "Second part"}],
}  # fmt: skip


def blank(store: Store, id: str, lang: str = "en") -> bytes:
    return paper.fillable(store, id, lang).pdf()


@pytest.fixture
def form(store: Store, tmp_path: Path) -> str:
    return template(store, tmp_path / "visit.md", *_ROWS, choices=_CHOICES)


@pytest.mark.parametrize("lang", ["en", "ar", "both"])
@pytest.mark.parametrize("incremental", [False, True])
def test_what_another_program_filled_in_is_read_back(
    store: Store, form: str, tmp_path: Path, lang: str, incremental: bool
) -> None:
    found = paper.read_pdf(store, filled(blank(store, form, lang), GIVEN, tmp_path / "f.pdf", incremental=incremental))
    told = found.told
    answers = {name: value for name, value in told["values"].items() if name not in ("g", "part_count")}
    assert told["errors"] == []
    assert answers == READ
    assert {name: told["values"]["g"][name] for name in ("first", "second")} == {"first": "no", "second": "health"}


def test_invalid_answers_are_kept_in_a_draft_and_told(store: Store, form: str, tmp_path: Path) -> None:
    given = {"name": "N", "people": "twelve", "day": "40/13/2027", "many=edu": "/Yes", "order=edu": "first"}
    told = paper.take_pdf(store, filled(blank(store, form), given, tmp_path / "f.pdf"))
    assert {one["question"] for one in told["errors"]} == {"people", "day", "order"}
    shown = record.show(store, "response", told["response"])
    assert (shown["channel"], shown["stage"], shown["language"]) == ("pdf", None, "en")
    kept = responses.open_response(store, told["response"]).filling.answers()
    assert (kept["name"], kept["people"], kept["many"]) == ("N", "twelve", ["edu"])
    with pytest.raises(Refused):
        steps.take(store, "response", told["response"], "submit")


def test_what_a_file_brings_has_the_degree_that_its_form_says(store: Store, tmp_path: Path) -> None:
    secret = template(store, tmp_path / "told.md", question("text", "told"), response_degree="confidential")
    told = paper.take_pdf(store, filled(blank(store, secret), {"told": "x"}, tmp_path / "f.pdf"))
    assert record.show(store, "response", told["response"])["classification"] == "confidential"


def test_a_file_is_taken_once(store: Store, form: str, tmp_path: Path) -> None:
    file = filled(blank(store, form, "both"), {"name": "N"}, tmp_path / "f.pdf")
    paper.take_pdf(store, file)
    with pytest.raises(Refused, match="taken before"):
        paper.take_pdf(store, file)
    assert paper.read_pdf(store, file).told["values"]["name"] == "N"


def test_the_version_that_was_answered_takes_the_answers(store: Store, form: str, tmp_path: Path) -> None:
    file = filled(blank(store, form), {"name": "N"}, tmp_path / "f.pdf")
    newer = templates.new_version(store, form)["id"]
    steps.take(store, "form_template", form, "retire")
    steps.take(store, "form_template", newer, "use")
    told = paper.take_pdf(store, file)
    assert record.show(store, "response", told["response"])["form_template"] == form
    assert re.findall(r"\d", told["remarks"][0]) == ["1", "2", "1"]


def test_a_form_that_is_not_here_or_never_in_use_is_refused(store: Store, tmp_path: Path) -> None:
    draft = template(
        store, tmp_path / "other.md", question("text", "a"), use=False, form_id="other", form_title="Other"
    )
    file = filled(blank(store, draft), {"a": "x"}, tmp_path / "a.pdf")
    with pytest.raises(Refused, match="never put into use"):
        paper.take_pdf(store, file)
    record.delete(store, "form_template", draft)
    with pytest.raises(Refused, match=r"answers version .*1.* of the form .*other.*not at this desk"):
        paper.read_pdf(store, file)


def test_the_same_version_from_another_desk_is_known_by_its_identifier(store: Store, tmp_path: Path) -> None:
    first = template(store, tmp_path / "a.md", question("text", "a"), use=False)
    file = filled(blank(store, first), {"a": "x"}, tmp_path / "a.pdf")
    record.delete(store, "form_template", first)
    again = template(store, tmp_path / "b.md", question("text", "a"))
    assert paper.read_pdf(store, file).template.id == again


def _flattened(pdf: bytes) -> bytes:
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    writer = pypdf.PdfWriter()
    for page in reader.pages:
        page.pop("/Annots", None)
        writer.add_page(page)
    writer.add_metadata(dict(reader.metadata or {}))
    return _written(writer)


def _locked(pdf: bytes) -> bytes:
    writer = pypdf.PdfWriter(io.BytesIO(pdf))
    writer.encrypt("secret", algorithm="RC4-128")
    return _written(writer)


def _xfa(pdf: bytes) -> bytes:
    writer = pypdf.PdfWriter(io.BytesIO(pdf))
    form: Any = writer.root_object["/AcroForm"]
    form.get_object()[NameObject("/XFA")] = ArrayObject()
    return _written(writer)


def _cyclic(pdf: bytes) -> bytes:
    """A field that is one of its own parts."""
    writer = pypdf.PdfWriter(io.BytesIO(pdf))
    form: Any = writer.root_object["/AcroForm"].get_object()
    field = form["/Fields"][1]
    field.get_object()[NameObject("/Kids")] = ArrayObject([field])
    return _written(writer)


def _foreign(pdf: bytes) -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    return _written(writer)


def _written(writer: pypdf.PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (_flattened, "fields are gone"), (_locked, "password"), (_xfa, "XFA"), (_cyclic, "more fields|damaged"),
        (_foreign, "no fillable form"), (lambda pdf: pdf[: len(pdf) // 3], "damaged|no fillable"),
        (lambda pdf: b"%PDF-1.7\n", "damaged"), (lambda pdf: b"PK not a PDF", "no PDF"), (lambda pdf: b"", "no PDF"),
        (lambda pdf: pdf + bytes(pdf_form.MOST_BYTES), "larger than"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_a_sentence(
    store: Store, form: str, tmp_path: Path, spoil: Callable[[bytes], bytes], told: str
) -> None:
    file = tmp_path / "f.pdf"
    file.write_bytes(spoil(blank(store, form)))
    with pytest.raises((Refused, Damaged)) as refused:
        paper.read_pdf(store, file)
    assert re.search(told, refused.value.message())


def test_a_file_written_anew_by_another_program_is_read(store: Store, form: str, tmp_path: Path) -> None:
    first = filled(blank(store, form), {"name": "N", "one": "/edu"}, tmp_path / "f.pdf")
    again = tmp_path / "again.pdf"
    with pypdfium2.PdfDocument(first) as document:
        document.save(again)
    told = paper.read_pdf(store, again).told["values"]
    assert (told["name"], told["one"]) == ("N", "edu")


def test_a_little_that_unpacks_to_much_takes_no_room() -> None:
    """A value that is a stream of letters: a few are read, thirty million are not."""
    assert pdf_form.read(_streamed(1_000)).fields["a"] == "0" * 1_000
    with pytest.raises(Damaged):
        pdf_form.read(_streamed(30_000_000))


def _streamed(letters: int) -> bytes:
    packed = zlib.compress(b"0" * letters)
    stream = b"<< /Length %d /Filter /FlateDecode >> stream\n%s\nendstream" % (len(packed), packed)
    root = b"<< /Type /Catalog /Pages 4 0 R /AcroForm << /Fields [2 0 R] >> >>"
    objects = (root, b"<< /FT /Tx /T (a) /V 3 0 R >>", stream, b"<< /Type /Pages /Kids [] /Count 0 >>")
    file, places = b"%PDF-1.5\n", []
    for number, one in enumerate(objects, 1):
        places.append(b"%010d 00000 n \n" % len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(places)
    return file + table + b"trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(file)


def test_what_was_added_to_a_file_by_hand_is_read(store: Store, form: str, tmp_path: Path) -> None:
    """The field written once more at the end, as programs do that keep what was there."""
    whole = blank(store, form)
    number, field = next(
        (int(one[1]), one[2])
        for one in re.finditer(rb"(\d+) 0 obj\s*(<<(?:(?!endobj).)*>>)\s*endobj", whole, re.DOTALL)
        if b"/T (name)" in one[2]
    )
    start = int(re.findall(rb"startxref\s+(\d+)", whole)[-1])
    root = re.findall(rb"/Root (\d+ 0 R)", whole)[-1]
    size = max(int(one) for one in re.findall(rb"(\d+) 0 obj", whole)) + 1
    place = len(whole) + 1
    again = b"\n%d 0 obj\n%s /V (By hand) >>\nendobj\n" % (number, field[:-2])
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, place)
    end = b"trailer\n<< /Size %d /Root %s /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        root,
        start,
        len(whole) + len(again),
    )
    file = tmp_path / "f.pdf"
    file.write_bytes(whole + again + table + end)
    assert paper.read_pdf(store, file).told["values"]["name"] == "By hand"


def test_what_only_the_look_of_a_field_says_counts(store: Store, form: str, tmp_path: Path) -> None:
    """Some programs show a choice without saying it in the field."""
    writer = pypdf.PdfWriter(io.BytesIO(blank(store, form)))
    for page in writer.pages:
        for one in page["/Annots"]:
            field: Any = one.get_object()
            group: Any = field.get("/Parent", field).get_object()
            if group.get("/T") == "one" and "/edu" in field["/AP"]["/N"]:
                field[NameObject("/AS")] = NameObject("/edu")
    file = tmp_path / "f.pdf"
    file.write_bytes(_written(writer))
    assert paper.read_pdf(store, file).told["values"]["one"] == "edu"


def test_a_list_of_fields_that_was_lost_is_found_on_the_pages(store: Store, form: str, tmp_path: Path) -> None:
    file = filled(blank(store, form), {"name": "N"}, tmp_path / "f.pdf")
    writer = pypdf.PdfWriter(file)
    del writer.root_object["/AcroForm"]
    file.write_bytes(_written(writer))
    assert paper.read_pdf(store, file).told["values"]["name"] == "N"


@pytest.mark.parametrize("seed", range(4))
def test_damaged_files_never_break_the_program(store: Store, form: str, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    whole = filled(blank(store, form), GIVEN, tmp_path / "f.pdf").read_bytes()
    for _ in range(25):
        content = bytearray(whole)
        for _ in range(chance.choice((1, 5, 60))):
            content[chance.randrange(len(content))] = chance.randrange(256)
        if chance.random() < 0.3:
            del content[chance.randrange(len(content)) :]
        try:
            found = pdf_form.read(bytes(content))
        except (Refused, Damaged):
            continue
        assert all(isinstance(one, str) for one in found.fields.values())


_CLOCKS = st.times(timezones=st.none()).map(lambda one: one.strftime("%H:%M"))
_WORDS = st.text(st.characters(categories=("L", "Nd", "Po", "Zs"), max_codepoint=0xFFFF), min_size=1, max_size=60)


@with_any(
    st.fixed_dictionaries(
        {},
        optional={
            "name": _WORDS.map(str.strip).filter(bool),
            "people": st.integers(-(10**9), 10**9).map(str),
            "cost": st.decimals(-(10**6), 10**6, places=3).map(lambda one: f"{one:f}"),
            "day": st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(lambda one: one.isoformat()),
            "hour": _CLOCKS,
            "scale": st.integers(0, 10).map(str),
            "one": st.sampled_from(["health", "edu", "no"]),
            "many": st.lists(st.sampled_from(["health", "edu", "no"]), unique=True, min_size=1).map(sorted),
            "town": st.integers(0, 39).map(lambda one: f"t{one}"),
            "agreed": st.just("OK"),
        },
    )
)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_was_answered_comes_back(store: Store, form: str, tmp_path: Path, answers: dict[str, Any]) -> None:
    given: dict[str, str] = {}
    for name, value in answers.items():
        if name == "many":
            given |= {f"many={one}": "/Yes" for one in value}
        elif name == "day":
            given[name] = "/".join(reversed(value.split("-")))
        elif name in ("one", "scale"):
            given[name] = f"/{value}"
        else:
            given[name] = "/Yes" if name == "agreed" else value
    file = filled(_blank_of(store, form), given, tmp_path / "f.pdf")
    told = paper.read_pdf(store, file).told["values"]
    found = {name: sorted(value) if name == "many" else value for name, value in told.items() if name in answers}
    assert found == answers


_blanks: dict[str, bytes] = {}


def _blank_of(store: Store, id: str) -> bytes:
    if id not in _blanks:
        _blanks[id] = blank(store, id)
    return _blanks[id]


def test_a_file_that_only_may_not_be_changed_is_read(store: Store, form: str, tmp_path: Path) -> None:
    file = filled(_blank_of(store, form), {"name": "علي"}, tmp_path / "a.pdf")
    writer = pypdf.PdfWriter(io.BytesIO(file.read_bytes()))
    writer.encrypt("", owner_password="secret", algorithm="RC4-128")
    file.write_bytes(_written(writer))
    assert paper.read_pdf(store, file).told["values"]["name"] == "علي"


def test_the_language_that_is_marked_in_a_text_is_no_part_of_it(store: Store, form: str, tmp_path: Path) -> None:
    file = filled(_blank_of(store, form), {"name": "\x1bar\x1bعلي \x1ben-GB\x1bA\x01"}, tmp_path / "a.pdf")
    assert paper.read_pdf(store, file).told["values"]["name"] == "علي A"
