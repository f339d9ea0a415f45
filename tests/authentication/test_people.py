"""The directory: profiles and users, two views of the same people."""

import pytest
from pghistory.models import Events

from apps.authentication.models import User
from apps.core.actors import Role
from apps.core.models import OutboxEvent
from tests.authentication.factories import UserFactory

USER = {
    "id", "username", "email", "first_name", "last_name", "is_staff", "is_active", "date_joined", "last_login"
}  # fmt: skip
PROFILE = {"id", "user", "full_name", "email", "status", "created_at", "updated_at"}


@pytest.fixture
def anna(db):
    return UserFactory(
        username="anna", email="anna@example.org", first_name="Anna", last_name="Müller", department="Operations"
    )


class TestTheDirectory:
    def test_ones_own_row_comes_first_on_page_one(self, sign_in):
        UserFactory.create_batch(60, first_name="Aaron")
        client = sign_in(first_name="Zoe", last_name="Zuckmayer")

        page = client.get("/api/profiles/").json()

        assert page["count"] == 61
        assert page["results"][0]["id"] == client.user.pk
        assert len(page["results"]) == 50
        second = client.get(page["next"]).json()
        assert client.user.pk not in [row["id"] for row in second["results"]]
        assert len(second["results"]) == 11

    def test_every_row_is_whole(self, operator):
        UserFactory(first_name="", last_name="", email="", username="nameless")
        UserFactory(is_active=False, phone="123", position="Editor", department="Engineering", start_date="2027-01-31")

        rows = operator.get("/api/profiles/").json()["results"]

        for row in rows:
            assert set(row) >= PROFILE
            assert set(row["user"]) >= USER
            assert row["id"] == row["user"]["id"]
            assert row["full_name"]
            assert row["user"]["first_name"] is not None
            assert row["user"]["last_name"] is not None
            assert "" not in [row.get(name) for name in ("phone", "position", "department", "start_date")]
        inactive = next(row for row in rows if row["status"] == "Inactive")
        assert inactive["start_date"] == "2027-01-31"
        assert {row["full_name"] for row in rows} >= {"nameless"}

    @pytest.mark.parametrize("path", ["/api/profiles/", "/api/users/"])
    def test_takes_four_queries_however_many_people(self, operator, path, django_assert_num_queries):
        UserFactory.create_batch(40)
        with django_assert_num_queries(4):  # session, person, count, page
            operator.get(path)

    @pytest.mark.parametrize("path", ["/api/profiles/{}/", "/api/users/{}/"])
    def test_one_person_takes_three(self, operator, anna, path, django_assert_num_queries):
        with django_assert_num_queries(3):
            operator.get(path.format(anna.pk))

    @pytest.mark.parametrize(
        "search", ["müller", "muler anna", "Anna Mullr", "anna@example", "ana@exmple.org", "MÜLLER"]
    )
    def test_search_forgives_typing_errors(self, sign_in, anna, search):
        operator = sign_in(first_name="Zoe", last_name="Zuckmayer")
        UserFactory.create_batch(5, first_name="Ruth", last_name="Okonkwo")

        rows = operator.get("/api/profiles/", {"search": search}).json()["results"]

        assert [row["id"] for row in rows] == [anna.pk]

    def test_search_brings_the_nearest_first_and_finds_nothing_for_nonsense(self, sign_in):
        operator = sign_in(first_name="Zoe", last_name="Zuckmayer")
        UserFactory(first_name="Johan", last_name="Smithe")
        near = UserFactory(first_name="John", last_name="Smith")

        assert operator.get("/api/profiles/?search=john smith").json()["results"][0]["id"] == near.pk
        assert operator.get("/api/profiles/?search=qxqxqxqx").json()["count"] == 0

    @pytest.mark.parametrize(
        "query",
        [
            "department=operations",
            "status=Active&department=Operations",
            "username=ANNA",
            "email=Anna@example.org",
            "position=gallery director",
            "start_date=2027-02-28",
            "role=engineer",
        ],
    )
    def test_there_is_a_filter_per_field(self, operator, anna, query):
        User.objects.filter(pk=anna.pk).update(position="Gallery director", start_date="2027-02-28", role="engineer")
        UserFactory(department="Engineering")

        assert [row["id"] for row in operator.get(f"/api/profiles/?{query}").json()["results"]] == [anna.pk]

    def test_a_filter_by_person_and_by_status(self, operator, anna):
        gone = UserFactory(is_active=False)

        assert [row["id"] for row in operator.get(f"/api/profiles/?user={anna.pk}").json()["results"]] == [anna.pk]
        assert [row["id"] for row in operator.get("/api/profiles/?status=Inactive").json()["results"]] == [gone.pk]

    def test_users_are_filtered_too(self, sign_in, anna):
        manager = sign_in(role="manager", first_name="Zoe", last_name="Zuckmayer")
        assert [row["id"] for row in manager.get("/api/users/?is_staff=true").json()["results"]] == [manager.user.pk]
        assert [row["id"] for row in manager.get("/api/users/?is_staff=false").json()["results"]] == [anna.pk]
        assert manager.get("/api/users/?is_active=false").json()["count"] == 0
        assert [row["id"] for row in manager.get("/api/users/?search=müller").json()["results"]] == [anna.pk]

    def test_an_order_is_kept_when_asked_for(self, sign_in):
        client = sign_in(first_name="M")
        UserFactory(first_name="A")
        UserFactory(first_name="Z")

        def names(order):
            return [
                row["user"]["first_name"] for row in client.get(f"/api/profiles/?ordering={order}").json()["results"]
            ]

        assert names("first_name") == ["A", "M", "Z"]
        assert names("-first_name") == ["Z", "M", "A"]

    @pytest.mark.parametrize(
        ("query", "field"),
        [("ordering=password", "ordering"), ("status=Gone", "status"), ("page=0", "page"), ("user=x", "user")],
    )
    def test_what_cannot_be_asked_is_told(self, operator, query, field):
        response = operator.get(f"/api/profiles/?{query}")

        assert response.status_code == 422
        assert list(response.json()["errors"]) == [field]

    @pytest.mark.parametrize("path", ["/api/profiles/999999/", "/api/users/999999/"])
    def test_nobody_is_not_found(self, operator, path):
        assert operator.get(path).status_code == 404

    def test_no_password_leaves_the_server(self, administrator, anna):
        for path in ("/api/profiles/", f"/api/profiles/{anna.pk}/", "/api/users/", f"/api/users/{anna.pk}/"):
            text = administrator.get(path).content.decode()
            assert "argon2" not in text
            assert "password" not in text


