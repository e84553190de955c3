"""A month of a list on paper, read back: its weeks in both calendars, what stands on each day, and for whom."""

import subprocess
from pathlib import Path
from typing import Any

import pytest

from coopdesk.errors import InvalidValue, Refused
from coopdesk.operations import printing, reach, record
from coopdesk.operations.printed_list import Listed
from coopdesk.store.home import Store


def printed(store: Store, folder: Path, lang: str = "en", who: str = "", **asked: Any) -> str:
    made = folder / "made.pdf"
    listed = Listed("opportunity", **asked)
    printing.print_to_file(store, "calendar-month", None, lang, made, listed, who=reach.reader(store, who))
    return subprocess.run(["pdftotext", "-layout", made, "-"], capture_output=True, check=True).stdout.decode()


def offer(store: Store, title: str, **values: Any) -> None:
    record.save(store, "opportunity", {"title_en": title, "title_ar": "دورة", **values})


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", ("March 2027", "Sunday", "Deadline")), ("ar", ("مارس", "الأحد", "دورة")), ("both", ("March", "دورة"))],
)
def test_a_month_holds_what_is_due_in_it(store: Store, tmp_path: Path, lang: str, words: tuple[str, ...]) -> None:
    offer(store, "Course", deadline="2027-03-18")
    offer(store, "Other month", deadline="2027-04-01")
    text = printed(store, tmp_path, lang, month="2027-03")
    for word in words:
        assert word in text, word
    assert "Other month" not in text
    assert ("Course" in text) == (lang != "ar")


def test_a_hijri_month_holds_its_own_days(store: Store, tmp_path: Path) -> None:
    offer(store, "First day", deadline="2027-02-08")
    offer(store, "Day before", deadline="2027-02-07")
    text = printed(store, tmp_path, month="1448-09")
    assert "Ramadan" in text
    assert "First day" in text
    assert "Day before" not in text


def test_a_crowded_day_says_how_many_more_there_are(store: Store, tmp_path: Path) -> None:
    for n in range(13):
        offer(store, f"Course {n:02}", deadline="2027-03-18")
    text = printed(store, tmp_path, month="2027-03")
    assert "+3" in text
    assert "Course 09" in text
    assert "Course 10" not in text


def test_the_list_that_is_asked_and_its_reader_count(store: Store, tmp_path: Path) -> None:
    offer(store, "Training", kind="training", deadline="2027-03-18")
    offer(store, "Post", kind="post", deadline="2027-03-18")
    offer(store, "Kept", kind="training", deadline="2027-03-18", audience="local", classification="confidential")
    text = printed(store, tmp_path, month="2027-03", where={"kind": "training"})
    assert "Training" in text
    assert "Post" not in text
    assert "CONFIDENTIAL" in text.upper()
    text = printed(store, tmp_path, month="2027-03", who="all")
    assert "Kept" not in text
    assert "1 item is left out" in text


@pytest.mark.parametrize("month", ["2027-13", "1448-0", "March", "2027", "99999-01"])
def test_what_is_no_month_is_refused(store: Store, tmp_path: Path, month: str) -> None:
    with pytest.raises(InvalidValue):
        printed(store, tmp_path, month=month)


def test_a_type_without_days_has_no_month(store: Store, tmp_path: Path) -> None:
    assert "calendar-month" not in [one["name"] for one in printing.documents_for("expert", listed=True)]
    assert "calendar-month" in [one["name"] for one in printing.documents_for("opportunity", listed=True)]
    with pytest.raises(Refused):
        printing.print_to_file(store, "calendar-month", None, "en", tmp_path / "x.pdf", Listed("expert"))
