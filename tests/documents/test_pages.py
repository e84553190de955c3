"""What is printed can be read back in order, in both scripts, through two extractors; a summary is one page."""

import io
import re
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from hypothesis import example, given, settings, strategies as st
from PIL import Image
from reportlab.platypus import Spacer

from coopdesk.documents import tables
from coopdesk.documents.organization_profile import organization_profile
from coopdesk.documents.page import WIDTH, Letterhead, Paper, render
from coopdesk.documents.source import Source
from coopdesk.documents.style import BINDING, BODY
from coopdesk.documents.text import Text
from coopdesk.errors import CannotWrite, Refused
from coopdesk.operations import desk, files, listing, printing, record
from coopdesk.operations.examples import add_examples
from coopdesk.operations.printed_documents import DOCUMENTS
from coopdesk.operations.printed_list import Listed
from coopdesk.records import Organization
from coopdesk.store.home import Store
from tests.conftest import PASSPHRASE, copy_home

WORDS = re.compile(r"[^\W\d_]{2,}")
ARABIC = ["الأمم", "المتحدة", "قرار", "التعاون", "لا", "الإنسان", "مؤتمر", "بيان", "هيئة", "مسؤول", "الله", "لأجل"]
SENT = {"letter", "note-verbale", "circular-letter", "form-blank"}
"""What goes to others: it says who signs it, not who prepared it here."""
LATIN = ["United", "Nations", "office", "first", "Doha", "waffle", "Résumé", "AVATAR"]


def words(text: str) -> list[str]:
    text = unicodedata.normalize("NFKC", text)
    return WORDS.findall(
        "".join(
            c
            for c in text
            if not unicodedata.combining(c) and c not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2069\u200e\u200f"
        )
    )


def made(lang: str, story: list) -> bytes:
    out = io.BytesIO()
    render(Paper(lang, "t", Letterhead(), "·", story=story), out)
    return out.getvalue()


def picture(form: str, side: int) -> bytes:
    out = io.BytesIO()
    Image.new("1" if form == "PNG" else "L", (side, side)).save(out, form)
    return out.getvalue()


def by_poppler(pdf: bytes) -> str:
    return subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()


