"""Clients that send, read or hang up slowly, or not at all."""

from __future__ import annotations

import signal
import socket
import time
from contextlib import suppress

from running import BODY, HEAD, MakeServer, Server


def test_slow_senders_hold_nobody_up(start: MakeServer):
    server = start(threads=2, read_timeout=3).ready()
    head = b"POST /api/v1/ask HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    beginnings = [b"", b"G", b"GET / HTTP/1.1\r\nX: ", head + b"Content-Length: 50\r\n\r\n{"]
    beginnings += [
        head + b"Content-Length: 9000000\r\n\r\n{",
        head + b"Transfer-Encoding: chunked\r\n\r\n5\r\n{",
    ]
    slow = [socket.create_connection(("127.0.0.1", server.port), timeout=10) for _ in range(60)]
    try:
        for client, sent in zip(slow, beginnings * 10, strict=True):
            client.sendall(sent)
        began = time.monotonic()
        for _ in range(20):
            assert server.ask("usage trend")["decision"] == "answer"
        assert time.monotonic() - began < 2
        replies = [client.recv(4_096) for client in slow]
    finally:
        for client in slow:
            client.close()
    assert [reply[:13] for reply in replies] == [b"", *[b"HTTP/1.1 408 "] * 5] * 10
    assert "Traceback" not in server.log


def never_reads(server: Server, path: str, times: int) -> socket.socket:
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    client.settimeout(10)
    client.connect(("127.0.0.1", server.port))
    head = f"GET {path} HTTP/1.1\r\nHost: x\r\n".encode()
    client.sendall((head + b"\r\n") * (times - 1) + head + b"Connection: close\r\n\r\n")
    return client


def test_slow_readers_hold_nobody_up(start: MakeServer):
    server = start(threads=2).ready()
    # More than systems keep for a connection, so that some of it is left.
    slow = [never_reads(server, "/openapi.json", 100) for _ in range(6)]
    try:
        began = time.monotonic()
        while time.monotonic() - began < 2:
            asked = time.monotonic()
            assert server.ask("usage trend")["decision"] == "answer"
            assert time.monotonic() - asked < 2
        came = b"".join(iter(lambda: slow[0].recv(1_000_000), b""))
    finally:
        for client in slow:
            client.close()
    replies = came.split(b"HTTP/1.1 200 OK\r\n")[1:]
    assert len({reply.partition(b"\r\n\r\n")[2] for reply in replies}) == 1
    assert len(replies) == 100, "who reads it after all has all of it"
    assert "Traceback" not in server.log


def test_who_never_reads_is_given_up(start: MakeServer):
    server = start(read_timeout=1).ready()
    with never_reads(server, "/openapi.json", 100) as client:
        time.sleep(4)
        came = 0
        with suppress(ConnectionResetError):
            while data := client.recv(1_000_000):
                came += len(data)
    assert 0 < came < 100 * len(str(server.get("/openapi.json")))
    assert server.stop(signal.SIGTERM) == 0
    assert "Traceback" not in server.log


def test_clients_that_do_not_hang_up_keep_nobody_waiting(start: MakeServer):
    server = start().ready()
    kinds = (
        b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"X\r\n\r\n",
        b"POST /api/v1/ask HTTP/1.1\r\nHost: x\r\nContent-Length: 00000000000000000000009\r\n\r\n{",
        b"POST /api/v1/ask HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFF\r\n"
        + b" " * 70_000,
    )
    lingering = []
    try:
        for kind in kinds * 10:
            lingering.append(socket.create_connection(("127.0.0.1", server.port), timeout=10))
            lingering[-1].sendall(kind)
        began = time.monotonic()
        assert server.ask("usage trend")["decision"] == "answer"
        # One after the other they would take two seconds each.
        assert time.monotonic() - began < 10
        replies = [client.recv(65_536)[:13] for client in lingering]
        assert server.stop(signal.SIGTERM) == 0
    finally:
        for client in lingering:
            client.close()
    assert replies == [b"HTTP/1.1 200 ", *[b"HTTP/1.1 400 "] * 2, b"HTTP/1.1 413 "] * 10
    assert "Traceback" not in server.log


def test_who_asks_leave_to_send_gets_it(start: MakeServer):
    server = start().ready()
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as client:
        client.sendall(HEAD[:-2] + b"Expect: 100-continue\r\n\r\n")
        assert client.recv(65_536) == b"HTTP/1.1 100 Continue\r\n\r\n"
        client.sendall(BODY)
        received = client.recv(65_536).removeprefix(b"HTTP/1.1 100 Continue\r\n\r\n") or client.recv(65_536)
        assert received.startswith(b"HTTP/1.1 200 OK")
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as client:
        client.sendall(
            b"POST /api/v1/ask HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 65537\r\n\r\n"
        )
        assert client.recv(65_536).startswith(b"HTTP/1.1 413 "), "and no leave before"
