"""The choices of a question as they are listed, whatever filters them: what a paper shows, and a table may name."""

import re
from collections.abc import Iterator

from lxml import etree

from coopdesk.forms import sought
from coopdesk.forms.model import NO_WORDS, Choice, Form, Itemset, Question, Words

_INSTANCE = re.compile(r"(?:instance|search)\s*\(\s*['\"]([^'\"]+)['\"]")


def listed(form: Form, question: Question) -> tuple[Choice, ...]:
    """Return all choices of a question in their order, with their texts in each language."""
    if question.itemset is None:
        return question.choices
    return (*question.choices, *_items(form, question.itemset))


def list_of(question: Question) -> str:
    """Return the name of the list from which a question takes its choices, empty where it has its own."""
    found = _INSTANCE.search(question.itemset.nodes) if question.itemset is not None else None
    return found[1] if found is not None else ""


def label_of(form: Form, itemset: Itemset, item: etree._Element) -> Words:
    """Return what an item is called in each language."""
    if itemset.columns is not NO_WORDS:
        return sought.label(item, itemset.columns)
    if itemset.label.startswith("jr:itext("):
        return form.texts.get(item.findtext(itemset.label[len("jr:itext(") : -1].strip()) or "", NO_WORDS)
    return Words({"": (item.findtext(itemset.label) or "",)})


def _items(form: Form, itemset: Itemset) -> Iterator[Choice]:
    instance = _INSTANCE.search(itemset.nodes)
    root = form.instances.get(instance[1]) if instance else None
    for item in root.iter("item") if root is not None else ():
        yield Choice(item.findtext(itemset.value) or "", label_of(form, itemset, item))
