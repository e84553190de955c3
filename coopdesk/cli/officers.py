"""The commands of officers: who works here, with which role and passphrase, and the recovery of a forgotten one."""

import os
import sys
from argparse import Namespace

from coopdesk.cli import inputs
from coopdesk.cli.opening import NEW_PASSPHRASE, asked, home_of, new_passphrase, opened
from coopdesk.cli.output import Output
from coopdesk.i18n import N_, tr

_ROOTS = N_("Passphrase of the exported keys")
_COPIES = N_(
    "Copies of this desk and backups that were made before still open with the old passphrase where they lie. "
    "Make a new backup, and destroy the old ones."
)
_NO_PASSPHRASE = N_("Without a passphrase this officer cannot open the desk; “coopdesk officer passphrase” gives one.")
_READ = N_("Read these eight words to the Ministry by telephone: {words}")
_KEEP = N_("Keep the new passphrase: the answer is taken with it.")
_CHOSEN = N_("The passphrase that was chosen with the request")
_COMPARE = N_("The desk reads eight words. Type them: ")
_UNVERIFIED = N_("The eight words were not compared: {words}. Let the desk read them before you send the answer.")
_ANSWERED = N_("Written: {name}. Only the desk that asked can use it.")
_ACCEPTED = N_("The new passphrase opens this desk. Write it down, and make a new backup.")
_FIELDS = ("name_en", "name_ar", "post_en", "post_ar", "honorific_en", "honorific_ar")


def officer_list(options: Namespace, output: Output) -> int:
    from coopdesk.operations import officers

    with opened(options) as store:
        found = officers.listed(store)
    output.give(
        found,
        (
            f"{one['id']}  {one['role'] or '–':<14} {'*' if one['opens'] else ' '} {one['name_en'] or one['name_ar']}"
            for one in found
        ),
    )
    return 0


def officer_add(options: Namespace, output: Output) -> int:
    from coopdesk.operations import enrolment, officers

    values = {name: getattr(options, name) for name in _FIELDS if getattr(options, name) is not None}
    passphrase = new_passphrase(options)
    with opened(options) as store:
        first = store.officer is None
        made = officers.add(store, values, options.role, passphrase)
        if enrolment.asks_again(store):
            output.tell(tr(enrolment.ASK_AGAIN))
    if passphrase is None and not first:
        output.tell(tr(_NO_PASSPHRASE))
    output.give(made, [made["id"]])
    return 0


def officer_role(options: Namespace, output: Output) -> int:
    from coopdesk.operations import officers

    with opened(options) as store:
        officers.set_role(store, options.id, options.role)
    output.give({"id": options.id, "role": options.role}, [])
    return 0


def officer_act(options: Namespace, output: Output) -> int:
    from coopdesk.operations import officers

    with opened(options) as store:
        officers.let_act(store, options.id, options.role, options.since, options.until)
    output.give({"id": options.id, "role": options.role, "until": options.until}, [])
    return 0


def officer_passphrase(options: Namespace, output: Output) -> int:
    from coopdesk.operations import officers

    passphrase = new_passphrase(options) or asked(NEW_PASSPHRASE, twice=True)
    with opened(options) as store:
        officers.give_passphrase(store, options.id, passphrase)
    output.give({"id": options.id, "opens": True}, [])
    return 0


def officer_remove(options: Namespace, output: Output) -> int:
    from coopdesk.operations import officers

    with opened(options) as store:
        officers.remove(store, options.id)
    output.tell(tr(_COPIES))
    output.give({"id": options.id, "left": True}, [])
    return 0


def recover_request(options: Namespace, output: Output) -> int:
    from coopdesk.operations import recovery

    passphrase = new_passphrase(options) or asked(NEW_PASSPHRASE, twice=True)
    words = recovery.request(home_of(options), options.out, passphrase)
    both = f"{words['words_en']} / {words['words_ar']}"
    output.give(words | {"file": str(options.out)}, [tr(_READ, words=both), tr(_KEEP)])
    return 0


def recover_answer(options: Namespace, output: Output) -> int:
    from coopdesk.operations import recovery

    roots = (options.roots, _roots_passphrase(options)) if options.roots is not None else None
    officer = "" if options.officer == "-" else options.officer
    with opened(options) as store:
        words = options.fingerprint
        if words is None and sys.stdin is not None and sys.stdin.isatty():
            print(tr(_COMPARE), end="", file=sys.stderr, flush=True)
            words = sys.stdin.readline()
        done = recovery.answer(store, options.file, officer, options.out, words=words, roots=roots)
    if not done["verified"]:
        output.tell(tr(_UNVERIFIED, words=f"{done['words_en']} / {done['words_ar']}"))
    output.give(done | {"file": str(options.out)}, [tr(_ANSWERED, name=options.out)])
    return 0


def recover_accept(options: Namespace, output: Output) -> int:
    from coopdesk.operations import recovery

    passphrase = new_passphrase(options) or asked(_CHOSEN, twice=False)
    officer = recovery.accept(home_of(options), options.file, passphrase)
    output.give({"officer": officer}, [tr(_ACCEPTED)])
    return 0


def _roots_passphrase(options: Namespace) -> str:
    if options.roots_passphrase_file is not None:
        return inputs.first_line(options.roots_passphrase_file)
    return os.environ.get("COOPDESK_ROOTS_PASSPHRASE") or asked(_ROOTS, twice=False)
