"""The pages of the help: what there is to read, in which order, and which pages hold some words.

A page is a Markdown file of ``resources/help/en`` and of ``resources/help/ar``, both with the same headings. Its first
line is its title. The page of shortcuts is no file: the window makes it from its commands.
"""

import re
from collections.abc import Mapping

from coopdesk.i18n import Language
from coopdesk.paths import resource
from coopdesk.store.folding import fold, typed

KEYBOARD = "keyboard"
ORDER = (
    "start", "home", "directory", "organization", "contact", "membership", "country", "opportunity", "figures",
    "conference", "conference-report", "expert", "nomination", "committee", "steps", "action", "candidature", "award",
    "letters", "circulation", "ready-forms", "form-template", "response", "paper-forms", "survey", "project",
    "progress-report", "allocation", "engagement", "indicator", "evaluation", "strategy", "tags", "attachments",
    "tables", "exchange", "history-and-undo", "search", "printing", "classification", "dates", KEYBOARD,
    "settings-of-the-ministry", "desk-and-officers", "safety",
)  # fmt: skip
"""The pages in the order of the work."""

_WORD = re.compile(r"\w+")


def page(name: str, lang: Language) -> str:
    """Return the Markdown of a page that is a file."""
    return resource("help", lang, f"{name}.md").read_text("utf-8")


def title(markdown: str) -> str:
    """Return the title of a page."""
    return markdown.partition("\n")[0].lstrip("# ").strip()


def find(query: str, pages: Mapping[str, str]) -> list[str]:
    """Return the names of the pages that hold every word of the query in any spelling, those that it names first."""
    sought = typed(query)
    found = [name for name, markdown in pages.items() if _holds(markdown, sought)]
    return sorted(found, key=lambda name: not _holds(title(pages[name]), sought))


def places(query: str, text: str) -> list[tuple[int, int]]:
    """Return where words of the query stand in a text, as (start, end), to be marked."""
    forms = [form for spellings in typed(query) for form in spellings]
    return [word.span() for word in _WORD.finditer(text) if any(form in fold(word[0]) for form in forms)]


def _holds(text: str, sought: list[list[str]]) -> bool:
    folded = fold(text)
    return all(any(form in folded for form in spellings) for spellings in sought)
