"""Sockets are blocked in every test but those marked as speaking to loopback."""

import pytest
import pytest_socket
import urllib3.util.connection  # noqa: F401 -- tries a socket when first imported, so before they are blocked


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Open loopback, and nothing else, for a test that is marked for it."""
    if item.get_closest_marker("loopback") or item.get_closest_marker("browser"):
        pytest_socket.enable_socket()
        pytest_socket.socket_allow_hosts(["127.0.0.1", "::1"], allow_unix_socket=True)
