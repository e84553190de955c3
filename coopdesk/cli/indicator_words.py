"""The words of the command line for indicators."""

from pathlib import Path
from typing import Any

from coopdesk.periods import FREQUENCIES


def add_indicators(add: Any, family: Any) -> None:
    """Add the commands of ``coopdesk.cli.indicators``."""
    indicator = family("indicator", "indicators: their values, and how they stand beside their targets")
    status = add(indicator, "status", "how indicators stand, the worst first", "indicators.status")
    status.add_argument("--by", default="", metavar="GROUPING", help="framework, project, result or responsible")
    status.add_argument("--period", default="", metavar="PERIOD", help="as they stood at its end: 2026, 2026-Q3 …")
    status.add_argument("--approved", action="store_true", help="by approved values alone")
    status.add_argument("--where", action="append", default=[], metavar="FIELD=VALUE", help="FIELD= for empty")
    status.add_argument("--for", default="", dest="reader", metavar="READER", help="all, ministry, a desk or a group")
    status.add_argument("--up-to", default="", metavar="DEGREE", help="leave out what is higher")
    matrix = add(indicator, "matrix", "indicators down, periods across: targets and actual values", "matrices.matrix")
    enter = add(indicator, "enter", "take a matrix back, with numbers written in", "matrices.enter")
    enter.add_argument("file", type=Path, metavar="FILE", help="a CSV or XLSX such as “indicator matrix” writes")
    enter.add_argument(
        "--entity", default="", metavar="ID", help="the organization that reports; the whole, if not said"
    )
    enter.add_argument("--dry-run", action="store_true", help="only tell what would be written, and what cannot")
    matrix.add_argument("-o", dest="out", type=Path, metavar="FILE", help="a CSV or XLSX to be written")
    reviews = (
        ("submit", "submit the drafts"), ("approve", "approve what is submitted"),
        ("return", "return what is submitted, to be corrected"), ("reopen", "open again what is approved"),
    )  # fmt: skip
    for name, text in reviews:
        step = add(indicator, name, text, "matrices.review")
        step.set_defaults(step={"return": "send_back"}.get(name, name))
        step.add_argument("--comment", default="", metavar="TEXT", help="what is asked")
        _chosen(step)
    _chosen(matrix)
    for name, text in (("lock", "let nothing of periods be changed any more"), ("unlock", "let it be changed again")):
        add(indicator, name, text, f"matrices.{name}").add_argument("periods", nargs="+", metavar="PERIOD")
    add(indicator, "locked", "the periods that are locked", "matrices.locked")


def _chosen(verb: Any) -> None:
    """Add what chooses the cells of a matrix."""
    verb.add_argument("--where", action="append", default=[], metavar="FIELD=VALUE", help="of the indicators")
    verb.add_argument("--frequency", default="", choices=("", *FREQUENCIES), help="how long the periods are")
    verb.add_argument("--from", dest="start", default="", metavar="PERIOD", help="2026, 2026-H1, 2026-Q1, 2026-03")
    verb.add_argument("--to", dest="end", default="", metavar="PERIOD")
    verb.add_argument(
        "--entity", default="", metavar="ID", help="the organization that reports; the whole, if not said"
    )
