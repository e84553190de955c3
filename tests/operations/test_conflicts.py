"""Open conflicts: listed by pages, counted and found through an index, however many records and conflicts there are."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event

from coopdesk.errors import NotFound
from coopdesk.history.operation import Operation, OpKind, pack
from coopdesk.operations import conflict_words, conflicts, record
from coopdesk.records import Organization
from coopdesk.store.home import Store


def disputed(store: Store, name: str, **fields: str) -> str:
    """Make a body about whose fields two people disagree; returns its id."""
    id = str(record.save(store, "organization", {"name_en": name})["id"])
    seen = record.show(store, "organization", id)["_seen"]
    record.save(store, "organization", {"id": id} | fields)
    other = {field: f"not {value}" for field, value in fields.items()}
    record.save(store, "organization", {"id": id, "_seen": seen} | other, concurrent=True)
    return id


def plans(store: Store, asked: list[tuple[str, Any]]) -> list[list[str]]:
    """Return how the database goes about those of the statements that look for conflicts."""
    wanted = [one for one in asked if "reg.conflict > 0" in one[0]]
    with store.reading() as connection:
        return [
            [row[-1] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
            for statement, values in wanted
        ]


def test_a_page_holds_the_conflicts_of_the_newest_records_together(store: Store) -> None:
    old = disputed(store, "Old", seat_city="Cairo", phone="+20 1")
    new = disputed(store, "New", seat_city="Aswan")
    record.save(store, "organization", {"id": old, "website": "https://example.org"})
    assert [(one["record"], one["title"]) for one in conflicts.conflicts(store)] == [
        (new, "New"), (old, "Old"), (old, "Old"),
    ]  # fmt: skip
    assert [one["record"] for one in conflicts.conflicts(store, limit=2)] == [new, old]
    assert {one["field"] for one in conflicts.conflicts(store, old)} == {"seat_city", "phone"}
    assert conflicts.count(store) == 3
    assert [one["count"] for one in conflicts.conflicts(store)] == [2, 2, 2]


def test_each_conflict_is_found_by_its_own_name_until_it_is_decided(store: Store) -> None:
    id = disputed(store, "Body", seat_city="Cairo", phone="+20 1")
    found = {one["field"]: one["id"] for one in conflicts.conflicts(store)}
    for field, name in found.items():
        assert conflicts.show(store, name)["field"] == field
    conflicts.resolve(store, found["phone"], keep=0)
    assert [one["field"] for one in conflicts.conflicts(store, id)] == ["seat_city"]
    for gone in (found["phone"], id, "", f"{id}.0123456789abcdef"):
        with pytest.raises(NotFound):
            conflicts.show(store, gone)


def test_nothing_but_the_conflicts_that_are_asked_for_is_read(store: Store) -> None:
    id = disputed(store, "Body", seat_city="Cairo")
    asked: list[tuple[str, Any]] = []
    event.listen(store.engine, "before_cursor_execute", lambda *told: asked.append(told[2:4]))
    name = conflicts.conflicts(store, id)[0]["id"]
    conflicts.show(store, name)
    conflicts.conflicts(store, limit=50)
    conflicts.count(store)
    of_record, one, listed, counted = plans(store, asked)
    for plan in (of_record, one, listed, counted):
        assert any("INDEX reg_conflict" in step for step in plan)
    assert not [step for plan in (of_record, one) for step in plan if step.startswith("SCAN")]
    assert not [step for step in listed if "SCAN record" in step or "TEMP B-TREE" in step]


def test_a_conflict_in_a_field_of_a_newer_version_is_told_as_it_came_and_can_be_decided(store: Store) -> None:
    id = str(record.save(store, "organization", {"name_en": "Body"})["id"])
    made = [
        Operation(
            bytes([n]) * 24, 1, (1_790_000_000_000 + n) << 16, b"", 1, 1, Organization.__entity__, UUID(id).bytes,
            9_999, "", OpKind.SET, pack(f"value {n}"), (), (),
        )
        for n in (1, 2)
    ]  # fmt: skip
    with store.writing() as writing:
        writing.apply(made)
    (found,) = conflicts.conflicts(store)
    told = conflict_words.told(store, found["id"])
    assert (found["label_en"], told.label, told.answers) == ("A field of a newer version",) * 2 + (True,)
    assert {side.text for side in told.sides} == {"value 1", "value 2"}
    conflicts.resolve(store, found["id"], keep=1)
    assert conflicts.count(store) == 0
