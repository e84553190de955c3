"""What a list can be asked, how like records stand together, what is part of what, and what a desk keeps of it."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from coopdesk.calendars import today
from coopdesk.errors import Refused
from coopdesk.i18n import set_language
from coopdesk.operations import (
    conditions,
    desk,
    list_sums,
    listing,
    record,
    record_types,
    seen as tokens,
    several,
    tree,
    views,
)
from coopdesk.progress import Cancelled
from coopdesk.store import seed
from coopdesk.store.home import Store
from tests.conftest import PASSPHRASE
from tests.operations.circles import written


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A desk without the published directory, so that lists hold what the test puts there."""
    monkeypatch.setattr(seed, "RELEASES", ())
    desk.init(tmp_path / "bare", code="QA-X", name_en="X", name_ar="", passphrase=PASSPHRASE, officer_en="One")
    opened = desk.open_desk(tmp_path / "bare", PASSPHRASE)
    yield opened
    opened.close()


def names(store: Store, type: str, where: dict | None = None, field: str = "name_en", **wanted: str) -> list[str]:
    found = listing.open_list(store, type, where=where, sort=wanted.pop("sort", field), **wanted)
    return [view[field] for view in listing.views(store, found)]


def organizations(store: Store, *many: dict) -> list[str]:
    return [one["id"] for one in record.save_all(store, "organization", many)]


def test_conditions_on_choices_sets_days_links_and_what_links_here(store: Store) -> None:
    a, b, c = organizations(
        store,
        {"name_en": "A", "type": "donor", "tags": ["x"], "founded": "1960-05"},
        {"name_en": "B", "type": "other", "tags": ["x", "y"], "founded": "1960-06-01"},
        {"name_en": "C", "founded": "1961"},
    )
    record.save(store, "organization", {"id": b, "parent": a})
    gone = record.save(store, "membership", {"organization": c})["id"]
    record.save(store, "membership", {"organization": b})
    record.delete(store, "membership", gone)
    for where, found in (
        ({"type": {"any": ["donor", "other"]}}, ["A", "B"]),
        ({"type": {"any": ["donor", None]}}, ["A", "C"]),
        ({"type": {"any": []}}, []),
        ({"type": {"none": ["donor"]}}, ["B", "C"]),
        ({"type": {"none": ["donor", None]}}, ["B"]),
        ({"tags": {"any": ["y", None]}}, ["B", "C"]),
        ({"tags": {"none": ["y"]}}, ["A", "C"]),
        ({"founded": {"to": "1960-05"}}, ["A"]),
        ({"founded": {"from": "1960-05-31", "to": "1960"}}, ["A", "B"]),
        ({"founded": {"to": "1961-06-30"}}, ["A", "B"]),
        ({"parent": {"any": [a]}}, ["B"]),
        ({"parent": {"under": a}}, ["A", "B"]),
        ({"type": {"filled": True}}, ["A", "B"]),
        ({"id": {"linked": "membership.organization"}}, ["B"]),
        ({"type": "donor"}, ["A"]),
        ({"tags": ["x", "y"]}, ["B"]),
    ):
        assert names(store, "organization", where) == found, where
        assert listing.count(store, "organization", where) == len(found)
    for wrong in ({"any": "x"}, {"period": "never"}, {"from": "x"}, {"odd": 1}, {"linked": "x.y"}, {"under": "x"}):
        with pytest.raises(Refused):
            listing.open_list(store, "organization", where={"founded": wrong})


def test_an_action_is_overdue_when_its_whole_date_has_passed_and_nothing_ended_it(store: Store) -> None:
    now = today()
    yesterday = (date.fromisoformat(now) - timedelta(1)).isoformat()
    for text, due, status in (
        ("late", yesterday, "open"), ("unsaid", yesterday, None), ("done", yesterday, "done"), ("today", now, "open"),
        ("month", now[:7], "open"), ("year", now[:4], "in_progress"), ("never", None, "open"), ("old", "2020", None),
    ):  # fmt: skip
        record.save(store, "action", {"text_en": text, "due": due, "status": status})
    built_in = {one.name.msgid: one.where for one in views.built_in(store, "action")}
    assert names(store, "action", built_in["Overdue"], "text_en") == ["late", "old", "unsaid"]
    assert "today" in names(store, "action", built_in["Due in 30 days"], "text_en")
    for type in ("organization", "contact", "country", "action", "conference_report", "conference"):
        for one in views.built_in(store, type):
            listing.open_list(store, type, where=one.where)
            assert conditions.sentence(store, type, one.where)


