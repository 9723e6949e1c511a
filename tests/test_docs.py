"""The pages hold: commands parse, examples run, links lead somewhere, pages made from the shelves are in step."""

import importlib.util
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|#)([^)\s]+)\)")


def blocks(language: str) -> list[str]:
    return [
        text for page in PAGES for found, text in BLOCK.findall(page.read_text("utf-8")) if found == language
    ]


def commands() -> list[str]:
    lines = [line.strip() for text in blocks("console") for line in text.splitlines()]
    return [line for line in lines if line.startswith("osint ")]


def test_the_readme_shows_commands() -> None:
    assert len(commands()) >= 10


@pytest.mark.parametrize("line", commands())
def test_a_command_that_is_shown_parses(line: str) -> None:
    from osint.cli.app import app

    program = typer.main.get_command(app)
    name, *words = shlex.split(line)[1:]
    command = program.get_command(None, name)  # type: ignore[attr-defined]
    assert command is not None, f"no command {name}"
    command.make_context(name, words)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_link_leads_somewhere(page: Path) -> None:
    for link in LINK.findall(page.read_text("utf-8")):
        assert (page.parent / link.partition("#")[0]).exists(), f"{page.name} links to {link}"


@pytest.mark.slow
@pytest.mark.loopback
def test_the_readmes_python_runs(tmp_path: Path) -> None:
    code = "\n".join(blocks("python"))
    assert "osint.lab()" in code
    kept = {key: value for key, value in os.environ.items() if not key.startswith("OSINT_")}
    ended = subprocess.run(
        [sys.executable, "-c", code + "\nassert len(case.operators) >= 1\n"],
        cwd=tmp_path,
        env={**kept, "OSINT_KEY_FILE": str(tmp_path / "key.pem")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr[-2000:]


def test_the_pages_made_from_the_shelves_are_in_step() -> None:
    place = ROOT / "docs" / "pages.py"
    spec = importlib.util.spec_from_file_location("pages", place)
    assert spec is not None
    assert spec.loader is not None
    pages = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(pages)
    for name, made in pages.PAGES.items():
        assert (ROOT / "docs" / name).read_text("utf-8") == made(), f"run: python docs/pages.py ({name})"
