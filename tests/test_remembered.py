from __future__ import annotations

import threading
import weakref

from bot.remembered import Remembered


def test_what_was_used_longest_ago_is_forgotten():
    kept = Remembered[int](2)
    source = object()
    kept.put(source, "a", 1)
    kept.put(source, "b", 2)
    assert kept.get(source, "a") == 1
    kept.put(source, "c", 3)
    assert [kept.get(source, key) for key in "abc"] == [1, None, 3]


def test_nothing_outlives_its_source():
    class Source:
        pass

    kept = Remembered[object](10)
    source, value = Source(), Source()
    watched = weakref.ref(source), weakref.ref(value)
    kept.put(source, "a", value)
    del source, value
    assert kept.get(Source(), "a") is None
    assert [ref() for ref in watched] == [None, None]


def test_a_late_value_of_an_old_source_does_not_mix_with_the_new():
    kept = Remembered[int](10)
    old, new = object(), object()
    kept.put(new, "a", 2)
    kept.put(old, "b", 1)
    assert kept.get(new, "b") is None
    assert kept.get(new, "a") is None


def test_none_are_kept_where_the_size_is_nought():
    kept = Remembered[int](0)
    kept.put("source", "a", 1)
    assert kept.get("source", "a") is None


def test_threads_share_it():
    kept = Remembered[tuple[int, int]](50)
    sources = [object(), object()]
    wrong: list[object] = []

    def use(first: int) -> None:
        for n in range(first, first + 5_000):
            at, key = n // 100 % 2, n % 97
            found = kept.get(sources[at], key)
            if found not in (None, (at, key)):
                wrong.append(found)
            kept.put(sources[at], key, (at, key))

    threads = [threading.Thread(target=use, args=(n * 37,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
