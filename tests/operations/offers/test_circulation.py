"""One act, many replies: who is reminded, who is late, and that nobody who answered is asked again."""

from typing import Any

import pytest

from coopdesk.calendars import today
from coopdesk.documents.letter_words import BLANK
from coopdesk.errors import InvalidValue, Refused
from coopdesk.i18n import using
from coopdesk.operations import cautions, differences, listing, record, steps, titles
from coopdesk.operations.offers import circular_letters, circulation, letters
from coopdesk.store.home import Store


@pytest.fixture
def entities(store: Store) -> list[str]:
    names = ("Ministry of Energy", "Ministry of Justice", "Planning Council")
    return [str(record.save(store, "organization", {"name_en": name})["id"]) for name in names]


def offer(store: Store, **values: Any) -> str:
    wanted = {"title_en": "Course", "title_ar": "دورة", "kind": "training", "offered_by": offered(store), **values}
    return str(record.save(store, "opportunity", wanted)["id"])


def offered(store: Store) -> str:
    return str(record.save(store, "organization", {"name_en": "Institute"})["id"])


def sent(store: Store, entities: list[str], **values: Any) -> dict[str, Any]:
    return circulation.send(
        store, "opportunity", offer(store), {"purpose": "nomination", **values}, entities, ["OM", "OM"]
    )


def test_one_act_reaches_each_addressee_once_and_moves_the_offer(store: Store, entities: list[str]) -> None:
    made = sent(store, [*entities, entities[0]])
    assert [one["entity"] for one in made["addressees"]] == [*entities, None]
    assert [one["country"] for one in made["addressees"]] == [None, None, None, "OM"]
    assert (made["subject_en"], made["subject_ar"]) == ("Course", "دورة")
    assert record.show(store, "opportunity", made["about"])["stage"] == "circulated"


def test_a_record_of_any_type_is_circulated(store: Store, entities: list[str]) -> None:
    action = record.save(store, "action", {"text_en": "Ratify"})["id"]
    made = circulation.send(store, "action", action, {"purpose": "action"}, entities[:1])
    assert (made["about"], made["subject_en"]) == (action, "Ratify")


def test_an_offer_that_is_not_complete_is_not_circulated_by_half(store: Store, entities: list[str]) -> None:
    id = offer(store, kind=None)
    with pytest.raises(Refused, match="still missing"):
        circulation.send(store, "opportunity", id, {"purpose": "action"}, entities)
    assert not len(listing.open_list(store, "circulation"))
    assert record.show(store, "opportunity", id)["stage"] is None


def test_an_answer_by_a_day_that_is_over_is_asked_about_where_nobody_says_when_it_was_sent(store: Store) -> None:
    told = "The day by which an answer is asked is over, and no day is given on which it was sent. Is that so?"
    for values, asked in (
        ({"reply_by": "2020-01-01"}, [told]), ({"reply_by": "2020"}, [told]), ({"reply_by": today()}, []),
        ({"reply_by": today()[:4]}, []), ({"reply_by": "2020-01-01", "sent_on": "2019-12-20"}, []), ({}, []),
    ):  # fmt: skip
        assert cautions.asks("circulation", values) is bool(values)
        assert cautions.before_save(store, "circulation", values) == asked


def test_a_circulation_to_nobody_is_refused_and_leaves_nothing(store: Store) -> None:
    id = offer(store)
    with pytest.raises(InvalidValue):
        circulation.send(store, "opportunity", id, {"purpose": "action"}, [])
    assert record.show(store, "opportunity", id)["stage"] is None


def test_a_government_is_one_of_a_country_that_there_is(store: Store, entities: list[str]) -> None:
    with pytest.raises(InvalidValue, match="XX"):
        circulation.send(store, "opportunity", offer(store), {"purpose": "action"}, entities, ["FR", "XX"])
    assert not len(listing.open_list(store, "circulation"))


