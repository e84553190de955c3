"""What the page of an indicator tells: periods and parts beside targets, comments, how values are found."""

from decimal import Decimal

import pytest

from coopdesk.errors import NotFound
from coopdesk.operations import record
from coopdesk.operations.indicators.progress import Story, progress
from coopdesk.operations.titles import title
from coopdesk.store.home import Store
from tests.operations.indicators.measured import body, indicator, project, value


def plain(text: str) -> str:
    return "".join(one for one in text if one not in "\u2066\u2067\u2068\u2069")


def how(found: Story) -> str:
    return plain(" ".join(found.how))


def test_periods_and_parts_stand_beside_their_targets_with_comments(store: Store) -> None:
    hospital = body(store, "Hospital")
    one = indicator(store, measure="number", parts=["sex"], baseline="0", baseline_period="2024", targets=[
        {"period": "2026", "value": "20"}, {"period": "2026", "part": "sex=female", "value": "12"}])  # fmt: skip
    value(store, one, "2025", 9, entity=hospital, note="Counted by hand.")
    value(store, one, "2026", 19)
    value(store, one, "2026", 6, part="sex=female")
    found = progress(store, one)
    told = [(line.period, line.title, line.target, line.between, line.status) for line in found.lines]
    assert told == [
        ("2026", "", Decimal(20), False, "on_track"),
        ("2026", "Women and girls", Decimal(12), False, "off_track"),
        ("2025", "", Decimal(10), True, "on_track"),
    ]
    [said] = found.comments
    assert (said.period, said.entity, said.text) == ("2025", "Hospital", "Counted by hand.")
    assert (said.by, said.at[:4].isdecimal()) == (title(store, store.officer or ""), True)
    assert found.lines[2].entities == ("Hospital",)
    assert found.path == {"2025": Decimal(10), "2026": Decimal(20)}


def test_how_a_value_is_found_is_told_in_words(store: Store) -> None:
    top, bottom = indicator(store, "Women trained"), indicator(store, "All trained")
    share = indicator(store, "Share", measure="per_cent", method="ratio", numerator=top, denominator=bottom)
    value(store, top, "2026", 12)
    value(store, bottom, "2026", 40)
    found = progress(store, share)
    assert how(found) == "Women trained divided by All trained, times 100. Last: 12 of 40 = 30 %."
    assert [(one.type, one.id) for one in found.counts[:2]] == [("indicator", top), ("indicator", bottom)]
    total = progress(store, indicator(store, "Total", method="cumulative", numerator=top, starts="2025"))
    assert how(total) == "What “Women trained” has, added up since 2025."
    assert how(progress(store, top)) == (
        "Entered by hand. Values of several entities in one period: Added up. "
        "Values of shorter periods in a longer one: Added up."
    )


def test_what_is_counted_can_be_opened(store: Store) -> None:
    clinic = project(store, "Clinic")
    events = indicator(store, method="engagements", engagement_kinds=["training"], project=clinic)
    found = progress(store, events)
    assert found.counts[0].type == "engagement"
    assert found.counts[0].where == {"kind": {"any": ["training"]}, "project": {"any": [clinic]}}
    paid = progress(store, indicator(store, method="transactions", project=clinic, currency="QAR"))
    assert (paid.counts[0].type, paid.counts[0].id, paid.counts[0].title) == ("project", clinic, "Clinic")
    assert "Disbursement, Expenditure, in QAR" in how(paid)


def test_of_an_indicator_that_is_not_there_nothing_is_told(store: Store) -> None:
    one = indicator(store)
    assert progress(store, one).lines == []
    record.delete(store, "indicator", one)
    with pytest.raises(NotFound):
        progress(store, one)
