"""What a form asks of answers, as menus build it: when a question is asked, and between what limits an answer lies.

The sheet holds text (``${age} >= 18 and selected(${topics}, 'water')``). Of it, ``read`` and ``read_limits`` make what
menus can show, or None where menus cannot express it: the text is then shown as it is, and never changed.
"""

import math
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate
from typing import Literal, NamedTuple

from coopdesk.calendars import gregorian, is_partial_date
from coopdesk.forms import conditions
from coopdesk.forms.conditions import TURNED, NotSimple, Reader, tokens
from coopdesk.i18n import N_, digits, isolate, tr

Operator = Literal[
    "is", "is_not", "contains", "lacks", "more", "less", "at_least", "at_most", "answered", "not_answered"
]  # fmt: skip
Kind = Literal["text", "number", "date", "time", "moment"]
Subject = Literal["answer", "length", "choices", "hour"]
TODAY = "today"
"""The day on which the question is answered, where a day is compared; where a moment is, that moment."""
_SIGNS: dict[Operator, str] = {
    "is": "=", "is_not": "!=", "more": ">", "less": "<", "at_least": ">=", "at_most": "<=",
}  # fmt: skip
_OPERATORS = {sign: operator for operator, sign in _SIGNS.items()}
_HAS, _LACKS = conditions.HAS, conditions.LACKS
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_NAMED = re.compile(r"\$\{\s*([\w.\-]+)\s*\}")
_SUBJECTS: dict[Subject, str] = {"answer": ".", "length": "string-length(.)", "choices": "count-selected(.)",
                                "hour": "decimal-time(.)"}  # fmt: skip
_EITHER: tuple[Operator, ...] = ("answered", "not_answered")
_MEASURED = ("int", "integer", "decimal", "range", "calculate", "date")
_DEEPEST = 40
_DAYS = {
    ">": N_("{question} is after {value}"), "<": N_("{question} is before {value}"),
    ">=": N_("{question} is not before {value}"), "<=": N_("{question} is not after {value}"),
}  # fmt: skip
_QUOTED, _TODAY = N_("“{label}”", "question"), N_("the day of the answer")
_DAY = 10
_KINDS: dict[str, Kind] = {"text": "text", "number": "number", "date": "date", "moment": "moment"}
_HOUR = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_MINUTES, _FINE = 1_440, 100_000


class Asked(NamedTuple):
    """A question that conditions may be about. ``type``: as in the sheet; ``choices``: each with its label."""

    name: str
    label: str
    type: str
    choices: tuple[tuple[str, str], ...] = ()


class Condition(NamedTuple):
    """One comparison. ``value``: empty where the operator needs none; a day as ISO text, or ``TODAY``."""

    question: str
    operator: Operator
    value: str = ""
    kind: Kind = "text"


class Logic(NamedTuple):
    """Conditions of which all must hold, or any. Fewer than two are always ``all``."""

    joint: Literal["all", "any"] = "all"
    rows: tuple[Condition, ...] = ()


class Limits(NamedTuple):
    """From what to what an answer may go, its length, or the number of choices. Empty: without an end."""

    low: str = ""
    high: str = ""
    kind: Kind = "number"
    subject: Subject = "answer"


def operators(type: str) -> tuple[Operator, ...]:
    """Return how answers to a question of a type compare."""
    kind = type.split(" ")[0]
    if kind == "select_multiple":
        return ("contains", "lacks", *_EITHER)
    if kind in _MEASURED:
        return ("is", "is_not", "more", "less", "at_least", "at_most", *_EITHER)
    return ("is", "is_not", *_EITHER)


def is_hour(text: str) -> bool:
    """Tell whether a text is an hour of the day, ``14:30``."""
    return _HOUR.fullmatch(text) is not None


def is_number(text: str) -> bool:
    """Tell whether a text is a number as the sheet has it."""
    return _NUMBER.fullmatch(text) is not None


def written(logic: Logic) -> str:
    """Return conditions as the text of the sheet."""
    return (" and " if logic.joint == "all" else " or ").join(map(_condition, logic.rows))


def read(text: str) -> Logic | None:
    """Return the conditions that a text tells, None where menus cannot express it."""
    try:
        word, parts = _parts(text)
        rows = tuple(_asked(one) for one in parts)
    except NotSimple:
        return None
    return Logic("any" if word == "or" else "all", rows)


def written_limits(limits: Limits) -> str:
    """Return limits as the text of the sheet."""
    subject, kind = _SUBJECTS[limits.subject], limits.kind
    told = [f"{subject} >= {_limit(limits.low, kind, math.floor)}"] if limits.low else []
    if limits.high and kind == "moment" and limits.high != TODAY:
        told.append(f"{subject} < {_value(_day_beside(limits.high, 1), 'date')}")  # the whole of that day
    elif limits.high:
        told.append(f"{subject} <= {_limit(limits.high, kind, math.ceil)}")
    return " and ".join(told)


