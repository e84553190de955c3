"""The results of a project as a tree with their indicators, their order, and the fragility of its countries."""

from typing import Any

import pytest

from coopdesk.errors import InvalidValue, NotFound
from coopdesk.operations import listing, record, steps
from coopdesk.operations.projects import results
from coopdesk.operations.projects.results import Branch
from coopdesk.store.home import Store
from tests.operations.circles import written
from tests.operations.indicators.made import indicator
from tests.operations.projects.ventures import project


def add(store: Store, wells: str, title: str, level: str, part_of: str | None = None) -> str:
    line = {"project": wells, "title_en": title, "level": level, "part_of": part_of}
    return str(record.save(store, "result", line)["id"])


def told(branches: tuple[Branch, ...]) -> list[Any]:
    return [(one.title, told(one.below)) if one.below else one.title for one in branches]


@pytest.fixture
def wells(store: Store) -> dict[str, str]:
    made = {"id": project(store, "Wells")}
    made["goal"] = add(store, made["id"], "Healthy", "goal")
    made["water"] = add(store, made["id"], "Water", "outcome", made["goal"])
    for title in ("First", "Second", "Third"):
        made[title] = add(store, made["id"], title, "output", made["water"])
    return made


def test_results_stand_under_what_they_lead_to_with_their_indicators(store: Store, wells: dict[str, str]) -> None:
    values = {"project": wells["id"], "measure": "number", "frequency": "year"}
    record.save(store, "indicator", {**values, "name_en": "Wells", "result": wells["First"]})
    record.save(store, "indicator", {**values, "name_en": "Loose"})
    found = results.frame(store, wells["id"])
    assert told(found.branches) == [("Healthy", [("Water", ["First", "Second", "Third"])])]
    assert [one.title for one in found.branches[0].below[0].below[0].indicators] == ["Wells"]
    assert [one.title for one in found.others] == ["Loose"]


def test_a_result_moves_among_its_neighbours_alone(store: Store, wells: dict[str, str]) -> None:
    results.move(store, wells["id"], wells["Third"], -1)
    results.move(store, wells["id"], wells["goal"], 1)
    found = results.frame(store, wells["id"])
    assert told(found.branches) == [("Healthy", [("Water", ["First", "Third", "Second"])])]
    results.move(store, wells["id"], wells["First"], -1)
    assert results.frame(store, wells["id"]) == found
    with pytest.raises(NotFound):
        results.move(store, wells["id"], wells["id"], 1)


def test_results_that_lead_to_each_other_are_all_shown_once(store: Store, wells: dict[str, str]) -> None:
    written(store, "result", wells["goal"], part_of=wells["water"])
    [one] = results.frame(store, wells["id"]).branches
    assert (one.title, one.below[0].title, len(one.below[0].below)) == ("Healthy", "Water", 3)


def test_the_fragility_of_the_countries_is_inherited(store: Store) -> None:
    found = listing.ids(store, listing.open_list(store, "country", where={"code": "YE"}))
    record.save(store, "country", {"id": found[0], "fragility": "Conflict since 2015"})
    lines = [{"country": "SO"}, {"country": "YE"}]
    [one] = results.fragility(store, project(store, "Wells", project_countries=lines))
    assert (one.name, one.text, one.country) == ("Yemen", "Conflict since 2015", found[0])


def test_an_indicator_of_a_project_begins_for_whom_the_project_is_and_goes_where_it_goes(store: Store) -> None:
    body = listing.ids(store, listing.open_list(store, "organization"))[0]
    values = {"title_ar": "آبار", "kind": "development", "status": "pipeline", "proposing": body}
    hidden = project(store, "Hidden", **values, classification="confidential", audience="local")
    mine = record.save(store, "indicator", {"project": hidden.upper(), "name_en": "Wells"})
    assert (mine["classification"], mine["audience"]) == ("confidential", "local")
    narrow = record.save(store, "indicator", {"project": hidden, "name_en": "Pumps", "audience": "QA-VIE"})
    free = record.save(store, "indicator", {"name_en": "Of none"})
    assert (free["classification"], free["audience"]) == ("internal", "all")
    event = record.save(store, "engagement", {"project": hidden, "title_en": "Visit", "title_ar": "زيارة"})
    report = record.save(store, "progress_report", {"project": hidden, "period": "2026-Q1"})
    for one in (event, report):
        assert (one["classification"], one["audience"]) == ("confidential", "local")
    steps.take(store, "project", hidden, "ask")
    assert record.show(store, "engagement", event["id"])["audience"] == "ministry"
    assert record.show(store, "progress_report", report["id"])["audience"] == "local"
    after = {id: record.show(store, "indicator", id)["audience"] for id in (mine["id"], narrow["id"], free["id"])}
    assert after == {mine["id"]: "ministry", narrow["id"]: "QA-VIE", free["id"]: "all"}


def test_an_indicator_is_not_linked_later_to_a_project_that_fewer_may_read(store: Store) -> None:
    hidden = project(store, "Hidden", audience="ministry", classification="confidential")
    free = indicator(store, "Of none")
    with pytest.raises(InvalidValue, match=r"Hidden.* is for fewer desks than this record, or more secret") as refused:
        record.save(store, "indicator", {"id": free, "project": hidden})
    assert refused.value.field == "project"
    assert record.show(store, "indicator", free)["project"] is None
    with pytest.raises(InvalidValue):
        record.save(store, "indicator", {"id": free, "project": hidden, "audience": "ministry"})
    narrowed = {"id": free, "project": hidden, "audience": "ministry", "classification": "confidential"}
    record.save(store, "indicator", narrowed)
    record.save(store, "indicator", {"id": free, "audience": "ministry", "code": "N.1"})
    public = project(store, "Open", audience="all")
    assert record.save(store, "indicator", {"id": indicator(store, "For all"), "project": public})["project"] == public


def test_an_indicator_of_a_narrow_project_is_changed_on_and_let_go_of(store: Store) -> None:
    hidden = project(store, "Hidden", audience="ministry")
    wide = record.save(store, "indicator", {"name_en": "Said for all", "project": hidden, "audience": "all"})["id"]
    record.save(store, "indicator", {"id": wide, "code": "W.1"})
    record.save(store, "indicator", {"id": wide, "project": None})
    with pytest.raises(InvalidValue):
        record.save(store, "indicator", {"id": wide, "project": hidden})
