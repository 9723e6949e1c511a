"""Verification tokens: one token is of one kind in whatever form, and open kinds take what no other does."""

import pytest

from osint.identifiers import kind, kinds
from osint.identifiers.forms.verification import is_verification, same_twice, verification
from osint.identifiers.kind import Group, Kind
from osint.identifiers.scan import scan
from osint.records import Where

OPEN = ("other_verification", "domain_verification_txt")
TOKENS = tuple(
    each for each in kinds().values() if each.group is Group.VERIFICATION and each.name not in OPEN
)
DIGEST = "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c"


def found(text: str, where: Where | None = None) -> set[tuple[str, str]]:
    listed = {each.name for each in kinds().values() if each.group is Group.VERIFICATION}
    return {(find.kind, find.value) for find in scan(text.encode(), where=where) if find.kind in listed}


@pytest.mark.parametrize("each", TOKENS, ids=lambda each: each.name)
class TestATokenWithAKindOfItsOwn:
    def test_is_of_no_open_kind(self, each: Kind) -> None:
        for example in each.examples:
            for where in (None, Where.META, Where.DNS):
                assert {name for name, _ in found(example.text, where)} & set(OPEN) == set(), example

    def test_is_of_no_second_kind(self, each: Kind) -> None:
        for example in each.examples:
            where = None if Where.TEXT in each.where else sorted(each.where)[0]
            assert found(example.text, where) == {(each.name, example.value)}, example


class TestOpenKinds:
    @pytest.mark.parametrize(
        "raw",
        [
            'toonads-site-verification" content="k3x9q2m7ab1c',
            "toonads-site-verification content=k3x9q2m7ab1c",
            'k3x9q2m7ab1c" name="toonads-site-verification',
            "toonads-site-verification=k3x9q2m7ab1c",
            "Toonads-Site-Verification: k3x9q2m7ab1c",
            "toonads-site-verification k3x9q2m7ab1c",
        ],
    )
    def test_read_name_and_token_however_they_stand(self, raw: str) -> None:
        assert verification(raw) == "toonads-site-verification k3x9q2m7ab1c"
        assert verification(verification(raw)) == verification(raw)

    @pytest.mark.parametrize(
        "raw",
        [
            "google-site-verification=k3x9q2m7ab1c",
            "csrf-verify-token=k3x9q2m7ab1c",
            "yandex-verification: 0f1e2d3c4b5a6978",
            "",
            "=",
            "k3",
        ],
    )
    def test_leave_alone_what_has_a_kind_of_its_own_or_is_none(self, raw: str) -> None:
        assert verification(raw) == ""

    @pytest.mark.parametrize(
        "token", ["pendingsetup", "your-code-1", "example12", "xxxx1234", "letters", "k3", "a1 b2c3d4"]
    )
    def test_refuse_what_templates_say(self, token: str) -> None:
        assert not is_verification(f"toonads-verification {token}")

    def test_stand_where_they_prove_something(self) -> None:
        assert kind("other_verification").where == {Where.META}
        assert kind("domain_verification_txt").where == {Where.DNS}


def test_one_token_in_the_page_and_in_the_zone_is_one_value() -> None:
    token = "kT3xQ9LmZ2bV7nR5wY8cA1dF4gH6jK0pS_qUeXoIiBt"
    tag = f'<meta name="google-site-verification" content="{token}">'
    assert found(tag) == found(f"google-site-verification={token}", Where.DNS)


def test_a_token_of_one_tag_is_never_read_as_the_next_tag_s() -> None:
    tags = f'<meta name="monetag"><meta name="other" content="{DIGEST[:32]}">'
    assert found(tags) == set()
    listed = f'[{{"name":"monetag","content":""}},{{"name":"other","content":"{DIGEST[:32]}"}}]'
    assert found(listed) == set()


def test_a_token_in_running_text_is_a_mention() -> None:
    text = f"<p>Put monetag-like tags there: exoclick-site-verification={DIGEST[:32]}</p>"
    (find,) = [find for find in scan(text.encode()) if find.kind == "exoclick_verification"]
    assert not find.own


@pytest.mark.parametrize(
    ("text", "digest"),
    [
        (f'name="{DIGEST}" content="{DIGEST}"', DIGEST),
        (DIGEST, DIGEST),
        (f'name="{DIGEST}" content="{DIGEST[::-1]}"', ""),
        (f'name="{DIGEST}"', ""),
        (f"{DIGEST} {DIGEST} {DIGEST}", ""),
        ("", ""),
    ],
)
def test_a_digest_that_names_itself_stands_twice(text: str, digest: str) -> None:
    assert same_twice(text) == digest
