"""The one way into the records: operations in, registers and record tables out, in one transaction.

Invariants: every change of a record is an operation first; ``apply`` is the only function that writes
operations, registers and record tables, whether they come from a form or (later) from a bundle; a context
holds what was on the screen, not what is in the database (``seen``). Callers hold the lock of the home.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, func, insert, select, update

from coopdesk.errors import ChangedSince, Refused
from coopdesk.fields import Field, Members
from coopdesk.history import seal
from coopdesk.history.clock import Clock
from coopdesk.history.identity import new_id, type_in
from coopdesk.history.merge import Known, merge
from coopdesk.history.operation import ENTRY, Context, Operation, OpKind, pack
from coopdesk.history.register import Register
from coopdesk.i18n import N_
from coopdesk.progress import SILENT, Progress
from coopdesk.records import BY_ENTITY
from coopdesk.records.base import AUDIENCE, CLASSIFIED, DELETED, Record
from coopdesk.store import placing, search
from coopdesk.store.capturing import CapturingSession
from coopdesk.store.holding import Hold, held
from coopdesk.store.looking import changed_since, register_at
from coopdesk.store.meta import meta_int, set_meta
from coopdesk.store.projecting import Arrived, project
from coopdesk.store.references import References
from coopdesk.store.rows import attribute
from coopdesk.store.state import AT_ONCE, Name, RecordState, Slot, load, load_many, registers_of
from coopdesk.store.tables import OP, RECORD, REG, WRITER
from coopdesk.world import SYSTEM, World

SCHEMA = 1
ERASED = N_("This record was erased for good; it cannot be written to.")
_GRANTED = N_("“{type}” is written when an administrator gives a role or a passphrase, by nothing else.")


class Author(NamedTuple):
    """Who writes: the writer (device and epoch), its local number, the desk's code and the officer's id."""

    writer: bytes
    number: int
    desk: str
    officer: str | None


class Writing:
    """One transaction that changes records. ``session`` captures what is done to its objects when it flushes.

    ``seen``: per record id the last operation (local order) that was on the screen; absent: all that is here.
    ``concurrent``: write beside a field that changed since, instead of refusing. ``renews``: the next transaction
    draws a new epoch. ``guard``: refuses what only an administrator writes; ``granting``: grants are being written.
    ``written``: type and id of the records that were written to here, and the numbers of the registers; ``degrees``:
    which degree those had before whose degree was written. ``keeps``: the session goes on with the objects that it
    wrote; of very many, nobody asks again.
    """

    def __init__(
        self,
        connection: Connection,
        author: Author,
        world: World = SYSTEM,
        guard: Callable[[], None] = lambda: None,
    ) -> None:
        self.connection = connection
        self.author = author
        self.world = world
        self.guard = guard
        self.granting = False
        self.seen: dict[str, int] = {}
        self.concurrent = False
        self.changed: set[str] = set()
        self.written: set[tuple[type[Record], str, int]] = set()
        self.degrees: dict[str, Any] = {}
        self.forgets = False
        self.keeps = True
        self.renews = False
        self._writers = {author.writer: author.number}
        self._desks: dict[bytes, str | None] = {author.writer: author.desk}
        self.txn = self._next_number()
        self._number = self.txn
        self._user = UUID(author.officer).bytes if author.officer else b""
        self._clock = Clock(meta_int(self.connection, "clock"), world.wall)
        self.references = References(connection, author.desk, author.writer, author.number)
        self.session = CapturingSession(self)

    @property
    def is_ministry(self) -> bool:
        """Whether this desk is the Ministry."""
        return meta_int(self.connection, "ministry") == 1

    @property
    def published(self) -> int:
        """How many releases of the published directory are in this database."""
        return meta_int(self.connection, "published")

    @property
    def highest(self) -> int:
        """The number of the newest operation of this writer."""
        return self._number - 1

    def finish(self) -> None:
        """Flush the session and keep the counters; the caller commits."""
        self.session.flush()
        self.session.close()
        if self.forgets:
            search.forget_deleted(self.connection)
        self.references.keep()
        set_meta(self.connection, "clock", str(self._clock.last).encode())

    def capture(self, records: Sequence[Record]) -> None:
        """Write what objects of the session now hold where that differs from the stored registers, all at once."""
        states = self._states_of(records)
        frozen = [states[one.id].rid for one in records if type(one).__frozen__]
        holds = held(self.connection, frozen) if frozen else {}
        made: list[Operation] = []
        stale: list[str] = []
        for one in records:
            state = states[one.id]
            made += self._captured(one, state, holds.get(state.rid), stale)
        if stale and not self.concurrent:
            raise ChangedSince(stale)
        self.apply(made, states)

    def _captured(self, record: Record, state: RecordState, hold: Hold | None, stale: list[str]) -> list[Operation]:
        """Return the operations that an object makes; ``stale`` gets the fields that changed since they were seen."""
        made: list[Operation] = []
        seen = self.seen.get(record.id)
        if not state.slots:
            return self._captured_anew(record, state)
        for number, group in registers_of(type(record)).items():
            if hold is not None and number not in hold.live:
                continue
            if isinstance(group[0].kind, Members):
                made += self._capture_members(state, number, getattr(record, group[0].name) or (), seen)
                continue
            wire, name = _packed(record, group), (number, "")
            if wire == state.shown(name):
                continue
            before = register_at(self.connection, state, name, seen)
            if changed_since(state, name, before):
                stale += [one.name for one in group]
            made.append(self._operation(state, name, OpKind.SET, wire, before.context_of_shown()))
        return made

    def _captured_anew(self, record: Record, state: RecordState) -> list[Operation]:
        """Return the operations that an object makes which is new: what was not set is empty, and nothing was seen."""
        made: list[Operation] = []
        given = vars(record)
        for number, group in registers_of(type(record)).items():
            if not any(one.name in given for one in group):
                continue
            if isinstance(group[0].kind, Members):
                made += self._capture_members(state, number, getattr(record, group[0].name) or (), None)
            elif (wire := _packed(record, group)) is not None:
                made.append(self._operation(state, (number, ""), OpKind.SET, wire, ()))
        return made

    def delete(self, record_id: str, *, undo: bool = False) -> None:
        """Hide a record, or show it again. What others change meanwhile is seen by neither and shows it."""
        state = load(self.connection, record_id)
        assert state is not None
        name = (DELETED, "")
        seen = self.seen.get(record_id)
        saw = tuple(
            (number, key, register_at(self.connection, state, (number, key), seen).context())
            for number, key in sorted(state.slots)
            if number != DELETED
        )
        kind = OpKind.UNDEL if undo else OpKind.DEL
        context = register_at(self.connection, state, name, seen).context()
        self.apply([self._operation(state, name, kind, not undo, context, saw)], {state.id: state})

    def write(self, state: RecordState, name: Name, kind: OpKind, wire: object, context: Context) -> None:
        """Write one operation whose context the caller chose (undo, resolution)."""
        self.apply([self._operation(state, name, kind, wire, context)], {state.id: state})

    def apply(
        self,
        made: Iterable[Operation],
        states: Mapping[str, RecordState] | None = None,
        progress: Progress = SILENT,
        segments: Mapping[ENTRY, int] | None = None,
    ) -> None:
        """Write operations that are not here yet, their registers and the record tables.

        ``states``: records already loaded; ``segments``: by which operations came that came in a bundle.
        """
        named: dict[bytes, list[Operation]] = defaultdict(list)
        for operation in made:
            named[operation.record].append(operation)
        by_record = {str(UUID(bytes=record)): several for record, several in named.items()}
        ids = list(by_record)
        for start in range(0, len(ids), AT_ONCE):
            progress.step(start, len(ids))
            part = {one: by_record[one] for one in ids[start : start + AT_ONCE]}
            known = dict(states or {})
            known |= load_many(self.connection, [one for one in part if one not in known])
            begun = self._begin({one: BY_ENTITY[batch[0].entity] for one, batch in part.items() if one not in known})
            self._apply([((known | begun)[one], batch) for one, batch in part.items()], segments or {})

    def name_desk(self, writer: bytes, desk: str | None) -> None:
        """Note at which desk a writer works."""
        if desk is not None and self._desk_of(writer) != desk:
            self.connection.execute(update(WRITER).where(WRITER.c.id == self.writer_number(writer)).values(desk=desk))
            self._desks[writer] = desk

    def hear_of(self, record_id: str, entity: int, key: bytes) -> None:
        """Note a record of a person whose operations are still to come, of a type that may be unknown, with its key."""
        rid = self._largest(RECORD.c.rid) + 1
        values = {"rid": rid, "id": record_id, "entity": entity, "key": key, "erased": 0}
        self.connection.execute(insert(RECORD).values(values))

    def observe(self, hlc: int) -> None:
        """Take note of the clock of operations from elsewhere."""
        self._clock.observe(hlc)

    def _apply(self, arrived: list[Arrived], segments: Mapping[ENTRY, int]) -> None:
        """Write the operations of records that are loaded."""
        now = self.world.wall()
        seq, largest_reg = self._largest(OP.c.seq), self._largest(REG.c.id)
        rows, new, old, widened = [], [], [], []
        for state, batch in arrived:
            if state.slots and any(one.field == AUDIENCE for one in batch):
                widened.append((state.rid,))
            names: dict[Name, list[Operation]] = defaultdict(list)
            for operation in batch:
                seq += 1
                name, entry = (operation.field, operation.key), operation.entry
                slot = state.slots.get(name)
                if slot is None:
                    largest_reg += 1
                    slot = state.slots[name] = Slot(largest_reg, Register(), 0, stored=False)
                names[name].append(operation)
                slot.last = seq
                rows.append((
                    seq, self.writer_number(operation.writer), operation.n, state.rid, slot.id, operation.txn, now,
                    entry[2], operation.body, segments.get(entry),
                ))  # fmt: skip
            for name, several in names.items():
                slot = state.slots[name]
                slot.register = merge(slot.register, several, self._known(slot.id))
            deletion = {(DELETED, "")} & state.slots.keys() - names.keys()
            for name in (*names, *deletion):
                slot = state.slots[name]
                values = (slot.register.encode(), state.several(name), len(slot.register.waiting), slot.last)
                if slot.stored:
                    old.append((*values, slot.id))
                else:
                    new.append((*values, slot.id, state.rid, *name))
                    slot.stored = True
        for statement, written in ((_INSERT_OP, rows), (INSERT_REG, new), (_UPDATE_REG, old)):
            if written:
                self.connection.exec_driver_sql(statement, written)
        if widened:
            self.connection.exec_driver_sql(_WIDENED, widened)
        self.project(arrived)

    def project(self, arrived: list[Arrived]) -> None:
        """Write the rows of the record tables that follow from the registers."""
        project(self.connection, arrived, self._desk_of)
        self.changed.update(state.cls.__tablename__ for state, _ in arrived)

    def _capture_members(
        self, state: RecordState, number: int, wanted: Iterable[str], seen: int | None
    ) -> list[Operation]:
        have, want = set(state.members(number)), set(wanted)
        made = []
        for member in sorted(have ^ want):
            name = state.name_of(number, member)
            context = register_at(self.connection, state, name, seen).context()
            made.append(self._operation(state, name, OpKind.ELEM, state.member_wire(member, member in want), context))
        return made

    def _states_of(self, records: Sequence[Record]) -> dict[str, RecordState]:
        """Return the states of records by id; those that are new begin."""
        for one in records:
            if one.id is None:
                one.id = new_id(self.world, one.__entity__)
        states = load_many(self.connection, [one.id for one in records])
        fresh = {one.id: type(one) for one in records if one.id not in states}
        for id, cls in fresh.items():
            if type_in(UUID(id).bytes) != cls.__entity__:
                raise ValueError(f"{id} is no id of a {cls.__tablename__}: no desk would take it")
        keys = {id: seal.new_record_key(self.world.random) for id, cls in fresh.items() if cls.__personal__}
        placed = [one for one in records if one.id in keys and type(one).__placed__]
        keys |= placing.keys_of(self.connection, placed, keys) if placed else {}
        states |= self._begin(fresh, keys)
        for one in records:
            if states[one.id].erased:
                raise Refused(ERASED)
            one.rid = states[one.id].rid
        return states

    def _begin(
        self, types: Mapping[str, type[Record]], keys: Mapping[str, bytes] = MappingProxyType({})
    ) -> dict[str, RecordState]:
        """Note records that this desk hears of for the first time, those of persons with their keys."""
        if not types:
            return {}
        first = self._largest(RECORD.c.rid) + 1
        begun = {
            id: RecordState(first + n, id, cls, keys.get(id), False, None) for n, (id, cls) in enumerate(types.items())
        }
        rows = [(one.rid, one.id, one.cls.__entity__, one.key) for one in begun.values()]
        self.connection.exec_driver_sql(_INSERT_RECORD, rows)
        return begun

    def _operation(
        self, state: RecordState, name: Name, kind: OpKind, wire: object, context: Context, saw: Any = ()
    ) -> Operation:
        if state.cls.__granted__ and not self.granting:
            raise Refused(_GRANTED, type=state.cls.__label__)
        if state.cls.__administered__:
            self.guard()
        n = self._number
        self._number += 1
        self.written.add((state.cls, state.id, name[0]))
        if name[0] == CLASSIFIED:
            self.degrees.setdefault(state.id, state.shown(name))
        value = b"" if wire is None else pack(wire)
        if value and state.key is not None and name[0] != DELETED:
            value = seal.seal_value(state.key, self.author.writer, n, state.place(name), value)
        return Operation(
            writer=self.author.writer, n=n, hlc=self._clock.tick(),
            user=self._user, txn=self.txn, schema=SCHEMA,
            entity=state.cls.__entity__, record=state.identity, field=name[0], key=name[1], kind=kind,
            value=value, ctx=context, saw=saw,
        )  # fmt: skip

    def _known(self, reg: int) -> Known:
        def known(entry: ENTRY) -> bool:
            wanted = (self.writer_number(entry[0]), *entry[1:], reg)
            return self.connection.exec_driver_sql(_IS_HERE, wanted).first() is not None

        return known

    def writer_number(self, name: bytes) -> int:
        if name not in self._writers:
            row = self.connection.exec_driver_sql(_WRITER, (name,)).first()
            if row is not None:
                self._writers[name], self._desks[name] = row
            else:
                self._writers[name] = int(self.connection.execute(insert(WRITER).values(name=name)).lastrowid)
        return self._writers[name]

    def _desk_of(self, writer: bytes) -> str | None:
        if writer not in self._desks:
            row = self.connection.exec_driver_sql(_WRITER, (writer,)).first()
            self._desks[writer] = row[1] if row is not None else None
        return self._desks[writer]

    def _next_number(self) -> int:
        mine = select(func.max(OP.c.n)).where(OP.c.writer == self.author.number)
        return (self.connection.execute(mine).scalar() or 0) + 1

    def _largest(self, column: Any) -> int:
        return self.connection.execute(select(func.max(column))).scalar() or 0


def _packed(record: Record, group: Sequence[Field]) -> Any:
    """Return the wire value of a register as an object holds it."""
    packed = [one.kind.pack(attribute(record, one.name, one.kind)) for one in group]
    return packed[0] if group[0].group is None else packed if any(one is not None for one in packed) else None


_INSERT_OP = (
    "INSERT INTO op (seq, writer, n, rid, reg, txn, at, h4, body, segment) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
INSERT_REG = 'INSERT INTO reg (state, conflict, waiting, last, id, rid, field, "key") VALUES (?, ?, ?, ?, ?, ?, ?, ?)'
_INSERT_RECORD = 'INSERT INTO record (rid, id, entity, "key", erased) VALUES (?, ?, ?, ?, 0)'
_WRITER = "SELECT id, desk FROM writer WHERE name = ?"
_IS_HERE = "SELECT 1 FROM op WHERE writer = ? AND n = ? AND h4 = ? AND reg = ?"
_UPDATE_REG = "UPDATE reg SET state = ?, conflict = ?, waiting = ?, last = ? WHERE id = ?"
_WIDENED = "INSERT OR IGNORE INTO widened (rid) VALUES (?)"
