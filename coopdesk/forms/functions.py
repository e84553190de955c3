"""The functions of ODK XForms, by name, with how many arguments each takes.

What they give is what Enketo gives; where JavaRosa gives something else, it is said here: ``regex`` looks for the
pattern anywhere in the text, ``round`` rounds halves away from zero, a day is counted from the midnight of this
computer. As JavaRosa does, a blank among the numbers of ``sum`` is left out, and ``coalesce`` passes over what is no
number; between days the clocks do not count (``arithmetic``).
"""

import base64
import hashlib
import math
import re
import secrets
import string
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any, NamedTuple

from lxml import etree

from coopdesk.errors import InvalidValue
from coopdesk.forms import earth, lists, patterns, sought, values
from coopdesk.forms.arithmetic import minus, plus, power, rounded, whole
from coopdesk.forms.values import Value

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_DIGESTS = ("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512")
_MANY = 1_000


class CannotEvaluate(Exception):
    """A function was called with what it does not take."""


@dataclass
class World:
    """What expressions know beside the answers. ``now``: the moment; ``month``, ``weekday``: their short names, from 0;
    ``choice_name``: the label of a choice of the question at a path; ``itext``: a text of the form by its id;
    ``index``: of the lists of the form."""

    now: Callable[[], datetime] = lambda: datetime.now().astimezone()
    month: Callable[[int], str] = _MONTHS.__getitem__
    weekday: Callable[[int], str] = _WEEKDAYS.__getitem__
    choice_name: Callable[[str, str], str] = lambda value, path: value
    itext: Callable[[str], str] = lambda id: id
    index: lists.Index = field(default_factory=lambda: lists.Index({}))
    chance: Random = field(default_factory=secrets.SystemRandom)


class Function(NamedTuple):
    """``call`` is given the world, the node at which it is called, and its arguments."""

    least: int
    most: int
    call: Callable[..., Value]


def _numeric(work: Callable[..., float]) -> Callable[..., float]:
    """Return a function of numbers, with NaN where mathematics has nothing to say."""

    def call(world: World, node: Any, *given: Value) -> float:
        try:
            return float(work(*map(values.number, given)))
        except OverflowError:
            return math.inf
        except ValueError:
            return math.nan

    return call


def _textual(work: Callable[..., Any]) -> Callable[..., Any]:
    return lambda world, node, *given: work(*map(values.text, given))


def _plain(work: Callable[..., Any]) -> Callable[..., Any]:
    return lambda world, node, *given: work(*given)


def _compared(holds: Callable[[float, float], bool]) -> Callable[..., bool]:
    return _plain(lambda left, right: any(holds(one, two) for one, two in values.numbers(left, right)))


def _substring(told: Value, start: Value, length: Value | None = None) -> str:
    """XPath 1.0: characters from 1, rounded, NaN takes none."""
    first = rounded(start)
    last = math.inf if length is None else first + rounded(length)
    return "".join(one for place, one in enumerate(values.text(told), 1) if first <= place < last)


def _slice(told: Value, start: Value, end: Value | None = None) -> str:
    return values.text(told)[slice(whole(start) or 0, None if end is None else whole(end) or 0)]


def _translate(told: str, of: str, to: str) -> str:
    table = {ord(one): to[place] if place < len(to) else None for place, one in reversed(list(enumerate(of)))}
    return told.translate(table)


def _regex(told: str, pattern: str) -> bool:
    try:
        return patterns.found(pattern, told)
    except patterns.RanOut:
        raise
    except InvalidValue as fault:
        raise CannotEvaluate(str(fault)) from fault


def _selected(told: str, one: str) -> bool:
    return one.strip() in (told.split() or [""])


def _selected_at(told: Value, place: Value) -> str:
    at, chosen = whole(place), values.text(told).split()
    return chosen[at] if at is not None and 0 <= at < len(chosen) else ""


def _join(separator: Value, *given: Value) -> str:
    return values.text(separator).join(map(values.text, values.spread(given)))


def _once(world: World, node: Any, value: Value) -> Value:
    return values.text_of_node(node) or value


def _if(condition: Value, yes: Value, no: Value) -> Value:
    return yes if values.truth(condition) else no


def _coalesce(one: Value, two: Value) -> str:
    nothing = isinstance(one, float) and math.isnan(one)
    return values.text(two) if nothing else values.text(one) or values.text(two)


