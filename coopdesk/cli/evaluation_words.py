"""The words of the command line for evaluations."""

from typing import Any


def add_evaluations(add: Any, family: Any) -> None:
    """Add the commands of ``coopdesk.cli.evaluations``."""
    verbs = family("evaluation", "evaluations by the six criteria, what is answered to them and learned from them")
    begin = add(verbs, "begin", "begin the evaluation of a record, with its questions", "evaluations.begin")
    begin.add_argument("record", metavar="RECORD", help="the id of a project, engagement, organization, award …")
    begin.add_argument("--planned", default="", metavar="DAY")
    begin.add_argument("--kind", default="", metavar="KIND", help="ex_ante, mid_term, final, ex_post, thematic or self")
    evidence = add(verbs, "evidence", "what can be evidence, and the ratings it suggests", "evaluations.evidence")
    evidence.add_argument("id")
    _reader(evidence)
    respond = add(verbs, "respond", "write what management answers to a recommendation", "evaluations.respond")
    respond.add_argument("id")
    respond.add_argument("number", type=int, metavar="N", help="of the recommendation, from 1")
    respond.add_argument("answer", choices=("accepted", "partly", "rejected"))
    respond.add_argument("--reason-en", default="", metavar="TEXT")
    respond.add_argument("--reason-ar", default="", metavar="TEXT")
    respond.add_argument("--by", default="", metavar="ID", help="the organization that answers")
    make = add(verbs, "make-actions", "make actions of what was accepted", "evaluations.make_actions")
    make.add_argument("id")
    make.add_argument("--number", type=int, action="append", default=[], metavar="N", help="only of these")
    lessons = add(verbs, "lessons", "the lessons of all evaluations, criterion by criterion", "evaluations.lessons")
    lessons.add_argument("--criterion", default="", metavar="CRITERION")
    compared = add(verbs, "ratings", "the ratings of evaluations beside each other", "evaluations.ratings")
    for one in (lessons, compared):
        one.add_argument("--where", action="append", default=[], metavar="FIELD=VALUE", help="FIELD= for empty")
        _reader(one)


def _reader(parser: Any) -> None:
    parser.add_argument("--for", default="", dest="reader", metavar="READER", help="all, ministry, a desk or a group")
    parser.add_argument("--up-to", default="", metavar="DEGREE", help="leave out what is higher")
