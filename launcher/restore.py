"""`./bms restore`: a new station of a backup."""

import subprocess
from dataclasses import asdict
from pathlib import Path

from launcher.environment import application_env, is_production
from launcher.errors import Refused
from launcher.progress import say
from launcher.project import MANAGE, PYTHON, ROOT
from launcher.services import services
from launcher.station import Station, read_json, write_private


def restore(station: Station, backup: str, key: Path | None) -> int:
    """Fills a station that is empty and not up; it takes over the secret key the backup was made with.

    Raises Refused when the backup is damaged or newer, or when the station is in use; it is as it was then.
    """
    with services(station) as (_, addresses):
        say(f"reading {backup}")
        told = station.run / "restored.json"
        command = [str(PYTHON), str(MANAGE), "restore", backup, "--settings-to", str(told)]
        command += ["--key", str(key)] if key else []
        try:
            code = subprocess.run(command, cwd=ROOT, env=application_env(station, addresses), check=False).returncode
            if code:
                raise Refused("nothing was restored")
            _take_over(station, read_json(told))
        finally:
            told.unlink(missing_ok=True)
    say(f"restored; `./bms up --data {station.folder}` starts it")
    return 0


def _take_over(station: Station, settings: dict[str, str]) -> None:
    """The keys of schedule sources are sealed with the station's secret key, and links in mails are signed with it."""
    if is_production():
        say("BMS_SECRET_KEY must be the one the backup was made with: settings.json in it has it")
    else:
        write_private(station.folder / "secrets.json", asdict(station.secrets) | {"secret_key": settings["secret_key"]})
    write_private(station.people, read_json(station.people))  # decided: no demonstration is put into it
