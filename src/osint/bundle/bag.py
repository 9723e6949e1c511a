"""A BagIt 1.0 bag (RFC 8493), written beside its place and moved there when it is whole."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from osint.errors import OsintError, UsageError
from osint.inert import line

ALGORITHMS = ("sha256", "sha512")
CHUNK = 1024 * 1024
SIGNED = "tagmanifest-sha256.txt"  # it vouches for the manifests, and they for every file
SIGNATURE = f"{SIGNED}.sig"


@contextmanager
def building(target: Path) -> Iterator[Path]:
    """A folder to fill; it becomes the target at the end, or is removed when anything fails.

    Raises:
        UsageError: when the target is there already.
        OsintError: when it cannot be written.
    """
    draft = target.with_name(f".{target.name}.{os.getpid()}.draft")
    try:
        if target.exists() or target.is_symlink():
            raise UsageError(f"{target} is there already: give another name")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        yield draft
        draft.rename(target)
    except OSError as why:
        raise OsintError(f"{target} cannot be written ({why}): make room, or give another place") from why
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def seal(bag: Path, info: Mapping[str, str], sign: Callable[[bytes], bytes]) -> None:
    """Write the declaration, bag-info and the manifests over what is there, and sign them.

    ``sign`` gives the Ed25519 signature (64 bytes) of a message.
    """
    payload = sorted(path for path in (bag / "data").rglob("*") if path.is_file())
    total = sum(path.stat().st_size for path in payload)
    described = {**info, "Payload-Oxum": f"{total}.{len(payload)}"}
    (bag / "bagit.txt").write_bytes(b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    lines = "".join(f"{key}: {_one_line(value)}\n" for key, value in described.items() if value)
    (bag / "bag-info.txt").write_bytes(lines.encode())
    _manifests(bag, "manifest", payload)
    tags = sorted(
        path for path in bag.rglob("*") if path.is_file() and path.relative_to(bag).parts[0] != "data"
    )
    _manifests(bag, "tagmanifest", tags)
    (bag / SIGNATURE).write_bytes(sign((bag / SIGNED).read_bytes()))


def _one_line(value: str) -> str:
    return line(" ".join(value.split()), longest=1000)


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
