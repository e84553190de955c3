"""The logical framework of a project on paper, read back in both languages: results in their order, indicators with
targets and actuals, parts, assumptions and risks; as far as its reader may see them."""

import pypdfium2
import pytest

from coopdesk.documents.project_indicators import in_order
from coopdesk.operations import listing, printing, record
from coopdesk.operations.examples import add_examples
from coopdesk.records.project import Result
from coopdesk.store.home import Store
from tests.documents.papers import LANGUAGES, holds, lacks, printed
from tests.operations.projects import made

SAID = {
    "en": ("Logical framework", "Pupils drink safe water", "Output 1.1.2", "Wells in use", "Unit: wells",
           "Schools stay open.", "Off track", "No data", "Roads are closed for weeks.", "Likely"),
    "ar": ("الإطار المنطقي", "تبقى المدارس مفتوحة", "سجل المدارس", "متعثِّر", "لا توجد بيانات"),
}  # fmt: skip


@LANGUAGES
def test_results_stand_beside_their_indicators(store: Store, lang: str) -> None:
    text = printed(store, "logframe", made.project(store).project, lang)
    for one in ("en", "ar") if lang == "both" else (lang,):
        holds(text, *SAID[one])
    holds(text, "12,000", "29,000")
    if lang == "en":
        holds(text, "150 (2026)", "400 (2028)", "100 (2026)", "12,000 (2024)", "29,000 (2025)")


def test_a_value_that_nobody_approved_says_so(store: Store) -> None:
    text = printed(store, "logframe", made.project(store).project, "en")
    holds(text, "100 (2026) Draft")


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_result_is_said_once_over_its_indicators_and_what_all_share_once(store: Store, lang: str) -> None:
    one = made.project(store)
    second = {"name_en": "Depth of wells", "name_ar": "عمق الآبار", "code": "W4", "source_en": "School register",
              "source_ar": "سجل المدارس", "project": one.project}  # fmt: skip
    result = record.show(store, "indicator", one.indicators[1])["result"]
    extra = record.save(store, "indicator", second | {"result": result})["id"]
    text = printed(store, "logframe", one.project, lang)["by_pdfium"]
    title, source = {"en": ("Wellsaredrilled", "Schoolregister"), "ar": ("حفرتالآبار", "سجلالمدارس")}[lang]
    assert text.count(title) == 1
    assert text.count(source) == 1
    if lang == "en":
        assert text.index(title) < text.index("W2") < text.index("W4")
    record.save(store, "indicator", {"id": extra, "source_en": "Drilling log", "source_ar": "سجل الحفر"})
    assert printed(store, "logframe", one.project, lang)["by_pdfium"].count(source) == 3


def test_values_by_period_stand_in_the_order_of_the_results(store: Store) -> None:
    one = made.project(store)
    for indicator, code in zip(one.indicators, ("Z9", "M5", "A1"), strict=True):
        record.save(store, "indicator", {"id": indicator, "code": code})
    text = printed(store, "logframe", one.project, "en")["by_poppler"]
    frame, periods = text.split("Targetsandactualsbyperiod")
    assert frame.index("Z9") < frame.index("M5") < frame.index("A1")
    assert periods.index("Z9") < periods.index("M5")


def test_results_without_indicators_are_printed(store: Store) -> None:
    results = [{"level": "goal", "code": "1", "title_en": "Children are healthy"}]
    id = record.save(store, "project", {"title_en": "Health", "results": results})["id"]
    holds(printed(store, "logframe", id, "en"), "Goal 1", "Children are healthy")
    holds(printed(store, "project-sheet", id, "en"), "Goal 1", "Children are healthy")


@pytest.mark.parametrize(("lang", "pages"), [("en", 3), ("ar", 3)])
def test_the_frame_of_the_example_lies_on_three_pages(store: Store, lang: str, pages: int) -> None:
    add_examples(store)
    found = listing.views(store, listing.open_list(store, "project"))
    id = next(one["id"] for one in found if "Bangladesh" in one["title_en"])
    for name, most in (("logframe", pages), ("project-sheet", 4)):
        with pypdfium2.PdfDocument(printing.prepare(store, name, id, lang).pdf()) as document:
            assert len(document) == most, name


