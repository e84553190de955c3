"""What the groups are called by which results are compared, in both languages."""

from collections.abc import Sequence

from coopdesk.forms.results import Item, Said, number
from coopdesk.i18n import LANGUAGES, N_, Text, digits, tr, using
from coopdesk.operations import desks, reach, rights
from coopdesk.operations.reach import Reader
from coopdesk.operations.titles import titles
from coopdesk.store.home import Store

_NOT_ANSWERED, _UNKNOWN = N_("Not answered", "group of responses"), N_("Not known", "of a group of figures")
_KEPT_BACK = N_("For fewer readers", "group of responses")


@rights.needs(rights.READER)
def labelled(
    store: Store,
    rounds: Sequence[tuple[str, Said]],
    by: str,
    question: Item | None,
    keys: list[str | None],
    who: Reader,
) -> list[tuple[str | None, Said]]:
    """Return the groups in their order, with what they are called in both languages; a record that a reader may not see
    has no name for him."""
    if question is not None:
        labels = {one.value: one.label for one in question.options}
        known: list[str | None] = [one for one in labels if one in keys]
        others = sorted((one for one in keys if one is not None and one not in labels), key=_by_number)
        order = [*known, *others, *([None] if None in keys else [])]
        return [(one, labels.get(one or "", Said(one or "", one or "")) if one else in_both(_NOT_ANSWERED))
                for one in order]  # fmt: skip
    present = [one for one in keys if one]
    unseen: set[str] = set()
    if by in ("organization", "subject", "round") and not who.sees_all:
        with store.reading() as connection:
            unseen = set(present) - reach.seen_by(store, connection, who, present)
    hidden = in_both(_KEPT_BACK)
    if by == "round":
        return [(id, hidden if id in unseen else label) for id, label in rounds if id in keys]
    named: dict[str | None, Said] = {None: in_both(_UNKNOWN)}
    each = []
    for lang in LANGUAGES:
        with using(lang):
            words = (
                desks.desk_names(store)
                if by == "mission"
                else ({one: digits(one) for one in present} if by == "year" else titles(store, present))
            )
            each.append(words)
    named |= {one: hidden if one in unseen else Said(each[0].get(one, one), each[1].get(one, one)) for one in present}
    order = sorted(present, key=lambda one: str(one) if by == "year" else named[one].text().casefold())
    return [(one, named[one]) for one in (*order, *([None] if None in keys else []))]


def _by_number(value: str) -> tuple[bool, float, str]:
    found = number(value)
    return found is None, found or 0, value


def in_both(text: Text, **params: object) -> Said:
    """Return a text in both languages."""
    said = []
    for lang in LANGUAGES:
        with using(lang):
            said.append(tr(text, **params))
    return Said(*said)
