"""Which organization a desk reports as: the record of the mission itself, as it is found from the desk's own block."""

from sqlalchemy import func, or_, select

from coopdesk.operations import rights
from coopdesk.records import Desk, Organization
from coopdesk.records.base import table_of
from coopdesk.store.home import Store


@rights.needs(rights.READER)
def own_entity(store: Store) -> str | None:
    """Return the organization that has the code of a mission for its acronym or bears its name, else our only mission
    in its country; None at the Ministry, which reports for the whole, and where nobody can tell."""
    if store.is_ministry:
        return None
    desk, body = table_of(Desk), table_of(Organization)
    with store.reading() as connection:
        named = select(desk.c.name_en, desk.c.name_ar, desk.c.country)
        own = connection.execute(named.where(desk.c.code == store.desk, desk.c.deleted.is_(False))).first()
        english, arabic, country = own or (None, None, None)
        columns = (body.c.acronym_en, store.desk), (body.c.name_en, english), (body.c.name_ar, arabic)
        same = or_(*(func.lower(column) == name.lower() for column, name in columns if name))
        wanted = select(body.c.id).where(body.c.deleted.is_(False))
        found = connection.execute(wanted.where(same)).scalars().all()
        if not found and country:
            ours = body.c.type == "mission", body.c.country == country
            found = connection.execute(wanted.where(*ours)).scalars().all()
    return str(found[0]) if len(found) == 1 else None