def test_groups_have_the_borders_that_the_list_has(store: Store) -> None:
    parents = organizations(store, {"name_en": "Same"}, {"name_en": "Same"}, {"name_en": "Other", "type": "donor"})
    for place, parent in enumerate((*parents, *parents, None)):
        record.save(store, "organization", {"name_en": f"{place}", "parent": parent, "type": "mission"})
    found = listing.open_list(store, "organization", sort="-name_en", group="parent")
    assert [(one.title, one.count) for one in found.groups] == [("Other", 2), ("Same", 2), ("Same", 2), ("(empty)", 4)]
    rows = listing.page(store, found, 0, 20)
    start = 0
    for group in found.groups:
        part = rows[start : start + group.count]
        start += group.count
        assert [row.title for row in part] == sorted((row.title for row in part), reverse=True)
        whole = [record.show(store, "organization", row.id)["parent"] for row in part]
        assert len(set(whole)) == 1
    by_type = listing.open_list(store, "organization", group="type", where={"parent": {"filled": True}})
    assert [(one.title, one.count) for one in by_type.groups] == [("Our mission", 6)]
    assert names(store, "organization", sort="type,-name_en")[:2] == ["Other", "6"]


def test_values_of_a_field_are_counted_named_and_found(store: Store) -> None:
    record.save(store, "country", {"code": "QA", "name_ar": "قطر"})
    a, _ = organizations(store, {"name_en": "Arab League", "name_ar": "جامعة الدول العربية"}, {"name_en": "B"})
    record.save(store, "contact", {"name_en": "x", "organization": a, "nationality": "QA", "tags": ["one", "two"]})
    record.save(store, "contact", {"name_en": "y", "organization": a, "tags": ["two"]})
    record.save(store, "contact", {"name_en": "z"})
    found = listing.values(store, "contact", "organization")
    assert [(one.plain, one.title, one.count) for one in found] == [(a, "Arab League", 2), (None, "(empty)", 1)]
    assert [(one.title, one.count) for one in listing.values(store, "contact", "tags")] == [
        ("two", 2), ("one", 1), ("(empty)", 1),
    ]  # fmt: skip
    set_language("ar")
    assert [one.title for one in listing.values(store, "contact", "nationality", "قطر")] == ["قطر"]
    assert [one.plain for one in listing.values(store, "contact", "organization", "الجامعه")] in ([], [a])
    assert [one.plain for one in listing.values(store, "contact", "organization", "عربيه")] == [a]


def test_the_tree_shows_each_record_in_one_place_circles_too(store: Store) -> None:
    root, part, leaf, alone, one, two, under = organizations(
        store, *({"name_en": name} for name in ("Root", "Part", "Leaf", "Alone", "One", "Two", "Under"))
    )
    for child, parent in ((part, root), (leaf, part), (one, two), (two, one), (under, two)):
        written(store, "organization", child, parent=parent)

    def shown(parent: str | None) -> list[str]:
        return [node.title for node in tree.children(store, "organization", parent)]

    assert shown(None) == ["One", "Root", "Two"]
    assert shown(root) == ["Part"]
    assert shown(part) == ["Leaf"]
    assert shown(one) == []
    assert shown(two) == ["Under"]
    assert tree.path(store, "organization", leaf) == [root, part, leaf]
    assert tree.path(store, "organization", under) == [two, under]
    assert tree.path(store, "organization", alone) == [alone]
    assert names(store, "organization", {"parent": {"under": root}}) == ["Leaf", "Part", "Root"]
    assert names(store, "organization", {"parent": {"under": one}}) == ["One", "Two", "Under"]
    record.delete(store, "organization", root)
    assert "Part" in shown(None)
    assert tree.has_tree("organization")
    assert not tree.has_tree("action")


