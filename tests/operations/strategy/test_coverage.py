"""What serves the parts of a strategy: counted once, with what is below, as far as a reader may see it."""

import pytest

from coopdesk.errors import NotFound
from coopdesk.i18n import set_language
from coopdesk.operations import reach, record
from coopdesk.operations.strategy import coverage
from coopdesk.records.strategy_coverage import Coverage
from coopdesk.store.home import Store

TITLES = {"project": "title_en", "organization": "name_en", "opportunity": "title_en", "indicator": "name_en"}


def tag(store: Store, type: str, *tags: str, **more: str) -> None:
    record.save(store, type, {TITLES[type]: "x", "tags": list(tags), **more})


def counts(found: Coverage, code: str) -> tuple[int, ...]:
    one = next(one for one in found.rows if one.code == code)
    return tuple(one.counts[name] for name in ("organization", "project", "opportunity", "indicator"))


def test_a_part_counts_what_carries_it_or_a_part_below_it_once(store: Store) -> None:
    tag(store, "project", "nds2-ic-peace")
    tag(store, "project", "nds2-ic-humanitarian", "nds2-ic-humanitarian-relief", "sdg-1")
    tag(store, "organization", "nds2-ic")
    tag(store, "opportunity", "nds3-society")
    tag(store, "indicator", "nds2-ic-humanitarian-relief")
    found = coverage.coverage(store, "nds2")
    assert counts(found, "nds2-ic-humanitarian") == (0, 1, 0, 1)
    assert counts(found, "nds2-ic-main") == (0, 2, 0, 1)
    assert counts(found, "nds2-ic") == counts(found, "nds2") == (1, 2, 0, 1)
    assert counts(found, "nds2-health") == (0, 0, 0, 0)
    assert counts(coverage.coverage(store), "nds3-society") == (0, 0, 1, 0)


def test_parts_stand_below_what_they_are_part_of(store: Store) -> None:
    rows = coverage.coverage(store, "nds2").rows
    assert [(one.code, one.depth) for one in rows[:2]] == [("nds2", 0), ("nds2-culture", 1)]
    depth = {one.code: one.depth for one in rows}
    assert [depth[code] for code in ("nds2-ic", "nds2-ic-main", "nds2-ic-peace")] == [1, 2, 3]
    assert len(rows) == len(depth) == 30


def test_what_nothing_serves_is_told_and_what_takes_a_part_up(store: Store) -> None:
    tag(store, "project", "nds2-ic-peace")
    found = coverage.coverage(store, "nds2")
    lacking = {one.code for one in found.lacking("project")}
    assert "nds2-ic-humanitarian" in lacking
    assert not {"nds2-ic-peace", "nds2-ic-main", "nds2-ic"} & lacking
    assert len(found.lacking("indicator")) == len(found.outcomes) == 7
    set_language("ar")
    said = coverage.coverage(store, "nds2").rows
    assert next(one.continued for one in said if one.code == "nds2-health") == ("حياة عالية الجودة",)


def test_what_a_reader_may_not_see_is_not_counted(store: Store) -> None:
    tag(store, "project", "nds3-society", classification="secret", audience="ministry")
    assert counts(coverage.coverage(store, "nds3"), "nds3-society")[1] == 1
    found = coverage.coverage(store, "nds3", reach.reader(store, "", "internal"))
    assert counts(found, "nds3-society")[1] == 0
    assert found.degrees == {}


def test_the_strategies_are_told_newest_first_and_another_is_refused(store: Store) -> None:
    assert [one.code for one in coverage.editions(store)] == ["nds3", "nds2"]
    with pytest.raises(NotFound, match="nds3, nds2"):
        coverage.coverage(store, "nds9")
