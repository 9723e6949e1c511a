"""A key of the tests' own, and one small case that the tests which only look at it share."""

from pathlib import Path

import pytest
import pytest_socket
from cli_cases import archive, case, run


@pytest.fixture(autouse=True)
def own_key(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test signs with the key of whoever runs it, nor finds a practice world that he serves."""
    monkeypatch.setenv("OSINT_KEY_FILE", str(tmp_path_factory.getbasetemp() / "key.pem"))
    monkeypatch.delenv("OSINT_PRACTICE_WORLD", raising=False)


@pytest.fixture(autouse=True)
def loopback(request: pytest.FixtureRequest) -> None:
    """Open loopback for the tests that are marked for it, after every hook that closes it."""
    if request.node.get_closest_marker("loopback"):
        pytest_socket.enable_socket()


@pytest.fixture(scope="session")
def known(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case with the invented crawl in it; to be looked at, not to be changed."""
    place = tmp_path_factory.mktemp("known")
    folder = case(place / "case")
    assert run("import", folder, archive(place / "crawl.warc")).exit_code == 0
    return folder
