"""What other devices said of what they hold. The newest word of a device counts, even where it falls.

A peer that was restored from a backup holds less than it did; the largest of what it ever said would lose its data
for ever. So its last word stands, one for each epoch: bundles of before the restoration still travel, and a home that
was copied to a second computer goes on in both. An export serves every word; one that was silent while its desk said
many others rests until it is heard again. A device that never says anything, where people only read, is taken as
having said at the first export that it has nothing, so that it rests in its turn too. No clock takes part.
"""

from collections.abc import Sequence
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, delete, func, insert, select

from coopdesk.store.tables import PEER
from coopdesk.sync.bundle import Held, Manifest

_NO_EPOCH = b""
"""Of the word of a device that said none."""
_RESTING = 20
"""After so many words of others at its desk a silent one holds nothing up."""


class Peer(NamedTuple):
    """The last word of a device in one epoch. ``held``: by writer and audience; ``others``: of its other epochs."""

    device: bytes
    turn: int
    at: int
    roster: tuple[int, int]
    published: int
    held: dict[tuple[bytes, str], Held]
    wanted: frozenset[bytes]
    others: "tuple[Peer, ...]" = ()


def note(connection: Connection, manifest: Manifest, created: int, desk: list[bytes]) -> bool:
    """Take a device's word from a bundle of it; returns whether it was news. ``desk``: the devices of its desk."""
    own = (PEER.c.device == manifest.device, PEER.c.epoch == manifest.epoch)
    kept = connection.execute(select(PEER.c.sequence).where(*own)).scalar()
    if kept is not None and kept >= manifest.sequence:
        return False
    turn = _newest(connection, desk) + 1
    old = (PEER.c.device == manifest.device, PEER.c.turn < turn - _RESTING)
    never = (PEER.c.device == manifest.device, PEER.c.epoch == _NO_EPOCH)
    for condition in (own, old, never):
        connection.execute(delete(PEER).where(*condition))
    connection.execute(
        insert(PEER).values(
            device=manifest.device, epoch=manifest.epoch, sequence=manifest.sequence, turn=turn, at=created,
            roster=msgspec.msgpack.encode(manifest.roster), published=manifest.published,
            held=msgspec.msgpack.encode(manifest.held), wanted=msgspec.msgpack.encode(manifest.wanted),
        )
    )  # fmt: skip
    return True


def expect(connection: Connection, desk: list[bytes]) -> None:
    """Take the devices of a desk that were never heard as having said now that they have nothing."""
    known = set(connection.execute(select(PEER.c.device).where(PEER.c.device.in_(desk))).scalars())
    turn, nothing = _newest(connection, desk), msgspec.msgpack.encode([])
    for device in desk:
        if device not in known:
            connection.execute(
                insert(PEER).values(
                    device=device, epoch=_NO_EPOCH, sequence=0, turn=turn, at=0,
                    roster=msgspec.msgpack.encode((0, 0)), published=0, held=nothing, wanted=nothing,
                )
            )  # fmt: skip


def oldest_published(connection: Connection, devices: list[bytes]) -> int | None:
    """Return how many releases of the published directory these devices have at least, None where none was heard."""
    said = select(func.min(PEER.c.published)).where(PEER.c.device.in_(devices), PEER.c.epoch != _NO_EPOCH)
    return connection.execute(said).scalar()


def _newest(connection: Connection, desk: list[bytes]) -> int:
    return connection.execute(select(func.max(PEER.c.turn)).where(PEER.c.device.in_(desk))).scalar() or 0


def peers(connection: Connection, devices: Sequence[bytes] | None = None) -> dict[bytes, Peer]:
    """Return the last word of every device that was heard, or of these, with those of its other epochs."""
    found: dict[bytes, Peer] = {}
    wanted = select(PEER).order_by(PEER.c.turn)
    for row in connection.execute(wanted if devices is None else wanted.where(PEER.c.device.in_(devices))):
        device = bytes(row.device)
        before = found.get(device)
        held = msgspec.msgpack.decode(row.held, type=list[Held])
        found[device] = Peer(
            device, row.turn, row.at, msgspec.msgpack.decode(row.roster, type=tuple[int, int]), row.published,
            {(one.writer, one.audience): one for one in held},
            frozenset(msgspec.msgpack.decode(row.wanted, type=list[bytes])),
            (*before.others, before._replace(others=())) if before is not None else (),
        )  # fmt: skip
    return found


def awaited(heard: dict[bytes, Peer], devices: list[bytes]) -> list[Peer | None]:
    """Return the words that an export must serve; None stands for a device that was never heard."""
    words = [word for one in devices if one in heard for word in (heard[one], *heard[one].others)]
    newest = max((word.turn for word in words), default=0)
    silent: list[Peer | None] = [None for one in devices if one not in heard]
    return silent + [word for word in words if word.turn >= newest - _RESTING]


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
