"""A real browser under the recorder's rules: what it may reach, what it leaves behind, how it ends."""

import asyncio
import io
import socket
import threading
import time
from contextlib import suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler

import pytest
from browser_pages import FAST, HOST, OTHER, profile, serving, visit, visited
from PIL import Image
from playwright.async_api import Error, Page

from osint.evidence.recorder import browser_program, browser_visit
from osint.evidence.recorder.browser_visit import Visit
from osint.records import Outcome

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        browser_program.find("") is None, reason="no browser is installed here (apt-get install chromium)"
    ),
]


@pytest.fixture(autouse=True)
def brief_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page on loopback is at rest sooner."""
    monkeypatch.setattr(browser_visit, "QUIET_S", 0.25)


REMEMBERS = """<!doctype html><title>x</title><link rel=stylesheet href=/kept.css><p id=seen></p><script>
const seen = [document.cookie, localStorage.getItem('mark'), history.length].join('|');
document.getElementById('seen').textContent = seen;
document.cookie = 'mark=1; max-age=9999'; localStorage.setItem('mark', '1');
indexedDB.open('mark');
</script>"""


def cached(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/css")
    handler.send_header("Cache-Control", "max-age=99999")
    handler.send_header("ETag", '"kept"')
    handler.send_header("Content-Length", "0")
    handler.end_headers()


class TestAVisit:
    def test_keeps_the_page_its_picture_its_archive_and_its_requests(self) -> None:
        found = visited(
            {
                "/": "<!doctype html><title>달빛</title><body style='margin:0'><p>source</p><img src=/a.png>"
                "<script src=/late.js></script>",
                "/late.js": "document.querySelector('p').textContent = 'ma' + 'de';",
            }
        )
        page = found.page
        assert page.outcome is Outcome.ANSWERED
        assert "<p>made</p>" in found.dom
        assert b"made" in found.part("mhtml").body
        picture = Image.open(io.BytesIO(found.part("screenshot").body))
        assert picture.size == (1366, 768)
        assert [row["url"].rpartition("/")[2] for row in found.rows[:3]] == ["", "a.png", "late.js"]
        assert found.row("/late.js")["initiator"] == f"http://{HOST}/:1"
        assert found.row("/a.png")["status"] == 404
        by_id = {each.id: each for each in found.kept}
        assert (
            by_id[found.row("/late.js")["exchange"]].body
            == b"document.querySelector('p').textContent = 'ma' + 'de';"
        )
        assert by_id[page.fact("document")].ask.uri == f"http://{HOST}/"
        names = {each.fact("part-of-visit") or each.fact("visit") for each in found.kept}
        assert len(names) == 1

    def test_says_with_what_it_was_made(self) -> None:
        page = "<script>document.write([innerWidth, navigator.language, Intl.DateTimeFormat().resolvedOptions().timeZone, navigator.userAgent].join('|'))</script>"
        wanted = replace(FAST, viewport=(900, 700), language="ja-JP", time_zone="Asia/Tokyo")
        found = visited({"/": page}, change=lambda used: replace(used, visits=wanted))
        facts = dict(found.page.facts)
        told = "|".join(facts[name] for name in ("language", "time-zone", "user-agent"))
        assert f"900|{told}" in found.dom
        assert (facts["viewport"], facts["language"], facts["time-zone"]) == (
            "900x700",
            "ja-JP",
            "Asia/Tokyo",
        )
        assert facts["browser"].startswith("Chromium ")
        assert "Headless" not in facts["user-agent"]
        document = next(each for each in found.kept if each.ask.uri == f"http://{HOST}/")
        assert b"Accept-Language: ja-JP" in document.said
        assert facts["user-agent"].encode() in document.said

    def test_leaves_no_trace_for_the_next(self) -> None:
        with serving({"/": REMEMBERS, "/kept.css": cached}) as served:
            found = visit(profile(served), f"http://{HOST}/", f"http://{HOST}/")
        pages = [each.body.decode() for each in found.kept if each.fact("visit")]
        assert len(pages) == 2
        assert all('<p id="seen">||2</p>' in each or '<p id="seen">||1</p>' in each for each in pages)
        assert served.paths().count("/kept.css") == 2
        headers = [told for _, path, told in served.asked if path == "/kept.css"]
        assert not [told for told in headers if "If-None-Match" in told]

    def test_of_a_page_that_answers_none_says_so(self) -> None:
        found = visited({})
        assert found.page.outcome is Outcome.ABSENT
        assert found.page.fact("document-status") == "404"

    def test_of_a_bot_check_is_no_content(self) -> None:
        def challenge(handler: BaseHTTPRequestHandler) -> None:
            body = b"<title>Just a moment...</title><p>Checking</p>"
            handler.send_response(403)
            handler.send_header("cf-mitigated", "challenge")
            handler.send_header("Content-Type", "text/html")
            handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body)

        found = visited({"/": challenge})
        assert {each.outcome for each in found.kept if each.ask.uri.startswith("browser:")} == {
            Outcome.CHALLENGED
        }
        assert "import" in found.page.why

    def test_of_a_notice_that_a_script_puts_up_is_of_the_notice(self) -> None:
        script = "<script>document.title = 'This domain has been ' + 'seized'; document.body.innerHTML = '<h1>Notice</h1>'</script>"
        found = visited({"/": f"<!doctype html><title>x</title><body>{script}</body>"})
        assert found.page.outcome is Outcome.REPLACED

    def test_follows_redirects_as_the_browser_does_and_keeps_each(self) -> None:
        def away(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(302)
            handler.send_header("Location", f"http://{OTHER}/new")
            handler.send_header("Content-Length", "0")
            handler.end_headers()

        found = visited({"/": away, "/new": "<title>new</title>"})
        assert found.page.fact("shown") == f"http://{OTHER}/new"
        assert [each.ask.uri for each in found.kept if each.fact("part-of-visit")][:2] == [
            f"http://{HOST}/",
            f"http://{OTHER}/new",
        ]


class TestWhatThePageMayReach:
    def test_is_what_the_guard_lets_through_and_nothing_else(self) -> None:
        reached: list[bytes] = []
        stop = threading.Event()
        with socket.socket() as forbidden, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stun:
            forbidden.bind(("127.0.0.1", 0))
            forbidden.listen()
            forbidden.settimeout(0.2)
            stun.bind(("127.0.0.1", 0))
            stun.settimeout(0.2)
            port, udp = forbidden.getsockname()[1], stun.getsockname()[1]
            watching = threading.Thread(target=watch, args=(forbidden, stun, reached, stop))
            watching.start()
            try:
                found = visited(
                    {
                        "/": f"""<title>x</title><link rel=dns-prefetch href=//leak.example><link rel=preconnect href=http://127.0.0.1:{port}>
                        <img src=http://127.0.0.1:{port}/i.png><img src=http://localhost:{port}/l.png>
                        <img src=http://169.254.169.254/latest/meta-data/><img src=http://[::1]:{port}/six.png><iframe src=http://10.0.0.1/></iframe>
                        <script>
                        new WebSocket('ws://127.0.0.1:{port}/s');
                        navigator.sendBeacon('http://127.0.0.1:{port}/b', 'x');
                        new Worker(URL.createObjectURL(new Blob(["fetch('http://127.0.0.1:{port}/w')"])));
                        const peer = new RTCPeerConnection({{iceServers: [{{urls: 'stun:127.0.0.1:{udp}'}}]}});
                        peer.createDataChannel('x'); peer.createOffer().then(o => peer.setLocalDescription(o));
                        open('http://127.0.0.1:{port}/window');
                        </script>"""
                    }
                )
            finally:
                stop.set()
                watching.join()
        assert reached == []
        assert found.page.outcome is Outcome.ANSWERED
        for ending in ("/i.png", "/l.png", "/latest/meta-data/", "/six.png", "http://10.0.0.1/", "/w", "/b"):
            row = found.row(ending)
            assert (row["outcome"], row["status"]) == ("not asked", 0), row
            assert row["why"], row
        assert found.told["sockets"] == [f"ws://127.0.0.1:{port}/s"]

    def test_does_not_include_the_gate_itself_for_anybody_else(self) -> None:
        found = visited({"/": "<title>x</title>"})
        assert HOST not in found.page.fact("errands-refused")

    def test_includes_no_more_requests_than_a_visit_has(self) -> None:
        script = "<script>for (let n = 0; n < 200; n++) new Image().src = '/' + n + '.png'</script>"
        found = visited({"/": f"<title>x</title>{script}"})
        refused = [row for row in found.rows if row["why"].startswith("more than 40 requests")]
        assert len(refused) > 100
        assert found.page.outcome is Outcome.ANSWERED
        assert int(found.page.fact("requests-refused")) == len(refused)

    def test_includes_no_sound_and_film(self) -> None:
        found = visited({"/": "<title>x</title><video src=/film.mp4 preload=auto></video>"})
        assert found.row("/film.mp4")["why"] == "sound and film are not fetched"


def watch(forbidden: socket.socket, stun: socket.socket, reached: list[bytes], stop: threading.Event) -> None:
    while not stop.is_set():
        with suppress(TimeoutError):
            connection, _ = forbidden.accept()
            reached.append(b"tcp")
            connection.close()
        with suppress(TimeoutError):
            reached.append(stun.recv(2048))


class TestAHostilePage:
    @pytest.mark.parametrize(
        ("page", "outcome", "why"),
        [
            ("<script>for (;;) alert('stay')</script>", Outcome.FAILED, "dialogs"),
            ("<p>x</p><script>setTimeout(() => { for (;;); }, 200)</script>", Outcome.FAILED, "could not be taken"),
            ("<script>location = '/?' + Math.random()</script>", None, ""),
            ("<script>setInterval(() => fetch('/poll?' + Math.random()), 100)</script>", Outcome.ANSWERED, ""),
            ("<script>onbeforeunload = () => 'stay'; window.print(); document.write('x')</script>", Outcome.ANSWERED, ""),
        ],
        ids=["dialogs", "busy", "reloads", "never idle", "print"],
    )  # fmt: skip
    def test_ends_as_an_outcome_in_time(self, page: str, outcome: Outcome | None, why: str) -> None:
        begun = time.monotonic()
        found = visited({"/": f"<!doctype html><title>x</title>{page}", "/poll": "1"})
        assert time.monotonic() - begun < 40
        assert outcome is None or found.page.outcome is outcome, found.page.why
        assert why in found.page.why
        assert found.rows

    def test_that_never_comes_to_rest_is_taken_as_it_is(self) -> None:
        found = visited({"/": "<p>x</p><script>setInterval(() => fetch('/p'), 50)</script>", "/p": "1"})
        assert "under way" in found.page.fact("at-rest")
        assert "<p>x</p>" in found.dom

    def test_that_redirects_for_ever_fails(self) -> None:
        def again(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(302)
            handler.send_header("Location", f"/?{time.monotonic_ns()}")
            handler.send_header("Content-Length", "0")
            handler.end_headers()

        found = visited({"/": again})
        assert found.page.outcome is Outcome.FAILED
        assert "ERR_TOO_MANY_REDIRECTS" in found.page.why

    def test_whose_process_dies_fails(self, monkeypatch: pytest.MonkeyPatch) -> None:
        async def die(_visit: Visit, page: Page) -> None:
            session = await page.context.new_cdp_session(page)
            with suppress(Error):
                await session.send("Page.crash")
            await asyncio.sleep(60)

        monkeypatch.setattr(Visit, "_scroll", die)
        begun = time.monotonic()
        found = visited({"/": "<title>x</title>"})
        assert time.monotonic() - begun < 12
        assert (found.page.outcome, found.page.why) == (Outcome.FAILED, "the page's process crashed")

    def test_is_visited_over_http_alone(self) -> None:
        with serving({}) as served:
            found = visit(profile(served), "file:///etc/passwd", "chrome://crash")
        assert [each.outcome for each in found.kept] == [Outcome.NOT_ASKED] * 2

    def test_that_is_taller_than_a_picture_is_cut_and_says_so(self) -> None:
        found = visited({"/": "<!doctype html><body style='margin:0'><div style='height:40000px'>x</div>"})
        assert Image.open(io.BytesIO(found.part("screenshot").body)).size == (1366, 16000)
        assert "40000" in found.page.fact("picture-cut")


class TestWithoutABrowser:
    def test_nothing_is_asked_and_one_line_says_what_to_install(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("OSINT_BROWSER", "/no/such/browser")
        found = visited({"/": "<title>x</title>"})
        assert found.page.outcome is Outcome.NOT_ASKED
        assert "playwright install chromium" in found.page.why
        assert len(found.kept) == 1
