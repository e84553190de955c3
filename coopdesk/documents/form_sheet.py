"""What a sheet of a form is written with: texts in the languages of the paper, side by side where they are two."""

from collections.abc import Callable, Sequence
from functools import partial

from reportlab.platypus import KeepTogether, Table
from reportlab.platypus.flowables import Flowable

from coopdesk.documents import tables
from coopdesk.documents.form_words import FormSource, either, said
from coopdesk.documents.rooms import NOWHERE, Named
from coopdesk.documents.story import Story
from coopdesk.documents.style import ACCENT, BODY, LINE, SMALL, STRONG_LINE, Style
from coopdesk.documents.text import Text
from coopdesk.forms import paper
from coopdesk.forms.conditions import Conditions
from coopdesk.forms.model import Bind, Choice, Path, Question, Words
from coopdesk.i18n import Language, Text as Marked, digits, tr, using

NUMBER = 22.0
"""The room for the number of a question."""
_WHOLE_GRID = 12
"""The most rows of a table that is kept on one page."""


class Sheet:
    """Writes a form into a story. ``lists``: the choices that are told at the end, with the number of each list."""

    def __init__(self, source: FormSource, story: Story) -> None:
        self.source, self.form, self.story = source, source.form, story
        self.numbers = paper.numbers(source.form)
        self.rtl, self.both = story.rtl, story.lang == "both"
        self.conditions = Conditions(source.form, self.numbers, self.words)
        self.lists: dict[tuple[str, ...], tuple[int, tuple[Choice, ...]]] = {}

    def add(self, *made: Flowable) -> None:
        self.story.flowables += made

    def words(self, words: Words) -> str:
        return said(self.source, words, self.numbers)

    def label(self, question: Question) -> str:
        bind = self.form.binds.get(question.path)
        star = " *" if bind is not None and bind.required in ("true()", "'true'", "1", "yes") else ""
        return (self.words(question.label) or question.path[-1]) + star

    def numbered(self, question: Question, label: Sequence[str]) -> list[Flowable]:
        look = BODY.of(weight="SemiBold", after=1)
        numbers = self.in_each(lambda: f"{digits(self.numbers[question.path])}.")
        cells: list[Flowable] = []
        for number, text, language in zip(numbers, label, self.story.languages, strict=True):
            direction = "rtl" if language == "ar" else "ltr"
            cell = [Text(number, look.of(direction=direction)), Text(text, look.of(direction=direction))]
            cells += reversed(cell) if language == "ar" else cell
        text_width = self.story.width / len(label) - NUMBER
        each = [NUMBER, text_width]
        widths = [*each, *reversed(each)] if self.both else list(reversed(each)) if self.rtl else each
        return [Table([cells], colWidths=widths, style=PLAIN, hAlign="LEFT")]

    def indented(self, one: Flowable) -> Flowable:
        """Return what stands beneath the text of a question, not beneath its number."""
        cells: list[object] = [one, ""] if self.rtl else ["", one, ""] if self.both else ["", one]
        return Table([cells], colWidths=[NUMBER if cell == "" else self.inner for cell in cells], style=PLAIN,
                     hAlign="LEFT")  # fmt: skip

    @property
    def inner(self) -> float:
        """The width beneath the text of a question."""
        return float(self.story.width - NUMBER * len(self.story.languages))

    def condition(self, path: Path, text: Marked, *, inner: bool = False) -> list[Flowable]:
        """Return when something is asked, in words; nothing where it always is."""
        bind = self.form.binds.get(path) or Bind(path)
        if not bind.relevant or bind.relevant == "true()":
            return []
        told = self.in_each(lambda: tr(text, condition=self.conditions.told(bind.relevant, path)))
        return self.sides(told, SMALL.of(color=ACCENT, after=1), inner=inner)

    # rooms

    def ruled(self, rows: list[list[Flowable]], widths: list[float], *, whole: bool = False) -> None:
        """Add a table with lines under its rows; ``whole``: on one page, where it is not long."""
        if self.rtl:
            rows, widths = [row[::-1] for row in rows], widths[::-1]
        made = Table(rows, colWidths=widths, repeatRows=1, style=_RULED, hAlign="LEFT", spaceBefore=4, spaceAfter=10)
        self.add(KeepTogether([made]) if whole and len(rows) <= _WHOLE_GRID else made)

    def cell(self, text: str, look: Style) -> Text:
        return Text(text, look.of(direction="rtl" if self.rtl else "ltr"))

    # the end

    def named(self, question: Question, key: str) -> Named:
        if not self.source.fillable:
            return NOWHERE
        return Named(paper.field_name(key), either(*self.pair(partial(self.label, question))))

    def pair(self, write: Callable[[], str]) -> tuple[str, str]:
        told = self.in_each(write)
        return told[0], told[-1]

    def both_of(self, words: Words) -> str:
        return either(*self.pair(partial(self.words, words)))

    def say(self, text: "Marked | Callable[[], str]") -> str:
        return either(*self.pair(partial(tr, text) if isinstance(text, Marked) else text))

    def in_each(self, write: Callable[[], str]) -> tuple[str, ...]:
        found = []
        for language in self.story.languages:
            with using(language):
                found.append(write())
        return tuple(found)

    def sides(self, told: Sequence[str], look: Style, *, outline: bool = False, inner: bool = False) -> list[Flowable]:
        """Return a text, in both languages side by side; once where both say the same. ``inner``: it is indented."""
        languages: tuple[Language, ...] = self.story.languages
        title = "  ·  ".join(dict.fromkeys(filter(None, told))) if outline else None
        if len(told) == 2 and told[0] != told[1]:
            left, right = (
                Text(text, look.of(direction="rtl" if language == "ar" else "ltr"), outline=title if at == 0 else None)
                for at, (text, language) in enumerate(zip(told, languages, strict=True))
            )
            return [tables.side_by_side(left, right, self.inner if inner else self.story.width)]
        direction = "rtl" if self.rtl else "ltr" if not self.both else "auto"
        return [Text(told[0], look.of(direction=direction), outline=title)]


PLAIN = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
]  # fmt: skip
_RULED = [
    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("LEFTPADDING", (0, 0), (-1, -1), 4), ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    ("TOPPADDING", (0, 0), (-1, -1), 3), ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ("LINEBELOW", (0, 0), (-1, 0), 0.8, STRONG_LINE), ("LINEBELOW", (0, 1), (-1, -1), 0.4, LINE),
]  # fmt: skip
