"""What is found first."""

from coopdesk.operations import record, search
from coopdesk.store.home import Store


def test_what_is_called_so_comes_before_what_only_speaks_of_it(store: Store) -> None:
    mandate = "It helps States to build their own institutions, and it does so in many fields at once. " * 20
    called = {"name_en": "Global Fund for Wells", "acronym_en": "GFW", "acronym_ar": "الآبار", "mandate_en": mandate}
    id = record.save(store, "organization", called)["id"]
    for place in ("Amman", "Doha", "Tunis", "Geneva"):
        record.save(store, "organization", {"name_en": f"GFW {place}", "name_ar": f"الآبار {place}"})
    for query in ("GFW", "gfw ", "الآبار", "الابار", "بالآبار", "global fund for wells"):
        assert search.find(store, query, limit=2)[0]["id"] == id, query
    assert len(search.find(store, "GFW")) == 5
