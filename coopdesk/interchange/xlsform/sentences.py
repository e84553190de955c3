"""What pyxform says of a form, in our own words where they are known: it speaks English only, of telephones too."""

import re
from collections.abc import Mapping

from coopdesk.i18n import N_, Text, isolate

Words = tuple[Text, Text]
NO_TYPE = N_("“{type}” is not a type of question."), N_("Write one of the types of XLSForm, such as “text”.")
_OTHER_NAME = N_("Give it another name.")
_KNOWN: tuple[tuple[str, Words | None], ...] = (
    ("max-pixels|is no longer supported on most devices", None),
    (
        r"The name '(?P<name>[^']+)' is reserved",
        (N_("The name “{name}” is kept for what every form notes by itself."), _OTHER_NAME),
    ),
    (
        r"'name' value '(?P<name>[^']+)' is invalid\. Repeat names must not",
        (N_("A list of questions cannot be called “{name}”, as the whole form is."), _OTHER_NAME),
    ),
    (
        "'parameters' value is invalid|Accepted parameters are",
        (N_("The parameters of this question cannot be read."), N_("Write them as “start=1 end=10 step=1”.")),
    ),
    (
        "same instance id will be generated.*Instance name: '(?P<name>[^']*)'",
        (
            N_("Two lists are called “{name}”: of the sheet “choices”, of a file, or of two files."),
            N_("Give one of the two another name."),
        ),
    ),
    (
        r"Could not find the name '(?P<name>[^']*)'",
        (N_("There is no question “{name}”."), N_("Correct the name in ${{…}}, or add the question.")),
    ),
    (
        "(Repeat|Group|Loop) has no label",
        (N_("This group of questions has no label."), N_("Write one, so that people know what it asks for.")),
    ),
    (
        "element named '(?P<name>[^']*)' has no label or hint",
        (N_("The question “{name}” has no label."), N_("Write what people are to read.")),
    ),
    (
        "'name' value '(?P<name>[^']*)' is problematic.*case-insensitive",
        (
            N_("The name “{name}” differs from another one in capital letters only."),
            N_("Give one of the two another name: some programs take them for the same."),
        ),
    ),
    ("Choices should have a label", (N_("This choice has no label."), N_("Write what people are to read."))),
    (
        "or_other and translations",
        (
            N_("“or_other” adds a choice and a question that are in English only."),
            N_("Add the choice and the question yourself, in every language."),
        ),
    ),
    (
        r"machine-readable codes: (?P<name>.*?)\. Learn",
        (N_("Languages are named without their code: {name}."), N_("Write “Arabic (ar)”, “English (en)” and so on.")),
    ),
    (
        "^Language '(?P<name>[^']*)' is missing the",
        (
            N_("Texts are missing in the language “{name}”, and perhaps in others."),
            N_("Write them in a column of that language; until then another language is shown."),
        ),
    ),
    (
        "Row without name, text, or label is being skipped",
        (N_("This row has neither type nor name nor label, and is left out."), N_("Write them, or take the row out.")),
    ),
    (
        "Unknown question type '(?P<type>[^']*)'",
        NO_TYPE,
    ),
    (
        r"On the '\w+' sheet, the '(?P<name>[^']+)' value (?:'.*' )?is invalid",
        (N_("What stands in the column “{name}” cannot be taken."), N_("Correct the row, then try again.")),
    ),
)


def known(told: str) -> tuple[Words | None, Mapping[str, object]] | None:
    """Return our words for a sentence of pyxform with what fills them, no words where it is of no matter here; None
    where the sentence is not known."""
    for pattern, words in _KNOWN:
        found = re.search(pattern, told, re.DOTALL)
        if found is not None:
            return words, {name: isolate(value[:60]) for name, value in found.groupdict().items()}
    return None
