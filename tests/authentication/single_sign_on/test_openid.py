"""Single sign-on against an OpenID Connect provider that runs beside the tests and is asked over HTTP."""

from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from oidc_provider_mock import User as Known
from oidc_provider_mock import run_server_in_thread

from apps.authentication.models import Session, User
from apps.authentication.single_sign_on.config import OpenIdProvider
from apps.core.actors import Role
from apps.core.models import OutboxEvent, SwitchValue
from tests.authentication.factories import UserFactory
from tests.conftest import ApiClient

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the provider's own library

LOGIN = "/account/sso/oidc/house/login/"
VERIFIED = {"email_verified": True}
EVERYBODY = [
    Known(
        sub="1", claims={"email": "anna@example.org", "name": "Anna Müller", "groups": ["bms-engineers"], **VERIFIED}
    ),
    Known(sub="2", claims={"email": "anna@example.org", "email_verified": False}),
    Known(sub="3", claims={"email": "anna@example.org", "email_verified": "false"}),
    Known(
        sub="4",
        claims={
            "email": "new@example.org",
            "given_name": "Nora",
            "family_name": "Neu",
            "preferred_username": "nora",
            "groups": ["staff", "bms-engineers", "bms-admins"],
            **VERIFIED,
        },
    ),
    Known(sub="5", claims={"email": "out@example.org", "groups": ["visitors"], **VERIFIED}),
]


@pytest.fixture(scope="module")
def server():
    with run_server_in_thread(user_claims=EVERYBODY) as running:
        yield f"http://localhost:{running.server_port}"


@pytest.fixture
def house(db, server, settings):
    """`house(creates_people=True, ...)`: the station knows the provider so."""

    def configure(**values):
        values = {
            "id": "house",
            "name": "The House",
            "client_id": "bms",
            "client_secret": "s",
            "server": server,
        } | values
        settings.IDENTITY_PROVIDERS = (OpenIdProvider(protocol="openid", **values),)

    configure()
    return configure


@pytest.fixture
def anna(db):
    return UserFactory(username="anna", email="Anna@example.org", role=Role.OPERATOR)


def come(sub, *, client=None, back=None, query=""):
    """Go to the provider, say there who one is, and come back. Returns the client and the last answer."""
    client = client or ApiClient(REMOTE_ADDR="192.0.2.1")
    there = client.get(LOGIN + query)
    assert there.status_code == 302, there.content
    answer = httpx.post(there["Location"], data={"sub": sub} if sub else {"action": "deny"})
    returned = urlsplit(answer.headers["Location"])
    if "state=" not in returned.query:  # OAuth asks for it in refusals too; this provider leaves it out
        state = parse_qs(urlsplit(there["Location"]).query)["state"][0]
        returned = returned._replace(query=f"{returned.query}&state={state}")
    return client, client.get(f"{returned.path}?{(back or (lambda text: text))(returned.query)}")


def who(client):
    return client.get("/api/auth/user/").json().get("id")


class TestSomebodyKnown:
    def test_comes_in_by_a_verified_address(self, anna, house):
        client, answer = come("1", query="?next=/console/today")

        assert (answer.status_code, answer["Location"]) == (302, "/console/today")
        assert who(client) == anna.pk
        assert [(row.user_id, row.ip_address) for row in Session.objects.all()] == [(anna.pk, "192.0.2.1")]

    def test_and_is_known_by_the_providers_id_from_then_on(self, anna, house):
        come("1")
        User.objects.update(email="changed@example.org")

        assert who(come("1")[0]) == anna.pk

    def test_keeps_the_password_and_what_was_said_is_not_kept(self, anna, house):
        come("1")

        anna.refresh_from_db()
        assert anna.has_usable_password()
        assert SocialAccount.objects.get().extra_data == {}

    @pytest.mark.parametrize("sub", ["2", "3"])
    def test_not_by_an_address_nobody_has_verified(self, anna, house, sub):
        house(creates_people=True)
        client, answer = come(sub)

        assert answer.status_code == 403
        assert "does not say that it is yours" in answer.content.decode()
        assert who(client) is None
        assert not SocialAccount.objects.exists()

    def test_unless_the_station_believes_the_provider(self, anna, house):
        house(trusts_email=True)

        assert who(come("2")[0]) == anna.pk

    def test_nobody_inactive(self, anna, house):
        User.objects.update(is_active=False)
        client, answer = come("1")

        assert (answer.status_code, "not active" in answer.content.decode()) == (403, True)
        assert who(client) is None
        assert not SocialAccount.objects.exists()

    def test_gives_up_the_session_that_was_there(self, anna, house, sign_in):
        client = sign_in(username="ben")
        come("1", client=client)

        assert who(client) == anna.pk
        assert [row.user_id for row in Session.objects.all()] == [anna.pk]

    def test_takes_a_new_key(self, anna, house):
        client = ApiClient()
        client.get(LOGIN)
        before = client.cookies["sessionid"].value
        come("1", client=client)

        assert client.cookies["sessionid"].value != before


class TestSomebodyNew:
    def test_is_refused_where_accounts_are_made_by_people_alone(self, house):
        _, answer = come("4")

        assert (answer.status_code, "ask an administrator" in answer.content.decode()) == (403, True)
        assert not User.objects.exists()

    def test_gets_an_account_where_that_is_allowed(self, house):
        house(creates_people=True)
        client, _ = come("4")

        person = User.objects.get()
        assert (person.username, person.full_name, person.email) == ("nora", "Nora Neu", "new@example.org")
        assert (person.role, who(client)) == (Role.OPERATOR, person.pk)
        assert not person.has_usable_password()
        assert set(OutboxEvent.objects.values_list("type", flat=True)) == {"person.added"}  # nobody is invited

    def test_a_name_that_is_taken_is_nobodys_way_in(self, house):
        UserFactory(username="nora")
        house(creates_people=True)
        come("4")

        assert User.objects.filter(email="new@example.org").get().username == "nora.neu"


