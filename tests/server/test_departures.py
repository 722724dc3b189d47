from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from bot.server.departures import Departure


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


def test_what_is_not_taken_is_kept_in_its_order(ends: tuple[socket.socket, socket.socket]):
    ours, theirs = ends
    departure = Departure(ours)
    sent = [bytes([number]) * 300_000 for number in range(10)]
    for data in sent:
        departure.sendall(data)
    assert departure.left
    ours.shutdown(socket.SHUT_WR)
    came = b"".join(iter(lambda: theirs.recv(100_000), b""))
    assert came + departure.left == b"".join(sent)


def test_who_is_gone_is_told_of_at_once(ends: tuple[socket.socket, socket.socket]):
    ours, theirs = ends
    theirs.close()
    with pytest.raises(BrokenPipeError):
        Departure(ours).sendall(b"x")


def test_all_else_is_the_sockets_own(ends: tuple[socket.socket, socket.socket]):
    assert Departure(ends[0]).fileno() == ends[0].fileno()
