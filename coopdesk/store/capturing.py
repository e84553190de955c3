"""The session of a transaction: what is done to its objects becomes operations, never rows by another way."""

from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session, make_transient_to_detached

from coopdesk.errors import Refused
from coopdesk.i18n import N_

if TYPE_CHECKING:
    from coopdesk.store.writing import Writing

_BULK = N_("Records are changed one by one, so that each change is kept in their history.")


class CapturingSession(Session):
    """A session whose flush writes operations instead of rows; bulk changes of records are refused."""

    def __init__(self, writing: "Writing") -> None:
        super().__init__(bind=writing.connection, autoflush=False)
        self._writing = writing

    def flush(self, objects: Any = None) -> None:
        fresh = list(self.new)
        for record in fresh:
            self.expunge(record)
        self._writing.capture(fresh)
        for record in fresh if self._writing.keeps else ():
            make_transient_to_detached(record)
            self.add(record)
        changed = list(self.dirty)
        self._writing.capture(changed)
        for record in changed:
            self.expire(record)
        for record in list(self.deleted):
            self.expunge(record)
            self._writing.delete(record.id)

    def execute(self, statement: Any, *args: Any, **kwargs: Any) -> Any:
        if getattr(statement, "is_dml", False):
            raise Refused(_BULK)
        return super().execute(statement, *args, **kwargs)
