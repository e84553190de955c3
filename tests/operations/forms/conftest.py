"""The network of desks that tests of forms share."""

import pytest

from tests.sync.network import network as _network

network = pytest.fixture(name="network")(lambda tmp_path: (yield from _network(tmp_path)))
