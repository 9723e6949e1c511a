"""Which judgements stand, and where they contradict each other."""

from osint.operators.judgement import effective
from weighing import COPIED, judged

AB, AC = frozenset({"a", "b"}), frozenset({"a", "c"})


def test_each_verdict_binds_its_own_pair() -> None:
    found = effective(
        [judged("1", "same", "a", "b"), judged("2", "unsure", "c", "a"), judged("3", "ignore", COPIED)]
    )
    assert (found.same, found.unsure, found.different, found.ignored) == ({AB}, {AC}, set(), {COPIED})


def test_of_two_judgements_on_one_pair_the_later_stands() -> None:
    found = effective([judged("1", "same", "a", "b"), judged("2", "different", "b", "a")])
    assert (found.same, found.different) == (set(), {AB})


def test_a_judgement_that_was_taken_back_binds_nothing() -> None:
    assert effective([judged("1", "same", "a", "b"), judged("2", "retract", "1")]).same == set()
    assert effective([judged("1", "ignore", COPIED), judged("2", "retract", "1")]).ignored == set()


def test_taking_back_the_later_lets_the_earlier_stand_again() -> None:
    said = [judged("1", "same", "a", "b"), judged("2", "different", "a", "b"), judged("3", "retract", "2")]
    assert effective(said).same == {AB}


def test_a_retraction_can_be_taken_back() -> None:
    said = [judged("1", "same", "a", "b"), judged("2", "retract", "1"), judged("3", "retract", "2")]
    assert effective(said).same == {AB}
    assert effective([*said, judged("4", "retract", "3")]).same == set()


def test_the_retraction_of_what_is_not_there_changes_nothing() -> None:
    assert effective([judged("1", "same", "a", "b"), judged("2", "retract", "9")]).same == {AB}


def test_a_site_is_not_judged_against_itself() -> None:
    assert effective([judged("1", "different", "a", "a")]).different == set()


def test_a_different_that_a_chain_of_same_denies_is_named_with_all_its_judgements() -> None:
    said = [
        judged("one", "same", "a", "b"),
        judged("two", "same", "b", "c"),
        judged("three", "different", "a", "c"),
    ]
    (told,) = effective(said).contradictions
    assert all(name in told for name in ("one", "two", "three", "a and c"))


def test_the_shortest_chain_is_named() -> None:
    said = [
        judged("one", "same", "a", "b"),
        judged("two", "same", "b", "c"),
        judged("three", "same", "b", "d"),
        judged("four", "same", "d", "c"),
        judged("five", "different", "a", "c"),
    ]
    (told,) = effective(said).contradictions
    assert "joined by one, two:" in told


def test_judgements_that_agree_are_no_contradiction() -> None:
    said = [
        judged("1", "same", "a", "b"),
        judged("2", "different", "a", "c"),
        judged("3", "unsure", "b", "c"),
    ]
    assert effective(said).contradictions == ()


def test_a_contradiction_ends_when_one_side_is_taken_back() -> None:
    said = [judged("1", "same", "a", "b"), judged("2", "same", "b", "c"), judged("3", "different", "a", "c")]
    assert effective(said).contradictions
    assert effective([*said, judged("4", "retract", "2")]).contradictions == ()
