"""What the page collector asks and reads."""

import base64
import contextlib
import gzip
import io

import mmh3
import pytest
import segno
from answering import AT, RECORDED, SITE, asked, drive, read, stands, values

import apks
from osint.collectors.page import COLLECTOR, ask
from osint.formats.reading import headless
from osint.records import Ask, Check, Exchange, Observation, Outcome, Subject, SubjectKind, Where, sha256

HOME = "https://moonscans.com/"
FRONT = "page/front_page_with_own_and_other_hosts.http"


class TestAsk:
    def test_asks_for_the_page_then_its_icon_and_three_scripts_of_its_own_site(self) -> None:
        assert asked(ask(SITE), {HOME: FRONT}) == [
            HOME,
            "https://moonscans.com/img/moon.png?v=3&w=32",
            "https://moonscans.com/js/one.js",
            "https://static.moonscans.com/js/two.js",
            "https://moonscans.com/js/three.js",
        ]

    def test_finds_the_same_parts_in_a_gzipped_page(self) -> None:
        plain = asked(ask(SITE), {HOME: FRONT})
        assert asked(ask(SITE), {HOME: "page/front_page_gzipped.http"}) == plain

    def test_asks_for_the_usual_icon_where_none_is_named(self) -> None:
        assert asked(ask(SITE), {HOME: "page/no_icon_named.http"}) == [HOME, f"{HOME}favicon.ico"]

    def test_falls_back_to_http_when_nothing_came_over_tls(self) -> None:
        plain = "http://moonscans.com/"
        assert asked(ask(SITE), {plain: "page/no_icon_named.http"}) == [HOME, plain, f"{plain}favicon.ico"]

    @pytest.mark.parametrize("name", ["not_found", "cloudflare_challenge", "too_many_requests"])
    def test_does_not_go_on_when_there_is_no_page_of_the_site(self, name: str) -> None:
        assert asked(ask(SITE), {HOME: f"page/{name}.http"}) == [HOME]

    def test_leaves_the_parts_of_another_site_alone(self) -> None:
        other = Subject(SubjectKind.SITE, "toonlight.net")
        asking = ask(other)
        question = next(asking)
        landed = drive(ask(SITE), {HOME: FRONT})[0]
        assert question.uri == "https://toonlight.net/"
        with pytest.raises(StopIteration):
            asking.send(landed)

    def test_speaks_to_the_host_that_is_meant(self) -> None:
        assert next(ask(Subject(SubjectKind.SITE, "moonscans.com", "m.moonscans.com"))).uri == (
            "https://m.moonscans.com/"
        )


