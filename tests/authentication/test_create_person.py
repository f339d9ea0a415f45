"""The first administrator of a station that starts empty."""

import io
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from apps.authentication.models import User
from apps.authentication.public import people, people_by_address, profiles
from apps.core.actors import Role
from tests.authentication.factories import UserFactory


def create(monkeypatch, typed, *arguments):
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    out = io.StringIO()
    call_command("create_person", *arguments, stdout=out)
    return out.getvalue()


def test_reads_the_password_from_standard_input(db, monkeypatch, anonymous):
    told = create(monkeypatch, "a-fine-sentence-9\n", "root", "--name", "Ruth Okonkwo")

    person = User.objects.get()
    assert (person.username, person.full_name, person.role) == ("root", "Ruth Okonkwo", Role.ADMINISTRATOR)
    assert "a-fine-sentence-9" not in told
    credentials = {"username": "root", "password": "a-fine-sentence-9"}
    assert anonymous.post("/api/auth/login/", credentials).status_code == 200


@pytest.mark.parametrize(("typed", "says"), [("short\n", "password: "), ("", "password: ")])
def test_refuses_what_the_rules_refuse(db, monkeypatch, typed, says):
    with pytest.raises(CommandError, match=says):
        create(monkeypatch, typed, "root")
    assert not User.objects.exists()


def test_takes_no_password_as_an_argument():
    """Arguments are seen by everyone on the machine."""
    usage = subprocess.run(
        [sys.executable, "manage.py", "create_person", "--help"], capture_output=True, text=True, check=True
    )
    assert "--password" not in usage.stdout


class TestWhatOtherModulesAsk:
    def test_people_by_address(self, db, django_assert_num_queries):
        anna = UserFactory(username="anna", email="anna@example.org")
        ben = UserFactory(username="ben", email="")

        with django_assert_num_queries(1):
            found = people_by_address(addresses=["ANNA", " anna@Example.org", "ben", "", "nobody"])

        assert found == {"ANNA": anna.pk, " anna@Example.org": anna.pk, "ben": ben.pk}

    def test_people_and_profiles_of_ids_take_one_query(self, db, django_assert_num_queries):
        anna, gone = UserFactory(), UserFactory(is_active=False)
        ids = [anna.pk, gone.pk, 10**9]

        with django_assert_num_queries(1):
            refs = people(ids=ids)
        with django_assert_num_queries(1):
            rows = profiles(ids=ids)

        assert set(refs) == set(rows) == {anna.pk, gone.pk}
        assert (refs[anna.pk].name, refs[gone.pk].is_active) == (anna.full_name, False)
        assert rows[anna.pk]["user"]["id"] == anna.pk
