"""Parties gathered: one name under several spellings is one candidate, and what only may be one stays two."""

from osint.operators.candidates import Candidate, candidates
from osint.operators.natures import Nature
from osint.records import Disclosure, Party


def named(name: str, field: str = "registrant_name", site: str = "a.example", source: str = "e") -> Party:
    role = "registrant" if field.startswith("registrant") else field
    return Party(name, role, site, source, Disclosure.DISCLOSED, field)


def only(*parties: Party) -> Candidate:
    (made,) = candidates(parties)
    return made


def test_spellings_of_one_name_are_one_candidate_with_every_place_where_it_is_named() -> None:
    parties = [
        named("moon media co., ltd.", "registrant_org"),
        named("Moon Media Co Ltd", "certificate_org", "b.example"),
        named("Moon Media Co Ltd", "admin_org", "c.example"),
    ]
    made = only(*parties)
    assert made.name == "Moon Media Co Ltd"
    assert made.spellings == ("Moon Media Co Ltd", "moon media co., ltd.")
    assert made.mentions == tuple(parties)
    assert made.sites == ("a.example", "b.example", "c.example")
    assert made.roles == ("admin_org", "certificate_org", "registrant")


def test_names_that_may_be_one_party_s_stay_two_and_say_why() -> None:
    native, latin, other = candidates(
        [named("홍가명"), named("Hong Gamyeong", site="b.example"), named("Ken Invented", source="f")]
    )[::-1]
    assert {native.name, latin.name, other.name} == {"홍가명", "Hong Gamyeong", "Ken Invented"}
    by_name = {each.name: each for each in (native, latin, other)}
    (alike,) = by_name["홍가명"].may_be
    assert (alike.id, alike.name) == (by_name["Hong Gamyeong"].id, "Hong Gamyeong")
    assert "revised romanisation" in alike.why
    assert [each.name for each in by_name["Hong Gamyeong"].may_be] == ["홍가명"]
    assert by_name["Ken Invented"].may_be == ()


def test_two_names_that_one_answer_states_in_one_field_may_be_one_party_s() -> None:
    native, latin = named("夜見仮名"), named("Yomi Kamei", source="f")
    elsewhere = named("Ken Invented", source="g")
    made = candidates([native, latin, elsewhere], {native: ("e", "f"), latin: ("f",)})
    told = {each.name: [other.name for other in each.may_be] for each in made}
    assert told == {"夜見仮名": ["Yomi Kamei"], "Yomi Kamei": ["夜見仮名"], "Ken Invented": []}
    (alike,) = next(each.may_be for each in made if each.name == "夜見仮名")
    assert alike.why == "one answer states both in the same field of a contact (registrant_name)"


def test_names_of_one_answer_in_two_fields_or_in_no_contact_are_brought_together_by_nothing() -> None:
    made = candidates(
        [
            *(named("Moon"), named("Sun Comics", "registrant_org"), named("Star", "admin_name")),
            *(named("One Invented", "sellers_json_name"), named("Two Invented", "sellers_json_name")),
        ]
    )
    assert not any(each.may_be for each in made)


def test_a_name_has_one_id_in_every_case() -> None:
    one = only(named("Moon Media, LLC"))
    other = only(named("MOON MEDIA LLC", "certificate_org", "z.example"))
    assert one.id == other.id
    assert one.id.startswith("party-")


def test_numbers_of_two_registers_are_two_and_are_like_no_name() -> None:
    made = candidates(
        [named("1234567890", "uk_company_number"), named("1234567890", "ru_tax_number"), named("1234567890")]
    )
    assert len({each.id for each in made}) == 3
    assert not any(each.may_be for each in made)


def test_whom_most_sites_name_stands_first() -> None:
    made = candidates([named("b"), named("z", site="a.example"), named("z", site="b.example"), named("a")])
    assert [each.name for each in made] == ["z", "a", "b"]


def test_a_legal_form_makes_an_organisation_whatever_the_field() -> None:
    made = only(named("㈜예시달빛"))
    assert (made.nature, made.why) == (Nature.ORGANISATION, "its name bears a legal form (주식회사)")


def test_a_field_for_organisations_makes_one() -> None:
    made = only(named("Moon Comics", "registrant_org"))
    assert (made.nature, made.why) == (
        Nature.ORGANISATION,
        "it stands in the field for an organisation (registrant_org)",
    )


def test_a_name_beside_another_in_the_field_for_organisations_is_a_person_s() -> None:
    made = candidates([named("Ken Invented"), named("Moon Comics", "registrant_org")])
    assert {each.name: each.nature for each in made} == {
        "Ken Invented": Nature.PERSON,
        "Moon Comics": Nature.ORGANISATION,
    }


def test_a_name_alone_or_in_both_fields_may_be_either() -> None:
    assert only(named("Moon Comics")).nature is Nature.UNKNOWN
    both = only(named("Ken Invented"), named("ken invented", "registrant_org"))
    assert both.nature is Nature.UNKNOWN
    assert "alike" in both.why


def test_an_organisation_of_another_contact_makes_nobody_a_person() -> None:
    made = candidates([named("Moon Comics"), named("Sun Comics", "registrant_org", "b.example", "f")])
    assert {each.name: each.nature for each in made}["Moon Comics"] is Nature.UNKNOWN
