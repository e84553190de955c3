"""Tables of bidirectional text: mirrored in right-to-left documents, header repeated, no vertical lines."""

from collections.abc import Sequence

from reportlab.platypus import Table
from reportlab.platypus.flowables import Flowable

from coopdesk.documents.style import CELL, HEAD_CELL, LABEL, LINE, STRONG_LINE, Style
from coopdesk.documents.text import Text
from coopdesk.i18n import ltr

_BLOCK = 500


def table(
    head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float], *, rtl: bool,
    numbers: Sequence[int] = (), style: Style = CELL,
) -> list[Flowable]:  # fmt: skip
    """Return a table in blocks.

    ``widths``: points, in the order of reading; ``numbers``: columns aligned to the end.
    """
    direction = "rtl" if rtl else "ltr"

    def cell(text: str, column: int, look: Style) -> Text:
        if column in numbers:
            return Text(ltr(text), look.of(align="end", direction=direction))
        return Text(text, look if text.strip() else look.of(direction=direction))

    header = [_aligned(Text(text, HEAD_CELL.of(direction=direction)), rtl) for text in head]
    for column in numbers:
        header[column] = Text(head[column], HEAD_CELL.of(direction=direction, align="end"))
    made: list[Flowable] = []
    for start in range(0, max(len(rows), 1), _BLOCK):
        body = [
            [_aligned(cell(text, column, style), rtl) for column, text in enumerate(row)]
            for row in rows[start : start + _BLOCK]
        ]
        lines = [header, *body]
        if rtl:
            lines = [list(reversed(line)) for line in lines]
        block = Table(
            lines, colWidths=list(reversed(widths)) if rtl else list(widths), repeatRows=1, splitInRow=1,
            style=_LOOK, hAlign="LEFT",
        )  # fmt: skip
        made.append(block)
    return made


def facts(pairs: Sequence[tuple[str, str]], width: float, *, rtl: bool) -> list[Flowable]:
    """Return a table of labels and values; a value without text is left out."""
    direction = "rtl" if rtl else "ltr"
    rows: list[list[Flowable]] = [
        [Text(label, LABEL.of(direction=direction)), _aligned(Text(value, CELL), rtl)]
        for label, value in pairs
        if value
    ]
    if not rows:
        return []
    widths = [width * 0.27, width * 0.73]
    if rtl:
        rows, widths = [list(reversed(row)) for row in rows], widths[::-1]
    return [Table(rows, colWidths=widths, style=_FACTS, hAlign="LEFT", splitInRow=1)]


def both(pairs: Sequence[tuple[str, str]], width: float, style: Style) -> list[Flowable]:
    """Return texts side by side, English left and Arabic right; a text of one language alone takes the whole width."""
    gutter = 14.0
    column = (width - gutter) / 2
    made: list[Flowable] = []
    for english, arabic in pairs:
        if english and arabic:
            cells = [[Text(english, style.of(direction="ltr")), "", Text(arabic, style.of(direction="rtl"))]]
            made.append(Table(cells, colWidths=[column, gutter, column], style=_BOTH, hAlign="LEFT", splitInRow=1))
        elif english or arabic:
            made.append(Text(english or arabic, style))
    return made


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
_BOTH = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
]  # fmt: skip
