"""The sheet of a project on paper, read back in both languages: facts, shares, money with charts, results, risks, the
last report, returns of an endowment; as far as its reader may see it."""

from typing import Any

import pytest

from coopdesk.operations import listing, record, steps
from coopdesk.store.home import Store
from tests.documents.papers import LANGUAGES, holds, lacks, printed
from tests.operations.projects import made

SAID = {
    "en": ("Project sheet", "Untied", "Wells, pumps and latrines", "Rural Water Agency",
           "Yemen", "Basic drinking water", "Funding gap", "Money by year", "Money by source", "Money by country",
           "Money by sector", "Pledges against payments", "Hydrologist", "Wells in use", "Off track",
           "Reached 20 days late", "Roads are closed", "Financing agreement"),
    "ar": ("بطاقة المشروع", "آبار ومضخات", "وكالة المياه الريفية", "اليمن", "فجوة التمويل", "الأموال بحسب السنوات",
           "الأموال بحسب القطاعات", "مقابل المدفوعات", "الآبار العاملة", "متعثِّر", "تغلق الطرق",
           "اتفاقية التمويل"),
}  # fmt: skip
SUMS = ("6,000,000.00", "5,000,000", "4,500,000", "2,400,000", "2,600,000", "1,000,000.00")


@LANGUAGES
def test_all_of_a_project_is_told(store: Store, lang: str) -> None:
    text = printed(store, "project-sheet", made.project(store).project, lang)
    for one in ("en", "ar") if lang == "both" else (lang,):
        holds(text, *SAID[one])
    holds(text, *SUMS, "70", "30", "XM-DAC-998" if lang != "ar" else "998")


@LANGUAGES
def test_a_project_with_nothing_is_printed(store: Store, lang: str) -> None:
    id = record.save(store, "project", {})["id"]
    said = {"en": "Project without a title", "ar": "مشروع بلا عنوان", "both": "Project without a title"}
    text = printed(store, "project-sheet", id, lang)
    holds(text, said[lang])
    lacks(text, "Money", "الأموال", "Risks")


def test_shares_that_do_not_add_up_are_told(store: Store) -> None:
    one = made.project(store, project_countries=[{"country": "YE", "share": "70"}, {"country": "SD", "share": "20"}])
    holds(printed(store, "project-sheet", one.project, "en"), "The shares add up to 90 %.")
    whole = made.project(store)
    lacks(printed(store, "project-sheet", whole.project, "en"), "The shares add up")


def test_the_last_report_that_was_sent_is_on_the_sheet(store: Store) -> None:
    one = made.project(store)
    lacks(printed(store, "project-sheet", one.project, "en"), "Last progress report", "Eighty wells were drilled.")
    steps.take(store, "progress_report", one.report, "send")
    later = {"period": "2026-Q1", "done_en": "Earlier.", "done_ar": "قبل ذلك", "light": "green", "project": one.project}
    earlier = record.save(store, "progress_report", later)["id"]
    steps.take(store, "progress_report", earlier, "send")
    text = printed(store, "project-sheet", one.project, "en")
    holds(text, "Last progress report", "Second quarter of 2026", "Eighty wells were drilled.")
    lacks(text, "Earlier.")


def test_a_condition_of_the_no_objection_is_on_the_sheet(store: Store) -> None:
    one = made.project(store)
    steps.take(store, "project", one.project, "ask")
    steps.take(store, "project", one.project, "give_on_condition", comment="Only with a national partner.")
    holds(printed(store, "project-sheet", one.project, "en"), "on a condition", "Only with a national partner.")


def test_an_endowment_says_what_it_earned_and_where_that_went(store: Store) -> None:
    paid = made.project(store)
    returns = [{"year": 2025, "earned": made.money(80_000), "paid_out": made.money(60_000), "paid_to": paid.project}]
    values = {"title_en": "Water endowment", "kind": "waqf", "capital": made.money(2_000_000),
              "endowment_returns": returns}  # fmt: skip
    id = record.save(store, "project", values)["id"]
    text = printed(store, "project-sheet", id, "en")
    holds(text, "Returns by year", "80,000.00 USD", "60,000.00 USD", "Safe water for rural schools", "2,000,000.00 USD")


def test_money_that_is_in_no_figure_is_told(store: Store) -> None:
    money = {"type": "commitment", "on": "2026-01-01", "value": {"amount": "700", "currency": "EUR"}}
    one = made.project(store, transactions=[money])
    holds(printed(store, "project-sheet", one.project, "en"), "1 amount in EUR", "700.00 EUR")


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_fragility_of_a_country_bears_its_degree(store: Store, lang: str) -> None:
    yemen = next(one["id"] for one in listing.views(store, listing.open_list(store, "country", where={"code": "YE"})))
    values = {"fragility": "Ranked eighth", "classification": "confidential", "audience": "ministry"}
    record.save(store, "country", {"id": yemen, **values})
    one = made.project(store)
    holds(printed(store, "project-sheet", one.project, lang), "Ranked eighth", DEGREE[lang])
    text = printed(store, "project-sheet", one.project, lang, "internal")
    lacks(text, "Ranked eighth", DEGREE[lang])


DEGREE = {"en": "CONFIDENTIAL", "ar": "محدود"}


def test_money_of_one_source_is_a_fact_and_no_chart(store: Store) -> None:
    line = {"type": "disbursement", "on": "2026-01-01", "value": made.money(4000), "source": "donation"}
    one = made.project(store, transactions=[line], project_sectors=[{"sector": "14030"}])
    text = printed(store, "project-sheet", one.project, "en")
    holds(text, "Donations: 4 (thousand USD)")
    for title in ("Money by source", "Money by sector"):
        lacks(text, f"{title} (thousand USD)")
    holds(text, "Money by country (thousand USD)")
    lacks(text, "Sector (DAC)")


def test_the_address_of_a_paper_stands_under_its_title(store: Store) -> None:
    text = printed(store, "project-sheet", made.project(store).project, "en")["by_poppler"]
    assert "Financingagreementhttps://example.org/wash/agreement.pdf" in text


def test_a_long_project_is_printed_whole(store: Store) -> None:
    types = ("pledge", "commitment", "disbursement")
    line: dict[str, Any] = {"value": made.money(1000), "source": "donation"}
    many = [
        line | {"type": types[n % 3], "on": f"20{10 + n // 12}-{n % 12 + 1:02}-11", "description": f"Tranche {n}"}
        for n in range(200)
    ]  # fmt: skip
    title = "A name of three hundred letters " * 9 + "and its end."
    long = {"title_en": title, "description_en": "Words and words. " * 2000, "transactions": many}
    one = made.project(store, **long)
    text = printed(store, "project-sheet", one.project, "en")
    holds(text, "and its end.")
    plain = text["by_poppler"]
    assert sum(f"Tranche{place}0" in plain for place in range(1, 20)) == 19
    assert plain.count("Whatfor") > 3
