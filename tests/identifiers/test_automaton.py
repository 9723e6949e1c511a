"""What one pass over the bytes sights: gates wherever they stand, plain and escaped, long runs, and openings."""

import html
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osint.identifiers import kinds
from osint.identifiers.context import OPENING
from osint.identifiers.escapes import CHAINS, plain
from osint.identifiers.windows import automaton

KINDS = list(kinds().values())
ESCAPES = b"%\\\x0b\x0c\x1c\x1d\x1e\x1f\x85"  # what is an escape already, and blanks that nobody writes
GATES = [(number, gate) for number, kind in enumerate(KINDS) for gate in kind.gates if gate != b"@"]
PLAIN = [each for each in GATES if not set(each[1]) & set(ESCAPES)]
BETWEEN = st.sampled_from([b"", b" ", b"x", b"<", b"\xec\xa3\xbc", b"&amp;"])


@given(st.lists(st.tuples(BETWEEN, st.sampled_from(GATES)), max_size=6))
@settings(deadline=None)
def test_every_gate_is_sighted_where_it_stands(parts: list[tuple[bytes, tuple[int, bytes]]]) -> None:
    text = b"".join(between + gate for between, (_, gate) in parts)
    places = automaton().sight(text.upper() if text.isascii() else text).places
    start = 0
    for between, (number, gate) in parts:
        start += len(between)
        assert any(start <= place < start + len(gate) for place in places[number]), gate
        start += len(gate)


def as_json(text: str) -> str:
    return text.replace("/", r"\/").replace('"', r"\"")


def as_json_for_pages(text: str) -> str:
    return "".join(rf"\u{ord(each):04x}" if each in "<>&'\"/=" else each for each in text)


@pytest.mark.parametrize(
    "escaped",
    [as_json, as_json_for_pages, html.escape, lambda text: quote(text, safe="")],
    ids=lambda each: each.__name__,
)
def test_every_gate_is_sighted_as_writers_escape_it(escaped) -> None:  # type: ignore[no-untyped-def]
    missed = [
        (KINDS[number].name, gate)
        for number, gate in PLAIN
        if b"%" not in gate
        and b"\\" not in gate  # what is an escape already
        and not (seen := automaton().sight(escaped(gate.decode()).encode())).places[number]
        and not seen.deep
    ]
    assert missed == []


@pytest.mark.parametrize("escape", ["&#{};", "&#x{:x};", "%{:02x}", r"\u{:04x}", r"\x{:02x}"])
def test_a_gate_of_which_one_letter_is_escaped_is_looked_for_once_that_is_undone(escape: str) -> None:
    for number, gate in PLAIN[::7]:
        for place, letter in enumerate(gate):
            if not chr(letter).isalnum() or letter > 0x7F:
                continue
            text = gate[:place] + escape.format(letter).encode() + gate[place + 1 :]
            seen = automaton().sight(text)
            assert seen.places[number] or seen.deep, text
            assert any(gate in plain(text, chain).lower() for chain in CHAINS)


def test_at_signs_are_sighted_between_letters_and_before_a_host_alone() -> None:
    assert automaton().sight(b"@media a @b c@ d@e nr@wrapped().x f@g.hi").mail == [35]
    assert automaton().sight(b"ads@moonscans&#46;com").mail == [3]


@given(
    st.lists(st.sampled_from(["<!--", "<script>", "<STYLE>", "<?x", "<p>", "</script>", "<", "x", "<title"]))
)
@settings(deadline=None)
def test_openings_are_those_of_the_context(pieces: list[str]) -> None:
    page = "".join(pieces).encode()
    assert sorted(automaton().sight(page).openings) == [found.start() for found in OPENING.finditer(page)]


def test_nothing_stands_in_no_text() -> None:
    assert dict(automaton().sight(b"").places) == {}
