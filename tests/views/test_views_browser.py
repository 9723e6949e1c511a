"""What a browser makes of the pictures: it draws them, asks nobody, and runs nothing that a page contained."""

import pandas as pd
import pytest
from browser_watch import Watched
from view_cases import HOSTILE, evidence, link, observations, operator

from osint.views import charts, display
from osint.views.network import draw, graph

pytestmark = pytest.mark.browser
PLACE = """(id) => {
  const at = network.canvasToDOM(network.getPositions([id])[id]);
  const box = document.querySelector('canvas').getBoundingClientRect();
  return {x: at.x + box.left, y: at.y + box.top};
}"""


def hostile_page() -> str:
    """A drawing in which every text that can come from outside is hostile."""
    tie = link("a.test", "b.test", *(evidence(text, 20_000, note=text) for text in HOSTILE))
    owners = [operator(text, f"{number}.test") for number, text in enumerate(HOSTILE)]
    drawn = graph(["a.test", "b.test"], [tie], owners)
    for text in HOSTILE[:6]:
        drawn.add_node(text, operator="", probability=0.0)
    return draw(drawn, banner=HOSTILE[0]).page


class TestTheDrawing:
    def test_is_drawn_without_a_request_or_a_complaint(self, watch: Watched) -> None:
        tie = link("a.test", "b.test", evidence("UA-990001-1", 30_000))
        watch.open(draw(graph([], [tie], [operator("op-1", "a.test", "b.test")]), banner="PRACTICE").page)
        assert watch.painted() > 500
        assert watch.outside == []
        assert watch.complaints == []

    def test_shows_hostile_titles_as_text_and_runs_none(self, watch: Watched) -> None:
        page = watch.open(hostile_page())
        assert watch.painted() > 500
        for number, text in enumerate(HOSTILE[:5]):
            at = page.evaluate(PLACE, f"{number}.test")
            page.mouse.move(at["x"], at["y"])
            page.wait_for_function(
                "name => document.querySelector('.vis-tooltip')?.innerText.startsWith(name)",
                arg=f"{number}.test",
            )
            tip = page.locator(".vis-tooltip")
            assert tip.evaluate("tip => tip.querySelectorAll('*:not(br)').length") == 0
            assert text[:20].replace("href", "h\u200bref") in tip.inner_text()
        assert watch.ran() == []
        assert watch.outside == []
        assert watch.complaints == []

    def test_shows_what_a_link_rests_on_when_pointed_at(self, watch: Watched) -> None:
        tie = link("a.test", "b.test", evidence("<i>UA-990001-1</i>", 30_000))
        page = watch.open(draw(graph([], [tie], [])).page)
        watch.painted()
        a, b = (page.evaluate(PLACE, site) for site in ("a.test", "b.test"))
        page.mouse.move((a["x"] + b["x"]) / 2, (a["y"] + b["y"]) / 2)
        page.wait_for_selector(".vis-tooltip:has-text('UA-990001-1')")
        assert "google_analytics:<i>UA-990001-1</i>" in page.locator(".vis-tooltip").inner_text()

    def test_may_not_fetch_even_where_its_own_script_would(self, watch: Watched) -> None:
        page = watch.open(draw(graph(["a.test"], [], [])).page)
        page.evaluate("document.body.append(Object.assign(new Image(), {src: 'https://leak.example/x.png'}))")
        page.evaluate("fetch('https://leak.example/').catch(() => 0)")
        page.wait_for_timeout(200)
        assert len(watch.complaints) >= 2
        assert all("Content Security Policy" in each for each in watch.complaints)

    def test_draws_a_thousand_sites(self, watch: Watched) -> None:
        sites = [f"site-{number:04}.example" for number in range(1_000)]
        ties = [link(a, b, evidence(f"v{a}", 30_000)) for a, b in zip(sites[::2], sites[1::2], strict=True)]
        owners = [operator(f"op-{start}", *sites[start : start + 25]) for start in range(0, 800, 25)]
        watch.open(draw(graph(sites, ties, owners)).page)
        assert watch.painted() > 5_000
        assert watch.complaints == []


class TestInANotebook:
    def test_a_drawing_stands_in_a_frame_that_cannot_touch_the_notebook(self, watch: Watched) -> None:
        drawn = graph(["a.test", "b.test"], [link("a.test", "b.test", evidence("v", 30_000))], [])
        page = watch.open(f"<title>notebook</title>{draw(drawn)._repr_html_()}")
        (frame,) = page.main_frame.child_frames
        assert watch.painted(frame) > 200
        with pytest.raises(Exception, match="Blocked a frame"):
            frame.evaluate("window.parent.document.title")
        assert watch.outside == []

    def test_the_frame_is_as_high_as_what_it_shows(self, watch: Watched) -> None:
        sites = [f"{number}.test" for number in range(40)]
        page = watch.open(draw(graph(sites, [], []), banner="PRACTICE")._repr_html_())
        (frame,) = page.main_frame.child_frames
        watch.painted(frame)
        assert frame.evaluate("document.documentElement.scrollHeight - innerHeight") <= 0

    def test_no_hostile_text_acts_in_a_table_or_a_record(self, watch: Watched) -> None:
        shown = [display.of_frame(pd.DataFrame({text: [text, [text]] for text in HOSTILE}))]
        shown += [display.of_link(link("a.test", "b.test", evidence(text, note=text))) for text in HOSTILE]
        page = watch.open("<!doctype html><meta charset=utf-8>" + "".join(shown))
        page.wait_for_timeout(200)
        assert watch.ran() == []
        assert watch.outside == []
        assert page.locator("script, img, svg, a, h1, style").count() == 0
        assert HOSTILE[1] in page.inner_text("body")

    def test_no_hostile_label_acts_in_a_chart(self, watch: Watched) -> None:
        seen = observations(*({"value": text, "site": f"{site}.test"} for text in HOSTILE for site in "ab"))
        drawn = (
            charts.timeline(seen, title=HOSTILE[3]),
            charts.rarity(seen, title=HOSTILE[0]),
            charts.waterfall(link("a.test", "b.test", *(evidence(text, note=text) for text in HOSTILE))),
        )
        parts = [
            each.to_html(full_html=False, include_plotlyjs=number == 0) for number, each in enumerate(drawn)
        ]
        page = watch.open("<!doctype html><meta charset=utf-8>" + "".join(parts))
        page.wait_for_selector(".yaxislayer-above text")
        page.wait_for_timeout(300)
        assert watch.ran() == []
        assert watch.outside == []
        assert page.locator(".js-plotly-plot").count() == 3
        inside = page.locator(".main-svg").locator("a, image[*|href^='x'], script, foreignObject, b, h1")
        assert inside.count() == 0
        assert "‹img src=x" in page.inner_text("body")
