"""The published directory: operations of one reserved writer, the same bytes at every desk.

Were each desk to type the list in, 150 desks would make 150 values of every field. The operations lie in frozen
files in ``resources/seed``, one a release, made by ``installer/published.py`` from the lists beside them; a file
that was released is never changed, and is read only when its SHA-256 is the one below.
"""

import hashlib
import lzma
from collections.abc import Iterator
from uuid import UUID, uuid5

from coopdesk.errors import Damaged
from coopdesk.history.operation import Operation, decode
from coopdesk.i18n import N_
from coopdesk.paths import resource

SLUGS = UUID("6f0d7f3e-2a55-5c0b-9b54-0a6b1c6f2d10")
RELEASES: tuple[str, ...] = (
    "61830690666a35dc22da65341cb6946e2bedd485ec3a74707e12eea74766c2cf",
    "f08c6f80190b7ae9d6d4f250209bbb90eb5bd0fc57ddf4d89b255639991f7a9f",
    "6fceb3016f7790c46db7a7f200bf9803561fd777bd5f4f31a26c0253b422722b",
)
"""The SHA-256 of each release in order; ``published-1.ops`` is the first."""

_DAMAGED = N_("{name}, which came with CoopDesk, is damaged. Install CoopDesk again; your records are not touched.")
_LENGTH = 4


def released(after: int = 0) -> list[Operation]:
    """Return the operations of the releases after the first so many. Raises ``Damaged``."""
    return [one for number in range(after + 1, len(RELEASES) + 1) for one in release(number)]


def packed(bodies: list[bytes]) -> bytes:
    """Return the bytes of a release: canonical operations, each after its length, compressed as one."""
    plain = b"".join(len(body).to_bytes(_LENGTH, "big") + body for body in bodies)
    return lzma.compress(plain, preset=9)


def published_id(slug: str) -> str:
    """Return the id of a published record by its slug: ``country/QA``, ``tag/sdg-4``, ``indicator/sdg-3.1.1``."""
    return str(uuid5(SLUGS, slug))


def release(number: int) -> Iterator[Operation]:
    """Yield the operations of one release, counted from 1. Raises ``Damaged``."""
    path = resource("seed", f"published-{number}.ops")
    try:
        content = path.read_bytes()
    except OSError:
        content = b""
    if hashlib.sha256(content).hexdigest() != RELEASES[number - 1]:
        raise Damaged(_DAMAGED, name=path.name)
    plain, place = lzma.decompress(content), 0
    while place < len(plain):
        start = place + _LENGTH
        place = start + int.from_bytes(plain[place:start], "big")
        yield decode(plain[start:place])
