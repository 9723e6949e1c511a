"""The report: a page that opens offline, asks for nothing, runs nothing, and says what is known and what is not."""

import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from bundle_cases import start

from osint.bundle.report import _probability

# Attributes by which a page loads or runs something.
LOADS = {
    "src",
    "srcset",
    "href",
    "data",
    "action",
    "formaction",
    "poster",
    "background",
    "cite",
    "ping",
    "style",
}


class Parsed(HTMLParser):
    """The elements of a page, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def named(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of each element of a name."""
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture
def report(made: Path) -> Parsed:
    """The small case's report."""
    return Parsed((made / "package/data/report/index.html").read_text("utf-8"))


def test_it_loads_nothing_and_links_only_into_the_package(made: Path, report: Parsed) -> None:
    for tag, attributes in report.elements:
        assert tag not in {
            "script",
            "img",
            "iframe",
            "object",
            "embed",
            "link",
            "base",
            "form",
            "image",
            "use",
        }
        assert not [name for name in attributes if name.startswith("on")]
        for name in LOADS & set(attributes) - {"style"}:
            target = str(attributes[name])
            assert name == "href"
            assert target.startswith("#") or (made / "package/data/report" / target).is_file()
    style = (made / "package/data/report/index.html").read_text("utf-8").partition("</style>")[0]
    assert "url(" not in style
    assert "@import" not in style


def test_its_policy_forbids_every_load_and_script(report: Parsed) -> None:
    policy = [each["content"] for each in report.named("meta") if each.get("http-equiv")]
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"]


def test_what_pages_and_servers_say_is_text(report: Parsed) -> None:
    assert "closed by <i>peer</i>" in report.text
    assert "https://harbor.example/<b>x</b>" in report.text
    assert not report.named("i")


def test_a_hostile_contact_of_an_operator_is_text(tmp_path: Path) -> None:
    from bundle_cases import SHARED, page

    hostile = '<a href="mailto:x@evil.example">"><script>alert(1)</script></a>' + SHARED
    case = start(tmp_path / "case", [page(f"{each}.example", hostile) for each in ("moonscans", "starscans")])
    case.export(tmp_path / "package", court="us")
    case.close()
    parsed = Parsed((tmp_path / "package/data/report/index.html").read_text("utf-8"))
    assert not parsed.named("script")


def test_the_operators_stand_first_with_their_sites_and_facts(report: Parsed) -> None:
    summary = report.text.partition("The groups")[0]
    assert "moonscans.example" in summary
    assert "starscans.example" in summary
    assert "telegram:moonscans_px" in summary
    assert "not calibrated on real operators" in summary


def test_whom_sources_name_is_told_as_candidate_with_spellings_disclosure_and_exchange(
    tmp_path: Path,
) -> None:
    from bundle_cases import SHARED, page

    number = SHARED + "<p>사업자등록번호: 215-81-73685</p>"
    case = start(tmp_path / "case", [page(f"{each}.example", number) for each in ("moonscans", "starscans")])
    (source,) = {
        row["source"] for row in case.operators["parties"].iloc[0] if row["site"] == "moonscans.example"
    }
    case.export(tmp_path / "package", court="us")
    case.close()
    text = Parsed((tmp_path / "package/data/report/index.html").read_text("utf-8")).text
    who = text.partition("Who it may be")[2].partition("links within the group")[0]
    assert "They are candidates, and no conclusion" in who
    assert "215-81-73685" in who
    assert "organisation: its number is of the form that an organisation has" in who
    assert "disclosed" in who
    assert source[:12] in who


def test_the_accounts_that_sites_point_to_are_told_with_what_they_are(report: Parsed) -> None:
    accounts = report.text.partition("Sites that point to it")[2].partition("links within the group")[0]
    assert "telegram:moonscans_px" in accounts
    assert "channel, group or person" in accounts
    assert "server" in accounts
    assert "hostile_px" not in accounts


def test_what_was_not_answered_is_listed_and_counted(report: Parsed) -> None:
    assert "5 questions, of which 1 brought no answer" in report.text
    assert "failed: 1" in report.text


def test_sites_of_no_group_are_named_without_a_word_on_who_runs_them(report: Parsed) -> None:
    loose = report.text.partition("Sites of no group")[2].partition("Exhibits")[0]
    assert "harbor.example" in loose
    assert "moonscans.example" not in loose


def test_it_names_the_key_and_the_court_and_who_investigated(made: Path, report: Parsed) -> None:
    howto = (made / "package" / "HOWTO.txt").read_text("utf-8")
    fingerprint = re.search(r"(?m)^     ([0-9a-f]{64})$", howto)
    assert fingerprint
    assert fingerprint[1] in report.text
    assert "Republic of Korea, civil procedure" in report.text
    assert "한 조사관" in report.text
    assert "not signed off by a lawyer" in report.text


@pytest.mark.parametrize(
    ("value", "said"),
    [(1.0, "> 0.9999"), (0.99995, "> 0.9999"), (0.98914, "0.9891"), (0.0, "< 0.0001"), (0.5, "0.5000")],
)
def test_no_probability_is_a_certainty(value: float, said: str) -> None:
    assert _probability(value) == said


def test_opening_the_package_room_does_not_read_the_template_engine() -> None:
    code = "import sys, osint.bundle.build; print('jinja2' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "False"


@pytest.mark.browser
def test_a_browser_shows_it_without_a_request(made: Path, tmp_path: Path) -> None:
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no Chromium here: apt-get install chromium")
    log = tmp_path / "net.json"
    done = subprocess.run(
        [
            browser,
            "--headless",
            "--no-sandbox",
            f"--user-data-dir={tmp_path}/profile",
            f"--log-net-log={log}",
            "--dump-dom",
            (made / "package/data/report/index.html").as_uri(),
        ],
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert "moonscans.example" in done.stdout.decode()
    assert "moonscans.example" not in re.sub(r"file:[^\"]*", "", log.read_text("utf-8", "replace"))
