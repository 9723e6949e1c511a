"""A browser for the tests that need to see what a page does."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser_watch import Watched, no_names
from playwright.sync_api import Browser, sync_playwright


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium without a screen and without names to resolve."""
    program = shutil.which("chromium")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing: apt-get install chromium")
        pytest.skip("Chromium is missing")
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=program, args=no_names())
        yield opened
        opened.close()


@pytest.fixture
def watch(browser: Browser, tmp_path: Path) -> Iterator[Watched]:
    """A page of which every request, error and message is noted."""
    watched = Watched(browser.new_page(viewport={"width": 1200, "height": 900}), tmp_path)
    yield watched
    watched.page.close()
