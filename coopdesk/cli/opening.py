"""Opening the desk that a command works on: its home, its passphrase, its officer."""

import getpass
import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coopdesk.cli import inputs
from coopdesk.errors import Locked, Refused
from coopdesk.i18n import N_, Text, tr
from coopdesk.paths import default_home
from coopdesk.store.home import Store

_NO_PASSPHRASE = N_("The passphrase is missing. Set COOPDESK_PASSPHRASE, or use --passphrase-file.")
_PASSPHRASE = N_("Passphrase")
NEW_PASSPHRASE = N_("New passphrase")
_AGAIN = N_("Passphrase once more")
_DIFFERENT = N_("The two passphrases are not the same.")


def home_of(options: Namespace) -> Path:
    """Return the folder of the desk."""
    return options.home or default_home()


@contextmanager
def opened(options: Namespace) -> Iterator[Store]:
    """Give the open desk."""
    from coopdesk.operations.desk import open_desk

    officer = os.environ.get("COOPDESK_OFFICER", "")
    store = open_desk(
        home_of(options),
        passphrase_asked(options),
        wait=options.wait,
        program="coopdesk (command line)",
        officer=officer,
    )
    try:
        yield store
    finally:
        store.close()


def passphrase_asked(options: Namespace, *, new: bool = False) -> str:
    """Return the passphrase, from where the contract looks for it."""
    given = os.environ.get("COOPDESK_PASSPHRASE")
    if given is not None:
        return given
    if options.passphrase_file is not None:
        return inputs.first_line(options.passphrase_file)
    return asked(_PASSPHRASE, twice=new)


def new_passphrase(options: Namespace) -> str | None:
    """Return the new passphrase that is given in a file or in the environment, None where it is not."""
    if options.new_passphrase_file is not None:
        return inputs.first_line(options.new_passphrase_file)
    return os.environ.get("COOPDESK_NEW_PASSPHRASE")


def asked(prompt: Text, *, twice: bool) -> str:
    """Ask for a passphrase on the terminal; a new one is asked twice."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise Locked(_NO_PASSPHRASE)
    try:
        given = getpass.getpass(f"{tr(prompt)}: ")
        if twice and getpass.getpass(f"{tr(_AGAIN)}: ") != given:
            raise Refused(_DIFFERENT)
    except EOFError:
        raise Locked(_NO_PASSPHRASE) from None
    return given
