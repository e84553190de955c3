"""Which room a question needs on paper, by its kind."""

from collections.abc import Sequence
from functools import partial

from reportlab.platypus.flowables import Flowable

from coopdesk.documents.form_sheet import Sheet
from coopdesk.documents.rooms import Boxes, Lines, Mark, Marks, Opening, Scale
from coopdesk.documents.style import SMALL
from coopdesk.forms import paper
from coopdesk.forms.choices import listed
from coopdesk.forms.model import Choice, Question
from coopdesk.i18n import N_, digits, isolate, ltr, tr

_DAY, _MONTH, _YEAR = N_("Day", "on a form"), N_("Month", "on a form"), N_("Year", "on a form")
_HOUR, _MINUTE = N_("Hour", "on a form"), N_("Minute", "on a form")
_LATITUDE, _LONGITUDE = N_("Latitude"), N_("Longitude")
_LISTED = N_("Write one of the choices in list {number} at the end.")
_LONG_LIST = N_("Write one of the {count} choices of the form's list.")
_SEVERAL = N_("Several with a semicolon between.")
_ORDER = N_("Write 1 beside the first in order, 2 beside the second, and so on.")
_ATTACH = N_("Attach it to this paper.")
_SCALE = N_("From {start} to {end}.")
_YES = N_("Yes", "on a form")
_HOWS = {
    "date": N_("day/month/year, such as {example}"),
    "time": N_("hour:minute, such as {example}"),
    "moment": N_("day/month/year hour:minute, such as {example}"),
    "place": N_("latitude and longitude in degrees, such as {example}"),
    "whole": N_("a whole number"),
    "decimal": N_("a number"),
}
"""How what is written in a frame is to be written, by kind of question."""
_EXAMPLES = {"date": "31/12/2027", "time": "14:30", "moment": "31/12/2027 14:30", "place": "25.29 51.53"}
_ANNEX = 120
"""The most choices of a list that is printed at the end."""


class Rooms(Sheet):
    """Makes the room for an answer."""

    def room(self, question: Question, kind: str, key: str) -> list[Flowable]:
        field = self.named(question, key)
        choices = listed(self.form, question)
        line = partial(Lines, field=field, rtl=self.rtl)
        if kind in ("text", "long"):
            return [line(1 if kind == "text" else 5)]
        if kind in ("one", "many", "rank"):
            return self.marks(question, kind, key)
        if kind == "tick":
            return [Marks([Mark(self.say(_YES), name=field.name)], field, one=False, rtl=self.rtl)]
        if kind == "scale":
            return [Scale([Mark(one, one if field.name else "") for one in paper.steps(question)], field, rtl=self.rtl)]
        if kind == "listed" and self.source.fillable:
            return [
                Opening([(one.value, self.both_of(one.label) or one.value) for one in choices], field, rtl=self.rtl)
            ]
        if kind in ("listed", "written"):
            return [*self._see(question, choices), line(2 if question.control != "select1" else 1)]
        if kind == "file":
            return self.sides(self.in_each(partial(tr, _ATTACH)), SMALL, inner=True)
        if kind == "signature":
            return [Lines(2, rtl=self.rtl)]
        return [
            Boxes(self._parts(kind), field, caption=self.say(partial(_how, kind)), rtl=self.rtl),
            *self._ends(question),
        ]

    def marks(self, question: Question, kind: str, key: str) -> list[Flowable]:
        field, choices = self.named(question, key), listed(self.form, question)
        marks = []
        for one in choices:
            state = paper.token(choices, one) if field.name else ""
            label = self.both_of(one.label) or one.value
            marks.append(Mark(label, state) if kind == "one" else Mark(label, "", state and f"{field.name}={state}"))
        made = Marks(marks, field, one=kind == "one", written=kind == "rank", rtl=self.rtl, most=2 if self.both else 3)
        if kind == "rank":
            return [*self.sides(self.in_each(partial(tr, _ORDER)), SMALL, inner=True), made]
        return [made]

    def _see(self, question: Question, choices: Sequence[Choice]) -> list[Flowable]:
        if len(choices) > _ANNEX or self.source.fillable:
            told = self.in_each(lambda: self._see_long(question, len(choices)))
        else:
            key = tuple(one.value for one in choices)
            number, _ = self.lists.setdefault(key, (len(self.lists) + 1, tuple(choices)))
            told = self.in_each(lambda: tr(_LISTED, number=digits(str(number))))
        return self.sides(told, SMALL, inner=True)

    def _see_long(self, question: Question, count: int) -> str:
        text = tr(_LONG_LIST, count=digits(str(count)))
        return text if question.control == "select1" else f"{text} {tr(_SEVERAL)}"

    def _ends(self, question: Question) -> list[Flowable]:
        if question.control != "range":
            return []
        ends = {name: question.parameters.get(name, "") for name in ("start", "end")}
        told = self.in_each(lambda: tr(_SCALE, **{name: isolate(digits(one)) for name, one in ends.items()}))
        return self.sides(told, SMALL, inner=True)

    def _parts(self, kind: str) -> list[tuple[int, str]]:
        day = [(2, self.say(_DAY)), (2, self.say(_MONTH)), (4, self.say(_YEAR))]
        clock = [(2, self.say(_HOUR)), (2, self.say(_MINUTE))]
        if kind == "place":
            return [(0, self.say(_LATITUDE)), (0, self.say(_LONGITUDE))]
        if kind == "time" and self.rtl:
            return clock
        return {"date": day, "time": clock, "moment": [*day, *clock]}.get(kind) or [(0, self.say(partial(_how, kind)))]

    # tables


def _how(kind: str) -> str:
    return tr(_HOWS[kind], example=ltr(_EXAMPLES.get(kind, "")))