class TestRead:
    def test_finds_ids_and_other_hosts_and_drops_the_sites_own(self) -> None:
        found = values(read(COLLECTOR, "https://www.moonscans.com/", FRONT))
        assert {
            ("google_analytics", "UA-48105563"),
            ("canonical_site", "moonscans-old.net"),
            ("content_host", "img3.lunarstore.net"),
            ("telegram", "moonscans_notice"),
        } <= found
        assert not [value for _, value in found if value.endswith(".moonscans.com")]

    def test_gives_spans_that_hold_the_raw_form(self) -> None:
        found = [each for each in read(COLLECTOR, HOME, FRONT) if each.find.kind != "page_hash"]
        assert len(found) > 3
        for each in found:
            assert stands(FRONT, each).decode() == each.find.raw

    def test_names_the_exchange_and_its_time_and_the_site_of_its_own_address(self) -> None:
        (exchange, *_) = drive(ask(SITE), {HOME: FRONT})
        seen = list(COLLECTOR.read(exchange))
        assert {each.exchange for each in seen} == {exchange.id}
        assert {(each.first_seen, each.last_seen) for each in seen} == {(AT, AT)}
        on_a_hop = read(COLLECTOR, "https://www.toonlight.net/", FRONT)
        assert {each.subject for each in on_a_hop} == {
            Subject(SubjectKind.SITE, "toonlight.net", "www.toonlight.net")
        }

    def test_reads_a_script_of_the_site(self) -> None:
        found = read(COLLECTOR, f"{HOME}js/one.js", "page/script_with_tag_manager.http")
        script = (RECORDED / "page/script_with_tag_manager.http").read_bytes().partition(b"\r\n\r\n")[2]
        assert values(found) == {("google_tag_manager", "GTM-MN7K2Q4"), ("script_sha256", sha256(script))}

    def test_finds_the_other_site_of_a_redirect_where_it_stands_in_the_location(self) -> None:
        name = "page/redirect_to_the_next_domain.http"
        (found,) = read(COLLECTOR, HOME, name)
        assert (found.find.kind, found.find.value) == ("redirect_site", "www.moonscans2.com")
        assert (found.find.where, found.find.path) == (Where.HEADER, ("head",))
        head = (RECORDED / name).read_bytes()
        assert head[found.find.start : found.find.end] == b"www.Moonscans2.com"

    @pytest.mark.parametrize("name", ["redirect_within_the_site", "redirect_to_nonsense"])
    def test_reads_nothing_from_a_redirect_that_names_no_other_site(self, name: str) -> None:
        assert read(COLLECTOR, HOME, f"page/{name}.http") == []

    def test_counts_an_icon_as_shodan_does(self) -> None:
        image = (RECORDED / "page/icon.http").read_bytes().partition(b"\r\n\r\n")[2]
        assert values(read(COLLECTOR, f"{HOME}favicon.ico", "page/icon.http")) == {
            ("favicon", str(mmh3.hash(base64.encodebytes(image)))),
            ("favicon_sha256", sha256(image)),
        }

    def test_takes_no_other_image_of_an_imported_visit_for_the_icon(self) -> None:
        told = {"imported-sha256": "0" * 64}
        assert read(COLLECTOR, f"{HOME}banner.png", "page/icon.http", told=told) == []
        assert len(read(COLLECTOR, f"{HOME}favicon-32.png", "page/icon.http", told=told)) == 2

    @pytest.mark.parametrize(
        ("name", "outcome"),
        [
            ("not_found", Outcome.ABSENT),
            ("cloudflare_challenge", Outcome.CHALLENGED),
            ("too_many_requests", Outcome.REFUSED),
        ],
    )
    def test_reads_nothing_from_what_is_not_the_site(self, name: str, outcome: Outcome) -> None:
        (exchange,) = drive(ask(SITE), {HOME: f"page/{name}.http"})
        assert exchange.outcome is outcome
        assert list(COLLECTOR.read(exchange)) == []

    def test_a_page_cut_in_half_gives_what_is_there(self) -> None:
        assert ("canonical_site", "moonscans-old.net") in values(
            read(COLLECTOR, HOME, "page/gzip_cut_in_half.http")
        )


def all_of(body: bytes, *lines: str, uri: str = HOME) -> list[Observation]:
    """What is read from an answer made here."""
    head = "\r\n".join(("HTTP/1.1 200 OK", *lines, "", "")).encode()
    return list(
        COLLECTOR.read(Exchange(Ask(uri, "page", SITE), AT, AT, Outcome.ANSWERED, head=head, body=body))
    )


def answered(body: bytes, *lines: str, uri: str = HOME) -> list[Observation]:
    """The same without the hash of the whole page, which every front page has."""
    return [each for each in all_of(body, *lines, uri=uri) if each.find.kind != "page_hash"]


