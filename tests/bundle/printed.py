"""What a printed page says: the text of a PDF, as a reader's program takes it out, and the files attached to it."""

import json
import re
from pathlib import Path
from typing import Any

import pypdfium2


def pages_of(path: Path) -> list[str]:
    """The text of each page, its line ends as blanks."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [re.sub(r"\s+", " ", page.get_textpage().get_text_bounded()) for page in document]
    finally:
        document.close()


def text_of(path: Path) -> str:
    """All text without its blanks: a long value goes over several lines."""
    return re.sub(r"\s+", "", "".join(pages_of(path)))


def attached_to(path: Path) -> dict[str, Any]:
    """The JSON file that is attached to an exhibit."""
    document = pypdfium2.PdfDocument(path)
    try:
        [attached] = [document.get_attachment(number) for number in range(document.count_attachments())]
        assert attached.get_name() == "exhibit.json"
        read: dict[str, Any] = json.loads(bytes(attached.get_data()))
        return read
    finally:
        document.close()


def overflowing(path: Path, *, margin: float) -> list[tuple[int, str]]:
    """The characters that stand outside the page or within so many points of its edge: page and character."""
    document = pypdfium2.PdfDocument(path)
    found = []
    try:
        for number, page in enumerate(document, 1):
            width, height = page.get_size()
            text = page.get_textpage()
            for index in range(text.count_chars()):
                left, bottom, right, top = text.get_charbox(index)
                shown = text.get_text_range(index, 1)
                is_out = left < margin or right > width - margin or bottom < margin or top > height - margin
                if shown.strip() and is_out:
                    found.append((number, shown))
    finally:
        document.close()
    return found
