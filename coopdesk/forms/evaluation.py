"""Evaluates expressions over a tree of answers: libxml2 with the functions of ODK XForms."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from lxml import etree

from coopdesk.errors import InvalidValue
from coopdesk.forms import lists, patterns, values, xpath
from coopdesk.forms.functions import FUNCTIONS, CannotEvaluate, Function, World
from coopdesk.forms.values import Value
from coopdesk.forms.xpath import Written
from coopdesk.i18n import N_

_NOTHING = etree.Element("instance")
_NAMESPACE = "urn:coopdesk:odk"
NAMESPACES = {
    "jr": "http://openrosa.org/javarosa", "orx": "http://openrosa.org/xforms", "odk": "http://www.opendatakit.org/xforms",
}  # fmt: skip
_AT_NODE = (("position", 0), ("last", 0))
"""What libxml2 answers, or is asked of the node at which it stands."""
_ARGUMENTS = N_("“{function}” was called with {given} arguments, which it does not take.")
_UNKNOWN = N_("There is no function “{function}”.")
_CANNOT = N_("“{expression}” cannot be evaluated: {why}")
_NO_INSTANCE = N_("There is no list “{name}” in this form.")


class Expression:
    """An expression that can be evaluated at any node of one form."""

    def __init__(
        self, told: str, written: Written, compiled: etree.XPath, lists: Mapping[str, Any], given: "_Given",
        *, sound: bool,
    ) -> None:  # fmt: skip
        self.told, self.written, self.sound = told, written, sound
        """Whether all is there that it calls; else a form leaves it out."""
        self._compiled, self._lists, self._given = compiled, lists, given

    def value(self, node: etree._Element) -> Value:
        """Return what the expression gives at a node of a tree whose root holds the root of the answers.

        Raises ``InvalidValue``.
        """
        try:
            around = {xpath.CURRENT: [node], xpath.DOCUMENT: [node.getroottree().getroot()]}
            found: Value = self._compiled(node, **around, **self._lists)
        except (etree.XPathError, CannotEvaluate) as error:
            raise InvalidValue(_CANNOT, expression=self.told[:80], why=str(error)[:200]) from error
        return self._given.last if self.written.shuffles else found


class _Given:
    """What a function gave last. libxml2 puts nodes into the order of the document, and so undoes a shuffle."""

    last: Value = ""


class Evaluator:
    """Makes expressions of one form. ``instances``: its lists, each an element that holds the root of the list."""

    def __init__(self, world: World, instances: Mapping[str, etree._Element] = {}) -> None:
        self.world = world
        world.index = lists.Index(instances)
        self._instances = instances
        self._given = _Given()
        self._functions = {
            (_NAMESPACE, name.replace(":", ".")): partial(_call, world, self._given, one)
            for name, one in FUNCTIONS.items()
        }
        self._namespaces = {**NAMESPACES, xpath.PREFIX: _NAMESPACE}
        self._made: dict[str, Expression] = {}

    def new_id(self) -> str:
        """Return an id that nothing else has."""
        return values.text(FUNCTIONS["uuid"].call(self.world, None))

    def expression(self, told: str) -> Expression:
        """Return an expression, ready to be evaluated. Raises ``InvalidValue`` where it cannot be read."""
        made = self._made.get(told)
        if made is None:
            written = xpath.written(told)
            try:
                compiled = etree.XPath(
                    written.text, namespaces=self._namespaces, extensions=self._functions, smart_strings=False
                )
            except etree.XPathError as error:
                raise InvalidValue(_CANNOT, expression=told[:80], why=str(error)[:200]) from error
            lists = {xpath.variable(name): [self._instances.get(name, _NOTHING)] for name in written.instances}
            sound = not self.unknown(written)
            made = self._made[told] = Expression(told, written, compiled, lists, self._given, sound=sound)
        return made

    def unknown(self, written: Written) -> Sequence[InvalidValue]:
        """Return what is wrong with an expression that can be read: functions and lists that there are not, counts of
        arguments, patterns that cannot be read."""
        missing = sorted(written.instances - self._instances.keys())
        return [*(InvalidValue(_NO_INSTANCE, name=name[:60]) for name in missing), *_unknown(written)]


def _unknown(written: Written) -> list[InvalidValue]:
    found = []
    for name, given in sorted(written.functions):
        known = FUNCTIONS.get(name)
        if known is None and name not in xpath.NODE_FUNCTIONS and name not in ("true", "false", "position"):
            found.append(InvalidValue(_UNKNOWN, function=name[:40]))
        elif known is not None and not known.least <= given <= known.most and (name, given) not in _AT_NODE:
            found.append(InvalidValue(_ARGUMENTS, function=name, given=given))
    for pattern in sorted(written.patterns):
        try:
            patterns.found(pattern, "")
        except InvalidValue as fault:
            found.append(fault)
    return found


def _call(world: World, given_last: _Given, function: Function, context: Any, *given: Value) -> Value:
    if not function.least <= len(given) <= function.most:
        raise CannotEvaluate(f"{len(given)} arguments")
    given_last.last = function.call(world, context.context_node, *given)
    return given_last.last
