"""Where the browser is: the one that is named, playwright's own, or an installed Chrome, Chromium or Edge."""

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

NAMED = "OSINT_BROWSER"  # the environment's word for the program
NO_DRIVER = "no browser driver is installed: pip install 'osint[browser]', then collect again"
NO_BROWSER = (
    "no browser is installed: install Chrome or Chromium, or run `playwright install chromium`; "
    f"{NAMED} names one that stands elsewhere"
)
# Chrome before Chromium: Ubuntu's Chromium is a snap, which sees no temporary profile of ours.
ON_PATH = (
    "google-chrome",
    "google-chrome-stable",
    "chromium",
    "chromium-browser",
    "chrome",
    "microsoft-edge",
    "msedge",
)
ON_MAC = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Chromium.app/Contents/MacOS/Chromium",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
ON_WINDOWS = (
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
WINDOWS_ROOTS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")


def find(
    own: str, *, environment: Mapping[str, str] | None = None, platform: str = sys.platform
) -> Path | None:
    """The browser's program; ``own`` is where playwright would keep one of its own.

    A program that is named and is not there is none: another in its place would be a surprise.
    """
    told = os.environ if environment is None else environment
    if named := told.get(NAMED, "").strip():
        found = Path(named).expanduser()
        return found if found.is_file() else None
    candidates = (Path(own), *_installed(told, platform))
    return next((each for each in candidates if each.is_file()), None)


def _installed(told: Mapping[str, str], platform: str) -> Iterator[Path]:
    """Where a system's own installers put browsers, the best first."""
    on_path = (shutil.which(name, path=told.get("PATH")) for name in ON_PATH)
    yield from (Path(found) for found in on_path if found)
    if platform == "darwin":
        for root in (Path("/Applications"), Path(told.get("HOME", "/")) / "Applications"):
            yield from (root / each for each in ON_MAC)
    if platform == "win32":
        for root_name in WINDOWS_ROOTS:
            if place := told.get(root_name):
                yield from (Path(place) / each for each in ON_WINDOWS)
