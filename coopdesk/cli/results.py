"""The commands of surveys: what was answered, every answer as a table, who is invited."""

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from coopdesk.cli import inputs
from coopdesk.cli.opening import opened
from coopdesk.cli.output import Output
from coopdesk.documents.result_words import FEW
from coopdesk.i18n import N_, digits, number, tr

_WRITTEN = N_("Written: {name}")
_NONE = "–"


def results(options: Namespace, output: Output) -> int:
    """Tell what was answered, question by question."""
    from coopdesk.documents.result_words import apart
    from coopdesk.forms.plain_results import plain
    from coopdesk.operations import reach
    from coopdesk.operations.forms import invitations, results as found_by

    options.type = "response"
    with opened(options) as store:
        of = found_by.scope(store, options.name, inputs.where(options))
        who = reach.reader(store, options.reader, options.up_to)
        found = found_by.results(store, of, options.by, who)
        rate = invitations.sheet(store, of.id).whole if of.type == "survey" else None
    told = {"type": of.type, "id": of.id, "title_en": of.title.en, "title_ar": of.title.ar, **plain(found)}
    for said in apart(found):
        output.tell(said)
    told["response_rate"] = _rate(rate) if rate is not None else None
    output.give(told, _lines(told))
    return 0


def answers(options: Namespace, output: Output) -> int:
    """Write every answer as a table."""
    from coopdesk.operations import reach, table_export
    from coopdesk.operations.forms import answer_export, results as found_by

    options.type = "response"
    with opened(options) as store:
        of = found_by.scope(store, options.name, inputs.where(options))
        who = reach.reader(store, options.reader, options.up_to)
        made = answer_export.export(store, of, options.out, options.labels, who)
    for count, text in ((made.noted, table_export.LEAVES), (made.cut, table_export.CUT)):
        if count:
            output.tell(tr(text, n=count))
    told = {"records": made.responses, "files": [str(one) for one in made.files]}
    output.give(told, [tr(_WRITTEN, name=one) for one in made.files])
    return 0


def invited(options: Namespace, output: Output) -> int:
    """Tell who is invited, and how many answered."""
    from coopdesk.operations.forms import invitations

    with opened(options) as store:
        found = invitations.sheet(store, options.id, options.by)
    told = {
        "invitations": [one._asdict() for one in found.lines], "whole": _rate(found.whole),
        "groups": [_rate(one) for one in found.groups],
    }  # fmt: skip
    output.give(
        told, (f"{one.id}  {one.state:<8}  {one.on or _NONE:<10}  {one.name}  {one.email}" for one in found.lines)
    )
    return 0


def invite(options: Namespace, output: Output) -> int:
    """Add to who is invited."""
    from coopdesk.operations.forms import invitations

    pasted = inputs.read_text(options.emails) if options.emails else ""
    with opened(options) as store:
        made = invitations.invite(store, options.id, options.records, pasted)
    output.give(made._asdict(), [number(made.added)])
    return 0


def note_invited(options: Namespace, output: Output) -> int:
    """Note that invitations went out."""
    return _went(options, output, reminder=False)


def remind(options: Namespace, output: Output) -> int:
    """Note that those who are silent were reminded."""
    return _went(options, output, reminder=True)


def answered(options: Namespace, output: Output) -> int:
    """Note that one who was invited has answered."""
    from coopdesk.operations.forms import invitations

    with opened(options) as store:
        view = invitations.answered(store, options.invitation, options.on, options.response, declined=options.declined)
    output.give(view, [view["id"]])
    return 0


def _went(options: Namespace, output: Output, *, reminder: bool) -> int:
    from coopdesk.operations.forms import invitation_mail, invitations

    with opened(options) as store:
        note = invitations.remind if reminder else invitations.note_invited
        noted = note(store, options.id, options.invitations, options.on)
        files = []
        if options.out is not None and noted:
            files = invitation_mail.write(store, options.id, noted, options.out, options.lang, reminder=reminder)
    output.give({"noted": noted, "files": [str(one) for one in files]}, [*noted, *map(str, files)])
    return 0


def _rate(rate: Any) -> dict[str, Any]:
    share = rate.share
    return {**rate._asdict(), "share": None if share is None else round(share, 2)}


def _lines(told: dict[str, Any]) -> Iterator[str]:
    few = tr(FEW, n=told["fewest"])
    yield f"n = {few if told['n'] is None else number(told['n'])}"
    for one in told["groups"]:
        yield f"  {one['label_en']}: {few if one['n'] is None else number(one['n'])}"
    for one in told["questions"]:
        yield f"{one['name']}  {one['label_en']}  (n = {few if one['n'] is None else number(one['n'])})"
        for row in one["counts"]:
            place = f"  {row['mean_place']:g}" if "mean_place" in row else ""
            yield digits(f"  {row['count']:>7}  {row['share']:5.1f} %  {row['label_en']}{place}")
        if one["spread"]:
            yield "  " + "  ".join(f"{name} {value:g}" for name, value in one["spread"].items() if value is not None)
        for name, figure in (("nps", "score"), ("csat", "share")):
            if one[name]:
                yield f"  {name} {one[name][figure]:g}"
        if one["chi_square"]:
            yield "  chi-square " + "  ".join(f"{name} {value:g}" for name, value in one["chi_square"].items())
        for text in one["texts"]:
            yield f"  - {' '.join(text.split())}"
    for one in told["criteria"]:
        whole = one["whole"]
        yield f"{one['criterion'] or _NONE}: {_NONE if whole is None else f'{whole:.1f} %'}"
