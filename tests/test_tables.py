"""Tables on disk: what is written is read, and a broken file says what to do."""

import subprocess
import sys
from pathlib import Path

import pytest

from osint import rows, tables
from osint.errors import EvidenceBroken
from osint.rows import Row
from weighing import CHANNEL, ZONE, borne, derived, judged, seen

CASE = derived(
    [
        *borne(["a.example", "b.example", "웹툰.example"], ZONE, CHANNEL),
        seen("a.example", "registrant_name:夜見 仮名"),
    ],
    [judged("1", "same", "c.example", "d.example")],
)
KINDS: dict[str, tuple[tables.Table, list[Row]]] = {
    "observations": (tables.OBSERVATIONS, [rows.observation_row(each) for each in CASE.observations]),
    "links": (tables.LINKS, [rows.link_row(each) for each in CASE.links]),
    "operators": (tables.OPERATORS, [rows.operator_row(each) for each in CASE.operators]),
}


@pytest.mark.parametrize(("table", "written"), KINDS.values(), ids=KINDS)
class TestEveryTable:
    def test_gives_back_the_rows_that_were_written_in_order(
        self, table: tables.Table, written: list[Row], tmp_path: Path
    ) -> None:
        assert written
        assert tables.write(tmp_path / "t.parquet", written, table) == len(written)
        assert list(tables.read(tmp_path / "t.parquet")) == written

    def test_has_a_column_for_every_field_of_a_row_and_no_other(
        self, table: tables.Table, written: list[Row], tmp_path: Path
    ) -> None:
        assert table.names == list(written[0])
        assert tables.schema(table).names == table.names

    def test_is_the_same_bytes_each_time_it_is_written(
        self, table: tables.Table, written: list[Row], tmp_path: Path
    ) -> None:
        for name in ("one", "two"):
            tables.write(tmp_path / name, written, table)
        assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()

    def test_of_no_rows_has_its_columns_still(
        self, table: tables.Table, written: list[Row], tmp_path: Path
    ) -> None:
        assert tables.write(tmp_path / "t.parquet", [], table) == 0
        assert list(tables.read(tmp_path / "t.parquet")) == []


def test_an_operator_without_a_weakest_place_comes_back_without_one(tmp_path: Path) -> None:
    row = {**KINDS["operators"][1][0], "weakest_cut": None}
    tables.write(tmp_path / "t.parquet", [row], tables.OPERATORS)
    assert list(tables.read(tmp_path / "t.parquet")) == [row]


@pytest.mark.parametrize("damage", ["missing", "empty", "cut in half", "something else"])
def test_a_table_that_cannot_be_read_says_what_to_do(damage: str, tmp_path: Path) -> None:
    path = tmp_path / "observations.parquet"
    table, written = KINDS["observations"]
    tables.write(path, written, table)
    whole = path.read_bytes()
    left = {"empty": b"", "cut in half": whole[: len(whole) // 2], "something else": b"<html>" * 50}
    path.unlink()
    if damage != "missing":
        path.write_bytes(left[damage])
    with pytest.raises(EvidenceBroken, match="derive the case again"):
        list(tables.read(path))


def test_to_know_the_columns_costs_no_engine() -> None:
    told = (
        "import sys, osint.derive, osint.tables; "
        "print(sorted({'pyarrow', 'networkx', 'numpy', 'pandas'} & set(sys.modules)))"
    )
    printed = subprocess.run([sys.executable, "-c", told], capture_output=True, check=True, text=True).stdout
    assert printed.strip() == "[]"
