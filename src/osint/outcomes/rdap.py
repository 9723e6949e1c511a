"""How an RDAP question ended, where the HTTP status alone does not say it (RFC 7480 section 5, RFC 9083 section 6).

Some servers put a refusal into an answer of status 200; and a page in place of a registry's "no such object" was
sent by something before the registry, which knows nothing of domains.
"""

import json
from typing import Any

from osint.outcomes.http import decoded, judge_http, status_of
from osint.outcomes.looking import MOST, header
from osint.records import Outcome

REFUSALS = (
    "rate limit",
    "rate exceeded",
    "limit exceeded",
    "too many",
    "quota",
    "access denied",
    "not authorized",
    "blocked",
)
PAGES = ("text/html", "application/xhtml")


def judge_rdap(head: bytes, body: bytes) -> tuple[Outcome, str]:
    """The outcome of an answer of an RDAP server, with the reason in words when it is not answered."""
    outcome, why = judge_http(head, body)
    is_page = header(head, b"content-type").lower().startswith(tuple(each.encode() for each in PAGES))
    if outcome is Outcome.ABSENT and is_page:
        return (
            Outcome.FAILED,
            f"a web page, and no registry, says that there is none (HTTP {status_of(head)})",
        )
    if outcome is Outcome.ANSWERED:
        return _of_error(_object(head, body)) or (outcome, why)
    return outcome, why


def _of_error(told: dict[str, Any]) -> tuple[Outcome, str] | None:
    """What an error object in an answered question says; nothing where the answer is none."""
    code = str(told.get("errorCode", ""))
    said = " ".join(_texts(told.get("title")) + _texts(told.get("description"))).strip()[:160]
    if not code and ("objectClassName" in told or not _is_refusal(told)):
        return None
    if code == "404":
        return Outcome.ABSENT, f"the server says that there is none: {said or code}"
    if code in {"401", "403", "429", ""}:
        return Outcome.REFUSED, f"the server refuses: {said or code or 'in a notice'}"
    return Outcome.FAILED, f"the server cannot answer: {said or code}"


def _is_refusal(told: dict[str, Any]) -> bool:
    """Whether an answer that holds no object says in its notices that the asker is refused."""
    notices = told.get("notices")
    listed = notices if isinstance(notices, list) else [notices]
    said = " ".join(
        text
        for each in listed
        if isinstance(each, dict)
        for key in ("title", "description")
        for text in _texts(each.get(key))
    ).lower()
    return any(words in said for words in REFUSALS)


def _texts(value: Any) -> list[str]:
    listed = value if isinstance(value, list) else [value]
    return [each for each in listed if isinstance(each, str)]


def _object(head: bytes, body: bytes) -> dict[str, Any]:
    text = decoded(head, body)
    try:
        told = json.loads(text) if len(text) < MOST else {}
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}
