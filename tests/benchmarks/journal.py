"""What the journal costs beside the ask: processor time of the thread that answers, and of the writer.

    python tests/benchmarks/journal.py [--asks 2000] [--database-url postgresql+psycopg://...]

The ask is a POST /api/v1/ask from WSGI to WSGI, the journal's part taken out: without the server's sockets,
so that what is shown is the most that the journal may be blamed for. "New" questions are asked by nobody
else; "remembered" ones again and again, and cost the assistant nothing.
"""

from __future__ import annotations

import argparse
import gc
import io
import itertools
import json
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from time import thread_time
from typing import TypeVar

from flask import Flask

from bot.journal.journal import Journal
from bot.server import recording
from bot.server.app import create_app
from bot.settings import Settings

ASKED = Path(__file__).parents[1] / "data" / "plan_questions.jsonl"
ROUNDS = 3

T = TypeVar("T")


def questions() -> list[str]:
    return [json.loads(line)["question"] for line in ASKED.read_text("utf-8").splitlines()]


def new_questions() -> Iterator[str]:
    """Those of the file, each time with another word behind."""
    for number in itertools.count():
        letters = "".join("bcdfghklmn"[int(digit)] for digit in str(number))
        for text in questions():
            yield f"{text} plan{letters}"


def post(app: Flask, question: str) -> float:
    """Seconds of this thread's processor time."""
    body = json.dumps({"question": question, "conversation_id": "c-1"}).encode()
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/api/v1/ask",
        "SCRIPT_NAME": "",
        "QUERY_STRING": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_HOST": "127.0.0.1:8000",
        "wsgi.input": io.BytesIO(body),
        "wsgi.url_scheme": "http",
        "wsgi.errors": io.StringIO(),
    }
    told: list[str] = []
    began = thread_time()
    reply = app.wsgi_app(environ, lambda status, _headers, _error=None: told.append(status))
    b"".join(reply)
    reply.close()
    took = thread_time() - began
    assert told == ["200 OK"], told
    return took


class Recording:
    """Counts the processor time of what the service does for the journal before it replies."""

    def __init__(self, journal: Journal) -> None:
        self.seconds = 0.0
        recording.entry_of = self._timed(recording.entry_of)
        journal.record = self._timed(journal.record)

    def _timed(self, call: Callable[..., T]) -> Callable[..., T]:
        def timed(*arguments: object, **named: object) -> T:
            began = thread_time()
            made = call(*arguments, **named)
            self.seconds += thread_time() - began
            return made

        return timed


def writer_time(journal: Journal) -> float:
    """Seconds of processor time of the writer thread."""
    thread = journal._thread
    assert thread
    return time.clock_gettime(time.pthread_getcpuclockid(thread.ident or 0))


def measure(app: Flask, journal: Journal, texts: Iterator[str], asks: int, rate: float) -> list[float]:
    """Microseconds an ask: of the ask itself, of recording it, of writing it."""
    counted = measure.counted
    wrote, recorded, asked = writer_time(journal), counted.seconds, 0.0
    for _ in range(asks):
        took = post(app, next(texts))
        asked += took
        time.sleep(max(0.0, 1 / rate - took))
    journal.flush()
    recorded = counted.seconds - recorded
    return [s / asks * 1e6 for s in (asked - recorded, recorded, writer_time(journal) - wrote)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--database-url", help="default: a new SQLite file")
    parser.add_argument("--asks", type=int, default=2_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(database_url=given.database_url or f"sqlite:///{folder}/journal.db")
        journal = Journal(settings)
        measure.counted = Recording(journal)
        app = create_app(settings, journal=journal)
        for text in questions():
            post(app, text)
        journal.flush()
        gc.collect()
        print("microseconds of processor time an ask, median of rounds, and the journal's share of the ask")
        print("| questions | asked a second | ask | recorded | written | share |")
        print("|---|---|---|---|---|---|")
        for name, texts in (("new", new_questions()), ("remembered", itertools.cycle(questions()))):
            for rate in (20, 200, 1_000):
                asks = min(given.asks, rate * 10)
                found = [measure(app, journal, texts, asks, rate) for _ in range(ROUNDS)]
                ask, recorded, written = (statistics.median(column) for column in zip(*found, strict=True))
                share = (recorded + written) / ask
                print(
                    f"| {name} | {rate} | {ask:.0f} | {recorded:.0f} | {written:.0f} | {share:.0%} |",
                    flush=True,
                )
        assert journal.status().lost == 0
        journal.stop()


if __name__ == "__main__":
    main()
