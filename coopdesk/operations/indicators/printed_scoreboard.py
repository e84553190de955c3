"""What the scoreboard on paper is made of: how indicators stand in each language. It bears the highest degree of any
indicator and of any record from which their values come."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from coopdesk.i18n import LANGUAGES, Language, using
from coopdesk.operations import conditions, reach, rights
from coopdesk.operations.countries import country_names
from coopdesk.operations.indicators.by_country import by_country, with_countries
from coopdesk.operations.indicators.counted_from import degrees_of
from coopdesk.operations.indicators.scoreboard import scoreboard
from coopdesk.operations.printed_list import Listed, records_of
from coopdesk.operations.reach import Reader
from coopdesk.records.indicator import Indicator
from coopdesk.records.scoreboard import BY, Board
from coopdesk.store.home import Store

if TYPE_CHECKING:
    from coopdesk.documents.indicator_scoreboard import Mapped, ScoreboardSource

_MAPS = 2
"""Of how many indicators a map is printed: the first that have values by country."""


@rights.needs(rights.READER)
def source(store: Store, listed: Listed, lang: str, around: Mapping[str, Any], who: Reader) -> "ScoreboardSource":
    """Return what the document of the scoreboard of a list is made of; in groups, if the list is grouped by one of
    ``BY``; as it stood at the end of a period, if one is asked about."""
    from coopdesk.documents.indicator_scoreboard import ScoreboardSource

    by = listed.group if listed.group in BY else ""
    found = records_of(store, listed)
    kept = reach.narrowed(store, found, who)
    boards: dict[Language, Board] = {}
    empty = 0
    asked: dict[Language, str] = {}
    for one in LANGUAGES:
        if lang in (one, "both"):
            with using(one):
                made = scoreboard(store, kept, by, listed.period, who)
                boards[one] = _known(_ordered(made, next(iter(boards.values()), made)))
                empty = len(made.rows) - len(boards[one].rows)
                asked[one] = conditions.sentence(store, listed.type, listed.where, listed.text) if who.sees_all else ""
    ids = [row.id for row in next(iter(boards.values())).rows]
    return ScoreboardSource(
        record=Indicator(), boards=boards, maps=_maps(store, boards, listed.period, who), asked=asked, empty=empty,
        degrees=degrees_of(store, ids, who), left_out={"rows": range(len(found) - len(kept))}, **around,
    )  # fmt: skip


def _ordered(found: Board, like: Board) -> Board:
    """Return a scoreboard with its groups in the order that they have in another language."""
    places = {group.key: place for place, group in enumerate(like.groups)}
    return found._replace(groups=sorted(found.groups, key=lambda one: places.get(one.key, 0)))


def _known(found: Board) -> Board:
    """Return a scoreboard of what is known: indicators with a value or a target."""
    groups = [one._replace(rows=[row for row in one.rows if row.actual or row.target]) for one in found.groups]
    return found._replace(groups=[one for one in groups if one.rows])


def _maps(store: Store, boards: Mapping[Language, Board], until: str, who: Reader) -> "list[Mapped]":
    from coopdesk.documents.indicator_scoreboard import Mapped

    names: dict[Language, Mapping[str, str]] = {}
    titles: dict[str, dict[Language, str]] = {}
    for lang, board in boards.items():
        with using(lang):
            names[lang] = country_names(store)
        for row in board.rows:
            titles.setdefault(row.id, {})[lang] = row.title
    made: list[Mapped] = []
    for id in with_countries(store, titles):
        if len(made) == _MAPS:
            break
        found = by_country(store, id, until, who)
        if found.values:
            made.append(Mapped(titles[id], found.period, found.values, names))
    return made
