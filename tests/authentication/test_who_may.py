"""Who may change what of whom, and that no way leads around it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from apps.authentication.models import User
from apps.core.actors import Flag, Role
from tests.authentication.factories import UserFactory
from tests.conftest import ApiClient

HR = [Flag.EMPLOYEE_MANAGEMENT]
CHANGES = {
    "first_name": "Hanna",
    "position": "Editor",
    "department": "Operations",
    "phone": "42",
    "start_date": "2027-01-31",
    "email": "new@example.org",
    "username": "hanna",
    "status": "Inactive",
    "role": "engineer",
    "flags": ["change_requests"],
}
DESCRIPTION = {"first_name", "position", "department", "phone", "start_date"}
ACCOUNT = {"email", "username", "status"}
EVERYTHING = set(CHANGES)


def may_change(client, person, path="/api/profiles/{}/"):
    """The fields that the client may change, each tried for itself."""
    allowed = set()
    for field, value in CHANGES.items():
        before = User.objects.filter(pk=person.pk).values().get()
        body = {field: "operator" if value == before.get(field) else value}
        response = client.patch(path.format(person.pk), body)
        if response.status_code == 200:
            allowed.add(field)
        else:
            column = "is_active" if field == "status" else field
            assert (response.status_code, response.json()["field"]) == (403, column)
            assert response.json()["detail"].startswith(f"{column}: ")
            assert User.objects.filter(pk=person.pk).values().get() == before
        User.objects.filter(pk=person.pk).update(**before)
    return allowed


@pytest.mark.parametrize(
    ("actor", "target", "allowed"),
    [
        ({"role": "administrator"}, {"role": "administrator"}, EVERYTHING),
        ({"role": "administrator"}, {"role": "operator"}, EVERYTHING),
        ({"role": "manager"}, {"role": "administrator"}, set()),
        ({"role": "manager"}, {"role": "manager"}, DESCRIPTION | ACCOUNT),
        ({"role": "manager"}, {"role": "scheduler"}, DESCRIPTION | ACCOUNT),
        ({"role": "manager"}, {"role": "operator", "flags": list(Flag)}, DESCRIPTION | ACCOUNT),
        ({"role": "operator", "flags": HR}, {"role": "administrator"}, set()),
        ({"role": "operator", "flags": HR}, {"role": "manager"}, set()),
        ({"role": "operator", "flags": HR}, {"role": "operator"}, DESCRIPTION | ACCOUNT),
        ({"role": "operator", "flags": HR}, {"role": "operator", "flags": HR}, DESCRIPTION | ACCOUNT),
        # their account would give the actor rights that the actor has not
        ({"role": "operator", "flags": HR}, {"role": "scheduler"}, DESCRIPTION),
        ({"role": "operator", "flags": HR}, {"role": "operator", "flags": ["scheduling"]}, DESCRIPTION),
        ({"role": "scheduler", "flags": HR}, {"role": "engineer", "flags": ["system_check"]}, DESCRIPTION),
        ({"role": "scheduler", "flags": HR}, {"role": "scheduler"}, DESCRIPTION | ACCOUNT),
        ({"role": "scheduler"}, {"role": "operator"}, set()),
        ({"role": "engineer"}, {"role": "operator"}, set()),
        ({"role": "operator", "flags": [flag for flag in Flag if flag not in HR]}, {"role": "operator"}, set()),
    ],
    ids=str,
)
def test_of_others(sign_in, actor, target, allowed):
    assert may_change(sign_in(**actor), UserFactory(**target)) == allowed


@pytest.mark.parametrize(
    ("actor", "allowed"),
    [
        ({"role": "operator"}, {"phone"}),
        ({"role": "scheduler"}, {"phone"}),
        ({"role": "operator", "flags": HR}, DESCRIPTION | {"email", "username"}),
        ({"role": "manager"}, DESCRIPTION | {"email", "username"}),
    ],
    ids=str,
)
def test_of_oneself(sign_in, actor, allowed):
    client = sign_in(**actor)
    del_status = {field: value for field, value in CHANGES.items() if field != "status"}

    got = {
        field
        for field, value in del_status.items()
        if client.patch(f"/api/profiles/{client.user.pk}/", {field: value}).status_code == 200
    }

    assert got == allowed


def test_the_users_view_is_no_way_around(sign_in):
    client, person = sign_in(role="operator"), UserFactory()

    for field in ("first_name", "email", "username", "role", "flags"):
        assert client.patch(f"/api/users/{person.pk}/", {field: CHANGES[field]}).status_code == 403
    assert client.patch(f"/api/users/{person.pk}/", {"is_active": False}).status_code == 403


@pytest.mark.parametrize("body", [{"user": {"email": "mine@evil.example"}}, {"user": {"is_active": False}}])
def test_nor_is_the_nested_object(manager, body):
    target = UserFactory(role="administrator")

    assert manager.patch(f"/api/profiles/{target.pk}/", body).status_code == 403


@pytest.mark.parametrize("role", ["administrator", "manager"])
def test_a_whole_object_with_one_allowed_change_goes_through(sign_in, role):
    """Fields one may not change do no harm while they are as they were."""
    UserFactory(role=role)
    client = sign_in(role="operator", position="Editor", flags=["scheduling"])
    whole = client.get(f"/api/profiles/{client.user.pk}/").json()

    response = client.patch(f"/api/profiles/{client.user.pk}/", whole | {"phone": "42"})
    assert (response.status_code, response.json()["phone"]) == (200, "42")

    response = client.patch(f"/api/profiles/{client.user.pk}/", whole | {"position": "Director"})
    assert (response.status_code, response.json()["field"]) == (403, "position")


class TestAdding:
    @pytest.mark.parametrize(
        ("actor", "status"),
        [
            ({"role": "administrator"}, 201),
            ({"role": "manager"}, 201),
            ({"role": "operator", "flags": HR}, 201),
            ({"role": "scheduler"}, 403),
            ({"role": "engineer"}, 403),
            ({"role": "operator"}, 403),
        ],
        ids=str,
    )
    def test_who_adds_people(self, sign_in, actor, status):
        assert sign_in(**actor).post("/api/profiles/", {"full_name": "Ben Berg"}).status_code == status

    @pytest.mark.parametrize("extra", [{"role": "administrator"}, {"role": "scheduler"}, {"flags": ["scheduling"]}])
    def test_only_administrators_give_rights(self, sign_in, extra):
        body = {"full_name": "Ben Berg", **extra}

        for actor in ({"role": "manager"}, {"role": "operator", "flags": HR}):
            response = sign_in(**actor).post("/api/profiles/", body)
            assert (response.status_code, response.json()["field"]) == (403, next(iter(extra)))
        created = sign_in(role="administrator").post("/api/profiles/", body)
        assert (created.status_code, created.json() | extra) == (201, created.json())


class TestInviting:
    @pytest.mark.parametrize(
        ("actor", "target", "status"),
        [
            ({"role": "administrator"}, {"role": "administrator"}, 200),
            ({"role": "manager"}, {"role": "administrator"}, 403),
            ({"role": "manager"}, {"role": "manager"}, 200),
            ({"role": "operator", "flags": HR}, {"role": "manager"}, 403),
            ({"role": "operator", "flags": HR}, {"role": "scheduler"}, 403),
            ({"role": "operator", "flags": HR}, {"role": "operator"}, 200),
            ({"role": "scheduler"}, {"role": "operator"}, 403),
        ],
        ids=str,
    )
    def test_only_who_may_do_as_much(self, sign_in, actor, target, status):
        person = UserFactory(**target)

        assert sign_in(**actor).post(f"/api/profiles/{person.pk}/invite/").status_code == status


class TestTheLastAdministrator:
    @pytest.mark.parametrize("change", [{"status": "Inactive"}, {"role": "manager"}, {"user": {"is_active": False}}])
    def test_stays(self, administrator, change):
        UserFactory(role="administrator", is_active=False)
        path = f"/api/profiles/{administrator.user.pk}/"

        response = administrator.patch(path, change)

        assert (response.status_code, response.json()["code"]) == (409, "last_administrator")
        assert administrator.get(path).json()["role"] == "administrator"

    def test_may_step_down_when_there_is_another(self, administrator):
        UserFactory(role="administrator")

        response = administrator.patch(f"/api/profiles/{administrator.user.pk}/", {"role": "operator"})

        assert response.status_code == 200

    @pytest.mark.django_db(transaction=True)
    def test_of_several_who_step_down_at_once_one_stays(self):
        people = [UserFactory(role="administrator") for _ in range(4)]

        def step_down(person):
            client = ApiClient()
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
            try:
                return client.patch(f"/api/profiles/{person.pk}/", {"role": "operator"}).status_code
            finally:
                connection.close()

        with ThreadPoolExecutor(len(people)) as pool:
            statuses = sorted(pool.map(step_down, people))

        assert statuses == [200, 200, 200, 409]
        assert User.objects.filter(role="administrator", is_active=True).count() == 1


class TestAtOnce:
    @staticmethod
    def add(manager, bodies):
        def post(body):
            client = ApiClient()
            client.force_login(manager, backend="django.contrib.auth.backends.ModelBackend")
            try:
                return client.post("/api/profiles/", body)
            finally:
                connection.close()

        with ThreadPoolExecutor(len(bodies)) as pool:
            return list(pool.map(post, bodies))

    @pytest.mark.django_db(transaction=True)
    def test_one_username_goes_to_one_person(self):
        manager = UserFactory(role=Role.MANAGER)

        answers = self.add(manager, [{"full_name": f"Person {n}", "username": "Anna"} for n in range(6)])

        assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409, 409]

    @pytest.mark.django_db(transaction=True)
    def test_people_of_one_name_all_get_a_username(self):
        manager = UserFactory(role=Role.MANAGER)

        answers = self.add(manager, [{"full_name": "Anna Müller"}] * 6)

        assert {answer.status_code for answer in answers} == {201}
        assert len({answer.json()["username"] for answer in answers}) == 6

    @pytest.mark.django_db(transaction=True)
    def test_of_two_changes_from_one_version_one_counts(self):
        manager, person = UserFactory(role=Role.MANAGER), UserFactory()

        def change(phone):
            client = ApiClient()
            client.force_login(manager, backend="django.contrib.auth.backends.ModelBackend")
            try:
                answer = client.patch(f"/api/profiles/{person.pk}/", {"phone": phone}, headers={"If-Match": '"1"'})
                return answer.status_code
            finally:
                connection.close()

        with ThreadPoolExecutor(4) as pool:
            statuses = sorted(pool.map(change, "1234"))

        assert statuses == [200, 412, 412, 412]


def test_strangers_read_nothing(anonymous):
    person = UserFactory()

    for path in ("/api/profiles/", f"/api/profiles/{person.pk}/", "/api/users/", f"/api/users/{person.pk}/"):
        response = anonymous.get(path)
        assert (response.status_code, response.json()["code"]) == (401, "not_signed_in")
