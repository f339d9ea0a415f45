"""Running Django's commands as programs of their own."""

import hashlib
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from launcher.environment import application_env, shared
from launcher.errors import Refused, Stopped
from launcher.processes import die_with_parent, finish, interruption, run_logged, spawn, wait_until
from launcher.progress import last_lines, say, step
from launcher.project import MANAGE, PYTHON, ROOT
from launcher.services import services
from launcher.station import Station, read_json, write_private

HAS_PEOPLE = 3  # with which Django's command refuses a station that is in use


def migrations_fingerprint() -> str:
    """Changes with the migrations, those of installed packages included."""
    digest = hashlib.sha256((ROOT / "requirements" / "run.txt").read_bytes())
    for path in sorted(ROOT.glob("apps/**/migrations/*.py")):
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()


def migrate(station: Station, env: Mapping[str, str]) -> None:
    """Brings the database to this version's tables; nothing to do when it was last left so."""
    stamp = station.folder / "migrated"
    # Another database may have been named since, so the stamp holds for one address only.
    wanted = hashlib.sha256((migrations_fingerprint() + env["BMS_DATABASE_URL"]).encode()).hexdigest()
    is_own = not os.environ.get("BMS_DATABASE_URL")
    if is_own and stamp.exists() and stamp.read_text() == wanted:
        return
    log = station.log("migrate")
    with step("bringing the database up to date", "database is up to date"):
        command: list[str | Path] = [PYTHON, MANAGE, "migrate", "--no-input"]
        run_logged(command, env=env, cwd=ROOT, log=log, failure=f"the database could not be migrated; see {log}")
    stamp.write_text(wanted)


def load_demonstration(station: Station, env: Mapping[str, str]) -> None:
    """Fills a new station with people and things to try, and keeps their sign-ins.

    One that has people already keeps them: a database of somebody's own, or a demonstration that was
    loaded just before the launcher was killed, whose sign-ins were told before they held.
    """
    log = station.log("demonstration")
    answer, before = station.run / "demonstration.json", station.run / "demonstration.before.json"
    if "people" in read_json(answer):
        answer.replace(before)
    answer.touch(mode=0o600)
    with step("loading the demonstration station", "demonstration station settled"):
        with answer.open("wb") as output, log.open("ab") as errors:
            command: list[str | Path] = [PYTHON, MANAGE, "load_demonstration"]
            child = spawn(command, env=env, cwd=ROOT, output=output, errors=errors, death_signal=signal.SIGKILL)
            code = finish(child)
        told = read_json(answer)
        if code == HAS_PEOPLE:
            told = read_json(before) or {"people": {}}
            if not told["people"]:
                say("this station has people already; the demonstration is not for it")
    if code not in {0, HAS_PEOPLE} or "people" not in told:
        raise Refused(f"the demonstration station could not be loaded; see {log}", tail=last_lines(log))
    write_private(station.people, told["people"])
    for path in (answer, before):
        path.unlink(missing_ok=True)


def run_command(station: Station, words: Sequence[str], *, migrated: bool = False) -> int:
    """Runs one of Django's commands where the person stands, on the station's services.

    They are those of the station that is up, else they are started for the time of the command.
    """
    command = [str(PYTHON), str(MANAGE), *words]
    if words[:1] in (["migrate"], ["flush"]):
        (station.folder / "migrated").unlink(missing_ok=True)
    if {"BMS_DATABASE_URL", "BMS_REDIS_URL"} <= os.environ.keys():
        station.prepare()
        os.execve(command[0], command, application_env(station, {}))
    if _wait_for_turn(station):
        # What the person names comes first: they may mean another database than the station's.
        addresses = {name: value for name, value in shared(station).items() if not os.environ.get(name)}
        os.execve(command[0], command, application_env(station, addresses))
    with services(station) as (_, addresses):
        env = application_env(station, addresses)
        if migrated:
            migrate(station, env)
        return _in_foreground(command, env)


def show_help(words: Sequence[str], station: Station) -> int:
    """What Django's command takes, for which it needs no services."""
    asked = words if {"--help", "-h", "--version"} & set(words) or words[:1] == ["help"] else [*words, "--help"]
    env = application_env(station, {}) if (station.folder / "secrets.json").exists() else dict(os.environ)
    os.execve(PYTHON, [str(PYTHON), str(MANAGE), *asked], env)


def _wait_for_turn(station: Station) -> bool:
    """Whether the station is up. One that is starting, or held by another command, is waited for."""
    if station.is_held and not shared(station):
        say(f"waiting for another command on {station.folder} ...")
        wait_until(lambda: bool(interruption.count or shared(station) or not station.is_held), seconds=600, every=0.2)
        interruption.check()
    return bool(shared(station))


def _in_foreground(command: Sequence[str], env: Mapping[str, str]) -> int:
    """Runs a program that may ask questions: it keeps the terminal, and Ctrl-C reaches it by itself."""
    child = subprocess.Popen(command, env=dict(env), preexec_fn=die_with_parent(signal.SIGTERM))  # noqa: PLW1509
    asked = 0
    while True:
        try:
            code = child.wait(timeout=0.2)
        except subprocess.TimeoutExpired:
            if interruption.count > asked:
                asked = interruption.count
                child.send_signal(signal.SIGTERM if asked == 1 else signal.SIGKILL)
            continue
        if asked:
            raise Stopped
        return code
