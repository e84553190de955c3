"""Room to answer on paper: lines, boxes, things to tick, a scale; each also a field where the PDF is fillable."""

from collections.abc import Sequence
from itertools import count
from typing import NamedTuple

from reportlab.lib.units import mm
from reportlab.platypus.flowables import Flowable

from coopdesk.documents import pdf_fields
from coopdesk.documents.pdf_fields import Box
from coopdesk.documents.style import CELL, INK, QUIET, SMALL, STRONG_LINE
from coopdesk.documents.text import Text, draw_line

_LINE, _MARK, _CELL_BOX, _FRAME = (float(one * mm) for one in (8, 3.6, 6, 7))
_GAP, _INSET, _WIDE = 2 * mm, 1.0, float(55 * mm)
_ROOMY = 26 * mm
"""The least width of a column of choices."""
_read = count()


class Named(NamedTuple):
    """The field of a room: its name, empty on paper that is not fillable, and what a person is told of it."""

    name: str
    told: str


NOWHERE = Named("", "")


class Mark(NamedTuple):
    """A thing to tick: its text, and the state of the field that it stands for; empty: a field of its own, of this
    name."""

    label: str
    state: str = ""
    name: str = ""


class Room(Flowable):  # type: ignore[misc]
    """A place for an answer. ``rtl``: it begins at the right."""

    def __init__(self, field: Named = NOWHERE, *, rtl: bool = False) -> None:
        super().__init__()
        self.field, self.rtl = field, rtl
        self.place = next(_read)
        self.spaceBefore, self.spaceAfter = 2, 4

    def at(self, x: float, y: float, width: float, height: float) -> Box:
        """Return a part of the room as it lies on the page."""
        left, bottom = self.canv.absolutePosition(x, y)
        return Box(left, bottom, width, height, self.place)

    def side(self, x: float, width: float) -> float:
        """Return where something begins that stands so far from the start of the room."""
        return float(self.width - width) - x if self.rtl else x


class Lines(Room):
    """Lines to write on; a frame, where the PDF is fillable."""

    def __init__(self, lines: int, field: Named = NOWHERE, *, rtl: bool = False) -> None:
        super().__init__(field, rtl=rtl)
        self.lines = lines

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = width, self.lines * _LINE
        return self.width, self.height

    def draw(self) -> None:
        self.canv.setStrokeColor(STRONG_LINE)
        self.canv.setLineWidth(0.6)
        if not self.field.name:
            for line in range(self.lines):
                self.canv.line(0, line * _LINE + 2, self.width, line * _LINE + 2)
        else:  # what is typed keeps to no line
            self.canv.rect(0, 1, self.width, self.height - 2, stroke=1, fill=0)
            box = self.at(_INSET, 1 + _INSET, self.width - 2 * _INSET, self.height - 2 - 2 * _INSET)
            pdf_fields.text(self.canv, box, *self.field, lines=self.lines > 1, rtl=self.rtl)


class Boxes(Room):
    """Frames to write in, each with a caption beneath: ``parts``: how many letters each takes, 0 for one wide frame,
    and its caption. In a fillable PDF one frame stands for all, with ``caption``."""

    def __init__(
        self, parts: Sequence[tuple[int, str]], field: Named = NOWHERE, *, caption: str = "", rtl: bool = False
    ) -> None:
        super().__init__(field, rtl=rtl)
        self.parts = [(0, caption)] if field.name else list(parts)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        wanted = sum(self._wide(cells) for cells, _ in self.parts) + 2 * _GAP * (len(self.parts) - 1)
        self.scale = min(1.0, width / wanted)
        self.width, self.height = width, _FRAME + (10 if any(said for _, said in self.parts) else 2)
        return width, self.height

    def draw(self) -> None:
        x = 0.0
        bottom = self.height - _FRAME
        self.canv.setLineWidth(0.7)
        for cells, said in self.parts:
            wide = self._wide(cells) * self.scale
            left = self.side(x, wide)
            self.canv.setStrokeColor(QUIET)
            for cell in range(max(cells, 1)):
                part = wide / max(cells, 1)
                self.canv.rect(left + cell * part, bottom, part, _FRAME, stroke=1, fill=0)
            look = SMALL.of(size=7, align="center" if cells else "start", direction="rtl" if self.rtl else "ltr")
            room = wide if len(self.parts) > 1 else self.width
            draw_line(self.canv, said, look, self.side(x, room), bottom - 9, room)
            x += wide + 2 * _GAP
        if self.field.name:
            box = self.at(left + _INSET, bottom + _INSET, wide - 2 * _INSET, _FRAME - 2 * _INSET)
            pdf_fields.text(self.canv, box, *self.field, rtl=self.rtl)

    def _wide(self, cells: int) -> float:
        return cells * _CELL_BOX if cells else _WIDE


