"""The words of the command line for forms."""

from pathlib import Path
from typing import Any


def add_forms(add: Any, family: Any) -> None:
    """Add the commands of ``coopdesk.cli.forms``."""
    form = family("form", "forms of the field (XLSForm)")
    check = add(form, "check", "what is wrong with a form, with sheet, row and remedy", "forms.form_check")
    check.add_argument("file", type=Path)
    evaluate = add(form, "evaluate", "what an expression of ODK XForms gives", "forms.form_evaluate")
    evaluate.add_argument("expression")
    evaluate.add_argument("--template", type=Path, metavar="FILE", help="the form in which it stands")
    evaluate.add_argument("--answers", metavar="FILE", help="answers to it, as a JSON object; - for standard input")
