"""Choices that stand in a sheet or a file of their own are found as ODK Collect finds them."""

import pytest

from coopdesk.forms import choices
from coopdesk.forms.filling import Filling
from coopdesk.interchange.xlsform import book, check
from tests.forms.made import asked, checked, sheet

FRUITS = "key,name,name_ar,region,sortby\na,Apple,تفاح,North,2\nb,Banana,موز,south,1\nc,Cherry,كرز,NORTH,1\n"
NAMES = (
    {"list_name": "fruits", "name": "key", "label::English (en)": "name, region", "label::Arabic (ar)": "name_ar"},
    {"list_name": "fruits", "name": "99", "label::English (en)": "Other", "label::Arabic (ar)": "غيرها"},
)


def looking(search: str, files: dict[str, str]) -> check.Checked:
    told = sheet("survey", asked("text", "where"), asked("select_one fruits", "fruit", appearance=search))
    read = book.read((told + sheet("choices", *NAMES)).encode())
    read.files = files
    return check.check(read)


@pytest.mark.parametrize(
    ("search", "where", "found"),
    [
        ("search('fruits')", "", "99 b c a"),
        ("minimal search('fruits', 'matches', 'region', ${where}) quick", "north", "99 c a"),
        ("search('fruits', 'contains', 'name,region', ${where})", "O", "99 b c a"),
        ("search('fruits', 'startswith', 'name', ${where})", "che", "99 c"),
        ("search('fruits', 'endswith', 'name', concat(${where}, 'e'), 'region', 'north')", "l", "99 a"),
        ("search('fruits', 'matches', 'region', ${where})", "", "99"),
    ],
)
def test_choices_are_found_in_a_file(search: str, where: str, found: str) -> None:
    made = looking(search, {"fruits.csv": FRUITS})
    assert made.form is not None
    assert made.faults == []
    filling = Filling(made.form, language="English (en)")
    filling.answer("/data/where", where)
    assert " ".join(one.value for one in filling.choices("/data/fruit")) == found
    assert "search" not in " ".join(filling.tree.questions["data", "fruit"].appearance)


def test_what_is_found_is_called_by_the_columns_of_each_language() -> None:
    made = looking("search('fruits')", {"fruits.csv": FRUITS}).form
    assert made is not None
    labels = {
        lang: [one.label for one in Filling(made, language=lang).choices("/data/fruit")] for lang in made.languages
    }
    assert labels == {
        "English (en)": ["Other", "Banana, south", "Cherry, NORTH", "Apple, North"],
        "Arabic (ar)": ["غيرها", "موز", "كرز", "تفاح"],
    }
    question = next(one for one in made.questions() if one.path[-1] == "fruit")
    assert question.itemset in {question.itemset}  # the window keeps choices by it
    assert {one.value for one in choices.listed(made, question)} == {"99", "a", "b", "c"}


def test_a_file_that_is_not_there_is_told_with_the_row_that_names_it() -> None:
    made = looking("search('fruits')", {})
    assert [(one.row, one.severity, "fruits.csv" in one.remedy()) for one in made.faults] == [(3, "warning", True)]


def test_choices_stand_in_a_sheet_of_their_own() -> None:
    told = sheet(
        "survey",
        asked("select_one states", "state"),
        asked("select_one_external towns", "town", choice_filter="Of=${state}"),
    )
    told += sheet("choices", {"list_name": "states", "name": "n", "label": "North"})
    told += sheet(
        "external_choices",
        {"list_name": "towns", "name": "a", "label::English (en)": "Aye", "label::Arabic (ar)": "ألف", "Of": "n"},
        {"list_name": "towns", "name": "b", "label::English (en)": "Bee", "label::Arabic (ar)": "باء", "Of": "s"},
    )
    made = check.check(book.read(told.encode())).form
    assert made is not None
    filling = Filling(made, language="Arabic (ar)")
    assert filling.choices("/data/town") == []
    filling.answer("/data/state", "n")
    assert filling.choices("/data/town") == [("a", "ألف")]


def test_a_sheet_that_has_not_the_list_is_told() -> None:
    made = checked(asked("select_one_external towns", "town", choice_filter="true()"))
    assert made.form is None
    assert [(one.row, "external_choices" in one.message()) for one in made.faults] == [(2, True)]
