"""What the programs of a station find in their environment. `backend/env.py` says what each variable means."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from launcher.errors import Refused
from launcher.project import PYTHON, ROOT, caller_path
from launcher.station import Station, read_json, write_private

FOLDERS = ("BMS_CLIENT_DIR",)  # given relative to where the person stands; the programs stand elsewhere


def is_production() -> bool:
    return os.environ.get("BMS_ENVIRONMENT", "") == "production"


def application_env(station: Station, services: dict[str, str]) -> dict[str, str]:
    """The person's own environment, completed where it says nothing."""
    env = dict(os.environ)
    for name in FOLDERS:
        if env.get(name):
            env[name] = str(caller_path(env[name]))
    if not is_production():  # there it has to be given: a key made here would differ between machines
        env.setdefault("BMS_SECRET_KEY", station.secrets.secret_key)
    env["BMS_DATA_DIR"] = str(station.folder)
    env["PYTHONUNBUFFERED"] = "1"
    return env | services


def check_environment() -> None:
    """Raises Refused with the one line that names a wrong value."""
    if not any(name.startswith("BMS_") for name in os.environ):
        return  # nothing was said, so nothing is wrong, and the later starts are quick
    env = {name: value for name, value in os.environ.items() if name not in FOLDERS}
    env |= {name: str(caller_path(os.environ[name])) for name in FOLDERS if os.environ.get(name)}
    check = [str(PYTHON), "-c", "from backend.env import read_env; read_env()"]
    told = subprocess.run(check, env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    if told.returncode:
        line = (told.stderr.strip().splitlines() or ["the environment cannot be read"])[-1]
        raise Refused(line.removeprefix("bms: "))


def _shared(station: Station) -> Path:
    return station.run / "environment.json"


def share(station: Station, services: Mapping[str, str]) -> None:
    """Lets other commands reach the services of a station that is up."""
    write_private(_shared(station), dict(services))


def unshare(station: Station) -> None:
    _shared(station).unlink(missing_ok=True)


def shared(station: Station) -> dict[str, str]:
    """The services of a station that is up; empty when it shares none."""
    return {name: str(value) for name, value in read_json(_shared(station)).items()} if station.is_held else {}
