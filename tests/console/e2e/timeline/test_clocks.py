"""The timeline over the turn of the clocks."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.console.e2e.timeline.component import Timeline, at, bar

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize(
    ("start", "day", "hours", "labels"),
    [
        ("2027-03-28T00:00:00Z", "Sun 28 Mar", 23, ["00", "02", "03"]),
        ("2027-10-30T23:00:00Z", "Sun 31 Oct", 25, ["00", "01", "01", "02"]),
    ],
)
def test_a_day_of_23_or_25_hours_is_drawn_with_as_many(
    show: Callable[..., Timeline], start: str, day: str, hours: int, labels: list[str]
) -> None:
    # Dublin: clocks go forward at 01:00 UTC on 28 March 2027 and back at 01:00 UTC on 31 October 2027.
    timeline = show([bar("long", "a", start, start.replace("T00", "T04").replace("T23:00", "T23:30"))], start=start)
    heading = timeline.page.locator("[class*=_major_] > span").filter(has_text=day)
    expect(heading).to_contain_text(f"{hours} h")

    width = heading.evaluate("(element) => element.parentElement.getBoundingClientRect().width")
    ticks = timeline.page.evaluate(
        """() => {
          const left = document.querySelector('[role=application]').getBoundingClientRect().left + 208;
          return [...document.querySelectorAll('[class*=_minor_]')]
            .map((tick) => [tick.getBoundingClientRect().left, tick.textContent])
            .filter(([x]) => x >= left - 1).sort((a, b) => a[0] - b[0]).map(([, text]) => text);
        }"""
    )

    assert width == pytest.approx(hours * timeline.hour, rel=0.01)
    assert ticks[: len(labels)] == labels


def test_a_move_over_the_turn_of_the_clock_keeps_its_elapsed_time_and_says_which_hour(
    show: Callable[..., Timeline],
) -> None:
    # 00:30 to 01:30 Irish summer time; an hour later it begins at the first 01:30 and ends at the second.
    timeline = show([bar("late", "a", "2027-10-30T23:30Z", "2027-10-31T00:30Z")], start="2027-10-30T20:00:00Z")
    timeline.bar("late").focus()

    timeline.keys(*["Alt+ArrowRight"] * 4)
    expect(timeline.speech).to_contain_text("Sun 31 Oct, 01:30 (UTC+1) to 01:30 (UTC)")
    timeline.keys("Enter")

    change = timeline.call("change")
    assert (change["start"], change["end"]) == (at("2027-10-31T00:30Z"), at("2027-10-31T01:30Z"))
