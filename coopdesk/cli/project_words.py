"""The words of the command line for projects."""

from typing import Any


def add_projects(add: Any, family: Any) -> None:
    """Add the commands of ``coopdesk.cli.projects``."""
    project = family("project", "the money, the milestones and the reports of projects")
    money = add(project, "money", "pledged, committed, paid, planned; of one project or of many", "projects.money")
    money.add_argument("id", nargs="?", default="", help="of a project; without it, of all that match")
    money.add_argument("--currency", default="", metavar="CODE", help="the Ministry's, if not said")
    money.add_argument("--year", default=None, metavar="YEAR", help="of that year alone")
    portfolio = add(project, "portfolio", "milestones with the days by which they are late", "projects.portfolio")
    portfolio.add_argument("--late", action="store_true", help="only projects of which one is late")
    portfolio.add_argument("--out", default="", metavar="FILE", help="write it as .xlsx or .csv")
    owed = add(project, "owed", "progress reports that are owed, and by whom", "projects.owed")
    for one in (money, portfolio):
        one.add_argument("--where", action="append", default=[], metavar="FIELD=VALUE", help="FIELD= for empty")
    for one in (money, portfolio, owed):
        one.add_argument("--for", default="", dest="reader", metavar="READER", help="all, ministry, a desk or a group")
        one.add_argument("--up-to", default="", metavar="DEGREE", help="leave out what is higher")
    begin = add(project, "report", "begin a progress report with what is known", "projects.begin_report")
    begin.add_argument("id", help="of the project")
    begin.add_argument("period", help="2027, 2027-H1, 2027-Q1 or 2027-03")
    _add_figures(add, project)


def _add_figures(add: Any, project: Any) -> None:
    """Add the commands of ``coopdesk.cli.project_figures``."""
    aid = add(project, "aid", "the State's foreign assistance of a year", "project_figures.aid")
    aid.add_argument("--year", default="", metavar="YEAR", help="this one, if not said")
    aid.add_argument(
        "--edition", default="internal", metavar="EDITION", help="internal, or public: public records only"
    )
    overlaps = add(
        project, "overlaps", "projects in one country, sector and time by different institutions",
        "project_figures.overlaps",
    )  # fmt: skip
    overlaps.add_argument("id", nargs="?", default="", help="of a project; without it, of all that match")
    overlaps.add_argument("--over", action="store_true", help="also where the time in common is over")
    allocations = add(
        project, "allocations", "allocations by recipient and year, and how they moved", "project_figures.allocations"
    )
    allocations.add_argument("id", nargs="?", default="", help="of a recipient; without it, of all")
    allocations.add_argument("--moved", type=float, default=None, metavar="N", help="only by more than N per cent")
    for one in (aid, overlaps, allocations):
        one.add_argument("--where", action="append", default=[], metavar="FIELD=VALUE", help="FIELD= for empty")
        one.add_argument("--for", default="", dest="reader", metavar="READER", help="all, ministry, a desk or a group")
        one.add_argument("--up-to", default="", metavar="DEGREE", help="leave out what is higher")
        one.add_argument("--out", default="", metavar="FILE", help="write it as .xlsx or .csv")
    letter = add(
        project, "planning-letter", "tell a recipient what it may count on", "project_figures.planning_letter"
    )  # fmt: skip
    letter.add_argument("id", help="of the recipient")
