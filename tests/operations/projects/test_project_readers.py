"""What is told of projects, indicators and evaluations tells a reader of no line, report or body that he may not see,
and bears the degree of each line of which it tells."""

from typing import Any

import pytest

from coopdesk.errors import Refused
from coopdesk.operations import listing, printing, reach, record, steps
from coopdesk.operations.evaluations import lessons, responding
from coopdesk.operations.indicators import actuals, scoreboard
from coopdesk.operations.printed_list import Listed
from coopdesk.operations.projects import money, overlap_words, portfolio as found_by, progress
from coopdesk.operations.reach import Reader
from coopdesk.store.home import Store
from tests.operations.evaluations.made import judged
from tests.operations.indicators.measured import indicator, value
from tests.operations.projects.ventures import paid, project, usd

SECRET = {"classification": "secret"}


@pytest.fixture
def below(store: Store) -> Reader:
    """A reader who may see what is internal."""
    return reach.reader(store, "", "internal")


def test_the_returns_of_an_endowment_are_told_without_hidden_lines(store: Store, below: Reader) -> None:
    id = project(store, "Endowment", endowment_returns=[
        {"year": 2026, "earned": usd("100"), "paid_out": usd("10")},
        {"year": 2026, "earned": usd("7000"), "paid_out": usd("700"), **SECRET},
        {"year": 2025, "earned": usd("3000"), **SECRET},
    ])  # fmt: skip
    told = money.of_project(store, id, who=below).returns
    assert [(one.year, one.earned, one.paid_out) for one in told] == [(2026, 10_000, 1_000)]
    assert len(money.of_project(store, id).returns) == 2


def test_the_portfolio_tells_a_reader_of_no_hidden_milestone_report_or_body(store: Store, below: Reader) -> None:
    quiet = str(record.save(store, "organization", {"name_en": "Quiet body", "audience": "ministry", **SECRET})["id"])
    id = project(store, "Wells", milestones=[
        {"title_en": "Open step", "due": "2026-01-01", "responsible": quiet},
        {"title_en": "Hidden step", "due": "2020-01-01", **SECRET},
    ])  # fmt: skip
    for period, light, degree in (("2026-Q1", "green", "internal"), ("2026-Q2", "red", "secret")):
        values = {"project": id, "period": period, "light": light, "done_en": "x", "classification": degree}
        steps.take(store, "progress_report", record.save(store, "progress_report", values)["id"], "send")
    found = listing.open_list(store, "project")
    [told] = found_by.portfolio(store, found, below)
    assert [(one.title, one.who) for one in told.points] == [("Open step", "")]
    assert (told.light, told.period) == ("green", "2026-Q1")
    [whole] = found_by.portfolio(store, found)
    assert (len(whole.points), whole.light) == (2, "red")


def test_who_owes_a_report_has_no_name_for_who_may_not_see_him(store: Store, below: Reader) -> None:
    quiet = str(record.save(store, "organization", {"name_en": "Quiet body", "audience": "ministry", **SECRET})["id"])
    project(store, "Wells", status="implementation", reports="yearly", actual_start="2024-01-01", reporting=quiet)
    assert {one.who for one in progress.owed(store, below)} == {""}
    assert {one.who for one in progress.owed(store)} == {"Quiet body"}


def test_the_quarterly_summary_is_as_secret_as_a_payment_that_it_counts(store: Store) -> None:
    payments = [paid("disbursement", "2026-05-01", "1"), paid("disbursement", "2026-05-02", "2", **SECRET)]
    project(store, "Wells", transactions=payments)
    for upto, degree in (("", "secret"), ("internal", "internal")):
        who = reach.reader(store, "", upto)
        made = printing.prepare(store, "quarterly-summary", None, "en", Listed("project", period="2026-Q2"), who)
        assert made.source.classification == degree