class TestWholePage:
    PAGE = "<html><body>달빛 만화</body></html>"

    def hashes(self, body: bytes, *lines: str, uri: str = HOME) -> list[str]:
        return [each.find.value for each in all_of(body, *lines, uri=uri) if each.find.kind == "page_hash"]

    def test_a_front_page_has_the_hash_by_which_shodan_knows_it(self) -> None:
        assert self.hashes(self.PAGE.encode(), HTML) == [str(mmh3.hash(self.PAGE))]

    def test_its_charset_and_coding_do_not_matter(self) -> None:
        wanted = [str(mmh3.hash(self.PAGE))]
        assert self.hashes(self.PAGE.encode("cp949"), f"{HTML}; charset=euc-kr") == wanted
        packed = gzip.compress(self.PAGE.encode())
        assert self.hashes(packed, HTML, "Content-Encoding: gzip") == wanted

    def test_another_page_of_the_site_and_what_is_no_page_have_none(self) -> None:
        assert self.hashes(self.PAGE.encode(), HTML, uri=f"{HOME}about") == []
        assert self.hashes(b"alert(1)", "Content-Type: text/javascript") == []
        assert self.hashes(b"", HTML) == []

    @pytest.mark.parametrize(
        ("sort", "body", "digest"),
        [
            ("text/html", PAGE.encode(), "page_hash"),
            ("text/css", b".moon { color: red }" * 4, "stylesheet_sha256"),
            ("text/javascript", b"var moon = 1;" * 6, "script_sha256"),
        ],
    )
    def test_what_a_browser_saved_is_not_what_was_served_and_has_no_hash(
        self, sort: str, body: bytes, digest: str
    ) -> None:
        for head, has_one in (
            (f"HTTP/1.1 200 OK\r\nContent-Type: {sort}\r\n\r\n".encode(), True),
            (headless(sort), False),
        ):
            exchange = Exchange(Ask(HOME, "page", SITE), AT, AT, Outcome.ANSWERED, head=head, body=body)
            assert (digest in {each.find.kind for each in COLLECTOR.read(exchange)}) is has_one


HTML = "Content-Type: text/html"


class TestHead:
    def test_is_scanned_with_spans_in_it(self) -> None:
        line = "Access-Control-Allow-Origin: https://toonlight.net"
        (found,) = answered(b"<html></html>", HTML, line)
        assert (found.find.kind, found.find.value) == ("allowed_origin", "toonlight.net")
        assert (found.find.where, found.find.path) == (Where.HEADER, ("head",))
        head = "\r\n".join(("HTTP/1.1 200 OK", HTML, line))
        assert head[found.find.start : found.find.end] == "toonlight.net"

    def test_names_an_earlier_address_in_a_link_and_in_a_cookie(self) -> None:
        found = answered(
            b"<html></html>",
            HTML,
            'Link: <https://moonscans-old.net/wp-json/>; rel="https://api.w.org/"',
            "Set-Cookie: moon_reader_session=eyJ; path=/",
        )
        assert values(found) == {("cms_site", "moonscans-old.net"), ("laravel_app", "moon_reader")}

    def test_says_nothing_of_the_site_itself(self) -> None:
        assert (
            answered(b"<html></html>", HTML, "Access-Control-Allow-Origin: https://www.moonscans.com") == []
        )

    def test_the_sites_own_cookies_are_one_value(self) -> None:
        cookies = ("Set-Cookie: moon_uid=1", "Set-Cookie: MoonSeen=2", "Set-Cookie: PHPSESSID=3")
        assert values(answered(b"<html></html>", HTML, *cookies)) == {("cookie_names", "MoonSeen moon_uid")}


class TestOwnHosts:
    @pytest.mark.parametrize(
        "markup",
        [
            '<link rel="alternate" href="https://{}/feed/">',
            '<link rel="pingback" href="https://{}/xmlrpc.php">',
            '<script>fetch("https://{}/api")</script>',
            '<video src="https://{}/1.mp4"></video>',
        ],
    )
    def test_of_other_sites_are_read_and_the_sites_own_are_not(self, markup: str) -> None:
        assert (
            "toonlight.net" in dict(values(answered(markup.format("toonlight.net").encode(), HTML))).values()
        )
        assert answered(markup.format("cdn.moonscans.com").encode(), HTML) == []


