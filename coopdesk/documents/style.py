"""The look of paper: sizes in points, colours, margins. A4, twelve columns, the accent for rules and figures only."""

from dataclasses import dataclass, replace

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.units import mm

ACCENT = HexColor("#8A1538")
INK = HexColor("#1D1B1A")
QUIET = HexColor("#5E5853")
LINE = HexColor("#E3E0DD")
STRONG_LINE = HexColor("#B9B4AF")

MARGIN = 20 * mm
BINDING = 25 * mm


@dataclass(frozen=True)
class Style:
    """How a text looks: size and leading in points (Latin; Arabic gets more), weight, colour, alignment, role.

    ``align``: start, end or center, in the direction of the paragraph. ``direction``: "ltr", "rtl", or "auto" for
    that of its first strong character ("auto-rtl": where it has none, from right to left). ``role``: what the text
    is (title, heading, cell, body).
    """

    size: float = 10.5
    leading: float = 15
    weight: str = "Regular"
    color: Color = INK
    align: str = "start"
    direction: str = "auto"
    role: str = "body"
    after: float = 6
    before: float = 0
    level: int = 0

    def of(self, **changes: object) -> "Style":
        """Return the style with changes."""
        return replace(self, **changes)  # type: ignore[arg-type]


BODY = Style()
SMALL = Style(size=8.5, leading=11.5, color=QUIET, after=0)
TITLE = Style(size=18, leading=24, weight="SemiBold", role="title", after=2)
SUBTITLE = Style(size=10.5, leading=15, color=QUIET, role="subtitle", after=10)
HEADING = (
    Style(size=12.5, leading=17, weight="SemiBold", role="heading", before=12, after=5, level=0),
    Style(size=11, leading=15, weight="SemiBold", role="heading", before=8, after=3, level=1),
    Style(size=10.5, leading=14, weight="SemiBold", color=QUIET, role="heading", before=6, after=2, level=2),
)
LABEL = Style(size=8.5, leading=12, color=QUIET, role="label", after=0)
CELL = Style(size=9.5, leading=13, role="cell", after=0)
HEAD_CELL = CELL.of(weight="SemiBold", size=9)
