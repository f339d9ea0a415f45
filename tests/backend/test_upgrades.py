"""Migrations that would be felt are refused, those that would not are not."""

import pytest
from django.contrib.postgres.operations import AddConstraintNotValid, AddIndexConcurrently, ValidateConstraint
from django.db import connection, models
from django.db.migrations import Migration, operations
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from backend.upgrades import findings

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def today(django_db_setup, django_db_blocker) -> ProjectState:
    with django_db_blocker.unblock():
        return MigrationLoader(connection).project_state()


def rules(state: ProjectState, *steps: operations.base.Operation, atomic: bool = True) -> set[str]:
    migration = Migration("9999_next", "facilities")
    migration.operations, migration.atomic = list(steps), atomic
    return {found.rule for found in findings(migration, state)}


SHORT = models.CheckConstraint(condition=~models.Q(name=""), name="facility_has_a_name")
NEEDED = models.CharField(max_length=9, default="")


@pytest.mark.parametrize(
    ("operation", "rule"),
    [
        (operations.RemoveField("facility", "name"), "ban-drop-column"),
        (operations.DeleteModel("facility"), "ban-drop-table"),
        (operations.RenameField("facility", "name", "title"), "renaming-column"),
        (operations.AlterModelTable("facility", "rooms"), "renaming-table"),
        (operations.AlterField("facility", "name", models.IntegerField()), "changing-column-type"),
        (operations.AddField("facility", "floor", NEEDED), "column-without-database-default"),
        (operations.AddIndex("facility", models.Index("name", name="by_name")), "require-concurrent-index-creation"),
        (operations.AddConstraint("facility", SHORT), "constraint-missing-not-valid"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, operations.base.Operation) else value,
)
def test_what_people_or_the_version_before_would_feel_is_refused(today, operation, rule) -> None:
    assert rule in rules(today, operation)


def test_an_index_is_not_built_beside_the_traffic_in_a_transaction(today) -> None:
    with pytest.raises(Exception, match="atomic"):
        rules(today, AddIndexConcurrently("facility", models.Index("name", name="by_name")))


@pytest.mark.parametrize(
    ("steps", "atomic"),
    [
        ([operations.AddField("facility", "floor", models.CharField(max_length=9, default="", db_default=""))], True),
        ([operations.AddField("facility", "floor", models.CharField(max_length=9, null=True))], True),
        ([AddIndexConcurrently("facility", models.Index("name", name="by_name"))], False),
        ([AddConstraintNotValid("facility", SHORT)], True),
        ([operations.CreateModel("Room", [("id", models.BigAutoField(primary_key=True)), ("name", NEEDED)])], True),
    ],
    ids=["with database default", "may be null", "index beside the traffic", "not validated", "new table"],
)
def test_what_nobody_feels_is_not(today, steps, atomic) -> None:
    assert rules(today, *steps, atomic=atomic) == set()


def test_a_constraint_is_validated_in_a_migration_of_its_own(today) -> None:
    state = today.clone()
    AddConstraintNotValid("facility", SHORT).state_forwards("facilities", state)

    assert rules(state, ValidateConstraint("facility", SHORT.name)) == set()
