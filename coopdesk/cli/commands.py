"""One function a command: it calls operations and prints their result."""

import os
from argparse import Namespace
from operator import itemgetter
from typing import Any

from coopdesk.cli import inputs
from coopdesk.cli.opening import NEW_PASSPHRASE, asked, home_of, new_passphrase, opened, passphrase_asked
from coopdesk.cli.output import Output
from coopdesk.errors import CoopDeskError
from coopdesk.i18n import N_, tr
from coopdesk.store.home import Store

_NEEDS = N_("print needs a document and -o FILE.pdf. “print --list” shows the documents.")
_MADE = N_("The desk {code} is ready in {place}.")
_CHANGED = N_("The passphrase was changed. Older backups still open with the old one.")
_WHOLE = N_("Everything is whole.")
_WRITTEN = N_("Written: {name}")
_REMOVED = N_("The example data was removed.")


def desk_init(options: Namespace, output: Output) -> int:
    from coopdesk.operations import desk

    home = home_of(options)
    desk.init(
        home, code=options.code, name_en=options.name_en, name_ar=options.name_ar,
        passphrase=passphrase_asked(options, new=True),
        officer_en=options.officer_en, officer_ar=options.officer_ar, ministry=options.ministry,
        examples=options.examples,
    )  # fmt: skip
    output.give({"home": str(home), "code": options.code}, [tr(_MADE, code=options.code, place=home)])
    return 0


def desk_passphrase(options: Namespace, output: Output) -> int:
    from coopdesk.operations import desk

    old = passphrase_asked(options)
    new = new_passphrase(options) or asked(NEW_PASSPHRASE, twice=True)
    desk.change_passphrase(home_of(options), old, new, os.environ.get("COOPDESK_OFFICER", ""))
    output.give({"changed": True}, [tr(_CHANGED)])
    return 0


def examples_remove(options: Namespace, output: Output) -> int:
    from coopdesk.operations.examples import remove_examples

    with opened(options) as store:
        removed = remove_examples(store)
    output.give({"removed": removed}, [tr(_REMOVED)])
    return 0


def record_types(options: Namespace, output: Output) -> int:
    from coopdesk.operations import record_types

    found = record_types.types()
    output.give(found, (f"{one['name']:<20} {one['label_en']} / {one['label_ar']}" for one in found))
    return 0


def record_list(options: Namespace, output: Output) -> int:
    from coopdesk.operations import listing

    where = inputs.where(options)
    with opened(options) as store:
        found = listing.open_list(store, options.type, where=where, sort=options.sort, deleted=options.deleted)
        if options.jsonl:
            output.stream(listing.views(store, found, options.limit))
        elif options.json:
            output.give(list(listing.views(store, found, options.limit)), [])
        else:
            count = len(found) if options.limit is None else min(options.limit, len(found))
            for start in range(0, count, 256):
                rows = listing.page(store, found, start, min(256, count - start))
                output.give(None, (f"{row.id}  {row.title}" for row in rows))
    return 0


def record_save(options: Namespace, output: Output) -> int:
    from coopdesk.operations import cautions, record, written_days

    values = inputs.objects(options.file, inputs.read_text(options.file))
    with opened(options) as store:
        read = [written_days.read(store, options.type, one) for one in values]
        saved = record.save_all(store, options.type, read, concurrent=options.concurrent)
        for given, one in zip(read, saved, strict=True):
            for told in cautions.before_save(store, options.type, one) if cautions.asks(options.type, given) else ():
                output.tell(f"{one['id']}: {told}")
    output.give(saved, (one["id"] for one in saved))
    return 0


def record_show(options: Namespace, output: Output) -> int:
    from coopdesk.operations import record

    with opened(options) as store:
        view = record.show(store, options.type, options.id) | _standing(store, options)
    output.give(view, inputs.told_lines(view))
    return 0


def _standing(store: Store, options: Namespace) -> dict[str, Any]:
    """Return what the last step of a record is worth, for a type that has steps."""
    from coopdesk.operations import standing
    from coopdesk.operations.record_types import record_type

    cls = record_type(options.type)
    if not cls.__steps__:
        return {}
    found = standing.of(store, cls, options.id)
    changed = [{"type": type, "id": id} for type, id in found.changed] if found is not None else []
    return {"standing": {"proof": found.proof, "changed": changed} if found is not None else None}


def record_delete(options: Namespace, output: Output) -> int:
    from coopdesk.operations import record

    with opened(options) as store:
        record.delete(store, options.type, options.id)
    output.give({"id": options.id, "deleted": True}, [])
    return 0


