"""Exhibits: what each says, that its commands find the original, and that nothing hostile stops or bends it."""

import hashlib
import io
import json
import subprocess
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from bundle_cases import AT, SHARED, exchanges, failures, page, start
from PIL import Image, ImageDraw
from printed import attached_to, overflowing, pages_of, text_of

from osint.bundle import verify as verifier
from osint.bundle.exhibit_sheet import _size
from osint.records import Ask, Exchange, Outcome, Subject, SubjectKind

TELEGRAM = "telegram:moonscans_px"


def exhibits(package: Path) -> dict[str, Path]:
    """The exhibits' files by the fact that they show."""
    return {attached_to(path)["fact"]: path for path in sorted((package / "data" / "exhibits").iterdir())}


def picture(host: str, height: int, *, body: bytes | None = None) -> Exchange:
    """What a browser showed of a site: a white page with its name at the top and at the bottom."""
    drawn = Image.new("RGB", (400, height), "white")
    pen = ImageDraw.Draw(drawn)
    for place in (10, height - 30):
        pen.rectangle((10, place, 390, place + 20), fill="black")
    data = io.BytesIO()
    drawn.save(data, "PNG")
    return Exchange(
        Ask(f"browser:https://{host}/#screenshot", "rendered", Subject(SubjectKind.SITE, host)),
        AT,
        AT + timedelta(seconds=9),
        Outcome.ANSWERED,
        body=data.getvalue() if body is None else body,
        facts=(("browser", "Chromium 141"),),
    )


