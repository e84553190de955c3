"""The support file: versions and figures, and nothing of what a home holds."""

from pathlib import Path

import pytest

from coopdesk import faults
from coopdesk.cli.main import main
from coopdesk.fields import Line, Prose
from coopdesk.operations import desk, drafts, files, officers, record, views
from coopdesk.operations.offers import support
from coopdesk.records import TYPES, fields_of
from tests.conftest import PASSPHRASE

MARKER = "Zanzibar"


def _marked() -> dict[str, dict[str, str]]:
    """Return a record of each type that a person writes, every text of it a marker."""
    found = {}
    for name in ("contact", "organization", "conference", "action", "conference_report"):
        texts = [
            one
            for one in fields_of(TYPES[name])
            if type(one.kind) in (Line, Prose) and not one.name.startswith("stage")
        ]
        found[name] = {one.name: f"{MARKER} {one.name}" for one in texts}
    return found


def test_a_home_full_of_markers_leaves_none_in_the_file(home: Path, tmp_path: Path) -> None:
    store = desk.open_desk(home, PASSPHRASE)
    officers.add(store, {"name_en": f"{MARKER} officer", "name_ar": "زنجبار"}, "officer", "five other quiet words here")
    ids = [record.save(store, name, values)["id"] for name, values in _marked().items()]
    drafts.keep(store, "contact", None, {"name_en": f"{MARKER} draft"}, None)
    views.save_filter(store, "contact", f"{MARKER} filter", {}, MARKER)
    attached = tmp_path / f"{MARKER}.txt"
    attached.write_text(MARKER)
    files.attach(store, "contact", ids[0], attached)
    text = support.of_desk(store)
    store.close()
    known = [MARKER, "زنجبار", "Duty officer", "الموظف", "Geneva", "QA-GVA", str(home), str(Path.home()), *ids]
    for value in known:
        assert value.lower() not in text.lower(), value
    assert "contact: 1, 0, 0" in text
    assert "drafts: 1" in text
    assert "officers who open it: 2" in text


def test_a_bug_is_noted_by_its_place_without_what_it_says(home: Path) -> None:
    try:
        {}[MARKER]
    except KeyError as fault:
        where = faults.note(type(fault), fault.__traceback__)
    assert where.startswith("KeyError test_support.py:test_a_bug")
    for _ in range(40):
        faults.note(ValueError, None)
    assert len(faults.noted()) == 30
    faults.note(KeyError, None)
    text = support.of_program("Locked")
    assert "KeyError" in text
    assert MARKER not in text
    assert "open: no Locked" in text


def test_the_command_line_writes_it_with_a_desk_or_without(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "support.txt"
    monkeypatch.setenv("COOPDESK_PASSPHRASE", PASSPHRASE)
    assert main(["--home", str(home), "support", "-o", str(out)]) == 0
    assert "kind: Ministry" in out.read_text("utf-8")
    monkeypatch.setenv("COOPDESK_PASSPHRASE", "not the passphrase")
    assert main(["--home", str(home), "support"]) == 0
    assert "open: no Locked" in capsys.readouterr().out