def test_parts_stand_under_their_indicator(store: Store) -> None:
    one = made.project(store)
    values = {"indicator": one.indicators[0], "period": "2025", "part": "sex=female", "value": "15001"}
    record.save(store, "indicator_value", values)
    holds(printed(store, "logframe", one.project, "en"), "15,001", "Women and girls")


def test_an_indicator_of_no_result_is_of_the_whole(store: Store) -> None:
    one = made.project(store)
    record.save(store, "indicator", {"name_en": "Cost per pupil", "project": one.project})
    holds(printed(store, "logframe", one.project, "en"), "Of the project as a whole", "Cost per pupil")


@LANGUAGES
def test_a_project_with_nothing_is_printed(store: Store, lang: str) -> None:
    id = record.save(store, "project", {})["id"]
    said = {"en": "Nobody wrote results", "ar": "المؤشرات", "both": "Nobody wrote results"}
    holds(printed(store, "logframe", id, lang), said[lang])


def test_what_the_reader_may_not_see_counts_nowhere(store: Store) -> None:
    one = made.project(store)
    values = {"indicator": one.indicators[1], "period": "2027", "value": "777", "classification": "secret"}
    record.save(store, "indicator_value", values)
    whole, text = (printed(store, "logframe", one.project, "en", upto) for upto in ("", "internal"))
    holds(whole, "SECRET", "777 (2027)")
    lacks(text, "SECRET", "777")
    holds(text, "INTERNAL", "1 item is left out", "100 (2026)")


@pytest.mark.parametrize("count", [60])
def test_a_long_frame_repeats_its_head(store: Store, count: int) -> None:
    one = made.project(store)
    for place in range(count):
        values = {
            "name_en": f"Indicator {place} " + "long " * 55, "project": one.project, "code": f"1.{place}",
            "targets": [{"period": str(year), "value": "9"} for year in range(2020, 2033)],
        }  # fmt: skip
        record.save(store, "indicator", values)
    text = printed(store, "logframe", one.project, "en")["by_poppler"]
    assert text.count("Assumptions") > 5
    assert text.index("1.9Indicator9long") < text.index("1.10Indicator10long")
    assert "1.59Indicator59long" in text


def test_what_leads_to_a_result_stands_under_it_and_a_circle_ends() -> None:
    lines = [
        Result(id="p2", level="output", part_of="o1"), Result(id="o2", level="outcome", part_of="g"),
        Result(id="g", level="goal"), Result(id="o1", level="outcome", part_of="g"),
        Result(id="a", level="output", part_of="b"), Result(id="b", level="output", part_of="a"),
        Result(id="p1", level="output", part_of="elsewhere"),
    ]  # fmt: skip
    assert [one.id for one in in_order(lines)] == ["g", "o2", "o1", "p2", "p1", "a", "b"]


def test_what_is_computed_bears_the_degree_of_what_it_is_computed_from(store: Store) -> None:
    """A value of another indicator, which is on no paper itself, raises the degree of a paper with their quotient."""
    one = made.project(store)
    top, bottom = (record.save(store, "indicator", {"name_en": name, "frequency": "year"})["id"] for name in "ab")
    for indicator, degree in ((top, "secret"), (bottom, "internal")):
        values = {"indicator": indicator, "period": "2026", "value": "8", "classification": degree}
        record.save(store, "indicator_value", values)
    ratio = {"name_en": "Ratio", "method": "ratio", "numerator": top, "denominator": bottom, "project": one.project}
    record.save(store, "indicator", ratio | {"frequency": "year"})
    holds(printed(store, "logframe", one.project, "en"), "SECRET", "1 (2026)")
    lacks(printed(store, "logframe", one.project, "en", "internal"), "SECRET", "1 (2026)")
