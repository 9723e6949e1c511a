"""How far before its gate a match can begin: the file says what the patterns say, and is right."""

import json

import pytest
from leads import FILE, lead_of, leads

from osint.identifiers import kinds


def test_the_file_says_what_the_patterns_say() -> None:
    assert json.loads(FILE.read_text("utf-8")) == leads(), "run python tests/identifiers/leads.py"


@pytest.mark.parametrize(
    ("expression", "gates", "lead"),
    [
        ("(UA-[0-9]+)", [b"ua-"], 0),
        ("(?<![a-z])x{0,3}(?:ab|cde)fg", [b"fg"], 6),
        ("(?:tel|phone):", [b"tel:", b"phone:"], 0),
        ("a(?:bc)?d", [b"abcd", b"ad"], 0),
        ("a(?:bc)?d", [b"abcd"], None),
        ("x[^<]{0,20}(?=[0-9]{3}id)([0-9])", [b"id"], 24),
        ("[Ii][Dd]=", [b"id="], 0),
        ("(?:ab){2}", [b"abab"], None),
    ],
)
def test_is_read_off_a_pattern(expression: str, gates: list[bytes], lead: int | None) -> None:
    assert lead_of(expression, gates) == lead


def test_holds_for_every_example() -> None:
    known = leads()
    for name, kind in kinds().items():
        for example in kind.examples if name in known and kind.pattern else ():
            text = example.text.encode()
            for match in kind.pattern.finditer(text) if kind.pattern else ():
                ahead = text[match.start() :].lower()
                places = [place for gate in kind.gates if (place := ahead.find(gate)) >= 0]
                assert min(places) <= known[name], (name, example)
