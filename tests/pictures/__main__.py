"""Pictures of every screen and state: ``python -m tests.pictures FOLDER``.

Both languages, both themes, all sizes, or only the asked ones (``--size 1366x768-200 --lang ar --look dark``), and
with ``--walk offer_states`` only one walk; each file is named after its state. What is wrong with a state is told on
standard error, and the exit status is 1 where anything is.
"""

import argparse
import os
import sys
import tempfile
from itertools import product
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from coopdesk import settings
from coopdesk.i18n import LANGUAGES, set_language
from coopdesk.operations import desk
from coopdesk.operations.examples import add_examples
from tests.conftest import PASSPHRASE, copy_home
from tests.pictures.audit import faults
from tests.pictures.states import SIZES, end_windows, settle
from tests.pictures.walks import BOTH, WALKS

LOOKS = ("light", "dark")


def size_name(size: tuple[int, int, float]) -> str:
    """Return the name of a size, as files and the command line have it."""
    return f"{size[0]}x{size[1]}" + ("" if size[2] == 1 else f"-{size[2]:.0%}".rstrip("%"))


def asked() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.pictures", description="Make pictures of every state.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", choices=[size_name(size) for size in SIZES])
    parser.add_argument("--lang", choices=LANGUAGES)
    parser.add_argument("--look", choices=LOOKS)
    parser.add_argument("--walk", choices=[walk.__name__ for walk in WALKS])
    return parser.parse_args()


def main() -> int:
    """Make the pictures."""
    wanted = asked()
    folder: Path = wanted.folder
    folder.mkdir(parents=True, exist_ok=True)
    rounds = [
        (size, lang, look)
        for size, lang, look in product(SIZES, LANGUAGES, LOOKS)
        if wanted.size in (None, size_name(size)) and wanted.lang in (None, lang) and wanted.look in (None, look)
    ]
    application, wrong, count = QApplication([]), 0, 0
    with tempfile.TemporaryDirectory() as temporary:
        for size, lang, look in rounds:
            set_language(lang)
            home = copy_home(Path(temporary) / f"{size_name(size)}-{lang}-{look}" / "home")
            store = desk.open_desk(home, PASSPHRASE)
            add_examples(store)
            store.close()
            settings.save(home, settings.Settings(language=lang, theme=look))
            for walk in WALKS:
                if wanted.walk not in (None, walk.__name__):
                    continue
                for name, shown in walk(home, application, size):
                    settle(shown)
                    place = f"{name}-{lang}-{look}-{size_name(size)}"
                    shown.grab().save(str(folder / f"{place}.png"))
                    count += 1
                    for told in faults(shown, "" if name in BOTH else lang):
                        wrong += 1
                        print(f"{place}: {told}", file=sys.stderr, flush=True)
                end_windows(application)
    print(f"{count} pictures in {folder}, {wrong} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
