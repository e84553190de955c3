"""A form as it is asked: its questions in their order, their texts in each language, their rules. Nothing of answers.

It is read from an XForm (the XML that pyxform makes of an XLSForm). Paths are tuples of names from the root of the
answers, such as ``("data", "kids", "name")``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

Path = tuple[str, ...]
Event = Literal["load", "new_repeat", "changed"]


@dataclass(frozen=True)
class Words:
    """A text in the languages of the form: parts that are texts and, at odd places, expressions whose value is shown.
    Where the form has one language only, it stands under ``""``."""

    by_language: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def parts(self, language: str, default: str = "") -> tuple[str, ...]:
        """Return the parts in a language, else in the default one, else in any."""
        said = self.by_language
        return said.get(language) or said.get(default) or next((one for one in said.values() if one), ())


NO_WORDS = Words()


@dataclass(frozen=True)
class Bind:
    """The rules of one node, as expressions; empty where there is none."""

    path: Path
    type: str = "string"
    relevant: str = ""
    constraint: str = ""
    required: str = ""
    readonly: str = ""
    calculate: str = ""
    constraint_message: Words = NO_WORDS
    required_message: Words = NO_WORDS
    preload: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Choice:
    """A choice of a question that lists its own."""

    value: str
    label: Words


@dataclass(frozen=True)
class Itemset:
    """Choices that an expression finds. ``value``, ``label``: expressions at each item; ``columns``: where the label is
    several columns of a file, with commas between, and others in each language."""

    nodes: str
    value: str
    label: str
    columns: Words = field(default=NO_WORDS, hash=False)

    @property
    def is_narrowed(self) -> bool:
        """Whether answers may narrow it."""
        return "[" in self.nodes or bool(self.columns.by_language)


@dataclass(frozen=True)
class Question:
    """A question. ``control``: input, select1, select, rank, range, trigger, upload; ``parameters``: start, end, step,
    mediatype."""

    path: Path
    control: str
    label: Words = NO_WORDS
    hint: Words = NO_WORDS
    guidance: Words = NO_WORDS
    appearance: frozenset[str] = frozenset()
    choices: tuple[Choice, ...] = ()
    itemset: Itemset | None = None
    parameters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Group:
    """Questions that stand together. ``repeat``: they are asked again for each of several; ``count``: so often, an
    expression; empty: as often as a person adds one."""

    path: Path
    label: Words = NO_WORDS
    appearance: frozenset[str] = frozenset()
    children: tuple["Question | Group", ...] = ()
    repeat: bool = False
    count: str = ""


@dataclass(frozen=True)
class Action:
    """A value that is set when something happens: the form is begun, a repetition added, an answer changed."""

    event: Event
    path: Path
    value: str
    source: Path = ()


@dataclass(frozen=True)
class Form:
    """``root``: the answers as they begin; ``templates``: how a repetition begins, by path; ``order``: the names below
    each path as they follow each other; ``instances``: lists of choices, each an element that holds its root;
    ``external``: lists that are files of their own, by id."""

    id: str
    version: str
    title: str
    root: etree._Element
    children: tuple[Question | Group, ...]
    binds: Mapping[Path, Bind]
    templates: Mapping[Path, etree._Element]
    order: Mapping[Path, tuple[str, ...]]
    instances: Mapping[str, etree._Element]
    external: Mapping[str, str]
    texts: Mapping[str, Words]
    languages: tuple[str, ...]
    default_language: str
    actions: tuple[Action, ...]

    def questions(self) -> Iterator[Question]:
        """Yield the questions in their order."""
        return (one for one in walk(self.children) if isinstance(one, Question))

    def groups(self) -> Iterator[Group]:
        """Yield groups and repeats, the outer ones first."""
        return (one for one in walk(self.children) if isinstance(one, Group))


def walk(children: tuple[Question | Group, ...]) -> Iterator[Question | Group]:
    """Yield questions and groups in their order, a group before what is in it."""
    for one in children:
        yield one
        if isinstance(one, Group):
            yield from walk(one.children)
