"""Figures that are no shares: the Matthews correlation, its best over cut-offs, the calibration error."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.evaluation.intervals import Weights
from bot.evaluation.outcomes import Outcome

BINS = 10
_CUTS = 400

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Coded:
    """Outcomes as arrays, so that hundreds of resamples of thousands of questions take a second.

    Classes are numbers; 0 is the class of what is not, or must not be, answered. A question of which
    several FAQs are right is of the class of its best candidate where that is right, else of its first.
    """

    def __init__(self, outcomes: Sequence[Outcome]) -> None:
        """Take outcomes, of which there is at least one and none is of a chat question."""
        best = [o.faq_id for o in outcomes]
        truth = [(o.faq_id if o.right else o.asked.expect[0]) if o.asked.expect else "" for o in outcomes]
        codes = {id_: code for code, id_ in enumerate(dict.fromkeys(["", *best, *truth]))}
        self._classes = len(codes)
        self._truth: Ints = np.array([codes[id_] for id_ in truth])
        self._best: Ints = np.array([codes[id_] for id_ in best])
        self._right = np.array([o.right for o in outcomes])
        self._answered: Ints = np.where([o.answered for o in outcomes], self._best, 0)
        self._confidence: Floats = np.array([o.confidence for o in outcomes], dtype=np.float64)
        self._bin = np.minimum(BINS - 1, (self._confidence * BINS).astype(np.int64))
        self._prepare_sweep()

    def measures(self, weights: Weights) -> tuple[float, float, float]:
        """(mcc, mcc_best, ece) with each question counted `weights` times."""
        gap = np.bincount(self._bin, weights * (self._right - self._confidence), minlength=BINS)
        return self._mcc(weights), self._mcc_best(weights), float(np.abs(gap).sum() / weights.sum())

    def _mcc(self, weights: Weights) -> float:
        """R_K, the Matthews correlation of many classes (Gorodkin 2004)."""
        t, p = self._counts(self._truth, weights), self._counts(self._answered, weights)
        correct = weights[self._truth == self._answered].sum()
        return float(_r_k(weights.sum(), correct, t @ p, p @ p, t @ t))

    def _counts(self, classes: Ints, weights: Weights) -> Ints:
        return np.bincount(classes, weights, minlength=self._classes).astype(np.int64)

    def _prepare_sweep(self) -> None:
        """Order the questions as a falling cut-off admits them, and within that by class."""
        confidences = np.unique(self._confidence)
        cuts = confidences[:: max(1, len(confidences) // _CUTS)]
        admitted = np.flatnonzero(self._best)
        self._order = admitted[np.argsort(-self._confidence[admitted], kind="stable")]
        falling = -self._confidence[self._order]
        self._ends = np.searchsorted(falling, -cuts, side="right")
        classes = self._best[self._order]
        self._by_class = np.argsort(classes, kind="stable")
        grouped = classes[self._by_class]
        self._class_start = np.searchsorted(grouped, grouped, side="left")

    def _mcc_best(self, weights: Weights) -> float:
        """The best R_K over the cut-offs, in one pass: each question admitted changes the sums a little."""
        t = self._counts(self._truth, weights)
        w, truth, best = weights[self._order], self._truth[self._order], self._best[self._order]
        sums = np.concatenate(([0], np.cumsum(w[self._by_class])))
        before = np.empty_like(w)
        before[self._by_class] = sums[:-1] - sums[self._class_start]
        total = weights.sum()
        steps = np.stack(
            [
                w * ((truth == best).astype(np.int64) - (truth == 0)),  # correct
                w * (t[best] - t[0]),  # truth x prediction
                w * (2 * before + w),  # squares of the predicted classes
                w,  # no longer predicted to be unanswerable
            ]
        )
        at = np.pad(np.cumsum(steps, axis=1), ((0, 0), (1, 0)))[:, self._ends]
        correct = weights[self._truth == 0].sum() + at[0]
        squares = at[2] + (total - at[3]) ** 2
        return float(_r_k(total, correct, t[0] * total + at[1], squares, t @ t).max())


def _r_k(n: np.int64, correct: Ints, product: Ints, predicted: Ints, true: Ints) -> Floats:
    """R_K of sums over classes; 0 where all questions are, or are taken to be, of one class."""
    covariance = (correct * n - product).astype(np.float64)
    spread = np.sqrt((n * n - predicted).astype(np.float64) * float(n * n - true))
    return np.where(spread > 0, covariance / np.where(spread > 0, spread, 1), 0.0)