def by_pdfium(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


@settings(max_examples=12)
@given(st.lists(st.sampled_from(ARABIC), min_size=6, max_size=260), st.booleans())
def test_arabic_is_read_back_in_order_over_pages(source: list[str], bold: bool) -> None:
    style = BODY.of(weight="SemiBold" if bold else "Regular")
    pdf = made("ar", [Text(" ".join(source), style)])
    for read in (by_poppler, by_pdfium):
        assert [w for w in words(read(pdf)) if w not in ("صفحة", "من", "رقم", "القيد", "التاريخ")] == source


@settings(max_examples=12)
@given(st.lists(st.sampled_from(LATIN), min_size=1, max_size=300))
def test_latin_is_read_back_in_order_over_pages(source: list[str]) -> None:
    pdf = made("en", [Text(" ".join(source), BODY)])
    for read in (by_poppler, by_pdfium):
        found = [w for w in words(read(pdf)) if w not in ("Page", "of", "No", "Date")]
        assert found == [
            unicodedata.normalize("NFC", "".join(c for c in unicodedata.normalize("NFKC", w))) for w in source
        ]


def test_values_keep_their_order_inside_arabic() -> None:
    text = "اتصل على \u2066+974 4455 6677\u2069 بشأن القرار \u2066A/RES/79/1\u2069 من 12 إلى 15"
    found = by_poppler(made("ar", [Text(text, BODY)]))
    found = "".join(c for c in found if c not in "\u202a\u202b\u202c\u2066\u2069")
    assert "+974 4455 6677" in found
    assert "A/RES/79/1" in found


def test_what_was_typed_is_never_markup_and_cannot_reorder() -> None:
    text = "<b>bold</b> &amp; <para> \u202eevil\u202c \x07 =1+1"
    found = by_poppler(made("en", [Text(text, BODY)]))
    assert "<b>bold</b> &amp; <para> evil  =1+1" in found.replace("\n", "") or "<b>bold</b> &amp; <para> evil" in found


def test_user_text_never_goes_through_reportlab_paragraphs() -> None:
    for path in (Path(__file__).parents[2] / "coopdesk" / "documents").glob("*.py"):
        assert not re.search(
            r"import.*\bParagraph\b|\.drawString\(|\.drawCentredString\(|\.drawRightString\(", path.read_text("utf-8")
        )


def test_only_embedded_fonts_and_the_right_metadata() -> None:
    reader = pypdf.PdfReader(io.BytesIO(made("ar", [Text("مرحبا Hello", BODY)])))
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            assert "IBMPlexSansArabic" in str(font.get_object()["/BaseFont"])
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "ar"
    assert root["/ViewerPreferences"]["/Direction"] == "/R2L"


def test_moves_of_marks_one_after_another_stand_apart() -> None:
    """A reader takes "88.0-90.0" for one number that it cannot read."""
    reader = pypdf.PdfReader(io.BytesIO(made("ar", [Text("سرّية", BODY)])))
    moves = re.findall(rb"\[([^\]]*)\] ?TJ", reader.pages[0].get_contents().get_data())
    assert any(b">-" in one for one in moves)
    assert not [one for one in moves if re.search(rb"\d-", re.sub(rb"<[^>]*>", b" ", one))]


def test_a_very_long_word_is_broken_and_nothing_is_lost() -> None:
    word = "x" * 900
    assert "".join(by_poppler(made("en", [Text(word, BODY)])).split()).count("x") == 900


def test_the_outline_leads_to_the_page_of_each_heading() -> None:
    story: list = []
    for number in range(4):
        story += [Text(f"Heading {number}", BODY, outline=f"Heading {number}"), Text("word " * 700, BODY)]
    with pypdfium2.PdfDocument(made("en", story)) as document:
        led = {mark.get_title(): mark.get_dest().get_index() for mark in document.get_toc()}
        there = [page.get_textpage().get_text_range() for page in document]
    assert set(led) == {f"Heading {number}" for number in range(4)}
    assert len(set(led.values())) > 2
    assert all(title in there[page] for title, page in led.items())


def test_columns_are_mirrored_and_headers_repeat() -> None:
    rows = [[f"اسم{n}", str(n)] for n in range(120)]
    pdf = made("ar", tables.table(["الاسم", "العدد"], rows, [WIDTH / 2, WIDTH / 2], rtl=True, numbers=(1,)))
    boxes = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    pages = boxes.split("<page ")[1:]
    assert len(pages) > 2
    for page in pages:
        places = {word[::-1]: float(x) for x, word in re.findall(r'xMin="([\d.]+)"[^>]*>([^<]+)<', page)}
        assert places["الاسم"] > places["العدد"]
    found = by_poppler(pdf)
    assert all(f"اسم{n}" in found or f"{n}" in found for n in range(120))


LENGTHS = st.one_of(st.integers(0, 60), st.integers(300, 2_500))


@settings(max_examples=60)
@given(
    st.sampled_from(["en", "ar", "both"]),
    st.integers(0, 400),
    st.lists(st.tuples(LENGTHS, LENGTHS), min_size=1, max_size=4),
)
@example("en", 13, [(337, 1861)])
@example("both", 40, [(900, 900), (3, 1200)])
def test_cells_of_any_length_are_printed_whole(lang: str, before: int, rows: list[tuple[int, int]]) -> None:
    """A row that is taller than half a page breaks over pages, and each line stays in its column."""
    source = ARABIC if lang == "ar" else LATIN
    texts = [tuple(" ".join((source * 400)[:length]) for length in row) for row in rows]
    if lang == "both":
        story = tables.facts_in_both([("·", left, right, "·") for left, right in texts], WIDTH)
        count = sum(left + (right if left != right else 0) for left, right in rows)
    else:
        story = tables.table(["·", "·"], texts, [WIDTH / 2, WIDTH / 2], rtl=lang == "ar")
        count = sum(map(sum, rows))
    pdf = made(lang, [Text(" ".join(["·"] * before), BODY), *story])
    assert sum(word in source for word in words(by_pdfium(pdf))) == count
    boxes = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    middle = BINDING + (story[0]._colWidths[0] if story else 0)
    for start, end in re.findall(r'xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)" yMax="[\d.]+">Nations<', boxes):
        assert float(end) < middle - 3.5 or float(start) > middle + 3.5 or lang == "both"


PICTURES = {
    "text": b"this is no picture",
    "empty": b"",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9"/></svg>',
    "truncated": picture("PNG", 300)[:60],
    "huge": picture("PNG", 20_000),
    "large": picture("PNG", 4_001),
    "png": picture("PNG", 30),
    "jpeg": picture("JPEG", 30),
}


@pytest.mark.parametrize("name", PICTURES)
def test_an_emblem_that_cannot_be_printed_is_left_out(store: Store, tmp_path: Path, name: str) -> None:
    (tmp_path / "emblem").write_bytes(PICTURES[name])
    id = next(listing.views(store, listing.open_list(store, "ministry_settings")))["id"]
    emblem = files.attach(store, "ministry_settings", id, tmp_path / "emblem")["id"]
    record.save(store, "ministry_settings", {"id": id, "emblem": emblem})
    organization = record.save(store, "organization", {"name_en": "x"})["id"]

    def pictures() -> int:
        out = io.BytesIO()
        out.write(printing.prepare(store, "organization-profile", organization, "en").pdf())
        return len(pypdf.PdfReader(out).pages[0].images)

    assert pictures() == (1 if name in ("png", "jpeg") else 0)
    for chunk in store.files.glob("*/*"):
        chunk.unlink()
    assert pictures() == 0


def test_a_document_is_written_under_any_name_that_the_disk_takes(store: Store, tmp_path: Path) -> None:
    id = record.save(store, "organization", {"name_en": "x"})["id"]
    longest = tmp_path / f"{'ق' * 125}.pdf"
    printing.print_to_file(store, "organization-profile", id, "en", longest)
    assert longest.read_bytes().startswith(b"%PDF")
    for place in (Path(), Path("/"), Path(".."), tmp_path):
        with pytest.raises(Refused, match="not the name of a file"):
            printing.print_to_file(store, "organization-profile", id, "en", place)
    with pytest.raises(CannotWrite):
        printing.print_to_file(store, "organization-profile", id, "en", tmp_path / f"{'ق' * 127}.pdf")
    assert list(tmp_path.glob(".*")) == []


def test_every_document_in_every_language(store: Store) -> None:
    report = add_examples(store)
    organization = record.show(store, "conference_report", report)["commitments"][0]["partner"]
    for name, id in (
        ("conference-report", report),
        ("organization-profile", organization),
        ("record-sheet", organization),
    ):
        for lang in ("en", "ar", "both"):
            out = io.BytesIO()
            out.write(printing.prepare(store, name, id, lang).pdf())
            text = words(by_poppler(out.getvalue()))
            assert ("INTERNAL" in text) == (lang != "ar")
            assert ("داخلي" in text) == (lang != "en")


@pytest.fixture(scope="module")
def exampled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, str]]:
    """A desk with the examples, whose officer has a post, and the report among them."""
    store = desk.open_desk(copy_home(tmp_path_factory.mktemp("exampled") / "home"), PASSPHRASE, wait=2)
    record.save(store, "officer", {"id": store.officer, "honorific_en": "Ms", "post_en": "Attaché"})
    yield store, add_examples(store)
    store.close()


