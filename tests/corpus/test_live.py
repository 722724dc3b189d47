from __future__ import annotations

import logging
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.corpus.corpus import Corpus
from bot.corpus.live import Live
from bot.errors import CorpusError, EmbedderError


def faq_file(*ids: str, topic: str = "t") -> str:
    return f"topic: {topic}\nfaqs:\n" + "".join(
        f"  - id: {id_}\n    question: About {id_}?\n    answer: It is {id_}.\n" for id_ in ids
    )


def ids(corpus: Corpus) -> list[str]:
    return sorted(corpus.by_id)


class Builds:
    """Counts what it builds, and fails when told to."""

    def __init__(self) -> None:
        self.count = 0
        self.failure: Exception | None = None

    def __call__(self, corpus: Corpus) -> list[str]:
        self.count += 1
        if self.failure:
            raise self.failure
        return ids(corpus)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "faqs"
    folder.mkdir()
    (folder / "a.yaml").write_text(faq_file("one"))
    return folder


@pytest.fixture
def builds() -> Builds:
    return Builds()


@pytest.fixture
def live(folder: Path, builds: Builds) -> Iterator[Live[list[str]]]:
    live = Live(folder, builds, every=0.02)
    yield live
    live.stop()


def eventually(condition: Callable[[], bool], seconds: float = 2.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(0.005)


def test_what_is_broken_at_the_start_is_said_at_once(folder: Path, builds: Builds):
    (folder / "a.yaml").write_text("faqs: 3\n")
    with pytest.raises(CorpusError, match=r"a\.yaml:1"):
        Live(folder, builds)
    assert builds.count == 0


def test_nothing_is_read_again_while_nothing_changes(live: Live[list[str]], builds: Builds):
    before = live.current()
    assert not live.refresh()
    assert not live.refresh()
    assert builds.count == 1
    assert live.current() is before


def test_a_changed_file_takes_the_place_of_what_was_served(live: Live[list[str]], folder: Path):
    before = live.status()
    (folder / "a.yaml").write_text(faq_file("one", "two"))
    assert live.refresh()
    assert live.current() == ["one", "two"]
    after = live.status()
    assert after.revision != before.revision
    assert after.loaded_at > before.loaded_at
    assert (after.reloads, after.failures, after.stale) == (1, 0, False)


def test_a_change_of_the_same_length_at_the_same_time_is_seen(live: Live[list[str]], folder: Path):
    path = folder / "a.yaml"
    stat = path.stat()
    path.write_text(faq_file("two"))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert path.stat().st_size == stat.st_size
    assert live.refresh()
    assert live.current() == ["two"]


def replace_as_editors_do(folder: Path) -> None:
    swap = folder / ".a.yaml.swp"
    swap.write_text(faq_file("two"))
    swap.replace(folder / "a.yaml")


def rename(folder: Path) -> None:
    (folder / "a.yaml").rename(folder / "b.yml")
    (folder / "b.yml").write_text(faq_file("two"))


def add_below(folder: Path) -> None:
    (folder / "ja").mkdir()
    (folder / "ja" / "b.yaml").write_text(faq_file("two", topic="u"))
    (folder / "a.yaml").unlink()


def swap_folders(folder: Path) -> None:
    other = folder.with_name("next")
    other.mkdir()
    (other / "a.yaml").write_text(faq_file("two"))
    folder.rename(folder.with_name("old"))
    other.rename(folder)


def repoint_a_link(folder: Path) -> None:
    """What a mounted config map does: files are links into a folder that is exchanged."""
    data = folder / "..data"
    data.mkdir()
    (data / "a.yaml").write_text(faq_file("two"))
    (folder / "a.yaml").unlink()
    (folder / "a.yaml").symlink_to(data / "a.yaml")


@pytest.mark.parametrize("change", [replace_as_editors_do, rename, add_below, swap_folders, repoint_a_link])
def test_every_way_of_changing_files_is_seen(
    live: Live[list[str]], folder: Path, change: Callable[[Path], None]
):
    change(folder)
    assert live.refresh()
    assert live.current() == ["two"]


def test_a_deleted_file_is_gone(live: Live[list[str]], folder: Path):
    (folder / "b.yaml").write_text(faq_file("two", topic="u"))
    assert live.refresh()
    (folder / "a.yaml").unlink()
    assert live.refresh()
    assert live.current() == ["two"]


def test_a_broken_file_leaves_the_last_good_one_serving(
    live: Live[list[str]], folder: Path, caplog: pytest.LogCaptureFixture
):
    before = live.status()
    (folder / "a.yaml").write_text("topic: t\nfaqs:\n  - id: one\n    questoin: What?\n")
    with caplog.at_level(logging.INFO):
        assert not live.refresh()
        assert not live.refresh()
        (folder / "a.yaml").touch()
        assert not live.refresh()
    assert live.current() == ["one"]
    status = live.status()
    assert (status.revision, status.loaded_at) == (before.revision, before.loaded_at)
    assert status.stale
    assert status.failures == 1
    assert {Path(problem.path).name for problem in status.problems} == {"a.yaml"}
    assert {problem.line for problem in status.problems} == {3, 4}
    assert len(caplog.records) == 1, "the same problems are logged once"
    assert f"{folder / 'a.yaml'}:4:" in caplog.text
    assert before.revision in caplog.text


def test_a_mended_file_is_served_again(live: Live[list[str]], folder: Path):
    good = (folder / "a.yaml").read_text()
    (folder / "a.yaml").write_text("faqs: 3\n")
    live.refresh()
    (folder / "a.yaml").write_text(good)
    assert live.refresh()
    assert (live.status().stale, live.status().problems) == (False, ())
    assert live.current() == ["one"]


def test_a_folder_that_is_gone_is_a_problem_until_it_is_back(live: Live[list[str]], folder: Path):
    away = folder.rename(folder.with_name("away"))
    assert not live.refresh()
    assert live.current() == ["one"]
    assert "does not exist" in str(live.status().problems[0])
    away.rename(folder)
    assert live.refresh()
    assert not live.status().stale


def test_a_folder_that_is_gone_for_a_moment_is_no_problem(live: Live[list[str]], folder: Path):
    away = folder.rename(folder.with_name("away"))
    threading.Timer(0.02, lambda: away.rename(folder)).start()
    live.refresh()
    assert live.current() == ["one"]
    assert live.status().failures == 0


def test_half_a_file_is_not_served(live: Live[list[str]], folder: Path, builds: Builds):
    """A file that is valid as far as it is written is not read before its writer has finished."""

    def finish() -> None:
        with (folder / "a.yaml").open("a") as file:
            file.write(faq_file("two").partition("faqs:\n")[2])

    (folder / "a.yaml").write_text(faq_file("one"))
    threading.Timer(0.02, finish).start()
    assert live.refresh()
    assert live.current() == ["one", "two"]
    assert builds.count == 2


def test_files_that_never_rest_are_read_all_the_same(live: Live[list[str]], folder: Path):
    done = threading.Event()

    def write() -> None:
        i = 0
        while not done.is_set():
            i += 1
            replacement = folder / ".next"
            replacement.write_text(faq_file("one", f"n-{i}"))
            replacement.replace(folder / "a.yaml")
            time.sleep(0.01)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        eventually(live.refresh)
    finally:
        done.set()
        writer.join()
    assert len(live.current()) == 2


@pytest.mark.parametrize("failure", [EmbedderError("no model"), RuntimeError("a fault of ours")])
def test_what_cannot_be_built_is_a_problem_and_never_raised(
    live: Live[list[str]], folder: Path, builds: Builds, failure: Exception, caplog: pytest.LogCaptureFixture
):
    builds.failure = failure
    (folder / "a.yaml").write_text(faq_file("two"))
    assert not live.refresh()
    assert live.current() == ["one"]
    assert str(failure) in str(live.status().problems[0])
    assert str(failure) in caplog.text


def test_the_thread_follows_the_files_until_it_is_stopped(live: Live[list[str]], folder: Path):
    live.start()
    live.start()
    assert sum(thread.name == "faqbot-reload" for thread in threading.enumerate()) == 1
    (folder / "a.yaml").write_text(faq_file("two"))
    eventually(lambda: live.current() == ["two"])
    live.stop()
    (folder / "a.yaml").write_text(faq_file("three"))
    assert not any(thread.name == "faqbot-reload" for thread in threading.enumerate())
    assert live.current() == ["two"]
    live.start()
    eventually(lambda: live.current() == ["three"])


def test_zero_seconds_never_reload(folder: Path, builds: Builds):
    live = Live(folder, builds, every=0)
    live.start()
    assert not any(thread.name == "faqbot-reload" for thread in threading.enumerate())


def test_readers_see_whole_values_only(live: Live[list[str]], folder: Path):
    """Every value read while files change is one that was built, and values only move forward."""
    live.start()
    seen: list[list[str]] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            value = live.current()
            if not seen or seen[-1] is not value:
                seen.append(value)

    reader = threading.Thread(target=read)
    reader.start()
    for i in range(3):
        (folder / "a.yaml").write_text(faq_file(f"n-{i}", f"m-{i}"))
        eventually(lambda i=i: seen[-1:] == [[f"m-{i}", f"n-{i}"]])  # type: ignore[misc]
    done.set()
    reader.join()
    assert seen == [["one"], *([f"m-{i}", f"n-{i}"] for i in range(3))]


def test_one_file_alone_is_followed_too(folder: Path, builds: Builds):
    live = Live(folder / "a.yaml", builds)
    (folder / "a.yaml").write_text(faq_file("two"))
    assert live.refresh()
    assert live.current() == ["two"]
    shutil.rmtree(folder)
    assert not live.refresh()
    assert live.status().stale
