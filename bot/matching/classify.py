"""What tells the owners of phrasings apart: one linear classifier over all of them, fitted with the index.

Candidates speak for an owner one by one; this looks at all phrasings at once, and finds what those of one
owner have and the others lack: of "cancel my order" and "track my order" it is the first word that counts.
After Rifkin, Yeo and Poggio, "Regularized Least-Squares Classification" (2003): ridge regression from the
profile of a phrasing (words and meaning) to its owner, which needs no training but one system of equations.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from bot.matching.embed import Vectors
from bot.matching.lexical import SKETCH, LexicalIndex, length_of
from bot.matching.meaning import Rows
from bot.matching.words import WordMatch

_RIDGE = 3.0
# 1 would let all owners count the same, 0 each phrasing.
_BALANCE = 0.5
# What is remembered, in bytes, of what words add.
_REMEMBERED = 1_000_000

Shares = NDArray[np.float32]


class Classifier:
    """`scores` of a question: near 1 for the owner that it is like, near 0 for the others."""

    def __init__(
        self, lexical: LexicalIndex, by_words: Vectors, by_meaning: Vectors, constant: Shares
    ) -> None:
        """See `fit_classifier`."""
        self._by_meaning = by_meaning
        self._constant = constant
        word = partial(_word, lexical, by_words)
        self._word = lru_cache(_REMEMBERED // (4 * max(1, len(constant))) + 1)(word)

    def scores(self, matches: Sequence[WordMatch], meaning: Vectors) -> Shares:
        """Of all owners; shape (owners,). `meaning`: the vector of the question."""
        total = self._constant + meaning @ self._by_meaning
        if matches:
            total += sum([self._word(match) for match in matches]) / length_of(matches)
        return total


def _word(lexical: LexicalIndex, by_words: Vectors, match: WordMatch) -> Shares:
    """What a word adds to each score."""
    return match.idf * (lexical.sketch(match) @ by_words)


def fit_classifier(
    lexical: LexicalIndex, profiles: Vectors, owner_of: Rows, owners: int, weights: tuple[float, float]
) -> Classifier:
    """Fit to the profiles of all phrasings; those of an owner with many count a little less each.

    `profiles`: sketches of the words, then vectors of the meaning, by the square roots of their `weights`.
    """
    phrasings = np.bincount(owner_of, minlength=owners)
    each = np.maximum(phrasings, 1).astype(np.float32) ** -_BALANCE
    each *= len(profiles) / max(float(each @ phrasings), 1.0)
    scaled = profiles * each[owner_of, None]
    sums = np.zeros((owners, profiles.shape[1]), np.float32)
    np.add.at(sums, owner_of, scaled)
    # Centred, so that what all phrasings have in common counts for none.
    share = (each * phrasings / max(len(profiles), 1)).astype(np.float32)
    mean = sums.sum(axis=0) / max(len(profiles), 1)
    products = scaled.T @ profiles - len(profiles) * np.outer(mean, mean)
    products[np.diag_indices_from(products)] += _RIDGE
    solved = np.linalg.solve(products, (sums - len(profiles) * np.outer(share, mean)).T).astype(np.float32)
    by_words, by_meaning = weights
    return Classifier(
        lexical, by_words**0.5 * solved[:SKETCH], by_meaning**0.5 * solved[SKETCH:], share - mean @ solved
    )
