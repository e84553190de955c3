"""Links that nobody means are refused where they are written, and stay where they stand."""

import pytest

from coopdesk.errors import InvalidValue
from coopdesk.i18n import using
from coopdesk.operations import record
from coopdesk.store.home import Store


def test_nothing_new_is_linked_to_what_was_deleted(store: Store) -> None:
    gone = record.save(store, "expert", {"name_en": "Amal"})["id"]
    kept = record.save(store, "nomination", {"expert": gone})
    record.delete(store, "expert", gone)
    with pytest.raises(InvalidValue, match="Restore it first") as refused:
        record.save(store, "nomination", {"expert": gone})
    assert refused.value.field == "expert"
    with using("ar"):
        assert "محذوف" in refused.value.message()
    again = record.save(store, "nomination", {**record.show(store, "nomination", kept["id"]), "name_en": "x"})
    assert (again["expert"], again["name_en"]) == (gone, "x")
    body = record.save(store, "organization", {"name_en": "Body"})["id"]
    record.delete(store, "organization", body)
    with pytest.raises(InvalidValue, match="Body"):
        record.save(store, "engagement", {"organizations": [body]})
    record.restore(store, "organization", body)
    record.save(store, "engagement", {"organizations": [body]})


def test_no_record_is_above_itself(store: Store) -> None:
    top = record.save(store, "organization", {"name_en": "Top"})["id"]
    middle = record.save(store, "organization", {"name_en": "Middle", "parent": top})["id"]
    low = record.save(store, "organization", {"name_en": "Low", "parent": middle})["id"]
    for above in (top, middle, low):
        with pytest.raises(InvalidValue, match="leads back to this record itself") as refused:
            record.save(store, "organization", {"id": top, "parent": above})
        assert refused.value.field == "parent"
    record.save(store, "organization", {"id": low, "parent": top})
    both = [{"id": top, "parent": None}, {"id": middle, "parent": low}]
    record.save_all(store, "organization", both)
    with pytest.raises(InvalidValue):
        record.save_all(store, "organization", [{"id": top, "parent": middle}])
