"""Pages that stand in place of a site, and pages that only tell of such."""

import gzip
import zlib

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from osint.outcomes import http as outcomes_http
from osint.outcomes import judge_http
from osint.records import Outcome

HTML = "Content-Type: text/html; charset=utf-8"


def head(status: int = 200, *lines: str) -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status} X", *(lines or (HTML,)), "", ""]).encode()


def page(title: str, body: str = "", inside: str = "") -> bytes:
    return (
        f"<!doctype html><html><head><title>{title}</title>{inside}</head><body>{body}</body></html>".encode()
    )


def outcome(body: bytes, status: int = 200, *lines: str) -> Outcome:
    return judge_http(head(status, *lines), body)[0]


class TestStatus:
    @pytest.mark.parametrize(
        ("status", "expected"),
        [(200, "answered"), (204, "answered"), (206, "answered"), (301, "answered"), (404, "absent"), (410, "absent"),
         (401, "refused"), (403, "refused"), (429, "refused"), (451, "refused"), (400, "failed"), (500, "failed"),
         (503, "failed"), (521, "failed")],
    )  # fmt: skip
    def test_decides_where_the_page_says_nothing_else(self, status: int, expected: str) -> None:
        assert outcome(page("Manga"), status) is Outcome(expected)

    def test_of_a_busy_server_that_says_when_to_come_back_is_a_refusal(self) -> None:
        judged, why = judge_http(head(503, "Retry-After: 120"), b"")
        assert judged is Outcome.REFUSED
        assert "asks to wait 120" in why

    def test_is_not_read_out_of_what_is_no_head(self) -> None:
        for false in (
            b"",
            b"HTTP/1.1 2OO OK\r\n\r\n",
            b"HTTP/1.1 2000 OK\r\n\r\n",
            b"hi HTTP/1.1 200 OK\r\n\r\n",
        ):
            assert judge_http(false, b"")[0] is Outcome.FAILED

    def test_says_nothing_about_an_empty_page(self) -> None:
        assert outcome(b"") is Outcome.ANSWERED