def test_a_circulation_without_a_purpose_is_refused_and_leaves_nothing(store: Store, entities: list[str]) -> None:
    id = offer(store)
    with pytest.raises(InvalidValue) as refused:
        circulation.send(store, "opportunity", id, {}, entities)
    assert refused.value.field == "purpose"
    assert record.show(store, "opportunity", id)["stage"] is None


def test_only_who_is_silent_is_reminded_and_never_twice_a_day(store: Store, entities: list[str]) -> None:
    made = sent(store, entities, sent_on="2025-12-20", reply_by="2026-01-04")
    first = made["addressees"][0]["id"]
    circulation.answer(store, first, {"reply": "names", "reply_number": "12/2026"})
    assert len(circulation.remind(store, made["id"], "2026-01-10")) == 3
    assert circulation.remind(store, made["id"], "2026-01-10") == []
    assert len(circulation.remind(store, made["id"], "2026-01-20")) == 3
    assert len(circulation.remind(store, made["id"], "2026-02-01")) == 3
    assert circulation.remind(store, made["id"], "2026-03-01") == []
    lines = record.show(store, "circulation", made["id"])["addressees"]
    assert [lines[0][name] for name in circulation.REMINDERS] == [None, None, None]
    assert [lines[1][name] for name in circulation.REMINDERS] == ["2026-01-10", "2026-01-20", "2026-02-01"]


def test_who_owes_an_answer_is_told_latest_first(store: Store, entities: list[str]) -> None:
    later, earlier = (
        sent(store, entities[:1], reply_by="2199-01-01"),
        sent(store, entities[1:2], sent_on="2019-12-01", reply_by="2020-01-01"),
    )
    found = circulation.silent(store)
    assert [(one.name, one.reminders) for one in found][:1] == [("Ministry of Justice", 0)]
    assert {one.circulation for one in found} == {later["id"], earlier["id"]}
    assert found[0].late is not None
    assert found[0].late > 0 > (found[-1].late or 0)
    record.save(store, "circulation", {"id": earlier["id"], "closed_on": "2026-01-01"})
    assert {one.circulation for one in circulation.silent(store)} == {later["id"]}
    with pytest.raises(Refused):
        circulation.remind(store, earlier["id"])


def test_the_matrix_shows_each_entity_over_circulations(store: Store, entities: list[str]) -> None:
    one, two = sent(store, entities), sent(store, entities[:1])
    circulation.answer(store, two["addressees"][0]["id"], {"reply": "regret"})
    sent_, found = circulation.matrix(store, [one["id"], two["id"]])
    assert [view["id"] for view in sent_] == [one["id"], two["id"]]
    assert found[entities[0]][two["id"]]["reply"] == "regret"
    assert set(found[entities[2]]) == {one["id"]}
    assert set(found["OM"]) == {one["id"], two["id"]}


def test_an_answer_says_what_it_is(store: Store, entities: list[str]) -> None:
    made = sent(store, entities)
    with pytest.raises(InvalidValue):
        circulation.answer(store, made["addressees"][0]["id"], {"reply_number": "1"})


def test_an_offer_that_is_past_circulating_stays_where_it_is(store: Store, entities: list[str]) -> None:
    id = offer(store)
    for step in ("validate", "open_nominations"):
        steps.take(store, "opportunity", id, step)
    circulation.send(store, "opportunity", id, {"purpose": "information"}, entities)
    assert record.show(store, "opportunity", id)["stage"] == "nominations"


def test_each_reminder_is_firmer_and_names_the_letters_before_it(store: Store, entities: list[str]) -> None:
    made = circulation.send(store, "opportunity", offer(store), {"purpose": "nomination"}, entities[:1], ["FR"])
    circular_letters.write_letters(store, made["id"])
    numbers = [one["registry_number"] for one in circular_letters.sign_all(store, made["id"])]
    bodies = []
    for day in ("2027-01-10", "2027-01-20", "2027-02-01"):
        bodies.append([one["body"] for one in circular_letters.remind(store, made["id"], day)])
        numbers += [one["registry_number"] for one in circular_letters.sign_all(store, made["id"])]
    for place, (first, second, third) in enumerate(zip(*bodies, strict=True)):
        letter, one, two = numbers[place], numbers[2 + place], numbers[4 + place]
        assert letter in first
        assert "أهمية الموضوع" in second or "without further delay" in second
        assert letter in second
        assert one in second
        assert two not in second
        assert "على وجه السرعة" in third or "as a matter of urgency" in third
        assert all(number in third for number in (letter, one, two))
    assert circular_letters.remind(store, made["id"], "2027-03-01") == []


