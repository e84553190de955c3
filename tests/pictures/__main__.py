"""Pictures of every screen and state: ``python -m tests.pictures FOLDER [--quick]``.

Both languages, both themes, three sizes (``--quick``: one); each file is named after its state. What is wrong with a
state is told on standard error, and the exit status is 1 where anything is.
"""

import os
import sys
import tempfile
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


def main() -> int:
    """Make the pictures."""
    folder, quick = Path(sys.argv[1]), "--quick" in sys.argv
    folder.mkdir(parents=True, exist_ok=True)
    application, wrong, count = QApplication([]), 0, 0
    with tempfile.TemporaryDirectory() as temporary:
        for size in SIZES[:1] if quick else SIZES:
            for lang in LANGUAGES:
                for look in ("light", "dark"):
                    set_language(lang)
                    home = copy_home(Path(temporary) / f"{size[0]}-{size[2]}-{lang}-{look}" / "home")
                    store = desk.open_desk(home, PASSPHRASE)
                    add_examples(store)
                    store.close()
                    settings.save(home, settings.Settings(language=lang, theme=look))
                    for walk in WALKS:
                        for name, shown in walk(home, application, size):
                            settle(shown)
                            place = f"{name}-{lang}-{look}-{size[0]}x{size[1]}" + ("" if size[2] == 1 else "-200")
                            shown.grab().save(str(folder / f"{place}.png"))
                            count += 1
                            for told in faults(shown, "" if name in BOTH else lang):
                                wrong += 1
                                print(f"{place}: {told}", file=sys.stderr)
                        end_windows(application)
    print(f"{count} pictures in {folder}, {wrong} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
