"""Periods that the Ministry has locked: what was reported of them is changed at no desk any more."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coopdesk.errors import Refused
from coopdesk.fields import Period
from coopdesk.i18n import N_
from coopdesk.operations import rights
from coopdesk.periods import headed, shown, span
from coopdesk.records import MinistrySettings, Record
from coopdesk.records.base import table_of
from coopdesk.store.database import remembered
from coopdesk.store.home import Store

LOCKED = N_("{period} is locked. The Ministry can open it again.")
_MINISTRYS = N_("Only the Ministry locks periods and opens them again.")
_NO_SETTINGS = N_("The settings of the Ministry are not at this desk yet.")
_NOT_LOCKED = N_("{period} is not locked.")


def locked_in(session: Session) -> tuple[str, ...]:
    """Return the periods that are locked, as they are written."""
    connection = session.connection()
    table = table_of(MinistrySettings)
    wanted = select(table.c.locked_periods).where(table.c.deleted.is_(False)).limit(1)
    return remembered(connection, locked_in, lambda: tuple(connection.execute(wanted).scalar() or ()))


def is_locked(period: str, locked: Collection[str]) -> bool:
    """Tell whether a period is locked, by itself or with a longer one."""
    if not locked or period in locked:
        return bool(locked)
    first, last = span(period)
    return any(begins <= first and last <= ends for begins, ends in map(span, locked))


def refuse(session: Session, record: Record) -> None:
    """Raise ``Refused`` where a record belongs to a period that is locked."""
    name = type(record).__locked__
    period: Any = getattr(record, name) if name else None
    if period and is_locked(period, locked_in(session)):
        raise Refused(LOCKED, period=shown(period))


@rights.needs(rights.READER)
def locked(store: Store) -> tuple[str, ...]:
    """Return the periods that are locked, in order of time."""
    with store.session() as session:
        return tuple(sorted(locked_in(session), key=lambda one: (span(one), one)))


@rights.needs(rights.APPROVER)
def lock(store: Store, periods: Iterable[str]) -> None:
    """Let nothing of these periods be changed any more, at any desk that learns of it. Raises ``Refused``."""
    _write(store, {_period(one) for one in periods}, set())


@rights.needs(rights.APPROVER)
def unlock(store: Store, periods: Iterable[str]) -> None:
    """Let what belongs to these periods be changed again. Raises ``Refused``."""
    gone = {_period(one) for one in periods}
    for one in sorted(gone - set(locked(store))):
        raise Refused(_NOT_LOCKED, period=headed(one))
    _write(store, set(), gone)


def _period(text: str) -> str:
    return Period().parse(text) or ""


def _write(store: Store, added: set[str], gone: set[str]) -> None:
    """Write the settings: an approver may do that with the periods, though with nothing else of them."""
    if not store.is_ministry:
        raise Refused(_MINISTRYS)
    with store.writing() as writing:
        writing.guard = lambda: None
        wanted = select(MinistrySettings).where(MinistrySettings.deleted.is_(False))
        found: Any = writing.session.scalars(wanted).first()
        if found is None:
            raise Refused(_NO_SETTINGS)
        found.locked_periods = tuple(sorted((set(found.locked_periods or ()) | added) - gone))
