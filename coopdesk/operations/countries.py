"""The names of countries in the present language, as this desk's records hold them."""

from sqlalchemy import Connection, select

from coopdesk.i18n import language
from coopdesk.operations import rights
from coopdesk.records import Country
from coopdesk.store.database import remembered
from coopdesk.store.home import Store


@rights.needs(rights.READER)
def country_names(store: Store) -> dict[str, str]:
    """Return the short name of each country by its code, in the language shown now, else in the other."""
    with store.reading() as connection:
        return country_names_in(connection)


def country_names_in(connection: Connection) -> dict[str, str]:
    """Return the names from within a reading; see ``country_names``."""
    first, second = ("name_ar", "name_en") if language() == "ar" else ("name_en", "name_ar")
    table = Country.__table__

    def read() -> dict[str, str]:
        chosen = select(table.c.code, table.c[first], table.c[second]).where(table.c.deleted.is_(False))
        return {code: one or other for code, one, other in connection.execute(chosen) if code and (one or other)}

    return remembered(connection, ("countries", first), read)
