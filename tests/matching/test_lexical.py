from __future__ import annotations

import gc
import weakref

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.matching.lexical import LETTERS, LexicalIndex, build_lexical

PHRASINGS = ["show the usage trend", "what is plan 2", "what is plan 3", "the session limit"]


def similarities(index: LexicalIndex, question: str) -> NDArray[np.float32]:
    return index.similarities(index.match(question.split()))


@pytest.fixture(scope="module")
def index() -> LexicalIndex:
    return build_lexical(PHRASINGS)[0]


@pytest.mark.parametrize("weight", [1.0, 0.4])
def test_a_phrasing_is_wholly_like_itself(weight: float) -> None:
    index, _ = build_lexical(PHRASINGS, weight)
    for row, text in enumerate(PHRASINGS):
        assert similarities(index, text)[row] == pytest.approx(weight, abs=0.01)


@pytest.mark.parametrize(
    ("question", "row"), [("usge trnd", 0), ("plan 2", 1), ("plan 3", 2), ("sessions limiting", 3)]
)
def test_the_likest_is_what_was_meant(index: LexicalIndex, question: str, row: int) -> None:
    assert similarities(index, question).argmax() == row


def test_the_parts_make_the_whole(index: LexicalIndex) -> None:
    matches = index.match(["the", "sessions", "usge", "zanzibar"])
    for row, whole in enumerate(index.similarities(matches)):
        parts = index.parts(matches, row)
        assert sum(parts) == pytest.approx(float(whole), abs=1e-6)
        assert parts[3] == 0


def test_a_misspelt_word_counts_by_what_it_was_taken_for(index: LexicalIndex) -> None:
    (match,) = index.match(["usgae"])
    ((word, alike),) = match.found
    assert index.words.vocabulary[word] == "usage"
    # By its letters alone it would count for less.
    assert index.shares(match)[word] == pytest.approx(alike**2)


def test_a_word_of_the_same_stem_counts_by_its_letters(index: LexicalIndex) -> None:
    (match,) = index.match(["planning"])
    share = index.shares(match)[index.words.vocabulary.index("plan")]
    assert match.found == ()
    assert 0.1 < share < LETTERS


def test_what_is_remembered_changes_nothing() -> None:
    fresh, _ = build_lexical(PHRASINGS)
    for question in ("usge trnd", "plan 2", "usge trnd"):
        assert (similarities(fresh, question) == similarities(build_lexical(PHRASINGS)[0], question)).all()


def test_an_index_goes_at_once_with_what_it_remembers() -> None:
    index, _ = build_lexical(PHRASINGS)
    similarities(index, "usge of plan")
    gone = weakref.ref(index)
    gc.disable()
    try:
        del index
        assert gone() is None
    finally:
        gc.enable()


def test_a_question_of_nothing_is_like_nothing(index: LexicalIndex) -> None:
    assert not similarities(index, "").any()


def test_no_phrasings_at_all() -> None:
    index, sketches = build_lexical([])
    assert similarities(index, "plan").shape == (0,)
    assert sketches.shape[0] == 0


def test_sketches_keep_likeness_nearly() -> None:
    index, sketches = build_lexical(PHRASINGS)
    exact = np.array([similarities(index, text) for text in PHRASINGS])
    assert sketches @ sketches.T == pytest.approx(exact, abs=0.2)
    # Signs keep what is unlike near 0 on average; without them every meeting would add up.
    strangers = [f"{chr(97 + n % 26) * 5}{n}" for n in range(200)]
    _, sketches = build_lexical(strangers)
    products = sketches @ sketches.T
    unlike = [[one[:5] != other[:5] for other in strangers] for one in strangers]
    assert abs(products[np.array(unlike)].mean()) < 0.03
