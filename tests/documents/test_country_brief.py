"""The country brief, read back: names in protocol, persons in their order, groups with dates."""

import subprocess
from io import BytesIO
from pathlib import Path

import pytest

from coopdesk.operations import printing, record
from coopdesk.store.home import Store
from coopdesk.store.seed import published_id


@pytest.mark.parametrize("lang", ["en", "ar", "both"])
def test_the_state_file_holds_what_there_is(store: Store, tmp_path: Path, lang: str) -> None:
    for name, precedence in (("Aaron the clerk", 9), ("Zeno the minister", 1)):
        record.save(store, "contact", {"name_en": name, "nationality": "EE", "precedence": precedence})
    record.save(store, "conference", {"title_en": "Digital Day", "country": "EE", "starts": "2026-05-04"})
    made = BytesIO()
    made.write(printing.prepare(store, "country-brief", published_id("country/EE"), lang).pdf())
    (tmp_path / "brief.pdf").write_bytes(made.getvalue())
    text = subprocess.run(["pdftotext", tmp_path / "brief.pdf", "-"], capture_output=True, check=True).stdout.decode()
    for expected in ("Republic of Estonia", "جمهورية إستونيا", "République d’Estonie", "Digital Day", "2004"):
        assert expected in text, expected
    assert text.index("Zeno the minister") < text.index("Aaron the clerk")


@pytest.mark.parametrize("lang", ["en", "ar", "both"])
def test_the_account_with_a_state_stands_in_its_brief(store: Store, tmp_path: Path, lang: str) -> None:
    lines = [{"country": "EE", "answer": "yes", "answer_seat": "undecided", "form": "oral"}, {"country": "FI"}]
    names = {"title_en": "Seat on the Council", "title_ar": "مقعد المجلس"}
    record.save(store, "candidature", {**names, "support": lines})
    gone = record.save(store, "candidature", {"title_en": "Seat withdrawn", "support": [{"country": "EE"}]})["id"]
    record.delete(store, "candidature", gone)
    record.save(store, "support_request", {"country": "EE", "seat": "Board of the Fund", "answer": "yes"})
    record.save(store, "support_request", {"country": "FI", "seat": "Seat of another"})
    pdf = printing.prepare(store, "country-brief", published_id("country/EE"), lang).pdf()
    (tmp_path / "brief.pdf").write_bytes(pdf)
    read = subprocess.run(["pdftotext", "-layout", tmp_path / "brief.pdf", "-"], capture_output=True, check=True)
    text = " ".join(read.stdout.decode().split())
    for expected in ("Board of the Fund", "مقعد المجلس" if lang == "ar" else "Seat on the Council"):
        assert expected in text, expected
    assert "Seat of another" not in text
    assert "Seat withdrawn" not in text
    if lang == "en":
        assert "Seats for which it supports us 0" in text
        assert "Seats for which we support it 1" in text
