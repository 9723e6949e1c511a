"""Withdrawing an exchange: its bytes are overwritten where they lie, by a record that says so."""

import os
import zlib
from collections.abc import Iterable
from pathlib import Path

from osint.errors import EvidenceBroken, OsintError
from osint.evidence import torn
from osint.evidence.ledger import Event
from osint.evidence.segment import Place
from osint.formats import warc_write
from osint.formats.warc_bytes import find
from osint.formats.warc_read import GZIP
from osint.records import moment

TOP = 65536  # bytes of a record in which its header lies


def complete(folder: Path, event: Event, places: Iterable[Place]) -> None:
    """Overwrite an exchange's bytes wherever they lie.

    Raises:
        OsintError: when a file cannot be written.
    """
    for place in places:
        if not _is_done(folder, event, place):
            _write(folder / place.segment, place.offset, _stone(event, place))


def is_complete(folder: Path, event: Event, places: Iterable[Place]) -> bool:
    """Whether nothing is left of an exchange's bytes.

    Raises:
        OSError: when a file cannot be read.
    """
    return all(_is_done(folder, event, place) for place in places)


def clear_torn(folder: Path, uri: str) -> None:
    """Overwrite what a crash tore while an answer from this URI was written: it may hold the same bytes.

    Raises:
        OsintError: when a file cannot be written.
    """
    for path in (folder / torn.FOLDER).glob("*.warc.gz-*.bin"):
        try:
            size = path.stat().st_size
            is_of_it = _names(path, warc_write.target(uri))
        except OSError as why:
            raise _unfinished(path, why) from why
        if is_of_it:
            _write(path, 0, bytes(size))


def _stone(event: Event, place: Place) -> bytes:
    try:
        return warc_write.tombstone(event["exchange"], moment(event["written"]), place.length)
    except (ValueError, KeyError, TypeError) as why:
        raise EvidenceBroken(
            f"the withdrawal in event {event['n']} does not fit what it withdraws ({why}): "
            "restore the ledger from a copy"
        ) from why


def _is_done(folder: Path, event: Event, place: Place) -> bool:
    path = folder / place.segment
    if not path.is_file() or path.stat().st_size < place.end:
        return True  # the bytes are gone already; opening the case says so
    with path.open("rb") as file:
        file.seek(place.offset)
        return file.read(place.length) == _stone(event, place)


def _write(path: Path, offset: int, data: bytes) -> None:
    try:
        if path.is_symlink():  # a case from elsewhere must not reach out of its folder
            raise OSError("it is a link to another file")
        with path.open("rb+") as file:
            file.seek(offset)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as why:
        raise _unfinished(path, why) from why


def _unfinished(path: Path, why: OSError) -> OsintError:
    return OsintError(
        f"{path} cannot be written ({why}): the withdrawal stands in the ledger, and is completed when "
        "the case is opened next and the file can be written"
    )


def _names(path: Path, line: bytes) -> bool:
    """Whether any record in a file of torn bytes has a header line; what is broken there is passed over."""
    with path.open("rb") as file:
        start = find(file, GZIP, 0)
        while start >= 0:
            file.seek(start)
            if line in _unpacked(file.read(TOP)):
                return True
            start = find(file, GZIP, start + 1)
    return False


def _unpacked(top: bytes) -> bytes:
    """The beginning of a record, as far as it can be unpacked."""
    unzip, out = zlib.decompressobj(31), b""
    for start in range(0, len(top), 256):  # piece by piece: what stands before the break counts
        try:
            out += unzip.decompress(top[start : start + 256], TOP)
        except zlib.error:
            break
    return out[:TOP]
