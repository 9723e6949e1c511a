"""The door: what the package offers, and that opening it costs little."""

import json
import subprocess
import sys

import pytest

import osint
from osint.records import Where

# What takes long to read, and no command needs before it does its work.
SLOW = (
    "pandas",
    "plotly",
    "pyvis",
    "networkx",
    "pyarrow",
    "shodan",
    "ipwhois",
    "phonenumbers",
    "jinja2",
    "IPython",
)


def test_everything_that_is_offered_is_there() -> None:
    for name in osint.__all__:
        assert callable(getattr(osint, name)), name


def test_what_is_not_offered_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="telescope"):
        _ = osint.telescope


def test_scan_reads_bytes() -> None:
    [find] = osint.scan(b"<script>ga('create', 'UA-7345812-3', 'auto')</script>")
    assert (find.kind, find.value) == ("google_analytics", "UA-7345812")


@pytest.mark.parametrize("where", [None, Where.FILE])
@pytest.mark.parametrize(
    "page",
    [
        b"<a href='https:\\/\\/t.me\\/moonscans'>",
        b"<p>https&#58;//t.me/moonscans</p>",
        b"<a href='/go?u=https%3A%2F%2Ft.me%2Fmoonscans'>",
    ],
)
def test_scan_reads_through_escapes(page: bytes, where: Where | None) -> None:
    assert [(find.kind, find.value) for find in osint.scan(page, where=where)] == [("telegram", "moonscans")]


@pytest.mark.parametrize("module", ["osint", "osint.cli", "osint.desk"])
def test_opening_reads_nothing_slow(module: str) -> None:
    code = f"import json, sys, {module}; print(json.dumps(sorted(sys.modules)))"
    said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert not set(SLOW) & set(json.loads(said))
