"""Measure the timeline: `.venv/bin/python -m bench.timeline` (about a minute; wants `npm ci` in frontend/).

Frames are the distances between two calls of requestAnimationFrame, on a display of 60 a second: 16.7 ms is a frame
that nothing held up, 33.3 ms is one that was missed.
"""

import json
import os
import platform
import statistics
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench.results import _commit, _memory, _processor, write_section
from bench.timeline.page import served_page
from launcher.browser import open_browser

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROWS, BARS = 1_000, 10_000
SIZE = {"width": 1600, "height": 900}
NOW = "2026-11-24T17:20:00Z"
ROUNDS = 3

PAINTED = """
new MutationObserver((_, observer) => {
  if (!document.querySelector('[data-bar]')) return;
  observer.disconnect();
  requestAnimationFrame(() => setTimeout(() => performance.mark('painted')));
}).observe(document, { childList: true, subtree: true });
"""
RECORD = """
window.frames_ = [];
window.recording = true;
const record = (before) => requestAnimationFrame((now) => {
  window.frames_.push(now - before);
  if (window.recording) record(now);
});
requestAnimationFrame(record);
"""
SCROLL = """
async ({ dx, dy, frames }) => {
  const scroller = document.querySelector('[role=application]');
  const deltas = [];
  let way = 1;
  let before = await new Promise(requestAnimationFrame);
  for (let frame = 0; frame < frames; frame += 1) {
    const { scrollLeft, scrollTop } = scroller;
    scroller.scrollBy(dx * way, dy * way);
    if (scroller.scrollLeft === scrollLeft && scroller.scrollTop === scrollTop) way = -way;
    const now = await new Promise(requestAnimationFrame);
    deltas.push(now - before);
    before = now;
  }
  return deltas;
}
"""


@dataclass(frozen=True)
class Frames:
    """Distances between frames, in milliseconds."""

    deltas: list[float]

    @property
    def per_second(self) -> float:
        return 1000 * len(self.deltas) / sum(self.deltas)

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.deltas, n=20)[-1]

    def row(self, name: str) -> str:
        median, worst = statistics.median(self.deltas), max(self.deltas)
        late = sum(delta > 20 for delta in self.deltas)
        return (
            f"| {name} | {self.per_second:.1f} | {median:.1f} ms | {self.p95:.1f} ms | {worst:.1f} ms "
            f"| {late} of {len(self.deltas)} |"
        )


def main() -> None:
    paints: list[float] = []
    frames: dict[str, list[float]] = {}
    with served_page() as address, open_browser() as browser:
        version = browser.version
        for _ in range(ROUNDS):
            page = browser.new_page(viewport=SIZE)
            page.add_init_script(PAINTED)
            page.goto(f"{address}?rows={ROWS}&bars={BARS}&days=28&zoom=week&now={NOW}")
            page.wait_for_function("performance.getEntriesByName('painted').length > 0")
            paints.append(page.evaluate("performance.measure('paint', 'render', 'painted').duration"))
            nodes = page.evaluate("document.querySelectorAll('section *').length")
            bars = page.evaluate("document.querySelectorAll('[data-bar]').length")
            page.wait_for_timeout(500)
            for name, deltas in measure(page).items():
                frames.setdefault(name, []).extend(deltas)
            page.close()
    report(version, paints, nodes, bars, {name: Frames(deltas) for name, deltas in frames.items()})


def measure(page: "Page") -> dict[str, list[float]]:
    scrolls = {
        "scrolling down, 2,400 px/s": {"dx": 0, "dy": 40, "frames": 240},
        "scrolling along time, 2,400 px/s": {"dx": 40, "dy": 0, "frames": 240},
        "scrolling both ways at once": {"dx": 30, "dy": 30, "frames": 240},
    }
    measured = {name: page.evaluate(SCROLL, way) for name, way in scrolls.items()}
    measured["wheel down, 3,000 px/s"] = wheel(page, "yDistance")
    measured["wheel along time, 3,000 px/s"] = wheel(page, "xDistance")
    measured["dragging a bar over others"] = drag(page)
    return measured


def wheel(page: "Page", distance: str) -> list[float]:
    page.evaluate(RECORD)
    session = page.context.new_cdp_session(page)
    for way in (-3_000, 3_000):
        gesture = {"x": 900, "y": 500, distance: way, "speed": 3_000, "gestureSourceType": "mouse"}
        session.send("Input.synthesizeScrollGesture", gesture)
    session.detach()
    return stop(page)


def drag(page: "Page") -> list[float]:
    """Pick a bar up, carry it over forty rows' bars and back, and let go: every frame from press to after the drop."""
    page.get_by_role("button", name="Today").click()
    page.wait_for_timeout(500)
    box = page.evaluate(
        """() => {
          for (const bar of document.querySelectorAll('[data-bar][data-editable]')) {
            const { x, y, width, height } = bar.getBoundingClientRect();
            if (width > 40 && x > 500 && x < 1000 && y > 300 && y < 600) return { x: x + width / 2, y: y + height / 2 };
          }
          return null;
        }"""
    )
    if box is None:
        sys.exit("no bar to drag is in view")
    page.evaluate(RECORD)
    page.mouse.move(box["x"], box["y"])
    page.mouse.down()
    for x, y in ((300, 200), (500, -150), (-200, 60), (0, 0)):
        page.mouse.move(box["x"] + x, box["y"] + y, steps=60)
    page.mouse.up()
    page.wait_for_timeout(200)
    return stop(page)


def stop(page: "Page") -> list[float]:
    return page.evaluate("() => { window.recording = false; return window.frames_; }")


def report(version: str, paints: list[float], nodes: int, bars: int, frames: dict[str, Frames]) -> None:
    each = ", ".join(f"{paint:.0f}" for paint in paints)
    lines = [
        (
            f"{ROWS:,} rows, {BARS:,} bars over four weeks, a week in view, {SIZE['width']} × {SIZE['height']} pixels. "
            f"{ROUNDS} rounds together."
        ),
        "",
        (
            f"First paint after {statistics.median(paints):.0f} ms ({each}), "
            f"from the first call of React with all rows and bars at hand. {nodes:,} elements, {bars} of them bars."
        ),
        "",
        "| | frames/s | median | p95 | worst | over 20 ms |",
        "| --- | --- | --- | --- | --- | --- |",
        *(measured.row(name) for name, measured in frames.items()),
        "",
        (
            f"{_processor()}, {os.cpu_count()} cores, {_memory():.0f} GiB, no graphics hardware; {platform.system()}, "
            f"Chromium {version} without a window; commit {_commit()}, load {os.getloadavg()[0]:.1f} at the end."
        ),
    ]
    if os.sched_getscheduler(0) != os.SCHED_OTHER:
        lines += [
            "",
            "Run ahead of the machine's other programs (real-time scheduling), which kept both cores busy meanwhile.",
        ]
    text = "\n".join(lines)
    write_section("timeline", "Timeline in the browser", text)
    print(text)
    print(json.dumps({name: [round(delta, 1) for delta in sorted(m.deltas)[-5:]] for name, m in frames.items()}))


if __name__ == "__main__":
    main()
