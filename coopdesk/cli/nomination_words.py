"""The words of the command line for nominations and committees."""

from typing import Any


def add_nominations(add: Any, family: Any) -> None:
    """Add the commands of ``coopdesk.cli.nominations``."""
    nomination = family("nomination", "experts for an opportunity, their points and their rank")
    make = add(nomination, "make", "nominate an expert for an opportunity", "nominations.nomination_make")
    make.add_argument("opportunity")
    make.add_argument("expert")
    make.add_argument("--agreed", action="store_true", help="although there is something to be told before")
    ranking = add(nomination, "ranking", "the nominees of an opportunity in order", "nominations.nomination_ranking")
    ranking.add_argument("id", help="of the opportunity")
    ranking.add_argument("--note", action="store_true", help="and write the ranks into the nominations")
    scores = add(nomination, "scores", "the points of a nominee; yours with --points", "nominations.nomination_scores")
    scores.add_argument("id", help="of the nomination")
    scores.add_argument("--points", action="append", default=[], metavar="CRITERION=POINTS", help="once for each")
    scores.add_argument("--conflict", action="store_true", help="you have a conflict of interest and stand aside")
    add(nomination, "award", "keep who went on what, with what is owed", "nominations.nomination_award").add_argument(
        "id", help="of the nomination"
    )
    committee = family("committee", "the meetings that decide")
    add(committee, "minutes", "draft the minutes of a meeting", "nominations.committee_minutes").add_argument(
        "id", help="of the meeting"
    )
