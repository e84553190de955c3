"""Nothing leaves for a reader that he may not see: not on paper, not in a calendar, not in a bundle; and the paper says
how much was left out."""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pypdfium2
import pytest
from hypothesis import Phase, given, settings, strategies as st

from coopdesk.errors import InvalidValue, NotFound, Refused
from coopdesk.operations import calendar_file, copying, desk, exchange, files, listing, printing, reach, record
from coopdesk.operations.printed_list import Listed
from coopdesk.records import TYPES
from coopdesk.records.base import DEGREES
from coopdesk.store.home import Store
from coopdesk.sync import incoming
from tests.conftest import PASSPHRASE, copy_mission
from tests.sync.network import Network, network as made_network

READERS = ("all", "ministry", "QA-MFA", "QA-VIE")
_WITHIN = {
    "all": (None, "all", "ministry", "QA-VIE", "local"),
    "ministry": (None, "ministry", "local"),
    "QA-VIE": (None, "QA-VIE", "ministry", "local"),
    "local": (None, "local"),
}
_numbers = count(1)


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Network]:
    yield from made_network(tmp_path)


@pytest.fixture(scope="module")
def lasting() -> Iterator[Network]:
    """A network that lasts for many examples, of which each makes records of its own."""
    with TemporaryDirectory() as folder:
        yield from made_network(Path(folder))


class Part(NamedTuple):
    """A value that nobody else has, and for whom it is."""

    marker: str
    audience: str
    degree: str

    def is_for(self, reader: str, upto: str) -> bool:
        """Tell whether a reader may see it, worked out apart from the program."""
        if DEGREES.index(self.degree) > DEGREES.index(upto) or self.audience == "local":
            return False
        if self.audience == "all":
            return True
        if reader in ("ministry", "QA-MFA"):
            return True
        return reader == "QA-VIE" == self.audience


@st.composite
def parts(draw: st.DrawFn, owner: Part | None = None, *, thought: bool = False) -> tuple[Part, dict[str, Any]]:
    """Draw a part and what is saved of it; a line may be for fewer than its owner, and more secret. ``thought``: it is
    an assessment, which the Ministry alone receives where nothing else is said."""
    audience = draw(st.sampled_from(_WITHIN[owner.audience] if owner else tuple(_WITHIN)))
    follows = "ministry" if thought and owner and owner.audience != "local" else owner.audience if owner else "local"
    effective = audience or follows
    free = DEGREES[:2] if effective == "all" else DEGREES
    if owner is not None:
        least = DEGREES.index(owner.degree)
        free = free[least:]
    degree = draw(st.sampled_from((*free, None) if owner else free))
    marker = f"MARK{next(_numbers):06}X"
    real = degree or (owner.degree if owner else "internal")
    return Part(marker, effective, real), {"audience": audience, "classification": degree}


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "".join(page.get_textpage().get_text_bounded() for page in document)


def everything(store: Store) -> str:
    """Return all that a desk shows of its records."""
    return "".join(str(view) for type in TYPES for view in listing.views(store, listing.open_list(store, type)))


_LINES = (("agenda_items", "discussion"), ("bilateral_meetings", "points"), ("commitments", "text"),
          ("recommendations", "text"), ("report_opinions", "text"))  # fmt: skip


@st.composite
def reports(draw: st.DrawFn) -> tuple[Part, list[Part], dict[str, Any]]:
    """Draw a report: itself, its lines, and what is saved."""
    whole, values = draw(parts())
    held: list[Part] = []
    lists: dict[str, list[dict[str, Any]]] = {}
    for plural, name in _LINES:
        for _ in range(draw(st.integers(0, 2))):
            part, its = draw(parts(whole, thought=plural == "report_opinions"))
            held.append(part)
            lists.setdefault(plural, []).append({name: part.marker, **its})
    return whole, held, {"title_en": whole.marker, "bottom_line_en": whole.marker, **values, **lists}


