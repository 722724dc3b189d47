from __future__ import annotations

import multiprocessing

from bot.tokens import random_bytes


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
