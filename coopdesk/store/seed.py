"""The published directory: operations of one reserved writer, the same bytes at every desk.

Were each desk to type the list in, 150 desks would make 150 values of every field. Ids are UUIDv5 of a stable
slug; dots and clock follow from the order of the list, so entries are appended, never reordered.
"""

import json
from typing import Any
from uuid import UUID, uuid5

from coopdesk.fields import Members
from coopdesk.history.operation import Operation, OpKind, pack
from coopdesk.paths import resource
from coopdesk.records import Country
from coopdesk.records.base import Record, fields_of

WRITER = b"coopdesk published list."
SLUGS = UUID("6f0d7f3e-2a55-5c0b-9b54-0a6b1c6f2d10")
_PUBLISHED_AT = 1_790_000_000_000


def published() -> list[Operation]:
    """Return the operations of everything that ships with the program."""
    made: list[Operation] = []
    for state in json.loads(resource("seed", "countries.json").read_text("utf-8")):
        values = {name: value for name, value in state.items() if name != "kind"}
        _add(made, Country, f"country/{state['code']}", values)
    return made


def _add(made: list[Operation], cls: type[Record], slug: str, values: dict[str, Any]) -> None:
    shared = {"classification": "public", "audience": "all"}
    for one in fields_of(cls):
        stored = one.kind.parse((values | shared).get(one.name))
        if stored in (None, ()):
            continue
        if isinstance(one.kind, Members):
            changes = [(OpKind.ELEM, member, True) for member in stored]
        else:
            changes = [(OpKind.SET, "", one.kind.pack(stored))]
        for kind, key, wire in changes:
            n = len(made) + 1
            made.append(Operation(
                writer=WRITER, n=n, hlc=(_PUBLISHED_AT << 16) + n, user=b"", txn=1, schema=1, entity=cls.__entity__,
                record=uuid5(SLUGS, slug).bytes, field=one.number, key=key, kind=kind, value=pack(wire), ctx=(), saw=(),
            ))  # fmt: skip
