"""The timeline by pointer and finger."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.console.e2e.timeline.component import NEWS, REVIEW, SPORT, Timeline, at, place

pytestmark = pytest.mark.e2e


def test_a_drag_on_empty_space_creates_in_quarters_of_an_hour(show: Callable[..., Timeline]) -> None:
    timeline = show()

    timeline.press(*timeline.point("review", "2026-11-24T14:04Z"))
    timeline.pull(*timeline.point("review", "2026-11-24T15:33Z"))
    expect(timeline.words).to_contain_text("Tue 24 Nov, 14:00 to 15:30")
    timeline.drop()

    assert timeline.call("create") == place("b", "2026-11-24T14:00Z", "2026-11-24T15:30Z")
    expect(timeline.ghost).to_have_count(0)


def test_a_drag_moves_a_bar_in_time_and_to_another_row(show: Callable[..., Timeline]) -> None:
    timeline = show()

    timeline.press(*timeline.point("news", "2026-11-24T09:00Z"))
    timeline.pull(*timeline.point("news", "2026-11-24T10:10Z", row="c"))
    expect(timeline.words).to_contain_text("Tue 24 Nov, 09:15 to 11:15")
    expect(timeline.words).to_contain_text("Van 1")
    timeline.drop()

    change = timeline.call("change")
    assert {key: change[key] for key in ("rowId", "start", "end")} == place(
        "c", "2026-11-24T09:15Z", "2026-11-24T11:15Z"
    )
    assert change["before"] == place("a", "2026-11-24T08:00Z", "2026-11-24T10:00Z")
    assert change["version"] == 1
    expect(timeline.page.locator('[data-row="c"]').locator('[data-bar="news"]')).to_be_visible()
    assert timeline.calls("open") == []


@pytest.mark.parametrize(
    ("edge", "to", "expected"),
    [
        ("end", "2026-11-24T11:03Z", ("2026-11-24T08:00Z", "2026-11-24T11:00Z")),
        ("start", "2026-11-24T06:44Z", ("2026-11-24T06:45Z", "2026-11-24T10:00Z")),
        ("end", "2026-11-24T05:00Z", ("2026-11-24T08:00Z", "2026-11-24T08:15Z")),
    ],
)
def test_an_edge_resizes_and_a_quarter_of_an_hour_is_left(
    show: Callable[..., Timeline], edge: str, to: str, expected: tuple[str, str]
) -> None:
    timeline = show()
    x, y = timeline.point("news", "2026-11-24T10:00Z" if edge == "end" else "2026-11-24T08:00Z")

    timeline.press(x - 3 if edge == "end" else x + 2, y)
    timeline.pull(*timeline.point("news", to))
    timeline.drop()

    change = timeline.call("change")
    assert (change["rowId"], change["start"], change["end"]) == ("a", *map(at, expected))


def test_escape_ends_a_drag_without_a_change(show: Callable[..., Timeline]) -> None:
    timeline = show()
    before = timeline.box("news")

    timeline.press(*timeline.point("news", "2026-11-24T09:00Z"))
    timeline.pull(*timeline.point("news", "2026-11-24T12:00Z"))
    expect(timeline.ghost).to_be_visible()
    timeline.keys("Escape")
    expect(timeline.ghost).to_have_count(0)
    timeline.drop()

    assert timeline.box("news") == before
    assert timeline.page.evaluate("window.harness.calls") == []


def test_a_drag_tells_what_it_would_hit_rig_and_strike_included(show: Callable[..., Timeline]) -> None:
    timeline = show()

    timeline.press(*timeline.point("news", "2026-11-24T09:00Z"))
    timeline.pull(*timeline.point("news", "2026-11-24T12:30Z"))  # 11:30 to 13:30: up to the rig
    expect(timeline.ghost).not_to_have_attribute("data-clash", "true")
    timeline.pull(*timeline.point("news", "2026-11-24T12:45Z"))  # 11:45 to 13:45: into it
    expect(timeline.ghost).to_have_attribute("data-clash", "true")
    expect(timeline.words).to_contain_text(
        "Studio A is taken by Sport, 14:00 to 16:00 (with rig and strike 13:30 to 16:30)"
    )
    timeline.pull(*timeline.point("news", "2026-11-24T12:45Z", row="c"))  # free there
    expect(timeline.ghost).not_to_have_attribute("data-clash", "true")


def test_people_are_not_in_two_places(show: Callable[..., Timeline]) -> None:
    people = [{"id": 5, "name": "Aoife Byrne"}]
    timeline = show([NEWS | {"people": people}, SPORT, REVIEW | {"people": people}])

    timeline.press(*timeline.point("news", "2026-11-24T09:00Z"))
    timeline.pull(*timeline.point("news", "2026-11-24T11:00Z", row="c"))

    expect(timeline.words).to_contain_text("Aoife Byrne is taken by Review, 11:00 to 12:00")
    timeline.keys("Escape")


def test_a_change_shows_at_once_and_a_refused_one_goes_back_with_the_reason(show: Callable[..., Timeline]) -> None:
    timeline = show()
    before = timeline.box("news")
    timeline.reply("open")

    timeline.press(*timeline.point("news", "2026-11-24T09:00Z"))
    timeline.pull(*timeline.point("news", "2026-11-24T12:00Z"))
    timeline.drop()

    expect(timeline.bar("news")).to_have_attribute("data-saving", "true")
    assert timeline.box("news")["x"] == pytest.approx(before["x"] + 3 * timeline.hour, abs=2)
    timeline.page.evaluate("window.harness.answer('Studio A is closed for repairs.')")
    note = timeline.page.get_by_role("alert")
    expect(note).to_contain_text("News is back at Tue 24 Nov, 08:00 to 10:00. Studio A is closed for repairs.")
    assert timeline.box("news") == before
    note.get_by_role("button", name="Dismiss").click()
    expect(note).to_have_count(0)


def test_a_click_opens_and_a_read_only_timeline_changes_nothing(show: Callable[..., Timeline]) -> None:
    timeline = show(query="zoom=day&readOnly=1")

    timeline.press(*timeline.point("news", "2026-11-24T09:00Z"))
    timeline.pull(*timeline.point("news", "2026-11-24T12:00Z"))
    expect(timeline.ghost).to_have_count(0)
    timeline.drop()
    assert timeline.calls("change") == []
    timeline.bar("sport").click()

    assert timeline.calls("open")[-1] == "sport"
    expect(timeline.bar("sport")).to_have_attribute("aria-current", "true")


def test_a_finger_that_moves_scrolls_and_one_that_rests_drags(show: Callable[..., Timeline]) -> None:
    """Whether the browser may scroll is what counts: a Chromium driven from outside does not scroll by touch."""
    timeline = show(has_touch=True)
    touch = timeline.page.context.new_cdp_session(timeline.page)
    x, y = timeline.point("review", "2026-11-24T11:30Z")
    timeline.page.evaluate(
        """() => {
          window.held = [];
          window.addEventListener('touchmove', (event) => window.held.push(event.defaultPrevented));
        }"""
    )

    def finger(kind: str, *points: tuple[float, float]) -> None:
        points_ = [{"x": px, "y": py} for px, py in points]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points_})

    finger("touchStart", (x, y))
    for step in range(1, 9):
        finger("touchMove", (x, y - step * 10))
    finger("touchEnd")
    assert set(timeline.page.evaluate("window.held.splice(0)")) == {False}
    assert timeline.page.get_by_test_id("timeline-body").evaluate("(e) => getComputedStyle(e).touchAction") == (
        "pan-x pan-y"
    )

    finger("touchStart", (x, y))
    expect(timeline.ghost).to_be_visible()
    for step in range(1, 9):
        finger("touchMove", (x + step * timeline.hour / 8, y))
    expect(timeline.words).to_contain_text("12:00 to 13:00")
    finger("touchEnd")

    assert set(timeline.page.evaluate("window.held")) == {True}
    assert timeline.call("change")["start"] == at("2026-11-24T12:00Z")
    assert timeline.calls("open") == []
