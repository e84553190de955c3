"""A Ministry whose home is put back from a backup forgets whom it admitted and revoked, and hears of it again."""

from pathlib import Path

import pytest

from coopdesk.errors import Refused
from coopdesk.operations import enrolment
from coopdesk.store.home import Store
from coopdesk.sync import trust
from tests.simulation.desks import Site, accept, admit
from tests.sync.network import Network, organization


class Restored(Network):
    """``paris`` joined, Vienna was revoked, Geneva heard of both; then the Ministry forgot them."""

    def __init__(self, place: Path, *, noticed: bool = True, told: bool = False) -> None:
        super().__init__(place)
        site = self.sites[0]
        self.send(self.geneva, self.ministry)
        site.backup(place / "backup")
        self.ministry = site.store
        self.paris = self.joining("paris", "QA-PAR")
        enrolment.revoke(self.ministry, "QA-VIE")
        self.send(self.ministry, self.geneva)
        (site.restore if noticed else site.roll_back)(place / "backup")
        self.ministry = site.store
        if told:
            self.send(self.geneva, self.ministry)

    def joining(self, name: str, code: str) -> Store:
        site = Site(self.place / name, code, self.sites[0].chance, lambda: 1_790_000_000_000)
        self.sites.append(site)
        accept(site, admit(self.sites[0], site))
        return site.store


def order_of(store: Store) -> tuple[int, int]:
    return trust.enrolled(store).trusted.order


def known_to(store: Store) -> tuple[set[str], set[str]]:
    """Return the desks that a desk knows, and those of which a computer was revoked."""
    known = trust.enrolled(store).trusted
    return set(known.desks), {known.desk_of(one) or "" for one in known.revoked}


@pytest.fixture
def made(tmp_path: Path):
    found: list[Restored] = []

    def make(**how: bool) -> Restored:
        found.append(Restored(tmp_path / f"network-{len(found)}", **how))
        return found[-1]

    yield make
    for one in found:
        one.close()


def test_a_registrar_that_is_behind_issues_nothing_until_it_has_the_newer_list(made) -> None:
    network = made(told=True)
    before = order_of(network.ministry)
    with pytest.raises(Refused, match="QA-GVA"):
        network.joining("rome", "QA-ROM")
    assert order_of(network.ministry) == before < order_of(network.geneva)
    network.send(network.ministry, network.geneva)
    network.send(network.geneva, network.ministry)
    assert known_to(network.ministry) == known_to(network.geneva)
    network.joining("rome-again", "QA-ROM")
    assert known_to(network.ministry) == ({"QA-MFA", "QA-GVA", "QA-VIE", "QA-PAR", "QA-ROM"}, {"QA-VIE"})


def test_a_computer_that_lies_of_a_newer_list_can_be_revoked(made) -> None:
    network = made(told=True)
    assert enrolment.revoke(network.ministry, "QA-GVA") == 1
    network.joining("rome", "QA-ROM")


@pytest.mark.parametrize("noticed", [True, False])
def test_two_lists_become_one_with_all_of_both(made, noticed: bool) -> None:
    """Where nothing tells the registrar in time, it issues a list beside the one that it forgot."""
    network = made(noticed=noticed)
    rome = network.joining("rome", "QA-ROM")
    organization(network.paris, name_en="from Paris", audience="all")
    for _ in range(2):
        network.send(network.ministry, network.geneva)
        assert "QA-VIE" in known_to(network.geneva)[1], "nobody trusts a revoked computer again"
        network.send(network.geneva, network.ministry)
        network.send(network.ministry, network.geneva)
    network.send(network.ministry, rome)
    everybody = ({"QA-MFA", "QA-GVA", "QA-VIE", "QA-PAR", "QA-ROM"}, {"QA-VIE"})
    assert [known_to(one) for one in (network.ministry, network.geneva, rome)] == [everybody] * 3
    assert len({order_of(one) for one in (network.ministry, network.geneva, rome)}) == 1
    assert network.send(network.paris, network.ministry)[0].applied > 0


def test_a_restored_registrar_gives_no_number_twice(made) -> None:
    network = made()
    network.joining("rome", "QA-ROM")
    assert order_of(network.ministry) > order_of(network.geneva)
    here = order_of(network.ministry)[1]
    network.joining("bern", "QA-BRN")
    assert order_of(network.ministry)[1] == here + 1


def test_two_lists_of_one_number_become_one_when_the_next_is_issued(made) -> None:
    """Nothing can notice that a virtual machine went back; its numbers may then meet those that others have."""
    network = made(noticed=False)
    network.joining("rome", "QA-ROM")
    network.joining("bern", "QA-BRN")
    assert order_of(network.ministry) == order_of(network.geneva)
    network.send(network.ministry, network.geneva)
    network.send(network.geneva, network.ministry)
    assert "QA-BRN" not in known_to(network.geneva)[0]
    network.joining("oslo", "QA-OSL")
    for _ in range(2):
        network.send(network.ministry, network.geneva)
        network.send(network.geneva, network.ministry)
    assert known_to(network.ministry) == known_to(network.geneva)
    assert {"QA-PAR", "QA-ROM", "QA-BRN", "QA-OSL"} <= known_to(network.geneva)[0]


def test_only_the_registrar_joins_lists(made) -> None:
    network = made()
    network.joining("rome", "QA-ROM")
    before = order_of(network.geneva)
    network.send(network.ministry, network.geneva)
    assert order_of(network.geneva) == before
