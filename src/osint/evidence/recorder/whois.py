"""WHOIS (RFC 3912): one line asked, everything until the end kept as it came."""

from urllib.parse import unquote, urlsplit

from osint import names
from osint.errors import BadName
from osint.evidence.recorder.answer import Answer
from osint.evidence.recorder.connection import Connection
from osint.evidence.recorder.profile import Limits
from osint.records import Outcome

PORT = 43


def question(uri: str) -> tuple[str, int, bytes]:
    """The server, its port and the line to say, from ``whois://server/query``.

    Raises:
        BadName: for a server that is no host name, or a query that is not one line.
    """
    try:
        parts = urlsplit(uri)
        port = parts.port or PORT
    except ValueError as why:
        raise BadName(f"{uri[:200]!r} is no WHOIS question ({why})") from why
    query = unquote(parts.path.lstrip("/"))
    if not query or any(each in query for each in "\r\n\x00"):
        raise BadName(f"{query[:80]!r} is no WHOIS query: it must be one line")
    return names.host(parts.hostname or ""), port, query.encode("utf-8") + b"\r\n"


async def converse(connection: Connection, said: bytes, answer: Answer, limits: Limits) -> None:
    """Say the line, and take all that comes."""
    answer.facts["protocol"] = "whois"
    connection.writer.write(said)
    await connection.writer.drain()
    while data := await connection.reader.read(65536):
        answer.body += data
        if len(answer.body) > limits.body_bytes:
            answer.body = answer.body[: limits.body_bytes]
            answer.facts["truncated"] = f"at {limits.body_bytes} bytes"
            answer.end(Outcome.FAILED, f"larger than {limits.body_bytes} bytes: the beginning is kept")
            return
