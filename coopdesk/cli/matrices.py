"""The commands of the indicator matrix: written and taken back as a table, reviewed, locked."""

from argparse import Namespace
from typing import Any

from coopdesk.cli import inputs
from coopdesk.cli.opening import opened
from coopdesk.cli.output import Output
from coopdesk.i18n import N_, P_, digits, number, tr
from coopdesk.store.home import Store

_WRITTEN = N_("Written: {name}")
_CELLS, _REFUSED = P_("{n} cell written", "{n} cells written"), P_("{n} cell refused", "{n} cells refused")
_WOULD = P_("{n} cell would be written", "{n} cells would be written")
_WHERE = N_("line {line}, {field}: {message}")
_CELL = N_("{indicator}, {period}: {message}")
_DONE = P_("{n} value", "{n} values")


def matrix(options: Namespace, output: Output) -> int:
    """Tell a matrix, or write it as a table."""
    from coopdesk.operations.indicators import matrix as matrices, matrix_file
    from coopdesk.operations.indicators.review import LATE

    with opened(options) as store:
        found = matrices.open_matrix(store, _asked(store, options))
        if options.out is not None:
            matrix_file.write(store, found, options.out)
            output.give({"rows": len(found.rows), "file": str(options.out)}, [tr(_WRITTEN, name=options.out)])
            return 0
        told = matrix_file.plain(found)
    if found.late:
        output.tell(tr(LATE, n=found.late))
    output.give(told, ("\t".join(line) for line in _lines(told)))
    return 0


def enter(options: Namespace, output: Output) -> int:
    """Take a table back."""
    from coopdesk.operations.indicators import cell_saving, matrix_file

    with opened(options) as store:
        entity = options.entity or None
        read = matrix_file.read(store, options.file, entity)
        refused = [(tr(_WHERE, line=number(one.line), field=one.head, message=one.why.message())) for one in read.wrong]
        written, asked = len(read.changes), list[str]()
        if not options.dry_run:
            kept = cell_saving.save_cells(store, read.changes, entity=entity, seen=read.seen)
            written = kept.written
            refused += [tr(_CELL, indicator=one.indicator, period=one.period, message=fault.message())
                        for one, fault in kept.refused]  # fmt: skip
            asked = [tr(_CELL, indicator=one.indicator, period=one.period, message=doubt.told())
                     for one, doubt in kept.asked]  # fmt: skip
    for line in asked:
        output.tell(line)
    for line in refused:
        output.refuse(line)
    counts = ((_WOULD if options.dry_run else _CELLS, written), (_REFUSED, len(refused)))
    output.give({"written": written, "refused": refused, "asked": asked}, [tr(text, n=n) for text, n in counts if n])
    return 1 if refused else 0


def review(options: Namespace, output: Output) -> int:
    """Take a step of the review with what a matrix shows."""
    from coopdesk.operations.indicators import matrix as matrices, review as reviews

    with opened(options) as store:
        found = matrices.open_matrix(store, _asked(store, options))
        entity, places = options.entity or None, reviews.places(found)
        told = reviews.cautions(store, options.step, places, entity)
        outcome = reviews.take(store, options.step, places, entity, options.comment)
    for line in told:
        output.tell(line)
    if outcome.refused is not None:
        output.refuse(outcome.refused.message())
    output.give({"done": outcome.done}, [tr(_DONE, n=len(outcome.done))])
    return 1 if outcome.refused is not None else 0


def lock(options: Namespace, output: Output) -> int:
    """Lock periods."""
    from coopdesk.operations.indicators import period_locks

    with opened(options) as store:
        period_locks.lock(store, options.periods)
        return _tell_locked(store, output)


def unlock(options: Namespace, output: Output) -> int:
    """Open periods again."""
    from coopdesk.operations.indicators import period_locks

    with opened(options) as store:
        period_locks.unlock(store, options.periods)
        return _tell_locked(store, output)


def locked(options: Namespace, output: Output) -> int:
    """Tell which periods are locked."""
    with opened(options) as store:
        return _tell_locked(store, output)


def _tell_locked(store: Store, output: Output) -> int:
    from coopdesk.operations.indicators import period_locks

    found = period_locks.locked(store)
    output.give(list(found), found)
    return 0


def _asked(store: Store, options: Namespace) -> Any:
    from coopdesk.operations import listing
    from coopdesk.operations.indicators.matrix import Asked

    options.type = "indicator"
    found = listing.open_list(store, options.type, where=inputs.where(options), sort="code")
    return Asked(
        tuple(listing.ids(store, found)), options.frequency, options.start, options.end, options.entity or None
    )


def _lines(told: dict[str, Any]) -> Any:
    yield ["", *told["periods"]]
    for row in told["rows"]:
        cells = [row["cells"].get(period, {}) for period in told["periods"]]
        name = f"  {row['name']}" if row["part"] else f"{row['code']} {row['name']}".strip()
        yield [name, *(digits(f"{one.get('value') or '–'} / {one.get('target') or '–'}") for one in cells)]
