"""Load on a server, and what came of it: wrk where it is installed, else asyncio in processes of its own."""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

WRK = """
local bodies = {%(bodies)s}
local at = 0
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
function request()
  at = at %% #bodies + 1
  return wrk.format(nil, %(path)s, nil, bodies[at])
end
function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("RESULT %%d %%d %%d %%d %%d\\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
"""


@dataclass(frozen=True, slots=True)
class Load:
    """What a load came to; p50 and p99 in milliseconds."""

    per_second: float
    p50: float
    p99: float
    errors: int

    def __str__(self) -> str:
        return (
            f"{self.per_second:7.0f}/s  p50 {self.p50:6.2f} ms  p99 {self.p99:7.2f} ms  {self.errors} errors"
        )


def load(
    port: int, path: str, bodies: list[str], *, connections: int = 16, seconds: float = 5, rate: float = 0
) -> Load:
    """POST `bodies` in turn, over and over. `rate`: requests a second in all; 0 is as many as can be."""
    if shutil.which("wrk") and not rate:
        return _wrk(port, path, bodies, connections, max(1, round(seconds)))
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_asyncio, (port, path, bodies, connections, seconds, rate))


def _wrk(port: int, path: str, bodies: list[str], connections: int, seconds: int) -> Load:
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "load.lua"
        quoted = ", ".join(f"[==[{body}]==]" for body in bodies)
        script.write_text(WRK % {"bodies": quoted, "path": json.dumps(path)})
        url = f"http://127.0.0.1:{port}"
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", str(script), url]
        out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    line = next(line for line in out.splitlines() if line.startswith("RESULT "))
    requests, micros, p50, p99, errors = map(int, line.split()[1:])
    return Load(requests / micros * 1e6, p50 / 1e3, p99 / 1e3, errors)


def _asyncio(port: int, path: str, bodies: list[str], connections: int, seconds: float, rate: float) -> Load:
    requests = [
        f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body.encode())}\r\n\r\n{body}".encode()
        for body in bodies
    ]
    took: list[float] = []
    errors = 0

    async def call(first: int) -> None:
        nonlocal errors
        end, at = time.perf_counter() + seconds, first
        while time.perf_counter() < end:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            try:
                while time.perf_counter() < end:
                    began = time.perf_counter()
                    writer.write(requests[at % len(requests)])
                    at += 1
                    head = await reader.readuntil(b"\r\n\r\n")
                    length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
                    await reader.readexactly(length)
                    took.append(time.perf_counter() - began)
                    errors += not head.startswith(b"HTTP/1.1 200")
                    if rate:
                        await asyncio.sleep(max(0.0, connections / rate - took[-1]))
            except (OSError, asyncio.IncompleteReadError):
                errors += 1
            finally:
                writer.close()

    async def run() -> None:
        await asyncio.gather(*(call(n) for n in range(connections)))

    began = time.perf_counter()
    asyncio.run(run())
    took.sort()
    elapsed = time.perf_counter() - began
    at = [took[int(len(took) * share)] * 1e3 for share in (0.5, 0.99)] if took else [0.0, 0.0]
    return Load(len(took) / elapsed, at[0], at[1], errors)
