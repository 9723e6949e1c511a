"""An SVG written anew with nothing in it but shapes: what a renderer may be given from a stranger.

A renderer reads files that a drawing names, and crashes over one that is nested deeply (both seen with resvg
0.47 on 2026-11-25). So only elements and attributes that can draw a code are taken over; a reference stays
when it points within the drawing; entities, pictures, filters, masks and text go. One linear pass over the tags
reads SVG files and SVG within HTML alike.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from osint.errors import FormatError

MOST_BYTES = 768 * 1024
MOST_ELEMENTS = 16_000  # the largest QR code has about as many dark modules
MOST_DEEP = 48
MOST_CLIPS = 48  # each is a picture of its own to the renderer
MOST_RULES = 64  # of a style sheet: each is held against every element
FAR = 100  # times the size of the drawing: what reaches beyond takes the renderer minutes
SIDE = 640  # pixels of the longer side, as it is drawn
LEAST = 5.0  # units of the longer side
WIDE = 8  # times as wide as high, or as high as wide: no code is longer

TAG = re.compile(
    r"""<(?:(!--)|([!?])|(/?+)(?:svg:)?([A-Za-z][^\s/>]*+)"""
    r"""((?:[^>"']++|"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))*+)(?:>|\Z))"""
)
ATTRIBUTE = re.compile(r"""([A-Za-z][A-Za-z:-]*+)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""")
NUMBER = re.compile(r"\s*([0-9]{1,7}(?:\.[0-9]{1,9})?)\s*(?:px)?\s*")
SHAPES = frozenset({"rect", "path", "polygon", "polyline", "line", "circle", "ellipse", "use"})
GROUPS = {name.lower(): name for name in ("svg", "g", "a", "defs", "symbol", "clipPath", "style")}
ELEMENTS = {**GROUPS, **{name: name for name in SHAPES}}
ATTRIBUTES = {
    name.lower(): name
    for name in (
        "d", "x", "y", "width", "height", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "points",
        "stroke-width", "transform", "viewBox", "preserveAspectRatio", "clipPathUnits", "id", "class",
    )
}  # fmt: skip
STYLES = frozenset({"fill", "stroke", "stroke-width", "fill-rule", "clip-rule", "display", "visibility"})
LEFT_OUT = {
    name: re.compile(rf"</(?:svg:)?{name}[\s>]", re.IGNORECASE)
    for name in ("mask", "pattern", "marker", "filter", "foreignobject", "metadata", "script", "text")
}
RULE = re.compile(r"([^{}]{1,200})\{([^{}]{0,400})\}")
SELECTOR = re.compile(r"\s*(?:[.#]?[\w-]{1,60}\s*,?\s*){1,12}", re.ASCII)
PAINT = re.compile(
    r"(?:#[0-9a-fA-F]{3,8}|[a-zA-Z]{3,24}|[0-9.]{1,12}(?:px|%)?|(?:rgb|hsl)a?\([0-9., %deg/-]{1,60}\))"
)
SEE_THROUGH = re.compile(r"((?:rgb|hsl))a?\(([^,)]{1,12}),([^,)]{1,12}),([^,)]{1,12})(?:,[^)]{1,12})?\)")
POWERS = re.compile(r"\d[eE]\+?\d|skew|inf|nan")
LARGE = re.compile(r"[0-9]{3,30}")
ZOOMS = re.compile(r"(?:scale|matrix)\s*\(([^)]{0,200})\)")
WITHIN = re.compile(r"#[^\s\"'()]{1,200}")
CLIP = re.compile(r"""url\(\s*["']?(#[^\s"'()]{1,200})["']?\s*\)""")
FIGURE = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?|\.[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing that may be given to a renderer, and how many of its pixels make one unit."""

    text: str
    scale: float


@dataclass(slots=True)
class _Open:
    name: str
    id: str
    zoom: float = 1.0  # of what stands within
    holds: int = 0  # elements within


@dataclass(slots=True)
class _Writing:
    """A drawing while it is written: the parts, what is open, what is referred to."""

    parts: list[str] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    sizes: dict[str, int] = field(default_factory=dict)  # elements within each that has an id
    copied: list[str] = field(default_factory=list)  # by id, once for each use or clip
    uses: int = 0
    elements: int = 0
    clips: int = 0
    scale: float = 1.0
    box: float = 10_000.0  # the longer side in units


