"""What a page is built of: sets that are one value each."""

import pytest

from osint.identifiers import kind, structure
from osint.identifiers.structure import vocabulary
from osint.records import Where

OWN = [f"moon-{each}" for each in "abcdefghijklmnopqrst"]


def page(names: list[str], quote: str = '"') -> bytes:
    return "".join(f"<div id=x class={quote}{name}{quote}>" for name in names).encode()


class TestVocabulary:
    def test_holds_the_pages_own_names_once(self) -> None:
        assert vocabulary(b'<p class="moonPage reader"><P CLASS="x"><b class=\'reader\n  moonBar\'>') == {
            "moonPage",
            "reader",
            "moonBar",
        }

    @pytest.mark.parametrize(
        "name",
        [
            "col-md-4",
            "btn",
            "btn-primary",
            "fa-home",
            "wp-block-image",
            "elementor-12",
            "swiper-slide",
            "mt-3",
            "post-4810",
            "css-1a2b3c4d",
            "Header__aX93kQ",
            "page-id-4810",
            "w",
            "x" * 80,
        ],
    )
    def test_leaves_out_what_frameworks_and_chance_bring(self, name: str) -> None:
        assert vocabulary(page([name])) == frozenset()

    def test_of_too_few_names_is_no_value(self) -> None:
        few, enough = page(OWN[: structure.FEWEST - 1]), page(OWN[: structure.FEWEST])
        assert [part.kind for part in structure.of_page(few)] == []
        assert [part.kind for part in structure.of_page(enough)] == ["class_vocabulary"]

    def test_of_very_many_names_is_an_attack(self) -> None:
        names = [
            f"m{chr(97 + a)}{chr(97 + b)}{chr(97 + c)}q"
            for a in range(26)
            for b in range(26)
            for c in range(7)
        ]
        assert vocabulary(page(names)) == frozenset()

    def test_is_one_value_in_any_order_and_another_when_one_name_differs(self) -> None:
        (one,) = structure.of_page(page(OWN))
        (turned,) = structure.of_page(page(OWN[::-1], "'"))
        (other,) = structure.of_page(page([*OWN[1:], "moon-z"]))
        assert one.raw == turned.raw != other.raw
        assert kind("class_vocabulary").read(one.raw) == one.raw


class TestPlugins:
    def test_are_one_value_from_three_on(self) -> None:
        urls = b"".join(
            b'<script src="/wp-content/plugins/%s/a.js">' % each for each in (b"b-x", b"A-x", b"b-x")
        )
        assert list(structure.of_page(urls)) == []
        (found,) = structure.of_page(urls + b"/wp-content/plugins/c-x/x.css")
        assert (found.kind, found.raw, found.where) == ("plugin_set", "a-x b-x c-x", Where.LINK)


class TestCookies:
    def test_of_the_sites_own_programs_are_one_value(self) -> None:
        head = b"HTTP/1.1 200 OK\r\nSet-Cookie: moon_b=1\r\nset-cookie:moonA=2; path=/\r\nSet-Cookie: __cf_bm=3\r\n\r\n"
        (found,) = structure.of_head(head)
        assert (found.raw, found.where) == ("moonA moon_b", Where.HEADER)
        assert head[slice(*found.span)] == b"moon_b"

    @pytest.mark.parametrize("name", [b"PHPSESSID", b"_ga_ABC", b"wordpress_sec", b"ts01a2b3c4", b"x123456"])
    def test_of_frameworks_and_of_chance_are_none(self, name: bytes) -> None:
        head = b"HTTP/1.1 200 OK\r\nSet-Cookie: moon_b=1\r\nSet-Cookie: " + name + b"=2\r\n\r\n"
        assert list(structure.of_head(head)) == []


class TestFiles:
    def test_are_known_by_their_bytes_and_a_public_librarys_ties_nobody(self) -> None:
        (own,) = structure.of_file(b"var moon=1;" * 20, "script_sha256")
        (library,) = structure.of_file(b"/*! Bootstrap v5.3.0 */" + b"x" * 99, "stylesheet_sha256")
        assert (own.is_shared, library.is_shared) == (False, True)
        made = library.found(kind("stylesheet_sha256"), ("body",))
        assert made is not None
        assert made.platform

    def test_of_a_few_bytes_are_nobodys(self) -> None:
        assert list(structure.of_file(b"var x;", "script_sha256")) == []


def test_a_page_of_one_long_tag_is_read_in_linear_time() -> None:
    assert vocabulary(b"<a class=" * 40_000) == frozenset()
    assert vocabulary(b'<a class="' + b"x " * 100_000) == frozenset()
