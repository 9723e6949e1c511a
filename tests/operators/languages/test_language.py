"""Each language says all that there is to say, in its own words alone."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from osint.cli.cases import Language as Choice
from osint.errors import UsageError
from osint.identifiers import kinds
from osint.operators import explain, reasons
from osint.operators.languages import notes
from osint.operators.languages.language import LANGUAGES, PLACE, STEPS, language
from osint.operators.languages.particles import PARTICLES
from osint.operators.statements import Listed, Part, Said
from osint.records import Cut, Evidence, Link, Ratio
from weighing import BASIS, CHANNEL, COPIED, ZONE, borne, derived, judged, link, links_of, seen

A, B = PAIR = ("a.example", "b.example")
OTHERS = ("ko", "ja")
# What stands in Latin letters in every language: file names and words of the ads.txt standard, ENFSI's own name.
SAME_EVERYWHERE = {"ads.txt", "DIRECT", "RESELLER", "ENFSI"}
LATIN = re.compile(r"[A-Za-z]")


def places(template: str) -> set[str]:
    """What a template asks for, its particles apart."""
    return {name.partition(":")[0] for name in PLACE.findall(template)} - PARTICLES.keys()


def own_words(template: str) -> str:
    """A template without its places and what is the same everywhere."""
    bare = PLACE.sub("", template)
    for word in SAME_EVERYWHERE:
        bare = bare.replace(word, "")
    return bare


def links() -> list[Link]:
    """Links of which every sentence is said."""
    whole = Evidence("ads_txt_direct", "whole set", "ads.txt", 3_000, 0, ("e",), "names nobody")
    seats = link(A, B, (ZONE, 9_000))
    exact = link(A, B, (ZONE, 19_000), (CHANNEL, 19_000), ("x_account:", -750))
    return [
        links_of([seen(site, COPIED, platform=True) for site in PAIR])[PAIR],
        links_of(borne(PAIR, ZONE, CHANNEL))[PAIR],
        links_of([seen(B, f"redirect_site:{A}"), seen(A, "histats:4400002")])[PAIR],
        links_of(borne(PAIR, COPIED, "histats:4400001", "google_tag_manager:GTM-AB12CD"))[PAIR],
        replace(seats, evidence=(*seats.evidence, whole)),
        replace(exact, ratio=Ratio(*[exact.ratio.mid] * 3)),
        link(A, B, (ZONE, 13_000), ("adsterra:" + "f" * 32, 1_300), ("succession:moonscans_px", 2_000)),
        link(A, B, ("x_account:", -750), ("histats:", -1_500)),
        link(A, B, ("nameserver_set:x", 500)),
    ]


def statements() -> list[Said]:
    """All that can be said, by cases of it."""
    told = [said for each in links() for said in reasons.of_link(each, BASIS)]
    nested = derived([*borne(PAIR, ZONE, CHANNEL), *borne([B, "c.example"], "popads:1234567")])
    probable = derived(borne(PAIR, ZONE))
    held = derived([], [judged("1", "same", *PAIR)])
    for made in (nested, probable, held):
        told += reasons.of_operator(made.operators[0], made.links)
    both = Cut(9_000, (A,), (B,), (ZONE, "judgement:same"))
    told += reasons.of_operator(replace(probable.operators[0], weakest_cut=both), probable.links)
    return [*told, *reasons.of_nothing(*PAIR), Said("probability", {"probability": 0})]


def within(part: Part) -> Iterator[Said]:
    """A statement and those in it."""
    if isinstance(part, Listed):
        for each in part.parts:
            yield from within(each)
    if isinstance(part, Said):
        yield part
        for each in part.parts.values():
            yield from within(each)


ALL = statements()
NAMES = {each.name for said in ALL for each in within(said)}


def test_each_is_a_choice_of_the_command_line() -> None:
    assert tuple(each.value for each in Choice) == LANGUAGES


def test_an_unknown_one_is_refused_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="en, ko, ja"):
        language("fr")


def test_the_page_tells_the_words_of_the_scale_in_each() -> None:
    page = (Path(__file__).parents[3] / "docs" / "languages.md").read_text("utf-8")
    for words in zip(*(language(code).words["scale"]["words"] for code in LANGUAGES), strict=True):
        assert f"| {' | '.join(words)} |" in page


def test_the_cases_say_every_sentence() -> None:
    assert {name for name in language("en").words["sentences"] if not name.endswith("_one")} == NAMES


@pytest.mark.parametrize("code", LANGUAGES)
class TestEveryLanguage:
    def test_has_a_word_for_all_that_english_has(self, code: str) -> None:
        words, english = language(code).words, language("en").words
        assert words.keys() == english.keys()
        for table in words:
            assert {name.removesuffix("_one") for name in words[table]} == {
                name.removesuffix("_one") for name in english[table]
            }

    def test_has_a_word_for_each_innocent_explanation(self, code: str) -> None:
        assert BASIS.tables["rival"].keys() <= language(code).words["rows"].keys()

    def test_asks_in_each_sentence_for_what_is_told(self, code: str) -> None:
        english = language("en").words
        for table in ("sentences", "notes"):
            for name, template in language(code).words[table].items():
                assert places(template) == places(english[table][name]), name

    def test_has_a_word_for_each_step_of_the_scale_and_none_twice(self, code: str) -> None:
        words = language(code).words["scale"]["words"]
        assert len(words) == len(set(words)) == len(STEPS)

    def test_leaves_no_place_unfilled(self, code: str) -> None:
        for said in map(language(code).said, ALL):
            assert said
            assert not re.search(r"[{}]|\bNone\b", said), said

    def test_ends_each_sentence(self, code: str) -> None:
        ends = tuple({"ja": "。）"}.get(code, ".)"))
        whole = [each for each in ALL if each.name != "probability"]
        assert all(said.endswith(ends[0]) for said in map(language(code).said, whole))

    def test_adds_up_the_same_rows_and_keeps_identifiers(self, code: str) -> None:
        told = links_of(borne(PAIR, ZONE, CHANNEL, COPIED))[PAIR]
        shown, plain = explain.rows(told, code), explain.rows(told)
        assert [each.bits for each in shown] == [each.bits for each in plain]
        known = kinds().keys()
        assert [(each.kind, each.value) for each in shown if each.kind in known] == [
            (each.kind, each.value) for each in plain if each.kind in known
        ]

    def test_says_that_the_weights_are_not_calibrated_last(self, code: str) -> None:
        assert explain.sentences(links()[0], code)[-1] == explain.caution(code)


@pytest.mark.parametrize("code", OTHERS)
class TestNoEnglish:
    def test_stands_in_any_of_its_words(self, code: str) -> None:
        words = language(code).words
        for table in ("form", "rows", "sentences", "notes"):
            for name, template in words[table].items():
                texts = template if isinstance(template, list) else [template]
                assert not any(LATIN.search(own_words(text)) for text in texts), name
        assert not LATIN.search("".join(words["scale"]["words"]))

    def test_is_left_in_what_is_said_but_identifiers_and_the_catalogues_names(self, code: str) -> None:
        names = {each.label for each in kinds().values()} | {BASIS.family(name) for name in kinds()}
        rows = [each for told in links() for each in told.evidence]
        exact = {
            A,
            B,
            "c.example",
            *(f"{each.kind}:{each.value}" for each in rows),
            *(each.value for each in rows),
        }
        known = sorted(names | exact | SAME_EVERYWHERE - {""}, key=len, reverse=True)
        for said in map(language(code).said, ALL):
            bare = re.sub(r"op-[0-9a-f]{8}|[a-z0-9_]+:[!-~]+|“.*?”|「[^」]*[a-z][^」]*」", "", said)
            for name in filter(None, known):
                bare = bare.replace(name, "")
            assert not LATIN.search(bare), bare


class TestRow:
    def test_tells_what_is_no_identifier_in_words(self) -> None:
        rival = Evidence("rival", "copy and caretaker", "rival", -2_000, 0, (), FORM)
        shown = language("ko").row(rival)
        assert (shown.kind, shown.value) == ("다른 설명", "복제, 관리업자")
        seats = Evidence("ads_txt_direct", "whole set", "ads.txt", 0, 0, (), "left out: names nobody")
        assert language("ja").row(seats).value == "一覧全体"

    @pytest.mark.parametrize("value", ["copy", "house", "prior", "whole set", "copy and house"])
    def test_leaves_an_identifier_alone_that_reads_like_a_word(self, value: str) -> None:
        told = Evidence("telegram", value, "telegram", 1_000, 1, ("e",), "names nobody")
        assert language("ko").row(told).value == value
        moved = Evidence("succession", value, "succession", 1_000, 0, ("e",), "names nobody")
        assert language("ko").row(moved).value == value


FORM = next(form for form in language("en").words["notes"].values() if not notes.places(form))


class TestKorean:
    def test_settles_a_particle_by_what_stands_before_it_once_it_is_filled(self) -> None:
        move = ("succession:moonscans_px", 2_000)
        said = " ".join(explain.sentences(link(A, B, (CHANNEL, 13_000), move), "ko"))
        assert "식별자 moonscans_px가 한 사이트에서" in said
        note = "both files name adreef.example as the manager of their seats"
        assert language("ko").note(note) == "두 파일 모두 adreef.example을 항목의 관리자로 기재함"

    def test_names_support_and_ratio_in_short_sentences(self) -> None:
        said = explain.sentences(link(A, B, (CHANNEL, 13_000)), "ko")[0]
        assert (
            "지지의 정도는 ‘강한 지지’입니다. 우도비는 약 8,200입니다(하한 약 91, 상한 약 6,700만)." in said
        )


class TestJapanese:
    def test_names_support_and_ratio_in_short_sentences(self) -> None:
        said = explain.sentences(link(A, B, (CHANNEL, 13_000)), "ja")[0]
        assert "支持の程度は「強い支持」である。尤度比は約8,200である（下限 約91、上限 約6,700万）。" in said

    def test_shows_a_site_as_its_readers_know_it(self) -> None:
        said = explain.sentences(link("xn--zckzah.example", B, (ZONE, 19_000)), "ja")[0]
        assert "テスト.example" in said


class TestWhatWouldChange:
    def test_is_said_of_a_link_that_hangs_on_one_value(self) -> None:
        said = explain.sentences(link(A, B, (ZONE, 19_000)), "ko", BASIS)
        assert any(each.startswith("다음 증거를 빼면") and each.endswith(f": {ZONE}.") for each in said)

    def test_is_not_said_without_a_basis(self) -> None:
        told = link(A, B, (ZONE, 19_000))
        assert not any("빼면" in each for each in explain.sentences(told, "ko"))
