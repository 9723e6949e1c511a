"""What follows from an answer: where a redirect leads, what goes along, and how long a source asks to wait."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from recorder_cases import AT, made

from osint.evidence.recorder.following import redirect_target, redirected, seconds_to_wait
from osint.records import Exchange

DATE = r"(Mon|Tue), [0-9]{1,3} (Nov|Foo) [0-9]{1,6} [0-9]{2}:[0-9]{2}:[0-9]{2} [+-][0-9]{1,12}"


def found(location: bytes, status: int = 302) -> str | None:
    return redirect_target(made(b"HTTP/1.1 %d X\r\nLocation: %s\r\n\r\n" % (status, location)))


class TestRedirectTarget:
    @pytest.mark.parametrize(
        ("location", "target"),
        [
            (b"https://other.example/x?y#z", "https://other.example/x?y"),
            (b"http://other.example", "http://other.example/"),
            (b"//other.example:8443/", "https://other.example:8443/"),
            (b"/x", "https://site.example/x"),
            (b"x?y", "https://site.example/a/x?y"),
            (b"?y=2", "https://site.example/a/b?y=2"),
            (b"https://user:pass@other.example/", "https://other.example/"),
            (b"HTTPS://OTHER.example/A", "https://other.example/A"),
            ("https://만화.example/화".encode(), "https://만화.example/화"),
            (b"/\xb8\xb8\xc8\xad?\xc8\xad", "https://site.example/%B8%B8%C8%AD?%C8%AD"),
            (b"http://[2606:4700::1]/", "http://[2606:4700::1]/"),
        ],
    )
    def test_is_the_url_that_a_browser_would_go_to(self, location: bytes, target: str) -> None:
        assert found(location) == target

    @pytest.mark.parametrize(
        "location",
        [b"", b"ftp://other.example/", b"javascript:alert(1)", b"intent://x", b"http://[::1", b"http://x:99999/",
         b"file:///etc/passwd", b"whois://other.example/x", b"dns:other.example"],
    )  # fmt: skip
    def test_is_nothing_for_what_leads_nowhere(self, location: bytes) -> None:
        assert found(location) is None

    def test_needs_a_status_that_redirects_and_a_place(self) -> None:
        assert found(b"/x", status=200) is None
        assert found(b"/x", status=300) is None
        assert redirect_target(made(b"HTTP/1.1 302 X\r\n\r\n")) is None

    @given(st.binary(max_size=60))
    def test_never_fails_on_any_bytes(self, location: bytes) -> None:
        target = found(location)
        assert target is None or target.startswith(("http://", "https://"))


class TestRedirected:
    ACCEPT = (("Accept", "application/rdap+json"), ("Content-Type", "x/y"))

    @pytest.mark.parametrize(
        ("status", "method", "then"),
        [(301, "POST", "GET"), (302, "POST", "GET"), (303, "PUT", "GET"), (307, "POST", "POST"), (308, "POST", "POST"),
         (302, "HEAD", "HEAD"), (301, "GET", "GET")],
    )  # fmt: skip
    def test_keeps_or_changes_the_method_as_the_status_says(
        self, status: int, method: str, then: str
    ) -> None:
        head = b"HTTP/1.1 %d X\r\nLocation: /n\r\n\r\n" % status
        further = redirected(self.answered(head, method=method, headers=self.ACCEPT))
        assert further is not None
        assert (further.method, further.body) == (then, b"q" if then == "POST" else b"")
        assert further.headers[0] == self.ACCEPT[0]
        assert (len(further.headers) == 2) == (then == method)

    @staticmethod
    def answered(head: bytes, *, method: str, **more: object) -> Exchange:
        plain = made(head, method=method, **more)
        return replace(plain, ask=replace(plain.ask, body=b"q")) if method == "POST" else plain

    def test_takes_nothing_along_from_a_question_with_a_key(self) -> None:
        head = b"HTTP/1.1 307 X\r\nLocation: /n\r\n\r\n"
        further = redirected(self.answered(head, method="POST", keys=("K",), headers=self.ACCEPT))
        assert further is not None
        assert (further.method, further.body, further.headers, further.keys) == ("GET", b"", (), ())


class TestSecondsToWait:
    @pytest.mark.parametrize(
        ("text", "seconds"),
        [
            (b"0", 0),
            (b"120", 120),
            (b"99999999999999999999", 10**8),
            (b"Tue, 24 Nov 2026 09:01:30 GMT", 90),
            (b"Tuesday, 24-Nov-26 09:01:30 GMT", 90),
            (b"Mon, 23 Nov 2026 09:00:00 GMT", 0),
            (b"Tue, 24 Nov 2026 18:00:10 +0900", 10),
        ],
    )
    def test_reads_seconds_and_dates(self, text: bytes, seconds: float) -> None:
        assert seconds_to_wait(b"HTTP/1.1 429 X\r\nRetry-After: " + text + b"\r\n\r\n", AT) == seconds

    @pytest.mark.parametrize(
        "text",
        [b"", b"-5", b"1.5", b"soon", "²".encode(), "٣".encode(), b"Tue, 24 Nov 99999 09:00:00 GMT",
         b"Tue, 24 Nov 2026 09:00:00 +99999999999999", b"Tue, 24 Nov 2026 09:00:00 -0000", b"0x10"],
    )  # fmt: skip
    def test_is_nothing_when_it_says_nothing(self, text: bytes) -> None:
        assert seconds_to_wait(b"HTTP/1.1 429 X\r\nRetry-After: " + text + b"\r\n\r\n", AT) is None

    def test_is_nothing_without_the_header(self) -> None:
        assert seconds_to_wait(b"HTTP/1.1 429 X\r\n\r\n", AT) is None

    @given(st.text(max_size=40) | st.from_regex(DATE, fullmatch=True))
    def test_never_fails_on_any_text(self, text: str) -> None:
        wait = seconds_to_wait(b"HTTP/1.1 429 X\r\nRetry-After: " + text.encode() + b"\r\n\r\n", AT)
        assert wait is None or wait >= 0
