"""Shares: each reader is given what its policy lists, and what is withheld can be read nowhere."""

import csv
import gzip
import json
import shutil
import tomllib
import zlib
from importlib.resources import files
from pathlib import Path

import pytest
from bundle_cases import (
    AT,
    SHARED,
    edited,
    exchanges,
    failures,
    files_of,
    named,
    page,
    remade,
    results,
    start,
)
from printed import text_of

from osint import collectors
from osint.bundle import leaks
from osint.bundle import verify as verifier
from osint.bundle.policy import Policy, policy, shares
from osint.errors import OsintError, UsageError
from osint.identifiers import kinds
from osint.records import Ask, Exchange, Outcome, Subject, SubjectKind
from osint.rederive import rederive

MAILBOX, NAME, PHONE = "owner.of.moon@post.example", "Invented Q. Holder", "+82.25550142"
SECRETS = (MAILBOX, NAME, PHONE, "02-555-0142", "privileged reason", "J. Doe")
WHOIS = f"""Domain Name: moonscans.example
Registrar: Gatepost Names Inc.
Creation Date: 2025-01-22T06:57:28Z
Registrant Name: {NAME}
Registrant Email: {MAILBOX}
Registrant Phone: {PHONE}
Registrant Country: KR
"""


def whois(host: str) -> Exchange:
    ask = Ask(f"whois://whois.invented.example/{host}", "whois", Subject(SubjectKind.SITE, host))
    return Exchange(ask, AT, AT, Outcome.ANSWERED, said=f"{host}\r\n".encode(), body=WHOIS.encode())


