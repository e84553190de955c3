"""The map and the chart of a ledger of support, for the window and for paper: what was answered, by State and group."""

from collections import Counter
from collections.abc import Mapping, Sequence

from coopdesk.charts import Key, Series, bars, tiles
from coopdesk.fields import Choice
from coopdesk.i18n import N_, tr
from coopdesk.records.candidature import SUPPORT_ANSWER
from coopdesk.records.tally import REGIONS
from coopdesk.shapes import Drawing

ANSWERS = ("yes", "considering", "undecided", "no")
"""The answers in the order of the legend; after them comes that of a State that was asked and said nothing."""
BOUNDARIES = N_("Each square is a State. Places and boundaries imply no position on any territory.")
_SIGNS = {"yes": ("+", 3), "considering": ("?", 2), "undecided": ("~", 1), "no": ("–", 5)}
_SILENT, _NOT_ASKED = N_("No reply yet", "State"), N_("Not asked", "State")
_IN_NO_GROUP = N_("In no regional group")
_REGIONS = {
    "un_africa": N_("African States"), "un_asia_pacific": N_("Asia-Pacific States"),
    "un_eastern_europe": N_("Eastern European States"), "un_grulac": N_("Latin American and Caribbean States"),
    "un_weog": N_("Western European and other States"),
}  # fmt: skip


def keys() -> list[Key]:
    """Return what the tiles mean, in the present language: every answer, no reply, not asked."""
    kind = Choice(SUPPORT_ANSWER)
    said = [Key(kind.label(one), _SIGNS[one][1], _SIGNS[one][0]) for one in ANSWERS]
    return [*said, Key(tr(_SILENT), 4, "·"), Key(tr(_NOT_ASKED), None, "")]


def support_map(
    answers: Mapping[str, str | None], names: Mapping[str, str], width: float, height: float, *, rtl: bool
) -> Drawing:
    """Return the map of the world by answer. ``answers``: of the States that were asked, None where there is none."""
    said = {code: _place(answer) for code, answer in answers.items()}
    return tiles(said, names, keys(), width, height, rtl=rtl)


def support_bars(
    answers: Mapping[str, str | None], regions: Mapping[str, str], width: float, height: float, *, rtl: bool
) -> Drawing:
    """Return how many States of each regional group gave which answer. ``regions``: of every State, by code."""
    counts = Counter((regions.get(code, ""), _place(answer)) for code, answer in answers.items())
    groups: Sequence[str] = [*REGIONS, *([""] if any(region not in REGIONS for region, _ in counts) else [])]
    series = [
        Series(key.name, [counts[region, place] for region in groups])
        for place, key in enumerate(keys()[: len(ANSWERS) + 1])
    ]
    labels = [region_label(one) for one in groups]
    shades = [key.shade or 0 for key in keys()[: len(series)]]
    return bars(labels, series, width, height, stacked=True, shades=shades, rtl=rtl)


def region_label(region: str) -> str:
    """Return what a regional group is called in the present language."""
    return tr(_REGIONS.get(region, _IN_NO_GROUP))


def _place(answer: str | None) -> int:
    return ANSWERS.index(answer) if answer in ANSWERS else len(ANSWERS)
