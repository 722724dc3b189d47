"""Character n-grams of words: by them "reloading" is like "reload", and a misspelt word like what was meant.

A word is a vector over its n-grams of 3 characters (its borders count as characters), weighted by inverse
document frequency among the words of the corpus, of length 1. A number is like itself alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import log

import numpy as np
from numpy.typing import NDArray

from bot.matching.postings import Postings

SIZE = 3


@dataclass(frozen=True)
class GramIndex:
    """The n-grams of a vocabulary.

    `ids`: their numbers; `idf`: by number, their rarity; `postings`: which words have them.
    """

    ids: Mapping[str, int]
    idf: NDArray[np.float64]
    unknown_idf: float
    postings: Postings

    def alike(self, word: str) -> NDArray[np.float64]:
        """How alike a word and each of the vocabulary are, 0 to 1; shape (words,)."""
        grams = grams_of(word)
        known = np.array([self.ids[gram] for gram in grams if gram in self.ids], np.intp)
        idf = self.idf[known]
        square = float(idf @ idf) + (len(grams) - len(known)) * self.unknown_idf**2
        return self.postings.sums(known, idf / square**0.5)


def build_grams(vocabulary: Sequence[str]) -> GramIndex:
    """Index different words, each by its place."""
    n = len(vocabulary)
    cut = [grams_of(word) for word in vocabulary]
    ids = {gram: i for i, gram in enumerate(dict.fromkeys(chain.from_iterable(cut)))}
    features = np.array([ids[gram] for grams in cut for gram in grams], np.intp)
    rows = np.repeat(np.arange(n), [len(grams) for grams in cut])
    idf = np.log((1 + n) / (1 + np.bincount(features, minlength=len(ids)))) + 1
    weights = idf[features]
    weights /= np.sqrt(np.bincount(rows, weights**2, n))[rows]
    return GramIndex(ids, idf, log(1 + n) + 1, Postings.of(features, rows, weights, len(ids), n))


def grams_of(word: str) -> tuple[str, ...]:
    """Its different n-grams.

    >>> grams_of("plan"), grams_of("2024")
    ((' pl', 'pla', 'lan', 'an '), (' 2024 ',))
    """
    padded = f" {word} "
    if word.isdigit() or len(padded) <= SIZE:
        return (padded,)
    return tuple(dict.fromkeys([padded[i : i + SIZE] for i in range(len(padded) - SIZE + 1)]))
