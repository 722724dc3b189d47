"""Candidate phrasings -> how much they speak for each FAQ, by local kernel ridge regression.

Solve (K + 0.5 I) a = s on the few retrieved phrasings: K their likeness to each other, s their likeness to
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

_RIDGE = 0.5
# So many steps come as near to the solution as any figure can tell.
_STEPS = 4
_SOLVED = 1e-9


class Pooled(NamedTuple):
    """What the candidates of one owner say together.

    `support`: 0 to about 1; `alone`: what it would be, were its best candidate the only one; `places`: of its
    phrasings among the candidates, the most similar first.
    """

    owner: int
    support: float
    alone: float
    places: list[int]


def pool(index: MatchIndex, candidates: Candidates) -> list[Pooled]:
    """Sum up what the candidates of each owner say. Ordered by support, then similarity, then owner."""
    if not len(candidates.rows):
        return []
    counted = len(candidates.rows) - candidates.beside
    weights = _weights(
        index.profiles.take(candidates.rows[:counted], axis=0).astype(np.float32),
        candidates.similarity[:counted],
    ).tolist()
    weights += [0.0] * candidates.beside
    similarity = candidates.similarity.tolist()
    said: dict[int, float] = {}
    places_of: dict[int, list[int]] = {}
    # Candidates come most alike first, so the first of each owner is its best.
    for place, owner in enumerate(index.owner_of.take(candidates.rows).tolist()):
        if owner in said:
            said[owner] += weights[place]
            places_of[owner].append(place)
        else:
            said[owner] = weights[place]
            places_of[owner] = [place]
    pooled = []
    for owner, places in places_of.items():
        best = similarity[places[0]]
        pooled.append(Pooled(owner, max(said[owner], 0.0) * best, best**2 / (1 + _RIDGE), places))
    # Owners come in the order of their best candidates, and sorting keeps it where support is the same.
    pooled.sort(reverse=True, key=attrgetter("support"))
    return pooled


def _weights(
    profiles: NDArray[np.float32], similarity: NDArray[np.floating[Any]]
) -> NDArray[np.floating[Any]]:
    """The solution a, by conjugate gradients, for which the likeness K of every two need not be worked out.

    After Hestenes and Stiefel, "Methods of Conjugate Gradients for Solving Linear Systems" (1952). K is
    `profiles` times their transpose, in units of 1/127 squared.
    """
    ridge = _RIDGE * BYTE_UNIT**2
    weights = np.zeros_like(similarity)
    residual, direction = similarity.copy(), similarity.copy()
    square = enough = float(residual.dot(residual))
    for left in reversed(range(_STEPS)):
        image = direction.dot(profiles)
        step = square / (float(image.dot(image)) + ridge * float(direction.dot(direction)))
        weights += step * direction
        if not left:
            break
        residual -= step * (profiles.dot(image) + ridge * direction)
        before, square = square, float(residual.dot(residual))
        if square <= _SOLVED * enough:
            break
        direction *= square / before
        direction += residual
    weights *= BYTE_UNIT**2
    return weights
