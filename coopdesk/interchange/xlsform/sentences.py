"""What pyxform says of a form, in our own words where they are known: it speaks English only, of telephones too."""

import re
from collections.abc import Mapping, Sequence

from coopdesk.forms.functions import FUNCTIONS
from coopdesk.i18n import N_, Text, isolate
from coopdesk.interchange.xlsform import naming
from coopdesk.interchange.xlsform.book import Row

Words = tuple[Text, Text]
NO_TYPE = N_("“{type}” is not a type of question."), N_("Write one of the types of XLSForm, such as “text”.")
NO_NAME = N_("This question has no name."), N_("Give it a name of its own, in Latin letters without spaces.")
NO_LIST = N_("The list “{list}” is not on the sheet “choices”."), N_("Add its choices there, or correct the name.")
REFERENCE = N_("There is no question “{name}”."), N_("Correct the name in ${{…}}, or add the question.")
NO_CALCULATION = N_("This row calculates nothing."), N_("Write the calculation, or take the row out.")
CHOICE_LIST = N_("This choice does not say to which list it belongs."), N_("Write the name of the list.")
CHOICE_NAME = N_("This choice has no name."), N_("Give it a name; answers are kept under it.")
CHOICE_TWICE = (
    N_("The choice “{name}” is in this list already, in row {row}."),
    N_("Give one of the two another name, or write “yes” under “allow_choice_duplicates” on the sheet “settings”."),
)
CHOICE_SPACE = (
    N_("The name “{name}” of a choice holds a space, and several can be chosen of this list."),
    N_("Write “_” instead of the space."),
)
NO_FILTER = (
    N_("This question lists no choices, as it has no filter."),
    N_("Write a filter under “choice_filter”, or use “select_one” with the sheet “choices”."),
)
NEAR = N_("Write “{near}” if that is meant.")
_COLUMN = N_("What stands in the column “{name}” cannot be taken."), N_("Correct the row, then try again.")
_OTHER_NAME = N_("Give it another name.")
_NO_PARAMETER = N_("The parameter “{name}” of this question cannot be taken."), N_("Correct its value, or take it out.")
_OR_OTHER_ALONE = N_("Add the choice and the question yourself, in every language.")
_ELSEWHERE: tuple[tuple[str, Text], ...] = (
    ("text[ _]audit", N_("Take the row out; the history of the response tells who changed it and when.")),
    (
        "audio[ _]audit|speed[ _]violations[ _].*|sensor_(?:statistic|stream).*",
        N_("Take the row out: nothing is measured or recorded while a form is filled in here."),
    ),
    ("caseid|db:.*|contact", N_("Take the row out, and choose the record as the subject of the response.")),
    ("comments", N_("Write “text”, and ask for comments.")),
    ("calculate_here", N_("Write “calculate”.")),
    ("devicephonenum|tel|phone", N_("Write “text”, and ask for the number.")),
    ("(?:begin|end)[_ ]rank|rank__level", N_("Write one row “rank” with its list in place of these rows.")),
    (
        "(?:begin|end)[_ ]score|score__row",
        N_("Write a group with the appearance “table-list”, and in it a “select_one” for each row."),
    ),
    ("(?:begin|end)[_ ]kobomatrix", N_("Write a group, and in it a question for each cell.")),
    ("number|numeric", N_("Write “integer” for whole numbers, “decimal” for others.")),
    ("float|double|real", N_("Write “decimal”.")),
    ("bool|boolean|yes[_/ ]?no", N_("Write “select_one” with a list of two choices.")),
    ("signature|draw|annotate", N_("Write “image”, with this word as its appearance.")),
)
"""Types of SurveyCTO, CHT and Kobo, and such as people guess: what to write instead."""
_FUNCTIONS: tuple[tuple[str, Text], ...] = (
    ("choice-label|label", N_("Write “jr:choice-name(${{name}}, '${{name}}')”.")),
    ("index", N_("Write “position(..)”.")),
    ("(?:count|sum|min|max|join)-?ifs?", N_("Write the condition behind the name: “sum(${{age}}[. > 17])”.")),
    (
        "(?:cht:)?(?:difference-in-.*|add-date)|datediff|days|duration",
        N_("Count in days: “today() - ${{day}}”, “date(${{day}} + 30)”."),
    ),
    ("year|month|day", N_("Write “format-date(${{day}}, '%Y')”; “%m” is the month, “%d” the day.")),
    ("is-?null|is-?empty|is-?blank|empty", N_("Write “${{name}} = ''”.")),
    (
        "iif|ifs|ifelse|if-else|case|switch",
        N_("Write “if(condition, value, other value)”, one inside the other for several."),
    ),
    ("len|length|strlen|count-characters", N_("Write “string-length(${{name}})”.")),
    ("trim", N_("Write “normalize-space(${{name}})”.")),
    ("left|right|mid", N_("Write “substr(${{name}}, 0, 3)”, from the first letter, which is 0.")),
    ("average|avg|mean", N_("Write “sum(${{name}}) div count(${{name}})”.")),
    ("and|or", N_("Write “and” and “or” between the conditions, as “${{a}} = 1 and ${{b}} = 2”.")),
)
"""Functions of SurveyCTO, CHT and spreadsheets: what to write instead."""
_SIGNS: tuple[tuple[str, Text], ...] = (
    ("<>|!==|≠", N_("Write “!=” for “is not”.")),
    ("==", N_("Write “=” once.")),
    ("=>|≥", N_("Write “>=”.")),
    ("=<|≤", N_("Write “<=”.")),
    (r"(?i:\b(?:and|or|not)\b)|&&|\|\|", N_("Write “and”, “or” and “not(…)”, in small letters.")),
    ("&", N_("Write “concat(${{a}}, ' ', ${{b}})” to join texts.")),
    ("%", N_("Write “mod” for what is left of a division, and a hundredth as 0.01.")),
    ("[/÷]", N_("Write “div” to divide.")),
    ("×", N_("Write “*” to multiply.")),
    ("[–—−]", N_("Write “-”, the sign of the keyboard.")),
    ("[;؛،]", N_("Write “,” between what stands in the brackets.")),
    ("[٠-٩۰-۹]", N_("Write the digits as 0123456789.")),
    (" ['\"]$", N_("End the text with the sign with which it begins.")),
    ("[«»“”„‘’]", N_("Write ' before and behind a text, the sign of the keyboard.")),
)
"""Signs of spreadsheets and of Arabic keyboards in an expression: what to write instead."""
_KNOWN: tuple[tuple[str, Words | None], ...] = (
    ("Use the max-pixels parameter|is no longer supported on most devices", None),
    (
        "On the 'entities' sheet|'save_to' value is invalid",
        (
            N_("What is said here of entities cannot be taken."),
            N_("Take the sheet “entities” and the column “save_to” out: entities are not kept here."),
        ),
    ),
    (
        "different names for the same column were found: (?P<name>.*?)\\.( |$)",
        (N_("Two headers mean the same column: {name}."), N_("Take one of the two columns out.")),
    ),
    (
        "column headers were not found: (?P<name>.*?)\\.( |$)",
        (N_("This sheet has no column {name}."), N_("Add it, with its name in the first row.")),
    ),
    (
        "'(?P<name>[^']*)' value is invalid\\. Column headers must not",
        (N_("The header “{name}” cannot be taken."), N_("Write a name without spaces above the column.")),
    ),
    (
        r"The name '(?P<name>[^']+)' is reserved",
        (N_("The name “{name}” is kept for what every form notes by itself."), _OTHER_NAME),
    ),
    (
        r"'name' value '(?P<name>[^']+)' is invalid\. Repeat names must not",
        (N_("A list of questions cannot be called “{name}”, as the whole form is."), _OTHER_NAME),
    ),
    (
        "Repeat names must unique anywhere",
        (N_("Another list of questions has the same name."), _OTHER_NAME),
    ),
    (
        "(?:The name|multiple survey elements named) '(?P<name>[^']*)'(?: appears more than once|.$)",
        (
            N_("The name “{name}” stands for more than one question."),
            N_("Give each of these questions a name of its own."),
        ),
    ),
    (
        "'(?P<name>[^']*)' value is invalid. Reference variables must start with",
        (
            N_("What stands in the column “{name}” names no question."),
            N_("Write the name of a question as “${{name}}”."),
        ),
    ),
    (
        "Reference variable lists must have a comma",
        (N_("Several names stand here with nothing between them."), N_("Write a comma between the names.")),
    ),
    (
        r"invalid parameter key\(s\): '(?P<name>[^']*)'",
        (N_("This type of question has no parameter “{name}”."), N_("Take it out, or correct its name.")),
    ),
    ("[Pp]arameter '?(?P<name>[a-z_-]+)'? (?:must|has)", _NO_PARAMETER),
    ("(?:^|[Tt]he )'?(?P<name>[a-z_-]+)'? (?:parameter |value )?(?:must|may) (?:be|have|either)", _NO_PARAMETER),
    ("Invalid value for (?P<name>quality)", _NO_PARAMETER),
    ("location information in the audit, '(?P<name>[^']*)'", _NO_PARAMETER),
    (
        "must include (?P<name>randomize)=true to use a seed",
        (N_("The parameter “seed” needs “{name}” too."), N_("Write “randomize=true seed=…”, or take it out.")),
    ),
    (
        "'parameters' value is invalid|Accepted parameters are",
        (N_("The parameters of this question cannot be read."), N_("Write them as “start=1 end=10 step=1”.")),
    ),
    (
        "(?:same instance id will.*Instance name:|Instance names must be unique.*The name) '(?P<name>[^']*)'",
        (
            N_("Two lists are called “{name}”: of the sheet “choices”, of a file, or of two files."),
            N_("Give one of the two another name."),
        ),
    ),
    (
        "(?:Could not find the name|There is no survey element named) '(?P<name>[^']*)'",
        REFERENCE,
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
    ("Missing calculation", NO_CALCULATION),
    ("Question or group with no name", NO_NAME),
    (
        "Invalid headers provided for sheet: '[^']*'. For XLSForms",
        (
            N_("The first row of this sheet does not name its columns."),
            N_("Write the names of the columns in its first row."),
        ),
    ),
    (
        "got multiple values for argument '(?P<name>[^']*)'",
        (N_("A column whose header ends with “::{name}” cannot be taken."), N_("Take the column out.")),
    ),
    (
        r"Question '(?P<name>[^']*)' uses 'search\(\)', and",
        (
            N_("The list of the question “{name}” is searched in a file, and is the list of another question too."),
            N_("Give each of the two a list of its own."),
        ),
    ),
    (
        r"Question '(?P<name>[^']*)' is a select from file type, using 'search",
        (N_("The question “{name}” names a file and searches in one too."), N_("Take one of the two out.")),
    ),
    (
        r"The question \$\{(?P<name>[^}]*)\} is not user-visible",
        (
            N_("The question “{name}” is not asked, so that it cannot trigger another."),
            N_("Write under “trigger” a question that people answer."),
        ),
    ),
    (
        "This section has not been included",
        (
            N_("Another form is to be included here; a workbook alone does not hold it."),
            N_("Copy its rows to this place."),
        ),
    ),
    (
        "Audits must always be named",
        (N_("A row of the type “audit” has a name."), N_("Leave its name empty.")),
    ),
    (
        r"File name for '\w+ (?P<name>[^']*)' should end",
        (
            N_("The file “{name}” of choices is of no kind that can be read."),
            N_("Name a file that ends with “.csv”, “.xml” or “.geojson”."),
        ),
    ),
    ("Choice filter not supported with or_other", (N_("“or_other” cannot stand beside a filter."), _OR_OTHER_ALONE)),
    (
        "choices for this 'or other' question",
        (N_("“or_other” cannot stand beside a file of choices."), _OR_OTHER_ALONE),
    ),
    (
        "List name not in columns sheet: (?P<list>.*)",
        NO_LIST,
    ),
    (
        "Choice filter not supported for table-list",
        (
            N_("The choices of a grid (“table-list”) cannot be filtered."),
            N_("Take the filter out, or the appearance of the group."),
        ),
    ),
    (
        "list names don't match",
        (
            N_("The questions of a grid (“table-list”) have different lists of choices."),
            N_("Give them all the same list, or end the group before this question."),
        ),
    ),
    ("external is only meant for filtered", None),
    (
        "looking for a sheet named '(?P<sheet>[^']*)'.*were found: '(?P<name>[^']*)'",
        (
            N_("There is no sheet “{sheet}”, but there is a sheet “{name}”, which is not read."),
            N_("Name it “{sheet}” if that is meant, or begin its name with “_”."),
        ),
    ),
    (
        "form_id and id_string column headers are both",
        (N_("The sheet “settings” has “form_id” and “id_string”, which mean the same."), N_("Take “id_string” out.")),
    ),
    (
        "The 'disabled' column header",
        (
            N_("The column “disabled” is of an old kind: a row with “yes” in it is left out."),
            N_("Take such rows out, or write a condition under “relevant”."),
        ),
    ),
    (
        "Media type: (?P<name>.*) not supported",
        (
            N_("The column “media::{name}” holds no kind of picture, sound or film that is known."),
            N_("Name it “media::image”, “media::audio” or “media::video”."),
        ),
    ),
    (
        "To use big-image",
        (N_("A large picture is given without a small one."), N_("Add the column “media::image”.")),
    ),
    (
        "Cannot omit instanceID",
        (
            N_("The settings ask for encryption, but not for an identifier of each response."),
            N_("Take “omit_instanceID” out of the sheet “settings”."),
        ),
    ),
    ("the '(?P<name>[^']+)' column must (?:not )?be empty", _COLUMN),
    ("^The '(?P<name>[^']+)' value is invalid", _COLUMN),
    (
        "Unknown question type '(?P<type>[^']*)'",
        NO_TYPE,
    ),
    (
        r"On the '\w+' sheet, the '(?P<name>[^']+)' value (?:'.*' )?is invalid",
        _COLUMN,
    ),
)

_NAMED = (
    ("Unknown question type '([^']*)'", "type"), ("element named '?([^'.]*)", "name"),
    ("Invalid value for ([a-z-]+)", "parameters"), ("to use a ([a-z]+)", "parameters"),
    ("(?:^|Parameter )([a-z-]+) (?:must|value must)", "parameters"), ("in the (audit)", "type"),
    ("has not been (include)d", "type"), (r"for question \$\{([^}]*)", "name"), ("Question '([^']*)'", "name"),
)  # fmt: skip
"""What is named of a row whose number is not, and the column in which it stands."""


def place(told: str, rows: Sequence[Row]) -> int:
    """Return the row of which a sentence without its number speaks, 0 where none is found."""
    if re.search("eaders|Media type|got multiple values", told):
        return 1
    for pattern, column in _NAMED:
        found = re.search(pattern, told)
        if found is not None:
            said = ((row.number, naming.cells(row).get(column, "")) for row in rows)
            return next(
                (at for at, cell in said if found[1] == cell or (column == "parameters" and found[1] in cell)), 0
            )
    return 0


def known(told: str) -> tuple[Words | None, Mapping[str, object]] | None:
    """Return our words for a sentence of pyxform with what fills them, no words where it is of no matter here; None
    where the sentence is not known."""
    for pattern, words in _KNOWN:
        found = re.search(pattern, told, re.DOTALL)
        if found is not None:
            return words, {name: isolate(value[:60]) for name, value in found.groupdict().items()}
    return None


def instead(base: str) -> Text | None:
    """Return what to write instead of a type that other programs have, None where it is none of these."""
    return next((words for pattern, words in _ELSEWHERE if re.fullmatch(pattern, base)), None)


def instead_of_sign(expression: str, fault: Mapping[str, object]) -> Text | None:
    """Return what to write instead of the sign on which the reading of an expression stopped; ``fault``: of
    ``ExpressionFault``."""
    at, found = int(str(fault.get("place", 0))) - 1, str(fault.get("found", ""))
    around = f"{expression[:at].rstrip()[-1:]}{expression[at:][: max(len(found), 2)]} {found}" if at >= 0 else ""
    return next((words for pattern, words in _SIGNS if re.search(pattern, around)), None)


def instead_of_function(name: str) -> tuple[Text | None, str]:
    """Return what to write instead of a function that there is not, and the function that may be meant."""
    near = naming.near(name.lower(), FUNCTIONS) if name not in FUNCTIONS else ""
    known = next((words for pattern, words in _FUNCTIONS if re.fullmatch(pattern, name, re.IGNORECASE)), None)
    return (known, "") if known is not None or not near else (NEAR, near)
