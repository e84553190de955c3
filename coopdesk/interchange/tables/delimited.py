"""CSV: read in any encoding and separator that a ministry meets, and written so that no cell begins a formula.

A program for sheets takes a cell that begins with ``= + - @`` for a formula. Such a text is written with ``'`` before
it, which is taken off once on the way in; so is one that begins with ``'`` itself, and nothing is lost either way.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

from coopdesk.interchange.file_text import text_of
from coopdesk.interchange.tables.sheets import MOST_BYTES, MOST_LETTERS, Counted, Sheet, too_large, too_long, torn

_GUARDED = ("=", "+", "-", "@", "\t", "\r", "'")
_SEPARATORS = (",", ";", "\t", "|")
_SAMPLE = 64 * 1024
csv.field_size_limit(MOST_LETTERS)


def read(content: bytes) -> list[Sheet]:
    """Return the one sheet of a CSV file. Raises ``Damaged``, ``Refused``."""
    if len(content) > MOST_BYTES // 2:
        raise too_large()
    text = text_of(content)
    if text is None or "\0" in text:
        raise torn()
    text = text.removeprefix("\ufeff")
    told = _told_separator(text)
    sheet, counted = Sheet(""), Counted()
    lines = text.split("\n", 1)[1] if told else text
    reader = csv.reader(io.StringIO(lines, newline=""), delimiter=told or separator(text))
    before = 1 if told else 0
    first = before + 1
    try:
        for cells in reader:
            counted.keep(sheet, first, [unguarded(cell) for cell in cells])
            first = before + reader.line_num + 1
    except csv.Error:
        raise too_long(first) from None
    return [sheet]


def pasted(text: str) -> list[list[str]]:
    """Return the cells, by line, that a program for sheets or texts copied, whatever ends its lines."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    if plain.count('"') % 2 == 0:  # else the quotes are of the text, and would swallow the cells behind them
        with suppress(csv.Error):
            return list(csv.reader(io.StringIO(plain), delimiter="\t"))
    return [line.split("\t") for line in plain.split("\n")]


def separator(text: str) -> str:
    """Return what stands between the cells: what divides the first lines most evenly into the most cells."""
    sample = text[:_SAMPLE]
    found = {one: _evenness(sample, one) for one in _SEPARATORS}
    best = max(found, key=lambda one: found[one])
    if found[best] > 0:
        return best
    try:
        return csv.Sniffer().sniff(sample[:4096], "".join(_SEPARATORS)).delimiter
    except csv.Error:
        return ","


def written(rows: Iterable[Sequence[str]], separator: str = ",") -> Iterator[bytes]:
    """Yield the bytes of a CSV file, UTF-8 with a mark, by which programs for sheets know it."""
    yield b"\xef\xbb\xbf"
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=separator, lineterminator="\r\n")
    for cells in rows:
        writer.writerow([guarded(cell) for cell in cells])
        if buffer.tell() > _SAMPLE:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def guarded(cell: str) -> str:
    """Return a text that no program takes for a formula."""
    return f"'{cell}" if cell.startswith(_GUARDED) else cell


def unguarded(cell: str) -> str:
    """Return the text that was guarded."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_GUARDED) else cell


def _told_separator(text: str) -> str:
    """Return the separator that a first line such as ``sep=;`` tells, as Excel writes and reads it."""
    first = text[:8].split("\n", 1)[0].strip("\r")
    return first[4] if first.lower().startswith("sep=") and len(first) == 5 and "\n" in text else ""


def _evenness(sample: str, separator: str) -> float:
    """Return how many cells most lines have, weighed with how many lines have so many; 0 where it divides nothing."""
    widths: list[int] = []
    try:
        for cells in csv.reader(io.StringIO(sample, newline=""), delimiter=separator):
            if any(cells):
                widths.append(len(cells))
            if len(widths) == 40:
                break
    except csv.Error:
        return 0.0
    usual = max(set(widths), key=lambda one: (widths.count(one), one), default=1)
    return (usual - 1) * (widths.count(usual) / len(widths)) if usual > 1 else 0.0
