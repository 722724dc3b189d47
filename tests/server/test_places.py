from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from flask import Flask
from prometheus_client import values
from service_support import MakeApp

from bot.server.metrics import count_in, metrics_of
from bot.server.places import PRESENT, SHARED, SIZES, Places
from bot.server.problems import KINDS

# Older versions of the library leave it to the garbage collector to close what nobody counts in any more.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where places are made; what the library knows of them is forgotten afterwards."""
    monkeypatch.setenv("RUNTIME_DIRECTORY", f"{tmp_path}:/nowhere")
    monkeypatch.setenv(SHARED, "set anew by each server")
    monkeypatch.setattr(values, "ValueClass", values.MutexValue)
    yield tmp_path
    gc.collect()


def count(app: Flask, place: int | None) -> None:
    """Be the next process in `place`."""
    service = app.extensions["faqbot"]
    count_in(app, service.live, service.journal, place)


def number(app: Flask, name: str) -> float:
    [line] = [line for line in metrics_of(app).text().decode().splitlines() if line.startswith(name + " ")]
    return float(line.split()[1])


def first_hole(file: Path) -> int:
    with file.open("rb") as opened:
        return os.lseek(opened.fileno(), 0, os.SEEK_HOLE)


def test_files_have_all_their_bytes_before_anybody_counts(folder: Path):
    """A page that the disk has no room for would be the end of the process that writes to it."""
    assert Places().take(()) == 0
    files = {file.name: first_hole(file) for file in folder.glob("faqbot-metrics-*/*")}
    assert files == {f"{kind}_0.db": size for kind, size in SIZES.items()}


def test_what_there_is_no_room_for_is_taken_away_again(folder: Path, monkeypatch: pytest.MonkeyPatch):
    write = Path.write_bytes

    def half(path: Path, given: bytes) -> int:
        write(path, given[: len(given) // 2])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", half)
    assert Places().take(()) is None
    assert not list(folder.glob("faqbot-metrics-*/*"))


def test_files_never_grow(make_app: MakeApp, folder: Path):
    app = make_app()
    count(app, Places().take(()))
    methods = ("GET", "HEAD", "OPTIONS", "POST")
    seen = set(product(["none"], (*methods, "other"), [str(kind.status) for kind in KINDS.values()]))
    for path, operations in app.test_client().get("/openapi.json").json["paths"].items():
        for operation in operations.values():
            seen |= set(product([path], methods, {*operation["responses"], "405"}))
    for route, method, status in seen:
        metrics_of(app).requested(route, method, int(status), 0.1)
    sizes = {file.name: file.stat().st_size for file in folder.glob("faqbot-metrics-*/*")}
    assert sizes == {f"{kind}_0.db": size for kind, size in SIZES.items()}


def test_the_next_in_a_place_counts_on(make_app: MakeApp, folder: Path):
    app, places = make_app(), Places()
    for expected in (1, 2, 3):
        assert places.take({0, 2}) == 1
        count(app, 1)
        metrics_of(app).not_counted()
        assert number(app, "faqbot_limiter_failures_total") == expected
        places.leave(1)
    assert len(list(folder.glob("faqbot-metrics-*/*"))) == len(SIZES)


def test_what_held_while_a_process_lived_is_forgotten(make_app: MakeApp, folder: Path):
    app, places = make_app(), Places()
    for place in (0, 1):
        assert places.take(range(place)) == place
        count(app, place)
    metrics_of(app)._recorded(0, 1, failing=True)
    count(app, 0)
    assert number(app, "faqbot_journal_failing") == 1
    places.leave(1)
    assert number(app, "faqbot_journal_failing") == 0
    assert number(app, "faqbot_journal_lost_total") == 1
    assert first_hole(next(folder.glob(f"*/{PRESENT}_1.db"))) == SIZES[PRESENT]


def test_where_no_files_can_be_made_a_process_counts_alone(
    make_app: MakeApp, folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    app, places = make_app(), Places()
    count(app, places.take(()))
    metrics_of(app).not_counted()
    monkeypatch.setattr(Path, "write_bytes", lambda *_: os.truncate("/nowhere", 0))
    alone = places.take({0})
    assert alone is None
    assert "No such file" in caplog.text
    count(app, alone)
    metrics_of(app).not_counted()
    assert number(app, "faqbot_limiter_failures_total") == 1
    places.leave(alone)
    places.remove()
    assert not list(folder.glob("faqbot-metrics-*"))
