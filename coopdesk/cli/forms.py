"""The commands of forms: what is wrong with a workbook, and what an expression gives."""

import json
from argparse import Namespace
from typing import Any

from coopdesk.cli import inputs
from coopdesk.cli.output import Output
from coopdesk.errors import Refused
from coopdesk.i18n import N_, number, tr

_OF_ROW = N_("{sheet}, row {row}: {message} {remedy}")
_OF_SHEET = N_("{sheet}: {message} {remedy}")
_USABLE = N_("{name} can be used: {questions} questions.")
_NO_ANSWERS = N_("The answers are not a JSON object.")


def form_check(options: Namespace, output: Output) -> int:
    """Tell the faults of a workbook; 1 where it cannot be used."""
    from coopdesk.operations import form_files

    found = form_files.check_file(options.file)
    told: list[dict[str, Any]] = [
        {
            "sheet": one.sheet, "row": one.row or None, "severity": one.severity, "message": one.message(),
            "remedy": one.remedy(),
        }
        for one in found.faults
    ]  # fmt: skip
    for one in told:
        (output.refuse if one["severity"] == "error" else output.tell)(_line(one))
    usable = found.form is not None
    asked = len(list(found.form.questions())) if found.form is not None else 0
    output.give(told, [tr(_USABLE, name=options.file.name, questions=number(asked))] if usable else [])
    return 0 if usable else 1


def form_evaluate(options: Namespace, output: Output) -> int:
    """Tell what an expression gives."""
    from coopdesk.operations import form_files

    answers: Any = None
    if options.answers:
        try:
            answers = json.loads(inputs.read_text(options.answers))
        except json.JSONDecodeError:
            answers = None
        if not isinstance(answers, dict):
            raise Refused(_NO_ANSWERS)
    found = form_files.evaluate(options.expression, options.template, answers)
    value = found["value"]
    output.give(found, value if isinstance(value, list) else [json.dumps(value) if value != str(value) else value])
    return 0


def _line(one: dict[str, Any]) -> str:
    if one["row"]:
        return tr(_OF_ROW, sheet=one["sheet"], row=number(one["row"]), message=one["message"], remedy=one["remedy"])
    return tr(_OF_SHEET, sheet=one["sheet"], message=one["message"], remedy=one["remedy"])
