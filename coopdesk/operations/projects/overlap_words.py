"""What is said of projects that overlap: before the no-objection is given, and what was agreed between two of them."""

from coopdesk.errors import Refused
from coopdesk.i18n import N_, P_, isolate, tr
from coopdesk.operations import ceilings, record, rights
from coopdesk.operations.projects.overlaps import overlaps
from coopdesk.operations.table_export import bare
from coopdesk.operations.titles import titles
from coopdesk.store.home import Store

_OVERLAPS = P_(
    "It overlaps with {n} project of other institutions in the same country, sector and time: {names}.",
    "It overlaps with {n} projects of other institutions in the same country, sector and time: {names}.",
)
_AND, _MORE = N_(", ", "between items of a list"), N_("{names} and others")
_AGREED = N_("Agreed on the overlap with “{title}”: {agreed}", "remark")
_APART = N_(
    "Each of the two projects is seen by some who may not see the other, so this cannot be kept on either. Write it "
    "where only those read it who may see both."
)
_NAMED = 3


@rights.needs(rights.READER)
def cautions(store: Store, id: str) -> list[str]:
    """Return what is told before the no-objection is given to a project."""
    found = overlaps(store, id)
    if not found:
        return []
    names = tr(_AND).join(isolate(one.second.title) for one in found[:_NAMED])
    return [tr(_OVERLAPS, n=len(found), names=tr(_MORE, names=names) if len(found) > _NAMED else names)]


@rights.needs(rights.SECRETARY)
def note(store: Store, first: str, second: str, text: str) -> int:
    """Keep as a remark on each of two projects what was agreed on their overlap; not on one that is seen by more than
    may see the other. Returns on how many. Raises ``InvalidValue``, ``Refused`` where that is so of both."""
    named = titles(store, (first, second))
    with store.reading() as connection:
        said = [
            (subject, named[other]) for subject, other in ((first, second), (second, first))
            if ceilings.is_for_all_of(store, connection, other, subject)
        ]  # fmt: skip
    if not said:
        raise Refused(_APART)
    record.save_all(store, "remark", [
        {"subject": subject, "text": bare(tr(_AGREED, title=other, agreed=text.strip()))} for subject, other in said
    ])  # fmt: skip
    return len(said)
