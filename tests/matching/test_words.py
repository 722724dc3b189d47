from __future__ import annotations

import numpy as np
import pytest

from bot.matching.words import WordIndex, build_words

PHRASINGS = ["show the usage trend", "what is plan 2", "what is plan 3", "the session limit"]


@pytest.fixture(scope="module")
def index() -> WordIndex:
    return build_words([text.split() for text in PHRASINGS])


def likest(index: WordIndex, question: str) -> str:
    return PHRASINGS[int(index.similarities(index.match(question.split())).argmax())]


def test_a_phrasing_is_wholly_like_itself(index: WordIndex) -> None:
    for row, text in enumerate(PHRASINGS):
        assert index.similarities(index.match(text.split()))[row] == pytest.approx(1, abs=1e-5)


def test_a_misspelt_word_meets_the_word_it_resembles(index: WordIndex) -> None:
    (match,) = index.match(["usge"])
    assert [index.vocabulary[word] for word, _ in match.found] == ["usage"]
    assert match.similarity == pytest.approx(8 / 9)
    assert likest(index, "usge trnd") == PHRASINGS[0]


@pytest.mark.parametrize("word", ["4", "22", "plan2", "iz", "wat"])
def test_numbers_and_short_words_are_not_guessed(index: WordIndex, word: str) -> None:
    (match,) = index.match([word])
    assert not any(index.vocabulary[found] in ("2", "3", "is") for found, _ in match.found)


def test_numbers_tell_phrasings_apart(index: WordIndex) -> None:
    assert likest(index, "plan 2") == PHRASINGS[1]
    assert likest(index, "plan 3") == PHRASINGS[2]


def test_a_word_that_nothing_has_is_as_rare_as_can_be(index: WordIndex) -> None:
    (match,) = index.match(["starbucks"])
    assert match.found == ()
    assert match.idf == pytest.approx(index.unknown_idf)
    assert match.idf > index.idf.max()


def test_a_question_of_nothing_is_like_nothing(index: WordIndex) -> None:
    assert not index.similarities(index.match([])).any()


def test_which_phrasings_have_which_words(index: WordIndex) -> None:
    found = index.found(index.match(["plan", "limit", "usge"]), np.array([3, 1, 0]))
    assert found[:, 0].tolist() == [0, 1, 0]
    assert found[:, 1].tolist() == [1, 0, 0]
    assert found[:, 2] == pytest.approx([0, 0, 8 / 9])


def test_no_phrasings_at_all() -> None:
    empty = build_words([])
    assert empty.similarities(empty.match(["plan"])).shape == (0,)
