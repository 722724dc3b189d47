"""What each process of a server counts, told by all."""

from __future__ import annotations

import os
import re
import shutil
import signal
from pathlib import Path

import pytest
from running import MakeServer, Server, changed, workers_of


def test_workers_share_their_numbers(start: MakeServer):
    server = start(workers=2).ready()
    for _ in range(20):
        server.ask("usage trend")
    assert 'faqbot_replies_total{decision="answer"} 20.0' in server.text("/metrics")
    server.process.send_signal(signal.SIGHUP)
    server.wait_for(lambda: 'answer"} 20.0' in server.text("/metrics"))


def renew(server: Server, workers: int) -> None:
    """Replace all its workers."""
    server.wait_for(lambda: len(workers_of(server)) == workers)
    before = workers_of(server)
    server.process.send_signal(signal.SIGHUP)
    server.wait_for(lambda: len(after := workers_of(server)) == workers and before.isdisjoint(after), 15)


def test_numbers_outlive_their_workers_in_no_more_files(
    start: MakeServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    server = start().ready()
    files = []
    for asked in range(1, 5):
        server.ask("usage trend")
        renew(server, 1)
        assert f'faqbot_replies_total{{decision="answer"}} {asked}.0' in server.text("/metrics")
        files.append(len(list(tmp_path.glob("faqbot-metrics-*/*"))))
    assert files[1:] == files[:1] * 3
    assert server.stop() == 0
    assert not list(tmp_path.glob("faqbot-metrics-*"))


def test_a_disk_that_fills_up_finds_all_room_for_numbers_taken(
    start: MakeServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Else the first number in a page that has no room yet is the end of its worker, again and again."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    server = start(workers=2).ready()
    server.ask("usage trend")
    for file in tmp_path.glob("faqbot-metrics-*/*"):
        with file.open("rb") as opened:
            assert os.lseek(opened.fileno(), 0, os.SEEK_HOLE) == file.stat().st_size


@pytest.mark.parametrize("in_its_place", [None, "a file"])
def test_numbers_that_vanish_cost_no_answer(
    start: MakeServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_its_place: str | None
):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    server = start().ready()
    server.ask("usage trend")
    [folder] = tmp_path.glob("faqbot-metrics-*")
    shutil.rmtree(folder)
    if in_its_place:
        folder.write_text(in_its_place)
    assert 'faqbot_replies_total{decision="answer"} 1.0' in server.text("/metrics"), "its own"
    renew(server, 1)
    assert server.ask("usage trend")["decision"] == "answer"
    assert 'faqbot_replies_total{decision="answer"} 1.0' in server.text("/metrics"), "counted anew"
    assert folder.is_dir() is (in_its_place is None)
    shutil.rmtree(folder, ignore_errors=True)
    assert server.stop() == 0
    assert "Traceback" not in server.log


def test_workers_whose_numbers_find_no_room_answer(
    start: MakeServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("RUNTIME_DIRECTORY", str(tmp_path / "nowhere"))
    server = start(workers=2).ready()
    renew(server, 2)
    assert server.ask("usage trend")["decision"] == "answer"
    assert "faqbot_build_info" in server.text("/metrics")
    assert server.log.count("counts alone") == 5
    assert server.stop() == 0
    assert "Traceback" not in server.log


def test_what_each_worker_loads_and_records_is_added_up(start: MakeServer, faqs: Path, tmp_path: Path):
    server = start(workers=2, journal="on", database_url=f"sqlite:///{tmp_path}/journal.db").ready()
    for _ in range(20):
        server.ask("usage trend")
    changed(faqs, "The answer of today.")
    server.wait_for(lambda: server.log.count("FAQ files changed") == 2)
    good = (faqs / "plans.yaml").read_text()
    (faqs / "plans.yaml").write_text("faqs: 3\n")
    server.wait_for(lambda: server.log.count("cannot be served") == 2)
    told = r"reloads_total 2.0 reload_failures_total 2.0 journal_written_total 20.0 "

    def is_told() -> bool:
        found = re.findall(r"^faqbot_((?:reload|journal_written).*)", server.text("/metrics"), re.MULTILINE)
        return re.match(told, " ".join(found + [""])) is not None

    server.wait_for(is_told)
    (faqs / "plans.yaml").write_text(good)
    server.wait_for(lambda: server.log.count("FAQ files changed") == 4)
    told = told.replace("2.0", "[45].0", 1)  # who starts the new workers may be quicker to look
    renew(server, 2)
    for _ in range(10):  # whoever replies
        assert is_told(), server.text("/metrics")


def test_whichever_worker_replies_what_is_served_is_told_alike(start: MakeServer, faqs: Path):
    server = start(workers=2).ready()

    def told() -> set[tuple[str, ...]]:
        lines = (server.text("/metrics") for _ in range(20))
        return {tuple(re.findall(r"^(faqbot_corpus_.*)", text, re.MULTILINE)) for text in lines}

    [before] = told()
    changed(faqs, "The answer of today.")
    server.wait_for(lambda: server.log.count("FAQ files changed") == 2)
    [after] = told()
    names = [{line.partition("{")[0].partition(" ")[0] for line in lines} for lines in (before, after)]
    assert names[0] == names[1]
    assert set(before) & set(after) == {"faqbot_corpus_faqs 5.0", "faqbot_corpus_stale 0.0"}
