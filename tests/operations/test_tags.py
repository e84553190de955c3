"""Tags as a person reads, types and filters by them."""

import pytest

from coopdesk.errors import Refused
from coopdesk.i18n import set_language
from coopdesk.operations import conditions, listing, record, saves, tags, themes
from coopdesk.store.home import Store


def found(store: Store, words: str) -> list[str]:
    return [one.code for one in tags.find(store, words)]


def test_tags_are_found_by_code_number_and_words_of_either_language(store: Store) -> None:
    assert found(store, "sdg-4")[0] == "sdg-4"
    assert found(store, "4.b")[0] == "sdg-4.b"
    assert "sdg-4" in found(store, "qual educ")
    assert "sdg-4" in found(store, "التعليم الجيد")
    assert found(store, "xyzzy") == []
    codes = [one.code for one in tags.known(store)]
    assert codes.index("sdg-2") < codes.index("sdg-10") < codes.index("sdg-1.1") < codes.index("sdg-1.a")


def test_what_is_pasted_is_read_by_code_number_or_whole_name(store: Store) -> None:
    assert tags.read(store, ["SDG-4", " 4.b ", "القضاء على الفقر", "nothing"]) == (
        ["sdg-4", "sdg-4.b", "sdg-1"], ["nothing"],
    )  # fmt: skip


def test_a_theme_is_added_once_by_the_ministry_alone(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    code = themes.add(store, "  Blue   Économy ")
    assert code == "blue-economy"
    assert themes.add(store, "blue économy") == code
    arabic = themes.add(store, "الاقتصاد الأزرق")
    assert arabic == "theme-2"
    assert tags.tag_names(store)[arabic] == "الاقتصاد الأزرق"
    monkeypatch.setattr(Store, "is_ministry", False)
    with pytest.raises(Refused, match="Ministry"):
        themes.add(store, "Something else")


def test_lists_filters_and_history_name_tags_in_the_language_of_the_window(store: Store) -> None:
    made = record.save(store, "contact", {"name_en": "x", "tags": ["sdg-4", "odd"]})
    fields = [one for one in listing.every_field("contact") if one.name == "tags"]
    opened = listing.open_list(store, "contact", where={"tags": {"any": ["sdg-4"]}})
    for lang, name in (("en", "Quality Education"), ("ar", "التعليم الجيد")):
        set_language(lang)
        shown = listing.page(store, opened, 0, 1, fields)[0].shown["tags"]
        assert name in shown
        assert "odd" in shown
        assert name in conditions.sentence(store, "contact", {"tags": {"any": ["sdg-4"]}})
        values = listing.values(store, "contact", "tags", "education")
        assert [one.plain for one in values] == ["sdg-4"]
        assert name in values[0].title
        (saved,) = saves.told(store, "contact", made["id"])
        assert any(name in change.new for change in saved.changes)
