"""One small case and its package for all tests of the bundle; each test that changes it takes a copy."""

import shutil
from pathlib import Path

import pytest
from bundle_cases import exchanges, start


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the case (``case``) and its package (``package``); not to be changed."""
    folder = tmp_path_factory.mktemp("made")
    case = start(folder / "case", exchanges())
    case.judge("same", "moonscans.example", "starscans.example", because="privileged reason", author="J. Doe")
    case.export(folder / "package", court="kr")
    case.close()
    return folder


@pytest.fixture
def package(made: Path, tmp_path: Path) -> Path:
    """A copy of the package."""
    return Path(shutil.copytree(made / "package", tmp_path / "package"))


@pytest.fixture
def case(made: Path, tmp_path: Path) -> Path:
    """A copy of the case's folder."""
    return Path(shutil.copytree(made / "case", tmp_path / "case"))