class TestAdding:
    @pytest.mark.parametrize(
        "blanks", [{}, {"username": None, "email": "", "user": None, "status": "", "role": None, "password": None}]
    )
    def test_a_name_alone_is_enough(self, manager, blanks):
        response = manager.post("/api/profiles/", {"full_name": "Anna Maria Müller", **blanks})

        profile = response.json()
        assert response.status_code == 201
        assert response["ETag"] == '"1"'
        assert (profile["full_name"], profile["user"]["username"]) == ("Anna Maria Müller", "anna.maria.muller")
        assert (profile["user"]["first_name"], profile["user"]["last_name"]) == ("Anna", "Maria Müller")
        assert (profile["role"], profile["status"]) == ("operator", "Active")
        assert not User.objects.get(pk=profile["id"]).has_usable_password()

    @pytest.mark.parametrize(
        ("name", "username"),
        [
            ("Cher", "cher"),
            ("李 雷", "李.雷"),
            ("  Seán   O'Brien ", "sean.obrien"),
            ("Æ! — ?", "æ"),
            ("!!!", "person"),
            ("Jean-Luc Godard", "jean.luc.godard"),
        ],
    )
    def test_a_username_is_made_of_any_name(self, manager, name, username):
        profile = manager.post("/api/profiles/", {"full_name": name}).json()

        assert profile["username"] == username
        assert profile["full_name"] == " ".join(name.split())

    def test_people_of_one_name_get_different_usernames(self, manager):
        names = [manager.post("/api/profiles/", {"full_name": "Anna Müller"}).json()["username"] for _ in range(3)]

        assert names == ["anna.muller", "anna.muller2", "anna.muller3"]

    def test_everything_at_once_as_a_nested_object(self, manager):
        body = {
            "id": 7,
            "full_name": "Ben Berg",
            "user": {"id": 9, "username": "bb", "email": "ben@example.org", "is_staff": True},
            "phone": "+353 1 234",
            "position": "Editor",
            "department": "Operations",
            "start_date": "2027-01-31",
            "status": "Active",
            "created_at": "1999-01-01T00:00:00Z",
        }

        profile = manager.post("/api/profiles/", body).json()

        assert profile["username"] == "bb"
        assert profile["email"] == profile["user"]["email"] == "ben@example.org"
        assert (profile["phone"], profile["start_date"]) == ("+353 1 234", "2027-01-31")
        assert profile["id"] not in {7, 9}
        assert not profile["user"]["is_staff"]
        assert not profile["created_at"].startswith("1999")

    def test_with_a_password_there_is_no_invitation(self, manager, anonymous):
        body = {"full_name": "Ben Berg", "email": "ben@example.org", "password": "a-fine-sentence-9"}
        profile = manager.post("/api/profiles/", body).json()

        assert "invited" not in profile
        credentials = {"username": "ben.berg", "password": "a-fine-sentence-9"}
        assert anonymous.post("/api/auth/login/", credentials).status_code == 200

    def test_facts_are_told(self, manager):
        person = manager.post("/api/profiles/", {"full_name": "Ben Berg", "email": "ben@example.org"}).json()

        facts = OutboxEvent.objects.order_by("id")
        assert [fact.type for fact in facts] == ["person.added", "person.invited"]
        assert {fact.subject for fact in facts} == {f"person:{person['id']}"}
        assert {fact.actor_id for fact in facts} == {manager.user.pk}

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({}, "full_name"),
            ({"full_name": "   "}, "full_name"),
            ({"full_name": None}, "full_name"),
            ({"full_name": "x" * 200}, "full_name"),
            ({"full_name": "A B", "email": "nonsense"}, "email"),
            ({"full_name": "A B", "username": "has space"}, "username"),
            ({"full_name": "A B", "start_date": "2027-02-30"}, "start_date"),
            ({"full_name": "A B", "status": "Gone"}, "status"),
            ({"full_name": "A B", "password": "short"}, "password"),
            ({"full_name": "A B", "user": {"email": "nonsense"}}, "user.email"),
            ({"full_name": "A\x00B"}, "full_name"),
        ],
    )
    def test_what_is_wrong_is_named(self, manager, body, field):
        response = manager.post("/api/profiles/", body)

        assert response.status_code == 422
        assert field in response.json()["errors"]
        assert response.json()["detail"].startswith(f"{field}: ")
        assert User.objects.count() == 1

    @pytest.mark.parametrize(
        ("body", "code"),
        [
            ({"username": "ANNA"}, "username_taken"),
            ({"username": "anna@example.org"}, "username_taken"),
            ({"email": "Anna@Example.org"}, "email_taken"),
        ],
    )
    def test_names_and_addresses_belong_to_one_person(self, manager, anna, body, code):
        response = manager.post("/api/profiles/", {"full_name": "Another One", **body})

        assert (response.status_code, response.json()["code"]) == (409, code)
        assert User.objects.count() == 2


