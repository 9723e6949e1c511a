"""The tables of weights: whole, with reasons, and of nothing that the catalogue does not know."""

import json

import pytest

from osint import canonical, identifiers
from osint.links import rivals
from osint.links.basis import from_json
from weighing import BASIS


@pytest.mark.parametrize("name", sorted(identifiers.kinds()))
def test_every_kind_has_a_range_in_order(name: str) -> None:
    worth = BASIS.worth(name)
    assert 0 <= worth.low <= worth.mid <= worth.high


@pytest.mark.parametrize("table", ["kind", "strength"])
def test_every_line_of_weights_has_its_reason(table: str) -> None:
    assert all(len(line["reason"]) > 4 for line in BASIS.tables[table].values())


@pytest.mark.parametrize("name", sorted(identifiers.kinds()))
def test_what_names_nobody_is_worth_nothing(name: str) -> None:
    assert (identifiers.kind(name).strength == 0) == (BASIS.worth(name).high == 0)


@pytest.mark.parametrize("table", ["difference", "transmissible", "single"])
def test_lists_name_kinds_of_the_catalogue(table: str) -> None:
    assert BASIS.listed(table) <= set(identifiers.kinds())


def test_weights_of_their_own_are_for_kinds_of_the_catalogue() -> None:
    assert set(BASIS.tables["kind"]) <= set(identifiers.kinds())


def test_every_kind_that_weighs_like_others_is_known_and_has_one_line_with_a_reason() -> None:
    alike = [name for line in BASIS.tables["alike"] for name in line["kinds"]]
    assert len(alike) == len({*alike})
    assert set(alike) <= set(identifiers.kinds()) - set(BASIS.tables["kind"])
    assert all(len(line["reason"]) > 4 for line in BASIS.tables["alike"])


def test_a_kind_without_a_line_of_its_own_weighs_as_those_like_it() -> None:
    line = next(line for line in BASIS.tables["alike"] if "google_bucket" in line["kinds"])
    strength = BASIS.tables["strength"][str(identifiers.kind("google_bucket").strength)]
    assert BASIS.worth("google_bucket").mid == line["most"] != strength["most"]


def test_families_that_vote_together_are_families_of_the_catalogue() -> None:
    known = {each.family for each in identifiers.kinds().values()}
    assert set(BASIS.tables["family"]["of"]) <= known
    assert set(BASIS.tables["family"]["of"].values()) <= known


def test_background_values_are_identifiers_of_the_catalogue() -> None:
    for name, owners in BASIS.background.items():
        entry, value = identifiers.split(name)
        assert f"{entry.name}:{value}" == name
        assert owners > 1


@pytest.mark.parametrize("part", ["whole", "own"])
def test_an_overlap_of_seats_never_tells_less_for_being_larger(part: str) -> None:
    shares, bits = zip(*BASIS.tables["seats"][part], strict=True)
    assert (shares[0], shares[-1], bits[0]) == (0, 1000, 0)
    assert list(shares) == sorted(shares)
    assert list(bits) == sorted(bits)


def test_no_innocent_explanation_leaves_room_for_a_join_by_what_it_covers_but_a_whole_copy() -> None:
    prior = BASIS.tables["prior"]["bits"]
    for name, told in BASIS.tables["rival"].items():
        assert (prior + told["price"] < BASIS.threshold()) == (name != "mirror"), name


def test_one_token_leaves_no_room_for_a_join_and_two_or_a_contact_do() -> None:
    room = BASIS.threshold() - BASIS.tables["prior"]["bits"] - BASIS.tables["rival"]["copy"]["price"]
    token, contact = (rivals.charge("copy", name, BASIS) for name in ("google_verification", "email"))
    assert token < room <= min(2 * token, contact)


@pytest.mark.parametrize("name", sorted(BASIS.tables["rival"]))
def test_what_an_explanation_seldom_brings_has_a_share_and_a_reason(name: str) -> None:
    for line in BASIS.tables["rival"][name].get("seldom", ()):
        assert 0 < line["share"] < 1000
        assert len(line["reason"]) > 4
        assert set(line.get("kinds", ())) | set(line.get("but", ())) <= identifiers.kinds().keys()
        assert set(line.get("groups", ())) <= {str(each.group) for each in identifiers.kinds().values()}


def test_explanations_name_only_kinds_that_there_are_each_once() -> None:
    for told in BASIS.tables["rival"].values():
        assert set(told["kinds"]) <= identifiers.kinds().keys()
        assert len(told["kinds"]) == len(set(told["kinds"]))


@pytest.mark.parametrize("name", ["tron", "paypal_button", "adsterra", "telegram", "email"])
def test_what_pays_or_answers_for_a_site_is_explained_by_a_copy_alone_and_seldom(name: str) -> None:
    asked = {each: rivals.charge(each, name, BASIS) for each in ("copy", "caretaker", "house")}
    assert 0 < asked["copy"] < rivals.NEVER == asked["caretaker"] == asked["house"]


@pytest.mark.parametrize("name", ["tls_key", "dkim_key", "apple_domain", "content_host", "registrant_email"])
def test_what_does_not_stand_in_the_page_no_copy_brings(name: str) -> None:
    assert rivals.charge("copy", name, BASIS) == rivals.charge("mirror", name, BASIS) == rivals.NEVER


@pytest.mark.parametrize("name", ["google_analytics", "disqus", "class_vocabulary", "canonical_site"])
def test_what_a_page_s_code_holds_every_copy_brings_for_nothing(name: str) -> None:
    assert rivals.charge("copy", name, BASIS) == rivals.charge("mirror", name, BASIS) == 0


def test_the_basis_comes_back_from_the_package_that_carries_it() -> None:
    carried = json.loads(canonical.encode(BASIS.to_json()))
    assert from_json(carried) == BASIS
