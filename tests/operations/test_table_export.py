"""Lists as tables: what comes back is what went, and nothing leaves that may not."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import Phase, given, settings, strategies as st

from coopdesk.fields import (
    CURRENCY,
    EMAIL,
    PHONE,
    WEB,
    Choice,
    Code,
    Day,
    Field,
    Flag,
    Identifier,
    Line,
    Links,
    Members,
    Money,
    Number,
    Period,
    Prose,
    Quantity,
    Tags,
)
from coopdesk.i18n import LANGUAGES, set_language
from coopdesk.operations import desk, leaving_log, listing, reach, record, table_files, tags
from coopdesk.operations.table_export import export, export_json
from coopdesk.operations.table_names import NUMBERS, Names
from coopdesk.operations.table_preview import preview
from coopdesk.operations.table_saving import take
from coopdesk.operations.tables import plan
from coopdesk.records import TYPES, fields_of, owned_by, plural_of
from coopdesk.records.base import owner_field
from coopdesk.records.steps import moved_by
from coopdesk.store.home import Store
from tests.conftest import PASSPHRASE, copy_home

TYPES_TRIED = (
    "organization", "contact", "membership", "conference", "action", "opportunity", "expert", "candidature",
    "committee", "capacity_need", "award",
)  # fmt: skip
_LETTERS = st.sampled_from("aZ0 ,;؛،\"'=+-@\tبةأ٣é&<_x0041_\u200f|")
_EDGED = st.text(_LETTERS, min_size=1, max_size=12).map(lambda text: text.strip(" \t\u200f")).filter(bool)
_LONG = st.lists(_EDGED, min_size=1, max_size=3).map("\n".join)
_DAYS = st.dates(date(1900, 1, 1), date(2020, 12, 31)).map(lambda day: day.isoformat())
_SHAPED = {EMAIL: "a@example.org", WEB: "example.org/=+1", PHONE: "+974 1", CURRENCY: "QAR"}
_CODES = {"country": ["QA", "KW", "FR"], "language": ["ar", "en"], "sector": ["110", "120"]}


def values_of(declared: Field, taggable: list[str]) -> st.SearchStrategy[Any] | None:
    """Return values of a field, as a person could have saved them; None for links and what is the program's own."""
    kind = declared.kind
    if declared.name in ("classification", "audience", "position"):
        return None
    if isinstance(kind, Tags):
        return st.lists(st.sampled_from(taggable), max_size=2, unique=True) if taggable else None
    if isinstance(kind, Members) and not isinstance(kind, Links):
        one = st.sampled_from([option.token for option in kind.options]) if kind.options else _EDGED
        return st.lists(one, max_size=3, unique=True)
    if isinstance(kind, Identifier) and kind.shape is not None:
        return st.just(_SHAPED[kind.shape])
    by_kind: dict[type, st.SearchStrategy[Any]] = {
        Choice: st.sampled_from([option.token for option in getattr(kind, "options", ())] or [None]),
        Code: st.sampled_from(_CODES[getattr(kind, "of", "country")]),
        Quantity: st.integers(getattr(kind, "low", 0), getattr(kind, "high", 0)).map(str),
        Period: st.sampled_from(["2027", "2027-H2", "2027-Q1", "2027-03"]),
        Day: st.one_of(_DAYS, _DAYS.map(lambda day: day[:7]), _DAYS.map(lambda day: day[:4])),
        Number: st.integers(getattr(kind, "low", 0), getattr(kind, "high", 0)),
        Flag: st.booleans(),
        Money: st.builds(lambda n: {"amount": f"{n}.05", "currency": "QAR"}, st.integers(0, 10**12)),
        Identifier: _EDGED,
        Line: _EDGED,
        Prose: _LONG,
    }
    return by_kind.get(type(kind))


@st.composite
def records(draw: st.DrawFn, name: str, taggable: list[str]) -> dict[str, Any]:
    """Return a new record with its lists. The desk numbers it: a second one of one number would be the same record."""
    cls = TYPES[name]
    found: dict[str, Any] = {}
    for one in fields_of(cls):
        strategy = values_of(one, taggable) if one.name not in {*moved_by(cls.__steps__), *NUMBERS} else None
        if strategy is not None and (one.name in cls.__title__ or draw(st.booleans())):
            found[one.name] = draw(strategy)
    for first, last in cls.__ordered__:
        if found.get(last) is not None:
            found.pop(first, None)
    for owned in owned_by(name) if draw(st.booleans()) else ():
        found[plural_of(owned)] = draw(st.lists(records(owned.__tablename__, taggable), min_size=1, max_size=2))
    return found


def told(store: Store, name: str, ids: list[str]) -> list[dict[str, Any]]:
    """Return what records say, their lists too; links to records of the same home by their places."""
    place = {id: n for n, id in enumerate(ids)}
    views = [record.show(store, name, id) for id in ids]

    def said(type: str, view: dict[str, Any]) -> dict[str, Any]:
        owner = owner_field(TYPES[type])
        names = [one.name for one in fields_of(TYPES[type]) if owner is None or one.name != owner.name]
        return {one: place.get(view[one], view[one]) if isinstance(view[one], str) else view[one] for one in names}

    return [
        said(name, view)
        | {plural_of(one): [said(one.__tablename__, line) for line in view[plural_of(one)]] for one in owned_by(name)}
        for view in views
    ]


