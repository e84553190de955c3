"""PDFs filled by a program that is not ours."""

import io
import logging
from collections.abc import Mapping
from pathlib import Path

import pypdf


def filled(pdf: bytes, given: Mapping[str, str], out: Path, *, incremental: bool = False) -> Path:
    """Fill a PDF and write it anew, or as an addition to what it was."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    writer = pypdf.PdfWriter(io.BytesIO(pdf), incremental=incremental)
    for page in writer.pages:
        writer.update_page_form_field_values(page, dict(given), auto_regenerate=False)
    writer.write(out)
    return out
