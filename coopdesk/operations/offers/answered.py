"""Whether whoever a reminder is for has answered meanwhile: then it is not signed any more."""

from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from coopdesk.errors import Refused
from coopdesk.i18n import N_
from coopdesk.records import Addressee

_ANSWERED = N_("This reminder is not needed any more: the answer came meanwhile.")


def check_silent(session: Session, letter: Any) -> None:
    """Raise ``Refused`` for a reminder of a circulation to an addressee that has answered it."""
    if letter.kind != "reminder":
        return
    named = [
        column == value
        for column, value in ((Addressee.entity, letter.organization), (Addressee.country, letter.country))
        if value
    ]
    answered = select(Addressee.id).where(
        Addressee.circulation == letter.about, Addressee.deleted.is_(False), Addressee.reply.is_not(None), or_(*named)
    )
    if letter.about and named and session.scalars(answered).first() is not None:
        raise Refused(_ANSWERED)
