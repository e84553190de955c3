"""The merge under any sequence of acts that Hypothesis thinks of, shrunk to the shortest one that breaks it."""

from hypothesis import settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from coopdesk.history.merge import merge
from coopdesk.history.register import Register
from tests.history.oracle import Desk, World

DESKS = st.integers(0, 2)


class Merging(RuleBasedStateMachine):
    """Three desks that write to one register; what each received is a set, in whatever order it came."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World(0, desks=3)

    @rule(desk=DESKS)
    def open_form(self, desk: int) -> None:
        self.world.open_form(self.world.desks[desk])

    @rule(desk=DESKS)
    def save(self, desk: int) -> None:
        self.world.save(self.world.desks[desk])

    @rule(desk=DESKS, several=st.lists(st.integers(0, 200), max_size=6))
    def receive(self, desk: int, several: list[int]) -> None:
        count = len(self.world.writes)
        if count:
            self.world.receive(self.world.desks[desk], [one % count for one in several])

    @rule(desk=DESKS)
    def restore(self, desk: int) -> None:
        self.world.restore(self.world.desks[desk])

    @invariant()
    def nothing_is_lost(self) -> None:
        for desk in self.world.desks:
            heads = {head.value for head in desk.register.heads}
            assert heads >= self._standing(desk), "a value was lost"
            if not desk.register.waiting:
                assert heads == self._standing(desk), "a value stands that somebody replaced having seen it"

    @invariant()
    def the_order_does_not_matter(self) -> None:
        for desk in self.world.desks:
            made = [self.world.writes[one].operation for one in sorted(desk.here, reverse=True)]
            assert merge(Register(), made, self.world.known(desk)).encode() == desk.register.encode()

    def teardown(self) -> None:
        states = set()
        for desk in self.world.desks:
            self.world.receive(desk, list(range(len(self.world.writes))))
            states.add(desk.register.encode())
            assert {head.value for head in desk.register.heads} == self.world.expected_heads()
        assert len(states) == 1

    def _standing(self, desk: Desk) -> set[bytes]:
        replaced = {seen for one in desk.here for seen in self.world.writes[one].seen}
        return {self.world.writes[one].operation.value for one in desk.here - replaced}


TestMerging = Merging.TestCase
TestMerging.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
