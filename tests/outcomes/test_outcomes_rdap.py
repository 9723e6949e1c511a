"""How RDAP questions end, also where the HTTP status says nothing of it."""

import json
from typing import Any

import pytest

from osint.outcomes import judge_rdap
from osint.records import Outcome

JSON, PAGE = "application/rdap+json", "text/html; charset=utf-8"


def judged(body: Any, *, status: str = "200 OK", media: str = JSON) -> Outcome:
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    return judge_rdap(f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n\r\n".encode(), sent)[0]


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        ({"objectClassName": "domain"}, Outcome.ANSWERED),
        ({"errorCode": 429, "title": "Too Many Requests"}, Outcome.REFUSED),
        ({"errorCode": "403"}, Outcome.REFUSED),
        ({"errorCode": 404, "description": ["no such domain"]}, Outcome.ABSENT),
        ({"errorCode": 500}, Outcome.FAILED),
        ({"notices": {"title": "Rate limit exceeded", "description": "try later"}}, Outcome.REFUSED),
        (
            {
                "objectClassName": "domain",
                "notices": [{"title": "Terms", "description": ["rate limit exceeded"]}],
            },
            Outcome.ANSWERED,
        ),
        ({"notices": [{"title": "Terms of Use"}, 7]}, Outcome.ANSWERED),
        ([1], Outcome.ANSWERED),
        (b"{", Outcome.ANSWERED),
    ],
)
def test_an_error_inside_an_answer_is_an_outcome(body: Any, outcome: Outcome) -> None:
    assert judged(body) is outcome


def test_a_registry_s_404_says_that_there_is_none_and_a_web_page_s_does_not() -> None:
    assert judged({"errorCode": 404}, status="404 Not Found") is Outcome.ABSENT
    assert judged(b"", status="404 Not Found") is Outcome.ABSENT
    assert judged(b"<h1>404</h1>", status="404 Not Found", media=PAGE) is Outcome.FAILED
