from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.matching.lexical import LexicalIndex, build_lexical

PHRASINGS = ["show the usage trend", "what is plan 2", "what is plan 3", "the session limit"]


def similarities(index: LexicalIndex, question: str) -> NDArray[np.float64]:
    return index.similarities(question, index.words.match(question.split()))


@pytest.fixture(scope="module")
def by_words() -> LexicalIndex:
    return build_lexical(PHRASINGS, (1.0, 0.0))[0]


@pytest.mark.parametrize("weights", [(1.0, 0.0), (0.0, 1.0), (0.4, 0.6)])
def test_a_phrasing_is_wholly_like_itself(weights: tuple[float, float]) -> None:
    index, _ = build_lexical(PHRASINGS, weights)
    for row, text in enumerate(PHRASINGS):
        assert similarities(index, text)[row] == pytest.approx(1, abs=1e-5)


def test_words_and_characters_count_with_their_weights() -> None:
    (words, _), (characters, _), (both, _) = (
        build_lexical(PHRASINGS, weights) for weights in ((1.0, 0.0), (0.0, 1.0), (0.4, 0.6))
    )
    question = "the usge of plan 2"
    expected = 0.4 * similarities(words, question) + 0.6 * similarities(characters, question)
    assert similarities(both, question) == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize(("question", "row"), [("usge trnd", 0), ("plan 2", 1), ("plan 3", 2)])
def test_the_likest_is_what_was_meant(by_words: LexicalIndex, question: str, row: int) -> None:
    assert similarities(by_words, question).argmax() == row


def test_a_word_that_may_be_several_counts_once() -> None:
    index, _ = build_lexical(["sessions session", "session", "limit"], (1.0, 0.0))
    (match,) = index.words.match(["sesions"])
    assert len(match.found) == 2
    found = index.similarities("sesions", (match,))
    least, likest = (alike for _, alike in match.found)
    assert least < likest
    vector = index.words.idf[[word for word, _ in match.found]]
    assert found[0] == pytest.approx(vector[1] * likest**2 / np.linalg.norm(vector), abs=1e-5)
    assert found[1] == pytest.approx(least**2, abs=1e-5)
    assert found[2] == 0


def test_a_question_of_nothing_is_like_nothing(by_words: LexicalIndex) -> None:
    assert not similarities(by_words, "").any()


def test_no_phrasings_at_all() -> None:
    index, _ = build_lexical([], (0.4, 0.6))
    assert similarities(index, "plan").shape == (0,)