@settings(max_examples=10, phases=[Phase.generate])
@given(data=st.data())
def test_no_reader_gets_what_is_not_for_him(lasting: Network, data: st.DataObject, tmp_path_factory: Any) -> None:
    store, place = lasting.geneva, tmp_path_factory.mktemp("out")
    body, body_values = data.draw(parts())
    organization = record.save(store, "organization", {"name_en": body.marker, **body_values})["id"]
    drawn = data.draw(st.lists(reports(), min_size=2, max_size=4))
    saved = record.save_all(store, "conference_report", [values for _, _, values in drawn])
    held = {body.marker: body}
    tasks = []
    for (whole, lines, _), view in zip(drawn, saved, strict=True):
        held |= {one.marker: one for one in (whole, *lines)}
        for _ in range(data.draw(st.integers(0, 2))):
            part, its = data.draw(parts())
            held[part.marker] = part
            tasks.append({"text_en": part.marker, "source": view["id"], "owner": organization, "due": "2027-01-01"})
            tasks[-1] |= its
        attached = whole._replace(marker=f"MARK{next(_numbers):06}X")
        held[attached.marker] = attached
        (place / f"{attached.marker}.txt").write_text("x", "utf-8")
        files.attach(store, "conference_report", view["id"], place / f"{attached.marker}.txt")
    record.save_all(store, "action", tasks)
    asked = st.tuples(st.sampled_from(READERS), st.sampled_from(DEGREES))
    for word, upto in data.draw(st.lists(asked, min_size=2, max_size=2, unique=True)):
        reader = reach.reader(store, word, upto)
        seen = {marker for marker, one in held.items() if one.is_for(reader.word, reader.upto)}
        for (whole, lines, _), view in zip(drawn, saved, strict=True):
            try:
                left = [printing.prepare(store, name, view["id"], "en", who=reader).pdf() for name in _PAPERS]
            except Refused:
                assert whole.marker not in seen
            else:
                assert whole.marker in seen
                told = printed(left[:1])
                assert {one.marker for one in lines} & seen <= told
                assert printed(left) & held.keys() <= seen
        left = [printing.prepare(store, *asked, reader).pdf() for asked in _listed()]
        assert printed(left) & held.keys() <= seen
        calendar_file.export(store, listing.open_list(store, "action"), place / "x.ics", reader)
        assert marked((place / "x.ics").read_text("utf-8")) & held.keys() <= seen
    sent = lasting.files(store, "QA-VIE")
    slip = place / "slip.pdf"
    exchange.slip(store, [str(path) for path in sent], slip)
    assert not printed([slip.read_bytes()])
    for path in sent:
        incoming.take(lasting.vienna, path.read_bytes(), path.name)
    there = {marker for marker, one in held.items() if one.is_for("QA-VIE", DEGREES[-1])}
    assert marked(everything(lasting.vienna)) & held.keys() == there
    for type in ("conference_report", "action", "organization"):
        found = listing.open_list(lasting.vienna, type)
        copied = copying.copy(lasting.vienna, found, listing.every_field(type))
        taken = marked(copied.text) & held.keys()
        assert taken == marked(copied.html) & held.keys()
        assert taken <= there
        for view in listing.views(lasting.vienna, found):
            reference = copying.copy_reference(lasting.vienna, type, view)
            assert marked(reference.text) & held.keys() <= there
            assert reference.degree == view["classification"]


_PAPERS = ("conference-report", "conference-summary", "record-sheet", "routing-slip")


def _listed() -> Iterator[tuple[str, None, str, Listed]]:
    for type in ("conference_report", "action"):
        columns = tuple(one.name for one in listing.every_field(type))
        yield "list", None, "en", Listed(type, {}, "", "", "", columns)
    yield "action-register", None, "en", Listed("action")


def marked(text: str) -> set[str]:
    """Return the markers in a text; paper breaks long words anywhere."""
    return set(re.findall(r"MARK\d{6}X", "".join(text.split())))


def printed(pdfs: Iterable[bytes]) -> set[str]:
    """Return the markers on papers, and in their outlines and properties."""
    found = set()
    for pdf in pdfs:
        with pypdfium2.PdfDocument(pdf) as document:
            told = [mark.get_title() for mark in document.get_toc()]
            found |= marked(" ".join((*told, *map(str, document.get_metadata_dict().values()))))
        found |= marked(text_of(pdf))
    return found


