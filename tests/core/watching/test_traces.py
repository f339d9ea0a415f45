"""A request followed to the last thing it led to, through real processes, by an OpenTelemetry receiver."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
import redis
from django.conf import settings as station
from django.test import Client
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from apps.core.watching import tracing
from launcher.project import ROOT
from tests.authentication.factories import UserFactory
from tests.core.processes import until, worker
from tests.core.watching.receiver import Receiver, receiving

ADDRESS = "unmistakable.person@example.org"
REQUEST = "from-the-proxy-4711"
RESET = "/api/auth/password/reset/"
PROXY = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


@pytest.fixture
def collector(settings) -> Iterator[Receiver]:
    with receiving() as receiver:
        settings.OTLP_ENDPOINT = f"http://{receiver.host}"
        yield receiver
        for provider, _ in tracing._tracers.values():
            provider.shutdown()
        tracing._tracers.clear()


@pytest.fixture
def empty_queue() -> Iterator[None]:
    client = redis.Redis.from_url(station.REDIS_URL)

    def empty() -> None:
        for key in [*client.scan_iter("bms-queue:*"), "bms:relay-asked"]:
            client.delete(key)

    empty()
    yield
    empty()


def spans(collector: Receiver) -> list[Span]:
    for provider, _ in tracing._tracers.values():
        provider.force_flush()
    found = []
    for body in collector.bodies("/v1/traces"):
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
            found += [span for scope in resource.scope_spans for span in scope.spans]
    return found


def told(span: Span) -> dict[str, object]:
    return {pair.key: pair.value.string_value or pair.value.int_value for pair in span.attributes}


def ask_for_a_reset(**headers: str) -> None:
    client = Client(headers={"X-Request-ID": REQUEST, **headers})
    token = client.get("/api/csrf/").json()["csrfToken"]
    answer = client.post(RESET, {"email": ADDRESS}, content_type="application/json", headers={"X-CSRFToken": token})
    assert answer.status_code == 200, answer.content


@pytest.mark.station
@pytest.mark.django_db(transaction=True)
def test_a_request_is_followed_through_its_fact_to_the_task_in_the_worker(collector, empty_queue, settings, tmp_path):
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    UserFactory(email=ADDRESS)
    with worker(
        tmp_path, BMS_OTLP_ENDPOINT=f"http://{collector.host}", OTEL_BSP_SCHEDULE_DELAY="100", BMS_LOG_FORMAT="json"
    ):
        ask_for_a_reset(traceparent=PROXY)
        until(lambda: any(span.name.startswith("task authentication.") for span in spans(collector)), what="the task")

    seen = {span.span_id: span for span in spans(collector)}
    [task] = [span for span in seen.values() if span.name.startswith("task authentication.")]
    chain = [task]
    while chain[-1].parent_span_id in seen:
        chain.append(seen[chain[-1].parent_span_id])
    assert [span.name.split()[0] for span in chain] == ["task", "fact", "POST"]
    assert {told(span)["bms.request_id"] for span in chain} == {REQUEST}
    assert told(chain[-1])["http.route"] == RESET.removeprefix("/")
    # the proxy's own span is where it begins
    assert {span.trace_id.hex() for span in chain} == {PROXY.split("-")[1]}
    assert chain[-1].parent_span_id.hex() == PROXY.split("-")[2]
    # statements belong to whatever ran them, in either process, and hold placeholders
    parents = {seen[span.parent_span_id].name.split()[0] for span in seen.values() if "db.query.text" in told(span)}
    assert {"task", "fact", "POST"} <= parents
    assert not [body for body in collector.bodies("/v1/traces") if ADDRESS.encode() in body]


@pytest.mark.django_db
def test_an_address_is_traced_by_its_pattern_without_what_was_asked_for(collector, operator):
    operator.get(
        "/api/profiles/999999991/?search=Unmistakable",
        headers={"User-Agent": "Somebody's telescope", "traceparent": PROXY},
    )

    [request] = [span for span in spans(collector) if span.kind == Span.SPAN_KIND_SERVER]
    assert request.name == "GET api/profiles/<person_id>/"
    assert told(request)["http.response.status_code"] == 404
    assert request.trace_id.hex() not in PROXY  # which only a trusted proxy may say
    for word in (
        b"Unmistakable",
        b"999999991",
        b"telescope",
        b"127.0.0.1",
        operator.cookies["sessionid"].value.encode(),
    ):
        assert not [body for body in collector.bodies("/v1/traces") if word in body], word


def test_a_station_that_sends_neither_traces_nor_errors_loads_neither():
    """Valkey's client loads OpenTelemetry's definitions, which it could use: 2.5 MB of which nothing runs."""
    look = (
        "import sys, backend.wsgi, backend.celery\n"
        "backend.celery.app.finalize()\n"
        "optional = {'opentelemetry.exporter', 'opentelemetry.sdk.trace.export', 'sentry_sdk'}\n"
        "print(sorted(optional & {*sys.modules}))\n"
    )
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "backend.settings"}
    told = subprocess.run([sys.executable, "-c", look], cwd=ROOT, env=env, check=True, capture_output=True, text=True)
    assert told.stdout.splitlines()[-1] == "[]"