def drawing(text: str) -> Drawing:
    """A drawing with nothing but shapes.

    Raises:
        FormatError: when it is none, states no size, or is larger than the bounds.
    """
    if len(text) > MOST_BYTES:
        raise FormatError(f"a drawing of {len(text)} bytes: at most {MOST_BYTES} are read")
    writing = _Writing()
    for slash, name, attributes, closed, content in _tags(text):
        if not writing.open and (slash or name != "svg"):
            continue
        if slash:
            _close(writing, name)
        else:
            _begin(writing, name, attributes, closed)
            if name == "style":
                writing.parts.append(_sheet(content))
        if not writing.open:
            break
    if not writing.parts:
        raise FormatError("no <svg> in what is said to be a drawing")
    while writing.open:
        _close(writing, writing.open[-1].name)
    spread = writing.elements + sum(writing.sizes.get(target, 0) for target in writing.copied)
    if spread > MOST_ELEMENTS or writing.clips * writing.uses > MOST_CLIPS:
        raise FormatError(f"a drawing of {spread} elements and copies: at most {MOST_ELEMENTS} are drawn")
    return Drawing("".join(writing.parts), writing.scale)


def _tags(text: str) -> Iterator[tuple[str, str, dict[str, str], bool, str]]:
    """The tags whose elements are taken over: end or begin, name, attributes, closed at once, a style's text."""
    found = TAG.search(text)
    while found is not None:
        comment, dropped, slash, named, inside = found.groups()
        place = found.end()
        if comment or dropped:
            place = _end(text, "-->" if comment else ">", place)
        name, closed = (named or "").lower(), (inside or "").rstrip().endswith("/")
        if name in ELEMENTS:
            stop = _end(text, "</", place) if name == "style" and not slash and not closed else place
            yield slash, ELEMENTS[name], _attributes(inside), closed, text[place:stop]
            place = stop
        elif name in LEFT_OUT and not slash and not closed:
            end = LEFT_OUT[name].search(text, place)
            place = end.end() if end else len(text)
        found = TAG.search(text, place)


def _end(text: str, mark: str, place: int) -> int:
    """Where the next mark stands, or the text ends."""
    found = text.find(mark, place)
    return len(text) if found < 0 else found


def _attributes(inside: str) -> dict[str, str]:
    """The attributes that may be taken over, entities undone."""
    kept: dict[str, str] = {}
    for found in ATTRIBUTE.finditer(inside):
        name, value = found[1].lower(), html.unescape(found[2] or found[3] or found[4] or "")
        if name in {"href", "xlink:href"} and WITHIN.fullmatch(value):
            kept["href"] = value
        elif name == "clip-path" and (clip := CLIP.fullmatch(value.strip())):
            kept["clip-path"] = f"url({clip[1]})"
        elif name == "style":
            kept["style"] = _declared(value)
        elif name in STYLES and (paint := _paint(value)):
            kept[name] = paint
        elif name in ATTRIBUTES:
            kept[ATTRIBUTES[name]] = value
    return kept


def _sheet(text: str) -> str:
    """The rules of a style sheet that say how shapes are painted, the first of them."""
    rules = [
        f"{rule[1].strip()}{{{_declared(rule[2])}}}"
        for rule in islice(RULE.finditer(text), MOST_RULES)
        if SELECTOR.fullmatch(rule[1])
    ]
    return html.escape(" ".join(rules), quote=False)


def _declared(text: str) -> str:
    """What a style says of paint."""
    said = (each.partition(":") for each in text.split(";"))
    kept = ((name.strip().lower(), _paint(value)) for name, _, value in said)
    return ";".join(f"{name}:{value}" for name, value in kept if name in STYLES and value)


def _paint(value: str) -> str:
    """A colour or word without what lets the ground through, which takes the renderer a hundred times as long.

    Empty for anything else: a shape that is filled with a gradient is filled with black.
    """
    plain = value.partition("!")[0].strip()
    if not PAINT.fullmatch(plain):
        return ""
    if plain.startswith("#"):
        return plain[: {5: 4, 9: 7}.get(len(plain), len(plain))]
    return "none" if plain == "transparent" else SEE_THROUGH.sub(r"\1(\2,\3,\4)", plain)


