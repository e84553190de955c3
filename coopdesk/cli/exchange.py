"""The commands of the exchange: desks, bundles, conflicts."""

import json
import sys
from argparse import Namespace
from pathlib import Path

from coopdesk.cli import inputs
from coopdesk.cli.opening import opened, passphrase_asked
from coopdesk.cli.output import Output
from coopdesk.errors import InvalidValue, Refused
from coopdesk.i18n import N_, number, tr

_ASKS = N_("Send {name} to the Ministry. Eight words to read out by telephone: {words}")
_READ_OUT = N_("The desk {code} asks to join. Type the eight words that it reads out: ")
_ADMITTED = N_("{code} is admitted. Send it {name}. The Ministry's eight words: {words}")
_UNVERIFIED = N_("The eight words were not compared: {words}. Ask {code} to read them out before you send the answer.")
_JOINED = N_("This desk is now {code} of the Ministry whose eight words are: {words}")
_TRUSTED = N_("The eight words were not compared: {words}. Ask the Ministry to read them out.")
_REVOKED = N_("{n} computers of {code} are trusted no more. Every bundle from now on tells the other desks.")
_ROOTS = N_("The root keys are out of this home. Keep the files apart, in safes: two of the three are needed.")
_ROOTS_HERE = N_("The root keys still lie in this home. Move them out with “coopdesk desk root export”.")
_NOT_A_SIZE = N_("“{given}” is no size. Write 7MB, 500KB or a number of bytes.")
_NOT_JSON = N_('--value takes JSON, such as "text" or 12.')
_NOT_NAMED = N_("“{given}” names no desk and folder. Write the code, “=” and the folder.")
_WROTE = N_("{changes} changes, {size} bytes:")
_UNITS = {"KB": 1_000, "MB": 1_000_000, "GB": 1_000_000_000, "B": 1, "": 1}


def desk_request(options: Namespace, output: Output) -> int:
    from coopdesk.operations import enrolment

    with opened(options) as store:
        english, arabic = enrolment.request(store, options.out)
    output.give(
        {"file": str(options.out), "words_en": english, "words_ar": arabic},
        [tr(_ASKS, name=options.out, words=f"{english} / {arabic}")],
    )
    return 0


def desk_enrol(options: Namespace, output: Output) -> int:
    from coopdesk.operations import enrolment

    with opened(options) as store:
        words = options.fingerprint
        if words is None and sys.stdin is not None and sys.stdin.isatty():
            print(tr(_READ_OUT, code=enrolment.read_request(options.file)["code"]), end="", file=sys.stderr, flush=True)
            words = sys.stdin.readline()
        done = enrolment.enrol(store, options.file, options.out, words=words, central=options.central)
        roots = enrolment.roots_at_home(store)
    both = f"{done['words_en']} / {done['words_ar']}"
    if not done["verified"]:
        output.tell(tr(_UNVERIFIED, words=both, code=done["code"]))
    if roots:
        output.tell(tr(_ROOTS_HERE))
    ministry = f"{done['ministry']['words_en']} / {done['ministry']['words_ar']}"
    output.give(
        done | {"file": str(options.out)}, [both, tr(_ADMITTED, code=done["code"], name=options.out, words=ministry)]
    )
    return 0


def desk_accept(options: Namespace, output: Output) -> int:
    from coopdesk.operations import enrolment

    with opened(options) as store:
        done = enrolment.accept(store, options.file, words=options.fingerprint)
    words = f"{done['ministry']['words_en']} / {done['ministry']['words_ar']}"
    if not done["verified"]:
        output.tell(tr(_TRUSTED, words=words))
    output.give(done, [tr(_JOINED, code=done["desk"], words=words)])
    return 0


def desk_list(options: Namespace, output: Output) -> int:
    from coopdesk.operations import enrolment

    with opened(options) as store:
        found = enrolment.listed(store)
        if enrolment.roots_at_home(store):
            output.tell(tr(_ROOTS_HERE))
        if enrolment.keeps_registrar(store):
            for one in found:
                if one["asks_again"] and not one["here"]:
                    output.tell(tr(enrolment.UNKNOWN_FIRST, desk=one["code"]))
        elif enrolment.asks_again(store):
            output.tell(tr(enrolment.ASK_AGAIN))
    output.give(
        found,
        (
            f"{one['code']:<12} {one['name_en'] or one['name_ar']}  ↑ {one['sent'] or '–'}  ↓ {one['received'] or '–'}"
            f"  {one['to_send']}"
            for one in found
        ),
    )
    return 0


