"""The commands of `./bms` and what they take."""

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from launcher.errors import Refused, Stopped
from launcher.processes import interruption
from launcher.progress import say, tell_refusal
from launcher.project import CACHE, DEFAULT_STATION, caller_path
from launcher.station import Station

DJANGO: dict[str, list[str]] = {"manage": [], "import": ["import_schedule"], "backup": ["backup"], "audit": ["audit"]}


def main(words: Sequence[str] | None = None) -> int:
    words = (sys.argv[1:] if words is None else words) or ["--help"]
    interruption.listen()
    try:
        if words and words[0] in DJANGO:
            return run_django(DJANGO[words[0]], list(words[1:]))
        own, pytest_words = _split(words)
        arguments = parser().parse_args(own)
        arguments.pytest_words = pytest_words
        return int(arguments.run(arguments))
    except Refused as refusal:
        tell_refusal(refusal)
        return 1
    except Stopped:
        say("stopped")
        return 130


def _split(words: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """What is meant for us, and what stands after `--`."""
    if "--" not in words:
        return words, []
    return words[: words.index("--")], words[words.index("--") + 1 :]


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="bms",
        description="Starts a station of the broadcast management system, or works on it.",
        epilog="`bms COMMAND --help` tells what a command takes.",
    )
    commands = top.add_subparsers(metavar="COMMAND", required=True)

    command = _command(commands, "up", run_up, "start a station; Ctrl-C stops it")
    command.add_argument("--port", type=_port, help="port of the console and the API (default: 8000, or a free one)")
    command.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    command.add_argument("--no-demo", action="store_true", help="on the first start, leave the station empty")
    command.add_argument("--rebuild", action="store_true", help="build the console even when nothing changed")

    command = _command(commands, "test", run_test, "run every check, or the steps named", station=False)
    command.add_argument("steps", metavar="STEP", nargs="*", help="a step by its name; `console` means all console-...")
    command.add_argument(
        "--containers", action="store_true", help="instead, build the image and run the whole compose file in podman"
    )
    command.epilog = "What stands after -- goes to pytest: ./bms test unit -- -k import"

    _command(commands, "doctor", run_doctor, "tell what is here, what is missing and what to do")

    command = _command(commands, "status", run_status, "tell how each part of a station that is up does")
    command.add_argument("--json", action="store_true", help="as the API answers it")

    # What follows these belongs to Django's commands; main() takes care of it.
    commands.add_parser("import", help="import a schedule: FILE and what `import --help` tells")
    commands.add_parser("manage", help="run one of Django's commands: `manage help` lists them")

    commands.add_parser("backup", help="write all of a station into one file; it may be up")

    commands.add_parser("audit", help="seal the record, tell its head, check it: seal, head, verify [--head HEAD]")

    command = _command(commands, "restore", run_restore, "make an empty station what a backup says")
    command.add_argument(
        "backup", metavar="FILE", type=_backup, help="what `bms backup` wrote; in a bucket s3://bucket/prefix/name"
    )
    command.add_argument("--key", metavar="FILE", type=caller_path, help="the private key of an encrypted backup")

    command = _command(commands, "services", run_services, "start only PostgreSQL and Valkey; Ctrl-C stops them")
    command.add_argument("--throwaway", action="store_true", help="give up durability for speed")

    command = _command(commands, "console", run_console, "build the console when its sources changed", station=False)
    command.add_argument("--rebuild", action="store_true", help="build even when nothing changed")
    command.add_argument("--only-packages", action="store_true", help="install its packages and stop there")

    command = _command(commands, "sbom", run_sbom, "write what a release is made of, as CycloneDX", station=False)
    command.add_argument("--output", metavar="FILE", type=caller_path, help="where to (default: standard output)")

    _command(commands, "browser", run_browser, "find or fetch a browser for tests; prints JSON", station=False)
    return top


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    run: object,
    text: str,
    *,
    station: bool = True,
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
    command.set_defaults(run=run)
    if station:
        command.add_argument(
            "--data", metavar="DIR", type=caller_path, default=default_station(), help="folder of the station"
        )
    return command


def default_station() -> Path:
    told = os.environ.get("BMS_DATA_DIR")
    return caller_path(told) if told else DEFAULT_STATION


def _port(word: str) -> int:
    if not word.isdigit() or not 1 <= int(word) <= 65_535:
        raise argparse.ArgumentTypeError(f"{word!r} is not a port (1 to 65535)")
    return int(word)


def _backup(word: str) -> str:
    """A file as the person means it, or the address of one elsewhere, which Django's command judges."""
    return word if "://" in word else str(caller_path(word))


def run_up(arguments: argparse.Namespace) -> int:
    from launcher.up import Wish, up

    wish = Wish(arguments.host, arguments.port, not arguments.no_demo, arguments.rebuild)
    return up(Station(arguments.data), wish)


def run_django(command: list[str], words: list[str]) -> int:
    """One of Django's commands; our own --data stands before its words."""
    from launcher.django import run_command, show_help

    station = Station(default_station())
    if words[:1] == ["--data"] and len(words) > 1:
        station, words = Station(caller_path(words[1])), words[2:]
    words = [*command, *words]
    if words in ([], ["import_schedule"]) or words[0] == "help" or {"--help", "-h", "--version"} & set(words):
        return show_help(words, station)
    return run_command(station, words, migrated=bool(command))


def run_test(arguments: argparse.Namespace) -> int:
    from launcher.check import check, check_containers

    if arguments.containers:
        return check_containers(arguments.pytest_words)
    return check(arguments.steps, arguments.pytest_words)


def run_doctor(arguments: argparse.Namespace) -> int:
    from launcher.doctor import examine

    return examine(Station(arguments.data))


def run_status(arguments: argparse.Namespace) -> int:
    from launcher.status import status

    return status(Station(arguments.data), as_json=arguments.json)


def run_restore(arguments: argparse.Namespace) -> int:
    from launcher.restore import restore

    return restore(Station(arguments.data), arguments.backup, arguments.key)


def run_services(arguments: argparse.Namespace) -> int:
    from launcher import environment
    from launcher.services import services

    station = Station(arguments.data, throwaway=arguments.throwaway)
    with services(station) as (supervisor, addresses):
        environment.share(station, addresses)
        try:
            for name, value in addresses.items():
                print(f"export {name}={value}", flush=True)
            say("ready; Ctrl-C stops both")
            while True:
                supervisor.tend()
                time.sleep(0.2)
        finally:
            environment.unshare(station)


def run_console(arguments: argparse.Namespace) -> int:
    from launcher.console import build_console, install_packages

    CACHE.mkdir(exist_ok=True)
    log = CACHE / "console.log"
    if arguments.only_packages:
        install_packages(log)
    else:
        build_console(log, again=arguments.rebuild)
    return 0


def run_sbom(arguments: argparse.Namespace) -> int:
    from launcher.sbom import bill_of_materials

    text = json.dumps(bill_of_materials(), indent=2, ensure_ascii=False) + "\n"
    if arguments.output:
        arguments.output.write_text(text)
    else:
        sys.stdout.write(text)
    return 0


def run_browser(arguments: argparse.Namespace) -> int:
    from launcher.browser import find_browser

    json.dump(find_browser().as_json(), sys.stdout, indent=2)
    print()
    return 0