def _begin(writing: _Writing, name: str, attributes: dict[str, str], closed: bool) -> None:
    """Write an element's begin, within the bounds."""
    if len(writing.open) >= MOST_DEEP:
        raise FormatError(f"a drawing that is nested deeper than {MOST_DEEP}")
    writing.elements += 1
    if writing.elements > MOST_ELEMENTS:
        raise FormatError(f"a drawing of more than {MOST_ELEMENTS} elements")
    if name != "use":
        attributes.pop("href", None)
    elif not _may_be_used(writing, attributes):
        attributes = {"display": "none"}
    zoom = _zoom(writing, name, attributes)
    if name == "clipPath" or any(each.name == "clipPath" for each in writing.open):
        attributes.pop("clip-path", None)  # clips of clips multiply
    if "clip-path" in attributes:
        writing.clips += 1
        writing.copied.append(attributes["clip-path"][5:-1])
        if writing.clips > MOST_CLIPS:
            raise FormatError(f"a drawing with more than {MOST_CLIPS} clips")
    if not writing.open:
        attributes, writing.scale, writing.box = _sized(attributes)
    written = "".join(f' {key}="{_quoted(value)}"' for key, value in attributes.items())
    space = "" if writing.open else ' xmlns="http://www.w3.org/2000/svg"'
    writing.parts.append(f"<{name}{space}{written}>")
    writing.open.append(_Open(name, attributes.get("id", ""), zoom))
    if closed or name in SHAPES:
        _close(writing, name)


def _zoom(writing: _Writing, name: str, attributes: dict[str, str]) -> float:
    """How much larger a shape is drawn than it is written; no number may reach far beyond the drawing."""
    zoom = writing.open[-1].zoom if writing.open else 1.0
    for found in ZOOMS.finditer(attributes.get("transform", "")):
        zoom *= max([1.0, *(float(each) for each in FIGURE.findall(found[1])[:4])])
    if name == "symbol" or (name == "svg" and writing.open):
        zoom *= max(
            1.0,
            SIDE / max([0.1, *(float(each) for each in FIGURE.findall(attributes.get("viewBox", "640")))]),
        )
    for key, value in attributes.items():
        if key in {"id", "class", "href"}:
            continue
        figures = (float(found[0]) for found in LARGE.finditer(value))
        if POWERS.search(value) or max(figures, default=1.0) * zoom > FAR * writing.box:
            raise FormatError("a drawing with numbers that no code has")
    return zoom


def _may_be_used(writing: _Writing, attributes: dict[str, str]) -> bool:
    """Whether a copy is one of a first degree: what is itself copied may hold no copies, or they multiply."""
    attributes.pop("id", None)
    within = any(each.id or each.name in {"defs", "symbol", "clipPath"} for each in writing.open[1:])
    if within or "href" not in attributes:
        return False
    writing.copied.append(attributes["href"][1:])
    writing.uses += 1
    return True


def _close(writing: _Writing, name: str) -> None:
    """End the last element of that name and what was left open in it; an end without a begin is passed over."""
    if all(each.name != name for each in writing.open):
        return
    while writing.open:
        last = writing.open.pop()
        writing.parts.append(f"</{last.name}>")
        if last.id:
            writing.sizes[last.id] = max(writing.sizes.get(last.id, 0), last.holds + 1)
        if writing.open:
            writing.open[-1].holds += last.holds + 1
        if last.name == name:
            return


def _sized(attributes: dict[str, str]) -> tuple[dict[str, str], float, float]:
    """The outermost element's attributes with a size of our own, the scale that it gives, and its longer side."""
    box = [
        float(each) for each in re.findall(r"-?[0-9]{1,9}(?:\.[0-9]{1,9})?", attributes.get("viewBox", ""))
    ]
    width, height = (NUMBER.fullmatch(attributes.get(side, "")) for side in ("width", "height"))
    if len(box) != 4:
        if not width or not height:
            raise FormatError("a drawing that states no size")
        box = [0.0, 0.0, float(width[1]), float(height[1])]
    wide, high = box[2:]
    if not (0 < wide <= WIDE * high and 0 < high <= WIDE * wide and max(wide, high) >= LEAST):
        raise FormatError(f"a drawing {wide:g} wide and {high:g} high holds no code")
    scale = SIDE / max(wide, high)
    if scale > 1:
        scale = float(int(scale))  # a module is a whole number of pixels
    kept = {name: value for name, value in attributes.items() if name not in {"x", "y", "id"}}
    sizes = {"width": str(max(1, round(wide * scale))), "height": str(max(1, round(high * scale)))}
    return {**kept, "viewBox": " ".join(f"{each:g}" for each in box), **sizes}, scale, max(wide, high)


def _quoted(value: str) -> str:
    """A value as XML holds it, without the characters that XML does not know."""
    return html.escape("".join(each if each >= " " else " " for each in value))
