"""Character n-grams of words: by them "reloading" is like "reload", and a misspelt word like what was meant.

A word is a vector over its n-grams of 3 characters (its borders count as characters), weighted by inverse
document frequency among the words of the corpus, of length 1. A number is like itself alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from bot.matching.postings import Postings

SIZE = 3

# N-gram -> how much it counts; of length 1.
Vector = Mapping[str, float]


@dataclass(frozen=True)
class GramIndex:
    """The n-grams of a vocabulary.

    `idf`: their rarity; `ids`: their numbers; `postings`: which words have them.
    """

    idf: Mapping[str, float]
    unknown_idf: float
    ids: Mapping[str, int]
    postings: Postings

    def alike(self, word: str) -> NDArray[np.float64]:
        """How alike a word and each of the vocabulary are, 0 to 1; shape (words,)."""
        vector = _vector(word, self.idf, self.unknown_idf)
        known = [(self.ids[gram], weight) for gram, weight in vector.items() if gram in self.ids]
        ids = np.array([id_ for id_, _ in known], np.intp)
        return self.postings.sums(ids, np.array([weight for _, weight in known]))


def build_grams(vocabulary: Sequence[str]) -> GramIndex:
    """Index different words, each by its place."""
    n = len(vocabulary)
    frequency = Counter([gram for word in vocabulary for gram in grams_of(word)])
    idf = {gram: log((1 + n) / (1 + having)) + 1 for gram, having in frequency.items()}
    ids = {gram: i for i, gram in enumerate(idf)}
    unknown_idf = log(1 + n) + 1
    vectors = [_vector(word, idf, unknown_idf) for word in vocabulary]
    postings = Postings.of(
        features=[ids[gram] for vector in vectors for gram in vector],
        rows=np.repeat(np.arange(n), [len(vector) for vector in vectors]),
        weights=[weight for vector in vectors for weight in vector.values()],
        feature_count=len(ids),
        count=n,
    )
    return GramIndex(idf, unknown_idf, ids, postings)


def grams_of(word: str) -> frozenset[str]:
    """Its different n-grams.

    >>> sorted(grams_of("plan")), sorted(grams_of("2024"))
    ([' pl', 'an ', 'lan', 'pla'], [' 2024 '])
    """
    padded = f" {word} "
    if word.isdigit() or len(padded) <= SIZE:
        return frozenset((padded,))
    return frozenset([padded[i : i + SIZE] for i in range(len(padded) - SIZE + 1)])


def _vector(word: str, idf: Mapping[str, float], unknown_idf: float) -> Vector:
    weights = {gram: idf.get(gram, unknown_idf) for gram in grams_of(word)}
    length = sum([weight**2 for weight in weights.values()]) ** 0.5
    return {gram: weight / length for gram, weight in weights.items()}
