"""Links that no save takes, as two desks can bring them about together."""

from sqlalchemy import select

from coopdesk.records import TYPES
from coopdesk.store.home import Store


def written(store: Store, type: str, id: str, **links: str) -> None:
    """Write links of a record past what looks at them."""
    cls = TYPES[type]
    with store.writing() as writing:
        found = writing.session.scalars(select(cls).where(cls.id == id)).one()
        for name, to in links.items():
            setattr(found, name, to)