@pytest.mark.parametrize("name", sorted(DOCUMENTS.keys() - SENT))
def test_every_document_says_who_prepared_it(exampled: tuple[Store, str], name: str) -> None:
    store, report = exampled
    view = record.show(store, "conference_report", report)
    document = DOCUMENTS[name]
    ids = {
        None: view["conference"], "organization": view["commitments"][0]["partner"], "conference_report": report,
        "country": next(one["id"] for one in listing.views(store, listing.open_list(store, "country"))),
        "opportunity": record.save(store, "opportunity", {"title_en": "Course"})["id"],
    }  # fmt: skip
    sent = {"about": report, "subject_en": "S", "subject_ar": "م", "purpose": "action"}
    ids["circulation"] = record.save(store, "circulation", sent)["id"]
    form = listing.ids(store, listing.open_list(store, "form_template", where={"stage": "in_use"}))[0]
    ids["response"] = record.save(store, "response", {"form_template": form})["id"]
    listed = Listed(document.of or ("opportunity" if document.dated else "action")) if document.listed else None
    if not document.listed and document.of not in ids:
        ids[document.of] = record.save(store, document.of or "", {})["id"]
    prepared = printing.prepare(store, name, None if document.listed else ids[document.of], "en", listed)
    text = " ".join(by_poppler(prepared.pdf()).split())
    assert text.count("Prepared by") == 1
    assert "Ms Duty officer" in text
    assert "Attaché" in text


@pytest.mark.parametrize("lang", ["en", "ar", "both"])
@pytest.mark.parametrize("length", [10, 60_000])
def test_the_summary_is_one_page_always(store: Store, lang: str, length: int) -> None:
    text = ("كلمة word " * (length // 10))[:length]
    values = {
        "title_en": text[:900].replace("\n", " "), "bottom_line_en": text, "bottom_line_ar": text,
        "report_opinions": [{"kind": "benefit", "text": text}] * 30,
        "recommendations": [{"text": text[:5000]}] * 30, "decisions": [{"symbol": "A/1", "title": text[:900]}] * 30,
    }  # fmt: skip
    id = record.save(store, "conference_report", values)["id"]
    out = io.BytesIO()
    out.write(printing.prepare(store, "conference-summary", id, lang).pdf())
    assert len(pypdf.PdfReader(out).pages) == 1


@pytest.mark.parametrize(("urgency", "word"), [("routine", ""), ("urgent", "URGENT"), ("very_urgent", "VERY URGENT")])
def test_how_urgent_it_is_stands_beside_the_degree(store: Store, urgency: str, word: str) -> None:
    id = record.save(store, "conference_report", {"title_en": "x", "urgency": urgency})["id"]
    text = by_poppler(printing.prepare(store, "conference-report", id, "en").pdf())
    assert text.count(f"INTERNAL – {word}" if word else "INTERNAL") == 2
    assert ("URGENT" in text) == bool(word)


def test_what_is_not_marked_prints_as_secret() -> None:
    out = io.BytesIO()
    organization_profile(Source(Organization(name_en="x", classification=None)), "en", out)
    assert "SECRET" in by_poppler(out.getvalue())


def test_a_report_without_a_title_is_named_after_its_conference(store: Store) -> None:
    report = add_examples(store)
    out = io.BytesIO()
    out.write(printing.prepare(store, "record-sheet", report, "en").pdf())
    assert "Trade and Development Board" in by_poppler(out.getvalue()).split("Conference report")[0]


def test_room_after_the_last_line_begins_no_empty_page() -> None:
    pages = [len(pypdf.PdfReader(io.BytesIO(made("en", [Text("word\n" * 20, BODY), *after]))).pages)
             for after in ((), (Spacer(1, 600),))]  # fmt: skip
    assert pages == [1, 1]
