"""Tables of bidirectional text: mirrored in right-to-left documents, header repeated, no vertical lines.

In a document of both languages English stands left and Arabic right; what is the same in both takes the whole width.
"""

import re
from collections.abc import Callable, Collection, Sequence, Set
from functools import partial
from itertools import groupby
from typing import Any

from reportlab.platypus import Spacer, Table
from reportlab.platypus.flowables import Flowable

from coopdesk.documents.chart import Chart
from coopdesk.documents.style import BODY, CELL, HEAD_CELL, LABEL, LINE, STRONG_LINE, Style
from coopdesk.documents.text import Text
from coopdesk.i18n import ltr
from coopdesk.shapes import Drawing

Cell = str | Drawing | tuple[str, Drawing]
"""A text, a small drawing, or a text with a small drawing beneath it."""
_Drawn = Text | Chart | list[Text | Chart]
_BLOCK = 500
_GUTTER = 14.0
_NUMBER = 20.0
_MEASURED, _TALL, _SHORT = 100, 320, 80
_PADDING, _APART = 8.5, 8.0
"""What a cell has around its text, and what parts a number besides from the text that follows it."""
_ARABIC = re.compile("[\u0620-\u064a]")
_UNITS = {False: "end", True: "start"}
"""To which side numbers keep, so that units stand under units: the right in both directions."""
_BEGINNING = 3
"""How many rows of a table, with its head, or lines of a text stand under its heading."""
_KEPT = 3
"""How many of the rows that are joined to one stand on its page."""


def table(
    head: Sequence[Cell], rows: Sequence[Sequence[Cell]], widths: Sequence[float], *, rtl: bool,
    numbers: Sequence[int] = (), joined: Collection[int] = (), style: Style = CELL,
) -> list[Flowable]:  # fmt: skip
    """Return a table in blocks.

    ``widths``: points, in the order of reading; a column whose longest word needs more takes it from the others, and
    what a column leaves empty goes to those whose lines would break. ``numbers``: columns whose units stand under each
    other. ``joined``: the rows that belong to the one before, with which they stand on one page. A row of one cell is
    a heading over those that follow.
    """
    direction = "rtl" if rtl else "ltr"
    title = HEAD_CELL.of(size=HEAD_CELL.size * style.size / CELL.size, leading=style.leading, direction=direction)

    def text(said: str, column: int) -> Text:
        if column not in numbers:
            return _aligned(Text(said, style if said.strip() else style.of(direction=direction)), rtl)
        made = Text(said, style.of(direction="rtl" if rtl else "auto")) if _ARABIC.search(said) else (
            Text(ltr(said), style.of(direction=direction)))  # fmt: skip
        made.style = made.style.of(align=_UNITS[made.rtl])
        return made

    def heading(said: str, column: int) -> Text:
        return Text(said, title.of(align=_UNITS[rtl])) if column in numbers else _aligned(Text(said, title), rtl)

    header = [_drawn(said, partial(heading, column=column)) for column, said in enumerate(head)]
    lined = [[_drawn(said, partial(text, column=column)) for column, said in enumerate(row)] for row in rows]
    first = [header, *(line for line in lined[:_MEASURED] if len(line) > 1)]
    crowded = [] if rtl else [one for one in numbers if one + 1 < len(head) and one + 1 not in numbers]
    gaps = [_PADDING + (_APART if place in crowded else 0) for place in range(len(head))]
    widths = _roomy(widths, first, gaps)
    if len(rows) <= _MEASURED:
        widths = _shared_out(widths, first, gaps)
    made: list[Flowable] = []
    for start in range(0, max(len(rows), 1), _BLOCK):
        part = rows[start : start + _BLOCK]
        lines: list[list[Any]] = [header, *lined[start : start + _BLOCK]]
        if rtl:
            lines = [list(reversed(line)) for line in lines]
        look = [*_LOOK, *(("RIGHTPADDING", (one, 0), (one, -1), 4 + _APART) for one in crowded)]
        look += [("ALIGN", (one, 0), (one, -1), "RIGHT") for one in (range(len(head)) if rtl else numbers)]
        look += _joints({place + 1 - start for place in joined if start < place < start + len(part)}, len(part))
        for place, row in enumerate(part, 1):
            if len(row) == 1 < len(head):
                over = _aligned(Text(str(row[0]), HEAD_CELL.of(size=10.5, direction="rtl" if rtl else "auto")), rtl)
                lines[place] = [over, *[""] * (len(head) - 1)]
                look += [("SPAN", (0, place), (-1, place)), ("NOSPLIT", (0, place), (0, min(place + 1, len(part))))]
        block = Table(
            lines, colWidths=list(reversed(widths)) if rtl else list(widths), repeatRows=1, style=look, hAlign="LEFT"
        )
        made.append(_splittable(block))
    _ended(made[-1])
    return made


