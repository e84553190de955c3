"""What serves a strategy as a table: a row a part, in the present language."""

from pathlib import Path

from coopdesk.documents.strategy_coverage import CONTINUED, LEVEL, PART, cells
from coopdesk.i18n import N_, tr
from coopdesk.operations import leaving, rights, table_files
from coopdesk.operations.reach import ANYBODY, Reader
from coopdesk.operations.strategy import coverage
from coopdesk.records.strategy_coverage import COUNTED
from coopdesk.store.home import Store

_CODE = N_("Code")


@rights.needs(rights.READER)
def export(store: Store, strategy: str, path: Path, who: Reader = ANYBODY) -> int:
    """Write the coverage of a strategy to a file, by the end of its name as a workbook or as CSV; returns how many
    rows. Raises ``NotFound``, ``CannotWrite``."""
    found = coverage.coverage(store, strategy, who)
    items = list(found.degrees.items())
    leaving.let_out(store, leaving.Parcel(leaving.EXPORTED, "strategy-coverage", items, "", len(items), who.word))
    heads = [tr(one) for one in (_CODE, PART, LEVEL, *COUNTED.values(), CONTINUED)]
    rows = ([one.code, one.title, *cells(one)] for one in found.rows)
    table_files.write_rows(path, found.title[:31], heads, rows)
    return len(found.rows)
