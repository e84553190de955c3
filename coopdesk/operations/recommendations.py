"""From what a report recommends to the register of actions: an action for each recommendation that has none yet."""

from typing import Any

from coopdesk.errors import Refused
from coopdesk.i18n import N_
from coopdesk.operations import ceilings, record, rights
from coopdesk.records import Action, ConferenceReport
from coopdesk.records.base import highest
from coopdesk.store.home import Store

_NONE = N_("Every recommendation of this report has its action already, or there is none.")
_ARABIC = ("\u0600", "\u06ff")


@rights.needs(rights.SECRETARY)
def make_actions(store: Store, report: str) -> list[str]:
    """Make an action of each recommendation without one, and link it; all of them or none.

    The action arises from the report and is owned by whom the recommendation is addressed to. Returns the ids of the
    actions. Raises ``NotFound``, and ``Refused`` where there is nothing to make or the report is frozen.
    """
    view = record.show(store, "conference_report", report)
    waiting = [one for one in view["recommendations"] if one["text"] and not one["action"]]
    if not waiting:
        raise Refused(_NONE)
    made: list[str] = []
    lines: list[dict[str, Any]] = []
    with store.writing() as writing:
        for one in waiting:
            values = {
                "text_ar" if _is_arabic(one["text"]) else "text_en": one["text"], "kind": "recommendation",
                "status": "open", "source": report, "owner": one["addressed_to"],
                "audience": one["audience"] or view["audience"],
                "classification": highest([one["classification"] or view["classification"], view["classification"]]),
            }  # fmt: skip
            made.append(record.save_in(writing, Action, values))
            lines.append({"id": one["id"], "action": made[-1]})
        record.save_in(writing, ConferenceReport, {"id": report, "recommendations": lines})
        ceilings.check(store, writing)
    return made


def _is_arabic(text: str) -> bool:
    strong = next((c for c in text if c.isalpha()), "")
    return _ARABIC[0] <= strong <= _ARABIC[1]
