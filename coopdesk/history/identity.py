"""Ids of records: UUIDs of version 8 whose last two bytes are the type of the record, so that nobody can give it two.

Records of the published directory have ids of version 5, from their names; their types are what it says.
"""

import hashlib
from uuid import UUID

from coopdesk.world import World


def new_id(world: World, entity: int) -> str:
    """Draw the id of a record of a type."""
    return _id(world.random(16), entity)


def placed_id(owner: str, entity: int, place: tuple[str, ...]) -> str:
    """Return the id of a line that has its place in what owns it: at every desk the same."""
    told = "\0".join(("coopdesk/line", owner, *place))
    return _id(hashlib.sha256(told.encode()).digest(), entity)


def type_in(record: bytes) -> int | None:
    """Return the type that the id of a record names, None where it names none."""
    return int.from_bytes(record[14:], "big") if record[6] >> 4 == 8 else None


def _id(raw: bytes, entity: int) -> str:
    made = bytearray(raw[:14] + entity.to_bytes(2, "big"))
    made[6] = made[6] & 0x0F | 0x80
    made[8] = made[8] & 0x3F | 0x80
    return str(UUID(bytes=bytes(made)))
