"""A list as a board by stage, and what is left of deadlines in it and in the table."""

from coopdesk.calendars import today
from coopdesk.operations import board, listing, record, steps, working_days
from coopdesk.operations.offers import days_left
from coopdesk.operations.steps import Said
from coopdesk.store.home import Store


def offer(store: Store, title: str, **values: object) -> str:
    return str(record.save(store, "opportunity", {"title_en": title, **values})["id"])


def columns(found: board.Board) -> dict[str | None, list[str]]:
    return {one.stage: [card.title for card in one.cards] for one in found.columns}


def test_every_stage_has_its_column_and_cards_stand_in_order(store: Store) -> None:
    for title, deadline in (("late", "2065-03-01"), ("soon", "2065-01-01")):
        steps.take(store, "opportunity", offer(store, title, deadline=deadline), "withdraw", said=Said("no"))
    offer(store, "fresh", seats=3)
    found = board.open_board(store, "opportunity", sort="deadline")
    told = columns(found)
    assert told[None] == ["fresh"]
    assert told["withdrawn"] == ["soon", "late"]
    assert not any(told[stage] for stage in told if stage not in (None, "withdrawn"))
    assert found.columns[0].cards[0].lines == ("Seats: \u20683\u2069",)
    assert found.columns[0].leads["lapsed"].name == "lapse"
    assert "awarded" not in found.columns[0].leads


def test_a_column_is_read_a_part_at_a_time_and_filters_hold(store: Store) -> None:
    for place in range(board.PART + 7):
        offer(store, f"course {place:03}", kind="training")
    offer(store, "post", kind="post")
    found = board.open_board(store, "opportunity", where={"kind": "training"}, sort="title_en")
    first = found.columns[0]
    assert (first.size, len(first.cards)) == (board.PART + 7, board.PART)
    rest = board.more(store, found, first, len(first.cards))
    assert [one.title for one in (*first.cards, *rest)] == [f"course {place:03}" for place in range(board.PART + 7)]
    assert board.more(store, found, first, first.size) == []


def test_what_is_left_stands_in_the_list_while_it_presses(store: Store) -> None:
    rest = working_days.rest_both(store)
    near = working_days.after(today(), 3, rest)
    id = offer(store, "near", deadline=near)
    offer(store, "over", deadline="2020-01-05")
    offer(store, "always", open_all_year=True)
    found = listing.open_list(store, "opportunity", sort="title_en")
    always, soon, over = listing.page(store, found, 0, 3, listing.columns("opportunity"))
    name = days_left.COLUMN.name
    assert (always.shown[name], soon.shown[name]) == ("open all year", "3")
    assert over.shown[name].endswith("over")
    assert [one.left.pressing for one in (always, soon, over)] == ["", "near", "over"]
    steps.take(store, "opportunity", id, "withdraw", said=Said("no"))
    assert listing.page(store, found, 1, 1, listing.columns("opportunity"))[0].shown[name] == ""
