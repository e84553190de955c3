"""Records that have their place in another, most of them lines of it: whoever begins one, at whichever desk, begins
the same.

The id follows from the other and the place in it; the key of a line of a person follows from its owner's, so that two
desks seal alike and who erases the owner leaves nothing that opens it.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import Connection

from coopdesk.errors import Refused
from coopdesk.history import seal
from coopdesk.history.identity import placed_id
from coopdesk.i18n import N_
from coopdesk.records.base import Owned, Record
from coopdesk.store.state import load_many

_NO_OWNER = N_("What this line belongs to was erased, or cannot be read at this desk.")


def id_of(cls: type[Record], owner: str, place: Sequence[str | None]) -> str:
    """Return the id of the record of a type at its place in another, which owns it if it is a line."""
    return placed_id(owner, cls.__entity__, tuple(one or "" for one in place))


def stands_in(cls: type[Record]) -> tuple[str, tuple[str, ...]]:
    """Return the link of a placed type to what its records stand in, and the fields that are their place there."""
    first, *rest = (str(cls.__owner__), *cls.__placed__) if cls.__owner__ else cls.__placed__
    return first, tuple(rest)


def keys_of(connection: Connection, lines: Sequence[Record], keys: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the keys of new lines; ``keys``: of owners that are as new as they are. Raises ``Refused``."""
    owners = {one.id: str(getattr(one, str(one.__owner__))) for one in lines}
    for one in lines:
        assert isinstance(one, Owned)
        if one.id != id_of(type(one), owners[one.id], [getattr(one, name) for name in one.__placed__]):
            raise ValueError(f"{one.id} is not the id of this line")
    known = load_many(connection, [one for one in dict.fromkeys(owners.values()) if one not in keys])
    found: dict[str, bytes] = {}
    for line, owner in owners.items():
        key = keys.get(owner) or (known[owner].key if owner in known else None)
        if key is None:
            raise Refused(_NO_OWNER)
        found[line] = seal.placed_key(key, UUID(line).bytes)
    return found
