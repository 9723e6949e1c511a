"""Which site bears which value, gathered from single observations."""

from dataclasses import replace

from osint.links.bearing import LONGEST, gather
from osint.records import Subject, SubjectKind
from weighing import CHANNEL, day, seen


def test_several_observations_of_a_value_are_one_bearing_from_the_first_to_the_last() -> None:
    (bearing,) = gather([seen("a.example", CHANNEL, first=9), seen("a.example", CHANNEL, first=2, last=4)])
    assert (bearing.first_seen, bearing.last_seen) == (day(2), day(9))
    assert len(bearing.exchanges) == 2
    assert bearing.name == CHANNEL


def test_one_place_of_its_own_outweighs_mentions() -> None:
    mention, own = seen("a.example", CHANNEL, own=False), seen("a.example", CHANNEL, first=1)
    assert gather([mention])[0].own is False
    assert gather([mention, own])[0].own is True


def test_a_platform_value_in_one_place_is_one_everywhere() -> None:
    plain, platform = seen("a.example", CHANNEL), seen("a.example", CHANNEL, first=1, platform=True)
    assert gather([plain, platform])[0].platform is True


def test_what_an_address_bears_is_no_site_s() -> None:
    address = replace(seen("a.example", CHANNEL), subject=Subject(SubjectKind.ADDRESS, "100.64.0.1"))
    assert gather([address]) == ()


def test_a_value_too_long_to_be_an_identifier_ties_nobody() -> None:
    assert gather([seen("a.example", "telegram:" + "x" * LONGEST)])
    assert gather([seen("a.example", "telegram:" + "x" * (LONGEST + 1))]) == ()
