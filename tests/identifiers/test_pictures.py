"""The codes and hashes of pictures: what is read, where it stands, and that no bytes do harm."""

import base64
import io
import json
import struct
import zlib
from pathlib import Path
from urllib.parse import quote

import pytest
import segno
from PIL import Image, ImageDraw, ImageOps

from osint.errors import FormatError
from osint.identifiers.layers import Layer
from osint.identifiers.pictures import Reading, data_uris, drawn, finds, finds_in_picture, is_picture, texts
from osint.identifiers.pictures.drawings import drawing
from osint.identifiers.pictures.reader import Reader
from osint.records import Where

TRON = "TJRabPrwbZy45sbavfcjinPJC18kjpRTv8"
LINK = "https://t.me/+AbCdEf0123456789"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n"


def code(text: str = LINK, *, scale: int = 4, level: str = "m") -> Image.Image:
    buffer = io.BytesIO()
    segno.make(text, error=level, micro=False).save(buffer, kind="png", scale=scale)
    return Image.open(buffer).convert("L")


def saved(picture: Image.Image, kind: str = "PNG", **how: object) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **how)
    return buffer.getvalue()


def svg(text: str = LINK) -> str:
    rows = segno.make(text, error="l", micro=False).matrix
    size = len(rows) + 8
    dark = ((x + 4, y + 4) for y, row in enumerate(rows) for x, each in enumerate(row) if each & 1)
    squares = "".join(f'<rect x="{x}" y="{y}" width="1" height="1"/>' for x, y in dark)
    return f'<svg viewBox="0 0 {size} {size}"><path fill="#fff" d="M0 0h{size}v{size}H0z"/>{squares}</svg>'


def read(data: bytes) -> list[str]:
    return [each.text for each in texts(data).codes]


