"""Numbers without gaps within a year, in the station's own year, however many ask at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
import time_machine
from django.db import connection, connections, transaction
from django.utils import timezone

from apps.authentication.models import User
from apps.core.actors import SYSTEM
from apps.core.errors import Invalid
from apps.tickets.incidents.services import report_incident
from apps.tickets.register.models import Kind, Ticket
from apps.tickets.register.numbering import open_ticket
from tests.authentication.factories import UserFactory
from tests.tickets.factories import INCIDENTS, incident

CLIENTS = 50


def test_numbers_count_up_within_a_year_and_start_anew(sign_in):
    with time_machine.travel(datetime(2026, 12, 31, 12, tzinfo=UTC), tick=False):
        assert [incident(sign_in())["number"] for _ in range(2)] == ["INC-2026-0001", "INC-2026-0002"]
    with time_machine.travel(datetime(2027, 1, 1, 12, tzinfo=UTC), tick=False):
        assert incident(sign_in())["number"] == "INC-2027-0001"


def test_the_year_is_the_stations(sign_in, settings):
    settings.TIME_ZONE = "Pacific/Auckland"
    with time_machine.travel(datetime(2026, 12, 31, 12, tzinfo=UTC), tick=False):  # one in the morning there
        assert incident(sign_in())["number"] == "INC-2027-0001"


def test_a_refused_report_takes_no_number(operator):
    incident(operator)
    for body in ({"title": "x", "incident_type": 999}, {"title": "x", "facility": 999}, {}):
        assert operator.post(INCIDENTS, body).status_code == 422
    assert incident(operator)["number"].endswith("-0002")


@pytest.mark.django_db
def test_each_kind_counts_by_itself_and_ten_thousand_is_not_the_end():
    now = datetime(2026, 6, 1, tzinfo=UTC)
    assert open_ticket(Kind.INCIDENT, now=now).number == "INC-2026-0001"
    assert open_ticket(Kind.SERVICE, now=now).number == "SRV-2026-0001"
    assert open_ticket(Kind.CHANGE, now=now).number == "CHG-2026-0001"
    with connection.cursor() as cursor:
        cursor.execute("UPDATE tickets_counter SET last = 9998 WHERE kind = 'incident'")
    assert [open_ticket(Kind.INCIDENT, now=now).number for _ in range(2)] == ["INC-2026-9999", "INC-2026-10000"]


@pytest.mark.django_db(transaction=True)
def test_a_number_outside_of_a_transaction_could_leave_a_gap():
    with pytest.raises(transaction.TransactionManagementError):
        open_ticket(Kind.INCIDENT, now=timezone.now())


@pytest.mark.django_db(transaction=True)
def test_fifty_report_at_once_some_of_them_in_vain_and_no_number_is_missing():
    UserFactory()
    reporter = User.objects.get().as_actor()
    barrier = Barrier(CLIENTS)
    now = datetime(2026, 6, 1, tzinfo=UTC)

    def in_vain() -> None:
        raise Invalid("in vain")

    def report(place: int) -> str:
        try:
            barrier.wait(timeout=30)
            if place % 5 == 0:  # fails after the number was taken: it must be given again
                with transaction.atomic():
                    report_incident(actor=reporter, values={"title": f"Fault {place}"}, now=now)
                    in_vain()
            return report_incident(actor=reporter, values={"title": f"Fault {place}"}, now=now).number
        except Invalid:
            return ""
        finally:
            connections.close_all()

    with ThreadPoolExecutor(CLIENTS) as pool:
        numbers = sorted(filter(None, pool.map(report, range(CLIENTS))))

    assert numbers == [f"INC-2026-{place:04d}" for place in range(1, 41)]
    assert Ticket.objects.count() == 40


@pytest.mark.django_db
def test_the_station_itself_may_report():
    assert report_incident(actor=SYSTEM, values={"title": "Probe"}, now=timezone.now()).reporter_id is None
