"""What presses the person at work: dates that are over, that are today, and that come within a few working days.

It is counted for a glance at the tab Home and for one sentence; the page Home shows the records themselves.
"""

from typing import NamedTuple

from coopdesk.calendars import today
from coopdesk.i18n import N_, P_, tr
from coopdesk.operations import home, reminders, rights
from coopdesk.store.home import Store

SOON = 3
"""Within how many working days a date presses."""
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
    coming, late = home.dated(store, reminders.put_off(store))
    near = [one for one in coming if one.left is not None and one.left <= SOON]
    now = sum(one.due == today() for one in near)
    return Pressing(sum(one.total for one in late), now, len(near) - now, len(reminders.due(store)))
