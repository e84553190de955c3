"""What is counted for indicators in transactions, engagements and answers."""

from decimal import Decimal
from typing import Any

import pytest

from coopdesk.calendars import today
from coopdesk.operations import reach, record
from coopdesk.operations.indicators import counted_from
from coopdesk.operations.indicators.actuals import NOT_CONVERTED, TOO_FEW, actuals
from coopdesk.store.home import Store
from tests.operations.forms.surveys import response, survey, template
from tests.operations.indicators.measured import at, indicator, number_at, project


def money(amount: int, currency: str = "USD") -> dict[str, Any]:
    return {"amount": str(amount), "currency": currency}


@pytest.fixture
def paid(store: Store) -> str:
    """A project to which was paid in two currencies, and pledged."""
    return project(store, project_countries=[{"country": "YE", "share": "100"}], transactions=[
        {"type": "pledge", "on": "2026-01-10", "value": money(9000)},
        {"type": "disbursement", "on": "2026-01-15", "value": money(100), "source": "government"},
        {"type": "disbursement", "on": "2026-05-15", "value": money(365, "QAR"), "equivalent": money(100),
         "source": "donation", "country": "SY"},
        {"type": "expenditure", "on": "2026-06-01", "value": money(500, "EUR"), "source": "government"},
        {"type": "disbursement", "on": "2025", "value": money(7), "source": "government"},
    ])  # fmt: skip


def test_a_number_bears_the_degree_of_the_lines_that_are_counted(store: Store, paid: str) -> None:
    one = indicator(store, method="transactions", project=paid, currency="USD", measure="money")
    assert "secret" not in counted_from.degrees_of(store, [one], reach.ANYBODY).values()
    lines = record.show(store, "project", paid)["transactions"]
    record.save(store, "transaction", {"id": lines[0]["id"], "classification": "secret"})
    assert counted_from.degrees_of(store, [one], reach.ANYBODY)[lines[0]["id"]] == "secret"


def test_money_counts_in_its_currency_or_in_what_equals_it(store: Store, paid: str) -> None:
    one = indicator(store, method="transactions", project=paid, currency="USD", measure="money")
    found = at(store, one, "2026")
    assert found is not None
    assert (found.value, found.left_out, found.computed) == (200, 1, True)
    assert number_at(store, one, "2026-Q1") == 100
    assert number_at(store, one, "2025") == 7
    assert number_at(store, one, "2025-Q1") == 0
    only = at(store, one, "2026-06")
    assert only is not None
    assert (only.value, only.why, only.left_out) == (None, NOT_CONVERTED, 1)
    assert at(store, one, "2030") is None
    assert at(store, one, "2024") is None


def test_money_is_counted_in_the_currency_of_the_ministry_where_none_is_said(store: Store, paid: str) -> None:
    found = at(store, indicator(store, method="transactions", project=paid, measure="money"), "2026")
    assert found is not None
    assert (found.value, found.left_out) == (200, 1)


def test_lines_for_fewer_readers_are_counted_for_none_but_these(store: Store, paid: str) -> None:
    one = indicator(store, method="transactions", project=paid, currency="USD", measure="money")
    came = indicator(store, method="engagements", counted="attendees")
    record.save(store, "engagement", {
        "title_en": "Course", "kind": "training", "starts": "2026-02-01",
        "attendees": [{"name": "A", "came": True}, {"name": "B", "came": True, "classification": "secret"}],
    })  # fmt: skip
    line = next(one for one in record.show(store, "project", paid)["transactions"] if one["on"] == "2026-01-15")
    record.save(store, "transaction", {"id": line["id"], "classification": "secret"})
    for who, money_of, people in ((reach.ANYBODY, 200, 2), (reach.reader(store, upto="internal"), 100, 1)):
        found = actuals(store, [one, came], ["2026"], who)
        assert {cell.indicator: actual.value for cell, actual in found.items()} == {one: money_of, came: people}


def test_money_is_told_by_type_source_project_and_country(store: Store, paid: str) -> None:
    other = project(store, transactions=[{"type": "disbursement", "on": "2026-02-01", "value": money(1)}])
    given = {"method": "transactions", "currency": "USD", "measure": "money"}
    assert number_at(store, indicator(store, **given), "2026") == 201
    assert number_at(store, indicator(store, project=other, **given), "2026") == 1
    assert number_at(store, indicator(store, transaction_types=["pledge"], **given), "2026") == 9000
    assert number_at(store, indicator(store, money_sources=["donation"], **given), "2026") == 100
    parts = indicator(store, project=paid, parts=["country"], **given)
    found = {cell.part: one.value for cell, one in actuals(store, [parts], ["2026"]).items()}
    assert found == {"": 200, "country=SY": 100, "country=YE": 100}


def test_money_of_several_countries_and_sectors_is_divided_by_the_shares_of_its_project(store: Store) -> None:
    project(
        store, classification="internal",
        project_countries=[{"country": "YE", "share": "60"}, {"country": "SO", "share": "30"},
                           {"country": "SD", "share": "10", "classification": "secret"}],
        project_sectors=[{"sector": "11220"}, {"sector": "11230"}, {"sector": "12220", "share": "75"}],
        transactions=[
            {"type": "disbursement", "on": "2026-02-01", "value": money(100)},
            {"type": "disbursement", "on": "2026-02-02", "value": money(7), "country": "SO", "sector": "72010"},
            {"type": "disbursement", "on": "2026-02-03", "value": money(9, "QAR")},
        ],
    )  # fmt: skip
    one = indicator(store, method="transactions", currency="USD", measure="money", parts=["country", "sector"])
    found = {cell.part: one.value for cell, one in actuals(store, [one], ["2026"]).items()}
    assert found == {
        "": 107, "country=YE": 60, "country=SO": 37, "country=SD": 10, "sector=112": 25, "sector=122": 75,
        "sector=720": 7,
    }  # fmt: skip
    assert {one.left_out for one in actuals(store, [one], ["2026"]).values()} == {0, 1}
    below = actuals(store, [one], ["2026"], reach.ANYBODY._replace(upto="internal"))
    assert "country=SD" not in {cell.part for cell in below}


