"""What cannot be done as asked: a clear message that names the next step, and status 2."""

import gzip
import json
import os
import threading
from pathlib import Path

import pytest
from cli_cases import archive, case, page, record, rows, run


def said(ended: object) -> str:
    """The words of a refusal as one line: typer draws a box round its own."""
    return " ".join(ended.stderr.replace("│", " ").split())  # type: ignore[attr-defined]


def kept(folder: Path) -> list[str]:
    """What the case's ledger says, but for what can be derived again at any time."""
    events = (json.loads(line) for line in (folder / "evidence" / "ledger.jsonl").read_bytes().splitlines())
    return [event["type"] for event in events if event["type"] != "derivation"]


@pytest.mark.parametrize(
    "words",
    [
        ("show", "sites"),
        ("collect",),
        ("expand",),
        ("import", "x.warc"),
        ("explain", "op-00000000"),
        ("pivot", "telegram:moontoon_notice"),
        ("judge", "same", "a.example", "b.example", "--because", "x"),
        ("withdraw", "0" * 8, "--because", "x"),
        ("export", "package", "--court", "kr"),
        ("lab",),
    ],
    ids=lambda words: words[0],
)
class TestEveryCommandThatTakesACase:
    def test_says_how_to_make_one_where_there_is_none(self, tmp_path: Path, words: tuple[str, ...]) -> None:
        ended = run(words[0], tmp_path / "none", *words[1:])
        assert ended.exit_code == 2
        assert f"make one with `osint new {tmp_path / 'none'}`" in said(ended)
        assert not ended.stdout
        assert not (tmp_path / "none").exists()

    def test_takes_an_empty_folder_for_no_case(self, tmp_path: Path, words: tuple[str, ...]) -> None:
        assert run(words[0], tmp_path, *words[1:]).exit_code == 2
        assert not list(tmp_path.iterdir())

    def test_says_what_is_broken_in_a_case_file(self, tmp_path: Path, words: tuple[str, ...]) -> None:
        if words[0] == "lab":
            return  # opens no case itself
        (tmp_path / "case.toml").write_text("title = 'x\n", "utf-8")
        ended = run(words[0], tmp_path, *words[1:])
        assert ended.exit_code == 2
        assert "case.toml cannot be read" in said(ended)
        assert "the evidence beside it is untouched" in said(ended)