class Opening(Room):
    """A list that opens, of a fillable PDF."""

    def __init__(self, choices: Sequence[tuple[str, str]], field: Named, *, rtl: bool = False) -> None:
        super().__init__(field, rtl=rtl)
        self.choices = choices

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = width, _FRAME
        return self.width, self.height

    def draw(self) -> None:
        self.canv.setStrokeColor(QUIET)
        self.canv.setLineWidth(0.7)
        self.canv.rect(0, 0, self.width, self.height, stroke=1, fill=0)
        box = self.at(_INSET, _INSET, self.width - 2 * _INSET, self.height - 2 * _INSET)
        pdf_fields.combo(self.canv, box, *self.field, self.choices, rtl=self.rtl)


class Marks(Room):
    """Choices in columns, each with a circle (one of them is chosen) or a box. ``written``: a number is written in the
    box."""

    def __init__(
        self, marks: Sequence[Mark], field: Named = NOWHERE, *, one: bool, written: bool = False, rtl: bool = False,
        most: int = 3,
    ) -> None:  # fmt: skip
        super().__init__(field, rtl=rtl)
        self.marks, self.one, self.written, self.most = marks, one, written, most
        self.size = _MARK * (1.6 if written else 1)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        taken = self.size + _GAP
        longest = max((len(one.label) for one in self.marks), default=1) * 4.6 + taken + 2 * _GAP
        columns = max(1, min(self.most, len(self.marks), int(width / max(longest, _ROOMY))))
        self.column = width / columns
        looks = CELL.of(direction="rtl" if self.rtl else "ltr")
        self.texts = [
            Text(one.label, looks if self.rtl else CELL.of(direction="auto", align="start")) for one in self.marks
        ]
        self.rows: list[tuple[float, int]] = []
        for start in range(0, len(self.marks), columns):
            some = self.texts[start : start + columns]
            tall = max((one.wrap(self.column - taken - _GAP, height)[1] for one in some), default=0)
            self.rows.append((max(tall, self.size + 3) + 2, len(some)))
        self.height = sum(tall for tall, _ in self.rows)
        return self.width, self.height

    def draw(self) -> None:
        top, at = self.height, 0
        for tall, some in self.rows:
            for place in range(some):
                mark, said = self.marks[at], self.texts[at]
                left = self.side(place * self.column, self.size)
                y = top - 1.5 - self.size
                draw_mark(self, mark, left, y, self.size, one=self.one, written=self.written)
                text_x = self.side(place * self.column + self.size + _GAP, said.width)
                said.drawOn(self.canv, text_x, top - 1 - max(said.height, 0))
                at += 1
            top -= tall


class Scale(Room):
    """Circles in a row, with a value beneath each."""

    def __init__(self, marks: Sequence[Mark], field: Named = NOWHERE, *, rtl: bool = False) -> None:
        super().__init__(field, rtl=rtl)
        self.marks = marks

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = width, _MARK + 14
        self.column = min(width / max(len(self.marks), 1), 16 * mm)
        return self.width, self.height

    def draw(self) -> None:
        for place, mark in enumerate(self.marks):
            left = self.side(place * self.column, self.column)
            draw_mark(self, mark, left + (self.column - _MARK) / 2, self.height - _MARK - 1, _MARK, one=True)
            look = CELL.of(size=8.5, align="center", direction="ltr")
            draw_line(self.canv, mark.label, look, left, self.height - _MARK - 11, self.column)


class Alone(Room):
    """One circle or box in the middle of a cell."""

    def __init__(self, mark: Mark, field: Named = NOWHERE, *, one: bool) -> None:
        super().__init__(field)
        self.mark, self.one = mark, one

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = width, _MARK + 4
        return self.width, self.height

    def draw(self) -> None:
        draw_mark(self, self.mark, (self.width - _MARK) / 2, 2, _MARK, one=self.one)


def draw_mark(room: Room, mark: Mark, x: float, y: float, size: float, *, one: bool, written: bool = False) -> None:
    """Draw a circle or a box, with its field."""
    canvas = room.canv
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(0.8)
    if one:
        canvas.circle(x + size / 2, y + size / 2, size / 2, stroke=1, fill=0)
    else:
        canvas.rect(x, y, size, size, stroke=1, fill=0)
    told = " – ".join(filter(None, (room.field.told, mark.label)))
    box = room.at(x, y, size, size)
    if mark.state:
        pdf_fields.radio(canvas, box, room.field.name, room.field.told, mark.state)
    elif mark.name and written:
        pdf_fields.text(canvas, box, mark.name, told, rtl=False)
    elif mark.name:
        pdf_fields.tick(canvas, box, mark.name, told)
