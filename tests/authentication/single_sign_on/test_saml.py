"""Single sign-on by SAML: answers really signed, and what is refused of them."""

from urllib.parse import urlencode, urlsplit

import pytest
from defusedxml import ElementTree

from apps.authentication.models import User
from apps.authentication.single_sign_on.config import SamlProvider
from apps.core.actors import Role
from tests.authentication.factories import UserFactory
from tests.authentication.single_sign_on.identity import ENTITY, NAME, answer_to, key_and_certificate, request_in
from tests.conftest import ApiClient

pytestmark = pytest.mark.urls("tests.authentication.single_sign_on.urls")

PLACE = "/account/sso/saml/campus"
ANNA = {"mail": ["anna@example.org"], "mailok": ["true"], "groups": ["staff", "engineers"]}


@pytest.fixture(autouse=True)
def _campus(db, settings):
    settings.IDENTITY_PROVIDERS = (
        SamlProvider(
            protocol="saml",
            id="campus",
            name="Campus",
            entity_id=ENTITY,
            sso_url="https://id.example.org/sso",
            certificate=key_and_certificate(NAME)[1],
            attributes={"email": "mail", "email_verified": "mailok"},
            groups={"engineers": Role.ENGINEER},
        ),
    )


@pytest.fixture
def anna(db):
    return UserFactory(username="anna", email="anna@example.org")


def browser(**options):
    return ApiClient(headers={"host": "station.example"}, **options)


def come(*, client=None, asked=True, **options):
    """Go to the provider and come back with its answer. The client checks CSRF, as browsers are."""
    client = client or browser(enforce_csrf_checks=True)
    there = client.get(f"{PLACE}/login/")
    request_id, place = request_in(there["Location"])
    options = {"attributes": ANNA, "audience": f"http://station.example{PLACE}/metadata/"} | options
    answer = answer_to(request_id if asked else "_another", place, **options)
    posted = client.generic(
        "POST", urlsplit(place).path, urlencode({"SAMLResponse": answer}), "application/x-www-form-urlencoded"
    )
    assert posted.status_code == 302, posted.content
    return client, client.get(posted["Location"])


def who(client):
    return client.get("/api/auth/user/").json().get("id")


def test_somebody_known_comes_in_with_the_role_of_their_group(anna):
    client, answer = come()

    anna.refresh_from_db()
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert (who(client), anna.role) == (anna.pk, Role.ENGINEER)


@pytest.mark.parametrize(
    "options",
    [
        {"signed_by": "somebody.else"},
        {"change": lambda text: text.replace("anna@", "boss@")},
        {"change": lambda text: text.partition("<ds:Signature")[0] + text.rpartition("</ds:Signature>")[2]},
        {"audience": "https://another.example/metadata"},
        {"minutes": -20},
        {"asked": False},
    ],
    ids=["another's signature", "changed", "unsigned", "for another station", "too old", "not asked for"],
)
def test_an_answer_that_is_not_believed_lets_nobody_in(anna, options):
    UserFactory(username="boss", email="boss@example.org", role=Role.ADMINISTRATOR)
    client, answer = come(**options)

    assert (answer.status_code, "<h1>Not signed in</h1>" in answer.content.decode()) == (401, True)
    assert who(client) is None


def test_an_answer_is_good_in_the_browser_that_asked(anna):
    client = browser()
    request_id, place = request_in(client.get(f"{PLACE}/login/")["Location"])
    answer = answer_to(request_id, place, attributes=ANNA, audience=f"http://station.example{PLACE}/metadata/")
    other = browser()
    posted = other.generic(
        "POST", urlsplit(place).path, urlencode({"SAMLResponse": answer}), "application/x-www-form-urlencoded"
    )

    other.get(posted["Location"])
    assert who(other) is None


def test_an_address_the_provider_has_not_verified_is_nobodys(anna):
    client, answer = come(attributes=ANNA | {"mailok": ["false"]})

    assert (answer.status_code, who(client)) == (403, None)


def test_a_huge_answer_is_refused_before_it_is_kept(anna):
    answer = browser().generic(
        "POST", f"{PLACE}/acs/", b"SAMLResponse=" + b"A" * 300_000, "application/x-www-form-urlencoded"
    )

    assert answer.status_code == 413


def test_no_other_address_goes_without_a_csrf_token(anna):
    client = browser(enforce_csrf_checks=True)

    assert client.generic("POST", "/account/sign-in/", b"", "application/x-www-form-urlencoded").status_code == 403
    assert client.generic("POST", f"{PLACE}/acs/../../../sign-out/", b"").status_code in {403, 404}


def test_the_provider_reads_what_it_needs_to_know_of_the_station(anna):
    root = ElementTree.fromstring(browser().get(f"{PLACE}/metadata/").content)

    assert root.get("entityID") == f"http://station.example{PLACE}/metadata/"
    assert User.objects.count() == 1
