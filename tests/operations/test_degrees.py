"""The degrees are the Ministry's: its words stand wherever a degree is shown, and only those in use can be chosen."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from coopdesk.errors import InvalidValue
from coopdesk.i18n import using
from coopdesk.operations import degrees, desk, listing, printing, record
from coopdesk.records.base import DEGREES, highest, rank
from coopdesk.store.home import Store


def settle(store: Store, **values: object) -> None:
    """Let the Ministry settle something, and the program hear of it."""
    id = next(listing.views(store, listing.open_list(store, "ministry_settings")))["id"]
    record.save(store, "ministry_settings", {"id": id} | values)
    desk.apply_settings(store)


def test_the_ministrys_words_stand_on_paper_in_lists_and_alone(store: Store) -> None:
    settle(store, secret_en="Restricted", secret_ar="مقيّد")
    made = record.save(store, "action", {"text_en": "Answer", "classification": "secret"})
    assert made["classification"] == "secret"
    assert degrees.label("secret") == "Restricted"
    with using("ar"):
        assert degrees.label("secret") == "مقيّد"
        assert degrees.label("top_secret") == "سري للغاية"
    out = BytesIO()
    out.write(printing.prepare(store, "record-sheet", made["id"], "en").pdf())
    assert "RESTRICTED" in PdfReader(out).pages[0].extract_text()
    found = listing.open_list(store, "action")
    columns = [one for one in listing.every_field("action") if one.name == "classification"]
    assert listing.page(store, found, 0, 1, columns)[0].shown["classification"] == "Restricted"
    settle(store, secret_en=None)
    assert degrees.label("secret") == "Secret"


def test_a_degree_that_is_not_in_use_is_not_chosen_but_stays_where_it_is(store: Store) -> None:
    kept = record.save(store, "contact", {"name_en": "Kept", "classification": "public"})["id"]
    settle(store, degrees=["internal", "secret"])
    assert degrees.rules(store).used == ("internal", "secret")
    with pytest.raises(InvalidValue, match=r"“Public” is not in use.*Internal.*Secret"):
        record.save(store, "contact", {"name_en": "x", "classification": "public"})
    assert record.save(store, "contact", {"id": kept, "name_ar": "محفوظ"})["classification"] == "public"
    settle(store, degrees=[])
    assert degrees.rules(store).used == DEGREES


def test_from_which_degree_something_follows_is_settled_too(store: Store) -> None:
    usual = degrees.rules(store)
    assert [one for one in DEGREES if usual.notes(one)] == ["confidential", "secret", "top_secret"]
    assert [one for one in DEGREES if usual.numbers(one)] == ["secret", "top_secret"]
    settle(store, noted_from="internal", numbered_from="top_secret")
    now = degrees.rules(store)
    assert [one for one in DEGREES if now.notes(one)] == ["internal", "confidential", "secret", "top_secret"]
    assert [one for one in DEGREES if now.numbers(one)] == ["top_secret"]


def test_what_is_not_known_counts_as_secret() -> None:
    assert highest([]) == "public"
    assert highest(["internal", None]) == highest(["internal", "cosmic"]) == "secret"
    assert rank(None) == rank("secret") < rank("top_secret")