def record_restore(options: Namespace, output: Output) -> int:
    from coopdesk.operations import record

    with opened(options) as store:
        view = record.restore(store, options.type, options.id)
    output.give(view, [])
    return 0


def record_history(options: Namespace, output: Output) -> int:
    from coopdesk.operations.history import history

    with opened(options) as store:
        found = history(store, options.type, options.id)
    output.give(found, (f"{one['at']}  {one['desk']}  {one['field']}: {one['old']} → {one['new']}" for one in found))
    return 0


def record_missing(options: Namespace, output: Output) -> int:
    from coopdesk.operations import record

    with opened(options) as store:
        found = record.missing(store, options.type, options.id)
    output.give(found, (f"{one['field']}: {one['label_en']} / {one['label_ar']}" for one in found))
    return 0


def record_step(options: Namespace, output: Output) -> int:
    from coopdesk.operations import cautions, steps

    said = steps.Said(
        given=options.given, by=options.by, behalf=options.behalf, scan=options.scan,
        remarks=inputs.pairs(options.remark), asked_of=options.asked_of, due=options.due, readers=options.readers,
        number=options.number, registered_on=options.registered_on, filled=inputs.pairs(options.fill),
    )  # fmt: skip
    with opened(options) as store:
        told = cautions.before_step(store, options.type, options.id, options.step)
        view = steps.take(store, options.type, options.id, options.step, options.comment, options.seen, said)
    for line in told:
        output.tell(line)
    output.give(view, [" ".join(filter(None, (view["stage"], view["stage_on"], view.get("registry_number"))))])
    return 0


def record_audience(options: Namespace, output: Output) -> int:
    from coopdesk.operations import reach

    with opened(options) as store:
        found = reach.change(store, options.type, options.id, options.audience)
        output.give(found._asdict(), reach.told(found))
    return 0


def desk_above(options: Namespace, output: Output) -> int:
    from coopdesk.operations import held

    with opened(options) as store:
        found = held.above(store, options.code, options.degree)
        output.give(found._asdict(), held.told(found) or [str(found.records)])
    return 0


def record_undo(options: Namespace, output: Output) -> int:
    from coopdesk.operations.history import undo

    with opened(options) as store:
        kept = undo(store, options.operation)
    output.give({"kept": kept}, kept)
    return 0


def record_erase(options: Namespace, output: Output) -> int:
    from coopdesk.operations import record

    with opened(options) as store:
        record.erase(store, options.type, options.id)
    output.give({"id": options.id, "erased": True}, [])
    return 0


def record_attach(options: Namespace, output: Output) -> int:
    from coopdesk.operations import files

    made, refused = [], []
    with opened(options) as store:
        files.files(store, options.type, options.id)
        for path in options.files:
            try:
                made.append(files.attach(store, options.type, options.id, path))
            except CoopDeskError as fault:
                refused.append(fault.message())
    if made:
        output.give(made, (f"{one['id']}  {one['name']}" for one in made))
    for message in refused:
        output.refuse(message)
    return 1 if refused else 0


def record_files(options: Namespace, output: Output) -> int:
    from coopdesk.operations import files

    with opened(options) as store:
        found = files.files(store, options.type, options.id)
    output.give(found, (f"{one['id']}  {one['name']}" for one in found))
    return 0


def record_detach(options: Namespace, output: Output) -> int:
    from coopdesk.operations import files

    with opened(options) as store:
        files.detach(store, options.type, options.id, options.file_id)
    output.give({"id": options.file_id, "deleted": True}, [])
    return 0


def export_records(options: Namespace, output: Output) -> int:
    from coopdesk.cli.forms import export_form
    from coopdesk.cli.tables import export_table
    from coopdesk.operations import calendar_file, listing, reach

    if options.format == "xlsform":
        return export_form(options, output)
    if options.format != "ics":
        return export_table(options, output)
    where = inputs.where(options)
    with opened(options) as store:
        found = listing.open_list(store, options.type, where=where, sort=options.sort)
        who = reach.reader(store, options.reader, options.up_to)
        count, guarded = calendar_file.export(store, found, options.out, who)
    if guarded:
        output.tell(tr(calendar_file.LEAVES, n=guarded))
    output.give({"records": count, "file": str(options.out)}, [tr(_WRITTEN, name=options.out)])
    return 0