def report(store: Store) -> str:
    lines = [
        {"topic": "Narrow", "discussion": "said quietly", "audience": "ministry"},
        {"topic": "Open", "discussion": "said openly"},
        {"topic": "High", "discussion": "said secretly", "classification": "secret", "audience": "ministry"},
        {"topic": "Last", "discussion": "said at last"},
    ]
    thought = [{"kind": "benefit", "text": "what we think"}]
    values = {"title_en": "Board", "audience": "all", "agenda_items": lines, "report_opinions": thought}
    return str(record.save(store, "conference_report", values)["id"])


def test_a_print_for_a_reader_says_what_was_left_out_in_its_place(store: Store, tmp_path: Path) -> None:
    id = report(store)
    (tmp_path / "minutes.txt").write_text("x", "utf-8")
    files.attach(store, "conference_report", id, tmp_path / "minutes.txt")
    whole = text_of(printing.prepare(store, "conference-report", id, "en").pdf())
    assert "said secretly" in whole
    assert "left out" not in whole
    assert whole.startswith("SECRET") or "SECRET" in whole
    everyone = text_of(printing.prepare(store, "conference-report", id, "en", who=reach.reader(store, "all")).pdf())
    assert "said openly" in everyone
    assert "said quietly" not in everyone
    assert "what we think" not in everyone
    place = everyone.index("Agenda items")
    kept = "2 items are left out: they are for fewer readers. The others keep their numbers."
    assert everyone.index(kept) > place
    for title in ("2.2", "2.4"):
        assert title in everyone
    for title in ("2.1", "2.3"):
        assert title not in everyone
    thought = everyone.index("Assessments and opinions")
    assert everyone.index("1 item is left out: it is for fewer readers.") > thought
    assert "INTERNAL" in everyone
    assert "SECRET" not in everyone
    ministry = reach.reader(store, "ministry", "confidential")
    text = text_of(printing.prepare(store, "conference-report", id, "en", who=ministry).pdf())
    assert "said quietly" in text
    assert "what we think" in text
    assert "said secretly" not in text
    sheet = text_of(printing.prepare(store, "record-sheet", id, "en", who=reach.reader(store, "all")).pdf())
    assert "what we think" not in sheet
    assert "2 items are left out" in sheet
    arabic = printing.prepare(store, "conference-report", id, "ar", who=reach.reader(store, "all")).pdf()
    assert text_of(arabic)


def test_a_print_names_no_record_that_its_reader_may_not_see(store: Store) -> None:
    body = record.save(store, "organization", {"name_en": "Quiet body", "audience": "ministry"})["id"]
    id = report(store)
    for text, audience in (("Open task", "all"), ("Narrow task", "ministry")):
        values = {"text_en": text, "source": id, "owner": body, "audience": audience}
        record.save(store, "action", values)
    printed = text_of(printing.prepare(store, "conference-report", id, "en", who=reach.reader(store, "all")).pdf())
    assert "Open task" in printed
    assert "Narrow task" not in printed
    assert "Quiet body" not in printed
    assert "Duty officer" in text_of(printing.prepare(store, "conference-report", signed(store, id), "en",
                                                      who=reach.reader(store, "all")).pdf())  # fmt: skip


def signed(store: Store, id: str) -> str:
    record.save(store, "officer", {"id": store.officer, "audience": "ministry"})
    return str(record.save(store, "conference_report", {"id": id, "prepared_by": store.officer})["id"])


def test_what_a_reader_may_not_see_at_all_is_refused(store: Store) -> None:
    id = record.save(store, "action", {"text_en": "x", "classification": "secret"})["id"]
    with pytest.raises(Refused, match="All desks may not see this record"):
        printing.prepare(store, "record-sheet", id, "en", who=reach.reader(store, "all"))
    with pytest.raises(Refused, match="This record is Secret, and the print is for Internal at most"):
        printing.prepare(store, "record-sheet", id, "en", who=reach.reader(store, "", "internal"))
    with pytest.raises(NotFound, match="no desk or group “QA-XXX”"):
        reach.reader(store, "QA-XXX")
    with pytest.raises(InvalidValue, match="is no degree"):
        reach.reader(store, "", "cosmic")
    assert reach.reader(store, store.desk).sees_all


