"""Awards: what is owed is counted from the end, moves with it, and an award is begun from who is in post."""

import io

import pypdf
import pytest

from coopdesk.errors import Refused
from coopdesk.operations import printing, record, steps
from coopdesk.operations.offers import awards
from coopdesk.operations.working_days import after, rest_here
from coopdesk.store.home import Store


def owed(view: dict[str, object]) -> tuple[object, object]:
    return view["report_due"], view["follow_up_due"]


def test_what_is_owed_is_counted_from_the_end(store: Store) -> None:
    view = record.save(store, "award", {"name_en": "Trainee", "ends": "2027-11-30"})
    assert owed(view) == (after("2027-11-30", 15, rest_here(store)), "2028-02-29")
    assert owed(record.save(store, "award", {"name_en": "Nobody knows when", "ends": "2027-11"})) == (None, None)


def test_what_is_owed_moves_with_the_end_unless_somebody_chose_the_day(store: Store) -> None:
    view = record.save(store, "award", {"name_en": "Trainee", "ends": "2027-01-31", "follow_up_due": "2027-06-01"})
    assert owed(view) == (after("2027-01-31", 15, rest_here(store)), "2027-06-01")
    view = record.save(store, "award", {"id": view["id"], "ends": "2027-03-01"})
    assert owed(view) == (after("2027-03-01", 15, rest_here(store)), "2027-06-01")
    view = record.save(store, "award", {"id": view["id"], "report_due": None})
    assert owed(view) == (None, "2027-06-01")


def test_an_award_is_begun_once_from_who_is_in_post(store: Store) -> None:
    offer = record.save(store, "opportunity", {"title_en": "Course", "starts": "2027-01-01", "ends": "2027-02-01"})
    college = record.save(store, "organization", {"name_en": "College"})["id"]
    values = {"opportunity": offer["id"], "institution": college, "name_en": "College"}
    id = record.save(store, "nomination", values)["id"]
    with pytest.raises(Refused):
        awards.award_of(store, id)
    for step in ("propose", "check", "endorse", "approve", "submit", "select", "begin"):
        steps.take(store, "nomination", id, step)
    made = record.show(store, "award", awards.award_of(store, id))
    assert (made["opportunity"], made["name_en"], made["ends"]) == (offer["id"], "College", "2027-02-01")
    assert made["follow_up_due"] == "2027-05-01"
    with pytest.raises(Refused):
        awards.award_of(store, id)


@pytest.mark.parametrize("lang", ["en", "ar", "both"])
@pytest.mark.parametrize("length", [20, 9_000])
def test_the_report_is_one_page_always(store: Store, lang: str, length: int) -> None:
    text = ("كلمة word " * (length // 10))[:length]
    values = {
        "name_en": "Trainee", "name_ar": "متدرب", "attended": text, "useful": text, "to_do": text, "met": text,
        "year_standings": [{"year": str(n), "standing": "passed"} for n in range(9)],
    }  # fmt: skip
    id = record.save(store, "award", values)["id"]
    pdf = printing.prepare(store, "award-report", id, lang).pdf()
    assert len(pypdf.PdfReader(io.BytesIO(pdf)).pages) == 1
