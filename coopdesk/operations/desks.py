"""The desks that a record can be sent to, as they are named in the present language."""

from sqlalchemy import select

from coopdesk.i18n import language
from coopdesk.records import Desk
from coopdesk.records.base import table_of
from coopdesk.store.folding import sort_key
from coopdesk.store.home import Store


def other_desks(store: Store) -> dict[str, str]:
    """Return the other desks that are known here: code to name, in the order of names."""
    table = table_of(Desk)
    first, second = ("name_ar", "name_en") if language() == "ar" else ("name_en", "name_ar")
    there = table.c.deleted.is_(False), table.c.code.is_not(None), table.c.code != store.desk
    with store.reading() as connection:
        rows = connection.execute(select(table.c.code, table.c[first], table.c[second]).where(*there)).all()
    named = {code: one or other or code for code, one, other in rows}
    return dict(sorted(named.items(), key=lambda one: sort_key(one[1])))