def test_reminders_written_before_anything_was_signed_get_the_numbers_when_all_is_signed(
    store: Store, entities: list[str]
) -> None:
    made = circulation.send(store, "opportunity", offer(store), {"purpose": "nomination"}, entities[:1], ["FR"])
    circular_letters.write_letters(store, made["id"])
    for day in ("2027-01-10", "2027-01-20"):
        assert all(BLANK in one["body"] for one in circular_letters.remind(store, made["id"], day))
    signed = circular_letters.sign_all(store, made["id"])
    assert len(signed) == 6
    for place, last in enumerate(signed[4:]):
        before = [signed[place]["registry_number"], signed[2 + place]["registry_number"]]
        assert BLANK not in last["body"]
        assert last["body"].index(before[0]) < last["body"].index(before[1])


def test_a_reminder_that_was_not_signed_when_the_answer_came_is_not_sent(store: Store, entities: list[str]) -> None:
    made = circulation.send(store, "opportunity", offer(store), {"purpose": "action"}, entities[:2])
    circular_letters.write_letters(store, made["id"])
    circular_letters.sign_all(store, made["id"])
    circular_letters.remind(store, made["id"], "2027-01-10")
    circulation.answer(store, made["addressees"][0]["id"], {"reply": "regret"})
    late = next(one for one in letters.about(store, made["id"], ["reminder"]) if one["organization"] == entities[0])
    with pytest.raises(Refused, match="came meanwhile"):
        steps.take(store, "letter", late["id"], "sign")
    signed = circular_letters.sign_all(store, made["id"])
    assert [(one["kind"], one["organization"]) for one in signed] == [("reminder", entities[1])]
    going = [(one["kind"], one["organization"]) for one in circular_letters.to_go(store, made["id"])]
    assert ("reminder", entities[0]) not in going
    assert ("circular", entities[0]) in going
    assert len(letters.about(store, made["id"])) == 4


def test_the_ministry_says_how_many_working_days_an_answer_may_take(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(circular_letters, "today", lambda: "2027-03-04")
    id = listing.ids(store, listing.open_list(store, "ministry_settings"))[0]
    record.save(store, "ministry_settings", {"id": id, "weekend": ["friday", "saturday"]})
    days = []
    for given in (None, 3):
        record.save(store, "ministry_settings", {"id": id, "reply_days": given})
        days.append(circular_letters.reply_day(store))
    assert days == ["2027-03-18", "2027-03-09"]
    for wrong in (0, -4, 10**9):
        with pytest.raises(InvalidValue, match="between 1 and 366"):
            record.save(store, "ministry_settings", {"id": id, "reply_days": wrong})


def test_an_addressee_is_called_by_the_name_of_its_entity_or_country(store: Store, entities: list[str]) -> None:
    made = sent(store, entities[:1])
    to_entity, to_state = made["addressees"]
    assert titles.titles(store, [to_entity["id"], to_state["id"]]) == {
        to_entity["id"]: "Ministry of Energy", to_state["id"]: "Oman"
    }  # fmt: skip
    with using("ar"):
        assert titles.title(store, to_state["id"]) == "عُمان"
        assert titles.names_in_titles(store, "addressee", [to_state]) == {"OM": "عُمان"}
    circulation.answer(store, to_state["id"], {"reply": "regret"})
    now = record.show(store, "circulation", made["id"])
    assert "(Oman)" in " ".join(one.field for one in differences.between(store, "circulation", made, now))
