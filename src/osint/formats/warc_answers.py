"""The answers in an archive as a scan needs them: address, head and body; nothing is judged, and no digest made.

Our own records are read as exactly as everywhere: an exchange of ours that does not fit together is named.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from osint.formats import warc_foreign
from osint.formats.reading import Reading, Unreadable
from osint.formats.warc import Groups, is_ours
from osint.formats.warc_read import Record, Stretch


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer as it was archived."""

    uri: str
    head: bytes
    body: bytes


def answers(stretch: Stretch, source: str) -> Iterator[Answer | Reading]:
    """What stands in a stretch of an archive, in order: others' HTTP answers, all else as exchanges."""
    ours = Groups(source)
    for found in stretch:
        if isinstance(found, Unreadable):
            yield found
        elif is_ours(found):
            yield from ours.take(found)
        else:
            yield from ours.rest()
            yield from _of_others(found, source)
    yield from ours.rest()


def _of_others(record: Record, source: str) -> Iterator[Answer | Reading]:
    if record.kind == "request" or record.kind in warc_foreign.OF_THE_ARCHIVE:
        return
    uri = warc_foreign.uri_of(record)
    if record.kind in {"response", "resource"} and uri.partition(":")[0].lower() in {"http", "https"}:
        yield Answer(uri, *warc_foreign.answer_of(record))
    elif record.kind in warc_foreign.READ:
        yield warc_foreign.reading(record, None, source)
    else:
        yield warc_foreign.unread(record, source)
