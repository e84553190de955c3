"""The numbers on the wire only grow, and what is declared holds together."""

import json
from pathlib import Path

from coopdesk.records import BY_ENTITY, TYPES, fields_of, owned_by
from coopdesk.records.base import owner_field

LEDGER = json.loads(Path(__file__).with_name("wire_numbers.json").read_text("utf-8"))


def test_wire_numbers_are_those_of_the_ledger() -> None:
    """A number in the ledger keeps its name and kind for ever; a new field is added to the ledger with its commit."""
    now = {
        name: {"entity": cls.__entity__, "fields": {str(f.number): [f.name, f.kind.name] for f in fields_of(cls)}}
        for name, cls in TYPES.items()
    }
    assert now == LEDGER


def test_numbers_are_unique_and_groups_are_led_by_one_of_their_own() -> None:
    assert len(BY_ENTITY) == len(TYPES)
    for cls in TYPES.values():
        numbers = [one.number for one in fields_of(cls)]
        assert len(set(numbers)) == len(numbers)
        assert all(one.register in numbers for one in fields_of(cls))


def test_owned_lists_link_to_their_owner() -> None:
    assert [cls.__tablename__ for cls in owned_by("conference_report")] == [
        "agenda_item", "decision", "election_result", "commitment", "bilateral_meeting", "recommendation",
        "report_opinion",
    ]  # fmt: skip
    for cls in TYPES.values():
        if cls.__owner__ is not None:
            assert owner_field(cls) is not None
        assert set(cls.__title__) <= {one.name for one in fields_of(cls)}
