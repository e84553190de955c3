"""The list of sectors: whole, in both languages, found by words, read wherever a sector stands."""

import subprocess
import sys

import pytest

from coopdesk import sectors
from coopdesk.i18n import Language, set_language
from coopdesk.operations import listing, record
from coopdesk.operations.table_cells import Cells
from coopdesk.operations.table_names import Names
from coopdesk.records.base import fields_of
from coopdesk.records.project import ProjectSector
from coopdesk.store.home import Store
from coopdesk.ui.pickers import find_sectors
from tests.documents.papers import holds, printed

SECTOR = next(one.kind for one in fields_of(ProjectSector) if one.name == "sector")


def test_each_purpose_has_its_category_and_both_languages() -> None:
    known = sectors.sectors()
    assert len(known) == 337
    for code, one in known.items():
        assert code == one.code
        assert code.isdigit()
        assert len(code) in (3, 5)
        assert sectors.category(code) in known
        assert one.en == one.en.strip() != ""
        assert any("\u0621" <= letter <= "\u064a" for letter in one.ar)
    assert len({one.ar for one in known.values()}) == len(known)
    assert list(known) == sorted(known)


@pytest.mark.parametrize(("lang", "typed", "code"), [
    ("en", "11220", "11220"), ("ar", "١١٢٢٠", "11220"), ("en", "prim educ", "11220"), ("en", "الابتدائي", "11220"),
    ("ar", "refugees health", "93013"), ("ar", "إزالة الألغام", "15250"), ("ar", "ازاله الالغام", "15250"),
])  # fmt: skip
def test_a_sector_is_found_by_its_code_and_by_words_of_either_language(lang: Language, typed: str, code: str) -> None:
    set_language(lang)
    found = find_sectors(typed)
    assert code in dict(found)
    assert len(found) < 5
    assert dict(found)[code] == sectors.name_of(code)


def test_a_code_that_the_list_does_not_hold_is_read_as_it_is() -> None:
    assert sectors.name_of("23030") == "23030"


@pytest.mark.parametrize(
    "word",
    ["11220", "primary  EDUCATION", "التعليم الابتدائى", "Primary education (11220)", "التعليم الابتدائي (11220)"],
)
def test_a_table_says_a_sector_by_code_or_by_name(store: Store, word: str) -> None:
    assert Cells(store, ProjectSector, Names(store)).token(SECTOR, word) == "11220"


def test_a_list_shows_and_filters_a_sector_by_its_name(store: Store) -> None:
    project = record.save(store, "project", {"title_en": "School", "project_sectors": [{"sector": "11220"}]})
    fields = [one for one in listing.every_field("project_sector") if one.name == "sector"]
    opened = listing.open_list(store, "project_sector", where={"sector": "11220"})
    for lang, name in (("en", "Primary education (11220)"), ("ar", "التعليم الابتدائي (11220)")):
        set_language(lang)
        assert listing.page(store, opened, 0, 1, fields)[0].shown["sector"] == name
    assert record.show(store, "project", project["id"])


@pytest.mark.parametrize(("lang", "name"), [("en", "Primary education (11220)"), ("ar", "التعليم الابتدائي")])
def test_paper_names_a_sector(store: Store, lang: str, name: str) -> None:
    values = {"title_en": "School", "project_sectors": [{"sector": "11220", "share": 100}]}
    holds(printed(store, "record-sheet", record.save(store, "project", values)["id"], lang), name)


def test_starting_does_not_read_the_list() -> None:
    told = "import coopdesk.app, coopdesk.sectors as s; print(s.sectors.cache_info().currsize)"
    assert subprocess.run([sys.executable, "-c", told], capture_output=True, text=True).stdout.strip() == "0"
