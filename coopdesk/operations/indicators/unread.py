"""What was typed into cells of the matrix and is not taken there: kept as drafts of its indicators, one for each entity
whose values are written, until it is corrected or let go."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from coopdesk.operations import drafts, rights
from coopdesk.store.home import Store

ACT = "values"
"""What such a draft of an indicator is said with."""
Key = tuple[str, str, str, str]
"""The indicator, the period, the part, and what is written there (``cell_change.NAMES``)."""


@rights.needs(rights.SECRETARY)
def keep(store: Store, typed: Mapping[Key, str | None], entity: str | None) -> None:
    """Keep what was typed into these cells; None: nothing stands there any more that is not taken."""
    by_indicator: dict[str, dict[str, str | None]] = defaultdict(dict)
    for (indicator, *place), text in typed.items():
        by_indicator[indicator]["\t".join(place)] = text
    for indicator, given in by_indicator.items():
        before = drafts.find(store, "indicator", indicator, _act(entity))
        cells = {**(before.changes if before is not None else {}), **given}
        kept = {place: text for place, text in cells.items() if text is not None}
        if kept:
            drafts.keep(store, "indicator", indicator, kept, None, act=_act(entity))
        else:
            drafts.drop(store, indicator, act=_act(entity))


@rights.needs(rights.READER)
def found(store: Store, indicators: Collection[str], entity: str | None) -> dict[Key, str]:
    """Return what the officer at work typed into cells of these indicators that did not take it."""
    wanted, act = set(indicators), _act(entity)
    return {
        (one.id or "", period, part, name): str(text)
        for one in drafts.kept(store) if one.id in wanted and one.act == act
        for place, text in one.changes.items() for period, part, name in [place.split("\t")]
    }  # fmt: skip


def _act(entity: str | None) -> str:
    return f"{ACT}/{entity}" if entity else ACT
