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
