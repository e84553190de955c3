"""The names of countries in the present language, as this desk's records hold them."""

from sqlalchemy import select

from coopdesk.i18n import language
from coopdesk.records import Country
from coopdesk.store.home import Store


def country_names(store: Store) -> dict[str, str]:
    """Return the short name of each country by its code, in the language shown now, else in the other."""
    first, second = ("name_ar", "name_en") if language() == "ar" else ("name_en", "name_ar")
    table = Country.__table__
    with store.reading() as connection:
        rows = connection.execute(
            select(table.c.code, table.c[first], table.c[second]).where(table.c.deleted.is_(False))
        )
        return {code: one or other for code, one, other in rows if code and (one or other)}
