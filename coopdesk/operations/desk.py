"""Making, opening and locking a desk."""

from contextlib import suppress
from pathlib import Path

from sqlalchemy import select

from coopdesk.calendars import set_order, set_week
from coopdesk.errors import Refused
from coopdesk.fields import check_text
from coopdesk.history.many import uncollected
from coopdesk.i18n import N_, set_eastern_digits
from coopdesk.operations import degrees, drafts, grants, rights, working_days
from coopdesk.progress import SILENT, Progress
from coopdesk.records import Desk, MinistrySettings, Officer
from coopdesk.records.base import table_of
from coopdesk.store import access, home as homes, seed
from coopdesk.store.home import Store
from coopdesk.store.meta import set_meta
from coopdesk.store.writing import Writing
from coopdesk.sync import arrival, trust

_CODE = N_("“{code}” is not a desk code. Use capital letters, digits and hyphens, such as QA-GVA.")
_NAMELESS = N_("Give the desk a name in English or in Arabic.")

_MINISTRY = {
    "state_en": "State of Qatar",
    "state_ar": "دولة قطر",
    "ministry_en": "Ministry of Foreign Affairs",
    "ministry_ar": "وزارة الخارجية",
    "report_due_days": 15,
    "weekend": ("friday", "saturday"),
    "digits": "western",
    "calendar_order": "gregorian_first",
    "honorific_ar": "سعادة",
    "letter_word_ar": "كتاب",
}
"""What the Ministry's settings say until it writes its own."""

exists = homes.exists
change_passphrase = access.change


def init(
    home: Path,
    *,
    code: str,
    name_en: str,
    name_ar: str,
    passphrase: str,
    officer_en: str = "",
    officer_ar: str = "",
    ministry: bool = False,
    examples: bool = False,
    progress: Progress = SILENT,
) -> None:
    """Make the home of a desk with its own block, its first officer, the Ministry's settings and the countries.

    Raises ``Refused`` for a code or passphrase that will not do, ``NoHome`` when there is a desk already.
    """
    check_code(code)
    check_names(name_en, name_ar)
    for text in (officer_en, officer_ar):
        check_name(text)

    def fill(store: Store) -> None:
        _fill(store, code, (name_en, name_ar), (officer_en, officer_ar), ministry, progress)
        if examples:
            from coopdesk.operations.examples import add_examples

            add_examples(store)

    homes.create(home, passphrase, code, fill)


def check_code(code: str) -> None:
    """Raise ``Refused`` for what cannot be the code of a desk."""
    if not (2 <= len(code) <= 20 and code.isascii() and code.replace("-", "").isalnum() and code == code.upper()):
        raise Refused(_CODE, code=code[:40])


def check_names(name_en: str, name_ar: str) -> None:
    """Raise ``Refused`` unless one of the two names a desk and both are names."""
    if not (name_en.strip() or name_ar.strip()):
        raise Refused(_NAMELESS)
    for text in (name_en, name_ar):
        check_name(text)


def check_name(text: str) -> None:
    """Raise ``InvalidValue`` for what cannot be a name: too long, or more than a line."""
    check_text(text, 200, one_line=True)


def open_desk(home: Path, passphrase: str, *, wait: float = 30, program: str = "CoopDesk", officer: str = "") -> Store:
    """Open a desk; whose passphrase it is, is the person at work. ``officer``: whose it should be.

    Raises ``NoHome``, ``Locked``, ``Damaged``, ``NewerHome``.
    """
    store = homes.open_home(home, passphrase, wait=wait, program=program, officer=officer)
    if store.own is None:
        _name_slot(store, passphrase)
    access.keep_recoverable(store)
    if store.published < len(seed.RELEASES) and not store.read_only:
        with store.writing() as writing:
            _publish(writing)
    arrival.read_again(store)
    apply_settings(store)
    rights.guard(store)
    return store


def _name_slot(store: Store, passphrase: str) -> None:
    """Give the passphrase of a desk that was made before officers had their own to its first officer."""
    table = table_of(Officer)
    here = select(table.c.id).where(table.c.deleted.is_(False), table.c.desk == store.desk).order_by(table.c.rid)
    with store.reading() as connection:
        first = connection.execute(here).scalars().first()
    if first is None or store.read_only:
        store.officer = first
        return
    access.name_slot(store, passphrase, first)
    assert store.own is not None
    with store.writing() as writing:
        grants.found(store, writing, store.own, first)
        with suppress(Refused):  # behind another computer of the Ministry: then a request of its own tells it
            trust.name_administrator(store, writing, bytes.fromhex(grants.public_of(store.own)))
    drafts.take_over(store)


def _publish(writing: Writing, progress: Progress = SILENT) -> None:
    """Bring the published directory up to the newest release that came with the program."""
    fresh = arrival.missing(writing, seed.released(after=writing.published))  # the Ministry may have sent them
    with uncollected():
        writing.apply(fresh, progress=progress)
    set_meta(writing.connection, "published", str(len(seed.RELEASES)).encode())


@rights.needs(rights.READER)
def apply_settings(store: Store) -> None:
    """Speak as the Ministry's settings say: digits of Arabic, calendars on paper, words of the degrees; and count
    weeks as this desk works."""
    table = MinistrySettings.__table__
    with store.reading() as connection:
        row = connection.execute(
            select(table.c.digits, table.c.calendar_order).where(table.c.deleted.is_(False)).order_by(table.c.rid)
        ).first()
        degrees.speak(connection)
    set_eastern_digits(row is not None and row.digits == "eastern")
    order = row.calendar_order if row is not None else None
    set_order(order if order in ("hijri_first", "gregorian_only") else "gregorian_first")
    rest = working_days.rest_here(store)
    set_week(working_days.week_begins(rest), working_days.days_of_rest(rest))


@rights.needs(rights.READER)
def identity(store: Store) -> dict[str, str | None]:
    """Return who works here: the desk's code and names, the officer's id and names."""
    code = store.desk
    with store.session() as session:
        desk = session.scalars(select(Desk).where(Desk.code == code, Desk.deleted.is_(False))).first()
        officer = session.scalars(select(Officer).where(Officer.id == store.officer)).first()
        return {
            "code": code,
            "name_en": desk.name_en if desk else None,
            "name_ar": desk.name_ar if desk else None,
            "officer": store.officer,
            "officer_en": officer.name_en if officer else None,
            "officer_ar": officer.name_ar if officer else None,
        }


def _fill(
    store: Store, code: str, name: tuple[str, str], officer: tuple[str, str], ministry: bool, progress: Progress
) -> None:
    with store.writing() as writing:
        session = writing.session
        if any(officer):
            role = "administrator"
            first = Officer(
                name_en=officer[0] or None,
                name_ar=officer[1] or None,
                desk=code,
                role=role,
                classification="internal",
                audience="all",
            )
            session.add(first)
            session.flush()
            assert store.own is not None
            grants.found(store, writing, store.own, first.id)
            store.officer = first.id
        session.add(
            Desk(code=code, name_en=name[0] or None, name_ar=name[1] or None, classification="internal", audience="all")
        )
        if ministry:
            set_meta(writing.connection, "ministry", b"1")
            trust.found_ministry(writing, (name[0] or name[1], name[1] or name[0]), trust.keys_of(store), store.world)
            session.add(MinistrySettings(**_MINISTRY, classification="internal", audience="all"))
        session.flush()
        _publish(writing, progress)
