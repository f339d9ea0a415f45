"""The live stream through its real server."""

import json
import os
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
from django.db import connection, transaction
from django.utils import timezone

from apps.authentication.models import Session
from apps.core import outbox
from apps.core.live import hub
from apps.core.live.channel import wake_streams
from apps.core.models import OutboxEvent
from apps.core.outbox.relay import relay
from tests.core.processes import stream_server
from tests.core.test_outbox import LampDusted, LampSwitched

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.station]

NOWHERE = "redis://127.0.0.1:1/0"


IMPATIENT = "tests.core.impatient_stream"


@pytest.fixture
def stream(tmp_path, transactional_db) -> Iterator[str]:
    with stream_server(tmp_path) as (address, _):
        yield address


def tell(*lamps: int) -> None:
    with transaction.atomic():
        outbox.publish(*(LampSwitched(lamp_id=lamp, occurred_at=timezone.now()) for lamp in lamps))
    relay(now=timezone.now())


def long_name(lamp: int) -> str:
    return f"lamp:{lamp:095}"


def tell_many(lamps: range) -> None:
    """The same for so many that only the database itself is quick enough; numbered already, with long names."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO core_outbox_event (type, subject, payload, live, request_id, occurred_at, position, state,
                                           handled, attempts, last_error)
            SELECT %s, 'lamp:' || lpad(lamp::text, 95, '0'), '{}', true, '', now(),
                   last.position + row_number() OVER (ORDER BY lamp), 'DONE', '[]', 0, ''
            FROM generate_series(%s, %s) AS lamp, (SELECT coalesce(max(position), 0) AS position
                                                   FROM core_outbox_event) AS last
            """,
            [LampSwitched.type, lamps.start, lamps.stop - 1],
        )
    wake_streams()


