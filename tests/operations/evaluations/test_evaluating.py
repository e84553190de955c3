"""An evaluation from its plan to the actions: questions, ratings, what each step needs, answers, the register."""

import pytest

from coopdesk.calendars import today
from coopdesk.errors import NotFound, Refused
from coopdesk.operations import links, listing, record, steps
from coopdesk.operations.evaluations import judging, planning, responding
from coopdesk.operations.evaluations.evidence import CRITERIA
from coopdesk.operations.steps import Said
from coopdesk.store.home import Store
from tests.operations.evaluations.made import OWNER, judged, project


def test_an_evaluation_begins_with_questions_of_all_criteria_in_both_languages(store: Store) -> None:
    of = project(store, classification="confidential", audience="QA-VIE")
    view = planning.begin(store, of, {"kind": "final", "planned_on": "2027-01"})
    assert view["subject"] == of
    assert (view["title_en"], view["title_ar"]) == ("Evaluation of Solar wells", "تقييم آبار بالطاقة الشمسية")
    assert (view["classification"], view["audience"]) == ("confidential", "QA-VIE")
    asked = view["evaluation_questions"]
    assert list(dict.fromkeys(one["criterion"] for one in asked)) == list(CRITERIA)
    assert all(one["text_en"] and one["text_ar"] and one["text_en"] != one["text_ar"] for one in asked)
    assert [one.id for group in links.links_to(store, "project", of) for one in group.records] == [view["id"]]


def test_what_tells_of_a_person_is_evaluated_under_the_name_of_the_opportunity(store: Store) -> None:
    offer = record.save(store, "opportunity", {"title_en": "Course in Vienna"})["id"]
    award = record.save(store, "award", {"opportunity": offer, "name_en": "Somebody"})["id"]
    assert planning.begin(store, award)["title_en"] == "Evaluation of Course in Vienna"


def test_there_is_no_evaluation_of_a_letter_nor_of_nothing(store: Store) -> None:
    letter = record.save(store, "letter", {})["id"]
    with pytest.raises(Refused, match="Letter"):
        planning.begin(store, letter)
    with pytest.raises(NotFound):
        planning.begin(store, "0" * 8)
    assert len(listing.open_list(store, "evaluation")) == 0


def test_a_report_needs_every_criterion_rated_or_the_reason_why_not(store: Store) -> None:
    id = planning.begin(store, project(store), {"evaluated_on": "2026-11-20"})["id"]
    steps.take(store, "evaluation", id, "begin")
    with pytest.raises(Refused, match=r"Relevance.*Sustainability"):
        steps.take(store, "evaluation", id, "report")
    rated = [{"criterion": one, "rating": "4"} for one in CRITERIA[1:]]
    record.save(
        store, "evaluation", {"id": id, "criterion_ratings": [*rated, {"criterion": "relevance", "rating": None}]}
    )
    with pytest.raises(Refused, match="Relevance") as fault:
        steps.take(store, "evaluation", id, "report")
    assert "Coherence" not in str(fault.value)
    record.save(store, "criterion_rating", {"evaluation": id, "criterion": "relevance", "reason_en": "Not asked"})
    assert steps.take(store, "evaluation", id, "report")["stage"] == "reported"


def test_management_has_two_months_from_the_report(store: Store) -> None:
    id = judged(store, evaluated_on=None)
    steps.take(store, "evaluation", id, "begin")
    view = steps.take(store, "evaluation", id, "report", said=Said(filled=(("evaluated_on", "2026-12-31"),)))
    assert view["response_due"] == "2027-02-28"


