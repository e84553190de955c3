"""Lessons and ratings of evaluations as a workbook of two sheets, in the present language."""

from pathlib import Path

from coopdesk.errors import writing_to
from coopdesk.fields import Choice
from coopdesk.i18n import N_, is_rtl, language, tr
from coopdesk.interchange.tables.writing import Column, Figure, Written, dated, write
from coopdesk.operations import degrees, leaving, listing, rights
from coopdesk.operations.evaluations import lessons
from coopdesk.operations.evaluations.evidence import CRITERIA
from coopdesk.operations.evaluations.lessons import Compared, Lesson
from coopdesk.operations.reach import ANYBODY, Reader
from coopdesk.operations.table_export import bare
from coopdesk.records.evaluation import CRITERION, RATING
from coopdesk.store.home import Store

LESSONS, _RATINGS = N_("Lessons of all evaluations"), N_("Ratings")
HEADS = {
    "criterion": N_("Criterion"), "lesson": N_("Lesson"), "of": N_("Of what", "evaluation"),
    "on": N_("Date of the report"), "rating": N_("Rating", "evaluation"),
}  # fmt: skip
_OVERALL, _MEAN, _EVALUATION = N_("Overall rating"), N_("Mean"), N_("Evaluation", "field")
_WIDE, _NARROW = 60.0, 18.0


def cells(one: Lesson) -> list[str]:
    """Return what is told of a lesson, in the order of ``HEADS``: its words in the present language, else the other."""
    own, other = (one.lesson_ar, one.lesson_en) if language() == "ar" else (one.lesson_en, one.lesson_ar)
    rating = Choice(RATING).label(one.rating) if one.rating else ""
    return [Choice(CRITERION).label(one.criterion), own or other, one.of or one.title, one.on or "", rating]


@rights.needs(rights.READER)
def save(store: Store, path: Path, found: listing.Listing | None = None, who: Reader = ANYBODY) -> int:
    """Write the lessons of the evaluations of a list (None: of all) to a workbook, with their ratings beside each
    other; returns how many lessons. It is noted where their degree asks for it. Raises ``CannotWrite``."""
    told, compared = lessons.lessons(store, found, who=who), lessons.compared(store, found, who)
    ids = sorted({one.evaluation for one in told} | {one.evaluation for one in compared} - {""})
    with store.reading() as connection:
        items = list(degrees.degrees_of(connection, ids))
    leaving.let_out(store, leaving.Parcel(leaving.EXPORTED, "evaluation", items, records=len(ids), receiver=who.word))
    heads = [Column("", bare(tr(text)), _WIDE if name == "lesson" else _NARROW) for name, text in HEADS.items()]
    sheets = [
        Written(bare(tr(LESSONS)), heads, [list(map(bare, cells(one))) for one in told], is_rtl()),
        Written(bare(tr(_RATINGS)), _columns(), [_row(one) for one in compared], is_rtl()),
    ]
    with writing_to(path), path.open("wb") as out:
        write(out, sheets)
    return len(told)


def _columns() -> list[Column]:
    kind = Choice(CRITERION)
    found = [Column("", tr(_EVALUATION), _WIDE), Column("", tr(HEADS["on"]), _NARROW)]
    found.append(Column("", tr(_OVERALL), _NARROW))
    return found + [Column("", kind.label(one), _NARROW) for one in CRITERIA]


def _row(one: Compared) -> list[str]:
    each = (one.overall, *(one.ratings.get(name) for name in CRITERIA))
    told = ["" if value is None else Figure(f"{round(value, 2):g}") for value in each]
    return [bare(one.title or tr(_MEAN)), dated(one.on or ""), *told]
