"""A server in a process of its own: real sockets, real signals."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

PROGRAM = """
import sys
from bot.errors import FaqbotError
from bot.server.serve import serve
from bot.settings import load_settings
try:
    serve(load_settings())
except FaqbotError as error:
    sys.exit(f"refused: {error}")
print("returned")
"""


READY = re.compile(r"faqbot is ready on http://127\.0\.0\.1:(\d+) \((\d+) FAQs, revision (\w+)\)")


class Server:
    """A server in a process of its own; `log` is what it wrote so far."""

    def __init__(self, faqs: Path, log: Path, **settings: object) -> None:
        environment = {f"FAQBOT_{name.upper()}": str(value) for name, value in settings.items()}
        self._log = log
        with log.open("w") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-u", "-c", PROGRAM],
                env={
                    **os.environ,
                    "FAQBOT_FAQS": str(faqs),
                    "FAQBOT_EMBEDDER": "none",
                    "FAQBOT_PORT": "0",
                    "FAQBOT_RELOAD_SECONDS": "0.1",
                    **environment,
                },
                stdout=out,
                stderr=subprocess.STDOUT,
            )

    @property
    def log(self) -> str:
        return self._log.read_text()

    def ready(self) -> Server:
        self.wait_for(lambda: READY.search(self.log) is not None or self.process.poll() is not None, 20)
        match = READY.search(self.log)
        assert match, self.log
        self.port = int(match[1])
        return self

    def wait_for(self, condition: Callable[[], bool], seconds: float = 5) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, self.log[-4_000:]
            time.sleep(0.02)

    def logged(self, requests: int) -> list[str]:
        """The lines of the first requests, once as many are written: a reply is sent before its line."""
        self.wait_for(lambda: len(self._request_lines()) >= requests)
        return self._request_lines()

    def _request_lines(self) -> list[str]:
        return [line for line in self.log.splitlines(keepends=True) if "ms " in line and line.endswith("\n")]

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)

    def get(self, path: str) -> Any:
        connection = self.connect()
        connection.request("GET", path)
        found = json.loads(connection.getresponse().read())
        connection.close()
        return found

    def text(self, path: str) -> str:
        connection = self.connect()
        connection.request("GET", path)
        found = connection.getresponse().read().decode()
        connection.close()
        return found

    def ask(self, question: str, connection: http.client.HTTPConnection | None = None) -> dict[str, Any]:
        used = connection or self.connect()
        headers = {"Content-Type": "application/json"}
        used.request("POST", "/api/v1/ask", json.dumps({"question": question}), headers)
        response = used.getresponse()
        found: dict[str, Any] = json.loads(response.read())
        assert response.status == 200, found
        if connection is None:
            used.close()
        return found

    def raw(self, sent: bytes) -> bytes:
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as client:
            client.sendall(sent)
            client.shutdown(socket.SHUT_WR)
            received = b""
            while chunk := client.recv(65_536):
                received += chunk
        return received

    def stop(self, sent: signal.Signals = signal.SIGTERM) -> int:
        if self.process.poll() is None:
            self.process.send_signal(sent)
        try:
            return self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise


MakeServer = Callable[..., Server]


BODY = b'{"question": "usage trend"}'


HEAD = (
    b"POST /api/v1/ask HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    b"Content-Length: %d\r\n\r\n" % len(BODY)
)


def changed(faqs: Path, answer: str) -> None:
    """Write as an editor does, so that a moment between two states can only be the server's own."""
    path = faqs / "plans.yaml"
    text = re.sub(r"(Sessions used|Answer number).*", answer, path.read_text())
    swap = faqs / ".plans.yaml.swp"
    swap.write_text(text)
    swap.replace(path)


def workers_of(server: Server) -> set[int]:
    """The process ids of its workers."""
    path = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children")
    return set(map(int, path.read_text().split()))
