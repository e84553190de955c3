"""The words of the command line for letters and circulations."""

import argparse
from pathlib import Path
from typing import Any

from coopdesk.cli import inputs

_FORMS = ("pdf", "docx", "eml")
_REPLIES = ("names", "none", "opinion", "accepted", "regret", "noted")


def add_letters(add: Any, family: Any) -> None:
    """Add the commands of ``coopdesk.cli.letters``."""
    circulation = family("circulation", "one record to many, and what they answer")
    send = add(circulation, "send", "circulate a record, with a letter to each addressee", "letters.circulation_send")
    send.add_argument("type")
    send.add_argument("id")
    send.add_argument("--to", action="append", default=[], metavar="ID", help="an entity; once for each")
    send.add_argument("--country", action="append", default=[], metavar="CC", help="a government, by its code")
    send.add_argument("--purpose", choices=("action", "opinion", "information", "nomination"), required=True)
    send.add_argument(
        "--reply-by", metavar="DAY", type=inputs.day, help="by default after the working days of the Ministry, else ten"
    )
    for name in ("--subject-en", "--subject-ar", "--text-en", "--text-ar"):
        send.add_argument(name, metavar="TEXT")
    remind = add(circulation, "remind", "remind all who have not answered", "letters.circulation_remind")
    remind.add_argument("id", nargs="?", help="of one circulation; by default all that are open")
    for one in (send, remind):
        _forms(one).add_argument("-o", "--out", type=Path, metavar="FOLDER", help="write the letters as files there")
    answer = add(circulation, "answer", "note what an addressee answered", "letters.circulation_answer")
    answer.add_argument("id", help="of the addressee")
    answer.add_argument("--reply", choices=_REPLIES, required=True)
    answer.add_argument("--number", metavar="NUMBER")
    answer.add_argument("--on", metavar="DAY", type=inputs.day)
    answer.add_argument("--text", metavar="TEXT")
    silent = add(circulation, "silent", "who has not answered, the latest first", "letters.circulation_silent")
    silent.add_argument("id", nargs="?", help="of one circulation; by default of all that are open")
    sign = add(circulation, "sign", "sign and register all its letters", "letters.circulation_sign")
    sign.add_argument("id")
    letter = family("letter", "letters about a record, as files, and Word back in")
    begin = add(
        letter, "begin", "begin a letter about a record: of a nomination its note verbale", "letters.letter_begin"
    )
    begin.add_argument("type")
    begin.add_argument("id")
    told = _forms(add(
        letter, "decisions", "letters to all nominees and applicants of an opportunity or a committee meeting",
        "letters.letter_decisions",
    ))  # fmt: skip
    told.add_argument("type", choices=("opportunity", "committee_meeting"))
    told.add_argument("id")
    told.add_argument(
        "--in", choices=("ar", "en", "fr", "es"), default="", dest="language", help="one language for all"
    )
    told.add_argument("--preview", action="store_true", help="only tell how many of each kind are due")
    told.add_argument("--sign", action="store_true", help="and sign and register them")
    told.add_argument("-o", "--out", type=Path, metavar="FOLDER", help="write all of them as files there")
    fill = add(letter, "fill", "fill a letter in from its template again", "letters.letter_fill")
    fill.add_argument("id")
    files = _forms(add(letter, "files", "write letters as files", "letters.letter_files"))
    files.add_argument("ids", nargs="+", metavar="ID")
    files.add_argument("-o", "--out", type=Path, required=True, metavar="FOLDER")
    back = add(
        letter, "back", "show what Word changed in the text of a letter or of a translation", "letters.letter_back"
    )
    back.add_argument("id")
    back.add_argument("file", type=Path)
    back.add_argument("--save", action="store_true", help="and save it")


def _forms(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("--form", action="append", choices=_FORMS, help="once for each form of file")
    return parser
