"""What a document of a record says, as two extractors read it back.

Without spaces, marks of direction and harakat: readers part Arabic words where none is parted.
"""

import unicodedata

import pytest

from coopdesk.operations import printing, reach
from coopdesk.store.home import Store
from tests.documents.test_pages import by_pdfium, by_poppler

LANGUAGES = pytest.mark.parametrize("lang", ["en", "ar", "both"])


def printed(store: Store, name: str, id: str, lang: str, upto: str = "") -> dict[str, str]:
    """Return a document as each extractor reads it."""
    pdf = printing.prepare(store, name, id, lang, who=reach.reader(store, "", upto)).pdf()
    return {read.__name__: _plain(read(pdf)) for read in (by_poppler, by_pdfium)}


def holds(found: dict[str, str], *expected: str) -> None:
    """Demand that one extractor finds each of these, and every extractor each word of it: a line that is broken in a
    cell, and a line of both scripts, is not read by each in its order."""
    for one in expected:
        assert any(_plain(one) in text for text in found.values()), one
        for reader, text in found.items():
            for word in one.split():
                assert _plain(word) in text, (reader, one)


def lacks(found: dict[str, str], *unexpected: str) -> None:
    """Demand that no extractor finds any of these."""
    for reader, text in found.items():
        for one in unexpected:
            assert _plain(one) not in text, (reader, one)


def _plain(text: str) -> str:
    kept = (c for c in unicodedata.normalize("NFKC", text) if not unicodedata.combining(c))
    return "".join(c for c in kept if not c.isspace() and unicodedata.category(c) != "Cf")
