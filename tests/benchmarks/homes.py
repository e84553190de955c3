"""Homes with many records, made within minutes.

``operations.desk.init`` makes the home; the organizations are then written straight into ``organization``,
``record`` and ``search``, in one transaction. They have no operations and no registers, so such a home would not
pass ``check``: lists and search never read those, and saving a new record never reads those of others. Everything
that lists and search do read is written as ``store.writing`` and ``store.search`` would.
"""

import shutil
from collections.abc import Iterator
from functools import lru_cache
from itertools import batched
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from coopdesk.operations import desk
from coopdesk.records import Organization
from coopdesk.store import search
from coopdesk.store.folding import fold, sort_key, without_prefix, words
from coopdesk.store.home import Store
from tests.benchmarks.names import SEED, Body, bodies

PASSPHRASE = "four quiet words here"
_NOON = 1_790_000_000_000
_COLUMNS = (
    "rid", "id", "name_en", "name_ar", "acronym_en", "type", "seat_city", "country", "iati_identifier", "mandate_en",
    "mandate_ar", "name_en__key", "name_ar__key", "acronym_en__key", "seat_city__key", "created_at", "changed_at",
    "created_desk", "changed_desk", "deleted", "conflicts", "classification", "audience",
)  # fmt: skip
