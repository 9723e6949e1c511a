"""Packages that somebody changed: every file, in every way, by those who hold no key and by one who holds another."""

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from bundle_cases import edited, failures, files_of, named, remade, results, signed_anew

from osint.bundle import verify as verifier

EVIDENCE = "data/evidence"
LEDGER = f"{EVIDENCE}/ledger.jsonl"


def flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    if data:
        data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data) or b"x")


def truncated(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2] if data else b"x")


def deleted(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("change", [flipped, truncated, deleted])
def test_every_file_that_is_changed_is_named(
    package: Path, change: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_openssl = os.environ["PATH"]
    for name in files_of(package):
        path = package / name
        kept = path.read_bytes()
        change(path)
        monkeypatch.setenv("PATH", with_openssl if name == verifier.SIGNATURE else "")
        assert name in named(package)
        path.write_bytes(kept)
    assert failures(package) == []


@pytest.mark.parametrize("name", ["manifest-sha512.txt", "tagmanifest-sha256.txt", "tagmanifest-sha512.txt"])
def test_a_digest_that_is_changed_in_one_manifest_is_laid_to_the_manifest(package: Path, name: str) -> None:
    path = package / name
    text = path.read_text("ascii")
    path.write_text(("0" if text[0] != "0" else "1") + text[1:], "ascii")
    assert name in {row["file"] for row in failures(package) if row["check"] == "digest"}


@pytest.mark.parametrize(
    "name",
    [
        "data/extra.txt",
        "data/evidence/extra.warc.gz",
        "data/evidence/checkpoints/1.note",
        "data/evidence/checkpoints/key-00.pem",
        "data/exhibits/exhibit-9999.pdf",
        "extra",
        "tagmanifest-md5.txt",
        "data/a b%25\n.txt",
        "proofs/.hidden",
    ],
)
def test_a_file_too_many_is_named(package: Path, name: str) -> None:
    (package / name).write_bytes(b"x")
    assert name in named(package)


def test_a_file_whose_name_is_no_text_is_named_and_can_be_printed(package: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(package) + b"/data/\xff.txt")).write_bytes(b"x")
    except OSError:
        pytest.skip("this file system takes no such name")
    result = verifier.verify(package)
    assert result["result"] == "failed"
    verifier.as_text(result).encode("utf-8")


class TestManifest:
    """Manifests that no honest program writes."""

    @pytest.mark.parametrize(
        "line",
        [
            b"\xff\xfe  data/x",
            b"0" * 64 + b"  ../../etc/passwd",
            b"0" * 64 + b"  /etc/passwd",
            b"0" * 64 + b"  data/../../x",
            b"0" * 64 + b"  data\\x",
            b"0" * 64 + b"  data/%0ax",
            b"0" * 64 + b" data/x",
            b"0" * 63 + b"  data/x",
            b"no digest",
            b"0" * 64 + b"  C:/x",
        ],
    )
    def test_is_named_with_what_is_wrong(self, package: Path, line: bytes) -> None:
        for name in ("manifest-sha256.txt", "tagmanifest-sha512.txt"):
            path = package / name
            path.write_bytes(path.read_bytes() + line + b"\n")
            assert any(row["file"] == name and row["check"] == "manifest" for row in failures(package))

    def test_that_names_a_file_twice_is_refused(self, package: Path) -> None:
        path = package / "manifest-sha256.txt"
        path.write_bytes(path.read_bytes() + path.read_bytes().splitlines()[0] + b"\n")
        assert any("again" in row["why"] for row in failures(package))

    def test_with_percent_signs_names_the_file_that_is_meant(self, package: Path) -> None:
        listed, _ = verifier.manifest(_written(package / "m", b"0" * 64 + b"  data/50%25off%2Ftxt\n"))
        assert listed == {"data/50%off%2Ftxt": "0" * 64}


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


class TestLinks:
    """What is neither file nor folder is refused, and never followed or waited for."""

    def test_in_place_of_a_file(self, package: Path, tmp_path: Path) -> None:
        path = package / "data" / "tables" / "links.jsonl"
        shutil.move(path, tmp_path / "elsewhere")
        path.symlink_to(tmp_path / "elsewhere")
        assert named(package) == {"data/tables/links.jsonl"}

    def test_in_place_of_a_folder(self, package: Path, tmp_path: Path) -> None:
        shutil.move(package / "data" / "tables", tmp_path / "tables")
        (package / "data" / "tables").symlink_to(tmp_path / "tables")
        assert named(package) == {"data/tables"}

    @pytest.mark.linux
    def test_a_pipe_is_not_waited_for(self, package: Path) -> None:
        path = package / "proofs" / "inclusion.jsonl"
        path.unlink()
        os.mkfifo(path)
        assert named(package) == {"proofs/inclusion.jsonl"}


class TestWhoHasNoKey:
    """Manifests made anew hide nothing: the package and the ledger's head are signed."""

    @pytest.mark.parametrize(
        "name",
        ["data/report/index.html", "data/tables/sites.csv", "data/exhibits/exhibit-0001.pdf", "HOWTO.txt"],
    )
    def test_and_rewrites_a_page_is_found(self, package: Path, name: str) -> None:
        remade(package, lambda bag: flipped(bag / name))
        assert {row["check"] for row in failures(package)} == {"package signature"}

    def test_and_takes_the_signature_away_is_found(self, package: Path) -> None:
        remade(package, lambda bag: flipped(bag / "data/report/index.html"))
        (package / verifier.SIGNATURE).unlink()
        assert named(package) == {verifier.SIGNATURE}

    def test_and_signs_the_package_with_a_key_of_his_own_is_found(self, package: Path) -> None:
        private, public = _other_key()
        remade(package, lambda bag: (bag / EVIDENCE / "checkpoints/key-aaaa.pem").write_bytes(public))
        (package / verifier.SIGNATURE).write_bytes(private.sign((package / verifier.SIGNED).read_bytes()))
        assert {row["check"] for row in failures(package)} == {"package signature"}

    def test_and_puts_his_key_in_place_of_the_key_is_found(self, package: Path) -> None:
        _, public = _other_key()
        remade(package, lambda bag: (bag / EVIDENCE / "checkpoints/key.pem").write_bytes(public))
        assert {"signature", "cover"} <= {row["check"] for row in failures(package)}

    def test_and_exchanges_two_lines_is_found(self, package: Path) -> None:
        def change(rows: list[dict[str, Any]]) -> None:
            rows[1], rows[2] = {**rows[2], "n": 1}, {**rows[1], "n": 2}

        remade(package, lambda bag: edited(bag / LEDGER, change))
        assert any("do not give its head" in row["why"] for row in failures(package))

    def test_and_exchanges_two_lines_as_they_are_is_found(self, package: Path) -> None:
        def change(rows: list[dict[str, Any]]) -> None:
            rows[1], rows[2] = rows[2], rows[1]

        remade(package, lambda bag: edited(bag / LEDGER, change))
        assert any(row["file"] == LEDGER and "number 1" in row["why"] for row in failures(package))

    def test_and_adds_an_event_is_found(self, package: Path) -> None:
        def change(rows: list[dict[str, Any]]) -> None:
            rows.append({**rows[-1], "n": len(rows)})

        remade(package, lambda bag: edited(bag / LEDGER, change))
        assert "cover" in {row["check"] for row in failures(package)}

    def test_and_cuts_the_ledger_is_found(self, package: Path) -> None:
        remade(package, lambda bag: edited(bag / LEDGER, list.pop))
        assert any("cut short" in row["why"] for row in failures(package))

    def test_and_takes_the_heads_away_is_found(self, package: Path) -> None:
        remade(package, lambda bag: [path.unlink() for path in (bag / EVIDENCE).glob("checkpoints/*.note")])
        assert "cover" in {row["check"] for row in failures(package)}

    def test_and_exchanges_the_bytes_of_two_answers_is_found(self, package: Path) -> None:
        rows = [json.loads(line) for line in (package / LEDGER).read_bytes().splitlines()]
        one, two = [row for row in rows if row["type"] == "exchange"][:2]
        path = package / EVIDENCE / one["segment"]
        data = path.read_bytes()
        first, second = (data[row["offset"] : row["offset"] + row["length"]] for row in (one, two))
        path.write_bytes(data[: one["offset"]] + second + first + data[two["offset"] + two["length"] :])
        remade(package, lambda _: None)
        assert sum(row["check"] == "exchange" for row in failures(package)) == 2

    def test_and_rewrites_a_table_with_its_statement_is_found(self, package: Path) -> None:
        def forge(bag: Path) -> None:
            edited(
                bag / "data/tables/operators.jsonl",
                lambda rows: rows[0].update(contacts=["email:x@y.example"]),
            )
            path = bag / "data/derived/derivation.json"
            told = json.loads(path.read_bytes())
            rows = (bag / "data/tables/operators.jsonl").read_bytes()
            told["results"]["operators"]["sha256"] = verifier.hashlib.sha256(rows).hexdigest()
            path.write_bytes(verifier.canonical(told))

        remade(package, forge)
        assert "derivation" in {row["check"] for row in failures(package)}

    def test_and_rewrites_what_went_into_the_derivation_is_found(self, package: Path) -> None:
        def forge(bag: Path) -> None:
            path = bag / "data/derived/derivation.json"
            told = json.loads(path.read_bytes())
            told["inputs"]["rights_holders"] = ["moonscans.example"]
            path.write_bytes(verifier.canonical(told))

        remade(package, forge)
        assert "data/derived/derivation.json" in named(package)

    def test_and_takes_a_proof_away_is_found(self, package: Path) -> None:
        remade(package, lambda bag: (bag / "proofs/inclusion.jsonl").write_bytes(b""))
        assert "data/exhibits/exhibit-0001.pdf" in named(package)

    @pytest.mark.parametrize(
        "change", [{"n": -1}, {"size": 3}, {"proof": ["00"]}, {"proof": 5}, {"exhibit": "1"}]
    )
    def test_and_forges_a_proof_is_found(self, package: Path, change: dict[str, Any]) -> None:
        remade(
            package,
            lambda bag: edited(bag / "proofs/inclusion.jsonl", lambda rows: rows[0].update(change)),
        )
        assert "proofs/inclusion.jsonl" in named(package)


def test_a_proof_that_leads_to_a_head_that_nobody_signed_proves_nothing(package: Path) -> None:
    lines = (package / LEDGER).read_bytes().splitlines()
    number, before = 1, verifier.hashlib.sha256(b"\x00" + verifier.read_event(lines[0], 0)[1]).hexdigest()
    told = {"n": number, "size": 2, "proof": [before], "exchange": json.loads(lines[number])["id"]}
    remade(package, lambda bag: edited(bag / "proofs/inclusion.jsonl", lambda rows: rows[0].update(told)))
    assert "proofs/inclusion.jsonl" in named(package)


def test_who_signs_all_of_it_anew_passes_and_the_fingerprint_is_to_be_compared(package: Path) -> None:
    own = results(package, "package signature"), _fingerprint(package)
    private, _ = _other_key()
    remade(package, lambda bag: (bag / "proofs/inclusion.jsonl").write_bytes(b""))
    for path in (package / "data/exhibits").iterdir():
        path.unlink()
    signed_anew(package, private)
    assert failures(package) == []
    assert own[0] == ["passed"]
    assert _fingerprint(package) != own[1]
    assert all(
        "compare it with its owner" in row["why"]
        for row in verifier.verify(package)["checks"]
        if "signature" in row["check"]
    )


def test_a_head_that_was_signed_for_another_case_vouches_for_nothing(package: Path) -> None:
    signed_anew(package, _other_key()[0], origin="osint/case/another")
    found = {row["check"]: row["why"] for row in failures(package)}
    assert found["checkpoint"] == "it is of another case: osint/case/another"
    assert "cover" in found


def test_a_head_under_the_name_of_another_size_is_refused(package: Path) -> None:
    note = next((package / EVIDENCE / "checkpoints").glob("*.note"))
    remade(package, lambda _: note.rename(note.with_name("7.note")))
    assert any("its name says otherwise" in row["why"] for row in failures(package))


def test_files_of_any_content_never_raise(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")  # without openssl it is quick
    contents = [b"\x00" * 50, b"\xff" * 50, b"[" * 100_000, b"null", b'{"results":[]}\n']
    shown = ("data/exhibits/", "data/report/", verifier.SIGNATURE)
    read = [name for name in files_of(package) if not name.startswith(shown)]
    for name in read:
        path = package / name
        kept = path.read_bytes()
        for content in contents:
            path.write_bytes(content)
            assert verifier.verify(package)["result"] == "failed", (name, content[:20])
        path.write_bytes(kept)


def _other_key() -> tuple[Any, bytes]:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.generate()
    form = (serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return private, private.public_key().public_bytes(*form)


def _fingerprint(package: Path) -> str:
    return str(verifier.fingerprint(package / EVIDENCE / "checkpoints/key.pem"))
