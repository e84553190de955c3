"""An expression of a form, read, and written again for libxml2, which evaluates it.

The dialect is XPath 1.0 as ODK XForms extends it: days are compared and counted with, text is turned into a number
where it is one, and there are more functions. What libxml2 knows by itself (paths, predicates, axes, ``and``, ``or``,
``|``, arithmetic of numbers) stays as it is; an operator whose operands may be days, and every function that is not
about nodes, becomes a call of a function of ours, in the namespace of ``PREFIX``.

``current()``, ``instance(…)`` and the root become variables, which the evaluation fills. While an expression is read,
the paths that it depends on are noted: what is to be calculated again when an answer changes follows from them.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from coopdesk.forms.tokens import ExpressionFault, Token, tokens
from coopdesk.i18n import N_

PREFIX = "odk"
ROWS = "rows"
"""The function that finds the items of a list by what they say."""
NODE_FUNCTIONS = frozenset({"local-name", "name", "namespace-uri", "id", "lang"})
"""The functions of XPath that libxml2 answers."""
CURRENT, DOCUMENT = "current", "document"
"""The variables in which the node stands whose expression it is, and what holds the root of the answers: a path from
the root goes from there, for within a list of choices it would go from the root of that list."""
_NODE_TYPES = ("node", "text", "comment", "processing-instruction")
_AXES = (
    "ancestor", "ancestor-or-self", "attribute", "child", "descendant", "descendant-or-self", "following",
    "following-sibling", "namespace", "parent", "preceding", "preceding-sibling", "self",
)  # fmt: skip
_COMPARED = {"=": "eq", "!=": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge"}
_MOVED = {"+": "plus", "-": "minus"}
_LEVELS: tuple[tuple[str, ...], ...] = (
    ("or",), ("and",), ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div", "mod"),
)  # fmt: skip
_NAME = re.compile(r"[^\W\d][\w.\-]*")
_ITEMS = re.compile(r"\$(i\.[\w.]+)/([^\W\d][\w.\-]*)/([^\W\d][\w.\-]*)")
_DAY_LIKE = re.compile(r".\d{4}-\d")
_MOST_CHARACTERS, _DEEPEST = 20_000, 80
_NUMERIC = frozenset({
    "abs", "acos", "area", "asin", "atan", "atan2", "ceiling", "cos", "count", "count-non-empty", "count-selected",
    "decimal-date-time", "decimal-time", "distance", "exp", "exp10", "floor", "int", "last", "log", "log10", "max",
    "min", "number", "pi", "position", "pow", "random", "round", "sin", "sqrt", "string-length", "sum", "tan",
})  # fmt: skip
_TRUTH = frozenset({
    "boolean", "boolean-from-string", "checklist", "contains", "ends-with", "false", "geofence", "intersects", "lang",
    "not", "regex", "selected", "is-selected", "starts-with", "true", "weighted-checklist",
})  # fmt: skip
_TEXTS = frozenset({
    "concat", "digest", "format-date", "format-date-time", "join", "jr:choice-name", "jr:itext", "local-name", "name",
    "namespace-uri", "normalize-space", "substr", "substring", "substring-after", "substring-before", "translate",
    "uuid",
})  # fmt: skip

_ENDS = N_("The expression ends too early.")
_UNEXPECTED = N_("“{found}” is not expected at character {place}.")
_AXIS = N_("There is no axis “{found}”.")
_TOO_LONG = N_("The expression is longer than {most} characters.")
_TOO_DEEP = N_("The expression is nested more than {most} levels deep.")


class Reference(NamedTuple):
    """A path that an expression reads. ``steps``: names; ``..`` and ``**`` (anything below) as they stand;
    ``absolute``: from the root of the answers, else from the node whose expression it is."""

    absolute: bool
    steps: tuple[str, ...]


class Written(NamedTuple):
    """An expression for libxml2. ``references``: what it reads; ``functions``: what it calls, with how many arguments;
    ``instances``: the lists of choices that it looks into; ``patterns``: those that it looks for, where they are
    written out; ``shuffles``: it gives nodes in an order of its own."""

    text: str
    references: tuple[Reference, ...]
    functions: frozenset[tuple[str, int]]
    instances: frozenset[str]
    patterns: frozenset[str]
    shuffles: bool


class _Part(NamedTuple):
    """A part of an expression: what it becomes, and what it gives: number, truth, text, nodes, or any of them.
    ``narrows``: a name and what the text of that child equals wherever the part holds."""

    text: str
    gives: str = "any"
    narrows: tuple[str, str] | None = None


def written(expression: str) -> Written:
    """Return an expression for libxml2. Raises ``ExpressionFault`` with the place of what cannot be read."""
    if len(expression) > _MOST_CHARACTERS:
        raise ExpressionFault(_TOO_LONG, most=_MOST_CHARACTERS)
    try:
        return _Reader(list(tokens(expression))).read()
    except RecursionError:
        raise ExpressionFault(_TOO_DEEP, most=_DEEPEST) from None


def unquoted(written: Written) -> list[str]:
    """Return the names that an expression looks for within its own node: a question holds none."""
    own = (one.steps[0] for one in written.references if not one.absolute and one.steps)
    return sorted(set(own) - {".", "..", "**"})


def variable(instance: str) -> str:
    """Return the variable in which a list of choices stands."""
    return "i." + "".join(c if c.isalnum() and c.isascii() else f".{ord(c):x}." for c in instance)


class _Reader:
    """Reads tokens from left to right, and writes as it reads."""

    def __init__(self, found: list[Token]) -> None:
        self._tokens, self._place, self._depth = found, 0, 0
        self._references: dict[Reference, None] = {}
        self._functions: set[tuple[str, int]] = set()
        self._instances: set[str] = set()
        self._patterns: set[str] = set()
        self._predicates = 0
        self._base: Reference | None = Reference(absolute=False, steps=())
        """From where a relative path goes; None: from what is no part of the answers."""

    def read(self) -> Written:
        part = self._binary()
        if self._place < len(self._tokens):
            self._refuse()
        shuffles = part.gives == "any" and part.text.startswith((f"{PREFIX}:randomize(", f"{PREFIX}:search("))
        return Written(
            part.text, tuple(self._references), frozenset(self._functions), frozenset(self._instances),
            frozenset(self._patterns), shuffles,
        )  # fmt: skip

    def _binary(self, level: int = 0) -> _Part:
        """Read operands and the operators between them that bind at least as close as a level."""
        part = self._unary()
        while (at := next((one for one in range(level, len(_LEVELS)) if self._look(*_LEVELS[one])), None)) is not None:
            part = _joined(self._next().text, part, self._binary(at + 1))
        return part

    def _unary(self) -> _Part:
        if self._sign("-") is None:
            return self._union()
        return _Part(f"(- {_number(self._deeper(self._unary))})", "number")

    def _union(self) -> _Part:
        part = self._path()
        while self._sign("|") is not None:
            part = _Part(f"{part.text} | {self._path().text}", "nodes")
        return part

    def _path(self) -> _Part:
        token = self._peek()
        if token is None:
            raise ExpressionFault(_ENDS)
        if token.kind in ("number", "literal") or token.text in ("(", "$") or self._is_call():
            return self._filtered()
        return self._location()

    def _filtered(self) -> _Part:
        """Read a value with its predicates and the path that goes on from it."""
        begin, token = self._base, self._next()
        found: Reference | None = None
        if token.kind == "number":
            part = _Part(token.text if "e" not in token.text.lower() else f"{float(token.text):.30f}", "number")
        elif token.kind == "literal":
            part = _Part(token.text, "day" if _DAY_LIKE.match(token.text) else "text")
        elif token.text == "(":
            part = self._deeper(self._binary)
            self._take(")")
            part = _Part(f"({part.text})", part.gives)
        elif token.text == "$":
            part = _Part(f"${self._next().text}")
        else:
            part = self._call(token)
            found = Reference(absolute=False, steps=()) if token.text == "current" else None
        text, gives = part.text, part.gives
        while self._look("["):
            text, gives = f"{text}[{self._predicate(found).text}]", "nodes"
        if self._look("/", "//"):
            self._base = found
            text, gives = self._steps(found, text), "nodes"
        self._base = begin
        return _Part(text, gives)

    def _location(self) -> _Part:
        begin, sign = self._base, self._peek()
        if sign is not None and sign.text in ("/", "//"):
            found: Reference | None = Reference(absolute=True, steps=())
            if sign.text == "/" and not self._begins_step(1):
                self._next()
                return _Part(f"${DOCUMENT}", "nodes")
            return _Part(self._steps(found, f"${DOCUMENT}"), "nodes")
        return _Part(self._steps(begin, ""), "nodes")

    def _steps(self, found: Reference | None, text: str) -> str:
        """Read the steps of a path from what ``text`` gives, where ``found`` stands, and note what it reads."""
        first = not text
        while first or self._look("/", "//"):
            if self._look("/", "//"):
                sign = self._next().text
                text += sign
                if sign == "//" and found is not None:
                    found = found._replace(steps=(*found.steps, "**"))
            first = False
            step, name = self._step()
            text += step
            if found is not None and name != ".":
                found = found._replace(steps=(*found.steps, name))
            while self._look("["):
                part = self._predicate(found)
                text = f"{self._narrowed(text, part)}[{part.text}]"
        if found is not None:
            self._references[found] = None
        return text

    def _step(self) -> tuple[str, str]:
        """Read one step; returns it, and the name that it leads to: ``.``, ``..``, ``**`` where it may be any."""
        token = self._next()
        if token.text in (".", ".."):
            return token.text, token.text
        axis = ""
        if token.text == "@":
            axis, token = "@", self._next()
        elif self._look("::"):
            if token.text not in _AXES:
                raise ExpressionFault(_AXIS, found=token.text[:40])
            self._next()
            axis, token = f"{token.text}::", self._next()
        if token.kind != "name":
            self._refuse(token)
        text = token.text
        if self._look("(") and text in _NODE_TYPES:
            self._next()
            inner = self._next().text if not self._look(")") else ""
            self._take(")")
            text = f"{text}({inner})"
        if axis in ("", "child::") and "(" not in text and "*" not in text:
            return axis + text, text
        return axis + text, {"parent::": "..", "self::": ".", "@": ".", "attribute::": "."}.get(axis, "**")

    def _predicate(self, found: Reference | None) -> _Part:
        self._take("[")
        kept, self._base = self._base, found
        self._predicates += 1
        part = self._deeper(self._binary)
        self._predicates -= 1
        self._base = kept
        self._take("]")
        return part

    def _narrowed(self, path: str, predicate: _Part) -> str:
        """Return a path to the items of a list, by the index of that list where the predicate allows it: a list may
        have thousands of items, and a form many questions that look into it. The predicate is still asked of what is
        left."""
        found = _ITEMS.fullmatch(path)
        if found is None or predicate.narrows is None or "position()" in predicate.text or "last()" in predicate.text:
            return path
        named = next(one for one in self._instances if variable(one) == found[1])
        child, fixed = predicate.narrows
        return f"{PREFIX}:{ROWS}({_quoted(named)}, '{found[2]}', '{found[3]}', '{child}', {fixed})"

    def _call(self, token: Token) -> _Part:
        name = token.text
        arguments: list[_Part] = []
        self._take("(")
        while not self._look(")"):
            if arguments:
                self._take(",")
            arguments.append(self._deeper(self._binary))
        self._take(")")
        if name == "current" and not arguments:
            return _Part(f"${CURRENT}", "nodes")
        if name == "instance" and len(arguments) == 1 and arguments[0].text[:1] in ("'", '"'):
            instance = arguments[0].text[1:-1]
            self._instances.add(instance)
            return _Part(f"${variable(instance)}", "nodes")
        if name in ("pulldata", "search") and arguments and arguments[0].text[:1] in ("'", '"'):
            self._instances.add(arguments[0].text[1:-1])
        if name == "regex" and len(arguments) == 2 and arguments[1].text[:1] in ("'", '"'):
            self._patterns.add(arguments[1].text[1:-1])
        self._functions.add((name, len(arguments)))
        given = ", ".join(one.text for one in arguments)
        if name in ("position", "last") and not arguments and not self._predicates:
            return _Part(f"{PREFIX}:{name}(.)", "number")
        if name in NODE_FUNCTIONS or (name in ("position", "last") and not arguments):
            return _Part(f"{name}({given})", "text" if name in _TEXTS else "number")
        if name in ("true", "false") and not arguments:
            return _Part(f"{name}()", "truth")
        gives = "number" if name in _NUMERIC else "truth" if name in _TRUTH else "text" if name in _TEXTS else "any"
        return _Part(f"{PREFIX}:{name.replace(':', '.')}({given})", gives)

    def _is_call(self) -> bool:
        token, after = self._peek(), self._peek(1)
        called = token is not None and token.kind == "name" and after is not None and after.text == "("
        return called and token is not None and token.text not in _NODE_TYPES

    def _begins_step(self, ahead: int) -> bool:
        token = self._peek(ahead)
        return token is not None and (token.kind == "name" or token.text in (".", "..", "@"))

    def _deeper(self, read: Callable[[], _Part]) -> _Part:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ExpressionFault(_TOO_DEEP, most=_DEEPEST)
        found = read()
        self._depth -= 1
        return found

    def _peek(self, ahead: int = 0) -> Token | None:
        place = self._place + ahead
        return self._tokens[place] if place < len(self._tokens) else None

    def _look(self, *signs: str) -> bool:
        token = self._peek()
        return token is not None and token.kind == "sign" and token.text in signs

    def _sign(self, *signs: str) -> str | None:
        return self._next().text if self._look(*signs) else None

    def _next(self) -> Token:
        token = self._peek()
        if token is None:
            raise ExpressionFault(_ENDS)
        self._place += 1
        return token

    def _take(self, sign: str) -> None:
        if not self._look(sign):
            self._refuse()
        self._next()

    def _refuse(self, token: Token | None = None) -> None:
        token = token or self._peek()
        if token is None:
            raise ExpressionFault(_ENDS)
        raise ExpressionFault(_UNEXPECTED, found=token.text[:40], place=token.place)


def _joined(sign: str, left: _Part, right: _Part) -> _Part:
    """Return two parts under an operator: libxml2's own where no day can be among them."""
    if sign in ("or", "and"):
        narrows = (left.narrows or right.narrows) if sign == "and" else None
        return _Part(f"({_truth(left)} {sign} {_truth(right)})", "truth", narrows)
    if sign in _COMPARED:
        alike = {left.gives, right.gives}
        plain = alike <= ({"nodes", "text"} if sign in ("=", "!=") else {"number", "truth"})
        if plain:
            return _Part(f"({left.text} {sign} {right.text})", "truth", _narrows(left, right) if sign == "=" else None)
        return _Part(f"{PREFIX}:{_COMPARED[sign]}({left.text}, {right.text})", "truth")
    if sign in _MOVED and not left.gives == right.gives == "number":
        return _Part(f"{PREFIX}:{_MOVED[sign]}({left.text}, {right.text})", "number")
    return _Part(f"({_number(left)} {sign} {_number(right)})", "number")


def _narrows(left: _Part, right: _Part) -> tuple[str, str] | None:
    """Return the child that equals what is the same for every node that a predicate is asked of, if there is one."""
    for child, fixed in ((left, right), (right, left)):
        if child.gives == "nodes" and _NAME.fullmatch(child.text):
            literal = fixed.gives == "text" and fixed.text[:1] in ("'", '"')
            if literal or (fixed.text.startswith((f"${CURRENT}", f"${DOCUMENT}")) and "|" not in fixed.text):
                return child.text, fixed.text
    return None


def _quoted(text: str) -> str:
    return f"'{text}'" if "'" not in text else f'"{text}"'


def _number(part: _Part) -> str:
    return part.text if part.gives == "number" else f"{PREFIX}:number({part.text})"


def _truth(part: _Part) -> str:
    """Return a part as truth: a day that is none is false."""
    return f"{PREFIX}:boolean({part.text})" if part.gives == "any" else part.text