def _checked(value: Value) -> bool:
    return value != "" if isinstance(value, str) else values.truth(value)


def _checklist(least: Value, most: Value, *given: Value) -> bool:
    return _within(sum(map(_checked, values.spread(given))), least, most)


def _weighted_checklist(least: Value, most: Value, *given: Value) -> bool:
    total = 0.0
    for place in range(0, len(given) - 1, 2):
        held, weights = values.spread((given[place],)), values.spread((given[place + 1],))
        total += sum(values.number(weight) for one, weight in zip(held, weights, strict=False) if _checked(one))
    return _within(total, least, most)


def _within(count: float, least: Value, most: Value) -> bool:
    low, high = values.number(least), values.number(most)
    return (low < 0 or count >= low) and (high < 0 or count <= high)


def _from_text(value: Value) -> bool:
    return value if isinstance(value, bool) else values.text(value) in ("1", "true")


def _sum(given: Value) -> float:
    return math.fsum(values.number(one) for one in values.spread((given,)) if not isinstance(one, str) or one.strip())


def _extreme(choose: Callable[[list[float]], float]) -> Callable[..., float]:
    def call(*given: Value) -> float:
        found = [values.number(one) for one in values.spread(given)]
        return math.nan if not found or any(map(math.isnan, found)) else choose(found)

    return _plain(call)


def _listed(value: Value) -> list[Any]:
    if not isinstance(value, list):
        raise CannotEvaluate("nodes")
    return value


def _filled(given: Value) -> float:
    return float(sum(values.text_of_node(one) != "" for one in _listed(given)))


def _position(world: World, node: Any, of: Value) -> float:
    found = next((one for one in _listed(of) if isinstance(one, etree._Element)), None)
    return 0.0 if found is None else 1.0 + sum(1 for _ in found.itersiblings(found.tag, preceding=True))


def _last(world: World, node: Any, of: Value) -> float:
    found = next((one for one in _listed(of) if isinstance(one, etree._Element)), None)
    return 0.0 if found is None else _position(world, node, of) + sum(1 for _ in found.itersiblings(found.tag))


def _randomize(world: World, node: Any, given: Value, seed: Value | None = None) -> Value:
    """Shuffle as the specification of XForms says, so that a seed gives the same order everywhere."""
    some: list[Any] = []
    draw = world.chance.random if seed is None else _draws(seed).__next__
    for place, one in enumerate(_listed(given)):
        other = int(draw() * (place + 1))
        some.append(one)
        if other != place:
            some[place], some[other] = some[other], one
    return some


def _draws(seed: Value) -> Iterator[float]:
    """Yield numbers from 0 to 1 of the generator of Park and Miller."""
    number = whole(seed)
    if number is None:
        told = values.text(seed)
        number = int.from_bytes(hashlib.sha256(told.encode()).digest()[:8], "big", signed=True) if told else 0
    state = math.fmod(number, 2_147_483_647)
    state = int(state if state > 0 else state + 2_147_483_646)
    while True:
        state = state * 16_807 % 2_147_483_647
        yield (state - 1) / 2_147_483_646


def _indexed(world: World, node: Any, wanted: Value, *pairs: Value) -> Value:
    """Return the nodes of one repetition; where repetitions stand in others, of the one in the one."""
    inside: Any = None
    for repeat, index in zip(pairs[::2], pairs[1::2], strict=False):
        among = [one for one in _listed(repeat) if inside is None or inside in one.iterancestors()]
        place = max(whole(index) or 1, 1)
        if place > len(among):
            return []
        inside = among[place - 1]
    return [one for one in _listed(wanted) if one is inside or inside in one.iterancestors()]


def _rows(world: World, node: Any, name: str, root: str, item: str, child: str, wanted: Value) -> Value:
    """Return the items of a list of which a child says what is wanted, in their order."""
    return world.index.rows(name, (root, item), child, wanted)


def _pulled(world: World, node: Any, name: Value, wanted: Value, key: Value, sought: Value) -> str:
    """Return a column of the row of a list in which another column says what is sought; empty where there is none."""
    column, text = lists.element_name(values.text(key)), values.text(sought)
    rows = world.index.rows(values.text(name), ("*", "*"), column, text)
    return next((row.findtext(lists.element_name(values.text(wanted))) or "" for row in rows), "")


