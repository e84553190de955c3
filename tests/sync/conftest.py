"""The network of desks that the tests of the exchange share."""

import pytest

from tests.sync.network import network as _network

network = pytest.fixture(name="network")(lambda tmp_path: (yield from _network(tmp_path)))