def test_a_project_that_a_reader_may_not_see_counts_for_nothing(store: Store, paid: str) -> None:
    one = indicator(store, method="transactions", currency="USD")
    assert actuals(store, [one], ["2026"], reach.reader(store, "all")) == {}
    record.save(store, "project", {"id": paid, "audience": "all"})
    assert [one.value for one in actuals(store, [one], ["2026"], reach.reader(store, "all")).values()] == [200]


def test_engagements_and_who_came_are_counted_once_held(store: Store) -> None:
    people = [{"name": "A", "sex": "female", "came": True, "certificate": True}, {"name": "B", "sex": "male"},
              {"name": "C", "sex": "male", "came": True}]  # fmt: skip
    for kind, day, more in (("training", "2026-02-01", {"attendees": people, "reach": 10}), ("media", "2026-03-01", {}),
                            ("training", "2199-01-01", {"attendees": people})):  # fmt: skip
        record.save(store, "engagement", {
            "title_en": kind, "title_ar": "فعالية", "kind": kind, "starts": day, "country": "YE", **more,
        })  # fmt: skip

    def count(what: str | None, period: str = "2026", part: str = "", **values: Any) -> Decimal | None:
        one = indicator(store, method="engagements", counted=what, measure="number", **values)
        return number_at(store, one, period, part)

    assert count(None) == 2
    assert count("engagements", engagement_kinds=["training"]) == 1
    assert (count("attendees"), count("women"), count("certificates"), count("reach")) == (2, 1, 1, 10)
    assert count("attendees", part="sex=male", parts=["sex"]) == 1
    assert count("engagements", part="country=YE", parts=["country"]) == 2
    assert count("engagements", "2199") is None
    assert count("engagements", today()[:4], starts="2020") is not None


def test_answers_are_counted_over_every_version_of_a_form(store: Store) -> None:
    first = template(store)
    newer = template(store, version="2")
    for form, days, grade, stage, day in (
        (first, 4, "s5", "approved", "2026-01-05"), (newer, 8, "s5", "pending", "2026-04-01"),
        (newer, 0, "s1", "approved", "2026-04-02"), (newer, 99, "s5", "draft", "2026-04-02"),
        (newer, 99, "s5", "rejected", "2026-04-02"),
    ):  # fmt: skip
        response(store, form, {"service/days": days, "service/csat_speed": grade, "service/ways": "mail phone"},
                 stage, answered_on=day)  # fmt: skip

    def told(statistic: str, question: str | None, answer: str | None = None, period: str = "2026") -> Decimal | None:
        one = indicator(store, method="survey", form=first, question=question, answer=answer, statistic=statistic)
        return number_at(store, one, period)

    assert told("count", None) == told("count", "service/days") == 3
    assert told("chosen", "service/csat_speed", "s5") == 2
    assert told("share", "service/csat_speed", "s5") == Decimal("66.666667")
    assert told("share", "service/csat_speed", "s5", "2026-Q2") == 50
    assert told("chosen", "service/ways", "phone") == 3
    assert (told("mean", "service/days"), told("sum", "service/days")) == (4, 12)
    assert told("mean", "service/days", period="2026-Q3") is None
    assert told("count", None, period="2026-Q3") == 0


def test_few_answers_to_an_anonymous_survey_stay_untold(store: Store) -> None:
    form = template(store)
    survey(store, form, anonymous=True, fewest=3)
    one = indicator(store, method="survey", form=form, question="service/days", statistic="mean")
    for n in range(3):
        found = at(store, one, "2026")
        assert found is None or found.why == TOO_FEW
        assert (found is None) == (n == 0)
        response(store, form, {"service/days": 5}, answered_on="2026-01-05")
    assert number_at(store, one, "2026") == 5


def test_what_few_answered_in_a_quarter_is_not_what_the_year_leaves_over(store: Store) -> None:
    form = template(store)
    survey(store, form, anonymous=True, fewest=5)
    one = indicator(store, method="survey", form=form, question="service/days", statistic="sum", frequency="quarter")
    for place in range(12):
        response(store, form, {"service/days": 7}, answered_on="2026-02-01" if place < 9 else "2026-05-01")
    kept_back = [at(store, one, period) for period in ("2026-Q1", "2026-Q2", "2026-H1", "2026-02", "2026-05")]
    assert {found and found.why for found in kept_back} == {TOO_FEW}
    assert number_at(store, one, "2026") == 84
    for _ in range(2):
        response(store, form, {"service/days": 7}, answered_on="2026-06-01")
    assert [number_at(store, one, period) for period in ("2026-Q1", "2026-Q2", "2026-H1")] == [63, 35, 98]
    hidden = at(store, one, "2026-06")
    assert hidden is not None
    assert hidden.why == TOO_FEW
