"""When a question is asked, told as a person would say it: “question 3 is No”, from the condition of the form.

What is simple (a choice, a comparison, and, or, not) becomes words; of anything else the condition itself is shown,
with the numbers of questions in the place of their names.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from coopdesk.forms.choices import listed
from coopdesk.forms.model import Form, Path, Words
from coopdesk.i18n import N_, digits, isolate, tr

_TOKEN = re.compile(
    r"""\s*(?:(?P<literal>"[^"]*"|'[^']*')|(?P<number>-?\d+(?:\.\d+)?)|(?P<sign>!=|<=|>=|[=<>(),])"""
    r"""|(?P<path>\.\.?(?:/[\w.\-]+|/\.\.)*|\$\{\s*[\w.\-]+\s*\}|/?[^\W\d][\w.\-]*(?:/[\w.\-]+|/\.\.)*|(?:/[^\W\d][\w.\-]*)+))""",
)
_QUESTION = N_("question {number}")
_IS, _IS_NOT = N_("{question} is “{value}”"), N_("{question} is not “{value}”")
_CHOSEN, _NOT_CHOSEN = N_("“{value}” is chosen in {question}"), N_("“{value}” is not chosen in {question}")
_ANSWERED, _EMPTY = N_("{question} is answered"), N_("{question} is left empty")
_COMPARED = {
    "=": N_("{question} is {value}"), "!=": N_("{question} is not {value}"),
    "<": N_("{question} is less than {value}"), ">": N_("{question} is more than {value}"),
    "<=": N_("{question} is at most {value}"), ">=": N_("{question} is at least {value}"),
}  # fmt: skip
TURNED = {"=": "=", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
"""The signs of comparisons, each with the one that says the same of the two sides exchanged."""
_DENIED = {"=": "!=", "!=": "=", "<": ">=", ">": "<=", "<=": ">", ">=": "<"}
_AND, _OR = N_("{first} and {second}", "conditions"), N_("{first} or {second}", "conditions")
_BRACKETED = N_("({condition})", "conditions")
HAS, LACKS = "has", "lacks"
"""How a question that several choices answer compares with one of them."""
_MOST = 2_000


class NotSimple(Exception):
    """The condition is none that words are made of."""


class Reader:
    """Tokens that are read from left to right. ``rest``: those that were not read yet."""

    def __init__(self, found: Sequence[tuple[str, str]]) -> None:
        self.rest = list(found)

    def _next(self) -> tuple[str, str]:
        return self.rest[0] if self.rest else ("", "")

    def _take(self) -> tuple[str, str]:
        if not self.rest:
            raise NotSimple
        return self.rest.pop(0)

    def _expect(self, sign: str) -> None:
        if self._take() != ("sign", sign):
            raise NotSimple


class Conditions:
    """Tells the conditions of a form in the present language. ``say``: words of the form in that language."""

    def __init__(self, form: Form, numbers: Mapping[Path, str], say: Callable[[Words], str]) -> None:
        self._form, self._numbers, self._say = form, numbers, say
        self._questions = {one.path: one for one in form.questions()}

    def told(self, expression: str, at: Path) -> str:
        """Return a condition of the node at a path in words."""
        try:
            reader = _Words(tokens(expression), self, at)
            found, _ = reader.either(denied=False)
            if reader.rest:
                raise NotSimple
            return found
        except NotSimple:
            return self._plain(expression, at)

    def question(self, told: str, at: Path) -> tuple[str, Path]:
        """Return a question that a path names, by its number, with its whole path."""
        path = _resolved(told, at)
        if path not in self._numbers:
            raise NotSimple
        return tr(_QUESTION, number=digits(self._numbers[path])), path

    def value(self, path: Path, told: str) -> str:
        """Return a value of a question as a person reads it."""
        question = self._questions[path]
        found = next((one for one in listed(self._form, question) if one.value == told), None)
        return isolate((self._say(found.label) if found is not None else "") or told)

    def is_many(self, path: Path) -> bool:
        """Tell whether several choices answer a question."""
        return self._questions[path].control in ("select", "rank")

    def _plain(self, expression: str, at: Path) -> str:
        def named(found: re.Match[str]) -> str:
            number = self._numbers.get(_resolved(found[0], at))
            return f"[{digits(number)}]" if number else found[0]

        told = re.sub(r"(?:\.\./)+[\w.\-]+(?:/[\w.\-]+)*|(?:/[^\W\d][\w.\-]*)+", named, expression[:_MOST])
        return "\u2066" + " ".join(told.split()) + "\u2069"


class _Words(Reader):
    """Reads tokens into words; what is joined by “or” is bracketed where it stands beside “and”."""

    def __init__(self, found: Sequence[tuple[str, str]], of: Conditions, at: Path) -> None:
        super().__init__(found)
        self._of, self._at = of, at

    def either(self, *, denied: bool) -> tuple[str, str]:
        return self._joined("or", self._both, denied=denied)

    def _both(self, *, denied: bool) -> tuple[str, str]:
        return self._joined("and", self._one, denied=denied)

    def _joined(self, word: str, part: Callable[..., tuple[str, str]], *, denied: bool) -> tuple[str, str]:
        said, kind = part(denied=denied)
        while self._next() == ("path", word):
            self.rest.pop(0)
            more, other = part(denied=denied)
            joined = {"or": "and", "and": "or"}[word] if denied else word
            first, second = (
                tr(_BRACKETED, condition=one) if of not in ("", joined) else one
                for one, of in ((said, kind), (more, other))
            )
            said, kind = joint(joined, first, second), joined
        return said, kind

    def _one(self, *, denied: bool) -> tuple[str, str]:
        kind, told = self._take()
        if told == "(":
            found = self.either(denied=denied)
            self._expect(")")
            return found
        if kind == "path" and self._next()[1] == "(":
            return self._called(told, denied=denied)
        sign = self._take()[1]
        if sign not in TURNED:
            raise NotSimple
        other, value = self._take()
        if kind == "path" and other != "path":
            return self._compared(told, sign, other, value, denied=denied)
        if kind != "path" and other == "path":
            return self._compared(value, TURNED[sign], kind, told, denied=denied)
        raise NotSimple

    def _called(self, name: str, *, denied: bool) -> tuple[str, str]:
        self._expect("(")
        if name == "not":
            found = self.either(denied=not denied)
            self._expect(")")
            return found
        path = self._take()[1]
        self._expect(",")
        kind, value = self._take()
        self._expect(")")
        if name not in ("selected", "is-selected") or kind == "path":
            raise NotSimple
        question, whole = self._of.question(path, self._at)
        many = self._of.is_many(whole)
        sign = (LACKS if denied else HAS) if many else ("!=" if denied else "=")
        return sentence(question, sign, self._of.value(whole, value), is_literal=True), ""

    def _compared(self, path: str, sign: str, kind: str, value: str, *, denied: bool) -> tuple[str, str]:
        question, whole = self._of.question(path, self._at)
        sign = _DENIED[sign] if denied else sign
        is_literal = kind == "literal" and sign in ("=", "!=")
        shown = isolate(digits(value)) if kind == "number" else isolate(value)
        told = self._of.value(whole, value) if is_literal and value else shown
        return sentence(question, sign, told if value else "", is_literal=is_literal), ""


def sentence(question: str, sign: str, value: str, *, is_literal: bool = False) -> str:
    """Return in words how the answer to a question compares with a value; ``HAS``, ``LACKS``: of several choices.
    Without a value: with none. ``is_literal``: the value is a word, so it stands in quotation marks."""
    if sign in (HAS, LACKS):
        return tr(_CHOSEN if sign == HAS else _NOT_CHOSEN, question=question, value=value)
    if not value:
        return tr(_EMPTY if sign == "=" else _ANSWERED, question=question)
    if is_literal:
        return tr(_IS if sign == "=" else _IS_NOT, question=question, value=value)
    return tr(_COMPARED[sign], question=question, value=value)


def joint(word: str, first: str, second: str) -> str:
    """Return two sentences as one, with “and” or “or”."""
    return tr(_AND if word == "and" else _OR, first=first, second=second)


def tokens(expression: str) -> list[tuple[str, str]]:
    """Return the parts of an expression, each with its kind: literal (without its quotation marks), number, sign, path.
    Raises ``NotSimple``."""
    found, at, told = [], 0, expression.strip()
    if len(told) > _MOST:
        raise NotSimple
    while at < len(told):
        match = _TOKEN.match(told, at)
        if match is None or match.end() == at:
            raise NotSimple
        kind = match.lastgroup or ""
        found.append((kind, match[kind][1:-1] if kind == "literal" else match[kind]))
        at = match.end()
    return found


def _resolved(told: str, at: Path) -> Path:
    """Return the whole path that is meant at a node."""
    found = [] if told.startswith("/") else list(at)
    for step in told.strip("/").split("/"):
        if step == "..":
            found = found[:-1]
        elif step != ".":
            found.append(step)
    return tuple(found)