def _search(world: World, node: Any, name: Value, *given: Value) -> Value:
    told = [*map(values.text, given), "", "", "", "", ""][:5]
    try:
        return sought.rows(world.index.items(values.text(name)), *told)
    except KeyError as fault:
        raise CannotEvaluate(told[0]) from fault


def _digest(told: str, name: str, encoding: str = "base64") -> str:
    if name not in _DIGESTS:
        raise CannotEvaluate(name)
    made = hashlib.new(name.replace("-", "").lower(), told.encode(), usedforsecurity=False).digest()
    return made.hex() if encoding == "hex" else base64.b64encode(made).decode()


def _decode(told: str) -> str:
    try:
        return values.NO_TEXT.sub("", base64.b64decode(told, validate=True).decode())
    except ValueError:
        return ""


def _uuid(world: World, node: Any, length: Value | None = None) -> str:
    if length is None:
        return str(uuid.UUID(int=world.chance.getrandbits(128), version=4))
    letters = string.ascii_letters + string.digits
    return "".join(world.chance.choice(letters) for _ in range(min(max(whole(length) or 0, 0), _MANY)))


def _format(world: World, node: Any, value: Value, form: Value) -> str:
    told = values.as_day(value)
    moment = values.day(told) if told else None
    if moment is None:
        return ""
    here = moment.astimezone()
    parts: Mapping[str, str] = {
        "Y": f"{here.year:04}", "y": f"{here.year % 100:02}", "m": f"{here.month:02}", "n": str(here.month),
        "b": world.month(here.month - 1), "d": f"{here.day:02}", "e": str(here.day), "H": f"{here.hour:02}",
        "h": str(here.hour), "M": f"{here.minute:02}", "S": f"{here.second:02}",
        "3": f"{here.microsecond // 1000:03}", "a": world.weekday(here.weekday()), "%": "%",
    }  # fmt: skip
    return re.sub("%(.)", lambda found: parts.get(found[1], found[0]), values.text(form))


def _decimal_day(value: Value) -> float:
    """Return the days since 1970 began of a day, or as many as a number says; a text that is no day says none."""
    told = value if isinstance(value, bool | int | float) or values.day(values.text(value)) else values.NO_DAY
    return values.number(values.as_day(told))


def _decimal_time(world: World, node: Any, value: Value) -> float:
    return values.share_of_day(values.text(value), world.now().utcoffset() or timedelta())


def _fenced(world: World, node: Any, point: Value, shape: Value) -> bool:
    within = earth.is_within(point, shape)
    if within is None:
        raise CannotEvaluate("geofence")
    return within


