"""What is offered as evidence: records about the subject with what they show, small groups and secrets aside."""

from typing import Any

import pytest

from coopdesk.operations import reach, record, steps
from coopdesk.operations.evaluations import evidence, planning
from coopdesk.operations.evaluations.evidence import Offer, Suggested
from coopdesk.operations.table_export import bare
from coopdesk.store.home import Store
from coopdesk.store.seed import published_id
from tests.operations.evaluations.made import project
from tests.operations.forms.surveys import response, survey

FORM = published_id("form_template/project_evaluation")


@pytest.fixture
def of(store: Store) -> str:
    return project(store)


@pytest.fixture
def evaluation(store: Store, of: str) -> str:
    return str(planning.begin(store, of)["id"])


def rated(store: Store, stage: str = "pending", survey: str | None = None, degree: str = "internal", *, subject: str,
          **ratings: Any) -> str:  # fmt: skip
    answers = {f"{name}/{name}_rating": str(value) for name, value in ratings.items()}
    around = {"survey": survey, "subject": subject, "classification": degree, "audience": "ministry"}
    return response(store, FORM, answers, stage, **around)


def offers(store: Store, evaluation: str, **who: Any) -> dict[str, Offer]:
    return {one.id: one for one in evidence.offered(store, evaluation, **who)}


def test_responses_about_the_subject_and_the_evaluation_suggest_ratings(store: Store, of: str, evaluation: str) -> None:
    first = rated(store, subject=of, relevance=6, impact=2)
    second = rated(store, "approved", subject=evaluation, relevance=5, efficiency="nr")
    for stage in ("draft", "rejected", "returned"):
        rated(store, stage, subject=of, relevance=1)
    rated(store, subject=project(store), relevance=1)
    found = offers(store, evaluation)
    assert set(found) == {first, second}
    assert found[first].note == "Relevance 6.0 of 6; Impact 2.0 of 6"
    assert found[second].note == "Relevance 5.0 of 6"
    assert evidence.suggested(list(found.values())) == {
        "relevance": Suggested(5.5, 2), "impact": Suggested(2.0, 1),
    }  # fmt: skip


def test_a_survey_is_offered_whole_and_only_where_enough_answered(store: Store, of: str, evaluation: str) -> None:
    many, few = survey(store, FORM, subject=of), survey(store, FORM, subject=of)
    for place in range(6):
        rated(store, survey=many, subject=of, relevance=6 if place else 3)
    rated(store, survey=few, subject=of, relevance=1)
    found = offers(store, evaluation)
    assert set(found) == {many, few}
    assert found[many].note == "6 answers; Relevance 5.5 of 6"
    assert (found[few].note, found[few].ratings) == ("", {})
    assert evidence.suggested(list(found.values()))["relevance"] == Suggested(pytest.approx(5.5), 6)


def test_reports_of_a_project_and_its_meetings_are_offered_with_what_they_say(
    store: Store, of: str, evaluation: str
) -> None:
    sent = record.save(store, "progress_report", {
        "project": of, "period": "2026-Q3", "light": "amber", "per_cent": "62.5", "done_en": "Drilled",
    })["id"]  # fmt: skip
    steps.take(store, "progress_report", sent, "send")
    record.save(store, "progress_report", {"project": of, "period": "2026-Q4", "light": "red"})
    held = record.save(
        store, "engagement", {"project": of, "title_en": "Site visit", "kind": "visit", "starts": "2026-05-03"}
    )
    before = planning.begin(store, of)["id"]
    record.save(store, "evaluation", {"id": before, "overall": "3"})
    found = offers(store, evaluation)
    assert {one.type: one.note for one in found.values()} == {
        "progress_report": "Needs attention, 62.5 % done", "engagement": "Visit, 3 May 2026",
        "evaluation": "Moderately unsatisfactory",
    }  # fmt: skip
    assert found[held["id"]].title == "Site visit"


def test_indicators_of_the_project_are_offered_with_how_they_stand(store: Store, of: str, evaluation: str) -> None:
    values = {"name_en": "Wells in use", "project": of, "frequency": "year", "baseline": "0"}
    targets = [{"period": "2026", "value": "50"}]
    behind = record.save(store, "indicator", {**values, "targets": targets})["id"]
    empty = record.save(store, "indicator", values)["id"]
    record.save(store, "indicator", values | {"project": None})
    record.save(store, "indicator_value", {"indicator": behind, "period": "2026", "value": "40"})
    found = offers(store, evaluation)
    told = {id: bare(one.note) for id, one in found.items()}
    assert told == {behind: "At risk: 40 in 2026, target 50", empty: "No data"}
    evidence.attach(store, evaluation, "effectiveness", found[behind])
    [line] = record.show(store, "evaluation", evaluation)["evidence"]
    assert (line["criterion"], line["record"], line["note"]) == ("effectiveness", behind, told[behind])


def test_a_conference_has_its_reports(store: Store) -> None:
    meeting = record.save(store, "conference", {"title_en": "Board", "starts": "2026-09-21"})["id"]
    report = record.save(store, "conference_report", {"conference": meeting, "bottom_line_ar": "نجاح"})["id"]
    assert offers(store, planning.begin(store, meeting)["id"])[report].note == "نجاح"


def test_who_may_not_see_a_record_is_not_offered_it(store: Store, of: str, evaluation: str) -> None:
    open_one = rated(store, subject=of, relevance=6)
    secret = rated(store, degree="secret", subject=of, relevance=1)
    who = reach.reader(store, upto="confidential")
    assert set(offers(store, evaluation, who=who)) == {open_one}
    assert set(offers(store, evaluation)) == {open_one, secret}


def test_what_a_record_for_fewer_shows_is_not_written_in_the_evaluation(store: Store) -> None:
    meeting = record.save(store, "conference", {"title_en": "Board", "starts": "2026-09-21", "audience": "all"})["id"]
    told = {"conference": meeting, "bottom_line_en": "Vote against"}
    open_one, private, secret = (
        record.save(store, "conference_report", {**told, "audience": audience, "classification": degree})["id"]
        for audience, degree in (("ministry", "internal"), ("local", "internal"), ("ministry", "secret"))
    )
    evaluation = planning.begin(store, meeting)["id"]
    found = offers(store, evaluation)
    for id in (open_one, private, secret):
        evidence.attach(store, evaluation, "impact", found[id])
    kept = {one["record"]: one["note"] for one in record.show(store, "evaluation", evaluation)["evidence"]}
    assert kept == {open_one: "Vote against", private: None, secret: None}
