"""`./bms up` with a worker that reacts to one more fact: `python -m tests.station.up up --data FOLDER --port N`."""

from dataclasses import replace
from unittest.mock import patch

from launcher import up
from launcher.cli import main
from launcher.supervisor import Program

_application = up.application


def _with_marks(*words: object) -> list[Program]:
    return [
        replace(program, command=["tests.station.worker_app" if w == "backend.celery" else w for w in program.command])
        if program.name == "worker"
        else program
        for program in _application(*words)
    ]


if __name__ == "__main__":
    with patch.object(up, "application", _with_marks):
        raise SystemExit(main())