def test_the_report_stands_and_only_answers_are_written_until_it_is_closed(store: Store) -> None:
    id = judged(store)
    steps.take(store, "evaluation", id, "begin")
    view = steps.take(store, "evaluation", id, "report")
    first, second = view["evaluation_recommendations"]
    for type, values in (
        ("evaluation_recommendation", {"id": first["id"], "text_en": "Train nobody"}),
        ("criterion_rating", {"evaluation": id, "criterion": "impact", "rating": "6"}),
        ("evaluation", {"id": id, "summary_en": "All well"}),
    ):
        with pytest.raises(Refused, match="not changed any more"):
            record.save(store, type, values)
    responding.respond(store, id, first["id"], {"answer": "accepted"})
    with pytest.raises(Refused, match="number 2"):
        steps.take(store, "evaluation", id, "answer")
    responding.respond(store, id, second["id"], {"answer": "rejected"})
    with pytest.raises(Refused, match="recommendation 2 needs a reason"):
        steps.take(store, "evaluation", id, "answer")
    responding.respond(store, id, second["id"], {"reason_ar": "لا يوجد تمويل"})
    steps.take(store, "evaluation", id, "answer")
    responding.respond(store, id, second["id"], {"reason_en": "There is no money"})
    steps.take(store, "evaluation", id, "close")
    with pytest.raises(Refused, match="not changed any more"):
        responding.respond(store, id, second["id"], {"answer": "accepted"})
    steps.take(store, "evaluation", id, "reopen", comment="An error in number 1")
    record.save(store, "evaluation_recommendation", {"id": first["id"], "text_en": "Train two operators"})


def test_what_is_accepted_lands_in_the_action_register_once(store: Store) -> None:
    id = judged(store, classification="confidential")
    first, second = record.show(store, "evaluation", id)["evaluation_recommendations"]
    steps.take(store, "evaluation", id, "begin")
    steps.take(store, "evaluation", id, "report")
    with pytest.raises(Refused, match="nothing to make actions of"):
        responding.make_actions(store, id)
    responding.respond(store, id, first["id"], {"answer": "partly", "reason_en": "Two, not four"})
    responding.respond(store, id, second["id"], {"answer": "rejected", "reason_en": "No money"})
    [made] = responding.make_actions(store, id)
    action = record.show(store, "action", made)
    told = {
        name: action[name] for name in ("text_en", "text_ar", "owner", "due", "priority", "kind", "status", "source")
    }
    assert told == {
        "text_en": "Train the operators", "text_ar": "تدريب المشغلين", "owner": OWNER, "due": "2027-03-01",
        "priority": "urgent", "kind": "recommendation", "status": "open", "source": id,
    }  # fmt: skip
    assert (action["classification"], action["audience"]) == ("confidential", "ministry")
    with pytest.raises(Refused):
        responding.make_actions(store, id)
    answered, refused = responding.recommended(store, id)
    assert [(one.id, one.state) for one in answered.doing] == [(made, "open")]
    assert refused.doing == ()
    record.save(store, "action", {"id": made, "status": "done"})
    assert responding.recommended(store, id)[0].doing[0].state == "done"
    assert action["reference"] == f"{record.show(store, 'evaluation', id)['reference']}/1"


def test_an_action_that_was_let_go_is_linked_again_and_one_that_was_deleted_is_made_anew(store: Store) -> None:
    id = judged(store)
    first = record.show(store, "evaluation", id)["evaluation_recommendations"][0]["id"]
    answer = responding.respond(store, id, first, {"answer": "accepted"})["id"]
    [made] = responding.make_actions(store, id)
    record.save(store, "action", {"id": made, "status": "in_progress"})
    record.save(store, "management_response", {"id": answer, "actions": []})
    assert responding.make_actions(store, id) == [made]
    assert record.show(store, "action", made)["status"] == "in_progress"
    record.save(store, "management_response", {"id": answer, "actions": []})
    record.delete(store, "action", made)
    [second] = responding.make_actions(store, id)
    assert second != made
    assert [(one.id, one.state) for one in responding.recommended(store, id)[0].doing] == [(second, "open")]


def test_an_action_is_overdue_after_its_day_unless_it_was_settled() -> None:
    assert [responding.state_of(*one) for one in (
        (None, None), ("open", today()), ("in_progress", "2020-01-01"), ("open", "2020"), ("verified", "2020-01-01"),
        ("cancelled", "2020-01-01"),
    )] == ["open", "open", "overdue", "overdue", "done", "dropped"]  # fmt: skip


def test_the_whole_comes_to_the_median_of_what_is_rated(store: Store) -> None:
    assert judging.overall(record.show(store, "evaluation", judged(store))["criterion_ratings"]) == "4"
    assert judging.overall([{"rating": "2"}, {"rating": "5"}]) == "2"
    assert judging.overall([{"rating": None}]) is None
