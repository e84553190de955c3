"""The page kit: letterhead or pre-printed paper, classification on every page, page x of y, outline, metadata.

A document with no classification prints as Secret: a mark that is missing must not set a paper free.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, BinaryIO

from reportlab import rl_config
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, NextPageTemplate, PageTemplate, Spacer
from reportlab.platypus.flowables import Flowable

from coopdesk.documents.fonts import family
from coopdesk.documents.style import ACCENT, BINDING, INK, LINE, MARGIN, SMALL, Style
from coopdesk.documents.text import draw_line
from coopdesk.i18n import N_, tr, using

rl_config.useA85 = 0

WIDTH, WIDE = A4[0] - MARGIN - BINDING, A4[1] - MARGIN - BINDING
"""The width between the margins of a page that stands, and of one that lies."""
HEAD_FIRST, HEAD_LATER, FOOT = 46 * mm, 18 * mm, 22 * mm
_BANNER = Style(size=9, leading=12, weight="SemiBold", align="center", color=ACCENT)
_MINISTRY = Style(size=11, leading=15, weight="SemiBold", color=INK)
_PAGE_OF = N_("Page {page} of {pages}")
_REGISTRY = N_("No.:")
_DATE = N_("Date:")
_DOTS = "……………………"


@dataclass(frozen=True)
class Letterhead:
    """What stands at the head of the first page: lines in English (left) and Arabic (right), and the emblem."""

    english: tuple[str, ...] = ()
    arabic: tuple[str, ...] = ()
    address: str = ""
    emblem: bytes | None = None
    preprinted: bool = False


@dataclass(frozen=True)
class Paper:
    """A document to be made. ``lang``: "en", "ar" or "both"; ``banner``: the classification in its languages;
    ``draft``: the word that says it is none that was cleared, in its languages, empty for one that was; ``words``: what
    stands before number and date, and the count of pages, of a paper in a third language."""

    lang: str
    title: str
    letterhead: Letterhead
    banner: str
    registry: str = ""
    date: str = ""
    reference: str = ""
    desk: str = ""
    author: str = ""
    draft: str = ""
    story: list[Flowable] = field(default_factory=list)
    wide: bool = False
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def size(self) -> tuple[float, float]:
        """The width and height of a page; ``wide`` lays it on its side."""
        found: tuple[float, float] = landscape(A4) if self.wide else A4
        return found

    @property
    def width(self) -> float:
        """The width between the margins."""
        return float(self.size[0] - MARGIN - BINDING)

    @property
    def rtl(self) -> bool:
        """Whether pages read from right to left."""
        return self.lang == "ar"


def render(paper: Paper, out: BinaryIO) -> int:
    """Write a document as PDF; returns the number of its pages."""
    whole = BytesIO()
    height = paper.size[1]
    left = MARGIN if paper.rtl else BINDING
    document = BaseDocTemplate(
        whole, pagesize=paper.size, title=paper.title, author=paper.author, lang=_code(paper.lang)
    )
    pages = [
        PageTemplate(id=name, frames=[Frame(left, FOOT, paper.width, height - FOOT - head, 0, 0, 0, 0, id=name)])
        for name, head in (("first", HEAD_FIRST), ("later", HEAD_LATER))
    ]
    document.addPageTemplates(pages)
    numbered: list[int] = []

    def canvas(*args: Any, **kwargs: Any) -> Canvas:
        return _NumberedCanvas(paper, left, numbered, *args, **kwargs)

    story = list(paper.story)
    while story and isinstance(story[-1], Spacer):  # on a full page it would begin another one, with nothing on it
        story.pop()
    document.build([NextPageTemplate("later"), *story], canvasmaker=canvas)
    out.write(whole.getvalue())
    return len(numbered)


class _NumberedCanvas(Canvas):  # type: ignore[misc]
    """A canvas that keeps its pages until it knows how many there are."""

    def __init__(self, paper: Paper, left: float, numbered: list[int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._paper, self._left, self._numbered = paper, left, numbered
        self._states: list[dict[str, Any]] = []
        self._places: dict[int, list[tuple[str, float]]] = {}
        family("Regular")[0].use_in(self._doc)
        self._doc.fontMapping["Helvetica"] = "/C1"
        self.setViewerPreference("DisplayDocTitle", "true")
        if paper.rtl:
            self.setViewerPreference("Direction", "R2L")
        self.showOutline()

    def _make_preamble(self) -> None:
        """Begin pages without naming a font, else a Helvetica that is not embedded would be added."""
        self._preamble = "1 0 0 1 0 0 cm"

    def bookmarkHorizontalAbsolute(self, key: str, top: float, *_: Any, **__: Any) -> None:  # noqa: N802
        """Keep the place of a heading until its page is written; before that, every place would be on the first."""
        self._places.setdefault(len(self._states), []).append((key, top))

    def showPage(self) -> None:  # noqa: N802
        self._states.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        total = len(self._states)
        for number, state in enumerate(self._states, 1):
            self.__dict__.update(state)
            self._furnish(number, total)
            for key, top in self._places.get(number - 1, ()):
                super().bookmarkHorizontalAbsolute(key, top)
            self._numbered.append(number)
            super().showPage()
        super().save()

    def _furnish(self, number: int, total: int) -> None:
        paper, left, (width, top) = self._paper, self._left, (self._paper.width, self._paper.size[1])
        draw_line(self, paper.banner, _BANNER, left, top - 10 * mm, width)
        draw_line(self, paper.banner, _BANNER, left, 7 * mm, width)
        if paper.draft:
            look = _BANNER.of(align="end", size=12, direction="rtl" if paper.rtl else "ltr")
            for y in (top - 10 * mm, 7 * mm):
                draw_line(self, paper.draft, look, left, y, width)
        self.setStrokeColor(LINE)
        self.setLineWidth(0.5)
        self.line(left, 17 * mm, left + width, 17 * mm)
        third = width / 3
        if paper.lang == "both":
            places = [
                (_page_of("en", number, total), left, "ltr"),
                (_page_of("ar", number, total), left + 2 * third, "rtl"),
            ]
            draw_line(self, paper.reference, SMALL.of(align="center", direction="ltr"), left + third, 12 * mm, third)
        else:
            foot = " · ".join(filter(None, (f"\u2066{paper.reference}\u2069" if paper.reference else "", paper.desk)))
            direction = "rtl" if paper.rtl else "ltr"
            draw_line(self, foot, SMALL.of(direction=direction), left + (third if paper.rtl else 0), 12 * mm, 2 * third)
            x = left if paper.rtl else left + 2 * third
            counted = paper.words.get("page", "").format(page=number, pages=total) or _page_of(
                paper.lang, number, total
            )
            draw_line(self, counted, SMALL.of(align="end", direction=direction), x, 12 * mm, third)
            places = []
        for text, x, direction in places:
            draw_line(self, text, SMALL.of(direction=direction), x, 12 * mm, third)
        if number == 1:
            self._letterhead()

    def _letterhead(self) -> None:
        paper, left, (width, top) = self._paper, self._left, (self._paper.width, self._paper.size[1])
        head, y = paper.letterhead, top - 19 * mm
        half = width / 2 - (14 if head.emblem is not None else 3) * mm
        if not head.preprinted:
            for place, (english, arabic) in enumerate(_paired(head.english, head.arabic)):
                style = _MINISTRY if place < 2 else SMALL.of(size=9)
                draw_line(self, english, style.of(direction="ltr"), left, y, half)
                draw_line(self, arabic, style.of(direction="rtl"), left + width - half, y, half)
                y -= 13.5 if place < 1 else 12.5
            if head.emblem is not None:
                image = ImageReader(BytesIO(head.emblem))
                size = 20 * mm
                box = (left + width / 2 - size / 2, top - 34 * mm, size, size)
                self.drawImage(image, *box, preserveAspectRatio=True, mask="auto")
            if head.address:
                draw_line(self, head.address, SMALL.of(size=7.5, align="center"), left, 20 * mm - 6.5, width)
        rule = top - 37 * mm
        self.setStrokeColor(ACCENT)
        self.setLineWidth(1)
        self.line(left, rule, left + width, rule)
        number = f"\u2066{paper.registry}\u2069" if paper.registry else _DOTS
        direction = "rtl" if paper.rtl else "ltr"
        with using("ar" if paper.rtl else "en"):
            line = SMALL.of(direction=direction)
            draw_line(
                self,
                f"{paper.words.get('number') or tr(_REGISTRY)} {number}",
                line,
                left + (width / 2 if paper.rtl else 0),
                rule - 12,
                width / 2,
            )
            date = f"{paper.words.get('date') or tr(_DATE)} {paper.date or _DOTS}"
            x = left if paper.rtl else left + width * 0.3
            draw_line(self, date, line.of(align="end"), x, rule - 12, width * 0.7)


def _paired(english: tuple[str, ...], arabic: tuple[str, ...]) -> list[tuple[str, str]]:
    count = max(len(english), len(arabic))
    return list(zip(english + ("",) * (count - len(english)), arabic + ("",) * (count - len(arabic)), strict=True))


def _page_of(lang: str, number: int, total: int) -> str:
    with using("ar" if lang == "ar" else "en"):
        return tr(_PAGE_OF, page=number, pages=total)


def _code(lang: str) -> str:
    return "ar" if lang == "ar" else "en"
