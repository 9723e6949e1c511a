"""The three notebooks, run in order on one practice case, as they are stored."""

import ast
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).parents[2] / "notebooks"
ORDER = ("1-collect.ipynb", "2-explore.ipynb", "3-attribute-and-export.ipynb")
STORED = sorted(FOLDER.glob("*.ipynb"))


def outputs(cell: Any, kind: str = "text/html") -> str:
    """What a cell shows of a kind, as one text."""
    shown = [each["data"].get(kind, "") for each in cell["outputs"] if "data" in each]
    return "".join(each if isinstance(each, str) else json.dumps(each) for each in shown)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, dict[str, Any]]]:
    """Each notebook's cells by the first line of their code, after all three were run without a named case."""
    place = tmp_path_factory.mktemp("notebooks")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("OSINT_")}
    environment |= {"OSINT_KEY_FILE": str(place / "key.pem"), "IPYTHONDIR": str(place / "ipython")}
    done = {}
    for name in ORDER:
        notebook = nbformat.read(FOLDER / name, as_version=4)
        client = NotebookClient(
            notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(place)}}
        )
        client.execute(env=environment)
        done[name] = {
            cell["source"].splitlines()[-1]: cell for cell in notebook["cells"] if cell["cell_type"] == "code"
        }
    yield done
    case = place / "practice-case"
    assert (case / "case.toml").is_file(), "all three worked on one case, which the first one made"


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.name)
class TestEachStoredNotebook:
    def test_holds_no_output_and_no_count(self, path: Path) -> None:
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            assert not cell.get("outputs")
            assert cell.get("execution_count") is None
            assert cell["metadata"] == {}

    def test_calls_through_the_door_only(self, path: Path) -> None:
        for cell in code(path):
            for node in ast.walk(ast.parse(cell)):
                assert not isinstance(node, ast.ImportFrom)
                if isinstance(node, ast.Import):
                    assert [alias.name for alias in node.names] == ["osint"]
                if isinstance(node, ast.Attribute):
                    assert not node.attr.startswith("_")
                    assert node.attr not in {"store", "ledger", "settings"}, "a room behind the desk"

    def test_has_short_cells_without_logic_of_their_own(self, path: Path) -> None:
        logic = (ast.FunctionDef, ast.ClassDef, ast.For, ast.While, ast.If, ast.Try, ast.With, ast.Lambda)
        for cell in code(path):
            assert len(cell.splitlines()) <= 6
            assert not [node for node in ast.walk(ast.parse(cell)) if isinstance(node, logic)]

    def test_teaches_before_it_runs(self, path: Path) -> None:
        cells = json.loads(path.read_text("utf-8"))["cells"]
        assert cells[0]["cell_type"] == "markdown"
        assert re.match(r"# \d · ", cells[0]["source"][0])
        words = sum(len("".join(cell["source"]).split()) for cell in cells if cell["cell_type"] == "markdown")
        assert words > 20 * len(code(path))

    def test_can_be_opened_by_every_jupyter(self, path: Path) -> None:
        nbformat.validate(nbformat.read(path, as_version=4))

    def test_is_named_in_the_readme(self, path: Path) -> None:
        assert f"`{path.name}`" in (FOLDER / "README.md").read_text("utf-8")


def code(path: Path) -> list[str]:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


def test_there_are_the_three_that_are_run() -> None:
    assert [path.name for path in STORED] == list(ORDER)


