"""Nominations: what is told before one is made, the name that stays in the roster, the profile that must be whole."""

from pathlib import Path
from typing import Any

import pytest

from coopdesk.errors import Refused
from coopdesk.i18n import using
from coopdesk.operations import printing, reach, record, steps, table_export, titles
from coopdesk.operations.listing import columns, open_list, page
from coopdesk.operations.offers import nominating
from coopdesk.operations.printed_list import Listed
from coopdesk.records import Expert
from coopdesk.store.home import Store
from tests.operations.offers.nominees import WHOLE, approved, expert, opportunity


def test_a_nomination_has_the_conditions_of_the_offer_and_the_clearances_of_the_expert(store: Store) -> None:
    offer = opportunity(store, requirements="- Ten years\n- A degree in energy", papers="CV", ends="2027-06-30")
    person = expert(store, clearances=[{"kind": "medical", "expires": "2027-01-31"},
                                       {"kind": "security", "expires": "2028-01-31"}])  # fmt: skip
    made = nominating.nominate(store, offer, person)
    assert made["stage"] == "proposed"
    told = [(one["text"], one["answer"], one["valid_until"]) for one in made["checklist_items"]]
    assert told == [
        ("Ten years", None, None), ("A degree in energy", None, None), ("CV", None, None),
        ("Medical clearance", "not_met", "2027-01-31"), ("Security clearance", "met", "2028-01-31"),
    ]  # fmt: skip
    assert titles.title(store, made["id"]) == "Expert One"
    assert nominating.nominated(store, "opportunity", offer)[person].id == made["id"]
    assert nominating.nominated(store, "expert", person)[offer].id == made["id"]


def test_the_same_person_twice_and_a_closed_offer_are_told_before(store: Store) -> None:
    offer, person = opportunity(store), expert(store)
    made = nominating.nominate(store, offer, person)["id"]
    with pytest.raises(Refused, match="Expert One is nominated for it already: “Proposed”"):
        nominating.nominate(store, offer, person)
    assert nominating.cautions(store, {"id": made, "opportunity": offer, "expert": person}) == []
    steps.take(store, "nomination", made, "withdraw", "Went elsewhere")
    assert nominating.cautions(store, {"opportunity": offer, "expert": person}) == []
    steps.take(store, "opportunity", offer, "withdraw", "The body took it back")
    with pytest.raises(Refused, match="“Energy adviser” takes no nominations any more: it is “Withdrawn”"):
        nominating.nominate(store, offer, person)
    assert nominating.nominate(store, offer, person, agreed=True)["stage"] == "proposed"


@pytest.mark.parametrize(
    ("offer", "person", "told"),
    [
        ({"deadline": "2020-01-31"}, {}, "The deadline of “Energy adviser” was"),
        ({"deadline": "2020-01-31", "open_all_year": True}, {}, ""),
        ({"deadline": "2098-01-31"}, {}, ""),
        ({}, {"consent_until": "2020-01-31"}, "The consent of Expert One to hold the data ran out"),
    ],
)
def test_a_deadline_and_a_consent_that_are_over_are_told(
    store: Store, offer: dict[str, Any], person: dict[str, Any], told: str
) -> None:
    values = {"opportunity": opportunity(store, **offer), "expert": expert(store, **person)}
    found = nominating.cautions(store, values)
    assert found == [] if not told else found[0].startswith(told)


def test_a_profile_is_whole_before_it_is_submitted(store: Store) -> None:
    person = expert(store)
    made = approved(store, opportunity(store), person)
    for name in Expert.__complete__:
        empty: Any = [{"id": one["id"], "deleted": True} for one in record.show(store, "expert", person)[name]] if (
            name in ("language_skills", "education")
        ) else None  # fmt: skip
        record.save(store, "expert", {"id": person, name: empty})
        told = record.missing(store, "nomination", made)
        assert [(one["field"], one.get("type"), one.get("id")) for one in told] == [(name, "expert", person)]
        with pytest.raises(Refused, match="needs what is still missing in the record “Expert”"):
            steps.take(store, "nomination", made, "submit")
        back = WHOLE.get(name) or record.show(store, "nomination", made)["proposed_by"]
        record.save(store, "expert", {"id": person, name: back})
    assert record.missing(store, "nomination", made) == []
    assert steps.take(store, "nomination", made, "submit")["stage"] == "submitted"


def test_a_nomination_is_returned_at_any_step(store: Store) -> None:
    offer, person = opportunity(store), expert(store)
    for taken in range(4):
        made = str(nominating.nominate(store, offer, person, agreed=True)["id"])
        for step in ("check", "endorse", "approve")[:taken]:
            steps.take(store, "nomination", made, step)
        assert steps.take(store, "nomination", made, "return", "The CV is old")["stage"] == "returned"
        assert steps.take(store, "nomination", made, "propose")["stage"] == "proposed"


def test_a_nominee_of_the_roster_is_named_in_lists_and_on_paper_and_not_stored(store: Store, tmp_path: Path) -> None:
    person, offer = expert(store), opportunity(store)
    made = str(nominating.nominate(store, offer, person)["id"])
    record.save(store, "nomination", {"opportunity": offer, "name_en": "Own name"})
    found = open_list(store, "nomination")
    assert {row.shown["name_en"] for row in page(store, found, 0, 10)} == {"Expert One", "Own name"}
    found = open_list(store, "nomination", where={"id": made})
    with using("ar"):
        assert page(store, found, 0, 1, columns("nomination"))[0].shown["name_ar"] == "خبير أول"
    listed = Listed("nomination", columns=("name_en",))
    assert ["Expert One"] in printing.prepare(store, "list", None, "en", listed).source.rows["en"]
    record.save(store, "expert", {"id": person, "audience": "local"})
    narrow = printing.prepare(store, "list", None, "en", listed, reach.reader(store, "ministry"))
    assert "Expert One" not in str(narrow.source.rows)
    table_export.export(store, found, tmp_path / "out.csv", ("name_en",))
    assert "Expert One" not in (tmp_path / "out.csv").read_text("utf-8-sig")
    record.erase(store, "expert", person)
    assert page(store, found, 0, 1)[0].shown["name_en"] == "Erased for good"
    assert record.show(store, "nomination", made)["name_en"] is None


def test_an_expert_erased_while_nominated_is_nameless_and_it_is_said(store: Store) -> None:
    person = expert(store)
    made = approved(store, opportunity(store), person)
    record.erase(store, "expert", person)
    assert titles.title(store, made) == "Erased for good"
    rows = page(store, open_list(store, "nomination"), 0, 10)
    assert (rows[0].title, rows[0].shown["expert"].strip("\u2066\u2067\u2068\u2069")) == (
        "Erased for good",
        "Erased for good",
    )
    assert "Expert One" not in str(record.show(store, "nomination", made))
    with pytest.raises(Refused, match="Expert"):
        steps.take(store, "nomination", made, "submit")


def test_nothing_goes_out_while_a_condition_is_not_met(store: Store) -> None:
    made = approved(store, opportunity(store), expert(store))
    record.save(store, "nomination", {"id": made, "checklist_items": [{"text": "Aged under 35", "answer": "not_met"}]})
    with pytest.raises(Refused, match=r"Not met: .*Aged under 35"):
        steps.take(store, "nomination", made, "submit")
    [line] = [one for one in record.show(store, "nomination", made)["checklist_items"] if one["answer"] == "not_met"]
    record.save(store, "nomination", {"id": made, "checklist_items": [{"id": line["id"], "answer": "waived"}]})
    assert steps.take(store, "nomination", made, "submit")["stage"] == "submitted"
