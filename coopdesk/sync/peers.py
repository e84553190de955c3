"""What other devices said of what they hold. The newest word of a device counts, even where it falls.

A peer that was restored from a backup holds less than it did; the largest of what it ever said would lose its data
for ever. So its last word stands: within an epoch by its running number, of another epoch always.
"""

from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, delete, insert, select

from coopdesk.store.tables import PEER
from coopdesk.sync.bundle import Held, Manifest

_RESTING = 90 * 24 * 3600 * 1000
"""A device of a desk that was silent so much longer than another one of it holds nothing up."""


class Peer(NamedTuple):
    """The last word of a device. ``held``: by writer and audience."""

    device: bytes
    at: int
    roster: tuple[int, int]
    published: int
    held: dict[tuple[bytes, str], Held]
    wanted: frozenset[bytes]


def note(connection: Connection, manifest: Manifest, created: int) -> bool:
    """Take a device's word from a bundle of it; returns whether it was news."""
    kept = connection.execute(
        select(PEER.c.epoch, PEER.c.sequence).where(PEER.c.device == manifest.device)
    ).one_or_none()
    if kept is not None and bytes(kept.epoch) == manifest.epoch and kept.sequence >= manifest.sequence:
        return False
    connection.execute(delete(PEER).where(PEER.c.device == manifest.device))
    connection.execute(
        insert(PEER).values(
            device=manifest.device, epoch=manifest.epoch, sequence=manifest.sequence, at=created,
            roster=msgspec.msgpack.encode(manifest.roster), published=manifest.published,
            held=msgspec.msgpack.encode(manifest.held), wanted=msgspec.msgpack.encode(manifest.wanted),
        )
    )  # fmt: skip
    return True


def peers(connection: Connection) -> dict[bytes, Peer]:
    """Return the last word of every device that was heard."""
    found = {}
    for row in connection.execute(select(PEER)):
        held = msgspec.msgpack.decode(row.held, type=list[Held])
        found[bytes(row.device)] = Peer(
            bytes(row.device), row.at, msgspec.msgpack.decode(row.roster, type=tuple[int, int]), row.published,
            {(one.writer, one.audience): one for one in held},
            frozenset(msgspec.msgpack.decode(row.wanted, type=list[bytes])),
        )  # fmt: skip
    return found


def awaited(heard: dict[bytes, Peer], devices: list[bytes]) -> list[bytes]:
    """Return those of a desk's devices that an export must serve: all but what rests while another one works."""
    newest = max((heard[one].at for one in devices if one in heard), default=0)
    return [one for one in devices if one not in heard or heard[one].at >= newest - _RESTING]


def lacks(peer: Peer | None, writer: bytes, audience: str, no: int, name: bytes) -> bool:
    """Tell whether a device may not have a segment; one that was never heard may lack everything."""
    if peer is None:
        return True
    held = peer.held.get((writer, audience))
    if held is None:
        return True
    if no == held.upto:
        return held.name != name[: len(held.name)]
    return no > held.upto and no not in held.later
