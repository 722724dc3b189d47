"""Candidate phrasings -> how much they speak for each FAQ, by local kernel ridge regression.

Solve (K + 0.3 I) a = s on the few retrieved phrasings: K their likeness to each other, s their likeness to
the question. A phrasing that says the same as others shares its weight with them, so ten near-copies of one
alternate count hardly more than one, and an added alternate cannot drown the rest. Summed per FAQ, cut off
at 0, and multiplied by the FAQ's best similarity: many lukewarm phrasings do not make a match.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bot.matching.index import MatchIndex, Rows
from bot.matching.retrieve import CHARACTERS, MEANING, WORDS, Candidates

_RIDGE = 0.3


def pool(index: MatchIndex, candidates: Candidates) -> tuple[Rows, NDArray[np.float32], NDArray[np.intp]]:
    """Support of each owner among the candidates.

    Returns (owners, support, best): owner numbers, their support (0 to about 1), and for each the position
    of its most similar candidate. Ordered by support, then similarity, then owner.
    """
    owner_of = index.owner_of[candidates.rows]
    owners, first, inverse = np.unique(owner_of, return_index=True, return_inverse=True)
    # Candidates come most alike first, so the first of each owner is its best.
    shares = np.bincount(inverse, weights=_weights(index, candidates), minlength=len(owners))
    best = candidates.similarity[first]
    support = (np.maximum(shares, 0) * best).astype(np.float32)
    ranking = np.lexsort((owners, -best, -support))
    return owners[ranking], support[ranking], first[ranking]


def _weights(index: MatchIndex, candidates: Candidates) -> NDArray[np.float32]:
    rows = candidates.rows
    kernel = index.grams.pairwise(rows)
    if index.vectors.shape[1]:
        vectors = index.vectors[rows]
        kernel = (WORDS + CHARACTERS) * kernel + MEANING * (vectors @ vectors.T)
    np.fill_diagonal(kernel, 1 + _RIDGE)
    solved: NDArray[np.float32] = np.linalg.solve(kernel, candidates.similarity)
    return solved
