"""What is looked for of each kind: the file says what the patterns say, and no match goes unsighted."""

import json

import pytest
from leads import FILE, leads
from shrunk import Shrunk, first_letters, shrunk

from osint.identifiers import kinds
from osint.identifiers.windows import automaton, reader

FOUND_IN_TEXT = [(number, kind) for number, kind in enumerate(kinds().values()) if kind.expression]


def test_the_file_says_what_the_patterns_say() -> None:
    written = json.loads(FILE.read_text("utf-8"))
    assert written == json.loads(json.dumps(leads())), "run python tests/identifiers/leads.py"


@pytest.mark.parametrize(
    ("pattern", "looked_for"),
    [
        ("(UA-[0-9]{4,9})(?![0-9])", [("UA\\x2d[0-9]{3}[0-9]", 7, 7)]),
        ("(?<![A-Z])(id=(?:a|bc){1,3})", [("(?:^|[^A-Z])id=(?:a|bc)", 4, 6)]),
        ("(?<![a-z])(?<!x)(y)", [("(?:^|[^a-z])y", 1, 2)]),
        ("(?i:ab)c", [("[Aa][Bb]c", 3, 3)]),
        ("a[^<]{0,300}b", [("a[^<]*b", 2, 302)]),
        ("(a(?=[0-9]{3}))(b)", [("ab", 2, 2)]),
        ("(a(?=[^<]{0,40}cdef))(b)", [("a[^<]*cdef", 5, 45)]),
        ("([A-Z]{2}[0-9]{2}(?:[A-Z]{3}|[0-9]{5}))", [("[A-Z]{2}[0-9][0-9]", 4, 4)]),
        ("([A-Z]{2}[0-9](?:[A-Z]{3}|[0-9]{5}))", [("[A-Z]{2}[0-9](?:[A-Z]{2}[A-Z]|[0-9]{4}[0-9])", 6, 8)]),
        ("([A-Z][0-9]|(?<!x)[0-9]{3})", [("[A-Z][0-9]", 2, 2), ("(?:^|[^x])[0-9]{2}[0-9]", 3, 4)]),
        ("(?:abc[0-9]{60}|x)y", [("abc[0-9]{60}y", 64, 64), ("xy", 2, 2)]),
        ("a[^<]{0,300}b<", [("a[^<]*b<", 3, 303)]),
        ("a[^<]{0,100}b<", [("a[^<]{0,100}b<", 3, 103)]),
        ("(?:[Qq]|ab)(?:cd|ef){0,2}:", [("(?:[Qq]|ab)(?:(?:cd|ef))*:", 2, 7)]),
        ("a(?:cd|ef)?:", [("a(?:(?:cd|ef)){0,1}:", 2, 4)]),
        ("(?:a|(?!))b", [("ab", 2, 2)]),
        ("([a-z0-9]{1,60}[.]shop[.]example)", [("\\x2eshop\\x2eexample", 14, 73)]),
        (r"(//[a-z]{2}[\x00-\xff]{0,300}?setSite)", [("setSite", 11, 311)]),
    ],
)
def test_is_read_off_a_pattern(pattern: str, looked_for: list[tuple[str, int, int]]) -> None:
    assert [each[:3] for each in shrunk(pattern)] == looked_for


def test_what_stands_before_a_host_is_told_by_its_letters() -> None:
    assert shrunk("([a-z]{1,60}@(?:[a-z]{1,60}[.]){1,6}(?:com|net))") == [
        Shrunk("@[a-z]{1,}\\x2e", 4, 122, name="[a-z]", sighted=0)
    ]
    assert shrunk("([a-z]{1,60}[.!]at)")[0][:3] == ("[!\\x2e]at", 4, 63)
    assert shrunk("([a-z]{1,60}[.]shop)")[0].name == "[a-z]"
    assert shrunk("([a-z]{1,60}[.]shops?)") == [Shrunk("\\x2eshop", 6, 65, "[a-z]", 5)]
    assert shrunk("(a/[a-z]{1,60}[.]shop)")[0].name == ""


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        ("(ab|c)", "[ac]"),
        ("(?<!x)(?:y{0,2}z)", "[y-z]"),
        ("(?i:q)", "[Qq]"),
        ("a{0,2}", "[\\x00-\\xff]"),
        ("(?=b)[a-z]", "[a-z]"),
    ],
)
def test_the_first_letters_are_those_with_which_a_match_can_begin(pattern: str, letters: str) -> None:
    assert first_letters(pattern).replace("yz", "y-z") == letters


@pytest.mark.parametrize("before", [b"", b"=\n"])
def test_every_match_in_an_example_begins_where_one_is_sighted(before: bytes) -> None:
    for number, kind in FOUND_IN_TEXT:
        for example in kind.examples:
            text = before + example.text.encode() + before
            spans = automaton().sight(text).beginnings.get(number, [])
            for match in reader(number).matches(text):
                assert any(first <= match.begin <= last for first, last in spans), (kind.name, text)
