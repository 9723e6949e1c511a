"""Generations of derived tables: written beside the last one, then switched to.

``derived/N/`` holds observations, links and operators as Parquet, the basis, and ``derivation.json`` (what
went in, digests of what came out). ``derived/current`` names N. All of it may be deleted and comes back.
"""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock

from osint import canonical, rows, tables
from osint.derive import Derivation
from osint.errors import EvidenceBroken, OsintError
from osint.records import Link, Observation, Operator

FOLDER = "derived"
KEPT = 3  # older generations than these are removed: they can be derived again


@dataclass(frozen=True, slots=True)
class Generation:
    """One derivation on disk."""

    number: int
    folder: Path
    statement: dict[str, Any]  # derivation.json

    @property
    def is_there(self) -> bool:
        """Whether it is on disk still: anybody may delete what is derived."""
        return (self.folder / "derivation.json").is_file()

    def observations(self) -> Iterator[Observation]:
        """Its observations, in order."""
        return (rows.observation(row) for row in tables.read(self.folder / "observations.parquet"))

    def links(self) -> Iterator[Link]:
        """Its links, in order."""
        return (rows.link(row) for row in tables.read(self.folder / "links.parquet"))

    def operators(self) -> Iterator[Operator]:
        """Its operators, in order."""
        return (rows.operator(row) for row in tables.read(self.folder / "operators.parquet"))

    def basis(self) -> dict[str, Any]:
        """The frozen knowledge that it used."""
        return _load(self.folder / "basis.json")


def current(case: Path) -> Generation | None:
    """The generation that the case stands on; nothing when none was derived or it was deleted."""
    try:
        number = int((case / FOLDER / "current").read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    folder = case / FOLDER / str(number)
    if not (folder / "derivation.json").is_file():
        return None
    return Generation(number, folder, _load(folder / "derivation.json"))


def write(case: Path, derivation: Derivation, basis: dict[str, Any], statement: dict[str, Any]) -> Generation:
    """Write a new generation whole, then switch to it; readers of the last one are not disturbed.

    Raises:
        OsintError: when it cannot be written.
    """
    root = case / FOLDER
    try:
        return _write(root, derivation, basis, statement)
    except OSError as why:
        raise OsintError(
            f"{root} cannot be written ({why}): make room on the disk and run the same command again; what was "
            "kept is whole"
        ) from why


def _write(
    root: Path, derivation: Derivation, basis: dict[str, Any], statement: dict[str, Any]
) -> Generation:
    root.mkdir(exist_ok=True)
    with FileLock(root / ".lock"):
        number = 1 + max((int(path.name) for path in root.iterdir() if path.name.isdigit()), default=0)
        building = root / f".{number}.building"
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir()
        _fill(building, derivation, basis, statement)
        building.rename(root / str(number))
        _switch(root, number)
        _drop_old(root, number)
    return Generation(number, root / str(number), statement)


def _fill(folder: Path, derivation: Derivation, basis: dict[str, Any], statement: dict[str, Any]) -> None:
    seen = (rows.observation_row(each) for each in derivation.observations)
    tables.write(folder / "observations.parquet", seen, tables.OBSERVATIONS)
    links = (rows.link_row(each) for each in derivation.links)
    tables.write(folder / "links.parquet", links, tables.LINKS)
    operators = (rows.operator_row(each) for each in derivation.operators)
    tables.write(folder / "operators.parquet", operators, tables.OPERATORS)
    (folder / "basis.json").write_bytes(canonical.encode(basis))
    (folder / "derivation.json").write_bytes(canonical.encode(statement))


def _switch(root: Path, number: int) -> None:
    fresh = root / "current.new"
    fresh.write_text(str(number), "utf-8")
    fresh.replace(root / "current")


def _drop_old(root: Path, number: int) -> None:
    for path in root.iterdir():
        if path.name.isdigit() and int(path.name) <= number - KEPT:
            shutil.rmtree(path, ignore_errors=True)


def _load(path: Path) -> dict[str, Any]:
    try:
        loaded = json.loads(path.read_bytes())
    except (OSError, ValueError) as why:
        raise EvidenceBroken(
            f"{path} cannot be read ({why}): delete the folder {FOLDER}/ and run `osint show` to derive again"
        ) from why
    if not isinstance(loaded, dict):
        raise EvidenceBroken(f"{path} is not what a derivation writes: delete the folder {FOLDER}/")
    return loaded