def beginning(made: Flowable, width: float) -> float:
    """Return how high the part is with which something begins, that stands under its heading: a table with its first
    rows, a text with its first lines, a chart as a whole."""
    _, height = made.wrap(width, 0)
    if isinstance(made, Text):
        return float(min(height, _BEGINNING * made.leading))
    if not isinstance(made, Table):
        return float(height)
    high = sum(made._rowHeights[:_BEGINNING])
    return float(min(high, _SHORT if made.splitInRow else _TALL))


class Closed(Flowable):  # type: ignore[misc]
    """A table and the remark under it, which does not stand on a page without a row of the table."""

    def __init__(self, block: Table, remark: Sequence[Flowable]) -> None:
        super().__init__()
        self.block, self.remark = block, remark
        self.spaceBefore, self.spaceAfter = block.getSpaceBefore(), 0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.under = [one.wrap(width, height)[1] + one.getSpaceBefore() for one in self.remark]
        return width, self.block.wrap(width, height)[1] + sum(self.under)

    def split(self, width: float, height: float) -> list[Flowable]:
        self.wrap(width, height)
        rows = self.block._rowHeights
        parts = self.block.split(width, min(height, sum(rows) - rows[-1] / 2))
        return [parts[0], Closed(parts[1], self.remark)] if len(parts) == 2 else []

    def draw(self) -> None:
        y = sum(self.under)
        self.block.drawOn(self.canv, 0, y)
        for one, high in zip(self.remark, self.under, strict=True):
            y -= high
            one.drawOn(self.canv, 0, y)


def closed(block: Table, remark: Sequence[Flowable], width: float) -> list[Flowable]:
    """Return a table with the remark under it, together where the remark is short."""
    short = sum(one.wrap(width, 0)[1] for one in remark) <= _SHORT
    return [Closed(block, remark)] if short else [block, Spacer(1, 8), *remark]


def facts(pairs: Sequence[tuple[str, str]], width: float, *, rtl: bool, dense: bool = False) -> list[Flowable]:
    """Return a table of labels and values in one language; a value without text is left out. ``dense``: two that are
    short beside each other."""
    direction = "rtl" if rtl else "ltr"
    cells = [
        (
            Text(label, LABEL.of(direction=direction)),
            _aligned(Text(value, CELL.of(direction="auto-rtl" if rtl else "auto")), rtl),
        )
        for label, value in pairs
        if value
    ]
    if not cells:
        return []
    if dense:
        return [_splittable(_abreast(cells, width, rtl))]
    rows: list[list[Flowable]] = [[label, value] for label, value in cells]
    widths = [width * 0.27, width * 0.73]
    if rtl:
        rows, widths = [list(reversed(row)) for row in rows], widths[::-1]
    return [_splittable(Table(rows, colWidths=widths, style=_FACTS, hAlign="LEFT"))]


