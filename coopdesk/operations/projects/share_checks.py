"""The shares of the countries and of the sectors of a project: either nobody says any, or they add up to 100."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coopdesk.errors import InvalidValue, Refused
from coopdesk.fields import Quantity
from coopdesk.fields.measures import decimal
from coopdesk.i18n import N_, Text, digits, tr
from coopdesk.operations.projects.shares import HUNDRED, divided
from coopdesk.records.project import ProjectCountry, ProjectSector

SHARE_OUT = N_("Share out the rest")
_ALL, _LEFT, _OVER = (
    N_("The shares add up to 100 %."), N_("The shares add up to {sum} %: {rest} % is left."),
    N_("The shares add up to {sum} %: {rest} % too much."),
)  # fmt: skip
_EMPTY = N_("The shares add up to 100 %, and a line has none.")
_WRONG: dict[type[Any], Text] = {
    ProjectCountry: N_("The shares of the recipient countries add up to {sum} %, not to 100. Correct them first."),
    ProjectSector: N_("The shares of the sectors add up to {sum} %, not to 100. Correct them first."),
}
_HUNDREDTH = 10**4
"""A hundredth of a per cent, as shares are stored: what is shared out is written in no smaller parts."""


def check_shares(session: Session, project: Any) -> None:
    """Raise ``Refused`` where the shares of a project do not add up to 100."""
    for cls, text in _WRONG.items():
        wanted = select(cls.share).where(cls.project == project.id, cls.deleted.is_(False))
        said = [one for one in session.scalars(wanted) if one is not None]
        if said and sum(said) != HUNDRED:
            raise Refused(text, sum=_written(sum(said)))


def told(lines: Iterable[Mapping[str, Any]]) -> str:
    """Return what the shares of lines add up to, in a sentence; empty where nobody says any."""
    shares = [_stored(one.get("share")) for one in lines]
    said = [one for one in shares if one is not None]
    if not said:
        return ""
    whole = sum(said)
    if whole == HUNDRED:
        return tr(_ALL if len(said) == len(shares) else _EMPTY)
    return tr(_LEFT if whole < HUNDRED else _OVER, sum=_written(whole), rest=_written(abs(HUNDRED - whole)))


def shared_out(lines: Sequence[Mapping[str, Any]]) -> list[str | None]:
    """Return the share of each line so that all add up to 100: those that are said stay and the others have the rest in
    equal parts; where every line says one, or nothing is left, all have equal parts."""
    shares = [_stored(one.get("share")) for one in lines]
    rest = HUNDRED - sum(one for one in shares if one is not None)
    free = [place for place, one in enumerate(shares) if one is None]
    if not free or rest <= 0:
        free, rest = list(range(len(shares))), HUNDRED
    parts = divided(rest // _HUNDREDTH, [1] * len(free)) if free else []
    for place, part in zip(free, parts, strict=True):
        shares[place] = part * _HUNDREDTH
    if free:
        shares[free[0]] = (shares[free[0]] or 0) + rest % _HUNDREDTH
    kind = Quantity()
    return [None if one is None else str(kind.plain(one)) for one in shares]


def _stored(share: Any) -> int | None:
    """Return a share as it is stored; nothing for what is not typed to its end."""
    try:
        return Quantity(0, 100).parse(share)
    except InvalidValue:
        return None


def _written(stored: int) -> str:
    return digits(f"{decimal(stored):f}")