class TestCodes:
    @pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP", "ICO", "AVIF"])
    def test_are_read_from_every_format(self, kind: str) -> None:
        assert read(saved(code(), kind)) == [LINK]

    @pytest.mark.parametrize(
        "picture",
        [
            code(scale=1),
            ImageOps.invert(code()),
            ImageOps.mirror(code()),
            code().rotate(33, expand=True, fillcolor=255),
            code().point(lambda level: 110 + level * 20 // 255),
            code().convert("1"),
            code().point(lambda level: level * 257, "I").convert("I;16"),
        ],
        ids=["one pixel a module", "inverted", "mirrored", "turned", "pale", "bilevel", "sixteen bits"],
    )
    def test_are_read_however_they_are_drawn(self, picture: Image.Image) -> None:
        assert read(saved(picture)) == [LINK]

    def test_are_read_under_a_logo(self) -> None:
        picture = code(level="h")
        side = picture.width
        ImageDraw.Draw(picture).ellipse(
            [side * 2 // 5, side * 2 // 5, side * 3 // 5, side * 3 // 5], fill=120
        )
        assert read(saved(picture)) == [LINK]

    def test_are_read_in_white_on_nothing(self) -> None:
        clear = Image.new("RGBA", code().size, (255, 255, 255, 0))
        clear.putalpha(ImageOps.invert(code()))
        assert read(saved(clear)) == [LINK]

    def test_say_where_they_stand_in_pixels_from_the_upper_left(self) -> None:
        page = Image.new("L", (400, 300), 255)
        page.paste(code(), (200, 100))
        (found,) = texts(saved(page)).codes
        assert all(200 <= x <= 332 and 100 <= y <= 232 for x, y in found.corners)

    def test_of_a_later_frame_are_read_and_the_frame_is_told(self) -> None:
        blank = Image.new("L", code().size, 255)
        (found,) = texts(saved(blank, "GIF", save_all=True, append_images=[code()])).codes
        assert (found.text, found.frame) == (LINK, 1)

    def test_that_hold_one_text_together_are_joined_in_their_order(self) -> None:
        whole = "https://t.me/+" + "AbCdEf0123456789" * 6
        sheet = Image.new("L", (900, 300), 255)
        for place, part in enumerate(reversed(list(segno.make_sequence(whole, symbol_count=3)))):
            buffer = io.BytesIO()
            part.save(buffer, kind="png", scale=5)
            sheet.paste(Image.open(buffer).convert("L"), (place * 300, 0))
        assert read(saved(sheet)) == [whole]


class TestDrawings:
    @pytest.mark.parametrize(
        "page",
        [
            f"<p>{svg()}</p>",
            f'<img src="data:image/svg+xml;base64,{base64.b64encode(svg().encode()).decode()}">',
            f'<img src="data:image/svg+xml,{quote(svg())}">',
            'url("data:image/svg+xml;utf8,' + svg().replace('"', "'").replace("#", "%23") + '")',
            json.dumps({"svg": svg()}),
            json.dumps({"svg": svg()}).replace("/", "\\/").replace("<", "\\u003c"),
        ],
        ids=["markup", "base64", "percent", "plain", "json", "escaped json"],
    )
    def test_are_read_wherever_a_page_holds_them(self, page: str) -> None:
        assert [layer.data.decode() for layer in data_uris(Layer(("body",), page.encode()))] == [LINK]

    @pytest.mark.parametrize("form", ['href="{}"', 'xlink:href="{}"', 'href="file://{}"'])
    def test_read_no_file(self, tmp_path: Path, form: str) -> None:
        file = tmp_path / "code.png"
        file.write_bytes(saved(code()))
        image = f'<image width="100" height="100" {form.format(file)}/>'
        assert "image" not in drawing(f'<svg viewBox="0 0 100 100">{image}</svg>').text
        outside = '<svg xmlns:xlink="x" viewBox="0 0 100 100">' + image + "<rect/>" * 40 + "</svg>"
        assert read(outside.encode()) == []

    def test_hold_no_entity(self) -> None:
        entity = '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        text = drawing(f'{entity}<svg viewBox="0 0 9 9"><style>&x;</style><rect id="&x;"/></svg>').text
        assert "ENTITY" not in text
        assert "&x;" not in text

    @pytest.mark.parametrize(
        "inside",
        [
            "<g>" * 50_000,
            "<rect/>" * 20_000,
            '<rect x="1e38"/>',
            '<rect x="-999999"/>',
            '<g transform="scale(1000)"><rect width="9999"/>',
            '<g id="a">' + "<rect/>" * 400 + "</g>" + '<use href="#a"/>' * 400,
        ],
        ids=["deep", "many", "powers", "far", "enlarged", "copies"],
    )
    def test_beyond_the_bounds_are_refused_with_a_reason(self, inside: str) -> None:
        with pytest.raises(FormatError, match="drawing"):
            drawing(f'<svg viewBox="0 0 100 100">{inside}</svg>')

    def test_hold_no_copies_of_copies(self) -> None:
        chain = "".join(
            f'<g id="a{each + 1}">' + f'<use href="#a{each}"/>' * 10 + "</g>" for each in range(9)
        )
        assert "href" not in drawing(f'<svg viewBox="0 0 9 9"><g id="a0"><rect/></g>{chain}</svg>').text


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def bomb(side: int) -> bytes:
    shape = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + shape + chunk(b"IDAT", zlib.compress(bytes(10**6))) + chunk(b"IEND", b"")


class TestHostileBytes:
    @pytest.mark.parametrize(
        "data", [b"", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"<html>", b"\xff\xd8\xff", b"BM", b"RIFF0000WEBP"]
    )
    def test_that_are_no_picture_are_an_outcome_with_a_reason(self, data: bytes) -> None:
        picture = texts(data)
        assert picture.outcome is Reading.UNREADABLE
        assert picture.why

    def test_that_would_fill_the_memory_are_not_decoded(self) -> None:
        assert "larger than what is read" in texts(bomb(60_000)).why

    @pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP", "ICO", "AVIF"])
    def test_that_are_changed_or_cut_raise_nothing(self, kind: str) -> None:
        whole = saved(code(scale=2), kind)
        for place in range(0, len(whole), max(1, len(whole) // 12)):
            for data in (whole[:place], whole[:place] + b"\xff" + whole[place + 1 :]):
                picture = texts(data)
                assert picture.outcome is Reading.READ or picture.why

    def test_that_are_cut_short_are_read_as_far_as_they_go_and_that_is_said(self) -> None:
        picture = Image.new("L", (132, 400), 128)
        picture.paste(code(), (0, 0))
        told = texts(saved(picture, "BMP")[:-2000])
        assert "as far as it goes" in told.why

    def test_that_take_long_end_the_child_and_the_next_is_read(self) -> None:
        reader = Reader(longest_s=0.0)
        with pytest.raises(FormatError, match="not read within"):
            reader.read(saved(code()), {"format": "PNG", "hash": False})
        reader = Reader()
        reader.read(saved(code()), {"format": "PNG", "hash": False})
        assert reader._child is not None
        reader._child.kill()
        reader._child.wait()
        assert reader.read(saved(code()), {"format": "PNG", "hash": False})["codes"]
        reader.close()


def drawn_banner() -> Image.Image:
    picture = Image.new("L", (468, 60), 230)
    draw = ImageDraw.Draw(picture)
    for each in range(9):
        draw.rectangle(
            [each * 53, each * 29 % 40, each * 53 + 20 + each * 7 % 30, 45 + each % 15], fill=each * 37 % 200
        )
    return picture


class TestFinds:
    def test_stand_in_an_image_at_their_bytes_in_the_text_and_are_the_pages_own(self) -> None:
        (found,) = [each for each in finds(saved(code(f"tron:{TRON}?a=1"))) if each.kind == "tron"]
        assert (found.value, found.where, found.own, found.path) == (
            TRON,
            Where.IMAGE,
            True,
            ("body", "qr 0"),
        )
        assert (found.start, found.end) == (5, 5 + len(TRON))

    def test_of_an_answer_hold_a_banners_hashes_and_no_icons(self) -> None:
        banner = drawn_banner()
        kinds = {each.kind: each.value for each in finds_in_picture(HEAD, saved(banner))}
        assert kinds.keys() == {"image_sha256", "banner_hash"}
        assert finds_in_picture(HEAD, saved(banner.resize((32, 32)))) == []
        assert finds_in_picture(HEAD, saved(Image.new("L", (468, 60), 200))) == []
        assert finds_in_picture(HEAD, saved(Image.linear_gradient("L").resize((468, 60)))) == []
        assert finds_in_picture(HEAD, b"<html>") == []

    def test_of_one_banner_saved_anew_have_one_look_and_two_sums(self) -> None:
        banner = Image.new("L", (468, 60), 230)
        for number, (left, shade) in enumerate(((10, 20), (90, 120), (180, 60), (300, 160), (390, 0))):
            banner.paste(shade, (left, 5 + 4 * number, left + 55 + 9 * number, 45 + number))
        one, other = texts(saved(banner)), texts(saved(banner, "JPEG", quality=90))
        assert one.banner == other.banner != ""
        assert one.sha256 != other.sha256


class TestPages:
    @pytest.fixture
    def uri(self) -> str:
        return base64.b64encode(saved(code(scale=2))).decode()

    @pytest.mark.parametrize(
        ("form", "name"),
        [
            ('<img src="data:image/png;base64,{}">', "data-uri 10"),
            ("<img src=data:image/png;base64,{} alt=x>", "data-uri 9"),
            ('{{"a":"data:image\\/png;base64,{}"}}', "data-uri 6"),
            ("url(DATA:IMAGE/PNG;BASE64,{})", "data-uri 4"),
            ('<img srcset="data:image/png;base64,{} 2x">', "data-uri 13"),
            ('{{"qrcode":"{}"}}', "base64 11"),
        ],
    )
    def test_show_codes_at_their_offset(self, uri: str, form: str, name: str) -> None:
        escaped = uri.replace("/", "\\/") if "\\/" in form else uri
        layers = list(data_uris(Layer(("body",), form.format(escaped).encode())))
        assert [(each.path, each.data) for each in layers] == [(("body", name, "qr 0"), LINK.encode())]

    def test_with_many_icons_decode_none_of_them(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Reader, "read", lambda *_: pytest.fail("an icon was decoded"))
        icon = base64.b64encode(saved(Image.effect_noise((16, 16), 90))).decode()
        page = (
            f'<img src="data:image/png;base64,{icon}"><svg viewBox="0 0 9 9"><path d="M0 0h9"/></svg>' * 300
        )
        assert {each.picture.outcome for each in drawn(Layer(("body",), page.encode()))} == {
            Reading.PASSED_OVER
        }

    def test_a_picture_is_told_by_its_first_bytes(self) -> None:
        assert is_picture(saved(code()))
        assert is_picture(svg().encode())
        assert not is_picture(b"<html><svg></svg>")
