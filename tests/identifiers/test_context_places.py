"""Where a place stands in markup, read as browsers read it."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whole_context import WholeContext

from osint.identifiers.context import Context
from osint.records import Where

MARK = b"HERE"


def where(page: str | bytes) -> Where:
    data = page.encode() if isinstance(page, str) else page
    return Context(data).at(data.index(MARK))


@pytest.mark.parametrize(
    ("page", "place"),
    [
        ("HERE", Where.TEXT),
        ("<p>HERE</p>", Where.TEXT),
        ("<script>HERE</script>", Where.SCRIPT),
        ("<script src='HERE'></script>", Where.SCRIPT),
        ("<style>HERE</style>", Where.SCRIPT),
        ("<meta content=HERE>", Where.META),
        ("<META CONTENT=HERE>", Where.META),
        ("<a href='HERE'>x</a>", Where.LINK),
        ("<link href=HERE>", Where.LINK),
        ("<iframe src=HERE></iframe>", Where.LINK),
        ("<abbr title=HERE>", Where.ATTRIBUTE),
        ("<div\nid=HERE>", Where.ATTRIBUTE),
        ("<!-- HERE -->", Where.COMMENT),
        ("<!-- > HERE -->", Where.COMMENT),
        ("<a href=x>HERE</a>", Where.TEXT),
        ("<img src=x>HERE", Where.TEXT),
        ("<script>x</script>HERE", Where.TEXT),
        ("<meta content=x>HERE", Where.TEXT),
        ("<!-- x -->HERE", Where.TEXT),
    ],
)
def test_each_sort_of_place_is_known(page: str, place: Where) -> None:
    assert where(page) is place


@pytest.mark.parametrize(
    ("page", "place"),
    [
        ("""<div title="a > b" id='HERE'>""", Where.ATTRIBUTE),
        ("""<div title='a > "b" >' id=HERE>""", Where.ATTRIBUTE),
        ("""<a title = ">" href="HERE">""", Where.LINK),
        ("""<div title="<script>">HERE</div>""", Where.TEXT),
        ("""<div a"b>HERE""", Where.TEXT),
        ("""<div a='x'"b>HERE""", Where.TEXT),
        ("""<div a=b"c>HERE"d">""", Where.TEXT),
        ("""<div a=x=">HERE">""", Where.TEXT),
        ("""<div a=>HERE""", Where.TEXT),
        ("""<div a="x>HERE""", Where.ATTRIBUTE),
        ("""<div a="x>HERE</div>" b='y'>""", Where.ATTRIBUTE),
        ("""</div title=">HERE">""", Where.TEXT),
        ("""<div HERE""", Where.ATTRIBUTE),
        ("""<div <script>HERE</script>""", Where.TEXT),
    ],
)
def test_a_tag_ends_where_browsers_end_it(page: str, place: Where) -> None:
    assert where(page) is place


@pytest.mark.parametrize(
    ("page", "place"),
    [
        ("<script>HERE", Where.SCRIPT),
        ("<script>x</scripts>HERE</script>", Where.SCRIPT),
        ("<script>x</script >HERE", Where.TEXT),
        ("<script>x</SCRIPT\n>HERE", Where.TEXT),
        ("<script>x</script/>HERE", Where.TEXT),
        ("<script>'<a href=\"x\">' + HERE</script>", Where.SCRIPT),
        ("<script>a <!-- b</script>HERE", Where.TEXT),
        ("<!-- <script> --> HERE", Where.TEXT),
        ("<!-- <script>HERE</script> -->", Where.COMMENT),
        ("<!-- HERE", Where.COMMENT),
        ("<!-->HERE", Where.TEXT),
        ("<!--->HERE-->", Where.TEXT),
        ("<!-- x --!>HERE-->", Where.TEXT),
        ("<!--!>HERE-->", Where.COMMENT),
        ("<?php HERE ?>", Where.COMMENT),
        ("<!DOCTYPE html>HERE", Where.TEXT),
        ("<![CDATA[<a href=x>HERE]]>", Where.TEXT),
        ("<textarea><a href='HERE'></textarea>", Where.TEXT),
        ("<title><script>HERE</title>", Where.TEXT),
        ("<title><script></title>HERE<a>", Where.TEXT),
        ("<iframe><script>HERE</script></iframe>", Where.TEXT),
        ("<noscript><img src=HERE></noscript>", Where.ATTRIBUTE),
        ("< script>HERE", Where.TEXT),
        ("<3 <b>HERE", Where.TEXT),
        ("<scripted>HERE", Where.TEXT),
    ],
)
def test_what_holds_no_markup_ends_where_browsers_end_it(page: str, place: Where) -> None:
    assert where(page) is place


@pytest.mark.parametrize(
    ("script", "place"),
    [
        ("/* by HERE */", Where.COMMENT),
        ("var a = 1;/*! lib | (c) HERE */", Where.COMMENT),
        ("/* a */ HERE", Where.SCRIPT),
        ("// HERE", Where.COMMENT),
        ("\n  // gtag('config', 'HERE')\n", Where.COMMENT),
        ("a(); // HERE", Where.COMMENT),
        ("// a\nHERE", Where.SCRIPT),
        ("'https://x/HERE'", Where.SCRIPT),
        ("'//x/HERE'", Where.SCRIPT),
        ("'see //x/HERE'", Where.SCRIPT),
        ("accept: 'image/*', HERE", Where.SCRIPT),
        ("accept: '*/*', HERE", Where.SCRIPT),
        ("a = b /c/ HERE", Where.SCRIPT),
    ],
)
def test_comments_of_scripts_are_told_by_how_they_begin(script: str, place: Where) -> None:
    assert where(f"<script>{script}</script>") is place
    assert where(f"<style>{script}</style>") is place


PIECES = [
    "<script",
    "<b ",
    "</b>",
    '="',
    "</title>",
    "<![CDATA[",
    "]]>",
    ">\n",
    "-",
    "<",
    ">",
    "<!--",
    "-->",
    "<script>",
    "</script",
    "<a href=",
    "=",
    "'",
    '"',
    "/",
    " ",
    "x",
    "<?",
    "<title>",
]


@given(st.lists(st.sampled_from(PIECES)))
def test_every_place_of_any_page_stands_somewhere(pieces: list[str]) -> None:
    page = "".join(pieces).encode()
    context = Context(page)
    assert all(context.at(place) in Where for place in range(len(page) + 1))


@given(st.lists(st.sampled_from(PIECES)), st.lists(st.sampled_from(PIECES)))
def test_what_comes_later_changes_nothing_before_a_finished_element(
    before: list[str], after: list[str]
) -> None:
    page = ("".join(before) + "<p>").encode()
    if (
        Context(page + b"x").at(len(page)) is Where.TEXT
        and Context(page).at(len(page) - 1) is Where.ATTRIBUTE
    ):
        longer = Context(page + "".join(after).encode())
        assert [longer.at(place) for place in range(len(page))] == [
            Context(page).at(place) for place in range(len(page))
        ]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14), st.randoms())
def test_the_places_that_are_asked_for_are_those_of_reading_every_tag(
    pieces: list[str], chance: Random
) -> None:
    page = "".join(pieces).encode()
    whole = WholeContext(page)
    places = list(range(len(page) + 1))
    for order in (places, chance.sample(places, len(places)), chance.sample(places, min(2, len(places)))):
        context = Context(page)
        assert {place: context.at(place) for place in order} == {place: whole.at(place) for place in order}, (
            page
        )
