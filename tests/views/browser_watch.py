"""A browser's page under watch: what it asks for, what it says, what is painted."""

from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import ConsoleMessage, Error, Frame, Page, Request

INSIDE = ("file:", "data:", "blob:", "about:")
PAINTED = """() => {
  const canvas = document.querySelector('canvas');
  const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
  let inked = 0;
  for (let at = 0; at < data.length; at += 4)
    if (data[at + 3] && (data[at] < 200 || data[at + 1] < 200 || data[at + 2] < 200)) inked += 1;
  return inked;
}"""


def no_names() -> list[str]:
    """What keeps Chromium from asking anybody anything by itself."""
    return [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--host-resolver-rules=MAP * ~NOTFOUND",
    ]


@dataclass
class Watched:
    """A page, with what was noted of it."""

    page: Page
    folder: Path
    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", self._requested)
        self.page.on("console", self._said)
        self.page.on("pageerror", self._failed)
        self.page.on("dialog", lambda dialog: dialog.dismiss())

    def open(self, page: str) -> Page:
        """Open a page from a file, as a reader does who has no connection."""
        path = self.folder / "page.html"
        path.write_text(page, "utf-8")
        self.page.goto(path.as_uri())
        return self.page

    def painted(self, frame: Frame | None = None) -> int:
        """How many pixels of the first canvas are neither blank nor nearly white, once it is drawn."""
        where = frame or self.page.main_frame
        where.wait_for_selector("canvas")
        where.wait_for_function(f"({PAINTED})() > 0", timeout=20_000)
        return int(where.evaluate(PAINTED))

    def ran(self) -> list[str]:
        """The frames in which a hostile text ran."""
        return [frame.url for frame in self.page.frames if frame.evaluate("window.ran") is not None]

    def _requested(self, request: Request) -> None:
        if not request.url.startswith(INSIDE):
            self.outside.append(request.url)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def _failed(self, error: Error) -> None:
        self.complaints.append(str(error))
