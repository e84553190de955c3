"""A form on paper, blank: to be written on by hand, or to be filled on a screen and read back.

Question by question, with room as its kind needs it. What the program works out by itself is not on the paper; that a
question is asked only sometimes is told in words. Of a long list of choices one writes what one means.
"""

import json
from collections.abc import Iterable, Sequence
from functools import partial
from typing import BinaryIO

from reportlab.platypus import CondPageBreak, KeepTogether, Spacer, Table
from reportlab.platypus.flowables import Flowable

from coopdesk.documents import pdf_fields
from coopdesk.documents.form_rooms import Rooms
from coopdesk.documents.form_sheet import NUMBER, PLAIN
from coopdesk.documents.form_words import FormSource
from coopdesk.documents.page import render
from coopdesk.documents.rooms import Alone, Lines, Mark
from coopdesk.documents.source import in_language
from coopdesk.documents.story import Story
from coopdesk.documents.style import (
    BODY,
    CELL,
    HEAD_CELL,
    HEADING,
    LABEL,
    QUIET,
    SMALL,
)
from coopdesk.documents.text import Text
from coopdesk.forms import paper
from coopdesk.forms.choices import listed
from coopdesk.forms.model import Choice, Group, Question
from coopdesk.i18n import N_, digits, isolate, tr
from coopdesk.records import FormTemplate

FORM = N_("Form", "on paper")
_VERSION = N_("Form {form}, version {version}")
_HOW = N_(
    "How to fill in: of circles, mark one; of boxes, as many as apply. A star (*) stands by what must be answered. "
    "Write a day as day, month, year."
)
_HOW_FILLABLE = N_(
    "Fill in on the screen, save the file and send it back as it is. Do not print it to another PDF: the answers could "
    "not be read from it."
)
_ONLY, _ONLY_PART = N_("Answer only where {condition}."), N_("Answer this part only where {condition}.")
_ONLY_NOTE = N_("Only where {condition}:")
_DAY_SHORT, _CLOCK_SHORT = N_("day/month/year"), N_("hour:minute")
_LIST = N_("List {number}", "of choices on a form")
_OTHERS = N_("For more, write on another sheet.")
_SIGN, _DATE = N_("Signature"), N_("Date", "on a form")
_TABLE, _SHORT, _ROOM = 5, 18, 220
"""The most columns of a table, and letters of a choice in it; what must be left of a page for a part to begin."""
_IN_TABLE = frozenset({"text", "whole", "decimal", "date", "time", "one", "listed", "written", "tick"})


def form_blank(source: FormSource, lang: str, out: BinaryIO) -> None:
    """Write a blank form."""
    story = Story(source, lang)
    sheet = _Blank(source, story)
    template = source.record
    assert isinstance(template, FormTemplate)
    story.title(partial(in_language, template, "title"), FORM)
    if source.fillable:
        mark = {
            "template": template.id,
            "form": template.form_id or "",
            "version": template.version or "1",
            "lang": lang,
        }
        sheet.add(_Marked(json.dumps(mark)))
    story.pair(template.intro_en, template.intro_ar)
    story.note(partial(tr, _HOW_FILLABLE if source.fillable else _HOW))
    sheet.add(Spacer(1, 8))
    sheet.write(source.form.children, "")
    sheet.annex()
    if source.signed:
        sheet.sign()
    version = partial(tr, _VERSION, form=isolate(template.form_id or ""), version=isolate(template.version or "1"))
    story.note(version)
    render(story.paper(story.say(partial(in_language, template, "title")), template), out)


class _Marked(Flowable):  # type: ignore[misc]
    """Says what the paper is to a program that reads it back."""

    def __init__(self, told: str) -> None:
        super().__init__()
        self.told = told

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        pdf_fields.mark(self.canv, paper.MARK, self.told)
        self.canv.setKeywords(f"{paper.MARK} {self.told}")


