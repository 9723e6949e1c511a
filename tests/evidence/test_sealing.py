"""Sealed events: what is withheld of one cannot be read, guessed from it, or put back otherwise than it was."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint import canonical
from osint.bundle import verify
from osint.evidence import sealing
from osint.evidence.ledger import Ledger

NAMES = st.text("abcdefgh-", min_size=1, max_size=8).filter(lambda name: name not in sealing.OPEN | {"salt"})
VALUES = st.recursive(
    st.text(st.characters(exclude_categories=["Cs"]))
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.booleans()
    | st.none(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", max_size=3), inner, max_size=3)
    ),
    max_leaves=5,
)


def event(**fields: Any) -> dict[str, Any]:
    return {"n": 0, "type": "lead", "written": "2026-03-01T12:00:00.000000Z", "salt": "ab" * 16, **fields}


@given(st.dictionaries(NAMES, VALUES, max_size=5), st.data())
def test_a_redacted_event_has_the_leaf_of_the_whole_one_for_writer_and_verifier(
    fields: dict[str, Any], data: st.DataObject
) -> None:
    whole = event(**fields)
    shown = data.draw(st.sets(st.sampled_from(sorted(fields)))) if fields else set()
    line = canonical.encode(sealing.redacted(whole, shown))
    read, leaf = verify.read_event(line, 0)
    assert leaf == sealing.leaf(whole) == verify.read_event(canonical.encode(whole), 0)[1]
    assert dict(read) == {name: whole[name] for name in shown | sealing.OPEN}
    assert set(read.fields) == fields.keys() - shown


def test_a_withheld_value_stands_nowhere_and_each_field_has_a_salt_of_its_own() -> None:
    whole = event(site="moonscans.example", because="telegram:moonscans_px")
    told = sealing.redacted(whole, {"site"})
    assert b"moonscans_px" not in canonical.encode(told)
    assert whole["salt"] not in json.dumps(told)
    both = sealing.redacted(whole, {"site", "because"})["shown"]
    assert both["site"][0] != both["because"][0]


def test_the_same_value_is_sealed_otherwise_in_each_event(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    one, two = (ledger.append("lead", {"site": "moonscans.example"}) for _ in range(2))
    sealed = [sealing.redacted(each, ())["sealed"]["site"] for each in (one, two)]
    assert sealed[0] != sealed[1]


@pytest.mark.parametrize(
    "bend",
    [
        lambda told: told["shown"]["site"].__setitem__(1, "other.example"),
        lambda told: told["shown"]["site"].__setitem__(0, "00" * 16),
        lambda told: told["shown"].update(because=["00" * 16, "x"]),
        lambda told: told["shown"].update(n=["00" * 16, 0]),
        lambda told: told.update(uri="https://x.example/"),
        lambda told: told.pop("shown"),
        lambda told: told["sealed"].pop("site"),
    ],
)
def test_what_was_not_sealed_so_is_no_event(bend: Any) -> None:
    told = sealing.redacted(event(site="moonscans.example", because="x"), {"site"})
    assert verify.read_event(canonical.encode(told), 0)[0] is not None
    bend(told)
    assert verify.read_event(canonical.encode(told), 0) == (None, b"")


@pytest.mark.parametrize("salt", ["", "ab" * 15, "zz" * 16, None, 7])
def test_an_event_with_another_salt_is_none(salt: Any) -> None:
    assert verify.read_event(canonical.encode(event(site="x") | {"salt": salt}), 0) == (None, b"")