def imported(store: Store, path: Path, name: str) -> list[str]:
    """Import a file that was exported, with the lists in it; returns the ids of the records."""
    sheets = table_files.open_file(path)
    names = Names(store)
    options = {"same_title": "new"}
    outcome = take(store, preview(store, plan(store, sheets[0], name)._replace(**options), names=names))
    assert not outcome.refused, [finding.message() for one in outcome.refused for finding in one.findings]
    for sheet, owned in table_files.lists_in(sheets, TYPES[name]):
        lines = take(store, preview(store, plan(store, sheet, owned.__tablename__), names=names))
        assert not lines.refused, [finding.message() for one in lines.refused for finding in one.findings]
    return outcome.created


@pytest.fixture
def homes(tmp_path: Path) -> Any:
    opened = [desk.open_desk(copy_home(tmp_path / name), PASSPHRASE, wait=2) for name in ("one", "other")]
    yield opened
    for one in opened:
        one.close()


@pytest.mark.parametrize("name", TYPES_TRIED)
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_what_is_exported_and_imported_elsewhere_is_equal(
    homes: list[Store], tmp_path: Path, name: str, ending: str
) -> None:
    here, there = homes
    taggable = [one.code for one in tags.known(here)][:40]

    @settings(max_examples=8, phases=[Phase.explicit, Phase.reuse, Phase.generate])
    @given(st.lists(records(name, taggable), min_size=1, max_size=3), st.sampled_from(LANGUAGES), st.booleans())
    def both_ways(many: list[dict[str, Any]], lang: Any, linked: bool) -> None:
        set_language(lang)
        ids = [view["id"] for view in record.save_all(here, name, many)]
        if linked and len(ids) > 1 and "parent" in {one.name for one in fields_of(TYPES[name])}:
            record.save(here, name, {"id": ids[0], "parent": ids[-1]})
        if ending == "csv":
            ids = [record.save(here, name, {"id": id} | _without_lines(here, name, id))["id"] for id in ids]
        path = tmp_path / f"list.{ending}"
        found = listing.open_list(here, name, sort="created_at", where={"id": {"any": ids}})
        export(here, found, path)
        made = imported(there, path, name)
        order = listing.ids(here, found)
        assert told(there, name, made) == told(here, name, order)
        again = preview(here, plan(here, table_files.open_file(path)[0], name))
        assert {one.action for one in again.entries} == {"same"}

    both_ways()


def _without_lines(store: Store, name: str, id: str) -> dict[str, Any]:
    """Return what takes the lists off a record, for a CSV holds the records alone."""
    view = record.show(store, name, id)
    return {
        plural_of(one): [{"id": line["id"], "deleted": True} for line in view[plural_of(one)]] for one in owned_by(name)
    }


def test_a_list_as_on_screen_has_its_columns_in_the_language_of_the_window(store: Store, tmp_path: Path) -> None:
    record.save(
        store, "action", {"text_en": "=Answer", "text_ar": "الرد", "due": "2027-03-05", "status": "in_progress"}
    )
    set_language("ar")
    path = tmp_path / "list.xlsx"
    export(store, listing.open_list(store, "action"), path, ["text_ar", "due", "status"])
    sheet = openpyxl.load_workbook(path).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == ["text_en", "text_ar", "due", "status"]
    assert sheet.sheet_view.rightToLeft
    assert rows[2][:2] == ["=Answer", "الرد"]
    assert rows[2][2].date().isoformat() == "2027-03-05"
    assert "\u2068" not in str(rows)
    text = tmp_path / "list.csv"
    export(store, listing.open_list(store, "action"), text, ["text_en", "due"], heads="names")
    lines = text.read_text("utf-8-sig").splitlines()
    assert lines == ["text_en,text_ar,due", "'=Answer,الرد,2027-03-05"]


def test_what_leaves_is_noted_and_kept_from_who_may_not_read_it(store: Store, tmp_path: Path) -> None:
    shown = record.save(store, "action", {"text_en": "open", "classification": "public", "audience": "all"})
    hidden = record.save(store, "action", {"text_en": "hidden", "classification": "secret", "source": shown["id"]})
    found = listing.open_list(store, "action")
    path = tmp_path / "list.csv"
    assert export(store, found, path)[:2] == (2, 1)
    assert [(one["how"], one["what"], one["records"]) for one in leaving_log.log(store)] == [("exported", "action", 2)]
    assert hidden["id"] in path.read_text("utf-8-sig")
    for write in (lambda who: export(store, found, path, who=who), lambda who: export_json(store, found, path, who)):
        made: Callable[[Any], Any] = write
        assert made(reach.reader(store, "all")).records == 1
        assert "hidden" not in path.read_text("utf-8-sig")


def test_links_to_what_a_reader_may_not_see_are_empty(store: Store, tmp_path: Path) -> None:
    body = record.save(store, "organization", {"name_en": "Hidden House", "audience": "ministry"})["id"]
    record.save(store, "contact", {"name_en": "A", "organization": body, "audience": "all", "classification": "public"})
    found = listing.open_list(store, "contact")
    path = tmp_path / "list.csv"
    for who, seen in ((reach.ANYBODY, True), (reach.reader(store, "all"), False)):
        export(store, found, path, who=who)
        assert ("Hidden House" in path.read_text("utf-8-sig")) is seen
        export_json(store, found, path, who)
        assert (json.loads(path.read_text())[0]["organization"] == body) is seen


def test_a_text_that_a_cell_cuts_is_counted_and_stays_whole_when_it_comes_back(store: Store, tmp_path: Path) -> None:
    one = record.save(store, "organization", {"name_en": "Long", "mandate_en": "word " * 8_000})
    found = listing.open_list(store, "organization", where={"id": {"any": [one["id"]]}})
    path = tmp_path / "list.xlsx"
    assert export(store, found, path).cut == 1
    again = preview(store, plan(store, table_files.open_file(path)[0], "organization"))
    assert [entry.action for entry in again.entries] == ["same"]
    assert [finding.grade for finding in again.findings] == ["note"]
