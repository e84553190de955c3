"""What has to be evaluated again when an answer changes: the rules of a form, by what they read, in their order."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from coopdesk.errors import InvalidValue
from coopdesk.forms.evaluation import Evaluator
from coopdesk.forms.model import Form, Path
from coopdesk.forms.xpath import Reference
from coopdesk.i18n import N_

Kind = Literal["relevant", "calculate", "count", "readonly", "required", "constraint"]
KINDS: tuple[Kind, ...] = ("relevant", "calculate", "count", "readonly", "required", "constraint")
"""The rules of one node, in the order in which they are evaluated."""
_CIRCLE = N_("These questions wait for each other: {names}. Change the calculation or the condition of one of them.")


class Rule(NamedTuple):
    """An expression that says something of the nodes at a path."""

    path: Path
    kind: Kind
    expression: str


class Reads(NamedTuple):
    """That a rule reads a path. ``near``: relative, so that within a repetition it reads its own only."""

    rule: Rule
    near: bool


class Rules:
    """The rules of a form. ``order``: of a rule, by which those it waits for come first."""

    def __init__(self, form: Form, evaluator: Evaluator) -> None:
        self._repeats = {one.path for one in form.groups() if one.repeat}
        self.all = tuple(_rules(form))
        self._by_path: dict[Path, list[Reads]] = defaultdict(list)
        self._anything: list[tuple[Path, Reads]] = []
        needs: dict[Rule, set[Path]] = {}
        for rule in self.all:
            needs[rule] = set()
            for one in evaluator.expression(rule.expression).written.references:
                path, open_end = resolved(one, rule.path)
                if open_end:
                    self._anything.append((path, Reads(rule, near=not one.absolute)))
                elif rule.kind != "constraint" or path != rule.path:
                    self._by_path[path].append(Reads(rule, near=not one.absolute))
                needs[rule].add(path)
        self.order: Mapping[Rule, int] = _ordered(self.all, needs)

    def reading(self, path: Path) -> Iterable[Reads]:
        """Return the rules that read the value at a path."""
        yield from self._by_path.get(path, ())
        for above, one in self._anything:
            if path[: len(above)] == above:
                yield one

    def reading_below(self, path: Path) -> Iterable[Reads]:
        """Return the rules that read a path or anything below it."""
        for read, some in self._by_path.items():
            if read[: len(path)] == path:
                yield from some
        for above, one in self._anything:
            if path[: len(above)] == above or above[: len(path)] == path:
                yield one

    def repeat_around(self, one: Path, other: Path) -> Path:
        """Return the path of the innermost repetition that two paths share; empty where they share none."""
        shared: Path = ()
        for place in range(1, min(len(one), len(other)) + 1):
            if one[:place] != other[:place]:
                break
            if one[:place] in self._repeats:
                shared = one[:place]
        return shared


def resolved(reference: Reference, path: Path) -> tuple[Path, bool]:
    """Return the path that a reference names from the node at ``path``, and whether it may be anything below."""
    found = [] if reference.absolute else list(path)
    for step in reference.steps:
        if step == "**":
            return tuple(found), True
        if step == "..":
            del found[-1:]
        else:
            found.append(step)
    return tuple(found), False


def _rules(form: Form) -> Iterable[Rule]:
    for bind in form.binds.values():
        for kind in KINDS:
            told = getattr(bind, kind, "")
            if told:
                yield Rule(bind.path, kind, told)
    for group in form.groups():
        if group.count:
            yield Rule(group.path, "count", group.count)


def _ordered(rules: Iterable[Rule], needs: Mapping[Rule, set[Path]]) -> dict[Rule, int]:
    """Return the place of each rule after those that write what it reads. Raises ``InvalidValue`` for a circle.

    How many entries a list has may depend on what is in them: that is no circle, it comes to rest or it does not.
    """
    writers: dict[Path, list[Rule]] = defaultdict(list)
    hiding: dict[Path, list[Rule]] = defaultdict(list)
    for rule in rules:
        if rule.kind == "calculate":
            writers[rule.path].append(rule)
        elif rule.kind == "relevant":
            hiding[rule.path].append(rule)
    order: dict[Rule, int] = {}
    trail: dict[Rule, None] = {}

    def before(rule: Rule) -> Iterable[Rule]:
        for path in needs[rule]:
            for length in range(1, len(path) + 1):
                yield from (one for one in hiding.get(path[:length], ()) if one.path[: len(rule.path)] != rule.path)
            yield from writers.get(path, ())
        for length in range(1, len(rule.path) + (rule.kind != "relevant")):
            yield from hiding.get(rule.path[:length], ())

    for start in rules:
        pending = [(start, iter(before(start)))]
        if start in order:
            continue
        trail[start] = None
        while pending:
            rule, rest = pending[-1]
            for one in rest:
                if one in order or one == rule:
                    continue
                if one in trail:
                    names = ", ".join(each.path[-1] for each in [*trail][[*trail].index(one) :])
                    raise InvalidValue(_CIRCLE, names=names[:200])
                trail[one] = None
                pending.append((one, iter(before(one))))
                break
            else:
                pending.pop()
                del trail[rule]
                order[rule] = len(order)
    return order
