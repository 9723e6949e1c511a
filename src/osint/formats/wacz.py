"""WACZ: the WARCs inside the zip, each read as itself."""

import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from osint.formats import warc
from osint.formats.reading import UNSTATED, Capture, Reading, Unreadable

MOST = 8 * 1024 * 1024 * 1024  # bytes of all archives, unpacked
RATIO = 200
CHUNK = 1024 * 1024


def read(path: Path, capture: Capture = UNSTATED) -> Iterator[Reading]:
    """The exchanges of the archives in a WACZ; a zip without any is said to be none."""
    try:
        with zipfile.ZipFile(path) as bundle:
            archives = [each for each in bundle.infolist() if each.filename.endswith((".warc", ".warc.gz"))]
            if not archives:
                yield Unreadable(path.name, "", "a zip file without WARC files: no WACZ", is_whole_file=True)
            for each in archives:
                yield from _archive(bundle, each, path.name, capture)
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, zlib.error) as why:
        yield Unreadable(path.name, "", f"the zip file cannot be read: {why}", is_whole_file=True)


def _archive(
    bundle: zipfile.ZipFile, entry: zipfile.ZipInfo, source: str, capture: Capture
) -> Iterator[Reading]:
    if entry.file_size > MOST or entry.file_size > RATIO * max(1, entry.compress_size):
        yield Unreadable(
            source, entry.filename, f"it unpacks to {entry.file_size} bytes: too much to be read"
        )
        return
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / Path(entry.filename).name
        left = entry.file_size
        with bundle.open(entry) as packed, plain.open("wb") as out:
            while left > 0 and (chunk := packed.read(min(CHUNK, left))):
                out.write(chunk)
                left -= len(chunk)
        yield from warc.read(plain, capture)
