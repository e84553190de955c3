"""The national strategy on the command line: taken from a table, and what serves its parts."""

from argparse import Namespace

from coopdesk.cli.opening import opened
from coopdesk.cli.output import Output
from coopdesk.i18n import N_, P_, digits, isolate, number, tr

_CELL, _WHOLE_LINE = N_("line {line}, {field}: {message}"), N_("line {line}: {message}")
_WRITTEN = N_("Written: {name}")
_ACTIONS = (
    ("new", P_("{n} part is new", "{n} parts are new")),
    ("continued", P_("{n} part is continued as another", "{n} parts are continued as others")),
    ("same", P_("{n} part is here already", "{n} parts are here already")),
)


def import_strategy(options: Namespace, output: Output) -> int:
    """Take a strategy from a table, or only tell what it would bring."""
    from coopdesk.operations.strategy import table

    with opened(options) as store:
        plan = table.preview(store, options.file)
        made = [] if options.dry_run or plan.faults else table.take(store, plan)
    for one in plan.faults:
        text = _CELL if one.column else _WHOLE_LINE
        output.refuse(tr(text, line=number(one.line), field=isolate(one.column), message=one.message))
    codes = {action: plan.codes(action) for action, _ in _ACTIONS}
    faults = [one._asdict() for one in plan.faults]
    counts = ((text, len(codes[action])) for action, text in _ACTIONS)
    said = [] if faults else [tr(text, n=n) for text, n in counts if n]
    output.give({"created": made, **codes, "faults": faults, "unknown_columns": plan.unknown}, said)
    return 1 if plan.faults else 0


def coverage(options: Namespace, output: Output) -> int:
    """Tell how many records serve each part of a strategy."""
    from coopdesk.operations import reach
    from coopdesk.operations.strategy import coverage as counting, coverage_table

    with opened(options) as store:
        who = reach.reader(store, options.reader, options.up_to)
        if options.out is not None:
            rows = coverage_table.export(store, options.strategy, options.out, who)
            output.give({"records": rows, "file": str(options.out)}, [tr(_WRITTEN, name=options.out)])
            return 0
        found = counting.plain(counting.coverage(store, options.strategy, who))
    counted = tuple(found["outcomes_without"])
    lines = [" ".join(f"{name:>12}" for name in counted)]
    for one in found["rows"]:
        numbers = " ".join(f"{one[name]:>12}" for name in counted)
        lines.append(f"{digits(numbers)}  {'  ' * one['depth']}{one['title']}")
    output.give(found, lines)
    return 0
