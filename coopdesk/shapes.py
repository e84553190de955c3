"""The shapes of which charts are made: rectangles, lines, texts and tiles, in units of the drawing, and the shades that
a painter has for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

SHADES = 6
"""How many shades a painter has; a chart of more series uses them again."""
HATCHES = ("", "/", "|", "\\", "-", "x")
DASHES: tuple[tuple[float, ...], ...] = ((), (5, 2.5), (1.5, 2), (6, 2, 1.5, 2), (8, 3), (3, 1.5))
"""How each shade is hatched, and its line is dashed (in points), so that it is told apart where no colour is seen."""
_HATCHED = 5.0
"""A box with a smaller side is not hatched."""
LABEL = 11.0
"""The size of a text, unless it says another."""


@dataclass(frozen=True)
class Box:
    """A filled rectangle; ``tip`` says its value; ``group``, ``series``: of which it is, by their names."""

    x: float
    y: float
    width: float
    height: float
    shade: int
    tip: str
    group: str = ""
    series: str = ""


@dataclass(frozen=True)
class Stroke:
    """A line through points; ``grid``: a quiet one behind, ``nought``: less quiet, where values go below it."""

    points: tuple[tuple[float, float], ...]
    shade: int
    grid: bool = False
    nought: bool = False


@dataclass(frozen=True)
class Word:
    """A text: ``anchor`` says which point of it stands at ``x``; ``y`` is its middle; ``shade``: a dot before it.

    ``turned``: the chart reads from right to left, so its start is at the right. ``room``: the width that
    it has, in which a painter shortens it if need be.
    """

    x: float
    y: float
    text: str
    anchor: Literal["start", "middle", "end"]
    size: float = LABEL
    shade: int | None = None
    turned: bool = False
    room: float | None = None


@dataclass(frozen=True)
class Tile:
    """A square that stands for one thing: ``sign`` says in it what its shade says, ``tip`` says all; ``shade``: None
    for one of which nothing is said."""

    x: float
    y: float
    size: float
    shade: int | None
    text: str
    sign: str
    tip: str


Shape = Box | Stroke | Word | Tile


@dataclass(frozen=True)
class Drawing:
    """Shapes on a sheet; y grows downwards. ``described``: the values in words."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    described: str


def hatched(drawing: Drawing) -> Sequence[Box]:
    """Return the boxes of a chart that need their hatch: none where all are of one shade."""
    boxes = [one for one in drawing.shapes if isinstance(one, Box)]
    if len({one.shade for one in boxes}) < 2:
        return ()
    return [one for one in boxes if HATCHES[one.shade] and min(one.width, one.height) >= _HATCHED]
