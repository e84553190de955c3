"""The scoreboard of indicators and the summary of a quarter on paper, read back in both languages."""

import pytest

from coopdesk.operations import listing, printing, reach, record
from coopdesk.operations.printed_list import Listed
from coopdesk.store.home import Store
from tests.documents import papers
from tests.documents.papers import LANGUAGES, holds, lacks
from tests.documents.test_pages import by_pdfium, by_poppler
from tests.operations.indicators.measured import indicator, project, value


def printed(store: Store, name: str, lang: str, listed: Listed, word: str = "") -> dict[str, str]:
    pdf = printing.prepare(store, name, None, lang, listed, reach.reader(store, word)).pdf()
    return {read.__name__: papers._plain(read(pdf)) for read in (by_poppler, by_pdfium)}


@pytest.fixture
def clinic(store: Store) -> str:
    """A project that began, with an indicator that fell behind in the quarter."""
    clinic = project(store, "Clinic", status="implementation", actual_start="2026-07-03")
    one = indicator(store, "Visits", code="V-1", measure="number", project=clinic, parts=["country"], targets=[
        {"period": "2026-Q2", "value": "10"}, {"period": "2026-Q3", "value": "20"}])  # fmt: skip
    for period, number in (("2026-Q2", 12), ("2026-Q3", 11)):
        value(store, one, period, number)
    value(store, one, "2026-Q3", 7, part="country=YE")
    return clinic


SCOREBOARD = {
    "en": ("Indicator scoreboard", "V-1 Visits", "× Off track", "11 in Q3 2026", "Clinic", "by country, Q3 2026",
           "231 indicators are not listed"),
    "ar": ("لوحة المؤشرات", "مؤشر", "متعثِّر", "مشروع"),
}  # fmt: skip
QUARTER = {
    "en": ("Third quarter of 2026", "Projects running", "Indicators that changed status", "Visits", "On track"),
    "ar": ("الفصلي", "الجارية", "متعثِّر"),
}


@LANGUAGES
def test_the_scoreboard_tells_how_indicators_stand(store: Store, clinic: str, lang: str) -> None:
    text = printed(store, "indicator-scoreboard", lang, Listed("indicator", group="project"))
    for one in ("en", "ar") if lang == "both" else (lang,):
        holds(text, *SCOREBOARD[one])


def test_what_both_languages_say_alike_stands_once(store: Store) -> None:
    one = indicator(store, "Rate", measure="per_cent", targets=[{"period": "2026-Q3", "value": "83"}])
    value(store, one, "2026-Q3", 50)
    text = printed(store, "indicator-scoreboard", "both", Listed("indicator"))["by_poppler"]
    assert text.count("83%") == 1


def test_a_map_is_drawn_of_several_countries_and_one_is_a_sentence(store: Store, clinic: str) -> None:
    listed = Listed("indicator", group="project")
    text = printed(store, "indicator-scoreboard", "en", listed)
    holds(text, "by country, Q3 2026 – Yemen: 7")
    lacks(text, "Each square is a State")
    one = next(row["id"] for row in listing.views(store, listing.open_list(store, "indicator")) if row["code"] == "V-1")
    value(store, one, "2026-Q3", 4, part="country=SO")
    holds(printed(store, "indicator-scoreboard", "en", listed), "Each square is a State")


def test_the_scoreboard_stands_at_the_end_of_a_period(store: Store, clinic: str) -> None:
    text = printed(store, "indicator-scoreboard", "en", Listed("indicator", period="2026-Q2"))
    holds(text, "As it stood at the end of Second quarter of 2026", "✓ On track", "12 in Q2 2026")
    lacks(text, "11 in Q3 2026")


@LANGUAGES
def test_the_summary_tells_a_quarter(store: Store, clinic: str, lang: str) -> None:
    text = printed(store, "quarterly-summary", lang, Listed("project", period="2026-Q3"))
    for one in ("en", "ar") if lang == "both" else (lang,):
        holds(text, *QUARTER[one])


def test_papers_bear_the_degree_of_what_is_counted_and_tell_others_nothing_of_it(store: Store, clinic: str) -> None:
    record.save(store, "project", {"id": clinic, "classification": "confidential"})
    quarter, board = Listed("project", period="2026-Q3"), Listed("indicator", group="project")
    holds(printed(store, "quarterly-summary", "en", quarter), "CONFIDENTIAL")
    lacks(printed(store, "quarterly-summary", "en", quarter, "all"), "CONFIDENTIAL", "Clinic", "Visits")
    lacks(printed(store, "indicator-scoreboard", "en", board, "all"), "Clinic", "11 in Q3 2026")
