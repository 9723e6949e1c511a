"""What one pass over the bytes sights: where matches may begin, and what holds no markup."""

import dataclasses
import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from osint.identifiers import kind
from osint.identifiers.automaton import beginnings, merged, named
from osint.identifiers.context import OPENING
from osint.identifiers.sights import Sight, sights
from osint.identifiers.windows import automaton

SPANS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 9)).map(lambda each: (each[0], each[0] + each[1]))
)


@given(st.lists(st.integers(0, 200), min_size=1).map(sorted), st.integers(0, 9), st.integers(0, 9))
def test_matches_begin_so_many_bytes_before_what_is_sighted(ends: list[int], least: int, more: int) -> None:
    spans = beginnings(ends, least, least + more)
    wanted = {end - back for end in ends for back in range(least, least + more + 1)}
    assert {place for first, last in spans for place in range(first, last + 1)} == {
        place for place in wanted if place >= 0
    }
    assert spans == merged(spans)


@given(SPANS)
def test_spans_that_touch_are_one(spans: list[tuple[int, int]]) -> None:
    made = merged(spans)
    held = {place for first, last in spans for place in range(first, last + 1)}
    assert {place for first, last in made for place in range(first, last + 1)} == held
    assert all(before[1] + 1 < after[0] for before, after in pairwise(made))


def test_a_name_before_what_is_sighted_bounds_where_a_match_begins() -> None:
    text = b"{} <b>one.two@host.example @import url"
    sight, name = Sight("@[a-z]{1,}[.]", 4, 60, "[a-z.]", 0), re.compile(rb"[a-z.]*+\Z")
    end = text.index(b"host.") + 5
    assert named(text, [end], sight, name) == [(text.index(b"one"), text.index(b"@"))]
    assert named(b"=@host.example", [7], sight, name) == [(1, 1)]


def test_a_kind_that_is_not_in_the_list_is_sighted_by_its_literals_or_its_short_pattern() -> None:
    new = dataclasses.replace(kind("adsense"), name="new", gates=(b"pub-", b"x"))
    assert sights(new) == [Sight(r"(?i:\x70\x75\x62\x2d|\x78)", 1, new.reach)]
    assert sights(dataclasses.replace(new, gates=(), detect="ab")) == [Sight("ab", 1, new.reach)]


def test_mailboxes_under_protection_are_sighted() -> None:
    assert automaton().sight(b'<a DATA-cfemail="2a4b">').has_mailboxes
    assert not automaton().sight(b"<a href=/cdn-cgi/l/>").has_mailboxes


@given(
    st.lists(st.sampled_from(["<!--", "<script>", "<STYLE>", "<?x", "<p>", "</script>", "<", "x", "<title"]))
)
@settings(deadline=None)
def test_openings_are_those_of_the_context(pieces: list[str]) -> None:
    page = "".join(pieces).encode()
    assert sorted(automaton().sight(page).openings) == [found.start() for found in OPENING.finditer(page)]


def test_nothing_stands_in_no_text() -> None:
    assert dict(automaton().sight(b"").beginnings) == {}
