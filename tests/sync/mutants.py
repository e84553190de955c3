"""Faults planted on purpose, one at a time: does a test go red? ``python -m tests.sync.mutants [--only NAME]``.

Each fault is one of the traps and cases of the design of the exchange, put back by changing a line in a copy of the
package. The tests named beside it run first; where they stay green, all tests of history and exchange, and some
histories of the simulation. Not part of the ordinary run.
"""

# ruff: noqa: E501 - lines of the program stand here as they are

import argparse
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
EVERYTHING = ("tests/history", "tests/sync", "tests/simulation")


class Fault(NamedTuple):
    """``old`` becomes ``new`` in ``file``, below the package; ``first``: the tests that should notice."""

    name: str
    file: str
    old: str
    new: str
    first: str


def _faults() -> list[Fault]:
    acks, crash, audiences = "sync/test_acks.py", "sync/test_crash.py", "sync/test_audiences.py"
    file, roster, merge = "sync/test_bundle_file.py", "sync/test_roster.py", "history/test_merge.py"
    people, pieces, unknown, seen = (
        "sync/test_personal.py", "sync/test_attachments.py", "sync/test_unknown.py", "sync/test_seen.py",
    )  # fmt: skip
    found = [
        # The first ten traps, and the thirtieth.
        ("trap 1: context at save time", "store/looking.py",
         "    if seen is None or slot.last <= seen:", "    if True:", seen),
        ("trap 2: a context that covers the whole record", "history/merge.py",
         "    claims: set[ENTRY] = set(register.waiting)",
         "    claims: set[ENTRY] = set(register.waiting) | {(h.writer, h.n, h.h4) for h in register.heads}", merge),
        ("trap 2: a context that covers all of a writer", "history/merge.py",
         "    waiting = [entry for entry in claims if heads.pop(entry, None) is None and not known(entry)]",
         "    waiting = [e for e in claims if heads.pop(e, None) is None and not known(e)]\n"
         "    heads = {k: h for k, h in heads.items() if not any(e[0] == k[0] and e[1] > k[1] for e in claims)}", merge),
        ("trap 3: the latest by the clock wins", "history/merge.py",
         "    return Register(tuple(sorted(heads.values())), tuple(sorted(waiting)))",
         "    return Register(tuple(sorted(heads.values(), key=lambda h: h.hlc)[-1:]), tuple(sorted(waiting)))", merge),
        ("trap 4: a copied home goes on under its epoch", "store/home.py",
         "        if not name or meta.get(\"fingerprint\") != present or self._is_behind(connection, bytes(name), number):",
         "        if not name:", acks),
        ("trap 4: nobody notices that a peer knows more of us", "sync/incoming.py",
         "    _renew_if_restored(writing, opened)", "    pass", acks),
        ("trap 5: synchronous is normal", "store/database.py",
         "            connection.execute(\"PRAGMA synchronous = FULL\")",
         "            connection.execute(\"PRAGMA synchronous = NORMAL\")", crash),
        ("trap 6: an export from what was sent", "sync/outgoing.py",
         "    pieces = [_segment_piece(connection, number) for number in _in_order(connection, me, rows, here)]",
         "    sent = connection.execute(select(BUNDLE.c.id).where(BUNDLE.c.out == 1, BUNDLE.c.desk == to)).first()\n"
         "    pieces = [_segment_piece(connection, number) for number in sorted(rows)[-1 if sent else 0 :]]", acks),
        ("trap 7: the largest acknowledgement counts", "sync/peers.py",
         "    return silent + [word for word in words if word.turn >= newest - _RESTING]",
         "    return silent + [max(words, key=lambda w: sum(h.upto for h in w.held.values()))] if words else silent", acks),
        ("trap 7: an older word replaces a newer one", "sync/peers.py",
         "    if kept is not None and kept >= manifest.sequence:", "    if False:", acks),
        ("trap 7: a word is kept for ever", "sync/peers.py",
         "    if kept is not None and kept >= manifest.sequence:", "    if kept is not None:", acks),
        ("trap 8: a file that names what is missing aborts the import", "store/state.py",
         "        except (seal.Unreadable, BadOperation):", "        except ZeroDivisionError:", unknown),
        ("trap 8: a decision of a wrong form aborts the import", "store/state.py",
         "            return found[0] if isinstance(found, list) and found else None", "            return found[0]", unknown),
        ("trap 9: what is narrowed is not sent to the Ministry", "sync/audiences.py",
         "        sorted({MINISTRY, audience, *([origin] if origin else [])}, key=lambda word: (word != MINISTRY, word))",
         "        sorted({audience, *([origin] if origin else [])}, key=lambda word: (word != MINISTRY, word))", audiences),
        ("trap 10: one number line for all audiences", "sync/feeds.py",
         "    signed = segments.make(me.keys.signing, writer, audience, feed.upto + 1, feed.name, roster, SCHEMA, made)",
         "    signed = segments.make(me.keys.signing, writer, audience, feed.upto + 2, b'x' * 32, roster, SCHEMA, made)", acks),
        ("trap 30: a claim to have seen the future buries", "history/merge.py",
         "    waiting = [entry for entry in claims if heads.pop(entry, None) is None and not known(entry)]",
         "    waiting = [e for e in claims if not [heads.pop(k) for k in list(heads) if k[:2] == e[:2]] and not known(e)]",
         merge),
        # The merge, deletions, what waits.
        ("what waits is forgotten", "history/merge.py",
         "    claims: set[ENTRY] = set(register.waiting)", "    claims: set[ENTRY] = set()", merge),
        ("a deletion hides what it did not see", "history/merge.py",
         "    return all(head.writer == PUBLISHED for head in unseen)", "    return True", merge),
        ("a deletion is undone by another deletion", "history/merge.py",
         "any(head.kind != OpKind.DEL for head in deletion.heads)", "len(deletion.heads) > 1", seen),
        ("a save covers values that were not shown", "history/register.py",
         "        return self.context_of([one for one in self.heads if one.value == shown.value or one.writer == PUBLISHED])",
         "        return self.context_of(self.heads)", merge),
        ("a decision covers only the value that was shown", "operations/conflicts.py",
         "    context = state.slots[one.name].register.context()",
         "    context = state.slots[one.name].register.context_of_shown()", seen),
        ("rows are made from the clock of who wrote last", "store/projecting.py",
         "        first = next((one for one in by_time if _is_first(state, one)), by_time[0])",
         "        first = by_time[0]", audiences),
        ("a record that is shown again is not found", "store/projecting.py",
         "        if fresh or values[\"deleted\"] or shown_again or any(one.search for one in fields):",
         "        if fresh or values[\"deleted\"] or any(one.search for one in fields):", seen),
        # The file.
        ("trap 14: the size of a frame is believed", "sync/bundle.py",
         "        if size > MOST_PLAIN or frame.window_size > _MOST_WINDOW:", "        if False:", file),
        ("trap 14: a second frame is passed over", "sync/bundle.py",
         "        if not frame.has_checksum or _frame_end(packed) != len(packed):", "        if not frame.has_checksum:", file),
        ("trap 15: opened before it is proven", "sync/bundle.py",
         "    if not seal.verifies(sender.public, data[end : end + _SIGNATURE], _PURPOSE + data[:end]):", "    if False:", file),
        ("trap 15: recipients without bound", "sync/bundle.py",
         "    if payload.count(b\"\\n-> \", 0, end + 1) > MOST_STANZAS:", "    if False:", file),
        ("a payload under a header of another", "sync/bundle.py",
         "    if hashlib.sha256(data[end + _SIGNATURE :]).digest() != header.payload:", "    if False:", file),
        ("what stands behind the file is passed over", "sync/bundle.py",
         "    if missing < 0:", "    if False:", file),
        ("the end is not compared", "sync/bundle.py",
         "            if data == tail and place + _RECORD.size + length == len(plain):", "            if True:", file),
        ("two manifests", "sync/bundle.py",
         "    if not items or items[0][0] != MANIFEST or any(kind == MANIFEST for kind, _ in items[1:]):",
         "    if not items or items[0][0] != MANIFEST:", file),
        ("a manifest of another sender", "sync/bundle.py",
         "    if (manifest.bundle, manifest.device, manifest.part) != (header.bundle, sender.device, header.part):",
         "    if False:", file),
        ("a certificate of anybody", "sync/roster.py",
         "        if not _signed_by(certificate, _CERTIFICATE, [self.roots.registrar], 1) or found.ministry != self.ministry:",
         "        if found.ministry != self.ministry:", file),
        ("a bundle for another desk is taken", "sync/incoming.py",
         "    if opened.manifest.to != me.desk:", "    if False:", file),
        # Segments and roster.
        ("a segment is signed by anybody", "sync/incoming.py",
         "            if not segments.is_signed(signed, author.public):", "            if False:", file),
        ("a segment for others is taken", "sync/incoming.py",
         "            if not receives(me.desk, header.audience, header.writer, me.trusted):", "            if False:", file),
        ("a body of another segment", "sync/segment.py",
         "        and hashlib.sha256(segment.body).digest() == header.body", "        and True", file),
        ("trap 16: keys of small order", "history/seal.py",
         "    return y < _FIELD and y not in _SMALL_ORDER", "    return True", roster),
        ("trap 16: keys that are not canonical", "history/seal.py",
         "    return y < _FIELD and y not in _SMALL_ORDER", "    return y not in _SMALL_ORDER", roster),
        ("an older roster", "sync/roster.py", "    if made.order < known.order:", "    if False:", roster),
        ("two rosters of one version", "sync/roster.py",
         "    if made.order == known.order and made.trust.roster.content != known.trust.roster.content:", "    if False:", roster),
        ("a roster that forgets a revocation", "sync/roster.py",
         "        and known.revoked.keys() <= made.revoked.keys()", "        and True", roster),
        ("a roster that leaps", "sync/roster.py",
         "    if made.roster.generation == known.roster.generation and made.roster.version > known.roster.version + _LEAP:",
         "    if False:", roster),
        ("one signature of a root", "sync/roster.py", "THRESHOLD = 2", "THRESHOLD = 1", roster),
        ("new roots that the old ones did not sign", "sync/roster.py",
         "            and (before is None or _signed_by(signed, _ROOTS, before.keys, THRESHOLD))", "            and True", roster),
        ("another ministry", "sync/incoming.py", "            if came.ministry != me.trusted.ministry:",
         "            if False:", roster),
        ("a revoked computer sends on", "sync/bundle.py", "    if sender.device in trusted.revoked:", "    if False:", roster),
        ("what a thief wrote after the cutoff", "sync/chain.py",
         "        return name in self._believed[feed]", "        return True", roster),
        ("a roster after the records", "sync/incoming.py",
         "            with store.writing() as writing:\n                trust.keep(writing.connection, newer)",
         "            pass", roster),
        ("eight words that nobody compares", "sync/enrolment.py",
         "    if not fingerprint.matches(asked.content, words):", "    if False:", "sync/test_enrolment.py"),
        ("a request that proves nothing", "sync/enrolment.py",
         "    if len(proofs) != 1 or not seal.verifies(asked.public, proofs[0], _PURPOSE + signed.content):",
         "    if len(proofs) != 1:", "sync/test_enrolment.py"),
        # Export, audiences, pieces, persons.
        ("an export gives the name before it is read back", "sync/outgoing.py",
         "            if hashlib.sha256(beside.read_bytes()).digest() != hashlib.sha256(data).digest():",
         "            if False:", crash),
        ("an export writes under the last name", "sync/outgoing.py",
         "    beside = path.with_name(f\".{path.name}.{secrets.token_hex(3)}.part\")", "    beside = path", crash),
        ("a part is only known by its set", "sync/incoming.py",
         "    wanted = select(BUNDLE.c.id).where(BUNDLE.c.digest == digest_, BUNDLE.c.out == 0, BUNDLE.c.status == \"applied\")",
         "    wanted = select(BUNDLE.c.id).where(BUNDLE.c.out == 0, BUNDLE.c.status == \"applied\")", acks),
        ("drafts leave the desk", "sync/audiences.py",
         "    if audience in (None, \"\", LOCAL):", "    if audience in (None, \"\"):", audiences),
        ("widening carries nothing", "sync/feeds.py",
         "    return sealed + _carry(writing, me)", "    return sealed", audiences),
        ("widening carries only one's own", "sync/feeds.py",
         "            if not wanted <= seen and (everything or row.writer in own):",
         "            if not wanted <= seen and row.writer in own:", audiences),
        ("lines for fewer desks go along", "sync/feeds.py",
         "        along = [one for one in together if audience_of(one) == audience]",
         "        along = list(together)", audiences),
        ("trap 18: what could not be read is not passed on", "sync/outgoing.py",
         "FROM segment WHERE feed = ? AND no >= ?\"", "FROM segment WHERE feed = ? AND no >= ? AND unread = 0\"", unknown),
        ("a copied computer is served in one place", "sync/peers.py",
         "            (*before.others, before._replace(others=())) if before is not None else (),", "            (),", acks),
        ("who has another branch is not sent this one", "sync/outgoing.py",
         "            lacking = no in feed.twice or any(", "            lacking = any(", acks),
        ("a word of one branch counts for another", "sync/outgoing.py",
         "    return held.upto > feed.upto or feed.name.startswith(held.name)", "    return True", acks),
        ("gaps are not told", "sync/feeds.py", "        if no > expected:", "        if False:", acks),
        ("what was erased comes back", "sync/arrival.py",
         "        elif row is not None and row.key is None and not row.erased and row.entity == entity:",
         "        elif row is not None and row.key is None and row.entity == entity:", people),
        ("a record of two types", "sync/arrival.py",
         "        one for one in several if one.writer == PUBLISHED or one.entity == here.get(one.record, type_in(one.record))",
         "        one for one in several", "sync/test_types.py"),
        ("a mission writes the Ministry's settings", "sync/arrival.py",
         "    if not central:", "    if False:", "sync/test_ministrys.py"),
        ("the first key is believed", "sync/arrival.py",
         "        if not _opens(writing.connection, record_id, row.key) and _opens(writing.connection, record_id, key):",
         "        if False:", people),
        ("keys stay at home", "sync/outgoing.py", "            if one.key is not None", "            if False", people),
        ("a value of a person is not sealed", "store/writing.py",
         "        if value and state.key is not None and name[0] != DELETED:", "        if False:", people),
        ("what is unknown is dropped", "sync/arrival.py",
         "        writing.connection.execute(update(SEGMENT).where(SEGMENT.c.id == number).values(unread=unread))",
         "        pass", unknown),
        ("pieces that are missing are not asked for", "sync/incoming.py",
         "                connection.execute(insert(WANTED).prefix_with(\"OR IGNORE\").values(chunk=chunk))",
         "                pass", pieces),
        ("whoever asks for a piece is given it", "sync/outgoing.py",
         "        for chunk in (row.chunks or \"\").split() if row.rid in visible else ():",
         "        for chunk in (row.chunks or \"\").split():", pieces),
        ("large files first", "sync/outgoing.py",
         "    for row in sorted(candidates, key=lambda row: (row.size or 0, row.id)):",
         "    for row in sorted(candidates, key=lambda row: (-(row.size or 0), row.id)):", pieces),
        ("trap 19: a clock is refused", "sync/bundle.py", "        and 0 <= header.created < 2**63",
         "        and 1_500_000_000_000 <= header.created < 2_500_000_000_000", seen),
        ("trap 28: looser decoding", "sync/bundle.py", "    if msgspec.msgpack.encode(found) != data:", "    if False:", file),
    ]  # fmt: skip
    return [Fault(*one) for one in found]


