"""Tables of bidirectional text: mirrored in right-to-left documents, header repeated, no vertical lines.

In a document of both languages English stands left and Arabic right; what is the same in both takes the whole width.
"""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby
from typing import Any

from reportlab.platypus import Table
from reportlab.platypus.flowables import Flowable

from coopdesk.charts import Drawing
from coopdesk.documents.chart import Chart
from coopdesk.documents.style import BODY, CELL, HEAD_CELL, LABEL, LINE, STRONG_LINE, Style
from coopdesk.documents.text import Text
from coopdesk.i18n import ltr

Cell = str | Drawing | tuple[str, Drawing]
"""A text, a small drawing, or a text with a small drawing beneath it."""
_BLOCK = 500
_GUTTER = 14.0
_NUMBER = 20.0
_MEASURED, _TALL = 100, 320


def table(
    head: Sequence[Cell], rows: Sequence[Sequence[Cell]], widths: Sequence[float], *, rtl: bool,
    numbers: Sequence[int] = (), style: Style = CELL,
) -> list[Flowable]:  # fmt: skip
    """Return a table in blocks.

    ``widths``: points, in the order of reading; a column whose longest word needs more takes it from the others.
    ``numbers``: columns aligned to the end. A row of one cell is a heading over those that follow.
    """
    direction = "rtl" if rtl else "ltr"

    title = HEAD_CELL.of(size=HEAD_CELL.size * style.size / CELL.size, leading=style.leading, direction=direction)

    def text(said: str, column: int) -> Text:
        if column in numbers:
            return Text(ltr(said), style.of(align="end", direction=direction))
        return _aligned(Text(said, style if said.strip() else style.of(direction=direction)), rtl)

    def heading(said: str, column: int) -> Text:
        return Text(said, title.of(align="end") if column in numbers else title)

    header = [_drawn(said, partial(heading, column=column)) for column, said in enumerate(head)]
    lined = [[_drawn(said, partial(text, column=column)) for column, said in enumerate(row)] for row in rows]
    widths = _roomy(widths, [header, *(line for line in lined[:_MEASURED] if len(line) > 1)])
    made: list[Flowable] = []
    for start in range(0, max(len(rows), 1), _BLOCK):
        part = rows[start : start + _BLOCK]
        lines: list[list[Any]] = [header, *lined[start : start + _BLOCK]]
        if rtl:
            lines = [list(reversed(line)) for line in lines]
        ends = [len(head) - 1 - place if rtl else place for place in range(len(head)) if (place in numbers) != rtl]
        look = [*_LOOK, *(("ALIGN", (place, 0), (place, -1), "RIGHT") for place in ends)]
        for place, row in enumerate(part, 1):
            if len(row) == 1 < len(head):
                over = _aligned(Text(str(row[0]), HEAD_CELL.of(size=10.5, direction=direction)), rtl)
                lines[place] = [over, *[""] * (len(head) - 1)]
                look += [("SPAN", (0, place), (-1, place)), ("NOSPLIT", (0, place), (0, min(place + 1, len(part))))]
        block = Table(
            lines, colWidths=list(reversed(widths)) if rtl else list(widths), repeatRows=1, style=look, hAlign="LEFT"
        )
        made.append(_splittable(block))
    return made


def facts(pairs: Sequence[tuple[str, str]], width: float, *, rtl: bool) -> list[Flowable]:
    """Return a table of labels and values in one language; a value without text is left out."""
    direction = "rtl" if rtl else "ltr"
    rows: list[list[Flowable]] = [
        [
            Text(label, LABEL.of(direction=direction)),
            _aligned(Text(value, CELL.of(direction="auto-rtl" if rtl else "auto")), rtl),
        ]
        for label, value in pairs
        if value
    ]
    if not rows:
        return []
    widths = [width * 0.27, width * 0.73]
    if rtl:
        rows, widths = [list(reversed(row)) for row in rows], widths[::-1]
    return [_splittable(Table(rows, colWidths=widths, style=_FACTS, hAlign="LEFT"))]


def facts_in_both(rows: Sequence[tuple[str, str, str, str]], width: float) -> list[Flowable]:
    """Return tables of (label, value, Arabic value, Arabic label); a value that both share stands across."""
    cells: list[list[Flowable]] = []
    for label, english, arabic, arabic_label in rows:
        if english and arabic and english != arabic:
            middle = [Text(english, CELL.of(direction="ltr")), Text(arabic, CELL.of(direction="rtl"))]
        elif english or arabic:
            middle = [Text(english or arabic, CELL)]
        else:
            continue
        ends = Text(label, LABEL.of(direction="ltr")), Text(arabic_label, LABEL.of(direction="rtl"))
        cells.append([ends[0], *middle, ends[1]])
    shares = {3: (0.16, 0.68, 0.16), 4: (0.16, 0.34, 0.34, 0.16)}
    look = [*_FACTS, ("RIGHTPADDING", (0, 0), (1, -1), 8)]
    return [
        _splittable(Table(list(alike), colWidths=[width * share for share in shares[count]], style=look, hAlign="LEFT"))
        for count, alike in groupby(cells, len)
    ]


