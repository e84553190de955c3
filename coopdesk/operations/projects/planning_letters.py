"""The letter by which a recipient of allocations can plan: what is set aside for it in this year and those to come."""

from coopdesk.calendars import today
from coopdesk.errors import Refused
from coopdesk.fields import Amount, Money
from coopdesk.i18n import N_, digits, tr, using
from coopdesk.operations import rights
from coopdesk.operations.offers import letters
from coopdesk.operations.offers.letters import Extra
from coopdesk.operations.projects.allocations import outlook
from coopdesk.operations.record_types import View
from coopdesk.operations.table_export import bare
from coopdesk.records.base import highest
from coopdesk.records.outlook import Cell, Line
from coopdesk.store.home import Store

_LINE = N_("{year}: {amount}", "line of a letter")
_PLANNED = N_("{year}: {amount} (planned, not approved yet)", "line of a letter")
_PAID = N_("{year}: {amount}, of which {paid} was paid", "line of a letter")
_SUBJECT = N_("Amounts set aside from {first} to {last}", "subject of a letter")
_SUBJECT_OF_ONE = N_("Amounts set aside for {year}", "subject of a letter")
_NOTHING = N_("Nothing is set aside for this recipient in this year or later. Enter an allocation first.")


@rights.needs(rights.SECRETARY)
def write(store: Store, recipient: str) -> View:
    """Write the letter, as secret as the highest of what is told in it. Raises ``Refused`` where there are none."""
    found = outlook(store, recipient=recipient)
    this = int(today()[:4])
    years = sorted({year for line in found.lines for year in line.cells if year >= this})
    if not years:
        raise Refused(_NOTHING)
    lang = letters.language_for(store, recipient, None)
    with using("ar" if lang == "ar" else "en"):
        told = [_told(line, year, line.cells[year]) for year in years for line in found.lines if year in line.cells]
        first, last = digits(str(years[0])), digits(str(years[-1]))
        subject = tr(_SUBJECT_OF_ONE, year=first) if first == last else tr(_SUBJECT, first=first, last=last)
    cells = [line.cells[year] for line in found.lines for year in years if year in line.cells]
    used = [id for cell in cells for id in (*cell.ids, *cell.payments)]
    used += [one.id for one in found.changes if one.id in found.degrees and one.allocation in used]
    values = {
        "kind": "letter", "language": lang, "about": recipient, "organization": recipient, "subject": bare(subject),
        "classification": highest((found.degrees[id] for id in used), "internal"),
    }  # fmt: skip
    return letters.write(store, values, Extra(purpose="planning", text=bare("\n".join(told))))


def _told(line: Line, year: int, cell: Cell) -> str:
    at, money = digits(str(year)), Money()
    amount, paid = (money.show(Amount(minor, line.currency)) for minor in (cell.now, cell.paid))
    if cell.planned:
        return tr(_PLANNED, year=at, amount=amount)
    return tr(_PAID, year=at, amount=amount, paid=paid) if cell.paid else tr(_LINE, year=at, amount=amount)