def read_limits(text: str, *, whole: bool = False, moment: bool = False) -> Limits | None:
    """Return the limits that a text tells, None where menus cannot express it. ``whole``: of a number without
    fractions, so that “more than 0” is “at least 1”; ``moment``: of a day with an hour."""
    try:
        word, parts = _parts(text)
        told = [_end(part, whole=whole, moment=moment) for part in parts]
    except NotSimple:
        return None
    if not parts:
        return Limits()
    ends, about = dict(told), {(part.subject, "moment" if moment else part.kind) for part in parts}
    subject = next((name for name, said in _SUBJECTS.items() if said == parts[0].subject), None)
    if word == "or" or len(about) > 1 or len(ends) < len(told) or subject is None:
        return None
    if subject != "answer" and parts[0].kind != "number":
        return None
    kind: Kind = "time" if subject == "hour" else "moment" if moment else parts[0].kind
    return Limits(ends.get(">=", ""), ends.get("<=", ""), kind, subject)


def _end(part: "_Part", *, whole: bool, moment: bool) -> tuple[str, str]:
    """Return which end of what is valid a comparison tells, and what stands there. Raises ``NotSimple``."""
    sign, value = part.sign, part.value
    if (part.kind == "moment" or part.subject == _SUBJECTS["hour"]) and sign not in ("<=", ">="):
        raise NotSimple
    if moment and part.kind not in ("date", "moment"):
        raise NotSimple
    if moment and part.kind == "date":
        if value == TODAY or sign not in ("<", ">="):
            raise NotSimple
        return ("<=", _day_beside(value, -1)) if sign == "<" else (sign, value)
    if part.subject == _SUBJECTS["hour"] and part.kind == "number":
        return sign, _hour(value)
    counted = part.kind == "number" and (whole or part.subject != ".") and value.lstrip("-").isdigit()
    if sign in ("<", ">") and counted:
        return f"{sign}=", str(int(value) + (1 if sign == ">" else -1))
    if sign not in ("<=", ">="):
        raise NotSimple
    return sign, value


def _limit(value: str, kind: Kind, near: Callable[[float], int]) -> str:
    """Return the end of limits as the text of the sheet. An hour is a share of the day, which every program that reads
    forms understands alike; it is rounded outwards, by less than a second."""
    if kind == "time":
        hours, _, minutes = value.partition(":")
        return str(Decimal(near((int(hours) * 60 + int(minutes)) * _FINE / _MINUTES)) / _FINE)
    return "now()" if kind == "moment" and value == TODAY else _value(value, "date" if kind == "moment" else kind)


def _hour(share: str) -> str:
    """Return the hour that a share of the day is. Raises ``NotSimple`` where it is no whole minute."""
    minutes = round(Decimal(share) * _MINUTES)
    if not 0 <= minutes < _MINUTES or abs(Decimal(minutes) / _MINUTES - Decimal(share)) * _FINE > 1:
        raise NotSimple
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _day_beside(day: str, by: int) -> str:
    """Return the day after a day, or the one before; the last and the first of all have none, so themselves."""
    try:
        return (date.fromisoformat(day) + timedelta(days=by)).isoformat()
    except OverflowError:
        return day


def are_crossed(limits: Limits) -> bool:
    """Tell whether no answer lies between limits. ``TODAY`` lies anywhere."""
    low, high, kind, _ = limits
    if not (low and high) or TODAY in (low, high):
        return False
    return low > high if kind in ("date", "moment", "time") else Decimal(low) > Decimal(high)


def words(logic: Logic, asked: Iterable[Asked]) -> str:
    """Return conditions in words of the present language, with the labels of questions and choices."""
    known = {one.name: one for one in asked}
    said = ""
    for row in logic.rows:
        told = _said(row, known.get(row.question) or Asked(row.question, "", ""))
        said = conditions.joint("and" if logic.joint == "all" else "or", said, told) if said else told
    return said


def _said(row: Condition, about: Asked) -> str:
    question = isolate(tr(_QUOTED, label=about.label or about.name))
    sign = {**_SIGNS, "contains": _HAS, "lacks": _LACKS, "answered": "!=", "not_answered": "="}[row.operator]
    if row.kind == "date":
        day = tr(_TODAY) if row.value == TODAY else gregorian(row.value) if is_partial_date(row.value) else row.value
        if sign in _DAYS:
            return tr(_DAYS[sign], question=question, value=isolate(day))
        return conditions.sentence(question, sign, isolate(day))
    if row.kind == "number":
        return conditions.sentence(question, sign, isolate(digits(row.value)))
    label = dict(about.choices).get(row.value) or row.value
    return conditions.sentence(question, sign, isolate(label) if label else "", is_literal=bool(label))


class _Part(NamedTuple):
    """A comparison as it is read. ``subject``: ``${name}``, ``.``, or a length or count of it."""

    subject: str
    sign: str
    value: str
    kind: Kind


def _condition(row: Condition) -> str:
    subject = f"${{{row.question}}}"
    if row.operator in ("contains", "lacks"):
        chosen = f"selected({subject}, {_value(row.value, 'text')})"
        return chosen if row.operator == "contains" else f"not({chosen})"
    if row.operator in ("answered", "not_answered"):
        return f"{subject} {'!=' if row.operator == 'answered' else '='} ''"
    return f"{subject} {_SIGNS[row.operator]} {_value(row.value, row.kind)}"


