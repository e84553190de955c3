"""The commands of figures over projects: the assistance of a year, overlaps, allocations by recipient."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from coopdesk.cli import inputs
from coopdesk.cli.opening import opened
from coopdesk.cli.output import Output
from coopdesk.i18n import P_, tr
from coopdesk.store.home import Store

_WRITTEN = P_("{n} row written to {name}", "{n} rows written to {name}")
_NONE = "–"


def aid(options: Namespace, output: Output) -> int:
    """Tell the State's foreign assistance of a year, or write it as a table."""
    from coopdesk.operations import reach
    from coopdesk.operations.projects import aid as found_by, told_tables

    with opened(options) as store:
        who, found = reach.reader(store, options.reader, options.up_to), _listed(store, "project", options)
        if options.out:
            return _wrote(
                told_tables.save_aid(store, options.year, options.edition, Path(options.out), who, found),
                options,
                output,
            )
        told = found_by.plain(found_by.figures(store, options.year, options.edition, who, found))
    rows = [("=", told["total"]), *((by, row) for by in told if by.startswith("by_") for row in told[by])]
    rows += [("in_kind", row) for row in told["in_kind"]]
    lines = (
        f"{by}\t{row['title'] or told['currency']}\t{row['amount']:.2f}\t{row['before']:.2f}\t{_shown(row['change'])}"
        for by, row in rows
    )
    output.give(told, lines)
    return 0


def overlaps(options: Namespace, output: Output) -> int:
    """Tell which projects overlap, or write that as a table."""
    from coopdesk.operations import listing, reach
    from coopdesk.operations.projects import overlaps as found_by, told_tables

    with opened(options) as store:
        who, listed = reach.reader(store, options.reader, options.up_to), _listed(store, "project", options)
        among = listing.ids(store, listed) if listed is not None else None
        found = found_by.overlaps(store, options.id, who, among=among, over=options.over)
        if options.out:
            return _wrote(told_tables.save_overlaps(store, found, Path(options.out), who), options, output)
    told = [found_by.plain(one) for one in found]
    lines = (
        f"{one['first']['title']} | {one['second']['title']}  {','.join(one['countries'])}  "
        f"{','.join(one['sectors'])}  {one['since'] or _NONE} – {one['until'] or _NONE}  "
        f"{one['currency']} {_spent(one['first'])} | {_spent(one['second'])}"
        for one in told
    )
    output.give(told, lines)
    return 0


def allocations(options: Namespace, output: Output) -> int:
    """Tell the allocations by recipient and year, or write them as a table."""
    from coopdesk.operations import reach
    from coopdesk.operations.projects import allocations as found_by, told_tables

    with opened(options) as store:
        who, listed = reach.reader(store, options.reader, options.up_to), _listed(store, "allocation", options)
        found = found_by.outlook(store, who, listed, options.id, options.moved)
        if options.out:
            return _wrote(told_tables.save_allocations(store, found, Path(options.out), who), options, output)
    told = found_by.plain(found)
    lines = (
        f"{one['year']}  {one['now']:>16.2f} {one['currency']}  {_shown(one['change_since_first']):>8}  "
        f"{_shown(one['change_since_year_before']):>8}  {one['paid']:>16.2f}  {one['name']}"
        for one in told
    )
    output.give(told, lines)
    return 0


def planning_letter(options: Namespace, output: Output) -> int:
    """Write the letter by which a recipient can plan."""
    from coopdesk.operations.projects import planning_letters

    with opened(options) as store:
        view = planning_letters.write(store, options.id)
    output.give(view, [view["id"]])
    return 0


def _listed(store: Store, type: str, options: Namespace) -> Any:
    from coopdesk.operations import listing

    where = inputs.where(Namespace(type=type, where=options.where))
    return listing.open_list(store, type, where=where) if where else None


def _wrote(count: int, options: Namespace, output: Output) -> int:
    output.give({"rows": count, "file": options.out}, [tr(_WRITTEN, n=count, name=options.out)])
    return 0


def _spent(side: dict[str, Any]) -> str:
    """Return what was committed to a project and paid; what is in neither with its own currency."""
    others = "".join(f" + {one['amount']:.2f} {one['currency']}" for one in side["not_converted"])
    return f"{side['committed']:.2f}/{side['paid']:.2f}{others}"


def _shown(value: float | None) -> str:
    return _NONE if value is None else f"{value:+.1f} %"
