"""Example data of the tab Evaluation: two rounds of a survey of partners, answered, and a form that is being filled.

The forms are the ready ones. The answers follow from their places, so that they are the same whenever they are added.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from coopdesk.calendars import today
from coopdesk.forms import kept
from coopdesk.operations import record, rights, steps
from coopdesk.operations.forms import responses, templates
from coopdesk.records import Response
from coopdesk.store.home import Store
from coopdesk.store.seed import published_id

_PARTNERS = (
    "undp", "unesco", "who", "unicef", "unhcr", "fao", "ilo", "unep", "itu", "wfp", "iom", "unctad", "unfpa", "ifad",
)  # fmt: skip
_WELL = (
    "The focal point answers within a day.", "وضوح المراسلات وسرعة الرد.", "The yearly meeting sets the work in order.",
    "الاجتماع الفصلي المشترك.", "",
)  # fmt: skip
_BETTER = (
    "Decisions on new projects take too long.", "تقصير مدة إقرار المشروعات.", "Send the calls earlier in the year.",
    "توحيد نماذج التقارير.", "",
)  # fmt: skip
_ROUNDS: tuple[tuple[str, str, int, int, int], ...] = (
    ("Partner satisfaction, first round", "رضا الشركاء، الجولة الأولى", -380, 9, 0),
    ("Partner satisfaction, second round", "رضا الشركاء، الجولة الثانية", -20, 12, 1),
)
"""Of each round: its titles, the day it opened counted from today, how many answered, and by how much they are more
content than before."""


@rights.needs(rights.ADMINISTRATOR)
def add(store: Store, mark: Mapping[str, Any]) -> None:
    """Add the examples; ``mark``: what marks them as such."""
    template = published_id("form_template/partner_satisfaction")
    for number, (english, arabic, opened, answered, better) in enumerate(_ROUNDS, 1):
        bodies = [published_id(f"organization/{one}") for one in _PARTNERS]
        values = {
            "title_en": english, "title_ar": arabic, "form_template": template, "series": "Partner satisfaction",
            "round": number, "opens": _day(opened), "closes": _day(opened + 30),
            "purpose_en": "To learn how our partners find working with us, and what to change first.",
            "purpose_ar": "معرفة رأي الشركاء في العمل معنا، وما ينبغي تغييره أولاً.",
            "invitations": [
                {"organization": body, "invited_on": _day(opened)}
                | ({"answered_on": _day(opened + 2 + place)} if place < answered else {})
                for place, body in enumerate(bodies)
            ],
        }  # fmt: skip
        survey = record.save(store, "survey", values | dict(mark))["id"]
        steps.take(store, "survey", survey, "open")
        if number < len(_ROUNDS):
            steps.take(store, "survey", survey, "close")
        _answer(store, template, survey, bodies[:answered], opened, better, mark)
    responses.begin(store, published_id("form_template/mission_report"), dict(mark))


def _answer(
    store: Store, template: str, survey: str, bodies: list[str], opened: int, better: int, mark: Mapping[str, Any]
) -> None:
    """Let bodies answer, as they would have been taken from paper and submitted."""
    loaded = templates.load(store, template)
    lines = []
    for place in range(len(bodies)):
        filling = responses.new_filling(loaded)
        filling.fill(given(place, better))
        assert not filling.faults()
        lines.append(kept.lines(filling))
    with store.writing() as writing:
        for place, (body, answers) in enumerate(zip(bodies, lines, strict=True)):
            values = {
                "form_template": template, "survey": survey, "organization": body, "channel": "paper",
                "answered_on": _day(opened + 2 + place),
            }  # fmt: skip
            id = record.save_in(writing, Response, values | dict(mark))
            made = writing.session.scalars(select(Response).where(Response.id == id)).one()
            made.stage, made.stage_on = "pending", _day(opened + 5 + place)
            responses.write_answers(writing, id, answers)


def given(place: int, better: int) -> dict[str, Any]:
    """Return what the body at a place answers."""

    def mark(weight: int, low: int = 2) -> str:
        return str(min(5, low + (place * weight + weight) % 4 + better * (place % 2)))

    return {
        "respondent": {"part": ("leadership", "programmes", "administration")[place % 3],
                       "years": ("gt3", "1to3", "lt1", "gt3")[place % 4]},
        "communication": {"com_contact": mark(3, 3), "com_reply": mark(5), "com_clear": mark(1, 3)},
        "procedures": {"pro_light": mark(7, 1), "pro_time": mark(2, 1),
                       "pro_funds": "na" if place % 5 == 4 else mark(3)},
        "working": {"wor_consult": mark(5), "wor_equal": mark(1, 3), "wor_results": mark(2, 3)},
        "satisfaction": {"csat_overall": mark(3, 3), "nps_recommend": str(min(10, 5 + (place * 3) % 5 + better * 2))},
        "remarks": {"works_well": _WELL[place % 5], "improve": _BETTER[place % 5], "contact_ok": "no"},
    }  # fmt: skip


def _day(ahead: int) -> str:
    return (date.fromisoformat(today()) + timedelta(days=ahead)).isoformat()
