"""The sheet of an opportunity, read back: the offer, its deadline by its own clock, what is asked."""

import subprocess
from pathlib import Path

import pytest

from coopdesk.operations import printing, record
from coopdesk.store.home import Store

CLOCKS = {"deadline": "2065-03-20", "deadline_time": "17:00", "deadline_zone": "Pacific/Honolulu"}
LINES = [{"language": "fr", "level": "fluent"}]
LABEL = {"en": "Opportunity sheet", "ar": "بطاقة الفرصة", "both": "Opportunity sheet"}
FRENCH = {"en": "French", "ar": "الفرنسية", "both": "French"}


@pytest.mark.parametrize("lang", ["en", "ar", "both"])
def test_the_sheet_holds_the_offer_and_its_deadline(store: Store, tmp_path: Path, lang: str) -> None:
    body = record.save(store, "organization", {"name_en": "Water Body", "name_ar": "هيئة المياه"})["id"]
    values = {
        "title_en": "Course on water", "title_ar": "دورة في المياه", "offered_by": body, "seats": 3,
        "summary_en": "Ten days of practice.", "summary_ar": "عشرة أيام من التطبيق.",
        "how_to_apply": "By note verbale.", "languages_required": LINES, **CLOCKS,
    }  # fmt: skip
    id = record.save(store, "opportunity", values)["id"]
    made = tmp_path / "sheet.pdf"
    printing.print_to_file(store, "opportunity-sheet", id, lang, made)
    text = subprocess.run(["pdftotext", made, "-"], capture_output=True, check=True).stdout.decode()
    for expected in ("17:00", "Pacific/Honolulu", "By note verbale.", LABEL[lang], FRENCH[lang]):
        assert expected in text, expected
    assert "DRAFT" not in text  # no step freezes an offer: it is never a draft
    assert "مسودة" not in text
    shown = {"en": ("Ten days",), "ar": ("عشرة أيام",), "both": ("Ten days", "عشرة أيام")}[lang]
    for expected in shown:
        assert expected in text, expected
