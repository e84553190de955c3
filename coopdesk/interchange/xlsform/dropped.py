"""What of a workbook does nothing at a desk: it is named with its row, and the form is taken."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from coopdesk.i18n import N_, isolate
from coopdesk.interchange.xlsform import naming
from coopdesk.interchange.xlsform.book import Book
from coopdesk.interchange.xlsform.sentences import Words

_MEDIA = re.compile(r"(?:media::)?(?:big-image|image|audio|video)(?:::.*)?")
_PROGRAM = re.compile(r"(?:^|\s)((?:ex|printer):\S+)")
_OF_SERVERS = ("public_key", "submission_url", "auto_send", "auto_delete")

_NOT_SHOWN = N_("What “{name}” names is not shown here."), N_("Say in words what people are to see or hear.")
_OF_TELEPHONES = (
    N_("“{name}” opens another program of a telephone; here the answer is typed."),
    N_("Nothing else is needed where the answer can be typed; else take the row out."),
)
_SERVER = (
    N_("“{name}” on the sheet “settings” does nothing here."),
    N_("Nothing else is needed: responses stay at this desk and the desks that it exchanges with, encrypted."),
)
_ENTITIES = N_("Entities are not kept here."), N_("The answers are kept as they are; nothing else is needed.")


class Dropped(NamedTuple):
    sheet: str
    row: int
    words: Words
    params: Mapping[str, object] = {}


def dropped(book: Book) -> Iterator[Dropped]:
    """Yield what does nothing here: pictures, sounds and films of questions and choices, programs of a telephone,
    what a server would do, entities."""
    for sheet in ("survey", "choices"):
        for row in book.rows(sheet):
            for head in row.cells:
                if _MEDIA.fullmatch(naming.header(head)):
                    yield Dropped(sheet, row.number, _NOT_SHOWN, {"name": isolate(head[:60])})
                    break
    for row in book.rows("survey"):
        said = naming.cells(row)
        program = _PROGRAM.search(said.get("appearance", ""))
        told = program[1] if program else next((one for one in ("intent", "body::intent") if one in said), "")
        if told:
            yield Dropped("survey", row.number, _OF_TELEPHONES, {"name": isolate(told[:60])})
    for row in book.rows("settings")[:1]:
        for head in row.cells:
            if naming.header(head) in _OF_SERVERS:
                yield Dropped("settings", row.number, _SERVER, {"name": isolate(head[:60])})
    for row in book.rows("entities")[:1]:
        yield Dropped("entities", row.number, _ENTITIES)
