"""The currency in which the Ministry counts: that of its settings, else the one in which most aid is told."""

from sqlalchemy import Connection, select

from coopdesk.operations import rights
from coopdesk.records import MinistrySettings
from coopdesk.records.base import table_of
from coopdesk.store.home import Store

_DEFAULT = "USD"


@rights.needs(rights.READER)
def currency_here(store: Store) -> str:
    """Return the currency in which the Ministry counts."""
    with store.reading() as connection:
        return currency_in(connection)


def currency_in(connection: Connection) -> str:
    """Return the currency in which the Ministry counts, within a transaction of the caller's."""
    table = table_of(MinistrySettings)
    return connection.execute(select(table.c.currency).where(table.c.deleted.is_(False))).scalar() or _DEFAULT
