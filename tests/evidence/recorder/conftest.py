"""Loopback for the tests that are marked for it."""

import pytest
import pytest_socket


@pytest.fixture(autouse=True)
def loopback(request: pytest.FixtureRequest) -> None:
    """Open loopback after every hook that closes it."""
    if request.node.get_closest_marker("loopback"):
        pytest_socket.enable_socket()
        pytest_socket.socket_allow_hosts(["127.0.0.1", "::1"], allow_unix_socket=True)
