"""Tables on the command line: import of CSV and XLSX, export of CSV, XLSX and JSON."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from coopdesk.cli import forms, inputs, strategy
from coopdesk.cli.opening import opened
from coopdesk.cli.output import Output
from coopdesk.errors import Refused
from coopdesk.i18n import N_, P_, number, tr
from coopdesk.interchange.tables.sheets import Sheet
from coopdesk.operations.tables import Entry, Plan, Preview

_NO_TYPE = N_("import needs the type of the records. Give one with --type.")
_NO_SHEET = N_("There is no sheet “{name}” in this file.")
_LINE = N_("line {line}, {field}: {message}")
_WHOLE_LINE = N_("line {line}: {message}")
_WRITTEN = N_("Written: {name}")
_BACK = N_("What was refused is in {name}, with the reason in the last column. Correct it there and import it again.")
_CREATED, _CHANGED = P_("{n} record entered", "{n} records entered"), P_("{n} record changed", "{n} records changed")
_SKIPPED = P_("{n} line was here already", "{n} lines were here already")
_REFUSED = P_("{n} line refused", "{n} lines refused")
_ATTACHED = P_("{n} file attached", "{n} files attached")


def import_table(options: Namespace, output: Output) -> int:
    """Import the records of a file, then the lists on its other sheets that they own."""
    from coopdesk.operations import table_columns, table_files, table_wide, tables
    from coopdesk.operations.table_names import Names
    from coopdesk.operations.table_preview import preview
    from coopdesk.operations.table_saving import take

    if options.format == "xlsform":
        return forms.import_form(options, output)
    if options.format == "strategy":
        return strategy.import_strategy(options, output)
    if not options.type:
        output.refuse(tr(_NO_TYPE))
        return 2
    cls = table_columns.check_type(options.type)
    words = table_columns.read_mapping(inputs.read_text(str(options.mapping))) if options.mapping else None
    sheets = table_wide.unfolded(table_files.open_file(options.file), cls)
    told: dict[str, list[Any]] = {"created": [], "changed": [], "skipped": [], "refused": [], "notes": []}
    attached = 0
    with opened(options) as store:
        names = Names(store)
        for sheet, type, said in _parts(sheets, options.type, words, table_files.lists_in(sheets, cls)):
            header = said.get("header") if said else None
            made = tables.plan(store, sheet, type, header, said["columns"] if said else None)
            found = preview(store, _with(made, options), names=names)
            if options.dry_run:
                _tell_preview(told, found)
            else:
                outcome = take(store, found)
                told["created"] += outcome.created
                told["changed"] += outcome.changed
                told["skipped"] += outcome.skipped
                attached += outcome.files
                _tell(told, found, outcome.refused)
                _write_back(options.file, made, outcome.refused, output, main=type == options.type)
    for one in told["refused"]:
        if one["severity"] == "error":
            output.refuse(_line(one))
    for one in told["notes"]:
        output.tell(_line(one))
    lines = len({(one["type"], one["line"]) for one in told["refused"]})
    counts = ((_CREATED, len(told["created"])), (_CHANGED, len(told["changed"])), (_SKIPPED, len(told["skipped"])),
              (_REFUSED, lines), (_ATTACHED, attached))  # fmt: skip
    output.give({**told, "files": attached}, [tr(text, n=n) for text, n in counts if n])
    return 1 if told["refused"] else 0


def export_table(options: Namespace, output: Output) -> int:
    """Export a list as a table, or as JSON."""
    from coopdesk.operations import listing, reach, table_export

    where, columns = inputs.where(options), inputs.names(options.columns)
    out: Path = options.out
    with opened(options) as store:
        found = listing.open_list(store, options.type, where=where, sort=options.sort)
        who = reach.reader(store, options.reader, options.up_to)
        if options.format == "json":
            made = table_export.export_json(store, found, out, who)
        else:
            made = table_export.export(store, found, out, columns, who, "names", book=options.format == "xlsx")
    if made.noted:
        output.tell(tr(table_export.LEAVES, n=made.noted))
    if made.cut:
        output.tell(tr(table_export.CUT, n=made.cut))
    output.give({"records": made.records, "file": str(out)}, [tr(_WRITTEN, name=out)])
    return 0


def _parts(
    sheets: list[Sheet], type: str, words: dict[str, Any] | None, lists: list[tuple[Sheet, Any]]
) -> list[tuple[Sheet, str, dict[str, Any] | None]]:
    """Return the sheets to be taken, each with its type and the mapping that is for it. With a mapping, one sheet."""
    if words is not None and words.get("sheet"):
        named = [one for one in sheets if one.name == words["sheet"]]
        if not named:
            raise Refused(_NO_SHEET, name=str(words["sheet"])[:60])
        return [(named[0], type, words)]
    of_lists = {id(one) for one, _ in lists}
    main = next((one for one in sheets if id(one) not in of_lists and not one.hidden), sheets[0])
    others = [] if words is not None else [(one, owned.__tablename__, None) for one, owned in lists]
    return [(main, type, words), *others]


def _with(plan: Plan, options: Namespace) -> Plan:
    folder = (options.files or options.file.absolute().parent) if plan.names_files else None
    return plan._replace(
        same_title=options.same_title, clears=options.clear_empty, creates=options.create_links, folder=folder
    )


def _tell_preview(told: dict[str, list[Any]], found: Preview) -> None:
    """Tell what would be done: lines instead of the ids that there are not yet."""
    told["created"] += [one.line for one in found.entries if one.action == "new"]
    told["changed"] += [one.id for one in found.entries if one.action == "change"]
    told["skipped"] += [one.line for one in found.entries if one.action == "same"]
    _tell(told, found, [one for one in found.entries if one.action == "refused"])


def _tell(told: dict[str, list[Any]], found: Preview, refused: list[Entry]) -> None:
    lines = {one.line for one in refused}
    for one in found.findings:
        told["refused" if one.line in lines else "notes"].append({
            "type": found.plan.type, "line": one.line, "column": one.column, "field": one.field or None,
            "severity": one.grade, "message": one.message(),
        })  # fmt: skip


def _write_back(file: Path, plan: Plan, refused: list[Entry], output: Output, *, main: bool) -> None:
    """Write what was refused beside the file; of a list, under its name."""
    from coopdesk.operations import tables

    if refused:
        path = tables.refused_path(file)
        if not main:
            path = path.with_name(f"{path.stem}-{plan.type}{path.suffix}")
        tables.write_refused(plan, refused, path)
        output.tell(tr(_BACK, name=path))


def _line(one: dict[str, Any]) -> str:
    if one["field"]:
        return tr(_LINE, line=number(one["line"]), field=one["field"], message=one["message"])
    return tr(_WHOLE_LINE, line=number(one["line"]), message=one["message"])
