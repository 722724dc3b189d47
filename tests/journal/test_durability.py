"""The service killed in the midst of votes: what was acknowledged is there."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from time import sleep
from typing import Any

from sqlalchemy import create_engine, text

VOTES = 1_000
WORKERS = 4


def post(port: int, path: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request("POST", path, json.dumps(body), {"Content-Type": "application/json"})
        with connection.getresponse() as response:
            return response.status, json.loads(response.read())


def processes_below(pid: int) -> list[int]:
    """The process and those that it started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *map(int, children)]


def test_acknowledged_votes_survive_kill_9(database_url: str, tmp_path: Path):
    log = (tmp_path / "log").open("w+")
    server = subprocess.Popen(
        [sys.executable, "-m", "bot", "serve", "--port", "0", "--workers", str(WORKERS), "--threads", "8"]
        + ["--embedder", "none", "--database-url", database_url],
        stderr=log,
        stdout=subprocess.DEVNULL,
    )
    try:
        port = _port(server, tmp_path / "log")
        with ThreadPoolExecutor(50) as pool:
            asked = list(
                pool.map(lambda _: post(port, "/api/v1/ask", {"question": "how do I top up"}), range(VOTES))
            )
            ids = [reply["id"] for status, reply in asked if status == 200]
            assert len(ids) == VOTES
            told = list(pool.map(lambda id_: vote(port, id_, "first"), ids))
            # The second votes are under way when the service dies.
            second = [pool.submit(vote, port, id_, "second") for id_ in ids]
            while sum(future.done() for future in second) < VOTES // 10:
                sleep(0.01)
            for pid in processes_below(server.pid):
                os.kill(pid, signal.SIGKILL)
            again = [future.result() for future in second]
    finally:
        server.kill()
        server.wait()
        log.close()
    engine = create_engine(database_url)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT reply_id, comment FROM votes")).all()
    engine.dispose()
    stored = {row[0]: row[1] for row in rows}
    assert told == [200] * VOTES
    assert set(stored) == set(ids)
    assert again.count(200) >= VOTES // 10
    lost = [id_ for id_, status in zip(ids, again, strict=True) if status == 200 and stored[id_] != "second"]
    assert lost == []


def vote(port: int, reply_id: str, comment: str) -> int:
    """The status; 0 where the service is dead."""
    try:
        body = {"reply_id": reply_id, "helpful": True, "comment": comment}
        return post(port, "/api/v1/feedback", body)[0]
    except (OSError, http.client.HTTPException):
        return 0


def _port(server: subprocess.Popen[bytes], log: Path) -> int:
    while server.poll() is None:
        if found := re.search(r"ready on http://127\.0\.0\.1:(\d+)", log.read_text()):
            return int(found[1])
    raise AssertionError(log.read_text())