FUNCTIONS: Mapping[str, Function] = {
    "eq": Function(2, 2, _plain(values.equal)),
    "ne": Function(2, 2, _plain(values.unequal)),
    "lt": Function(2, 2, _compared(lambda one, two: one < two)),
    "le": Function(2, 2, _compared(lambda one, two: one <= two)),
    "gt": Function(2, 2, _compared(lambda one, two: one > two)),
    "ge": Function(2, 2, _compared(lambda one, two: one >= two)),
    "plus": Function(2, 2, _plain(plus)),
    "minus": Function(2, 2, _plain(minus)),
    "string": Function(0, 1, lambda world, node, *of: values.text(of[0] if of else [node])),
    "number": Function(0, 1, lambda world, node, *of: values.number(of[0] if of else [node])),
    "boolean": Function(1, 1, _plain(values.truth)),
    "not": Function(1, 1, _plain(lambda value: not values.truth(value))),
    "boolean-from-string": Function(1, 1, _plain(_from_text)),
    "int": Function(1, 1, _numeric(lambda n: n if math.isnan(n) or math.isinf(n) else math.trunc(n))),
    "round": Function(1, 2, _plain(rounded)),
    "floor": Function(1, 1, _numeric(lambda n: n if math.isinf(n) else math.floor(n))),
    "ceiling": Function(1, 1, _numeric(lambda n: n if math.isinf(n) else math.ceil(n))),
    "abs": Function(1, 1, _numeric(abs)),
    "pow": Function(2, 2, _numeric(power)),
    "sqrt": Function(1, 1, _numeric(math.sqrt)),
    "exp": Function(1, 1, _numeric(math.exp)),
    "exp10": Function(1, 1, _numeric(lambda n: 10.0**n)),
    "log": Function(1, 1, _numeric(lambda n: math.log(n) if n else -math.inf)),
    "log10": Function(1, 1, _numeric(lambda n: math.log10(n) if n else -math.inf)),
    "sin": Function(1, 1, _numeric(math.sin)),
    "cos": Function(1, 1, _numeric(math.cos)),
    "tan": Function(1, 1, _numeric(math.tan)),
    "asin": Function(1, 1, _numeric(math.asin)),
    "acos": Function(1, 1, _numeric(math.acos)),
    "atan": Function(1, 1, _numeric(math.atan)),
    "atan2": Function(2, 2, _numeric(math.atan2)),
    "pi": Function(0, 0, _plain(lambda: math.pi)),
    "sum": Function(1, 1, _plain(_sum)),
    "min": Function(1, _MANY, _extreme(min)),
    "max": Function(1, _MANY, _extreme(max)),
    "count": Function(1, 1, _plain(lambda given: float(len(_listed(given))))),
    "count-non-empty": Function(1, 1, _plain(_filled)),
    "position": Function(1, 1, _position),
    "last": Function(1, 1, _last),
    "rows": Function(5, 5, _rows),
    "random": Function(0, 0, lambda world, node: world.chance.random()),
    "randomize": Function(1, 2, _randomize),
    "concat": Function(0, _MANY, _plain(lambda *given: "".join(map(values.text, values.spread(given))))),
    "join": Function(1, _MANY, _plain(_join)),
    "coalesce": Function(2, 2, _plain(_coalesce)),
    "contains": Function(2, 2, _textual(lambda told, part: part in told)),
    "starts-with": Function(2, 2, _textual(lambda told, part: told.startswith(part))),
    "ends-with": Function(2, 2, _textual(lambda told, part: told.endswith(part))),
    "substring": Function(2, 3, _plain(_substring)),
    "substring-before": Function(
        2, 2, _textual(lambda told, part: told.partition(part)[0] if part and part in told else "")
    ),
    "substring-after": Function(2, 2, _textual(lambda told, part: told.partition(part)[2] if part else told)),
    "substr": Function(2, 3, _plain(_slice)),
    "string-length": Function(0, 1, lambda world, node, *of: float(len(values.text(of[0] if of else [node])))),
    "normalize-space": Function(0, 1, lambda world, node, *of: " ".join(values.text(of[0] if of else [node]).split())),
    "translate": Function(3, 3, _textual(_translate)),
    "regex": Function(2, 2, _textual(_regex)),
    "selected": Function(2, 2, _textual(_selected)),
    "is-selected": Function(2, 2, _textual(_selected)),
    "selected-at": Function(2, 2, _plain(_selected_at)),
    "count-selected": Function(1, 1, _textual(lambda told: float(len(told.split())))),
    "if": Function(3, 3, _plain(_if)),
    "once": Function(1, 1, _once),
    "checklist": Function(3, _MANY, _plain(_checklist)),
    "weighted-checklist": Function(4, _MANY, _plain(_weighted_checklist)),
    "indexed-repeat": Function(3, 11, _indexed),
    "search": Function(1, 6, _search),
    "pulldata": Function(4, 4, _pulled),
    "today": Function(0, 0, lambda world, node: world.now().date().isoformat()),
    "now": Function(0, 0, lambda world, node: world.now().isoformat(timespec="milliseconds")),
    "date": Function(1, 1, _plain(values.as_day)),
    "date-time": Function(1, 1, _plain(values.as_day)),
    "decimal-date-time": Function(1, 1, _plain(_decimal_day)),
    "decimal-time": Function(1, 1, _decimal_time),
    "format-date": Function(2, 2, _format),
    "format-date-time": Function(2, 2, _format),
    "uuid": Function(0, 1, _uuid),
    "digest": Function(2, 3, _textual(_digest)),
    "base64-decode": Function(1, 1, _textual(_decode)),
    "distance": Function(1, _MANY, _plain(earth.distance)),
    "area": Function(1, 1, _plain(earth.area)),
    "geofence": Function(2, 2, _fenced),
    "intersects": Function(1, 1, _plain(earth.intersects)),
    "jr:choice-name": Function(
        2, 2, lambda world, node, value, of: world.choice_name(values.text(value), values.text(of))
    ),
    "jr:itext": Function(1, 1, lambda world, node, id: world.itext(values.text(id))),
}
