"""Files that are made to harm, and torn files: each is read, or refused with a sentence; no memory is filled."""

import io
import random
import resource
import zipfile
from collections.abc import Callable

import pytest

from coopdesk.errors import CoopDeskError, Damaged, Refused
from coopdesk.interchange.tables import delimited, layout, workbook
from coopdesk.interchange.tables.sheets import Sheet
from tests.interchange.books import book

MUTANTS = 300
_MEGABYTE = 2**20
_SHEET = "xl/worksheets/sheet1.xml"


def grown(work: Callable[[], object]) -> int:
    """Return by how many bytes the most memory that this process ever had grew."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    work()
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024


def changed(content: bytes, name: str, made: Callable[[bytes], bytes]) -> bytes:
    """Return a workbook with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for one in before.namelist():
            after.writestr(one, made(before.read(one)) if one == name else before.read(one))
    return out.getvalue()


def mutated(chance: random.Random, content: bytes) -> bytes:
    """Return bytes with a few of them changed, cut, doubled or thrown about."""
    found = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(found) or 1)
        match chance.randrange(5):
            case 0:
                found[place : place + 1] = bytes([chance.randrange(256)])
            case 1:
                del found[place : place + chance.randint(1, 200)]
            case 2:
                found[place:place] = found[place : place + chance.randint(1, 2_000)] * chance.randint(1, 20)
            case 3:
                found[place:place] = chance.choice((b"9999999999", b"<c r='XFD1'>", b'"', b"&a;", b"\xff\xfe", b"-1"))
            case _:
                del found[place:]
    return bytes(found)


def laid_out(found: list[Sheet]) -> None:
    for one in found:
        layout.find(one, lambda text: text in ("Name", "Country"))


def test_mutated_files_are_read_or_refused() -> None:
    chance = random.Random(6)
    rows: list[list[object]] = [
        ["Title"],
        ["Name", "Country", "Since"],
        *([f"n{n}", "قطر", n] for n in range(60)),
        ["Total", "", 5],
    ]
    whole = book(rows, ["A1:C1", "B4:B9"])
    text = "\n".join(",".join(map(str, row)) for row in rows).encode()
    parts = [_SHEET, "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml"]
    tries: list[tuple[Callable[[bytes], list[Sheet]], bytes]] = []
    for _ in range(MUTANTS // 3):
        tries.append((workbook.read, mutated(chance, whole)))
        tries.append((workbook.read, changed(whole, chance.choice(parts), lambda part: mutated(chance, part))))
        tries.append((delimited.read, mutated(chance, text)))

    def work() -> None:
        outcomes = set()
        for read, content in tries:
            try:
                laid_out(read(content))
                outcomes.add("read")
            except CoopDeskError:
                outcomes.add("refused")
        assert outcomes == {"read", "refused"}

    assert grown(work) < 64 * _MEGABYTE


def row(cells: str, number: int = 1) -> bytes:
    return (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f'<row r="{number}">{cells}</row></sheetData></worksheet>'
    ).encode()


HARMFUL = {
    "a part that swells": b"<worksheet>" + b" " * (200 * _MEGABYTE) + b"</worksheet>",
    "entities that expand": b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet>&b;</worksheet>',
    "an entity from a file": b'<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>',
    "a cell in the last corner": row('<c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c>', 1_048_576),
    "one endless name": b"<" + random.Random(1).randbytes(3 * _MEGABYTE).hex().encode(),
    "a text without end": row(
        '<c r="A1" t="inlineStr"><is><t>' + random.Random(2).randbytes(2**20).hex() + "</t></is></c>"
    ),
    "a text beyond all texts": row('<c r="A1" t="s"><v>99999999</v></c>'),
}


@pytest.mark.parametrize("name", HARMFUL)
def test_a_harmful_workbook_is_refused_and_fills_no_memory(name: str) -> None:
    content = changed(book([["a"]]), _SHEET, lambda part: HARMFUL[name])

    def work() -> None:
        with pytest.raises((Damaged, Refused)):
            workbook.read(content)

    assert grown(work) < 64 * _MEGABYTE


def test_rows_and_merged_cells_far_apart_take_no_more_than_what_is_in_them() -> None:
    cells = '<c r="A1"><v>1</v></c></row><row r="1048576"><c r="B1048576"><v>2</v></c>'
    merged = '</row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    part = row(cells).decode().replace("</row></sheetData></worksheet>", merged).encode()
    content = changed(book([["a"]]), _SHEET, lambda _: part)
    assert grown(lambda: laid_out(workbook.read(content))) < 8 * _MEGABYTE


def test_an_archive_of_very_many_parts_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for n in range(3_000):
            made.writestr(f"{n}.xml", b"")
    with pytest.raises(Refused):
        workbook.read(out.getvalue())
