"""WHOIS (RFC 3912): one line asked, everything until the end kept as it came."""

from urllib.parse import unquote_to_bytes, urlsplit

from osint import names
from osint.errors import BadName
from osint.evidence.recorder.answer import Answer
from osint.evidence.recorder.connection import Connection
from osint.evidence.recorder.profile import Limits
from osint.records import Outcome

PORT = 43
MOST_QUERY = 512  # bytes; the longest query that a registry documents is far shorter
MOST = 4 * 1024 * 1024  # bytes of an answer; the longest records are some ten thousand


def question(uri: str) -> tuple[str, int, bytes]:
    """The server, its port and the line to say, from ``whois://server/query``.

    Raises:
        BadName: for a server that is no host name, or a query that is not one line.
    """
    place, _, asked = uri.removeprefix("whois://").partition("/")  # urlsplit would cut at ? and #
    try:
        parts = urlsplit(f"//{place}")
        port = parts.port or PORT
    except ValueError as why:
        raise BadName(f"{uri[:200]!a} is no WHOIS question ({why})") from why
    query = unquote_to_bytes(asked)
    if not query.strip() or len(query) > MOST_QUERY or any(each in query for each in b"\r\n\x00"):
        raise BadName(f"{query[:80]!r} is no WHOIS query: it must be one line")
    return names.host(parts.hostname or ""), port, query + b"\r\n"


async def converse(connection: Connection, said: bytes, answer: Answer, limits: Limits) -> None:
    """Say the line, and take all that comes."""
    answer.facts["protocol"] = "whois"
    connection.writer.write(said)
    await connection.writer.drain()
    most = min(limits.body_bytes, MOST)
    while data := await connection.reader.read(65536):
        answer.body += data
        if len(answer.body) > most:
            answer.body = answer.body[:most]
            answer.facts["truncated"] = f"at {most} bytes"
            answer.end(Outcome.FAILED, f"larger than {most} bytes: the beginning is kept")
            return
