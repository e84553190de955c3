"""The words of the command line for forms."""

from pathlib import Path
from typing import Any

from coopdesk.cli.result_words import add_results


def add_forms(add: Any, family: Any) -> None:
    """Add the commands of ``coopdesk.cli.forms``."""
    form = family("form", "forms of the field (XLSForm)")
    check = add(form, "check", "what is wrong with a form, with sheet, row and remedy", "forms.form_check")
    check.add_argument("file", type=Path)
    evaluate = add(form, "evaluate", "what an expression of ODK XForms gives", "forms.form_evaluate")
    evaluate.add_argument("expression")
    evaluate.add_argument(
        "--template", default="", help="the form in which it stands: a workbook, a record or its identifier"
    )
    evaluate.add_argument("--answers", metavar="FILE", help="answers to it, as a JSON object; - for standard input")
    answer = add(form, "answer", "put answers through a form, and save them as a response", "forms.form_answer")
    answer.add_argument("template", help="the id of its record, or the identifier of the form")
    answer.add_argument("file", nargs="?", default="-", help="answers as a JSON object; - for standard input")
    answer.add_argument("--subject", default="", metavar="ID", help="the record that it is about")
    answer.add_argument("--survey", default="", metavar="ID", help="the survey to which it belongs")
    answer.add_argument("--dry-run", action="store_true", help="only tell what would come of it")
    blank = add(form, "blank", "write a form as a PDF, to be filled by hand or on a screen", "forms.form_blank")
    blank.add_argument("template", help="the id of its record, or the identifier of the form")
    blank.add_argument("--fillable", action="store_true", help="with fields that are filled on a screen")
    blank.add_argument("--lang", choices=("en", "ar", "both"), default="en")
    blank.add_argument("-o", dest="out", type=Path, required=True, metavar="FILE", help="the PDF to be written")
    read = add(form, "read", "what a filled PDF says; with --save, as a response", "forms.form_read")
    read.add_argument("file", type=Path, help="a PDF that “form blank --fillable” made, filled")
    read.add_argument("--save", action="store_true", help="save it as a response; a draft where answers are not valid")
    read.add_argument("--subject", default="", metavar="ID", help="the record that it is about")
    read.add_argument("--survey", default="", metavar="ID", help="the survey to which it belongs")
    taken = add(form, "take", "take answers from a table, a row a response", "forms.form_take")
    taken.add_argument("template", help="the id of its record, or the identifier of the form")
    taken.add_argument("file", type=Path, help="a workbook or a CSV file")
    taken.add_argument("--subject", default="", metavar="ID", help="the record that all are about")
    taken.add_argument("--survey", default="", metavar="ID", help="the survey to which all belong")
    taken.add_argument("--submit", action="store_true", help="submit those that are valid")
    taken.add_argument("--dry-run", action="store_true", help="only tell what would come of it")
    add_results(add, form, family)
