"""Feature -> the rows that have it: what makes comparing one text with all others cheap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True)
class Postings:
    """The rows that have feature i are `start[i]` to `start[i + 1]` in `rows` and `weights`.

    `weights`: how much the feature counts in the row; `count`: how many rows there are.
    """

    start: NDArray[np.int64]
    rows: NDArray[np.int32]
    weights: NDArray[np.float32]
    count: int

    @classmethod
    def of(
        cls, features: ArrayLike, rows: ArrayLike, weights: ArrayLike, feature_count: int, count: int
    ) -> Postings:
        """From triples in any order: this feature has this weight in this row."""
        at = np.asarray(features, np.intp)
        order = np.argsort(at, kind="stable")
        return cls(
            start=np.concatenate(([0], np.cumsum(np.bincount(at, minlength=feature_count)))),
            rows=np.asarray(rows, np.int32)[order],
            weights=np.asarray(weights, np.float32)[order],
            count=count,
        )

    def sums(
        self, features: NDArray[np.integer[Any]], counting: NDArray[np.floating[Any]]
    ) -> NDArray[np.float64]:
        """Inner product of each row with a text that has `features`, which count so much; shape (count,).

        A feature that is named twice counts twice.
        """
        begins = self.start.take(features)
        counts = self.start.take(features + 1) - begins
        ends = counts.cumsum()
        places = np.arange(ends[-1] if len(ends) else 0)
        places += (begins - ends + counts).repeat(counts)
        products = self.weights.take(places)
        products *= counting.repeat(counts)
        return np.bincount(self.rows.take(places), products, self.count).astype(np.float64, copy=False)
