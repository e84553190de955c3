"""Pasted agendas: numbers in either script, tables with and without headings, and nothing lost."""

import pytest
from hypothesis import given, strategies as st

from coopdesk.operations import pasting, record
from coopdesk.store.home import Store

AGENDA = """Agenda item 1: Opening of the session
2. Adoption of the agenda
3 (a) – Digital trade
البند ٤ - بناء القدرات في إحصاءات التجارة
٥. مسائل أخرى
Other matters
"""


def test_numbered_lines_in_both_languages() -> None:
    assert pasting.lines("agenda_item", AGENDA) == [
        {"number": "1", "topic": "Opening of the session"},
        {"number": "2", "topic": "Adoption of the agenda"},
        {"number": "3 (a)", "topic": "Digital trade"},
        {"number": "4", "topic": "بناء القدرات في إحصاءات التجارة"},
        {"number": "5", "topic": "مسائل أخرى"},
        {"topic": "Other matters"},
    ]


@pytest.mark.parametrize(
    "head", ["Number on the agenda\tTopic\tOutcome\tRemarks\n", "رقم البند\tالموضوع\tالنتيجة\tملاحظات\n"]
)
def test_a_table_follows_its_headings_in_either_language(head: str) -> None:
    found = pasting.lines("agenda_item", head + '1\tOpening\tAdopted\tlate\r\n2\t"Two\nlines"\t\t\r\n')
    assert found[0] == {"number": "1", "topic": "Opening", "outcome": "Adopted", "discussion": "late"}
    assert found[1] == {"number": "2", "topic": "Two", "discussion": "Two\nlines"}


def test_a_table_without_headings_and_decisions_by_symbol() -> None:
    assert pasting.lines("agenda_item", "1\tOpening\tread out\n2\tClosing\t\n") == [
        {"number": "1", "topic": "Opening", "discussion": "read out"}, {"number": "2", "topic": "Closing"},
    ]  # fmt: skip
    assert pasting.lines("decision", "TD/B/73/L.2: Programme of training\nA decision without a symbol") == [
        {"symbol": "TD/B/73/L.2", "title": "Programme of training"}, {"title": "A decision without a symbol"},
    ]  # fmt: skip


def test_a_table_is_read_whatever_ends_its_lines_and_a_lone_quote_swallows_none_of_it() -> None:
    assert pasting.lines("agenda_item", "1\tOpening\r2\tClosing\r") == [
        {"number": "1", "topic": "Opening"}, {"number": "2", "topic": "Closing"},
    ]  # fmt: skip
    found = pasting.lines("agenda_item", '1\t"Opening\n2\tClosing\n')
    assert [one["topic"] for one in found] == ['"Opening', "Closing"]


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=400))
def test_no_letter_of_what_is_pasted_is_lost(text: str) -> None:
    def letters(of: str) -> set[str]:
        return {c for c in of if c.isalpha()}

    kept = "".join(value for line in pasting.lines("agenda_item", text) for value in line.values())
    assert letters(text) - letters(kept) <= set("agenda item point البند AGENDA ITEM POINT بند")


def test_what_is_pasted_can_be_saved(store: Store) -> None:
    lines = pasting.lines("agenda_item", AGENDA + "9. " + "long " * 400)
    view = record.save(store, "conference_report", {"agenda_items": lines})
    assert [one["topic"] for one in view["agenda_items"]][:2] == ["Opening of the session", "Adoption of the agenda"]
    assert view["agenda_items"][-1]["discussion"].startswith("long long")
