"""The transmittal slip that goes with a bundle: from whom to whom, which files, how large, their fingerprints.

The code at the foot holds the same for a reader of codes: one line a file, its name and the first half of its hash.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

import segno
from reportlab.platypus import KeepTogether, Spacer
from reportlab.platypus.flowables import Flowable

from coopdesk.calendars import both as both_calendars
from coopdesk.documents.source import Source
from coopdesk.documents.steps import prepared
from coopdesk.documents.story import Story
from coopdesk.i18n import N_, digits, language, ltr, number, tr

SLIP = N_("Transmittal slip")
_FILES = N_("Files")
_KB = N_("{n} KB")
_QUIET, _SIDE = 4, 120
_MOST_IN_CODE = 24
"""More files than this make a code that cannot be read; then it holds the first ones."""


@dataclass(frozen=True)
class SlipFile:
    """A file of the bundle. ``size``: bytes; ``digest``: SHA-256, hexadecimal."""

    name: str
    size: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class SlipSource(Source):
    """``sender``, ``receiver``: codes and names in English and Arabic; ``day``: ISO date; ``changes``: operations."""

    sender: tuple[str, str, str]
    receiver: tuple[str, str, str]
    day: str
    changes: int
    number: str
    files: Sequence[SlipFile]

    @property
    def classification(self) -> str:
        """What is sealed says nothing; the slip itself is for the two desks."""
        return "internal"


class _Code(Flowable):  # type: ignore[misc]
    """A code drawn as squares, so that it is sharp at any size."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self._rows = [list(row) for row in segno.make(content, error="m", micro=False).matrix]

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return width, _SIDE

    def draw(self) -> None:
        side = _SIDE / (len(self._rows) + 2 * _QUIET)
        for y, row in enumerate(self._rows):
            for x, dark in enumerate(row):
                if dark:
                    place = (x + _QUIET) * side, _SIDE - (y + _QUIET + 1) * side
                    self.canv.rect(*place, side, side, stroke=0, fill=1)


def transmittal_slip(source: SlipSource, lang: str, out: BinaryIO) -> None:
    """Write the slip."""
    from coopdesk.documents.page import render

    story = Story(source, lang)
    story.title(lambda: tr(N_("Bundle {number}"), number=ltr(source.number)), SLIP)
    story.facts(
        [
            (N_("From", "sender"), lambda: _named(source.sender)),
            (N_("To", "recipient"), lambda: _named(source.receiver)),
            (N_("Date"), lambda: both_calendars(source.day)),
            (N_("Changes"), lambda: number(source.changes)),
            (N_("Number of files"), lambda: number(len(source.files))),
        ]
    )
    story.heading(_FILES)
    story.table(
        [N_("No."), N_("File"), N_("Size"), N_("Fingerprint (SHA-256)")],
        [
            [
                story.say(partial(_digits, place)),
                ltr(one.name),
                story.say(partial(_kilobytes, one.size), "\n"),
                "\n".join(ltr(" ".join(half[n : n + 8] for n in range(0, 32, 8))) for half in _halves(one.digest)),
            ]
            for place, one in enumerate(source.files, 1)
        ],
        [0.07, 0.3, 0.13, 0.5],
    )
    story.note(
        lambda: tr(
            N_("The files are sealed: only the desk named above and the Ministry's recovery key open them. Compare the"
               " fingerprints if you doubt that a file arrived as it was sent.")
        )
    )  # fmt: skip
    content = "\n".join(f"{one.name} {one.digest[:32]}" for one in source.files[:_MOST_IN_CODE])
    story.flowables.append(KeepTogether([Spacer(1, 12), _Code(content)]))
    prepared(story)
    story.signatures([(N_("Handed over by"), ()), (N_("Received by"), ())])
    render(story.paper(story.say(lambda: tr(SLIP)), source.record), out)


def _named(desk: tuple[str, str, str]) -> str:
    code, english, arabic = desk
    name = (arabic or english) if language() == "ar" else (english or arabic)
    return f"{name} ({ltr(code)})" if name else ltr(code)


def _digits(place: int) -> str:
    return digits(str(place))


def _kilobytes(size: int) -> str:
    return tr(_KB, n=number(-(-size // 1000)))


def _halves(digest: str) -> tuple[str, str]:
    return digest[:32], digest[32:]
