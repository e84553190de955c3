"""Files that a table names: attached from one folder, once, and nothing outside it is ever opened."""

from pathlib import Path
from typing import Any

import pytest

from coopdesk.i18n import using
from coopdesk.operations import files, listing, record, table_attachments, table_columns, table_files, tables
from coopdesk.operations.table_preview import preview
from coopdesk.operations.table_saving import take
from coopdesk.operations.tables import Outcome, Preview
from coopdesk.store.home import Store


def looked(store: Store, folder: Path, *rows: tuple[str, str], head: str = "CV") -> Preview:
    sheet = folder.parent / "experts.csv"
    lines = [f'"{name}";"{cell}"' for name, cell in (("Name as in the passport", head), *rows)]
    sheet.write_text("\n".join(lines), "utf-8")
    plan = tables.plan(store, table_files.open_file(sheet)[0], "expert")
    assert [one.target for one in plan.columns] == ["name_en", table_columns.FILES]
    return preview(store, plan._replace(folder=folder, same_title="ask"))


def told(found: Preview) -> list[tuple[str, str]]:
    return [(one.grade, one.value) for one in found.findings if one.field == table_columns.FILES]


def attached(store: Store, outcome: Outcome) -> list[list[str]]:
    return [[one["name"] for one in files.files(store, "expert", id)] for id in outcome.created]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "cvs"
    (made / "more").mkdir(parents=True)
    (made / "one.pdf").write_bytes(b"%PDF-1")
    (made / "more" / "two, draft.pdf").write_bytes(b"%PDF-22")
    (tmp_path / "secret.txt").write_text("outside")
    (made / "link.txt").symlink_to(tmp_path / "secret.txt")
    return made


@pytest.mark.parametrize("head", ["CV", "Attachments", "السيرة الذاتية", "files"])
def test_files_of_the_folder_and_below_are_attached_to_the_expert(store: Store, folder: Path, head: str) -> None:
    found = looked(store, folder, ("Ann", "one.pdf;more/two, draft.pdf"), ("Ben", "more\\two, draft.pdf"), head=head)
    assert told(found) == [
        ("note", "one.pdf"), ("note", "more/two, draft.pdf"), ("note", "more\\two, draft.pdf"),
    ]  # fmt: skip
    outcome = take(store, found)
    assert outcome.files == 3
    assert attached(store, outcome) == [["one.pdf", "two, draft.pdf"], ["two, draft.pdf"]]


def test_what_is_missing_or_too_much_is_told_and_the_line_goes_in(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_attachments, "LIMIT", 6)
    monkeypatch.setattr(table_attachments, "MOST", 2)
    found = looked(
        store,
        folder,
        ("Ann", "gone.pdf"),
        ("Ben", "more/two, draft.pdf"),
        ("Cay", "one.pdf;one.pdf;one.pdf"),
        ("Dee", "more"),
    )
    assert told(found) == [
        ("warning", "gone.pdf"), ("warning", "more/two, draft.pdf"), ("note", "one.pdf"), ("note", "one.pdf"),
        ("warning", "one.pdf"), ("warning", "more"),
    ]  # fmt: skip
    with using("ar"):
        assert "gone.pdf" in found.findings[0].message()
    outcome = take(store, found)
    assert (len(outcome.created), outcome.files, outcome.refused) == (4, 1, [])
    monkeypatch.setattr(table_attachments, "MOST_BYTES", 7)
    found = looked(store, folder, ("Eve", "one.pdf"), ("Fay", "one.pdf"))
    assert told(found) == [("note", "one.pdf"), ("warning", "one.pdf")]


@pytest.mark.parametrize(
    "name",
    [
        "../secret.txt",
        "/etc/passwd",
        "more/../../secret.txt",
        "C:\\secret.txt",
        "..\\secret.txt",
        "link.txt",
        "\\\\host\\x",
        ".",
    ],
)
def test_a_name_that_leads_out_of_the_folder_refuses_its_line_and_opens_nothing(
    store: Store, folder: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = looked(store, folder, ("Ann", name), ("Ben", "one.pdf"))
    assert [one.action for one in found.entries] == ["refused", "new"]
    assert told(found)[0] == ("error", name)
    opened: list[Path] = []
    attach = files.attach
    monkeypatch.setattr(files, "attach", lambda *given: opened.append(given[3]) or attach(*given))
    assert take(store, found).files == 1
    assert opened == [folder.resolve() / "one.pdf"]


def test_a_file_that_became_a_link_meanwhile_is_not_opened(store: Store, folder: Path, tmp_path: Path) -> None:
    found = looked(store, folder, ("Ann", "one.pdf"))
    (folder / "one.pdf").unlink()
    (folder / "one.pdf").symlink_to(tmp_path / "secret.txt")
    outcome = take(store, found)
    assert (len(outcome.created), outcome.files) == (1, 0)
    assert attached(store, outcome) == [[]]
    assert "could not be attached" in outcome.findings[-1].message()


def test_a_table_that_comes_twice_attaches_once_and_brings_what_was_missing(store: Store, folder: Path) -> None:
    take(store, looked(store, folder, ("Ann", "one.pdf; late.pdf")))
    (folder / "late.pdf").write_bytes(b"%PDF-333")
    found = looked(store, folder, ("Ann", "one.pdf; late.pdf"))
    assert [one.action for one in found.entries] == ["same"]
    assert take(store, found).files == 1
    [id] = listing.ids(store, listing.open_list(store, "expert"))
    assert [one["name"] for one in files.files(store, "expert", id)] == ["late.pdf", "one.pdf"]


def test_no_files_are_looked_for_where_nobody_said_in_which_folder(store: Store, folder: Path) -> None:
    found = looked(store, folder, ("Ann", "one.pdf"))
    plain = preview(store, found.plan._replace(folder=None))
    assert told(plain) == []
    assert take(store, plain).files == 0
    values: Any = record.show(store, "expert", listing.ids(store, listing.open_list(store, "expert"))[0])
    assert values["name_en"] == "Ann"
