"""The words of the command line for nominations, the roster and committees."""

from typing import Any

from coopdesk.cli import inputs


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
    applicant = family("applicant", "who asks for what the State offers")
    ranked = add(applicant, "list", "the applicants for an offer, ranked", "nominations.applicant_list")
    ranked.add_argument("id", help="of the opportunity")
    for option, what in (("--country", "CC"), ("--sex", "SEX"), ("--status", "STATUS")):
        ranked.add_argument(option, default="", metavar=what)
    ranked.add_argument("--complete", action="store_true", help="only whose file is complete")
    decide = add(applicant, "decide", "decide on several at once", "nominations.applicant_decide")
    decide.add_argument("id", help="of the opportunity")
    decide.add_argument("decision", choices=("accepted", "reserve", "refused"))
    decide.add_argument("applicants", nargs="+", metavar="APPLICANT")
    decide.add_argument("--number", default="", metavar="NUMBER", help="of the decision")
    decide.add_argument("--reason", default="", metavar="TEXT")
    decide.add_argument("--agreed", action="store_true", help="although there is something to be told before")
    roster = family("roster", "the experts by what is asked of them")
    ready = add(roster, "ready", "which relief workers can be sent on a day, and why not", "nominations.roster_ready")
    ready.add_argument("--on", default="", metavar="DAY", type=inputs.day, help="today, if not said")
    ready.add_argument("--only", choices=("ready", "missing"), default="", help="only who is ready, or who is not")
    alumni = add(roster, "alumni", "who was where, and may be written to", "nominations.roster_alumni")
    alumni.add_argument("words", nargs="?", default="", help="that stand in the row")
    alumni.add_argument("--on", default="", metavar="DAY", type=inputs.day, help="back until then; today, if not said")
    alumni.add_argument("--contactable", action="store_true", help="only who may be written to")
    committee = family("committee", "the meetings that decide")
    add(committee, "minutes", "draft the minutes of a meeting", "nominations.committee_minutes").add_argument(
        "id", help="of the meeting"
    )
