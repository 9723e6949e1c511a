"""Excerpts: cut from the layer that was read, marked, and inert."""

import gzip
from dataclasses import replace
from typing import Any

import pytest
from bundle_cases import HTML, name_servers, page
from hypothesis import given, settings
from hypothesis import strategies as st

from osint import derive
from osint.bundle.excerpt import AROUND, excerpt
from osint.records import Exchange
from osint.rows import observation_row

TELEGRAM = '<a href="https://t.me/moonscans_px">달빛</a>'


def row_of(exchange: Exchange, kind: str) -> dict[str, Any]:
    """What is observed of one kind in an exchange, as a row."""
    return next(observation_row(each) for each in derive.read(exchange) if each.find.kind == kind)


def shown(exchange: Exchange, kind: str) -> str:
    """The excerpt of what is observed of one kind."""
    return excerpt(exchange, row_of(exchange, kind)).text


def test_the_telling_part_stands_between_marks() -> None:
    assert shown(page("a.example", f"<p>{TELEGRAM}</p>"), "telegram") == (
        '<p><a href="https://t.me/⟦moonscans_px⟧">달빛</a></p>'
    )


def test_of_a_packed_answer_it_is_cut_from_the_unpacked_body() -> None:
    found = excerpt(*_with_row(page("a.example", f"<p>{TELEGRAM}</p>", packed=True), "telegram"))
    assert found.text == '<p><a href="https://t.me/⟦moonscans_px⟧">달빛</a></p>'
    assert found.how.startswith("body → gzip, bytes ")


def test_of_an_answer_in_another_charset_it_is_cut_from_the_text() -> None:
    body = f"<p>한글 {TELEGRAM}</p>".encode("cp949")
    head = HTML.replace(b"utf-8", b"euc-kr") + b"Content-Encoding: gzip\r\n\r\n"
    made = replace(page("a.example", ""), head=head, body=gzip.compress(body, mtime=0))
    assert shown(made, "telegram") == '<p>한글 <a href="https://t.me/⟦moonscans_px⟧">달빛</a></p>'


def test_of_a_long_answer_in_another_charset_it_begins_with_a_whole_character() -> None:
    filler = "<b>가나다라</b>" * 100
    made = replace(
        page("a.example", ""),
        head=HTML.replace(b"utf-8", b"euc-kr") + b"\r\n",
        body=f"{filler}{TELEGRAM}{filler}".encode("cp949"),
    )
    text = shown(made, "telegram")
    assert set(text) <= set('… <b>가나다라</b>⟦moonscans_px⟧달빛 https://t.me/ href="a')
    assert text.count("가나다라") > 10


def test_of_a_value_behind_entities_it_is_cut_where_they_are_undone() -> None:
    hidden = "".join(f"&#{ord(each)};" for each in "https://t.me/moonscans_px")
    made = page("a.example", f'<p>&lt;<a href="{hidden}">x</a></p>')
    found = excerpt(*_with_row(made, "telegram"))
    assert "⟦moonscans_px⟧" in found.text
    assert "entity" in found.how


def test_it_ends_between_characters_and_says_that_there_is_more() -> None:
    filler = "가나다라마바사" * 100
    text = shown(page("a.example", f"{filler}{TELEGRAM}{filler}"), "telegram")
    assert text.startswith("… ")
    assert text.endswith(" …")
    assert "\ufffd" not in text
    assert len(text.encode()) < 3 * AROUND


def test_a_page_cannot_set_marks_directions_or_controls() -> None:
    made = page("a.example", f"⟦not this⟧\u202e\x1b[31m{TELEGRAM}")
    text = shown(made, "telegram")
    assert text.count("⟦") == text.count("⟧") == 1
    assert "⟦moonscans_px⟧" in text
    assert "⟨U+202E⟩⟨U+001B⟩[31m" in text


def test_line_ends_are_line_ends() -> None:
    assert shown(page("a.example", f"one\r\n{TELEGRAM}"), "telegram").startswith("one\n")


def test_name_servers_are_marked_in_the_message_as_it_is_printed() -> None:
    found = excerpt(*_with_row(name_servers("moonscans.example"), "nameserver_set"))
    assert "IN NS ⟦ns1.hush.example.⟧" in found.text
    assert "IN NS ⟦ns2.hush.example.⟧" in found.text


def test_words_that_stand_far_down_and_in_capitals_are_found_and_marked() -> None:
    made = page("a.example", "filler line\n" * 400 + "NS1.HUSH.EXAMPLE\nns2.hush.example\nend")
    row = {"path": ["body", "decoded"], "start": 0, "end": 5000, "value": "x"}
    found = excerpt(made, {**row, "raw": "ns1.hush.example ns2.hush.example"})
    assert found.text.startswith("… ")
    assert found.text.endswith("filler line\n⟦NS1.HUSH.EXAMPLE⟧\n⟦ns2.hush.example⟧\nend")


def test_a_value_that_stands_nowhere_is_said_to_be_worked_out() -> None:
    row = {"path": ["body", "der"], "start": 0, "end": 99, "raw": "453e833d679ec59c", "value": "x"}
    found = excerpt(page("a.example", "-----BEGIN CERTIFICATE-----"), row)
    assert found.text == "-----BEGIN CERTIFICATE-----"
    assert "openssl x509 -text" in found.how
    assert "worked out" in found.how


def test_an_image_is_told_by_its_size_and_digest() -> None:
    data = b"\x89PNG\r\n\x1a\n" + bytes(200)
    made = replace(
        page("a.example", ""), head=b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n", body=data
    )
    made = replace(made, ask=replace(made.ask, uri="https://a.example/favicon.ico"))
    text = shown(made, "favicon")
    assert text.startswith("208 bytes that are no text; sha256 ")
    assert "\ufffd" not in text


def test_without_an_observation_it_is_the_beginning_of_the_readable_answer() -> None:
    assert excerpt(page("a.example", "<p>x</p>", packed=True), None).text == "<p>x</p>"


@pytest.mark.parametrize("span", [(-1, 5), (5, 5), (9, 3), (0, 10**9), (10**9, 10**9 + 2)])
def test_a_span_that_cannot_be_still_gives_an_excerpt(span: tuple[int, int]) -> None:
    made = page("a.example", f"<p>{TELEGRAM}</p>")
    row = {**row_of(made, "telegram"), "start": span[0], "end": span[1]}
    assert "⟦moonscans_px⟧" in excerpt(made, row).text


@settings(max_examples=25, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 300), st.integers(0, 300), st.text(max_size=20))
def test_whatever_the_bytes_are_it_is_text_that_can_be_shown(
    body: bytes, start: int, end: int, raw: str
) -> None:
    made = replace(page("a.example", ""), body=body)
    row = {"path": ["body"], "start": start, "end": end, "raw": raw, "value": raw}
    text = excerpt(made, row).text
    assert all(each.isprintable() or each in "\n\t\u200c\u200d" for each in text)


def _with_row(exchange: Exchange, kind: str) -> tuple[Exchange, dict[str, Any]]:
    return exchange, row_of(exchange, kind)
