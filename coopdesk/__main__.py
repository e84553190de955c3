"""The entry of the program: the window when there is nothing else to do, else the command line."""

import gc
import sys

_SELDOM = (20_000, 5, 10)
"""How many more objects there must be before cycles are looked for among them, and how often that is done before those
are looked through that were there. Python by itself waits for 700: what a start imports, and keeps, it would look
through so often that this takes a fifth of the time."""
_WITH_VALUE = ("--home", "--passphrase-file", "--wait")


def wants_window(words: list[str]) -> bool:
    """Tell whether there is no command among the words, only a home. The parser of commands is not needed for that."""
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word in ("-h", "--help", "--version"):
            return False
        if word in _WITH_VALUE and rest:
            rest.pop(0)
        elif not word.startswith("--home="):
            return False
    return True


def collect_seldom() -> None:
    """Look for cycles less often than Python does by itself."""
    gc.set_threshold(*_SELDOM)


def main() -> int:
    """Run CoopDesk with the words of the command line; returns the exit status."""
    collect_seldom()
    if wants_window(sys.argv[1:]):
        from coopdesk.app import run

        return run(sys.argv[1:])
    from coopdesk.cli.main import main as command_line

    return command_line(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