def visit(part: str, body: bytes, name: str, media: str) -> Exchange:
    """A part of a visit in a browser."""
    ask = Ask(
        f"browser:https://starscans.example/{part}",
        "rendered",
        Subject(SubjectKind.SITE, "starscans.example"),
    )
    return Exchange(
        ask, AT, AT, Outcome.ANSWERED, body=body, facts=(("media", media), (name, "0123456789abcdef"))
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case with a person's data, a judgement and a withdrawn answer, and a package of it for each reader."""
    made = tmp_path_factory.mktemp("shares")
    escaped = "".join(f"&#{ord(each)};" for each in MAILBOX)
    about = f'<html><a href="mailto:{MAILBOX}">{escaped}</a><a href="tel:02-555-0142">call</a>{SHARED}</html>'
    told = [
        *exchanges(),
        whois("moonscans.example"),
        page("starscans.example", about, packed=True, minute=5),
        page("harbor.example", "<html>gone</html>", minute=6),
        visit("", f"<html>{MAILBOX}</html>".encode(), "visit", "text/html"),
        visit("#screenshot", b"\x89PNG\r\n\x1a\n of a page that shows it", "part-of-visit", "image/png"),
    ]
    case = start(made / "case", told)
    gone = next(each["id"] for each in case.events() if each["type"] == "exchange" and "12:06" in each["at"])
    case.withdraw(gone, because=f"erasure, at the wish of {NAME}")
    case.judge("same", "moonscans.example", "harbor.example", because="privileged reason", author="J. Doe")
    for share in shares():
        case.export(made / share, court="kr", share=share)
    case.export(made / "released", court="kr", release=["judgements"])
    case.export(made / "reasons", court="kr", release=["reasons"])
    case.export(made / "joint", court="kr", share="partner", release=["judgements"])
    case.close()
    return made


def everything(package: Path) -> bytes:
    """All bytes of a package, what is packed also unpacked as often as it goes."""
    parts = []
    for name in files_of(package):
        data = (package / name).read_bytes()
        parts.append(data)
        if name.endswith(".gz"):
            for member in verifier.members(data):
                parts.append(member)
                start = member.find(b"\x1f\x8b\x08")
                if start >= 0:
                    parts.append(zlib.decompressobj(31).decompress(member[start:]))
    return b"\n".join(parts)


def rows(package: Path, name: str) -> list[dict]:  # type: ignore[type-arg]
    return [json.loads(line) for line in (package / f"data/{name}.jsonl").read_bytes().splitlines()]


@pytest.mark.parametrize("share", shares())
def test_every_share_verifies_under_the_signed_heads_of_the_case(folder: Path, share: str) -> None:
    assert failures(folder / share) == []
    last = max((folder / share / "data/evidence/checkpoints").glob("*.note"), key=lambda path: int(path.stem))
    assert (folder / "case/evidence/checkpoints" / last.name).read_bytes() == last.read_bytes()
    assert results(folder / share, "cover") == ["passed"]


@pytest.mark.parametrize("share", ["partner", "public"])
def test_nothing_withheld_is_left_in_its_text_or_bytes(folder: Path, share: str) -> None:
    data = everything(folder / share)
    for secret in SECRETS:
        assert secret.lower().encode() not in data.lower(), secret
    assert b"erasure" not in data
    printed = "".join(text_of(path).lower() for path in (folder / share).rglob("*.pdf"))
    assert "moonscans.example" in printed
    assert not [secret for secret in SECRETS if "".join(secret.lower().split()) in printed]


def test_the_whole_share_holds_the_person_s_data_and_no_work_product(folder: Path) -> None:
    data = everything(folder / "court")
    assert {secret for secret in SECRETS if secret.encode() in data} == set(SECRETS[:4])


def test_a_partner_is_given_what_ties_sites_and_not_who_holds_them(folder: Path) -> None:
    seen = rows(folder / "partner", "tables/observations")
    assert {"UA-47110815", "ca-pub-4711081547110815"} & {row["value"] for row in seen}
    mail = {(row["kind"], row["value"]) for row in seen if row["kind"] in {"email", "registrant_email"}}
    assert all(value.startswith("withheld-") for _, value in mail)
    assert len(mail) == 2
    handed_on = {row["uri"] for row in rows(folder / "partner", "tables/exchanges") if row["uri"]}
    assert "https://moonscans.example/" in handed_on
    assert not [uri for uri in handed_on if uri.startswith("whois:")]
    assert all(each["parties"] == [] for each in rows(folder / "partner", "tables/operators"))


def test_the_picture_of_a_page_goes_with_what_stands_in_its_text(folder: Path) -> None:
    assert b"of a page that shows it" in everything(folder / "court")
    assert b"of a page that shows it" not in everything(folder / "partner")


def test_the_public_is_given_no_answer_and_no_account(folder: Path) -> None:
    assert not list((folder / "public/data/evidence").glob("*.warc.gz"))
    assert b"moonscans_px" not in everything(folder / "public")
    assert {row["operator"] for row in rows(folder / "public", "tables/operators")}
    assert not list((folder / "public/data/exhibits").iterdir())


def test_the_log_names_every_withheld_field_with_the_ground(folder: Path) -> None:
    log = {row["n"]: row for row in rows(folder / "partner", "redaction/redaction-log")}
    ledger = (folder / "partner/data/evidence/ledger.jsonl").read_bytes().splitlines()
    for number, line in enumerate(ledger):
        event, _ = verifier.read_event(line, number)
        assert list(getattr(event, "fields", ())) == (log[number]["fields"] if number in log else [])
    grounds = {(row["type"], row["reason"]) for row in log.values()}
    assert {("judgement", "work product"), ("exchange", "personal data")} <= grounds
    with (folder / "partner/data/redaction/privilege-log.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["what"] for row in csv.DictReader(file)] == ["judgement"]


@pytest.mark.parametrize("share", ["partner", "public"])
def test_what_cannot_be_checked_without_what_is_withheld_says_so(folder: Path, share: str) -> None:
    assert set(results(folder / share, "table")) == {"not checkable"}
    assert "not checkable" in results(folder / share, "exchanges")
    assert {row["result"] for row in rederive(folder / share)} == {"not checkable"}


class TestWorkProduct:
    def test_withheld_the_package_rests_on_the_evidence_alone_and_derives_again(self, folder: Path) -> None:
        (operator,) = rows(folder / "court", "tables/operators")
        assert [each["site"] for each in operator["sites"]] == ["moonscans.example", "starscans.example"]
        assert {row["result"] for row in rederive(folder / "court")} == {"passed"}
        assert rows(folder / "court", "tables/judgements") == []

    @pytest.mark.parametrize("share", shares())
    def test_withheld_the_ledger_shows_that_there_was_one_and_when(self, folder: Path, share: str) -> None:
        lines = (folder / share / "data/evidence/ledger.jsonl").read_bytes().splitlines()
        told = [verifier.read_event(line, number)[0] for number, line in enumerate(lines)]
        (judged,) = [event for event in told if event["type"] == "judgement"]
        assert set(judged) == {"n", "type", "written"}
        assert "about" in judged.fields

    def test_released_the_package_rests_on_them_without_the_reasons(self, folder: Path) -> None:
        (operator,) = rows(folder / "released", "tables/operators")
        assert len(operator["sites"]) == 3
        (row,) = rows(folder / "released", "tables/judgements")
        assert (row["verdict"], row["because"], row["author"]) == ("same", "", "")
        assert {row["result"] for row in rederive(folder / "released")} == {"passed"}
        assert b"privileged reason" not in everything(folder / "released")

    def test_reasons_that_are_released_can_be_held_against_what_was_sealed(
        self, folder: Path, tmp_path: Path
    ) -> None:
        (row,) = rows(folder / "reasons", "tables/judgements")
        assert (row["because"], row["author"]) == ("privileged reason", "J. Doe")
        assert failures(folder / "reasons") == []
        package = Path(shutil.copytree(folder / "reasons", tmp_path / "package"))
        remade(
            package,
            lambda bag: edited(bag / "data/evidence/notes.jsonl", lambda told: told[0].update(because="x")),
        )
        assert "data/evidence/notes.jsonl" in named(package)

    def test_released_to_a_partner_the_ledger_shows_what_was_judged_and_not_why(self, folder: Path) -> None:
        assert failures(folder / "joint") == []
        lines = (folder / "joint/data/evidence/ledger.jsonl").read_bytes().splitlines()
        told = [verifier.read_event(line, number)[0] for number, line in enumerate(lines)]
        (judged,) = [event for event in told if event["type"] == "judgement"]
        assert (judged["verdict"], judged["about"]) == ("same", ["moonscans.example", "harbor.example"])
        assert not [
            secret for secret in SECRETS if secret.lower().encode() in everything(folder / "joint").lower()
        ]

    def test_an_operator_that_only_judgements_hold_is_asked_for_in_vain(self, tmp_path: Path) -> None:
        case = start(tmp_path / "case", [page("moonscans.example", "a"), page("starscans.example", "b")])
        case.judge("same", "moonscans.example", "starscans.example", because="x")
        (operator,) = case.all_operators()
        with pytest.raises(UsageError, match="--release judgements"):
            case.export(tmp_path / "package", court="kr", operators=[operator.id])
        case.close()


class TestWhoChangesAShare:
    @pytest.fixture
    def package(self, folder: Path, tmp_path: Path) -> Path:
        return Path(shutil.copytree(folder / "partner", tmp_path / "package"))

    @pytest.mark.parametrize(
        ("name", "change"),
        [
            ("data/evidence/places.jsonl", lambda told: told.pop()),
            ("data/evidence/places.jsonl", lambda told: told[0].update(n=0)),
            ("data/evidence/places.jsonl", lambda told: told.append(told[0])),
            ("data/redaction/redaction-log.jsonl", lambda told: told.pop()),
            ("data/redaction/redaction-log.jsonl", lambda told: told[0]["fields"].pop()),
            (
                "data/redaction/redaction-log.jsonl",
                lambda told: told[-1].update(answer=not told[-1]["answer"]),
            ),
        ],
    )
    def test_is_found_though_he_makes_the_manifests_anew(self, package: Path, name: str, change) -> None:  # type: ignore[no-untyped-def]
        remade(package, lambda bag: edited(bag / name, change))
        assert {"data/evidence", name, "data/redaction/redaction-log.jsonl"} & {
            row["file"] for row in failures(package) if row["check"] in {"places", "redaction", "segment"}
        } or [row for row in failures(package) if row["check"] == "segment"]

    def test_takes_out_a_whole_line_and_is_found(self, package: Path) -> None:
        remade(package, lambda bag: edited(bag / "data/evidence/ledger.jsonl", lambda told: told.pop(3)))
        assert "data/evidence/ledger.jsonl" in named(package)

    def test_shows_another_value_for_a_field_and_is_found(self, package: Path) -> None:
        def bend(told: list[dict]) -> None:  # type: ignore[type-arg]
            next(row for row in told if row.get("shown"))["shown"]["outcome"][1] = "absent"

        remade(package, lambda bag: edited(bag / "data/evidence/ledger.jsonl", bend))
        assert "data/evidence/ledger.jsonl" in named(package)


class TestPolicy:
    def test_names_only_what_there_is(self) -> None:
        told = tomllib.loads(files("osint.bundle").joinpath("shares.toml").read_text("utf-8"))
        for share in shares():
            held: Policy = policy(share)
            assert held.answers - {"*"} <= {each.name for each in collectors.COLLECTORS}
            assert (held.but_not | held.further) <= kinds().keys()
            assert held.groups - {"*"} <= {each.group for each in kinds().values()}
        assert set(told) == {*shares(), "events"}

    @pytest.mark.parametrize("share", ["partner", "public"])
    @pytest.mark.parametrize(
        "kind", ["registrant_name", "email", "phone", "kr_bank_account", "a_kind_of_tomorrow"]
    )
    def test_persons_data_and_what_is_unknown_is_withheld(self, share: str, kind: str) -> None:
        assert not policy(share).shows(kind)

    @pytest.mark.parametrize(("share", "release"), [("press", []), ("court", ["everything"])])
    def test_an_unknown_share_or_release_is_named(self, share: str, release: list[str]) -> None:
        with pytest.raises(UsageError, match=r"press|everything"):
            policy(share, frozenset(release))


def test_a_draft_in_which_a_withheld_value_can_be_read_is_refused(folder: Path, tmp_path: Path) -> None:
    class Known:
        def stands_in_bytes(self, data: bytes) -> bool:
            return b"moonscans_px" in data

    (tmp_path / "a.txt").write_bytes(b"nothing")
    leaks.refuse(tmp_path, Known())  # type: ignore[arg-type]
    padding = b"x" * (leaks.PIECE - 4)
    (tmp_path / "b.gz").write_bytes(gzip.compress(b"one") + gzip.compress(padding + b"moonscans_px"))
    with pytest.raises(OsintError, match=r"b\.gz") as told:
        leaks.refuse(tmp_path, Known())  # type: ignore[arg-type]
    assert "moonscans" not in str(told.value)
