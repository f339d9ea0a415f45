"""A station under load is backed up into a bucket, lost, and made again: nothing accepted before is missing."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from launcher.project import ROOT
from launcher.services import services
from launcher.station import Station
from tests.core.backups.store import BUCKET, s3_store
from tests.station.conftest import RunningStation, Slots
from tests.station.test_chaos import Load, under_load

pytestmark = pytest.mark.station

COUNTED = ("authentication_user", "facilities_facility", "tickets_incident", "scheduling_shift")


def bms(*words: object, **settings: str) -> str:
    env = {name: value for name, value in os.environ.items() if not name.startswith("BMS_")} | settings
    told = subprocess.run(
        [sys.executable, str(ROOT / "bms"), *map(str, words)], env=env, capture_output=True, text=True, check=False
    )
    return f"{told.stdout}{told.stderr}" if not told.returncode else f"REFUSED {told.stdout}{told.stderr}"


def test_a_station_under_load_is_restored_from_its_backup(
    station: RunningStation, slots: Slots, tmp_path: Path
) -> None:
    key, again = tmp_path / "private.key", tmp_path / "again"
    upload = station.station.folder / "uploads" / "drill" / "plan.txt"
    upload.parent.mkdir(parents=True)
    upload.write_text("Rig at six\n")
    counts = {table: station.sql(f"SELECT count(*) FROM {table}") for table in COUNTED}
    before: list[int] = []
    recipient = bms("manage", "backup_key", key).split("BMS_BACKUP_RECIPIENT=")[1].split()[0]

    async def trouble(load: Load) -> None:
        await load.bookings_go_on()
        before.extend(load.booked)
        words = ("backup", "--data", station.station.folder, "--to", f"s3://{BUCKET}/drill", "--for", recipient)
        told = await asyncio.to_thread(bms, *words, **bucket)
        assert "1 uploaded files" in told, told
        await load.bookings_go_on()

    with s3_store(tmp_path) as store:
        bucket = {
            "BMS_BACKUP_S3_ENDPOINT": store.access.endpoint,
            "BMS_BACKUP_S3_KEY_ID": store.access.key_id,
            "BMS_BACKUP_S3_SECRET": store.access.secret,
        }
        load = asyncio.run(under_load(station, slots, trouble))
        assert {answer.status for answer in load.answers} == {200, 201}
        upload.unlink()
        (backup,) = (store.folder / BUCKET / "drill").iterdir()

        told = bms("restore", "--data", again, f"s3://{BUCKET}/drill/{backup.name}", "--key", key, **bucket)
    assert "restored" in told, told
    assert "The record: Unaltered" in told, told
    assert "point nowhere" not in told

    new = Station(again)
    assert (again / "uploads" / "drill" / "plan.txt").read_text() == "Rig at six\n"
    assert new.secrets.secret_key == station.station.secrets.secret_key
    with services(new, named={}) as (_, addresses), psycopg.connect(addresses["BMS_DATABASE_URL"]) as database:
        there = {row[0] for row in database.execute("SELECT id FROM scheduling_event")}
        assert before
        assert set(before) <= there
        for table, count in counts.items():
            assert database.execute(f"SELECT count(*) FROM {table}").fetchall() == count  # type: ignore[arg-type]
