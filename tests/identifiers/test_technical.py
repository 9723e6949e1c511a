"""Stores, hosts, named sites and hidden services, as pages and headers show them."""

import base64
import hashlib

import pytest

from osint.identifiers import kind, kinds
from osint.identifiers.kind import Group
from osint.identifiers.scan import scan, scan_reply
from osint.records import Check, Find, Where

HTML = b"Content-Type: text/html\r\n\r\n"
KEY = hashlib.sha256(b"moonscans").digest()
ONION = (
    base64.b32encode(KEY + hashlib.sha3_256(b".onion checksum" + KEY + b"\x03").digest()[:2] + b"\x03")
    .decode()
    .lower()
)
I2P = base64.b32encode(KEY).decode().rstrip("=").lower()
BASE32 = "abcdefghijklmnopqrstuvwxyz234567"


def found(name: str, markup: str) -> list[Find]:
    return [find for find in scan_reply(HTML, markup.encode()) if find.kind == name]


def values(name: str, markup: str) -> set[str]:
    return {find.value for find in found(name, markup)}


def test_there_are_fifty_technical_kinds_at_least() -> None:
    assert sum(each.group is Group.TECHNICAL for each in kinds().values()) >= 50


class TestStores:
    @pytest.mark.parametrize(
        ("name", "forms"),
        [
            (
                "storage_bucket",
                (
                    "https://moonstore.s3.amazonaws.com/1.jpg",
                    "//moonstore.s3-ap-northeast-2.amazonaws.com/1.jpg",
                    "https://s3.ap-northeast-2.amazonaws.com/moonstore/1.jpg",
                    "https:\\/\\/moonstore.s3.dualstack.eu-west-1.amazonaws.com\\/1.jpg",
                    "https%3A%2F%2Fmoonstore.s3.amazonaws.com%2F1.jpg",
                    "https:\\u002F\\u002Fmoonstore.s3.amazonaws.com\\u002F1.jpg",
                ),
            ),
            (
                "google_bucket",
                (
                    "https://storage.googleapis.com/moonstore/1.jpg",
                    "https://moonstore.storage.googleapis.com/1.jpg",
                    "gs://moonstore/1.jpg",
                ),
            ),
            (
                "aliyun_bucket",
                (
                    "https://moonstore.oss-cn-hongkong.aliyuncs.com/1.jpg",
                    "https://oss-accelerate.aliyuncs.com/moonstore/1.jpg",
                ),
            ),
        ],
    )
    def test_one_bucket_is_one_value_in_whatever_form_its_address_stands(
        self, name: str, forms: tuple[str, ...]
    ) -> None:
        made = {form: values(name, f'<script>var u="{form}"</script>') for form in forms}
        assert len({tuple(each) for each in made.values()}) == 1, made
        assert all(len(each) == 1 for each in made.values())

    def test_an_escape_before_a_name_is_not_taken_for_a_part_of_it(self) -> None:
        page = '<script>{"u":"https:\\u002F\\u002Fmoonscans.github.io\\u002Fa","v":"x%2Fmoonscans.github.io"}</script>'
        assert values("github_pages", page) == {"moonscans.github.io"}

    def test_the_account_is_read_beside_the_bucket(self) -> None:
        url = '<img src="https://moonstore-1309876543.cos.ap-hongkong.myqcloud.com/1.jpg">'
        assert values("tencent_bucket", url) == {"moonstore-1309876543"}
        assert values("tencent_app_id", url) == {"1309876543"}

    def test_the_workers_of_one_account_are_one_value(self) -> None:
        page = (
            '<script src="https://a.moonscans.workers.dev"></script><img src="//b.moonscans.workers.dev/1">'
        )
        assert values("workers_account", page) == {"moonscans.workers.dev"}

    @pytest.mark.parametrize(
        ("name", "url"),
        [
            ("cloudfront_distribution", "https://d1z2jf7jlzjs58.cloudfront.net/p.js"),
            ("storage_bucket", "https://newsharecounts.s3-us-west-2.amazonaws.com/nsc.js"),
            ("heroku_app", "https://cors-anywhere.herokuapp.com/x"),
            ("cloudinary_cloud", "https://res.cloudinary.com/demo/image/upload/sample.jpg"),
        ],
    )
    def test_what_vendors_and_manuals_use_ties_nobody(self, name: str, url: str) -> None:
        assert [find.platform for find in found(name, f'<script src="{url}"></script>')] == [True]


