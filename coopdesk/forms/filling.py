"""A form being filled in: answers, and after each of them what follows from the rules of the form.

The answers stand in a tree as the form describes it. A node that is not relevant is read as empty by every rule; what
was answered there is kept aside and comes back when the node is relevant again. After a change only those rules are
evaluated that read what changed, in the order in which they wait for each other (``rules``).
"""

import copy
import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from lxml import etree

from coopdesk.errors import InvalidValue, NotFound
from coopdesk.forms import answers, choices, patterns, values
from coopdesk.forms.evaluation import Evaluator
from coopdesk.forms.functions import World
from coopdesk.forms.model import NO_WORDS, Bind, Form, Group, Path, Question, Words
from coopdesk.forms.rules import Rule, Rules
from coopdesk.forms.tree import NO_NODE, Node, Tree, around, below, parent_of
from coopdesk.i18n import N_, Text

MOST_REPEATS = 1_000
_TOO_MANY = N_("A list in a form takes at most {most} entries.")
_NOT_VALID = N_("This answer is not valid.", "of a form")
_MISSING = N_("An answer is needed here.")
_SETTLES = N_("The calculations of this form do not come to rest: {names}.")
_ROUNDS = 50


class Fault(NamedTuple):
    """What is wrong with an answer. ``rule``: type, constraint, required; ``words``: the form's own, where it has any;
    ``text``: ours, where it has none."""

    key: str
    rule: str
    words: str
    text: Text


class Option(NamedTuple):
    """A choice as a person reads it."""

    value: str
    label: str


