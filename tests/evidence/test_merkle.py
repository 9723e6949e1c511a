"""The ledger's tree against RFC 6962's own words, and against the vectors that its logs are tested with."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint.evidence.merkle import EMPTY, Tree, is_consistent, is_included, leaf_hash, node_hash

# certificate-transparency, merkletree tests: eight leaves and the head over the first 1 to 8 of them.
LEAVES = tuple(
    map(
        bytes.fromhex,
        ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"),
    )
)
HEADS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
KNOWN = Tree(map(leaf_hash, LEAVES))
DATA = st.lists(st.binary(max_size=6), min_size=1, max_size=40)


def split(count: int) -> int:
    """The largest power of two below a count."""
    k = 1
    while 2 * k < count:
        k *= 2
    return k


def head(data: list[bytes]) -> bytes:
    """MTH of RFC 6962, 2.1, word for word."""
    if not data:
        return EMPTY
    if len(data) == 1:
        return leaf_hash(data[0])
    k = split(len(data))
    return node_hash(head(data[:k]), head(data[k:]))


def path(m: int, data: list[bytes]) -> list[bytes]:
    """PATH of RFC 6962, 2.1.1, word for word."""
    if len(data) == 1:
        return []
    k = split(len(data))
    if m < k:
        return [*path(m, data[:k]), head(data[k:])]
    return [*path(m - k, data[k:]), head(data[:k])]


def subproof(m: int, data: list[bytes], *, whole: bool) -> list[bytes]:
    """SUBPROOF of RFC 6962, 2.1.2, word for word."""
    if m == len(data):
        return [] if whole else [head(data)]
    k = split(len(data))
    if m <= k:
        return [*subproof(m, data[:k], whole=whole), head(data[k:])]
    return [*subproof(m - k, data[k:], whole=False), head(data[:k])]


def flipped(text: bytes) -> bytes:
    return bytes([text[0] ^ 1]) + text[1:]


@pytest.mark.parametrize(("size", "known"), list(enumerate(HEADS, 1)))
def test_the_head_is_the_known_one(size: int, known: str) -> None:
    assert Tree(map(leaf_hash, LEAVES[:size])).head().hex() == known
    assert KNOWN.head(size).hex() == known


def test_the_head_of_nothing_is_the_digest_of_nothing() -> None:
    assert Tree().head().hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_a_proof_is_the_known_one() -> None:
    assert [step.hex() for step in KNOWN.inclusion(0, 8)] == [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]
    assert [step.hex() for step in KNOWN.consistency(6, 8)] == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


@given(DATA, st.data())
def test_an_inclusion_proof_is_that_of_the_rfc_and_holds(data: list[bytes], draw: st.DataObject) -> None:
    tree = Tree(map(leaf_hash, data))
    size = draw.draw(st.integers(1, len(data)))
    index = draw.draw(st.integers(0, size - 1))
    proof = tree.inclusion(index, size)
    assert proof == path(index, data[:size])
    assert is_included(leaf_hash(data[index]), index, size, proof, head(data[:size]))


@given(DATA, st.data())
def test_no_other_inclusion_proof_holds(data: list[bytes], draw: st.DataObject) -> None:
    tree = Tree(map(leaf_hash, data))
    index = draw.draw(st.integers(0, len(data) - 1))
    leaf, size, proof, top = leaf_hash(data[index]), len(data), tree.inclusion(index), tree.head()
    assert not is_included(flipped(leaf), index, size, proof, top)
    assert not is_included(leaf, index, size, proof, flipped(top))
    assert not is_included(leaf, index, size, [*proof, top], top)
    assert not is_included(leaf, -1, size, proof, top)
    assert not is_included(leaf, size, size, proof, top)
    for place in range(len(proof)):
        cut, bent = [*proof[:place], *proof[place + 1 :]], list(proof)
        bent[place] = flipped(proof[place])
        assert not is_included(leaf, index, size, cut, top)
        assert not is_included(leaf, index, size, bent, top)
        bent[place] = proof[place][:31]
        assert not is_included(leaf, index, size, bent, top)


@given(DATA, st.data())
def test_a_consistency_proof_is_that_of_the_rfc_and_holds(data: list[bytes], draw: st.DataObject) -> None:
    tree = Tree(map(leaf_hash, data))
    new = draw.draw(st.integers(1, len(data)))
    old = draw.draw(st.integers(1, new))
    proof = tree.consistency(old, new)
    assert proof == subproof(old, data[:new], whole=True)
    assert is_consistent(old, new, head(data[:old]), head(data[:new]), proof)


@given(DATA, st.data())
def test_no_other_consistency_proof_holds(data: list[bytes], draw: st.DataObject) -> None:
    tree, new = Tree(map(leaf_hash, data)), len(data)
    old = draw.draw(st.integers(1, new))
    before, after, proof = tree.head(old), tree.head(), tree.consistency(old)
    assert not is_consistent(old, new, flipped(before), after, proof)
    assert not is_consistent(old, new, before, flipped(after), proof)
    assert not is_consistent(old, new, before, after, [*proof, after])
    assert not is_consistent(new + 1, new, before, after, proof)
    for place in range(len(proof)):
        cut, bent = [*proof[:place], *proof[place + 1 :]], list(proof)
        bent[place] = flipped(proof[place])
        assert not is_consistent(old, new, before, after, cut)
        assert not is_consistent(old, new, before, after, bent)


def test_a_proof_that_goes_on_behind_the_root_or_ends_before_it_does_not_hold() -> None:
    leaf, other = leaf_hash(b"leaf"), leaf_hash(b"other")
    assert is_included(leaf, 0, 1, [], leaf)
    assert not is_included(leaf, 0, 1, [other], node_hash(other, leaf))
    assert not is_included(leaf, 0, 1, [other], node_hash(leaf, other))
    assert not is_included(leaf, 0, 2, [], leaf)
    assert not is_consistent(1, 2, leaf, leaf, [])
    longer = [node_hash(leaf, other), leaf]
    assert not is_consistent(1, 2, leaf, node_hash(node_hash(leaf, longer[0]), leaf), longer)


def test_an_empty_tree_is_the_beginning_of_every_tree_without_proof() -> None:
    assert KNOWN.consistency(0, 8) == []
    assert is_consistent(0, 8, EMPTY, KNOWN.head(), [])
    assert not is_consistent(0, 8, EMPTY, KNOWN.head(), [KNOWN.head()])
    assert not is_consistent(0, 8, KNOWN.head(), KNOWN.head(), [])


def test_a_tree_tells_its_older_heads_after_it_has_grown() -> None:
    tree, heads = Tree(), [EMPTY]
    for number in range(70):
        tree.append(leaf_hash(b"%d" % number))
        heads.append(tree.head())
    assert [tree.head(size) for size in range(71)] == heads
    assert all(one != other for one, other in pairwise(heads))


@pytest.mark.parametrize(
    "ask",
    [
        lambda: KNOWN.head(9),
        lambda: KNOWN.head(-1),
        lambda: KNOWN.inclusion(8, 8),
        lambda: KNOWN.inclusion(-1),
        lambda: KNOWN.consistency(5, 4),
        lambda: KNOWN.consistency(1, 9),
    ],
)
def test_what_the_tree_does_not_have_is_refused(ask: object) -> None:
    with pytest.raises(ValueError):
        ask()  # type: ignore[operator]
