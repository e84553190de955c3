"""The commands of forms: what is wrong with a workbook, and what an expression gives."""

import json
from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coopdesk.cli import inputs
from coopdesk.cli.opening import opened
from coopdesk.cli.output import Output
from coopdesk.errors import Refused
from coopdesk.i18n import N_, number, tr

if TYPE_CHECKING:
    from coopdesk.interchange.xlsform.check import Checked, Fault

_OF_ROW = N_("{sheet}, row {row}: {message} {remedy}")
_OF_SHEET = N_("{sheet}: {message} {remedy}")
_USABLE = N_("{name} can be used: {questions} questions.")
_WRONG = N_("{question}: {message}")
_WRITTEN = N_("Written: {name}")
_ONE_FORM = N_("Name one form template: “export xlsform form_template --where form_id=… --where version=…”.")
_NO_ANSWERS = N_("The answers are not a JSON object.")


def form_check(options: Namespace, output: Output) -> int:
    """Tell the faults of a workbook; 1 where it cannot be used."""
    from coopdesk.operations.forms import form_files

    return _told(form_files.check_file(options.file), options.file.name, output)


def _told(found: "Checked", name: str, output: Output) -> int:
    told = _views(found.faults)
    for one in told:
        (output.refuse if one["severity"] == "error" else output.tell)(_line(one))
    asked = len(list(found.form.questions())) if found.form is not None else 0
    output.give(told, [tr(_USABLE, name=name, questions=number(asked))] if found.form is not None else [])
    return 0 if found.form is not None else 1


def _views(faults: "Iterable[Fault]") -> list[dict[str, Any]]:
    return [
        {
            "sheet": one.sheet, "row": one.row or None, "severity": one.severity, "message": one.message(),
            "remedy": one.remedy(),
        }
        for one in faults
    ]  # fmt: skip


def form_evaluate(options: Namespace, output: Output) -> int:
    """Tell what an expression gives."""
    from coopdesk.operations.forms import form_files, templates

    answers = _answers(options.answers) if options.answers else None
    form = None
    if options.template and Path(options.template).is_file():
        form = form_files.form_in(Path(options.template))
    elif options.template:
        with opened(options) as store:
            form = templates.load(store, templates.find(store, options.template)).form
    found = form_files.evaluate(options.expression, form, answers)
    value = found["value"]
    output.give(found, value if isinstance(value, list) else [json.dumps(value) if value != str(value) else value])
    return 0


def form_answer(options: Namespace, output: Output) -> int:
    """Put answers through a form; 1 where they are not valid, and then nothing is saved."""
    from coopdesk.operations.forms import responses

    given = _answers(options.file)
    values = _values(options)
    with opened(options) as store:
        found = responses.answer(store, options.template, given, dry_run=options.dry_run, values=values)
    for one in found["errors"]:
        output.refuse(tr(_WRONG, question=one["question"], message=one["message"]))
    output.give(found, [found["response"]] if found["response"] else [])
    return 1 if found["errors"] else 0


def form_blank(options: Namespace, output: Output) -> int:
    """Write a form as a PDF."""
    from coopdesk.operations import printing
    from coopdesk.operations.forms import paper, templates

    with opened(options) as store:
        id = templates.find(store, options.template)
        if options.fillable:
            paper.write_fillable(store, id, options.lang, options.out)
        else:
            printing.print_to_file(store, "form-blank", id, options.lang, options.out)
    output.give({"file": str(options.out)}, [tr(_WRITTEN, name=options.out)])
    return 0


def form_read(options: Namespace, output: Output) -> int:
    """Tell what a filled PDF says, and save it where that is asked for; 1 where answers are not valid."""
    from coopdesk.operations.forms import paper

    values = _values(options)
    with opened(options) as store:
        told = paper.take_pdf(store, options.file, values) if options.save else paper.read_pdf(store, options.file).told
    for remark in told["remarks"]:
        output.tell(remark)
    for one in told["errors"]:
        output.refuse(tr(_WRONG, question=one["question"], message=one["message"]))
    output.give(told, [told["response"]] if told["response"] else [])
    return 1 if told["errors"] else 0


def form_take(options: Namespace, output: Output) -> int:
    """Take answers from a table; 1 where a row could not be read."""
    from coopdesk.operations.forms import answer_tables

    values = _values(options)
    with opened(options) as store:
        found = answer_tables.preview(store, options.template, options.file)
        made = None if options.dry_run else answer_tables.take(store, found, values, submit=options.submit)
    for one in found.faults:
        (output.refuse if one.fatal else output.tell)(one.told())
    created = made.created if made else []
    told = {
        "created": created,
        "submitted": made.submitted if made else 0,
        "drafts": sum(not one.is_valid for one in found.good),
        "skipped": [one.line for one in found.rows if one.is_here],
        "refused": [
            {"line": one.line, "field": one.column, "severity": "error", "message": one.message}
            for one in found.faults
            if one.fatal
        ],
        "unknown": found.unknown,
    }
    output.give(told, created)
    return 1 if told["refused"] else 0


def import_form(options: Namespace, output: Output) -> int:
    """Take a workbook as a form template; 1 where it cannot be used, and then nothing is saved."""
    from coopdesk.operations.forms import form_files, templates

    if options.dry_run:
        return _told(form_files.check_file(options.file), options.file.name, output)
    with opened(options) as store:
        found = templates.import_file(store, options.file)
    for one in _views(found.faults):
        (output.refuse if one["severity"] == "error" else output.tell)(_line(one))
    created = [found.id] if found.id else []
    output.give({"created": created, "changed": [], "skipped": [], "refused": _views(found.faults)}, created)
    return 0 if found.id else 1


def export_form(options: Namespace, output: Output) -> int:
    """Write a form template as a workbook."""
    from coopdesk.operations import listing
    from coopdesk.operations.forms import templates

    with opened(options) as store:
        found = listing.ids(store, listing.open_list(store, options.type, where=inputs.where(options)))
        if options.type != "form_template" or len(found) != 1:
            raise Refused(_ONE_FORM)
        templates.export_file(store, found[0], options.out)
    output.give({"records": 1, "file": str(options.out)}, [tr(_WRITTEN, name=options.out)])
    return 0


def _values(options: Namespace) -> dict[str, Any]:
    return {name: value for name in ("subject", "survey") if (value := getattr(options, name))}


def _answers(name: str) -> dict[str, Any]:
    try:
        found = json.loads(inputs.read_text(name))
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise Refused(_NO_ANSWERS)
    return found


def _line(one: dict[str, Any]) -> str:
    if one["row"]:
        return tr(_OF_ROW, sheet=one["sheet"], row=number(one["row"]), message=one["message"], remedy=one["remedy"])
    return tr(_OF_SHEET, sheet=one["sheet"], message=one["message"], remedy=one["remedy"])
