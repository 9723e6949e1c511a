"""A BagIt 1.0 bag (RFC 8493), written beside its place and moved there when it is whole."""

import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from osint.errors import OsintError, UsageError

ALGORITHMS = ("sha256", "sha512")
CHUNK = 1024 * 1024


@contextmanager
def building(target: Path) -> Iterator[Path]:
    """A folder to fill; it becomes the target at the end, or is removed when anything fails.

    Raises:
        UsageError: when the target is there already.
        OsintError: when it cannot be written.
    """
    if target.exists():
        raise UsageError(f"{target} is there already: give another name")
    draft = target.with_name(f".{target.name}.{os.getpid()}.draft")
    try:
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        yield draft
        draft.rename(target)
    except OSError as why:
        raise OsintError(f"{target} cannot be written ({why}): make room, or give another place") from why
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def seal(bag: Path, info: Mapping[str, str]) -> None:
    """Write the declaration, bag-info and the manifests over what is there."""
    payload = sorted(path for path in (bag / "data").rglob("*") if path.is_file())
    total = sum(path.stat().st_size for path in payload)
    described = {**info, "Payload-Oxum": f"{total}.{len(payload)}"}
    (bag / "bagit.txt").write_bytes(b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    lines = "".join(f"{key}: {' '.join(value.split())}\n" for key, value in described.items() if value)
    (bag / "bag-info.txt").write_bytes(lines.encode())
    _manifests(bag, "manifest", payload)
    tags = sorted(
        path for path in bag.rglob("*") if path.is_file() and "data" not in path.relative_to(bag).parts[:1]
    )
    _manifests(bag, "tagmanifest", tags)


def _manifests(bag: Path, name: str, files: list[Path]) -> None:
    digests = [(path.relative_to(bag).as_posix(), _digests(path)) for path in files]
    for place, algorithm in enumerate(ALGORITHMS):
        text = "".join(f"{each[place]}  {file}\n" for file, each in digests)
        (bag / f"{name}-{algorithm}.txt").write_bytes(text.encode("ascii"))


def _digests(path: Path) -> tuple[str, ...]:
    """All digests of a file, read once."""
    made = [hashlib.new(algorithm) for algorithm in ALGORITHMS]
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            for each in made:
                each.update(chunk)
    return tuple(each.hexdigest() for each in made)
