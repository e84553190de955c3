"""The text of a file, in whatever encoding it was written; None for what is no text."""

import pytest

from coopdesk.interchange.file_text import text_of

TEXT = "مذكرة قصيرة عن الاجتماع\nThe board met.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256"])
def test_arabic_text_is_read_in_each_encoding(encoding: str) -> None:
    assert text_of(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_one_arabic_word_of_utf_16_without_a_mark(encoding: str) -> None:
    assert text_of("مرحبا".encode(encoding)) == "مرحبا"


def test_a_letter_that_the_cut_split_is_left_out() -> None:
    whole = "نص".encode()
    assert text_of(whole[:-1], cut=True) == "ن"
    assert text_of(b"\xef\xbb\xbf" + whole[:-1], cut=True) == "ن"
    assert text_of(whole[:-1], cut=False) != "ن"


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"PK\x03\x04\0", bytes(range(256)), bytes(50), b"PK\x03\x04\x14\0"]
)
def test_what_is_no_text(content: bytes) -> None:
    assert text_of(content) is None


def test_the_empty_file() -> None:
    assert text_of(b"") == ""
