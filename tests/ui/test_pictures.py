"""Every screen and state, in both languages: nothing is logged, cut, nameless, or left in English."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk import settings
from coopdesk.i18n import LANGUAGES, set_language
from coopdesk.operations.examples import add_examples
from tests.conftest import filled
from tests.pictures.audit import faults
from tests.pictures.states import SIZES, settle
from tests.pictures.walks import BOTH, WALKS


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_state_is_fit_to_be_shown(home: Path, lang: str, qapp: QApplication, qtbot: QtBot) -> None:
    filled(home, add_examples)
    set_language(lang)
    settings.save(home, settings.Settings(language=lang, theme="dark" if lang == "ar" else "light"))
    wrong, seen = [], 0
    for walk in WALKS:
        for name, shown in walk(home, qapp, SIZES[0]):
            settle(shown)
            seen += 1
            wrong += [f"{name}: {one}" for one in faults(shown, "" if name in BOTH else lang)]
    assert wrong == []
    assert seen > 50