def points(items: Sequence[tuple[str, ...]], width: float, *, rtl: bool, numbers: Sequence[str]) -> list[Flowable]:
    """Return a numbered list; an item of two texts stands in English on the left and in Arabic on the right."""
    made: list[Flowable] = []
    for number, item in zip(numbers, items, strict=True):
        if len(item) == 2:
            cells = [_number(number, rtl=False), Text(item[0], BODY.of(direction="ltr")), "",
                     Text(item[1], BODY.of(direction="rtl")), _number(number, rtl=True)]  # fmt: skip
            column = (width - _GUTTER) / 2 - _NUMBER
            widths = [_NUMBER, column, _GUTTER, column, _NUMBER]
        else:
            text = _aligned(Text(item[0], BODY.of(direction="auto-rtl" if rtl else "auto")), rtl)
            cells, widths = [_number(number, rtl=rtl), text], [_NUMBER, width - _NUMBER]
            if rtl:
                cells.reverse()
                widths.reverse()
        made.append(Table([cells], colWidths=widths, style=_SIDES, hAlign="LEFT", splitInRow=1, spaceAfter=4))
    return made


def both(pairs: Sequence[tuple[str, str]], width: float, style: Style) -> list[Flowable]:
    """Return texts side by side, English left and Arabic right; a text of one language alone takes the whole width."""
    made: list[Flowable] = []
    for english, arabic in pairs:
        if english and arabic:
            left, right = Text(english, style.of(direction="ltr")), Text(arabic, style.of(direction="rtl"))
            made.append(side_by_side(left, right, width))
        elif english or arabic:
            made.append(Text(english or arabic, style))
    return made


def side_by_side(left: Text, right: Text, width: float) -> Table:
    """Return two texts in two columns of one width."""
    column = (width - _GUTTER) / 2
    return Table(
        [[left, "", right]], colWidths=[column, _GUTTER, column], style=_SIDES, hAlign="LEFT", splitInRow=1,
        spaceBefore=left.spaceBefore, spaceAfter=left.spaceAfter,
    )  # fmt: skip


def _number(number: str, *, rtl: bool) -> Text:
    return Text(f"{number}.", BODY.of(direction="rtl" if rtl else "ltr"))


def _splittable(block: Table) -> Table:
    """Let a row that is taller than half a page break; others move to the next page whole."""
    block.wrap(0, 0)
    block.splitInRow = int(max(block._rowHeights) > _TALL)
    return block


def _drawn(said: Cell, write: Callable[[str], Text]) -> Text | Chart | list[Text | Chart]:
    if isinstance(said, tuple):
        return [write(said[0]), Chart(said[1], 0)]
    return Chart(said, 0) if isinstance(said, Drawing) else write(said)


def _least(cell: Text | Chart | list[Text | Chart]) -> float:
    return max(one.minWidth() for one in (cell if isinstance(cell, list) else [cell]))


def _roomy(widths: Sequence[float], rows: Sequence[Sequence[Text | Chart | list[Text | Chart]]]) -> list[float]:
    """Return the widths with room for the longest word of each column, where the others can spare it."""
    needed = [min(max(_least(row[place]) for row in rows) + 8.5, sum(widths) / 3) for place in range(len(widths))]
    lacking = sum(max(need - width, 0) for need, width in zip(needed, widths, strict=True))
    spare = sum(max(width - need, 0) for need, width in zip(needed, widths, strict=True))
    if not lacking or not spare:
        return list(widths)
    part = min(lacking / spare, 1)
    return [need if need > width else width - (width - need) * part for need, width in zip(needed, widths, strict=True)]


def _aligned(text: Text, rtl: bool) -> Text:
    """Let a cell of the other script keep to the side where its column begins."""
    if text.rtl != rtl and text.style.align == "start":
        text.style = text.style.of(align="end")
    return text


BLOCK = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 8),
    ("TOPPADDING", (0, 0), (-1, -1), 1), ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
]  # fmt: skip
_LOOK = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
    ("LEFTPADDING", (0, 0), (-1, -1), 4), ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    ("TOPPADDING", (0, 0), (-1, -1), 3), ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ("LINEBELOW", (0, 0), (-1, 0), 0.8, STRONG_LINE), ("LINEBELOW", (0, 1), (-1, -1), 0.4, LINE),
]  # fmt: skip
_FACTS = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 2.5), ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
]  # fmt: skip
_SIDES = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
]  # fmt: skip
