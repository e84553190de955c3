"""One act, many replies: who is reminded, who is late, and that nobody who answered is asked again."""

from typing import Any

import pytest

from coopdesk.errors import InvalidValue, Refused
from coopdesk.operations import circulation, record, steps
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


def test_a_circulation_to_nobody_is_refused_and_leaves_nothing(store: Store) -> None:
    id = offer(store)
    with pytest.raises(InvalidValue):
        circulation.send(store, "opportunity", id, {"purpose": "action"}, [])
    assert record.show(store, "opportunity", id)["stage"] is None


def test_only_who_is_silent_is_reminded_and_never_twice_a_day(store: Store, entities: list[str]) -> None:
    made = sent(store, entities, reply_by="2026-01-04")
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
    later, earlier = sent(store, entities[:1], reply_by="2999-01-01"), sent(store, entities[1:2], reply_by="2020-01-01")
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
