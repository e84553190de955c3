"""A response that is being filled in the window: its answers, what follows from each, and that they are kept."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from PySide6.QtCore import QTimer, Signal

from coopdesk.errors import ChangedSince, InvalidValue
from coopdesk.forms import kept, scoring
from coopdesk.forms.filling import Fault, Filling, Option
from coopdesk.forms.model import Group, Path, Question, Words
from coopdesk.forms.scoring import Score
from coopdesk.forms.tree import Node
from coopdesk.operations.forms import responses
from coopdesk.operations.forms.responses import Opened
from coopdesk.ui.context import Context
from coopdesk.ui.forms.blocks import Block, Shown
from coopdesk.ui.forms.saving import Saving

_COUNT_AFTER = 250
_NAME = re.compile(r"[^\W\d][\w.-]*")


class Standing(NamedTuple):
    """How far the answers are."""

    answered: int
    asked: int
    faults: tuple[Fault, ...]
    score: Score | None


class Prepared(NamedTuple):
    """What a session begins with, found on the worker. ``uses``: by the name of a node the questions whose texts or
    choices may show its value."""

    opened: Opened
    shown: Shown
    uses: Mapping[str, set[Path]]
    standing: Standing


def prepared(opened: Opened) -> Prepared:
    """Find what a session begins with."""
    shown = Shown(opened.filling)
    return Prepared(opened, shown, _uses(opened.filling), _standing(opened, shown))


class Session(Saving):
    """``changed``: nodes whose value or fault changed; ``reworded``: nodes of questions whose texts or choices show
    other answers; ``rearranged``: other parts are shown; ``stood``: how far the answers are was counted again;
    ``elsewhere``: all is saved, and others gave answers that are not shown here.

    It hangs on what delivers what was saved, until it ends: were it left to the collector of garbage, that could end it
    on the worker, and its timers would ring for nobody.
    """

    changed, reworded = Signal(object), Signal(object)
    rearranged, stood, elsewhere = Signal(), Signal(), Signal()

    def __init__(self, context: Context, begun: Prepared) -> None:
        super().__init__(context.tasks, context.tasks)
        self._store = context.store
        self._ended = self.strict = False
        self.opened, self.shown, self._uses, self.standing = begun
        self._choices: dict[object, list[Option]] = {}
        self._counting = QTimer(self, singleShot=True, interval=_COUNT_AFTER)
        self._counting.timeout.connect(self.count)

    @property
    def filling(self) -> Filling:
        """The answers."""
        return self.opened.filling

    @property
    def id(self) -> str:
        """The response."""
        return str(self.opened.view["id"])

    def key(self, node: Node) -> str:
        """Return the present key of a node."""
        return self.filling.tree.key(node.element)

    def value(self, node: Node) -> str:
        """Return the answer at a node."""
        return node.element.text or ""

    def said(self, words: Words, node: Node) -> str:
        """Return words of a question with what they show of the answers."""
        return self.filling.said(words, node.element)

    def label(self, node: Node) -> str:
        """Return what a group or an entry of a list is called."""
        return self.filling.label(self.key(node))

    def fault(self, node: Node) -> Fault | None:
        """Return what is wrong with the answer at a node."""
        found = self.filling.faults_at(self.key(node))
        return found[0] if found else None

    def choices(self, node: Node) -> list[Option]:
        """Return the choices of a question as they stand now. Those that no answer narrows are found once."""
        question = self.filling.tree.questions[node.path]
        itemset = question.itemset
        place: object = itemset if itemset is not None and not itemset.is_narrowed else node
        if place not in self._choices:
            self._choices[place] = self.filling.choices(self.key(node))
        return self._choices[place]

    def speak(self, language: str) -> None:
        """Show the texts of the form in another of its languages."""
        self.filling.language = language
        self._choices.clear()

    # what a person does

    def answer(self, node: Node, told: str) -> None:
        """Give an answer. Raises ``InvalidValue`` where it cannot be one."""
        if told == self.value(node) or node.element not in self.filling.tree.of:
            return
        changed = self._nodes(self.filling.answer(self.key(node), told)) | {node}
        affected = self._affected(changed)
        changed |= self._clear(affected)
        self._touched()
        self.changed.emit(changed)
        if affected:
            self.reworded.emit(affected)
        if any((one.path in self.filling.tree.questions and one.relevant != (one in self.shown.asked))
               or len(one.element) for one in changed):  # fmt: skip
            self._rearrange()

    def add(self, block: Block) -> Node | None:
        """Add an entry to a list; returns it, None where there are too many."""
        key = f"{self.key(block.node)}/{block.one.path[-1]}"
        try:
            made = self.filling.tree.at(self.filling.add(key))
        except InvalidValue as fault:
            self.failed.emit(fault)
            return None
        self._touched()
        self._rearrange()
        return made

    def remove(self, node: Node) -> None:
        """Take an entry out of its list."""
        self.filling.remove(self.key(node))
        self._touched()
        self._rearrange()

    # how far it is

    def count(self) -> None:
        """Count the answers and what is wrong with them, and tell it."""
        self._counting.stop()
        self.standing = _standing(self.opened, self.shown)
        self.stood.emit()

    # keeping

    def _saves(self) -> Callable[[], bool]:
        lines, store = kept.lines(self.filling), self._store

        def save() -> bool:
            try:
                self.opened = responses.save_answers(store, self.opened, lines=lines)
            except ChangedSince:
                self.opened = responses.save_answers(store, self.opened, lines=lines, concurrent=True)
                return True
            return False

        return save

    def _saved(self) -> None:
        if self.opened.elsewhere and not (self.dirty or self._ended):
            self.elsewhere.emit()
        self._go()

    def end(self) -> None:
        """Save what is not saved yet, then be gone."""
        self._counting.stop()
        self._ended = True
        self.keep()
        self._go()

    def _go(self) -> None:
        if self._ended and not self.saving and not self.dirty:
            self.deleteLater()

    def _touched(self) -> None:
        self._counting.start()
        super()._touched()

    # what follows

    def _nodes(self, keys: Iterable[str]) -> set[Node]:
        return {self.filling.tree.at(one) for one in keys}

    def _rearrange(self) -> None:
        self.shown = Shown(self.filling)
        self.rearranged.emit()

    def _affected(self, changed: Iterable[Node]) -> set[Node]:
        """Return the nodes of the questions whose texts or choices show what changed."""
        paths: set[Path] = set()
        for one in changed:
            paths |= self._uses.get(one.path[-1], set())
        found = {node for path in paths for node in self.filling.tree.by_path.get(path, ())}
        for one in found:
            self._choices.pop(one, None)
        return found

    def _clear(self, affected: set[Node]) -> set[Node]:
        """Take away answers that are no choices any more; returns all that changed with it."""
        found: set[Node] = set()
        pending = list(affected)
        while pending:
            node = pending.pop()
            question = self.filling.tree.questions.get(node.path)
            if question is None or question.itemset is None or not node.relevant or not node.element.text:
                continue
            there = {one.value for one in self.choices(node)}
            told = [node.element.text] if question.control == "select1" else node.element.text.split()
            left = [one for one in told if one in there]
            if " ".join(left) != node.element.text:
                changed = self._nodes(self.filling.answer(self.key(node), " ".join(left))) | {node}
                found |= changed
                more = self._affected(changed) - affected
                affected |= more
                pending += more
        return found


def is_asked(filling: Filling, node: Node) -> bool:
    """Tell whether a person is to answer at a node: a note or what is calculated is only read."""
    bind = filling.form.binds.get(node.path)
    return not node.readonly and not (bind is not None and bind.calculate)


def _standing(opened: Opened, shown: Shown) -> Standing:
    filling, counted = opened.filling, opened.template.scoring
    asked = [one for block in shown.blocks for one in block.asked if is_asked(filling, one)]
    answered = sum(bool(one.element.text) for one in asked)
    reached = scoring.score(filling, counted) if counted else None
    return Standing(answered, len(asked), tuple(filling.faults()), reached)


def _uses(filling: Filling) -> Mapping[str, set[Path]]:
    found: dict[str, set[Path]] = defaultdict(set)
    parts: list[Question | Group] = [*filling.form.questions(), *filling.form.groups()]
    for one in parts:
        told = [*_shown_in(one.label)]
        if isinstance(one, Question):
            told += [*_shown_in(one.hint), *(part for each in one.choices for part in _shown_in(each.label))]
            told += [one.itemset.nodes] if one.itemset is not None and one.itemset.is_narrowed else []
        for expression in told:
            for name in _NAME.findall(expression):
                found[name].add(one.path)
    return found


def _shown_in(words: Words) -> Iterable[str]:
    return (part for parts in words.by_language.values() for part in parts[1::2])