def outcome(fault: Fault, seeds: int, near: bool) -> str:
    """Plant a fault in a copy and return "killed", "survived" or "not planted"."""
    with TemporaryDirectory(prefix="coopdesk-fault-") as folder:
        copy = Path(folder)
        for name in ("coopdesk", "tests"):
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("resources", "pyproject.toml"):
            (copy / name).symlink_to(ROOT / name)
        path = copy / "coopdesk" / fault.file
        text = path.read_text("utf-8")
        if text.count(fault.old) != 1:
            return "not planted"
        path.write_text(text.replace(fault.old, fault.new), "utf-8")
        environment = dict(os.environ, PYTHONPATH=folder, COOPDESK_SIMULATIONS=str(seeds))
        for tests in ((f"tests/{fault.first}",), *(() if near else (EVERYTHING,))):
            command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
            done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, check=False)
            if done.returncode:
                return "killed"
    return "survived"


def main() -> int:
    """Plant every fault, or one; exits 1 where more than one in twenty survives, or one that must not."""
    options = argparse.ArgumentParser(prog="python -m tests.sync.mutants")
    options.add_argument("--only", default="")
    options.add_argument("--seeds", type=int, default=30)
    options.add_argument("--processes", type=int, default=2)
    options.add_argument("--near", action="store_true", help="only the tests that are named beside the fault")
    given = options.parse_args()
    faults = [one for one in _faults() if given.only in one.name]
    with ThreadPoolExecutor(given.processes) as pool:
        tried = {pool.submit(outcome, one, given.seeds, given.near): one for one in faults}
        found = {}
        for done in as_completed(tried):
            found[tried[done].name] = done.result()
            print(f"{done.result():<12} {tried[done].name}", flush=True)
    results = [found[one.name] for one in faults]
    killed = results.count("killed")
    print(f"{killed} of {len(results)} killed")
    must = {f"trap {n}:" for n in (*range(1, 11), 30)}
    alive = [fault.name for fault, result in zip(faults, results, strict=True) if result != "killed"]
    worst = [name for name in alive if any(name.startswith(one) for one in must)]
    return 1 if worst or killed < 0.95 * len(results) else 0


if __name__ == "__main__":
    sys.exit(main())
