"""Deadlines in their zone and in ours, and the internal ones counted back over the rest of both ends."""

from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, strategies as st

from coopdesk.errors import InvalidValue, Refused
from coopdesk.i18n import ltr, using
from coopdesk.operations import dues, home, listing, record, steps, working_days
from coopdesk.operations.offers import deadlines
from coopdesk.operations.steps import Said
from coopdesk.operations.working_days import Rest
from coopdesk.store.home import Store

DOHA = timezone(timedelta(hours=3))
GULF = Rest(frozenset({"friday", "saturday"}))
_HOLIDAYS = Rest(frozenset({"sunday"}), frozenset({"12-18", "02-29", "2026-12-18", "2027-03-08", "no day"}))
NOON = datetime(2026, 11, 26, 12, 0, tzinfo=DOHA)


def offer(**values: Any) -> dict[str, Any]:
    return {"deadline": None, "deadline_time": None, "deadline_zone": None, **values}


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"deadline": "2026-11-30", "deadline_zone": "Asia/Qatar"}, "2 working days left"),
        ({"deadline": "2026-11-26", "deadline_time": "17:30", "deadline_zone": "Asia/Qatar"}, "today, in 5 hours"),
        ({"deadline": "2026-11-26", "deadline_time": "17:00", "deadline_zone": "America/New_York"},
         "tomorrow, a day of rest"),
        ({"deadline": "2026-11-28", "deadline_zone": "Asia/Qatar"}, "in 2 days, no working day before"),
        ({"deadline": "2026-11-26", "deadline_time": "09:00", "deadline_zone": "Asia/Qatar"},
         f"over since {ltr('09:00')} today"),
        ({"deadline": "2026-11-24", "deadline_zone": "Asia/Qatar"}, "2 working days over"),
        ({"deadline": "2026-12"}, ""), ({"open_all_year": True}, "open all year"), ({}, ""),
    ],
)  # fmt: skip
def test_what_is_left_is_told_by_our_clock(values: dict[str, Any], told: str) -> None:
    assert deadlines.told(offer(**values), GULF, NOON) == told


@pytest.mark.parametrize(
    ("deadline", "told"), [("2026-11-27", "over since yesterday"), ("2026-11-26", "over for 2 days")]
)
def test_a_deadline_that_passed_on_days_of_rest_is_over(deadline: str, told: str) -> None:
    saturday = datetime(2026, 11, 28, 12, 0, tzinfo=DOHA)
    rest = Rest(frozenset({"friday", "saturday"}))
    assert deadlines.told(offer(deadline=deadline, deadline_zone="Asia/Qatar"), rest, saturday) == told


def test_a_day_of_rest_reads_the_same_where_only_days_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dues, "today", lambda: "2026-11-26")
    told = [dues.time_left(0, day) for day in ("2026-11-26", "2026-11-27", "2026-11-28")]
    assert told == ["due today", "tomorrow, a day of rest", "in 2 days, no working day before"]


def test_internal_deadlines_tell_when_they_are_out_of_step(store: Store) -> None:
    id = record.save(store, "opportunity", {"title_en": "Course", "deadline": "2065-03-31"})["id"]
    first = deadlines.plan(store, id)[0]

    def astray() -> bool:
        return deadlines.standing(store, record.show(store, "opportunity", id)).astray

    assert not astray()
    record.save(store, "opportunity", {"id": id, "deadline": "2065-04-30"})
    assert astray()
    deadlines.plan(store, id)
    assert not astray()
    zone = {"deadline_time": "00:30", "deadline_zone": "Pacific/Kiritimati"}
    record.save(store, "opportunity", {"id": id, **zone})
    assert astray()
    deadlines.plan(store, id)
    settings = listing.ids(store, listing.open_list(store, "ministry_settings"))[0]
    record.save(store, "ministry_settings", {"id": settings, "holidays": ["2065-04-15"]})
    assert astray()
    deadlines.plan(store, id)
    own = {"id": first["id"], "days_before": None, "on": "2065-01-05"}
    record.save(store, "opportunity", {"id": id, "internal_deadlines": [own]})
    assert not astray()


def test_those_that_are_out_of_step_are_found_and_counted_again_at_once(store: Store) -> None:
    ids = []
    for day in ("2065-05-29", "2065-03-31", "2065-07-31"):
        ids.append(record.save(store, "opportunity", {"title_en": day, "deadline": day})["id"])
        deadlines.plan(store, ids[-1])
    assert deadlines.out_of_step(store) == []
    settings = listing.ids(store, listing.open_list(store, "ministry_settings"))[0]
    record.save(store, "ministry_settings", {"id": settings, "holidays": ["2065-03-29", "2065-05-27"]})
    assert deadlines.out_of_step(store) == [ids[1], ids[0]]
    assert "Internal deadlines out of step, to count again" in [one.what for one in home.home(store).needs]
    assert deadlines.plan_again(store, [ids[0], ids[2]]) == [ids[0]]
    assert deadlines.out_of_step(store) == [ids[1]]
    record.save(store, "opportunity", {"id": ids[1], "missed": "late"})
    steps.take(store, "opportunity", ids[1], "lapse")
    assert deadlines.out_of_step(store) == []


