"""`./bms status`: the processes of a station that is up, and what the station says of its parts."""

from launcher.django import run_command
from launcher.environment import shared
from launcher.errors import Refused
from launcher.processes import memory_of
from launcher.station import Station, read_json


def status(station: Station, *, as_json: bool) -> int:
    """Ends with 1 when a part does not work. Raises Refused when the station is not up."""
    if not shared(station):
        raise Refused(f"the station in {station.folder} is not up; `./bms up` starts it")
    if as_json:
        return run_command(station, ["status", "--json"])
    print(read_json(station.announcement).get("url", "still starting"))
    for name, pid in read_json(station.processes).items():
        memory = memory_of(int(pid))
        state, told = ("ok", f"process {pid}, {memory:.0f} MB") if memory else ("unavailable", "is being started")
        print(f"{state:<12} {name:<14} {told}")
    print(flush=True)
    return run_command(station, ["status"])
