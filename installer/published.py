"""Make the next release of the published directory from the lists and the ready forms in ``resources/seed``.

``python installer/published.py`` writes ``published-N.ops`` with what the lists say otherwise than the releases
before, and prints its SHA-256 for ``coopdesk/store/seed.py``. ``--check`` writes nothing and fails where the lists
and the releases differ. ``--anew`` makes the newest release again, as long as it was not given out.
"""

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from coopdesk.fields import Code, Field, Link, Links, Members
from coopdesk.history.operation import Context, Operation, OpKind, digest, encode, pack
from coopdesk.history.register import PUBLISHED
from coopdesk.interchange.xlsform import book, rows
from coopdesk.records import TYPES, fields_of
from coopdesk.store import seed
from coopdesk.store.state import group_of

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "seed"
LISTS = {
    "country": ("countries.json", "code"),
    "organization": ("organizations.json", "slug"),
    "group_membership": ("groups.json", "slug"),
    "tag": ("tags.json", "code"),
    "framework": ("frameworks.json", "slug"),
    "indicator": ("indicators.json", "slug"),
}
"""Per record type its list and the key that never changes: the id of a record follows from it."""
FIRST_DATED, APART = 1_790_000_000_000, 86_400_000
"""Milliseconds since 1970 on the operations of the first release, and from one release to the next."""

Place = tuple[int, bytes, int, str]
"""A register: entity, record, field, key."""
Said = tuple[OpKind, bytes]
"""What a register is to hold: the kind of operation and the packed value."""


def wanted() -> dict[Place, Said]:
    """Return what the lists say, register by register, in their order."""
    found: dict[Place, Said] = {}
    for type, (name, key) in LISTS.items():
        for entry in json.loads((FOLDER / name).read_text("utf-8")):
            found |= _registers(type, f"{type}/{entry[key]}", {k: v for k, v in entry.items() if k != "slug"})
    for type, slug, entry in _forms():
        found |= _registers(type, slug, entry)
    return found


def _forms() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield the ready forms, which are in use, with their lines. A form is known by the name of its file: it is never
    changed, so its next version has a file of its own beside it."""
    for path in sorted((FOLDER / "forms").glob("*.md")):
        parts = rows.parted(book.read(path.read_bytes()))
        yield "form_template", f"form_template/{path.stem}", {**parts.settings, "stage": "in_use"}
        for type, lines in (("form_question", parts.questions), ("form_choice", parts.choices)):
            for place, line in enumerate(lines, 1):
                yield type, f"{type}/{path.stem}/{place}", {**line, "form_template": path.stem, "position": place}


def difference(before: list[Operation], number: int) -> list[Operation]:
    """Return the operations of release ``number``: what the lists say otherwise than the operations before it."""
    last: dict[Place, Operation] = {(one.entity, one.record, one.field, one.key): one for one in before}
    lists = wanted()
    for place, one in last.items():
        if place not in lists and one.value not in (b"", pack(False)):
            lists[place] = (OpKind(one.kind), pack(False) if one.kind == OpKind.ELEM else b"")
    n = before[-1].n if before else 0
    first, made = n + 1, []
    for place, (kind, value) in lists.items():
        old = last.get(place)
        if old is not None and old.value == value:
            continue
        n += 1
        ctx: Context = () if old is None else ((old.writer, old.n, digest(old)[:4]),)
        hlc = (FIRST_DATED + (number - 1) * APART << 16) + n
        made.append(Operation(PUBLISHED, n, hlc, b"", first, 1, *place, kind, value, ctx, ()))
    return made


def _registers(type: str, slug: str, entry: dict[str, Any]) -> dict[Place, Said]:
    cls = TYPES[type]
    record = UUID(seed.published_id(slug)).bytes
    unknown = set(entry) - {one.name for one in fields_of(cls)}
    if unknown:
        raise SystemExit(f"{slug}: no field {sorted(unknown)}")
    found: dict[Place, Said] = {}
    shared = {} if cls.__owner__ else {"classification": "public", "audience": "all"}
    given = {one.name: _stored(slug, one, (entry | shared).get(one.name)) for one in fields_of(cls)}
    for number in dict.fromkeys(one.register for one in fields_of(cls)):
        group = group_of(cls, number)
        parts = [given[one.name] for one in group]
        if isinstance(group[0].kind, Members):
            found |= {(cls.__entity__, record, number, member): (OpKind.ELEM, pack(True)) for member in parts[0]}
        elif any(part is not None for part in parts):
            wire = [one.kind.pack(part) for one, part in zip(group, parts, strict=True)]
            found[cls.__entity__, record, number, ""] = (OpKind.SET, pack(wire if group[0].group else wire[0]))
    return found


def _stored(slug: str, one: Field, value: Any) -> Any:
    if isinstance(one.kind, Link) and value is not None:
        value = seed.published_id(f"{one.kind.to}/{value}")
    if isinstance(one.kind, Links):
        value = [seed.published_id(f"{one.kind.to}/{each}") for each in value or ()]
    stored = one.kind.parse(value)
    if isinstance(one.kind, Code) and stored != value:
        raise SystemExit(f"{slug}: {one.name} is not in its one spelling")
    return stored


def main() -> int:
    """Run; returns 1 when ``--check`` finds a difference."""
    known = len(seed.RELEASES)
    number = known if "--anew" in sys.argv else known + 1
    before = [one for earlier in range(1, number) for one in seed.release(earlier)]
    made = difference(before, number)
    if "--check" in sys.argv or not made:
        print(f"{len(made)} registers differ")
        return 1 if made and "--check" in sys.argv else 0
    content = seed.packed([encode(one) for one in made])
    (FOLDER / f"published-{number}.ops").write_bytes(content)
    print(f"release {number}: {len(made)} operations, {len(content)} bytes, SHA-256")
    print(hashlib.sha256(content).hexdigest())
    return 0


if __name__ == "__main__":
    sys.exit(main())
