"""Every page: accessible in both schemes and widths, usable by keyboard, and only what one may use."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.console.e2e.conftest import SIZES, VIOLATIONS, Station, Visit

pytestmark = pytest.mark.e2e

PAGES = {
    "/today": "Today",
    "/schedule": "Schedule",
    "/schedule?view=list": "Schedule",
    "/schedule?view=month": "Schedule",
    "/schedule?view=agenda": "Schedule",
    "/schedule?view=list&open=new": "Schedule",
    "/schedule?view=list&open=find": "Schedule",
    "/schedule/templates?open=new": "Many at once",
    "/schedule/batches": "Many at once",
    "/tickets?status=all&open=incident:1": "Tickets",
    "/tickets?kind=service_ticket": "Tickets",
    "/tickets?view=board": "Tickets",
    "/change-requests?open=new": "Change requests",
    "/my-time": "My time",
    "/my-time?entry=new": "My time",
    "/my-time?request=new": "My time",
    "/approvals": "Approvals",
    "/approvals?show=leave": "Approvals",
    "/report-incident": "Report an incident",
    "/system-check": "System check",
    "/system-check/1": "Studio A",
    "/system-check/2": "Gallery 1",
    "/system-check/checklists?open=1": "Checklists",
    "/facilities?open=1": "Facilities",
    "/locations?open=new": "Locations",
    "/equipment?open=1": "Equipment",
    "/equipment/kits?open=new": "Kits",
    "/equipment/pools?open=new": "Pools",
    "/people?open=1": "People",
    "/import": "Import a schedule",
    "/admin/audit?subject=event:1": "Audit trail",
    "/admin/audit": "Audit trail",
    "/admin/record": "The record",
    "/admin/dead-letters": "Dead letters",
    "/admin/health": "Station health",
    "/admin/settings": "Settings",
    "/admin/retention": "Retention",
    "/admin/sources": "Schedule sources",
    "/admin/sources?open=new": "Schedule sources",
    "/admin/shift-patterns?open=1": "Shift patterns",
    "/admin/incident-types?open=new": "Incident types",
    "/notifications": "Notifications",
    "/calendar-feeds": "Calendar feeds",
    "/calendar-feeds?open=new": "Calendar feeds",
    "/account": "Your account",
    "/account/notifications": "What you are told",
    "/account/tokens?open=new": "API tokens",
    "/admin/sign-in?open=1": "Sign-in",
    "/no-such-page": "There is nothing at this address",
}


def test_axe_would_find_something(visit: Callable[..., Visit]) -> None:
    visit_ = visit("operator")
    page = visit_.go("/today", "Today")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=\"/console/none.svg\">')")

    assert [rule for rule, _ in visit_.axe()] == ["image-alt", "region"]


@pytest.mark.parametrize("part", range(3))
def test_axe_finds_nothing(visit: Callable[..., Visit], part: int) -> None:
    """Each page is opened once, looked at on a desk, light and dark, and then made as narrow as a phone."""
    visit_ = visit("administrator")
    found = {}
    for address, heading in list(PAGES.items())[part::3]:
        page = visit_.go(address, heading)
        if "open=" in address or "=new" in address:
            expect(page.get_by_role("complementary").get_by_role("heading").first).to_be_visible()
        expect(page.get_by_label("Loading")).to_have_count(0)
        problems = {"desk": visit_.axe(), "dark": visit_.axe_in_dark()}
        page.set_viewport_size(SIZES["phone"])  # type: ignore[arg-type]  # width and height, as Playwright names them
        expect(page.get_by_label("Loading")).to_have_count(0)
        problems["phone"] = visit_.axe()
        page.set_viewport_size(SIZES["desk"])  # type: ignore[arg-type]
        found |= {(address, look): seen for look, seen in problems.items() if seen}
    assert found == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["/sign-in", "/forgot-password", "/set-password?uid=a&token=b"])
def test_axe_finds_nothing_before_signing_in(
    window: Callable[..., BrowserContext], station: Station, address: str, scheme: str
) -> None:
    page = window(scheme=scheme).new_page()
    visit_ = Visit(page, None, station.console)  # type: ignore[arg-type]  # nobody is signed in
    visit_.go(address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert visit_.axe() == []


@pytest.mark.parametrize(
    ("role", "closed"),
    [
        ("administrator", set()),
        ("manager", {"Sign-in", "Station health"}),
        ("scheduler", {"Approvals", "Change requests", "Sign-in", "Audit trail", "Station health"}),
        ("engineer", {"Approvals", "Import", "Settings", "Sign-in", "Audit trail", "Station health"}),
        (
            "operator",
            {"Approvals", "Change requests", "Import", "Settings", "Sign-in", "Audit trail", "Station health"},
        ),
    ],
)
def test_the_rail_shows_what_one_may_use(visit: Callable[..., Visit], role: str, closed: set[str]) -> None:
    page = visit(role).go("/today", "Today")
    every = {
        "Today",
        "Schedule",
        "Tickets",
        "Change requests",
        "My time",
        "Approvals",
        "Report an incident",
        "System check",
        "Facilities",
        "Equipment",
        "People",
        "Import",
        "Settings",
        "Sign-in",
        "Audit trail",
        "Station health",
    }

    shown = set(
        page.get_by_role("navigation", name="Main").locator("visible=true").get_by_role("link").all_inner_texts()
    )

    assert shown == every - closed


def test_everything_goes_by_keyboard(visit: Callable[..., Visit]) -> None:
    page = visit("scheduler").go("/today", "Today")

    page.keyboard.press("g")
    page.keyboard.press("f")
    expect(page.get_by_role("heading", level=1, name="Facilities")).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.type("studoi b")  # search forgives slips
    first = page.get_by_role("row").nth(1)
    expect(first).to_contain_text("Studio B")
    first.get_by_role("link").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("complementary", name="Studio B")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("complementary")).to_have_count(0)
    expect(first.get_by_role("link")).to_be_focused()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_contain_text("List all keys")


def test_arrows_move_between_rows(visit: Callable[..., Visit]) -> None:
    page = visit("operator").go("/facilities", "Facilities")
    links = page.get_by_role("row").get_by_role("link")
    links.first.focus()

    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("End")
    expect(links.last).to_be_focused()
    page.keyboard.press("Home")
    expect(links.first).to_be_focused()


def test_a_phone_shows_the_week_and_says_that_the_timeline_wants_more_room(visit: Callable[..., Visit]) -> None:
    page = visit("operator", size="phone").go("/schedule?view=timeline", "Schedule")

    expect(page.get_by_text("The timeline wants a wide screen")).to_be_visible()
    expect(page.get_by_role("button", name="This week")).to_be_visible()
    wider = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert not wider


def test_what_is_smuggled_into_a_page_neither_runs_nor_styles_it(visit: Callable[..., Visit]) -> None:
    """As if a text of somebody's had become markup of the page."""
    page = visit("operator").go("/today", "Today")

    page.evaluate(
        """() => {
            const put = (tag, text) => document.body.appendChild(
                Object.assign(document.createElement(tag), { textContent: text }));
            put('style', 'h1 { color: rgb(1, 2, 3) }');
            put('script', 'window.smuggled = true');
            document.body.insertAdjacentHTML('beforeend', '<i style="color: red" onclick="smuggled = true">x</i>');
            document.body.appendChild(Object.assign(document.createElement('base'), { href: 'https://evil.example/' }));
        }"""
    )

    assert page.evaluate("typeof window.smuggled") == "undefined"
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") != "rgb(1, 2, 3)"
    assert page.evaluate("document.baseURI").startswith(page.url.partition("/console")[0])
    assert len(VIOLATIONS) >= 3  # which would fail any test
    VIOLATIONS.clear()


def test_the_guide_of_the_api_works_under_the_policy(window: Callable[..., BrowserContext], station: Station) -> None:
    page = window().new_page()
    page.goto(f"{station.url}/api/docs/")

    page.locator("#operations-tag-station").first.click()
    expect(page.locator(".opblock").first).to_be_visible()
