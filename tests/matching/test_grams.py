from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching.grams import BYTE_UNIT, SIZE, build_grams

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


@pytest.mark.parametrize("question", [*TEXTS, "usge trnd", "plans", "", "傾向"])
def test_agrees_with_the_definition(question: str) -> None:
    assert build_grams(TEXTS).similarities(question) == pytest.approx(naive(TEXTS, question), abs=1e-5)


@settings(max_examples=60)
@given(
    st.lists(st.text("abc 日", min_size=1, max_size=30).map(lambda t: " ".join(t.split()) or "a"), min_size=1)
)
def test_a_text_is_likest_to_itself(texts: list[str]) -> None:
    index = build_grams(texts)
    for row, text in enumerate(texts):
        similarities = index.similarities(text)
        assert similarities[row] == pytest.approx(similarities.max(), abs=1e-5)
        assert similarities.max() <= 1 + 1e-5


def test_sketches_keep_cosines_nearly() -> None:
    index = build_grams(TEXTS)
    exact = np.array([index.similarities(text) for text in TEXTS])
    sketches = index.sketches().astype(np.float32) / BYTE_UNIT
    assert sketches @ sketches.T == pytest.approx(exact, abs=0.2)


def test_no_phrasings_at_all() -> None:
    assert build_grams([]).similarities("plan").shape == (0,)
