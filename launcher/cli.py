"""The commands of `./bms` and what they take."""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from launcher.errors import Refused, Stopped
from launcher.processes import interruption
from launcher.progress import say, tell_refusal
from launcher.project import DEFAULT_STATION, caller_path
from launcher.services import services
from launcher.station import Station


def main() -> int:
    arguments = parser().parse_args()
    interruption.listen()
    try:
        return int(arguments.run(arguments))
    except Refused as refusal:
        tell_refusal(refusal)
        return 1
    except Stopped:
        say("stopped")
        return 130


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="bms")
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    command = commands.add_parser("services", help="start only PostgreSQL and Valkey")
    command.add_argument("--data", metavar="DIR", type=caller_path, default=DEFAULT_STATION)
    command.add_argument("--throwaway", action="store_true")
    command.set_defaults(run=run_services)
    return top


def run_services(arguments: argparse.Namespace) -> int:
    with services(Station(arguments.data, throwaway=arguments.throwaway)) as (supervisor, env):
        for name, value in env.items():
            print(f"export {name}={value}", flush=True)
        say("ready; Ctrl-C stops both")
        while True:
            supervisor.tend()
            time.sleep(0.2)
