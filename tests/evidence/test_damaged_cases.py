"""A damaged case opens, or says that it is broken; it never gives what was not kept, nor any other error."""

import random
from pathlib import Path

import pytest
from evidence_cases import filled, ledger_of, opened, page, segment_of

from osint.errors import EvidenceBroken, OsintError


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Bytes as disks, crashes and meddlers leave them."""
    place, length = chance.randrange(len(data)), chance.randrange(1, 200)
    before, after = data[:place], data[place + length :]
    return chance.choice(
        [
            before,
            before + after,
            before + bytes(length) + after,
            before + chance.randbytes(length) + data[place:],
            before + bytes([data[place] ^ 1 << chance.randrange(8)]) + data[place + 1 :],
        ]
    )


@pytest.mark.parametrize("seed", range(30))
def test_what_can_be_read_of_it_is_what_was_kept(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    kept = {each.id: each for each in filled(tmp_path, 4)}
    opened(tmp_path).withdraw(page(1).id, "order of the court")
    path = chance.choice([ledger_of(tmp_path), segment_of(tmp_path)])
    path.write_bytes(damaged(path.read_bytes(), chance))
    said: dict[str, str] = {}
    try:
        with opened(tmp_path) as store:
            for name in store.names():
                try:
                    assert store.read(name) == kept[name]
                except OsintError as why:
                    said[name] = str(why)
            further = store.keep(page(99))
        assert opened(tmp_path).read(further.id) == further
    except EvidenceBroken as why:
        said["restore"] = str(why)
    assert all(name in words for name, words in said.items())
