"""The examples of projects: they stand at this desk alone, add up, and go as one."""

from decimal import Decimal

from coopdesk.operations import examples, listing, record
from coopdesk.operations.indicators import example_values
from coopdesk.operations.projects import example_projects
from coopdesk.store.home import Store

MARK = {"tags": [examples.TAG], "audience": "local"}
TYPES = (
    "project",
    "indicator",
    "indicator_value",
    "allocation",
    "engagement",
    "progress_report",
    "evaluation",
    "action",
)


def held(store: Store, type: str) -> list[str]:
    found = listing.ids(store, listing.open_list(store, type))
    return [id for id in found if examples.TAG in record.show(store, type, id)["tags"]]


def test_examples_stay_at_the_desk_and_are_all_removed(store: Store) -> None:
    example_projects.add(store, MARK)
    example_values.add(store, MARK)
    for type in TYPES:
        found = [record.show(store, type, id) for id in held(store, type)]
        assert found, type
        assert {one["audience"] for one in found} == {"local"}, type
    examples.remove_examples(store)
    assert [type for type in TYPES if held(store, type)] == []


def test_shares_of_example_projects_add_up(store: Store) -> None:
    example_projects.add(store, MARK)
    for id in held(store, "project"):
        view = record.show(store, "project", id)
        for name in ("project_countries", "project_sectors"):
            shares = [Decimal(one["share"]) for one in view[name] if one["share"] is not None]
            assert sum(shares) in (0, 100), (view["title_en"], name)