def _abreast(cells: Sequence[tuple[Text, Any]], width: float, rtl: bool) -> Table:
    """Return facts two in a row, but one that needs more than half of the width alone in its own."""
    widths = [width * share for share in (0.2, 0.3, 0.2, 0.3)]
    rows: list[list[Any]] = []
    look, half = [*_FACTS, ("LEFTPADDING" if rtl else "RIGHTPADDING", (0, 0), (-1, -1), 6)], False
    for label, value in cells:
        long = value.natural() > widths[1] - 6
        if half and not long:
            rows[-1][2:] = [label, value]
        else:
            rows.append([label, value, "", ""])
        half = not half and not long
    last = 0 if rtl else 1
    for place, row in enumerate(rows):
        if row[2] == "":  # what stands alone has the rest of the width
            look.append(("SPAN", (last, place), (last + 2, place)))
            rows[place] = [row[1], "", "", row[0]] if rtl else row
        elif rtl:
            rows[place] = row[::-1]
    return Table(rows, colWidths=widths[::-1] if rtl else widths, style=look, hAlign="LEFT")


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


def _ended(block: Table) -> None:
    """Let no row stand alone at the end of a table on the next page."""
    last = len(block._rowHeights) - 1
    if last > 2 and sum(block._rowHeights[-2:]) <= _TALL / 2:
        block.setStyle([("NOSPLIT", (0, last - 1), (0, last))])
        block._calcNoSplitRanges()


def _drawn(said: Cell, write: Callable[[str], Text]) -> _Drawn:
    if isinstance(said, tuple):
        return [write(said[0]), Chart(said[1], 0)]
    return Chart(said, 0) if isinstance(said, Drawing) else write(said)


def _parts(cell: _Drawn) -> list[Text | Chart]:
    return cell if isinstance(cell, list) else [cell]


def _roomy(widths: Sequence[float], rows: Sequence[Sequence[_Drawn]], gaps: Sequence[float]) -> list[float]:
    """Return the widths with room for the longest word of each column, where the others can spare it."""
    least = [max(one.minWidth() for row in rows for one in _parts(row[place])) for place in range(len(gaps))]
    needed = [min(one + gap, sum(widths) / 3) for one, gap in zip(least, gaps, strict=True)]
    lacking = sum(max(need - width, 0) for need, width in zip(needed, widths, strict=True))
    spare = sum(max(width - need, 0) for need, width in zip(needed, widths, strict=True))
    if not lacking or not spare:
        return list(widths)
    part = min(lacking / spare, 1)
    return [need if need > width else width - (width - need) * part for need, width in zip(needed, widths, strict=True)]


def _shared_out(widths: Sequence[float], rows: Sequence[Sequence[_Drawn]], gaps: Sequence[float]) -> list[float]:
    """Return the widths with what columns leave empty given to those whose lines would break, as much as these lack."""
    whole = [max(one.natural() for row in rows for one in _parts(row[place])) for place in range(len(gaps))]
    natural = [min(one + gap, sum(widths) * 0.8) for one, gap in zip(whole, gaps, strict=True)]
    spare = sum(max(width - want, 0) for want, width in zip(natural, widths, strict=True))
    lacking = sum(max(want - width, 0) for want, width in zip(natural, widths, strict=True))
    given = min(spare, lacking)
    if not given:
        return list(widths)
    return [
        width - (width - want) * given / spare if width > want else width + (want - width) * given / lacking
        for want, width in zip(natural, widths, strict=True)
    ]


def _joints(places: Set[int], count: int) -> list[Any]:
    """Return the lines under the rows of a table, and what lets rows stand with the one before: on one page, nearer to
    it and with no line between."""
    if not places:
        return [("LINEBELOW", (0, 1), (-1, -1), 0.4, LINE)]
    look: list[Any] = [("TOPPADDING", (0, 1), (-1, -1), 2), ("BOTTOMPADDING", (0, 1), (-1, -1), 3)]
    chain = 0
    for place in range(1, count + 1):
        chain = chain + 1 if place in places else 0
        if 0 < chain <= _KEPT:
            look.append(("NOSPLIT", (0, place - 1), (0, place)))
        if chain:
            look += [("TOPPADDING", (0, place), (-1, place), 0), ("BOTTOMPADDING", (0, place - 1), (-1, place - 1), 0)]
        if place + 1 not in places:
            look.append(("LINEBELOW", (0, place), (-1, place), 0.4, LINE))
    return look


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
    ("LINEBELOW", (0, 0), (-1, 0), 0.8, STRONG_LINE),
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
