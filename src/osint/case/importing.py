"""Files taken in: each exchange kept once, the file's own hash and what could not be read told."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from osint import formats
from osint.errors import UsageError
from osint.evidence.store import Store
from osint.formats.reading import Capture, Unreadable, plain
from osint.records import Exchange, Outcome, SubjectKind


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import brought."""

    kept: int
    known: int  # exchanges that the case had already
    unreadable: tuple[Unreadable, ...]
    sites: frozenset[str] = frozenset()
    no_content: tuple[Unreadable, ...] = ()  # kept, but a bot check or a notice stands in place of the page

    def plus(self, other: "Imported") -> "Imported":
        """Both together."""
        return Imported(
            self.kept + other.kept,
            self.known + other.known,
            (*self.unreadable, *other.unreadable),
            self.sites | other.sites,
            (*self.no_content, *other.no_content),
        )

    def told(self, path: Path, capture: Capture) -> dict[str, Any]:
        """What the ledger says of the file that it came from."""
        return {
            "file": plain(path.name),
            "sha256": _digest(path),
            "kept": self.kept,
            "known": self.known,
            "unreadable": len(self.unreadable),
            "sites": sorted(self.sites),
            **{name.replace("-", "_"): value for name, value in capture.notes},
        }


NOTHING = Imported(0, 0, ())
NO_CONTENT = frozenset({Outcome.CHALLENGED, Outcome.REPLACED})


def files_of(paths: Iterable[Path]) -> Iterator[Path]:
    """The files themselves; for a package, the segments of its evidence.

    Raises:
        UsageError: when there is no such file, or a folder is no package.
    """
    for path in list(paths):
        if path.is_file():
            yield path
        elif (path / "bagit.txt").is_file():
            yield from _segments(path)
        elif path.is_dir():
            raise UsageError(f"{path} is a folder and no package: name the files in it")
        else:
            raise UsageError(f"{path}: no such file")


def take(path: Path, store: Store, *, url: str, capture: Capture) -> Imported:
    """Keep what a file holds.

    Raises:
        OsintError: when the case cannot be written.
    """
    kept = known = 0
    unreadable: list[Unreadable] = []
    no_content: list[Unreadable] = []
    sites: set[str] = set()
    for reading in formats.read_file(path, url=url, capture=capture):
        if isinstance(reading, Unreadable):
            unreadable.append(reading)
            continue
        if store.has(reading.id):
            known += 1
        else:
            store.keep(reading, imported=plain(path.name))
            kept += 1
        if reading.outcome in NO_CONTENT:
            no_content.append(Unreadable(path.name, reading.ask.uri, _as_saved(reading)))
        if reading.ask.subject.kind is SubjectKind.SITE:
            sites.add(reading.ask.subject.value)
    return Imported(kept, known, tuple(unreadable), frozenset(sites), tuple(no_content))


def _as_saved(reading: Exchange) -> str:
    """What stands in place of a page that was saved, with the next step."""
    what = reading.why.partition(": ")[0] or reading.outcome.value
    return f"{what}: kept as such, and not read as the page: save it again when the page itself shows"


def _segments(package: Path) -> list[Path]:
    found = sorted((package / "data" / "evidence").glob("*.warc.gz"))
    if not found:
        raise UsageError(
            f"{package} holds no evidence (data/evidence/*.warc.gz): check it with `osint verify`"
        )
    return found


def _digest(path: Path) -> str:
    """The file's sha256; empty where it cannot be read, which stands among what is unreadable."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
