"""One small case that the tests which only look at it share."""

from pathlib import Path

import pytest
from cli_cases import archive, case, run


@pytest.fixture(scope="session")
def known(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case with the invented crawl in it; to be looked at, not to be changed."""
    place = tmp_path_factory.mktemp("known")
    folder = case(place / "case")
    assert run("import", folder, archive(place / "crawl.warc")).exit_code == 0
    return folder
