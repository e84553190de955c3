"""On Home stands an evaluation that management is to answer: with its day before, as late after it."""

import pytest

from coopdesk.calendars import today
from coopdesk.operations import home, record, steps
from coopdesk.store.home import Store
from tests.operations.evaluations.made import judged


@pytest.mark.parametrize(("due", "late"), [("2020-01-01", True), ("", False)])
def test_an_answer_that_is_due_is_coming_and_then_late(store: Store, due: str, late: bool) -> None:
    id = judged(store, response_due=due or today(), title_en="Wells")
    assert _told(store) == ([], [])
    steps.take(store, "evaluation", id, "begin")
    steps.take(store, "evaluation", id, "report")
    assert _told(store) == (["Wells"] if late else [], [] if late else ["Wells"])
    for one in record.show(store, "evaluation", id)["evaluation_recommendations"]:
        values = {"evaluation": id, "recommendation": one["id"], "answer": "accepted"}
        record.save(store, "management_response", values)
    steps.take(store, "evaluation", id, "answer")
    assert _told(store) == ([], [])


def _told(store: Store) -> tuple[list[str], list[str]]:
    found = home.home(store)
    late = [item.title for one in found.needs if "should have answered" in one.what for item in one.items]
    return late, [one.title for one in found.coming if one.type == "evaluation"]
