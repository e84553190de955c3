"""Ids of records: UUIDs of version 8 whose last two bytes are the type of the record, so that nobody can give it two.

Records of the published directory have ids of version 5, from their names; their types are what it says.
"""

from uuid import UUID

from coopdesk.world import World


def new_id(world: World, entity: int) -> str:
    """Draw the id of a record of a type."""
    raw = bytearray(world.random(16)[:14] + entity.to_bytes(2, "big"))
    raw[6] = raw[6] & 0x0F | 0x80
    raw[8] = raw[8] & 0x3F | 0x80
    return str(UUID(bytes=bytes(raw)))


def type_in(record: bytes) -> int | None:
    """Return the type that the id of a record names, None where it names none."""
    return int.from_bytes(record[14:], "big") if record[6] >> 4 == 8 else None
