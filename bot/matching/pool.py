"""Candidate phrasings -> how much they speak for each FAQ, by local kernel ridge regression.

Solve (K + 0.3 I) a = s on the few retrieved phrasings: K their likeness to each other, s their likeness to
the question. A phrasing that says the same as others shares its weight with them, so ten near-copies of one
alternate count hardly more than one, and an added alternate cannot drown the rest. Summed per FAQ, cut off
at 0, and multiplied by the FAQ's best similarity: many lukewarm phrasings do not make a match.
"""

from __future__ import annotations

from operator import attrgetter
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.matching.index import BYTE_UNIT, MatchIndex
from bot.matching.retrieve import Candidates

_RIDGE = 0.3
_SUPPORT = attrgetter("support")


class Pooled(NamedTuple):
    """What the candidates of one owner say together.

    `support`: 0 to about 1. `places`: of its phrasings among the candidates, the most similar first.
    """

    owner: int
    support: float
    places: list[int]


def pool(index: MatchIndex, candidates: Candidates) -> list[Pooled]:
    """Sum up what the candidates of each owner say. Ordered by support, then similarity, then owner."""
    if not len(candidates.rows):
        return []
    weights = _weights(index, candidates).tolist()
    similarity = candidates.similarity.tolist()
    places_of: dict[int, list[int]] = {}
    # Candidates come most alike first, so the first of each owner is its best.
    for place, owner in enumerate(index.owner_of[candidates.rows].tolist()):
        if owner in places_of:
            places_of[owner].append(place)
        else:
            places_of[owner] = [place]
    pooled = [
        Pooled(owner, max(sum([weights[p] for p in places]), 0.0) * similarity[places[0]], places)
        for owner, places in places_of.items()
    ]
    # Owners come in the order of their best candidates, and sorting keeps it where support is the same.
    pooled.sort(reverse=True, key=_SUPPORT)
    return pooled


def _weights(index: MatchIndex, candidates: Candidates) -> NDArray[np.floating[Any]]:
    profiles = index.profiles[candidates.rows].astype(np.float32)
    kernel = profiles @ profiles.T
    kernel *= 1 / BYTE_UNIT**2
    kernel.flat[:: len(kernel) + 1] = 1 + _RIDGE
    return np.linalg.solve(kernel, candidates.similarity)
