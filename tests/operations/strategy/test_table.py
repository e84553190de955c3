"""A strategy taken from a table: whole or not at all, and never over what is here."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from coopdesk.errors import Refused
from coopdesk.i18n import ltr, set_language
from coopdesk.operations import listing, table_files, tags, tree
from coopdesk.operations.record_types import View
from coopdesk.operations.strategy import table
from coopdesk.store.home import Store

HEADS = ("level", "code", "name_en", "name_ar", "parent", "valid_from", "valid_to", "continued_as", "edition")
NEXT = (
    ("strategy", "nds4", "Fourth strategy 2031-2035", "الاستراتيجية الرابعة", "", "2031", "2035", "", "2031-2035"),
    ("target", "nds4-ic.1", "A target", "هدف", "nds4-ic", "", "", "", ""),
    ("outcome", "nds4-ic", "An outcome", "نتيجة", "nds4-co", "2032-01-01", "", "", ""),
    ("sector", "NDS4-CO", "A sector", "قطاع", "nds4", "", "", "", ""),
)


def written(folder: Path, rows: Sequence[Sequence[str]], heads: Sequence[str] = HEADS, name: str = "s.xlsx") -> Path:
    table_files.write_rows(folder / name, "Strategy", heads, rows)
    return folder / name


def by_code(store: Store) -> dict[str, View]:
    """Return the tags by their codes, without what only tells when they were read."""
    found = listing.views(store, listing.open_list(store, "tag"))
    return {one["code"]: {name: one[name] for name in one if name != "_seen"} for one in found}


def wrong(store: Store, path: Path) -> list[tuple[int, str]]:
    return [(one.line, one.message) for one in table.preview(store, path).faults]


@pytest.mark.parametrize("name", ["s.xlsx", "s.csv"])
def test_a_new_edition_is_taken_as_a_tree_and_changes_no_other(store: Store, tmp_path: Path, name: str) -> None:
    before = by_code(store)
    plan = table.preview(store, written(tmp_path, NEXT, name=name))
    assert (plan.faults, plan.unknown, len(plan.codes("new"))) == ([], [], 4)
    assert by_code(store) == before
    made = table.take(store, plan)
    after = by_code(store)
    assert {one["id"] for one in after.values()} - {one["id"] for one in before.values()} == set(made)
    assert {code: after[code] for code in before} == before
    assert after["nds4-ic.1"]["parent"] == after["nds4-ic"]["id"]
    assert tree.path(store, "tag", after["nds4-ic.1"]["id"])[0] == after["nds4"]["id"]
    said = [after["nds4-ic"][one] for one in ("valid_from", "valid_to", "edition", "scheme")]
    assert said == ["2032-01-01", "2035", "2031-2035", "national_outcome"]


def test_the_same_table_again_brings_nothing(store: Store, tmp_path: Path) -> None:
    path = written(tmp_path, NEXT)
    table.take(store, table.preview(store, path))
    after, plan = by_code(store), table.preview(store, path)
    assert (plan.faults, len(plan.codes("same"))) == ([], 4)
    assert table.take(store, plan) == []
    assert by_code(store) == after


def test_a_table_that_was_looked_at_before_it_was_taken_by_another_is_looked_at_again(
    store: Store, tmp_path: Path
) -> None:  # fmt: skip
    plan = table.preview(store, written(tmp_path, NEXT))
    table.take(store, plan)
    with pytest.raises(Refused, match="Look at it again"):
        table.take(store, plan)


def test_only_what_continues_an_old_part_is_added_to_it(store: Store, tmp_path: Path) -> None:
    old = by_code(store)
    whole = ("national_sector", "nds2-health", old["nds2-health"]["name_en"], "", "nds2", "2018", "2022", "nds4-co", "")
    plan = table.preview(store, written(tmp_path, (*NEXT, ("", "nds3", "", "", "", "", "", "nds4", ""), whole)))
    assert (plan.faults, plan.codes("continued")) == ([], ["nds3", "nds2-health"])
    table.take(store, plan)
    new = by_code(store)
    assert new["nds3"]["continued_as"] == [new["nds4"]["id"]]
    assert new["nds3"]["valid_to"] == "2030"
    kept = {old["nds3-life"]["id"], new["nds4-co"]["id"]}
    assert set(new["nds2-health"]["continued_as"]) == kept
    assert new["nds2"] == old["nds2"]


def test_what_is_here_is_never_said_otherwise(store: Store, tmp_path: Path) -> None:
    row = ("strategy", "nds2", "Another name", "اسم آخر", "", "2018", "2022", "", "2018-2022")
    plan = table.preview(store, written(tmp_path, [row]))
    assert [one.line for one in plan.faults] == [2]
    assert "nds2" in plan.faults[0].message
    with pytest.raises(Refused, match="Nothing was taken"):
        table.take(store, plan)


@pytest.mark.parametrize(("place", "column", "value", "told"), [
    (0, 0, "pillar", "“pillar” is no level"), (1, 1, "nds4 ic", "is no code"), (1, 1, "nds4-ic", "stands in line"),
    (2, 3, "", "This cell is empty"), (2, 4, "", "Which part is this of"), (2, 4, "nds9", "There is no part"),
    (3, 4, "nds4-ic", "is not above this part"), (0, 4, "nds3", "A strategy is part of nothing"),
    (0, 6, "2029", "ends before it begins"), (0, 5, "soon", "date"), (1, 7, "nds9", "There is no part"),
    (0, 8, "", "Of which edition"), (2, 4, "sdg-1", "is not above this part"),
])  # fmt: skip
def test_a_fault_is_told_with_its_line_and_nothing_is_taken(
    store: Store, tmp_path: Path, place: int, column: int, value: str, told: str
) -> None:
    rows = [list(row) for row in NEXT]
    rows[place][column] = value
    before, path = by_code(store), written(tmp_path, rows)
    found = wrong(store, path)
    assert any(told in message for _, message in found), found
    assert any(line in (place + 2, place + 3) for line, _ in found)
    with pytest.raises(Refused):
        table.take(store, table.preview(store, path))
    assert by_code(store) == before


def test_parts_in_a_circle_are_refused(store: Store, tmp_path: Path) -> None:
    rows = [*NEXT, ("outcome", "a", "A", "أ", "b", "", "", "", "x"), ("outcome", "b", "B", "ب", "a", "", "", "", "x")]
    assert [line for line, _ in wrong(store, written(tmp_path, rows))] == [6, 7]


def test_an_arabic_table_is_read_and_its_faults_are_told_in_arabic(store: Store, tmp_path: Path) -> None:
    set_language("ar")
    heads = ("المستوى", "الرمز", "الاسم بالإنجليزية", "الاسم بالعربية", "جزء من", "من", "حتى", "الإصدار")
    rows = [("استراتيجية", "nds5", "Fifth", "الخامسة", "", "٢٠٣٦", "2040", "2036-2040"),
            ("نتيجة", "nds5-1", "One", "الأولى", "nds5", "", "", "")]  # fmt: skip
    plan = table.preview(store, written(tmp_path, rows, heads))
    assert (plan.faults, len(plan.codes("new"))) == ([], 2)
    rows[1] = ("ركيزة", *rows[1][1:])
    [(line, message)] = wrong(store, written(tmp_path, rows, heads))
    assert line == 3
    assert "ركيزة" in message


def test_a_table_of_something_else_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="level, code, name_en"):
        table.preview(store, written(tmp_path, [("a", "b")], ("Name", "Country")))


def test_a_mission_waits_for_the_ministrys_strategy(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    plan = table.preview(store, written(tmp_path, NEXT))
    monkeypatch.setattr(Store, "is_ministry", False)
    with pytest.raises(Refused, match="Ministry"):
        table.take(store, plan)


def test_a_part_of_a_strategy_reads_with_its_edition(store: Store) -> None:
    label = tags.tag_names(store)
    assert label["nds2-environment"] == f"Sustainable environment ({ltr('2018-2022')})"
    assert tags.read(store, ["Sustainable environment (2018-2022)"]) == (["nds2-environment"], [])
    assert label["nds2"] == "Second National Development Strategy 2018-2022"
    assert tags.find(store, "cohesive 2024")[0].code == "nds3-society"
