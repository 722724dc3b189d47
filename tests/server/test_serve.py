"""The server as it is run: a process of its own, real sockets, real signals."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from email import message_from_bytes
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from running import BODY, HEAD, PROGRAM, MakeServer, Server, changed, workers_of

from bot.errors import CorpusError
from bot.server.arrivals import HEAD_BYTES
from bot.server.serve import graceful_seconds, serve
from bot.settings import Settings


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_it_answers_and_stops_cleanly(start: MakeServer, sent: signal.Signals):
    server = start().ready()
    assert server.ask("how do I top up sessions")["answer"]["faq_id"] == "top-up"
    assert server.stop(sent) == 0
    told = [line.partition(" INFO ")[2] for line in server.log.splitlines() if " INFO " in line]
    assert [line.partition(":")[0] for line in told[1:]] == ["told to end", "faqbot has ended"]
    assert server.log.endswith("returned\n")
    assert "Traceback" not in server.log


def accepts(server: Server) -> bool:
    try:
        socket.create_connection(("127.0.0.1", server.port)).close()
    except ConnectionError:
        return False
    return True


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("to_all", [False, True])  # as a terminal does, and some supervisors
def test_the_last_requests_are_finished_and_no_new_ones_taken(
    start: MakeServer, sent: signal.Signals, to_all: bool
):
    server = start(workers=2).ready()
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as client:
        client.sendall(HEAD + BODY[:5])
        time.sleep(0.2)
        for process in (server.process.pid, *(workers_of(server) if to_all else ())):
            os.kill(process, sent)
        server.wait_for(lambda: not accepts(server))
        client.sendall(BODY[5:])
        assert client.recv(65_536).startswith(b"HTTP/1.1 200 OK")
    assert server.process.wait(15) == 0
    assert "Traceback" not in server.log


def test_a_server_that_ends_is_not_ready_on_the_connections_that_it_still_serves(start: MakeServer):
    server = start().ready()
    asked, alive = server.connect(), server.connect()
    told: dict[str, Any] = {}

    def status(connection: http.client.HTTPConnection, path: str) -> int:
        connection.request("GET", path)
        response = connection.getresponse()
        told.update(json.loads(response.read()), retry=response.headers["Retry-After"])
        return response.status

    assert (status(alive, "/healthz"), status(asked, "/readyz")) == (200, 200)
    server.process.send_signal(signal.SIGTERM)
    # Again and again, for who says nothing for two seconds is cut off.
    server.wait_for(lambda: status(alive, "/healthz") == 200 and status(asked, "/readyz") == 503)
    assert (told["type"], told["retry"]) == ("/docs#problem-unavailable", "60")
    if alive.sock:
        assert status(alive, "/healthz") == 200, "it lives until it has ended"
    for connection in (asked, alive):
        connection.close()
    assert server.process.wait(15) == 0


def test_a_worker_that_makes_room_for_a_new_one_stays_ready(start: MakeServer):
    server = start().ready()
    before = workers_of(server)
    connection = server.connect()
    connection.request("GET", "/readyz")
    connection.getresponse().read()
    server.process.send_signal(signal.SIGHUP)
    last = False
    while not last:  # the last reply of the old worker says so
        connection.request("GET", "/readyz")
        response = connection.getresponse()
        assert response.status == 200
        response.read()
        last = response.headers["Connection"] == "close"
    connection.close()
    server.wait_for(lambda: before.isdisjoint(workers_of(server)), 15)


def test_a_second_interrupt_waits_for_nobody(start: MakeServer):
    server = start(read_timeout=100).ready()
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as client:
        client.sendall(HEAD + BODY[:5])
        time.sleep(0.2)
        server.process.send_signal(signal.SIGINT)
        server.wait_for(lambda: not accepts(server))
        assert server.process.poll() is None
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(10) == 0  # the first alone would wait for twice as long
    assert "Traceback" not in server.log


def test_each_request_is_one_dated_line_without_what_was_asked(start: MakeServer):
    server = start().ready()
    requests = (
        lambda: server.get("/api/v1/ask?q=my+secret+trend"),
        lambda: server.ask("another secret"),
        lambda: server.get("/my%20secret%20question"),
        lambda: server.get("/faq/my-secret"),
        lambda: server.get("/x%0AGET%20/forged-secret"),
        lambda: server.raw(b"SECRET how are you\r\n\r\n"),
        lambda: server.raw(b"MYSECRET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
        lambda: server.raw(b"PATCH /secret HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
    )
    for number, request in enumerate(requests, start=1):
        request()
        server.logged(number)  # or a later request's line may come first
    assert "secret" not in server.log.lower()
    date = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}"
    told = [re.sub(rf"^{date} | [\d.]+ms \d+ [0-9a-f]{{16}}\n$", "", line) for line in server.logged(8)]
    assert told == [
        "GET /api/v1/ask 200",
        "POST /api/v1/ask 200",
        "GET - 404",
        "GET /faq/<faq_id> 404",
        "GET - 404",
        "other - 400",
        "other - 405",
        "PATCH - 404",
    ]


def odd_requests(method: str, path: str) -> Iterator[bytes]:
    """What may go wrong anywhere, in the request line, the headers and the body."""
    head = b"%s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" % f"{method} {path}".encode()
    chunked = head + b"Transfer-Encoding: chunked\r\n\r\n"
    form = b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 70000\r\n\r\n"
    json_body = head + b"Content-Type: application/json\r\nContent-Length: "
    yield from (head + b"\r\n", head + b'If-Match: "x"\r\n\r\n', head + b"If-None-Match: *\r\n\r\n")
    yield head + b"Range: bytes=5-1\r\nAccept: image/png;q=x\r\nAccept-Encoding: *;q=0\r\n\r\n"
    yield head.replace(b" HTTP", b"?q=&q=%ff%00&x=1&locale=xx HTTP") + b"\r\n"
    yield head.replace(b" HTTP", b"?" + b"x" * 66_000 + b" HTTP") + b"\r\n"
    yield from (head + b"X: " + b"x" * 9_000 + b"\r\n\r\n", head + b"X: y\r\n" * 101 + b"\r\n")
    yield from (head + b"X : y\r\n\r\n", head + b"Expect: all\r\n\r\n")
    yield from (head + b"Content-Length: +1\r\n\r\nx", head.replace(b"1.1", b"3.1") + b"\r\n")
    yield from (chunked + b"zz\r\n", chunked + b"989680\r\n" + b"x" * 70_000)
    yield from (json_body + b"2\r\n\r\n{}", json_body + b"1\r\n\r\n{", json_body + b"0\r\n\r\n")
    yield from (head + form + b"x" * 70_000, head + b"Origin: http://evil.example\r\n\r\n")


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        (
            "1000 per minute",
            {"200", "303", "304", "400", "403", "404", "412", "413", "414", "415", "422", "431"},
        ),
        ("1 per minute", {"429"}),
    ],
)
def test_whatever_is_sent_to_a_route_gets_what_its_document_promises(
    start: MakeServer, limit: str, expected: set[str]
):
    server = start(rate_limit=limit, admin_token="a-token-for-the-contract-tests").ready()
    made = server.get("/openapi.json")
    seen = set()
    for template, methods in made["paths"].items():
        for method, operation in methods.items():
            path = template
            for parameter in operation.get("parameters", ()):
                path = path.replace(f"{{{parameter['name']}}}", parameter.get("example", ""))
            for sent, accept in product(odd_requests(method.upper(), path), (b"text/html", b"*/*")):
                received = server.raw(sent.replace(b"Host:", b"Accept: %s\r\nHost:" % accept, 1))
                lines, _, body = received.partition(b"\r\n\r\n")
                status = lines.split()[1].decode()
                assert status in operation["responses"], (sent[:200], lines)
                promised = operation["responses"][status]
                if "$ref" in promised:
                    promised = made["components"]["responses"][promised["$ref"].rpartition("/")[2]]
                headers = message_from_bytes(lines.partition(b"\r\n")[2])
                for name, header in promised["headers"].items():
                    always = made["components"]["headers"][header["$ref"].rpartition("/")[2]]["required"]
                    assert name in headers or not always, (sent[:200], name)
                told = [name for name in headers if name.startswith(("RateLimit", "Retry", "X-Request"))]
                assert set(told) <= set(promised["headers"]), (sent[:200], told)
                medias = promised.get("content", {})
                assert not body or headers.get_content_type() in medias or "*/*" in medias, (
                    sent[:200],
                    lines,
                )
                seen.add(status)
    assert seen >= expected


def test_what_is_refused_before_flask_is_seen_like_all_else(start: MakeServer):
    server = start(read_timeout=0.5).ready()
    refused = (
        b"what is my secret\r\nX-Request-ID: first\r\n\r\n",
        b"GET /secret?q=my+secret HTTP/1.1\r\nX-Request-ID: second\r\n" + b"X: y\r\n" * 100 + b"\r\n",
        b"POST /b HTTP/1.1\r\nX-Request-ID: third\r\nX: " + b"x" * 70_000 + b"\r\n\r\n",
        b"POST /api/v1/ask HTTP/1.1\r\nX-Request-ID: fourth\r\nContent-Length: +1\r\n\r\n",
    )
    for number, sent in enumerate(refused, start=1):
        head, _, body = server.raw(sent).partition(b"\r\n\r\n")
        assert f"X-Request-ID: {json.loads(body)['request_id']}\r\n".encode() in head
        assert b"\r\nDate: " in head
        server.logged(number)  # or a later request's line may come first
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as client:
        client.sendall(b"GET /slow HTTP/1.1\r\nX-Request-ID: fifth\r\n")
        assert client.recv(65_536).startswith(b"HTTP/1.1 408 ")
    assert [re.sub(r"^\S+ \S+ |[\d.]+ms \d+ |\n$", "", line) for line in server.logged(5)] == [
        "- - 400 first",
        "GET - 431 second",
        "POST - 431 third",
        "POST - 400 fourth",
        "GET - 408 fifth",
    ]
    numbers = server.text("/metrics")
    for method, status in (("other", 400), ("POST", 400), ("GET", 408), ("GET", 431), ("POST", 431)):
        assert f'faqbot_requests_total{{method="{method}",route="none",status="{status}"}} 1.0' in numbers


@pytest.mark.parametrize("origin", ["https://portal.example", "https://evil.example"])
def test_what_is_refused_before_flask_is_protected_like_all_else(start: MakeServer, origin: str):
    server = start(cors_origins="https://portal.example", behind_tls=True).ready()
    told = []
    for wrong in ("X: y", "X: y\r\n" * 101):
        head = f"GET /api/v1/faqs/none HTTP/1.1\r\nHost: x\r\nConnection: close\r\norigin:{origin}\r\n{wrong}"
        lines = server.raw(head.encode() + b"\r\n\r\n").partition(b"\r\n\r\n")[0].partition(b"\r\n")[2]
        headers = message_from_bytes(lines)
        assert "Origin" in ", ".join(headers.get_all("Vary", []))
        for name in ("Vary", "Date", "Server", "Content-Length", "X-Request-ID"):
            del headers[name]
        told.append(sorted(headers.items()))
    assert told[0] == told[1]
    assert (("Access-Control-Allow-Origin", origin) in told[1]) is (origin == "https://portal.example")
    assert ("Strict-Transport-Security", "max-age=31536000") in told[1]


def test_a_request_gets_one_reply_whatever_follows_its_head(start: MakeServer):
    server = start().ready()
    head = b"GET /healthz HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}"
    for rest in (b"\r\n0\r\nHost: y\r\n\r\n", b"XX0\r\n\r\n"):
        assert server.raw(head + rest).count(b"HTTP/1.1 ") == 1


def test_no_bad_request_stops_it(start: MakeServer):
    server = start().ready()
    post = b"POST /api/v1/ask HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"
    form = b"POST /chat HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    large = b"x" * 10_000_000
    for sent, status in (
        (b"GARBAGE\r\n\r\n", 400),
        (b"GET /" + b"x" * 66_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 66_000 + b"\r\n\r\n", 431),
        (post + b"Content-Length: 10000000\r\n\r\n" + large, 413),
        (post + b"Transfer-Encoding: chunked\r\n\r\n989680\r\n" + large + b"\r\n0\r\n\r\n", 413),
        (post + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
        (post + b"Content-Length: 100\r\n\r\n{}", 400),
        (form + b"Content-Length: 100\r\n\r\nquestion=usage", 400),
        (form + b"Transfer-Encoding: chunked\r\n\r\ne\r\nquestion=usage\r\n", 400),
        (form + b"Transfer-Encoding: chunked\r\n\r\n10100\r\n" + large[:65_792] + b"\r\n0\r\n\r\n", 413),
        (b"GET /healthz HTTP/1.1\r\nHost: x\r\n", 400),
        (post + b"\r\n", 400),
    ):
        head, _, body = server.raw(sent).partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 %d" % status), (sent[:200], head)
        assert b"application/problem+json" in head
        assert json.loads(body)["status"] == status
    assert server.get("/healthz") == {"status": "ok"}
    assert "Traceback" not in server.log


@pytest.mark.parametrize("letter", ["\u308b", "\U0001f4c8"])  # nine and twelve bytes in an address
def test_the_longest_question_fits_into_an_address(start: MakeServer, letter: str):
    server = start().ready()
    longest = Settings().max_question_length
    assert server.get(f"/api/v1/ask?q={quote(letter * longest)}")["decision"] == "no_answer"
    [problem] = server.get(f"/api/v1/ask?q={quote(letter * (longest + 1))}")["errors"]
    assert problem["field"] == "q"


def test_a_header_may_have_what_the_headers_may_have(start: MakeServer):
    server = start().ready()
    head = b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"

    def status_and_detail(headers: bytes) -> tuple[bytes, str]:
        lines, _, body = server.raw(head + headers + b"\r\n").partition(b"\r\n\r\n")
        return lines.split()[1], json.loads(body).get("detail", "")

    room = HEAD_BYTES - len(head) - len(b"X: \r\n\r\n")
    assert status_and_detail(b"X: " + b"x" * room + b"\r\n") == (b"200", "")
    large = b"431", "With the address they may have 65,536 bytes; send less."
    assert status_and_detail(b"X: " + b"x" * (room + 1) + b"\r\n") == large
    assert status_and_detail(b"X: y\r\n" * 98) == (b"200", "")
    assert status_and_detail(b"X: y\r\n" * 99) == (b"431", "They are more than 100; send fewer.")


def test_who_may_send_slowly_may_also_while_a_worker_ends():
    assert [graceful_seconds(timeout) for timeout in (0.1, 10, 18, 18.5, 600)] == [20, 20, 20, 21, 602]


def test_a_broken_corpus_is_told_before_anything_listens(settings: Settings, faqs: Path):
    (faqs / "plans.yaml").write_text("faqs: 3\n")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        wanted = settings.model_copy(update={"port": taken.getsockname()[1]})
        with pytest.raises(CorpusError, match=r"plans\.yaml:1"):
            serve(wanted)


class Callers:
    """Threads that ask all the time, and keep what they are told."""

    def __init__(self, server: Server, threads: int = 3) -> None:
        self.seen: list[tuple[str, str]] = []
        self.failures: list[BaseException] = []
        self._done = threading.Event()
        self._threads = [threading.Thread(target=self._call, args=(server,)) for _ in range(threads)]
        for thread in self._threads:
            thread.start()

    def _call(self, server: Server) -> None:
        connection = server.connect()
        try:
            while not self._done.is_set():
                reply = server.ask("usage trend", connection)
                self.seen.append((reply["corpus"]["revision"], reply["message"]))
        except BaseException as error:  # shown by the test, where a thread's own would be lost
            self.failures.append(error)
        finally:
            connection.close()

    def stop(self) -> None:
        self._done.set()
        for thread in self._threads:
            thread.join()
        assert self.failures == []


def test_changed_files_are_served_by_every_worker_without_a_dropped_request(start: MakeServer, faqs: Path):
    server = start(workers=2).ready()
    callers = Callers(server)
    server.wait_for(lambda: len(callers.seen) > 10)
    for i in range(3):
        answer = f"Answer number {i}."
        changed(faqs, answer)
        # How long it takes is for tests/benchmarks/service.py to say: here the machine may be busy.
        server.wait_for(lambda answer=answer: {m for _, m in callers.seen[-60:]} == {answer})  # type: ignore[misc]
        # One worker may have had all the callers for a while.
        server.wait_for(lambda i=i: server.log.count("FAQ files changed") == 2 * (i + 1))  # type: ignore[misc]
    callers.stop()
    revisions: dict[str, set[str]] = {}
    for revision, message in callers.seen:
        revisions.setdefault(revision, set()).add(message)
    assert all(len(messages) == 1 for messages in revisions.values()), "one revision, one answer"
    assert len(revisions) == 4
    assert server.log.count("FAQ files changed") == 3 * 2, "each worker follows each change"


def test_a_broken_file_shows_in_the_log_once_and_on_readyz(start: MakeServer, faqs: Path):
    server = start().ready()
    path = faqs / "plans.yaml"
    good = path.read_text()
    path.write_text(good.replace("question: What does", "questoin: What does"))
    server.wait_for(lambda: server.get("/readyz")["stale"])
    assert {problem["path"] for problem in server.get("/readyz")["problems"]} == {"plans.yaml"}
    assert server.ask("usage trend")["decision"] == "answer"
    assert server.log.count("cannot be served") == 1
    assert re.search(rf"{re.escape(str(path))}:\d+:\d+: error: unknown key 'questoin'", server.log)
    path.write_text(good)
    server.wait_for(lambda: not server.get("/readyz")["stale"])


def test_a_hang_up_brings_new_workers_without_a_dropped_request(start: MakeServer, faqs: Path):
    server = start(reload_seconds=0).ready()
    callers = Callers(server)
    changed(faqs, "After the restart.")
    server.process.send_signal(signal.SIGHUP)
    server.wait_for(lambda: callers.seen[-1:] != [] and callers.seen[-1][1] == "After the restart.", 10)
    callers.stop()
    server.wait_for(lambda: "told by SIGHUP: new workers have taken the place of the old ones" in server.log)
    assert "was missing" not in server.log
    # By the new worker, or by the process it was forked from, if that looked first, or by both.
    assert re.search(r"\nfaqbot_reloads_total [12]\.0\n", server.text("/metrics"))
    assert server.stop() == 0


def sockets_of(worker: int) -> int:
    found = 0
    for file in Path(f"/proc/{worker}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed meanwhile
            found += str(file.readlink()).startswith("socket:")
    return found


def test_workers_share_the_clients_that_come_all_at_once(start: MakeServer):
    server = start(workers=2).ready()
    server.wait_for(lambda: len(workers_of(server)) == 2, 10)
    time.sleep(1)  # until each has begun to accept
    before = {worker: sockets_of(worker) for worker in workers_of(server)}

    def taken() -> list[int]:
        return [sockets_of(worker) - before[worker] for worker in before]

    for _ in range(10):
        with ExitStack() as clients:
            for _ in range(16):
                client = clients.enter_context(socket.socket())
                client.setblocking(False)
                client.connect_ex(("127.0.0.1", server.port))
            server.wait_for(lambda: sum(taken()) == 16, 10)
            assert min(taken()) >= 4
        server.wait_for(lambda: sum(taken()) == 0, 10)


def test_a_worker_in_anothers_place_has_the_last_good_files(start: MakeServer, faqs: Path):
    """Not those of the start: what was withdrawn since then must not come back."""
    server = start().ready()
    changed(faqs, "The answer of today.")
    server.wait_for(lambda: server.ask("usage trend")["answer"]["text"] == "The answer of today.")
    time.sleep(2.5)  # the parent looks once a second
    with (faqs / "plans.yaml").open("a") as file:
        file.write("\nfaqs: 3\n")
    server.wait_for(lambda: server.get("/readyz")["stale"])
    os.kill(workers_of(server).pop(), signal.SIGKILL)

    def answered() -> bool:
        try:
            return server.ask("usage trend")["answer"]["text"] == "The answer of today."
        except OSError:
            return False

    server.wait_for(answered, 10)
    server.wait_for(lambda: f"a new worker (pid:{workers_of(server).pop()}) has started" in server.log)
    assert server.log.count("has started") == 1, "none where the server starts"
    assert server.stop() == 0


def test_a_worker_that_cannot_start_ends_the_server(faqs: Path):
    """Not for ever again and again: it says so, and fails."""
    broken = PROGRAM.replace(
        "try:",
        "from bot.corpus.live import Live\n"
        "def fail(self): raise OSError('no threads')\n"
        "Live.start = fail\n"
        "try:",
    )
    result = subprocess.run(
        [sys.executable, "-c", broken],
        env={**os.environ, "FAQBOT_FAQS": str(faqs), "FAQBOT_EMBEDDER": "none", "FAQBOT_PORT": "0"},
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert result.returncode == 1
    assert "no threads" in result.stderr
    assert "refused: a worker process could not start; see the log above" in result.stderr


def test_a_folder_that_vanishes_costs_no_request(start: MakeServer, faqs: Path):
    server = start().ready()
    shutil.move(faqs, faqs.with_name("away"))
    server.wait_for(lambda: server.get("/readyz")["stale"])
    assert server.ask("usage trend")["decision"] == "answer"
    shutil.move(faqs.with_name("away"), faqs)
    server.wait_for(lambda: not server.get("/readyz")["stale"])


def test_requests_that_come_in_one_go_are_all_answered(start: MakeServer):
    server = start().ready()
    one = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
    assert server.raw(one * 5).count(b"HTTP/1.1 200 OK") == 5


def test_the_log_as_json(start: MakeServer, faqs: Path):
    server = start(log_format="json").ready()
    (faqs / "plans.yaml").write_text("faqs: 3\n")
    server.wait_for(lambda: "cannot be served" in server.log)
    connection = server.connect()
    connection.request("GET", "/api/v1/ask?q=my+secret+trend", headers={"X-Request-ID": "find-me"})
    connection.getresponse().read()
    connection.close()
    server.wait_for(lambda: "find-me" in server.log)
    line = json.loads(next(line for line in server.log.splitlines() if "find-me" in line))
    assert "secret" not in server.log
    assert "127.0.0.1 " not in server.log
    assert {key: line[key] for key in ("level", "method", "route", "status", "request_id")} == {
        "level": "info",
        "method": "GET",
        "route": "/api/v1/ask",
        "status": 200,
        "request_id": "find-me",
    }
    assert line["ms"] > 0
    server.stop()
    lines = [json.loads(line) for line in server.log.splitlines()[:-1]]  # the last is the test's own
    assert lines[0]["message"].startswith("faqbot is ready on http://127.0.0.1:")
    assert lines[0]["message"].endswith(f" with the FAQ files of {faqs}")


def test_a_log_that_cannot_be_written_costs_no_answer(faqs: Path):
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no device that is always full")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "bot", "serve", "--faqs", str(faqs), "--port", str(port)]
    with full.open("w") as log:
        process = subprocess.Popen([*command, "--embedder", "none", "--journal", "off"], stderr=log)
    deadline = time.monotonic() + 20
    try:
        while True:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except ConnectionError:
                assert process.poll() is None
                assert time.monotonic() < deadline
                time.sleep(0.05)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", "/healthz")
        assert connection.getresponse().status == 200
        connection.close()
    finally:
        process.terminate()
        assert process.wait(15) == 0


# Sends itself a signal as soon as it has called what the arguments name, and is `faqbot` otherwise.
SIGNALLED = """
import importlib, os, sys
sent, module, name = sys.argv[1:4]
del sys.argv[1:4]
module = importlib.import_module(module)
called = getattr(module, name)
def call(*args, **more):
    made = called(*args, **more)
    os.kill(os.getpid(), int(sent))
    return made