@pytest.mark.loopback
@pytest.mark.slow
class TestRunInOrder:
    """``client.execute`` raises for a cell that fails: none does."""

    def test_every_cell_shows_something_and_none_complains(self, run: dict[str, dict[str, Any]]) -> None:
        for name, cells in run.items():
            for source, cell in cells.items():
                kinds = {each["output_type"] for each in cell["outputs"]}
                assert kinds in ({"execute_result"}, {"display_data"}), f"{name}: {source}"

    def test_collecting_asks_and_a_second_time_asks_almost_nothing(
        self, run: dict[str, dict[str, Any]]
    ) -> None:
        cells = [outputs(cell) for cell in run[ORDER[0]].values() if cell["source"] == "case.collect()"]
        (again,) = cells
        asked, kept = (
            int(each)
            for each in re.search(r"(\d+) questions put.* (\d+) answered from what was kept", again).groups()
        )
        assert kept > 50
        assert asked < kept / 4

    def test_expanding_finds_sites_of_the_same_operators(self, run: dict[str, dict[str, Any]]) -> None:
        found = outputs(run[ORDER[0]]['case.site_table[["site", "found_by", "answered", "failed"]]'])
        assert "toonmoa32.test" in found
        assert "google_analytics:" in found or "adsterra:" in found

    def test_what_was_not_answered_is_listed_with_its_reason(self, run: dict[str, dict[str, Any]]) -> None:
        listed = outputs(run[ORDER[0]]['unanswered[["collector", "uri", "outcome", "why"]]'])
        assert "warning.or.kr" in listed

    def test_an_answer_is_shown_as_it_came_and_as_text(self, run: dict[str, dict[str, Any]]) -> None:
        shown = outputs(run[ORDER[0]]['case.exchange(page["exchange"])'])
        assert "HTTP/1.1 200" in shown
        assert "&lt;html" in shown.lower()
        assert "<script" not in shown

    def test_the_graph_holds_the_operators_sites_and_says_that_it_is_practice(
        self, run: dict[str, dict[str, Any]]
    ) -> None:
        frame = outputs(run[ORDER[1]]["case.draw()"])
        assert "toonmoa31.test" in frame
        assert "PRACTICE, NOT EVIDENCE" in frame

    @pytest.mark.parametrize(
        ("notebook", "cell"),
        [
            (ORDER[0], "case.coverage()"),
            (ORDER[1], "case.rarity()"),
            (ORDER[1], "case.timeline()"),
            (ORDER[2], 'case.waterfall(strongest["a"], strongest["b"])'),
        ],
    )
    def test_a_chart_is_drawn_by_jupyterlab_itself(
        self, run: dict[str, dict[str, Any]], notebook: str, cell: str
    ) -> None:
        """Data for its own renderer, and nothing that asks a CDN."""
        shown = run[notebook][cell]
        told = json.loads(outputs(shown, "application/vnd.plotly.v1+json"))
        assert sum(len(trace["y"]) for trace in told["data"]) > 3
        assert "PRACTICE" in told["layout"]["title"]["text"]
        assert "cdn" not in outputs(shown)

    def test_a_pivot_names_the_sites_that_bear_the_identifier(self, run: dict[str, dict[str, Any]]) -> None:
        found = outputs(run[ORDER[1]]['case.pivot("google_analytics", "UA-995321376")'])
        assert "toonmoa31.test" in found
        assert "manhwabox.test" in found
        assert "hanultoon.test" not in found

    def test_two_operators_are_kept_apart_and_the_original_belongs_to_none(
        self, run: dict[str, dict[str, Any]]
    ) -> None:
        groups = rows(outputs(run[ORDER[2]]['case.operators[["operator", "sites", "contacts", "accounts"]]']))
        (first,) = [each for each in groups if "toonmoa31.test" in each]
        (second,) = [each for each in groups if "hanultoon.test" in each]
        assert first != second
        assert "manhwabox.test" in first
        assert "byeolmanhwa.example" in second
        assert not [each for each in groups if "gureumtoon.example" in each or "inkleaftheme" in each]

    def test_a_link_is_explained_from_prior_to_total(self, run: dict[str, dict[str, Any]]) -> None:
        shown = outputs(run[ORDER[2]]["explanation"])
        assert shown.index("prior") < shown.rindex("total")
        assert "likelihood ratio" in shown

    def test_a_judgement_bears_on_the_groups_and_is_taken_back(self, run: dict[str, dict[str, Any]]) -> None:
        cells = run[ORDER[2]]
        pair = re.search(r"that (\S+) and (\S+) are run by one hand", outputs(cells["explanation"]))
        assert pair
        before = rows(outputs(cells['case.operators[["operator", "sites", "contacts", "accounts"]]']))
        held = rows(outputs(cells['case.operators[["operator", "sites"]]']))
        assert [each for each in before if pair[1] in each and pair[2] in each]
        assert not [each for each in held if pair[1] in each and pair[2] in each]
        judged = outputs(cells['case.judgements[["id", "verdict", "about", "because"]]'])
        assert "different" in judged
        assert "retract" in judged

    def test_the_package_passes_its_check(self, run: dict[str, dict[str, Any]]) -> None:
        assert outputs(run[ORDER[2]]['verdict["result"]'], "text/plain") == "'passed'"


def rows(table: str) -> list[str]:
    """The rows of a table's body."""
    return re.findall(r"<tr>(.*?)</tr>", table.partition("<tbody>")[2], re.DOTALL)