CHALLENGES = {
    "cloudflare by header": (403, page("Just a moment..."), ("cf-mitigated: challenge",)),
    "cloudflare by header, long": (403, page("x", "y" * 60_000), ("CF-Mitigated: challenge",)),
    "cloudflare by page": (503, page("Just a moment...", "<script>window._cf_chl_opt={}</script>"), ()),
    "ddos-guard": (403, page("DDOS-GUARD", '<img src="/.well-known/ddos-guard/id/x">'), ()),
    "sucuri": (
        200,
        page("You are being redirected...", "<script>var s={},sucuri_cloudproxy_js='',S='x';</script>"),
        (),
    ),
    "imperva": (
        200,
        page("", '<iframe src="/_Incapsula_Resource?SWUDNSAI=31&xinfo=1&incident_id=5"></iframe>'),
        (),
    ),
    "aws": (202, b"", ("x-amzn-waf-action: challenge",)),
    "vercel": (429, page("Vercel Security Checkpoint"), ("x-vercel-mitigated: challenge",)),
    "captcha": (403, page("One more step", '<div class="h-captcha" data-sitekey="x"></div>'), ()),
}
REPLACED = {
    "korea, itself": page(
        "불법·유해정보(사이트)에 대한 차단 안내",
        "<p>해당 정보(사이트)에 대한 접속이 차단되었음을 알려드립니다.</p>",
    ),
    "korea, frame": page("Warning", '<iframe src="http://www.warning.or.kr/i1.html" width="100%"></iframe>'),
    "korea, frame unquoted": b"<html><iframe src=http://warning.or.kr/i1.html></iframe></html>",
    "korea, refresh": b'<html><meta http-equiv="refresh" content="0; url=http://warning.or.kr/"></html>',
    "korea, script": b"<script>location.href='https://www.warning.or.kr/';</script>",
    "uk": page("Access to this website has been blocked", "<p>by order of the High Court</p>"),
    "italy": page("Sito bloccato"),
    "italy, seized": page("Accesso al sito inibito"),
    "spain": page("Sitio web bloqueado"),
    "portugal": page("Site bloqueado"),
    "germany": page("Diese Webseite ist gesperrt"),
    "indonesia": page("Internet Positif"),
    "russia": page("Доступ к информационному ресурсу ограничен"),
    "india": page(
        "Blocked", "<p>The website has been blocked as per order of Department of Telecommunications.</p>"
    ),
    "seized": page("This domain has been seized"),
    "seized, named": page("This domain name example.test has been seized"),
    "seized, picture": page("", '<img src="/img/seizure-banner.png">'),
    "suspended": page("Account Suspended", "<p>Contact your hosting provider.</p>"),
    "suspended, old": page("Contact Support", "<h1>Account Suspended</h1>"),
    "suspended, named": page("site.example has been suspended"),
    "suspended, china": page("网站已暂停访问"),
    "unverified": page(
        "site.example", "<p>This domain has been suspended pending verification of the registrant.</p>"
    ),
    "parked, machinery": b'<!DOCTYPE html><html lang="en" data-adblockkey="MFww"><head></head></html>',
    "parked, script": page("site.example", '<script src="//img.sedoparking.com/x.js"></script>'),
    "parked, park": page("site.example", '<script>window.park = "eyJ";</script>'),
    "parked, title": page("site.example is for sale | HugeDomains"),
    "parked, generic": page("site.example - This domain is for sale!"),
    "parked, lander": b'<html><script>window.onload=function(){window.location.href="/lander"}</script></html>',
}
NOT_REPLACED = {
    "names the notice": page(
        "Piracy in Korea", "<p>Readers meet http://www.warning.or.kr and warning.or.kr/i1.html.</p>"
    ),
    "links to the notice": page("Blocked sites", '<a href="http://www.warning.or.kr/">the notice</a>'),
    "describes itself with it": page(
        "Ledger", inside='<meta name="description" content="What http://warning.or.kr is">'
    ),
    "shows the code": page("How blocks work", '<pre>&lt;iframe src="http://www.warning.or.kr/"&gt;</pre>'),
    "article on a seizure": page(
        "This website has been seized", "<article><p>Last week a site vanished.</p></article>"
    ),
    "headline on a seizure": page("Webtoon site seized in Busan, three arrested", "<p>Police said…</p>"),
    "headline on a block": page("Website blocked: what you can do about it", "<p>Try…</p>"),
    "italian headline": page(
        "GdF: il sito pirata mangaworld è stato sequestrato, tre indagati a Napoli e Roma", "<p>…</p>"
    ),
    "warning page": page("Warning", "<p>This comic is for adults.</p>"),
    "korean news on blocks": page(
        "방송통신심의위원회, 불법사이트 차단 강화", "<p>방송통신심의위원회는 접속을 차단한다고 밝혔다.</p>"
    ),
    "contact page": page("Contact Support", "<form>Write to us</form>"),
    "forum on suspension": page(
        "My host wrote to me", "<p>It redirects to /cgi-sys/suspendedpage.cgi, why?</p>"
    ),
    "things for sale": page("This car is for sale", "<p>2014, one owner</p>"),
    "airport parking": page("Fly", '<a href="https://parking.airport.com/">Parking</a>'),
    "domain blog": page(
        "My domains", '<a href="https://dan.com/buy-domain/site.example">mine</a> sedoparking.com pays less'
    ),
    "blog post type": page("This domain is for sale", inside='<meta property="og:type" content="article">'),
    "news data": page(
        "Account suspended", inside='<script type="application/ld+json">{"@type": "NewsArticle"}</script>'
    ),
    "long page": page("This domain has been seized", "<p>" + "x" * outcomes_http.SHORT),
    "mentions cloudflare": page("Just a moment...", "<p>/cdn-cgi/challenge-platform/ is Cloudflare's.</p>"),
    "beacon": page("Manga", '<script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script>'),
    "protected by imperva": page("Manga", '<script src="/_Incapsula_Resource?SWJIYLWA=7"></script>'),
    "writes on sucuri": page("On firewalls", "<pre>sucuri_cloudproxy_js=''</pre>"),
    "log-in with captcha": page("Log in", '<form><div class="g-recaptcha"></div></form>'),
}


class TestPage:
    @pytest.mark.parametrize("name", CHALLENGES)
    def test_of_a_bot_check_is_challenged(self, name: str) -> None:
        status, body, lines = CHALLENGES[name]
        judged, why = judge_http(head(status, *lines), body)
        assert judged is Outcome.CHALLENGED
        assert "import it" in why

    @pytest.mark.parametrize("name", REPLACED)
    def test_in_place_of_the_site_is_replaced(self, name: str) -> None:
        assert outcome(REPLACED[name]) is Outcome.REPLACED

    @pytest.mark.parametrize("name", NOT_REPLACED)
    def test_that_only_tells_of_such_is_the_site(self, name: str) -> None:
        assert outcome(NOT_REPLACED[name]) is Outcome.ANSWERED

    @pytest.mark.parametrize("charset", ["euc-kr", "cp949", "utf-16", "utf-8"])
    def test_is_read_in_its_own_charset(self, charset: str) -> None:
        body = REPLACED["korea, itself"].decode().encode(charset)
        assert outcome(body, 200, f"Content-Type: text/html; charset={charset}") is Outcome.REPLACED

    def test_is_read_in_the_charset_that_it_names_itself(self) -> None:
        body = REPLACED["russia"].replace(b"<head>", b'<head><meta charset="windows-1251">')
        assert outcome(body.decode().encode("cp1251"), 200, "Content-Type: text/html") is Outcome.REPLACED

    @pytest.mark.parametrize("named", ["no-such", "base64", "rot13", "idna", "hex", "undefined", "zip"])
    def test_in_a_charset_that_is_none_is_judged_all_the_same(self, named: str) -> None:
        assert outcome(page("Manga"), 200, f"Content-Type: text/html; charset={named}") is Outcome.ANSWERED

    def test_of_a_firewall_that_denies_is_a_refusal_and_no_authoritys_notice(self) -> None:
        assert outcome(page("Access Denied", "<p>Reference #18.x</p>"), 403) is Outcome.REFUSED

    @pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "gzip, br", ""])
    def test_is_read_through_its_coding(self, coding: str) -> None:
        body = REPLACED["suspended"]
        for each in coding.split(", "):
            body = PACK[each](body)
        assert outcome(body, 200, f"Content-Encoding: {coding}" if coding else HTML) is Outcome.REPLACED

    def test_in_a_coding_that_does_not_hold_is_read_as_it_stands(self) -> None:
        for coding in ("gzip", "br", "zstd", "deflate", "unheard-of"):
            assert outcome(REPLACED["suspended"], 200, f"Content-Encoding: {coding}") is Outcome.REPLACED

    def test_that_unpacks_to_a_bomb_is_looked_at_only_in_its_beginning(self) -> None:
        packed = gzip.compress(page("Manga") + b" " * 5_000_000)
        assert len(outcomes_http.decoded(head(200, "Content-Encoding: gzip"), packed)) == outcomes_http.MOST


