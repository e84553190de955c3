"""What must never happen to a person's work: each bad input has a message in their language, and nothing is lost."""

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from coopdesk.__main__ import main
from coopdesk.i18n import Language, set_language
from coopdesk.operations import desk, record, upkeep
from tests.conftest import PASSPHRASE


def coopdesk(
    home: Path, *words: str, given: str = "", lang: Language = "en", before: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run the program as a person does. ``before`` is code that runs first, and takes a process for it alone."""
    ran = _in_a_process(home, words, given, lang, before) if before else _here(home, words, given, lang)
    assert "Traceback" not in ran.stderr, ran.stderr
    return ran


def _here(home: Path, words: tuple[str, ...], given: str, lang: Language) -> subprocess.CompletedProcess[str]:
    ends = {name: io.TextIOWrapper(io.BytesIO(), "utf-8") for name in ("stdin", "stdout", "stderr")}
    ends["stdin"].buffer.write(given.encode())
    ends["stdin"].seek(0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COOPDESK_HOME", str(home))
        patch.setenv("COOPDESK_PASSPHRASE", PASSPHRASE)
        patch.setattr(sys, "argv", ["coopdesk", *words])
        for name, end in ends.items():
            patch.setattr(sys, name, end)
        set_language(lang)
        try:
            status = main()
        finally:
            set_language("en")
    out, err = (ends[name] for name in ("stdout", "stderr"))
    for end in (out, err):
        end.seek(0)
    return subprocess.CompletedProcess(words, status, out.read(), err.read())


def _in_a_process(
    home: Path, words: tuple[str, ...], given: str, lang: Language, before: str
) -> subprocess.CompletedProcess[str]:
    code = f"import sys\n{before}\nfrom coopdesk.__main__ import main\nsys.exit(main())"
    environment = os.environ | {
        "COOPDESK_HOME": str(home), "COOPDESK_PASSPHRASE": PASSPHRASE, "COOPDESK_LANGUAGE": lang,
    }  # fmt: skip
    return subprocess.run(
        [sys.executable, "-c", code, *words], input=given, capture_output=True, text=True, env=environment, check=False
    )


def refused(ran: subprocess.CompletedProcess[str], *told: str) -> None:
    """Check that a command refused in one line that says these words, and printed nothing else."""
    assert ran.returncode == 1, (ran.stdout, ran.stderr)
    assert ran.stdout == ""
    assert len(ran.stderr.strip().splitlines()) == 1, ran.stderr
    for words in told:
        assert words in ran.stderr


@pytest.mark.parametrize(
    ("given", "english", "arabic"),
    [
        ('{"name_en": "%s"}' % ("x" * 1_000_000), "too long", "أطول من"),
        ('{"name_en": "a\\u0000b"}', "invisible character", "حرف غير مرئي"),
        ('{"name_en": "a\\u202eb"}', "U+202E", "U+202E"),
        ('{"name_en": "\\ud800"}', "U+D800", "U+D800"),
        ('{"founded": "0000"}', "is not a date", "ليس تاريخاً"),
        ('{"founded": "2027-02-30"}', "is not a date", "ليس تاريخاً"),
        ('{"founded": "1447"}', "can be a year of either calendar", "ميلادية أو هجرية"),
        ('{"founded": "1447-02-30"}', "has only 29 days", "لا يتجاوز"),
        ('{"founded": "0202"}', "founded: “0202”: the year is not one from 600 to 2200", "السنة ليست بين"),
        ('{"country": "XX"}', "“XX” is the code of no country", "ليس رمز أي دولة"),
        ('{"email": "x"}', "is no e-mail address", "ليس عنوان بريد"),
        ('{"website": "javascript:alert(1)"}', "no address on the web", "ليس عنواناً على الشبكة"),
        ('{"name_en": NaN}', "text is expected", "نص"),
        ("[" * 100_000, "not JSON", "JSON"),
        ("", "not JSON", "JSON"),
        ('{"nonsense": 1}', "no field", "nonsense"),
        ('{"id": "../../etc"}', "not the id", "../../etc"),
        ('{"name_en": "a", "_seen": "999999999999999999"}', "_seen", "_seen"),
    ],
)
def test_bad_values_are_refused_in_the_users_language(home: Path, given: str, english: str, arabic: str) -> None:
    before = listed(home)
    refused(coopdesk(home, "record", "save", "organization", given=given), english)
    refused(coopdesk(home, "record", "save", "organization", given=given, lang="ar"), arabic)
    assert listed(home) == before


def test_a_day_in_figures_of_a_hijri_year_is_read_as_the_window_reads_it(home: Path) -> None:
    given = {"name_en": "x", "founded": "١٤٤٧-٠٥-١٢", "valid_from": "12 May 1447 AD", "verified_on": "5/3/2027"}
    saved = coopdesk(home, "record", "save", "organization", "--json", given=json.dumps(given))
    view = json.loads(saved.stdout)[0]
    assert [view[name] for name in ("founded", "valid_from", "verified_on")] == [
        "2025-11-03", "1447-05-12", "2027-03-05",
    ]  # fmt: skip
    again = coopdesk(home, "record", "save", "organization", "--json", given=saved.stdout)
    assert json.loads(again.stdout)[0]["valid_from"] == "1447-05-12"
    found = coopdesk(home, "record", "list", "organization", "--where", "founded=1447-05-12", "--json")
    assert [one["id"] for one in json.loads(found.stdout)] == [view["id"]]
    asked = coopdesk(home, "roster", "ready", "--on", "1447-05")
    assert asked.returncode == 2
    assert "can be a year of either calendar" in asked.stderr
    contact = {"name_en": "y", "posts_held": [{"since": "1447-05"}]}
    refused(coopdesk(home, "record", "save", "contact", given=json.dumps(contact)), "[0].since: 1447 can be a year")


def listed(home: Path) -> list[object]:
    ran = coopdesk(home, "record", "list", "organization", "--json")
    assert ran.returncode == 0, ran.stderr
    found: list[object] = json.loads(ran.stdout)
    return found


def test_markup_and_formulas_are_text_and_nothing_else(home: Path, tmp_path: Path) -> None:
    name = '=HYPERLINK("x") <b>& "quoted"</b> @SUM {name} %s'
    saved = coopdesk(home, "record", "save", "organization", "--json", given=json.dumps({"name_en": name}))
    view = json.loads(saved.stdout)[0]
    assert view["name_en"] == name
    out = tmp_path / "x.pdf"
    assert coopdesk(home, "print", "organization-profile", view["id"], "-o", str(out)).returncode == 0
    text = subprocess.run(["pdftotext", out, "-"], capture_output=True, text=True, check=True).stdout
    assert '=HYPERLINK("x") <b>& "quoted"</b>' in text.replace("\n", " ")


def test_a_missing_font_is_told_and_no_file_is_left(home: Path, tmp_path: Path) -> None:
    saved = coopdesk(home, "record", "save", "organization", "--json", given='{"name_en": "x"}')
    id, out = json.loads(saved.stdout)[0]["id"], tmp_path / "x.pdf"
    hidden = "sys.modules['fontpkg_ibm_plex_sans_arabic'] = None"
    refused(coopdesk(home, "print", "organization-profile", id, "-o", str(out), before=hidden), "font", "Install")
    refused(
        coopdesk(home, "print", "organization-profile", id, "-o", str(out), before=hidden, lang="ar"), "IBMPlexSans"
    )
    assert list(tmp_path.glob("*x.pdf*")) == []


def test_a_folder_that_cannot_be_written_to_is_told(home: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    words = ("desk", "init", "--code", "QA-X", "--name-en", "x")
    refused(coopdesk(tmp_path / "file" / "home", *words), "cannot be written to")
    refused(coopdesk(tmp_path / "file" / "home", *words, lang="ar"), "لا يمكن الكتابة")
    refused(coopdesk(home, "backup", "-o", "/proc/x.backup"), "cannot be written to")
    refused(coopdesk(home, "print", "record-sheet", "x", "-o", "/proc/x.pdf"))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 48 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", place], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a small disk can be mounted by root only")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def test_a_full_disk_keeps_what_was_saved(small_disk: Path) -> None:
    home = small_disk / "home"
    made = coopdesk(home, "desk", "init", "--code", "QA-X", "--name-en", "x")
    assert made.returncode == 0, made.stderr
    first = coopdesk(home, "record", "save", "contact", "--json", given='{"name_en": "kept"}')
    kept = json.loads(first.stdout)[0]["id"]
    with (small_disk / "filler").open("wb") as filler:
        filler.write(b"x" * (shutil.disk_usage(small_disk).free - 500_000))
        filler.flush()
        big = json.dumps([{"name_en": f"{n}", "notes": "y" * 200_000} for n in range(8)])
        refused(coopdesk(home, "record", "save", "contact", given=big), "disk is full")
        refused(coopdesk(home, "record", "save", "contact", given=big, lang="ar"), "القرص ممتلئ")
        refused(coopdesk(home, "backup", "-o", str(small_disk / "b.backup")), "disk is full")
    (small_disk / "filler").unlink()
    assert not list(small_disk.glob("*.backup*"))
    opened = desk.open_desk(home, PASSPHRASE)
    assert record.show(opened, "contact", kept)["name_en"] == "kept"
    assert upkeep.check(opened) == []
    record.save(opened, "contact", {"name_en": "and on"})
    opened.close()
