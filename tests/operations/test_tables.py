"""Records from tables: what each line would do, what is saved, what comes back with its reason."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from coopdesk import sectors
from coopdesk.errors import InvalidValue, NotFound, Refused
from coopdesk.i18n import LANGUAGES, set_language, tr, using
from coopdesk.interchange.tables.sheets import Line, Sheet
from coopdesk.operations import listing, record, table_columns, table_files, upkeep, views
from coopdesk.operations.table_columns import Column
from coopdesk.operations.table_preview import preview
from coopdesk.operations.table_saving import take
from coopdesk.operations.tables import Outcome, Preview, plan, refused_path, write_refused
from coopdesk.progress import Cancelled
from coopdesk.records import TYPES
from coopdesk.store.home import Store
from coopdesk.store.tables import RECORD


def sheet(*rows: Sequence[str]) -> Sheet:
    return Sheet("x", [Line(n, list(cells)) for n, cells in enumerate(rows, 1)])


def told(store: Store, type: str, *rows: Sequence[str], **options: Any) -> Preview:
    return preview(store, plan(store, sheet(*rows), type)._replace(**options))


def taken(store: Store, type: str, *rows: Sequence[str], **options: Any) -> Outcome:
    return take(store, told(store, type, *rows, **options))


def sentences(found: Preview) -> list[str]:
    return [f"{one.line} {one.grade} {one.field}: {one.message()}" for one in found.findings]


ORGANIZATIONS = (
    ("List of bodies", "", "", "", ""),
    ("الاسم", "Name", "النوع", "الدولة", "Working languages"),
    ("الصندوق الأزرق", "Blue Fund", "donor", "قطر", "ar, en"),
    ("", "Green Bank", "Private  Sector", "KW", ""),
    ("المجموع", "", "", "", "2"),
)


def test_a_list_as_people_keep_it_is_entered_and_the_same_list_again_changes_nothing(store: Store) -> None:
    found = told(store, "organization", *ORGANIZATIONS)
    assert [one.target for one in found.plan.columns] == ["name_ar", "name_en", "type", "country", "languages"]
    assert sentences(found)[0] == "5 note : This line is a total. It is no record, and is left out."
    rows = ORGANIZATIONS
    first = taken(store, "organization", *rows)
    assert (len(first.created), first.refused) == (2, [])
    saved = record.show(store, "organization", first.created[0])
    assert (saved["name_en"], saved["name_ar"], saved["country"], saved["languages"]) == (
        "Blue Fund", "الصندوق الأزرق", "QA", ["ar", "en"]
    )  # fmt: skip
    before = listing.open_list(store, "organization")
    again = taken(store, "organization", *rows)
    assert (again.created, again.changed, again.refused, again.skipped) == ([], [], [], [3, 4])
    assert len(listing.open_list(store, "organization")) == len(before)


def test_what_is_left_out_of_the_sheet_is_told(store: Store) -> None:
    rows = (("Name", "Colour", ""), ("Blue Fund", "blue", "x"), ("Name", "Colour", ""), ("Note: as of May", "", ""))
    found = told(store, "organization", *rows)
    plain = "".join(letter for letter in "|".join(sentences(found)) if letter not in "\u2066\u2067\u2068\u2069").split(
        "|"
    )
    assert plain == [
        "1 note : The column “Colour” is taken for no field, and is left out.",
        "3 note : This line is a note or a header that comes again. It is no record, and is left out.",
        "4 note : This line is a note or a header that comes again. It is no record, and is left out.",
    ]
    assert found.left_out[0].column == "B"


def test_each_fault_is_told_with_its_place_and_good_lines_go_in(store: Store) -> None:
    rows = (
        ("Name", "Founded", "Country", "Part of"),
        ("Good", "5/3/2001", "Qatar", ""),
        ("Bad day", "30/2/2001", "QA", ""),
        ("Bad land", "", "Atlantis", ""),
        ("", "2001", "", ""),
        ("Orphan", "26 رمضان 1448", "", "Nobody at all"),
        ("Fault", "#REF!", "", ""),
    )
    found = told(store, "organization", *rows)
    assert [one.action for one in found.entries] == ["new", "refused", "refused", "refused", "new", "refused"]
    faults = [(one.line, one.column, one.field, one.value) for one in found.findings if one.grade == "error"]
    assert faults == [
        (3, "B", "founded", "30/2/2001"), (4, "C", "country", "Atlantis"), (5, "", "", ""), (7, "B", "founded", "#REF!")
    ]  # fmt: skip
    orphan = [(one.grade, one.field) for one in found.entries[4].findings]
    assert orphan[:2] == [("note", "founded"), ("warning", "parent")]
    for finding in found.findings:
        assert finding.message("en") != finding.message("ar")
    outcome = take(store, found)
    assert len(outcome.created) == 2
    assert record.show(store, "organization", outcome.created[0])["founded"] == "2001-03-05"
    assert [one.line for one in outcome.refused] == [3, 4, 5, 7]


def test_refused_lines_come_back_with_their_reasons_and_go_in_once_they_are_corrected(
    store: Store, tmp_path: Path
) -> None:
    for ending in ("xlsx", "csv"):
        rows = (("Name", "Founded", "Odd"), (f"+Good {ending}", "2001", "kept"), (f"Bad {ending}", "30/2/2001", "=odd"))
        found = told(store, "organization", *rows)
        outcome = take(store, found)
        path = refused_path(tmp_path / f"list.{ending}")
        assert path.name == f"list-refused.{ending}"
        write_refused(found.plan, outcome.refused, path)
        [back] = table_files.open_file(path)
        head, bad = back.lines
        assert head.cells == ["Name", "Founded", "Odd", "Why it was refused"]
        assert bad.cells[:3] == [f"Bad {ending}", "30/2/2001", "=odd"]
        assert "February 2001 has only 28 days" in bad.cells[3]
        bad.cells[1] = "28/2/2001"
        again = plan(store, back, "organization")
        assert [one.target for one in again.columns] == ["name_en", "founded", "", ""]
        assert len(take(store, preview(store, again)).created) == 1


def test_a_record_is_found_by_its_id_or_number_and_only_what_differs_is_written(store: Store) -> None:
    one = record.save(store, "organization", {"name_en": "Old", "email": "a@b.c"})
    rows = (("id", "Name", "E-mail", "Country"), (one["id"], "New", "a@b.c", ""))
    found = told(store, "organization", *rows)
    assert (found.entries[0].values, found.entries[0].before) == ({"name_en": "New"}, {"name_en": "Old"})
    assert taken(store, "organization", *rows).changed == [one["id"]]
    report = record.save(store, "conference_report", {})
    by_number = (("Reference", "Bottom line"), (report["reference"].lower(), "Agreed"))
    assert taken(store, "conference_report", *by_number).changed == [report["id"]]


def test_an_empty_cell_empties_a_field_only_where_it_is_said(store: Store) -> None:
    one = record.save(store, "organization", {"name_en": "A", "email": "a@b.c"})
    rows = (("id", "Name", "E-mail"), (one["id"], "A", ""))
    assert told(store, "organization", *rows).entries[0].action == "same"
    assert taken(store, "organization", *rows, clears=True).changed == [one["id"]]
    assert record.show(store, "organization", one["id"])["email"] is None


def test_one_of_the_same_title_is_never_changed_or_doubled_unasked(store: Store) -> None:
    one = record.save(store, "organization", {"name_en": "Blue  Fund", "name_ar": "الصندوق الأزرق"})
    rows = (("Name", "Founded"), ("blue fund", "2001"))
    asked = told(store, "organization", *rows)
    assert [entry.action for entry in asked.entries] == ["refused"]
    assert "Blue" not in sentences(asked)[0]
    assert taken(store, "organization", *rows, same_title="change").changed == [one["id"]]
    rows = (("Name", "Founded"), ("Blue Fund", "2002"))
    assert len(taken(store, "organization", *rows, same_title="new").created) == 1
    twice = told(store, "organization", ("Name", "Founded"), ("Z", "2001"), ("z", "2002"))
    assert [entry.action for entry in twice.entries] == ["new", "refused"]
    about_one = told(store, "organization", ("id", "Name"), (one["id"], "Q"), (one["id"], "R"))
    assert [entry.action for entry in about_one.entries] == ["change", "refused"]


def test_links_are_found_by_title_and_what_is_not_there_is_entered_only_where_it_is_said(store: Store) -> None:
    body = record.save(store, "organization", {"name_en": "Blue Fund", "name_ar": "الصندوق الأزرق", "acronym_en": "BF"})
    rows = (
        ("Name", "Organization"),
        ("A", "الصُّندوق الازرق"),
        ("B", "bf"),
        ("C", "Unknown House"),
        ("D", "unknown house"),
    )
    outcome = taken(store, "contact", *rows)
    linked = [record.show(store, "contact", id)["organization"] for id in outcome.created]
    assert linked == [body["id"], body["id"], None, None]
    rows = (("Name", "Organization"), ("E", "Unknown House"), ("F", "unknown house"), ("G", "بيت مجهول"))
    outcome = taken(store, "contact", *rows, creates=True)
    made = [record.show(store, "contact", id)["organization"] for id in outcome.created]
    assert made[0] == made[1]
    assert record.show(store, "organization", made[0])["name_en"] == "Unknown House"
    assert record.show(store, "organization", made[2])["name_ar"] == "بيت مجهول"
    record.save(store, "organization", {"name_en": "Blue Fund"})
    several = told(store, "contact", ("Name", "Organization"), ("H", "Blue Fund"))
    assert "means 2 records" in sentences(several)[0]


def test_a_line_may_link_to_one_that_comes_after_it(store: Store) -> None:
    outcome = taken(store, "organization", ("Name", "Part of"), ("Child", "Parent"), ("Parent", ""))
    child, parent = outcome.created
    assert record.show(store, "organization", child)["parent"] == parent


def test_lines_of_owned_lists_find_their_owners_and_are_not_doubled(store: Store) -> None:
    body = record.save(store, "organization", {"name_en": "Blue Fund"})["id"]
    one = record.save(store, "membership", {"organization": body, "seat": "Board of the Fund"})
    rows = (
        ("Membership", "Year", "Paid (QAR)", "Pledged", "Pledged (currency)"),
        ("Board of the Fund", "2026", "1,250.50", "7", "usd"),
        ("Board of the Fund", "2027", "", "", ""),
        ("Another board", "2027", "", "", ""),
        ("", "2028", "", "", ""),
    )
    outcome = taken(store, "contribution", *rows)
    assert [entry.line for entry in outcome.refused] == [4, 5]
    lines = record.show(store, "membership", one["id"])["contributions"]
    assert [(line["year"], line["position"]) for line in lines] == [(2026, 1), (2027, 2)]
    assert lines[0]["paid"] == {"amount": "1250.50", "currency": "QAR"}
    assert lines[0]["pledged"] == {"amount": "7.00", "currency": "USD"}
    assert taken(store, "contribution", *rows).created == []


def test_frozen_records_and_steps_are_left_alone(store: Store) -> None:
    from coopdesk.operations import steps

    body = record.save(store, "conference", {"title_en": "Board", "title_ar": "مجلس"})["id"]
    report = record.save(store, "conference_report", {"conference": body, "bottom_line_en": "x", "bottom_line_ar": "س"})
    for step in ("submit", "clear"):
        steps.take(store, "conference_report", report["id"], step)
    frozen = told(store, "conference_report", ("id", "bottom_line_en", "stage"), (report["id"], "y", "draft"))
    assert [one.target for one in frozen.plan.columns] == ["id", "bottom_line_en", ""]
    assert [entry.action for entry in frozen.entries] == ["refused"]
    assert record.show(store, "conference_report", report["id"])["bottom_line_en"] == "x"


def test_what_a_save_refuses_is_refused_alone(store: Store) -> None:
    rows = [("Name", "Classification", "Audience"), *((f"Body {n}", "public", "all") for n in range(20))]
    rows[7] = ("Too secret", "Secret", "All desks")
    outcome = taken(store, "organization", *rows)
    assert len(outcome.created) == 19
    [refused] = outcome.refused
    assert (refused.line, refused.findings[-1].grade) == (8, "error")
    assert "cannot go to every desk" in refused.findings[-1].message()


def test_stopped_it_keeps_what_is_saved(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from coopdesk.operations import table_saving

    monkeypatch.setattr(table_saving, "AT_ONCE", 2)

    class Stopping:
        def step(self, done: int, total: int | None = None) -> None:
            if done >= 4:
                raise Cancelled

    found = told(store, "organization", ("Name",), *((f"Body {n}",) for n in range(7)))
    outcome = take(store, found, Stopping())
    assert (len(outcome.created), outcome.left) == (4, 3)


def test_a_record_that_changed_since_the_preview_is_not_overwritten(store: Store) -> None:
    one = record.save(store, "organization", {"name_en": "Old"})
    found = told(store, "organization", ("id", "Name"), (one["id"], "From the table"))
    record.save(store, "organization", {"id": one["id"], "name_en": "By hand"})
    assert [entry.line for entry in take(store, found).refused] == [2]
    assert record.show(store, "organization", one["id"])["name_en"] == "By hand"


def test_a_deleted_record_is_not_entered_beside_itself(store: Store) -> None:
    one = record.save(store, "organization", {"name_en": "Gone"})
    record.delete(store, "organization", one["id"])
    found = told(store, "organization", ("id", "Name"), (one["id"], "Gone"))
    assert "was deleted" in sentences(found)[0]


def test_what_columns_were_taken_for_is_remembered_by_their_heads_and_kept_in_the_database(store: Store) -> None:
    rows = (("Body", "Mark"), ("A", "x"))
    found = plan(store, sheet(*rows), "organization")
    assert [one.target for one in found.columns] == ["name_en", ""]
    chosen = [Column("name_en"), Column("notes")]
    take(store, preview(store, found._replace(columns=chosen)))
    again = plan(store, sheet(*rows), "organization")
    assert (again.remembered, [one.target for one in again.columns]) == (True, ["name_en", "notes"])
    assert views.load(store, table_columns._key("organization", ["Mark", "Body"]))["columns"]["Mark"] == "notes"


def test_a_mapping_is_read_from_json_and_a_wrong_one_refused(store: Store) -> None:
    words = table_columns.read_mapping(json.dumps({"columns": {"Body": "name_en", "Cost": "paid:qar"}, "header": 3}))
    assert (words["header"], words["columns"]["Body"]) == (3, "name_en")
    assert table_columns.from_words("contribution", ["Cost", "x"], {"Cost": "paid:qar"}) == [
        Column("paid", "QAR"),
        Column(),
    ]
    for text in ("[]", "{", '{"columns": 3}'):
        with pytest.raises(InvalidValue):
            table_columns.read_mapping(text)
    with pytest.raises(InvalidValue, match="no field"):
        plan(store, sheet(("Body",), ("A",)), "organization", words={"Body": "nonsense"})


def test_a_table_without_known_columns_or_of_a_type_that_is_signed_is_refused(store: Store) -> None:
    with pytest.raises(Refused, match="No column"):
        told(store, "organization", ("zzz", "qqq"), ("1", "2"))
    for type in ("attachment", "officer_key"):
        with pytest.raises(Refused):
            plan(store, sheet(("x",)), type)


@pytest.mark.parametrize("type", sorted(set(TYPES) - {"attachment", "officer_key"}))
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_field_is_known_by_its_name_and_labels_are_never_taken_for_two(type: str, lang: Any) -> None:
    set_language(lang)
    known = table_columns.targets(TYPES[type])
    guessed = table_columns.guess(type, list(known), [[]] * len(known))
    assert [one.target for one in guessed] == list(known)
    for target in known:
        with using(lang):
            label = table_columns.target_label(TYPES[type], target)
        [one] = table_columns.guess(type, [label], [[]])
        twins = [other for other in known if table_columns.target_label(TYPES[type], other) == label]
        assert one.target in twins, (target, label, tr(known[target]))


def test_persons_that_come_together_have_each_a_key_of_their_own(store: Store) -> None:
    rows = (("Name", "E-mail"), *((f"Person {n}", f"p{n}@example.org") for n in range(5)))
    ids = taken(store, "contact", *rows).created
    record.erase(store, "contact", ids[2])
    with pytest.raises(NotFound):
        record.show(store, "contact", ids[2])
    assert [record.show(store, "contact", id)["email"] for id in ids[3:]] == ["p3@example.org", "p4@example.org"]
    assert upkeep.check(store) == []
    with store.reading() as connection:
        keys = list(connection.execute(select(RECORD.c.key).where(RECORD.c.id.in_(ids))).scalars())
    assert len(set(keys)) == 5


def test_references_go_on_counting_over_lines_and_imports(store: Store) -> None:
    def references(*rows: Sequence[str]) -> list[str]:
        created = taken(store, "conference_report", ("Bottom line", "Conference"), *rows).created
        return [record.show(store, "conference_report", id)["reference"] for id in created]

    record.save(store, "conference", {"title_en": "Board"})
    found = references(("a", "Board"), ("b", "Board")) + references(("c", "Board"))
    numbers = [int(one.rpartition("-")[2]) for one in found]
    assert numbers == list(range(numbers[0], numbers[0] + 3))
    assert record.save(store, "conference_report", {})["reference"].endswith(f"{numbers[-1] + 1:04d}")


def test_a_sector_is_its_code_or_its_name_in_either_language(store: Store) -> None:
    water = sectors.sectors()["14030"]
    record.save(store, "project", {"title_en": "Wells", "title_ar": "آبار"})
    names = (
        "14030",
        water.en.upper(),
        water.ar,
        f"{water.ar} (14030)",
        "١٤٠٣٠",
        "Rural development",
        "no sector",
        "14",
    )
    found = told(store, "project_sector", ("Project", "Sector (DAC)"), *(("Wells", one) for one in names))
    assert [one.values.get("sector") for one in found.entries[:5]] == ["14030"] * 5
    assert [(one.line, one.grade, one.field) for one in found.findings] == [(n, "error", "sector") for n in (7, 8, 9)]