class TestGroups:
    GROUPS = {"bms-admins": Role.ADMINISTRATOR, "bms-engineers": Role.ENGINEER}  # noqa: RUF012

    def test_the_mightiest_counts(self, house):
        house(creates_people=True, groups=self.GROUPS)
        come("4")

        assert User.objects.get().role == Role.ADMINISTRATOR

    def test_the_role_follows_at_every_sign_in(self, anna, house):
        User.objects.update(role=Role.MANAGER)
        house(groups=self.GROUPS)
        come("1")

        anna.refresh_from_db()
        assert anna.role == Role.ENGINEER
        assert OutboxEvent.objects.filter(type="person.changed", payload__fields=["role"]).exists()

    def test_without_groups_it_is_left_alone(self, anna, house):
        User.objects.update(role=Role.MANAGER)
        come("1")

        anna.refresh_from_db()
        assert anna.role == Role.MANAGER

    def test_in_no_group_nobody_comes_in_where_the_station_says_so(self, house):
        house(creates_people=True, groups=self.GROUPS, role_otherwise=None)
        _, answer = come("5")

        assert (answer.status_code, User.objects.count()) == (403, 0)

    def test_the_last_administrator_stays_one(self, anna, house):
        User.objects.update(role=Role.ADMINISTRATOR)
        house(groups=self.GROUPS)
        client, _ = come("1")

        anna.refresh_from_db()
        assert (anna.role, who(client)) == (Role.ADMINISTRATOR, anna.pk)


class TestTheSecondFactor:
    @pytest.fixture
    def with_one(self, anna):
        Authenticator.objects.create(user=anna, type="totp", data={"secret": "x"})

    def test_is_asked_for_here_as_well(self, anna, house, with_one):
        client, answer = come("1")

        assert answer["Location"] == "/account/second-factor/authenticate/"
        assert client.get(answer["Location"]).status_code == 200
        assert who(client) is None

    def test_unless_the_provider_is_believed_to_have_asked(self, anna, house, with_one):
        house(asks_second_factor=True)

        assert who(come("1")[0]) == anna.pk

    def test_a_role_that_needs_one_has_it_from_such_a_provider(self, anna, house):
        SwitchValue.objects.create(key="sign_in.second_factor_of_operators", value=True)
        assert come("1")[1]["Location"] == "/account/set-up/"

        house(asks_second_factor=True)
        assert who(come("1")[0]) == anna.pk

    def test_what_one_provider_vouched_for_is_not_lent_to_a_password(self, anna, house, with_one):
        house(asks_second_factor=True)
        client, _ = come("1")
        ben = UserFactory(username="ben")
        Authenticator.objects.create(user=ben, type="totp", data={"secret": "x"})

        answer = client.post("/api/auth/login/", {"username": "ben", "password": "correct-horse-battery"})
        assert answer.json()["code"] == "second_factor_needed"


class TestWhatDoesNotWork:
    def test_cancelling(self, house):
        _, answer = come(None)

        assert answer["Location"] == "/account/sso/cancelled/"
        assert "cancelled" in ApiClient().get(answer["Location"]).content.decode()

    @pytest.mark.parametrize(
        "spoil",
        [
            lambda query: query.replace("state=", "state=x"),
            lambda query: query.replace("code=", "code=x"),
            lambda query: f"code={parse_qs(query)['code'][0]}",
        ],
    )
    def test_an_answer_that_is_not_the_right_one(self, anna, house, spoil):
        client, answer = come("1", back=spoil)

        assert (answer.status_code, "<h1>Not signed in</h1>" in answer.content.decode()) == (401, True)
        assert who(client) is None

    def test_an_answer_in_another_browser(self, anna, house):
        there = ApiClient().get(LOGIN)
        answer = httpx.post(there["Location"], data={"sub": "1"})
        returned = urlsplit(answer.headers["Location"])
        other = ApiClient()
        other.get(f"{returned.path}?{returned.query}")

        assert who(other) is None

    def test_no_other_site_begins_it(self, house):
        answer = ApiClient().get(LOGIN, headers={"sec-fetch-site": "cross-site"})

        assert answer["Location"] == "/account/sign-in/"

    def test_a_provider_that_is_away(self, house):
        house(server="http://localhost:9")
        answer = ApiClient().get(LOGIN)

        assert (answer.status_code, "does not answer" in answer.content.decode()) == (503, True)

    def test_where_there_is_none_there_is_no_address(self, db):
        assert ApiClient().get(LOGIN).status_code == 404
        assert "Sign in with The" not in ApiClient().get("/account/sign-in/").content.decode()

    def test_where_there_is_one_the_page_leads_there(self, house):
        assert f'href="{LOGIN}?next=' in ApiClient().get("/account/sign-in/").content.decode()

    def test_the_browser_goes_with_a_challenge_and_a_state(self, house):
        query = parse_qs(urlsplit(ApiClient().get(LOGIN)["Location"]).query)

        assert query["code_challenge_method"] == ["S256"]
        assert len(query["state"][0]) >= 16
        assert query["redirect_uri"][0].endswith(f"{LOGIN}callback/")