def test_a_list_for_a_reader_counts_and_sums_only_what_he_may_see(store: Store) -> None:
    body = record.save(store, "organization", {"name_en": "Quiet body", "audience": "ministry"})["id"]
    for text, audience, owner in (("Open", "all", None), ("Owned", "all", body), ("Narrow", "ministry", None)):
        record.save(store, "action", {"text_en": text, "audience": audience, "owner": owner})
    listed = Listed("action", {}, "", "", "owner", ("text_en", "owner"))
    everyone = reach.reader(store, "all")
    text = text_of(printing.prepare(store, "list", None, "en", listed, everyone).pdf())
    assert "2 records" in text
    assert "1 item is left out" in text
    assert "Quiet body" not in text
    assert "Narrow" not in text
    whole = BytesIO(printing.prepare(store, "list", None, "en", listed).pdf())
    assert "Quiet body" in text_of(whole.getvalue())


def test_a_change_of_audience_tells_before_who_gains_and_who_loses(network: Network, tmp_path: Path) -> None:
    store = network.geneva
    lines = [{"topic": "a"}, {"topic": "b", "audience": "local"}]
    id = record.save(store, "conference_report", {"title_en": "x", "agenda_items": lines})["id"]
    (tmp_path / "minutes.txt").write_text("x", "utf-8")
    files.attach(store, "conference_report", id, tmp_path / "minutes.txt")
    wider = reach.change(store, "conference_report", id, "QA-VIE")
    assert (len(wider.gains), wider.loses, wider.lines, wider.files, wider.sent) == (2, [], 1, 1, False)
    assert any("taken back" in one for one in reach.told(wider))
    record.save(store, "conference_report", {"id": id, "audience": "QA-VIE"})
    before = record.show(store, "conference_report", id)
    assert reach.change(store, "conference_report", id, "ministry").sent is False
    network.send(store, network.vienna)
    narrower = reach.change(store, "conference_report", id, "ministry")
    assert (narrower.gains, len(narrower.loses), narrower.sent) == ([], 1, True)
    assert "What was sent already stays with them." in reach.told(narrower)
    assert record.show(store, "conference_report", id)["audience"] == before["audience"]
    assert reach.told(reach.change(store, "conference_report", id, "QA-VIE")) == ["The same desks see it as before."]
    with pytest.raises(InvalidValue):
        reach.change(store, "conference_report", id, "no desk!")


def test_the_indicators_that_stay_for_more_desks_are_told_before_a_project_is_narrowed(network: Network) -> None:
    store = network.geneva
    wells = record.save(store, "project", {"title_en": "Wells", "audience": "all"})["id"]
    mine = [record.save(store, "indicator", {"project": wells, "name_en": name})["id"] for name in ("One", "Two")]
    record.save(store, "engagement", {"project": wells, "title_en": "Visit"})
    told = "2 records that tell of it still go there: narrow their audience, too."
    assert told in reach.told(reach.change(store, "project", wells, "ministry"))
    record.save(store, "indicator", {"id": mine[0], "audience": "ministry"})
    assert reach.change(store, "project", wells, "ministry").stay == 1
    record.save(store, "project", {"id": wells, "audience": "ministry"})
    assert reach.change(store, "project", wells, "all").stay == 0


def test_a_desk_that_has_not_joined_is_told_that_all_will_see_a_record(tmp_path: Path) -> None:
    store = desk.open_desk(copy_mission(tmp_path / "mission"), PASSPHRASE)
    id = record.save(store, "contact", {"name_en": "Somebody", "audience": "local"})["id"]
    wider = reach.change(store, "contact", id, "all")
    assert (wider.gains, wider.loses) == (["every other desk"], [])
    assert "every other desk" in reach.told(wider)[0]
    assert reach.change(store, "contact", id, "ministry").gains == ["The Ministry"]
    record.save(store, "contact", {"id": id, "audience": "all"})
    narrower = reach.change(store, "contact", id, "ministry")
    assert (narrower.gains, narrower.loses) == ([], ["every other desk"])
    assert reach.change(store, "contact", id, "all").gains == []
    store.close()
