"""The printed report: one page for a judge, numbers with words, what speaks against, what is not known, what was asked in vain."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from bundle_cases import HOSTILE, SHARED, exchanges, failed, failures, page, start
from printed import overflowing, pages_of, text_of

from osint.bundle.contents import Contents
from osint.bundle.exhibit_sheet import Desk, desk
from osint.bundle.exhibits import exhibits
from osint.bundle.operator_sheet import against, probability, ratio, section, support
from osint.bundle.policy import policy
from osint.bundle.report_sheet import report_sheet
from osint.bundle.typeset.press import pdf
from osint.courts import COURTS, court
from osint.courts.court import Court
from osint.desk import packing
from osint.desk.findings import findings
from osint.records import Cut, Evidence, Link, Member, Operator, Ratio

FINGERPRINT = "ab" * 32


@pytest.fixture(scope="module")
def contents(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Contents]:
    """The small case as a package for Korea would hold it."""
    case = start(tmp_path_factory.mktemp("told") / "case", [*exchanges(), failed("moonscans.example")])
    wanted = packing.Wanted(court("kr"), policy("court"))
    found = findings(case, frozenset())
    yield packing._contents(case, wanted, found, found.operators)
    case.close()


def many(contents: Contents, count: int) -> Contents:
    """The same with so many operators, of many sites with long names, and a title that is long."""
    groups = tuple(
        Operator(
            f"op-{number:08x}",
            tuple(
                Member(f"{'long-name-' * 5}{number}-{site}.example", 0.98 - site / 100) for site in range(20)
            ),
            None,
            (),
            (),
            (),
        )
        for number in range(count)
    )
    return replace(contents, operators=groups, title="웹툰 " * 40)


def printed(told: Contents, folder: Path) -> Path:
    """The report as a file."""
    path = folder / "report.pdf"
    path.write_bytes(pdf(report_sheet(desk(told), exhibits(told), fingerprint=FINGERPRINT)))
    return path


def english(contents: Contents) -> Desk:
    """A desk at which English is written."""
    return desk(replace(contents, court=court("us")))


def test_the_first_page_is_a_summary_and_the_operators_follow(contents: Contents, tmp_path: Path) -> None:
    pages = pages_of(printed(contents, tmp_path))
    first = pages[0].replace(" ", "")
    for said in (
        "Whorunsthereaders?",
        "요약",
        "op-",
        "moonscans.example",
        "거의확실",
        "극히강한지지",
        "갑제1호증",
    ):
        assert said in first
    assert FINGERPRINT in first
    assert "보정되지않았음" in first
    assert re.search(r"운영자 op-", pages[1])
    assert "운영자 op-" not in pages[0]


@pytest.mark.parametrize("name", ["kr", "us", "ae"])
def test_the_summary_of_many_large_groups_stays_on_one_page(
    contents: Contents, tmp_path: Path, name: str
) -> None:
    told = many(replace(contents, court=court(name)), 6)
    path = printed(told, tmp_path)
    pages = [each.replace(" ", "") for each in pages_of(path)]
    assert "00000004" in pages[0]
    assert "00000004" not in pages[1]
    assert "IPCC" in pages[0]  # the end of the summary
    assert "IPCC" not in pages[1]
    assert not overflowing(path, margin=20)


def test_it_says_what_speaks_against_and_what_is_not_known(contents: Contents, tmp_path: Path) -> None:
    text = text_of(printed(contents, tmp_path))
    assert "반대되는사정" in text
    assert "페이지를복제하면" in text  # the innocent explanation that takes bits away
    assert "moonscans.example:질의1건에답이없음(실패:1)" in text
    assert "개인이나단체를명시한출처없음" in text


def test_it_lists_what_was_asked_in_vain_with_the_reason(contents: Contents, tmp_path: Path) -> None:
    pages = " ".join(pages_of(printed(contents, tmp_path)))
    assert "답을 얻지 못한 질의" in pages
    assert "closed by <i>peer</i>" in pages
    assert "https://harbor.example/<b>x</b>" in pages
    assert "실패: 2." in pages


def test_it_says_the_rows_of_a_link_that_add_up_to_its_sum(contents: Contents) -> None:
    at = english(contents)
    [operator] = contents.operators
    [link] = section(at, operator, ())["links"]
    *rows, total = link["rows"]
    assert rows[0]["evidence"] == "Prior"
    assert total["evidence"] == "Sum"
    assert round(sum(float(row["bits"]) for row in rows), 2) == float(total["bits"])
    assert all(row["why"] for row in rows)


def test_it_names_the_rules_and_that_no_lawyer_signed(contents: Contents, tmp_path: Path) -> None:
    text = text_of(printed(contents, tmp_path))
    assert "변호사의검토를거치지않음" in text
    assert "법원행정처공고2022-79" in text
    assert "HOWTO.txt" in text


@pytest.mark.parametrize("entry", COURTS, ids=lambda entry: entry.name)
def test_each_court_gets_the_same_bytes_twice_and_every_glyph(
    contents: Contents, tmp_path: Path, entry: Court
) -> None:
    told = replace(contents, court=entry)
    path = printed(told, tmp_path)
    assert path.read_bytes() == pdf(report_sheet(desk(told), exhibits(told), fingerprint=FINGERPRINT))
    text = text_of(path)
    assert not set("\x00\ufffe\ufffd") & set(text)
    assert "moonscans" in text


def test_a_package_holds_it_and_is_whole(made: Path) -> None:
    path = made / "package/data/report/report.pdf"
    assert path.read_bytes().startswith(b"%PDF")
    assert failures(made / "package") == []
    fingerprint = re.search(r"(?m)^     ([0-9a-f]{64})$", (made / "package/HOWTO.txt").read_text("utf-8"))
    assert fingerprint
    assert fingerprint[1] in text_of(path)


def test_a_case_of_nothing_is_reported_as_that(tmp_path: Path) -> None:
    case = start(tmp_path / "case", [])
    case.export(tmp_path / "package", court="eu")
    case.close()
    text = " ".join(pages_of(tmp_path / "package/data/report/report.pdf"))
    assert "No group of sites is held to be run by one hand" in text
    assert "No question was put." in text


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    kept = [page(f"{each}.example", SHARED + HOSTILE) for each in ("moonscans", "starscans")]
    case = start(
        tmp_path / "case",
        [*kept, replace(failed("harbor.example"), why='#read("/etc/passwd") \u202e$x$ *b*')],
    )
    case.export(tmp_path / "package", court="vn")
    case.close()
    path = tmp_path / "package/data/report/report.pdf"
    assert '#read("/etc/passwd")⟨U+202E⟩$x$*b*' in text_of(path).replace(" ", "")
    assert not overflowing(path, margin=20)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (1.0, "by an analyst's judgement"),
        (0.99995, "> 0.9999 – virtually certain"),
        (0.99, "0.9900 – very likely"),
        (0.7, "0.7000 – likely"),
        (0.5, "0.5000 – about as likely as not"),
        (0.33, "0.3300 – unlikely"),
        (0.0, "< 0.0001 – unlikely"),
    ],
)
def test_a_probability_has_a_number_and_a_word_and_is_never_a_certainty(
    contents: Contents, value: float, said: str
) -> None:
    assert probability(english(contents), value) == said


def test_bounds_are_in_words_where_the_page_runs_from_the_right(contents: Contents) -> None:
    arabic = desk(replace(contents, court=court("ae")))
    assert probability(arabic, 0.99999).startswith("أكثر من 0.9999")
    assert ratio(arabic, 99_000) == "أكثر من 10¹²"
    assert ratio(english(contents), 99_000) == "> 10¹²"
    assert ratio(english(contents), -10_000) == "≈ 1 : 1,000"
    assert support(english(contents), 10_000) == "strong support"
    assert support(english(contents), -10_000) == "no support"


def test_reasons_against_are_told_once_with_how_often_and_how_much(contents: Contents) -> None:
    rows = (
        Evidence("prior", "", "", -10_000, 0, (), "p"),
        Evidence("rival", "copy", "rival", -2_000, 0, (), "a copy"),
    )
    more = (rows[0], replace(rows[1], bits=-3_500))
    links = [
        Link("a.example", "b.example", 0, Ratio(0, 0, 0), rows),
        Link("a.example", "c.example", 0, Ratio(0, 0, 0), more),
    ]
    assert list(against(english(contents), links)) == ["rival copy: a copy (-3.5 … -2.0; × 2)"]


def test_the_weakest_place_is_told_with_its_two_sides(contents: Contents) -> None:
    members = (
        Member("a.example", 0.9, certain=True),
        Member("b.example", 0.8),
        Member("xn--9n2bp8q.example", 0.8),
    )
    cut = Cut(4_200, ("xn--9n2bp8q.example",), ("a.example", "b.example"), ("telegram:x",))
    told = section(english(contents), Operator("op-1", members, cut, (), (), ()), ())
    assert told["weakest"] == "between 실례.example and the rest: 4.2 bits after the prior, on telegram:x"
    assert [each["sort"] for each in told["members"]] == ["certainly", "probably", "probably"]
    assert any("b.example, 실례.example" in each for each in told["unknown"])


def test_who_stands_between_is_named_with_why_and_is_no_candidate(contents: Contents) -> None:
    [operator] = contents.operators
    told = {"operator": operator.id, "roles": ["registrant"], "disclosure": "disclosed", "standing_why": ""}
    between = {**told, "name": "Hidden Inc.", "roles": ["registrar"], "standing_why": "a registrar of many"}
    parties = ({**between}, {**told, "name": "홍길동"}, {**told, "operator": "op-other", "name": "Nobody"})

    def section_of(rows: tuple[dict[str, object], ...]) -> dict[str, list[str]]:
        tables = {**contents.tables, "parties": rows}
        found: dict[str, list[str]] = section(english(replace(contents, tables=tables)), operator, ())
        return found

    named = section_of(parties)
    assert named["contacts"][-2:] == [
        "registrant: 홍길동 (disclosed)",
        "registrar: Hidden Inc. (a registrar of many)",
    ]
    assert any("what somebody wrote there" in each for each in named["unknown"])
    assert any("No source names a person" in each for each in section_of((between,))["unknown"])
