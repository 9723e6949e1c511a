"""The derivation as a whole: pure, the same on any machine, and not to be broken by what a page contains."""

import json
import os
import random
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from osint import canonical, derive, rows, tables
from osint.derive import Derivation, Inputs, digest_of, statement
from osint.records import Ask, Exchange, Observation, Outcome, Subject, SubjectKind
from weighing import (
    BASIS,
    BEGUN,
    CHANNEL,
    COPIED,
    COPIED_ELSEWHERE,
    ZONE,
    borne,
    derived,
    grouped,
    judged,
    seen,
    some,
)

HERE = Path(__file__).parent


def crowd() -> list[Observation]:
    """Two operators, strangers with a common theme, a clone and its victim."""
    return [
        *borne(some("heron", 4), ZONE, COPIED, CHANNEL),
        *borne(some("swift", 3), "popads:123456", "histats:4461713"),
        *borne([*some("blog", 7), "heron1.example"], "google_analytics:UA-990000777"),
        *borne(
            ["victim.example", "clone.example"], "google_analytics:UA-990000555", "email:help@victim.example"
        ),
        seen("clone.example", ZONE),
        seen("heron1.example", "linked_site:heron2.example"),
        *borne(["heron2.example", "swift1.example"], "address:100.64.7.9"),
    ]


def digests(made: Derivation) -> str:
    """The three digests and all that is said besides, as one text."""
    told = statement(made, Inputs(), {"basis": "as given"}, 0)
    return canonical.encode(told).decode()


def crowd_digests() -> str:
    """What a process of its own prints: the digests of the crowd, given in the order that hashing makes."""
    observations = list(set(crowd()))
    said = [
        judged("1", "different", "heron1.example", "heron3.example"),
        judged("2", "same", "blog1.example", "blog2.example"),
    ]
    return digests(derived(observations, said, originals={"victim.example", "x.example"}))


class TestTheSameAgain:
    def test_in_whatever_order_the_observations_come(self) -> None:
        observations, chance = crowd(), random.Random(7)
        first = digests(derived(observations))
        for _ in range(5):
            chance.shuffle(observations)
            assert digests(derived(observations)) == first

    def test_when_observations_come_twice(self) -> None:
        assert digests(derived([*crowd(), *crowd()])) == digests(derived(crowd()))

    def test_in_a_process_that_hashes_otherwise(self) -> None:
        told = "import test_derive; print(test_derive.crowd_digests())"
        path = os.pathsep.join([str(HERE), str(HERE.parent / "src")])
        printed = {
            subprocess.run(
                [sys.executable, "-c", told],
                env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path},
                capture_output=True,
                check=True,
                text=True,
            ).stdout.strip()
            for seed in ("0", "1")
        }
        assert printed == {crowd_digests()}

    def test_but_not_when_one_observation_more_is_made(self) -> None:
        assert digests(derived([*crowd(), seen("heron1.example", "email:new@mailnest.example")])) != digests(
            derived(crowd())
        )


class TestDerive:
    def test_nothing_gives_nothing(self) -> None:
        made = derived([])
        assert (made.observations, made.links, made.operators, made.contradictions) == ((), (), (), ())
        assert made.changes == {"kept": [], "split": [], "merged": {}, "gone": []}

    def test_two_operators_are_two_and_strangers_are_none(self) -> None:
        found = grouped(derived(crowd(), originals=["victim.example"]))
        assert found == [["clone.example", *some("heron", 4)], some("swift", 3)]

    def test_a_clone_is_joined_to_its_operator_by_his_zone_and_never_to_its_victim(self) -> None:
        made = derived(crowd(), originals=["victim.example"])
        victim = [link for link in made.links if "victim.example" in (link.a, link.b)]
        assert victim
        assert all(link.bits < 0 for link in victim)
        assert not any("victim.example" in group for group in grouped(made))

    def test_an_ignored_value_stops_joining_and_its_retraction_lets_it_join_again(self) -> None:
        case = borne(["a.example", "b.example"], ZONE)
        ignored = [judged("1", "ignore", ZONE)]
        assert grouped(derived(case, ignored)) == []
        assert grouped(derived(case, [*ignored, judged("2", "retract", "1")])) == [["a.example", "b.example"]]

    def test_a_site_found_by_searching_for_the_one_thing_it_shares_is_not_joined_by_it(self) -> None:
        case, because = borne(["a.example", "b.example"], ZONE), {"b.example": frozenset({ZONE})}
        assert grouped(derived(case, found_by=because)) == []
        both = borne(["a.example", "b.example"], ZONE, CHANNEL)
        assert grouped(derived(both, found_by=because)) == [["a.example", "b.example"]]

    def test_sites_of_one_theme_and_sites_of_one_agency_meet_in_no_group(self) -> None:
        theme = borne([*some("blog", 5), "a.example"], COPIED)
        agency = borne([*some("shop", 5), "a.example"], "google_tag_manager:GTM-AB12CD3")
        assert grouped(derived([*theme, *agency])) == []

    def test_a_blind_copy_of_an_unknown_victim_joins_nobody(self) -> None:
        copy = borne(["victim.example", "copy.example"], COPIED, COPIED_ELSEWHERE, "disqus:moonscans")
        assert grouped(derived(copy)) == []

    def test_the_limit_that_is_stated_a_copy_with_its_victim_s_contacts_looks_like_a_sister(self) -> None:
        copy = borne(["victim.example", "copy.example"], COPIED, COPIED_ELSEWHERE, CHANNEL)
        assert grouped(derived(copy)) == [["copy.example", "victim.example"]]
        assert grouped(derived([*copy, seen("copy.example", "canonical_site:victim.example")])) == []
        assert grouped(derived(copy, originals=["victim.example"])) == []

    def test_contradictions_are_handed_on(self) -> None:
        said = [
            judged("1", "same", "a", "b"),
            judged("2", "same", "b", "c"),
            judged("3", "different", "a", "c"),
        ]
        made = derived([], said)
        assert len(made.contradictions) == 1
        assert all(not {"a", "c"} <= set(group) for group in grouped(made))