class _Blank(Rooms):
    """Writes questions and groups."""

    def write(self, children: Sequence[Question | Group], at: str) -> None:
        """Write questions and groups; ``at``: the key of what they stand in, with a slash, empty at the root."""
        waiting: list[Question | Group] = []
        for one in [*children, None]:
            if one is not None and paper.is_grid(self.form, [*waiting, one, one][-2:]) and (
                not waiting or paper.is_grid(self.form, [*waiting, one])
            ):  # fmt: skip
                waiting.append(one)
                continue
            if len(waiting) > 1:
                self._grid([each for each in waiting if isinstance(each, Question)], at)
            else:
                self._each(waiting, at)
            waiting = []
            if one is not None:
                self._each([one], at)

    def _each(self, some: Iterable[Question | Group], at: str) -> None:
        for one in some:
            if isinstance(one, Question):
                self._question(one, at)
            else:
                self._group(one, at)

    def _group(self, group: Group, at: str) -> None:
        if "hidden" in group.appearance:
            return
        label = self.in_each(partial(self.words, group.label))
        condition = self.condition(group.path, _ONLY_PART) if group.path else []
        if any(label):
            self.add(CondPageBreak(_ROOM), *self.sides(label, HEADING[0], outline=True))
        self.add(*condition)
        if not group.repeat:
            self.write(group.children, f"{at}{group.path[-1]}/" if group.path else at)
            return
        entries = paper.entries(self.form, group)
        asked = [one for one in group.children if not isinstance(one, Question) or paper.kind_of(self.form, one)]
        if self._fits_table(asked):
            self._table([one for one in asked if isinstance(one, Question)], group, entries, at)
        else:
            for place in range(1, entries + 1):
                name = self.in_each(lambda place=place: f"{self.words(group.label)} – {digits(str(place))}")  # type: ignore[misc]
                self.add(CondPageBreak(90), *self.sides(name, HEADING[1]))
                self.write(group.children, f"{at}{group.path[-1]}[{place}]/")
        if not group.count and not self.source.fillable:
            self.story.note(partial(tr, _OTHERS))

    def _fits_table(self, asked: Sequence[Question | Group]) -> bool:
        return 0 < len(asked) <= _TABLE and all(
            isinstance(one, Question)
            and paper.kind_of(self.form, one) in _IN_TABLE
            and (paper.kind_of(self.form, one) != "one" or self._is_short(listed(self.form, one)))
            for one in asked
        )

    def _is_short(self, choices: Sequence[Choice]) -> bool:
        return len(choices) <= 4 and all(len(self.both_of(one.label) or one.value) <= _SHORT for one in choices)

    def _question(self, question: Question, at: str) -> None:
        kind = paper.kind_of(self.form, question)
        if not kind:
            return
        label = self.in_each(lambda: self.label(question))
        if kind == "note":
            self.add(*self.condition(question.path, _ONLY_NOTE), *self.sides(label, BODY.of(after=4)))
            return
        told: list[Flowable] = [
            *self.numbered(question, label),
            *map(self.indented, self.condition(question.path, _ONLY, inner=True)),
        ]
        hint = self.in_each(partial(self.words, question.hint))
        if any(hint):
            told += map(self.indented, self.sides(hint, SMALL, inner=True))
        room = self.room(question, kind, f"{at}{question.path[-1]}")
        self.add(KeepTogether([*told, *map(self.indented, room), Spacer(1, 7)]))

    def _grid(self, questions: Sequence[Question], at: str) -> None:
        choices = listed(self.form, questions[0])
        head = [Text("", HEAD_CELL), *(self.cell("\n".join(self.in_each(partial(self.words, one.label))), _MIDDLE)
                                       for one in choices)]  # fmt: skip
        rows: list[list[Flowable]] = [head]
        for one in questions:
            field = self.named(one, f"{at}{one.path[-1]}")
            told = self.in_each(lambda one=one: f"{digits(self.numbers[one.path])}. {self.label(one)}")  # type: ignore[misc]
            marks = [
                Alone(Mark("", paper.token(choices, each) if field.name else ""), field, one=True) for each in choices
            ]
            texts = [Text(text, CELL.of(direction="rtl" if language == "ar" else "ltr"))
                     for text, language in zip(told, self.story.languages, strict=False)]  # fmt: skip
            first = [*texts, *(flow for path in [one.path] for flow in self.condition(path, _ONLY))]
            rows.append([first, *marks])
        width = self.story.width
        own = width * (0.42 if len(choices) <= 5 else 0.34)
        self.ruled(rows, [own, *([(width - own) / len(choices)] * len(choices))], whole=True)

    def _table(self, questions: Sequence[Question], group: Group, entries: int, at: str) -> None:
        asked = [one for one in questions if paper.kind_of(self.form, one) != "note"]
        for one in asked:
            self.add(*self.condition(one.path, _ONLY))
        heads: list[Flowable] = [Text("", HEAD_CELL)]
        for one in asked:
            told = self.in_each(partial(self._head, one))
            heads.append(self.cell("\n".join(dict.fromkeys(told)), HEAD_CELL))
        rows: list[list[Flowable]] = [heads]
        for place in range(1, entries + 1):
            key = f"{at}{group.path[-1]}[{place}]/"
            number = self.cell(self.say(partial(digits, str(place))), LABEL)
            rows.append([number, *(self._in_cell(one, key + one.path[-1]) for one in asked)])
        width = self.story.width - NUMBER
        shares = [1.6 if paper.kind_of(self.form, one) in ("text", "written", "listed") else 1.0 for one in asked]
        self.ruled(rows, [NUMBER, *(width * share / sum(shares) for share in shares)])

    def _head(self, question: Question) -> str:
        kind = paper.kind_of(self.form, question)
        how = f" ({tr(_DAY_SHORT if kind == 'date' else _CLOCK_SHORT)})" if kind in ("date", "time") else ""
        return f"{digits(self.numbers[question.path])}. {self.label(question)}{how}"

    def _in_cell(self, question: Question, key: str) -> Flowable:
        kind, field = paper.kind_of(self.form, question), self.named(question, key)
        if kind == "one":
            return self.marks(question, kind, key)[0]
        if kind == "tick":
            return Alone(Mark("", name=field.name), field, one=False)
        if kind == "listed" and self.source.fillable:
            return self.room(question, kind, key)[0]
        return Lines(1, field, rtl=self.rtl)

    def annex(self) -> None:
        """Write the lists of choices that were too long to be ticked."""
        for number, choices in self.lists.values():
            title = self.in_each(lambda number=number: tr(_LIST, number=digits(str(number))))  # type: ignore[misc]
            self.add(CondPageBreak(110), *self.sides(title, HEADING[1]))
            self.add(*self._columns([self.both_of(one.label) or one.value for one in choices]))

    def _columns(self, texts: Sequence[str]) -> list[Flowable]:
        columns = 2 if self.both else 3
        look = SMALL.of(direction="rtl" if self.rtl else "ltr")
        rows = [[Text(text, look) for text in texts[at : at + columns]] for at in range(0, len(texts), columns)]
        rows[-1] += [Text("", look) for _ in range(columns - len(rows[-1]))]
        rows = [row[::-1] for row in rows] if self.rtl else rows
        return [Table(rows, colWidths=[self.story.width / columns] * columns, style=PLAIN, hAlign="LEFT")]

    def sign(self) -> None:
        """Leave a place to sign, and for the day."""
        places = [(self.say(_SIGN), 0.5), (self.say(_DATE), 0.35)]
        cells = [[self.cell(said, LABEL), Lines(2, rtl=self.rtl)] for said, _ in places]
        widths = [self.story.width * share for _, share in places]
        row: list[object] = [cells[0], "", cells[1]]
        wide = [widths[0], self.story.width - sum(widths), widths[1]]
        if self.rtl:
            row, wide = row[::-1], wide[::-1]
        self.add(KeepTogether([Spacer(1, 16), Table([row], colWidths=wide, style=PLAIN, hAlign="LEFT")]))

    # words


_MIDDLE = HEAD_CELL.of(align="center", color=QUIET)