class TestNamedSites:
    @pytest.mark.parametrize(
        ("name", "markup"),
        [
            ("canonical_site", '<base href="https://toonlight.example/">'),
            ("canonical_site", "<link rel=canonical href=//toonlight.example/1>"),
            ("alternate_site", '<link rel="alternate" hreflang="en" href="https://toonlight.example/en/">'),
            ("alternate_site", "<link href='https://toonlight.example/amp/' rel='amphtml'>"),
            (
                "cms_site",
                '<script>var m={"ajax_url":"https:\\/\\/toonlight.example\\/wp-admin\\/admin-ajax.php"}</script>',
            ),
            (
                "structured_site",
                '<script>{"@type":"WebSite","@id":"https:\\/\\/toonlight.example\\/#website"}</script>',
            ),
            (
                "mirrored_site",
                "<!-- Mirrored from toonlight.example/index.html by HTTrack Website Copier/3.x -->",
            ),
        ],
    )
    def test_an_earlier_address_is_found_where_a_page_kept_it(self, name: str, markup: str) -> None:
        entry = kind(name)
        assert values(name, markup) == {"toonlight.example"}
        assert entry.embeds is not None
        assert entry.embeds("toonlight.example") == "toonlight.example"

    @pytest.mark.parametrize(
        "text",
        [
            "<p>Sitemap of https://toonlight.example/</p>",
            "<p>rel=canonical href=https://toonlight.example/</p>",
            "<p>fetch('https://toonlight.example/')</p>",
            "<p>wss://toonlight.example/</p>",
            '<p>"@id":"https://toonlight.example/#website"</p>',
            "<p>https://toonlight.example/1.mp4</p>",
        ],
    )
    def test_running_text_names_nobodys_address(self, text: str) -> None:
        names = {find.kind for find in scan_reply(HTML, text.encode())}
        assert not names & {
            "canonical_site",
            "api_host",
            "websocket_host",
            "structured_site",
            "video_host",
            "sitemap_site",
        }

    def test_a_site_map_and_a_robots_file_name_their_site(self) -> None:
        head = b"Content-Type: text/plain\r\n\r\n"
        robots = scan_reply(
            head, b"User-agent: *\nDisallow:\nSitemap: https://toonlight.example/sitemap.xml\n"
        )
        assert [(find.kind, find.value) for find in robots] == [("sitemap_site", "toonlight.example")]

    def test_a_header_that_lets_another_site_read_names_it(self) -> None:
        head = b"HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: https://toonlight.example\r\n\r\n"
        (find,) = scan(head, path=("head",), where=Where.HEADER)
        assert (find.kind, find.value) == ("allowed_origin", "toonlight.example")
        assert values("allowed_origin", head.decode()) == set()


class TestReaders:
    @pytest.mark.parametrize(
        "markup",
        [
            '<script>ts_reader.run({"post_id":1,"sources":[{"source":"1","images":["https:\\/\\/img.moonstore.example\\/1.jpg"]}]})</script>',
            "<script>chapter_preloaded_images = ['https://img.moonstore.example/1.jpg'];</script>",
            '<img class="wp-manga-chapter-img" data-src="  https://img.moonstore.example/manga/1.jpg">',
            '<amp-img src="https://img.moonstore.example/chapter-1/1.jpg">',
        ],
    )
    def test_the_store_of_a_reader_is_found_in_markup_and_in_its_script(self, markup: str) -> None:
        assert values("content_host", markup) == {"img.moonstore.example"}


class TestHiddenServices:
    def test_a_name_with_one_letter_changed_is_refused(self) -> None:
        assert values("onion_service", f"http://{ONION}.onion/") == {f"{ONION}.onion"}
        for place in range(len(ONION)):
            other = BASE32[(BASE32.index(ONION[place]) + 1) % 32]
            assert (
                values("onion_service", f"http://{ONION[:place]}{other}{ONION[place + 1 :]}.onion/") == set()
            ), place

    def test_the_checksum_vouches_and_a_form_alone_does_not(self) -> None:
        assert found("onion_service", f"http://{ONION}.onion/")[0].check is Check.VALID
        assert found("i2p_service", f"http://{I2P}.b32.i2p/")[0].check is Check.NONE

    def test_both_versions_of_a_content_identifier_are_one_value(self) -> None:
        number, old = int.from_bytes(b"\x12\x20" + KEY, "big"), ""
        while number:
            number, digit = divmod(number, 58)
            old = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"[digit] + old
        new = "b" + base64.b32encode(b"\x01\x70\x12\x20" + KEY).decode().rstrip("=").lower()
        for form in (f"https://ipfs.io/ipfs/{old}/1.jpg", f"ipfs://{new}", f"https://{new}.ipfs.dweb.link/"):
            assert values("ipfs_content", form) == {new}
        assert found("ipfs_content", f"ipfs://{new}")[0].check is Check.NONE

    def test_the_curves_of_a_drawing_are_no_content(self) -> None:
        """Base64 of fonts holds the letters too: seen on a real page."""
        assert values("ipfs_content", "QmJy4BNS4BJy4BNTQmNTQ2Nz4BNz4BNz4BMzoBMR4BFx4B") == set()


@pytest.mark.parametrize(
    "each", [each for each in kinds().values() if each.group is Group.TECHNICAL], ids=lambda each: each.name
)
@pytest.mark.parametrize(
    "raw", ["", " ", "\x00", "é" * 9, "a" * 5000, "²", "-", "1.1.1.1", "..", "[::", "%", "SHA256:"]
)
def test_the_normal_form_of_anything_is_its_own_normal_form(each: object, raw: str) -> None:
    from osint.identifiers.kind import Kind

    assert isinstance(each, Kind)
    value = each.normal(raw)
    assert each.normal(value) == value or not value
