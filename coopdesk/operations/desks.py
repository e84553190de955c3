"""The desks that are known here, as they are named in the present language."""

from sqlalchemy import select

from coopdesk.i18n import language
from coopdesk.operations import rights
from coopdesk.records import Desk
from coopdesk.records.base import table_of
from coopdesk.store.folding import sort_key
from coopdesk.store.home import Store
from coopdesk.sync import trust


@rights.needs(rights.READER)
def other_desks(store: Store) -> dict[str, str]:
    """Return the desks that a record can be sent to: code to name, in the order of names."""
    named = {code: name for code, name in _recorded(store).items() if code != store.desk}
    return dict(sorted(named.items(), key=lambda one: sort_key(one[1])))


@rights.needs(rights.READER)
def desk_names(store: Store) -> dict[str, str]:
    """Return what every desk is called that has a record here or is in the Ministry's list, by code."""
    known = trust.trusted(store)
    arabic = language() == "ar"
    listed = {
        one.code: (one.name_ar or one.name_en) if arabic else (one.name_en or one.name_ar)
        for one in (known.roster.desks if known is not None else ())
    }
    return listed | _recorded(store)


def _recorded(store: Store) -> dict[str, str]:
    table = table_of(Desk)
    first, second = ("name_ar", "name_en") if language() == "ar" else ("name_en", "name_ar")
    there = table.c.deleted.is_(False), table.c.code.is_not(None)
    with store.reading() as connection:
        rows = connection.execute(select(table.c.code, table.c[first], table.c[second]).where(*there)).all()
    return {code: one or other or code for code, one, other in rows}