class Filling:
    """Answers to one form. ``language``: of the texts; ``tree``: where they stand. Raises ``InvalidValue`` where a rule
    cannot be read."""

    def __init__(self, form: Form, world: World | None = None, language: str = "") -> None:
        self.form, self.language = form, language or form.default_language
        world = world or World()
        world.choice_name, world.itext = self._choice_name, self._itext
        self._evaluator = Evaluator(world, form.instances)
        self._rules = Rules(form, self._evaluator)
        self.tree = Tree(form)
        self.root = self.tree.root
        self._begin()

    # what is there

    def questions(self) -> Iterator[tuple[str, Question | Group]]:
        """Yield what is asked now, in order, with its key: groups, each repetition of a list, and questions."""
        yield from self._asked(self.form.children, self.root)

    def value(self, key: str) -> str:
        """Return the answer at a key, empty where there is none or it is not asked now."""
        return self.tree.at(key).element.text or ""

    def is_readonly(self, key: str) -> bool:
        """Return whether the answer at a key is not a person's to give."""
        node = self.tree.at(key)
        return node.readonly or bool(self._bind(node.path).calculate)

    def label(self, key: str, words: Words | None = None) -> str:
        """Return the label of a question or a group, or other words of it, with what they show of the answers."""
        node = self.tree.at(key)
        one = self.tree.questions.get(node.path) or next(
            group for group in self.form.groups() if group.path == node.path
        )
        return self.said(one.label if words is None else words, node.element)

    def said(self, words: Words, at: etree._Element | None = None) -> str:
        """Return words in the language of the filling, with the values that they show."""
        parts = words.parts(self.language, self.form.default_language)
        node = self.root if at is None else at
        shown = (
            part if place % 2 == 0 else values.text(self._value(part, node))
            for place, part in enumerate(parts)
        )  # fmt: skip
        return "".join(shown)

    def choices(self, key: str) -> list[Option]:
        """Return the choices of a question as they stand now."""
        node = self.tree.at(key)
        return self._choices(self.tree.questions[node.path], node.element)

    def faults(self) -> list[Fault]:
        """Return what is wrong with the answers as they stand, in the order of the form."""
        return [fault for key, one in self.questions() if isinstance(one, Question) for fault in self.faults_at(key)]

    def faults_at(self, key: str) -> list[Fault]:
        """Return what is wrong with one answer."""
        node = self.tree.at(key)
        bind, told = self._bind(node.path), node.element.text or ""
        if not node.relevant:
            return []
        if not told:
            words = self.said(bind.required_message, node.element)
            return [Fault(key, "required", words, _MISSING)] if node.required else []
        wrong = answers.fault(told, bind.type, self.tree.questions.get(node.path))
        if wrong is not None:
            return [Fault(key, "type", "", wrong)]
        if node.unchecked:
            return [Fault(key, "constraint", "", patterns.RAN_OUT)]
        if not node.valid:
            return [Fault(key, "constraint", self.said(bind.constraint_message, node.element), _NOT_VALID)]
        return []

    def evaluated(self, expression: str) -> values.Value:
        """Return what an expression gives at the root of the answers. Raises ``InvalidValue``."""
        return self._evaluator.expression(expression).value(self.root)

    def answers(self) -> dict[str, Any]:
        """Return what was answered and is relevant: groups as objects, repetitions and several choices as lists."""
        found: dict[str, Any] = self.tree.told(self.root, (self.root.tag,))
        return found

    # what a person does

    def answer(self, key: str, value: object) -> set[str]:
        """Give an answer; returns the keys of all that changed with it: values, what is asked, what is wrong.

        Raises ``NotFound``. An answer that is not valid is kept and told by ``faults``.
        """
        node = self.tree.at(key)
        return self._settled(lambda: self._write(node, answers.written(value)))

    def add(self, key: str) -> str:
        """Add an entry to the list at a key such as ``/data/kids``; returns the key of the entry."""
        parent, path = self.tree.list_at(key)
        added: list[Node] = []
        self._settled(lambda: added.append(self._add(parent, path)))
        return self.tree.key(added[0].element)

    def remove(self, key: str) -> None:
        """Take an entry out of its list."""
        node = self.tree.at(key)
        if node.path not in self.tree.repeats:
            raise NotFound(NO_NODE, key=key[:80])
        self._settled(lambda: self._remove(node))

    def fill(self, given: Mapping[str, Any]) -> None:
        """Give many answers at once, as ``answers`` returns them; what the form does not ask raises ``NotFound``."""
        self._settled(lambda: self._fill(self.root, (self.root.tag,), given))

    def _bind(self, path: Path) -> Bind:
        return self.form.binds.get(path) or Bind(path)

    def _asked(
        self, children: Iterable[Question | Group], at: etree._Element
    ) -> Iterator[tuple[str, Question | Group]]:
        depth = len(self.tree.of[at].path)
        for one in children:
            if not one.path:
                assert isinstance(one, Group)
                yield from self._asked(one.children, at)
                continue
            for element in below(at, one.path[depth:]):
                node = self.tree.of[element]
                if node.relevant:
                    yield self.tree.key(element), one
                    if isinstance(one, Group):
                        yield from self._asked(one.children, element)

    # what follows

    def _begin(self) -> None:
        def begin() -> None:
            for action in self.form.actions:
                if action.event == "load":
                    for node in self.tree.by_path.get(action.path, ()):
                        self._write(node, self._calculated(action.value, node))
            for bind in self.form.binds.values():
                if bind.preload[0]:
                    for node in self.tree.by_path.get(bind.path, ()):
                        self._write(node, answers.preloaded(bind.preload, self._evaluator))
            self._wait(range(len(self._rules.all)))

        self._settled(begin)

    def _settled(self, work: Callable[[], object]) -> set[str]:
        """Do something, then evaluate what follows from it until nothing more does; returns the keys that changed."""
        self._changed: dict[etree._Element, None] = {}
        self._waiting: list[int] = []
        self._of: dict[int, dict[Node, None]] = {}
        work()
        rounds = 0
        while self._waiting:
            place = heapq.heappop(self._waiting)
            rule = self._rules.all[place]
            for node in self._of.pop(place):
                if node.element in self.tree.of:
                    self._apply(rule, node)
            rounds += 1
            if rounds > _ROUNDS * len(self._rules.all):
                raise InvalidValue(_SETTLES, names=rule.path[-1])
        return {self.tree.key(one) for one in self._changed if one in self.tree.of}

    def _wait(self, places: Iterable[int], within: etree._Element | None = None) -> None:
        """Let rules be evaluated: for all their nodes, or those within an element."""
        for place in places:
            rule = self._rules.all[place]
            nodes = self.tree.by_path.get(rule.path if rule.kind != "count" else rule.path[:-1], ())
            if within is not None:
                nodes = [one for one in nodes if one.element is within or within in one.element.iterancestors()]
            if nodes:
                waiting = self._of.get(place)
                if waiting is None:
                    waiting = self._of[place] = {}
                    heapq.heappush(self._waiting, place)
                waiting.update(dict.fromkeys(nodes))

    def _touched(self, node: Node) -> None:
        """Let what reads the value of a node be evaluated."""
        self._changed[node.element] = None
        for place, near in self._rules.reading(node.path):
            shared = self._rules.repeat_around(node.path, self._rules.all[place].path) if near else ()
            self._wait([place], around(node.element, len(node.path) - len(shared)) if shared else None)
        own = (place for place in self._rules.at[node.path] if self._rules.all[place].kind == "constraint")
        self._wait(own, node.element)
        for action in self.form.actions:
            if action.event == "changed" and action.source == node.path:
                shared = self._rules.repeat_around(node.path, action.path)
                inside = around(node.element, len(node.path) - len(shared)) if shared else self.root
                for other in list(self.tree.by_path.get(action.path, ())):
                    if inside in other.element.iterancestors():
                        self._write(other, self._calculated(action.value, other))

    def _write(self, node: Node, told: str) -> None:
        if not node.relevant:
            node.kept = told
        elif (node.element.text or "") != told:
            node.element.text = told
            self._touched(node)

    def _value(self, told: str, at: etree._Element) -> values.Value:
        """Return what an expression gives at a node; nothing where it cannot be evaluated there."""
        made = self._evaluator.expression(told)
        try:
            return made.value(at) if made.sound else ""
        except InvalidValue:
            return ""

    def _calculated(self, expression: str, node: Node) -> str:
        return answers.calculated(self._value(expression, node.element), self._bind(node.path).type)

    def _apply(self, rule: Rule, node: Node) -> None:
        try:
            found = self._evaluator.expression(rule.expression).value(node.element)
            node.unchecked = node.unchecked and rule.kind != "constraint"
        except patterns.RanOut:
            node.unchecked = node.unchecked or rule.kind == "constraint"
            self._changed[node.element] = None
            return
        except InvalidValue:
            return  # a rule that these answers make senseless says nothing
        if rule.kind == "calculate":
            if node.relevant:
                self._write(node, answers.calculated(found, self._bind(node.path).type))
        elif rule.kind == "relevant":
            if node.own != values.truth(found):
                node.own = not node.own
                self._show(node)
        elif rule.kind == "count":
            self._count(node.element, rule.path, values.number(found))
        else:
            name = "valid" if rule.kind == "constraint" else rule.kind
            holds = values.truth(found) or (rule.kind == "constraint" and not node.element.text)
            if getattr(node, name) != holds:
                setattr(node, name, holds)
                self._changed[node.element] = None

    def _show(self, node: Node) -> None:
        """Let a node and what is in it be relevant or not, as its own condition and those above say."""
        above = node.element is self.root or self.tree.of[parent_of(node.element)].relevant
        if node.relevant == (above and node.own):
            return
        node.relevant = not node.relevant
        self._changed[node.element] = None
        if not len(node.element):
            if node.relevant:
                node.element.text, node.kept = node.kept, ""
            else:
                node.kept, node.element.text = node.element.text or "", ""
            self._touched(node)
            if node.relevant:
                self._wait(self._rules.at[node.path], node.element)
        for one in node.element:
            self._show(self.tree.of[one])
        if len(node.element):
            self._wait(place for place, _ in self._rules.reading_below(node.path))

    # lists

    def _add(self, parent: etree._Element, path: Path) -> Node:
        alike = [one for one in parent if one.tag == path[-1]]
        if len(alike) >= MOST_REPEATS:
            raise InvalidValue(_TOO_MANY, most=MOST_REPEATS)
        made = copy.deepcopy(self.form.templates[path])
        names = self.form.order[path[:-1]]
        before = names[: names.index(path[-1]) + 1]
        parent.insert(sum(one.tag in before for one in parent), made)
        self.tree.hold(made, path)
        node = self.tree.of[made]
        for inner, group in self.tree.repeats.items():
            if inner[: len(path)] == path and inner != path and not group.count:
                for holds in [one for one in made.iter() if self.tree.of[one].path == inner[:-1]]:
                    if not any(one.tag == inner[-1] for one in holds):
                        self._add(holds, inner)
        above = self.tree.of[parent].relevant
        for one in made.iter():
            self.tree.of[one].relevant = above
        for action in self.form.actions:
            if action.event == "new_repeat" and action.path[: len(path)] == path:
                for other in self.tree.by_path.get(action.path, ()):
                    if other.element is made or made in other.element.iterancestors():
                        self._write(other, self._calculated(action.value, other))
        self._changed[made] = None
        self._wait(self._rules.below(path))
        self._wait(place for place, _ in self._rules.reading_below(path))
        return node

    def _remove(self, node: Node) -> None:
        parent = parent_of(node.element)
        self.tree.forget(node.element)
        self._changed[parent] = None
        self._wait(place for place, _ in self._rules.reading_below(node.path))
        self._wait(self._rules.below(node.path))

    def _count(self, parent: etree._Element, path: Path, wanted: float) -> None:
        alike = [one for one in parent if one.tag == path[-1]]
        count = 0 if wanted != wanted else max(0, int(min(wanted, MOST_REPEATS)))
        for _ in range(len(alike), count):
            self._add(parent, path)
        for one in reversed(alike[count:]):
            self._remove(self.tree.of[one])

    def _fill(self, element: etree._Element, path: Path, given: Mapping[str, Any]) -> None:
        for name, value in given.items():
            below = (*path, name)
            if below in self.tree.repeats:
                some = value if isinstance(value, list) else [value]
                alike = [one for one in element if one.tag == name]
                for one in reversed(alike[len(some) :]):
                    self._remove(self.tree.of[one])
                alike += [self._add(element, below).element for _ in range(len(alike), len(some))]
                for one, part in zip(alike, some, strict=False):
                    self._fill(one, below, part)
                continue
            found = next((one for one in element if one.tag == name), None)
            if found is None:
                raise NotFound(NO_NODE, key="/".join(below)[:80])
            if isinstance(value, Mapping):
                self._fill(found, below, value)
            else:
                self._write(self.tree.of[found], answers.written(value))

    # choices and texts

    def _choices(self, question: Question, at: etree._Element) -> list[Option]:
        made = [Option(one.value, self.said(one.label, at)) for one in question.choices]
        if question.itemset is None:
            return made
        for item in values.nodes(self._value(question.itemset.nodes, at)):
            assert isinstance(item, etree._Element)
            label = choices.label_of(self.form, question.itemset, item)
            made.append(Option(item.findtext(question.itemset.value) or "", self.said(label)))
        return list(dict.fromkeys(made)) if question.itemset.columns is not NO_WORDS else made

    def _itext(self, id: str) -> str:
        return self.said(self.form.texts.get(id, NO_WORDS))

    def _choice_name(self, value: str, path: str) -> str:
        wanted = tuple(one for one in path.strip().split("/") if one)
        question, nodes = self.tree.questions.get(wanted), self.tree.by_path.get(wanted)
        if question is None or not nodes:
            return value
        return next((one.label for one in self._choices(question, nodes[0].element) if one.value == value), value)
