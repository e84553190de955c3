"""Who of ours serves in an organization on a day, and how that stands to the State's share of its posts.

What counts is what the service says: experts on short contracts and elected persons count against no share.
"""

from typing import NamedTuple

from sqlalchemy import select

from coopdesk.calendars import today
from coopdesk.operations import rights
from coopdesk.operations.offers.readiness import is_past
from coopdesk.operations.titles import titles_in
from coopdesk.records import Expert, Membership, PostShare, Service
from coopdesk.store.home import Store


class National(NamedTuple):
    """A national in an organization. ``counts``: against the State's share."""

    expert: str
    name: str
    post: str
    since: str | None
    until: str | None
    counts: bool


class Presence(NamedTuple):
    """The nationals in an organization, by name. ``year``, ``least``, ``most``: the State's share of posts as it was
    last stated, None where nobody wrote it."""

    nationals: tuple[National, ...]
    year: int | None
    least: int | None
    most: int | None

    @property
    def counting(self) -> int:
        """How many count against the share."""
        return sum(one.counts for one in self.nationals)

    @property
    def gap(self) -> int | None:
        """How many posts lack to the least of the share, none where there is no lack; None where nobody knows it."""
        return None if self.least is None else max(0, self.least - self.counting)


@rights.needs(rights.READER)
def presence(store: Store, organization: str, day: str = "") -> Presence:
    """Return who serves in an organization on a day (today), and the share for its year or the last before."""
    on = day or today()
    with store.session() as session:
        wanted = (
            select(Service)
            .join(Expert, Expert.id == Service.expert)
            .where(Service.organization == organization, Service.kind == "international")
            .where(Service.deleted.is_(False), Expert.deleted.is_(False))
            .where(Service.since.is_(None) | (Service.since <= on))
            .order_by(Service.rid)
        )
        serving = [one for one in session.scalars(wanted) if not one.until or not is_past(one.until, on)]
        names = titles_in(session, list(dict.fromkeys(one.expert for one in serving if one.expert)))
        nationals = [
            National(
                one.expert or "", names[one.expert or ""], " · ".join(filter(None, (one.title, one.grade, one.place))),
                one.since, one.until, bool(one.geographical),
            )
            for one in serving
        ]  # fmt: skip
        shares = (
            select(PostShare)
            .join(Membership, Membership.id == PostShare.membership)
            .where(Membership.organization == organization, Membership.deleted.is_(False))
            .where(PostShare.deleted.is_(False), PostShare.year <= int(on[:4]))
            .order_by(PostShare.year.desc(), PostShare.rid.desc())
        )
        share = session.scalars(shares).first()
        said = (share.year, share.least, share.most) if share is not None else (None, None, None)
    return Presence(tuple(sorted(nationals, key=lambda one: (one.name, one.expert))), *said)
