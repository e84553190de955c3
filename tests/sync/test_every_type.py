"""Every type of record goes all the way because it is declared: saved, found, sent, merged, printed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from coopdesk import fields as kinds
from coopdesk.fields import Field
from coopdesk.operations import conflicts, history, printing, record, search
from coopdesk.records import TYPES, Record, fields_of, owned_by, plural_of
from coopdesk.records.base import owner_field
from coopdesk.records.steps import STEPPED
from coopdesk.store.home import Store
from tests.sync.network import Network

OTHERS = {"officer", "officer_key", "ministry_settings", "desk", "attachment", "tag", "country"}
"""Types of which not everybody makes one, or that the seed has in full."""
WHOLE = sorted(name for name, cls in TYPES.items() if cls.__owner__ is None and name not in OTHERS)
SHARED = {"classification", "audience", "tags", "degree_reason", "reference", "position"}
_SHAPED = {
    kinds.EMAIL: "a@example.org", kinds.WEB: "https://example.org", kinds.PHONE: "+974 1", kinds.CURRENCY: "QAR",
}  # fmt: skip
ID = "0f8fad5b-d9cb-869f-a165-70867728950e"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Network]:
    """One network for all types."""
    made = Network(tmp_path_factory.mktemp("network"))
    yield made
    made.close()


def value(declared: Field) -> Any:
    """Return a plain value for a field, made of its name where it is a text."""
    kind = declared.kind
    if isinstance(kind, kinds.Choice):
        return kind.options[0].token
    if isinstance(kind, kinds.Links):
        return [ID]
    if isinstance(kind, kinds.Members):
        return [kind.options[0].token] if kind.options else [f"a{declared.number}"]
    found: dict[type, Any] = {
        kinds.Day: "1990-03-05" if getattr(kind, "past", False) else "2027-03-05", kinds.Flag: True,
        kinds.Number: min(max(7, getattr(kind, "low", 0)), getattr(kind, "high", 7)),
        kinds.Quantity: "12.5", kinds.Period: "2027-Q1",
        kinds.Clock: "17:00", kinds.Zone: "Europe/Zurich",
        kinds.Money: {"amount": "12.50", "currency": "QAR"}, kinds.Link: ID, kinds.Hashes: None,
    }  # fmt: skip
    if type(kind) in found:
        return found[type(kind)]
    if isinstance(kind, kinds.Identifier) and kind.shape is not None:
        return _SHAPED[kind.shape]
    if isinstance(kind, kinds.Code):
        return {"country": "OM", "sector": "11220"}.get(kind.of, "fr")
    return f"{declared.name.replace('_', ' ')} نص"


def filled(cls: type[Record]) -> dict[str, Any]:
    """Return a value for every field that a person writes, and a line for every list."""
    owner = owner_field(cls)
    registers = {"registry_number", "registry_date"} if any(one.registers for one in cls.__steps__) else set[str]()
    aside = (
        SHARED
        | registers
        | set(STEPPED)
        | set(cls.__ministrys__)
        | {owner.name if owner else "", cls.__follows__ or ""}
    )
    values = {one.name: value(one) for one in fields_of(cls) if one.name not in aside and value(one) is not None}
    return values | {plural_of(one): [filled(one)] for one in owned_by(cls.__tablename__)}


def told(view: Any) -> Any:
    """Return what a record says, without what differs from desk to desk."""
    if isinstance(view, list):
        return [told(one) for one in view]
    return {
        k: told(v) if isinstance(v, list) and v and isinstance(v[0], dict) else v
        for k, v in view.items()
        if k != "_seen"
    }


def texts(type: str) -> list[str]:
    """Return two fields of a type that hold a text of their own."""
    found = [one for one in fields_of(TYPES[type]) if isinstance(one.kind, kinds.Line) and one.group is None]
    found = [one for one in found if getattr(one.kind, "shape", None) is None]
    return [one.name for one in found if one.name not in SHARED | set(STEPPED) | set(TYPES[type].__ministrys__)][:2]


@pytest.mark.parametrize("name", WHOLE)
def test_a_record_of_every_type_goes_all_the_way(shared: Network, tmp_path: Path, name: str) -> None:
    made = record.save(shared.geneva, name, {**filled(TYPES[name]), "audience": "ministry"})
    shared.send(shared.geneva, shared.ministry)
    there = record.show(shared.ministry, name, made["id"])
    assert told(there) == told(record.show(shared.geneva, name, made["id"]))
    assert history.history(shared.ministry, name, made["id"])

    field, other = texts(name)
    write(shared.geneva, name, made["id"], field, "written at the mission")
    write(shared.ministry, name, made["id"], other, "written at the Ministry")
    both_ways(shared)
    for store in (shared.geneva, shared.ministry):
        view = record.show(store, name, made["id"])
        assert (view[field], view[other]) == ("written at the mission", "written at the Ministry")
    write(shared.geneva, name, made["id"], field, "one answer")
    write(shared.ministry, name, made["id"], field, "another answer")
    both_ways(shared)
    for store in (shared.geneva, shared.ministry):
        assert [one["field"] for one in conflicts.conflicts(store, made["id"])] == [field]

    printed = printing.print_to_file(shared.ministry, "record-sheet", made["id"], "ar", tmp_path / "sheet.pdf")[0]
    assert "written at the Ministry" in " ".join(page.extract_text() for page in PdfReader(printed).pages)


@pytest.mark.parametrize("name", [one for one in WHOLE if any(f.search for f in fields_of(TYPES[one]))])
def test_a_record_of_every_type_is_found_by_its_words(store: Store, name: str) -> None:
    field = next(one for one in fields_of(TYPES[name]) if one.search and isinstance(one.kind, kinds.Line))
    place = {TYPES[name].__placed__[0]: ID} if TYPES[name].__placed__ else {}
    made = record.save(store, name, {field.name: "quetzal طاووس", **place})
    for words in ("quetzal", "الطاووس"):
        assert [one["id"] for one in search.find(store, words)] == [made["id"]]


def write(store: Store, name: str, id: str, field: str, text: str) -> None:
    record.save(store, name, {"id": id, field: text})


def both_ways(shared: Network) -> None:
    shared.send(shared.geneva, shared.ministry)
    shared.send(shared.ministry, shared.geneva)
