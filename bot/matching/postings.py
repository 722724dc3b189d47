"""Feature -> the phrasings that have it: what makes comparing a question with every phrasing cheap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

# What a question has: (ids of features, how much each counts), arrays of one shape.
Features = tuple[NDArray[np.intp], NDArray[np.floating[Any]]]


@dataclass(frozen=True)
class Postings:
    """The phrasings that have feature i are `start[i]` to `start[i + 1]` in `rows` and `weights`.

    `weights`: how much the feature counts in the phrasing; `count`: how many phrasings there are.
    """

    start: NDArray[np.int64]
    rows: NDArray[np.int32]
    weights: NDArray[np.float32]
    count: int

    def having(self, feature: int) -> slice:
        """Where its phrasings stand in `rows` and `weights`."""
        return slice(int(self.start[feature]), int(self.start[feature + 1]))

    def sums(self, features: Features) -> NDArray[np.float64]:
        """What the features of a question and of each phrasing have in common; shape (count,)."""
        at, counting = features
        begins = self.start[at]
        counts = self.start[at + 1] - begins
        ends = counts.cumsum()
        places = np.arange(ends[-1] if len(ends) else 0)
        places += (begins - ends + counts).repeat(counts)
        products = self.weights[places] * counting.repeat(counts)
        return np.bincount(self.rows[places], products, self.count).astype(np.float64, copy=False)


def joined(first: Postings, second: Postings, weights: tuple[float, float]) -> Postings:
    """One after the other, features of the second numbered on from the first, each times its weight."""
    parts: list[NDArray[Any]] = [w * one.weights for w, one in zip(weights, (first, second), strict=True)]
    return Postings(
        start=np.concatenate([first.start[:-1], first.start[-1] + second.start]),
        rows=np.concatenate([first.rows, second.rows]),
        weights=np.concatenate(parts).astype(np.float32),
        count=first.count,
    )
