"""The draft of the minutes of a committee meeting: who was there, and of each case the ranking and what was decided.

It is written once, into the empty field, in the language of the person at work; from then on the text is his.
"""

import re
from collections.abc import Mapping
from typing import Any

from coopdesk.calendars import both as both_calendars
from coopdesk.errors import Refused
from coopdesk.fields import Choice
from coopdesk.i18n import N_, Text, digits, number, tr
from coopdesk.operations import record, rights
from coopdesk.operations.offers import ranking
from coopdesk.operations.record_types import View
from coopdesk.operations.titles import titles
from coopdesk.records.committee import COMMITTEE_ROLE
from coopdesk.store.home import Store

_MARKS = re.compile("[\u2066-\u2069\u200e\u200f]")
"""The marks of direction around names: a text that is kept is typed without them."""
_OPENED = N_("The {committee} held its meeting {number} on {day}.")
_OPENED_AT = N_("The {committee} held its meeting {number} on {day} in {place}.")
_PRESENT, _AWAY = N_("Present: {names}."), N_("Excused or absent: {names}.")
_AS = N_("{name} ({role})")
_CASE = N_("{place}. {case}")
_RANK = N_("{rank}: {name}, {score}")
_RANKING, _ASIDE = N_("Ranking: {list}."), N_("Stood aside: {names}.")
_CHOSEN, _DECISION = N_("Chosen: {name}."), N_("Decision: {said}")
_REASON, _DISSENT = N_("Why the first was not taken: {said}"), N_("Dissent: {said}")
_NUMBER = N_("Decision number {number}.")
_BETWEEN, _APART = N_(", ", "between items of a list"), N_("; ", "between items of a list")
_WRITTEN = N_("The minutes are written already. Empty the field to draft them anew.")
_OPEN = N_("The minutes are drafted once the scoring is closed.")


@rights.needs(rights.SECRETARY)
def draft(store: Store, id: str) -> View:
    """Write the draft into the empty minutes of a meeting; returns the meeting as ``show`` does. Raises ``Refused``."""
    view = record.show(store, "committee_meeting", id)
    if view["minutes"]:
        raise Refused(_WRITTEN)
    if view["stage"] in (None, "called", "sitting"):
        raise Refused(_OPEN)
    return record.save(store, "committee_meeting", {"id": id, "_seen": view["_seen"], "minutes": text(store, view)})


@rights.needs(rights.READER)
def text(store: Store, view: Mapping[str, Any]) -> str:
    """Return the draft of the minutes of a meeting as ``show`` gave it, in the present language."""
    cases = view["meeting_cases"]
    named = titles(store, [one for case in cases for one in (case["opportunity"], case["chosen"]) if one])
    committee = titles(store, [view["committee"]])[view["committee"]] if view["committee"] else ""
    told: dict[str, object] = {
        "committee": committee, "number": view["number"] or "–", "place": view["place"],
        "day": both_calendars(view["on"]) if view["on"] else "–",
    }  # fmt: skip
    blocks = [[tr(_OPENED_AT if view["place"] else _OPENED, **told)]]
    there = [one for one in view["meeting_presences"] if one["presence"] == "present"]
    away = [one for one in view["meeting_presences"] if one["presence"] in ("excused", "absent")]
    blocks[0] += [tr(label, names=_names(some)) for label, some in ((_PRESENT, there), (_AWAY, away)) if some]
    for place, case in enumerate(cases, 1):
        blocks.append([
            tr(_CASE, place=digits(str(place)), case=named.get(case["opportunity"], "–")), *_case(store, case, named)
        ])  # fmt: skip
    return _MARKS.sub("", "\n\n".join("\n".join(lines) for lines in blocks))


def _case(store: Store, case: Mapping[str, Any], named: Mapping[str, str]) -> list[str]:
    sheet = ranking.ranking(store, case["opportunity"]) if case["opportunity"] else None
    ranked = [one for one in sheet.nominees if one.rank is not None] if sheet is not None else []
    listed = tr(_APART).join(
        tr(_RANK, rank=number(one.rank or 0), name=one.name, score=digits(f"{one.score:g}")) for one in ranked
    )
    aside = [sheet.names.get(one, one) for one in sheet.aside] if sheet is not None else []
    aside += [case["recused"]] if case["recused"] else []
    lines: list[tuple[Text, dict[str, object]]] = [
        (_RANKING, {"list": listed}), (_ASIDE, {"names": tr(_BETWEEN).join(aside)}),
        (_CHOSEN, {"name": named.get(case["chosen"], "")}), (_REASON, {"said": case["reason"]}),
        (_DECISION, {"said": case["decision"]}), (_NUMBER, {"number": case["decision_number"]}),
        (_DISSENT, {"said": case["dissent"]}),
    ]  # fmt: skip
    return [tr(label, **params) for label, params in lines if next(iter(params.values()))]


def _names(some: list[View]) -> str:
    return tr(_BETWEEN).join(
        tr(_AS, name=one["name"], role=Choice(COMMITTEE_ROLE).label(one["role"])) if one["role"] else one["name"] or "–"
        for one in some
    )
