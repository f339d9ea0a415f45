"""What is outside the API: the console, an existing client's build, the pages of the API guide."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client

PAGE = "<!doctype html><title>{}</title>"
CLIENT_ROUTES = [
    *("/login", "/time-keeping", "/schedule", "/incident-report", "/change-request", "/system-check"),
    *("/management", "/analytics", "/employees", "/employees/7", "/scheduling", "/reports", "/settings"),
    *("/engineering", "/service-tickets", "/incident-tickets", "/service-tickets/7", "/anything/else"),
]


@pytest.fixture
def house(settings, tmp_path) -> Iterator[Client]:
    """A station whose console is built and which serves a client of the house at /."""
    for name in ("console", "client"):
        (tmp_path / name / "assets").mkdir(parents=True)
        (tmp_path / name / "index.html").write_text(PAGE.format(name))
        (tmp_path / name / "assets" / "app-1a2b3c.js").write_text(f"// {name}")
        (tmp_path / name / "favicon.svg").write_text("<svg/>")
    (tmp_path / "client" / "api").mkdir()
    (tmp_path / "client" / "api" / "site").write_text("a client's file")
    (tmp_path / "secret.txt").write_text("secret")
    settings.CONSOLE_DIR, settings.CLIENT_DIR = tmp_path / "console", tmp_path / "client"
    return Client()


def content(response) -> str:
    return (b"".join(response.streaming_content) if response.streaming else response.content).decode()


@pytest.mark.parametrize("path", ["/console/", "/console/schedule?week=2027-W09", "/console/facilities/7", "/console"])
def test_the_console_answers_with_its_page_and_a_token(house, path):
    response = house.get(path)

    assert "<title>console</title>" in content(response)
    assert response["Content-Type"].startswith("text/html")
    assert response["Cache-Control"] == "no-cache"
    assert "csrftoken" in response.cookies


@pytest.mark.parametrize("path", ["/", "/index.html", *CLIENT_ROUTES])
def test_the_clients_own_routes_are_the_clients(house, path):
    response = house.get(path)

    assert "<title>client</title>" in content(response)
    assert "csrftoken" in response.cookies


@pytest.mark.parametrize(("prefix", "name"), [("/console/", "console"), ("/", "client")])
def test_built_files_are_kept_for_good_and_others_are_not(house, prefix, name):
    asset = house.get(f"{prefix}assets/app-1a2b3c.js")

    assert content(asset) == f"// {name}"
    assert "immutable" in asset["Cache-Control"]
    assert asset["Content-Type"].startswith(("text/javascript", "application/javascript"))
    assert "immutable" not in house.get(f"{prefix}favicon.svg")["Cache-Control"]


@pytest.mark.parametrize("path", ["/assets/gone.js", "/console/assets/gone.js", "/static/gone.js"])
def test_a_missing_file_is_not_a_page(house, path):
    response = house.get(path)

    assert response.status_code == 404
    assert "<title>" not in content(response)


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/assets/../../secret.txt",
        "/console/../secret.txt",
        "/console/%2e%2e/secret.txt",
        "/console/assets/..%2f..%2fsecret.txt",
        "//secret.txt",
        "/console/..\\secret.txt",
    ],
)
def test_no_address_leads_out_of_the_folders(house, path):
    assert "secret" not in content(house.get(path))


def test_a_client_cannot_take_the_place_of_the_api(house):
    assert house.get("/api/site").json()["code"] == "not_found"


def test_writing_to_a_page_is_refused_in_json(house):
    assert house.post("/schedule", {}).status_code == 404


def test_without_a_client_the_root_leads_to_the_console(settings):
    settings.CLIENT_DIR = None

    assert Client().get("/")["Location"] == "/console/"
    assert Client().get("/schedule").status_code == 404


def test_a_console_that_is_not_built_says_so(settings, tmp_path):
    settings.CONSOLE_DIR = tmp_path

    assert Client().get("/console/").status_code == 503


def test_the_policy_lets_a_client_style_itself_and_reach_its_stream(house, settings):
    settings.STREAM_PORT = 8001
    policy = house.get("/", headers={"Host": "station.example:8000"})["Content-Security-Policy"]

    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert "'unsafe-inline'" in directives["style-src"]
    assert "data:" in directives["img-src"]
    assert directives["default-src"] == "'self'"
    assert directives["connect-src"] == "'self' http://station.example:8001"


@pytest.mark.parametrize(
    ("port", "host", "address"),
    [
        (None, "station.example", "/api/stream/"),
        (8001, "192.168.1.20:8000", "http://192.168.1.20:8001/api/stream/"),
        (8001, "[::1]:8000", "http://[::1]:8001/api/stream/"),
        (8001, "a b;c", "http://127.0.0.1:8001/api/stream/"),
    ],
)
def test_the_site_tells_its_stream_as_the_caller_reaches_it(settings, port, host, address):
    settings.STREAM_PORT, settings.PUBLIC_URL = port, "http://127.0.0.1:8000"

    assert Client().get("/api/site/", headers={"Host": host}).json()["stream_url"] == address


def test_the_api_guide_needs_nothing_from_elsewhere():
    page = content(Client().get("/api/docs/"))

    addresses = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert addresses
    for address in addresses:
        assert address.startswith("/static/ninja/")
        assert Client().get(address).status_code == 200
    assert not re.search(r"<script(?![^>]*(?:src=|type=\"application/json\"))", page), (
        "the policy allows no inline script"
    )
    assert Client().get("/api/schema/").json()["openapi"].startswith("3.")