def figures(options: Namespace, output: Output) -> int:
    from coopdesk.operations import listing, reach
    from coopdesk.operations.offers import opportunity_figures
    from coopdesk.records.opportunity_figures import COUNTS

    options.type = "opportunity"
    with opened(options) as store:
        found = listing.open_list(store, options.type, where=inputs.where(options))
        who = reach.reader(store, options.reader, options.up_to)
        told = opportunity_figures.plain(opportunity_figures.figures(store, found, options.by, who))
    names = ("title", *COUNTS)
    rows = (*told["rows"], {**told["total"], "title": "="})
    output.give(told, ("\t".join(str(value) for value in line) for line in (names, *map(itemgetter(*names), rows))))
    return 0


def home(options: Namespace, output: Output) -> int:
    from coopdesk.operations import home as page

    with opened(options) as store:
        found = page.home(store)
    told = {
        "needs": [_group(one) for one in found.needs],
        "coming": [one._asdict() for one in found.coming],
        "owing": [_group(one) for one in found.owing],
    }
    lines = (
        "\t".join(filter(None, (group.what, one.title, one.told)))
        for group in (*found.needs, *found.owing)
        for one in group.items
    )
    output.give(told, (*lines, *("\t".join((one.due or "", one.what, one.title)) for one in found.coming)))
    return 0


def _group(group: Any) -> dict[str, Any]:
    return {**group._asdict(), "items": [one._asdict() for one in group.items]}


def log_list(options: Namespace, output: Output) -> int:
    from coopdesk.operations import leaving_log

    with opened(options) as store:
        found = leaving_log.log(
            store, record=options.record, officer=options.officer, since=options.since, until=options.until
        )
    output.give(found, map(leaving_log.line, found))
    return 0


def search(options: Namespace, output: Output) -> int:
    from coopdesk.operations.search import find

    with opened(options) as store:
        found = find(store, options.query, options.type, options.limit)
    output.give(found, (f"{one['type']}  {one['id']}  {one['title']}" for one in found))
    return 0


def print_document(options: Namespace, output: Output) -> int:
    from coopdesk.operations import printing, reach
    from coopdesk.operations.printed_list import Listed

    if options.list:
        found = printing.documents()
        output.give(found, (f"{one['name']:<22} {one['label_en']} / {one['label_ar']}" for one in found))
        return 0
    if not options.document or options.out is None:
        output.refuse(tr(_NEEDS))
        return 2
    with opened(options) as store:
        options.type = options.type or printing.type_of(options.document)
        day = options.on or ("" if options.type == "opportunity" else options.year or "")
        listed = Listed(
            options.type, inputs.where(options), sort=options.sort, group=options.by,
            columns=inputs.names(options.columns), month=options.month, day=day, period=options.period,
        )  # fmt: skip
        who = reach.reader(store, options.reader, options.up_to)
        files = printing.print_to_file(
            store, options.document, options.id, options.lang, options.out, listed, options.copies, who
        )
    told = {"file": str(options.out)} if options.copies == 1 else {"files": [str(one) for one in files]}
    output.give(told, (tr(_WRITTEN, name=one) for one in files))
    return 0


def check(options: Namespace, output: Output) -> int:
    from coopdesk.operations import upkeep

    with opened(options) as store:
        found = upkeep.check(store, repair=options.repair)
    output.give(found, [one["message"] for one in found] or [tr(_WHOLE)])
    return 1 if any(not one["mended"] for one in found) else 0


def backup(options: Namespace, output: Output) -> int:
    from coopdesk.operations import upkeep

    with opened(options) as store:
        size = upkeep.backup(store, options.out)
    output.give({"file": str(options.out), "bytes": size}, [tr(_WRITTEN, name=options.out)])
    return 0


def support(options: Namespace, output: Output) -> int:
    from coopdesk.operations.offers import support as files

    try:
        with opened(options) as store:
            text = files.of_desk(store)
    except CoopDeskError as fault:
        text = files.of_program(type(fault).__name__)
    if options.out is not None:
        files.write(text, options.out)
    output.give({"support": text}, [] if options.out is not None else text.splitlines())
    return 0


def restore(options: Namespace, output: Output) -> int:
    from coopdesk.operations import upkeep

    home = home_of(options)
    upkeep.restore(options.file, home, passphrase_asked(options), replace=options.replace)
    output.give({"home": str(home)}, [str(home)])
    return 0


def demo(options: Namespace, output: Output) -> int:
    from coopdesk.operations.demo import demo as run

    written = run(options.folder)
    output.give([str(path) for path in written], (str(path) for path in written))
    return 0