def test_a_deadline_is_told_by_both_clocks_where_they_differ() -> None:
    view = offer(deadline="2026-11-26", deadline_time="17:00", deadline_zone="America/New_York")
    theirs, ours = deadlines.both_clocks(view, NOON)
    assert "17:00" in theirs
    assert "27" in ours
    assert "01:00" in ours
    here = offer(deadline="2026-11-26", deadline_time="17:00", deadline_zone="Asia/Qatar")
    assert len(deadlines.both_clocks(here, NOON)) == 1


def test_counting_back_is_the_inverse_of_counting_forward() -> None:
    day = "2026-12-03"
    for count in range(1, 30):
        assert working_days.after(working_days.before(day, count, GULF), count, GULF) == day


def test_internal_deadlines_follow_the_deadline_and_keep_what_was_done(store: Store) -> None:
    id = record.save(store, "opportunity", {"title_en": "Course", "deadline": "2027-03-31"})["id"]
    made = deadlines.plan(store, id)
    assert [one["days_before"] for one in made] == [25, 13, 8, 3]
    assert [one["on"] for one in made] == sorted(one["on"] for one in made)
    rest = working_days.rest_both(store)
    assert all(one["on"] == working_days.before("2027-03-31", one["days_before"], rest) for one in made)
    done = {"id": made[0]["id"], "done_on": "2027-02-01"}
    record.save(store, "opportunity", {"id": id, "deadline": "2027-05-31", "internal_deadlines": [done]})
    moved = {one["id"]: one for one in deadlines.plan(store, id)}
    assert moved[made[0]["id"]]["on"] == made[0]["on"]
    assert moved[made[3]["id"]]["on"] == working_days.before("2027-05-31", 3, rest)


def test_what_comes_is_told_until_it_is_done_or_the_offer_has_ended(store: Store) -> None:
    id = record.save(store, "opportunity", {"title_en": "Course", "deadline": "2020-03-31"})["id"]
    deadlines.plan(store, id)
    assert [one["over"] for one in deadlines.coming(store)] == [True] * 4
    record.save(store, "opportunity", {"id": id, "missed": "late"})
    steps.take(store, "opportunity", id, "lapse")
    assert deadlines.coming(store) == []


def test_an_offer_lapses_only_with_a_reason(store: Store) -> None:
    id = record.save(store, "opportunity", {"title_en": "Course"})["id"]
    with pytest.raises(Refused, match="Missed because"):
        steps.take(store, "opportunity", id, "lapse")


def test_the_reason_is_given_with_the_step_that_needs_it(store: Store) -> None:
    id = record.save(store, "opportunity", {"title_en": "Course"})["id"]
    with pytest.raises(InvalidValue):
        steps.take(store, "opportunity", id, "lapse", said=Said(filled=(("missed", "nonsense"),)))
    with pytest.raises(InvalidValue):
        steps.take(store, "opportunity", id, "lapse", said=Said(filled=(("missed", "late"), ("seats", 3))))
    assert record.show(store, "opportunity", id)["stage"] is None
    view = steps.take(store, "opportunity", id, "lapse", said=Said(filled=(("missed", "late"),)))
    assert (view["stage"], view["missed"], view["seats"]) == ("lapsed", "late", None)


def test_what_is_done_is_ticked_and_other_lines_stay(store: Store) -> None:
    id = record.save(store, "opportunity", {"title_en": "Course", "deadline": "2065-03-31"})["id"]
    first, *others = deadlines.plan(store, id)
    view = deadlines.tick(store, id, first["id"], done=True)
    told = deadlines.standing(store, view)
    assert [one["id"] for one in told.lines] == [first["id"], *(one["id"] for one in others)]
    assert [bool(one["done_on"]) for one in told.lines] == [True, False, False, False]
    assert told.counts
    again = deadlines.tick(store, id, first["id"], done=False)
    assert not any(one["done_on"] for one in again["internal_deadlines"])


@given(st.dates(date(2020, 1, 1), date(2032, 1, 1)), st.integers(-900, 900), st.sampled_from([GULF, Rest(), _HOLIDAYS]))
def test_working_days_are_counted_as_one_by_one(first: date, days: int, rest: Rest) -> None:
    last = first + timedelta(days)
    begin, end = sorted((first, last))
    each = sum(not rest.holds(begin + timedelta(n)) for n in range(1, (end - begin).days + 1))
    assert working_days.between(first.isoformat(), last.isoformat(), rest) == (each if days >= 0 else -each)


def test_what_is_planned_in_one_language_is_told_in_the_other(store: Store) -> None:
    id = record.save(store, "opportunity", {"title_en": "Course", "deadline": "2020-03-31"})["id"]
    deadlines.plan(store, id)
    record.save(store, "opportunity", {"id": id, "internal_deadlines": [{"what": "Rector asked", "on": "2020-03-01"}]})
    with using("ar"):
        told = [one["what"] for one in deadlines.coming(store)]
    assert "توقيع المذكرة الشفوية وإرسالها" in told
    assert "Rector asked" in told
    assert "Committee" not in told
