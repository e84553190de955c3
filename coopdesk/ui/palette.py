"""Every command by its name (Ctrl+Shift+P), and every shortcut on one sheet (Ctrl+/), from the same registry."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from coopdesk.i18n import LANGUAGES, N_, P_, Text, language, tr, using
from coopdesk.operations.words import in_all_languages, marks, matching
from coopdesk.ui.commands import COMMANDS, MENUS, Command
from coopdesk.ui.found_rows import Row
from coopdesk.ui.overlay import Overlay

COMMANDS_HINT = N_("Type what you want to do, in Arabic or English")
SHORTCUTS_HINT = N_("Shortcuts: type a name or a key to find one")
_COUNT = P_("{n} command", "{n} commands")
_NOTHING = N_("No command is called “{words}”. Try another word, or clear the field to see all.")
_KEYS = N_("Enter runs · Esc closes")
_GO_TO, _NEW = N_("Go to: {name}"), N_("New: {name}")

Entry = tuple[Row, list[str]]
"""A row, and the texts whose words find it."""


class Palette(Overlay):
    """Finds what can be done by its name and does it. ``entries`` says what that is, each time it comes up."""

    def __init__(self, parent: QWidget, hint: Text, entries: Callable[[], list[Entry]]) -> None:
        super().__init__(parent)
        self._hint, self._entries = hint, entries
        self.retranslate()

    def look(self) -> None:
        words = self.field.text()
        found = [row for row, texts in self._entries() if matching(words, texts)]
        told = tr(_COUNT, n=len(found)) if found else tr(_NOTHING, words=words.strip())
        self.show_rows([row.marked(marks(row.title, words)) for row in found], told)

    def retranslate(self) -> None:
        """Show everything in the present language; what is typed stays."""
        self.field.setPlaceholderText(tr(self._hint))
        self.field.setAccessibleName(tr(self._hint))
        self.list.setAccessibleName(tr(self._hint))
        self.keys.setText(tr(_KEYS))
        if self.isVisible():
            self.look()


def all_commands(run: Callable[[str], None], can: Callable[[str], bool]) -> list[Entry]:
    """Return the commands with their help; those that cannot be run now are quiet."""
    return [_entry(one, tr(one.help), "", run, can) for one in COMMANDS.values()]


def shortcut_sheet(run: Callable[[str], None], can: Callable[[str], bool]) -> list[Entry]:
    """Return the commands by menu, each with its shortcuts and its name in the other language."""
    made, group = [], ""
    for one in sorted(COMMANDS.values(), key=lambda one: list(MENUS).index(one.menu)):
        with using(next(lang for lang in LANGUAGES if lang != language())):
            other = tr(one.label)
        made.append(_entry(one, other, "" if group == one.menu else tr(MENUS[one.menu]), run, can))
        group = one.menu
    return made


def kinds_of_record(kinds: Sequence[str], go: Callable[[str], None], new: Callable[[str], None]) -> list[Entry]:
    """Return "Go to" and "New" for these record types."""
    from coopdesk.records import TYPES

    made = []
    for text, run in ((_GO_TO, go), (_NEW, new)):
        for kind in kinds:
            named = TYPES[kind].__plural__ if text is _GO_TO else TYPES[kind].__label__
            row = Row(tr(text, name=tr(named)), partial(run, kind))
            made.append((row, in_all_languages(named) + in_all_languages(text)))
    return made


def _entry(one: Command, note: str, heading: str, run: Callable[[str], None], can: Callable[[str], bool]) -> Entry:
    keys = " · ".join(one.shortcuts)
    row = Row(tr(one.label), partial(run, one.name), note, keys, heading=heading, enabled=can(one.name))
    return row, [*in_all_languages(one.label), *in_all_languages(MENUS[one.menu]), *one.shortcuts]
