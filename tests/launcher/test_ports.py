"""Choosing ports: a taken one is noticed, also when it is taken on all addresses."""

import socket

import pytest

from launcher import ports
from launcher.errors import Refused
from launcher.station import Station
from launcher.up import Wish, choose_address


@pytest.fixture(params=["127.0.0.1", "0.0.0.0"])
def taken(request):
    with socket.create_server((request.param, 0)) as listener:
        yield listener.getsockname()[1]


def test_a_taken_port_is_not_free(taken: int) -> None:
    assert not ports.is_free(taken)


def test_a_port_is_free_again_at_once(taken: int) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        client = socket.create_connection(("127.0.0.1", port))
        listener.accept()[0].close()  # lingers on this side
        client.close()

    assert ports.is_free(port)


def test_the_next_free_port_passes_over_those_taken(taken: int) -> None:
    assert ports.next_free(taken - 1) > taken


def test_a_port_that_was_asked_for_is_not_replaced(taken: int) -> None:
    with pytest.raises(Refused, match=rf"port {taken} .*taken"):
        choose_address(Wish(port=taken))


def test_the_default_port_is_replaced_and_that_is_said(taken: int, monkeypatch, capsys) -> None:
    monkeypatch.setattr("launcher.up.DEFAULT_PORT", taken)

    address = choose_address(Wish())

    assert address.port > taken
    assert f"port {taken} is taken; using {address.port}" in capsys.readouterr().err
    assert address.stream_port not in {taken, address.port}


def test_a_service_keeps_its_port_until_another_takes_it(station: Station) -> None:
    kept = station.port("postgres")
    assert Station(station.folder).port("postgres") == kept

    with socket.create_server(("127.0.0.1", kept)):
        assert station.port("postgres") != kept
