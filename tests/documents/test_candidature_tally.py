"""The tally of a candidature on paper: the votes, the ledger by group, the map with its note, what was decided."""

import io
import subprocess

import pypdf
import pytest

from coopdesk.operations import printing, record
from coopdesk.store.home import Store
from coopdesk.store.seed import published_id

VALUES = {
    "title_en": "Seat on the Council", "title_ar": "مقعد في المجلس", "needed": 97,
    "support": [
        {"country": "OM", "answer": "yes", "form": "written", "note_number": "N/77"},
        {"country": "FR", "answer": "no"}, {"country": "KE"},
    ],
    "vote_rounds": [{"number": 1, "ours": 88}],
}  # fmt: skip


def told(pdf: bytes) -> str:
    text = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True).stdout
    return " ".join(text.decode().split())


@pytest.mark.parametrize("lang", ["en", "ar", "both"])
def test_the_tally_holds_votes_ledger_and_map(store: Store, lang: str) -> None:
    group = published_id("organization/gcc")
    values = {**VALUES, "endorsements": [{"group": group, "decision_number": "RES/5"}]}
    id = record.save(store, "candidature", values)["id"]
    text = told(printing.prepare(store, "candidature-tally", id, lang).pdf())
    for expected in ("N/77", "RES/5", "88", "97", "OM", "KE"):
        assert expected in text, expected
    if lang != "ar":
        for expected in ("Seat on the Council", "Asia-Pacific States", "Oman", "imply no"):
            assert expected in text, expected
    if lang != "en":
        assert "مقعد في المجلس" in text


def test_what_nobody_was_asked_is_told_without_a_map(store: Store) -> None:
    id = record.save(store, "candidature", {"title_en": "Seat"})["id"]
    pdf = printing.prepare(store, "candidature-tally", id, "en").pdf()
    assert "Map of the answers" not in told(pdf)
    assert len(pypdf.PdfReader(io.BytesIO(pdf)).pages) == 1


@pytest.mark.parametrize("lines", range(6, 10))
def test_a_heading_stays_with_its_chart(store: Store, lines: int) -> None:
    long = "\n".join(["Two others."] * lines)
    id = record.save(store, "candidature", {**VALUES, "competitors": long, "seats_by_group": long})["id"]
    pages = [page.extract_text() for page in pypdf.PdfReader(
        io.BytesIO(printing.prepare(store, "candidature-tally", id, "en").pdf())
    ).pages]  # fmt: skip
    headed = next(n for n, text in enumerate(pages) if "Answers by regional group" in text)
    assert "African States" in pages[headed]
