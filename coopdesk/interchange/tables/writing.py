"""XLSX, written: what Excel opens as it should be, and no cell that is a formula.

Texts are texts whatever they begin with, and stay so when somebody edits them; dates and figures are real ones. A sheet
of an Arabic table reads from the right. The first row, hidden, holds the names of the fields, by which the file finds
its way back in either language. Nothing tells who wrote the file, or where.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import BinaryIO, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from coopdesk.interchange.tables.layout import letters

MOST_IN_CELL = 32_767
"""The most characters that a program for sheets takes in a cell."""
CUT = " […]"
_FIRST_DAY = "1900-03-01"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_NO_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_TITLE, _DAY, _TEXT, _LONG, _MONEY, _WHOLE = 1, 2, 3, 4, 5, 6


class Figure(str):
    """A number, in figures with a point."""

    __slots__ = ()


class Date(str):
    """A whole day, ``2027-03-05``."""

    __slots__ = ()


def dated(day: str) -> str:
    """Return a day as a cell: a date where it is whole, else as it is written."""
    return Date(day) if len(day) == len("2027-03-05") else day


class Column(NamedTuple):
    """A column: the name of its field (of no column: none is written), what stands above, its width in characters."""

    name: str
    head: str
    width: float


class Written(NamedTuple):
    """A sheet to be written; ``rows`` is asked for once."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[str]]
    right_to_left: bool


def write(out: BinaryIO, sheets: Iterable[Written]) -> None:
    """Write a workbook."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        names: list[str] = []
        for place, sheet in enumerate(sheets, 1):
            names.append(_sheet_name(sheet.name, names))
            with archive.open(_part(f"xl/worksheets/sheet{place}.xml"), "w") as part:
                for piece in _sheet(sheet, first=place == 1):
                    part.write(piece.encode())
        for name, content in _others(names):
            archive.writestr(_part(name), _HEAD + content)


def fits(text: str) -> bool:
    """Tell whether a text goes into a cell whole."""
    return len(text) <= MOST_IN_CELL


def _part(name: str) -> zipfile.ZipInfo:
    part = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    part.compress_type = zipfile.ZIP_DEFLATED
    return part


def _sheet(sheet: Written, *, first: bool) -> Iterator[str]:
    turned = ' rightToLeft="1"' if sheet.right_to_left else ""
    named = any(one.name for one in sheet.columns)
    head = 2 if named else 1
    chosen = ' tabSelected="1"' if first else ""
    yield (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView{turned}{chosen} workbookViewId="0">'
        f'<pane ySplit="{head}" topLeftCell="A{head + 1}" activePane="bottomLeft" state="frozen"/></sheetView>'
        "</sheetViews>"
        '<sheetFormatPr defaultRowHeight="15"/><cols>'
    )
    for place, one in enumerate(sheet.columns, 1):
        yield f'<col min="{place}" max="{place}" width="{one.width:.1f}" customWidth="1"/>'
    yield "</cols><sheetData>"
    if named:
        yield _row(1, [one.name for one in sheet.columns], ' hidden="1"')
    yield _row(head, [one.head for one in sheet.columns], title=True)
    count = head
    for count, cells in enumerate(sheet.rows, head + 1):
        yield _row(count, cells)
    yield f'</sheetData><autoFilter ref="A{head}:{letters(len(sheet.columns) - 1)}{count}"/></worksheet>'


def _row(number: int, cells: Sequence[str], given: str = "", *, title: bool = False) -> str:
    made = [f'<row r="{number}"{given}>']
    for place, cell in enumerate(cells):
        if not cell:
            continue
        spot = f'<c r="{letters(place)}{number}"'
        if isinstance(cell, Figure) and len(cell.strip("-").replace(".", "")) <= 15:
            made.append(f'{spot} s="{_MONEY if "." in cell else _WHOLE}"><v>{cell}</v></c>')
        elif isinstance(cell, Date) and cell >= _FIRST_DAY:
            days = date.fromisoformat(cell).toordinal() - date(1899, 12, 30).toordinal()
            made.append(f'{spot} s="{_DAY}"><v>{days}</v></c>')
        else:
            style = _TITLE if title else _TEXT if len(cell) < 256 else _LONG
            made.append(f'{spot} s="{style}" t="inlineStr"><is><t xml:space="preserve">{_text(cell)}</t></is></c>')
    return "".join((*made, "</row>"))


def _text(text: str) -> str:
    whole = text if fits(text) else text[: MOST_IN_CELL - len(CUT)] + CUT
    return escape(_UNFIT.sub(lambda found: f"_x{ord(found[0]):04X}_", whole))


def _sheet_name(wanted: str, taken: Sequence[str]) -> str:
    """Return a name that a program for sheets takes, and that no other sheet has."""
    stem = _NO_NAME.sub(" ", wanted).strip(" '")[:31] or "1"
    name, place = stem, 1
    while name.casefold() in {one.casefold() for one in taken}:
        place += 1
        name = f"{stem[: 30 - len(str(place))]} {place}"
    return name


def _others(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the parts that hold the sheets together."""
    package = "http://schemas.openxmlformats.org/package/2006"
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    places = range(1, len(names) + 1)
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kinds}.worksheet+xml"/>' for n in places
    )
    yield (
        "[Content_Types].xml",
        f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kinds}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{kinds}.styles+xml"/>{overrides}</Types>',
    )
    yield (
        "_rels/.rels",
        f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{_RELATION}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
    )
    told = "".join(f'<sheet name={quoteattr(one)} sheetId="{n}" r:id="rId{n}"/>' for n, one in enumerate(names, 1))
    yield "xl/workbook.xml", f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATION}"><sheets>{told}</sheets></workbook>'
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATION}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in places
    )
    styles = f'<Relationship Id="rId{len(names) + 1}" Type="{_RELATION}/styles" Target="styles.xml"/>'
    yield (
        "xl/_rels/workbook.xml.rels",
        f'<Relationships xmlns="{package}/relationships">{links}{styles}</Relationships>',
    )
    yield "xl/styles.xml", _STYLES


_PLAIN = '<alignment vertical="top"/>'
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFF1E9EC"/></patternFill></fill></fills>'
    '<borders count="2"><border/><border><left/><right/><top/><bottom style="thin"><color rgb="FF8A1538"/></bottom>'
    '<diagonal/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="7"><xf/>'
    '<xf fontId="1" fillId="2" borderId="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf>'
    + "".join(
        f'<xf numFmtId="{one}" applyNumberFormat="1" applyAlignment="1">{_PLAIN}</xf>' for one in (164, 49, 0, 4, 1)
    )
    + '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
