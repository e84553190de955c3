"""Pages a second of a long bilingual table, beside ReportLab's own tables of Latin paragraphs, and WeasyPrint.

The program lays out both scripts, with its furniture on every page; ReportLab lays out the same columns with Latin
words only and no furniture, in blocks of as many rows; WeasyPrint lays out the same bilingual rows as HTML. Each
measuring is a process of its own, so that nothing is remembered from the one before. WeasyPrint is no dependency:
where the Python that was named does not have it, its line says so.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from html import escape
from io import BytesIO
from pathlib import Path
from statistics import median
from time import perf_counter

from tests.benchmarks.figures import CHECKOUT, ROUNDS, Figure, Setup, figure
from tests.benchmarks.names import bodies

_ROWS, _FEWER, _BLOCK = 9_300, 930, 500
_REPORTLAB_GOAL, _WEASYPRINT_GOAL = 0.9, 5.0
_HEAD = ("No.", "Name", "الاسم", "Code", "City", "Country")
_WIDTHS = (38.0, 150.0, 142.0, 48.0, 46.0, 43.0)
_OURS, _LATIN = (f"from tests.benchmarks.pages import {name}; {name}({{}})" for name in ("ours", "latin"))
_HTML = """
import sys
from pathlib import Path
from time import perf_counter
import weasyprint
words = Path(sys.argv[1]).read_text("utf-8")
start = perf_counter()
document = weasyprint.HTML(string=words).render()
document.write_pdf()
print(len(document.pages), perf_counter() - start)
"""


def figures(setup: Setup) -> Iterator[Figure]:
    """Yield pages a second beside ReportLab and beside WeasyPrint."""
    pairs = [
        (_made(sys.executable, _OURS.format(_ROWS)), _made(sys.executable, _LATIN.format(_ROWS))) for _ in _rounds()
    ]
    yield _figure("table of 500 pages, beside ReportLab in Latin", pairs, _REPORTLAB_GOAL)
    name = "table of 50 pages, beside WeasyPrint"
    python = shutil.which(setup.weasyprint)
    if python is None or subprocess.run([python, "-c", "import weasyprint"], capture_output=True).returncode:
        yield Figure(name, None, None, None, _WEASYPRINT_GOAL, least=True, note="WeasyPrint is not installed")
        return
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "table.html"
        page.write_text(_html(_FEWER), "utf-8")
        pairs = [(_made(sys.executable, _OURS.format(_FEWER)), _made(python, _HTML, str(page))) for _ in _rounds()]
    yield _figure(name, pairs, _WEASYPRINT_GOAL)


def ours(rows: int) -> None:
    """Make the table as the program makes documents; print pages and seconds."""
    from coopdesk.documents import page, tables

    start = perf_counter()
    story = tables.table(_HEAD, _rows(rows), _WIDTHS, rtl=False, numbers=(0,))
    head = page.Letterhead(("State of Qatar", "Ministry of Foreign Affairs"), ("دولة قطر", "وزارة الخارجية"))
    paper = page.Paper("both", "Organizations", head, "Internal · داخلي", reference="QA-GVA-2026-0001", story=story)
    print(page.render(paper, BytesIO()), perf_counter() - start)


def latin(rows: int) -> None:
    """Make the table with ReportLab's paragraphs, Latin in every column; print pages and seconds."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Table

    from coopdesk.documents import page, style, tables

    start = perf_counter()
    look = ParagraphStyle("cell", fontName="Helvetica", fontSize=style.CELL.size, leading=style.CELL.leading)
    head = [Paragraph(text, look) for text in ("No.", "Name", "Name (Latin)", "Code", "City", "Country")]
    made = [[Paragraph(escape(text), look) for text in row] for row in _rows(rows, arabic=False)]
    blocks = [
        Table([head, *made[first : first + _BLOCK]], colWidths=_WIDTHS, repeatRows=1, style=tables._LOOK)
        for first in range(0, len(made), _BLOCK)
    ]
    frame = Frame(style.BINDING, page.FOOT, page.WIDTH, A4[1] - page.FOOT - page.HEAD_LATER, 0, 0, 0, 0)
    document = BaseDocTemplate(BytesIO(), pagesize=A4, pageTemplates=[PageTemplate(frames=[frame])])
    document.build(blocks)
    print(document.page, perf_counter() - start)


def _rows(count: int, *, arabic: bool = True) -> list[tuple[str, ...]]:
    made = []
    for number, body in enumerate(bodies(count), 1):
        second = body.name_ar if arabic else " ".join(reversed(body.name_en.split()))
        made.append((f"{number:,}", body.name_en, second, body.acronym, body.city, body.country))
    return made


def _html(rows: int) -> str:
    cells = "\n".join(f"<tr>{''.join(f'<td dir=auto>{escape(text)}</td>' for text in row)}</tr>" for row in _rows(rows))
    head = "".join(f"<th>{text}</th>" for text in _HEAD)
    look = "@page { size: A4; margin: 18mm 20mm 22mm 25mm } td { font: 9.5pt/15pt sans-serif; vertical-align: top }"
    return f"<html><style>{look}</style><table><thead><tr>{head}</tr></thead><tbody>{cells}</tbody></table></html>"


def _rounds() -> range:
    return range(ROUNDS)


def _made(python: str, words: str, *arguments: str) -> tuple[int, float]:
    done = subprocess.run(
        [python, "-c", words, *arguments], cwd=CHECKOUT, check=True, capture_output=True, text=True, timeout=900
    )
    pages, seconds = done.stdout.split()
    return int(pages), float(seconds)


def _figure(name: str, pairs: list[tuple[tuple[int, float], tuple[int, float]]], goal: float) -> Figure:
    rates = [(ours[0] / ours[1], other[0] / other[1]) for ours, other in pairs]
    mine, peer = (median(side) for side in zip(*rates, strict=True))
    note = f"{mine:.1f} beside {peer:.1f} pages a second; {pairs[0][0][0]} and {pairs[0][1][0]} pages"
    return figure(name, [one / other for one, other in rates], goal, note, least=True)