PACK = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstandard.compress,
    "": gzip.compress,
}


class TestRedirect:
    @pytest.mark.parametrize(
        "to",
        ["http://warning.or.kr/", "https://www.warning.or.kr", "http://www.warning.or.kr/i1.html",
         "https://www.hugedomains.com/domain_profile.cfm?d=x", "http://x.example/cgi-sys/suspendedpage.cgi",
         "https://www.alliance4creativity.com/watch-it-legally/"],
    )  # fmt: skip
    def test_to_a_notice_is_the_notice(self, to: str) -> None:
        assert outcome(b"", 302, f"Location: {to}") is Outcome.REPLACED

    @pytest.mark.parametrize(
        "to",
        ["https://new.example/", "https://new.example/?from=warning.or.kr", "https://warning.or.kr.example/",
         "https://notwarning.or.kr/", "/warning.or.kr"],
    )  # fmt: skip
    def test_elsewhere_is_the_sites_own(self, to: str) -> None:
        assert outcome(b"", 302, f"Location: {to}") is Outcome.ANSWERED

    def test_is_none_without_its_status(self) -> None:
        assert outcome(b"", 200, "Location: http://warning.or.kr/") is Outcome.ANSWERED


class TestQuota:
    JSON = "Content-Type: application/rdap+json"

    @pytest.mark.parametrize(
        "body",
        [
            b'{"error": "Insufficient query credits, please upgrade your API plan"}',
            b'{"title":"Rate limit exceeded"}',
        ],
    )
    def test_inside_an_answer_is_a_refusal(self, body: bytes) -> None:
        assert outcome(body, 200, self.JSON) is Outcome.REFUSED

    def test_in_the_terms_of_an_answer_is_none(self) -> None:
        body = (
            b'{"objectClassName":"domain","notices":[{"title":"Terms","description":["rate limits apply"]}]}'
        )
        assert outcome(body, 200, self.JSON) is Outcome.ANSWERED

    def test_in_a_page_is_none(self) -> None:
        assert outcome(b'{"error": "Rate limit"}') is Outcome.ANSWERED


@given(st.binary(max_size=300), st.binary(max_size=3000))
def test_any_bytes_are_judged(top: bytes, body: bytes) -> None:
    judged, why = judge_http(b"HTTP/1.1 200 OK\r\n" + top + b"\r\n\r\n", body)
    assert bool(why) == (judged is not Outcome.ANSWERED)


@pytest.mark.parametrize(
    "hostile",
    [b"<title>" * 5000, b"<title>" + b"is for sale " * 3000, b"<img " * 8000, b"<script>" * 5000, b'src = "//' * 4000,
     b"<iframe src=" * 3000, b"<html " * 6000, b"domain is suspended " * 1900, b'{"error":"' * 3900,
     b"<title>" + b"a." * 190 + b"</title>", b"<title>" + b"a-" * 195 + b"</title>", b"<title>" + "접속".encode() * 6000],
)  # fmt: skip
def test_a_hostile_page_is_judged_without_much_backtracking(hostile: bytes) -> None:
    """Nothing is asserted of time; a pattern that backtracks without bound does not come back within the run."""
    for lines in ((HTML,), ("Content-Type: application/json",)):
        assert outcome(hostile, 200, *lines) in Outcome


def test_an_answer_in_json_that_quotes_a_parking_page_is_the_answer() -> None:
    page = b"<html><head><title>moon.example is for sale</title></head><body>This domain is for sale</body></html>"
    told = (
        b'{"results": [{"title": "moon.example is for sale", "html": "' + page.replace(b'"', b"'") + b'"}]}'
    )
    quoted = judge_http(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n", told)
    assert quoted == (Outcome.ANSWERED, "")
    itself = judge_http(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", page)
    assert itself[0] is Outcome.REPLACED
