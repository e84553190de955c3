"""Allocations: what the State sets aside for a recipient in a year, and how that changed."""

from sqlalchemy.orm import Mapped

from coopdesk.fields import Amount, Choice, Day, Line, Link, Money, Number, Prose, field
from coopdesk.i18n import N_
from coopdesk.records.base import Owned, Record
from coopdesk.records.project_choices import MONEY_SOURCE


class Allocation(Record):
    """What a recipient may count on in a year. What is approved changes only by a line that says why."""

    __tablename__ = "allocation"
    __entity__ = 95
    __label__ = N_("Allocation")
    __plural__ = N_("Allocations")
    __title__ = ("recipient", "year")
    __named_by__ = ("recipient",)
    __alike__ = "project"

    recipient: Mapped[str | None] = field(
        1, Link("organization"), N_("Recipient", "allocation"), required=True, column=260
    )
    year: Mapped[int | None] = field(2, Number(1800, 2200), N_("Year"), required=True, column=70)
    source: Mapped[str | None] = field(3, Choice(MONEY_SOURCE), N_("Source of the money"), column=140)
    project: Mapped[str | None] = field(4, Link("project"), N_("Project", "field"), column=220)
    planned: Mapped[Amount | None] = field(5, Money(), N_("Planned", "allocation"), column=140)
    approved: Mapped[Amount | None] = field(6, Money(), N_("First approved"), column=140)
    approved_on: Mapped[str | None] = field(7, Day(), N_("Approved on"), column=100)
    purpose: Mapped[str | None] = field(8, Line(), N_("What for"), column=200, search=True)
    notes: Mapped[str | None] = field(9, Prose(), N_("Notes"), search=True)


class AllocationChange(Owned):
    """A change of what is approved: to how much, when, by whom and why."""

    __tablename__ = "allocation_change"
    __entity__ = 96
    __label__ = N_("Change of an allocation")
    __plural__ = N_("Changes of an allocation")
    __title__ = ("on",)
    __owner__ = "allocation"
    __looked_up__ = ("allocation",)

    allocation: Mapped[str | None] = field(1, Link("allocation"), N_("Allocation", "field"))
    on: Mapped[str | None] = field(2, Day(), N_("Date"), column=100)
    amount: Mapped[Amount | None] = field(3, Money(), N_("New amount"), column=140)
    decided_by: Mapped[str | None] = field(4, Line(), N_("Decided by"), column=180, search=True)
    reason: Mapped[str | None] = field(5, Prose(), N_("Reason of the change"), column=300, search=True)
