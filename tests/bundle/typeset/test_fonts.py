"""The fonts at hand, those of one's own, and what is said when there are none."""

import shutil
from pathlib import Path

import pytest

from osint.bundle.typeset import fonts as room
from osint.bundle.typeset.fonts import fonts
from osint.errors import SettingError


def test_latin_letters_come_first_then_the_languages_own() -> None:
    ordered = fonts().ordered("Noto Sans CJK JP")
    assert ordered[:2] == ("Noto Sans", "Noto Sans CJK JP")
    assert set(ordered) == set(fonts().families)
    assert {"Noto Sans CJK KR", "Noto Sans CJK SC", "Noto Sans Thai", "Noto Sans Arabic"} < set(ordered)


def test_a_folder_of_ones_own_is_added(tmp_path: Path) -> None:
    [thai] = fonts().folders[0].glob("NotoSansThai*")
    shutil.copy(thai, tmp_path / "mine.ttf")
    found = fonts(str(tmp_path))
    assert found.folders == (*fonts().folders, tmp_path)


@pytest.mark.parametrize("name", ["", "missing"])
def test_a_folder_without_fonts_is_refused_with_the_next_step(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fonts.cache_clear()
    monkeypatch.setenv("OSINT_FONT_DIR", str(tmp_path / name))
    with pytest.raises(SettingError, match=r"OSINT_FONT_DIR: .* is no folder with fonts"):
        fonts()
    fonts.cache_clear()


def test_a_package_of_fonts_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    fonts.cache_clear()
    monkeypatch.setattr(room, "PACKAGES", ("manimgx_fonts_of_nobody",))
    with pytest.raises(SettingError, match="pip install manimgx-fonts-of-nobody"):
        fonts()
    fonts.cache_clear()