@pytest.fixture(scope="module")
def pictured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package whose sites were visited in a browser too: one page is tall, one picture is none."""
    folder = tmp_path_factory.mktemp("pictured")
    shots = [
        picture("moonscans.example", 3000),
        picture("starscans.example", 9, body=b"\x89PNG\r\n\x1a\nnone"),
    ]
    case = start(folder / "case", [*exchanges(), *shots])
    case.export(folder / "package", court="jp")
    case.close()
    return folder / "package"


def test_each_fact_that_ties_two_sites_is_shown_on_both(made: Path) -> None:
    path = exhibits(made / "package")[TELEGRAM]
    assert [each["site"] for each in attached_to(path)["showings"]] == [
        "moonscans.example",
        "starscans.example",
    ]
    text = " ".join(pages_of(path))
    for said in ("갑 제1호증", "의1", "의2", "https://moonscans.example/", "https://starscans.example/"):
        assert said.replace("1호증", f"{_number(path)}호증") in text
    assert text_of(path).count("moonscans_px") >= 4


def _number(path: Path) -> int:
    return int(path.stem.removeprefix("exhibit-"))


def test_two_answers_of_one_site_do_not_push_the_other_site_out(tmp_path: Path) -> None:
    case = start(tmp_path / "case", [page("moonscans.example", SHARED, minute=-5), *exchanges()])
    case.export(tmp_path / "package", court="kr")
    case.close()
    told = attached_to(exhibits(tmp_path / "package")[TELEGRAM])
    assert [each["site"] for each in told["showings"]] == ["moonscans.example", "starscans.example"]


def test_they_are_numbered_as_the_court_numbers_them_the_strongest_first(made: Path) -> None:
    files = sorted((made / "package" / "data" / "exhibits").iterdir())
    assert [attached_to(path)["exhibit"] for path in files] == [
        f"갑 제{n}호증" for n in range(1, len(files) + 1)
    ]
    assert f"갑 제{len(files)}호증" in pages_of(files[-1])[0]


def test_a_page_says_who_asked_what_when_and_how_in_the_courts_language(made: Path) -> None:
    text = text_of(exhibits(made / "package")[TELEGRAM])
    for said in (
        "입증사실Fact",
        "수집자Capturedby한조사관",
        "전체주소(URL)Completeaddress(URL)https://moonscans.example/",
        "2026-03-01T12:00:00.000000Z",
        "요청시각(현지시각,Asia/Seoul)",
        "2026-03-01T21:00:00+09:00",
        "접속한주소(IP)Addresscontacted(IP)100.64.0.43",
        "수집기page,방식GET",
        "인증번역문첨부란",
    ):
        assert said in text


def test_each_page_bears_the_exhibits_number_and_the_address_that_it_shows(pictured: Path) -> None:
    pages = pages_of(exhibits(pictured)[TELEGRAM])
    number = _number(exhibits(pictured)[TELEGRAM])
    assert all(f"甲第{number}号証" in page for page in pages)
    assert all(
        "https://moonscans.example/" in page or "https://starscans.example/" in page for page in pages[1:]
    )


def test_the_command_on_a_page_prints_the_original_whose_digest_it_states(made: Path) -> None:
    path = exhibits(made / "package")[TELEGRAM]
    text = text_of(path)
    for showing in attached_to(path)["showings"]:
        command, digest = showing["command"], showing["event"]["body"]
        assert command.replace(" ", "") in text
        assert digest in text
        done = subprocess.run(command, shell=True, cwd=made / "package", capture_output=True, check=True)
        blocks = [part.partition(b"\r\n\r\n")[2] for part in done.stdout.split(b"WARC/1.1\r\n")]
        bodies = [block[:-4].partition(b"\r\n\r\n")[2] for block in blocks]
        assert digest in {hashlib.sha256(body).hexdigest() for body in bodies}


def test_the_hashes_on_a_page_lead_from_the_ledgers_line_to_its_signed_head(made: Path) -> None:
    lines = (made / "package/data/evidence/ledger.jsonl").read_bytes().splitlines()
    path = exhibits(made / "package")[TELEGRAM]
    text = text_of(path)
    for showing in attached_to(path)["showings"]:
        number, told = showing["event"]["n"], showing["ledger"]
        assert json.loads(lines[number])["id"] == showing["event"]["id"]
        assert f"{number + 1}번째줄" in text
        leaf = hashlib.sha256(b"\x00" + verifier.read_event(lines[number], number)[1])
        assert told["leaf"] == leaf.hexdigest()
        assert told["leaf"] + "경로해시" + "".join(told["proof"]) in text
        steps = [bytes.fromhex(each) for each in told["proof"]]
        leaves = [verifier.read_event(line, place)[1] for place, line in enumerate(lines[: told["size"]])]
        head = verifier.head_of([hashlib.sha256(b"\x00" + each).digest() for each in leaves])
        assert verifier.includes(leaf.digest(), number, told["size"], steps) == head


def test_the_picture_of_a_page_is_printed_whole_over_as_many_pages_as_it_takes(pictured: Path) -> None:
    import pypdfium2

    path = exhibits(pictured)[TELEGRAM]
    pages = pages_of(path)
    [first, *_, last] = shown = [number for number, text in enumerate(pages) if "枚中" in text]
    assert len(shown) > 1
    assert f"{len(shown)} 枚中 {len(shown)} 枚目" in pages[last]
    document = pypdfium2.PdfDocument(path)
    dark = []
    for number in shown:
        grey = document[number].render(scale=0.5).to_pil().convert("L")
        row = [max(grey.crop((100, y, 120, y + 1)).tobytes()) for y in range(40, grey.height - 40)]
        dark.append(sum(value < 60 for value in row))
    document.close()
    assert dark[0] > 3  # the bar at the page's top
    assert dark[-1] > 3  # and the one at its end
    assert first < last


def test_a_picture_that_cannot_be_read_is_named_and_the_exhibit_stands(pictured: Path) -> None:
    text = text_of(exhibits(pictured)[TELEGRAM])
    assert "ページの画像はあるが、ここには印刷できない（読み取れるPNGではない）" in text
    assert failures(pictured) == []


def test_a_picture_that_only_looks_like_one_is_named_too(tmp_path: Path) -> None:
    whole = picture("moonscans.example", 300).body
    case = start(
        tmp_path / "case", [*exchanges(), picture("moonscans.example", 9, body=whole[:60] + b"\0" * 40)]
    )
    case.export(tmp_path / "package", court="us")
    case.close()
    text = text_of(exhibits(tmp_path / "package")[TELEGRAM])
    assert "Thereisapictureofthepagethatcannotbeprintedhere(itisnoPNGthatcanberead)" in text


def test_a_pictures_exchange_is_proven_as_the_answers_are(pictured: Path) -> None:
    path = exhibits(pictured)[TELEGRAM]
    shot = attached_to(path)["showings"][0]["picture"]
    assert shot["event"]["uri"].endswith("#screenshot")
    lines = (pictured / "proofs/inclusion.jsonl").read_bytes().splitlines()
    proven = {(row["exhibit"], row["exchange"]) for row in map(json.loads, lines)}
    assert (_number(path), shot["event"]["id"]) in proven


def test_a_pictures_size_is_read_from_its_header_alone() -> None:
    assert _size(picture("moonscans.example", 77).body) == (400, 77)
    assert _size(b"GIF89a") == (0, 0)
    assert _size(b"\x89PNG\r\n\x1a\n") == (0, 0)


def test_only_the_operators_that_were_wanted_have_exhibits(tmp_path: Path) -> None:
    case = start(tmp_path / "case", exchanges())
    operator = case.all_operators()[0].id
    case.export(tmp_path / "package", court="us", operators=[operator])
    case.close()
    assert failures(tmp_path / "package") == []
    assert {attached_to(path)["operator"] for path in exhibits(tmp_path / "package").values()} == {operator}


def test_a_fact_of_an_answer_that_was_withdrawn_is_not_shown_from_it(tmp_path: Path) -> None:
    case = start(tmp_path / "case", exchanges())
    gone = next(event["id"] for event in case.events() if event.get("uri") == "https://moonscans.example/")
    case.derive()
    case.withdraw(gone, because="order")
    case.export(tmp_path / "package", court="us")
    case.close()
    assert failures(tmp_path / "package") == []
    for path in exhibits(tmp_path / "package").values():
        assert gone not in text_of(path)
        assert gone not in json.dumps(attached_to(path))


HOSTILE = "\u202e\ue000\U0003fffd\U000e0041 \u0e48ก\u093e#x[*_`$\\{{7*7}}" + "ا" * 300
RUN = "w" * 300


def test_hostile_words_of_a_page_are_printed_as_code_points_and_within_the_page(tmp_path: Path) -> None:
    text = RUN + SHARED.replace("달빛 만화", HOSTILE)
    kept = [page(f"{each}.example", text) for each in ("moonscans", "starscans")]
    address = f"https://moonscans.example/{RUN}{RUN * 9}"
    kept[0] = replace(kept[0], ask=replace(kept[0].ask, uri=address), why=HOSTILE)
    case = start(tmp_path / "case", kept, title=HOSTILE)
    for court in ("th", "ae"):
        case.export(tmp_path / court, court=court)
    case.close()
    path = exhibits(tmp_path / "th")[TELEGRAM]
    shown = text_of(path)
    for said in ("⟨U+202E⟩", "⟨U+E000⟩", "⟨U+3FFFD⟩", "⟨U+093E⟩", "#x[*_`$\\{{7*7}}", "w" * 1900):
        assert said in shown
    assert f"{len(address)}อักขระ" in shown
    assert attached_to(path)["showings"][0]["event"]["uri"] == address
    for each in (path, exhibits(tmp_path / "ae")[TELEGRAM]):
        assert not overflowing(each, margin=20)
