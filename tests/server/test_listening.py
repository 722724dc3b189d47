"""Where a server listens: its address or socket file, and what may be in the way."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from running import MakeServer

from bot.errors import ServeError
from bot.server.listening import listen_on_file
from bot.server.serve import serve
from bot.settings import Settings


def test_an_address_in_brackets_is_told_to_be_written_without(settings: Settings):
    with pytest.raises(ServeError, match=r"cannot listen on \[::1\]:0: .* brackets: --host ::1$"):
        serve(settings.model_copy(update={"host": "[::1]", "port": 0}))


def test_a_taken_port_is_told(settings: Settings):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ServeError, match=rf"127\.0\.0\.1:{port} is taken .* --port"):
            serve(settings.model_copy(update={"port": port}))


@pytest.mark.parametrize("host", ["192.0.2.1", "no-such-host.invalid"])
def test_an_address_that_is_not_ours_is_told(settings: Settings, host: str):
    with pytest.raises(ServeError, match=rf"cannot listen on {host}:0.*--host"):
        serve(settings.model_copy(update={"host": host, "port": 0}))


def test_a_port_that_is_not_permitted_is_told(settings: Settings, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(socket.socket, "bind", refuse)
    with pytest.raises(ServeError, match="not permitted; choose a port of 1024 or more"):
        serve(settings.model_copy(update={"port": 80}))


def test_an_address_of_version_six(start: MakeServer):
    if not socket.has_ipv6 or not Path("/proc/net/if_inet6").read_text():
        pytest.skip("this machine has no IPv6")
    server = start(host="::1")
    server.wait_for(lambda: "faqbot is ready on http://[::1]:" in server.log, 20)


def test_a_socket_file(start: MakeServer, tmp_path: Path):
    path = tmp_path / "faqbot.sock"
    with socket.socket(socket.AF_UNIX) as left_behind:
        left_behind.bind(str(path))
    server = start(unix_socket=path)
    server.wait_for(lambda: f"faqbot is ready on unix:{path}" in server.log, 20)
    assert path.stat().st_mode & 0o777 == 0o660
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(str(path))
        client.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert client.recv(65_536).startswith(b"HTTP/1.1 200 OK")
    second = start(unix_socket=path)
    assert second.process.wait(20) == 1
    assert "is used by another server" in second.log
    assert path.exists(), "the one that is refused must not take the other's socket away"
    assert server.stop() == 0
    assert not path.exists()


def test_a_socket_file_that_is_another_servers_by_now_is_left_alone(start: MakeServer, tmp_path: Path):
    path = tmp_path / "faqbot.sock"
    servers = []
    for _ in range(2):
        path.unlink(missing_ok=True)  # by hand: of itself no server takes one that answers
        servers.append(start(unix_socket=path))
        servers[-1].wait_for(lambda: "is ready" in servers[-1].log, 20)
    first, second = servers
    assert first.stop() == 0
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(str(path))
    assert second.stop() == 0
    assert not path.exists()
    assert "Traceback" not in first.log + second.log


def test_a_server_that_is_too_busy_to_answer_keeps_its_socket_file(tmp_path: Path):
    path = tmp_path / "busy.sock"
    with socket.socket(socket.AF_UNIX) as busy, socket.socket(socket.AF_UNIX) as waiting:
        busy.bind(str(path))
        busy.listen(0)
        waiting.connect(str(path))
        with pytest.raises(ServeError, match="is used by another server; stop it, or"):
            listen_on_file(path)


def test_a_file_in_the_way_of_a_socket_is_left_alone(settings: Settings, tmp_path: Path):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(ServeError, match="exists and is no socket; choose another --unix-socket"):
        serve(settings.model_copy(update={"unix_socket": tmp_path / "notes.txt"}))
    assert (tmp_path / "notes.txt").read_text() == "mine"
    with pytest.raises(ServeError, match="cannot listen on .*check --unix-socket"):
        serve(settings.model_copy(update={"unix_socket": tmp_path / "no" / "x.sock"}))
