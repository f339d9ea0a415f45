"""The demonstration station is loaded through the services people use."""

import json
from io import StringIO

import pytest
import time_machine
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.test import RequestFactory

from apps.authentication.models import User
from apps.core.rights import Role
from apps.scheduling.models import Booking, Event, TimeEntry, TimeOffRequest


# Over a clock change of Europe/Dublin: overnight duties must fit then as well.
@pytest.mark.django_db
def test_an_empty_station_is_filled_once():
    out = StringIO()
    with time_machine.travel("2027-03-25T10:00:00Z", tick=False):
        call_command("load_demonstration", stdout=out)

    people = json.loads(out.getvalue())["people"]
    assert set(people) == {role.value for role in Role}
    for role, sign_in in people.items():
        person = authenticate(RequestFactory().post("/api/auth/login/"), **sign_in)
        assert isinstance(person, User)
        assert person.role == role
    assert Event.objects.filter(title="Overnight transmission").count() == 29  # every night of the four weeks
    assert not Booking.objects.exclude(status="CONFIRMED").exists()
    assert TimeEntry.objects.filter(status="Pending").exists()
    assert TimeOffRequest.objects.filter(status="Approved").count() == 2
    with pytest.raises(CommandError, match="has people already"):
        call_command("load_demonstration")
