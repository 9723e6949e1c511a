"""Run by itself as a program: decodes pictures and reads the codes in them, one question a line and its bytes behind.

It stands apart since the decoders are native code over hostile bytes: when one crashes or takes long, this
process ends and not the workbench. It imports nothing of ours and opens no file and no connection. What it
does is bounded by pixels, frames and tries, never by time, so that the same bytes give the same answer.
"""

import io
import json
import math
import struct
import sys
import warnings
from collections.abc import Callable, Iterator
from typing import Any, cast

import resvg_py
import zxingcpp
from PIL import Image, ImageFile, ImageFilter, ImageOps, UnidentifiedImageError

PIXELS = 40_000_000  # of a picture, before it is decoded
FRAMES = 24  # of an animation; what follows is not looked at
READ_PIXELS = 16_000_000  # over all frames of one picture, as they are read
LARGE = 1_500_000  # pixels: above, only QR codes are looked for, and one way
REDUCED = 8_000_000  # pixels: above, a picture is read at a half, a third ... of its size
SMALL = 400  # pixels of the longer side: below, it is tried enlarged as well
MENDED = 700  # pixels of the longer side: below, one in two tones is tried smoothed, sharpened and mended
MOST_CODES = 64
MEMORY = 2 * 1024**3  # bytes of address space, where the system can hold a process to that

FORMATS = zxingcpp.BarcodeFormats(
    [
        zxingcpp.BarcodeFormat.QRCode,
        zxingcpp.BarcodeFormat.MicroQRCode,
        zxingcpp.BarcodeFormat.RMQRCode,
        zxingcpp.BarcodeFormat.AztecCode,
        zxingcpp.BarcodeFormat.DataMatrix,
        zxingcpp.BarcodeFormat.PDF417,
    ]
)
PDF417 = {"PDF417", "CompactPDF417", "MicroPDF417"}
QR = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
LOCAL, GLOBAL = zxingcpp.Binarizer.LocalAverage, zxingcpp.Binarizer.GlobalHistogram
PLAIN = zxingcpp.TextMode.Plain
BROKEN = (
    OSError, ValueError, SyntaxError, EOFError, struct.error, LookupError, TypeError, ArithmeticError,
    MemoryError, RuntimeError, Image.DecompressionBombError, Image.DecompressionBombWarning,
)  # fmt: skip  # what Pillow raises over bytes that are no picture

