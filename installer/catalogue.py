"""Bring the Arabic catalogue in step with the program: ``python installer/catalogue.py [--check]``.

Collects every text that is marked with ``N_`` or ``P_``, keeps the translations there are, and compiles the
catalogue. ``--check`` changes nothing and fails where a text is missing, untranslated, or no longer used.
"""

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "locale" / "ar" / "LC_MESSAGES"
_DATED = datetime(2026, 1, 1, tzinfo=UTC)
"""Stands in every header, so that the same texts make the same bytes."""
_PLURALS = "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"
"""None, one, two, few (3-10), many (11-99), hundreds. The tool's own rule for Arabic exchanges the last two."""


def collected() -> Catalog:
    """Return the texts of the program."""
    found = Catalog(
        locale="ar", project="CoopDesk", charset="utf-8", fuzzy=False, creation_date=_DATED, revision_date=_DATED
    )
    found.mime_headers = [("Plural-Forms", _PLURALS)]
    keywords = {"N_": {1: None, 2: ((2, "c"), 1)}, "P_": {None: (1, 2)}}
    places = extract_from_dir(ROOT / "coopdesk", [("**.py", "python")], keywords=keywords, comment_tags=())
    for file, line, message, _, context in places:
        found.add(message, locations=[(f"coopdesk/{Path(file).as_posix()}", line)], context=context)
    return found


def updated() -> Catalog:
    """Return the texts of the program with the translations there are."""
    found = collected()
    path = FOLDER / "coopdesk.po"
    if path.exists():
        with path.open("rb") as file:
            old = read_po(file, locale="ar")
        for message in found:
            kept = old.get(message.id, message.context) if message.id else None
            if kept is not None:
                message.string = kept.string
    return found


def faults(catalogue: Catalog) -> list[str]:
    """Return the texts that have no translation."""
    found = []
    for message in catalogue:
        parts = message.string if isinstance(message.string, tuple | list) else (message.string,)
        if message.id and not all(parts):
            found.append(f"{message.context or ''}|{message.id}")
    return found


def compiled(catalogue: Catalog) -> bytes:
    """Return the compiled catalogue."""
    made = io.BytesIO()
    write_mo(made, catalogue)
    return made.getvalue()


def main() -> int:
    """Run; returns 1 when ``--check`` finds something."""
    catalogue = updated()
    missing = faults(catalogue)
    if "--check" in sys.argv:
        stale = (FOLDER / "coopdesk.mo").read_bytes() != compiled(catalogue)
        print(*missing, *(["the compiled catalogue is out of step"] if stale else []), sep="\n")
        return 1 if missing or stale else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "coopdesk.po").open("wb") as out:
        write_po(out, catalogue, sort_output=True, no_location=True, omit_header=False, width=110)
    (FOLDER / "coopdesk.mo").write_bytes(compiled(catalogue))
    print(*missing, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
