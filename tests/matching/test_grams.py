from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from bot.matching.grams import SIZE, build_grams

TEXTS = ["show the usage trend", "what is plan 2", "what is plan 3", "使用傾向 とは", "a", "aaaaaaa aaaaaaa"]


def naive(texts: list[str], question: str) -> list[float]:
    """The definition, spelt out: TF-IDF over the n-grams themselves, without hashing."""

    def grams(text: str) -> set[str]:
        padded = f" {text} "
        return {padded[i : i + SIZE] for i in range(len(padded) - SIZE + 1)}

    different = [grams(text) for text in texts]
    having = Counter(gram for one in different for gram in one)

    def vector(one: set[str]) -> dict[str, float]:
        return {gram: math.log((1 + len(texts)) / (1 + having[gram])) + 1 for gram in one}

    def cosine(a: dict[str, float], b: dict[str, float]) -> float:
        lengths = math.sqrt(sum(x * x for x in a.values()) * sum(x * x for x in b.values()))
        return sum(x * b.get(gram, 0) for gram, x in a.items()) / lengths if lengths else 0.0

    asked = vector(grams(question))
    return [cosine(asked, vector(one)) for one in different]


def similarities(texts: list[str], question: str) -> NDArray[np.float64]:
    index, postings, _ = build_grams(texts)
    return postings.sums(index.asked(question))


@pytest.mark.parametrize("question", [*TEXTS, "usge trnd", "plans", "", "傾向"])
def test_agrees_with_the_definition(question: str) -> None:
    assert similarities(TEXTS, question) == pytest.approx(naive(TEXTS, question), abs=1e-5)


@settings(max_examples=60)
@given(
    st.lists(st.text("abc 日", min_size=1, max_size=30).map(lambda t: " ".join(t.split()) or "a"), min_size=1)
)
def test_a_text_is_likest_to_itself(texts: list[str]) -> None:
    for row, text in enumerate(texts):
        found = similarities(texts, text)
        assert found[row] == pytest.approx(found.max(), abs=1e-5)
        assert found.max() <= 1 + 1e-5


def test_sketches_keep_cosines_nearly() -> None:
    _, _, sketches = build_grams(TEXTS)
    exact = np.array([similarities(TEXTS, text) for text in TEXTS])
    assert sketches @ sketches.T == pytest.approx(exact, abs=0.2)
    # Signs keep what is unlike near 0 on average; without them every meeting would add up.
    strangers = [f"{chr(97 + n % 26) * 5}{n}" for n in range(200)]
    _, _, sketches = build_grams(strangers)
    products = sketches @ sketches.T
    assert abs(products[~np.eye(200, dtype=bool)].mean()) < 0.02


def test_no_phrasings_at_all() -> None:
    assert similarities([], "plan").shape == (0,)
