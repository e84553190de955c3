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
    """That a rule, by its place in the order, reads a path. ``near``: relative, so that within a repetition it reads
    its own only."""

    place: int
    near: bool


class Rules:
    """The rules of a form. ``all``: in the order in which they are evaluated, so that what a rule waits for comes
    first; ``at``: the places of those that say something of the nodes at a path."""

    def __init__(self, form: Form, evaluator: Evaluator) -> None:
        self._repeats = {one.path for one in form.groups() if one.repeat}
        read = {
            rule: [
                (resolved(one, rule.path), one.absolute)
                for one in evaluator.expression(rule.expression).written.references
            ]
            for rule in _rules(form)
            if evaluator.expression(rule.expression).sound
        }
        self.all = tuple(_ordered(read, {rule: {path for (path, _), _ in some} for rule, some in read.items()}))
        self.at: dict[Path, list[int]] = defaultdict(list)
        self._by_path: dict[Path, list[Reads]] = defaultdict(list)
        self._anything: list[tuple[Path, Reads]] = []
        for place, rule in enumerate(self.all):
            self.at[rule.path].append(place)
            for (path, open_end), absolute in read[rule]:
                if open_end:
                    self._anything.append((path, Reads(place, near=not absolute)))
                elif rule.kind != "constraint" or path != rule.path:
                    self._by_path[path].append(Reads(place, near=not absolute))

    def below(self, path: Path) -> Iterable[int]:
        """Return the places of the rules of a path and of what is below it."""
        return (place for place, rule in enumerate(self.all) if rule.path[: len(path)] == path)

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


def _ordered(rules: Iterable[Rule], needs: Mapping[Rule, set[Path]]) -> Iterable[Rule]:
    """Return the rules, each after those that write what it reads. Raises ``InvalidValue`` for a circle.

    How many entries a list has may depend on what is in them: that is no circle, it comes to rest or it does not.
    """
    writers: dict[Path, list[Rule]] = defaultdict(list)
    hiding: dict[Path, list[Rule]] = defaultdict(list)
    for rule in rules:
        if rule.kind == "calculate":
            writers[rule.path].append(rule)
        elif rule.kind == "relevant":
            hiding[rule.path].append(rule)
    order: dict[Rule, None] = {}
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
                order[rule] = None
    return order
