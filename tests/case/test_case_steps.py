"""One case, step by step: importing, deriving, deciding, withdrawing; what is derived may be deleted."""

import os
import shutil
from pathlib import Path

import pytest
from case_cases import AT, HEAD, new_case, page, saved, site

from osint import canonical
from osint.case.case import Case
from osint.case.summary import Summary
from osint.errors import BadName, CaseError, EvidenceBroken, UsageError
from osint.evidence import stamp
from osint.records import Ask, Exchange, Outcome, Subject, SubjectKind

ID = "UA-7345812-1"


def two_sites(tmp_path: Path) -> Case:
    """Two sites that share one rare account, and one that does not."""
    case = new_case(tmp_path / "case")
    for host, ids in {"one": (ID,), "two": ("UA-7345812-2",), "three": ("UA-9111222-1",)}.items():
        path = saved(tmp_path, f"{host}.html", page(*ids))
        case.import_files([path], url=f"https://{host}.example/")
    return case


def derivations(case: Case) -> int:
    return sum(event["type"] == "derivation" for event in case.events())


def test_a_new_case_goes_into_an_empty_folder_only(tmp_path: Path) -> None:
    (tmp_path / "something").write_text("here", "utf-8")
    with pytest.raises(CaseError, match="not empty"):
        new_case(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["something"]


def test_sites_are_the_seeds_the_found_and_the_imported_each_once(tmp_path: Path) -> None:
    case = new_case(tmp_path / "case", "www.seed.example")
    case.ledger.append("lead", {"site": "found.example", "because": "ga4:x", "exchange": "0" * 64})
    case.import_files([saved(tmp_path, "a.html", page())], url="https://www.imported.example/")
    case.import_files([saved(tmp_path, "b.html", page())], url="https://seed.example/")
    assert case.sites() == ("seed.example", "found.example", "imported.example")


def test_an_import_is_told_in_the_ledger_with_the_files_hash(tmp_path: Path) -> None:
    case = two_sites(tmp_path)
    events = [event for event in case.events() if event["type"] == "import"]
    assert [event["file"] for event in events] == ["one.html", "two.html", "three.html"]
    assert events[0]["kept"] == 1
    assert len(events[0]["sha256"]) == 64


def test_the_same_record_out_of_files_of_two_names_is_kept_once(tmp_path: Path) -> None:
    case = two_sites(tmp_path)
    path = tmp_path / "one.html"
    renamed = tmp_path / "renamed.html"
    renamed.write_bytes(path.read_bytes())
    os.utime(renamed, (path.stat().st_atime, path.stat().st_mtime))
    again = case.import_files([renamed], url="https://one.example/")
    assert (again.kept, again.known) == (0, 1)


def test_an_archive_in_our_own_layout_is_told_from_what_the_case_asked_itself(tmp_path: Path) -> None:
    theirs = two_sites(tmp_path)
    theirs.close()
    [segment] = (theirs.folder / "evidence").glob("*.warc.gz")
    ours = new_case(tmp_path / "ours")
    asked = Exchange(
        Ask("https://own.example/", "page", site("own.example")), AT, AT, Outcome.ANSWERED, head=HEAD
    )
    ours.store.keep(asked)
    ours.import_files([segment])
    told = {event["subject"][1]: event.get("imported", "") for event in ours.store.events()}
    assert told == {
        "own.example": "",
        **dict.fromkeys(("one.example", "two.example", "three.example"), segment.name),
    }


def test_the_same_file_twice_is_kept_once(tmp_path: Path) -> None:
    case = two_sites(tmp_path)
    again = case.import_files([tmp_path / "one.html"], url="https://one.example/")
    assert (again.kept, again.known, again.unreadable) == (0, 1, ())


def test_what_cannot_be_read_is_told_and_the_rest_is_kept(tmp_path: Path) -> None:
    case = new_case(tmp_path / "case")
    empty, good = saved(tmp_path, "empty.html", ""), saved(tmp_path, "good.html", page())
    brought = case.import_files([empty, good], url="https://one.example/")
    assert (brought.kept, len(brought.unreadable)) == (1, 1)
    assert brought.unreadable[0].source == "empty.html"


@pytest.mark.parametrize("name", ["missing.html", "."])
def test_a_file_that_is_none_is_wrong_usage(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError):
        new_case(tmp_path / "case").import_files([tmp_path / name])


def test_deriving_again_changes_nothing_and_derives_nothing(tmp_path: Path) -> None:
    case = two_sites(tmp_path)
    first = case.derive()
    assert case.derive() is first
    assert Case.open(case.folder).derive().statement == first.statement
    assert derivations(case) == 1


def test_what_is_derived_may_be_deleted_and_comes_back_the_same(tmp_path: Path) -> None:
    case = two_sites(tmp_path)
    before = case.derive().statement["results"]
    shutil.rmtree(case.folder / "derived")
    assert case.derive().statement["results"] == before
    assert Case.open(case.folder).derive().statement["results"] == before


def test_a_new_exchange_or_judgement_makes_a_new_generation(tmp_path: Path) -> None:
    case = two_sites(tmp_path)
    numbers = [case.derive().number]
    case.import_files([saved(tmp_path, "four.html", page(ID))], url="https://four.example/")
    numbers.append(case.derive().number)
    case.judge("different", "one.example", "two.example", because="different languages")
    numbers.append(case.derive().number)
    assert numbers == [1, 2, 3]


def test_another_programs_exchange_is_seen(tmp_path: Path) -> None:
    case = two_sites(tmp_path)
    case.derive()
    Case.open(case.folder).import_files([saved(tmp_path, "four.html", page(ID))], url="https://four.example/")
    assert "four.example" in {each.site for each in case.derive().observations()}


def test_a_time_stamp_makes_nothing_stale(tmp_path: Path) -> None:
    case = two_sites(tmp_path)
    first = case.derive()
    ask = stamp.ask("https://stamps.example/tsa", b"query")
    case.store.keep(Exchange(ask, AT, AT, Outcome.ANSWERED, head=HEAD, body=b"reply"))
    assert case.derive().number == first.number


def test_each_derivation_names_the_digest_of_its_basis(tmp_path: Path) -> None:
    case = two_sites(tmp_path)
    made = case.derive()
    event = next(event for event in case.events() if event["type"] == "derivation")
    assert event["basis"] == made.statement["basis"] == canonical.digest(made.basis())
    assert event["results"] == made.statement["results"]


def test_a_judgement_binds_and_can_be_taken_back(tmp_path: Path) -> None:
    case = two_sites(tmp_path)
    assert case.all_operators() == ()
    held = case.judge("same", "one.example", "three.example", because="the same bank account, by letter")
    assert [[each.site for each in one.sites] for one in case.all_operators()] == [
        ["one.example", "three.example"]
    ]
    case.judge("retract", held.id, because="another account")
    assert case.all_operators() == ()
    assert [each.verdict for each in case.all_judgements()] == ["same", "retract"]


def test_a_judgements_reason_stands_beside_the_ledger_and_not_in_it(tmp_path: Path) -> None:
    case = two_sites(tmp_path)
    case.judge(
        "unsure", "one.example", "two.example", because="a secret informant", author="Investigator Seven"
    )
    ledger = (case.folder / "evidence" / "ledger.jsonl").read_text("utf-8")
    assert "informant" not in ledger
    assert "Seven" not in ledger
    [read] = Case.open(case.folder).all_judgements()
    assert (read.because, read.author) == ("a secret informant", "Investigator Seven")


def test_a_note_behind_one_that_a_crash_tore_is_read(tmp_path: Path) -> None:
    case = two_sites(tmp_path)
    notes = case.folder / "evidence" / "notes.jsonl"
    notes.write_bytes(b'{"id":"0123456789abcdef","because":"to')
    case.judge("unsure", "one.example", "two.example", because="whole words")
    case.judge("same", "one.example", "two.example", because="other words")
    read = Case.open(case.folder).all_judgements()
    assert [each.because for each in read] == ["whole words", "other words"]


def test_a_changed_reason_is_broken_evidence(tmp_path: Path) -> None:
    case = two_sites(tmp_path)
    case.judge("unsure", "one.example", "two.example", because="first words")
    notes = case.folder / "evidence" / "notes.jsonl"
    notes.write_text(notes.read_text("utf-8").replace("first words", "other words"), "utf-8")
    with pytest.raises(EvidenceBroken, match="was changed"):
        case.all_judgements()


@pytest.mark.parametrize(
    ("verdict", "about"),
    [
        ("maybe", ("one.example", "two.example")),
        ("same", ("one.example",)),
        ("same", ("one.example", "www.one.example")),
        ("different", ("one.example", "nosuch.example")),
        ("ignore", ("google_analytics:UA-1", "x")),
        ("ignore", ("no_such_kind:x",)),
        ("retract", ("0123456789abcdef",)),
    ],
)
def test_a_judgement_about_nothing_is_refused(tmp_path: Path, verdict: str, about: tuple[str, ...]) -> None:
    case = two_sites(tmp_path)
    with pytest.raises(UsageError):
        case.judge(verdict, *about, because="a reason")
    assert case.all_judgements() == ()


def test_a_judgement_without_a_reason_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--because"):
        two_sites(tmp_path).judge("same", "one.example", "two.example", because="  ")


def test_a_withdrawn_exchange_is_gone_from_everything_derived(tmp_path: Path) -> None:
    case = two_sites(tmp_path)
    name = next(event["id"] for event in case.store.events() if event["subject"][1] == "one.example")
    assert "one.example" in {each.site for each in case.derive().observations()}
    case.withdraw(name[:12], because="an erasure order")
    assert not (case.folder / "derived" / "1").exists()
    assert "one.example" not in {each.site for each in case.derive().observations()}
    assert b"UA-7345812-1" not in b"".join(path.read_bytes() for path in case.folder.rglob("*.parquet"))


def test_the_same_bytes_elsewhere_are_named_and_go_only_when_wanted(tmp_path: Path) -> None:
    case = two_sites(tmp_path)
    case.import_files([tmp_path / "one.html"], url="https://mirror.example/")
    by_site = {event["subject"][1]: event["id"] for event in case.store.events()}
    one, mirror = by_site["one.example"], by_site["mirror.example"]
    assert case.withdraw(one, because="an order") == (one,)
    assert case.copies(one) == (mirror,)
    assert case.store.read(mirror).body
    case.import_files([tmp_path / "one.html"], url="https://third.example/")
    gone = case.withdraw(mirror, because="the same order", everywhere=True)
    assert len(gone) == 2
    assert case.copies(one) == ()


def test_unknown_collectors_and_hosts_are_refused_before_anything_is_asked(tmp_path: Path) -> None:
    case = new_case(tmp_path / "case", "one.example")
    with pytest.raises(BadName, match="no collector"):
        case.collect(collectors=["telepathy"])
    with pytest.raises(BadName):
        case.collect(sites=["not a host"])
    with pytest.raises(UsageError, match="has no sites"):
        new_case(tmp_path / "other").collect()
    assert list(case.store.events()) == []


def test_expanding_takes_up_what_another_program_found_and_did_not_ask(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = two_sites(tmp_path)
    case.ledger.append("lead", {"site": "left.example", "because": "ga4:x", "exchange": "0" * 64})
    asked: list[str] = []

    def ask(subjects: list[Subject], *_: object, **__: object) -> Summary:
        asked.extend(each.value for each in subjects if each.kind is SubjectKind.SITE)
        return Summary()

    monkeypatch.setattr(case, "ask", ask)
    case.expand(budget=5)
    assert asked == ["left.example"]