# The data masks of QR codes (ISO/IEC 18004, 7.8.2), by row and column.
MASKS: tuple[Callable[[int, int], int], ...] = (
    lambda i, j: (i + j) % 2,
    lambda i, j: i % 2,
    lambda i, j: j % 3,
    lambda i, j: (i + j) % 3,
    lambda i, j: (i // 2 + j // 3) % 2,
    lambda i, j: i * j % 2 + i * j % 3,
    lambda i, j: (i * j % 2 + i * j % 3) % 2,
    lambda i, j: ((i + j) % 2 + i * j % 3) % 2,
)
STRUCTURED_APPEND = 3  # the mode indicator of a part of several (ISO/IEC 18004, 8)

Answer = dict[str, Any]


def main() -> None:
    """Answer until the input ends."""
    Image.MAX_IMAGE_PIXELS = PIXELS // 2  # Pillow warns above that, and the warning is an error here
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = PIXELS
    hold_back()
    questions, answers = sys.stdin.buffer, sys.stdout
    for line in questions:
        asked = json.loads(line)
        data = questions.read(asked["length"])
        print(json.dumps(answer(data, asked)), file=answers, flush=True)


def hold_back() -> None:
    """Give up memory beyond a bound, and writing any file, where the system knows how."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for limit, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(limit, (most, most))
        except (OSError, ValueError):  # macOS holds no process to an address space
            continue


def answer(data: bytes, asked: Answer) -> Answer:
    """The codes of a picture, and its hash where that is asked for; or why it cannot be read."""
    try:
        if asked["format"] == "SVG":
            return of_drawing(data.decode("utf-8"), asked)
        return of_picture(data, asked)
    except UnidentifiedImageError:  # its message names an address in memory
        return {"failed": "what follows its head is no such picture"}
    except BROKEN as why:
        return {"failed": f"{type(why).__name__}: {str(why)[:200]}"}


def of_drawing(text: str, asked: Answer) -> Answer:
    """The codes of a drawing, on the ground that its colours stand out from."""
    drawn = resvg_py.svg_to_bytes(svg_string=text, skip_system_fonts=True, shape_rendering="crisp_edges")
    with Image.open(io.BytesIO(drawn), formats=["PNG"]) as picture:
        codes = read_codes(on_ground(plain(picture)).convert("L"), 0)
    scale = asked["scale"]
    for code in codes:
        code["corners"] = [[round(x / scale), round(y / scale)] for x, y in code["corners"]]
    return {"codes": codes}


def of_picture(data: bytes, asked: Answer) -> Answer:
    """What every frame bears; a picture that is cut short is read as far as it goes, and said so."""
    try:
        return of_frames(data, asked)
    except BROKEN as why:
        ImageFile.LOAD_TRUNCATED_IMAGES = True
        try:
            return {**of_frames(data, asked), "why": f"read as far as it goes: {str(why)[:200]}"}
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = False


def of_frames(data: bytes, asked: Answer) -> Answer:
    """The codes of all frames up to the bounds, each once."""
    codes: dict[tuple[str, str], Answer] = {}
    said: Answer = {"frames": 0}
    with Image.open(io.BytesIO(data), formats=[asked["format"]]) as picture:
        said["of"] = getattr(picture, "n_frames", 1)
        for number, frame in frames(picture, said["of"]):
            said["frames"] = number + 1
            if asked["hash"] and not said.get("hash"):
                said["hash"] = perceptual_hash(frame.convert("L"))
            for code in codes_of(frame, number):
                codes.setdefault((code["format"], code["text"]), code)
    return {**said, "codes": list(codes.values())[:MOST_CODES]}


def frames(picture: Image.Image, of: int) -> Iterator[tuple[int, Image.Image]]:
    """The frames as they are shown, while there is room; one that equals the one before is not shown again."""
    room, last = READ_PIXELS, b""
    for number in range(min(FRAMES, of)):
        picture.seek(number)
        frame = on_ground(plain(picture))
        room -= min(frame.width * frame.height, REDUCED)
        if number and room < 0:
            return
        shown = frame.tobytes() if of > 1 else b""
        if not number or shown != last or number == min(FRAMES, of) - 1:
            yield number, frame
        last = shown


def plain(picture: Image.Image) -> Image.Image:
    """A picture in eight bits a colour."""
    if picture.mode.startswith("I"):  # sixteen bits: Pillow would cut them off at the top
        return picture.convert("I").point(lambda level: level * (1 / 256) + 0).convert("RGB")
    return picture.convert("RGBA" if can_be_seen_through(picture) else "RGB")


def can_be_seen_through(picture: Image.Image) -> bool:
    """Whether something of it may be clear."""
    return picture.mode in {"RGBA", "LA", "PA", "RGBa", "La"} or "transparency" in picture.info


def on_ground(frame: Image.Image) -> Image.Image:
    """A frame in colour; what can be seen through on white, or on black when what is there to see is light."""
    if frame.mode != "RGBA":
        return frame
    clear = frame.getchannel("A").point(lambda level: 255 if level > 127 else 0)
    seen = frame.convert("L").histogram(mask=clear)
    light = sum(seen[192:]) * 10 > sum(seen) * 9
    under = Image.new("RGBA", frame.size, (0, 0, 0, 255) if light else (255, 255, 255, 255))
    return Image.alpha_composite(under, frame).convert("RGB")


def codes_of(frame: Image.Image, number: int) -> list[Answer]:
    """The codes of a frame: in grey, else in one of its colours."""
    codes = read_codes(frame.convert("L"), number)
    if codes or frame.width * frame.height > LARGE or not is_coloured(frame):
        return codes
    found = (located(channel, FORMATS, LOCAL, 1.0, number) for channel in frame.split())
    return next((codes for codes in found if codes), [])


def is_coloured(shown: Image.Image) -> bool:
    """Whether its colours say more than its grey does."""
    bare = shown.resize((16, 16), Image.Resampling.BOX).tobytes()
    return any(max(bare[place : place + 3]) - min(bare[place : place + 3]) > 48 for place in range(0, 768, 3))


def read_codes(grey: Image.Image, number: int) -> list[Answer]:
    """The codes of a grey picture: the first way of looking that shows any."""
    size = grey.width * grey.height
    if size > LARGE:
        by = math.ceil(math.sqrt(size / REDUCED)) if size > REDUCED else 1
        return located(grey.reduce(by) if by > 1 else grey, QR, LOCAL, 1.0 / by, number)
    if contrast(grey) < 4:  # one colour
        return []
    for picture, binarizer, scale in ways(grey):
        codes = located(picture, FORMATS, binarizer, scale, number)
        if codes:
            return codes
    return []


def ways(grey: Image.Image) -> Iterator[tuple[Image.Image, zxingcpp.Binarizer, float]]:
    """A picture in the ways in which it is looked at, each with its scale."""
    yield grey, LOCAL, 1.0
    yield grey, GLOBAL, 1.0
    bright = ImageOps.autocontrast(grey) if contrast(grey) < 128 else grey
    longer = max(grey.size)
    if longer <= SMALL:
        by = max(2, min(4, SMALL // longer))
        large = bright.resize((grey.width * by, grey.height * by), Image.Resampling.BICUBIC)
        yield large, LOCAL, float(by)
    elif bright is not grey:
        yield bright, LOCAL, 1.0
    if longer <= MENDED and is_two_toned(grey):
        yield bright.filter(ImageFilter.GaussianBlur(1.5)), GLOBAL, 1.0
        yield bright.filter(ImageFilter.UnsharpMask(3, 300, 0)), GLOBAL, 1.0
        by = 2 if longer <= SMALL else 1
        large = bright.resize((grey.width * by, grey.height * by), Image.Resampling.BICUBIC)
        yield large.filter(ImageFilter.MedianFilter(5)), LOCAL, float(by)


def is_two_toned(grey: Image.Image) -> bool:
    """Whether most of a picture is nearly as dark as its darkest or as light as its lightest."""
    counts = ImageOps.autocontrast(grey, cutoff=1).histogram()
    return sum(counts[80:176]) * 5 < sum(counts) * 2


def contrast(grey: Image.Image) -> int:
    """The levels between the darkest and the lightest."""
    low, high = cast("tuple[int, int]", grey.getextrema())
    return high - low


def located(
    picture: Image.Image, formats: Any, binarizer: zxingcpp.Binarizer, scale: float, number: int
) -> list[Answer]:
    """One look at a picture; places are those of the picture before it was scaled."""
    return [
        {
            "format": found.format.name,
            "text": found.text,
            "corners": [[round(point.x / scale), round(point.y / scale)] for point in corners(found)],
            "frame": number,
            "part": part(found),
        }
        for found in zxingcpp.read_barcodes(picture, formats=formats, binarizer=binarizer, text_mode=PLAIN)[
            :MOST_CODES
        ]
        if found.text and is_sure(found)
    ]


def is_sure(found: Any) -> bool:
    """Whether a code says what was printed: a PDF417 whose correction was all used up is misread.

    Measured 2026-11-25: all of 13 misread ones had none left, none of 420 that were read aright.
    """
    return found.format.name not in PDF417 or found.extra.get("UEC", 0) > 0


def corners(found: Any) -> tuple[Any, ...]:
    """Its corners from the code's own top left, clockwise."""
    where = found.position
    return where.top_left, where.top_right, where.bottom_right, where.bottom_left


def part(found: Any) -> int | None:
    """Which part of several a QR code is; nothing when it stands alone.

    The mode and the number stand in the first codeword: the eight modules from the lower right corner upwards.
    """
    if found.format.name != "QRCode" or "DataMask" not in found.extra:
        return None
    drawn = memoryview(found.to_image(scale=1, add_quiet_zones=False))
    side, mask = math.isqrt(drawn.nbytes), MASKS[found.extra["DataMask"] % 8]
    codeword = 0
    for bit in range(8):
        row, column = side - 1 - bit // 2, side - 1 - bit % 2
        codeword = codeword * 2 + ((drawn[row, column] == 0) ^ (mask(row, column) == 0))
    return codeword & 15 if codeword >> 4 == STRUCTURED_APPEND else None


ONE = 1 << 14
COSINES = [[round(ONE * math.cos(math.pi * (2 * x + 1) * u / 64)) for x in range(32)] for u in range(8)]
TELLING = 24  # of 64 bits: a plain run from dark to light has one wave, as all such have
FLAT = 24  # grey levels: a picture with less between its parts says nothing


def perceptual_hash(grey: Image.Image) -> str:
    """The 64 slowest waves of a picture, each above or below their median, as hex; empty where few differ.

    The method is pHash's (Zauner 2010: 32 by 32, DCT, 8 by 8), in whole numbers so that machines agree.
    """
    pixels = grey.resize((32, 32), Image.Resampling.BOX).tobytes()
    if max(pixels) - min(pixels) < FLAT:
        return ""
    rows = [
        [sum(wave * pixels[32 * y + x] for x, wave in enumerate(waves)) for waves in COSINES]
        for y in range(32)
    ]
    slow = [sum(wave * rows[y][u] for y, wave in enumerate(waves)) for waves in COSINES for u in range(8)]
    median = sorted(slow)[32]
    bits = 0
    for each in slow:
        bits = bits * 2 + (each > median)
    return f"{bits:016x}" if bits.bit_count() >= TELLING else ""


if __name__ == "__main__":
    main()