class TestAndroidPackage:
    SIGNER = apks.keeper()

    def read(self, data: bytes) -> dict[tuple[str, str], Observation]:
        found = answered(data, "Content-Type: application/vnd.android.package-archive", uri=f"{HOME}moon.apk")
        return {(each.find.kind, each.find.value): each for each in found}

    def test_its_name_and_the_key_that_signed_it_are_read(self) -> None:
        data = apks.block_signed(apks.unsigned(), self.SIGNER)
        found = self.read(data)
        assert set(found) == {("android_key", self.SIGNER.digest), ("android_package", "example.moon.reader")}
        key = found["android_key", self.SIGNER.digest].find
        assert (key.own, key.check, key.platform) == (True, Check.VALID, False)
        assert data[key.start : key.end] == self.SIGNER.der

    def test_a_block_that_does_not_hold_is_a_mention(self) -> None:
        data = bytearray(apks.block_signed(apks.unsigned(), self.SIGNER))
        data[40] ^= 1
        key = self.read(bytes(data))["android_key", self.SIGNER.digest].find
        assert (key.own, key.check) == (False, Check.NONE)

    def test_a_development_key_ties_nobody(self) -> None:
        debug = apks.keeper("Android Debug")
        found = self.read(apks.block_signed(apks.unsigned(), debug))
        assert found["android_key", debug.digest].find.platform

    @pytest.mark.parametrize(
        "data", [b"PK\x03\x04", b"PK\x03\x04 AndroidManifest.xml", b"PK\x03\x04" + b"\xff" * 99]
    )
    def test_an_archive_that_is_none_says_nothing(self, data: bytes) -> None:
        assert self.read(data) == {}


class TestStructure:
    def test_a_style_sheet_of_the_site_is_known_by_its_bytes(self) -> None:
        body = b".moon-reader{color:#123}" * 9
        for uri, line in ((f"{HOME}a.css", "X-A: b"), (f"{HOME}a", "Content-Type: text/css; charset=utf-8")):
            assert values(answered(body, line, uri=uri)) == {("stylesheet_sha256", sha256(body))}

    def test_a_public_library_ties_nobody(self) -> None:
        body = b"/*! jQuery v3.6.0 | (c) OpenJS Foundation */" + b"x" * 99
        (found,) = answered(body, "Content-Type: text/javascript", uri=f"{HOME}a.js")
        assert found.find.platform

    def test_class_names_are_one_value_in_whatever_order_they_stand(self) -> None:
        names = [f"moon-{each}" for each in "abcdefghijklmnopqrst"]
        pages = ("".join(f'<p class="{each} btn col-4">' for each in order) for order in (names, names[::-1]))
        one, other = (values(answered(page.encode(), HTML)) for page in pages)
        assert one == other
        assert [kind for kind, _ in one] == ["class_vocabulary"]


class TestPictures:
    TRON = "TJRabPrwbZy45sbavfcjinPJC18kjpRTv8"

    def code(self) -> bytes:
        out = io.BytesIO()
        segno.make(f"tron:{self.TRON}").save(out, kind="png", scale=3)
        return out.getvalue()

    def test_a_payee_in_a_code_of_the_site_is_its_own(self) -> None:
        seen = answered(self.code(), "Content-Type: image/png", uri="https://moonscans.com/img/donate-qr.png")
        (payee,) = [each for each in seen if each.find.kind == "tron"]
        assert (payee.find.value, payee.find.where, payee.find.own) == (self.TRON, Where.IMAGE, True)

    def test_a_code_that_is_drawn_in_the_page_is_read_at_its_place(self) -> None:
        uri = base64.b64encode(self.code()).decode()
        seen = answered(f'<p><img src="data:image/png;base64,{uri}">'.encode(), "Content-Type: text/html")
        (payee,) = [each for each in seen if each.find.kind == "tron"]
        assert payee.find.path[-1] == "qr 0"
        assert payee.find.path[-2].startswith("data-uri ")

    def test_a_picture_that_may_be_a_code_is_asked_for_on_the_site_alone(self) -> None:
        page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
        body = b"<img src='/img/donate-qr.png'><img src='https://cdn.other.net/qr-code.png'><img src='/cover.jpg'>"
        asking = ask(SITE)
        first = next(asking)
        answer = Exchange(first, AT, AT, Outcome.ANSWERED, head=page, body=body)
        wanted = [asking.send(answer).uri]
        with contextlib.suppress(StopIteration):
            while True:
                wanted.append(asking.send(answer).uri)
        assert wanted == [f"{HOME}favicon.ico", f"{HOME}img/donate-qr.png"]
