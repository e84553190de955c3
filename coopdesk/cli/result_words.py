"""The words of the command line for surveys and for what was answered to forms."""

from pathlib import Path
from typing import Any

from coopdesk.cli import inputs

LABELS = ("en", "ar", "codes")


def add_results(add: Any, form: Any, family: Any) -> None:
    """Add the commands of ``coopdesk.cli.results``."""
    results = add(
        form, "results", "what was answered to a form or in a survey, question by question", "results.results"
    )
    _of(results)
    results.add_argument(
        "--by",
        default="",
        metavar="WHAT",
        help="organization, subject, mission, year, round, or the path of a question",
    )
    answers = add(form, "answers", "every answer as a table, a row a response", "results.answers")
    _of(answers)
    answers.add_argument("--labels", choices=LABELS, default="codes", help="what questions and choices are called by")
    answers.add_argument("-o", "--out", type=Path, required=True, metavar="FILE", help="that ends with .xlsx or .csv")
    survey = family("survey", "who is invited to a survey, reminded, has answered")
    invited = add(survey, "invited", "who is invited and has answered, and the response rate", "results.invited")
    invited.add_argument("id", metavar="SURVEY")
    invited.add_argument("--by", default="organization", metavar="WHAT", help="organization, type or country")
    invite = add(survey, "invite", "invite organizations, contacts, or a list of addresses", "results.invite")
    invite.add_argument("id", metavar="SURVEY")
    invite.add_argument("records", nargs="*", metavar="ID", help="organizations and contacts")
    invite.add_argument("--emails", default="", metavar="FILE", help="names and addresses, a line each; - for stdin")
    for name, text in (
        ("note-invited", "note that the invitations went out; with -o, a draft of mail each"),
        ("remind", "note that all who are silent were reminded; with -o, a draft of mail each"),
    ):
        one = add(survey, name, text, f"results.{name.replace('-', '_')}")
        one.add_argument("id", metavar="SURVEY")
        one.add_argument("invitations", nargs="*", metavar="INVITATION", help="only these; else all whom it concerns")
        one.add_argument("--on", default="", metavar="DAY", type=inputs.day, help="today, if not said")
        one.add_argument("-o", "--out", type=Path, metavar="FOLDER", help="where drafts of mail are written")
        one.add_argument("--lang", choices=("en", "ar", "both"), default="both")
    answered = add(survey, "answered", "note that one who was invited has answered", "results.answered")
    answered.add_argument("invitation", metavar="INVITATION")
    answered.add_argument("--on", default="", metavar="DAY", type=inputs.day, help="today, if not said")
    answered.add_argument("--response", default="", metavar="ID", help="the response; of an anonymous survey, none")
    answered.add_argument("--declined", action="store_true", help="who was invited will not answer")


def _of(parser: Any) -> None:
    parser.add_argument("name", metavar="TEMPLATE|SURVEY", help="the id of either, or the form_id of a form")
    parser.add_argument("--where", action="append", default=[], metavar="FIELD=VALUE", help="of the responses")
    parser.add_argument("--for", default="", dest="reader", metavar="READER", help="all, ministry, a desk or a group")
    parser.add_argument("--up-to", default="", metavar="DEGREE", help="leave out what is higher")
