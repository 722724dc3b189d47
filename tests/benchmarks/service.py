"""How fast the service is beside a bare Flask route on the same server, and what it bears.

    python tests/benchmarks/service.py [--seconds 5] [--minutes 10] [--only ask,slow]

Ratios within one run are what counts: the figures themselves are this machine's, and whatever else it does.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import generated
from load import Load, load

ROOT = Path(__file__).parents[2]
ASK = "/api/v1/ask"
QUESTIONS = [
    "how do I top up",
    "wats usge trend",
    "what is allowed sessions",
    "can I get a refund",
    "which plan should I pick",
    "hello",
    "talk to a person",
    "do you deliver pizza",
]
# A question that nobody asked before: what the cache of replies cannot help with.
FRESH = [f"how do I top up account {n * 7919}" for n in range(3_000)]
SERVE = "import sys; from bot.cli import main; main(sys.argv[1:])"
BARE = """
import sys
from flask import Flask, Response, request
from bot.server.app import make_live
from bot.server.listening import listen
from bot.server.logs import log_to_stderr
from bot.server.places import Places
from bot.server.serve import _Server
from bot.settings import load_settings

log_to_stderr("text")
body = sys.stdin.read()
app = Flask("bare")


@app.post("/api/v1/ask")
def ask():
    request.get_data()
    return Response(body, mimetype="application/json")


@app.get("/readyz")
def readyz():
    return "ready"


class Bare(_Server):
    def _worker_ready(self, worker):
        pass  # there is nothing to get ready