class TestChanging:
    def test_a_whole_object_read_earlier_may_be_sent_back(self, manager, anna):
        whole = manager.get(f"/api/profiles/{anna.pk}/").json()

        response = manager.patch(f"/api/profiles/{anna.pk}/", whole)

        assert (response.status_code, response.json()) == (200, whole)
        assert not OutboxEvent.objects.exists()

    @pytest.mark.parametrize(
        ("path", "value"),
        [
            (("full_name",), "Anna Schmidt"),
            (("email",), "new@example.org"),
            (("user", "email"), "new@example.org"),
            (("user", "first_name"), "Hanna"),
            (("user", "username"), "hanna"),
            (("department",), "Engineering"),
            (("department",), None),
            (("start_date",), "2027-03-01"),
            (("status",), "Inactive"),
            (("user", "is_active"), False),
        ],
    )
    def test_one_thing_changed_in_a_whole_object(self, manager, anna, path, value):
        whole = manager.get(f"/api/profiles/{anna.pk}/").json()
        target = whole
        for step in path[:-1]:
            target = target[step]
        target[path[-1]] = value

        response = manager.patch(f"/api/profiles/{anna.pk}/", whole)

        changed = response.json()
        found = changed
        for step in path:
            found = found.get(step)
        assert (response.status_code, found) == (200, value)
        assert changed["email"] == changed["user"]["email"]
        assert (changed["status"] == "Active") is changed["user"]["is_active"]
        assert changed["version"] == whole["version"] + 1
        assert response["ETag"] == f'"{changed["version"]}"'

    def test_null_and_empty_clear(self, manager, anna):
        User.objects.filter(pk=anna.pk).update(phone="1", position="2", start_date="2027-01-01")

        body = {"phone": None, "position": "", "department": None, "start_date": "", "email": None}
        changed = manager.patch(f"/api/profiles/{anna.pk}/", body).json()

        assert not {"phone", "position", "department", "start_date"} & set(changed)
        assert changed["email"] == ""

    @pytest.mark.parametrize(("field", "code"), [("username", 422), ("full_name", 422)])
    def test_what_everybody_has_cannot_be_cleared(self, manager, anna, field, code):
        response = manager.patch(f"/api/profiles/{anna.pk}/", {field: ""})

        assert (response.status_code, list(response.json()["errors"])) == (code, [field])

    def test_an_older_version_is_refused(self, manager, anna):
        etag = manager.get(f"/api/profiles/{anna.pk}/")["ETag"]
        first = manager.patch(f"/api/profiles/{anna.pk}/", {"phone": "1"}, headers={"If-Match": etag})
        second = manager.patch(f"/api/profiles/{anna.pk}/", {"phone": "2"}, headers={"If-Match": etag})

        assert (first.status_code, second.status_code) == (200, 412)
        assert User.objects.get(pk=anna.pk).phone == "1"

    def test_a_user_is_the_same_person(self, manager, anna):
        user = manager.get(f"/api/users/{anna.pk}/").json()
        assert set(user) >= USER

        changed = manager.patch(f"/api/users/{anna.pk}/", user | {"last_name": "Schmidt"})

        assert changed.status_code == 200
        assert changed["ETag"] == '"2"'
        assert manager.get(f"/api/profiles/{anna.pk}/").json()["full_name"] == "Anna Schmidt"

    def test_a_taken_name_is_a_clash(self, manager, anna):
        other = UserFactory()

        response = manager.patch(f"/api/users/{other.pk}/", {"username": "Anna"})

        assert (response.status_code, response.json()["code"]) == (409, "username_taken")

    def test_it_is_told_and_kept_in_the_history(self, manager, anna):
        manager.patch(f"/api/profiles/{anna.pk}/", {"phone": "42", "department": "Engineering"})

        (fact,) = OutboxEvent.objects.all()
        assert (fact.type, fact.live, fact.payload["fields"]) == ("person.changed", True, ["department", "phone"])
        last = Events.objects.tracks(User.objects.get(pk=anna.pk)).order_by("-pgh_id").first()
        assert last.pgh_diff["phone"] == ["", "42"]
        assert last.pgh_context["actor"] == manager.user.pk
        assert "password" not in last.pgh_data

    def test_nobody_is_ever_deleted(self, administrator, anna):
        for path in (f"/api/profiles/{anna.pk}/", f"/api/users/{anna.pk}/"):
            assert administrator.delete(path).status_code == 405

    @pytest.mark.parametrize("role", list(Role))
    def test_is_staff_follows_the_role(self, administrator, anna, role):
        changed = administrator.patch(f"/api/profiles/{anna.pk}/", {"role": role.value}).json()

        assert changed["role"] == role
        assert changed["user"]["is_staff"] is (role in {Role.ADMINISTRATOR, Role.MANAGER})


