"""A progress report on paper, read back in both languages: what is asked, what was done, milestones, money; as far as
its reader may see it."""

from coopdesk.operations import record
from coopdesk.store.home import Store
from tests.documents.papers import LANGUAGES, holds, lacks, printed
from tests.operations.projects import made

SAID = {
    "en": ("Safe water for rural schools: Second quarter", "Needs attention", "40 % of the money needed",
           "Extend the second phase by a quarter.", "Eighty wells were drilled.", "First hundred wells",
           "91 days late", "Wells in use"),
    "ar": ("المياه المأمونة للمدارس الريفية", "تمديد المرحلة الثانية ربع سنة", "أول مئة بئر", "الآبار العاملة"),
}  # fmt: skip


@LANGUAGES
def test_it_is_told_how_the_project_goes(store: Store, lang: str) -> None:
    text = printed(store, "progress-report", made.project(store).report, lang)
    for one in ("en", "ar") if lang == "both" else (lang,):
        holds(text, *SAID[one])
    holds(text, "300,000.00")
    lacks(text, "All wells handed over", "Survey of schools done", "900,000.00")


def test_a_payment_known_to_the_month_is_of_its_period(store: Store) -> None:
    one = made.project(store)
    line = {"type": "disbursement", "on": "2026-04", "value": made.money(77_000)}
    record.save(store, "project", {"id": one.project, "transactions": [line]})
    holds(printed(store, "progress-report", one.report, "en"), "77,000.00", "300,000.00")


def test_a_report_of_no_project_is_printed(store: Store) -> None:
    id = record.save(store, "progress_report", {"done_en": "Nothing yet."})["id"]
    holds(printed(store, "progress-report", id, "en"), "Nothing yet.", "Project without a title")


def test_what_the_reader_may_not_see_of_the_project_is_left_out_and_that_is_said(store: Store) -> None:
    one = made.project(store)
    record.save(store, "project", {"id": one.project, "classification": "secret"})
    whole, text = (printed(store, "progress-report", one.report, "en", upto) for upto in ("", "internal"))
    holds(whole, "SECRET", "Safe water")
    lacks(text, "SECRET", "Safe water", "300,000.00", "First hundred wells")
    holds(text, "is left out")
