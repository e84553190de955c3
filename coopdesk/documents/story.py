"""Writing a document's story: headings, facts, paragraphs, lists and tables in one language or in both."""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Any

from reportlab.platypus import CondPageBreak, KeepTogether, Spacer, Table
from reportlab.platypus.flowables import Flowable

from coopdesk.calendars import both as both_calendars, today
from coopdesk.documents import tables
from coopdesk.documents.chart import Chart
from coopdesk.documents.page import WIDE, WIDTH, Letterhead, Paper
from coopdesk.documents.source import Source
from coopdesk.documents.style import ACCENT, BODY, CELL, HEADING, LABEL, SMALL, SUBTITLE, TITLE, Style
from coopdesk.documents.text import Text
from coopdesk.fields import Choice
from coopdesk.i18n import N_, P_, Language, Text as Marked, digits, isolate, number, tr, using
from coopdesk.records import Record
from coopdesk.records.base import CLASSIFICATION
from coopdesk.records.conference_report import PRESSING, URGENCY
from coopdesk.shapes import Drawing

_SIGNATURE = N_("Signature")
_DRAFT = N_("DRAFT", "on paper")
_COPY = N_("Copy {copy} of {copies}")
_LEFT_OUT = P_("{n} item is left out: it is for fewer readers.", "{n} items are left out: they are for fewer readers.")
_NUMBERS = N_("The others keep their numbers.")
_ROOM, _IN_BOTH = (120, 100, 70), 1.5
"""What must be left of a page, in points, for a section, a subsection or a label to begin on it."""
_FIRST_ROWS = 4
"""How many rows of a long table stand with what is before it, the header among them."""
_FEW = 4
"""A table of so many rows, with its head, stands whole with the remark under it."""

Spoken = Marked | Callable[[], str]
"""A label, or what says one in the present language."""


