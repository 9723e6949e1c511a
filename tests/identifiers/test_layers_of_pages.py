"""A page's layers: codings, charsets and escapes undone, each named in the path, each bounded."""

import gzip
import random
import zlib
from urllib.parse import unquote_to_bytes

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from osint.identifiers import layers as rooms
from osint.identifiers.layers import Layer, charset_of, layers, uncoded
from osint.identifiers.scan import scan_reply
from osint.records import Find, Where

PAGE = b"<script>ga('create', 'UA-7345812-3')</script>" + bytes(random.Random(2).randbytes(900))
HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html%s\r\n\r\n"


def head(*, charset: str = "", coding: str = "") -> bytes:
    said = HTML % (f"; charset={charset}".encode() if charset else b"")
    return said.replace(b"\r\n\r\n", f"\r\nContent-Encoding: {coding}\r\n\r\n".encode()) if coding else said


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PACKERS = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "br": brotli.compress,
    "zstd": zstandard.compress,
    "deflate": zlib.compress,
}


def found(head: bytes, body: bytes, kind: str) -> list[Find]:
    return [find for find in scan_reply(head, body) if find.kind == kind]


class TestContentCodings:
    @pytest.mark.parametrize("coding", PACKERS)
    def test_are_undone_and_named(self, coding: str) -> None:
        assert uncoded(head(coding=coding), PACKERS[coding](PAGE)) == Layer(("body", coding), PAGE)

    def test_deflate_is_undone_without_its_two_bytes_too(self) -> None:
        assert uncoded(head(coding="deflate"), raw_deflate(PAGE)).data == PAGE

    def test_several_are_undone_from_the_last_to_the_first(self) -> None:
        packed = brotli.compress(gzip.compress(PAGE))
        assert uncoded(head(coding="gzip, br"), packed) == Layer(("body", "br", "gzip"), PAGE)

    def test_a_span_counts_in_the_text_and_not_in_what_was_packed(self) -> None:
        (find,) = found(head(coding="br"), brotli.compress(PAGE), "google_analytics")
        assert find.path == ("body", "br")
        assert PAGE[find.start : find.end] == b"UA-7345812-3"

    def test_gzip_is_known_by_its_first_bytes_where_the_head_says_nothing(self) -> None:
        assert uncoded(head(), gzip.compress(PAGE)).path == ("body", "gzip")

    @pytest.mark.parametrize("coding", [*PACKERS, "rot13", "identity"])
    def test_what_does_not_hold_leaves_the_body_as_it_stands(self, coding: str) -> None:
        assert uncoded(head(coding=coding), PAGE) == Layer(("body",), PAGE)

    @pytest.mark.parametrize("coding", ["gzip", "br", "deflate"])
    def test_a_body_cut_in_half_gives_what_came(self, coding: str) -> None:
        text = PAGE + random.Random(1).randbytes(4000)
        packed = PACKERS[coding](text)
        half = uncoded(head(coding=coding), packed[: len(packed) // 2]).data
        assert half
        assert text.startswith(half)

    @pytest.mark.parametrize("coding", PACKERS)
    def test_a_bomb_is_cut_off(self, coding: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(rooms, "SMALL", 10_000)
        bomb = PACKERS[coding](bytes(9_000_000))
        assert len(uncoded(head(coding=coding), bomb).data) == max(10_000, len(bomb) * rooms.RATIO)

    @pytest.mark.parametrize("coding", PACKERS)
    def test_no_layer_is_larger_than_the_most(self, coding: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(rooms, "MOST", 50_000)
        monkeypatch.setattr(rooms, "SMALL", 1_000)
        text = random.Random(1).randbytes(300_000)
        assert uncoded(head(coding=coding), PACKERS[coding](text)).data == text[:50_000]


class TestCharsets:
    @pytest.mark.parametrize(
        ("charset", "text", "kind", "value"),
        [
            ("euc-kr", "새 주소: https://toonlight2.example/", "linked_site", "toonlight2.example"),
            ("ks_c_5601-1987", "국민은행 123456-04-123456", "kr_bank_account", "국민 12345604123456"),
            ("shift_jis", "新しいURL https://toonlight3.example/", "linked_site", "toonlight3.example"),
            ("gb2312", "最新地址 https://toonlight4.example/", "linked_site", "toonlight4.example"),
            ("tis-620", "เว็บใหม่ https://toonlight5.example/", "linked_site", "toonlight5.example"),
            ("windows-1251", "Новый адрес: https://toonlight6.example/", "linked_site", "toonlight6.example"),
            (
                "iso-8859-1",
                "nueva dirección: https://toonlight7.example/",
                "linked_site",
                "toonlight7.example",
            ),
        ],
    )
    def test_are_read_by_the_head_or_the_page(self, charset: str, text: str, kind: str, value: str) -> None:
        for said, page in ((head(charset=charset), ""), (head(), f"<meta charset='{charset}'>")):
            body = f"{page}<p>{text}</p>".encode({"ks_c_5601-1987": "cp949"}.get(charset, charset))
            (find,) = found(said, body, kind)
            assert find.value == value
            assert find.path[:1] == ("body",)
            assert find.path[1].startswith("charset ")
            layer = next(layer for layer in layers(said, body) if layer.path == find.path)
            assert layer.data[find.start : find.end].decode() == find.raw

    @pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
    @pytest.mark.parametrize("mark", ["\ufeff", ""])
    def test_utf_16_is_known_by_its_mark_or_its_zeros(self, charset: str, mark: str) -> None:
        body = (mark + "<p>https://t.me/moonscans and more text</p>").encode(charset)
        (find,) = found(head(), body, "telegram")
        assert (find.value, find.path) == ("moonscans", ("body", f"charset {charset}"))

    def test_a_mark_goes_before_what_the_head_says(self) -> None:
        assert charset_of(head(charset="euc-kr"), "\ufeff새".encode()) is None

    def test_a_page_that_says_in_ascii_that_it_is_utf_16_is_not_in_it(self) -> None:
        assert charset_of(head(), b'<meta charset="utf-16">') is None

    def test_the_declaration_of_xml_is_read(self) -> None:
        assert charset_of(b"", b'<?xml version="1.0" encoding="EUC-KR"?><rss/>') == "cp949"

    @pytest.mark.parametrize(
        "charset",
        ["undefined", "idna", "punycode", "rot13", "zip", "utf-7", "unicode_escape", "x" * 40, "mbcs"],
    )
    def test_what_is_no_charset_of_pages_is_not_decoded(self, charset: str) -> None:
        body = f"<meta charset={charset}>UA-7345812-3 é".encode()
        assert [layer.path for layer in layers(head(), body)] == [("body",)]

    def test_plain_ascii_is_not_decoded_again(self) -> None:
        assert [layer.path for layer in layers(head(charset="euc-kr"), b"<p>plain</p>")] == [("body",)]

    def test_escapes_are_undone_in_the_decoded_text(self) -> None:
        body = "새 주소 &#104;ttps://toonlight2.example/".encode("cp949")
        (find,) = found(head(charset="euc-kr"), body, "linked_site")
        assert find.path == ("body", "charset cp949", "entity")


class TestEscapes:
    @pytest.mark.parametrize(
        ("layer", "text", "kind", "value"),
        [
            ("entity", "<a href='mailto:ads&#64;toonlight.example'>", "email", "ads@toonlight.example"),
            ("entity", "<p>ads&#x40;toonlight&period;example</p>", "email", "ads@toonlight.example"),
            ("js-string", r'"https:\/\/t.me\/moonscans"', "telegram", "moonscans"),
            ("js-string", r'"\u0055A-7345812-3"', "google_analytics", "UA-7345812"),
            ("js-string", r'"\x55A-7345812-3"', "google_analytics", "UA-7345812"),
            ("percent", "?u=https%3A%2F%2Ft.me%2Fmoonscans&v", "telegram", "moonscans"),
        ],
    )
    def test_are_undone_and_named(self, layer: str, text: str, kind: str, value: str) -> None:
        body = b"<html> plain & simple " + text.encode() + b" rest"
        (find,) = found(head(), body, kind)
        assert (find.value, find.path) == (value, ("body", layer))
        data = next(each.data for each in layers(head(), body) if each.path == find.path)
        assert data[find.start : find.end].decode() == find.raw

    def test_a_value_is_given_at_its_first_layer_alone(self) -> None:
        finds = found(head(), rb"<p>https://t.me/moonscans &amp; https:\/\/t.me\/moonscans</p>", "telegram")
        assert [find.path for find in finds] == [("body",)]

    def test_a_text_without_escapes_has_no_further_layers(self) -> None:
        assert [layer.path for layer in layers(head(), b"<p>100% of &nosuch; \\d</p>")] == [("body",)]

    @pytest.mark.parametrize(
        ("text", "plain"),
        [
            (r"\ud83d\ude00", "\U0001f600"),
            (r"\ud83d", "\ufffd"),
            (r"\\u0026", "&"),
            (r"https:\\\/\\\/t.me", "https://t.me"),
            (r"a\nb\tc", "a\nb\tc"),
            (r"\"x\'", "\"x'"),
            (r"\d \. \x4 \u00zz", r"\d \. \x4 \u00zz"),
        ],
    )
    def test_of_scripts_are_undone_as_scripts_mean_them(self, text: str, plain: str) -> None:
        (layer, *_) = [*(each for each in layers(b"", text.encode()) if each.path[-1] == "js-string"), None]
        assert (layer.data.decode() if layer else text) == plain

    def test_settings_in_an_attribute_are_undone_twice(self) -> None:
        body = rb"<div data-set='{&quot;u&quot;:&quot;https:\u002f\u002ft.me\u002fmoonscans&quot;}'>"
        assert [find.path for find in found(head(), body, "telegram")] == [("body", "js-string")]
        body = rb"<div data-set='{&quot;u&quot;:&quot;ads\u0040toonlight&#46;example&quot;}'>"
        assert [find.path for find in found(head(), body, "email")] == [("body", "entity", "js-string")]

    @given(st.binary(max_size=60).map(lambda data: data.replace(b"\x00", b"%4")))
    def test_percent_is_undone_as_everybody_does_it(self, body: bytes) -> None:
        undone = [layer.data for layer in layers(b"", body) if layer.path[-1] == "percent"]
        plain = body if charset_of(b"", body) is None else None
        if plain is not None and not body.startswith(b"\x1f\x8b\x08"):
            assert undone == ([unquote_to_bytes(body)] if unquote_to_bytes(body) != body else [])


class TestCloudflaresMailProtection:
    HIDDEN = bytes([0x2A, *(byte ^ 0x2A for byte in b"ads@toonlight.example")]).hex()

    @pytest.mark.parametrize(
        "markup",
        ['<a class="__cf_email__" data-cfemail="%s">x</a>', '<a href="/cdn-cgi/l/email-protection#%s">x</a>'],
    )
    def test_is_undone(self, markup: str) -> None:
        body = b"<p>" + (markup % self.HIDDEN).encode()
        (find,) = found(head(), body, "email")
        assert (find.value, find.where, find.start, find.end) == (
            "ads@toonlight.example",
            Where.ATTRIBUTE,
            0,
            21,
        )
        assert find.path[:-1] == ("body",)
        place = int(find.path[-1].removeprefix("cfemail "))
        assert body[place:].startswith((b"data-cfemail", b"/cdn-cgi"))

    def test_gives_each_mailbox_once_and_not_without_end(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(rooms, "MAILBOXES", 3)
        body = b"".join(b'data-cfemail="%06x%06x"' % (each, each) * 2 for each in range(5))
        assert len([layer for layer in layers(b"", body) if not layer.is_markup]) == 3

    def test_leaves_half_a_byte_away(self) -> None:
        assert [layer.data for layer in layers(b"", b'data-cfemail="2a4b6c7"')][1:] == [b"aF"]
