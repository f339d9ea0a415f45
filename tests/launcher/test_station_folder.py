"""What lies in a station's folder, and who may read and hold it."""

import json
import stat

import pytest

from launcher.errors import Refused
from launcher.station import Station, read_json, write_private


def test_what_is_private_is_read_by_its_owner_alone(station: Station) -> None:
    path = station.folder / "secrets.json"

    assert len(station.secrets.secret_key) >= 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(station.folder.stat().st_mode) == 0o700


def test_secrets_are_made_once_and_differ_between_stations(station: Station, tmp_path_factory) -> None:
    again = Station(station.folder)
    other = Station(tmp_path_factory.mktemp("other"))

    assert again.secrets == station.secrets
    assert other.secrets.postgres_password != station.secrets.postgres_password


def test_a_database_without_its_secrets_is_not_given_new_ones(station: Station) -> None:
    (station.folder / "postgres").mkdir()

    with pytest.raises(Refused, match=r"secrets\.json is missing"):
        _ = station.secrets


def test_a_torn_file_reads_as_missing(station: Station) -> None:
    path = station.folder / "people.json"
    path.write_text('{"administrator": ')

    assert read_json(path) == {}


def test_a_file_is_replaced_whole_and_leaves_nothing_beside_it(station: Station) -> None:
    path = station.folder / "station.json"
    before = set(station.folder.iterdir())

    write_private(path, {"url": "a"})
    write_private(path, {"url": "b"})

    assert json.loads(path.read_text()) == {"url": "b"}
    assert set(station.folder.iterdir()) - before == {path}


def test_the_logs_of_the_last_starts_are_kept(station: Station) -> None:
    for number in range(6):
        station.log("web").write_text(str(number))

    kept = {path.name: path.read_text() for path in station.logs.iterdir()}

    assert kept == {"web.log": "5", "web.log.1": "4", "web.log.2": "3", "web.log.3": "2"}


def test_a_second_launcher_is_told_where_the_first_runs(station: Station) -> None:
    write_private(station.announcement, {"url": "http://127.0.0.1:8123"})

    with station.held():
        assert station.is_held
        with (
            pytest.raises(Refused, match=r"already running at http://127\.0\.0\.1:8123"),
            Station(station.folder).held(),
        ):
            pass

    assert not station.is_held


def test_a_folder_that_cannot_be_made_is_named(tmp_path) -> None:
    taken = tmp_path / "file"
    taken.touch()

    with pytest.raises(Refused, match=rf"{taken} cannot be used .*--data DIR"):
        Station(taken).prepare()
