"""Form templates: from a workbook and back without a loss, and never in use while they cannot be filled."""

import json
from pathlib import Path

import pytest
from pyxform.xls2xform import convert

from coopdesk.errors import Refused
from coopdesk.forms.filling import Filling
from coopdesk.interchange.xlsform import book
from coopdesk.operations import record, steps
from coopdesk.operations.forms import templates
from coopdesk.store.home import Store
from tests.operations.forms.asked import choice, question, template, workbook

_ROWS = (
    question("select_one region", "region", "Region", "المنطقة", criterion="Place", weight="2"),
    question(
        "select_one town", "town", "Town", "المدينة", choice_filter="region=${region}",
        **{"label::French (fr)": "Ville", "bind::odk:length": "20"},
    ),
    question("range", "nps_next", "Would you come again?", "هل تعود؟", parameters="start=0 end=10 step=1"),
)  # fmt: skip
_CHOICES = (
    choice("region", "north", "North", "الشمال", score="2"),
    choice("region", "south", "South", "الجنوب", score="1"),
    choice("town", "khor", "Al Khor", "الخور", region="north"),
)


def test_a_workbook_comes_back_with_the_same_meaning(store: Store, tmp_path: Path) -> None:
    source = workbook(tmp_path / "in.md", *_ROWS, choices=_CHOICES)
    id = template(store, tmp_path / "in.md", *_ROWS, choices=_CHOICES, use=False)
    templates.export_file(store, id, tmp_path / "out.xlsx")
    before, after = (convert(xlsform=one, validate=False).xform for one in (source, tmp_path / "out.xlsx"))
    assert _without_version(before) == _without_version(after)


def test_rows_stand_under_their_fields_and_what_has_none_is_kept(store: Store, tmp_path: Path) -> None:
    id = template(store, tmp_path / "in.md", *_ROWS, choices=_CHOICES, use=False)
    found = record.show(store, "form_template", id)
    assert (found["title_en"], found["title_ar"], found["form_id"]) == ("Visit", "زيارة", "visit")
    town = found["form_questions"][1]
    assert (town["label_en"], town["label_ar"], town["choice_filter"]) == ("Town", "المدينة", "region=${region}")
    assert json.loads(town["more"]) == {"label::French (fr)": "Ville", "bind::odk:length": "20"}
    assert found["form_choices"][0]["score"] == "2"


def test_points_and_weights_are_read_and_other_tools_pass_over_them(store: Store, tmp_path: Path) -> None:
    loaded = templates.load(store, template(store, tmp_path / "in.md", *_ROWS, choices=_CHOICES))
    counted = loaded.scoring["data", "region"]
    assert (counted.criterion, counted.weight, counted.share("north"), counted.share("south")) == ("Place", 2, 1, 0)


def test_a_form_with_errors_is_not_taken_and_says_where(store: Store, tmp_path: Path) -> None:
    rows = (question("text", "a", relevant="${gone} = 1"), question("select_one none", "b"))
    found = templates.import_file(store, workbook(tmp_path / "in.md", *rows))
    assert found.id == ""
    assert [(one.sheet, one.row) for one in found.faults if one.severity == "error"] == [("survey", 2), ("survey", 3)]


def test_a_form_that_cannot_be_filled_is_not_put_into_use(store: Store, tmp_path: Path) -> None:
    id = template(store, tmp_path / "in.md", question("text", "a"), use=False)
    line = record.show(store, "form_template", id)["form_questions"][0]["id"]
    record.save(store, "form_template", {"id": id, "form_questions": [{"id": line, "relevant": "${gone} = 1"}]})
    with pytest.raises(Refused, match="row 2"):
        steps.take(store, "form_template", id, "use")


def test_a_form_in_use_is_not_changed(store: Store, tmp_path: Path) -> None:
    id = template(store, tmp_path / "in.md", question("text", "a"))
    line = record.show(store, "form_template", id)["form_questions"][0]["id"]
    with pytest.raises(Refused):
        record.save(store, "form_template", {"id": id, "form_questions": [{"id": line, "label_en": "Other"}]})