class TestNew:
    @pytest.mark.parametrize(
        ("host", "why"),
        [
            ("https://moontoon.example/", "without scheme or path"),
            ("co.kr", "is a public suffix, not a site"),
            ("192.0.2.7", "is no host name"),
            ("moon toon.example", "is no host name"),
            ("", "is no host name"),
        ],
    )
    def test_a_host_that_is_none_makes_no_case(self, tmp_path: Path, host: str, why: str) -> None:
        ended = run("new", tmp_path / "case", "--title", "t", "--site", host)
        assert ended.exit_code == 2
        assert why in said(ended)
        assert not (tmp_path / "case").exists()

    def test_an_international_name_is_a_host(self, tmp_path: Path) -> None:
        case(tmp_path / "case", "웹툰.example")
        assert rows("show", tmp_path / "case", "sites")[0]["unicode"] == "웹툰.example"

    def test_a_folder_that_is_not_empty_is_left_alone(self, tmp_path: Path) -> None:
        (tmp_path / "notes.txt").write_text("mine", "utf-8")
        ended = run("new", tmp_path, "--title", "t")
        assert ended.exit_code == 2
        assert "is not empty" in said(ended)
        assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]

    def test_a_title_is_wanted(self, tmp_path: Path) -> None:
        ended = run("new", tmp_path / "case")
        assert ended.exit_code == 2
        assert "--title" in said(ended)

    def test_a_day_of_deletion_is_a_day(self, tmp_path: Path) -> None:
        ended = run("new", tmp_path / "case", "--title", "t", "--retention-until", "next year")
        assert ended.exit_code == 2
        assert "such as 2029-12-31" in said(ended)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("collect", "--collector", "telepathy"), "one of page, ads_txt, whois"),
        (("collect", "--site", "co.kr"), "is a public suffix"),
        (("collect", "--site", "http://a.example/"), "without scheme or path"),
        (("collect",), "the case has no sites"),
        (("collect", "--jobs", "-3"), "--jobs"),
        (("expand", "--depth", "0"), "--depth"),
        (("show", "secrets"), "'judgements'"),
        (("explain", "nobody"), "osint show DIR operators"),
        (("explain", "a.example", "b.example"), "osint show DIR sites"),
        (("explain", "a.example", "b.example", "c.example"), "two sites, or one operator"),
        (("explain", "a.example", "b.example", "--language", "fr"), "'en', 'ko'"),
        (("pivot", "telegramm:moontoon_notice"), "did you mean telegram"),
        (("pivot", "moontoon_notice"), "give KIND:VALUE"),
        (("pivot", "telegram:moontoon_notice", "--cases", "/nowhere/at/all"), "--cases takes the folder"),
        (("judge", "perhaps", "a.example", "b.example", "--because", "x"), "same, different, unsure"),
        (("judge", "same", "a.example", "--because", "x"), "two different sites"),
        (("judge", "same", "a.example", "a.example", "--because", "x"), "two different sites"),
        (("judge", "ignore", "telegram", "--because", "x"), "give KIND:VALUE"),
        (("judge", "retract", "0000", "--because", "x"), "osint show DIR judgements"),
        (("judge", "ignore", "telegram:moontoon_notice", "--because", " "), "needs its reason"),
        (("judge", "same", "a.example", "b.example"), "--because"),
        (("withdraw", "ffffffff", "--because", "x"), "osint show DIR exchanges"),
        (("withdraw", "", "--because", "x"), "at least 8 letters"),
        (("import", "a.html", "b.html", "--url", "https://a.example/"), "the address of one page"),
        (("export", "/nowhere/package", "--court", "mars"), "one of kr, kr-criminal"),
        (("export", "/nowhere/package", "--court", "kr", "--share", "press"), "'lawfirm'"),
        (
            ("export", "/nowhere/package", "--court", "kr", "--operator", "op-00000000"),
            "osint show DIR operators",
        ),
        (("import", "gone.warc"), "no such file"),
        (("import", "."), "a folder and no package"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_wrong_word_is_named_with_what_would_do(tmp_path: Path, words: tuple[str, ...], why: str) -> None:
    folder = case(tmp_path / "case")
    ended = run(words[0], folder, *words[1:])
    assert ended.exit_code == 2
    assert why in said(ended)
    assert not ended.stdout
    assert kept(folder) == ["case"]


class TestImport:
    def test_of_an_archive_cut_in_half_what_is_whole_is_kept(self, tmp_path: Path) -> None:
        folder, whole = case(tmp_path / "case"), archive(tmp_path / "whole.warc").read_bytes()
        cut = tmp_path / "cut.warc"
        cut.write_bytes(whole[: len(whole) // 2])
        ended = run("import", folder, cut)
        assert ended.exit_code == 3
        assert "cut.warc: offset" in said(ended)
        assert "1 unreadable" in said(ended)
        assert 0 < len(rows("show", folder, "exchanges")) < 7
        again = run("import", folder, tmp_path / "whole.warc")
        assert again.exit_code == 0
        assert len({row["uri"] for row in rows("show", folder, "exchanges")}) == 7

    @pytest.mark.parametrize(
        ("name", "data", "why"),
        [
            ("x.warc", b"", "the file is empty"),
            ("x.html", b"", "the file is empty"),
            ("x.warc", b"this is no archive at all", "does not begin with WARC/"),
            ("x.warc.gz", b"\x1f\x8b\x08\x00broken", "broken gzip member"),
            ("x.har", b'{"log": {"entries": 7', "no HAR that can be read"),
            ("x.har", b'{"log": {"entries": 7}}', "it holds no entries"),
            ("x.har", b'{"log": {"entries": []}}', "it holds no entries"),
            ("x.wacz", b"PK\x05\x06" + b"\0" * 18, "no WACZ"),
            ("x.txt", b"only words\n", "saved HTML, ads.txt and WHOIS text are read"),
            ("x.html", b"<html><p>where from?", "give it with --url"),
            (
                "x.gz",
                b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x03\x00\x00\x00\x00\x00\x00\x00\x00\x00",
                "unpack it first",
            ),
        ],
    )
    def test_a_file_that_holds_nothing_that_is_read_is_named_and_the_others_are_kept(
        self, tmp_path: Path, name: str, data: bytes, why: str
    ) -> None:
        folder = case(tmp_path / "case")
        (tmp_path / name).write_bytes(data)
        ended = run("import", folder, tmp_path / name, archive(tmp_path / "good.warc"))
        assert ended.exit_code == 3
        assert f"{name}: " in said(ended)
        assert why in said(ended)
        assert len(rows("show", folder, "exchanges")) == 7

    def test_of_an_archive_whose_first_member_is_broken_the_others_are_kept(self, tmp_path: Path) -> None:
        folder, crawl = case(tmp_path / "case"), tmp_path / "crawl.warc.gz"
        broken = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03" + b"\xff" * 60
        crawl.write_bytes(broken + gzip.compress(page("moontoon.example", "<p>whole</p>")))
        ended = run("import", folder, crawl)
        assert ended.exit_code == 3
        assert "a broken gzip member" in said(ended)
        assert [row["uri"] for row in rows("show", folder, "exchanges")] == ["https://moontoon.example/"]

    def test_the_same_file_twice_is_kept_once(self, tmp_path: Path) -> None:
        folder, crawl = case(tmp_path / "case"), archive(tmp_path / "crawl.warc")
        run("import", folder, crawl)
        ended = run("import", folder, crawl)
        assert ended.exit_code == 0
        assert "0 exchanges imported, 7 were known" in said(ended)

    @pytest.mark.parametrize(("share", "withheld"), [("lawfirm", set()), ("partner", {"whois"})])
    def test_a_partner_s_package_gives_its_exchanges_and_sites(
        self, tmp_path: Path, share: str, withheld: set[str]
    ) -> None:
        theirs = case(tmp_path / "theirs")
        run("import", theirs, archive(tmp_path / "crawl.warc"))
        run("export", theirs, tmp_path / "package", "--court", "kr", "--share", share)
        ours = case(tmp_path / "ours")
        ended = run("import", ours, tmp_path / "package")
        assert ended.exit_code == 0, ended.stderr
        kept = [row for row in rows("show", theirs, "exchanges") if row["collector"] not in withheld]
        assert exchanges(ours) == {row["exchange"] for row in kept}
        assert {row["site"] for row in rows("show", ours, "sites")} == {
            row["subject"]["value"] for row in kept
        }
        assert run("verify", ours).exit_code == 0

    def test_a_partner_s_package_that_was_changed_is_not_taken_in(self, tmp_path: Path) -> None:
        theirs = case(tmp_path / "theirs")
        run("import", theirs, archive(tmp_path / "crawl.warc"))
        run("export", theirs, tmp_path / "package", "--court", "kr", "--share", "partner")
        (tmp_path / "package" / "data" / "tables" / "sites.csv").unlink()
        ours = case(tmp_path / "ours")
        ended = run("import", ours, tmp_path / "package")
        assert ended.exit_code == 1
        assert "data/tables/sites.csv" in said(ended)
        assert f"osint verify {tmp_path / 'package'}" in said(ended)
        assert kept(ours) == ["case"]

    def test_a_url_that_names_no_site_is_refused_for_that_page(self, tmp_path: Path) -> None:
        folder = case(tmp_path / "case")
        (tmp_path / "x.html").write_text("<html><p>x", "utf-8")
        ended = run("import", folder, tmp_path / "x.html", "--url", "https://co.kr/")
        assert ended.exit_code == 3
        assert "public suffix" in said(ended)


def exchanges(folder: Path) -> set[str]:
    return {row["exchange"] for row in rows("show", folder, "exchanges")}


class TestScan:
    def test_a_page_without_an_address_counts_all_the_same(self, tmp_path: Path) -> None:
        (tmp_path / "x.html").write_text("<html><a href='https://t.me/moontoon_notice'>x</a>", "utf-8")
        found = rows("scan", tmp_path / "x.html")
        assert [(row["kind"], row["value"], row["site"], row["url"]) for row in found] == [
            ("telegram", "moontoon_notice", "", "")
        ]

    def test_a_page_whose_address_belongs_to_no_site_counts_too(self, tmp_path: Path) -> None:
        markup = "<html><link rel='canonical' href='https://localhost/x'><a href='https://t.me/moontoon_notice'>x</a>"
        (tmp_path / "x.html").write_text(markup, "utf-8")
        assert [row["value"] for row in rows("scan", tmp_path / "x.html")] == ["moontoon_notice"]

    def test_plain_text_counts(self, tmp_path: Path) -> None:
        (tmp_path / "mail.txt").write_text("write to https://t.me/moontoon_notice today", "utf-8")
        assert [row["value"] for row in rows("scan", tmp_path / "mail.txt")] == ["moontoon_notice"]

    def test_standard_input_may_be_a_page_or_an_archive(self, tmp_path: Path) -> None:
        crawl = archive(tmp_path / "crawl.warc")
        piped = rows("scan", "-", stdin=crawl.read_bytes())
        assert [{**row, "source": "-"} for row in rows("scan", crawl)] == piped

    @pytest.mark.linux
    def test_a_named_pipe_may_be_an_archive(self, tmp_path: Path) -> None:
        crawl, pipe = archive(tmp_path / "crawl.warc"), tmp_path / "pipe"
        os.mkfifo(pipe)
        writer = threading.Thread(target=lambda: pipe.write_bytes(crawl.read_bytes()))
        writer.start()
        found = rows("scan", pipe)
        writer.join()
        assert [{**row, "source": str(pipe)} for row in rows("scan", crawl)] == found

    def test_a_name_that_is_a_page_s_address_and_no_site_stays_without_one(self, tmp_path: Path) -> None:
        path = tmp_path / "x.warc"
        path.write_bytes(page("192.0.2.7", "<a href='https://t.me/moontoon_notice'>x</a>"))
        assert [row["site"] for row in rows("scan", path)] == [""]

    def test_what_cannot_be_read_is_named_and_the_rest_is_scanned(self, tmp_path: Path) -> None:
        (tmp_path / "x.warc").write_bytes(b"no archive")
        ended = run("scan", tmp_path / "x.warc", archive(tmp_path / "crawl.warc"))
        assert ended.exit_code == 3
        assert "x.warc" in said(ended)
        assert "moontoon_notice" in ended.stdout

    def test_a_record_of_an_archive_that_is_not_read_is_named(self, tmp_path: Path) -> None:
        path = tmp_path / "x.warc"
        strange = record("gopher://moontoon.example/", b"x", kind="resource", content="text/plain")
        path.write_bytes(page("moontoon.example", "<a href='https://t.me/moontoon_notice'>x</a>") + strange)
        ended = run("scan", path)
        assert ended.exit_code == 3
        assert "gopher" in said(ended)
        assert "moontoon_notice" in ended.stdout

    @pytest.mark.parametrize(("name", "why"), [("gone.html", "no such file"), (".", "name the files in it")])
    def test_a_file_that_is_none_is_refused_before_anything_is_printed(
        self, tmp_path: Path, name: str, why: str
    ) -> None:
        ended = run("scan", archive(tmp_path / "crawl.warc"), tmp_path / name)
        assert ended.exit_code == 2
        assert why in said(ended)
        assert not ended.stdout


class TestVerify:
    def test_a_folder_that_is_not_there_is_wrong_usage_and_not_a_failed_package(self, tmp_path: Path) -> None:
        ended = run("verify", tmp_path / "gone")
        assert ended.exit_code == 2
        assert "osint export" in said(ended)

    def test_a_folder_that_holds_neither_fails(self, tmp_path: Path) -> None:
        ended = run("verify", tmp_path)
        assert ended.exit_code == 1
        assert "neither a package" in ended.stdout

    def test_only_a_package_is_derived_again(self, known: Path) -> None:
        ended = run("verify", known, "--rederive")
        assert ended.exit_code == 2
        assert "osint export" in said(ended)


class TestKey:
    def test_a_key_that_is_not_there_names_the_command_that_makes_it(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("OSINT_KEY_FILE", str(tmp_path / "key.pem"))
        ended = run("key")
        assert ended.exit_code == 2
        assert "osint key default --create" in said(ended)

    def test_a_key_is_not_made_twice(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("OSINT_KEY_FILE", str(tmp_path / "key.pem"))
        assert run("key", "--create").exit_code == 0
        ended = run("key", "--create")
        assert ended.exit_code == 2
        assert "there is a key" in said(ended)


class TestEvidenceThatIsBroken:
    def test_segments_that_are_gone_are_named_and_the_status_is_no(self, tmp_path: Path) -> None:
        folder = case(tmp_path / "case")
        run("import", folder, archive(tmp_path / "crawl.warc"))
        assert run("show", folder, "sites").exit_code == 0
        for segment in (folder / "evidence").glob("*.warc.gz"):
            segment.unlink()
        ended = run("show", folder, "sites", "--format", "jsonl")
        assert ended.exit_code == 1
        assert "restore the file from a copy" in said(ended)
        assert "mended" not in said(ended)
        assert "moontoon.example" in ended.stdout

    def test_ends_in_no_and_says_what_to_restore(self, tmp_path: Path) -> None:
        folder = case(tmp_path / "case")
        run("import", folder, archive(tmp_path / "crawl.warc"))
        (segment,) = (folder / "evidence").glob("*.warc.gz")
        data = bytearray(segment.read_bytes())
        data[len(data) // 2] ^= 0xFF
        segment.write_bytes(data)
        ended = run("show", folder, "observations")
        assert ended.exit_code == 1
        assert "restore the file from a copy" in said(ended)
        assert run("verify", folder).exit_code == 1