class Listening:
    """What a browser's EventSource would see."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self._lines = response.iter_lines()
        self.last_id = ""

    def next(self) -> dict[str, str]:
        """The next message with data; comments and bare ids are taken note of."""
        for line in self._lines:
            if line.startswith("id: "):
                self.last_id = line[4:]
            elif line.startswith("data: "):
                return json.loads(line[6:])
        raise EOFError

    def joined(self) -> "Listening":
        """Wait for the first piece, which says where the stream stands."""
        for line in self._lines:
            if line.startswith("id: "):
                self.last_id = line[4:]
                break
        return self


@contextmanager
def listening(address: str, client, **headers: str) -> Iterator[Listening]:
    cookies = {"sessionid": client.cookies["sessionid"].value} if client else {}
    with (
        httpx.Client(cookies=cookies, timeout=40) as browser,
        browser.stream("GET", f"{address}/api/stream/", headers=headers) as response,
    ):
        yield Listening(response)


def test_a_change_reaches_every_open_console(stream, operator, scheduler):
    with listening(stream, operator) as one, listening(stream, scheduler) as two:
        assert one.response.headers["content-type"].startswith("text/event-stream")
        assert one.response.headers["cache-control"] == "no-store"
        one.joined(), two.joined()
        with transaction.atomic():
            outbox.publish(LampDusted(lamp_id=9, occurred_at=timezone.now()))  # not for consoles
        tell(1, 2)

        assert [one.next(), one.next()] == [
            {"type": "tests.LampSwitched", "subject": "lamp:1"},
            {"type": "tests.LampSwitched", "subject": "lamp:2"},
        ]
        assert two.next()["subject"] == "lamp:1"


def test_what_was_missed_comes_after_a_reconnect_once_and_in_order(stream, operator):
    tell(1)
    with listening(stream, operator) as console:
        last_id = console.joined().last_id
    tell(2, 3)

    with listening(stream, operator, **{"Last-Event-ID": last_id}) as console:
        console.joined()
        tell(4)
        assert [console.next()["subject"] for _ in range(3)] == ["lamp:2", "lamp:3", "lamp:4"]
        assert int(console.last_id) == int(last_id) + 3


def test_a_restarted_server_replays_from_the_table(tmp_path, operator):
    with stream_server(tmp_path) as (address, _):
        tell(1)
        with listening(address, operator) as console:
            last_id = console.joined().last_id
    tell(2, 3)

    with (
        stream_server(tmp_path) as (address, _),
        listening(address, operator, **{"Last-Event-ID": last_id}) as console,
    ):
        assert [console.next()["subject"] for _ in range(2)] == ["lamp:2", "lamp:3"]


@pytest.mark.parametrize("last_id", ["too many", "forgotten", "from another station"])
def test_who_missed_too_much_is_told_to_begin_anew(tmp_path, operator, last_id):
    tell(*range(hub.KEPT + 1))
    if last_id == "forgotten":
        OutboxEvent.objects.filter(position__lt=hub.KEPT).delete()
    seen = {"too many": "0", "forgotten": "5", "from another station": "999999"}[last_id]

    with (
        stream_server(tmp_path) as (address, _),
        listening(address, operator, **{"Last-Event-ID": seen}) as console,
    ):
        assert console.next() == {"type": "reset", "subject": ""}
        assert console.last_id == str(hub.KEPT + 1)
        tell(7)
        assert console.next()["subject"] == "lamp:7"


def test_without_valkey_the_stream_looks_by_itself(tmp_path, operator):
    with stream_server(tmp_path, redis_url=NOWHERE) as (address, _), listening(address, operator) as console:
        console.joined()
        tell(1)
        assert console.next()["subject"] == "lamp:1"


def test_strangers_other_addresses_and_other_sites_are_refused_in_json(stream, operator):
    key = operator.cookies["sessionid"].value
    for path, method, cookie, status, code in [
        ("/api/stream/", "GET", "", 401, "not_signed_in"),
        ("/api/stream/", "GET", "x" * 32, 401, "not_signed_in"),
        ("/api/stream/", "GET", "%00'", 401, "not_signed_in"),
        ("/api/stream/", "POST", key, 405, "method_not_allowed"),
        ("/api/other/", "GET", key, 404, "not_found"),
        ("/", "GET", key, 404, "not_found"),
    ]:
        response = httpx.request(method, stream + path, headers={"Cookie": f"sessionid={cookie}"})
        assert (response.status_code, response.json()["code"]) == (status, code)
        assert response.headers["cache-control"] == "no-store"

    # pages of the same host may listen, on whatever port, and no others
    port = stream.rsplit(":", 1)[1]
    for host in ("127.0.0.1", "localhost"):
        with listening(stream, operator, Origin=f"http://{host}:8000", Host=f"{host}:{port}") as console:
            assert console.response.headers["access-control-allow-origin"] == f"http://{host}:8000"
            assert console.response.headers["access-control-allow-credentials"] == "true"
    for origin in ("http://evil.example:8000", "null", "http://127.0.0.1.evil.example", "http://[", "file://"):
        with listening(stream, operator, Origin=origin) as console:
            assert console.response.status_code == 403
            assert "access-control-allow-origin" not in console.response.headers


def test_a_revoked_session_is_cut_off(tmp_path, operator):
    with stream_server(tmp_path, app=IMPATIENT) as (address, _), listening(address, operator) as console:
        console.joined()
        Session.objects.all().delete()
        with pytest.raises(EOFError):
            console.next()


def test_the_server_stops_while_consoles_listen(tmp_path, operator):
    with stream_server(tmp_path) as (address, process), listening(address, operator) as console:
        console.joined()
        os.kill(process.pid, signal.SIGTERM)
        with pytest.raises((EOFError, httpx.RemoteProtocolError)):
            console.next()
        assert process.wait(timeout=20) == 0


BURST = hub.PENDING * 9 // 10  # however slow its reader is, a console that reads is never so far behind as to be cut
BURSTS = 54  # 8 MB: more than the network takes for one that does not read


def test_a_console_that_does_not_read_is_cut_and_harms_nobody(tmp_path, operator):
    with stream_server(tmp_path, app=IMPATIENT) as (address, _):
        host, port = address.removeprefix("http://").split(":")
        key = operator.cookies["sessionid"].value
        with socket.socket() as sleeper:
            sleeper.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            sleeper.connect((host, int(port)))
            sleeper.sendall(f"GET /api/stream/ HTTP/1.1\r\nHost: {host}\r\nCookie: sessionid={key}\r\n\r\n".encode())
            assert sleeper.recv(15).startswith(b"HTTP/1.1 200")
            with listening(address, operator) as console:
                console.joined()
                for start in range(0, BURSTS * BURST, BURST):
                    tell_many(range(start, start + BURST))
                    assert [console.next()["subject"] for _ in range(BURST)][-1] == long_name(start + BURST - 1)
            sleeper.settimeout(60)
            while sleeper.recv(1 << 20):  # what the network had taken already, then the end
                pass


def test_it_comes_back_when_the_database_has_cut_it_off(stream, operator):
    with listening(stream, operator) as console:
        console.joined()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        tell(1)
        assert console.next()["subject"] == "lamp:1"
