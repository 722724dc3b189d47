from __future__ import annotations

import multiprocessing

import pytest

from bot import tokens
from bot.tokens import age_of, dated_name, random_bytes


def _draw(count: int) -> list[bytes]:
    return [random_bytes(12) for _ in range(count)]


def test_no_two_are_alike():
    drawn = _draw(5_000)
    assert len(set(drawn)) == 5_000
    assert {len(name) for name in drawn} == {12}
    assert len(random_bytes(10_000)) == 10_000


def test_a_forked_process_draws_others():
    random_bytes(1)
    with multiprocessing.get_context("fork").Pool(2) as pool:
        drawn = [name for names in pool.map(_draw, [50] * 4) for name in names] + _draw(200)
    assert len(set(drawn)) == len(drawn)


def test_a_dated_name_tells_its_age(monkeypatch: pytest.MonkeyPatch):
    name, began = dated_name(), tokens.monotonic()
    monkeypatch.setattr(tokens, "monotonic", lambda: began + 5)
    assert age_of(name) == pytest.approx(5, abs=0.1)
    assert len(name) == 24
    assert dated_name() != dated_name()


def test_forked_processes_know_each_others_names():
    with multiprocessing.get_context("fork").Pool(1) as pool:
        made = pool.apply(dated_name)
        assert age_of(made) is not None
        assert pool.apply(age_of, [dated_name()]) is not None


def test_a_name_that_somebody_made_up_has_no_age(monkeypatch: pytest.MonkeyPatch):
    name = dated_name()
    forged = [name[:i] + ("A" if name[i] != "A" else "B") + name[i + 1 :] for i in range(24)]
    for made_up in (
        *forged,
        "",
        "reply-1",
        "x" * 24,
        "\u00e4" * 24,
        "-" * 24,
        "====" * 6,
        "a b." * 6,
        "a" * 23 + "!",
    ):
        assert age_of(made_up) is None, made_up
    monkeypatch.setattr(tokens, "_KEY", b"another server's")
    assert age_of(name) is None