def test_what_is_counted_for_an_indicator_leaves_out_hidden_lines(store: Store, below: Reader) -> None:
    id = project(store, "Wells", transactions=[
        paid("disbursement", "2026-05-01", "1"), paid("disbursement", "2026-05-02", "20", **SECRET),
    ])  # fmt: skip
    people = [{"name": "Open", "came": True}, {"name": "Hidden", "came": True, **SECRET}]
    record.save(store, "engagement", {
        "title_en": "Course", "starts": "2026-05-01", "project": id, "attendees": people,
    })  # fmt: skip
    spent = indicator(store, "Spent", method="transactions", project=id, currency="USD", measure="money")
    came = indicator(store, "Came", method="engagements", project=id, counted="attendees")
    for who, numbers in ((reach.ANYBODY, [21, 2]), (below, [1, 1])):
        found = actuals.actuals(store, [spent, came], ["2026"], who)
        assert [one.value for one in found.values()] == numbers
    for upto, degree in (("", "secret"), ("internal", "internal")):
        who = reach.reader(store, "", upto)
        made = printing.prepare(store, "indicator-scoreboard", None, "en", Listed("indicator"), who)
        assert made.source.classification == degree


def test_money_that_is_internal_makes_no_secret_scoreboard(store: Store) -> None:
    id = project(store, "Wells", transactions=[paid("disbursement", "2026-05-01", "1")])
    indicator(store, "Spent", method="transactions", project=id, currency="USD", measure="money")
    made = printing.prepare(store, "indicator-scoreboard", None, "en", Listed("indicator"))
    assert made.source.classification == "internal"


def test_a_hidden_target_says_nothing_of_how_an_indicator_stands(store: Store, below: Reader) -> None:
    hidden = [{"period": "2026", "value": "900", "audience": "ministry", **SECRET}]
    of = indicator(store, "Wells", targets=hidden, direction="up")
    value(store, of, "2026", 100)
    found = listing.open_list(store, "indicator", where={"name_en": "Wells"})
    [told] = scoreboard.scoreboard(store, found, who=below).rows
    assert (told.target, told.reached, told.status) == (None, None, "no_data")
    assert scoreboard.scoreboard(store, found).rows[0].target is not None
    assert printing.prepare(store, "indicator-scoreboard", None, "en", Listed("indicator")).source.classification == (
        "secret"
    )


def test_lessons_and_ratings_leave_out_hidden_lines(store: Store, below: Reader) -> None:
    id = judged(store)
    line = record.show(store, "evaluation", id)["criterion_ratings"][0]
    record.save(store, "criterion_rating", {"id": line["id"], **SECRET})
    told = lessons.lessons(store, who=below)
    assert line["lesson_en"] not in {one.lesson_en for one in told}
    assert len(told) == len(lessons.lessons(store)) - 1
    assert line["criterion"] not in lessons.compared(store, who=below)[0].ratings


def test_an_answer_to_a_recommendation_is_for_whom_that_is(store: Store, below: Reader) -> None:
    id = judged(store, audience="all")
    first, second = record.show(store, "evaluation", id)["evaluation_recommendations"]
    record.save(store, "evaluation", {"id": id, "evaluation_recommendations": [
        {"id": first["id"], "audience": "ministry", **SECRET},
    ]})  # fmt: skip
    steps.take(store, "evaluation", id, "begin")
    steps.take(store, "evaluation", id, "report")
    answers = [responding.respond(store, id, one["id"], {"answer": "accepted"}) for one in (first, second)]
    assert [(one["audience"], one["classification"]) for one in answers] == [("ministry", "secret"), (None, None)]
    record.save(store, "management_response", {"id": answers[1]["id"], "audience": "ministry", **SECRET})
    for made in responding.make_actions(store, id):
        view = record.show(store, "action", made)
        assert (view["audience"], view["classification"]) == ("ministry", "secret")


def test_what_was_agreed_names_a_project_to_nobody_who_may_not_see_it(store: Store, below: Reader) -> None:
    quiet = project(store, "Quiet wells", audience="ministry", **SECRET)
    open_one = project(store, "Open wells", audience="all")
    assert overlap_words.note(store, open_one, quiet, "Share the rigs") == 1
    [remark] = listing.views(store, listing.open_list(store, "remark"))
    assert (remark["subject"], "Open wells" in remark["text"]) == (quiet, True)
    with store.reading() as connection:
        assert not reach.seen_by(store, connection, below, [remark["id"]]), "it is as secret as what it is of"
    other = project(store, "Other wells", audience="all")
    assert overlap_words.note(store, open_one, other, "Share the rigs") == 2
    apart: dict[str, Any] = {"audience": "local", "classification": "internal"}
    with pytest.raises(Refused, match="may not see the other"):
        overlap_words.note(store, quiet, project(store, "Near wells", **apart), "Share the rigs")
    assert len(listing.open_list(store, "remark")) == 3
