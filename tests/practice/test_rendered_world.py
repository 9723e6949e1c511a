"""A real browser in the practice world: what only scripts and calls show is found, and no notice is taken for a site."""

import asyncio
import io

import pytest
from PIL import Image

from osint.collectors import find
from osint.evidence.recorder import browser_program
from osint.evidence.recorder.profile import practice
from osint.evidence.recorder.recorder import Recorder
from osint.practice import World
from osint.records import Ask, Exchange, Observation, Outcome, Subject, SubjectKind

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        browser_program.find("") is None, reason="no browser is installed here (apt-get install chromium)"
    ),
]
HOSTS = ("latetoon.test", "kakurega.test", "guardgate.test", "toonmoa31.test")


@pytest.fixture(scope="module")
def kept() -> list[Exchange]:
    """One visit of each host, and what the page collector gets of the first two."""
    found: list[Exchange] = []

    def keep(exchange: Exchange) -> Exchange:
        found.append(exchange)
        return exchange

    async def run(used: World) -> None:
        async with Recorder(practice(used.descriptor), keep, key=lambda _: None) as recorder:
            for host in HOSTS:
                subject = Subject(SubjectKind.SITE, host)
                await recorder.ask(Ask(f"browser:https://{host}/", "rendered", subject))
            for path in ("/", "/assets/app.js"):
                for host in HOSTS[:2]:
                    subject = Subject(SubjectKind.SITE, host)
                    await recorder.ask(Ask(f"https://{host}{path}", "page", subject))

    with World() as world:
        asyncio.run(run(world))
    return found


def observed(kept: list[Exchange], host: str, collector: str) -> list[Observation]:
    reader = find(collector)
    assert reader is not None
    mine = (each for each in kept if each.ask.collector == collector and each.ask.subject.value == host)
    return [seen for each in mine for seen in reader.read(each)]


def accounts(seen: list[Observation]) -> set[tuple[str, str]]:
    return {(each.find.value, each.find.path[0]) for each in seen if each.find.kind == "google_analytics"}


def test_an_account_that_a_script_puts_together_stands_in_the_dom_alone(kept: list[Exchange]) -> None:
    assert accounts(observed(kept, "latetoon.test", "page")) == set()
    assert accounts(observed(kept, "latetoon.test", "rendered")) == {("UA-994410027", "dom")}


def test_an_account_behind_a_tag_manager_stands_in_the_call_alone(kept: list[Exchange]) -> None:
    assert accounts(observed(kept, "kakurega.test", "page")) == set()
    seen = observed(kept, "kakurega.test", "rendered")
    assert accounts(seen) == {("UA-994410038", "request")}
    assert all(each.find.own for each in seen if each.find.kind == "google_analytics")


def test_a_bot_check_is_no_page_and_says_what_to_do(kept: list[Exchange]) -> None:
    page = next(each for each in kept if each.ask.uri == "browser:https://guardgate.test/")
    assert page.outcome is Outcome.CHALLENGED
    assert "osint import" in page.why
    assert observed(kept, "guardgate.test", "rendered") == []


def test_a_picture_is_of_the_whole_page(kept: list[Exchange]) -> None:
    shot = next(each for each in kept if each.ask.uri == "browser:https://toonmoa31.test/#screenshot")
    width, height = Image.open(io.BytesIO(shot.body)).size
    assert width == 1366
    assert height > 900
