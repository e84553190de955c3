"""The whole job with no window: a desk, a conference report, documents in both languages, a backup that opens."""

import secrets
import tempfile
from pathlib import Path

from coopdesk.errors import CannotWrite, Damaged
from coopdesk.i18n import N_
from coopdesk.operations import desk, printing, search, upkeep
from coopdesk.operations.examples import add_examples

_NOT_EMPTY = N_("{place} is not empty. Choose another folder; nothing was written.")
_FAILED = N_("The demonstration failed: {what}.")


def demo(folder: Path | None = None) -> list[Path]:
    """Do the work of a desk in ``folder`` (a new temporary one by default); returns the files it wrote.

    The home that it makes is removed again with its passphrase; the user's own home is never touched.
    """
    place = folder or Path(tempfile.mkdtemp(prefix="coopdesk-demo-"))
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise CannotWrite(_NOT_EMPTY, place=place)
    place.mkdir(parents=True, exist_ok=True)
    passphrase = secrets.token_urlsafe(16)
    written: list[Path] = []
    with tempfile.TemporaryDirectory(prefix="coopdesk-home-") as temporary:
        home = Path(temporary) / "desk"
        desk.init(
            home,
            code="QA-GVA",
            name_en="Permanent Mission in Geneva (example)",
            name_ar="الوفد الدائم في جنيف (مثال)",
            passphrase=passphrase,
            officer_en="Duty officer",
            officer_ar="الموظف المناوب",
            ministry=True,
        )
        store = desk.open_desk(home, passphrase)
        try:
            report = add_examples(store)
            organization = search.find(store, "UNCTAD", "organization", 1)[0]["id"]
            for name, id in (
                ("conference-report", report), ("conference-summary", report), ("organization-profile", organization),
            ):  # fmt: skip
                for lang in ("en", "ar", "both"):
                    written.append(place / f"{name}-{lang}.pdf")
                    printing.print_to_file(store, name, id, lang, written[-1])
            if upkeep.check(store):
                raise Damaged(_FAILED, what="check")
            upkeep.backup(store, Path(temporary) / "desk.backup")
        finally:
            store.close()
        upkeep.restore(Path(temporary) / "desk.backup", Path(temporary) / "restored", passphrase)
        restored = desk.open_desk(Path(temporary) / "restored", passphrase)
        try:
            if [hit["id"] for hit in search.find(restored, "التجارة الرقمية", "conference_report")] != [report]:
                raise Damaged(_FAILED, what="restore")
        finally:
            restored.close()
    return written
