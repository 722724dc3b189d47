"""How alike a question and every phrasing are in meaning: inner products of their sentence embeddings.

To a phrasing's own meaning comes that of what its FAQ says, where it has few phrasings (see weights). Where a
text's vector is the sum of its words', so is what it is like, and what a word adds to each phrasing is
remembered (as in lexical). Of many phrasings only a few dimensions are looked at first, and all of them for
those that may be among the best.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.matching.embed import Embedder, Vectors, normalised_rows

# Up to so many phrasings are compared by all dimensions.
FEW = 4_096
# What is remembered, in bytes, of what words add.
_REMEMBERED = 6_000_000
_TINY = 1e-24

Rows = NDArray[np.intp]
Scores = NDArray[np.floating[Any]]
Part = NDArray[np.float32]


class Meant(NamedTuple):
    """What a question is like in meaning: `similarities` of all phrasings, shape (phrasings,), and its own
    `vectors`, one for each reading.
    """

    similarities: Scores
    vectors: Sequence[Vectors]


class Meanings(NamedTuple):
    """`vectors`: of the phrasings; `weight`: how much they count; `owner_of`: whose each is; `about`: vectors
    of what owners say beside their phrasings, times how much that counts, None where nobody's does.
    """

    vectors: Vectors
    weight: float
    owner_of: Rows
    about: Vectors | None


class MeaningIndex:
    """What meaning adds to the likeness of a question and each phrasing.

    A question is given as its readings: as typed and, where words are misspelt, as mended. The likelier one
    counts. `exact`: whether `similarities` are what `similarities_of` tells of the same rows.
    """

    def __init__(self, meanings: Meanings, embedder: Embedder) -> None:
        """Index phrasings that have been embedded."""
        self._meanings = meanings
        self._embedder = embedder
        self.exact = embedder.rough is None or len(meanings.vectors) <= FEW
        self._rough = None if self.exact else _roughly(meanings, embedder.rough)
        self._word: Callable[[str], Part] | None = None
        if self.exact and embedder.word_vector:
            # Does not refer to this index: it goes at once when another takes its place.
            word = partial(_word, meanings, embedder.word_vector)
            self._word = lru_cache(_REMEMBERED // (4 * max(1, len(meanings.vectors))) + 1)(word)

    def compare(self, readings: Sequence[str]) -> Meant:
        """A question with all phrasings."""
        if self._word:
            count = len(self._meanings.vectors)
            summed = [_by_words(text, self._word, count) for text in readings]
            return Meant(_likest([one[:count] for one in summed]), [one[count:] for one in summed])
        vectors = self._embedder.embed(readings)
        if self._rough is None:
            similarities = [_similarities(self._meanings, vector) for vector in vectors]
        else:
            kept = normalised_rows(vectors[:, : self._rough.shape[1]])
            similarities = [self._rough @ vector for vector in kept]
        return Meant(_likest(similarities), list(vectors))

    def similarities_of(self, rows: Rows, asked: Sequence[Vectors]) -> Scores:
        """Of some phrasings; shape (rows,). `asked`: the vectors of a question, see Meant."""
        vectors, weight, owner_of, about = self._meanings
        found = vectors[rows]
        told = None if about is None else about[owner_of[rows]]
        return _likest(
            [weight * (found @ vector) + (0 if told is None else told @ vector) for vector in asked]
        )

    def parts(self, row: int, readings: Sequence[str]) -> tuple[float, float]:
        """What its own meaning adds to the likeness of one phrasing, and what its FAQ's does."""
        vectors, weight, owner_of, about = self._meanings
        asked = self._embedder.embed(readings)
        own = weight * (asked @ vectors[row])
        told = np.zeros(len(own)) if about is None else asked @ about[owner_of[row]]
        likest = int((own + told).argmax())
        return float(own[likest]), float(told[likest])


def _similarities(meanings: Meanings, vector: Vectors) -> Part:
    vectors, weight, owner_of, about = meanings
    total: Part = vectors @ vector
    total *= weight
    if about is not None:
        total += (about @ vector)[owner_of]
    return total


def _word(meanings: Meanings, vector_of: Callable[[str], Vectors], word: str) -> Part:
    """What a word adds to each phrasing, and after that its vector: so both are summed up at once."""
    vector = vector_of(word)
    return np.concatenate([_similarities(meanings, vector), vector])


def _by_words(text: str, known: Callable[[str], Part], count: int) -> Part:
    """The same for a text, made so that its vector, what comes after `count` phrasings, is of length 1."""
    first, *others = text.split() or [""]
    total = known(first).copy()
    for word in others:
        total += known(word)
    vector = total[count:]
    total *= 1 / max(float(vector @ vector), _TINY) ** 0.5
    return total


def _roughly(meanings: Meanings, dimensions: int | None) -> Vectors:
    """The first dimensions, made of length 1 again, of what phrasings and their FAQs say."""
    vectors, weight, owner_of, about = meanings
    rough = weight * normalised_rows(vectors[:, :dimensions])
    if about is not None:
        lengths = np.linalg.norm(about, axis=1, keepdims=True)
        rough += (lengths * normalised_rows(about[:, :dimensions]))[owner_of]
    return rough


def _likest(of_readings: Sequence[Scores]) -> Scores:
    best, *others = of_readings
    for other in others:
        best = np.maximum(best, other)
    return best
