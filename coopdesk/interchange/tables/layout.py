"""Where the table is in a sheet, as people keep sheets: below titles, with a header of one row or two, with merged
cells, repeated headers, a row of totals and notes at the end.

Nothing is left out silently: the numbers of the lines that are no records are told.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from coopdesk.interchange.tables.sheets import Line, Merge, Sheet

_SEARCHED = 40
"""In so many of the first lines the header is looked for."""
_MOST_FILLED = 1_000_000
_TOTALS = (
    "total", "totals", "grand total", "sub total", "subtotal", "sum",
    "المجموع", "مجموع", "الاجمالي", "اجمالي", "المجموع العام", "المجموع الكلي", "الاجمالي العام",
)  # fmt: skip
_NOTES = ("*", "note", "source", "n.b.", "ملاحظة", "ملاحظات", "المصدر", "مصدر", "ملحوظة")
_SAME_ALEF = str.maketrans("أإآ", "ااا")
Known = Callable[[str], bool]


@dataclass
class Table:
    """A table found in a sheet. ``heads``: a text a column, empty where the header tells none; ``places``: where each
    column stands in the sheet, from 0; ``lines``: of records, with a cell a column; ``head``: the numbers of the first
    and the last line of the header; ``left``: the numbers of lines that are totals, notes or repeated headers."""

    heads: list[str]
    places: list[int]
    lines: list[Line]
    head: tuple[int, int]
    totals: list[int] = field(default_factory=list)
    left: list[int] = field(default_factory=list)


def find(sheet: Sheet, known: Known, head: int | None = None) -> Table:
    """Return the table of a sheet. ``known``: whether a text names a column; ``head``: the number of the line in which
    the header begins, where a person said so."""
    lines = _filled_down(sheet)
    if not lines:
        return Table([], [], [], (0, 0))
    wide = {one for one in sheet.merged if one.right > one.left}
    start = _begin(lines, wide, known) if head is None else min(bisect_left(lines, (head, [])), len(lines) - 1)
    heads, end = _heads(lines, start, wide, known)
    while end < len(lines) and _is_header(lines[end].cells, known):
        if _score(lines[end].cells, known) > _score(heads, known):
            heads = list(lines[end].cells)
        end += 1
    return _table(heads, lines[end:], wide, (lines[start].number, lines[end - 1].number))


def letters(place: int) -> str:
    """Return what a sheet calls the column at a place: ``A``, ``AB``."""
    found, place = "", place + 1
    while place:
        place, rest = divmod(place - 1, 26)
        found = chr(65 + rest) + found
    return found


def _table(heads: list[str], body: list[Line], wide: set[Merge], head: tuple[int, int]) -> Table:
    width = max((len(one.cells) for one in body), default=0)
    filled = [False] * max(width, len(heads))
    for one in body:
        for place, cell in enumerate(one.cells):
            if cell:
                filled[place] = True
    heads += [""] * (len(filled) - len(heads))
    places = [place for place, any_cell in enumerate(filled) if any_cell or heads[place].strip()]
    table = Table([" ".join(heads[place].split()) for place in places], places, [], head)
    across = {one.top for one in wide if one.right - one.left >= 2}
    kept: list[Line] = []
    for one in body:
        cells = [one.cells[place] if place < len(one.cells) else "" for place in places]
        if cells == [heads[place] for place in places] or (one.number in across and _lone(cells)):
            table.left.append(one.number)
        else:
            kept.append(Line(one.number, cells))
    while kept:
        if _is_total(kept[-1].cells):
            table.totals.append(kept.pop().number)
        elif len(kept) > 1 and _lone(kept[-1].cells) and _is_note(kept[-1], kept[-2].number):
            table.left.append(kept.pop().number)
        else:
            break
    table.lines = kept
    return table


def _filled_down(sheet: Sheet) -> list[Line]:
    """Return the lines with what was merged over several of them in each."""
    lines = list(sheet.lines)
    numbers = [one.number for one in lines]
    budget = _MOST_FILLED
    for merge in sheet.merged:
        first = bisect_left(numbers, merge.top)
        if merge.bottom <= merge.top or first == len(lines) or lines[first].number != merge.top:
            continue
        value = _cell(lines[first].cells, merge.left)
        last = bisect_left(numbers, merge.bottom + 1)
        budget -= last - first
        if not value or budget < 0:
            continue
        for place in range(first + 1, last):
            cells = [*lines[place].cells, *[""] * (merge.left + 1 - len(lines[place].cells))]
            cells[merge.left] = cells[merge.left] or value
            lines[place] = Line(lines[place].number, cells)
    return lines


def _begin(lines: Sequence[Line], wide: set[Merge], known: Known) -> int:
    """Return where the header begins: at the line, or the two, of which most is known; else at the first full line."""
    best, found = 0, -1
    for place in range(min(len(lines), _SEARCHED)):
        heads, _ = _heads(lines, place, wide, known)
        score = _score(heads, known)
        if score > best:
            best, found = score, place
    if found >= 0:
        return found
    widths = sorted(sum(1 for cell in one.cells if cell) for one in lines[:_SEARCHED])
    usual = widths[len(widths) // 2]
    full = (n for n, one in enumerate(lines[:_SEARCHED]) if sum(map(bool, one.cells)) * 5 >= usual * 3)
    return next(full, 0)


def _heads(lines: Sequence[Line], start: int, wide: set[Merge], known: Known) -> tuple[list[str], int]:
    """Return the header that begins with a line, and the place behind it."""
    top = lines[start]
    single = list(top.cells)
    if start + 1 == len(lines) or lines[start + 1].number != top.number + 1 or _lone(top.cells):
        return single, start + 1
    below = lines[start + 1].cells
    spans = [one for one in wide if one.top == one.bottom == top.number]
    above = list(top.cells)
    for one in spans:
        above += [""] * (min(one.right + 1, len(below)) - len(above))
        above[one.left : one.right + 1] = [_cell(above, one.left)] * len(above[one.left : one.right + 1])
    width = max(len(above), len(below))
    joined = [_joined(_cell(above, place), _cell(below, place), known) for place in range(width)]
    grouped = any(_cell(below, place) for one in spans for place in range(one.left, one.right + 1))
    alone = max(_score(single, known), _score(below, known))
    if _is_header(below, known) and not grouped:
        return single, start + 1
    if (grouped and _score(joined, known) >= alone) or _score(joined, known) > alone > 0:
        return joined, start + 2
    return single, start + 1


def _joined(above: str, below: str, known: Known) -> str:
    if not above or not below or above == below:
        return above or below
    both = (f"{above} {below}", below, above)
    return next((one for one in both if known(one)), f"{above} – {below}")


def _is_header(cells: Sequence[str], known: Known) -> bool:
    score = _score(cells, known)
    return score >= 2 and score * 5 >= sum(map(bool, cells)) * 3


def _score(cells: Sequence[str], known: Known) -> int:
    return sum(1 for cell in cells if cell and known(cell))


def _is_total(cells: Sequence[str]) -> bool:
    first = next((cell for cell in cells if cell.strip()), "")
    return first.strip(" :.").casefold().translate(_SAME_ALEF) in _TOTALS


def _is_note(line: Line, before: int) -> bool:
    """Tell whether a line with one text is no record but said of the table: it stands apart, or says so."""
    text = next(cell for cell in line.cells if cell.strip()).strip().casefold()
    return line.number > before + 1 or text.startswith(_NOTES)


def _lone(cells: Sequence[str]) -> bool:
    return sum(1 for cell in cells if cell.strip()) == 1


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""
