"""Files read as exchanges: the reader is chosen by what a file holds, not by its name."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from osint.formats import har, mhtml, saved, wacz, warc
from osint.formats.reading import UNSTATED, Capture, Reading, Unreadable

GZIP = b"\x1f\x8b"
ACCEPTED = "WARC, WACZ, HAR, MHTML, saved HTML, ads.txt and WHOIS text are read"


def read_file(path: Path, *, url: str = "", capture: Capture = UNSTATED) -> Iterator[Reading]:
    """The exchanges of a file; what cannot be read is given as such.

    ``url`` is the address of a saved page that does not state its own. ``capture`` is put down with every answer that
    other programs kept; an exchange of ours stays what it is.
    """
    try:
        top = _top(path)
    except OSError as why:
        yield Unreadable(path.name, "", f"it cannot be read: {why}", is_whole_file=True)
        return
    if _is_warc(path, top):
        yield from warc.read(path, capture)
    elif zipfile.is_zipfile(path):
        yield from wacz.read(path, capture)
    elif har.is_har(top):
        yield from har.read(path, capture)
    elif mhtml.is_mhtml(top):
        yield from mhtml.read(path, capture)
    else:
        yield from saved.read(path, url=url, capture=capture)


def is_archive(path: Path) -> bool:
    """Whether a file is read as a WARC."""
    try:
        return _is_warc(path, _top(path))
    except OSError:  # whoever reads it is told
        return False


def _is_warc(path: Path, top: bytes) -> bool:
    return top.lstrip().startswith(b"WARC/") or path.name.endswith((".warc", ".warc.gz"))


def _top(path: Path) -> bytes:
    """The beginning of a file, unpacked where it is gzip that can be unpacked."""
    with path.open("rb") as file:
        top = file.read(4096)
    if top.startswith(GZIP):
        with suppress(zlib.error):  # a broken member: an archive's reader goes on behind it
            return zlib.decompressobj(31).decompress(top, 4096)
    return top


__all__ = ["ACCEPTED", "Capture", "is_archive", "read_file"]
