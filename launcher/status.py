"""`./bms status`: the processes of a station that is up, and what the station says of its parts."""

from pathlib import Path

from launcher.django import run_command
from launcher.environment import shared
from launcher.errors import Refused
from launcher.processes import running
from launcher.station import Station, read_json

KILOBYTE = 1024


def status(station: Station, *, as_json: bool) -> int:
    """Ends with 1 when a part does not work. Raises Refused when the station is not up."""
    if not shared(station):
        raise Refused(f"the station in {station.folder} is not up; `./bms up` starts it")
    if as_json:
        return run_command(station, ["status", "--json"])
    print(read_json(station.announcement).get("url", "still starting"))
    for name, pid in read_json(station.processes).items():
        told = f"process {pid}, {_memory(int(pid)):.0f} MB"
        print(
            f"{'ok':<12} {name:<14} {told}" if _memory(int(pid)) else f"{'unavailable':<12} {name:<14} is being started"
        )
    print(flush=True)
    return run_command(station, ["status"])


def _memory(pid: int) -> float:
    """Of a process and what it started, each page shared by several counted in parts; 0 when none runs. Megabytes."""
    return sum(_share(seen.pid) for seen in running() if seen.session == pid) / KILOBYTE


def _share(pid: int) -> int:
    """Kilobytes."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
