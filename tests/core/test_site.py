"""What is outside the API: the console, an existing client's build, the pages of the API guide."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client

PAGE = '<!doctype html><meta property="csp-nonce" nonce="__NONCE__"><title>{}</title>'
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
    (tmp_path / "client" / "about.html").write_text(PAGE.format("about"))
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


def directives(response) -> dict[str, str]:
    parts = [part.strip().partition(" ") for part in response["Content-Security-Policy"].split(";")]
    return {name: sources for name, _, sources in parts}


@pytest.mark.parametrize("path", ["/", "/index.html", "/schedule", "/about.html"])
def test_the_policy_lets_a_client_style_itself_and_reach_its_stream(house, settings, path):
    settings.STREAM_PORT = 8001
    policy = directives(house.get(path, headers={"Host": "station.example:8000"}))

    assert "'unsafe-inline'" in policy["style-src"]
    assert "data:" in policy["img-src"]
    assert policy["default-src"] == "'self'"
    assert policy["connect-src"] == "'self' http://station.example:8001"


def test_the_console_s_page_carries_the_nonce_of_its_own_answer(house):
    nonces = []
    for answer in (house.get("/console/"), house.get("/console/schedule", headers={"If-None-Match": "*"})):
        [nonce] = re.findall(r'nonce="([\w-]{22})"', content(answer))
        assert directives(answer)["style-src"] == f"'self' 'nonce-{nonce}'"
        assert (answer.status_code, "ETag" in answer, "Last-Modified" in answer) == (200, False, False)
        nonces.append(nonce)
    assert nonces[0] != nonces[1]


PAGES = ["/console/", "/console/assets/gone.js", "/console/favicon.svg", "/api/docs/", "/calendar/x.ics", "/metrics"]


@pytest.mark.parametrize("path", [*PAGES, "/api/site/", "/api/nothing/", "/api/schema/"])
def test_no_answer_of_ours_allows_what_stands_in_the_page_itself(house, path, db):
    policy = directives(house.get(path))

    assert not re.search(r"unsafe-(inline|eval|hashes)|\*|https?:|strict-dynamic", " ".join(policy.values()))
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy.get("object-src", "'none'") == "'none'"
    assert policy["form-action"] in {"'self'", "'none'"}
    assert "data:" not in policy.get("script-src", "")


@pytest.mark.parametrize(
    ("port", "host", "address"),
    [
        (None, "station.example", "/api/stream/"),
        (8001, "192.168.1.20:8000", "http://192.168.1.20:8001/api/stream/"),
        (8001, "[::1]:8000", "http://[::1]:8001/api/stream/"),
    ],
)
def test_the_site_tells_its_stream_as_the_caller_reaches_it(settings, port, host, address):
    settings.STREAM_PORT, settings.PUBLIC_URL = port, "http://127.0.0.1:8000"

    assert Client().get("/api/site/", headers={"Host": host}).json()["stream_url"] == address


def test_a_host_that_is_no_host_does_not_get_into_the_policy(settings):
    settings.STREAM_PORT, settings.PUBLIC_URL = 8001, "http://127.0.0.1:8000"
    answer = Client().get("/console/", headers={"Host": "a b;script-src *"})

    assert (answer.status_code, answer.json()["code"]) == (400, "not_readable")
    assert directives(answer)["connect-src"] == "'self' http://127.0.0.1:8001"
    assert directives(answer)["script-src"] == "'self'"


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