HOSTILE = {
    "64 KB": "x" * 65536,
    "NUL": "a\x00b",
    "controls": "\x1b]0;title\x07\r\n",
    "half a character": "a\ud800b",
    "direction override": "abc\u202egnp.exe",
    "markup": "<script>alert(1)</script>",
    "formula": '=HYPERLINK("https://evil.example","x")',
    "colons": "a:b:c::",
    "empty": "",
    "no character": "\ufffe\uffff",
}


class TestHostileValues:
    @pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
    def test_are_linked_kept_and_read_back(self, value: str, tmp_path: Path) -> None:
        made = derived(borne(["a.example", "b.example"], f"telegram:{value}", ZONE))
        assert grouped(made) == [["a.example", "b.example"]]
        assert digests(made)
        written = [rows.observation_row(each) for each in made.observations]
        tables.write(tmp_path / "observations.parquet", written, tables.OBSERVATIONS)
        read = [rows.observation(each) for each in tables.read(tmp_path / "observations.parquet")]
        assert tuple(read) == made.observations

    def test_half_characters_are_written_out_wherever_they_stand(self) -> None:
        odd = seen("a.example", ZONE)
        odd = replace(
            odd,
            subject=replace(odd.subject, host="a\udfff.a.example"),
            find=replace(odd.find, value="v\ud800", raw="r\ud800", path=("body", "p\ud800")),
        )
        (found,) = derived([odd]).observations
        assert found.subject.host == "a\\udfff.a.example"
        assert (found.find.value, found.find.raw, found.find.path) == (
            "v\\ud800",
            "r\\ud800",
            ("body", "p\\ud800"),
        )

    def test_an_observation_of_no_site_is_kept_and_ties_nobody(self) -> None:
        bare = replace(seen("a.example", ZONE), subject=Subject(SubjectKind.ADDRESS, "100.64.0.1"))
        made = derived([bare, seen("b.example", ZONE)])
        assert len(made.observations) == 2
        assert made.links == ()


class TestRead:
    ASK = Ask("https://a.example/", "page", Subject(SubjectKind.SITE, "a.example"))

    def answered(self, collector: str, status: str) -> Exchange:
        head = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\n\r\n".encode()
        body = b"<html><script>ga('create', 'UA-99000001-1')</script><p>words enough for a page</p></html>"
        ask = replace(self.ASK, collector=collector)
        return Exchange(ask, BEGUN, BEGUN + timedelta(seconds=1), Outcome.ANSWERED, head=head, body=body)

    def test_reads_an_answer_with_the_collector_that_asked(self) -> None:
        found = {each.find.value for each in derive.read(self.answered("page", "200 OK"))}
        assert "UA-99000001" in found

    def test_reads_nothing_where_nobody_knows_the_collector(self) -> None:
        assert list(derive.read(self.answered("no such collector", "200 OK"))) == []

    def test_reads_nothing_from_a_refusal(self) -> None:
        assert list(derive.read(self.answered("page", "429 Too Many Requests"))) == []


class TestStatement:
    def test_is_canonical_json_and_says_what_went_in(self) -> None:
        inputs = Inputs((judged("1", "same", "a.example", "b.example"),), frozenset({"v.example"}))
        told = statement(derived(crowd()), inputs, derive.basis_of(BASIS), 12)
        assert json.loads(canonical.encode(told)) == told
        assert told["inputs"]["rights_holders"] == ["v.example"]
        assert told["results"]["observations"]["count"] == len(set(crowd()))

    def test_holds_no_work_product(self) -> None:
        inputs = Inputs((judged("1", "same", "a.example", "b.example"),))
        text = canonical.encode(statement(derived([]), inputs, {}, 0)).decode()
        assert "analyst" not in text
        assert "as the test says" not in text

    def test_a_digest_tells_rows_apart_by_any_field(self) -> None:
        assert digest_of([{"a": 0.5, "b": [1]}]) != digest_of([{"a": 0.25, "b": [1]}])
        assert digest_of([{"a": {"b": "x"}}]) != digest_of([{"a": {"b": "y"}}])
        assert digest_of([])["count"] == 0
