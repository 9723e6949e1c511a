"""The press: the same bytes from the same sheet, fonts in the file, one process or several, and errors that name."""

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from osint.bundle.typeset import press
from osint.bundle.typeset.fonts import fonts
from osint.bundle.typeset.press import Sheet, layout, pdf, set_all
from osint.bundle.typeset.words import words
from osint.courts import COURTS
from osint.courts.court import Court
from osint.errors import OsintError


def sheet(court: Court, number: int = 1) -> Sheet:
    """A small sheet in a court's language: its words, on its paper."""
    spoken = words(court.language)
    rows = [{"label": text, "english": "", "value": text, "fixed": False} for text in spoken.exhibit.values()]
    values = {
        **layout(spoken, court.page, fonts(), "2026-11-29T01:02:03Z"),
        "words": spoken.exhibit,
        "title": court.exhibit(number),
        "banner": "",
        "label": court.exhibit(number),
        "foot": "case",
        "fact": f"fact {number}",
        "rows": rows,
        "translation": True,
        "likewise": [],
        "parts": [],
    }
    return Sheet(f"{number}.pdf", "exhibit", values, {}, b"{}")


@pytest.mark.parametrize("court", COURTS, ids=lambda court: court.name)
def test_each_court_gets_its_paper_every_word_and_the_same_bytes_again(court: Court) -> None:
    made = pdf(sheet(court))
    assert made == pdf(sheet(court))
    document = pypdfium2.PdfDocument(made)
    text = re.sub(r"\s+", "", "".join(page.get_textpage().get_text_bounded() for page in document))
    size = document[0].get_size()
    document.close()
    assert court.exhibit(1).replace(" ", "") in text or words(court.language).direction == "rtl"
    assert not set("\x00\ufffe\ufffd") & set(text)
    assert size == pytest.approx((612, 792) if court.page.paper == "us-letter" else (595.3, 841.9), abs=0.1)


def test_it_is_pdf_a_3b_with_its_date_its_fonts_and_its_attachment() -> None:
    made = pdf(sheet(COURTS[0]))
    assert b"<pdfaid:part>3</pdfaid:part>" in made
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in made
    assert b"D:20261129" in made
    assert b"/AFRelationship" in made
    assert b"/JavaScript" not in made
    assert b"/FontFile" in made or b"/ObjStm" in made


def test_a_checker_of_structure_finds_no_fault(tmp_path: Path) -> None:
    if shutil.which("qpdf") is None:
        pytest.skip("no qpdf here")
    (tmp_path / "x.pdf").write_bytes(pdf(sheet(COURTS[0])))
    done = subprocess.run(
        ["qpdf", "--check", tmp_path / "x.pdf"], capture_output=True, check=False, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_several_processes_set_the_same_bytes_and_tell_how_far_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(press, "WORTH", 3)
    sheets = [sheet(COURTS[number % len(COURTS)], number) for number in range(1, 9)]
    told: list[tuple[int, int]] = []
    for jobs in (1, 2):
        (tmp_path / str(jobs)).mkdir()
        done = set_all(
            sheets,
            tmp_path / str(jobs),
            jobs=jobs,
            count=len(sheets),
            progress=lambda *step: told.append(step),
        )
        assert done == len(sheets)
    for each in sheets:
        assert (tmp_path / "1" / each.name).read_bytes() == (tmp_path / "2" / each.name).read_bytes()
    assert told == [(number, len(sheets)) for number in range(1, len(sheets) + 1)] * 2


def test_a_sheet_that_cannot_be_set_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    good = sheet(COURTS[0])
    broken = replace(good, values={**good.values, "label": "\U00010000"})
    with pytest.raises(OsintError, match=r"1\.pdf cannot be set in type"):
        set_all([broken], tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_value_is_never_read_as_markup() -> None:
    words_of_a_page = '#read("/etc/passwd") #import "@preview/x:1.0.0" $x$ *b* _i_ `r` <l> @r \\ // /* #{1+1}'
    good = sheet(COURTS[6])
    made = pdf(replace(good, values={**good.values, "fact": words_of_a_page, "title": words_of_a_page}))
    document = pypdfium2.PdfDocument(made)
    text = re.sub(r"\s+", " ", document[0].get_textpage().get_text_bounded())
    document.close()
    assert words_of_a_page in text
