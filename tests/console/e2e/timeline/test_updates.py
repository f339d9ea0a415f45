"""The timeline while others change what it shows, and while it scrolls."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.console.e2e.timeline.component import BARS, HOUR, NEWS, REVIEW, SPORT, Timeline, at, bar

pytestmark = pytest.mark.e2e


def test_changes_from_elsewhere_wait_for_the_drop(show: Callable[..., Timeline]) -> None:
    timeline = show()
    hour = timeline.hour
    before = timeline.box("sport")
    later = SPORT | {key: SPORT[key] + HOUR for key in ("start", "end", "holdStart", "holdEnd")} | {"version": 2}

    timeline.press(*timeline.point("review", "2026-11-24T11:30Z"))
    timeline.pull(*timeline.point("review", "2026-11-24T12:30Z"))
    timeline.push([NEWS, later, REVIEW])
    timeline.pull(*timeline.point("review", "2026-11-24T12:45Z"))
    assert timeline.box("sport") == before
    timeline.drop()

    expect(timeline.ghost).to_have_count(0)
    assert timeline.box("sport")["x"] == pytest.approx(before["x"] + hour, abs=2)
    assert timeline.call("change")["start"] == at("2026-11-24T12:15Z")


def test_a_change_from_elsewhere_never_takes_the_bar_from_under_the_pointer(show: Callable[..., Timeline]) -> None:
    timeline = show()
    hour = timeline.hour
    before = {name: timeline.box(name) for name in ("news", "sport")}
    moved = [b | {key: b[key] + HOUR for key in ("start", "end", "holdStart", "holdEnd")} for b in (NEWS, SPORT)]

    timeline.page.mouse.move(*timeline.point("news", "2026-11-24T08:20Z"))
    timeline.push([*(b | {"version": 2} for b in moved), REVIEW])
    timeline.page.wait_for_function(
        "(x) => document.querySelector('[data-bar=sport]').getBoundingClientRect().x > x + 10",
        arg=before["sport"]["x"],
    )
    assert timeline.box("news") == before["news"]
    timeline.page.mouse.move(1200, 600)

    timeline.page.wait_for_function(
        "(x) => Math.abs(document.querySelector('[data-bar=news]').getBoundingClientRect().x - x) < 2",
        arg=before["news"]["x"] + hour,
    )


def test_scrolling_on_asks_for_more_and_stays_where_it_is(show: Callable[..., Timeline]) -> None:
    far = bar("far", "a", "2026-11-26T20:00Z", "2026-11-26T22:00Z")
    timeline = show([*BARS, far])

    timeline.page.get_by_role("application").evaluate("(element) => element.scrollBy(60 * 57, 0)")
    timeline.page.wait_for_selector('[data-bar="far"]')
    before = timeline.box("far")
    timeline.page.wait_for_function("window.harness.calls.some((call) => call.name === 'window')")
    timeline.page.wait_for_timeout(300)

    assert timeline.box("far")["x"] == pytest.approx(before["x"], abs=1)
