"""Numbers for Prometheus: who may read them, what is counted, and that several processes are counted together."""

import os
import subprocess
import sys

import pytest
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from launcher.project import ROOT

pytestmark = pytest.mark.django_db
TOKEN = "a token that only the watcher has"


@pytest.fixture
def numbers(settings):
    """Every sample by its name and labels."""
    settings.METRICS_TOKEN = TOKEN

    def read() -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
        answer = Client().get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
        assert answer.status_code == 200
        families = text_string_to_metric_families(answer.content.decode())
        return {
            (sample.name, frozenset(sample.labels.items())): sample.value
            for family in families
            for sample in family.samples
        }

    return read


def key(name: str, **labels: str) -> tuple[str, frozenset[tuple[str, str]]]:
    return name, frozenset(labels.items())


@pytest.mark.parametrize("header", ["", "Bearer ", "Bearer wrong", f"Basic {TOKEN}x"])
def test_without_the_token_there_is_no_such_address(settings, administrator, header):
    assert administrator.get("/metrics", headers={"Authorization": header}).status_code == 404
    settings.METRICS_TOKEN = TOKEN
    assert administrator.get("/metrics", headers={"Authorization": header}).status_code == 404


def test_requests_are_counted_by_route_and_refusals_by_code(numbers, operator):
    took = key("bms_request_seconds_count", method="GET", route="api/profiles/<person_id>/", status="404")
    refused = key("bms_refusals_total", code="not_found")
    before = numbers()
    for number in (999_999_991, 999_999_992):
        operator.get(f"/api/profiles/{number}/")
    after = numbers()
    assert after[took] - before.get(took, 0) == 2
    assert after[refused] - before.get(refused, 0) == 2
    assert not [name for name, labels in after if any("99999999" in value for _, value in labels)]


def test_every_part_has_its_state_and_measures(numbers):
    told = numbers()
    assert told[key("bms_part_state", part="database")] == 0
    assert told[key("bms_part_measure", part="outbox", measure="waiting")] == 0


def test_processes_that_share_a_folder_are_counted_together(tmp_path):
    env = os.environ | {"PROMETHEUS_MULTIPROC_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "backend.settings"}
    program = """
import os
import django
django.setup()
from datetime import datetime, UTC
from django.test import RequestFactory
other = os.fork()  # counts in a file of its own, as a second server does
from apps.core.watching import metrics
metrics.note(RequestFactory().get('/'), status=409, seconds=0.3, code='booking_conflict')
if other:
    os.waitpid(other, 0)
    print(metrics.exposition(now=datetime.now(UTC)).decode())
"""
    command = [sys.executable, "-c", program]
    told = subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True, text=True).stdout
    assert 'bms_refusals_total{code="booking_conflict"} 2.0' in told
    assert 'bms_request_seconds_bucket{le="0.25",method="GET",route="none",status="409"} 0.0' in told
    assert 'bms_request_seconds_bucket{le="0.5",method="GET",route="none",status="409"} 2.0' in told