class TestEmergencyContact:
    def test_is_empty_until_given(self, operator):
        path = f"/api/profiles/{operator.user.pk}/emergency-contact/"

        empty = operator.get(path)
        assert (empty.json(), empty["ETag"]) == ({"version": 0}, '"0"')
        contact = {"name": "Max Müller", "relationship": "brother", "phone": "+353"}
        given = operator.patch(path, contact, headers={"If-Match": '"0"'})

        assert given.json() == contact | {"version": 1}
        assert operator.get(path).json() == given.json()
        assert operator.patch(path, {"phone": None}, headers={"If-Match": '"0"'}).status_code == 412
        assert operator.patch(path, {"phone": None}, headers={"If-Match": '"1"'}).json()["version"] == 2

    def test_managers_read_and_change_it(self, manager, anna):
        path = f"/api/profiles/{anna.pk}/emergency-contact/"

        assert manager.patch(path, {"name": "Max"}).status_code == 200
        assert manager.get(path).json()["name"] == "Max"

    @pytest.mark.parametrize(
        "values",
        [{"role": "operator"}, {"role": "scheduler"}, {"role": "engineer"}, {"flags": ["employee_management"]}],
    )
    def test_nobody_else_does(self, sign_in, anna, values):
        client = sign_in(**values)
        path = f"/api/profiles/{anna.pk}/emergency-contact/"

        assert client.get(path).status_code == 403
        assert client.patch(path, {"name": "Max"}).status_code == 403