def test_taking_the_same_form_again_makes_its_next_version(store: Store, tmp_path: Path) -> None:
    first, second = (template(store, tmp_path / "in.md", question("text", "a"), use=False) for _ in range(2))
    found = record.show(store, "form_template", second)
    assert (found["version"], found["earlier"]) == ("2", first)


def test_texts_without_a_language_count_by_their_script(store: Store, tmp_path: Path) -> None:
    row = {"type": "text", "name": "a", "label": "ما رأيك؟"}
    id = template(store, tmp_path / "in.md", row, use=False)
    assert record.show(store, "form_template", id)["form_questions"][0]["label_ar"] == "ما رأيك؟"


def _without_version(xform: str) -> str:
    return " ".join(part for part in xform.replace(">", "> ").split() if not part.startswith("version="))


def test_a_list_in_a_file_comes_with_the_form_and_goes_out_with_it(store: Store, tmp_path: Path) -> None:
    rows = (
        question("select_one_from_file towns.csv", "town", "Town", "المدينة"),
        question("calculate", "people", calculation="pulldata('towns', 'how many', 'name', ${town})"),
    )
    (tmp_path / "towns.csv").write_text("name,label,how many\nkhor,الخور,200\nwakra,الوكرة,300\n", "cp1256")
    id = template(store, tmp_path / "in.md", *rows)
    filling = Filling(templates.load(store, id).form)
    assert [(one.value, one.label) for one in filling.choices("/data/town")] == [("khor", "الخور"), ("wakra", "الوكرة")]
    filling.answer("/data/town", "wakra")
    assert filling.value("/data/people") == "300"
    out = tmp_path / "out"
    out.mkdir()
    templates.export_file(store, id, out / "form.xlsx")
    assert "الوكرة" in (out / "towns.csv").read_text("utf-8")
    (tmp_path / "towns.csv").unlink()
    found = templates.import_file(store, workbook(tmp_path / "in.md", *rows))
    assert [one.row for one in found.faults if "towns.csv" in one.message()] == [2]


def test_the_first_language_of_a_workbook_stays_the_first(store: Store, tmp_path: Path) -> None:
    told = "| survey |\n| | type | name | label::French (fr) | label::English (en) |\n| | text | a | Un | One |\n"
    told += "| settings |\n| | form_id | label::French (fr) |\n| | f | Titre |\n"
    (tmp_path / "f.md").write_text(told, "utf-8")
    id = templates.import_file(store, tmp_path / "f.md").id
    assert templates.load(store, id).form.default_language == "French (fr)"
    templates.export_file(store, id, tmp_path / "f.xlsx")
    [settings] = [dict(one.cells) for one in book.read((tmp_path / "f.xlsx").read_bytes()).rows("settings")]
    assert (settings["default_language"], settings["label::French (fr)"]) == ("French (fr)", "Titre")


def test_a_list_is_written_beside_its_workbook_and_nowhere_else(store: Store, tmp_path: Path) -> None:
    id = template(store, tmp_path / "in.md", *_ROWS, choices=_CHOICES, use=False)
    files = dict.fromkeys(("towns.csv", "../above.csv", "in/deeper.csv", "c:\\root.csv", "no.txt"), "name,label")
    record.save(store, "form_template", {"id": id, "more": json.dumps({"files": files})})
    (tmp_path / "out" / "in").mkdir(parents=True)
    templates.export_file(store, id, tmp_path / "out" / "form.xlsx")
    assert {one.name for one in tmp_path.rglob("*.csv")} == {"towns.csv"}
    assert {one.name for one in (tmp_path / "out").iterdir()} == {"form.xlsx", "in", "towns.csv"}


def test_a_new_version_is_as_secret_as_the_one_before_and_for_the_same_desks(store: Store, tmp_path: Path) -> None:
    degree = {"classification": "confidential", "audience": "ministry"}
    first = template(store, tmp_path / "in.md", *_ROWS, choices=_CHOICES, use=False)
    record.save(store, "form_template", {"id": first, **degree})
    copied = templates.new_version(store, first)
    brought = record.show(store, "form_template", templates.import_file(store, tmp_path / "in.md").id)
    assert [one[name] for one in (copied, brought) for name in degree] == [*degree.values()] * 2
    assert [one["version"] for one in (copied, brought)] == ["2", "3"]
