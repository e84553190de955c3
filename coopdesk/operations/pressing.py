"""What presses the person at work: dates that are over, that are today, and that come within a few working days.

It is counted for a glance at the tab Home and for one sentence; the page Home shows the records themselves.
"""

from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from coopdesk.calendars import today
from coopdesk.i18n import N_, P_, tr
from coopdesk.operations import home, reminders, rights
from coopdesk.operations.offers import deadlines
from coopdesk.operations.working_days import after, rest_here
from coopdesk.records import Action, Opportunity
from coopdesk.store.home import Store

SOON = 3
"""Within how many working days a date presses."""
_AHEAD = 40
"""Within so many days there are enough working days, whatever the holidays."""
_OVER = P_("{n} date is over", "{n} dates are over")
_TODAY, _SOON = P_("{n} is today", "{n} are today"), N_("{n} within the next {days} working days")
_ASKED = P_("{n} reminder that you asked for", "{n} reminders that you asked for")
_JOINT = N_(", ", "between items of a list")


class Pressing(NamedTuple):
    """How many dates are over, are today, come soon; ``asked``: reminders whose day has come."""

    over: int = 0
    today: int = 0
    soon: int = 0
    asked: int = 0

    @property
    def total(self) -> int:
        """How many there are in all."""
        return sum(self)

    @property
    def told(self) -> str:
        """What presses, in the present language; empty for nothing."""
        counts = ((_OVER, self.over), (_TODAY, self.today), (_ASKED, self.asked))
        told = [tr(text, n=count) for text, count in counts if count]
        if self.soon:
            told.insert(len(told) - bool(self.asked), tr(_SOON, n=self.soon, days=SOON))
        return tr(_JOINT).join(told)


@rights.needs(rights.READER)
def pressing(store: Store) -> Pressing:
    """Count what presses the person at work, without what that person put off."""
    aside, now, end = reminders.put_off(store), today(), after(today(), SOON + 1, rest_here(store))
    steps = [one["on"] for one in deadlines.coming(store, _AHEAD) if one["opportunity"] not in aside]
    steps = [day for day in steps if len(day) == len(now) and day < end]
    with store.session() as session:
        over = _count(session, Action, aside, *home.my_late_actions(store)) if store.officer else 0
        if rights.may(store, rights.OFFICER):
            over += _count(session, Opportunity, aside, *home.lapsed(store)) + sum(day < now for day in steps)
        on_day, soon = steps.count(now), sum(day > now for day in steps)
        for cls, name, _, alive in home.COMING:
            day = getattr(cls, name)
            on_day += _count(session, cls, aside, day == now, alive)
            soon += _count(session, cls, aside, day > now, day < end, func.length(day) == len(now), alive)
    return Pressing(over, on_day, soon, len(reminders.due(store)))


def _count(session: Session, cls: Any, aside: Collection[str], *where: ColumnElement[bool]) -> int:
    wanted = select(func.count()).select_from(cls).where(cls.deleted.is_(False), *where)
    return session.scalar(wanted.where(cls.id.not_in(aside)) if aside else wanted) or 0
