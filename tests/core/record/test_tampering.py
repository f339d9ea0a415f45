"""What is done to the record past BMS is found and named; what BMS itself refuses does not happen at all."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from apps.authentication.models import User
from apps.core import context
from apps.core.record.hashing import hash_rows
from apps.core.record.models import Seal, SealedRange
from apps.core.record.sealing import newest_seal, seal_record
from apps.core.record.tables import kept_tables
from apps.core.record.verifying import verify_record
from tests.authentication.factories import UserFactory

pytestmark = pytest.mark.django_db

HISTORY = "authentication_userevent"


def seal() -> int:
    return seal_record(now=timezone.now())


def words(**options: str) -> list[str]:
    return [finding.words for finding in verify_record(**options).found]


@pytest.fixture
def trail() -> list[int]:
    """The ids of the history of a person who was changed five times; all of it is sealed, by two seals."""
    person = UserFactory(position="0")
    for step in range(1, 5):
        with context.acting(actor_id=person.pk, request_id=f"request-{step}"):
            person.position = str(step)
            person.save_next_version()
        if step == 2:
            assert seal() == 3
    assert seal() == 2
    return list(User.pgh_event_model.objects.order_by("pgh_id").values_list("pgh_id", flat=True))


@pytest.fixture(autouse=True)
def history_table() -> None:
    from pghistory.core import event_models

    (User.pgh_event_model,) = event_models(tracks_model=User)
    assert User.pgh_event_model._meta.db_table == HISTORY


def test_what_nobody_touched_is_unaltered(trail):
    verified = verify_record(head=newest_seal().head)
    assert (verified.found, verified.rows, verified.seals) == ([], 5, 2)
    assert seal() == 0, "nothing new, so no seal"


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE {table} SET position = 'director' WHERE pgh_id = {third}", ["{table} {third} was altered"]),
        ("UPDATE {table} SET pgh_created_at = pgh_created_at - interval '1 s' WHERE pgh_id = {first}",
         ["{table} {first} was altered"]),
        ("UPDATE {table} SET pgh_context_id = NULL WHERE pgh_id = {third}", ["{table} {third} was altered"]),
        ("DELETE FROM {table} WHERE pgh_id = {third}", ["{table} {third} is missing"]),
        ("UPDATE {table} SET pgh_id = -7 WHERE pgh_id = {third}",
         ["{table} -7 was inserted", "{table} {third} is missing"]),
        ("UPDATE pghistory_context SET metadata = '{{\"actor\": 1}}' WHERE metadata->>'request' = 'request-4'",
         ["{table} {fifth} was altered"]),
    ],
)  # fmt: skip
def test_what_was_done_to_a_row_is_named(trail, tamper, statement, found):
    told = {"table": HISTORY, "first": trail[0], "third": trail[2], "fifth": trail[4]}
    tamper(statement.format(**told), HISTORY, "pghistory_context")
    assert words() == [finding.format(**told) for finding in found]


def test_a_row_put_where_an_id_was_free_is_named(trail, tamper):
    columns = [field.column for field in User.pgh_event_model._meta.concrete_fields]
    names = ", ".join(f'"{name}"' for name in columns)
    values = names.replace('"pgh_id"', str(trail[0] - 1))
    tamper(f"INSERT INTO {HISTORY} ({names}) SELECT {values} FROM {HISTORY} WHERE pgh_id = {trail[3]}", HISTORY)
    assert words() == [f"{HISTORY} {trail[0] - 1} was inserted"]


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE core_seal SET made_at = made_at - interval '1 day' WHERE number = 1", "Seal 1 was altered"),
        ("UPDATE core_seal SET reason = 'nothing' WHERE number = 2", "Seal 2 was altered"),
        ("UPDATE core_seal SET previous = repeat('0', 64) WHERE number = 2", "Seal 2 does not follow"),
        ("UPDATE core_sealed_range SET rows = rows - 1 WHERE seal_id = 1", "Seal 1 was altered"),
        ("DELETE FROM core_sealed_range WHERE seal_id = 2", "a range of it is gone"),
        ("DELETE FROM core_sealed_range WHERE seal_id = 1; DELETE FROM core_seal WHERE number = 1",
         "Seal 1 is missing"),
    ],
)  # fmt: skip
def test_what_was_done_to_the_chain_is_named(trail, tamper, statement, found):
    tamper(statement, "core_seal", "core_sealed_range")
    assert any(found in told for told in words())


def test_an_end_that_was_cut_off_is_known_by_a_head_that_was_kept(trail, tamper):
    head = newest_seal().head
    tamper(
        "DELETE FROM core_sealed_range WHERE seal_id = 2; DELETE FROM core_seal WHERE number = 2;"
        f"DELETE FROM {HISTORY} WHERE pgh_id >= {trail[3]}",
        "core_seal", "core_sealed_range", HISTORY,
    )  # fmt: skip
    assert words() == [], "without a head from outside nothing can know"
    (told,) = words(head=head)
    assert head in told
    assert "cut off" in told


def test_a_chain_made_anew_does_not_hold_the_head_that_was_kept(trail, tamper):
    head = newest_seal().head
    tamper(
        "DELETE FROM core_sealed_range; DELETE FROM core_seal;"
        f"UPDATE {HISTORY} SET position = 'director' WHERE pgh_id = {trail[2]}",
        "core_seal", "core_sealed_range", HISTORY,
    )  # fmt: skip
    seal()
    assert words() == []
    assert any(head in told for told in words(head=head))


@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE {HISTORY} SET position = ''",
        f"DELETE FROM {HISTORY}",
        f"SET LOCAL bms.history_may = ''; TRUNCATE {HISTORY}",
        "UPDATE pghistory_context SET metadata = '{}'",
        "UPDATE core_seal SET reason = 'x'",
        "DELETE FROM core_sealed_range",
        "UPDATE scheduling_time_adjustment SET reason = 'x'",
    ],
)
def test_the_database_itself_refuses_to_change_history(trail, statement):
    if "time_adjustment" in statement:  # has no rows here: that the lock is there is enough
        assert _is_guarded("scheduling_time_adjustment")
        return
    with pytest.raises(DatabaseError, match="The record is kept"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_column_that_a_later_version_adds_breaks_no_seal(trail):
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {HISTORY} ADD COLUMN nickname text NOT NULL DEFAULT 'none'")
        cursor.execute(f"ALTER TABLE {HISTORY} ALTER COLUMN position TYPE text, ALTER COLUMN version TYPE bigint")
    assert words() == []


def test_a_column_that_went_is_told(trail):
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {HISTORY} RENAME COLUMN position TO post")
    assert words()[0].startswith(f"Sealed columns of {HISTORY} are not there any more")


def test_the_form_of_a_row_is_that_of_no_session(trail):
    sealed = SealedRange.objects.filter(table=HISTORY).first()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL TimeZone = 'Asia/Tokyo'; SET LOCAL IntervalStyle = 'iso_8601'")
        cursor.execute("SET LOCAL DateStyle = 'German'; SET LOCAL extra_float_digits = 0")
    table, after, upto = kept_tables()[HISTORY], sealed.after_id, sealed.upto_id
    assert hash_rows(table, sealed.columns, after=after, upto=upto, salt=bytes(sealed.salt)).hash == sealed.hash


def test_the_commands_seal_tell_the_head_and_end_with_an_error_when_something_is_found(trail, tamper, capsys):
    UserFactory()
    call_command("audit", "seal")
    call_command("audit", "head")
    head = newest_seal().head
    call_command("audit", "verify", "--head", head)
    told = capsys.readouterr().out
    assert "1 entries sealed" in told
    assert "Unaltered: 6 entries under 3 seals" in told
    assert head in told
    tamper(f"DELETE FROM {HISTORY} WHERE pgh_id = {trail[0]}", HISTORY)
    with pytest.raises(CommandError, match="not what was sealed"):
        call_command("audit", "verify")
    assert f"{HISTORY} {trail[0]} is missing" in capsys.readouterr().out


def test_every_history_and_every_journal_is_guarded_and_found_by_age():
    assert {"tickets_activity", "scheduling_time_adjustment", HISTORY} <= kept_tables().keys()
    for name in kept_tables():
        assert _is_guarded(name), name
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_indexes WHERE indexname LIKE '%\\_by\\_age'")
        assert set(kept_tables()) <= {name for (name,) in cursor.fetchall()}
    assert not Seal.objects.exists()
    assert not SealedRange.objects.exists()


def _is_guarded(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname LIKE 'history\\_is\\_%%'", [table]
        )
        return cursor.fetchone() == (2,)
