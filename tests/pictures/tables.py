"""The steps in which a table is imported into a list, and the choice of what an export holds."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication

from coopdesk.ui.table_export import TableExport
from coopdesk.ui.table_import.dialog import TableImport
from tests.interchange.books import book
from tests.pictures.states import State, open_window, settle, unlock

_ROWS = [
    ["الجهات الشريكة 2026"], [], ["الاسم", "Name", "النوع", "الدولة", "سنة التأسيس", "Remarks", "رقم الملف"],
    ["الصندوق الأزرق", "Blue Fund", "جهة مانحة", "قطر", "26 رمضان 1420", "جهة جديدة", "م/13"],
    ["", "Green House", "Private sector", "Atlantis", "30/2/2001", "", "م/14"], ["المجموع", "", "", "", "2", "", ""],
]  # fmt: skip


def table_states(home: Path, application: QApplication, size: tuple[int, int, float]) -> Iterator[State]:
    """Yield the steps of an import, then the choice of an export."""
    window = open_window(home, application, size)
    unlock(window)
    file = home.parent / "partners.xlsx"
    file.write_bytes(book(_ROWS))
    window.open_list("organization")
    settle(window)
    acts = window.records.list.acts
    acts.import_file(file)
    dialog = window.findChildren(TableImport)[-1]
    settle(dialog)
    for step in range(1, 5):
        yield f"table-import-{step}", dialog
        dialog.go_on()
        settle(dialog)
    acts.export_table()
    yield "table-export", window.findChildren(TableExport)[-1]
    window.findChildren(TableExport)[-1].reject()
    window.close()