setattr(module, name, call)
from bot.cli import main
main()
"""
STEPS = ("bot.settings has_flag", "bot.settings load_settings", "bot.server.serve make_live")
STEPS += ("bot.server.serve listen_on_file", "bot.server.serve create_app")


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_at_the_start_leaves_nothing_behind(
    faqs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sent: signal.Signals, step: str
):
    """As the first process of a container it would not be heard at all, unless it is listened for."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    before = set(tmp_path.iterdir())
    command = [sys.executable, "-c", SIGNALLED, str(int(sent)), *step.split(), "serve", "--journal", "off"]
    command += ["--faqs", str(faqs), "--embedder", "none", "--unix-socket", str(tmp_path / "x.sock")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        if told := process.stderr.readline():  # nothing, where it ends, and may be past hearing a signal
            process.terminate()
        assert process.wait(15) == 0
    assert ("faqbot is ready" in told) is (sent == signal.SIGHUP)
    assert set(tmp_path.iterdir()) == before


def test_a_start_that_fails_is_told_in_the_form_of_the_log(faqs: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        arguments = ["serve", "--faqs", str(faqs), "--port", port, "--embedder", "none", "--journal", "off"]
        for form in ("json", "text"):
            command = [sys.executable, "-m", "bot", *arguments, "--log-format", form]
            done = subprocess.run(command, capture_output=True, text=True, timeout=30)
            assert done.returncode == 2
            (line,) = done.stderr.splitlines()
            told = json.loads(line)["message"] if form == "json" else line.removeprefix("Error: ")
            assert told.startswith(f"127.0.0.1:{port} is taken by another program; stop it")
