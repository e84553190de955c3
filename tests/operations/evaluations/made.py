"""A project with an evaluation of it, as tests of evaluations need them."""

from typing import Any

from coopdesk.operations import record
from coopdesk.operations.evaluations import planning
from coopdesk.operations.evaluations.evidence import CRITERIA
from coopdesk.store.home import Store
from coopdesk.store.seed import published_id

OWNER = published_id("organization/qa-npc")


def project(store: Store, **values: Any) -> str:
    """Keep a project; returns its id."""
    titles = {"title_en": "Solar wells", "title_ar": "آبار بالطاقة الشمسية"}
    return str(record.save(store, "project", {**titles, **values})["id"])


def judged(store: Store, **values: Any) -> str:
    """Begin the evaluation of a project and judge it by all criteria but the last, of which it says why; it has two
    recommendations. Returns its id."""
    found = planning.begin(store, project(store), {"evaluated_on": "2026-11-20", **values})["id"]
    ratings: list[dict[str, Any]] = [
        {"criterion": one, "rating": str(place), "reason_en": f"Why {one}", "lesson_en": f"Lesson of {one}"}
        for place, one in enumerate(CRITERIA[:-1], 2)
    ]
    ratings.append({"criterion": CRITERIA[-1], "reason_ar": "الأدلة غير كافية"})
    wanted = [
        {"text_en": "Train the operators", "text_ar": "تدريب المشغلين", "addressee": OWNER, "due": "2027-03-01",
         "priority": "urgent"},
        {"text_en": "Set up a fund", "addressee": OWNER},
    ]  # fmt: skip
    lines = {"criterion_ratings": ratings, "evaluation_recommendations": wanted}
    record.save(store, "evaluation", {"id": found, **lines})
    return str(found)
