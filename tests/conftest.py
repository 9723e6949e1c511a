"""Sockets are blocked in every test but those marked as speaking to loopback; nobody's own key is touched."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import urllib3.util.connection  # noqa: F401 -- tries a socket when first imported, so before they are blocked

from osint.evidence import key as keys

LOOPBACK = ["127.0.0.0/8", "::1"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Open loopback, and nothing else, for a test that is marked for it, before its fixtures are made."""
    for item in items:
        if item.get_closest_marker("loopback") or item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.allow_hosts(LOOPBACK))


@pytest.fixture(scope="session", autouse=True)
def own_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """No test signs with the key of whoever runs it, nor finds a practice world or case that he has named."""
    key = tmp_path_factory.mktemp("keys") / "key.pem"
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("OSINT_")]:
            patch.delenv(name)
        patch.setenv("OSINT_KEY_FILE", str(key))
        keys.create("default")
        yield key
