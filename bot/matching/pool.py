"""Candidate phrasings -> how much they speak for each FAQ, by local kernel ridge regression.

Solve (K + 0.3 I) a = s on the few retrieved phrasings: K their likeness to each other, s their likeness to
the question. A phrasing that says the same as others shares its weight with them, so ten near-copies of one
alternate count hardly more than one, and an added alternate cannot drown the rest. Summed per FAQ, cut off
at 0, and multiplied by the FAQ's best similarity: many lukewarm phrasings do not make a match.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.matching.index import MatchIndex, Rows
from bot.matching.retrieve import CHARACTERS, MEANING, WORDS, Candidates

_RIDGE = 0.3


@dataclass(frozen=True, slots=True)
class Pooled:
    """The owners of the candidates, best first; `owners`, `support` and `first` have shape (owners,).

    `support`: 0 to about 1. `first`: position among the candidates of the owner's most similar one.
    `by_owner`, `begins`, `ranking`: candidates sorted by owner, where each owner's begin, and the places of
    the owners of `owners` in that order.
    """

    owners: Rows
    support: NDArray[np.floating[Any]]
    first: Rows
    by_owner: Rows
    begins: Rows
    ranking: Rows

    def best_of(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """The highest value of each owner's candidates; (candidates, n) -> (owners, n)."""
        best: NDArray[np.float32] = np.maximum.reduceat(values[self.by_owner], self.begins)[self.ranking]
        return best


def pool(index: MatchIndex, candidates: Candidates) -> Pooled:
    """Sum up what the candidates of each owner say. Ordered by support, then similarity, then owner."""
    owner_of = index.owner_of[candidates.rows]
    by_owner = np.argsort(owner_of, kind="stable")
    sorted_owners = owner_of[by_owner]
    begins = np.concatenate(([0], np.flatnonzero(sorted_owners[1:] != sorted_owners[:-1]) + 1))
    # Candidates come most alike first, so the first of each owner is its best.
    first = by_owner[begins]
    shares = np.add.reduceat(_weights(index, candidates)[by_owner], begins)
    best = candidates.similarity[first]
    support = np.maximum(shares, 0) * best
    owners = owner_of[first]
    ranking = np.lexsort((owners, -best, -support))
    return Pooled(owners[ranking], support[ranking], first[ranking], by_owner, begins, ranking)


def _weights(index: MatchIndex, candidates: Candidates) -> NDArray[np.floating[Any]]:
    rows = candidates.rows
    kernel = index.grams.pairwise(rows)
    if index.vectors.shape[1]:
        vectors = index.vectors[rows]
        kernel = (WORDS + CHARACTERS) * kernel + MEANING * (vectors @ vectors.T)
    kernel.flat[:: len(rows) + 1] = 1 + _RIDGE
    return np.linalg.solve(kernel, candidates.similarity)
