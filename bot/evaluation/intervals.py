"""95% intervals: Wilson's for shares, the bootstrap's for everything else."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Z = 1.959963984540054
RESAMPLES = 500
_SEED = 20_240_229

Weights = NDArray[np.int64]


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The interval of a share (Wilson 1927): honest with few questions, and at 0 and 1.

    >>> wilson(8, 10)
    (0.49016..., 0.94331...)
    """
    share, spread = hits / of, Z * Z / of
    middle = (share + spread / 2) / (1 + spread)
    half = math.sqrt(spread * share * (1 - share) + spread * spread / 4) / (1 + spread)
    # The ends are exact where all or none hit; rounding would put them a hair beyond.
    return 0.0 if hits == 0 else middle - half, 1.0 if hits == of else middle + half


def bootstrap(
    size: int, measures: Callable[[Weights], tuple[float, ...]], *, resamples: int = RESAMPLES
) -> list[tuple[float, float]]:
    """The interval of each measure (Efron 1979, percentiles), the same at every call.

    `measures` takes how often each of the `size` questions was drawn. An interval is widened to hold the
    value measured, which the percentiles of a biased measure (calibration error) can miss.
    """
    random = np.random.default_rng(_SEED)
    drawn = [measures(np.bincount(random.integers(0, size, size), minlength=size)) for _ in range(resamples)]
    value = np.array(measures(np.ones(size, dtype=np.int64)))
    low, high = np.percentile(np.array(drawn), [2.5, 97.5], axis=0)
    return list(zip(np.minimum(low, value).tolist(), np.maximum(high, value).tolist(), strict=True))