def desk_revoke(options: Namespace, output: Output) -> int:
    from coopdesk.operations import enrolment

    with opened(options) as store:
        count = enrolment.revoke(store, options.code, options.device)
    output.give({"code": options.code, "revoked": count}, [tr(_REVOKED, n=number(count), code=options.code)])
    return 0


def desk_root_export(options: Namespace, output: Output) -> int:
    from coopdesk.operations import enrolment

    with opened(options) as store:
        written = enrolment.export_roots(store, options.out, passphrase_asked(options))
    output.give({"files": [str(path) for path in written]}, [*map(str, written), tr(_ROOTS)])
    return 0


def bundle_export(options: Namespace, output: Output) -> int:
    from coopdesk.operations import exchange

    size = _size(options.max_size)
    with opened(options) as store:
        done = exchange.export(store, options.to, options.out, size=size, from_scratch=options.since_scratch)
        if options.slip is not None:
            exchange.slip(store, done["files"], options.slip)
    output.give(done, [tr(_WROTE, changes=number(done["changes"]), size=number(done["bytes"])), *done["files"]])
    return 0


def bundle_import(options: Namespace, output: Output) -> int:
    from coopdesk.operations import exchange

    with opened(options) as store:
        found = exchange.import_files(store, options.files)
    output.give(found, (f"{one['file']}: {one['message']}" for one in found if one["status"] != "refused"))
    for one in found:
        if one["status"] == "refused":
            output.refuse(f"{one['file']}: {one['message']}")
        elif one["status"] == "parked":
            output.tell(f"{one['file']}: {one['message']}")
    return 1 if any(one["status"] == "refused" for one in found) else 0


def bundle_inspect(options: Namespace, output: Output) -> int:
    from coopdesk.operations import exchange

    with opened(options) as store:
        found = exchange.inspect(store, options.file)
    output.give(found, inputs.told_lines(found))
    return 0


def bundle_folders(options: Namespace, output: Output) -> int:
    from coopdesk.operations import folders

    with opened(options) as store:
        if options.off:
            folders.watch(store, folders.Folders())
        elif options.office or options.arrived or options.out:
            out = dict(_named_folder(one) for one in options.out)
            office, arrived = (str(one.resolve()) if one else "" for one in (options.office, options.arrived))
            folders.watch(store, folders.Folders(office, arrived, out))
        chosen, done = folders.folders(store), folders.run(store)
    value = {
        "office": chosen.office or None, "arrived": chosen.arrived or None, "out": chosen.out, "imported": done.told,
        "written": [str(path) for path in done.written], "failed": done.failed,
    }  # fmt: skip
    output.give(value, [*(f"{one['file']}: {one['message']}" for one in done.told), *map(str, done.written)])
    for message in done.failed:
        output.refuse(message)
    return 1 if done.failed or any(one["status"] == "refused" for one in done.told) else 0


def _named_folder(given: str) -> tuple[str, str]:
    code, sign, place = given.partition("=")
    if not (sign and code and place):
        raise Refused(_NOT_NAMED, given=given[:40])
    return code, str(Path(place).resolve())


def conflict_list(options: Namespace, output: Output) -> int:
    from coopdesk.operations import conflicts

    with opened(options) as store:
        found = conflicts.conflicts(store)
    output.give(
        found, (f"{one['id']}  {one['type']}  {one['title']}  {one['field']}  ◆ {one['count']}" for one in found)
    )
    return 0


def conflict_show(options: Namespace, output: Output) -> int:
    from coopdesk.operations import conflicts

    with opened(options) as store:
        found = conflicts.show(store, options.id)
    values = found["values"]
    output.give(found, (f"{n}  {one['desk']}  {one['at']}  {one['value']}" for n, one in enumerate(values)))
    return 0


def conflict_resolve(options: Namespace, output: Output) -> int:
    from coopdesk.operations import conflicts

    value = None
    if options.value is not None:
        try:
            value = json.loads(options.value)
        except (ValueError, RecursionError):
            raise InvalidValue(_NOT_JSON) from None
    with opened(options) as store:
        conflicts.resolve(store, options.id, keep=options.keep, value=value, reason=options.reason)
    output.give({"id": options.id, "resolved": True}, [])
    return 0


def _size(given: str) -> int:
    text = given.strip().upper().replace(" ", "")
    digits = text.rstrip("KMGB")
    unit = text[len(digits) :]
    if not (digits.isdecimal() and len(digits) < 13 and unit in _UNITS):
        raise Refused(_NOT_A_SIZE, given=given[:20])
    return int(digits) * _UNITS[unit]
