"""Worlds: the same seed makes the same world, in every process."""

import os
import subprocess
import sys
from pathlib import Path

PRINTED = """
import hashlib
from worlds.world import make
told = make(21, scale=0.5)
print(len(told.owner), hashlib.sha256(repr((told.owner, told.observations)).encode()).hexdigest())
"""


def _printed(hash_seed: str) -> str:
    folder = Path(__file__).parents[1]
    known = os.environ | {"PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(folder)}
    return subprocess.run(
        [sys.executable, "-c", PRINTED], env=known, check=True, capture_output=True, text=True
    ).stdout


def test_a_seed_makes_one_world_however_sets_are_ordered() -> None:
    one = _printed("1")
    assert one == _printed("2")
    assert int(one.split()[0]) > 50
