"""The evidence in a package: the kept answers as they lie in the case, the ledger, the signed heads.

A share that withholds answers has segments of its own, each with the answers that it hands on, and ``places.jsonl`` says
where each of them lies now.
"""

import shutil
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from osint import canonical
from osint.bundle.contents import Contents, Event
from osint.bundle.redact import Redacted
from osint.formats import warc_write

CHUNK = 1024 * 1024
PLACES = "places.jsonl"
NOTES = "notes.jsonl"


def write(share: Redacted, folder: Path) -> Contents:
    """Write the evidence of a share, and return its contents with the events as they lie in it.

    Raises:
        OSError: when a file cannot be read or written.
    """
    contents = share.contents
    (folder / "checkpoints").mkdir(parents=True)
    if share.is_cut:
        contents = replace(contents, events=tuple(_cut(contents, folder)))
    else:
        _copy_segments(contents, folder)
    (folder / "ledger.jsonl").write_bytes(b"".join(line + b"\n" for line in share.lines))
    if contents.notes:
        (folder / NOTES).write_bytes(contents.notes)
    for path in sorted((contents.evidence / "checkpoints").glob("[!.]*")):  # dotted: being written
        size = path.name.partition(".")[0]
        if path.is_file() and (not size.isdigit() or int(size) <= len(share.lines)):
            shutil.copyfile(path, folder / "checkpoints" / path.name)
    return contents


def _copy_segments(contents: Contents, folder: Path) -> None:
    """The segments as far as the ledger's lines account for them."""
    ends: dict[str, int] = {}
    for event in contents.events:
        if event["type"] in {"exchange", "copy"}:
            ends[event["segment"]] = max(ends.get(event["segment"], 0), event["offset"] + event["length"])
    for name, end in sorted(ends.items()):
        _copy(contents.evidence / name, folder / name, end)


def _copy(source: Path, target: Path, length: int) -> None:
    with source.open("rb") as file, target.open("wb") as out:
        while length > 0 and (chunk := file.read(min(CHUNK, length))):
            out.write(chunk)
            length -= len(chunk)


def _cut(contents: Contents, folder: Path) -> Iterable[Event]:
    """Write segments with what is handed on; each event then tells where it lies in them."""
    info = {
        "software": "osint",
        "description": f"a share of case {contents.case}: answers are withheld from it",
    }
    first = warc_write.warcinfo({**info, "notice": contents.banner}, at=datetime.fromisoformat(contents.at))
    ends: dict[str, int] = {}
    rows = []
    for event in contents.events:
        if event["type"] not in {"exchange", "copy"}:
            yield event
            continue
        with (contents.evidence / event["segment"]).open("rb") as file:
            file.seek(event["offset"])
            data = file.read(event["length"])
        with (folder / event["segment"]).open("ab") as out:
            if event["segment"] not in ends:
                out.write(first)
                ends[event["segment"]] = len(first)
            out.write(data)
        offset = ends[event["segment"]]
        ends[event["segment"]] += len(data)
        rows.append({"n": event["n"], "segment": event["segment"], "offset": offset, "length": len(data)})
        yield {**event, "offset": offset}
    (folder / PLACES).write_bytes(b"".join(canonical.encode(row) + b"\n" for row in rows))
