"""The timeline alone on a page, with rows and bars of the test's own."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from playwright.sync_api import Locator, Page

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


def place(row: str, start: str, end: str) -> dict[str, Any]:
    return {"rowId": row, "start": at(start), "end": at(end)}