settings = load_settings({"port": 0, "journal": "off", "reload_seconds": 0})
Bare(settings, app, make_live(settings), None, Places(), listen("127.0.0.1", 0)).run()
"""


class Server:
    """A server in a process of its own."""

    def __init__(self, code: str, *arguments: str, body: str = "", folder: Path) -> None:
        self._log = folder / "server.log"
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "FAQBOT_DATABASE_URL": f"sqlite:///{folder}/j.db",
        }
        with self._log.open("wb") as log, (folder / "body").open("w+") as given:
            given.write(body)
            given.seek(0)
            self.began = time.perf_counter()
            self.process = subprocess.Popen(
                [sys.executable, "-c", code, *arguments],
                stdin=given,
                stdout=subprocess.DEVNULL,
                stderr=log,
                env=environment,
                cwd=folder,
            )
        while not (found := re.search(rb"ready on http://127.0.0.1:(\d+)", self._log.read_bytes())):
            if self.process.poll() is not None:
                raise SystemExit(self._log.read_text())
            time.sleep(0.005)
        self.port = int(found[1])
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=10):
            self.ready = time.perf_counter() - self.began
        self.worked = sum(map(_processor_seconds, [self.process.pid, *self.workers()]))
        self.post(QUESTIONS[0])
        self.answered = time.perf_counter() - self.began

    def post(self, question: str) -> dict[str, object]:
        body = json.dumps({"question": question}).encode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{ASK}", body, {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=10) as response:
            found: dict[str, object] = json.load(response)
            return found

    def workers(self) -> list[int]:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [int(pid) for pid in children]

    def resident(self) -> list[float]:
        """Resident megabytes of each worker, shared pages included."""
        found = []
        for pid in self.workers():
            status = Path(f"/proc/{pid}/status").read_text()
            found.append(int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024)
        return found

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)


def _processor_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(*arguments: str, code: str = SERVE, body: str = "") -> Iterator[Server]:
    with tempfile.TemporaryDirectory() as folder:
        given = ["serve", "--port", "0", *arguments] if code == SERVE else []
        server = Server(code, *given, body=body, folder=Path(folder))
        try:
            yield server
        finally:
            server.stop()


def asked(questions: list[str]) -> list[str]:
    return [json.dumps({"question": question}) for question in questions]


def measure(server: Server, seconds: float, questions: list[str] = QUESTIONS) -> Load:
    load(server.port, ASK, asked(QUESTIONS), seconds=1)
    return load(server.port, ASK, asked(questions), seconds=seconds)


def ask_against_bare(seconds: float) -> None:
    """Requests a second, 1 worker, 16 connections."""
    with serving("--journal", "off") as server:
        reply = json.dumps(server.post(QUESTIONS[0]), separators=(",", ":"))
    print(
        f"POST {ASK}, 1 worker, 16 connections, {seconds:g} s each; the bare route returns {len(reply)} bytes"
    )
    with serving(code=BARE, body=reply) as server:
        bare = measure(server, seconds)
    print(f"  bare Flask route            {bare}")
    for label, arguments, questions in (
        ("journal on", (), QUESTIONS),
        ("journal on, no cache", ("--answer-cache-size", "0"), QUESTIONS),
        ("journal on, new questions", (), FRESH),
        ("journal off", ("--journal", "off"), QUESTIONS),
        ("journal off, no cache", ("--journal", "off", "--answer-cache-size", "0"), QUESTIONS),
    ):
        with serving(*arguments) as server:
            found = measure(server, seconds, questions)
            size = max(server.resident())
        ratio, tail = found.per_second / bare.per_second, found.p99 / found.p50
        print(f"  {label:26}  {found}  {ratio:.2f} of bare, p99/p50 {tail:.1f}, {size:.0f} MB")


def more_workers(seconds: float) -> None:
    """2 workers against 1, and what each needs of the processors: the load needs some of them, too."""
    rates, needed = [], []
    for workers in (1, 2):
        with serving("--workers", str(workers)) as server:
            load(server.port, ASK, asked(QUESTIONS), seconds=1)
            before = sum(map(_processor_seconds, server.workers()))
            found = load(server.port, ASK, asked(QUESTIONS), seconds=seconds)
            worked = sum(map(_processor_seconds, server.workers())) - before
            rates.append(found.per_second)
            needed.append(1_000 * worked / (found.per_second * seconds))
            print(f"{workers} workers: {found}  {needed[-1]:.2f} ms of a processor each")
    print(f"  2 workers are {rates[1] / rates[0]:.2f} times 1, on {os.cpu_count()} processors with the load;")
    print(f"  by what they need, {2 * needed[0] / needed[1]:.2f} times where there are processors enough")


def slow_clients(seconds: float, count: int = 500) -> None:
    """Normal clients beside many that send a byte a second."""
    with serving("--journal", "off") as server:
        alone = load(server.port, ASK, asked(QUESTIONS), connections=4, seconds=seconds)
        slow = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(count)]
        stop = threading.Event()

        def dribble() -> None:
            head = b"POST /api/v1/ask HTTP/1.1\r\nHost: x\r\nX: " + b"y" * 1_000
            for byte in head:
                for place, client in enumerate(slow):
                    try:
                        client.send(bytes([byte]))
                    except OSError:
                        client.close()
                        slow[place] = socket.create_connection(("127.0.0.1", server.port))
                if stop.wait(1):
                    return

        thread = threading.Thread(target=dribble)
        thread.start()
        time.sleep(1)
        beside = load(server.port, ASK, asked(QUESTIONS), connections=4, seconds=max(seconds, 12))
        stop.set()
        thread.join()
        for client in slow:
            client.close()
    print(f"4 connections, alone:             {alone}")
    print(f"4 connections, {count} slow clients: {beside}  p99 {beside.p99 / alone.p99:.1f} times")


def reloads(seconds: float) -> None:
    """FAQ files that change every 200 ms under load."""
    with tempfile.TemporaryDirectory() as folder:
        faqs = Path(folder) / "faqs"
        shutil.copytree(ROOT / "faqs", faqs)
        with serving("--faqs", str(faqs), "--reload-seconds", "0.05", "--workers", "2") as server:
            stop, replies, failures = threading.Event(), [], []

            def call() -> None:
                while not stop.is_set():
                    try:
                        found = server.post("what is the usage trend")
                        replies.append((found["corpus"]["revision"], found["answer"]["revision"]))
                    except Exception as error:
                        failures.append(error)

            threads = [threading.Thread(target=call) for _ in range(4)]
            before = max(server.resident())
            for thread in threads:
                thread.start()
            path, text = faqs / "plan-usage.yaml", (ROOT / "faqs" / "plan-usage.yaml").read_text()
            until, number = time.monotonic() + seconds, 0
            while time.monotonic() < until:
                number += 1
                aside = path.with_suffix(".new")
                aside.write_text(
                    text.replace("billing sessions consumed", f"billing sessions ({number}) consumed")
                )
                aside.replace(path)
                time.sleep(0.2)
            stop.set()
            for thread in threads:
                thread.join()
            after = max(server.resident())
    answers: dict[str, set[str]] = {}
    for corpus, faq in replies:
        answers.setdefault(corpus, set()).add(faq)
    mixed = [corpus for corpus, faqs in answers.items() if len(faqs) > 1]
    print(
        f"{number} changes in {seconds:g} s under load: {len(replies)} replies of {len(answers)} revisions, "
        f"{len(failures)} failed, {len(mixed)} revisions mixed; worker {before:.0f} to {after:.0f} MB"
    )


def start(seconds: float) -> None:
    """From exec to the first answer, and memory; each start makes a journal of its own."""
    ready, answered, worked, idle, busy = [], [], [], [], []
    for _ in range(9):
        with serving() as server:
            ready.append(server.ready)
            answered.append(server.answered)
            worked.append(server.worked)
            time.sleep(1)
            idle.append(max(server.resident()))
    for _ in range(3):
        with serving() as server:
            measure(server, seconds, FRESH)
            busy.append(max(server.resident()))
    print(
        f"ready {statistics.median(ready):.2f} s after exec (best {min(ready):.2f}, worst {max(ready):.2f}), "
        f"of a processor {statistics.median(worked):.2f} s; first answer {statistics.median(answered):.2f} s"
    )
    print(
        f"a worker is {statistics.median(idle):.0f} MB resident, {max(busy):.0f} MB when "
        f"{len(FRESH):,} questions were asked; {os.getloadavg()[0]:.1f} processes wanted to run meanwhile"
    )


def faq_files(folder: Path, count: int) -> list[str]:
    """Write `count` FAQs of 5 phrasings, 100 to a file; returns what users of them ask."""
    meanings = list(product(range(10), range(12), range(12)))
    asked, faqs = [], []
    for number in range(count):
        chance = random.Random(number)
        product_name = generated._rare_word(random.Random(number // len(meanings)))
        told = generated._phrasings(meanings[number % len(meanings)], chance)
        texts = [f"{next(told)} {product_name} {n}" for n in range(6)]
        answer = f"Open the settings, then follow step {number}."
        faqs.append({"id": f"faq-{number}", "question": texts[0], "alternates": texts[1:5], "answer": answer})
        asked.append(texts[5])
    for first in range(0, count, 100):
        file = {"topic": f"part-{first}", "faqs": faqs[first : first + 100]}
        (folder / f"part-{first}.yaml").write_text(json.dumps(file, indent=1), encoding="utf-8")
    random.Random(1).shuffle(asked)
    return asked


def sizes(seconds: float) -> None:
    """Growth with the number of FAQs."""
    print("| FAQs | ready, s | worker, MB | ask p50, ms | ask p99, ms | requests/s |")
    print("|---|---|---|---|---|---|")
    for count in (100, 1_000, 10_000):
        with tempfile.TemporaryDirectory() as folder:
            questions = faq_files(Path(folder), count)
            given = (
                "--faqs",
                folder,
                "--journal",
                "off",
                "--answer-cache-size",
                "0",
                "--max-file-bytes",
                "100000000",
            )
            with serving(*given) as server:
                found = load(server.port, ASK, asked(questions[:200]), connections=1, seconds=seconds)
                size = max(server.resident())
                print(
                    f"| {count:,} | {server.ready:.2f} | {size:.0f} | {found.p50:.2f} | {found.p99:.2f} "
                    f"| {found.per_second:.0f} |"
                )


def soak(minutes: float) -> None:
    """80% of the maximum for a while: errors, and whether memory grows."""
    with serving() as server:
        rate = 0.8 * measure(server, 5, FRESH).per_second  # which also fills what is remembered
        first = max(server.resident())
        found = load(server.port, ASK, asked(FRESH), seconds=minutes * 60, rate=rate)
        last = max(server.resident())
    grown = last / first - 1
    print(f"{minutes:g} minutes at {rate:.0f}/s: {found}; memory {first:.0f} to {last:.0f} MB ({grown:+.1%})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--minutes", type=float, default=0, help="soak this long, too")
    every = "ask,workers,slow,reload,start,sizes"
    parser.add_argument("--only", default=every, help=f"some of {every}, or nothing: ''")
    given = parser.parse_args()
    parts = {
        "ask": lambda: ask_against_bare(given.seconds),
        "workers": lambda: more_workers(given.seconds),
        "slow": lambda: slow_clients(given.seconds),
        "reload": lambda: reloads(given.seconds),
        "start": lambda: start(given.seconds),
        "sizes": lambda: sizes(given.seconds),
    }
    for name in filter(None, given.only.split(",")):
        if name not in parts:
            parser.error(f"there is no part {name!r}; there are {every}")
        parts[name]()
    if given.minutes:
        soak(given.minutes)


if __name__ == "__main__":
    main()
