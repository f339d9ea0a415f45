"""What a process knows that serves no routes: the worker, and Django's commands."""

import os
import subprocess
import sys

from launcher.project import ROOT

# Run in a process of its own: in this one other tests have loaded everything.
_COMPARED = """
from backend.celery import app
app.loader.import_default_modules()
import sys
from apps.core.outbox import facts
before = {name: sorted(facts.handlers_of(name)) for name in facts.known_types()}
assert "backend.urls" not in sys.modules, "the worker loads every route"
import backend.urls
after = {name: sorted(facts.handlers_of(name)) for name in facts.known_types()}
assert before == after, after.keys() - before.keys()
print(len(after))
"""


def test_the_worker_knows_every_fact_without_loading_the_routes():
    told = subprocess.run(
        [sys.executable, "-c", _COMPARED], cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False
    )

    assert told.returncode == 0, told.stderr
    assert int(told.stdout) > 50
