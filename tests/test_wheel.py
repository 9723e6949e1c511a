"""What a user installs holds the practice world, the notebooks and the templates."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
INSTALLED = {"data/practice": "osint/practice/data", "notebooks": "osint/notebooks", "src/osint": "osint"}


@pytest.mark.slow
def test_the_wheel_has_every_file_that_a_checkout_has(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    [wheel] = tmp_path.glob("*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    listed = subprocess.run(
        ["git", "ls-files", *INSTALLED], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.splitlines()
    for name in listed:
        source, target = next(pair for pair in INSTALLED.items() if name.startswith(pair[0] + "/"))
        assert target + name.removeprefix(source) in held, name
