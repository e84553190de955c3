"""The report of an evaluation on paper: ratings, reasons, evidence, recommendations with answers, what is hidden."""

import subprocess

import pytest

from coopdesk.documents import evaluation_ratings
from coopdesk.documents.style import CELL
from coopdesk.documents.text import Text
from coopdesk.i18n import using
from coopdesk.operations import printing, reach, record, steps
from coopdesk.operations.evaluations import evidence, responding
from coopdesk.operations.reach import ANYBODY, Reader
from coopdesk.store.home import Store
from tests.operations.evaluations.made import judged
from tests.operations.evaluations.test_evidence import rated


def told(store: Store, id: str, lang: str = "en", who: Reader = ANYBODY) -> str:
    pdf = printing.prepare(store, "evaluation-report", id, lang, who=who).pdf()
    text = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True).stdout
    return " ".join(text.decode().split())


@pytest.fixture
def answered(store: Store) -> str:
    """A report that is ready, with evidence for all and for few, an answer and an action that is late."""
    id = judged(store, summary_en="It works.", summary_ar="ناجح.", overall="4")
    subject = record.show(store, "evaluation", id)["subject"]
    rated(store, subject=subject, relevance=6)
    rated(store, degree="secret", subject=subject, impact=1)
    for one in evidence.offered(store, id):
        evidence.attach(store, id, "impact" if "impact" in one.ratings else "relevance", one)
    [few, _] = record.show(store, "evaluation", id)["evidence"]
    record.save(store, "evidence", {"id": few["id"], "note": "Impact 1.0 of 6"})
    record.save(store, "evaluation", {
        "id": id, "evidence": [{"criterion": "efficiency", "note": "Twelve interviews"}],
        "findings": [{"kind": "finding", "text_en": "Pumps came late"}, {"kind": "conclusion", "text_en": "Go on"}],
    })  # fmt: skip
    first, second = record.show(store, "evaluation", id)["evaluation_recommendations"]
    found = record.show(store, "evaluation", id)["findings"]
    record.save(store, "evaluation_recommendation", {"id": second["id"], "finding": found[1]["id"]})
    steps.take(store, "evaluation", id, "begin")
    steps.take(store, "evaluation", id, "report")
    responding.respond(store, id, first["id"], {"answer": "partly", "reason_en": "Two of four", "reason_ar": "اثنان"})
    [action] = responding.make_actions(store, id)
    record.save(store, "action", {"id": action, "due": "2026-01-02"})
    return id


def test_the_report_tells_all_of_it_in_order(store: Store, answered: str) -> None:
    text = told(store, answered)
    places = [text.index(one) for one in (
        "Overall rating 4 – Moderately satisfactory", "It works.", "2. Ratings", "Relevance: 2 – Unsatisfactory",
        "Do the objectives", "Relevance 6.0 of 6", "Why relevance", "Lesson of relevance", "Twelve interviews",
        "Sustainability: Not rated", "Findings", "Pumps came late", "Conclusions", "2. Go on", "Recommendations",
        "Train the operators", "No. 2", "Two of four", "Overdue", "Annex: evidence",
    )]  # fmt: skip
    assert places == sorted(places)
    assert "Not answered" in text
    assert "DRAFT" not in text


@pytest.mark.parametrize("lang", ["ar", "both"])
def test_the_report_is_printed_in_arabic_too(store: Store, answered: str, lang: str) -> None:
    text = told(store, answered, lang)
    for expected in ("ناجح", "تدريب المشغلين", "اثنان", "الملاءمة"):
        assert expected in text, expected


def test_evidence_for_fewer_is_left_out_with_what_it_shows_and_the_paper_says_so(store: Store, answered: str) -> None:
    whole = printing.prepare(store, "evaluation-report", answered, "en")
    assert whole.source.classification == "secret"
    assert "Impact 1.0 of 6" in told(store, answered)
    who = reach.reader(store, upto="internal")
    text = told(store, answered, who=who)
    assert "Impact 1.0 of 6" not in text
    assert "Relevance 6.0 of 6" in text
    assert "1 item is left out" in text
    assert printing.prepare(store, "evaluation-report", answered, "en", who=who).source.classification == "internal"


def test_what_was_evaluated_and_what_is_done_are_told_to_whom_they_are_for(store: Store, answered: str) -> None:
    view = record.show(store, "evaluation", answered)
    record.save(store, "project", {"id": view["subject"], "title_en": "Falcon", "classification": "secret"})
    [action] = view["management_responses"][0]["actions"]
    record.save(store, "action", {"id": action, "classification": "secret"})
    first = record.show(store, "action", action)["owner"]
    record.save(store, "organization", {"id": first, "name_en": "Bureau"})
    owner = record.save(store, "organization", {"name_en": "Silent Bureau"})["id"]
    text = told(store, answered, who=reach.reader(store, upto="internal"))
    assert "Falcon" not in text
    assert "of 1 done" not in text
    whole = told(store, answered)
    assert "Of what Falcon" in whole
    assert "0 of 1 done" in whole
    other = record.save(store, "action", {"text_en": "Buy pumps", "owner": owner, "status": "open"})["id"]
    record.save(store, "management_response", {"id": view["management_responses"][0]["id"], "actions": [action, other]})
    record.save(store, "organization", {"id": owner, "audience": "ministry", "classification": "secret"})
    assert "Silent Bureau" in told(store, answered)
    assert "Silent Bureau" not in told(store, answered, who=reach.reader(store, upto="internal"))


def test_a_judgement_that_is_not_ready_is_a_draft(store: Store) -> None:
    assert "DRAFT" in told(store, judged(store))


def test_a_rating_reads_with_its_number_first_in_a_cell_too() -> None:
    with using("ar"):
        assert Text(evaluation_ratings.told("5"), CELL).rtl
    assert not Text(evaluation_ratings.told("5"), CELL).rtl


def test_a_bar_tells_how_far_it_is_from_the_end_of_the_scale() -> None:
    half, whole = (evaluation_ratings.chart({"impact": rating}, 400, 200, rtl=False).shapes for rating in ("3", "6"))
    assert max(one.width for one in half if hasattr(one, "shade") and hasattr(one, "tip")) * 2 == pytest.approx(
        max(one.width for one in whole if hasattr(one, "shade") and hasattr(one, "tip"))
    )
