"""The entry of the program: the window when there is nothing else to do, else the command line."""

import sys


def main() -> int:
    """Run CoopDesk with the words of the command line; returns the exit status."""
    from coopdesk.cli.parser import wants_window

    if wants_window(sys.argv[1:]):
        from coopdesk.app import run

        return run(sys.argv[1:])
    from coopdesk.cli.main import main as command_line

    return command_line(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
