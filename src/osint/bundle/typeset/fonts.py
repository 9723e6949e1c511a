"""The fonts that pages are set in: Noto, as two packages bring it, and what lies in ``OSINT_FONT_DIR``.

The system's own fonts are left aside: the same package must give the same page on every machine.
"""

import os
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from osint.bundle.typeset.characters import characters
from osint.bundle.typeset.legible import Faces, legible
from osint.errors import SettingError

if TYPE_CHECKING:  # 80 MB, read when a page is set
    import typst

PACKAGES = ("manimgx_fonts", "manimgx_fonts_cjk")
FOLDER = "OSINT_FONT_DIR"
ENDINGS = frozenset({".ttf", ".otf", ".ttc", ".otc"})
LETTERS = "Noto Sans"
FIXED = "DejaVu Sans Mono"  # the typesetter's own
OWN = frozenset({FIXED, "Libertinus Serif", "New Computer Modern", "New Computer Modern Math"})


@dataclass(frozen=True, slots=True)
class Fonts:
    """Folders with fonts, what their faces cover, and their families by name."""

    folders: tuple[Path, ...]
    faces: Faces
    families: tuple[str, ...]

    def ordered(self, first: str) -> tuple[str, ...]:
        """All families in the order in which they are tried: Latin letters, then a language's own, then the rest."""
        return tuple(dict.fromkeys((LETTERS, first, *self.families)))

    def legible(self, text: str, *, longest: int = 4000) -> str:
        """A text as these fonts can show it."""
        return legible(text, self.faces, longest=longest)


@cache
def fonts(further: str | None = None) -> Fonts:
    """The fonts at hand; ``further`` is a folder of one's own, else the one that ``OSINT_FONT_DIR`` names.

    Raises:
        SettingError: when a package of fonts is missing, or the folder is none or holds what is no font.
    """
    folders = (*map(_of_package, PACKAGES), *_own(further or os.environ.get(FOLDER, "")))
    found = [path for folder in folders for path in _files(folder)]
    faces = {face: None for path in found for face in characters(path)}
    largest_first = tuple(sorted(faces, key=len, reverse=True))
    families = (name for name in searched(folders).families() if name not in OWN)
    return Fonts(folders, largest_first, tuple(families))


def searched(folders: tuple[Path, ...]) -> "typst.Fonts":
    """The same fonts as the typesetter wants them."""
    import typst

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(each) for each in folders]
    )


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in ENDINGS)


def _of_package(name: str) -> Path:
    try:
        return Path(str(files(name)))
    except ModuleNotFoundError as why:
        wheel = name.replace("_", "-")
        raise SettingError(f"the fonts of exhibits are not installed: pip install {wheel}") from why


def _own(folder: str) -> tuple[Path, ...]:
    if not folder:
        return ()
    path = Path(folder)
    if not path.is_dir() or not _files(path):
        raise SettingError(
            f"{FOLDER}: {path} is no folder with fonts (.ttf, .otf, .ttc): correct or unset it"
        )
    return (path,)
