"""The codes and hashes of pictures: QR codes and their like as texts, in files and drawn in a page itself.

A picture is looked at by its head (``shapes``), an SVG is written anew (``drawings``), and the decoders run in a
child process (``reader``, ``child``). What cannot be read is an outcome with a reason, never an exception.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from osint.identifiers.layers import Layer, uncoded
from osint.identifiers.pictures.embedded import embedded
from osint.identifiers.pictures.picture import Code, Picture, Reading
from osint.identifiers.pictures.reading import is_known, passed_over, texts
from osint.identifiers.pictures.shapes import Shape, shape
from osint.records import Find, Where

__all__ = [
    "Code",
    "Picture",
    "Placed",
    "Reading",
    "data_uris",
    "drawn",
    "finds",
    "finds_in_picture",
    "is_picture",
    "texts",
]

PAGE_PIXELS = 24_000_000  # of the pictures in one page; what follows is passed over and said so
PAGE_DRAWINGS = 24  # SVGs of one page that are drawn
PAGE_PICTURES = 200  # other pictures of one page that are decoded


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture that is drawn in a page, and where: its layer's path with its name and offset."""

    path: tuple[str, ...]
    picture: Picture


def is_picture(body: bytes) -> bool:
    """Whether a body is a picture, by its first bytes."""
    return shape(body) is not None


def finds(data: bytes, path: tuple[str, ...] = ("body",)) -> list[Find]:
    """The identifiers in the codes of a picture: each stands in an image, at its bytes within the decoded text."""
    return [find for layer in _layers(texts(data), path) for find in _scanned(layer)]


def finds_in_picture(head: bytes, body: bytes) -> list[Find]:
    """The identifiers of an HTTP answer that is a picture: those in its codes, and its hashes where it is a banner.

    An answer that is no picture gives nothing. Where an SVG also bears text or data: addresses, the scan of its
    text and ``data_uris`` read those.
    """
    layer = uncoded(head, body)
    if not is_picture(layer.data):
        return []
    return [*hashes(layer), *finds(layer.data, layer.path)]


def hashes(layer: Layer) -> list[Find]:
    """The sha256 and the perceptual hash of a picture that has a banner's shape and more than one colour."""
    from osint.identifiers import kind  # the shelf's list reads its catalogue first

    picture = texts(layer.data)
    if not picture.banner:
        return []
    span = (0, len(layer.data))
    made = (
        kind(name).find(value, path=layer.path, span=span, where=Where.IMAGE)
        for name, value in (("image_sha256", picture.sha256), ("banner_hash", picture.banner))
    )
    return [find for find in made if find is not None]


def data_uris(layer: Layer) -> Iterator[Layer]:
    """A layer for each code that is drawn in a page: in data: addresses, base64 in scripts, SVG within the markup.

    To be scanned with ``where=Where.IMAGE``. A path is the page's own with ``data-uri 1234`` (``base64 1234``,
    ``svg 1234``: the offset in the page) and ``qr 0``.
    """
    for placed in drawn(layer):
        yield from _layers(placed.picture, placed.path)


def drawn(layer: Layer) -> Iterator[Placed]:
    """Every picture that is drawn in a page, with how its reading ended."""
    left = {"pixels": PAGE_PIXELS, "drawings": PAGE_DRAWINGS, "pictures": PAGE_PICTURES}
    for each in embedded(layer.data):
        seen = shape(each.data) or Shape("SVG")
        cost = {"drawings": 1} if seen.format == "SVG" else {"pixels": seen.area, "pictures": 1}
        if is_known(each.data) or passed_over(each.data, seen):
            picture = texts(each.data)
        elif any(left[what] < much for what, much in cost.items()):
            picture = Picture(Reading.PASSED_OVER, "the page has more pictures than are read", seen.format)
        else:
            left.update({what: left[what] - much for what, much in cost.items()})
            picture = texts(each.data)
        yield Placed((*layer.path, f"{each.name} {each.start}"), picture)


def _layers(picture: Picture, path: tuple[str, ...]) -> Iterator[Layer]:
    for code in picture.codes:
        yield Layer((*path, code.name), code.text.encode("utf-8", "replace"), is_markup=False)


def _scanned(layer: Layer) -> list[Find]:
    from osint.identifiers.scan import scan  # the scan reads pictures too

    return scan(layer.data, path=layer.path, where=Where.IMAGE)