class Story:
    """Collects the flowables of a document in ``lang``: "en", "ar" or "both"; ``wide``: on pages that lie."""

    def __init__(self, source: Source, lang: str, *, wide: bool = False) -> None:
        self.source = source
        self.lang = lang
        self.rtl = lang == "ar"
        self.wide, self.width = wide, WIDE if wide else WIDTH
        self.flowables: list[Flowable] = []
        self._numbers = [0, 0, 0]
        self._after_heading = self._headed = False
        self._untold = {name: len(places) for name, places in source.left_out.items()}

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages of the document, English first."""
        return ("en", "ar") if self.lang == "both" else ("ar",) if self.rtl else ("en",)

    def in_each(self, write: Callable[[], str]) -> tuple[str, ...]:
        """Return what ``write`` says in each language of the document; once where all say the same."""
        said = []
        for language in self.languages:
            with using(language):
                said.append(write())
        return tuple(said) if len(set(said)) > 1 else (said[0],)

    def say(self, write: Callable[[], str], joint: str = "  ·  ") -> str:
        """Return what ``write`` says in the languages of the document in one text."""
        return joint.join(text for text in self.in_each(write) if text)

    def of(self, subject: Any, write: Callable[[Any], str], joint: str = "\n") -> str:
        """Return what ``write`` says of a line in the languages of the document, for a cell of a table."""
        return self.say(lambda: write(subject), joint)

    def row(self, write: Callable[[], Sequence[str]]) -> list[str]:
        """Return the cells of a row as ``write`` says them in each language, what differs one under the other."""
        said = []
        for language in self.languages:
            with using(language):
                said.append(write())
        return ["\n".join(dict.fromkeys(filter(None, cell))) for cell in zip(*said, strict=True)]

    def label(self, text: Marked) -> str:
        """Return a label in the languages of the document."""
        return self.say(partial(tr, text))

    def title(self, write: Callable[[], str], kind: Marked) -> None:
        """Begin with what the document is about and what it is."""
        for language in self.languages:
            with using(language):
                look = TITLE.of(direction="rtl" if language == "ar" else "ltr")
                self.flowables.append(Text(write(), look if self.lang != "both" else look.of(size=15, leading=20)))
        self._label(kind, SUBTITLE)

    def heading(self, text: str | Spoken, level: int = 0, place: int = 0) -> None:
        """Begin a numbered section, on the next page where too little of this one is left for what follows; ``place``:
        its number, where it is not the one after the section before."""
        self._numbers[level] = place or self._numbers[level] + 1
        self._numbers[level + 1 :] = [0] * (2 - level)
        plain = ".".join(str(part) for part in self._numbers[: level + 1])
        look = HEADING[level]
        said = (text,) if isinstance(text, str) else self.in_each(_speaks(text))
        titles = []
        for language, title in zip(self.languages, said, strict=False):
            with using(language):
                number = digits(plain)
            titles.append(f"\u2066{number}\u2069\u2003{title}" if level else f"{number}. {title}")
        if not self._after_heading:
            self.flowables.append(CondPageBreak(_ROOM[level] * (_IN_BOTH if len(self.languages) == 2 else 1)))
        self._sides(titles, look, f"{plain} {'  ·  '.join(said)}")
        self._after_heading = True

    def lines(self, label: str | Marked, name: str, *, numbered: bool = False) -> list[Any]:
        """Begin the section of an owned list or of related records, and return them; none begins none. What was left
        out for the sake of the reader is told in its place."""
        found = list(self.source.lists.get(name) or self.source.related.get(name) or ())
        if found or self.source.left_out.get(name):
            self.heading(label)
        self.tell_left_out(name, numbered=numbered and bool(found))
        return found

    def places(self, name: str) -> list[int]:
        """Return the numbers that the lines of a list have where nothing is left out of it."""
        hidden = set(self.source.left_out.get(name, ()))
        count = len(self.source.lists.get(name) or ()) + len(hidden)
        return [place for place in range(1, count + 1) if place not in hidden]

    def tell_left_out(self, name: str, *, numbered: bool = False) -> None:
        """Say how many of something were left out, if any were."""
        count = self._untold.pop(name, 0)
        if count:
            kept = (_NUMBERS,) if numbered else ()
            self.note(lambda: " ".join((tr(_LEFT_OUT, n=count), *map(tr, kept))))

    def facts(self, pairs: Sequence[tuple[Spoken, Callable[[], str]]], *, dense: bool = False) -> None:
        """Add a table of labels and values; empty ones are left out. ``dense``: where there is one language, two that
        are short beside each other."""
        if self.lang == "both":
            rows = []
            for label, write in pairs:
                labels, values = self.in_each(_speaks(label)), self.in_each(write)
                rows.append((labels[0], values[0], values[-1], labels[-1]))
            made = tables.facts_in_both(rows, self.width)
        else:
            said = [(self.say(_speaks(label)), self.say(write)) for label, write in pairs]
            made = tables.facts(said, self.width, rtl=self.rtl, dense=dense)
        self._add(*made, Spacer(1, 6))

    def pair(self, english: str | None, arabic: str | None) -> None:
        """Add a bilingual text: side by side in both languages, else the half of the document's language."""
        if self.lang == "both":
            self._add(*tables.both(_paragraphs(english or "", arabic or ""), self.width, BODY))
        else:
            own, other = (arabic, english) if self.rtl else (english, arabic)
            self.prose(own or (f"{other} {self.label(_UNTRANSLATED)}" if other else None))

    def prose(self, text: str | None, label: Spoken | None = None) -> None:
        """Add a text as it was written, in its own direction, under a small label."""
        if not text:
            return
        if label is not None:
            self.caption(label)
        self._add(*[Text(part, self._own(BODY)) for part in text.split("\n") if part.strip()])

    def caption(self, label: Spoken) -> None:
        """Add a small label over what follows, on the next page where too little of this one is left."""
        if not self._after_heading:
            self.flowables.append(CondPageBreak(_ROOM[2]))
        self._label(label, LABEL.of(before=4))
        self._after_heading = True

    def note(self, write: Callable[[], str]) -> None:
        """Add a small remark in the document's own voice."""
        said = self.in_each(write)
        if len(said) == 2:
            made = tables.both([(said[0], said[1])], self.width, SMALL.of(before=8))
        else:
            made = [Text(said[0], self._styled(SMALL.of(before=8)))]
        if [type(one) for one in self.flowables[-2:]] == [Table, Spacer]:
            _, block = self.flowables.pop(), self.flowables.pop()
            made = tables.closed(block, made, self.width)
            if self._headed and len(block._rowHeights) <= _FEW:
                self._give_room(made[0].wrap(self.width, 0)[1])
        self._add(*made)

    def alert(self, write: Callable[[], str]) -> None:
        """Add what a reader must not overlook."""
        self._sides(self.in_each(write), BODY.of(weight="SemiBold", color=ACCENT, before=4))

    def points(self, items: Sequence[Callable[[], str]], places: Sequence[int] = ()) -> None:
        """Add a numbered list, with these numbers or from 1."""
        with using("ar" if self.rtl else "en"):
            numbers = [digits(str(place)) for place in places or range(1, len(items) + 1)]
        said = [self.in_each(item) for item in items]
        self._add(*tables.points(said, self.width, rtl=self.rtl, numbers=numbers))

    def table(
        self, head: Sequence[Spoken | tuple[Spoken, Drawing]], rows: Sequence[Sequence[tables.Cell]],
        shares: Sequence[float], *, numbers: Sequence[int] = (), joined: Collection[int] = (), style: Style = CELL,
    ) -> None:  # fmt: skip
        """Add a table whose columns take shares of the width; empty columns are left out. A row of one cell
        is a heading over those that follow."""
        kept = [place for place in range(len(head)) if any(row[place] for row in rows if len(row) > 1)]
        if not kept:
            return
        whole = sum(shares[place] for place in kept) or 1
        made = tables.table(
            [self._head(head[place]) for place in kept],
            [[row[place] for place in kept] if len(row) > 1 else row for row in rows],
            [self.width * shares[place] / whole for place in kept],
            rtl=self.rtl, numbers=[kept.index(place) for place in numbers if place in kept], joined=joined, style=style,
        )  # fmt: skip
        self._add(*made, Spacer(1, 8))

    def together(self, begin: int, most: float) -> None:
        """Begin what was added since ``begin`` on the next page where it has no room on this one; where it is higher
        than ``most``, only what stands before its table and the first rows of that need to have room."""
        added = [one for one in self.flowables[begin:] if not isinstance(one, CondPageBreak)]
        tall = [one.getSpaceBefore() + one.wrap(self.width, 0)[1] + one.getSpaceAfter() for one in added]
        height = sum(tall[:-1] if isinstance(added[-1], Spacer) else tall)
        blocks = [one.block if isinstance(one, tables.Closed) else one for one in added]
        table = next((place for place, one in enumerate(blocks) if isinstance(one, Table) and one.repeatRows), None)
        if height > most and table is not None:
            height = sum(tall[:table]) + sum(blocks[table]._rowHeights[:_FIRST_ROWS])
        self.flowables.insert(begin, CondPageBreak(height))

    def room(self, height: float) -> None:
        """Begin what follows on the next page unless so much is left of this one."""
        self.flowables.append(CondPageBreak(height))

    def chart(self, draw: Callable[[bool], Drawing]) -> None:
        """Add a chart in each language of the document, the first on one page with its heading. ``draw``: from whether
        it reads from right to left."""
        for language in self.languages:
            with using(language):
                made = Chart(draw(language == "ar"))
            self._add(made)

    def signatures(self, blocks: Sequence[tuple[Marked, Sequence[Callable[[], str]]]]) -> None:
        """Add places to sign, with what is known of each person: lines, in the languages of the document."""
        said = [filter(None, (self.say(line, "\n") for line in lines)) for _, lines in blocks]
        cells = [(self.label(role), "\n".join(lines)) for (role, _), lines in zip(blocks, said, strict=True)]
        rows = [
            [Text(role, self._styled(LABEL)) for role, _ in cells],
            [Text(name or " ", self._styled(CELL)) for _, name in cells],
            [Text(f"\n{self.label(_SIGNATURE)}: ………………", self._styled(CELL)) for _ in cells],
        ]
        if self.rtl:
            rows = [list(reversed(row)) for row in rows]
        block = Table(rows, colWidths=[self.width / len(cells)] * len(cells), hAlign="LEFT", style=tables.BLOCK)
        self._add(KeepTogether([Spacer(1, 18), block]))

    def paper(self, title: str, record: Record) -> Paper:
        """Return the document, ready to be rendered. What was left out of no section is told at the end."""
        self._untold = {"": sum(self._untold.values())}
        self.tell_left_out("")
        settings, desk = self.source.settings, self.source.desk
        lines: dict[Language, tuple[str, ...]] = {}
        for language in ("en", "ar"):
            of_state = [getattr(settings, f"{stem}_{language}") for stem in ("state", "ministry")] if settings else []
            of_desk = [getattr(desk, f"name_{language}")] if desk else []
            lines[language] = tuple(one for one in (*of_state, *of_desk) if one)
        address = ""
        if desk is not None:
            where = (desk.address_ar or desk.address_en) if self.rtl else (desk.address_en or desk.address_ar)
            parts = [where and where.replace("\n", " "), desk.phone and f"\u2066{desk.phone}\u2069", desk.email]
            address = " · ".join(part for part in parts if part)
        preprinted = bool(desk and desk.preprinted_paper)
        registry_date = getattr(record, "registry_date", None)
        with using("ar" if self.rtl else "en"):
            date = both_calendars(registry_date or today())
        return Paper(
            lang=self.lang,
            wide=self.wide,
            title=title,
            letterhead=Letterhead(lines["en"], lines["ar"], address, self.source.emblem, preprinted),
            banner=self.say(lambda: isolate(self._banner(getattr(record, "urgency", None)))),
            registry=getattr(record, "registry_number", None) or "",
            date=date,
            reference=getattr(record, "reference", None) or "",
            desk=(lines["ar" if self.rtl else "en"] or ("",))[-1],
            author=desk.code or "" if desk else "",
            draft=self.say(partial(tr, _DRAFT)) if self.source.steps is not None and self.source.steps.draft else "",
            story=self.flowables,
        )

    def _head(self, said: Spoken | tuple[Spoken, Drawing]) -> tables.Cell:
        if isinstance(said, tuple):
            return "\n".join(self.in_each(_speaks(said[0]))), said[1]
        return "\n".join(self.in_each(_speaks(said)))

    def _banner(self, urgency: str | None) -> str:
        """Return the degree, how urgent it is, and, of a paper whose copies are numbered, which it is."""
        parts = [Choice(CLASSIFICATION).label(self.source.classification).upper()]
        if urgency in PRESSING:
            parts.append(Choice(URGENCY).label(urgency).upper())
        if self.source.copy is not None:
            copy, copies = self.source.copy
            parts.append(tr(_COPY, copy=number(copy), copies=number(copies)))
        return " – ".join(parts)

    def _give_room(self, height: float) -> None:
        """Let the last heading begin on the next page where so much has no room beneath it."""
        for place in reversed(range(len(self.flowables))):
            if isinstance(self.flowables[place], CondPageBreak):
                above = self.flowables[place + 1 :]
                taken = sum(one.wrap(self.width, 0)[1] + one.getSpaceBefore() + one.getSpaceAfter() for one in above)
                self.flowables[place] = CondPageBreak(taken + height)
                return

    def _add(self, *flowables: Flowable) -> None:
        """Add what stands under the last heading, which begins where there is room for the first of it."""
        self._headed, self._after_heading = self._after_heading, False
        if self._headed and flowables and isinstance(flowables[0], (Text, Table, Chart)):
            self._give_room(tables.beginning(flowables[0], self.width) + flowables[0].getSpaceBefore())
        self.flowables += flowables

    def _label(self, text: Spoken, look: Style) -> None:
        self._sides(self.in_each(_speaks(text)), look)

    def _sides(self, said: Sequence[str], look: Style, outline: str | None = None) -> None:
        """Add a text, or English left and Arabic right in one line."""
        if len(said) == 2:
            left = Text(said[0], look.of(direction="ltr"), outline=outline)
            self.flowables.append(tables.side_by_side(left, Text(said[1], look.of(direction="rtl")), self.width))
        else:
            self.flowables.append(Text(said[0], self._styled(look), outline=outline))

    def _styled(self, style: Style) -> Style:
        return style.of(direction="rtl" if self.rtl else "ltr" if self.lang == "en" else "auto")

    def _own(self, style: Style) -> Style:
        return style.of(direction="auto-rtl" if self.rtl else "auto")


_UNTRANSLATED = N_("[untranslated]")


def _paragraphs(english: str, arabic: str) -> list[tuple[str, str]]:
    left, right = english.split("\n"), arabic.split("\n")
    if len(left) != len(right):
        return [(english, arabic)]
    return list(zip(left, right, strict=True))


def _speaks(text: Spoken) -> Callable[[], str]:
    """Return what says a label in the present language."""
    return partial(tr, text) if isinstance(text, Marked) else text
