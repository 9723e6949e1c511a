"""Keys numbered as they come: as a dict would, in less room, and whole after Ctrl-C."""

import hashlib
import tracemalloc

import pytest

from osint.evidence.numbering import Numbering


def key(number: int) -> bytes:
    return hashlib.sha256(b"%d" % number).digest()


def test_each_key_has_the_number_of_its_turn_and_keeps_it() -> None:
    numbered = Numbering(32)
    assert [numbered.add(key(each)) for each in range(5000)] == list(range(5000))
    assert [numbered.add(key(each)) for each in range(4999, -1, -1)] == list(range(4999, -1, -1))
    assert [numbered.find(key(each)) for each in (0, 777, 4999, 5000)] == [0, 777, 4999, -1]
    assert list(numbered) == [key(each) for each in range(5000)]
    assert len(numbered) == 5000


def test_keys_of_one_hash_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("osint.evidence.numbering.hash", lambda _: 7, raising=False)
    numbered = Numbering(1)
    assert [numbered.add(bytes([each])) for each in range(40)] == list(range(40))
    assert [numbered.find(bytes([each])) for each in (0, 39, 40)] == [0, 39, -1]


def test_a_key_of_another_length_is_refused_and_found_nowhere() -> None:
    numbered = Numbering(32)
    numbered.add(key(1))
    assert numbered.find(b"") == -1
    with pytest.raises(ValueError, match="a key has 32 bytes, not 0"):
        numbered.add(b"")
    assert len(numbered) == 1


def test_ctrl_c_while_a_key_is_added_leaves_the_others_their_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    numbered = Numbering(32)
    for each in range(4):
        numbered.add(key(each))

    def interrupted(self: Numbering, count: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Numbering, "_larger", interrupted)
        with pytest.raises(KeyboardInterrupt):
            numbered.add(key(4))
    assert (len(numbered), numbered.find(key(4))) == (4, -1)
    assert [numbered.add(key(each)) for each in (9, 4, 2)] == [4, 5, 2]
    assert list(numbered) == [key(each) for each in (0, 1, 2, 3, 9, 4)]


def test_a_key_takes_little_more_room_than_its_bytes() -> None:
    tracemalloc.start()
    try:
        numbered = Numbering(32)
        before, _ = tracemalloc.get_traced_memory()
        for each in range(20_000):
            numbered.add(key(each))
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (after - before) / 20_000 < 60
