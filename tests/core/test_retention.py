"""How long things are kept: what would go is told, what goes is what was told, and history says so."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from apps.authentication.models import User
from apps.core.record.models import Seal, SealKind
from apps.core.record.sealing import seal_record
from apps.core.record.verifying import verify_record
from apps.core.retention import forget_outlived
from apps.notifications.models import Notification
from apps.scheduling.timekeeping.models import TimeAdjustment, TimeBreak, TimeEntry
from apps.tickets.activity.models import Activity
from apps.tickets.incidents.models import Incident
from tests.authentication.factories import UserFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2030, 6, 1, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=4 * 366)


def told(client) -> dict[str, int]:
    return {kind["key"]: kind["outlived"] for kind in client.get("/api/retention/").json()["kinds"]}


def allow(client, **values: float) -> None:
    assert (
        client.patch("/api/settings/", {key.replace("__", "."): value for key, value in values.items()}).status_code
        == 200
    )


def test_nothing_of_the_record_goes_unless_the_station_says_so(administrator):
    kinds = {kind["key"]: kind["kept"] for kind in administrator.get("/api/retention/").json()["kinds"]}
    assert {key for key, kept in kinds.items() if kept == 0} == {
        "record.kept_years", "tickets.files_kept_years", "time.kept_years",
    }  # fmt: skip
    person = UserFactory()
    TimeEntry.objects.create(user_id=person.pk, date=LONG_AGO.date(), time_zone="UTC")
    forget_outlived(now=NOW + timedelta(days=99 * 366))
    assert TimeEntry.objects.exists()
    assert User.objects.filter(pk=person.pk).exists()


def test_a_dry_run_counts_and_removes_nothing(administrator):
    person = UserFactory()
    for days in (89, 91):
        at = datetime.now(UTC) - timedelta(days=days)
        Notification.objects.create(person_id=person.pk, kind="k", title="t", created_at=at, read_at=at)
    assert told(administrator)["notifications.kept_days"] == 1
    assert Notification.objects.count() == 2

    assert forget_outlived(now=datetime.now(UTC))["notifications.kept_days"] == 1
    assert told(administrator)["notifications.kept_days"] == 0
    allow(administrator, notifications__kept_days=30)
    assert told(administrator)["notifications.kept_days"] == 1


def test_time_records_go_with_what_hangs_on_them_and_the_chain_says_so(administrator):
    person = UserFactory()
    for at in (LONG_AGO, NOW):
        entry = TimeEntry.objects.create(
            user_id=person.pk, date=at.date(), clock_in_at=at, clock_out_at=at + timedelta(hours=8),
            worked_seconds=28_800, time_zone="UTC",
        )  # fmt: skip
        TimeBreak.objects.create(entry=entry, start_at=at + timedelta(hours=1), end_at=at + timedelta(hours=2))
        TimeAdjustment.objects.create(entry=entry, reason="Overran", before={}, after={}, adjusted_at=at)
    seal_record(now=NOW)
    allow(administrator, time__kept_years=3)

    assert forget_outlived(now=NOW)["time.kept_years"] == 1

    assert [entry.date for entry in TimeEntry.objects.all()] == [NOW.date()]
    assert (TimeBreak.objects.count(), TimeAdjustment.objects.count()) == (1, 1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT pgh_obj_id) FROM scheduling_timeentryhistory")
        assert cursor.fetchone() == (1,)
    expired = Seal.objects.get(kind=SealKind.EXPIRED)
    assert "Time records from before 2027-05" in expired.reason
    seal_record(now=NOW)
    assert verify_record().found == []


def test_history_goes_where_it_may_and_the_chain_stays_right(administrator):
    UserFactory.create_batch(3)
    seal_record(now=NOW)
    head = Seal.objects.latest("number").head
    allow(administrator, record__kept_years=1)

    gone = forget_outlived(now=datetime.now(UTC) + timedelta(days=400))["record.kept_years"]

    assert gone >= 4
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM authentication_userevent")
        assert cursor.fetchone() == (0,)
    verified = verify_record(head=head)
    assert (verified.found, verified.rewritten > 0, verified.rows) == ([], True, 0)


def test_files_of_closed_tickets_go_and_their_timeline_names_them(administrator, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    from tests.permissions.world import World

    world = World(administrator.user)
    attachment = world.attachment
    ticket = attachment.ticket
    allow(administrator, tickets__files_kept_years=1)
    later = datetime.now(UTC) + timedelta(days=400)
    assert forget_outlived(now=later)["tickets.files_kept_years"] == 0, "the ticket is open"
    Incident.objects.filter(ticket=ticket).update(status="Closed", resolved_at=NOW)

    assert forget_outlived(now=later)["tickets.files_kept_years"] == 1

    attachment.refresh_from_db()
    assert attachment.removed_at == later
    assert Activity.objects.filter(ticket=ticket, what="detached", actor_id=None, before=attachment.name).exists()


def test_only_administrators_see_what_would_go(manager):
    assert manager.get("/api/retention/").status_code == 403
