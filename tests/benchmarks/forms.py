"""What follows from a keystroke in a long form, and reading a form of many rows.

A form of 500 questions, 200 of them calculated, each from others. The limit of an answer is the evaluation of only
those expressions that read what it changed; that of reading is pyxform alone.
"""

from collections.abc import Iterator
from random import Random
from time import perf_counter
from typing import Any

from coopdesk.forms import xpath
from coopdesk.forms.evaluation import Evaluator
from coopdesk.forms.filling import Filling
from coopdesk.forms.functions import World
from coopdesk.forms.model import Form
from coopdesk.interchange.xlsform import book, check
from tests.benchmarks.figures import ROUNDS, Figure, Setup, figure, percentile, said, timed
from tests.benchmarks.names import SEED

_ASKED, _CALCULATED, _ROWS, _KEYSTROKES = 300, 200, 2_000, 200
_GOAL, _SLOWEST = 2.0, 0.016


def figures(setup: Setup) -> Iterator[Figure]:
    """Yield the recalculation, its slowest answers, and the reading of a workbook."""
    form = check.check(book.read(_long_form().encode())).form
    assert form is not None
    draw = Random(SEED)
    keys = [f"/data/q{draw.randrange(_ASKED)}" for _ in range(_KEYSTROKES)]
    readers = _readers(form)
    ratios, slowest, told = [], [], ""
    for _ in range(ROUNDS):
        filling, evaluator = Filling(form), Evaluator(World(), form.instances)
        ready = {path: [(evaluator.expression(one), filling.root.find(at)) for one, at in some]
                 for path, some in readers.items()}  # fmt: skip
        mine, least = [], []
        for place, key in enumerate(keys):
            start = perf_counter()
            changed = filling.answer(key, place)
            mine.append(perf_counter() - start)
            touched = {id(one): one for path in changed for one in ready.get(path.rpartition("/")[2], ())}
            start = perf_counter()
            for made, node in touched.values():
                made.value(node)
            least.append(perf_counter() - start)
        ratios.append(sum(mine) / sum(least))
        slowest.append(percentile(mine, 0.95) / _SLOWEST)
        told = said(sum(mine), sum(least))
    yield figure(f"an answer in a form of {_ASKED + _CALCULATED} questions", ratios, _GOAL, told)
    yield figure("… p95 beside 16 ms", slowest, 1.0)
    yield _reading()


def _readers(form: Form) -> dict[str, list[tuple[str, str]]]:
    """Return for each question the expressions that read it, each with the question whose expression it is."""
    found: dict[str, list[tuple[str, str]]] = {}
    for bind in form.binds.values():
        for told in filter(None, (bind.relevant, bind.calculate, bind.constraint)):
            for one in xpath.written(told).references:
                read = one.steps[-1] if one.steps else bind.path[-1]
                found.setdefault(read, []).append((told, bind.path[-1]))
    return found


def _long_form() -> str:
    rows = ["| survey |", "| | type | name | label | relevant | calculation | constraint |"]
    for one in range(_ASKED):
        relevant = f"${{q{one - 1}}} > 3" if one % 10 == 5 else ""
        rows.append(f"| | integer | q{one} | Question {one} | {relevant} | | . >= 0 |")
    for one in range(_CALCULATED):
        after = f" + ${{c{one - 1}}}" if one % 4 else ""
        rows.append(f"| | calculate | c{one} | | | ${{q{one}}} + ${{q{one * 7 % _ASKED}}} * 2{after} | |")
    return "\n".join(rows)


def _reading() -> Figure:
    from pyxform.xls2xform import convert

    rows = ["| survey |", "| | type | name | label | relevant |"]
    rows += [f"| | text | q{one} | Question {one} | {f'${{q{one - 1}}} != 1' if one else ''} |" for one in range(_ROWS)]
    content = "\n".join(rows).encode()
    sides: list[tuple[float, float]] = []
    for _ in range(ROUNDS + 1):
        read: Any = book.read(content)
        sides.append((timed(lambda: check.check(book.read(content))), timed(lambda: convert(dict(read.data)))))  # noqa: B023
    mine, peer = zip(*sides[1:], strict=True)
    name = f"a form of {_ROWS:,} rows read and checked, beside pyxform"
    return figure(name, [one / two for one, two in sides[1:]], None, said(min(mine), min(peer)))
