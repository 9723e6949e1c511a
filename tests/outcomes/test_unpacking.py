"""Content codings undone, never to more bytes than wanted."""

import gzip
import zlib

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from osint.outcomes.unpacking import MEMBERS, BrokenCoding, codings, undone

PACK = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstandard.compress,
}


@pytest.mark.parametrize("coding", PACK)
@given(data=st.binary(max_size=3000), most=st.integers(1, 4000))
def test_packing_and_unpacking_gives_the_beginning_back(coding: str, data: bytes, most: int) -> None:
    assert undone(coding, PACK[coding](data), most) == data[:most]


def test_deflate_may_stand_bare() -> None:
    pack = zlib.compressobj(wbits=-15)
    assert undone("deflate", pack.compress(b"hello") + pack.flush(), 99) == b"hello"


@pytest.mark.parametrize("coding", PACK)
def test_a_bomb_gives_no_more_than_wanted(coding: str) -> None:
    assert undone(coding, PACK[coding](b"\0" * 2_000_000), 1000) == b"\0" * 1000


def test_every_member_of_a_gzip_is_read_and_what_follows_is_not() -> None:
    body = gzip.compress(b"one ") + gzip.compress(b"two ") + gzip.compress(b"three") + b"junk"
    assert undone("gzip", body, 99) == b"one two three"
    assert undone("gzip", body, 6) == b"one tw"
    assert undone("gzip", gzip.compress(b"a") * (MEMBERS + 9), 10**6) == b"a" * MEMBERS


@pytest.mark.parametrize("coding", [*PACK, "compress", "", "GZIP"])
def test_what_does_not_hold_or_is_not_known_says_so(coding: str) -> None:
    with pytest.raises(BrokenCoding):
        undone(coding, b"<html>not packed at all</html>", 99)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_a_body_cut_short_gives_its_beginning(coding: str) -> None:
    whole = bytes(range(256)) * 2000
    packed = PACK[coding](whole)
    assert whole.startswith(undone(coding, packed[: len(packed) // 2], len(whole)))


@pytest.mark.parametrize(
    ("named", "found"),
    [(b"gzip", ["gzip"]), (b" GZip , br", ["br", "gzip"]), (b"", []), (b"identity", []), (b"gzip,,identity", ["gzip"]),
     (b"\xff", ["\ufffd"])],
)  # fmt: skip
def test_codings_are_named_the_outermost_first(named: bytes, found: list[str]) -> None:
    assert codings(named) == found


@pytest.mark.parametrize("coding", PACK)
@given(noise=st.binary(max_size=300), keep=st.integers(0, 30))
def test_no_bytes_bring_it_down(coding: str, noise: bytes, keep: int) -> None:
    try:
        found = undone(coding, PACK[coding](b"hello")[:keep] + noise, 5000)
    except BrokenCoding:
        return
    assert len(found) <= 5000