def test_a_level_of_the_tree_and_what_is_under_a_record_are_read_through_the_index(store: Store) -> None:
    (root,) = organizations(store, {"name_en": "Root"})
    organizations(store, *({"name_en": f"{place}", "parent": root} for place in range(300)))
    asked: list[tuple[str, Any]] = []
    event.listen(store.engine, "before_cursor_execute", lambda *told: asked.append(told[2:4]))
    assert tree.children(store, "organization", None)[0].parts == 300
    assert len(tree.children(store, "organization", root)) == 300
    assert listing.count(store, "organization", {"parent": {"under": root}}) == 301
    plans = []
    with store.reading() as connection:
        for statement, values in [one for one in asked if "parent" in one[0]]:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
            plans.append([row[-1] for row in plan])
    assert len(plans) >= 4
    assert all(any("organization_parent" in step or "autoindex" in step for step in plan) for plan in plans)
    assert not [step for plan in plans for step in plan if step.startswith("SCAN organization")]


def test_views_and_filters_are_kept_sealed_and_make_no_operation(store: Store) -> None:
    before = record_types.types(), _seen(store)
    views.save(store, "view/organization", {"columns": ["name_en"], "sort": "name_en"})
    views.save_filter(store, "organization", "مواعيد Ünïque", {"type": {"any": ["donor"]}}, "words")
    views.save_filter(store, "organization", "second", {}, "")
    views.drop_filter(store, "organization", "second")
    assert views.load(store, "view/organization")["sort"] == "name_en"
    assert views.filters(store, "organization") == {
        "مواعيد Ünïque": {"where": {"type": {"any": ["donor"]}}, "text": "words"}
    }
    assert (record_types.types(), _seen(store)) == before
    assert views.load(store, "view/nothing") == {}
    for file in store.home.rglob("*"):
        if file.is_file():
            assert "Ünïque".encode() not in file.read_bytes()


def test_saved_filters_are_renamed_moved_and_put_back(store: Store) -> None:
    for name in ("one", "two", "three"):
        views.save_filter(store, "organization", name, {"type": {"any": [name]}}, "")
    before = views.filters(store, "organization")
    views.move_filter(store, "organization", "three", -1)
    views.rename_filter(store, "organization", "three", "third")
    assert list(views.filters(store, "organization")) == ["one", "third", "two"]
    assert views.filters(store, "organization")["third"]["where"] == {"type": {"any": ["three"]}}
    views.move_filter(store, "organization", "one", 1)
    assert list(views.filters(store, "organization")) == ["third", "one", "two"]
    with pytest.raises(Refused, match="already"):
        views.rename_filter(store, "organization", "one", "two")
    views.put_filters(store, "organization", before)
    assert list(views.filters(store, "organization")) == ["one", "two", "three"]


def test_what_is_left_out_is_told_so_that_no_part_of_it_reads_as_asked_for(store: Store) -> None:
    asked = {"status": {"none": ["met", "withdrawn"]}}
    told = conditions.sentence(store, "capacity_need", asked)
    assert "anything but: Met, Withdrawn" in told
    assert "not Met" in conditions.sentence(store, "capacity_need", {"status": {"none": ["met"]}})


def test_what_waits_for_translation_is_what_stands_in_one_language_alone(store: Store) -> None:
    organizations(
        store, {"name_en": "Half"}, {"name_en": "Whole", "name_ar": "تام"}, {"founded": "1960"},
        {"name_en": "Other half", "name_ar": "آخر", "mandate_ar": "ولاية"},
    )  # fmt: skip
    asked = {one.name.msgid: one.where for one in views.built_in(store, "organization")}["To translate"]
    assert names(store, "organization", asked) == ["Half", "Other half"]
    assert "waiting for translation" in conditions.sentence(store, "organization", asked)
    assert "To translate" not in {one.name.msgid for one in views.built_in(store, "membership")}
    with pytest.raises(Refused):
        listing.open_list(store, "organization", where={"name_en": {"untranslated": True}})


