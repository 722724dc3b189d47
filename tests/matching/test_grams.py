from __future__ import annotations

import math
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching.grams import SIZE, build_grams

WORDS = ["usage", "trend", "plan", "plans", "2", "22", "2024", "使用", "a", "aaaaaaa"]


def naive(words: list[str], asked: str) -> list[float]:
    """The definition, spelt out: TF-IDF over the n-grams of each word."""

    def grams(word: str) -> set[str]:
        padded = f" {word} "
        if word.isdigit() or len(padded) <= SIZE:
            return {padded}
        return {padded[i : i + SIZE] for i in range(len(padded) - SIZE + 1)}

    having = Counter(gram for word in words for gram in grams(word))

    def vector(word: str) -> dict[str, float]:
        return {gram: math.log((1 + len(words)) / (1 + having[gram])) + 1 for gram in grams(word)}

    def cosine(a: dict[str, float], b: dict[str, float]) -> float:
        lengths = math.sqrt(sum(x * x for x in a.values()) * sum(x * x for x in b.values()))
        return sum(x * b.get(gram, 0) for gram, x in a.items()) / lengths

    return [cosine(vector(asked), vector(word)) for word in words]


@pytest.mark.parametrize("word", [*WORDS, "usge", "planning", "xyz", "傾向"])
def test_agrees_with_the_definition(word: str) -> None:
    index = build_grams(WORDS)
    assert index.alike(word) == pytest.approx(naive(WORDS, word), abs=1e-5)


@settings(max_examples=60)
@given(st.lists(st.text("abc12日", min_size=1, max_size=9), min_size=1, unique=True))
def test_a_word_is_likest_to_itself(words: list[str]) -> None:
    index = build_grams(words)
    for place, word in enumerate(words):
        alike = index.alike(word)
        assert alike[place] == pytest.approx(1, abs=1e-5)
        assert alike.max() <= 1 + 1e-5


def test_a_number_is_like_itself_alone() -> None:
    index = build_grams(["2024", "2025", "202"])
    assert index.alike("2024").tolist() == pytest.approx([1, 0, 0])


def test_no_words_at_all() -> None:
    index = build_grams([])
    assert index.alike("plan").shape == (0,)
