"""Withdrawing an exchange: its bytes are overwritten where they lie, by a record that says so."""

import os
import zlib
from collections.abc import Iterable
from pathlib import Path

from osint.errors import OsintError
from osint.evidence import torn
from osint.evidence.ledger import Event
from osint.evidence.segment import Place
from osint.formats import warc_write
from osint.records import moment


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
        with path.open("rb") as file:
            top = file.read(65536)
        if warc_write.target(uri) in _unpacked(top):
            _write(path, 0, bytes(path.stat().st_size))


def _stone(event: Event, place: Place) -> bytes:
    return warc_write.tombstone(event["exchange"], moment(event["written"]), place.length)


def _is_done(folder: Path, event: Event, place: Place) -> bool:
    path = folder / place.segment
    if not path.is_file() or path.stat().st_size < place.end:
        return True  # the bytes are gone already; opening the case says so
    with path.open("rb") as file:
        file.seek(place.offset)
        return file.read(place.length) == _stone(event, place)


def _write(path: Path, offset: int, data: bytes) -> None:
    try:
        with path.open("rb+") as file:
            file.seek(offset)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as why:
        raise OsintError(
            f"{path} cannot be written ({why}): the withdrawal stands in the ledger, and is completed when "
            "the case is opened next and the file can be written"
        ) from why


def _unpacked(top: bytes) -> bytes:
    """The beginning of a record, as far as it can be unpacked."""
    try:
        return zlib.decompressobj(31).decompress(top, 65536)
    except zlib.error:
        return b""
