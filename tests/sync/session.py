"""A full session of two desks in a process of its own, about one marker, that ends by a kill: ``… session PLACE``.

Everything is done with the marker that a person does with a record: the window shows, drafts, finds and previews it;
files with it are attached, exported, looked at, imported, refused; a conflict about it is decided; a backup is made
and restored; the program runs into a bug with it. In the end it dies while a bundle of it is being imported.
"""

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox

from coopdesk import app
from coopdesk.operations import conflicts, desk, drafts, enrolment, exchange, files, printing, record, search, upkeep
from coopdesk.store.home import Store
from coopdesk.ui import messages
from coopdesk.ui.commands import COMMANDS
from tests.conftest import PASSPHRASE
from tests.pictures.states import kept, settle, typed, unlock

MARKER = "Unmistakable-7f3a-مسودة-سرّية"
ATTACHED = "note-Unmistakable-7f3a.txt"
EXPORTS, PRINTED, GIVEN = "sent", "printed.pdf", "given"
"""What is sent; what a person asked to be printed, and gave, which may hold the marker."""


def main(place: Path) -> None:
    """Do the whole session on the homes ``ministry`` and ``mission`` of a folder."""
    sys.addaudithook(_outside(place))
    ministry, mission = (desk.open_desk(place / name, PASSPHRASE) for name in ("ministry", "mission"))
    _enrolled(place, ministry, mission)
    made = _at_the_window(place, mission)
    first = _exported(place, mission, "QA-GVA", "first")
    exchange.slip(mission, [path.name for path in first], place / EXPORTS / "slip.pdf")
    for path in first:
        exchange.inspect(ministry, path)
        assert MARKER in str(exchange.preview(ministry, path))
    _refused(place, ministry, first[0])
    assert [one["status"] for one in exchange.import_files(ministry, first)] == ["applied"] * len(first)
    assert search.find(ministry, MARKER, "organization")
    _decided(place, ministry, mission, made)
    for lang in ("en", "ar"):
        printing.print_to_file(ministry, "organization-profile", made, lang, place / PRINTED)
    upkeep.backup(ministry, place / EXPORTS / "ministry.backup")
    upkeep.restore(place / EXPORTS / "ministry.backup", place / "restored", PASSPHRASE)
    record.save(mission, "contact", {"name_en": MARKER, "notes": MARKER, "audience": "all"})
    last = _exported(place, mission, "QA-GVA", "last")
    drafts.keep(ministry, "action", None, {"text_en": MARKER}, None)
    ministry.world = ministry.world._replace(reached=_killed_at("applied"))
    exchange.import_files(ministry, last)


def _outside(place: Path) -> Callable[[str, tuple[object, ...]], None]:
    """Tell of every file that is opened for writing outside the folder."""

    def hook(event: str, words: tuple[object, ...]) -> None:
        if event == "open" and isinstance(words[2], int) and words[2] & (os.O_WRONLY | os.O_RDWR):
            path = os.path.realpath(os.fsdecode(words[0])) if isinstance(words[0], (str, bytes)) else ""
            if path and not path.startswith((str(place), "/dev/")):
                print(f"WROTE {path}", file=sys.stderr, flush=True)

    return hook


def _enrolled(place: Path, ministry: Store, mission: Store) -> None:
    asked, answer = place / "ask.cdxq", place / "answer.cdxa"
    words, _ = enrolment.request(mission, asked)
    enrolment.enrol(ministry, asked, answer, words=words)
    enrolment.accept(mission, answer, words=enrolment.read_answer(mission, answer)["words_en"])


def _at_the_window(place: Path, mission: Store) -> str:
    """Write, find, preview and attach at the window, and leave something that is not saved; returns the record."""
    application = QApplication.instance() or QApplication(["coopdesk"])
    assert isinstance(application, QApplication)
    QMessageBox.exec = lambda box: 0  # type: ignore[method-assign,assignment]
    window = app.window_for(place / "mission", application)
    window.show()
    unlock(window)
    assert window.store is not None
    window.new_record("organization")
    settle(window)
    form = window.page.form
    typed(form.rows.editors["name_en"].inputs()[0], MARKER)
    kept(window, MARKER)
    typed(form.rows.editors["name_ar"].inputs()[0], MARKER)
    form.save()
    settle(window)
    made = search.find(window.store, MARKER, "organization")[0]["id"]
    record.save(window.store, "organization", {"id": made, "audience": "all", "notes": MARKER, "aliases": [MARKER]})
    (place / GIVEN).mkdir()
    (place / GIVEN / ATTACHED).write_text(MARKER * 2_000, "utf-8")
    files.attach(window.store, "organization", made, place / GIVEN / ATTACHED)
    window.switch_preview()
    window.open_record("organization", made)
    settle(window)
    COMMANDS["search"].run(window)
    typed(window.finder.field, MARKER)
    settle(window)
    window.finder.close()
    typed(window.screen.search, MARKER)
    settle(window)
    QGuiApplication.clipboard().setText(MARKER)
    try:
        raise ValueError(MARKER)
    except ValueError as fault:
        messages.unexpected(ValueError, fault, fault.__traceback__)
    window.page.edit()
    typed(window.page.form.rows.editors["notes"].inputs()[0], f"{MARKER} again")
    kept(window, f"{MARKER} again")
    window.page.put_away()
    window.close()
    return str(made)


def _exported(place: Path, sender: Store, to: str, name: str) -> list[Path]:
    return [Path(path) for path in exchange.export(sender, to, place / EXPORTS / name)["files"]]


def _refused(place: Path, ministry: Store, path: Path) -> None:
    torn = place / EXPORTS / "torn.cdx"
    torn.write_bytes(path.read_bytes()[:-20])
    assert exchange.import_files(ministry, [torn])[0]["status"] == "refused"


def _decided(place: Path, ministry: Store, mission: Store, made: str) -> None:
    """Both write a field; the Ministry decides."""
    for store in (ministry, mission):
        record.save(store, "organization", {"id": made, "functions_en": f"{MARKER} of {store.desk}"})
    exchange.import_files(ministry, _exported(place, mission, "QA-GVA", "edit"))
    (found,) = conflicts.conflicts(ministry)
    assert MARKER in str(conflicts.show(ministry, found["id"]))
    conflicts.resolve(ministry, found["id"], value=MARKER, reason=MARKER)
    exchange.import_files(mission, _exported(place, ministry, "QA-VIE", "decision"))


def _killed_at(step: str) -> Callable[[str], None]:
    def reached(name: str) -> None:
        if name == step:
            time.sleep(0.2)
            os.kill(os.getpid(), signal.SIGKILL)

    return reached


if __name__ == "__main__":
    main(Path(sys.argv[1]))
