"""No text is untranslated, placeholders agree, and one English word may have several Arabic ones."""

import os
import re
import string
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po

from coopdesk.i18n import N_, P_, isolate, set_eastern_digits, set_language, tr, using

ROOT = Path(__file__).parent.parent
PO = ROOT / "resources" / "locale" / "ar" / "LC_MESSAGES" / "coopdesk.po"


def test_catalogue_is_whole_and_in_step() -> None:
    ran = subprocess.run(
        [sys.executable, ROOT / "installer" / "catalogue.py", "--check"], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout


@pytest.mark.parametrize(
    ("set_to", "language"),
    [
        ({"LANG": "ar"}, "ar"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "ar_QA.UTF-8"}, "ar"),
        ({"LANG": "ar_QA.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "ar", "COOPDESK_LANGUAGE": "en"}, "en"),
        ({"LANG": "", "LC_MESSAGES": "ar_EG"}, "ar"),
        ({"LANG": "fr_CH.UTF-8"}, "en"),
    ],
)
def test_the_language_that_was_asked_for_needs_no_locale(set_to: dict[str, str], language: str) -> None:
    asked = ("LANG", "LANGUAGE", "COOPDESK_LANGUAGE")
    clean = {name: value for name, value in os.environ.items() if name not in asked and not name.startswith("LC_")}
    ran = subprocess.run(
        [sys.executable, "-c", "from coopdesk.i18n import language; print(language())"],
        env=clean | set_to, cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert ran.stdout.strip() == language


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_placeholders_agree() -> None:
    with PO.open("rb") as file:
        catalogue = read_po(file)
    checked = 0
    for message in catalogue:
        if not message.id:
            continue
        counts = isinstance(message.id, tuple)
        wanted = names(message.id[-1] if counts else message.id)
        for text in message.string if counts else (message.string,):
            assert names(text) == wanted or (counts and names(text) <= wanted), message.id
            assert re.search(r"[\u0600-\u06ff]", text) or not re.search(
                r"[A-Za-z]{4}", re.sub(r"\{\w+\}", "", message.id[0] if counts else message.id)
            )
            checked += 1
    assert checked > 300


def test_language_switches_live_and_contexts_differ() -> None:
    seat = N_("Seat", "on a body")
    assert tr(seat) == "Seat"
    set_language("ar")
    assert tr(seat) == "المقعد"
    assert tr(N_("Kind", "conference")) != tr(N_("Kind", "action"))
    with using("en"):
        assert tr(seat) == "Seat"


def test_arabic_counts_in_six_forms() -> None:
    with using("ar"):
        told = [tr(P_("{n} record", "{n} records"), n=n) for n in (0, 1, 2, 3, 11, 100)]
        assert len(set(told)) == 6
        assert told[2] == "سجلان"
        assert told[4].split()[-1] == "سجلاً"
        set_eastern_digits(True)
        assert "١١" in tr(P_("{n} record", "{n} records"), n=11)


def test_values_are_isolated_in_arabic() -> None:
    with using("ar"):
        once = isolate("A/RES/79/1")
        for given in ("A/RES/79/1", once):
            assert tr(N_("Written: {name}"), name=given).endswith(f" {once}")
        several = f"{once}, {once}"
        assert isolate(several) != several


@pytest.mark.parametrize(("lang", "mark"), [("ar", "\u2067"), ("en", "\u2066")])
def test_what_is_made_of_parts_that_stand_apart_reads_as_the_language_does(lang: Any, mark: str) -> None:
    parts = "\u2068الترشيحات\u2069: \u2068اعتماد\u2069"
    with using(lang):
        assert isolate(parts) == f"{mark}{parts}\u2069"
        assert isolate(f"{parts} ثم").startswith("\u2068\u2068")
        assert isolate(isolate(parts)).startswith(mark * 2)
