"""No end before its start: told by every door in words, and never of what stands there already."""

from pathlib import Path
from typing import Any

import pytest

from coopdesk.errors import InvalidValue
from coopdesk.i18n import using
from coopdesk.interchange.tables.sheets import Line, Sheet
from coopdesk.operations import record
from coopdesk.operations.offers import circulation
from coopdesk.operations.table_preview import preview
from coopdesk.operations.table_saving import take
from coopdesk.operations.tables import plan
from coopdesk.records import TYPES, fields_of
from coopdesk.store.home import Store
from tests.sync.network import Network


@pytest.mark.parametrize("name", [name for name, cls in TYPES.items() if cls.__ordered__])
def test_what_has_an_order_is_of_one_kind(name: str) -> None:
    kinds = {one.name: type(one.kind) for one in fields_of(TYPES[name])}
    for first, last in TYPES[name].__ordered__:
        assert kinds[first] is kinds[last]


@pytest.mark.parametrize(
    ("type", "values", "field", "sentence"),
    [
        (
            "conference",
            {"starts": "2027-03-05", "ends": "2027-03-04"},
            "ends",
            "“Ends” (04/03/2027) is before “Starts”",
        ),
        ("conference", {"starts": "2027-03", "ends": "2026"}, "ends", "(2026) is before “Starts” (03/2027)"),
        ("indicator", {"starts": "2027-Q2", "ends": "2027-03"}, "ends", "is before"),
        ("indicator", {"low": "5", "high": "4.5"}, "high", "is less than"),
        ("circulation", {"sent_on": "2027-03-05", "reply_by": "2027-03-01"}, "reply_by", "“Reply by”"),
        ("contact", {"posts_held": [{"since": "2027", "until": "2026"}]}, "posts_held[0].until", "is before"),
    ],
)
def test_an_end_before_its_start_is_refused_in_words(
    store: Store, type: str, values: dict[str, Any], field: str, sentence: str
) -> None:
    with pytest.raises(InvalidValue) as refused:
        record.save(store, type, values)
    assert refused.value.field == field
    assert sentence in plain(refused.value.message())
    with using("ar"):
        assert "صحّح أحدهما" in refused.value.message()


def test_what_is_partly_left_open_is_no_disorder_and_what_is_changed_is_named(store: Store) -> None:
    made = record.save(store, "engagement", {"starts": "2027-03-05", "ends": "2027"})
    record.save(store, "engagement", {"id": made["id"], "ends": "2027-03"})
    with pytest.raises(InvalidValue) as refused:
        record.save(store, "engagement", {"id": made["id"], "starts": "2027-04-01"})
    assert refused.value.field == "starts"
    record.save(store, "engagement", {"id": made["id"], "starts": "2027-04-01", "ends": "2027-04-02"})


def test_nobody_is_asked_to_answer_by_a_day_that_is_over(store: Store) -> None:
    body = record.save(store, "organization", {"name_en": "Body"})["id"]
    meeting = record.save(store, "conference", {"title_en": "Meeting"})["id"]
    asked = {"purpose": "opinion", "reply_by": "2020-01-01"}
    with pytest.raises(InvalidValue, match="is before") as refused:
        circulation.send(store, "conference", meeting, asked, [body])
    assert refused.value.field == "reply_by"
    circulation.send(store, "conference", meeting, {**asked, "sent_on": "2019-12-20"}, [body])


def test_what_two_desks_put_out_of_order_is_kept_until_one_of_them_writes_it(tmp_path: Path) -> None:
    desks = Network(tmp_path)
    try:
        made = record.save(
            desks.geneva,
            "circulation",
            {"subject_en": "x", "sent_on": "2020", "reply_by": "2030", "audience": "ministry"},
        )
        desks.send(desks.geneva, desks.ministry)
        record.save(desks.geneva, "circulation", {"id": made["id"], "sent_on": "2028"})
        record.save(desks.ministry, "circulation", {"id": made["id"], "reply_by": "2025"})
        desks.send(desks.geneva, desks.ministry)
        merged = record.show(desks.ministry, "circulation", made["id"])
        assert (merged["sent_on"], merged["reply_by"]) == ("2028", "2025")
        again = record.save(desks.ministry, "circulation", {**merged, "subject_ar": "موضوع"})
        assert again["subject_ar"] == "موضوع"
        with pytest.raises(InvalidValue):
            record.save(desks.ministry, "circulation", {"id": made["id"], "reply_by": "2026"})
        record.save(desks.ministry, "circulation", {"id": made["id"], "reply_by": "2029"})
    finally:
        desks.close()


def test_a_table_tells_it_before_anything_is_saved(store: Store) -> None:
    here = record.save(store, "engagement", {"title_en": "Visit", "starts": "2027-03-05", "ends": "2027-03-06"})
    rows = (
        ("id", "title_en", "starts", "ends"),
        ("", "Talk", "2027-05-02", "2027-05-01"),
        (here["id"], "Visit", "", "2027-02"),
    )
    found = preview(store, plan(store, Sheet("x", [Line(n, list(one)) for n, one in enumerate(rows, 1)]), "engagement"))
    assert [one.action for one in found.entries] == ["refused", "refused"]
    told = [
        f"{one.line} {one.grade} {one.field}: {plain(one.message())}" for one in found.findings if one.grade == "error"
    ]
    assert told == [
        "2 error ends: “Ends” (01/05/2027) is before “Starts” (02/05/2027). Correct one of the two.",
        "3 error ends: “Ends” (02/2027) is before “Starts” (05/03/2027). Correct one of the two.",
    ]
    assert take(store, found).created == []


def plain(text: str) -> str:
    return "".join(one for one in text if not "\u2066" <= one <= "\u2069")
