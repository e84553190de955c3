"""The words of the command line. Options that hold for every command may stand before or after it."""

import argparse
import math
from pathlib import Path
from typing import Any, NoReturn

from coopdesk import __version__
from coopdesk.cli import inputs
from coopdesk.cli.evaluation_words import add_evaluations
from coopdesk.cli.form_words import add_forms
from coopdesk.cli.indicator_words import add_indicators
from coopdesk.cli.letter_words import add_letters
from coopdesk.cli.nomination_words import add_nominations
from coopdesk.cli.project_words import add_projects

_MOST = 1_000_000_000


class Parser(argparse.ArgumentParser):
    """A parser that takes options by their whole names, and leaves with status 2 and one line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {' '.join(message.split())}\n")


def parse(words: list[str]) -> argparse.Namespace:
    """Return the command and its options; leaves with status 2 for wrong usage."""
    everywhere = Parser(add_help=False)
    everywhere.add_argument("--home", type=Path, default=argparse.SUPPRESS, help="the folder of the desk")
    everywhere.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="one JSON value on stdout")
    everywhere.add_argument("--jsonl", action="store_true", default=argparse.SUPPRESS, help="one record a line")
    everywhere.add_argument("--passphrase-file", type=Path, default=argparse.SUPPRESS, metavar="FILE")
    everywhere.add_argument("--wait", type=_seconds, default=argparse.SUPPRESS, metavar="SECONDS", help="for its turn")
    top = Parser(prog="coopdesk", parents=[everywhere], description="Without a command, the window opens.")
    top.add_argument("--version", action="version", version=f"coopdesk {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=Parser)

    def add(group: "argparse._SubParsersAction[Parser]", name: str, text: str, run: str) -> Parser:
        made = group.add_parser(name, parents=[everywhere], help=text, description=text)
        made.set_defaults(run=run)
        return made

    def family(name: str, text: str) -> "argparse._SubParsersAction[Parser]":
        made = commands.add_parser(name, parents=[everywhere], help=text, description=text)
        return made.add_subparsers(dest="verb", required=True, metavar="VERB", parser_class=Parser)

    desk = family("desk", "make a desk, join a Ministry, change the passphrase")
    init = add(desk, "init", "make the home of a desk", "desk_init")
    init.add_argument("--code", required=True, help="such as QA-GVA")
    for option in ("--name-en", "--name-ar", "--officer-en", "--officer-ar"):
        init.add_argument(option, default="", metavar="NAME")
    init.add_argument("--ministry", action="store_true", help="this desk is the Ministry")
    init.add_argument("--examples", action="store_true", help="with example data, marked and removable")
    add(desk, "passphrase", "change the passphrase", "desk_passphrase").add_argument(
        "--new-passphrase-file", type=Path, metavar="FILE"
    )
    examples = desk.add_parser("examples", parents=[everywhere], help="the example data")
    examples_verbs = examples.add_subparsers(dest="what", required=True, metavar="VERB", parser_class=Parser)
    add(examples_verbs, "remove", "remove the example data", "examples_remove")

    above = add(desk, "above", "what a desk holds above a degree, as before it may hold no more", "desk_above")
    above.add_argument("code")
    above.add_argument("degree")
    _exchange(add, family, desk, everywhere)
    _officers(add, family, desk, everywhere)
    add_letters(add, family)
    add_nominations(add, family)
    add_forms(add, family)
    add_projects(add, family)
    add_indicators(add, family)
    add_evaluations(add, family)

    record = family("record", "read and write records")
    add(record, "types", "every record type and its fields", "record_types")
    found = add(record, "list", "records of a type", "record_list")
    found.add_argument("type")
    _filters(found)
    found.add_argument("--limit", type=_count, metavar="N")
    found.add_argument("--deleted", action="store_true", help="the deleted ones instead")
    save = add(record, "save", "create or change records: an object, an array, or JSON Lines", "record_save")
    save.add_argument("type")
    save.add_argument("file", nargs="?", default="-", metavar="FILE|-")
    save.add_argument("--concurrent", action="store_true", help="write beside what changed since, do not refuse")
    for name, text in (
        ("show", "one record with its lists"),
        ("delete", "delete a record; it can be restored"),
        ("restore", "bring a deleted record back"),
        ("history", "every change, newest first"),
        ("missing", "what the next step still needs"),
        ("files", "the files of a record"),
    ):
        _one(add(record, name, text, f"record_{name}"))
    erase = _one(add(record, "erase", "destroy the data of a person for good", "record_erase"))
    erase.add_argument("--confirm", action="store_true", required=True)
    _one(add(record, "attach", "attach files", "record_attach")).add_argument("files", nargs="+", type=Path)
    _one(add(record, "detach", "take a file off a record", "record_detach")).add_argument("file_id")
    step = _one(add(record, "step", "take a step of the workflow, such as submit", "record_step"))
    step.add_argument("step", metavar="STEP")
    step.add_argument("--comment", default="", metavar="TEXT")
    step.add_argument(
        "--given", choices=("here", "paper", "telephone", "email"), default="here", help="how, if not here"
    )
    step.add_argument("--by", metavar="ID", help="the officer who decided elsewhere")
    step.add_argument("--scan", type=Path, metavar="FILE", help="the paper or the message")
    step.add_argument("--behalf", metavar="ID", help="the officer in whose name")
    step.add_argument("--remark", action="append", default=[], metavar="FIELD=TEXT", help="pinned to a field")
    step.add_argument("--fill", action="append", default=[], metavar="FIELD=VALUE", help="a field that the step needs")
    step.add_argument("--asked-of", metavar="ID", help="the organization whose opinion is asked")
    step.add_argument("--due", metavar="DATE", type=inputs.day, help="until when")
    step.add_argument("--readers", metavar="AUDIENCE", help="who receives it from then on")
    step.add_argument("--number", metavar="NUMBER", help="of the registry; the next one by default")
    step.add_argument(
        "--registered-on", metavar="DATE", type=inputs.day, help="the day of the registry, today by default"
    )
    step.add_argument("--seen", metavar="TOKEN", help="what was read; refused where it changed since")
    audience = _one(add(record, "audience", "what another audience would do; nothing is changed", "record_audience"))
    audience.add_argument("audience", metavar="AUDIENCE", help="all, ministry, local, a desk or a group")
    audience.add_argument("--preview", action="store_true", required=True, help="only tell")
    add(record, "undo", "write back what stood before a change", "record_undo").add_argument("operation")

    log = family("log", "what left the sealed store")
    left = add(log, "list", "from the degree on that the Ministry settled, newest first", "log_list")
    left.add_argument("--record", default="", metavar="ID", help="of one record")
    left.add_argument("--officer", default="", metavar="ID", help="by one officer")
    left.add_argument("--from", default="", dest="since", metavar="DAY", type=inputs.day)
    left.add_argument("--to", default="", dest="until", metavar="DAY", type=inputs.day)

    counted = add(commands, "figures", "figures of opportunities, from received to won or missed", "figures")
    counted.add_argument("--by", default="year", metavar="GROUPING", help="such as year, kind or entity")
    counted.add_argument("--year", type=_year, metavar="YYYY", help="of the opportunities that were received in it")
    counted.add_argument("--where", action="append", default=[], metavar="FIELD=VALUE", help="FIELD= for empty")
    _reader(counted)

    covered = add(commands, "coverage", "how many records serve each part of a strategy", "strategy.coverage")
    covered.add_argument("strategy", nargs="?", default="", help="its code or id; the newest, if not said")
    covered.add_argument("-o", "--out", type=Path, metavar="FILE", help="as a table, that ends with .xlsx or .csv")
    _reader(covered)

    add(commands, "home", "what waits for you, what is coming, who owes an answer", "home")
    search = add(commands, "search", "find anything in either script, best first", "search")
    search.add_argument("query")
    search.add_argument("--type")
    search.add_argument("--limit", type=_count, default=20, metavar="N")

    taken = add(commands, "import", "take records from a table", "tables.import_table")
    taken.add_argument("format", choices=("csv", "xlsx", "xlsform", "strategy"))
    taken.add_argument("file", type=Path)
    taken.add_argument("--type", default="", help="of the records")
    taken.add_argument("--mapping", type=Path, metavar="FILE", help="JSON: the name of a field by each head")
    taken.add_argument("--dry-run", action="store_true", help="only tell what it would do")
    taken.add_argument(
        "--same-title", choices=("ask", "change", "new"), default="ask", help="of a line whose title alone is here"
    )
    taken.add_argument("--clear-empty", action="store_true", help="empty cells empty the fields of records")
    taken.add_argument(
        "--files", type=Path, metavar="FOLDER", help="where the files are that it names; else beside the table"
    )
    taken.add_argument("--create-links", action="store_true", help="enter organizations and contacts not here yet")

    export = add(commands, "export", "write records in another program's format", "export_records")
    export.add_argument("format", choices=("csv", "xlsx", "json", "ics", "xlsform"))
    export.add_argument("type")
    _filters(export)
    export.add_argument("--columns", default="", metavar="FIELD,FIELD", help="of a table; else every field")
    _reader(export)
    export.add_argument("-o", "--out", type=Path, required=True, metavar="FILE")

    printed = add(commands, "print", "make a PDF", "print_document")
    printed.add_argument("document", nargs="?")
    printed.add_argument("id", nargs="?")
    printed.add_argument("--list", action="store_true", help="the documents there are")
    printed.add_argument("--lang", choices=("en", "ar", "both"), default="en")
    printed.add_argument("-o", "--out", type=Path, metavar="FILE.pdf")
    _reader(printed)
    printed.add_argument("--copies", type=_copies, default=1, metavar="N", help="numbered, a file each")
    printed.add_argument("--type", default="", help="of a list: the type of its records")
    _filters(printed)
    printed.add_argument(
        "--on", default="", metavar="DAY", type=inputs.day, help="of what is told of a day; today, if not said"
    )
    printed.add_argument("--columns", default="", metavar="FIELD,FIELD", help="of a list: its columns, in this order")
    printed.add_argument("--by", default="", metavar="FIELD", help="of a list: by which field it stands in groups")
    printed.add_argument("--month", default="", metavar="YYYY-MM", help="of a calendar; Hijri where the year is")
    printed.add_argument("--period", default="", metavar="PERIOD", help="such as 2026-Q3: of a summary or a scoreboard")
    printed.add_argument(
        "--year", type=_year, metavar="YYYY", help="of which year is told; of opportunities, those received in it"
    )

    add(commands, "check", "whether the home is whole", "check").add_argument("--repair", action="store_true")
    add(commands, "backup", "write an encrypted backup", "backup").add_argument(
        "-o", "--out", type=Path, required=True, metavar="FILE"
    )
    add(commands, "support", "versions and figures for who mends the program, no content", "support").add_argument(
        "-o", "--out", type=Path, metavar="FILE"
    )
    restore = add(commands, "restore", "make the home from a backup", "restore")
    restore.add_argument("file", type=Path)
    restore.add_argument("--replace", action="store_true", help="move the present home aside")
    add(commands, "demo", "the whole job in a folder of its own", "demo").add_argument("folder", nargs="?", type=Path)
    return top.parse_args(
        _with_sort(words), argparse.Namespace(json=False, jsonl=False, wait=30.0, home=None, passphrase_file=None)
    )


def _exchange(add: Any, family: Any, desk: Any, everywhere: Parser) -> None:
    """The commands of ``coopdesk.cli.exchange``."""

    def out(parser: Parser, metavar: str = "FILE") -> Parser:
        parser.add_argument("-o", "--out", type=Path, required=True, metavar=metavar)
        return parser

    out(add(desk, "request", "ask the Ministry to admit this desk", "exchange.desk_request"))
    enrol = out(add(desk, "enrol", "admit the desk that asks", "exchange.desk_enrol"))
    enrol.add_argument("file", type=Path)
    enrol.add_argument("--central", action="store_true", help="a department of the Ministry itself")
    accept = add(desk, "accept", "take the answer of the Ministry", "exchange.desk_accept")
    accept.add_argument("file", type=Path)
    for one in (enrol, accept):
        one.add_argument("--fingerprint", metavar="WORDS", help="the eight words as they were read out")
    add(desk, "list", "who is enrolled, what was exchanged, what is missing", "exchange.desk_list")
    revoke = add(desk, "revoke", "trust a lost computer no more", "exchange.desk_revoke")
    revoke.add_argument("code")
    revoke.add_argument("--device", default="", metavar="ID", help="one computer of the desk; else all of them")
    root = desk.add_parser("root", parents=[everywhere], help="the root keys of the Ministry")
    root_verbs = root.add_subparsers(dest="what", required=True, metavar="VERB", parser_class=Parser)
    out(add(root_verbs, "export", "move the root keys out of the home", "exchange.desk_root_export"), "FOLDER")

    bundle = family("bundle", "send records to other desks, take theirs")
    export = out(add(bundle, "export", "write the bundle for a desk", "exchange.bundle_export"), "FOLDER")
    export.add_argument("--to", required=True, metavar="CODE")
    export.add_argument("--max-size", default="7MB", metavar="SIZE", help="of one file, such as 7MB")
    export.add_argument("--since-scratch", action="store_true", help="as if nothing had been acknowledged")
    export.add_argument("--slip", type=Path, metavar="FILE.pdf", help="a transmittal slip to go with it")
    add(bundle, "import", "take bundle files", "exchange.bundle_import").add_argument("files", nargs="+", type=Path)
    add(bundle, "inspect", "what a bundle says of itself", "exchange.bundle_inspect").add_argument("file", type=Path)

    watched = add(bundle, "folders", "exchange through folders: one round", "exchange.bundle_folders")
    watched.add_argument("--office", type=Path, metavar="FOLDER", help="shared by the computers of this desk")
    watched.add_argument("--arrived", type=Path, metavar="FOLDER", help="bundles put there are imported")
    watched.add_argument("--out", action="append", default=[], metavar="CODE=FOLDER", help="bundles for a desk")
    watched.add_argument("--off", action="store_true", help="watch no folder any more")

    conflict = family("conflict", "several values of one field")
    add(conflict, "list", "what waits for a decision", "exchange.conflict_list")
    add(conflict, "show", "the values, counted from 0", "exchange.conflict_show").add_argument("id")
    resolve = add(conflict, "resolve", "decide", "exchange.conflict_resolve")
    resolve.add_argument("id")
    choice = resolve.add_mutually_exclusive_group(required=True)
    choice.add_argument("--keep", type=int, metavar="N")
    choice.add_argument("--value", metavar="JSON")
    resolve.add_argument("--reason", default="", metavar="TEXT")


def _officers(add: Any, family: Any, desk: Any, everywhere: Parser) -> None:
    """The commands of ``coopdesk.cli.officers``."""
    roles = ("reader", "secretary", "officer", "approver", "administrator")

    def passphrase(parser: Parser) -> None:
        parser.add_argument("--new-passphrase-file", type=Path, metavar="FILE", help="else COOPDESK_NEW_PASSPHRASE")

    def of(name: str, text: str) -> Parser:
        made: Parser = add(officer, name, text, f"officers.officer_{name}")
        made.add_argument("id")
        return made

    officer = family("officer", "who works at this desk, with which role")
    add(officer, "list", "the officers, their roles, and who opens this computer", "officers.officer_list")
    new = add(officer, "add", "add an officer, with a passphrase if one is given", "officers.officer_add")
    for option in ("--name-en", "--name-ar", "--post-en", "--post-ar", "--honorific-en", "--honorific-ar"):
        new.add_argument(option, metavar="TEXT")
    new.add_argument("--role", choices=roles, required=True)
    passphrase(new)
    of("role", "give another role from today on").add_argument("role", choices=roles)
    act = of("act", "let an officer act for somebody who is away")
    act.add_argument("role", choices=roles)
    act.add_argument("--since", default="", metavar="DATE", type=inputs.day, help="today, if not said")
    act.add_argument("--until", required=True, metavar="DATE", type=inputs.day, help="the last day")
    passphrase(of("passphrase", "give an officer a passphrase for this computer"))
    of("remove", "let an officer go: the passphrase opens nothing any more")

    recover = desk.add_parser("recover", parents=[everywhere], help="a forgotten passphrase, with the Ministry's help")
    verbs = recover.add_subparsers(dest="what", required=True, metavar="VERB", parser_class=Parser)
    asked = add(
        verbs, "request", "ask, at the desk that nobody can open, and choose the new passphrase",
        "officers.recover_request",
    )  # fmt: skip
    passphrase(asked)
    answered = add(verbs, "answer", "answer, at the Ministry", "officers.recover_answer")
    answered.add_argument("file", type=Path)
    answered.add_argument("--officer", required=True, metavar="ID", help="“-” at a desk where nobody is named")
    answered.add_argument("--fingerprint", metavar="WORDS", help="the eight words as they were read out")
    answered.add_argument("--roots", type=Path, metavar="FOLDER", help="where the root keys were exported to")
    answered.add_argument("--roots-passphrase-file", type=Path, metavar="FILE", help="else COOPDESK_ROOTS_PASSPHRASE")
    for one in (asked, answered):
        one.add_argument("-o", "--out", type=Path, required=True, metavar="FILE")
    taken = add(verbs, "accept", "take the answer, with the passphrase that was chosen then", "officers.recover_accept")
    taken.add_argument("file", type=Path)
    passphrase(taken)


def _with_sort(words: list[str]) -> list[str]:
    """Return the words with ``--sort -FIELD`` as one, for what begins with a hyphen would be taken for an option."""
    joined: list[str] = []
    for word in words:
        if joined and joined[-1] == "--sort" and word.startswith("-") and not word.startswith("--"):
            joined[-1] = f"--sort={word}"
        else:
            joined.append(word)
    return joined


def _count(word: str) -> int:
    if not (word.isdecimal() and len(word) < 11 and 1 <= int(word) <= _MOST):
        raise argparse.ArgumentTypeError(f"a number from 1 to {_MOST} is expected")
    return int(word)


def _year(word: str) -> str:
    if not (word.isdecimal() and word.isascii() and len(word) == 4):
        raise argparse.ArgumentTypeError("a year such as 2027 is expected")
    return word


def _copies(word: str) -> int:
    if not (word.isdecimal() and len(word) < 3 and int(word)):
        raise argparse.ArgumentTypeError("a number from 1 to 99 is expected")
    return int(word)


def _seconds(word: str) -> float:
    try:
        found = float(word)
    except ValueError:
        found = math.nan
    if not (math.isfinite(found) and found >= 0):
        raise argparse.ArgumentTypeError("a number of seconds is expected")
    return found


def _one(parser: Parser) -> Parser:
    parser.add_argument("type")
    parser.add_argument("id")
    return parser


def _reader(parser: Parser) -> None:
    parser.add_argument("--for", default="", dest="reader", metavar="READER", help="all, ministry, a desk or a group")
    parser.add_argument("--up-to", default="", metavar="DEGREE", help="leave out what is higher")


def _filters(parser: Parser) -> None:
    parser.add_argument("--where", action="append", default=[], metavar="FIELD=VALUE", help="FIELD= for empty")
    parser.add_argument("--sort", default="", metavar="[-]FIELD")
