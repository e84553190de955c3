"""The commands of letters and circulations: to many at once, who answered, reminders, and files for each letter."""

from argparse import Namespace
from pathlib import Path

from coopdesk.cli.opening import opened
from coopdesk.cli.output import Output
from coopdesk.i18n import N_, tr
from coopdesk.operations.record_types import View
from coopdesk.store.home import Store

_NOBODY_REMINDED = N_("Nobody is reminded: all have answered, were reminded today already, or had three reminders.")


def circulation_send(options: Namespace, output: Output) -> int:
    from coopdesk.operations.offers import circular_letters, circulation

    given = {
        "purpose": options.purpose, "reply_by": options.reply_by, "subject_en": options.subject_en,
        "subject_ar": options.subject_ar, "text_en": options.text_en, "text_ar": options.text_ar,
    }  # fmt: skip
    values = {name: value for name, value in given.items() if value is not None}
    with opened(options) as store:
        values.setdefault("reply_by", circular_letters.reply_day(store))
        made = circulation.send(store, options.type, options.id, values, options.to, options.country)
        letters = circular_letters.write_letters(store, made["id"])
        written = _files(store, letters, options, output)
    output.give({"id": made["id"], "letters": [one["id"] for one in letters], "files": written}, [made["id"], *written])
    return 0


def circulation_remind(options: Namespace, output: Output) -> int:
    from coopdesk.operations.offers import circular_letters

    with opened(options) as store:
        ids = [options.id] if options.id else circular_letters.open_ones(store)
        letters = circular_letters.remind(store, ids[0]) if options.id else circular_letters.remind_all(store, ids)
        written = _files(store, letters, options, output)
    said = [one["id"] for one in letters] or [tr(_NOBODY_REMINDED)]
    output.give({"letters": [one["id"] for one in letters], "files": written}, said)
    return 0


def circulation_answer(options: Namespace, output: Output) -> int:
    from coopdesk.operations.offers import circulation

    given = {"reply_number": options.number, "replied_on": options.on, "reply_text": options.text}
    values = {name: value for name, value in given.items() if value is not None}
    with opened(options) as store:
        view = circulation.answer(store, options.id, {"reply": options.reply, **values})
    output.give(view, [view["reply"]])
    return 0


def circulation_silent(options: Namespace, output: Output) -> int:
    from coopdesk.operations.offers import circulation

    with opened(options) as store:
        found = circulation.silent(store, options.id)
    output.give(
        [one._asdict() for one in found],
        (f"{one.addressee}  {one.reply_by or '–':<10}  {one.reminders}  {one.name}  {one.subject}" for one in found),
    )
    return 0


def circulation_sign(options: Namespace, output: Output) -> int:
    from coopdesk.operations.offers import circular_letters

    with opened(options) as store:
        circular_letters.write_letters(store, options.id)
        signed = circular_letters.sign_all(store, options.id)
    output.give(
        {"letters": [one["id"] for one in signed]}, (f"{one['registry_number']}  {one['id']}" for one in signed)
    )
    return 0


def letter_begin(options: Namespace, output: Output) -> int:
    from coopdesk.operations.offers import letters

    with opened(options) as store:
        made = letters.begin(store, options.type, options.id)
    output.give(made, [made["id"]])
    return 0


def letter_decisions(options: Namespace, output: Output) -> int:
    from coopdesk.operations import record
    from coopdesk.operations.offers import decision_letters

    with opened(options) as store:
        if options.preview:
            due = decision_letters.due(store, options.type, options.id)
            output.give(due, (f"{kind}  {n}" for kind, n in due.items()))
            return 0
        made = decision_letters.write_letters(store, options.type, options.id, options.language)
        signed = decision_letters.sign_all(store, options.type, options.id) if options.sign else []
        ids = decision_letters.written(store, options.type, options.id)
        views = [record.show(store, "letter", one) for one in ids] if options.out is not None else []
        written = _files(store, views, options, output)
    told = {"letters": [one["id"] for one in made], "signed": [one["id"] for one in signed], "files": written}
    output.give(told, [*told["letters"], *written])
    return 0


def letter_fill(options: Namespace, output: Output) -> int:
    from coopdesk.operations.offers import letters

    with opened(options) as store:
        made = letters.fill_in(store, options.id)
    output.give(made, [made["id"]])
    return 0


def letter_files(options: Namespace, output: Output) -> int:
    from coopdesk.operations.offers import letter_files as files

    with opened(options) as store:
        made = files.write_files(store, options.ids, options.out, options.form or ["pdf"])
    if made.noted:
        output.tell(tr(files.LEAVES, n=made.noted))
    output.give({"files": [str(one) for one in made.files]}, map(str, made.files))
    return 0


def letter_back(options: Namespace, output: Output) -> int:
    from coopdesk.operations.offers import letter_files as files
    from coopdesk.operations.word_changes import Kind, word_changes

    with opened(options) as store:
        found = files.read_back(store, options.id, options.file)
        if options.save:
            files.take_back(store, options.id, found)
    marks = {Kind.SAME: "", Kind.REMOVED: "-", Kind.ADDED: "+"}
    parts = [(marks[one.kind], one.text) for one in word_changes(found.old, found.new)]
    told = "".join(f"[{mark}{text}{mark}]" if mark else text for mark, text in parts)
    output.give({"old": found.old, "new": found.new, "language": found.language or None, "saved": options.save}, [told])
    return 0


def _files(store: Store, letters: list[View], options: Namespace, output: Output) -> list[str]:
    from coopdesk.operations.offers import letter_files as files

    if options.out is None:
        return []
    folder: Path = options.out
    made = files.write_files(store, [one["id"] for one in letters], folder, options.form or files.FORMS)
    if made.noted:
        output.tell(tr(files.LEAVES, n=made.noted))
    return [str(one) for one in made.files]
