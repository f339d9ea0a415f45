"""Takes the pictures of the README from a running station, in the Chromium that `./bms test` uses.

.venv/bin/python docs/pictures.py NAME --page 'schedule?view=timeline' [--station .data/station.json] [--dark]
"""

import argparse
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from launcher.browser import open_browser  # noqa: E402 - needs the path above

SIZE = {"width": 1440, "height": 800}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", help="of the picture, below docs/images/")
    parser.add_argument("--page", required=True, help="address below /console/")
    parser.add_argument("--station", type=Path, default=ROOT / ".data" / "station.json")
    parser.add_argument("--person", default="scheduler", help="role of the person who looks")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--height", type=int, default=SIZE["height"])
    options = parser.parse_args()
    station = json.loads(options.station.read_text())
    output = ROOT / "docs" / "images" / f"{options.name}.png"
    output.parent.mkdir(parents=True, exist_ok=True)
    take(station, options, output)
    print(output.relative_to(ROOT))


def take(station: dict, options: argparse.Namespace, output: Path) -> None:
    person = station["people"][options.person]
    with open_browser() as browser:
        page = browser.new_page(
            viewport={**SIZE, "height": options.height}, color_scheme="dark" if options.dark else "light"
        )
        page.goto(f"{station['url']}/console/{options.page}")
        page.get_by_label("Username").fill(person["username"])
        page.get_by_label("Password", exact=True).fill(person["password"])
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("heading", level=1).first.wait_for()
        page.wait_for_timeout(3000)  # until what is fetched is drawn; the live stream never leaves the network idle
        page.screenshot(path=output)


if __name__ == "__main__":
    main()
