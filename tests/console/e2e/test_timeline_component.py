"""The timeline alone in a real browser: pointer, keyboard, clashes, days of 23 and 25 hours, changes from elsewhere."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from bench.timeline.page import served_page

pytestmark = pytest.mark.e2e

HOUR = 3_600_000
ROWS = [
    {"id": "a", "name": "Studio A", "group": "Studios"},
    {"id": "b", "name": "Studio B", "group": "Studios"},
    {"id": "c", "name": "Van 1", "group": "OB vans"},
]


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp() * 1000)


def bar(name: str, row: str, start: str, end: str, **more: Any) -> dict[str, Any]:
    begin, finish = at(start), at(end)
    buffer = more.pop("buffer", 0)
    return {
        "id": name, "rowId": row, "eventId": abs(hash(name)), "title": name.title(), "start": begin, "end": finish,
        "holdStart": begin - buffer, "holdEnd": finish + buffer, "status": "Scheduled", "editable": True, "version": 1,
    } | more  # fmt: skip


NEWS = bar("news", "a", "2026-11-24T08:00Z", "2026-11-24T10:00Z")
SPORT = bar("sport", "a", "2026-11-24T14:00Z", "2026-11-24T16:00Z", buffer=HOUR // 2, status="Confirmed")
REVIEW = bar("review", "b", "2026-11-24T11:00Z", "2026-11-24T12:00Z")
BARS = [NEWS, SPORT, REVIEW]


@dataclass
class Timeline:
    """The page, in the words of a person who uses it."""

    page: Page

    def bar(self, name: str) -> Locator:
        return self.page.locator(f'[data-bar="{name}"]')

    @property
    def ghost(self) -> Locator:
        return self.page.get_by_test_id("timeline-ghost")

    @property
    def words(self) -> Locator:
        return self.page.get_by_test_id("timeline-ghost-words")

    @property
    def speech(self) -> Locator:
        return self.page.get_by_test_id("timeline-speech")

    @property
    def hour(self) -> float:
        """Pixels."""
        start, end, left, right = self.page.evaluate(
            """() => {
              const shown = document.querySelector('[data-bar]');
              const known = window.harness.bars.find((bar) => bar.id === shown.dataset.bar);
              const box = shown.getBoundingClientRect();
              return [known.start, known.end, box.left, box.right + 1];
            }"""
        )
        return (right - left) / ((end - start) / HOUR)

    def box(self, name: str) -> dict[str, float]:
        box = self.bar(name).bounding_box()
        assert box is not None
        return dict(box)

    def point(self, name: str, instant: str, row: str = "") -> tuple[float, float]:
        """Where an instant is on the screen, at the height of a bar (or of a row)."""
        known = next(b for b in self.page.evaluate("window.harness.bars") if b["id"] == name)
        box = self.box(name)
        x = box["x"] + (at(instant) - known["start"]) / HOUR * self.hour
        if row:
            y = self.page.evaluate(
                "(row) => document.querySelector(`[data-row='${row}']`).getBoundingClientRect().top + 15", row
            )
            return x, y
        return x, box["y"] + box["height"] / 2

    def press(self, x: float, y: float) -> None:
        self.page.mouse.move(x, y)
        self.page.mouse.down()

    def pull(self, x: float, y: float) -> None:
        self.page.mouse.move(x, y, steps=8)

    def drop(self) -> None:
        self.page.mouse.up()

    def keys(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def calls(self, name: str) -> list[Any]:
        return [call["with"] for call in self.page.evaluate("window.harness.calls") if call["name"] == name]

    def call(self, name: str) -> Any:
        """The one call of that name; waits for it."""
        self.page.wait_for_function("(name) => window.harness.calls.some((call) => call.name === name)", arg=name)
        (only,) = self.calls(name)
        return only

    def reply(self, reply: Any) -> None:
        self.page.evaluate("(reply) => { window.harness.reply = reply; }", reply)

    def push(self, bars: list[dict[str, Any]]) -> None:
        self.page.evaluate("(bars) => window.harness.push(bars)", bars)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served_page() as url:
        yield url


@pytest.fixture
def show(address: str, browser: Browser) -> Iterator[Callable[..., Timeline]]:
    contexts = []

    def open_page(
        bars: list[dict[str, Any]] = BARS,
        start: str = "2026-11-24T04:00:00Z",
        query: str = "zoom=day",
        rows: list[dict[str, Any]] = ROWS,
        **options: Any,
    ) -> Timeline:
        context = browser.new_context(viewport={"width": 1600, "height": 700}, **options)
        contexts.append(context)
        page = context.new_page()
        page.add_init_script(f"window.station = {json.dumps({'rows': rows, 'bars': bars})};")
        page.goto(f"{address}?at={start}&now=2026-11-24T09:00:00Z&{query}")
        page.wait_for_selector("[data-bar]")
        return Timeline(page)

    yield open_page
    for context in contexts:
        context.close()


def place(row: str, start: str, end: str) -> dict[str, Any]:
    return {"rowId": row, "start": at(start), "end": at(end)}


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


def test_arrows_go_between_bars_and_enter_opens(show: Callable[..., Timeline]) -> None:
    timeline = show()
    timeline.page.get_by_role("application").focus()

    timeline.keys("ArrowRight")
    expect(timeline.bar("news")).to_be_focused()
    timeline.keys("ArrowRight")
    expect(timeline.bar("sport")).to_be_focused()
    timeline.keys("ArrowDown")
    expect(timeline.bar("review")).to_be_focused()
    timeline.keys("ArrowUp")
    expect(timeline.bar("sport")).to_be_focused()
    timeline.keys("Home")
    expect(timeline.bar("news")).to_be_focused()
    timeline.keys("Enter")

    assert timeline.call("open") == "news"


def test_alt_and_arrows_move_a_bar_and_a_pause_saves_it_once(show: Callable[..., Timeline]) -> None:
    timeline = show()
    timeline.bar("news").focus()

    timeline.keys("Alt+ArrowRight", "Alt+ArrowRight", "Alt+ArrowDown")
    expect(timeline.speech).to_have_text("Tue 24 Nov, 08:30 to 10:30, Studio B.")
    assert timeline.calls("change") == []
    change = timeline.call("change")

    assert {key: change[key] for key in ("rowId", "start", "end")} == place(
        "b", "2026-11-24T08:30Z", "2026-11-24T10:30Z"
    )
    expect(timeline.page.locator('[data-row="b"]').locator('[data-bar="news"]')).to_be_focused()


def test_shift_and_arrows_resize_and_enter_saves_at_once(show: Callable[..., Timeline]) -> None:
    timeline = show()
    timeline.bar("news").focus()

    timeline.keys("Shift+ArrowRight", "Shift+Alt+ArrowLeft", "Shift+Alt+ArrowLeft", "Enter")

    change = timeline.call("change")
    assert (change["start"], change["end"]) == (at("2026-11-24T07:30Z"), at("2026-11-24T10:15Z"))
    assert timeline.calls("open") == []


def test_a_move_by_keyboard_tells_of_clashes_and_escape_drops_it(show: Callable[..., Timeline]) -> None:
    timeline = show()
    timeline.bar("review").focus()

    timeline.keys(*["Alt+ArrowRight"] * 12, "Alt+ArrowUp")
    expect(timeline.speech).to_contain_text("14:00 to 15:00, Studio A. Clash: Studio A is taken by Sport")
    expect(timeline.ghost).to_have_attribute("data-clash", "true")
    timeline.keys("Escape")

    expect(timeline.ghost).to_have_count(0)
    expect(timeline.speech).to_have_text("Move dropped.")
    timeline.page.wait_for_timeout(1_300)  # longer than the pause that saves
    assert timeline.calls("change") == []


def test_letters_create_search_zoom_and_help(show: Callable[..., Timeline]) -> None:
    timeline = show()
    timeline.bar("sport").focus()

    timeline.keys("g", "n")  # two of the page's own, one after another
    assert timeline.calls("create") == []
    timeline.keys("n")
    assert timeline.call("create") == place("a", "2026-11-24T16:30Z", "2026-11-24T17:30Z")  # after its strike
    timeline.keys("?")
    assert timeline.calls("help") == [None]
    day = timeline.hour
    timeline.keys("-")
    expect(timeline.page.get_by_label("Zoom", exact=True)).to_have_value("3days")
    assert timeline.hour == pytest.approx(day / 3, rel=0.02)
    timeline.keys("+", "/")
    search = timeline.page.get_by_role("textbox", name="Search facilities or titles")
    expect(search).to_be_focused()
    timeline.page.keyboard.type("van")
    expect(timeline.bar("sport")).to_have_count(0)
    expect(timeline.page.get_by_text("Van 1")).to_be_visible()
    timeline.keys("Escape")
    expect(timeline.bar("sport")).to_be_visible()


def test_groups_fold(show: Callable[..., Timeline]) -> None:
    timeline = show()
    heading = timeline.page.get_by_role("button", name="Studios")

    heading.click()
    expect(timeline.bar("news")).to_have_count(0)
    expect(heading).to_have_attribute("aria-expanded", "false")
    heading.click()

    expect(timeline.bar("news")).to_be_visible()


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


def test_scrolling_on_asks_for_more_and_stays_where_it_is(show: Callable[..., Timeline]) -> None:
    far = bar("far", "a", "2026-11-26T20:00Z", "2026-11-26T22:00Z")
    timeline = show([*BARS, far])

    timeline.page.get_by_role("application").evaluate("(element) => element.scrollBy(60 * 57, 0)")
    timeline.page.wait_for_selector('[data-bar="far"]')
    before = timeline.box("far")
    timeline.page.wait_for_function("window.harness.calls.some((call) => call.name === 'window')")
    timeline.page.wait_for_timeout(300)

    assert timeline.box("far")["x"] == pytest.approx(before["x"], abs=1)


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


def test_the_table_says_the_same(show: Callable[..., Timeline]) -> None:
    timeline = show([NEWS, SPORT | {"status": "Hold", "rank": 2}, REVIEW | {"conflict": "Aoife Byrne is on leave"}])

    timeline.page.get_by_role("button", name="Show as a table").click()
    lines = timeline.page.get_by_role("table").locator("tbody tr")

    assert [line.split("\t") for line in lines.all_inner_texts()] == [
        ["Studio A", "News", "Tue 24 Nov, 08:00 to 10:00", "Scheduled", ""],
        ["Studio A", "Sport", "Tue 24 Nov, 14:00 to 16:00", "Hold 2", ""],
        ["Studio B", "Review", "Tue 24 Nov, 11:00 to 12:00", "Scheduled, in conflict: Aoife Byrne is on leave", ""],
    ]
    timeline.page.get_by_role("button", name="Review").click()
    assert timeline.call("open") == "review"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(show: Callable[..., Timeline], scheme: str) -> None:
    statuses = ["Scheduled", "Confirmed", "Hold", "In Progress", "Completed", "Cancelled", "Conflict"]
    bars = [
        bar(f"bar {n}", "abc"[n % 3], f"2026-11-24T{6 + 2 * n:02}:00Z", f"2026-11-24T{8 + 2 * n:02}:00Z", status=status)
        for n, status in enumerate(statuses)
    ]
    timeline = show(bars, query=f"zoom=day&scheme={scheme}")

    found = Axe().run(
        timeline.page,
        options={
            "rules": {
                "landmark-one-main": {"enabled": False},
                "page-has-heading-one": {"enabled": False},
                "region": {"enabled": False},
            }
        },
    )

    problems = [
        (rule["id"], [node["html"][:160] + " " + node["failureSummary"] for node in rule["nodes"]])
        for rule in found.response["violations"]
    ]
    assert problems == []