def test_groups_of_countries_stand_in_the_order_of_their_names(store: Store) -> None:
    for code, english, arabic in (
        ("DZ", "Algeria", "الجزائر"),
        ("QA", "Qatar", "قطر"),
        ("BH", "Bahrain", "البحرين"),
        ("TN", "Tunisia", "تونس"),
    ):
        record.save(store, "country", {"code": code, "name_en": english, "name_ar": arabic})
        record.save(store, "contact", {"name_en": code, "nationality": code})
    record.save(store, "contact", {"name_en": "none"})

    def groups() -> list[str]:
        return [one.title for one in listing.open_list(store, "contact", group="nationality").groups]

    assert groups() == ["Algeria", "Bahrain", "Qatar", "Tunisia", "(empty)"]
    set_language("ar")
    assert groups()[:4] == ["البحرين", "تونس", "الجزائر", "قطر"]
    assert names(store, "contact", sort="-nationality")[0] == "QA"


def test_numbers_and_money_are_asked_from_one_to_another_and_added_up(store: Store) -> None:
    for title, amount, currency in (("A", "10", "QAR"), ("B", "20.50", "QAR"), ("C", "15", "USD")):
        cost = {"amount": amount, "currency": currency}
        record.save(store, "conference_report", {"title_en": title, "cost": cost})
    for name, place in (("x", 1), ("y", 5), ("z", None)):
        record.save(store, "contact", {"name_en": name, "precedence": place})
    ten = {"amount": "10.01", "currency": "QAR"}
    assert names(store, "conference_report", {"cost": {"from": ten}}, "title_en") == ["B"]
    assert names(store, "conference_report", {"cost": {"to": ten}}, "title_en") == ["A"]
    assert names(store, "contact", {"precedence": {"from": 2}}) == ["y"]
    assert names(store, "contact", {"precedence": {"to": "5"}}) == ["x", "y"]
    assert "10.01 QAR" in conditions.sentence(store, "conference_report", {"cost": {"from": ten}})
    found = listing.open_list(store, "conference_report", sort="title_en")
    part = listing.part(found, [range(2)])
    assert [one.strip("\u2066\u2069") for one in list_sums.sums_of(store, part, ["cost"])["cost"]] == ["30.50 QAR"]
    whole = [one.strip("\u2066\u2069") for one in list_sums.sums_of(store, found, ["cost"])["cost"]]
    assert whole == ["30.50 QAR", "15.00 USD"]


def _seen(store: Store) -> str:
    with store.session() as session:
        return tokens.now(session)


def test_several_are_deleted_tagged_and_brought_back(store: Store) -> None:
    ids = organizations(store, {"name_en": "A"}, {"name_en": "B"})
    several.tag(store, "organization", ids[:1], ["seen"])
    tagged = several.tag(store, "organization", ids, ["seen", "new"])
    assert tagged.outcome.done == ids
    assert names(store, "organization", {"tags": ["new", "seen"]}) == ["A", "B"]
    several.untag(store, "organization", tagged.added)
    assert names(store, "organization", {"tags": ["seen"]}) == ["A"]
    assert names(store, "organization", {"tags": ["new"]}) == []

    class Stopping:
        def step(self, done: int, total: int | None = None) -> None:
            if done == 1:
                raise Cancelled

    half = several.tag(store, "organization", ids, ["half"], Stopping())
    assert (half.outcome.done, half.outcome.left) == (ids[:1], 1)
    outcome = several.delete(store, "organization", [*ids, "00000000-0000-0000-0000-000000000000"])
    assert outcome.done == ids
    assert outcome.refused is not None
    assert names(store, "organization") == []
    several.restore(store, "organization", ids)
    assert names(store, "organization") == ["A", "B"]
    found = listing.open_list(store, "organization", sort="name_en")
    assert listing.ids(store, listing.part(found, [range(1, 2)])) == ids[1:]
