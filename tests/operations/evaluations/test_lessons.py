"""Lessons of all evaluations by criterion, their ratings beside each other with the means, as far as a reader sees."""

import pytest

from coopdesk.errors import InvalidValue
from coopdesk.operations import listing, reach, record
from coopdesk.operations.evaluations import lessons
from coopdesk.store.home import Store
from tests.operations.evaluations.made import judged


@pytest.fixture
def two(store: Store) -> tuple[str, str]:
    """An older evaluation for all, and a newer one for few that rates relevance higher."""
    older = judged(store, evaluated_on="2025-05-01", overall="3", title_en="Older")
    newer = judged(store, evaluated_on="2026-05-01", classification="secret", title_en="Newer")
    values = {"evaluation": newer, "criterion": "relevance", "rating": "5", "lesson_en": "Ask first"}
    record.save(store, "criterion_rating", values)
    return older, newer


def test_lessons_stand_by_criterion_the_newest_first(store: Store, two: tuple[str, str]) -> None:
    found = lessons.lessons(store)
    assert [(one.criterion, one.title, one.rating) for one in found[:3]] == [
        ("relevance", "Newer", "5"), ("relevance", "Older", "2"), ("coherence", "Newer", "3"),
    ]  # fmt: skip
    assert (found[0].lesson_en, found[0].of, found[0].on) == ("Ask first", "Solar wells", "2026-05-01")
    assert len(found) == 10
    assert {one.criterion for one in lessons.lessons(store, criterion="impact")} == {"impact"}
    with pytest.raises(InvalidValue, match="colour"):
        lessons.lessons(store, criterion="colour")


def test_ratings_are_compared_with_their_means(store: Store, two: tuple[str, str]) -> None:
    newer, older, means = lessons.compared(store)
    assert (newer.title, newer.overall, older.overall) == ("Newer", None, 3.0)
    assert (newer.ratings["relevance"], older.ratings["relevance"], means.ratings["relevance"]) == (5, 2, 3.5)
    assert "sustainability" not in means.ratings
    assert (means.evaluation, means.overall) == ("", 3.0)


def test_what_is_for_few_is_not_told(store: Store, two: tuple[str, str]) -> None:
    who = reach.reader(store, upto="internal")
    assert {one.title for one in lessons.lessons(store, who=who)} == {"Older"}
    [only] = lessons.compared(store, who=who)
    assert only.title == "Older"
    record.save(
        store, "project", {"id": record.show(store, "evaluation", two[0])["subject"], "classification": "secret"}
    )
    assert {one.of for one in lessons.lessons(store, who=who)} == {""}


def test_a_list_narrows_what_is_told(store: Store, two: tuple[str, str]) -> None:
    mine = listing.open_list(store, "evaluation", where={"overall": {"any": ["3"]}})
    assert {one.evaluation for one in lessons.lessons(store, mine)} == {two[0]}
