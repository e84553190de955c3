"""What is asked under each criterion of an evaluation that begins, in the words of the field, and how it is judged."""

from collections.abc import Mapping

from coopdesk.i18n import LANGUAGES, N_, Text, tr, using
from coopdesk.operations.record_types import View

STANDARD: Mapping[str, tuple[Text, ...]] = {
    "relevance": (
        N_("Do the objectives and the design answer the needs and priorities of those it serves and of the partner?"),
        N_("Which priority of the national strategy or goal of the 2030 Agenda does it serve, and does it still?"),
    ),
    "coherence": (
        N_("Does it fit with our other work, and with what other institutions and partners do in the same place?"),
        N_("Does it avoid doing again what others do already?"),
    ),
    "effectiveness": (
        N_("Were the intended results reached, or are they within reach?"),
        N_("What helped, what hindered, and did some groups gain less than others?"),
    ),
    "efficiency": (
        N_("Were the results delivered in time and at a reasonable cost?"),
        N_("Was it managed well, and was what went wrong corrected early?"),
    ),
    "impact": (
        N_("What changed for those it serves, intended or not, for better or worse?"),
        N_("What of this change would not have come without it?"),
    ),
    "sustainability": (
        N_("Will the benefits last: is there the money, the institution and the will to carry them on?"),
        N_("Which risks threaten what was reached, and who answers for it from now on?"),
    ),
}
"""The questions by criterion, in the order of the criteria."""
ABOUT: Mapping[str, Text] = {
    "relevance": N_("Is it doing the right things?"),
    "coherence": N_("How well does it fit?"),
    "effectiveness": N_("Is it achieving its objectives?"),
    "efficiency": N_("How well are resources used?"),
    "impact": N_("What difference does it make?"),
    "sustainability": N_("Will the benefits last?"),
}
"""What each criterion asks in one line."""


def standard() -> list[View]:
    """Return the questions with which every evaluation begins, as lines of it in both languages."""
    found = []
    for criterion, texts in STANDARD.items():
        for text in texts:
            line: View = {"criterion": criterion}
            for lang in LANGUAGES:
                with using(lang):
                    line[f"text_{lang}"] = tr(text)
            found.append(line)
    return found