def _value(value: str, kind: Kind) -> str:
    if kind == "number":
        return value
    if kind == "date":
        return "today()" if value == TODAY else f"date('{value}')"
    if "'" not in value:
        return f"'{value}'"
    if '"' not in value:
        return f'"{value}"'
    parts = [f"'{one}'" for one in value.split("'")]
    return "concat(" + """, "'", """.join(parts) + ")"


def _asked(part: _Part) -> Condition:
    named = _NAMED.fullmatch(part.subject)
    if named is None:
        raise NotSimple
    if part.sign in (_HAS, _LACKS):
        return Condition(named[1], "contains" if part.sign == _HAS else "lacks", part.value)
    if part.kind == "moment":
        raise NotSimple
    if not part.value:
        return Condition(named[1], "not_answered" if part.sign == "=" else "answered")
    return Condition(named[1], _OPERATORS[part.sign], part.value, part.kind)


def _parts(text: str) -> tuple[str, Sequence[_Part]]:
    """Return the comparisons of a text, and the word that stands between them. Raises ``NotSimple``."""
    found = tokens(text)
    if not found:
        return "and", ()
    if max(accumulate({"(": 1, ")": -1}.get(told, 0) for kind, told in found if kind == "sign"), default=0) > _DEEPEST:
        raise NotSimple
    reader = _Reader(found)
    word, parts = reader.joined("or")
    if reader.rest:
        raise NotSimple
    return word, parts


class _Reader(Reader):
    """Reads tokens from left to right. Comparisons that stand in brackets beside others join them where one word stands
    between all."""

    def joined(self, word: Literal["and", "or"]) -> tuple[str, list[_Part]]:
        begun, parts = self._within(word)
        while self._next() == ("path", word):
            self.rest.pop(0)
            other, more = self._within(word)
            if any(len(several) > 1 and joint != word for joint, several in ((begun, parts), (other, more))):
                raise NotSimple
            begun, parts = word, parts + more
        return begun, parts

    def _within(self, word: str) -> tuple[str, list[_Part]]:
        return self.joined("and") if word == "or" else self._one()

    def _one(self) -> tuple[str, list[_Part]]:
        if self._next()[1] == "(" and self._next()[0] == "sign":
            self._expect("(")
            found = self.joined("or")
            self._expect(")")
            return found
        return "and", [self._compared()]

    def _compared(self) -> _Part:
        if self._next() == ("path", "not"):
            self.rest.pop(0)
            self._expect("(")
            part = self._compared()
            self._expect(")")
            if part.sign != _HAS:
                raise NotSimple
            return part._replace(sign=_LACKS)
        if self._next() == ("path", "selected"):
            self.rest.pop(0)
            self._expect("(")
            subject, _, _ = self._operand()
            self._expect(",")
            other, value, kind = self._operand()
            self._expect(")")
            if other or kind in ("date", "moment") or not (subject and value):
                raise NotSimple
            return _Part(subject, _HAS, value, "text")
        subject, value, kind = self._operand()
        sign = self._take()[1]
        other, *told = self._operand()
        if sign not in TURNED or bool(subject) == bool(other):
            raise NotSimple
        if not subject:
            return self._compare(other, TURNED[sign], value, kind)
        return self._compare(subject, sign, told[0], told[1])

    def _compare(self, subject: str, sign: str, value: str, kind: str) -> _Part:
        """Return a comparison; a quoted number or day is one where more or less is asked."""
        if kind == "text" and sign not in ("=", "!="):
            kind = "number" if _NUMBER.fullmatch(value) else "date"
            if kind == "date" and not (len(value) == _DAY and is_partial_date(value)):
                raise NotSimple
        return _Part(subject, sign, value, _KINDS[kind])

    def _operand(self) -> tuple[str, str, str]:
        """Return a subject, or else a value and its kind."""
        kind, told = self._take()
        if kind == "literal":
            return "", told, "text"
        if kind == "number":
            return "", told, "number"
        if told == "." or _NAMED.fullmatch(told):
            return told, "", ""
        self._expect("(")
        given = [] if self._next() == ("sign", ")") else [self._operand()]
        while given and self._next() == ("sign", ","):
            self.rest.pop(0)
            given.append(self._operand())
        self._expect(")")
        return _called(told, given)


def _called(name: str, given: Sequence[tuple[str, str, str]]) -> tuple[str, str, str]:
    """Return what a function gives: a subject, or else a value and its kind."""
    if name == "today" and not given:
        return "", TODAY, "date"
    if name == "now" and not given:
        return "", TODAY, "moment"
    if name == "date" and len(given) == 1 and len(given[0][1]) == _DAY and is_partial_date(given[0][1]):
        return "", given[0][1], "date"
    if name in ("string-length", "count-selected", "decimal-time") and len(given) == 1 and given[0][0] == ".":
        return f"{name}(.)", "", ""
    if name == "concat" and given and all(kind == "text" for _, _, kind in given):
        return "", "".join(value for _, value, _ in given), "text"
    raise NotSimple
