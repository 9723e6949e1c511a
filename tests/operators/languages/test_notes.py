"""Every note that the weighing can write is known again, so that no language leaves one in English."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from osint.links import case_view
from osint.links.case_view import Circumstances
from osint.operators.languages import notes
from osint.operators.languages.language import language
from osint.records import Observation
from weighing import BASIS, CHANNEL, COPIED, ZONE, borne, links_of, row, seen, some

FORMS = language("en").words["notes"]
LINKS = Path(case_view.__file__).parent
# Files that speak to a database: their texts are statements, and none is a note.
STATEMENTS = {"candidates.py", "handed.py"}
# Texts with a space in the other files that are no notes: what joins notes or names, and values of rows in words.
NO_NOTES = {"; ", " and ", " ", "google.com {}", "named site", "left out: {}", *language("en").words["rows"]}
# Reasons that become notes stand in the table of weights.
PRIORS = [text for text in BASIS.tables["prior"].values() if isinstance(text, str)]
REASONS = [*PRIORS, *(each["reason"] for each in BASIS.tables["rival"].values())]
ADD = (
    "give each a line in [notes] of languages/en.toml, ko.toml and ja.toml, or in [rows] where it is a value"
)
A, B = PAIR = ("a.example", "b.example")


def texts(path: Path) -> Iterator[str]:
    """Every text with a space in a file but docstrings, ``{}`` for what is put in."""
    tree = ast.parse(path.read_text("utf-8"))
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef)
    passed = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, holders) and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            passed.update(id(inner) for inner in ast.walk(node) if inner is not node)
            yield "".join(str(each.value) if isinstance(each, ast.Constant) else "{}" for each in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed:
            yield node.value


def written() -> set[str]:
    """The forms of all notes that the weighing's code writes."""
    files = [path for path in sorted(LINKS.glob("*.py")) if path.name not in STATEMENTS]
    found = {text for path in files for text in texts(path) if " " in text and text not in NO_NOTES}
    return {text.removeprefix("; ") for text in found}


def known() -> dict[str, str]:
    """The forms in the table, ``{}`` for what changes, with their names; those of the weights' reasons apart."""
    return {
        notes.PLACE.sub("{}", form): name
        for name, form in FORMS.items()
        if not name.startswith(("prior", "rival_"))
    }


def test_every_note_that_the_code_writes_has_its_form() -> None:
    missing = written() - known().keys()
    assert not missing, f"{ADD}: {missing}"


def test_no_form_is_of_a_note_that_nobody_writes() -> None:
    assert not known().keys() - written()


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_of_the_weights_that_becomes_a_note_has_its_form(reason: str) -> None:
    found = notes.clauses(reason, FORMS)
    assert found is not None, f"{ADD}: {reason}"
    assert len(found) == 1


def seats(site: str, *accounts: int) -> list[Observation]:
    return [seen(site, f"ads_txt_direct:house.example {number}") for number in accounts]


MOVED = [
    *[seen(A, CHANNEL, first=0, last=10), seen(A, COPIED, first=0, last=300)],
    *[seen(B, CHANNEL, first=12, last=300), *borne(PAIR, ZONE)],
]
CASES: list[tuple[list[Observation], Circumstances, str, str]] = [
    (borne(PAIR, ZONE), Circumstances(), "prior", "1,465쌍 중 한 쌍"),
    (borne(PAIR, ZONE), Circumstances(), ZONE, "이 사건의 다른 집단에서는 확인되지 않음"),
    (
        borne(some("s", 3), ZONE)[:2] + borne(["c.example"], ZONE),
        Circumstances(),
        ZONE,
        "서로 독립된 집단 2개",
    ),
    (
        borne(some("s", 9), COPIED),
        Circumstances(),
        COPIED,
        "제외: 널리 공유되는 값임(서로 독립된 집단 8개에서",
    ),
    (borne(PAIR, ZONE), Circumstances(ignored=frozenset({ZONE})), ZONE, "제외: 분석자가 고려 대상에서"),
    (borne(PAIR, ZONE), Circumstances(rights_holders=frozenset({A})), ZONE, "제외: 권리자 자신의 값"),
    (
        borne(PAIR, ZONE),
        Circumstances(found_by={B: frozenset({ZONE})}),
        ZONE,
        "확인되지 않음. 이 값을 검색하여",
    ),
    ([seen(each, COPIED, platform=True) for each in PAIR], Circumstances(), COPIED, "제외: 플랫폼, 공급업체"),
    ([seen(each, COPIED, own=False) for each in PAIR], Circumstances(), COPIED, "제외: 언급되어 있을 뿐"),
    (MOVED, Circumstances(), "succession", "a.example에서 2026. 1. 11. 마지막으로 확인되고"),
    (
        [*seats(A, 11, 12, 13, 14), *seats(B, 11, 12, 13, 15)],
        Circumstances(),
        "ads_txt_direct",
        "DIRECT 항목 5개 중 3개가 공통되고",
    ),
    (
        [*seats(A, 11, 12), *seats(B, 11)],
        Circumstances(),
        "ads_txt_direct",
        "제외: 공통된 항목이 1개뿐이어서",
    ),
]


@pytest.mark.parametrize(("observations", "told", "name", "said"), CASES)
def test_a_note_that_was_weighed_is_told_in_korean(
    observations: list[Observation], told: Circumstances, name: str, said: str
) -> None:
    links = links_of([*observations, *borne(PAIR, "registrar:Namebarn Inc.")], told)
    link = links.get(PAIR) or next(iter(links.values()))
    note = row(link, name).note
    assert said in language("ko").note(note), note


def test_clauses_are_told_apart_also_where_one_holds_a_semicolon() -> None:
    note = (
        "5 of 9 DIRECT seats shared, 41.5 % by rarity among 12 independent files; 3 that no house is seen to hold, 20.1 %"
        "; discounted: the site was found by searching for it"
    )
    found = notes.clauses(note, FORMS)
    assert found is not None
    assert [name for name, _ in found] == ["seats", "searched"]
    assert found[0][1]["whole"] == "41.5"


@pytest.mark.parametrize(
    "note", ["a note of tomorrow", "names nobody; a note of tomorrow", "names nobody at all", ""]
)
def test_a_note_of_no_known_form_stands_as_it_is_and_is_marked(note: str) -> None:
    assert notes.clauses(note, FORMS) in (None, [])
    if note:
        assert language("ko").note(note) == f"영어 원문 “{note}”"
        assert language("ja").note(f"left out: {note}") == f"除外：英語の原文「{note}」"
        assert language("en").note(note) == note


def test_what_stands_in_a_note_is_never_read_as_a_place_of_it() -> None:
    note = "both files name {all}.example as the manager of their seats"
    assert re.search(r"\{all\}\.example", language("ko").note(note))
