"""What was on the screen: a token that every read returns and every write takes back (``_seen``)."""

import hashlib
from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coopdesk.errors import Refused
from coopdesk.i18n import N_
from coopdesk.records import Record
from coopdesk.store.tables import OP, WRITER
from coopdesk.store.writing import Writing

_FOREIGN_SEEN = N_("_seen is not from this home. Read the record again, then save.")


def now(session: Session) -> str:
    """Return the token of what this desk shows now."""
    return _token(session, session.execute(select(func.max(OP.c.seq))).scalar() or 0)


def place(token: object) -> int:
    """Return how far the history of this home went where a token was given, 0 where it is none."""
    number = token.partition("-")[0] if isinstance(token, str) else ""
    return int(number) if number.isdecimal() and len(number) < 16 else 0


def _token(session: Session, seq: int) -> str:
    """Return the place of an operation with a tag of it and of this home; empty where there is none.

    A database that was put back holds another operation in that place.
    """
    row = session.execute(select(OP.c.h4).where(OP.c.seq == seq)).one_or_none()
    if row is None:
        return ""
    home = session.execute(select(WRITER.c.name).order_by(WRITER.c.id).limit(1)).scalar_one()
    return f"{seq}-{hashlib.sha256(bytes(home) + bytes(row.h4)).hexdigest()[:12]}"


def take(writing: Writing, record: Record, values: Mapping[str, Any]) -> None:
    """Let what is written of a record stand on the ``_seen`` that is given, if one is; raises ``Refused``."""
    seen = values.get("_seen")
    if seen is not None:
        writing.seen[record.id] = checked(writing, seen)


def checked(writing: Writing, seen: object) -> int:
    """Return the place of the last operation that a token says was on the screen; raises ``Refused``."""
    found = place(seen)
    if not found or seen != _token(writing.session, found):
        raise Refused(_FOREIGN_SEEN)
    return found
